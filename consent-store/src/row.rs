//! Rows of the tables and what they hold. What is hashed is stored as it is.

use consent_core::catalogue::Catalogue;
use consent_core::ledger::{Head, Payload, Salt, StoredEntry};
use consent_core::{Digest, Error, Result};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, Statement};
use serde::Serialize;

use crate::failure::{self, Ours as _};

/// The columns of an entry, in the order in which [`entry`] reads them.
pub(crate) const COLUMNS: &str = "seq, shell, event, salt, shell_salt, payload, leaf";

/// Reads an entry; `position` is where it should stand.
pub(crate) fn entry(row: &Row<'_>, position: u64) -> Result<StoredEntry> {
    read(row).map_err(|found| failure::altered(found).at_position(position))
}

fn read(row: &Row<'_>) -> Result<StoredEntry, &'static str> {
    let at = |column: usize| row.get_ref(column).map_err(|_| "a row that lacks a column");
    let seq = match at(0)? {
        ValueRef::Integer(seq) => u64::try_from(seq).map_err(|_| "a position below 0")?,
        _ => return Err("a position that is no number"),
    };
    let payload = match (at(2)?, at(3)?, at(4)?, at(5)?) {
        (event @ ValueRef::Text(_), ValueRef::Blob(salt), ValueRef::Null, ValueRef::Null) => {
            Payload::Whole { event: text(event)?, salt: Salt::new(bytes(salt)?) }
        }
        (ValueRef::Null, ValueRef::Null, ValueRef::Blob(shell_salt), ValueRef::Blob(digest)) => {
            Payload::Erased { shell_salt: Digest::from_bytes(bytes(shell_salt)?), digest: Digest::from_bytes(bytes(digest)?) }
        }
        _ => return Err("a row that is neither whole nor erased"),
    };
    Ok(StoredEntry { seq, shell: text(at(1)?)?, payload, leaf: digest(at(6)?)? })
}

fn text(value: ValueRef<'_>) -> Result<String, &'static str> {
    match value {
        ValueRef::Text(bytes) => Ok(core::str::from_utf8(bytes).map_err(|_| "text that is not UTF-8")?.to_owned()),
        _ => Err("something else in the place of a text"),
    }
}

fn bytes(blob: &[u8]) -> Result<[u8; 32], &'static str> {
    blob.try_into().map_err(|_| "a digest or a salt that has not 32 bytes")
}

/// A digest in a column.
pub(crate) fn digest(value: ValueRef<'_>) -> Result<Digest, &'static str> {
    match value {
        ValueRef::Blob(blob) => Ok(Digest::from_bytes(bytes(blob)?)),
        _ => Err("something else in the place of a digest"),
    }
}

/// The statement with which [`insert`] adds entries.
pub(crate) const INSERT: &str =
    "INSERT INTO entries (seq, shell, event, salt, shell_salt, payload, leaf) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/// Adds an entry.
pub(crate) fn insert(statement: &mut Statement<'_>, entry: &StoredEntry) -> Result<()> {
    let (mut event, mut salt, mut shell_salt, mut payload) = (None, None, None, None);
    match &entry.payload {
        Payload::Whole { event: text, salt: secret } => (event, salt) = (Some(text), Some(secret.as_bytes())),
        Payload::Erased { shell_salt: salt, digest } => (shell_salt, payload) = (Some(salt.as_bytes()), Some(digest.as_bytes())),
    }
    statement
        .execute((entry.seq, &entry.shell, event, salt, shell_salt, payload, entry.leaf.as_bytes()))
        .map(drop)
        .ours()
        .map_err(|error| error.at_position(entry.seq))
}

/// Destroys the payload and the salt of an entry; one that has nothing to erase stays as it is.
pub(crate) fn erase(connection: &Connection, entry: &StoredEntry) -> Result<()> {
    let Payload::Erased { shell_salt, digest } = &entry.payload else { return Ok(()) };
    // The row gets shorter and so stays in its page: SQLite moves no neighbour, of which it could leave a copy behind.
    let sql = "UPDATE entries SET event = NULL, salt = NULL, shell_salt = ?2, payload = ?3 WHERE seq = ?1";
    let erased = connection.execute(sql, (entry.seq, shell_salt.as_bytes(), digest.as_bytes())).ours();
    if erased.map_err(|error| error.at_position(entry.seq))? != 1 {
        return Err(Error::new("position-unknown", "expected an entry to erase, found none").at_position(entry.seq));
    }
    connection.execute("INSERT OR IGNORE INTO erasures_pending VALUES (?1)", [entry.seq]).map(drop).ours()
}

/// A position or a size as SQLite counts; no ledger comes near the limit.
pub(crate) fn position(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Adds a catalogue version in canonical form, which is the form that its digest is of.
pub(crate) fn catalogue(connection: &Connection, catalogue: &Catalogue) -> Result<()> {
    let document = canonical(catalogue)?;
    document_of(connection, catalogue.version, &document)
}

/// Adds a catalogue version, given as its canonical document.
pub(crate) fn document_of(connection: &Connection, version: u32, document: &str) -> Result<()> {
    let digest = Digest::of(document.as_bytes());
    connection
        .execute("INSERT INTO catalogues (version, sha256, document) VALUES (?1, ?2, ?3)", (version, digest.as_bytes(), document))
        .map(drop)
        .ours()
}

/// Says how far the ledger has come.
pub(crate) fn head(connection: &Connection, head: Head) -> Result<()> {
    let sql = "INSERT INTO head (only, size, root) VALUES (0, ?1, ?2) ON CONFLICT DO UPDATE SET size = ?1, root = ?2";
    connection.execute(sql, (head.size, head.root.as_bytes())).map(drop).ours()
}

/// Keeps a signed checkpoint; of one size the latest, which has the most signatures.
pub(crate) fn checkpoint(connection: &Connection, size: u64, note: &str) -> Result<()> {
    let sql = "INSERT INTO checkpoints (size, note) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET note = ?2";
    connection.execute(sql, (size, note)).map(drop).ours()
}

/// The canonical form (RFC 8785).
pub(crate) fn canonical<T: Serialize>(value: &T) -> Result<String> {
    let canonical = consent_core::write_canonical_json(value)?;
    String::from_utf8(canonical).map_err(|error| Error::new("json-unwritable", error))
}
