//! `consent preview`: what an act would change, before it is done.

use consent_core::decide::Basis;
use consent_core::explain::Heading;
use consent_core::ledger::Event;
use consent_core::view::{Change, Preview};

use super::uses::{self, Column, Purpose};
use super::{not_for_requester, section, title};
use crate::failure::{Exit, Failure, InFile as _, Problem};
use crate::input;
use crate::options::{Format, Output, Preview as Options};
use crate::output::Out;
use crate::say::Say;
use crate::table::Table;

pub(crate) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    not_for_requester(output)?;
    let input = &options.event;
    let engine = input::sources(&options.sources, Some(input), output.lang)?;
    let act = Event::from_json(&input.document()?).in_file(input)?;
    let preview = engine.preview(&act).in_file(input)?;
    match output.format {
        Format::Json => out.json(&preview)?,
        Format::Text => {
            let catalogue = engine.catalogue(None).map_err(Problem::from)?;
            show(&preview, &Say::new(catalogue, output.lang), out);
        }
    }
    Ok(Exit::Done)
}

fn show(preview: &Preview, say: &Say<'_>, out: &mut Out) {
    title(&say.with(Heading::PreviewTitle, &[("date", &say.moment(preview.at))]), out);
    if preview.actor_unverified {
        out.line(say.word(Heading::Unverified));
    }
    if preview.stops.is_empty() && preview.starts.is_empty() && preview.continues.is_empty() {
        out.line(say.word(Heading::NoChange));
    }
    for (heading, changes) in [
        (Heading::StopsTitle, &preview.stops),
        (Heading::StartsTitle, &preview.starts),
        (Heading::ContinuesTitle, &preview.continues),
    ] {
        section(heading, &table(changes, say), say, out);
    }
    let columns = [Column::Service, Column::Data, Column::Purpose, Column::Basis, Column::CanStop];
    section(Heading::UnchangedTitle, &uses::table(&columns, &preview.unchanged, say), say, out);
}

fn table(changes: &[Change], say: &Say<'_>) -> Table {
    let headings = [Heading::Service, Heading::Data, Heading::Purpose, Heading::BasisBefore, Heading::BasisAfter];
    let mut table = Table::new(say.words(&headings));
    for change in changes {
        let purpose = Purpose {
            purpose: &change.purpose,
            operations: &change.operations,
            source: (change.controller != change.recipient).then_some(&change.controller),
            assertions: &change.assertions,
            channels: None,
            cases: change.cases.as_deref(),
        };
        let basis = |basis: &Option<Basis>| basis.as_ref().map_or_else(|| "-".to_owned(), |basis| say.basis(basis));
        table.row([
            say.party(&change.recipient),
            say.categories(&change.data_categories),
            purpose.cell(say),
            basis(&change.before),
            basis(&change.after),
        ]);
    }
    table
}
