//! A writer that appends batches of numbered events without an engine, and what it may have left behind.

use std::path::Path;

use consent_core::ledger::{Change, Entry, Event, Frontier, Head, Payload, Record, Storage, StoredEntry};
use consent_core::{Error, Result};
use consent_store::SqliteStorage;
use serde_json::json;

use crate::world::{begun, erasure, event, now, reason};

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
        for place in 0..BATCH {
            let event = event_of(number, place, self.erases);
            let record = Record { seq: tree.size(), recorded_at: now(), actor_unverified: false, event };
            let entry = Entry::new(record, consent_store::salt()?)?;
            tree.push(entry.leaf());
            entries.push(entry);
        }
        let mut erased = Vec::new();
        if let Some(before) = number.checked_sub(1).filter(|_| self.erases) {
            erased.push(Entry::from_stored(self.storage.entry(position(before, VICTIM))?)?.erased());
        }
        let head = Head { size: tree.size(), root: tree.root() };
        self.storage.commit(&Change { catalogues: &[], entries: &entries, erased: &erased, head })?;
        self.tree = tree;
        Ok(number)
    }
}

/// The event at a place of a batch: some persons' births, and at the end the record of an erasure. It takes no catalogue to make them.
fn event_of(batch: u64, place: u64, erases: bool) -> Event {
    if let Some(before) = batch.checked_sub(1).filter(|_| erases && place + 1 == BATCH) {
        return erasure(&id(before, VICTIM), &person(before, VICTIM));
    }
    let id = id(batch, place);
    event(&json!({"id": id, "type": "attribute-set", "subject": person(batch, place), "at": "1990-01-01T00:00:00Z",
        "by": {"role": "authority", "id": "dvv"}, "birth_date": "1990-01-01", "reason": reason(&id)}))
}

fn person(batch: u64, place: u64) -> String {
    format!("batch-{batch}-person-{}", place / 3)
}

fn id(batch: u64, place: u64) -> String {
    format!("batch-{batch}-event-{place}-")
}

/// A new ledger to append to: the catalogue and one publication.
pub(crate) fn begin(path: &Path) {
    begun(SqliteStorage::create(path).expect("a new ledger"));
}

/// The place in a batch of the event that the next one erases.
const VICTIM: u64 = 1;

/// The words of that event.
pub(crate) fn words_of_victim(batch: u64) -> String {
    reason(&id(batch, VICTIM))
}

/// The position of a place in a batch, after the publication.
fn position(batch: u64, place: u64) -> u64 {
    1 + batch * BATCH + place
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
        let (batch, place) = ((seq - 1) / BATCH, (seq - 1) % BATCH);
        let expected = event_of(batch, place, erases).id;
        if !row.shell.contains(&format!("\"id\":\"{expected}\"")) {
            return wrong(format!("position {seq} is not `{expected}`"));
        }
        if is_erased(row) != (erases && place == VICTIM && batch + 1 < batches) {
            return wrong(format!("position {seq} of {batches} batches: is it erased? {}", is_erased(row)));
        }
    }
    Ok(batches)
}

fn is_erased(row: &StoredEntry) -> bool {
    matches!(row.payload, Payload::Erased { .. })
}
