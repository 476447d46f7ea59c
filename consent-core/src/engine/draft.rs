//! Events worked out beside an engine that others go on asking: what they change is put in place with one short step.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Engine, Recorded};
use crate::error::Result;
use crate::id::{Id, SubjectId};
use crate::ledger::{Event, EventBody, Record};
use crate::names::index;
use crate::state::door::Door;
use crate::state::{State, derive};
use crate::time::Instant;

/// Accepted events that an engine does not have yet, and the states they lead to.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    records: Vec<Record>,
    ids: HashMap<Id, usize>,
    persons: HashMap<SubjectId, Person>,
}

/// A person whom events of a draft are about.
#[derive(Debug, Default)]
struct Person {
    /// Which of the draft's records.
    records: Vec<usize>,
    state: State,
}

/// What became of an event.
#[derive(Debug)]
pub(crate) enum Drafted {
    /// The draft has it, or the ledger had it.
    Taken(Recorded),
    /// It changes more than one person's state: it can only be recorded with nobody else about.
    Alone(Box<Event>),
}

impl Draft {
    pub(crate) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The accepted events, in order.
    pub(crate) fn records(&self) -> &[Record] {
        &self.records
    }
}

impl Engine {
    /// As [`Engine::record`], into a draft: the engine stays as it is.
    ///
    /// # Errors
    /// As [`Engine::record`].
    pub(crate) fn draft(&self, draft: &mut Draft, event: Event, recorded_at: Instant) -> Result<Drafted> {
        if let Some(seq) = self.seq_of(&event.id) {
            return self.seen(&event, seq).map(Drafted::Taken);
        }
        if let Some(record) = draft.ids.get(&event.id).and_then(|at| draft.records.get(*at)) {
            return Self::same(record, &event).map(Drafted::Taken);
        }
        let (Some(subject), true) = (&event.subject, self.is_about_one_state(&event)) else {
            return Ok(Drafted::Alone(Box::new(event)));
        };
        event.check()?;
        let nobody = State::default();
        let slot = self.slot_of(subject);
        let state = match (draft.persons.get(subject), slot.and_then(|slot| self.slots.get(index(slot)))) {
            (Some(person), _) => &person.state,
            (None, Some(slot)) => &slot.state,
            (None, None) => &nobody,
        };
        let world = self.world(None)?;
        let admission = Door { state, world, symbols: &self.symbols }.admit(&event)?;
        let seq = self.size().saturating_add(u64::try_from(draft.records.len()).unwrap_or(u64::MAX));
        let recorded = Recorded { seq, actor_unverified: admission.actor_unverified, already_known: false };
        let subject = subject.clone();
        let at = draft.records.len();
        draft.ids.insert(event.id.clone(), at);
        let is_account = event.kind().is_account();
        draft.records.push(Record { seq, recorded_at, actor_unverified: admission.actor_unverified, event });
        if is_account {
            return Ok(Drafted::Taken(recorded));
        }
        let person = draft.persons.entry(subject).or_default();
        person.records.push(at);
        let mut records = slot.map_or_else(Vec::new, |slot| self.records_of(&[slot], u64::MAX));
        records.extend(person.records.iter().filter_map(|at| draft.records.get(*at)));
        person.state = derive(&records, world, &self.symbols);
        Ok(Drafted::Taken(recorded))
    }

    /// An event that changes the state of the person it is about, who has one key, and nothing else; or no state at all.
    fn is_about_one_state(&self, event: &Event) -> bool {
        let alone = matches!(
            event.body,
            EventBody::CataloguePublished { .. }
                | EventBody::EventErased { .. }
                | EventBody::SubjectsMerged { .. }
                | EventBody::Erased(_)
        );
        let slot = event.subject.as_ref().and_then(|subject| self.slot_of(subject));
        let has_one_key = slot.and_then(|slot| self.slots.get(index(slot))).is_none_or(|slot| slot.merges.is_empty());
        !alone
            && (has_one_key || event.kind().is_account())
            && !self.records.is_empty()
            && !self.erased.contains_key(&event.id)
            && self.symbols.knows_event(&event.body)
    }

    /// Puts a draft that was made beside this very engine in its place.
    pub(crate) fn adopt(&mut self, draft: Draft) -> Result<()> {
        for record in draft.records {
            self.push(record)?;
        }
        for (subject, person) in draft.persons {
            if let Some(slot) = self.slot_of(&subject) {
                self.put(&[slot], person.state);
            }
        }
        Ok(())
    }

    /// Puts a state in its place, for all keys of the person.
    pub(super) fn put(&mut self, person: &[u32], mut state: State) {
        let Some(world) = self.worlds.last().map(|(_, world)| Arc::clone(world)) else { return };
        self.common.number(&mut state);
        let plain = state.plain(&world.today, &mut self.common.bonds);
        for slot in person {
            self.roll.set(*slot, plain.as_ref(), None);
        }
        let state = Arc::new(state);
        for slot in person {
            if let Some(slot) = self.slots.get_mut(index(*slot)) {
                slot.state = Arc::clone(&state);
            }
        }
    }
}
