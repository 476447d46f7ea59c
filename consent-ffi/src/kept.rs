//! What the handles of one engine share: the events, in memory or in a file, for any number of readers and one writer.

use core::ops::Deref;
use std::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use consent_core::catalogue::{Catalogue, Finding};
use consent_core::ledger::{ErasureRequest, Event, Record};
use consent_core::{Engine, Error, Instant, Ledger, Recorded, Result};
use consent_store::SqliteStorage;

use crate::guard::{Mark, unusable};

/// An engine, shared.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) mark: Mark,
    kept: Kept,
}

#[derive(Debug)]
enum Kept {
    /// Nothing is kept beside it.
    Memory(RwLock<Engine>),
    File(consent_core::Shared<SqliteStorage>),
}

/// The engine while it is read.
pub(crate) enum Reading<'a> {
    Memory(RwLockReadGuard<'a, Engine>),
    File(consent_core::Reading<'a, SqliteStorage>),
}

impl Deref for Reading<'_> {
    type Target = Engine;

    #[inline]
    fn deref(&self) -> &Engine {
        match self {
            Self::Memory(engine) => engine,
            Self::File(ledger) => ledger.engine(),
        }
    }
}

fn write(engine: &RwLock<Engine>) -> Result<RwLockWriteGuard<'_, Engine>> {
    // Poisoned by a panic while it was written: what it guards may be half done.
    engine.write().map_err(|_| unusable())
}

impl Shared {
    pub(crate) fn in_memory() -> Self {
        Self { mark: Mark::default(), kept: Kept::Memory(RwLock::new(Engine::new())) }
    }

    pub(crate) fn in_file(storage: SqliteStorage) -> Result<Self> {
        Ok(Self { mark: Mark::default(), kept: Kept::File(consent_core::Shared::new(Ledger::open(storage)?)) })
    }

    #[inline(always)]
    pub(crate) fn read(&self) -> Result<Reading<'_>> {
        Ok(match &self.kept {
            Kept::Memory(engine) => Reading::Memory(engine.read().map_err(|_| unusable())?),
            Kept::File(ledger) => Reading::File(ledger.read()?),
        })
    }

    pub(crate) fn add_catalogue(&self, catalogue: Catalogue) -> Result<Vec<Finding>> {
        match &self.kept {
            Kept::Memory(engine) => write(engine)?.add_catalogue(catalogue),
            Kept::File(ledger) => ledger.change(|ledger| ledger.add_catalogue(catalogue))?,
        }
    }

    /// When it returns, no reader gets an answer without the event.
    pub(crate) fn record(&self, event: Event, recorded_at: Instant) -> Result<Recorded> {
        match &self.kept {
            Kept::Memory(engine) => write(engine)?.record(event, recorded_at),
            Kept::File(ledger) => ledger.record(event, recorded_at, &mut consent_store::salt),
        }
    }

    /// Records events until one is refused. Returns how many were let in, and the refusal.
    pub(crate) fn record_all(&self, events: Vec<Event>, recorded_at: Instant) -> Result<(u64, Option<Error>)> {
        let mut accepted = 0_u64;
        let mut count = |answer: Result<Recorded>| answer.map(|_| accepted = accepted.saturating_add(1)).err();
        let refusal = match &self.kept {
            Kept::Memory(engine) => {
                let mut engine = write(engine)?;
                events.into_iter().find_map(|event| count(engine.record(event, recorded_at)))
            }
            Kept::File(ledger) => {
                let salt = &mut consent_store::salt;
                let answers = ledger.change(|ledger| ledger.record_until_refused(events, recorded_at, salt))??;
                answers.into_iter().find_map(count)
            }
        };
        Ok((accepted, refusal))
    }

    /// Erases what a request names. Returns how many events.
    pub(crate) fn erase(&self, request: &ErasureRequest) -> Result<u64> {
        match &self.kept {
            Kept::Memory(_) => Err(Error::new(
                "ledger-not-kept",
                "expected an engine whose ledger is a file, found one in memory; record `event-erased` events, or make a new engine \
                 and feed it with what is to stay",
            )),
            Kept::File(ledger) => ledger.change(|ledger| ledger.erase_requested(request, &mut consent_store::salt))?,
        }
    }

    pub(crate) fn restore(&self, records: Vec<Record>) -> Result<()> {
        match &self.kept {
            Kept::Memory(engine) => write(engine)?.restore(records),
            Kept::File(_) => Err(Error::new(
                "ledger-in-file",
                "expected an engine in memory, found one whose ledger is a file; make one with consent_engine_new, or record events",
            )),
        }
    }

    pub(crate) fn follow(&self) -> Result<u64> {
        match &self.kept {
            Kept::Memory(_) => Ok(0),
            Kept::File(ledger) => ledger.change(Ledger::follow)?,
        }
    }
}
