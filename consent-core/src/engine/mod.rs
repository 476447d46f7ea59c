//! The façade: catalogues, the ledger in memory, the persons' states; record and ask.

mod draft;
mod events;
mod ledger;
mod persons;
mod receipts;
mod shared;

use core::fmt;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use crate::catalogue::compile::Compiled;
use crate::catalogue::extent::Symbols;
use crate::catalogue::world::World;
use crate::catalogue::{Catalogue, Finding, Severity, check, check_return, check_succession};
use crate::decide::judge::Case;
use crate::decide::plain::{Picked, PlainCase};
use crate::decide::{Answer, Outcome, Position, Prepared, ProposedUse, UseTemplate};
use crate::error::{Error, Result};
use crate::id::{Id, SubjectId};
use crate::index::{Common, Roll};
use crate::ledger::{Record, Tree};
use crate::names::Keyed;
use crate::remedy::Remedies;
use crate::state::{State, derive};
use crate::time::Instant;
use crate::view::Survey;

pub use ledger::{Erased, Erasure, Ledger};
pub use shared::{Kept, Reading, Shared};

/// What became of an event at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// What the plain parts of the states share.
    common: Common,
    /// The subject keys by dense number, each with the plain part of the person's state: for the plain answer and for scans.
    roll: Roll,
    held: BTreeMap<u32, Arc<Compiled>>,
    records: Vec<Record>,
    events: HashMap<Id, u64, Keyed>,
    /// The ids that an erasure named, also of events that come later in another ledger's order, and the position of the erasure.
    erased: BTreeMap<Id, u64>,
    /// The leaves of the records, where they are kept in a ledger.
    tree: Tree,
    publications: Vec<(u32, Instant)>,
    /// For each publication the world from that position on.
    worlds: Vec<(u64, Arc<World>)>,
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

    /// An engine with the same hash key and nothing in it.
    pub(crate) fn emptied(&self) -> Self {
        Self::keyed(*self.events.hasher())
    }

    /// An engine that knows the first `position` events and no more, for every question as it would have been answered then. What was
    /// erased since stays erased.
    ///
    /// # Errors
    /// `position-unknown` beyond the ledger.
    pub fn as_known_at(&self, position: u64) -> Result<Self> {
        let known = usize::try_from(position).ok().and_then(|position| self.records.get(..position));
        let Some(known) = known else { return Err(self.position_unknown(position)) };
        let mut then = Self { symbols: self.symbols.clone(), held: self.held.clone(), tree: self.tree.clone(), ..self.emptied() };
        then.tree.truncate(position);
        then.restore(known.to_vec())?;
        Ok(then)
    }

    fn keyed(keyed: Keyed) -> Self {
        Self {
            symbols: Symbols::new(keyed),
            common: Common::new(keyed),
            roll: Roll::new(keyed),
            held: BTreeMap::new(),
            records: Vec::new(),
            events: HashMap::with_hasher(keyed),
            erased: BTreeMap::new(),
            tree: Tree::new(),
            publications: Vec::new(),
            worlds: Vec::new(),
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

    #[inline]
    pub(crate) fn world(&self, known_at: Option<u64>) -> Result<&Arc<World>> {
        if let (None, Some((_, world))) = (known_at, self.worlds.last()) {
            return Ok(world);
        }
        let size = self.size();
        let position = known_at.unwrap_or(size);
        if position > size {
            return Err(self.position_unknown(position));
        }
        self.worlds.iter().rev().find(|(seq, _)| *seq < position).map(|(_, world)| world).ok_or_else(|| {
            Error::new(
                "no-catalogue",
                "expected a ledger whose first event is a `catalogue-published`, found none before this position",
            )
        })
    }
    fn position_unknown(&self, position: u64) -> Error {
        let size = self.size();
        Error::new("position-unknown", format_args!("expected a ledger position of at most {size}, found {position}"))
            .at_pointer("/known_at")
    }

    // --- questions -----------------------------------------------------------------------------------------------------------

    /// Makes a question ready, to be asked about many persons and instants with [`Engine::ask`].
    ///
    /// # Errors
    /// `unknown-…` for an id or a term that today's catalogue does not have, `list-empty`, `use-empty`, `use-too-large`,
    /// `no-catalogue`, `position-unknown`.
    pub fn prepare(&self, template: &UseTemplate) -> Result<Prepared> {
        let world = Arc::clone(self.world(template.known_at)?);
        Prepared::new(template, world, &self.symbols, self.common.room())
    }

    /// The plain answer to a prepared question about one person at one instant.
    ///
    /// # Errors
    /// Those of [`Engine::prepare`], when a catalogue has been published since.
    pub fn ask(&self, prepared: &Prepared, subject: &SubjectId, at: Instant) -> Result<Outcome> {
        let anew = self.current(prepared)?;
        let case = self.plain_case(anew.as_deref().unwrap_or(prepared), at);
        let person = self.block_of(subject.as_str().as_bytes()).map(|block| case.pick(block));
        Ok(self.outcome(person, &case))
    }

    /// As [`Engine::ask`], about many persons and instants: their memory is fetched side by side. Gives the answers one by one, in the
    /// order of the questions; a malformed subject key is an error of its own, and the others are answered.
    ///
    /// # Errors
    /// As [`Engine::ask`]; of one key, given as its answer: `subject-…` as [`SubjectId::new`].
    pub fn ask_all<'k>(
        &self,
        prepared: &Prepared,
        asked: impl IntoIterator<Item = (&'k str, Instant)>,
        answer: impl FnMut(Result<Outcome>),
    ) -> Result<()> {
        let anew = self.current(prepared)?;
        let prepared = anew.as_deref().unwrap_or(prepared);
        let asked = asked.into_iter().map(|(key, at)| (key.as_bytes(), at));
        self.about_all(prepared, asked, |person, case| self.outcome(person, case), answer);
        Ok(())
    }

    /// The question prepared anew, when a catalogue has been published since.
    #[inline]
    pub(crate) fn current(&self, prepared: &Prepared) -> Result<Option<Box<Prepared>>> {
        let world = self.world(prepared.template().known_at)?;
        if Arc::ptr_eq(world, &prepared.world) { Ok(None) } else { self.anew(prepared) }
    }

    #[cold]
    fn anew(&self, prepared: &Prepared) -> Result<Option<Box<Prepared>>> {
        self.prepare(prepared.template()).map(Box::new).map(Some)
    }

    /// The plain answer about a person, or about one without events.
    #[inline]
    fn outcome(&self, person: Option<Picked<'_>>, case: &PlainCase<'_>) -> Outcome {
        person.map_or_else(|| case.nobody(), |person| self.outcome_of(&person, case))
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

    /// What answers rest on now: the size of the ledger, its root where it is kept, today's catalogue.
    ///
    /// # Errors
    /// `no-catalogue` before the first publication.
    pub fn position(&self) -> Result<Position> {
        Ok(self.position_at(None, self.world(None)?))
    }

    /// What an answer rests on.
    pub(crate) fn position_at(&self, known_at: Option<u64>, world: &World) -> Position {
        let size = known_at.unwrap_or_else(|| self.size());
        let today = &world.today.source;
        Position { size, root: self.root_at(size), catalogue: today.id.clone(), version: today.version }
    }

    fn answer(&self, question: &ProposedUse, horizon: bool) -> Result<Answer> {
        let prepared = self.prepare(&question.template())?;
        Ok(self.answer_prepared(&prepared, &question.subject, question.at, horizon))
    }

    /// The full answer to a prepared question, without `holds_until`: what [`Engine::decide`] says, for many persons.
    ///
    /// # Errors
    /// Those of [`Engine::prepare`], when a catalogue has been published since.
    pub fn answer_about(&self, prepared: &Prepared, subject: &SubjectId, at: Instant) -> Result<Answer> {
        let anew = self.current(prepared)?;
        Ok(self.answer_prepared(anew.as_deref().unwrap_or(prepared), subject, at, false))
    }

    fn answer_prepared(&self, prepared: &Prepared, subject: &SubjectId, at: Instant, horizon: bool) -> Answer {
        let known_at = prepared.template().known_at;
        let position = self.position_at(known_at, &prepared.world);
        self.with_state(subject, known_at, &prepared.world, |state| {
            let mut answer = Case::new(prepared, state, at).answer(subject, position);
            if horizon {
                answer.holds_until = prepared.holds_until(state, at);
            }
            answer
        })
    }
}
