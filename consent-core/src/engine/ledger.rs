//! A ledger that is kept: an engine whose events lie in a storage, each with its commitment.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::{Engine, Recorded};
use crate::catalogue::{Catalogue, Finding};
use crate::error::{Error, Result};
use crate::id::{Digest, Id, SubjectId, has_identity_code};
use crate::ledger::{
    Actor, Change, Checkpoint, ConsistencyProof, Entry, Erasable, ErasureRequest, Event, EventBody, EventType, Head, LedgerProof,
    Note, Record, Salt, Signer, Storage, Tree, holds, kept_checkpoint, merge, unrecorded, walk,
};
use crate::order;
use crate::time::Instant;

/// An engine and the storage that keeps its events.
///
/// What [`Ledger::record`] acknowledges is durable. When the storage fails, the engine is read from it again: an answer never rests on
/// an event that is not kept. Salts come from the host: 32 bytes each from a cryptographic source of randomness.
#[derive(Debug)]
pub struct Ledger<S> {
    engine: Engine,
    storage: S,
}

/// Who erases, when, and why: the same for every event of an erasure.
#[derive(Clone, Debug)]
pub struct Erasure {
    /// The controller, operator or authority that erases.
    pub by: Actor,
    /// When it took effect.
    pub at: Instant,
    /// When it became known: now, by the host's clock.
    pub recorded_at: Instant,
    /// Through which operator.
    pub operator: Option<Id>,
    /// Why, in words for people.
    pub reason: Option<String>,
    /// The ids of the records of erasure begin with this and end with the position of what is erased. It has to be unique in all
    /// ledgers that will ever be merged: a random one, or one that names the ledger and the request.
    pub id_prefix: String,
}

impl Erasure {
    /// A random [`Erasure::id_prefix`]. Two operators' records have different ids then, so that their ledgers can be merged.
    ///
    /// # Errors
    /// What `salt` returned.
    pub fn any_prefix(salt: &mut dyn FnMut() -> Result<Salt>) -> Result<String> {
        let random = Digest::of(salt()?.as_bytes()).to_string();
        Ok(format!("erasure-{}-", random.get(..16).unwrap_or(&random)))
    }
}

/// A position whose payload was erased, and the record of that.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Erased {
    /// The position.
    pub seq: u64,
    /// The event.
    pub event: Id,
    /// The position of the record of the erasure.
    pub erased_by: u64,
    /// Who erased it.
    pub by: Actor,
    /// When it was erased.
    pub at: Instant,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl<S: Storage> Ledger<S> {
    /// Opens what a storage keeps; every entry is checked against its leaf, and all together against the root and the latest
    /// checkpoint, whose signature the host checks.
    ///
    /// # Errors
    /// `entry-altered`, `ledger-broken`, `ledger-truncated` and `erasure-unrecorded`, with the first bad position;
    /// `unknown-catalogue-version` when the storage lacks a version that the ledger names; the storage's own.
    pub fn open(storage: S) -> Result<Self> {
        Self::open_with(storage, Engine::new())
    }

    /// As [`Ledger::open`], into an engine that the host has made with its own hash key; it may hold catalogues already.
    ///
    /// # Errors
    /// As [`Ledger::open`]; `record-position` for an engine that has events.
    pub fn open_with(storage: S, engine: Engine) -> Result<Self> {
        // Asked first: a writer may go on meanwhile.
        let checkpoint = kept_checkpoint(&storage)?;
        let mut ledger = Self { engine, storage };
        ledger.follow()?;
        if let Some(checkpoint) = checkpoint {
            holds(ledger.engine.tree(), &checkpoint)?;
        }
        Ok(ledger)
    }

    /// Reads what another process has added since; returns how many events.
    ///
    /// # Errors
    /// As [`Ledger::open`]; then the engine is as it was, but for `erasure-unrecorded`: then it is empty, and every question an error.
    pub fn follow(&mut self) -> Result<u64> {
        let before = self.engine.size();
        let mut seen = before;
        loop {
            self.read_more()?;
            let Some(at) = self.engine.unrecorded_erasure(seen) else { break };
            // Erased while it was read: the record of that comes with what was written since.
            if self.is_in_step()? {
                self.engine = self.engine.emptied();
                return Err(unrecorded(at));
            }
            seen = at;
        }
        Ok(self.engine.size().saturating_sub(before))
    }

    /// Whether the engine has read all that the storage keeps.
    pub(super) fn is_in_step(&self) -> Result<bool> {
        Ok(self.storage.head()?.map_or(self.engine.size() == 0, |head| head == self.head()))
    }

    /// The engine and the storage.
    pub(super) fn into_parts(self) -> (Engine, S) {
        (self.engine, self.storage)
    }

    /// An engine and the storage that keeps its events.
    pub(super) fn of_parts(engine: Engine, storage: S) -> Self {
        Self { engine, storage }
    }

    /// Puts events that the storage keeps already in their place.
    pub(super) fn adopt(&mut self, draft: Draft, entries: &[Entry]) -> Result<()> {
        entries.iter().for_each(|entry| self.engine.tree_mut().push(entry.leaf()));
        let adopted = self.engine.adopt(draft);
        if adopted.is_err() {
            self.reload();
        }
        adopted
    }

    /// Before anything is written: what was written without this ledger, or could not be read when it had failed, is read first.
    fn catch_up(&mut self) -> Result<()> {
        if self.is_in_step()? { Ok(()) } else { self.follow().map(drop) }
    }

    fn read_more(&mut self) -> Result<()> {
        let before = self.engine.size();
        let mut tree = core::mem::take(self.engine.tree_mut());
        let read = self.read_on(&mut tree);
        if read.is_err() {
            tree.truncate(before);
        }
        *self.engine.tree_mut() = tree;
        read
    }

    fn read_on(&mut self, tree: &mut Tree) -> Result<()> {
        let mut records = Vec::new();
        walk(&self.storage, tree, &mut |stored| {
            records.push(Entry::of_checked(stored)?.into_record());
            Ok(())
        })?;
        if self.engine.size() == 0 || records.iter().any(|record| record.event.kind() == EventType::CataloguePublished) {
            for catalogue in self.storage.catalogues()? {
                self.engine.add_catalogue(catalogue)?;
            }
        }
        self.engine.restore(records)
    }

    /// The engine, to ask.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The engine alone, for those who only ask.
    #[must_use]
    pub fn into_engine(self) -> Engine {
        self.engine
    }

    /// The storage.
    #[must_use]
    pub fn storage(&self) -> &S {
        &self.storage
    }

    /// The storage, for what it offers besides: copies, settings.
    pub fn storage_mut(&mut self) -> &mut S {
        &mut self.storage
    }

    /// The size and the root of the tree.
    #[must_use]
    pub fn head(&self) -> Head {
        Head { size: self.engine.tree().size(), root: self.engine.tree().root() }
    }

    /// Keeps a version of the catalogue, so that a `catalogue-published` can name it. Returns the warnings of its check.
    ///
    /// # Errors
    /// As [`Engine::add_catalogue`]; the storage's own.
    pub fn add_catalogue(&mut self, catalogue: Catalogue) -> Result<Vec<Finding>> {
        self.catch_up()?;
        let new = !self.storage.catalogues()?.iter().any(|kept| kept.version == catalogue.version);
        let findings = self.engine.add_catalogue(catalogue.clone())?;
        if new {
            let change = Change { catalogues: &[catalogue], entries: &[], erased: &[], head: self.head() };
            if let Err(error) = self.storage.commit(&change) {
                self.reload();
                return Err(error);
            }
        }
        Ok(findings)
    }

    /// Asks the door to let an event in, keeps it, and applies it.
    ///
    /// Whether the old bytes of what an `event-erased` erases are gone already tells [`Storage::finish_erasures`].
    ///
    /// # Errors
    /// As [`Engine::record`]; the storage's own, and what `salt` returned. Then nothing has changed.
    pub fn record(&mut self, event: Event, recorded_at: Instant, salt: &mut dyn FnMut() -> Result<Salt>) -> Result<Recorded> {
        let none = || Error::new("ledger-broken", "expected an answer for each event, found none");
        self.record_all([event], recorded_at, salt)?.pop().unwrap_or_else(|| Err(none()))
    }

    /// Asks the door for several events, one after the other, and keeps those it lets in with one write. Returns an answer for each;
    /// one that is refused doesn't hold up the others.
    ///
    /// # Errors
    /// The storage's own, and what `salt` returned; then none of them is kept.
    pub fn record_all(
        &mut self,
        events: impl IntoIterator<Item = Event>,
        recorded_at: Instant,
        salt: &mut dyn FnMut() -> Result<Salt>,
    ) -> Result<Vec<Result<Recorded>>> {
        self.take(events, recorded_at, salt, false)
    }

    /// As [`Ledger::record_all`], but the first refusal ends it: its answer is the last one, and what follows it is not asked.
    ///
    /// # Errors
    /// As [`Ledger::record_all`].
    pub fn record_until_refused(
        &mut self,
        events: impl IntoIterator<Item = Event>,
        recorded_at: Instant,
        salt: &mut dyn FnMut() -> Result<Salt>,
    ) -> Result<Vec<Result<Recorded>>> {
        self.take(events, recorded_at, salt, true)
    }

    fn take(
        &mut self,
        events: impl IntoIterator<Item = Event>,
        recorded_at: Instant,
        salt: &mut dyn FnMut() -> Result<Salt>,
        until_refused: bool,
    ) -> Result<Vec<Result<Recorded>>> {
        self.catch_up()?;
        let mut answers = Vec::new();
        let mut entries = Vec::new();
        for event in events {
            let answer = self.engine.record(event.clone(), recorded_at);
            if let Ok(Recorded { seq, actor_unverified, already_known: false }) = answer {
                entries.push(salt().and_then(|salt| Entry::new(Record { seq, recorded_at, actor_unverified, event }, salt)));
            }
            let refused = answer.is_err();
            answers.push(answer);
            if refused && until_refused {
                break;
            }
        }
        self.keep(entries.into_iter().collect())?;
        Ok(answers)
    }

    /// Erases events that still have a payload: one record of erasure each, all with one write. Returns how many.
    ///
    /// # Errors
    /// `unknown-event`; `event-not-erasable` for a publication and for a record of an erasure; as [`Ledger::record`]; then nothing is
    /// erased. `erasure-pending` as in [`Storage::finish_erasures`]: then everything is recorded and in force, and the same call finishes
    /// it later.
    pub fn erase(&mut self, events: &[Id], erasure: &Erasure, salt: &mut dyn FnMut() -> Result<Salt>) -> Result<u64> {
        self.catch_up()?;
        let mut targets = Vec::new();
        for event in events {
            let record = self.entry(event)?.into_record();
            if record.event.subject.is_none() {
                return Err(Error::new(
                    "event-not-erasable",
                    format_args!(
                        "expected an event about a person, found `{event}`, a `{}`, which has to stay",
                        record.event.kind()
                    ),
                ));
            }
            targets.push((record.event.subject.clone(), record));
        }
        order::sort_by_key(&mut targets, |(_, record)| record.seq);
        targets.dedup_by_key(|(_, record)| record.seq);
        targets.retain(|(_, record)| !matches!(record.event.body, EventBody::Erased(_)));
        self.erase_all(targets, erasure, salt)
    }

    /// Erases every event of a person that still has a payload: one record of erasure each, all with one write. Returns how many.
    ///
    /// # Errors
    /// `unknown-subject`; as [`Ledger::erase`].
    pub fn erase_subject(
        &mut self,
        subject: &SubjectId,
        erasure: &Erasure,
        salt: &mut dyn FnMut() -> Result<Salt>,
    ) -> Result<u64> {
        self.catch_up()?;
        if !self.engine.has_subject(subject) {
            // The key is not repeated: a mistyped one may be an identity code.
            return Err(Error::new("unknown-subject", "expected the key of a person in this ledger, found another"));
        }
        let left = |record: &&Record| {
            !matches!(record.event.body, EventBody::Erased(_)) && record.event.kind() != EventType::EventErased
        };
        let records = self.engine.known_of(subject, None).into_iter();
        let targets = records.filter(left).map(|record| (Some(subject.clone()), record.clone())).collect();
        self.erase_all(targets, erasure, salt)
    }

    /// Erases what a request names. Returns how many events.
    ///
    /// # Errors
    /// `argument-value` for a request that names nothing, or both events and a person; as [`Ledger::erase_subject`].
    pub fn erase_requested(&mut self, request: &ErasureRequest, salt: &mut dyn FnMut() -> Result<Salt>) -> Result<u64> {
        let what = request.what()?;
        let erasure = Erasure {
            by: request.by.clone(),
            at: request.at,
            recorded_at: request.recorded_at.unwrap_or(request.at),
            operator: request.operator.clone(),
            reason: request.reason.clone(),
            id_prefix: request.id_prefix.clone().map_or_else(|| Erasure::any_prefix(salt), Ok)?,
        };
        match what {
            Erasable::Events(events) => self.erase(events, &erasure, salt),
            Erasable::Person(subject) => self.erase_subject(subject, &erasure, salt),
        }
    }

    /// Erases each of these, which are of the subject beside them.
    fn erase_all(
        &mut self,
        targets: Vec<(Option<SubjectId>, Record)>,
        erasure: &Erasure,
        salt: &mut dyn FnMut() -> Result<Salt>,
    ) -> Result<u64> {
        if has_identity_code(&erasure.id_prefix) {
            return Err(Error::new(
                "id-is-identity-code",
                "expected a prefix for ids, found a Finnish personal identity code in it; take a random one",
            ));
        }
        let mut events = Vec::new();
        for (subject, record) in targets {
            events.push(Event {
                id: Id::new(&format!("{}{}", erasure.id_prefix, record.seq))?,
                subject,
                at: erasure.at,
                by: erasure.by.clone(),
                operator: erasure.operator.clone(),
                reason: erasure.reason.clone(),
                body: EventBody::EventErased { event: record.event.id },
            });
        }
        if events.is_empty() {
            // Nothing is left to erase but, perhaps, what an earlier call could not finish.
            return self.storage.finish_erasures().map(|()| 0);
        }
        // All or nothing: what would be refused is found before anything is destroyed.
        for event in &events {
            event.check()?;
            self.engine.admit_new(event)?;
        }
        let answers = self.record_all(events, erasure.recorded_at, salt)?;
        let erased = answers.into_iter().collect::<Result<Vec<_>>>()?;
        self.storage.finish_erasures()?;
        Ok(u64::try_from(erased.len()).unwrap_or(u64::MAX))
    }

    /// Fills an empty ledger, which holds the catalogues, with the events of several ([`crate::ledger::merge`]), as they were accepted
    /// there: the door is not asked again. Those ledgers stay as they are, and so do their checkpoints. Returns how many events.
    ///
    /// # Errors
    /// `ledger-not-empty`; as [`crate::ledger::merge`] and [`Engine::restore`]; the storage's own. Then nothing has changed.
    pub fn merge(&mut self, ledgers: impl IntoIterator<Item = Vec<Entry>>) -> Result<u64> {
        self.catch_up()?;
        if self.engine.size() > 0 {
            return Err(Error::new(
                "ledger-not-empty",
                format_args!(
                    "expected an empty ledger to merge into, found {} events; merge this one too, into a new one",
                    self.engine.size()
                ),
            ));
        }
        let merged = merge(ledgers)?;
        self.engine.restore(merged.iter().map(|entry| entry.record().clone()).collect())?;
        self.keep(Ok(merged))?;
        Ok(self.engine.size())
    }

    /// Signs how far the ledger has come, and keeps the checkpoint.
    ///
    /// # Errors
    /// `checkpoint-other-origin` when the ledger keeps checkpoints of another origin; as [`Checkpoint::sign`]; the storage's own.
    pub fn checkpoint(&mut self, origin: &str, signers: &[&dyn Signer]) -> Result<Note> {
        self.catch_up()?;
        if let Some(kept) = kept_checkpoint(&self.storage)?
            && kept.origin() != origin
        {
            return Err(Error::new(
                "checkpoint-other-origin",
                format_args!("expected the origin `{}` of the checkpoints of this ledger, found `{origin}`", kept.origin()),
            ));
        }
        let head = self.head();
        let note = Checkpoint::new(origin, head.size, head.root)?.sign(signers)?;
        self.storage.keep_checkpoint(head.size, &note)?;
        Ok(note)
    }

    /// Compares the ledger with a checkpoint of an earlier day: it may have grown, but what it said then it says today.
    ///
    /// # Errors
    /// As [`holds`].
    pub fn holds(&self, checkpoint: &Checkpoint) -> Result<()> {
        holds(self.engine.tree(), checkpoint)
    }

    /// The proof that the event at a position is in the ledger of a signed checkpoint (C2SP tlog-proof).
    ///
    /// # Errors
    /// `tree-position-unknown` beyond the checkpoint; as [`Ledger::holds`] when the checkpoint is of another ledger, or of a later day.
    pub fn prove(&self, seq: u64, checkpoint: &Note) -> Result<LedgerProof> {
        let head: Checkpoint = checkpoint.text().parse()?;
        let tree = self.engine.tree();
        holds(tree, &head)?;
        LedgerProof::new(tree.inclusion(seq, head.size())?, checkpoint.clone())
    }

    /// The proof that the ledger of today begins with that of an earlier checkpoint.
    ///
    /// # Errors
    /// As [`Tree::consistency`].
    pub fn consistency(&self, old: u64) -> Result<ConsistencyProof> {
        self.engine.tree().consistency(old, self.engine.tree().size())
    }

    /// The entry of an event.
    ///
    /// # Errors
    /// `unknown-event`; the storage's own.
    pub fn entry(&self, event: &Id) -> Result<Entry> {
        let seq = self.engine.seq_of(event).ok_or_else(|| {
            Error::new("unknown-event", format_args!("expected the id of an event of this ledger, found `{event}`"))
        })?;
        Entry::from_stored(self.storage.entry(seq)?)
    }

    /// Looks at every entry as an auditor does, beyond what opening checks: that each shell is its event's, that nothing is erased
    /// without a record of it, and that what was erased is gone. Returns what was erased, by whom and why.
    ///
    /// # Errors
    /// `entry-altered`, `ledger-broken`, `ledger-truncated`, `erasure-unrecorded`, `erasure-incomplete`, with the first bad position.
    pub fn audit(&self) -> Result<Vec<Erased>> {
        loop {
            let (head, audited) = self.audit_once();
            let raced = audited.as_ref().is_err_and(|error| error.code().starts_with("erasure-"));
            // Erased while it was read: looked at again.
            if !raced || self.storage.head()? == head? {
                return audited;
            }
        }
    }

    fn audit_once(&self) -> (Result<Option<Head>>, Result<Vec<Erased>>) {
        let head = self.storage.head();
        let mut gone = Vec::new();
        let mut erasures: BTreeMap<Id, Record> = BTreeMap::new();
        let walked = walk(&self.storage, &mut Tree::new(), &mut |stored| {
            let entry = Entry::of_checked(stored)?;
            entry.check_parts()?;
            if let EventBody::EventErased { event } = &entry.record().event.body {
                erasures.entry(event.clone()).or_insert_with(|| entry.record().clone());
            }
            if entry.is_erased() {
                gone.push((entry.record().seq, entry.id().clone()));
            }
            Ok(())
        });
        (head, walked.and_then(|_| self.compare_erasures(gone, &erasures)))
    }

    /// What is gone has a record of its erasure, and what was erased is gone.
    fn compare_erasures(&self, gone: Vec<(u64, Id)>, erasures: &BTreeMap<Id, Record>) -> Result<Vec<Erased>> {
        for event in erasures.keys() {
            if let Some(seq) = self.engine.seq_of(event) {
                let entry = Entry::from_stored(self.storage.entry(seq)?)?;
                if entry.erased() != entry {
                    return Err(Error::new(
                        "erasure-incomplete",
                        "expected the payload of an erased event to be gone, found it; was the file restored from an older backup?",
                    )
                    .at_position(seq));
                }
            }
        }
        gone.into_iter()
            .map(|(seq, event)| {
                let record = erasures.get(&event).ok_or_else(|| unrecorded(seq))?;
                let Event { by, at, reason, .. } = record.event.clone();
                Ok(Erased { seq, event, erased_by: record.seq, by, at, reason })
            })
            .collect()
    }

    /// Writes entries that the engine has taken already; what an `event-erased` among them names loses its payload with the same write.
    fn keep(&mut self, entries: Result<Vec<Entry>>) -> Result<()> {
        let kept = entries.and_then(|entries| self.write(entries));
        if kept.is_err() {
            self.reload();
        }
        kept
    }

    fn write(&mut self, mut entries: Vec<Entry>) -> Result<()> {
        if entries.is_empty() {
            return Ok(());
        }
        let first = self.engine.tree().size();
        let mut earlier = Vec::new();
        for entry in &mut entries {
            if let EventBody::EventErased { event } = &entry.record().event.body
                && let Some(seq) = self.engine.seq_of(event).filter(|seq| *seq < first)
            {
                earlier.push(Entry::from_stored(self.storage.entry(seq)?)?.erased());
            }
            if self.engine.erasure_of(entry.id()).is_some() {
                *entry = entry.erased();
            }
            self.engine.tree_mut().push(entry.leaf());
        }
        self.storage.commit(&Change { catalogues: &[], entries: &entries, erased: &earlier, head: self.head() })
    }

    /// Reads everything from the storage again, after it failed to write what the engine has taken already. While it can't be read
    /// either, the engine is empty and every question an error; [`Ledger::follow`] tries again.
    fn reload(&mut self) {
        self.engine = self.engine.emptied();
        let _ = self.follow();
    }
}
