//! `consent ledger key`: an Ed25519 key in the text form of C2SP signed-note.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use consent_core::ledger::SigningKey;
use serde_json::json;

use super::random;
use crate::failure::{Exit, Failure, Problem};
use crate::options::{Format, Output};
use crate::output::{Out, secret_file};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The name of the key and of the ledger that it signs for: best an address without scheme, such as `city.example/consents`.
    name: String,
    /// Where the private key is written, for its owner alone; there must be no file yet.
    #[arg(long, value_name = "FILE", default_value = "ledger.key", value_hint = ValueHint::FilePath)]
    out: PathBuf,
}

pub(super) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    let key = SigningKey::from_seed(&options.name, &random()?).map_err(Problem::from)?;
    let file = options.out.display();
    secret_file(&options.out, |to| {
        let written = writeln!(to, "{}", key.to_secret_text());
        written.map_err(|error| Problem::io("file-unwritable", "a key file that can be written", &file, &error))
    })?;
    let public = key.verifier().to_string();
    match output.format {
        Format::Json => out.json(&json!({"key_file": file.to_string(), "public_key": public}))?,
        Format::Text => out.line(public),
    }
    Ok(Exit::Done)
}
