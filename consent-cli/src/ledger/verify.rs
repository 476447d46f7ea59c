//! `consent ledger verify`: an auditor's look at every entry.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use consent_core::Erased;
use consent_core::explain::{Heading, Spoken as _, fill};
use consent_core::ledger::{Checkpoint, VerifierKey};
use serde_json::json;

use super::line;
use crate::failure::{Exit, Failure, InFile as _, Problem};
use crate::input::Input;
use crate::kept::{self, Kept};
use crate::options::{Format, Output, input};
use crate::output::{Out, Paint};
use crate::say::Say;
use crate::table::Table;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The ledger file, or an exported ledger.
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// A signed checkpoint from which the ledger must go on; absent with `--key`: the latest that the ledger keeps.
    #[arg(long, value_name = "NOTE", requires = "key", value_hint = ValueHint::FilePath, value_parser = input())]
    checkpoint: Option<Input>,
    /// The operator's public key, as `consent ledger key` printed it.
    #[arg(long, value_name = "VKEY")]
    key: Option<VerifierKey>,
}

pub(super) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    let ledger = kept::expect(&options.file, output.lang)?;
    let grew = options.key.as_ref().map(|key| checked(&ledger, options, key)).transpose()?;
    let erased = ledger.audit().in_file(options.file.display())?;
    let pending = ledger.storage().storage.erasures_pending().in_file(options.file.display())?;
    match output.format {
        Format::Json => {
            let checkpoint = grew.map(|grew| json!({"origin": grew.origin(), "size": grew.size(), "root": grew.root()}));
            let head = ledger.head();
            out.json(&json!({
                "size": head.size, "root": head.root, "checkpoint": checkpoint, "erased": erased, "erasures_pending": pending,
            }))?;
        }
        Format::Text => {
            let say = |heading: Heading| heading.say(output.lang);
            out.line(line(&options.file, ledger.head(), output.lang));
            out.line(out.paint(Paint::Green, say(Heading::LedgerWhole)));
            if let Some(grew) = grew {
                let slots = [("origin", grew.origin()), ("size", &grew.size().to_string())];
                out.line(fill(say(Heading::LedgerGrew), &slots));
            }
            if pending > 0 {
                let slots = [("number", &*pending.to_string())];
                out.line(out.paint(Paint::Yellow, &fill(say(Heading::ErasurePending), &slots)));
            }
            show(&erased, &ledger, output, out)?;
        }
    }
    Ok(Exit::Done)
}

/// The checkpoint from which the ledger goes on, once the operator's key has signed it.
fn checked(ledger: &Kept, options: &Options, key: &VerifierKey) -> Result<Checkpoint, Problem> {
    let file = options.file.display();
    let (note, from) = match &options.checkpoint {
        Some(input) => (input.note()?, input.to_string()),
        None => (kept::latest(ledger).in_file(&file)?, file.to_string()),
    };
    let checkpoint = Checkpoint::verified(&note, key).in_file(from)?;
    ledger.holds(&checkpoint).in_file(file)?;
    Ok(checkpoint)
}

fn show(erased: &[Erased], ledger: &Kept, output: &Output, out: &mut Out) -> Result<(), Problem> {
    if erased.is_empty() {
        out.line(Heading::NothingErased.say(output.lang));
        return Ok(());
    }
    let say = Say::new(ledger.engine().catalogue(None)?, output.lang);
    let headings = [Heading::Position, Heading::Event, Heading::ErasedBy, Heading::When, Heading::Why];
    let mut table = Table::new(say.words(&headings));
    for entry in erased {
        table.row([
            entry.seq.to_string(),
            entry.event.to_string(),
            say.actor(&entry.by),
            say.moment(entry.at),
            entry.reason.clone().unwrap_or_default(),
        ]);
    }
    out.line("");
    out.line(out.paint(Paint::Bold, say.word(Heading::ErasedTitle)));
    table.print(out);
    Ok(())
}
