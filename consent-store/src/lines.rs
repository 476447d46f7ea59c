//! A whole ledger as JSON Lines ([`consent_core::ledger::ExportWriter`]), out of a file and into one.

use std::io::{self, BufRead, Read as _, Write};

use consent_core::ledger::{Checkpoint, Entry, ExportReader, ExportWriter, Exported, Head, Storage as _, verify};
use consent_core::{Error, MAX_DOCUMENT_BYTES, Result};

use crate::failure::Ours as _;
use crate::row;
use crate::sqlite::SqliteStorage;

impl SqliteStorage {
    /// Writes the ledger as it is now as JSON Lines: catalogues, entries, checkpoints, and a last line that ends it.
    ///
    /// The lines hold everything, the salts too: whoever gets them can show, and read, every event that is not erased.
    ///
    /// # Errors
    /// `export-unwritable` when `to` fails; `entry-altered`, `catalogue-altered`; a `storage-…` error.
    pub fn export(&self, to: &mut dyn Write) -> Result<Head> {
        let mut lines = ExportWriter::new();
        let mut write = |line: &str| to.write_all(line.as_bytes()).map_err(|error| unwritable(&error));
        self.at_one_time(|| {
            for (sha256, document) in self.documents()? {
                write(&lines.catalogue(&document, &sha256))?;
            }
            // What is not whole is not carried on as if it were.
            verify(self)?;
            self.read(0, &mut |stored| write(&lines.entry(&Entry::from_stored(stored)?)?))?;
            self.notes()?.iter().try_for_each(|note| write(&lines.checkpoint(note)?))
        })?;
        let (head, end) = lines.end();
        write(&end)?;
        to.flush().map_err(|error| unwritable(&error))?;
        Ok(head)
    }

    /// Takes an exported ledger into this one, which is empty; all of it or nothing. The head is that of the exported one.
    ///
    /// # Errors
    /// `ledger-not-empty`; the errors of [`ExportReader::line`] and [`ExportReader::finish`]; `export-unreadable` when `from` fails; a
    /// `storage-…` error. Then nothing is taken.
    pub fn import(&mut self, from: &mut dyn BufRead) -> Result<Head> {
        self.at_once(|connection| {
            let sql = "SELECT EXISTS (SELECT 1 FROM entries) OR EXISTS (SELECT 1 FROM catalogues)";
            if connection.query_row(sql, (), |row| row.get(0)).ours()? {
                return Err(Error::new(
                    "ledger-not-empty",
                    "expected an empty ledger to import into, found one with content; create a new one, or merge the two",
                ));
            }
            let mut insert = connection.prepare(row::INSERT).ours()?;
            let mut reader = ExportReader::new();
            while let Some(line) = next(from)? {
                match reader.line(&line)? {
                    Exported::Catalogue(catalogue) => row::catalogue(connection, &catalogue)?,
                    Exported::Entry(entry) => row::insert(&mut insert, entry.stored())?,
                    Exported::Checkpoint(note) => {
                        row::checkpoint(connection, note.text().parse::<Checkpoint>()?.size(), &note.to_string())?;
                    }
                    Exported::End(_) => {}
                }
            }
            let head = reader.finish()?;
            row::head(connection, head)?;
            Ok(head)
        })
    }
}

/// The next line with its end; nothing at the end.
fn next(from: &mut dyn BufRead) -> Result<Option<Vec<u8>>> {
    let most = u64::try_from(MAX_DOCUMENT_BYTES).unwrap_or(u64::MAX);
    let mut line = Vec::new();
    from.take(most).read_until(b'\n', &mut line).map_err(|error| {
        Error::new("export-unreadable", format_args!("expected an exported ledger that can be read, found an error: {error}"))
    })?;
    Ok((!line.is_empty()).then_some(line))
}

fn unwritable(error: &io::Error) -> Error {
    Error::new("export-unwritable", format_args!("expected an export that can be written, found an error: {error}"))
}
