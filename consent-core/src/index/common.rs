//! The scopes of completed consents and the bonds of persons, each by a dense number: many persons share them.

use std::collections::HashMap;

use crate::decide::window::ConsentScope;
use crate::names::Keyed;
use crate::state::plain::{Bond, Bonds};
use crate::state::{Consent, State};

/// Things by number, in the order of arrival.
#[derive(Clone, Debug)]
pub(crate) struct Numbered<T> {
    numbers: HashMap<T, u32, Keyed>,
    list: Vec<T>,
}

impl<T: Clone + Eq + core::hash::Hash> Numbered<T> {
    fn new(keyed: Keyed) -> Self {
        Self { numbers: HashMap::with_hasher(keyed), list: Vec::new() }
    }

    /// The number of a thing, a new one if it has none.
    pub(crate) fn number_of(&mut self, thing: T) -> u32 {
        if let Some(number) = self.numbers.get(&thing) {
            return *number;
        }
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(thing.clone());
        self.numbers.insert(thing, number);
        number
    }

    pub(crate) fn list(&self) -> &[T] {
        &self.list
    }
}

/// What the plain parts of all persons share.
#[derive(Clone, Debug)]
pub(crate) struct Common {
    pub(crate) scopes: Numbered<ConsentScope>,
    pub(crate) bonds: Numbered<Bond>,
}

impl Common {
    pub(crate) fn new(keyed: Keyed) -> Self {
        Self { scopes: Numbered::new(keyed), bonds: Numbered::new(keyed) }
    }

    /// How many scopes a question makes room for: those there are, and some to come.
    pub(crate) fn room(&self) -> usize {
        let scopes = self.scopes.list().len();
        scopes.saturating_add(scopes / 2).saturating_add(64)
    }

    /// Gives the scopes of a state's completed consents their numbers.
    pub(crate) fn number(&mut self, state: &mut State) {
        each_scope(state, |scope| Some(self.scopes.number_of(scope)));
    }

    /// The same for scopes that have their numbers already; one without has none.
    pub(crate) fn find(&self, state: &mut State) {
        each_scope(state, |scope| self.scopes.numbers.get(&scope).copied());
    }
}

fn each_scope(state: &mut State, mut number: impl FnMut(ConsentScope) -> Option<u32>) {
    for consent in &mut state.consents {
        if let (Some(notice), Some(done)) = (&consent.notice, &mut consent.completion) {
            done.scope = number(ConsentScope { notice: notice.clone(), form: done.form, extent: done.extent.clone() });
        }
    }
    state.heads = state.consents.iter().map(Consent::head).collect();
}

impl Bonds for Numbered<Bond> {
    fn number(&mut self, bond: Bond) -> u32 {
        self.number_of(bond)
    }
}
