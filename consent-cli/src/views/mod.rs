//! The views: what covers a use, who may do what, what an act would change. Each prints a table or the engine's own JSON.

pub(crate) mod needs;
pub(crate) mod overview;
pub(crate) mod preview;
pub(crate) mod remedy;
pub(crate) mod stop_list;
pub(crate) mod subjects;
pub(crate) mod transparency;
mod uses;
pub(crate) mod who_may;

use consent_core::decide::Audience;
use consent_core::explain::Heading;

use crate::failure::Failure;
use crate::options::Output;
use crate::output::{Out, Paint};
use crate::say::Say;
use crate::table::Table;

/// Refuses a view that tells about a person to one who must learn nothing about them.
fn not_for_requester(output: &Output) -> Result<(), Failure> {
    if output.audience == Audience::Requester {
        return Err(Failure::Usage(
            "expected the audience `citizen` or `auditor`, found `requester`, who learns nothing about the person; use `decide` or `remedy`"
                .to_owned(),
        ));
    }
    Ok(())
}

/// Prints a title.
fn title(text: &str, out: &mut Out) {
    out.line(out.paint(Paint::Bold, text));
}

/// Prints a title and a table after an empty line; nothing for an empty table.
fn section(heading: Heading, table: &Table, say: &Say<'_>, out: &mut Out) {
    if !table.is_empty() {
        out.line("");
        title(say.word(heading), out);
        table.print(out);
    }
}
