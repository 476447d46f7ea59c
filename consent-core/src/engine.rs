//! The façade: catalogues, the ledger in memory, the persons' states; record and ask.

use core::fmt;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::catalogue::compile::Compiled;
use crate::catalogue::extent::Symbols;
use crate::catalogue::world::World;
use crate::catalogue::{Catalogue, Finding, Severity, check, check_return, check_succession};
use crate::columns::Columns;
use crate::decide::judge::Case;
use crate::decide::window::{ConsentScope, Window};
use crate::decide::{Answer, Outcome, Position, Prepared, ProposedUse, UseTemplate};
use crate::error::{Error, Result};
use crate::id::{Digest, Id, SubjectId};
use crate::ledger::{ActorRole, Event, EventBody, EventType, Record};
use crate::names::{Keyed, index};
use crate::remedy::Remedies;
use crate::state::door::{Admission, Door};
use crate::state::{State, derive};
use crate::time::Instant;
use crate::view::Survey;

/// What became of an event at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recorded {
    /// Its position in the ledger.
    pub seq: u64,
    /// A negative act whose actor's entitlement is not recorded; it takes effect all the same.
    pub actor_unverified: bool,
    /// The same event was there before; nothing changed.
    pub already_known: bool,
}

/// Holds catalogues and what happened, and answers whether uses are covered.
///
/// No clock, no I/O, no globals: an answer is a function of the catalogues, the events up to a position, the question and its
/// instant. A new engine needs a catalogue and, as its first event, a `catalogue-published`.
///
/// Deciding takes `&self` and may run in any number of threads; recording takes `&mut self`.
pub struct Engine {
    symbols: Symbols,
    /// The number of each scope of completed consents.
    scopes: HashMap<ConsentScope, u32, Keyed>,
    scope_list: Vec<ConsentScope>,
    /// The plain part of every state, for scans and the plain answer.
    columns: Columns,
    held: BTreeMap<u32, Arc<Compiled>>,
    records: Vec<Record>,
    events: HashMap<Id, u64, Keyed>,
    /// The ids that an erasure named, also of events that come later in another ledger's order.
    erased: BTreeSet<Id>,
    publications: Vec<(u32, Instant)>,
    /// For each publication the world from that position on.
    worlds: Vec<(u64, Arc<World>)>,
    subjects: HashMap<SubjectId, u32, Keyed>,
    slots: Vec<Slot>,
    /// The subject key of each slot.
    keys: Vec<SubjectId>,
    /// The survey of the latest world that was asked for.
    survey: Mutex<Option<Arc<Survey>>>,
}

/// One subject key.
#[derive(Debug, Default)]
struct Slot {
    /// The positions of its events.
    seqs: Vec<u64>,
    /// The keys that were said to be the same person, from which position on.
    merges: Vec<(u32, u64)>,
    /// What is known now, about all keys of the person together.
    state: Arc<State>,
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // No personal data in debug output.
        f.debug_struct("Engine")
            .field("catalogues", &self.held.keys().collect::<Vec<_>>())
            .field("records", &self.records.len())
            .field("subjects", &self.slots.len())
            .finish()
    }
}

impl Engine {
    /// An engine without catalogues and events, whose hash key comes from the platform's randomness.
    #[must_use]
    pub fn new() -> Self {
        Self::keyed(Keyed::from_platform())
    }

    /// An engine whose hash key the host gives, for platforms without randomness (WebAssembly). The key guards against flooding;
    /// it never shows in an answer.
    #[must_use]
    pub fn with_hash_key(key: [u64; 2]) -> Self {
        Self::keyed(Keyed::with_key(key))
    }

    fn keyed(keyed: Keyed) -> Self {
        Self {
            symbols: Symbols::new(keyed),
            scopes: HashMap::with_hasher(keyed),
            scope_list: Vec::new(),
            columns: Columns::default(),
            held: BTreeMap::new(),
            records: Vec::new(),
            events: HashMap::with_hasher(keyed),
            erased: BTreeSet::new(),
            publications: Vec::new(),
            worlds: Vec::new(),
            subjects: HashMap::with_hasher(keyed),
            slots: Vec::new(),
            keys: Vec::new(),
            survey: Mutex::new(None),
        }
    }

    // --- catalogues ------------------------------------------------------------------------------------------------------

    /// Holds a version of the catalogue, so that a `catalogue-published` can name it. Returns the warnings of its check.
    ///
    /// # Errors
    /// `catalogue-refused`, with the findings, when the check finds errors in it or between it and its neighbours;
    /// `catalogue-other` for another catalogue's id; `catalogue-version-conflict` when other content has this version.
    pub fn add_catalogue(&mut self, catalogue: Catalogue) -> Result<Vec<Finding>> {
        if let Some(other) = self.held.values().next().filter(|held| held.source.id != catalogue.id) {
            return Err(Error::new(
                "catalogue-other",
                format_args!("expected a version of the catalogue `{}`, found `{}`", other.source.id, catalogue.id),
            )
            .at_pointer("/id"));
        }
        if let Some(held) = self.held.get(&catalogue.version) {
            if held.digest == catalogue.digest()? {
                return Ok(Vec::new());
            }
            return Err(Error::new(
                "catalogue-version-conflict",
                format_args!(
                    "expected version {} as it is held (digest {}), found other content; give what changed a new version",
                    catalogue.version, held.digest
                ),
            )
            .at_pointer("/version"));
        }
        let mut findings = check(&catalogue);
        if let Some((_, previous)) = self.held.range(..catalogue.version).next_back() {
            findings.extend(check_succession(&previous.source, &catalogue));
            let earlier = self.held.range(..previous.source.version).map(|(_, held)| &held.source);
            findings.extend(check_return(earlier, &previous.source, &catalogue));
        }
        if let Some((_, next)) = self.held.range(catalogue.version..).next() {
            findings.extend(check_succession(&catalogue, &next.source));
        }
        findings.extend(self.returned_after(&catalogue));
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        if errors > 0 {
            let first = findings.iter().find(|finding| finding.severity == Severity::Error);
            let error = Error::new(
                "catalogue-refused",
                format_args!(
                    "expected a catalogue without errors, found {errors}; the first: {}",
                    first.map_or("", |finding| finding.message.as_str())
                ),
            )
            .at_pointer(first.map_or("", |finding| finding.pointer.as_str()));
            return Err(error.with_findings(findings));
        }
        let version = catalogue.version;
        let compiled = Compiled::new(catalogue, &mut self.symbols)?;
        self.held.insert(version, Arc::new(compiled));
        Ok(findings)
    }

    /// Whatever the order in which versions are added: no later version brings back what one before it no longer has, when
    /// `catalogue` takes its place among them.
    fn returned_after(&self, catalogue: &Catalogue) -> Vec<Finding> {
        let earlier = self.held.range(..catalogue.version).map(|(_, held)| &held.source);
        let later: Vec<&Catalogue> = self.held.range(catalogue.version..).map(|(_, held)| &held.source).collect();
        let mut findings = later.first().map_or_else(Vec::new, |next| check_return(earlier, catalogue, next));
        for (previous, next) in later.iter().zip(later.iter().skip(1)) {
            findings.extend(check_return([catalogue], previous, next));
        }
        findings
    }

    /// Today's catalogue at a position: the highest version published before it; absent: now.
    ///
    /// # Errors
    /// `no-catalogue` before the first publication, `position-unknown` beyond the ledger.
    pub fn catalogue(&self, known_at: Option<u64>) -> Result<&Catalogue> {
        self.world(known_at).map(|world| &world.today.source)
    }

    pub(crate) fn world(&self, known_at: Option<u64>) -> Result<&Arc<World>> {
        let size = self.size();
        let position = known_at.unwrap_or(size);
        if position > size {
            return Err(Error::new(
                "position-unknown",
                format_args!("expected a ledger position of at most {size}, found {position}"),
            )
            .at_pointer("/known_at"));
        }
        self.worlds.iter().rev().find(|(seq, _)| *seq < position).map(|(_, world)| world).ok_or_else(|| {
            Error::new(
                "no-catalogue",
                "expected a ledger whose first event is a `catalogue-published`, found none before this position",
            )
        })
    }

    // --- the ledger ------------------------------------------------------------------------------------------------------

    /// How many events the ledger has: the position of the next one.
    #[must_use]
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
        self.refresh_after(seq);
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
        for record in records {
            self.push(record)?;
        }
        self.refresh_all();
        Ok(())
    }

    fn seen(&self, event: &Event, seq: u64) -> Result<Recorded> {
        let known = usize::try_from(seq).ok().and_then(|at| self.records.get(at));
        match known {
            // Of an erased event only the shell can be compared; sending it again does not bring it back.
            Some(record) if record.event == *event || record.event == event.shell() => {
                Ok(Recorded { seq, actor_unverified: record.actor_unverified, already_known: true })
            }
            _ => Err(taken(&event.id)),
        }
    }

    fn held(&self, version: u32, digest: Digest) -> Result<&Arc<Compiled>> {
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
                let slot = event.subject.as_ref().and_then(|subject| self.subjects.get(subject.as_str())).copied();
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
                let class = self.subjects.get(ours.as_str()).map(|slot| self.person(*slot, u64::MAX)).unwrap_or_default();
                self.subjects.get(theirs.as_str()).is_some_and(|slot| class.contains(slot))
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
        if matches!(record.event.kind(), EventType::EventErased | EventType::CataloguePublished) {
            return Err(Error::new(
                "event-not-erasable",
                "expected an event with a payload, found the record of an erasure, which has to stay",
            )
            .at_pointer("/event"));
        }
        Ok(Admission::default())
    }

    /// Puts an accepted record in its place; states are refreshed by the caller.
    fn push(&mut self, mut record: Record) -> Result<()> {
        if self.erased.contains(&record.event.id) {
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
                    let merged = match body {
                        EventBody::SubjectsMerged { merged } => Some(merged.clone()),
                        EventBody::Erased(shell) => shell.merged.clone(),
                        _ => None,
                    };
                    let erased = if let EventBody::EventErased { event } = body { Some(event.clone()) } else { None };
                    let slot = self.slot(&subject);
                    if let Some(slot) = self.slots.get_mut(index(slot)) {
                        slot.seqs.push(seq);
                    }
                    if let Some(merged) = merged {
                        let other = self.slot(&merged);
                        for (a, b) in [(slot, other), (other, slot)] {
                            if let Some(slot) = self.slots.get_mut(index(a)) {
                                slot.merges.push((b, seq));
                            }
                        }
                    }
                    if let Some(target) = erased {
                        self.erase(&target);
                    }
                }
            }
        }
        self.records.push(record);
        Ok(())
    }

    /// Destroys the payload of an event; its shell stays. A merge stands, as undoing it could take bars away.
    fn erase(&mut self, target: &Id) {
        self.erased.insert(target.clone());
        let at = self.events.get(target.as_str()).and_then(|seq| usize::try_from(*seq).ok());
        if let Some(record) = at.and_then(|at| self.records.get_mut(at)) {
            record.event = record.event.shell();
        }
    }

    /// The published versions, each with its latest publication: a second, backdated one makes nothing older.
    fn published(&self) -> Vec<(Arc<Compiled>, Instant)> {
        let mut latest: BTreeMap<u32, Instant> = BTreeMap::new();
        for (version, at) in &self.publications {
            latest.entry(*version).and_modify(|known| *known = (*known).max(*at)).or_insert(*at);
        }
        latest
            .into_iter()
            .filter_map(|(version, at)| self.held.get(&version).map(|compiled| (Arc::clone(compiled), at)))
            .collect()
    }

    // --- persons -----------------------------------------------------------------------------------------------------------

    fn slot(&mut self, subject: &SubjectId) -> u32 {
        if let Some(&slot) = self.subjects.get(subject.as_str()) {
            return slot;
        }
        let slot = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        self.slots.push(Slot::default());
        self.keys.push(subject.clone());
        self.subjects.insert(subject.clone(), slot);
        slot
    }

    /// All keys of the person that `slot` belongs to, by the merges before `position`.
    fn person(&self, slot: u32, position: u64) -> Vec<u32> {
        let mut found = vec![slot];
        let mut next = 0_usize;
        while let Some(&here) = found.get(next) {
            next = next.saturating_add(1);
            for (other, seq) in self.slots.get(index(here)).map_or(&[][..], |slot| &slot.merges) {
                if *seq < position && !found.contains(other) {
                    found.push(*other);
                }
            }
        }
        found
    }

    fn records_of(&self, person: &[u32], position: u64) -> Vec<&Record> {
        person
            .iter()
            .filter_map(|slot| self.slots.get(index(*slot)))
            .flat_map(|slot| &slot.seqs)
            .filter(|seq| **seq < position)
            .filter_map(|seq| usize::try_from(*seq).ok().and_then(|at| self.records.get(at)))
            .collect()
    }

    fn derive(&self, person: &[u32], position: u64, world: &World) -> State {
        derive(&self.records_of(person, position), world, &self.symbols)
    }

    /// The dense numbers.
    pub(crate) fn symbols(&self) -> &Symbols {
        &self.symbols
    }

    /// How many scopes are known.
    pub(crate) fn scopes(&self) -> usize {
        self.scope_list.len()
    }

    /// Every subject key, by dense number.
    pub(crate) fn keys(&self) -> &[SubjectId] {
        &self.keys
    }

    /// The named uses of the world at a position; that of the world asked for last is kept.
    pub(crate) fn survey(&self, known_at: Option<u64>) -> Result<Arc<Survey>> {
        let world = self.world(known_at)?;
        let mut kept = self.survey.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(survey) = kept.as_ref().filter(|survey| Arc::ptr_eq(&survey.world, world)) {
            return Ok(Arc::clone(survey));
        }
        let survey = Arc::new(Survey::new(world, &self.symbols, self.scope_list.len())?);
        *kept = Some(Arc::clone(&survey));
        Ok(survey)
    }

    /// The plain answer for a subject key by its dense number: from the columns where they suffice, else from the whole state.
    pub(crate) fn outcome(&self, number: u32, prepared: &Prepared, window: &Window, at: Instant) -> Outcome {
        let known_at = prepared.template().known_at;
        if known_at.is_none() && window.is_plain() {
            let plain = self.columns.plain(number);
            let quick = plain.and_then(|consents| window.plain_outcome(prepared, consents, &self.scope_list, at));
            if let Some(outcome) = quick {
                return outcome;
            }
        }
        self.scan(number, known_at, &prepared.world, |state| Case::within(prepared, window, state, at).outcome())
    }

    /// Reads the state of a subject key by its dense number.
    pub(crate) fn scan<T>(&self, number: u32, known_at: Option<u64>, world: &World, read: impl FnOnce(&State) -> T) -> T {
        match (self.slots.get(index(number)), known_at) {
            (Some(slot), None) => read(&slot.state),
            (Some(_), Some(position)) => read(&self.derive(&self.person(number, position), position, world)),
            (None, _) => read(&State::default()),
        }
    }

    /// The events about a person that are known at a position.
    pub(crate) fn known_of(&self, subject: &SubjectId, known_at: Option<u64>) -> Vec<&Record> {
        let position = known_at.unwrap_or(u64::MAX);
        let slot = self.subjects.get(subject.as_str());
        slot.map_or_else(Vec::new, |slot| self.records_of(&self.person(*slot, position), position))
    }

    /// Derives the state of a person anew and hands it to all their keys.
    fn refresh(&mut self, slot: u32) {
        let person = self.person(slot, u64::MAX);
        let Some(world) = self.worlds.last().map(|(_, world)| Arc::clone(world)) else { return };
        let mut state = self.derive(&person, u64::MAX, &world);
        for consent in &mut state.consents {
            if let (Some(notice), Some(done)) = (&consent.notice, &mut consent.completion) {
                let scope = ConsentScope { notice: notice.clone(), form: done.form, extent: done.extent.clone() };
                done.scope = Some(match self.scopes.get(&scope) {
                    Some(number) => *number,
                    None => {
                        let number = u32::try_from(self.scope_list.len()).unwrap_or(u32::MAX);
                        self.scope_list.push(scope.clone());
                        self.scopes.insert(scope, number);
                        number
                    }
                });
            }
        }
        for slot in &person {
            self.columns.set(*slot, &state, &world.today);
        }
        let state = Arc::new(state);
        for slot in person {
            if let Some(slot) = self.slots.get_mut(index(slot)) {
                slot.state = Arc::clone(&state);
            }
        }
    }

    fn refresh_after(&mut self, seq: u64) {
        let record = usize::try_from(seq).ok().and_then(|at| self.records.get(at));
        match record.and_then(|record| record.event.subject.as_ref()).and_then(|subject| self.subjects.get(subject.as_str())) {
            Some(&slot) => self.refresh(slot),
            // A publication changes how everything is read.
            None => self.refresh_all(),
        }
    }

    fn refresh_all(&mut self) {
        let mut done = vec![false; self.slots.len()];
        for slot in 0..u32::try_from(self.slots.len()).unwrap_or(u32::MAX) {
            if done.get(index(slot)) == Some(&false) {
                for same in self.person(slot, u64::MAX) {
                    if let Some(mark) = done.get_mut(index(same)) {
                        *mark = true;
                    }
                }
                self.refresh(slot);
            }
        }
    }

    /// Reads the state of a person at a position.
    pub(crate) fn with_state<T>(
        &self,
        subject: &SubjectId,
        known_at: Option<u64>,
        world: &World,
        read: impl FnOnce(&State) -> T,
    ) -> T {
        let slot = self.subjects.get(subject.as_str()).copied();
        match (slot, known_at) {
            (None, _) => read(&State::default()),
            (Some(slot), None) => match self.slots.get(index(slot)) {
                Some(slot) => read(&slot.state),
                None => read(&State::default()),
            },
            (Some(slot), Some(position)) => read(&self.derive(&self.person(slot, position), position, world)),
        }
    }

    // --- questions -----------------------------------------------------------------------------------------------------------

    /// Makes a question ready, to be asked about many persons and instants with [`Engine::ask`].
    ///
    /// # Errors
    /// `unknown-…` for an id or a term that today's catalogue does not have, `list-empty`, `use-empty`, `use-too-large`,
    /// `no-catalogue`, `position-unknown`.
    pub fn prepare(&self, template: &UseTemplate) -> Result<Prepared> {
        let world = Arc::clone(self.world(template.known_at)?);
        Prepared::new(template, world, &self.symbols, self.scope_list.len())
    }

    /// The plain answer to a prepared question about one person at one instant.
    ///
    /// # Errors
    /// Those of [`Engine::prepare`], when a catalogue has been published since.
    pub fn ask(&self, prepared: &Prepared, subject: &SubjectId, at: Instant) -> Result<Outcome> {
        let world = self.world(prepared.template().known_at)?;
        if !Arc::ptr_eq(world, &prepared.world) {
            return self.ask(&self.prepare(prepared.template())?, subject, at);
        }
        match self.subjects.get(subject.as_str()) {
            Some(number) => Ok(self.outcome(*number, prepared, prepared.window(at), at)),
            None => Ok(Case::new(prepared, &State::default(), at).outcome()),
        }
    }

    /// The full answer, without `holds_until`.
    ///
    /// # Errors
    /// As [`Engine::prepare`]. An error is never an answer: the use is not covered.
    pub fn decide(&self, question: &ProposedUse) -> Result<Answer> {
        self.answer(question, false)
    }

    /// The full answer, with the instant until which it holds.
    ///
    /// # Errors
    /// As [`Engine::prepare`].
    pub fn decide_with_horizon(&self, question: &ProposedUse) -> Result<Answer> {
        self.answer(question, true)
    }

    /// What would cover a use: the smallest sets of acts, each proven by deciding again on a copy (semantics §6 *Remedies*).
    ///
    /// # Errors
    /// As [`Engine::prepare`]; `remedy-too-complex` when more than 20,000 combinations of acts would have to be tried, as happens
    /// when many items can each be covered in several ways of their own: never a list that is cut. Ask about fewer items then.
    pub fn remedies(&self, question: &ProposedUse) -> Result<Remedies> {
        let answer = self.decide(question)?;
        let prepared = self.prepare(&question.template())?;
        let records = self.known_of(&question.subject, question.known_at);
        let state = derive(&records, &prepared.world, &self.symbols);
        crate::remedy::remedies(self, &prepared, &answer, &records, &state)
    }

    fn answer(&self, question: &ProposedUse, horizon: bool) -> Result<Answer> {
        let prepared = self.prepare(&question.template())?;
        let position = Position {
            size: question.known_at.unwrap_or_else(|| self.size()),
            catalogue: prepared.world.today.source.id.clone(),
            version: prepared.world.today.source.version,
        };
        Ok(self.with_state(&question.subject, question.known_at, &prepared.world, |state| {
            let mut answer = Case::new(&prepared, state, question.at).answer(&question.subject, position);
            if horizon {
                answer.holds_until = prepared.holds_until(state, question.at);
            }
            answer
        }))
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
