//! The events of those of whom the plain part may not say everything, as canonical JSON.

use std::sync::OnceLock;

use crate::error::Result;
use crate::json::{canonical, read};
use crate::ledger::Record;
use crate::state::State;

/// Events by the place of a person among those whose events are kept.
#[derive(Debug, Default)]
pub(crate) struct Events {
    text: Vec<u8>,
    /// Where the text of each ends.
    ends: Vec<u64>,
    /// What follows from them, once it was asked.
    states: Vec<OnceLock<Option<Box<State>>>>,
}

impl Events {
    pub(crate) fn of_parts(text: Vec<u8>, ends: Vec<u64>) -> Self {
        let states = ends.iter().map(|_| OnceLock::new()).collect();
        Self { text, ends, states }
    }

    pub(crate) fn parts(&self) -> (&[u8], &[u64]) {
        (&self.text, &self.ends)
    }

    pub(crate) fn bytes(&self) -> usize {
        let words = self.ends.capacity().saturating_mul(8);
        let states = self.states.capacity().saturating_mul(size_of::<OnceLock<Option<Box<State>>>>());
        self.text.capacity().saturating_add(words).saturating_add(states)
    }

    pub(crate) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.states.shrink_to_fit();
    }

    /// Keeps the events of a person; returns their place.
    pub(crate) fn keep(&mut self, records: &[Record]) -> Result<u64> {
        self.text.extend_from_slice(&canonical(&records)?);
        let place = u64::try_from(self.ends.len()).unwrap_or(u64::MAX);
        self.ends.push(u64::try_from(self.text.len()).unwrap_or(u64::MAX));
        self.states.push(OnceLock::new());
        Ok(place)
    }

    /// The state of the person at a place; `None` when the events can't be read.
    pub(crate) fn state(&self, place: u64, derive: impl FnOnce(&[Record]) -> State) -> Option<&State> {
        let at = usize::try_from(place).ok()?;
        let state = self.states.get(at)?.get_or_init(|| {
            let end = |at: usize| usize::try_from(*self.ends.get(at)?).ok();
            let begin = at.checked_sub(1).map_or(Some(0), end)?;
            let records: Vec<Record> = read(self.text.get(begin..end(at)?)?).ok()?;
            Some(Box::new(derive(&records)))
        });
        state.as_deref()
    }
}
