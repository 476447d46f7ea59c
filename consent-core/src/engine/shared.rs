//! A ledger shared by threads: any number of them ask while one records.
//!
//! The protocol: who records holds the writer's lock; works the events out beside the engine while others go on asking; has the storage
//! keep them; and puts them in their place in a short step with nobody else about. An answer never rests on an event that is not
//! kept, and when recording returns, no thread gets an answer from before.

use core::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use super::draft::{Draft, Drafted};
use super::{Ledger, Recorded};
use crate::catalogue::Catalogue;
use crate::error::{Error, Result};
use crate::ledger::{Change, Entry, Event, Head, Note, Salt, Storage, StoredEntry};
use crate::time::Instant;

/// A ledger that threads share.
///
/// One lock: the standard library's, in which on Linux who records does not wait behind those who come after, so that a withdrawal takes
/// effect at once, however many ask. Those who ask a great deal hold it for a batch. A panic while something is being put in its place
/// leaves the whole unusable, and every call an error: nothing is ever answered from half a state.
#[derive(Debug)]
pub struct Shared<S> {
    ledger: RwLock<Ledger<Kept<S>>>,
    storage: Kept<S>,
    writer: Mutex<()>,
}

/// The storage of a [`Shared`] ledger, which can be written to while others read the engine.
#[derive(Debug)]
pub struct Kept<S>(Arc<Mutex<S>>);

impl<S> Clone for Kept<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S> Kept<S> {
    fn lock(&self) -> MutexGuard<'_, S> {
        // A storage decides nothing: what it keeps is checked against its head before anything is written.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Calls `with` with the storage, for what it offers besides: copies, settings.
    pub fn with<T>(&self, with: impl FnOnce(&mut S) -> T) -> T {
        with(&mut self.lock())
    }
}

impl<S: Storage> Storage for Kept<S> {
    fn head(&self) -> Result<Option<Head>> {
        self.lock().head()
    }

    fn catalogues(&self) -> Result<Vec<Catalogue>> {
        self.lock().catalogues()
    }

    fn read(&self, from: u64, each: &mut dyn FnMut(StoredEntry) -> Result<()>) -> Result<()> {
        self.lock().read(from, each)
    }

    fn entry(&self, seq: u64) -> Result<StoredEntry> {
        self.lock().entry(seq)
    }

    fn commit(&mut self, change: &Change<'_>) -> Result<()> {
        self.lock().commit(change)
    }

    fn finish_erasures(&mut self) -> Result<()> {
        self.lock().finish_erasures()
    }

    fn keep_checkpoint(&mut self, size: u64, note: &Note) -> Result<()> {
        self.lock().keep_checkpoint(size, note)
    }

    fn checkpoint(&self) -> Result<Option<Note>> {
        self.lock().checkpoint()
    }
}

/// A view of a shared ledger that stays as it is while it is held; who records waits for it.
#[derive(Debug)]
pub struct Reading<'s, S>(RwLockReadGuard<'s, Ledger<Kept<S>>>);

impl<S> Deref for Reading<'_, S> {
    type Target = Ledger<Kept<S>>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<S: Storage> Shared<S> {
    /// Shares a ledger.
    #[must_use]
    pub fn new(ledger: Ledger<S>) -> Self {
        let (engine, storage) = ledger.into_parts();
        let storage = Kept(Arc::new(Mutex::new(storage)));
        Self { ledger: RwLock::new(Ledger::of_parts(engine, storage.clone())), storage, writer: Mutex::new(()) }
    }

    /// To ask: [`Ledger::engine`] of what it gives. Held for a question or a batch, not longer, as who records waits.
    ///
    /// # Errors
    /// `engine-unusable` after a panic while something was put in its place.
    pub fn read(&self) -> Result<Reading<'_, S>> {
        self.ledger.read().map(Reading).map_err(|_| unusable())
    }

    /// As [`Ledger::record`]; others go on asking meanwhile.
    ///
    /// # Errors
    /// As [`Ledger::record`]; `engine-unusable`.
    pub fn record(&self, event: Event, recorded_at: Instant, salt: &mut dyn FnMut() -> Result<Salt>) -> Result<Recorded> {
        let none = || Error::new("ledger-broken", "expected an answer for each event, found none");
        self.record_all([event], recorded_at, salt)?.pop().unwrap_or_else(|| Err(none()))
    }

    /// As [`Ledger::record_all`]; others go on asking meanwhile. A publication, an erasure and a merge of persons are recorded with
    /// nobody else about, and with a write of their own.
    ///
    /// # Errors
    /// As [`Ledger::record_all`], for the events from the first that is not kept; those before it are kept. `engine-unusable`.
    pub fn record_all(
        &self,
        events: impl IntoIterator<Item = Event>,
        recorded_at: Instant,
        salt: &mut dyn FnMut() -> Result<Salt>,
    ) -> Result<Vec<Result<Recorded>>> {
        let _writer = self.writer();
        self.catch_up()?;
        let mut answers = Vec::new();
        let mut events = events.into_iter();
        loop {
            let mut draft = Draft::default();
            let mut alone = None;
            {
                let ledger = self.read()?;
                for event in events.by_ref() {
                    match ledger.engine().draft(&mut draft, event, recorded_at) {
                        Ok(Drafted::Taken(recorded)) => answers.push(Ok(recorded)),
                        Ok(Drafted::Alone(event)) => {
                            alone = Some(event);
                            break;
                        }
                        Err(error) => answers.push(Err(error)),
                    }
                }
            }
            self.keep(draft, salt)?;
            let Some(event) = alone else { return Ok(answers) };
            let mut ledger = self.ledger.write().map_err(|_| unusable())?;
            answers.push(ledger.record(*event, recorded_at, salt));
        }
    }

    /// Changes the ledger with nobody else about: adds a catalogue, erases, signs a checkpoint.
    ///
    /// # Errors
    /// `engine-unusable`; what `change` returns is given back as it is.
    pub fn change<T>(&self, change: impl FnOnce(&mut Ledger<Kept<S>>) -> T) -> Result<T> {
        let _writer = self.writer();
        let mut ledger = self.ledger.write().map_err(|_| unusable())?;
        Ok(change(&mut ledger))
    }

    /// The ledger for itself again, when nobody shares it any more.
    ///
    /// # Errors
    /// `engine-unusable`.
    pub fn into_ledger(self) -> Result<Ledger<Kept<S>>> {
        self.ledger.into_inner().map_err(|_| unusable())
    }

    /// One writer at a time. The lock guards no data of its own, so that a writer that panicked leaves nothing behind in it.
    fn writer(&self) -> MutexGuard<'_, ()> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what another process has written.
    fn catch_up(&self) -> Result<()> {
        if self.read()?.is_in_step()? {
            return Ok(());
        }
        let mut ledger = self.ledger.write().map_err(|_| unusable())?;
        ledger.follow().map(drop)
    }

    /// Has the storage keep a draft, then puts it in its place.
    fn keep(&self, draft: Draft, salt: &mut dyn FnMut() -> Result<Salt>) -> Result<()> {
        if draft.is_empty() {
            return Ok(());
        }
        let entries = draft.records().iter().map(|record| Entry::new(record.clone(), salt()?)).collect::<Result<Vec<Entry>>>()?;
        let mut frontier = self.read()?.engine().tree().frontier();
        entries.iter().for_each(|entry| frontier.push(entry.leaf()));
        let head = Head { size: frontier.size(), root: frontier.root() };
        self.storage.lock().commit(&Change { catalogues: &[], entries: &entries, erased: &[], head })?;
        let mut ledger = self.ledger.write().map_err(|_| unusable())?;
        ledger.adopt(draft, &entries)
    }
}

fn unusable() -> Error {
    Error::new(
        "engine-unusable",
        "expected an engine in which every change was put in its place whole, found one that failed on the way; open the ledger again",
    )
}
