//! `consent ledger checkpoint`: what the operator signs about its ledger.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use consent_core::ledger::{Checkpoint, Note, Signer as _};
use serde_json::json;

use crate::failure::{Exit, Failure, InFile as _};
use crate::input::Input;
use crate::kept;
use crate::options::{Format, Output, input};
use crate::output::Out;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The ledger file.
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// The file with the private key that signs; absent: the latest checkpoint is printed.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = input())]
    key_file: Option<Input>,
    /// The name of the ledger; absent: the name of the key. The two are the same.
    #[arg(long, value_name = "NAME", requires = "key_file")]
    origin: Option<String>,
}

pub(super) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    let file = options.file.display();
    let note = match &options.key_file {
        None => kept::latest(&kept::expect(&options.file, output.lang)?).in_file(file)?,
        Some(input) => {
            let key = input.signing_key()?;
            let origin = options.origin.as_deref().unwrap_or(key.name());
            kept::write(&options.file, output.lang)?.checkpoint(origin, &[&key]).in_file(file)?
        }
    };
    show(&note, output, out)?;
    Ok(Exit::Done)
}

fn show(note: &Note, output: &Output, out: &mut Out) -> Result<(), Failure> {
    match output.format {
        Format::Json => {
            let said: Checkpoint = note.text().parse().in_file("checkpoint")?;
            out.json(&json!({
                "origin": said.origin(), "size": said.size(), "root": said.root(), "checkpoint": note.to_string(),
            }))?;
        }
        Format::Text => out.line(note.to_string().trim_end()),
    }
    Ok(())
}
