//! `consent ledger`: a ledger that is kept in a file, proves itself, and forgets what it must.

mod append;
mod backup;
mod checkpoint;
mod create;
mod erase;
mod export;
mod import;
mod key;
mod merge;
mod prove;
mod verify;

use std::path::Path;

use clap::Subcommand;
use consent_core::Lang;
use consent_core::explain::{Heading, Spoken as _, fill};
use consent_core::ledger::Head;
use serde_json::json;

use crate::failure::{Exit, Failure, Problem};
use crate::options::{Format, Output};
use crate::output::Out;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a ledger file with the catalogue versions that its events will name.
    Create(create::Options),
    /// Ask the door for events and keep those it accepts.
    Append(append::Options),
    /// Check that nothing was changed unseen, and tell what was erased.
    Verify(verify::Options),
    /// Print the proof that an event is in the ledger (C2SP tlog-proof).
    Prove(prove::Options),
    /// Sign how far the ledger has come and keep that; without a key print the latest.
    Checkpoint(checkpoint::Options),
    /// Make an Ed25519 key that signs checkpoints; the public key is printed.
    Key(key::Options),
    /// Erase events, or everything about a person; that they were erased stays.
    Erase(erase::Options),
    /// Make one ledger of those of several operators, whatever their order.
    Merge(merge::Options),
    /// Write the ledger as JSON Lines that can be imported and verified.
    Export(export::Options),
    /// Make a ledger file of an exported ledger.
    Import(import::Options),
    /// Copy the ledger file, also while it is written.
    Backup(backup::Options),
}

pub(crate) fn run(command: &Command, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    match command {
        Command::Create(options) => create::run(options, output, out),
        Command::Append(options) => append::run(options, output, out),
        Command::Verify(options) => verify::run(options, output, out),
        Command::Prove(options) => prove::run(options, output, out),
        Command::Checkpoint(options) => checkpoint::run(options, output, out),
        Command::Key(options) => key::run(options, output, out),
        Command::Erase(options) => erase::run(options, output, out),
        Command::Merge(options) => merge::run(options, output, out),
        Command::Export(options) => export::run(options, output, out),
        Command::Import(options) => import::run(options, output, out),
        Command::Backup(options) => backup::run(options, output, out),
    }
}

/// Tells how far a ledger has come.
fn tell(file: &Path, head: Head, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    match output.format {
        Format::Json => out.json(&json!({"file": file.display().to_string(), "size": head.size, "root": head.root}))?,
        Format::Text => out.line(line(file, head, output.lang)),
    }
    Ok(Exit::Done)
}

fn line(file: &Path, head: Head, lang: Lang) -> String {
    let (file, size, root) = (file.display().to_string(), head.size.to_string(), head.root.to_string());
    fill(Heading::LedgerHead.say(lang), &[("file", &file), ("size", &size), ("root", &root)])
}

/// Bytes from the system's source of randomness.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Problem> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        Problem::new("randomness-unavailable", format!("expected random bytes of the system, found an error: {error}"))
    })?;
    Ok(bytes)
}
