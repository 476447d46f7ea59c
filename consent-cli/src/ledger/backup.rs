//! `consent ledger backup`.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use consent_store::SqliteStorage;

use super::tell;
use crate::failure::{Exit, Failure, InFile as _};
use crate::options::Output;
use crate::output::Out;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The ledger file.
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Where the copy is made; there must be no file yet. What is erased later stays in the copy.
    #[arg(value_hint = ValueHint::FilePath)]
    to: PathBuf,
}

pub(super) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    let storage = SqliteStorage::open_read_only(&options.file).in_file(options.file.display())?;
    let head = storage.backup(&options.to).in_file(options.to.display())?;
    tell(&options.to, head, output, out)
}
