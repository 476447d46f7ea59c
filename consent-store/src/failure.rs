//! What SQLite says, in our words. Its own texts are not passed on: nobody knows what they quote.

use std::io;
use std::path::Path;

use consent_core::{Error, Result};
use rusqlite::ErrorCode;
use rusqlite::ffi::{SQLITE_IOERR_SHMSIZE, code_to_str};

/// Translates an error of SQLite.
pub(crate) trait Ours<T> {
    fn ours(self) -> Result<T>;
}

impl<T> Ours<T> for rusqlite::Result<T> {
    fn ours(self) -> Result<T> {
        self.map_err(|error| sqlite(&error))
    }
}

fn sqlite(error: &rusqlite::Error) -> Error {
    let extended = error.sqlite_extended_error_code().unwrap_or(rusqlite::ffi::SQLITE_ERROR);
    let reason = code_to_str(extended);
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => busy("another program that is writing to it"),
        Some(ErrorCode::DiskFull) => full(),
        _ if extended == SQLITE_IOERR_SHMSIZE => full(),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => read_only("a file or a folder that may not be written"),
        Some(ErrorCode::NotADatabase) => no_ledger("a file of another kind"),
        Some(ErrorCode::DatabaseCorrupt) => Error::new(
            "storage-corrupt",
            format_args!("expected a whole SQLite file, found damage ({reason}); restore it from a backup or another copy"),
        ),
        _ => Error::new(
            "storage-failed",
            format_args!(
                "expected SQLite to do its work, found an error ({reason}, {extended}); look at the disk: room, quota, limits, health"
            ),
        ),
    }
}

pub(crate) fn busy(found: &str) -> Error {
    Error::new("ledger-busy", format_args!("expected to be the only writer of the ledger, found {found}; wait until it is done"))
}

fn full() -> Error {
    Error::new("storage-full", "expected room on the disk, found none; nothing was written, make room and try again")
}

pub(crate) fn read_only(found: &str) -> Error {
    Error::new(
        "storage-read-only",
        format_args!("expected a ledger that can be written, found {found}; open it to read, or change the permissions"),
    )
}

pub(crate) fn no_ledger(found: &str) -> Error {
    Error::new(
        "not-a-ledger",
        format_args!("expected a ledger file of this engine, found {found}; create one, or import into one"),
    )
}

/// An entry whose row can't be what was written.
pub(crate) fn altered(found: &str) -> Error {
    Error::new(
        "entry-altered",
        format_args!("expected an entry as it was written, found {found}; restore the ledger from a backup or another copy"),
    )
}

/// Translates an error of the file system.
pub(crate) fn io(path: &Path, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => missing(path),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            read_only(&format!("`{}`, which this user may not use so", path.display()))
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => full(),
        _ => Error::new(
            "storage-failed",
            format_args!("expected a file that can be used, found an error of `{}`: {error}", path.display()),
        ),
    }
}

pub(crate) fn missing(path: &Path) -> Error {
    Error::new("ledger-missing", format_args!("expected a ledger file, found nothing at `{}`; create it first", path.display()))
}
