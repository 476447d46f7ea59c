//! The storage: a ledger in one SQLite file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use consent_core::catalogue::Catalogue;
use consent_core::ledger::{Change, Head, Note, Storage, StoredEntry, no_position, verify};
use consent_core::{Digest, Error, Result};
use rusqlite::{Connection, OptionalExtension as _, Row, TransactionBehavior};

use crate::failure::{self, Ours as _};
use crate::lock::WriterLock;
use crate::place::{self, Place};
use crate::row::{self, position};
use crate::schema::{self, Age};

/// A ledger in one SQLite file.
///
/// One process has it open for writing, any number read along. While it is open there are files beside it: `-wal` and `-shm` of
/// SQLite, and `-lock`, which stays.
#[derive(Debug)]
pub struct SqliteStorage {
    // Closed before the lock is released.
    pub(crate) connection: Connection,
    access: Access,
    /// Where its file was; nothing for one in memory.
    place: Option<Place>,
    /// Whether the ledger file alone may lack what the write-ahead log has.
    behind: bool,
}

/// What may be done with a ledger.
#[derive(Debug)]
enum Access {
    Read,
    /// In memory there is nobody to lock out.
    Write {
        _lock: Option<WriterLock>,
    },
}

impl SqliteStorage {
    /// Makes a ledger where there is no file yet, and opens it for writing.
    ///
    /// # Errors
    /// `ledger-exists` for a file with content; `ledger-linked` for an empty one that has a second name; `ledger-busy`, `ledger-missing` (the folder), `storage-…`.
    pub fn create(path: impl AsRef<Path>) -> Result<Self> {
        let path = place::future(path.as_ref())?;
        if path.exists() {
            // Before anything is made beside a file that may be somebody else's.
            schema::expect_empty(&place::reading(&path).ours()?)?;
            place::expect_one_name(&path)?;
        }
        let lock = WriterLock::take(&path)?;
        let mut connection = place::creating(&path).ours()?;
        schema::create(&mut connection)?;
        Self::writer(connection, lock, path)
    }

    /// Opens a ledger for writing. A file of an older version is brought up to the present one; an erasure that was not finished is
    /// finished.
    ///
    /// # Errors
    /// `ledger-missing`; `not-a-ledger` for a folder, another application's file, one that is no SQLite file; `ledger-newer` for
    /// a file of a later version; `ledger-linked` for one that has a second name (a hard link, a mount of the file alone);
    /// `ledger-busy` at once when it is open for writing elsewhere; `storage-read-only` and the other `storage-…`.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = place::existing(path.as_ref())?;
        place::expect_one_name(&path)?;
        let mut connection = place::writing(&path).ours()?;
        // Before anything is written beside a file that may be somebody else's.
        schema::identify(&connection)?;
        if connection.is_readonly(rusqlite::MAIN_DB).ours()? {
            return Err(failure::read_only("a file that may not be written"));
        }
        let lock = WriterLock::take(&path)?;
        schema::migrate(&mut connection)?;
        Self::writer(connection, lock, path)
    }

    fn writer(connection: Connection, lock: WriterLock, path: PathBuf) -> Result<Self> {
        let set_up = || {
            let mode: String = connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
            // Acknowledged is on disk; deleted is overwritten; nothing of the ledger gets into temporary files.
            connection.pragma_update(None, "synchronous", "full")?;
            connection.pragma_update(None, "secure_delete", true)?;
            connection.pragma_update(None, "temp_store", "memory")?;
            Ok(mode)
        };
        let mode: String = set_up().ours()?;
        if mode != "wal" {
            return Err(Error::new(
                "storage-failed",
                format_args!(
                    "expected a disk on which SQLite can keep a write-ahead log, found one for journal mode `{mode}` only"
                ),
            ));
        }
        let place = Place::of(path);
        let mut storage = Self { connection, access: Access::Write { _lock: Some(lock) }, place: Some(place), behind: true };
        storage.finish_erasures_if_free()?;
        storage.catch_up();
        // SQLite has opened the log by now.
        storage.place = storage.place.take().map(Place::of_writer);
        Ok(storage)
    }

    /// Opens a ledger for reading, also while it is written elsewhere.
    ///
    /// In a folder in which nothing may be written, and while no writer has it open, it is read as it is now: a later writer's events
    /// are seen when it is opened again.
    ///
    /// # Errors
    /// `ledger-missing`, `not-a-ledger`, `ledger-newer`; `ledger-older` for an older version (open it once for writing);
    /// `ledger-linked` as for writing: what is still in the log, perhaps a withdrawal, lies beside its other name; `storage-…`.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        let path = place::existing(path.as_ref())?;
        place::expect_one_name(&path)?;
        let connection = place::reading(&path).ours()?;
        match schema::identify(&connection)? {
            Age::Present => Ok(Self::reader(connection, Some(Place::of(path)))),
            Age::Older => Err(Error::new(
                "ledger-older",
                "expected a ledger file of the present version, found an older one; open it for writing once, which brings it up",
            )),
        }
    }

    /// Makes a ledger in memory, with the same tables: to look into an exported one without writing it anywhere.
    ///
    /// # Errors
    /// A `storage-…` error.
    pub fn in_memory() -> Result<Self> {
        let mut connection = Connection::open_in_memory().ours()?;
        schema::create(&mut connection)?;
        Ok(Self { connection, access: Access::Write { _lock: None }, place: None, behind: false })
    }

    pub(crate) fn reader(connection: Connection, place: Option<Place>) -> Self {
        Self { connection, access: Access::Read, place, behind: false }
    }

    /// Hashes every entry and every catalogue that was kept, and compares the tree with the head and with the latest checkpoint, in
    /// one go. Signatures are not checked: that needs the key.
    ///
    /// # Errors
    /// As [`verify`]; `catalogue-altered`; the errors of [`Note::parse`] for a checkpoint that is none.
    pub fn verify(&self) -> Result<Head> {
        self.at_one_time(|| {
            self.documents()?;
            self.notes()?.iter().try_for_each(|note| Note::parse(note).map(drop))?;
            verify(self)
        })
    }

    /// How many erased entries may still have bytes in the write-ahead log.
    ///
    /// # Errors
    /// A `storage-…` error.
    pub fn erasures_pending(&self) -> Result<u64> {
        self.connection.query_row("SELECT count(*) FROM erasures_pending", (), |row| row.get(0)).ours()
    }

    fn expect_same_file(&self) -> Result<()> {
        self.place.as_ref().map_or(Ok(()), Place::expect_same)
    }

    /// Brings the ledger file up to its write-ahead log, as far as readers let it: somebody may copy the file alone.
    fn catch_up(&mut self) {
        if self.behind {
            let (log, copied) = ("PRAGMA wal_checkpoint(PASSIVE)", |row: &Row<'_>| Ok((row.get(1)?, row.get(2)?)));
            let done: rusqlite::Result<(i64, i64)> = self.connection.query_row(log, (), copied);
            self.behind = done.map_or(true, |(all, copied)| all != copied);
            self.look_again();
        }
    }

    /// What was written into the ledger file itself is not to be lost either.
    fn look_again(&mut self) {
        if let Some(place) = &mut self.place {
            place.look_again();
        }
    }

    /// Finishes what an earlier call could not, unless something is in the way again: what was asked for does not depend on it.
    fn finish_erasures_if_free(&mut self) -> Result<()> {
        self.connection.busy_timeout(Duration::ZERO).ours()?;
        let _ = self.finish_erasures();
        self.connection.busy_timeout(place::PATIENCE).ours()
    }

    /// Reads everything as it was at one time, whatever is written meanwhile.
    pub(crate) fn at_one_time<T>(&self, read: impl FnOnce() -> Result<T>) -> Result<T> {
        let transaction = self.connection.unchecked_transaction().ours()?;
        let value = read()?;
        transaction.finish().ours()?;
        Ok(value)
    }

    /// Writes all of it or nothing.
    pub(crate) fn at_once<T>(&mut self, write: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        if matches!(self.access, Access::Read) {
            return Err(failure::read_only("one that was opened to read"));
        }
        self.expect_same_file()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).ours()?;
        let value = write(&transaction)?;
        transaction.commit().ours()?;
        // What is written to a file that is gone is not kept.
        self.expect_same_file()?;
        self.look_again();
        self.behind = true;
        Ok(value)
    }

    /// The catalogue versions as they are kept: digest and canonical document.
    pub(crate) fn documents(&self) -> Result<Vec<(Digest, String)>> {
        let read = || {
            let mut statement = self.connection.prepare("SELECT sha256, document FROM catalogues ORDER BY version")?;
            statement.query_map((), |row| Ok((row.get::<_, [u8; 32]>(0)?, row.get(1)?)))?.collect::<rusqlite::Result<Vec<_>>>()
        };
        let documents: Vec<([u8; 32], String)> = read().ours()?;
        let checked = documents.into_iter().map(|(sha256, document)| {
            let sha256 = Digest::from_bytes(sha256);
            if Digest::of(document.as_bytes()) == sha256 {
                Ok((sha256, document))
            } else {
                Err(Error::new(
                    "catalogue-altered",
                    format_args!("expected the catalogue of digest {sha256}, found another document; restore it from a backup"),
                ))
            }
        });
        checked.collect()
    }

    /// The signed checkpoints, the earliest first.
    pub(crate) fn notes(&self) -> Result<Vec<String>> {
        let read = || {
            let mut statement = self.connection.prepare("SELECT note FROM checkpoints ORDER BY size")?;
            statement.query_map((), |row| row.get(0))?.collect::<rusqlite::Result<_>>()
        };
        read().ours()
    }
}

impl Storage for SqliteStorage {
    fn head(&self) -> Result<Option<Head>> {
        self.expect_same_file()?;
        let mut statement = self.connection.prepare("SELECT size, root FROM head").ours()?;
        let head = statement.query_row((), |row| Ok(Head { size: row.get(0)?, root: Digest::from_bytes(row.get(1)?) }));
        head.optional().ours()
    }

    fn catalogues(&self) -> Result<Vec<Catalogue>> {
        self.documents()?.iter().map(|(_, document)| Catalogue::from_json(document.as_bytes())).collect()
    }

    fn read(&self, from: u64, each: &mut dyn FnMut(StoredEntry) -> Result<()>) -> Result<()> {
        // Rows below 0 are nobody's: they are read with the first, and refused.
        let first = if from == 0 { i64::MIN } else { position(from) };
        let sql = format!("SELECT {} FROM entries WHERE seq >= ?1 ORDER BY seq", row::COLUMNS);
        let mut statement = self.connection.prepare(&sql).ours()?;
        let mut rows = statement.query([first]).ours()?;
        let mut expected = from;
        while let Some(row) = rows.next().ours().map_err(|error| error.at_position(expected))? {
            each(row::entry(row, expected)?)?;
            expected = expected.saturating_add(1);
        }
        Ok(())
    }

    fn entry(&self, seq: u64) -> Result<StoredEntry> {
        let sql = format!("SELECT {} FROM entries WHERE seq = ?1", row::COLUMNS);
        let mut statement = self.connection.prepare(&sql).ours()?;
        let mut rows = statement.query([position(seq)]).ours()?;
        match rows.next().ours().map_err(|error| error.at_position(seq))? {
            Some(row) => row::entry(row, seq),
            None => Err(no_position(seq, self.head()?.map_or(0, |head| head.size))),
        }
    }

    fn commit(&mut self, change: &Change<'_>) -> Result<()> {
        self.at_once(|connection| {
            for catalogue in change.catalogues {
                row::catalogue(connection, catalogue)?;
            }
            let mut insert = connection.prepare(row::INSERT).ours()?;
            change.entries.iter().try_for_each(|entry| row::insert(&mut insert, entry.stored()))?;
            change.erased.iter().try_for_each(|entry| row::erase(connection, entry.stored()))?;
            row::head(connection, change.head)
        })?;
        if change.entries.iter().any(|entry| !entry.record().event.kind().only_gives()) {
            self.catch_up();
        }
        // The change is written, whatever happens now.
        let _ = self.finish_erasures_if_free();
        Ok(())
    }

    fn finish_erasures(&mut self) -> Result<()> {
        match self.erasures_pending() {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(pending(error.code())),
        }
        // The log is written into the ledger file, where `secure_delete` has put zeros, and cut to nothing.
        let busy = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get(0)).ours();
        match busy {
            Ok(false) => self.look_again(),
            Ok(true) => return Err(pending("a reader that is not yet done with them")),
            Err(error) => return Err(pending(error.code())),
        }
        let forgotten = self.connection.execute("DELETE FROM erasures_pending", ()).ours();
        forgotten.map(drop).map_err(|error| pending(error.code()))
    }

    fn keep_checkpoint(&mut self, size: u64, note: &Note) -> Result<()> {
        let text = note.to_string();
        self.at_once(|connection| row::checkpoint(connection, size, &text))
    }

    fn checkpoint(&self) -> Result<Option<Note>> {
        let sql = "SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1";
        let text: Option<String> = self.connection.query_row(sql, (), |row| row.get(0)).optional().ours()?;
        text.map(|text| Note::parse(&text)).transpose()
    }
}

impl Drop for SqliteStorage {
    /// Leaves a ledger file that is whole without its write-ahead log, also when a reader has it open for longer.
    fn drop(&mut self) {
        if self.behind && matches!(self.access, Access::Write { .. }) {
            let _ = self.connection.busy_timeout(Duration::ZERO);
            let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()));
        }
    }
}

fn pending(found: &str) -> Error {
    Error::new(
        "erasure-pending",
        format_args!(
            "expected the old bytes of erased events to be gone, found {found}; everything is recorded, and the bytes go \
             when the same is erased again, the next event is recorded or the ledger is opened after readers are done"
        ),
    )
}
