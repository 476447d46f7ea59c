//! Persons: their subject keys, the merges of those, and their states.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError};

use super::{Engine, Slot};
use crate::catalogue::extent::Symbols;
use crate::catalogue::world::World;
use crate::decide::plain::{Missing, Picked, PlainCase};
use crate::decide::{Outcome, Prepared};
use crate::error::Result;
use crate::id::SubjectId;
use crate::ledger::{EventBody, Record};
use crate::names::index;
use crate::state::block::Block;
use crate::state::{State, derive};
use crate::time::Instant;
use crate::view::Survey;

/// How many scopes a kept survey has room for at least.
const FIRST_SCOPES: usize = 1024;

impl Engine {
    pub(super) fn slot(&mut self, subject: &SubjectId) -> Result<u32> {
        let slot = self.roll.admit(subject)?;
        if index(slot) == self.slots.len() {
            self.slots.push(Slot::default());
            self.keys.push(subject.clone());
        }
        Ok(slot)
    }

    /// The number of a key that an event names.
    pub(super) fn slot_of(&self, subject: &SubjectId) -> Option<u32> {
        self.roll.number(subject.as_str())
    }

    /// Whether an event names this key.
    pub(crate) fn has_subject(&self, subject: &SubjectId) -> bool {
        self.slot_of(subject).is_some()
    }

    /// All keys of the person that `slot` belongs to, by the merges before `position`.
    pub(super) fn person(&self, slot: u32, position: u64) -> Vec<u32> {
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

    pub(super) fn records_of(&self, person: &[u32], position: u64) -> Vec<&Record> {
        person
            .iter()
            .filter_map(|slot| self.slots.get(index(*slot)))
            .flat_map(|slot| &slot.seqs)
            .filter(|seq| **seq < position)
            .filter_map(|seq| usize::try_from(*seq).ok().and_then(|at| self.records.get(at)))
            .collect()
    }

    pub(super) fn derive(&self, person: &[u32], position: u64, world: &World) -> State {
        derive(&self.records_of(person, position), world, &self.symbols)
    }

    /// The dense numbers.
    pub(crate) fn symbols(&self) -> &Symbols {
        &self.symbols
    }

    /// How many scopes a question makes room for.
    pub(crate) fn scopes(&self) -> usize {
        self.common.room()
    }

    /// Every subject key, by dense number.
    pub(crate) fn keys(&self) -> &[SubjectId] {
        &self.keys
    }

    /// The named uses of the world at a position; those of the world asked for last are kept, with room for scopes to come.
    pub(crate) fn survey(&self, known_at: Option<u64>) -> Result<Arc<Survey>> {
        let world = self.world(known_at)?;
        let mut kept = self.survey.lock().unwrap_or_else(PoisonError::into_inner);
        let scopes = self.common.scopes.list().len();
        if let Some(survey) = kept.as_ref().filter(|survey| Arc::ptr_eq(&survey.world, world) && scopes <= survey.scopes) {
            return Ok(Arc::clone(survey));
        }
        let survey = Arc::new(Survey::new(world, &self.symbols, scopes.saturating_mul(2).max(FIRST_SCOPES))?);
        *kept = Some(Arc::clone(&survey));
        Ok(survey)
    }

    /// Every subject key's block, in the order of memory.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = Block<'_>> {
        self.roll.blocks()
    }

    /// A question about the plain parts.
    #[inline]
    pub(crate) fn plain_case<'a>(&'a self, prepared: &'a Prepared, at: Instant) -> PlainCase<'a> {
        PlainCase::new(prepared, prepared.window(at), self.common.scopes.list(), at)
    }

    /// The plain answer about a person: from the plain part where it suffices, else from the whole state.
    #[inline]
    pub(crate) fn outcome_of(&self, person: &Picked<'_>, case: &PlainCase<'_>) -> Outcome {
        let question = case.question();
        let known_at = question.template().known_at;
        let plain = if known_at.is_none() { self.plain_outcome(person, case) } else { None };
        plain.unwrap_or_else(|| self.scan(person.block.number(), known_at, &question.world, |state| case.whole(state).outcome()))
    }

    /// The plain answer about a person from the plain part and the facts, where they suffice.
    #[inline]
    pub(crate) fn plain_outcome(&self, person: &Picked<'_>, case: &PlainCase<'_>) -> Option<Outcome> {
        if !person.block.is_plain() {
            return None;
        }
        match case.outcome(person, None) {
            Ok(outcome) => Some(outcome),
            Err(Missing::Facts) => {
                let facts = self.slots.get(index(person.block.number())).map(|slot| &slot.state.facts);
                case.outcome(person, facts).ok()
            }
            Err(Missing::Scope | Missing::Bar) => None,
        }
    }

    /// The block of a subject key.
    #[inline]
    pub(crate) fn block_of(&self, subject: &[u8]) -> Option<Block<'_>> {
        self.roll.find(subject)
    }

    /// Answers about many subject keys, several at a time.
    #[inline]
    pub(crate) fn about_all<'k, 'c, T>(
        &'c self,
        prepared: &'c Prepared,
        asked: impl IntoIterator<Item = (&'k [u8], Instant)>,
        about: impl Fn(Option<Picked<'_>>, &PlainCase<'c>) -> T,
        answer: impl FnMut(Result<T>),
    ) {
        self.roll.ask_all(asked, |at| self.plain_case(prepared, at), about, answer);
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
        let slot = self.slot_of(subject);
        slot.map_or_else(Vec::new, |slot| self.records_of(&self.person(slot, position), position))
    }

    /// The records of each person, all keys together.
    pub(crate) fn persons(&self) -> impl Iterator<Item = Vec<&Record>> {
        let slots = 0..u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        slots.filter_map(|slot| {
            let person = self.person(slot, u64::MAX);
            // Each person once, by the first of their keys.
            (person.iter().min() == Some(&slot)).then(|| self.records_of(&person, u64::MAX))
        })
    }

    /// Derives the state of a person anew and hands it to all their keys.
    pub(super) fn refresh(&mut self, slot: u32) {
        let person = self.person(slot, u64::MAX);
        let Some(world) = self.worlds.last().map(|(_, world)| Arc::clone(world)) else { return };
        let state = self.derive(&person, u64::MAX, &world);
        self.put(&person, state);
    }

    /// Derives anew what the records from `first` on concern; a publication changes how everything is read.
    pub(super) fn refresh_from(&mut self, first: u64) {
        let mut touched = Vec::new();
        for record in self.records.iter().skip(usize::try_from(first).unwrap_or(usize::MAX)) {
            if record.event.kind().is_account() {
                continue;
            }
            match record.event.subject.as_ref().and_then(|subject| self.slot_of(subject)) {
                Some(slot) => touched.push(slot),
                None => return self.refresh_each(0..u32::try_from(self.slots.len()).unwrap_or(u32::MAX)),
            }
            touched.extend(self.erased_by(record));
        }
        self.refresh_each(touched);
    }

    /// The key that the event is about which a record erases: another person's only in a record that was restored, which no door has seen.
    fn erased_by(&self, record: &Record) -> Option<u32> {
        let EventBody::EventErased { event } = &record.event.body else { return None };
        let erased = self.records.get(usize::try_from(self.seq_of(event)?).ok()?)?;
        self.slot_of(erased.event.subject.as_ref()?)
    }

    /// Derives the states of the persons of these keys, each person once.
    fn refresh_each(&mut self, slots: impl IntoIterator<Item = u32>) {
        let mut done: HashSet<u32> = HashSet::new();
        for slot in slots {
            if !done.contains(&slot) {
                done.extend(self.person(slot, u64::MAX));
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
        let slot = self.slot_of(subject);
        match (slot, known_at) {
            (None, _) => read(&State::default()),
            (Some(slot), None) => match self.slots.get(index(slot)) {
                Some(slot) => read(&slot.state),
                None => read(&State::default()),
            },
            (Some(slot), Some(position)) => read(&self.derive(&self.person(slot, position), position, world)),
        }
    }
}
