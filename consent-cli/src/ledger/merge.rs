//! `consent ledger merge`: one ledger of several, the same whatever their order.

use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};
use consent_core::ledger::{Entry, Storage as _};

use super::tell;
use crate::failure::{Exit, Failure, InFile as _, Problem};
use crate::kept::{self, Kept};
use crate::options::Output;
use crate::output::Out;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The new ledger file, where there is none yet.
    #[arg(value_hint = ValueHint::FilePath)]
    out: PathBuf,
    /// Ledger files or exported ledgers. They stay as they are.
    #[arg(required = true, value_name = "LEDGER", value_hint = ValueHint::FilePath)]
    ledgers: Vec<PathBuf>,
}

pub(super) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    let merged = kept::create(&options.out, output.lang, |merged| {
        let mut all = Vec::new();
        for path in &options.ledgers {
            all.push(take(&kept::expect(path, output.lang)?, path, merged)?);
        }
        merged.merge(all)?;
        Ok(())
    })?;
    tell(&options.out, merged.head(), output, out)
}

/// Takes the catalogue versions of a ledger along, and its entries.
fn take(ledger: &Kept, path: &Path, merged: &mut Kept) -> Result<Vec<Entry>, Problem> {
    let mut entries = Vec::new();
    let storage = ledger.storage();
    for catalogue in storage.catalogues().in_file(path.display())? {
        merged.add_catalogue(catalogue).in_file(path.display())?;
    }
    let read = storage.read(0, &mut |stored| {
        entries.push(Entry::from_stored(stored)?);
        Ok(())
    });
    read.in_file(path.display())?;
    Ok(entries)
}
