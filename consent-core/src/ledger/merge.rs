//! Merging the ledgers of several operators into one.
//!
//! The result is a function of the *set* of events: the order of the ledgers, and how often one is merged, changes nothing, not
//! even the root. Events are put in the order in which they became known; of one event that several ledgers have, the most
//! careful copy counts.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Entry;
use super::event::{EventBody, EventType};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::order::{self, InOrder as _};
use crate::time::Instant;

/// The entries of several ledgers as those of one.
///
/// An event that several have is kept once: known since the earliest of them, its actor verified if one of them verified it (a
/// verified withdrawal bars more), erased if one of them erased it.
///
/// # Errors
/// `event-id-taken` when two ledgers have different events under one id; `erasure-unrecorded` when a payload is gone and no ledger says
/// that it was erased; `no-catalogue` when no ledger has a publication. Then nothing
/// is merged.
pub fn merge(ledgers: impl IntoIterator<Item = Vec<Entry>>) -> Result<Vec<Entry>> {
    let mut known: BTreeMap<Id, Vec<Entry>> = BTreeMap::new();
    for entry in ledgers.into_iter().flatten() {
        known.entry(entry.id().clone()).or_default().push(entry);
    }
    let mut entries = known.into_values().filter_map(|copies| join(&copies).transpose()).collect::<Result<Vec<Entry>>>()?;
    order::sort_by(&mut entries, |a, b| order(a).cmp(&order(b)));
    // A ledger begins with the catalogue, whatever its operator's clock said.
    let first = entries.iter().position(|entry| entry.record().event.kind() == EventType::CataloguePublished);
    match first {
        Some(first) => entries.get_mut(..=first).map_or((), |head| head.rotate_right(1)),
        None if entries.is_empty() => {}
        None => return Err(Error::new("no-catalogue", "expected a ledger with a `catalogue-published`, found none")),
    }
    let erased: BTreeSet<Id> = entries.iter().filter_map(|entry| erases(entry).cloned()).into_set();
    if let Some(entry) = entries.iter().find(|entry| entry.is_erased() && !erased.contains(entry.id())) {
        return Err(Error::new(
            "erasure-unrecorded",
            format_args!(
                "expected an `event-erased` for `{}`, whose payload is gone, found none; merge the whole ledger",
                entry.id()
            ),
        ));
    }
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

/// All copies of an event as one.
fn join(copies: &[Entry]) -> Result<Option<Entry>> {
    // By the digest of the payload, which erasing leaves as it is: all choose the same copy, in whatever order.
    let Some(kept) = copies.iter().min_by_key(|entry| entry.stored().payload.digest()) else { return Ok(None) };
    let erased = copies.iter().any(Entry::is_erased);
    let whole = || copies.iter().filter(|copy| !copy.is_erased());
    let one_event = whole().zip(whole().skip(1)).all(|(a, b)| a.record().event == b.record().event);
    let one_shell = copies.iter().all(|copy| copy.record().event.shell() == kept.record().event.shell());
    if !one_event || !one_shell {
        return Err(Error::new(
            "event-id-taken",
            format_args!(
                "expected one event under the id `{}`, found another in the other ledger; nothing was merged",
                kept.id()
            ),
        ));
    }
    let records = || copies.iter().map(Entry::record);
    let recorded_at = records().map(|record| record.recorded_at).min().unwrap_or(kept.record().recorded_at);
    let one = kept.moved(kept.record().seq, recorded_at, records().all(|record| record.actor_unverified))?;
    Ok(Some(if erased { one.erased() } else { one }))
}
