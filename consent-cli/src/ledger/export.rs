//! `consent ledger export`.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::tell;
use crate::failure::{Exit, Failure, InFile as _};
use crate::kept;
use crate::options::Output;
use crate::output::{Out, secret_file};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The ledger file.
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Where the export is written, for its owner alone; there must be no file yet. Absent: standard output.
    #[arg(value_hint = ValueHint::FilePath)]
    to: Option<PathBuf>,
}

pub(super) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    let ledger = kept::expect(&options.file, output.lang)?;
    let export = |to: &mut dyn Write| ledger.storage().storage.export(to).in_file(options.file.display());
    let Some(path) = &options.to else {
        export(&mut BufWriter::new(io::stdout().lock()))?;
        return Ok(Exit::Done);
    };
    tell(path, secret_file(path, export)?, output, out)
}
