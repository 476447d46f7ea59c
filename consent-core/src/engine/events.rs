//! Events: through the door, or as they were accepted before; and what an erasure destroys.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Engine, Recorded};
use crate::catalogue::compile::Compiled;
use crate::catalogue::world::World;
use crate::error::{Error, Result};
use crate::id::{Digest, Id};
use crate::ledger::{ActorRole, Event, EventBody, Record, Tree};
use crate::names::index;
use crate::state::State;
use crate::state::door::{Admission, Door};
use crate::time::Instant;

impl Engine {
    /// How many events the ledger has: the position of the next one.
    #[must_use]
    #[inline]
    pub fn size(&self) -> u64 {
        u64::try_from(self.records.len()).unwrap_or(u64::MAX)
    }

    /// The accepted events in the order of the ledger; of an erased one only its shell.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Asks the door to let an event in, and applies it.
    ///
    /// # Errors
    /// The door's reasons (semantics §4); then nothing has changed.
    pub fn record(&mut self, event: Event, recorded_at: Instant) -> Result<Recorded> {
        if let Some(&seq) = self.events.get(event.id.as_str()) {
            return self.seen(&event, seq);
        }
        event.check()?;
        let admission = self.admit(&event)?;
        let seq = self.size();
        self.push(Record { seq, recorded_at, actor_unverified: admission.actor_unverified, event })?;
        self.refresh_from(seq);
        Ok(Recorded { seq, actor_unverified: admission.actor_unverified, already_known: false })
    }

    /// Takes records that were accepted elsewhere, in their order, which continues this ledger's: the door is not asked again.
    ///
    /// # Errors
    /// `record-position` when the positions don't continue, `event-id-taken`, `unknown-catalogue-version`, `catalogue-digest-mismatch`;
    /// then nothing has changed.
    pub fn restore(&mut self, records: Vec<Record>) -> Result<()> {
        let mut expected = self.size();
        let mut ids: BTreeSet<&Id> = BTreeSet::new();
        for record in &records {
            if record.seq != expected {
                return Err(Error::new(
                    "record-position",
                    format_args!("expected the record at position {expected}, found {}; a ledger has no gaps", record.seq),
                ));
            }
            expected = expected.saturating_add(1);
            let event = &record.event;
            event.check()?;
            if self.events.contains_key(event.id.as_str()) || !ids.insert(&event.id) {
                return Err(taken(&event.id));
            }
            match &event.body {
                EventBody::CataloguePublished { version, sha256 } => self.held(*version, *sha256).map(|_| ())?,
                _ if record.seq == 0 => return Err(first_is_publication()),
                _ => {}
            }
        }
        let first = self.size();
        for record in records {
            self.push(record)?;
        }
        self.refresh_from(first);
        Ok(())
    }

    pub(super) fn seen(&self, event: &Event, seq: u64) -> Result<Recorded> {
        let known = usize::try_from(seq).ok().and_then(|at| self.records.get(at));
        known.map_or_else(|| Err(taken(&event.id)), |record| Self::same(record, event))
    }

    /// The answer to an event whose id a record has.
    pub(super) fn same(record: &Record, event: &Event) -> Result<Recorded> {
        // Of an erased event only the shell can be compared; sending it again does not bring it back.
        if record.event == *event || record.event == event.shell() {
            return Ok(Recorded { seq: record.seq, actor_unverified: record.actor_unverified, already_known: true });
        }
        Err(taken(&event.id))
    }

    pub(super) fn held(&self, version: u32, digest: Digest) -> Result<&Arc<Compiled>> {
        let Some(compiled) = self.held.get(&version) else {
            let versions = self.held.keys().map(u32::to_string).collect::<Vec<_>>().join(", ");
            return Err(Error::new(
                "unknown-catalogue-version",
                format_args!("expected a catalogue version that the engine holds ({versions}), found {version}; add it first"),
            )
            .at_pointer("/version"));
        };
        if compiled.digest != digest {
            return Err(Error::new(
                "catalogue-digest-mismatch",
                format_args!("expected the digest {} of version {version}, found {digest}", compiled.digest),
            )
            .at_pointer("/sha256"));
        }
        Ok(compiled)
    }

    /// Whether the door would let a new event in.
    pub(crate) fn admit_new(&self, event: &Event) -> Result<Admission> {
        if self.events.contains_key(event.id.as_str()) {
            return Err(taken(&event.id));
        }
        self.admit(event)
    }

    pub(crate) fn admit(&self, event: &Event) -> Result<Admission> {
        match &event.body {
            EventBody::CataloguePublished { version, sha256 } => {
                self.held(*version, *sha256)?;
                let today = self.worlds.last().map_or(0, |(_, world)| world.today.source.version);
                if *version < today {
                    return Err(Error::new(
                        "catalogue-version-not-newer",
                        format_args!("expected version {today} or a higher one, found {version}; a version only grows"),
                    )
                    .at_pointer("/version"));
                }
                if self.publications.iter().any(|(published, _)| published == version) {
                    return Err(Error::new(
                        "catalogue-already-published",
                        format_args!("expected a version that is not yet published, found {version}; publish the next one"),
                    )
                    .at_pointer("/version"));
                }
                Ok(Admission::default())
            }
            _ if self.records.is_empty() => Err(first_is_publication()),
            EventBody::Erased(_) => Err(Error::new(
                "event-is-shell",
                "expected an event with its payload, found the shell of an erased one; records are restored, not recorded anew",
            )),
            EventBody::EventErased { event: target } => self.admit_erasure(event, target),
            body => {
                let slot = event.subject.as_ref().and_then(|subject| self.slot_of(subject));
                if let EventBody::SubjectsMerged { merged } = body
                    && Some(merged) == event.subject.as_ref()
                {
                    return Err(Error::new("merge-with-itself", "expected another subject key in `merged`, found the same")
                        .at_pointer("/merged"));
                }
                let nobody = State::default();
                let state = slot.and_then(|slot| self.slots.get(index(slot))).map_or(&nobody, |slot| &slot.state);
                Door { state, world: self.world(None)?, symbols: &self.symbols }.admit(event)
            }
        }
    }

    fn admit_erasure(&self, event: &Event, target: &Id) -> Result<Admission> {
        let found =
            self.events.get(target.as_str()).and_then(|seq| usize::try_from(*seq).ok()).and_then(|at| self.records.get(at));
        let same = |record: &&Record| match (&record.event.subject, &event.subject) {
            (Some(theirs), Some(ours)) => {
                let class = self.slot_of(ours).map(|slot| self.person(slot, u64::MAX)).unwrap_or_default();
                self.slot_of(theirs).is_some_and(|slot| class.contains(&slot))
            }
            _ => false,
        };
        let Some(record) = found.filter(same) else {
            return Err(Error::new("unknown-event", format_args!("expected an event of this person, found `{target}`"))
                .at_pointer("/event"));
        };
        if event.by.role.represents() || event.by.role == ActorRole::Person {
            return Err(Error::new(
                "actor-not-entitled",
                format_args!(
                    "expected a controller, an operator or an authority, who erases on the person's request, found `{}`",
                    event.by.role
                ),
            )
            .at_pointer("/by"));
        }
        if !record.event.kind().is_erasable() {
            return Err(Error::new(
                "event-not-erasable",
                "expected an event with a payload, found the record of an erasure, which has to stay",
            )
            .at_pointer("/event"));
        }
        Ok(Admission::default())
    }

    /// Puts an accepted record in its place; states are refreshed by the caller.
    pub(super) fn push(&mut self, mut record: Record) -> Result<()> {
        if self.erased.contains_key(&record.event.id) {
            record.event = record.event.shell();
        }
        let (seq, event) = (record.seq, &record.event);
        self.events.insert(event.id.clone(), seq);
        self.symbols.intern_event(&event.body);
        match &event.body {
            EventBody::CataloguePublished { version, sha256 } => {
                self.held(*version, *sha256)?;
                self.publications.push((*version, event.at));
                let published = self.published();
                if let Some(world) = World::new(published) {
                    self.worlds.push((seq, Arc::new(world)));
                }
            }
            body => {
                if let Some(subject) = event.subject.clone() {
                    let merged = body.merged().cloned();
                    let erased = if let EventBody::EventErased { event } = body { Some(event.clone()) } else { None };
                    let slot = self.slot(&subject)?;
                    if let Some(slot) = self.slots.get_mut(index(slot)) {
                        slot.seqs.push(seq);
                    }
                    if let Some(merged) = merged {
                        let other = self.slot(&merged)?;
                        for (a, b) in [(slot, other), (other, slot)] {
                            if let Some(slot) = self.slots.get_mut(index(a)) {
                                slot.merges.push((b, seq));
                            }
                        }
                    }
                    if let Some(target) = erased {
                        self.erase(&target, seq);
                    }
                }
            }
        }
        self.records.push(record);
        Ok(())
    }

    /// Destroys the payload of an event; its shell stays. A merge stands, as undoing it could take bars away.
    fn erase(&mut self, target: &Id, by: u64) {
        self.erased.entry(target.clone()).or_insert(by);
        let at = self.events.get(target.as_str()).and_then(|seq| usize::try_from(*seq).ok());
        if let Some(record) = at.and_then(|at| self.records.get_mut(at)) {
            record.event = record.event.shell();
        }
    }

    /// The position of an event.
    pub(crate) fn seq_of(&self, event: &Id) -> Option<u64> {
        self.events.get(event.as_str()).copied()
    }

    /// The record of the erasure of an event.
    pub(crate) fn erasure_of(&self, event: &Id) -> Option<&Record> {
        let seq = *self.erased.get(event)?;
        usize::try_from(seq).ok().and_then(|at| self.records.get(at))
    }

    /// The first position from `from` on whose payload is gone although nothing says that it was erased.
    pub(crate) fn unrecorded_erasure(&self, from: u64) -> Option<u64> {
        let new = self.records.iter().skip(usize::try_from(from).unwrap_or(usize::MAX));
        let mut gone = new.filter(|record| matches!(record.event.body, EventBody::Erased(_)));
        gone.find(|record| !self.erased.contains_key(&record.event.id)).map(|record| record.seq)
    }

    /// The tree over the records, as far as they are kept in a ledger.
    pub(crate) fn tree(&self) -> &Tree {
        &self.tree
    }

    pub(crate) fn tree_mut(&mut self) -> &mut Tree {
        &mut self.tree
    }

    /// The root at a position; absent where the records are not kept in a ledger.
    pub(crate) fn root_at(&self, size: u64) -> Option<Digest> {
        self.tree.root_at(size).filter(|_| size > 0)
    }

    /// The published versions, each with its latest publication: a second, backdated one makes nothing older.
    pub(crate) fn published(&self) -> Vec<(Arc<Compiled>, Instant)> {
        let mut latest: BTreeMap<u32, Instant> = BTreeMap::new();
        for (version, at) in &self.publications {
            latest.entry(*version).and_modify(|known| *known = (*known).max(*at)).or_insert(*at);
        }
        latest
            .into_iter()
            .filter_map(|(version, at)| self.held.get(&version).map(|compiled| (Arc::clone(compiled), at)))
            .collect()
    }
}

fn taken(id: &Id) -> Error {
    Error::new(
        "event-id-taken",
        format_args!(
            "expected a new event id, found `{id}`, which another event has; the same event may be sent again, unchanged"
        ),
    )
    .at_pointer("/id")
}

fn first_is_publication() -> Error {
    Error::new("no-catalogue", "expected a `catalogue-published` as the first event of a ledger, found another type")
        .at_pointer("/type")
}
