//! What the handles of one engine share: events alone, or a ledger that proves itself.

use consent_core::catalogue::{Catalogue, Finding};
use consent_core::ledger::{Event, Memory};
use consent_core::{Engine, Error, Instant, Ledger, Recorded, Result};

use crate::random::{random, salt};

/// An engine, with or without a tree over its events.
pub(crate) enum Kept {
    /// Answers only.
    Plain(Engine),
    /// Each event has its commitment: roots, proofs, receipts, erasure.
    Ledger(Ledger<Memory>),
}

impl Kept {
    /// An empty one; `kept`: with a ledger.
    pub(crate) fn new(kept: bool) -> Result<Self> {
        let engine = keyed()?;
        Ok(if kept { Self::Ledger(Ledger::open_with(Memory::new(), engine)?) } else { Self::Plain(engine) })
    }

    pub(crate) fn engine(&self) -> &Engine {
        match self {
            Self::Plain(engine) => engine,
            Self::Ledger(ledger) => ledger.engine(),
        }
    }

    /// The engine without a ledger, which takes records as they were accepted elsewhere.
    pub(crate) fn plain(&mut self) -> Result<&mut Engine> {
        match self {
            Self::Plain(engine) => Ok(engine),
            Self::Ledger(_) => Err(Error::new(
                "ledger-kept",
                "expected an engine without a kept ledger, found one that has it; record the events, or take its own entries",
            )),
        }
    }

    /// The kept ledger.
    pub(crate) fn ledger(&self) -> Result<&Ledger<Memory>> {
        match self {
            Self::Ledger(ledger) => Ok(ledger),
            Self::Plain(_) => Err(not_kept()),
        }
    }

    /// The kept ledger, to write.
    pub(crate) fn ledger_mut(&mut self) -> Result<&mut Ledger<Memory>> {
        match self {
            Self::Ledger(ledger) => Ok(ledger),
            Self::Plain(_) => Err(not_kept()),
        }
    }

    pub(crate) fn add_catalogue(&mut self, catalogue: Catalogue) -> Result<Vec<Finding>> {
        match self {
            Self::Plain(engine) => engine.add_catalogue(catalogue),
            Self::Ledger(ledger) => ledger.add_catalogue(catalogue),
        }
    }

    /// Records an event; without `recorded_at` it became known when it took effect.
    pub(crate) fn record(&mut self, event: Event, recorded_at: Option<Instant>) -> Result<Recorded> {
        let known = recorded_at.unwrap_or(event.at);
        match self {
            Self::Plain(engine) => engine.record(event, known),
            Self::Ledger(ledger) => ledger.record(event, known, &mut salt),
        }
    }
}

/// An engine whose hash key is random.
pub(crate) fn keyed() -> Result<Engine> {
    let bytes: [u8; 16] = random()?;
    let key = u128::from_le_bytes(bytes);
    // Both halves are wanted as they are.
    let half = |number: u128| u64::try_from(number & u128::from(u64::MAX)).unwrap_or_default();
    Ok(Engine::with_hash_key([half(key), half(key >> 64)]))
}

fn not_kept() -> Error {
    Error::new("ledger-not-kept", "expected an engine with a kept ledger, found one without; make it with `{ ledger: true }`")
}
