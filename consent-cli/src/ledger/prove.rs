//! `consent ledger prove`: the proof that an event is in the ledger, to carry away.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use consent_core::Id;
use consent_core::ledger::Checkpoint;
use serde_json::json;

use crate::failure::{Exit, Failure, InFile as _, Problem};
use crate::input::Input;
use crate::kept::{self, Kept};
use crate::options::{Format, Output, input};
use crate::output::Out;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The ledger file, or an exported ledger.
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// The event.
    #[arg(long, value_name = "ID")]
    event: Id,
    /// The signed checkpoint to which the proof leads; absent: the latest that the ledger keeps.
    #[arg(long, value_name = "NOTE", value_hint = ValueHint::FilePath, value_parser = input())]
    checkpoint: Option<Input>,
}

pub(super) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    let ledger = kept::expect(&options.file, output.lang)?;
    prove(&ledger, options, output, out).in_file(options.file.display())?;
    Ok(Exit::Done)
}

fn prove(ledger: &Kept, options: &Options, output: &Output, out: &mut Out) -> Result<(), Problem> {
    let entry = ledger.entry(&options.event)?;
    let note = options.checkpoint.as_ref().map_or_else(|| kept::latest(ledger), Input::note)?;
    let (seq, size) = (entry.record().seq, note.text().parse::<Checkpoint>()?.size());
    if seq >= size {
        return Err(Problem::new(
            "event-beyond-checkpoint",
            format!(
                "expected a checkpoint of more than {seq} entries, found one of {size}; make a new one: \
                 `consent ledger checkpoint FILE --key-file KEY`"
            ),
        ));
    }
    let proof = ledger.prove(seq, &note)?.to_string();
    match output.format {
        Format::Json => out.json(&json!({"event": options.event, "seq": seq, "leaf": entry.leaf(), "proof": proof}))?,
        Format::Text => out.line(proof.trim_end()),
    }
    Ok(())
}
