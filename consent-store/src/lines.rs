//! A whole ledger as JSON Lines, to carry it elsewhere and to read it without this program.
//!
//! Each line is one object in canonical form (RFC 8785) and ends with a line feed:
//!
//! ```text
//! {"catalogue":{…},"sha256":"…"}                            every catalogue version, and its digest
//! {"leaf":"…","record":{…},"salt":"…"}                      every entry, in order
//! {"leaf":"…","payload":"…","record":{…},"shell_salt":"…"}  … of an erased event
//! {"checkpoint":"…"}                                        every signed checkpoint
//! {"end":{"root":"…","sha256":"…","size":3}}                the head, and the digest of all bytes before this line
//! ```
//!
//! Without its last line, or with a byte changed anywhere, it is refused.

use std::io::{self, BufRead, Read as _, Write};

use consent_core::catalogue::Catalogue;
use consent_core::ledger::{Checkpoint, Entry, Frontier, Head, Note, Storage as _, verify};
use consent_core::{Digest, Error, MAX_DOCUMENT_BYTES, Result, read_json};
use rusqlite::{Connection, Statement};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::failure::Ours as _;
use crate::row::{self, canonical};
use crate::sqlite::SqliteStorage;

const CATALOGUE: &str = "{\"catalogue\":";
const CHECKPOINT: &str = "{\"checkpoint\":";
const END: &str = "{\"end\":";

impl SqliteStorage {
    /// Writes the ledger as it is now as JSON Lines: catalogues, entries, checkpoints, and a last line that ends it.
    ///
    /// The lines hold everything, the salts too: whoever gets them can show, and read, every event that is not erased.
    ///
    /// # Errors
    /// `export-unwritable` when `to` fails; `entry-altered`, `catalogue-altered`; a `storage-…` error.
    pub fn export(&self, to: &mut dyn Write) -> Result<Head> {
        let mut lines = Lines { to, before: Sha256::new() };
        let mut tree = Frontier::new();
        self.at_one_time(|| {
            for (sha256, document) in self.documents()? {
                lines.write(&format!("{CATALOGUE}{document},\"sha256\":\"{sha256}\"}}"))?;
            }
            // What is not whole is not carried on as if it were.
            verify(self)?;
            self.read(0, &mut |stored| {
                tree.push(stored.leaf);
                lines.write(&Entry::from_stored(stored)?.to_json()?)
            })?;
            self.notes()?.iter().try_for_each(|note| lines.write(&format!("{CHECKPOINT}{}}}", canonical(note)?)))
        })?;
        let head = Head { size: tree.size(), root: tree.root() };
        let end = end_of(head, &lines.before);
        lines.write(&end)?;
        lines.to.flush().map_err(|error| unwritable(&error))?;
        Ok(head)
    }

    /// Takes an exported ledger into this one, which is empty; all of it or nothing. The head is that of the exported one.
    ///
    /// # Errors
    /// `ledger-not-empty`; `entry-altered`, `ledger-broken`, `ledger-truncated`, with position and line, for lines that are not what was
    /// written; the errors of [`Entry::from_json`] and [`Catalogue::from_json`]; `export-unreadable` when `from` fails; a `storage-…`
    /// error. Then nothing is taken.
    pub fn import(&mut self, from: &mut dyn BufRead) -> Result<Head> {
        self.at_once(|connection| {
            let sql = "SELECT EXISTS (SELECT 1 FROM entries) OR EXISTS (SELECT 1 FROM catalogues)";
            if connection.query_row(sql, (), |row| row.get(0)).ours()? {
                return Err(Error::new(
                    "ledger-not-empty",
                    "expected an empty ledger to import into, found one with content; create a new one, or merge the two",
                ));
            }
            let insert = connection.prepare(row::INSERT).ours()?;
            let head = Import { connection, insert, tree: Frontier::new(), before: Sha256::new() }.run(from)?;
            row::head(connection, head)?;
            Ok(head)
        })
    }
}

/// The lines that go out, and the digest of those that went.
struct Lines<'a> {
    to: &'a mut dyn Write,
    before: Sha256,
}

impl Lines<'_> {
    fn write(&mut self, line: &str) -> Result<()> {
        for piece in [line.as_bytes(), b"\n"] {
            self.before.update(piece);
            self.to.write_all(piece).map_err(|error| unwritable(&error))?;
        }
        Ok(())
    }
}

/// The last line.
fn end_of(head: Head, before: &Sha256) -> String {
    let sha256 = Digest::from_bytes(before.clone().finalize().into());
    format!("{END}{{\"root\":\"{}\",\"sha256\":\"{sha256}\",\"size\":{}}}}}", head.root, head.size)
}

/// The size that a last line names.
#[derive(Deserialize)]
struct Ending {
    end: Size,
}

#[derive(Deserialize)]
struct Size {
    size: u64,
}

/// The lines that come in.
struct Import<'a> {
    connection: &'a Connection,
    insert: Statement<'a>,
    tree: Frontier,
    before: Sha256,
}

impl Import<'_> {
    fn run(mut self, from: &mut dyn BufRead) -> Result<Head> {
        let mut number = 0_u64;
        while let Some(line) = next(from)? {
            number = number.saturating_add(1);
            if let Some(head) = self.take(&line).map_err(|error| error.in_line(number))? {
                return match next(from)? {
                    None => Ok(head),
                    Some(_) => Err(broken("lines after the last").in_line(number.saturating_add(1))),
                };
            }
            self.before.update(&line);
            self.before.update(b"\n");
        }
        Err(self.truncated())
    }

    /// Takes one line; of the last one the head.
    fn take(&mut self, line: &[u8]) -> Result<Option<Head>> {
        let text = core::str::from_utf8(line).unwrap_or_default();
        if let Some(rest) = text.strip_prefix(CATALOGUE) {
            self.catalogue(rest)?;
        } else if let Some(rest) = text.strip_prefix(CHECKPOINT) {
            self.checkpoint(rest)?;
        } else if text.starts_with(END) {
            return self.end(text).map(Some);
        } else {
            self.entry(line)?;
        }
        Ok(None)
    }

    fn catalogue(&self, rest: &str) -> Result<()> {
        let (document, sha256) = rest.rsplit_once(",\"sha256\":").ok_or_else(|| broken("a catalogue without its digest"))?;
        let catalogue = Catalogue::from_json(document.as_bytes())?;
        if format!("\"{}\"}}", catalogue.digest()?) != sha256 {
            return Err(broken("a catalogue of another digest"));
        }
        row::catalogue(self.connection, &catalogue)
    }

    fn checkpoint(&self, rest: &str) -> Result<()> {
        let note = rest.strip_suffix('}').ok_or_else(|| broken("a checkpoint that does not end"))?;
        let note: Note = read_json::<String>(note.as_bytes())?.parse()?;
        row::checkpoint(self.connection, note.text().parse::<Checkpoint>()?.size(), &note.to_string())
    }

    fn entry(&mut self, line: &[u8]) -> Result<()> {
        let position = self.tree.size();
        let entry = Entry::from_json(line).map_err(|error| error.at_position(position))?;
        let stored = entry.stored();
        if stored.seq != position {
            return Err(broken(&format!("the entry of position {}", stored.seq)).at_position(position));
        }
        row::insert(&mut self.insert, stored)?;
        self.tree.push(stored.leaf);
        Ok(())
    }

    fn end(&self, line: &str) -> Result<Head> {
        let head = Head { size: self.tree.size(), root: self.tree.root() };
        if end_of(head, &self.before) == line {
            return Ok(head);
        }
        match read_json::<Ending>(line.as_bytes()) {
            Ok(ending) if ending.end.size > head.size => Err(self.truncated()),
            _ => Err(broken("an end that is not theirs")),
        }
    }

    fn truncated(&self) -> Error {
        let size = self.tree.size();
        Error::new(
            "ledger-truncated",
            format_args!(
                "expected an exported ledger with all its entries and its last line, found {size} entries; export it again"
            ),
        )
        .at_position(size)
    }
}

/// The next line without its end; nothing at the end.
fn next(from: &mut dyn BufRead) -> Result<Option<Vec<u8>>> {
    let most = u64::try_from(MAX_DOCUMENT_BYTES).unwrap_or(u64::MAX);
    let mut line = Vec::new();
    from.take(most).read_until(b'\n', &mut line).map_err(|error| {
        Error::new("export-unreadable", format_args!("expected an exported ledger that can be read, found an error: {error}"))
    })?;
    match line.pop() {
        None => Ok(None),
        Some(b'\n') => Ok(Some(line)),
        Some(_) => Err(broken("a line without its end")),
    }
}

fn unwritable(error: &io::Error) -> Error {
    Error::new("export-unwritable", format_args!("expected an export that can be written, found an error: {error}"))
}

fn broken(found: &str) -> Error {
    Error::new("ledger-broken", format_args!("expected an exported ledger as it was written, found {found}; export it again"))
}
