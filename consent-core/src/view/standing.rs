//! The bases that stand for a question about a person: catalogue, facts and time let them hold, so that item by item only scopes
//! and bars are left to be looked at.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::survey::stated;
use crate::catalogue::compile::{NoticeRow, Row};
use crate::decide::judge::{Case, Hit};
use crate::decide::window::Items;
use crate::decide::{BasisRef, Prepared};
use crate::id::Id;
use crate::order;
use crate::state::{Alike, Completion, Consent, Present};
use crate::time::Instant;

/// The bases that stand.
pub(super) struct Standing<'a> {
    case: Case<'a>,
    /// In the governing order: rows by rank and id, then consents by their `at` and id.
    bases: Vec<Base<'a>>,
    groups: Vec<Group<'a>>,
}

/// A basis that stands.
enum Base<'a> {
    /// With when it began.
    Row(&'a Row, Instant),
    Consent(&'a Consent, &'a Completion, &'a NoticeRow),
}

/// Bases that reach the same items and meet the same requirements, by their places: one row, or consents that are alike.
struct Group<'a> {
    meets: u64,
    items: Cow<'a, Items>,
    places: Vec<usize>,
}

/// Which bases hold for an item.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Holding {
    /// The requirements that the item raises.
    needed: u64,
    /// Those of them that nothing meets.
    pub(super) open: u64,
    /// The groups of which some basis holds.
    groups: Vec<usize>,
    /// The places of the bases of these groups that a bar defeats.
    defeated: BTreeSet<usize>,
}

impl Holding {
    /// True when the item raises requirements and all are met.
    pub(super) fn covers(&self) -> bool {
        self.needed != 0 && self.open == 0
    }
}

impl<'a> Standing<'a> {
    /// `consents`: those present that may be for the question's purpose.
    pub(super) fn new(question: &'a Prepared, present: &Present<'a>, consents: &[&Alike<'a>]) -> Self {
        let case = Case::new(question, present.state, present.t);
        let world = &question.world;
        let rows = case.window.rows.iter().filter_map(|open| {
            let (row, began) = world.today.rows.get(open.row).zip(world.row_begins.get(open.row))?;
            case.conditions_hold(row).then(|| (&open.items, row, case.row_began(row, *began)))
        });
        let mut rows: Vec<(&Items, &Row, Instant)> = rows.collect();
        order::sort_by_key(&mut rows, |(_, row, _)| (row.rank(), &row.source.id));
        let (mut bases, mut groups) = (Vec::new(), Vec::new());
        for (place, (items, row, began)) in rows.into_iter().enumerate() {
            bases.push(Base::Row(row, began));
            groups.push(Group { meets: row.meets, items: Cow::Borrowed(items), places: vec![place] });
        }
        let mut order: Vec<(usize, usize, Base<'a>)> = Vec::new();
        for alike in consents {
            let meets = case.consent_stands(alike.first, u64::MAX);
            let items = Items::collect(question.items.len(), |item| meets != 0 && case.consent_reaches(alike.first, item));
            if items.is_empty() {
                continue;
            }
            for (place, consent) in &alike.all {
                if let Some((notice, done)) = case.completed(consent) {
                    order.push((*place, groups.len(), Base::Consent(consent, done, notice)));
                }
            }
            groups.push(Group { meets, items: Cow::Owned(items), places: Vec::new() });
        }
        order::sort_by_key(&mut order, |(place, ..)| *place);
        for (_, group, base) in order {
            if let Some(group) = groups.get_mut(group) {
                group.places.push(bases.len());
            }
            bases.push(base);
        }
        Self { case, bases, groups }
    }

    /// True when some basis would hold for an item if no bar defeated it.
    pub(super) fn reaches(&self, item: usize) -> bool {
        self.groups.iter().any(|group| group.items.has(item))
    }

    /// What holds for an item that these bars reach.
    pub(super) fn holding(&self, item: usize, hits: &[Hit<'_>]) -> Holding {
        let needed = self.case.window.raised.get(item).copied().unwrap_or_default();
        let mut holding = Holding { needed, open: needed, groups: Vec::new(), defeated: BTreeSet::new() };
        for (number, group) in self.groups.iter().enumerate() {
            if group.meets & needed == 0 || !group.items.has(item) {
                continue;
            }
            let is_defeated = |place: &usize| self.is_defeated(*place, hits);
            if !group.places.iter().all(is_defeated) {
                holding.open &= !group.meets;
                holding.groups.push(number);
                // Most items are reached by no bar, and a group may be large.
                if !hits.is_empty() {
                    holding.defeated.extend(group.places.iter().copied().filter(is_defeated));
                }
            }
        }
        holding
    }

    fn is_defeated(&self, place: usize, hits: &[Hit<'_>]) -> bool {
        hits.iter().any(|hit| match self.bases.get(place) {
            Some(Base::Row(row, began)) => hit.defeats_row(row, *began),
            Some(Base::Consent(_, done, _)) => hit.defeats_consent(done),
            None => true,
        })
    }

    /// The bases that meet `lawful-basis`, in the governing order.
    pub(super) fn lawful(&self, holding: &Holding) -> Vec<BasisRef> {
        let lawful = self.held(holding).into_iter().filter(|base| self.meets(base) & holding.needed & self.lawful_basis() != 0);
        lawful.map(Base::reference).collect()
    }

    /// What the bases used need to be stated: the governing one is used for all it meets, and for the rest the first that meets it.
    pub(super) fn stated(&self, holding: &Holding) -> Vec<Id> {
        let mut bases = self.held(holding);
        if let Some(governing) = bases.iter().position(|base| self.meets(base) & holding.needed & self.lawful_basis() != 0) {
            let governing = bases.remove(governing);
            bases.insert(0, governing);
        }
        let mut states: BTreeSet<Id> = BTreeSet::new();
        let mut open = holding.needed;
        for base in bases {
            if self.meets(base) & open != 0 {
                open &= !self.meets(base);
                states.extend(base.states());
            }
        }
        states.into_iter().collect()
    }

    /// The bases that hold, in the governing order.
    fn held(&self, holding: &Holding) -> Vec<&Base<'a>> {
        let groups = holding.groups.iter().filter_map(|group| self.groups.get(*group));
        let mut places: Vec<usize> = groups.flat_map(|group| &group.places).copied().collect();
        places.retain(|place| !holding.defeated.contains(place));
        order::sort(&mut places);
        places.into_iter().filter_map(|place| self.bases.get(place)).collect()
    }

    fn meets(&self, base: &Base<'_>) -> u64 {
        match base {
            Base::Row(row, _) => row.meets,
            Base::Consent(_, done, notice) => self.case.question.world.today.meets_in(notice, done.form),
        }
    }

    fn lawful_basis(&self) -> u64 {
        self.case.question.world.today.lawful_basis
    }
}

impl Base<'_> {
    fn reference(&self) -> BasisRef {
        match self {
            Self::Row(row, _) => BasisRef::LegalBasis(row.source.id.clone()),
            Self::Consent(consent, ..) => BasisRef::Consent(consent.id.clone()),
        }
    }

    fn states(&self) -> Vec<Id> {
        match self {
            Self::Row(row, _) => stated(&row.source.when, &row.source.obligations),
            Self::Consent(_, _, notice) => stated(&[], &notice.source.obligations),
        }
    }
}
