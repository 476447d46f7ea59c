//! Copies of a ledger while it is in use.

use std::path::Path;

use consent_core::ledger::{Head, verify};
use consent_core::{Error, Result};
use rusqlite::backup::{Backup, StepResult};

use crate::failure::{self, Ours as _};
use crate::sqlite::SqliteStorage;
use crate::{place, schema};

impl SqliteStorage {
    /// Copies the ledger as it is now to a new file, also while it is written, and verifies the copy.
    ///
    /// What is erased later stays in the copy: the host erases old backups.
    ///
    /// # Errors
    /// `ledger-exists` when there is a file; `ledger-busy`; the errors of [`verify`]; a `storage-…` error. Then the file that was
    /// begun is no ledger, or the whole copy.
    pub fn backup(&self, to: impl AsRef<Path>) -> Result<Head> {
        let to = place::future(to.as_ref())?;
        let mut copy = place::creating(&to).ours()?;
        schema::expect_empty(&copy)?;
        // All pages in one step: one state of the ledger, and one transaction of the copy.
        let step = Backup::new(&self.connection, &mut copy).and_then(|backup| backup.step(-1)).ours()?;
        match step {
            StepResult::Done => {}
            StepResult::Busy | StepResult::Locked => return Err(failure::busy("another program that is writing to it")),
            _ => return Err(Error::new("storage-failed", "expected a whole copy, found one that SQLite broke off; try again")),
        }
        verify(&Self::reader(copy, None))
    }
}
