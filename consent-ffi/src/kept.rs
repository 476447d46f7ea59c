//! What the handles of one engine share: the events, in memory or in a file, for any number of readers and one writer.

use core::ops::Deref;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use consent_core::catalogue::{Catalogue, Finding};
use consent_core::ledger::{Change, Event, Head, Note, Record, Storage, StoredEntry};
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
    Memory(RwLock<Engine>),
    File(RwLock<Ledger<OneAtATime>>),
}

/// The engine while it is read.
pub(crate) enum Reading<'a> {
    Memory(RwLockReadGuard<'a, Engine>),
    File(RwLockReadGuard<'a, Ledger<OneAtATime>>),
}

impl Deref for Reading<'_> {
    type Target = Engine;

    fn deref(&self) -> &Engine {
        match self {
            Self::Memory(engine) => engine,
            Self::File(ledger) => ledger.engine(),
        }
    }
}

/// The engine while it is written.
enum Writing<'a> {
    Memory(RwLockWriteGuard<'a, Engine>),
    File(RwLockWriteGuard<'a, Ledger<OneAtATime>>),
}

/// A lock is poisoned by a panic while it was written: what it guards may be half done.
fn held<G>(lock: core::result::Result<G, PoisonError<G>>) -> Result<G> {
    lock.map_err(|_| unusable())
}

impl Shared {
    pub(crate) fn in_memory() -> Self {
        Self { mark: Mark::default(), kept: Kept::Memory(RwLock::new(Engine::new())) }
    }

    pub(crate) fn in_file(storage: SqliteStorage) -> Result<Self> {
        let ledger = Ledger::open(OneAtATime(Mutex::new(storage)))?;
        Ok(Self { mark: Mark::default(), kept: Kept::File(RwLock::new(ledger)) })
    }

    pub(crate) fn read(&self) -> Result<Reading<'_>> {
        Ok(match &self.kept {
            Kept::Memory(engine) => Reading::Memory(held(engine.read())?),
            Kept::File(ledger) => Reading::File(held(ledger.read())?),
        })
    }

    fn write(&self) -> Result<Writing<'_>> {
        Ok(match &self.kept {
            Kept::Memory(engine) => Writing::Memory(held(engine.write())?),
            Kept::File(ledger) => Writing::File(held(ledger.write())?),
        })
    }

    pub(crate) fn add_catalogue(&self, catalogue: Catalogue) -> Result<Vec<Finding>> {
        match self.write()? {
            Writing::Memory(mut engine) => engine.add_catalogue(catalogue),
            Writing::File(mut ledger) => ledger.add_catalogue(catalogue),
        }
    }

    /// When it returns, no reader gets an answer without the event.
    pub(crate) fn record(&self, event: Event, recorded_at: Instant) -> Result<Recorded> {
        match self.write()? {
            Writing::Memory(mut engine) => engine.record(event, recorded_at),
            Writing::File(mut ledger) => ledger.record(event, recorded_at, &mut consent_store::salt),
        }
    }

    /// Records events until one is refused. Returns how many were let in, and the refusal.
    pub(crate) fn record_all(&self, events: Vec<Event>, recorded_at: Instant) -> Result<(u64, Option<Error>)> {
        let mut accepted = 0_u64;
        let mut count = |answer: Result<Recorded>| answer.map(|_| accepted = accepted.saturating_add(1)).err();
        let refusal = match self.write()? {
            Writing::Memory(mut engine) => events.into_iter().find_map(|event| count(engine.record(event, recorded_at))),
            Writing::File(mut ledger) => {
                let answers = ledger.record_until_refused(events, recorded_at, &mut consent_store::salt)?;
                answers.into_iter().find_map(count)
            }
        };
        Ok((accepted, refusal))
    }

    pub(crate) fn restore(&self, records: Vec<Record>) -> Result<()> {
        match self.write()? {
            Writing::Memory(mut engine) => engine.restore(records),
            Writing::File(_) => Err(Error::new(
                "ledger-in-file",
                "expected an engine in memory, found one whose ledger is a file; make one with consent_engine_new, or record events",
            )),
        }
    }

    pub(crate) fn follow(&self) -> Result<u64> {
        match self.write()? {
            Writing::Memory(_) => Ok(0),
            Writing::File(mut ledger) => ledger.follow(),
        }
    }
}

/// A storage for several threads: each call waits for the one before.
#[derive(Debug)]
pub(crate) struct OneAtATime(Mutex<SqliteStorage>);

impl OneAtATime {
    fn lock(&self) -> Result<MutexGuard<'_, SqliteStorage>> {
        held(self.0.lock())
    }
}

impl Storage for OneAtATime {
    fn head(&self) -> Result<Option<Head>> {
        self.lock()?.head()
    }

    fn catalogues(&self) -> Result<Vec<Catalogue>> {
        self.lock()?.catalogues()
    }

    fn read(&self, from: u64, each: &mut dyn FnMut(StoredEntry) -> Result<()>) -> Result<()> {
        self.lock()?.read(from, each)
    }

    fn entry(&self, seq: u64) -> Result<StoredEntry> {
        self.lock()?.entry(seq)
    }

    fn commit(&mut self, change: &Change<'_>) -> Result<()> {
        self.lock()?.commit(change)
    }

    fn finish_erasures(&mut self) -> Result<()> {
        self.lock()?.finish_erasures()
    }

    fn keep_checkpoint(&mut self, size: u64, note: &Note) -> Result<()> {
        self.lock()?.keep_checkpoint(size, note)
    }

    fn checkpoint(&self) -> Result<Option<Note>> {
        self.lock()?.checkpoint()
    }
}
