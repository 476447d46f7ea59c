//! A ledger that threads share is the ledger: event by event the same answers, the same records, the same root.

use consent_core::ledger::Memory;
use consent_core::{Engine, Ledger, Shared};

use super::{answer, instant, salts};
use crate::properties::{Verdict, holds_in_all_worlds};
use crate::worlds::{Draw, World};

/// The world's catalogues in an empty ledger.
fn begun(world: &World) -> Result<Ledger<Memory>, String> {
    let mut ledger = Ledger::open_with(Memory::new(), Engine::with_hash_key([3, 5])).map_err(|error| format!("{error:?}"))?;
    for catalogue in &world.catalogues {
        ledger.add_catalogue(catalogue.clone()).map_err(|error| format!("{error:?}"))?;
    }
    Ok(ledger)
}

#[test]
fn sharing_changes_nothing() {
    holds_in_all_worlds("shared", |world, _| -> Verdict {
        let mut alone = begun(world)?;
        let shared = Shared::new(begun(world)?);
        let (mut salt, mut same_salt) = (salts(world.salt), salts(world.salt));
        let mut draw = Draw::new(world.salt);
        let mut events = world.events();
        // Some come twice, as they do.
        if let Some(again) = events.get(draw.below(events.len().max(1))).cloned() {
            events.push(again);
        }
        let mut hour = 0;
        while !events.is_empty() {
            // One by one and in batches, in which a person may come again.
            let count = (1 + draw.below(4)).min(events.len());
            let batch: Vec<_> = events.drain(..count).collect();
            hour += 1;
            let expected = alone.record_all(batch.clone(), instant(hour), &mut salt).map_err(|error| format!("{error:?}"))?;
            let found = shared.record_all(batch, instant(hour), &mut same_salt).map_err(|error| format!("{error:?}"))?;
            let said = |answers: Vec<consent_core::Result<consent_core::Recorded>>| -> Vec<_> {
                answers.into_iter().map(|answer| answer.map_err(|error| error.to_string())).collect()
            };
            let (expected, found) = (said(expected), said(found));
            if expected != found {
                return Err(format!("the answers at the door differ: {expected:?} {found:?}"));
            }
            let reading = shared.read().map_err(|error| format!("{error:?}"))?;
            if reading.head() != alone.head() || reading.engine().records() != alone.engine().records() {
                return Err("the ledgers differ".to_owned());
            }
            if answer(reading.engine(), &world.question) != answer(alone.engine(), &world.question) {
                return Err("the answers differ".to_owned());
            }
        }
        let kept = shared.into_ledger().map_err(|error| format!("{error:?}"))?;
        let same = kept.storage().with(|storage| storage.entries() == alone.storage().entries());
        if same { Ok(()) } else { Err("what is kept differs".to_owned()) }
    });
}
