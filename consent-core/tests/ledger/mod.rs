//! The kept ledger: commitments, storages, erasure, merging.

mod entries;
mod exports;
mod kept;
mod merging;
mod model;
mod shared;
mod threads;

use std::collections::BTreeMap;

use consent_core::catalogue::Catalogue;
use consent_core::decide::{Answer, ProposedUse};
use consent_core::ledger::{Entry, Memory, Record, Salt};
use consent_core::{Engine, Instant, Ledger, Result};

use crate::worlds::{Draw, World};

/// Salts that differ, from a number: tests have no randomness.
pub(crate) fn salts(number: u64) -> impl FnMut() -> Result<Salt> {
    let mut draw = Draw::new(number);
    move || Ok(Salt::new(core::array::from_fn(|_| draw.number().to_le_bytes()[0])))
}

pub(crate) fn instant(hours: i64) -> Instant {
    Instant::from_millis(1_800_000_000_000 + hours * 3_600_000).expect("an instant")
}

/// The world's events in a ledger in memory, each through the door.
pub(crate) fn kept(world: &World) -> Result<Ledger<Memory>, String> {
    let mut ledger = Ledger::open_with(Memory::new(), Engine::with_hash_key([3, 5])).map_err(|error| format!("{error:?}"))?;
    for catalogue in &world.catalogues {
        ledger.add_catalogue(catalogue.clone()).map_err(|error| format!("{error:?}"))?;
    }
    let mut salt = salts(world.salt);
    for (hour, event) in (0_i64..).zip(world.events()) {
        let _ = ledger.record(event, instant(hour), &mut salt);
    }
    Ok(ledger)
}

/// The answer without what depends on the ledger's own order.
pub(crate) fn answer(engine: &Engine, question: &ProposedUse) -> Result<Answer, String> {
    let question = ProposedUse { known_at: None, ..question.clone() };
    let mut answer = engine.decide_with_horizon(&question).map_err(|error| error.code().to_owned())?;
    answer.position.root = None;
    Ok(answer)
}

pub(crate) fn engine(catalogues: &[Catalogue], records: impl IntoIterator<Item = Record>) -> Result<Engine, String> {
    let mut engine = Engine::with_hash_key([13, 17]);
    for catalogue in catalogues {
        engine.add_catalogue(catalogue.clone()).map_err(|error| format!("{error:?}"))?;
    }
    engine.restore(records.into_iter().collect()).map_err(|error| format!("{error:?}"))?;
    Ok(engine)
}

pub(crate) fn entries(ledger: &Ledger<Memory>) -> Vec<Entry> {
    ledger.storage().entries().to_vec()
}

/// The lines by position, to compare ledgers byte for byte.
pub(crate) fn lines(entries: &[Entry]) -> BTreeMap<u64, String> {
    entries.iter().map(|entry| (entry.record().seq, entry.to_json().expect("a line"))).collect()
}
