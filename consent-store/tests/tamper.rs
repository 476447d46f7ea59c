//! Whatever is changed in a stored log of 1,000 events is found, and the first bad position is named.
//!
//! `CONSENT_TAMPER=all` flips every bit; without it every 17th, so that the daily run stays short.

use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::sync::OnceLock;

use consent_core::catalogue::Catalogue;
use consent_core::ledger::{
    Change, Entry, Frontier, Head, Memory, Note, Payload, Record, Salt, SigningKey, Storage, StoredEntry, no_position, verify,
};
use consent_core::{Digest, Error, Result};
use consent_store::SqliteStorage;
use rusqlite::Connection;

use crate::world::{Folder, acts, begun, code, erasure, reason, record};

const SIZE: u64 = 1_000;

/// The log: a publication, the lives of some people, and the erasure of 54 consents.
fn log() -> &'static [Entry] {
    static LOG: OnceLock<Vec<Entry>> = OnceLock::new();
    LOG.get_or_init(|| {
        let mut ledger = begun(Memory::new());
        record(&mut ledger, (0..315).flat_map(|number| acts(&format!("person-{number}"))));
        record(
            &mut ledger,
            (0..54).map(|number| erasure(&format!("give-person-{}", number * 5), &format!("person-{}", number * 5))),
        );
        let entries = ledger.storage().entries().to_vec();
        assert_eq!(u64::try_from(entries.len()), Ok(SIZE));
        assert_eq!(entries.iter().filter(|entry| entry.is_erased()).count(), 54);
        entries
    })
}

fn rows() -> Vec<StoredEntry> {
    log().iter().map(|entry| entry.stored().clone()).collect()
}

fn head_of(rows: &[StoredEntry]) -> Head {
    let mut tree = Frontier::new();
    rows.iter().for_each(|row| tree.push(row.leaf));
    Head { size: tree.size(), root: tree.root() }
}

/// How many bits are passed over for one that is flipped.
fn stride() -> usize {
    if std::env::var("CONSENT_TAMPER").is_ok_and(|which| which == "all") { 1 } else { 17 }
}

/// A storage that says whatever it was given.
struct Rows {
    rows: Vec<StoredEntry>,
    head: Option<Head>,
}

impl Storage for Rows {
    fn head(&self) -> Result<Option<Head>> {
        Ok(self.head)
    }
    fn catalogues(&self) -> Result<Vec<Catalogue>> {
        Ok(Vec::new())
    }
    fn read(&self, from: u64, each: &mut dyn FnMut(StoredEntry) -> Result<()>) -> Result<()> {
        let from = usize::try_from(from).expect("a position");
        self.rows.iter().skip(from).try_for_each(|row| each(row.clone()))
    }
    fn entry(&self, seq: u64) -> Result<StoredEntry> {
        let row = usize::try_from(seq).ok().and_then(|seq| self.rows.get(seq));
        row.cloned().ok_or_else(|| no_position(seq, SIZE))
    }
    fn commit(&mut self, _: &Change<'_>) -> Result<()> {
        Err(Error::new("test", "nothing is written here"))
    }
    fn keep_checkpoint(&mut self, _: u64, _: &Note) -> Result<()> {
        Err(Error::new("test", "nothing is written here"))
    }
    fn checkpoint(&self) -> Result<Option<Note>> {
        Ok(None)
    }
}

/// The position that a walk names as the first bad one.
fn first_bad(rows: Vec<StoredEntry>) -> Option<u64> {
    let error = verify(&Rows { rows, head: Some(head_of(&self::rows())) }).expect_err("it is found");
    assert!(["entry-altered", "ledger-broken", "ledger-truncated"].contains(&error.code()), "{error:?}");
    error.position()
}

/// The values of a row, as bytes.
fn values(row: &StoredEntry) -> Vec<(&'static str, Vec<u8>)> {
    let mut values = vec![
        ("seq", row.seq.to_be_bytes().to_vec()),
        ("shell", row.shell.clone().into_bytes()),
        ("leaf", row.leaf.as_bytes().to_vec()),
    ];
    match &row.payload {
        Payload::Whole { event, salt } => {
            values.extend([("event", event.clone().into_bytes()), ("salt", salt.as_bytes().to_vec())]);
        }
        Payload::Erased { shell_salt, digest } => {
            values.extend([("shell_salt", shell_salt.as_bytes().to_vec()), ("payload", digest.as_bytes().to_vec())]);
        }
    }
    values
}

/// The row with another value; nothing where no text has these bytes, which reading a row refuses.
fn with(row: &StoredEntry, name: &str, bytes: &[u8]) -> Option<StoredEntry> {
    let array = || <[u8; 32]>::try_from(bytes).expect("32 bytes");
    let text = || String::from_utf8(bytes.to_vec()).ok();
    let mut row = row.clone();
    match (name, &mut row.payload) {
        ("seq", _) => row.seq = u64::from_be_bytes(bytes.try_into().expect("8 bytes")),
        ("shell", _) => row.shell = text()?,
        ("leaf", _) => row.leaf = Digest::from_bytes(array()),
        ("event", Payload::Whole { event, .. }) => *event = text()?,
        ("salt", Payload::Whole { salt, .. }) => *salt = Salt::new(array()),
        ("shell_salt", Payload::Erased { shell_salt, .. }) => *shell_salt = Digest::from_bytes(array()),
        ("payload", Payload::Erased { digest, .. }) => *digest = Digest::from_bytes(array()),
        (name, _) => panic!("no value {name}"),
    }
    Some(row)
}

#[test]
fn every_bit_of_every_row() {
    let (mut refused, mut no_text) = (0_u64, 0_u64);
    for row in rows() {
        row.check().expect("it is whole");
        for (name, mut bytes) in values(&row) {
            for bit in (0..bytes.len() * 8).step_by(stride()) {
                bytes[bit / 8] ^= 1 << (bit % 8);
                match with(&row, name, &bytes) {
                    None => no_text += 1,
                    Some(altered) => {
                        let error = altered.check().expect_err("it is found");
                        assert_eq!((error.code(), error.position()), ("entry-altered", Some(altered.seq)), "{name}, bit {bit}");
                        refused += 1;
                    }
                }
                bytes[bit / 8] ^= 1 << (bit % 8);
            }
        }
    }
    println!("{} bits of 1,000 rows flipped, each found: {refused} by the leaf, {no_text} are no text", refused + no_text);
    assert!(refused > 100_000);
}

#[test]
fn every_row_swapped_left_out_or_put_in() {
    let rows = rows();
    let mut changes = 0;
    let mut named = |rows: Vec<StoredEntry>, expected: usize, what: &str| {
        changes += 1;
        assert_eq!(first_bad(rows), Some(u64::try_from(expected).expect("a position")), "{what}");
    };
    let step = stride();
    for at in (0..rows.len()).step_by(step) {
        let partners = [at + 1, at + 2, at + 7, (at * 31 + 11) % rows.len()];
        for other in partners.into_iter().filter(|other| at < *other && *other < rows.len()) {
            let mut swapped = rows.clone();
            swapped.swap(at, other);
            named(swapped.clone(), at, "two rows swapped");
            swapped[at].seq = rows[at].seq;
            swapped[other].seq = rows[other].seq;
            named(swapped, at, "two rows swapped, with each other's position");
        }
        let mut fewer = rows.clone();
        fewer.remove(at);
        named(fewer, at, "a row left out");
        named(rows[..at].to_vec(), at, "the rest left out");
    }
    for at in (0..=rows.len()).step_by(step) {
        let inserted = |row: &StoredEntry| {
            let mut more = rows.clone();
            more.insert(at, row.clone());
            more
        };
        for copy in [at.saturating_sub(1), (at + 500) % rows.len()] {
            // A copy of the row that belongs here leaves the second of the two in the wrong place.
            named(inserted(&rows[copy]), at + usize::from(copy == at), "a copy put in");
        }
        // A forged row, made for this position: the row that it pushed on is out of place, unless there is none.
        let forged = forged(u64::try_from(at).expect("a position"));
        named(inserted(forged.stored()), if at == rows.len() { at } else { at + 1 }, "a forged row put in");
    }
    println!("{changes} swaps, deletions, truncations and insertions, each found at the first bad position");
}

/// An entry that is right in itself, and was never let in.
fn forged(seq: u64) -> Entry {
    let [_, given, _] = acts("forged");
    let record = Record { seq, recorded_at: crate::world::now(), actor_unverified: false, event: given };
    Entry::new(record, Salt::new([1; 32])).expect("an entry")
}

#[test]
fn every_bit_of_the_head() {
    let head = head_of(&rows());
    assert_eq!(verify(&Rows { rows: rows(), head: Some(head) }).expect("it is whole"), head);
    for bit in 0..64 {
        let head = Head { size: head.size ^ (1 << bit), ..head };
        assert_ne!(code(verify(&Rows { rows: rows(), head: Some(head) })), "none", "size, bit {bit}");
    }
    for bit in 0..256 {
        let mut root = *head.root.as_bytes();
        root[bit / 8] ^= 1 << (bit % 8);
        let head = Head { root: Digest::from_bytes(root), ..head };
        assert_eq!(code(verify(&Rows { rows: rows(), head: Some(head) })), "ledger-broken", "root, bit {bit}");
    }
    assert_ne!(code(verify(&Rows { rows: rows(), head: None })), "none", "no head");
}

#[test]
fn a_forged_row_in_place_of_another_is_found_by_the_root() {
    for at in [0, 1, 499, 999] {
        let mut rows = rows();
        rows[at] = forged(u64::try_from(at).expect("a position")).stored().clone();
        // One root can't tell which of its leaves is another.
        assert_eq!(first_bad(rows), Some(0));
    }
}

/// The log in a file, with a signed checkpoint in the middle.
fn file(path: &Path) {
    let key = SigningKey::from_seed("example.fi/ledger", &[7; 32]).expect("a key");
    let mut storage = SqliteStorage::create(path).expect("a new ledger");
    let (early, late) = log().split_at(600);
    let heads = [head_of(&rows()[..600]), head_of(&rows())];
    let catalogues = [crate::world::catalogue()];
    storage.commit(&Change { catalogues: &catalogues, entries: early, erased: &[], head: heads[0] }).expect("it is kept");
    let checkpoint =
        consent_core::ledger::Checkpoint::new("example.fi/ledger", heads[0].size, heads[0].root).expect("a checkpoint");
    storage.keep_checkpoint(heads[0].size, &checkpoint.sign(&[&key]).expect("a note")).expect("it is kept");
    storage.commit(&Change { catalogues: &[], entries: late, erased: &[], head: heads[1] }).expect("it is kept");
    assert_eq!(storage.verify().expect("it is whole"), heads[1]);
}

#[test]
fn changed_by_another_program() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    file(&path);
    let reader = SqliteStorage::open_read_only(&path).expect("it opens");
    let other = Connection::open(&path).expect("another program");
    other.execute_batch("PRAGMA ignore_check_constraints = ON").expect("as a forger would");
    let mut changes = 0;
    let mut found = |sql: &str, expected: u64| {
        other.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
        let error = reader.verify().expect_err(sql);
        assert_eq!(error.position(), Some(expected), "{sql}: {error:?}");
        changes += 1;
    };
    let mut undone = |sql: &str, expected: u64, undo: &str| {
        found(sql, expected);
        other.execute_batch(undo).unwrap_or_else(|error| panic!("{undo}: {error}"));
        reader.verify().expect(undo);
    };
    for at in (1..SIZE).step_by(37) {
        let row = &rows()[usize::try_from(at).expect("a position")];
        for (column, value) in values(row) {
            let bit = usize::try_from(at).expect("a position") * 13 % (value.len() * 8);
            let mut changed = value.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
            match column {
                "seq" => undone(
                    &format!("UPDATE entries SET seq = {} WHERE seq = {at}", SIZE + 7),
                    at,
                    &format!("UPDATE entries SET seq = {at} WHERE seq = {}", SIZE + 7),
                ),
                "shell" | "event" => undone(
                    &format!("UPDATE entries SET {column} = CAST(x'{}' AS TEXT) WHERE seq = {at}", hex(&changed)),
                    at,
                    &format!("UPDATE entries SET {column} = CAST(x'{}' AS TEXT) WHERE seq = {at}", hex(&value)),
                ),
                _ => undone(
                    &format!("UPDATE entries SET {column} = x'{}' WHERE seq = {at}", hex(&changed)),
                    at,
                    &format!("UPDATE entries SET {column} = x'{}' WHERE seq = {at}", hex(&value)),
                ),
            }
        }
        undone(
            &format!(
                "UPDATE entries SET seq = -1 WHERE seq = {at}; UPDATE entries SET seq = {at} WHERE seq = {at} - 1; \
                      UPDATE entries SET seq = {at} - 1 WHERE seq = -1"
            ),
            at - 1,
            &format!(
                "UPDATE entries SET seq = -1 WHERE seq = {at}; UPDATE entries SET seq = {at} WHERE seq = {at} - 1; \
                      UPDATE entries SET seq = {at} - 1 WHERE seq = -1"
            ),
        );
    }
    undone("UPDATE entries SET seq = -5 WHERE seq = 700", 0, "UPDATE entries SET seq = 700 WHERE seq = -5");
    undone("UPDATE head SET size = 999", 999, "UPDATE head SET size = 1000");
    undone("UPDATE head SET size = 1001", 1000, "UPDATE head SET size = 1000");
    undone("UPDATE entries SET salt = NULL WHERE seq = 4", 4, &format!("UPDATE entries SET salt = x'{}' WHERE seq = 4", salt(4)));
    undone(
        "INSERT INTO entries (seq, shell, event, salt, leaf) SELECT 1000, shell, event, salt, leaf FROM entries WHERE seq = 3",
        1000,
        "DELETE FROM entries WHERE seq = 1000",
    );
    found("DELETE FROM entries WHERE seq >= 990", 990);
    found("DELETE FROM entries WHERE seq = 610", 610);
    found("DELETE FROM head", 0);
    found("DELETE FROM entries", 0);
    println!("{changes} changes by another program, each found at the first bad position");
}

/// The salt of a row in hexadecimal digits.
fn salt(at: usize) -> String {
    let Payload::Whole { salt, .. } = &rows()[at].payload else { panic!("it is whole") };
    salt.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_forged_past_is_found_by_a_checkpoint_only() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    file(&path);
    let other = Connection::open(&path).expect("another program");
    // A forger who can hash writes another past, which is right in itself.
    let mut rows = rows();
    rows[500] = forged(500).stored().clone();
    let Payload::Whole { event, salt } = &rows[500].payload else { panic!("it is whole") };
    let (leaf, head) = (rows[500].leaf, head_of(&rows));
    let sql =
        "UPDATE entries SET shell = ?1, event = ?2, salt = ?3, leaf = ?4, shell_salt = NULL, payload = NULL WHERE seq = 500";
    other.execute(sql, (&rows[500].shell, event, salt.as_bytes(), leaf.as_bytes())).expect("it is forged");
    other.execute("UPDATE head SET root = ?1", [head.root.as_bytes()]).expect("it is forged");
    let reader = SqliteStorage::open_read_only(&path).expect("it opens");
    assert_eq!(code(reader.verify()), "ledger-broken", "another past than the checkpoint");
    other.execute_batch("DELETE FROM checkpoints").expect("it is forged");
    assert_eq!(reader.verify().expect("only one that was given away could tell"), head);
}

/// Everything that a ledger says.
type Content = (Option<Head>, Vec<StoredEntry>, Vec<Catalogue>, Option<Note>);

fn content(path: &Path) -> Result<Content> {
    let storage = SqliteStorage::open_read_only(path)?;
    storage.verify()?;
    let mut rows = Vec::new();
    storage.read(0, &mut |row| {
        rows.push(row);
        Ok(())
    })?;
    Ok((storage.head()?, rows, storage.catalogues()?, storage.checkpoint()?))
}

#[test]
fn bits_of_the_file_itself() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    file(&path);
    let whole = content(&path).expect("it is whole");
    let size = fs::metadata(&path).expect("the file").len();
    let samples = if stride() == 1 { 20_000 } else { 300 };
    let (mut refused, mut harmless) = (0, 0);
    for sample in 0..samples {
        // The first page too, more often than its share.
        let within = if sample % 10 == 0 { 8_192 } else { size };
        let bit = sample * 7_919 * 104_729 % (within * 8);
        flip(&path, bit);
        match content(&path) {
            Err(_) => refused += 1,
            Ok(said) => {
                // The signature of a checkpoint is for those who have the key.
                let same = (said.0, &said.1, &said.2) == (whole.0, &whole.1, &whole.2)
                    && said.3.as_ref().map(Note::text) == whole.3.as_ref().map(Note::text);
                assert!(same, "bit {bit} changed what is said, and was not found");
                harmless += 1;
            }
        }
        flip(&path, bit);
    }
    assert_eq!(content(&path).expect("it is whole again"), whole);
    println!("{samples} bits of a file of {size} bytes flipped: {refused} refused, {harmless} where nothing is said");
    assert!(refused > samples / 2);
}

fn flip(path: &Path, bit: u64) {
    let mut file = File::options().read(true).write(true).open(path).expect("the file");
    let mut byte = [0];
    file.seek(SeekFrom::Start(bit / 8)).expect("a place in it");
    file.read_exact(&mut byte).expect("a byte");
    file.seek(SeekFrom::Start(bit / 8)).expect("a place in it");
    file.write_all(&[byte[0] ^ (1 << (bit % 8))]).expect("another byte");
}

#[test]
fn no_error_repeats_what_an_event_says() {
    let words = reason("person-1");
    let mut row = rows()[5].clone();
    let Payload::Whole { event, .. } = &mut row.payload else { panic!("it is whole") };
    assert!(event.contains(&words));
    event.push(' ');
    let error = Entry::from_stored(row).expect_err("it is altered");
    assert!(!error.to_string().contains("lukee"), "{error}");
}
