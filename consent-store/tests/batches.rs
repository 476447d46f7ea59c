//! A writer that appends batches of numbered events without an engine, and what it may have left behind.

use std::path::Path;

use consent_core::ledger::{Change, Entry, Event, Frontier, Head, Payload, Record, Storage, StoredEntry};
use consent_core::{Error, Result};
use consent_store::SqliteStorage;
use serde_json::json;

use crate::world::{begun, event, now, reason};

/// How many events a batch has.
pub(crate) const BATCH: u64 = 12;

/// Appends batches to a ledger, and may with each erase the second event of the one before.
pub(crate) struct Writer {
    storage: SqliteStorage,
    tree: Frontier,
    erases: bool,
}

impl Writer {
    pub(crate) fn new(storage: SqliteStorage, erases: bool) -> Result<Self> {
        let mut tree = Frontier::new();
        storage.read(0, &mut |stored| {
            tree.push(stored.leaf);
            Ok(())
        })?;
        Ok(Self { storage, tree, erases })
    }

    pub(crate) fn storage(&self) -> &SqliteStorage {
        &self.storage
    }

    /// Appends the next batch and returns its number.
    pub(crate) fn append(&mut self) -> Result<u64> {
        let first = self.tree.size();
        let number = (first - 1) / BATCH;
        let mut tree = self.tree.clone();
        let mut entries = Vec::new();
        for person in 0..BATCH / 3 {
            for nth in 0..3 {
                let event = born(&name(number, person), nth);
                let record = Record { seq: tree.size(), recorded_at: now(), actor_unverified: false, event };
                let entry = Entry::new(record, consent_store::salt()?)?;
                tree.push(entry.leaf());
                entries.push(entry);
            }
        }
        let mut erased = Vec::new();
        if let Some(before) = number.checked_sub(1).filter(|_| self.erases) {
            erased.push(Entry::from_stored(self.storage.entry(victim(before))?)?.erased());
        }
        let head = Head { size: tree.size(), root: tree.root() };
        match self.storage.commit(&Change { catalogues: &[], entries: &entries, erased: &erased, head }) {
            Err(error) if error.code() != "erasure-pending" => Err(error),
            _ => {
                self.tree = tree;
                Ok(number)
            }
        }
    }
}

/// An event that needs no catalogue to be made.
fn born(person: &str, nth: u64) -> Event {
    event(&json!({"id": format!("{person}{nth}"), "type": "attribute-set", "subject": person, "at": "1990-01-01T00:00:00Z",
        "by": {"role": "authority", "id": "dvv"}, "birth_date": "1990-01-01", "reason": reason(&format!("{person}{nth}"))}))
}

/// A new ledger to append to: the catalogue and one publication.
pub(crate) fn begin(path: &Path) {
    begun(SqliteStorage::create(path).expect("a new ledger"));
}

/// A person of a batch.
pub(crate) fn name(batch: u64, person: u64) -> String {
    format!("batch-{batch}-person-{person}-")
}

/// The words of the event of a batch that the next one erases.
pub(crate) fn words_of_victim(batch: u64) -> String {
    reason(&format!("{}1", name(batch, 0)))
}

/// The position of that event.
fn victim(batch: u64) -> u64 {
    1 + batch * BATCH + 1
}

/// Looks for what there must be in a ledger of which so many batches were acknowledged; returns how many there are.
pub(crate) fn check(storage: &SqliteStorage, acknowledged: u64, erases: bool) -> Result<u64> {
    let head = storage.verify()?;
    let mut rows = Vec::new();
    storage.read(0, &mut |stored| {
        rows.push(stored);
        Ok(())
    })?;
    let events = u64::try_from(rows.len()).expect("a number") - 1;
    let batches = events / BATCH;
    let wrong = |what: String| Err(Error::new("test", what));
    if events % BATCH != 0 || head.size != events + 1 {
        return wrong(format!("half a batch: {events} events, head of {}", head.size));
    }
    if batches < acknowledged {
        return wrong(format!("{acknowledged} batches were acknowledged, {batches} are there"));
    }
    for (seq, row) in rows.iter().enumerate().skip(1) {
        let seq = u64::try_from(seq).expect("a number");
        let batch = (seq - 1) / BATCH;
        let person = name(batch, (seq - 1) % BATCH / 3);
        if !row.shell.contains(&format!("\"subject\":\"{person}\"")) {
            return wrong(format!("position {seq} is not {person}'s"));
        }
        if is_erased(row) != (erases && seq == victim(batch) && batch + 1 < batches) {
            return wrong(format!("position {seq} of {batches} batches: is it erased? {}", is_erased(row)));
        }
    }
    Ok(batches)
}

fn is_erased(row: &StoredEntry) -> bool {
    matches!(row.payload, Payload::Erased { .. })
}
