//! `consent ledger create`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::tell;
use crate::failure::{Exit, Failure, InFile as _};
use crate::input::Input;
use crate::kept;
use crate::options::{Output, input, stdin_once};
use crate::output::Out;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The ledger file, where there is none yet.
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// The catalogue versions that the events will name.
    #[arg(long = "catalogue", num_args = 1.., value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = input())]
    catalogues: Vec<Input>,
}

pub(super) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    stdin_once(options.catalogues.iter())?;
    let ledger = kept::create(&options.file, output.lang, |ledger| {
        for input in &options.catalogues {
            ledger.add_catalogue(input.catalogue()?).in_file(input)?;
        }
        Ok(())
    })?;
    tell(&options.file, ledger.head(), output, out)
}
