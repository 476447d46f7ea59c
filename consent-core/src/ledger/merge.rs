//! Merging the ledgers of several operators into one.
//!
//! The result is a function of the *set* of events: the order of the ledgers, and how often one is merged, changes nothing, not
//! even the root. Events are put in the order in which they became known; of one event that several ledgers have, the most
//! careful copy counts.

use std::collections::btree_map::Entry as Place;
use std::collections::{BTreeMap, BTreeSet};

use super::entry::Entry;
use super::event::{EventBody, EventType};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::time::Instant;

/// The entries of several ledgers as those of one.
///
/// An event that several have is kept once: known since the earliest of them, its actor verified if one of them verified it (a
/// verified withdrawal bars more), erased if one of them erased it.
///
/// # Errors
/// `event-id-taken` when two ledgers have different events under one id; `no-catalogue` when no ledger has a publication. Then nothing
/// is merged.
pub fn merge(ledgers: impl IntoIterator<Item = Vec<Entry>>) -> Result<Vec<Entry>> {
    let mut known: BTreeMap<Id, Entry> = BTreeMap::new();
    for entry in ledgers.into_iter().flatten() {
        match known.entry(entry.id().clone()) {
            Place::Vacant(place) => drop(place.insert(entry)),
            Place::Occupied(mut place) => {
                let one = join(place.get(), &entry)?;
                place.insert(one);
            }
        }
    }
    let mut entries: Vec<Entry> = known.into_values().collect();
    entries.sort_by(|a, b| order(a).cmp(&order(b)));
    // A ledger begins with the catalogue, whatever its operator's clock said.
    let first = entries.iter().position(|entry| entry.record().event.kind() == EventType::CataloguePublished);
    match first {
        Some(first) => entries.get_mut(..=first).map_or((), |head| head.rotate_right(1)),
        None if entries.is_empty() => {}
        None => return Err(Error::new("no-catalogue", "expected a ledger with a `catalogue-published`, found none")),
    }
    let erased: BTreeSet<Id> = entries.iter().filter_map(|entry| erases(entry).cloned()).collect();
    let place = |(seq, entry): (u64, Entry)| {
        let moved = entry.moved(seq, entry.record().recorded_at, entry.record().actor_unverified)?;
        Ok(if erased.contains(moved.id()) { moved.erased() } else { moved })
    };
    (0_u64..).zip(entries).map(place).collect()
}

/// The event that an entry erases.
fn erases(entry: &Entry) -> Option<&Id> {
    if let EventBody::EventErased { event } = &entry.record().event.body { Some(event) } else { None }
}

/// In the order in which they became known; at one instant the publications first.
fn order(entry: &Entry) -> (Instant, bool, &Id) {
    let record = entry.record();
    (record.recorded_at, record.event.kind() != EventType::CataloguePublished, &record.event.id)
}

/// One of two copies of an event.
fn join(a: &Entry, b: &Entry) -> Result<Entry> {
    let (one, other) = (a.record(), b.record());
    let same = if a.is_erased() || b.is_erased() { one.event.shell() == other.event.shell() } else { one.event == other.event };
    if !same {
        return Err(Error::new(
            "event-id-taken",
            format_args!("expected one event under the id `{}`, found another in the other ledger; nothing was merged", a.id()),
        ));
    }
    // By the digest of the payload, which erasing leaves as it is: all choose the same copy, in whatever order.
    let kept = if a.stored().payload.digest() <= b.stored().payload.digest() { a } else { b };
    let kept = kept.moved(one.seq, one.recorded_at.min(other.recorded_at), one.actor_unverified && other.actor_unverified)?;
    Ok(if a.is_erased() || b.is_erased() { kept.erased() } else { kept })
}
