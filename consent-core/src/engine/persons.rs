//! Persons: their subject keys, the merges of those, and their states.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError};

use super::{Engine, Slot};
use crate::catalogue::extent::Symbols;
use crate::catalogue::world::World;
use crate::columns::Plain;
use crate::decide::judge::Case;
use crate::decide::window::{ConsentScope, Window};
use crate::decide::{Outcome, Prepared};
use crate::error::Result;
use crate::id::SubjectId;
use crate::ledger::Record;
use crate::names::index;
use crate::state::{State, derive};
use crate::time::Instant;
use crate::view::Survey;

/// How many scopes a kept survey has room for at least.
const FIRST_SCOPES: usize = 1024;

impl Engine {
    pub(super) fn slot(&mut self, subject: &SubjectId) -> u32 {
        if let Some(&slot) = self.subjects.get(subject.as_str()) {
            return slot;
        }
        let slot = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        self.slots.push(Slot::default());
        self.keys.push(subject.clone());
        self.subjects.insert(subject.clone(), slot);
        slot
    }

    /// Whether an event names this key.
    pub(crate) fn has_subject(&self, subject: &SubjectId) -> bool {
        self.subjects.contains_key(subject.as_str())
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

    /// How many scopes are known.
    pub(crate) fn scopes(&self) -> usize {
        self.scope_list.len()
    }

    /// The dense number of a subject key.
    pub(crate) fn number(&self, subject: &str) -> Option<u32> {
        self.subjects.get(subject).copied()
    }

    /// The plain consents of a subject key, where nothing else about the person can matter but facts.
    pub(crate) fn plain(&self, number: u32) -> Option<&[Plain]> {
        self.columns.plain(number)
    }

    /// The scopes by number.
    pub(crate) fn scope_list(&self) -> &[ConsentScope] {
        &self.scope_list
    }

    /// Every subject key, by dense number.
    pub(crate) fn keys(&self) -> &[SubjectId] {
        &self.keys
    }

    /// The named uses of the world at a position; those of the world asked for last are kept, with room for scopes to come.
    pub(crate) fn survey(&self, known_at: Option<u64>) -> Result<Arc<Survey>> {
        let world = self.world(known_at)?;
        let mut kept = self.survey.lock().unwrap_or_else(PoisonError::into_inner);
        let scopes = self.scope_list.len();
        if let Some(survey) = kept.as_ref().filter(|survey| Arc::ptr_eq(&survey.world, world) && scopes <= survey.scopes) {
            return Ok(Arc::clone(survey));
        }
        let survey = Arc::new(Survey::new(world, &self.symbols, scopes.saturating_mul(2).max(FIRST_SCOPES))?);
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
    pub(super) fn refresh(&mut self, slot: u32) {
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

    /// Derives anew what the records from `first` on concern; a publication changes how everything is read.
    pub(super) fn refresh_from(&mut self, first: u64) {
        let mut touched = Vec::new();
        for record in self.records.iter().skip(usize::try_from(first).unwrap_or(usize::MAX)) {
            match record.event.subject.as_ref().and_then(|subject| self.subjects.get(subject.as_str())) {
                Some(slot) => touched.push(*slot),
                None => return self.refresh_each(0..u32::try_from(self.slots.len()).unwrap_or(u32::MAX)),
            }
        }
        self.refresh_each(touched);
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
}
