//! One writer per ledger: a lock of the operating system on a file beside it.
//!
//! The lock goes with the process that holds it, however that ends; the file stays. It is not the ledger file itself: SQLite has
//! its own locks there, which closing another handle would drop.

use std::fs::{File, TryLockError};
use std::path::Path;

use consent_core::Result;

use crate::failure;
use crate::place::{self, beside};

/// Held as long as it lives.
#[derive(Debug)]
pub(crate) struct WriterLock(File);

impl Drop for WriterLock {
    fn drop(&mut self) {
        // Closing alone would leave the lock with a child process that is just being started.
        let _ = self.0.unlock();
    }
}

impl WriterLock {
    /// Takes the lock of the ledger at a path, which has no links in it, or says at once who has it.
    pub(crate) fn take(ledger: &Path) -> Result<Self> {
        let path = &beside(ledger, "-lock");
        place::expect_file_or_nothing(path)?;
        let file =
            File::options().write(true).create(true).truncate(false).open(path).map_err(|error| failure::io(path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(failure::busy("another one in this or another process")),
            Err(TryLockError::Error(error)) => Err(failure::io(path, &error)),
        }
    }
}
