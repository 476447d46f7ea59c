//! `consent ledger import`.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use consent_core::explain::{Heading, Spoken as _};

use super::tell;
use crate::failure::{Exit, Failure, InFile as _};
use crate::input::Input;
use crate::kept;
use crate::options::{Output, input};
use crate::output::Out;
use crate::progress::{Progress, Watching};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The ledger file, where there is none yet.
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// The exported ledger; `-` is standard input.
    #[arg(default_value = "-", value_hint = ValueHint::FilePath, value_parser = input())]
    export: Input,
}

pub(super) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    let from = options.export.open()?;
    let ledger = kept::create(&options.file, output.lang, |ledger| {
        let mut from = Watching::new(from, Progress::new(Heading::Recording.say(output.lang)));
        ledger.storage_mut().storage.import(&mut from).in_file(&options.export)?;
        drop(from);
        ledger.follow().map(drop).in_file(&options.export)
    })?;
    tell(&options.file, ledger.head(), output, out)
}
