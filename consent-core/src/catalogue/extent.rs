//! Scopes in dense numbers.

use super::{Operation, Scope};
use crate::id::Id;
use crate::ledger::{Attribute, EventBody};
use crate::names::{Keyed, Names};
use crate::order;

/// The dense numbers of an engine. They only grow, so that what was compiled stays right.
#[derive(Clone, Debug)]
pub(crate) struct Symbols {
    pub(crate) categories: Names,
    pub(crate) purposes: Names,
    pub(crate) parties: Names,
}

impl Symbols {
    pub(crate) fn new(keyed: Keyed) -> Self {
        Self { categories: Names::new(keyed), purposes: Names::new(keyed), parties: Names::new(keyed) }
    }

    /// What the numbers are found by.
    pub(crate) fn keyed(&self) -> Keyed {
        self.parties.keyed()
    }

    /// Gives every id of an event its number, so that states can be derived without writing.
    pub(crate) fn intern_event(&mut self, body: &EventBody) {
        each_name(body, &mut |kind, id| {
            self.of_kind_mut(kind).intern(id);
        });
    }

    /// Whether every id of an event has its number.
    pub(crate) fn knows_event(&self, body: &EventBody) -> bool {
        let mut known = true;
        each_name(body, &mut |kind, id| known &= self.of_kind(kind).get(id).is_some());
        known
    }

    fn of_kind(&self, kind: NameKind) -> &Names {
        match kind {
            NameKind::Category => &self.categories,
            NameKind::Purpose => &self.purposes,
            NameKind::Party => &self.parties,
        }
    }

    fn of_kind_mut(&mut self, kind: NameKind) -> &mut Names {
        match kind {
            NameKind::Category => &mut self.categories,
            NameKind::Purpose => &mut self.purposes,
            NameKind::Party => &mut self.parties,
        }
    }
}

/// What an id with a dense number names.
#[derive(Clone, Copy, Debug)]
enum NameKind {
    Category,
    Purpose,
    Party,
}

/// Every id of an event that a state has by its number.
fn each_name(body: &EventBody, see: &mut dyn FnMut(NameKind, &Id)) {
    let scope = |scope: &Scope, see: &mut dyn FnMut(NameKind, &Id)| {
        let lists = [
            (NameKind::Party, &scope.controllers),
            (NameKind::Party, &scope.recipients),
            (NameKind::Category, &scope.data_categories),
            (NameKind::Purpose, &scope.purposes),
        ];
        for (kind, list) in lists {
            list.iter().flatten().for_each(|id| see(kind, id));
        }
    };
    match body {
        EventBody::ConsentRequested { scope: s, .. }
        | EventBody::ConsentRefused { scope: s, .. }
        | EventBody::ConsentNarrowed { scope: s, .. }
        | EventBody::BarSet { scope: s, .. }
        | EventBody::RepresentationStarted { scope: s, .. } => scope(s, see),
        EventBody::ConsentGiven(grant) => scope(&grant.scope, see),
        EventBody::Erased(shell) => scope(&shell.scope, see),
        EventBody::RelationshipStarted { with, .. } | EventBody::RelationshipEnded { with, .. } => see(NameKind::Party, with),
        EventBody::AttributeSet(Attribute::HomeMunicipality(party)) => see(NameKind::Party, party),
        EventBody::AttributeSet(Attribute::Capable { purposes, .. }) => {
            purposes.iter().for_each(|purpose| see(NameKind::Purpose, purpose));
        }
        _ => {}
    }
}

/// A set of operations, one bit each.
pub(crate) type Operations = u16;

pub(crate) const fn operation_bit(operation: Operation) -> Operations {
    1 << (operation as u16)
}

pub(crate) fn operation_mask(operations: &[Operation]) -> Operations {
    operations.iter().fold(0, |mask, operation| mask | operation_bit(*operation))
}

/// A scope in dense numbers; lists are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Extent {
    pub(crate) controllers: Option<Vec<u32>>,
    pub(crate) recipients: Option<Vec<u32>>,
    pub(crate) categories: Option<Vec<u32>>,
    pub(crate) purposes: Option<Vec<u32>>,
    pub(crate) operations: Option<Operations>,
    pub(crate) cases: Option<Vec<Id>>,
}

pub(super) fn numbers(names: &mut Names, ids: &[Id]) -> Vec<u32> {
    let mut list: Vec<u32> = ids.iter().map(|id| names.intern(id)).collect();
    list.sort_unstable();
    list.dedup();
    list
}

impl Extent {
    pub(crate) fn new(scope: &Scope, symbols: &mut Symbols) -> Self {
        Self {
            controllers: scope.controllers.as_deref().map(|ids| numbers(&mut symbols.parties, ids)),
            recipients: scope.recipients.as_deref().map(|ids| numbers(&mut symbols.parties, ids)),
            categories: scope.data_categories.as_deref().map(|ids| numbers(&mut symbols.categories, ids)),
            purposes: scope.purposes.as_deref().map(|ids| numbers(&mut symbols.purposes, ids)),
            operations: scope.operations.as_deref().map(operation_mask),
            cases: scope.cases.as_ref().map(|cases| sorted(cases.clone())),
        }
    }

    /// As [`Self::new`] for a scope whose ids have their numbers already; an id without one matches nothing.
    pub(crate) fn find(scope: &Scope, symbols: &Symbols) -> Self {
        let find = |names: &Names, ids: &[Id]| {
            let mut list: Vec<u32> = ids.iter().map(|id| names.get(id).unwrap_or(u32::MAX)).collect();
            list.sort_unstable();
            list.dedup();
            list
        };
        Self {
            controllers: scope.controllers.as_deref().map(|ids| find(&symbols.parties, ids)),
            recipients: scope.recipients.as_deref().map(|ids| find(&symbols.parties, ids)),
            categories: scope.data_categories.as_deref().map(|ids| find(&symbols.categories, ids)),
            purposes: scope.purposes.as_deref().map(|ids| find(&symbols.purposes, ids)),
            operations: scope.operations.as_deref().map(operation_mask),
            cases: scope.cases.as_ref().map(|cases| sorted(cases.clone())),
        }
    }

    /// This scope, with the members it leaves out taken from `other`.
    pub(crate) fn or(&self, other: &Self) -> Self {
        Self {
            controllers: self.controllers.clone().or_else(|| other.controllers.clone()),
            recipients: self.recipients.clone().or_else(|| other.recipients.clone()),
            categories: self.categories.clone().or_else(|| other.categories.clone()),
            purposes: self.purposes.clone().or_else(|| other.purposes.clone()),
            operations: self.operations.or(other.operations),
            cases: self.cases.clone().or_else(|| other.cases.clone()),
        }
    }

    /// What both name, id by id: what all of those who gave, gave. Who names no recipients gave to the controllers only, which tells
    /// where the other, on another text, names some.
    pub(crate) fn meet(&self, other: &Self) -> Self {
        fn both<T: Clone>(a: &Option<T>, b: &Option<T>, meet: impl Fn(&T, &T) -> T) -> Option<T> {
            match (a, b) {
                (Some(a), Some(b)) => Some(meet(a, b)),
                (Some(one), None) | (None, Some(one)) => Some(one.clone()),
                (None, None) => None,
            }
        }
        let common = |a: &Vec<u32>, b: &Vec<u32>| a.iter().copied().filter(|n| b.binary_search(n).is_ok()).collect();
        Self {
            controllers: both(&self.controllers, &other.controllers, common),
            recipients: match (&self.recipients, &other.recipients) {
                (None, None) => None,
                (a, b) => both(a.as_ref().map_or(&self.controllers, |_| a), b.as_ref().map_or(&other.controllers, |_| b), common),
            },
            categories: both(&self.categories, &other.categories, common),
            purposes: both(&self.purposes, &other.purposes, common),
            operations: both(&self.operations, &other.operations, |a, b| a & b),
            cases: both(&self.cases, &other.cases, |a, b| {
                let mut cases: Vec<Id> = a.iter().filter(|x| b.iter().any(|y| case_covers(y, x))).cloned().collect();
                cases.extend(b.iter().filter(|y| a.iter().any(|x| case_covers(x, y))).cloned());
                sorted(cases)
            }),
        }
    }
}

pub(super) fn sorted(mut ids: Vec<Id>) -> Vec<Id> {
    order::sort(&mut ids);
    ids.dedup();
    ids
}

/// `g` covers `d` when they are the same, or `g` is the kind of the case `d` (`kind:id`).
pub(crate) fn case_covers(g: &Id, d: &Id) -> bool {
    g == d || g.as_str() == case_kind(d)
}

/// The kind of a case.
pub(crate) fn case_kind(case: &Id) -> &str {
    case.as_str().split_once(':').map_or(case.as_str(), |(kind, _)| kind)
}
