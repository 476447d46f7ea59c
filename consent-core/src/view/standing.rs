//! The bases that stand for a question about a person: catalogue, facts and time let them hold, so that item by item only scopes
//! and bars are left to be looked at.

use std::collections::BTreeSet;

use super::survey::stated;
use crate::catalogue::compile::{NoticeRow, Row};
use crate::decide::judge::{Case, Hit};
use crate::decide::window::OpenRow;
use crate::decide::{BasisRef, Prepared};
use crate::id::Id;
use crate::state::{Completion, Consent, Present};
use crate::time::Instant;

/// The bases that stand, in the governing order.
pub(super) struct Standing<'a> {
    case: Case<'a>,
    bases: Vec<Standee<'a>>,
}

struct Standee<'a> {
    /// The requirements that it meets.
    meets: u64,
    basis: Source<'a>,
}

enum Source<'a> {
    /// With when it began.
    Row(&'a OpenRow, &'a Row, Instant),
    Consent(&'a Consent, &'a Completion, &'a NoticeRow),
}

/// Which of the bases hold for an item, by their places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Holding {
    /// The requirements that the item raises.
    needed: u64,
    /// Those of them that nothing meets.
    pub(super) open: u64,
    places: Vec<usize>,
}

impl Holding {
    /// True when the item raises requirements and all are met.
    pub(super) fn covers(&self) -> bool {
        self.needed != 0 && self.open == 0
    }
}

impl<'a> Standing<'a> {
    /// `consents`: those present that may be about the question's purpose.
    pub(super) fn new(question: &'a Prepared, present: &Present<'a>, consents: &[&'a Consent]) -> Self {
        let case = Case::new(question, present.state, present.t);
        let world = &question.world;
        // The governing order: rows by rank and id, then consents by their `at` and id.
        let mut rows: Vec<(&OpenRow, &Row, Instant)> = Vec::new();
        for open in &case.window.rows {
            if let Some((row, began)) = world.today.rows.get(open.row).zip(world.row_begins.get(open.row))
                && case.conditions_hold(row)
            {
                rows.push((open, row, case.row_began(row, *began)));
            }
        }
        rows.sort_by_key(|(_, row, _)| (row.rank(), &row.source.id));
        let rows = rows.into_iter().map(|(open, row, began)| Standee { meets: row.meets, basis: Source::Row(open, row, began) });
        let consents = consents.iter().filter_map(|consent| {
            let meets = case.consent_stands(consent, u64::MAX);
            let (notice, done) = case.completed(consent).filter(|_| meets != 0)?;
            Some(Standee { meets, basis: Source::Consent(consent, done, notice) })
        });
        Self { case, bases: rows.chain(consents).collect() }
    }

    /// What holds for an item that these bars reach.
    pub(super) fn holding(&self, item: usize, hits: &[Hit<'_>]) -> Holding {
        let needed = self.case.window.raised.get(item).copied().unwrap_or_default();
        let mut holding = Holding { needed, open: needed, places: Vec::new() };
        for (place, base) in self.bases.iter().enumerate() {
            if base.meets & needed != 0 && self.holds(&base.basis, item, hits) {
                holding.open &= !base.meets;
                holding.places.push(place);
            }
        }
        holding
    }

    fn holds(&self, basis: &Source<'a>, item: usize, hits: &[Hit<'_>]) -> bool {
        match basis {
            Source::Row(open, row, began) => open.items.has(item) && !hits.iter().any(|hit| hit.defeats_row(row, *began)),
            Source::Consent(consent, done, _) => {
                self.case.consent_reaches(consent, item) && !hits.iter().any(|hit| hit.defeats_consent(done))
            }
        }
    }

    /// The bases that meet `lawful-basis`, in the governing order.
    pub(super) fn lawful(&self, holding: &Holding) -> Vec<BasisRef> {
        let lawful = self.held(holding).filter(|base| base.meets & holding.needed & self.lawful_basis() != 0);
        lawful.map(|base| base.basis.reference()).collect()
    }

    /// What the bases used need to be stated: the governing one is used for all it meets, and for the rest the first that meets it.
    pub(super) fn stated(&self, holding: &Holding) -> Vec<Id> {
        let mut bases: Vec<&Standee<'_>> = self.held(holding).collect();
        if let Some(governing) = bases.iter().position(|base| base.meets & holding.needed & self.lawful_basis() != 0) {
            let governing = bases.remove(governing);
            bases.insert(0, governing);
        }
        let mut states: BTreeSet<Id> = BTreeSet::new();
        let mut open = holding.needed;
        for base in bases {
            if base.meets & open != 0 {
                open &= !base.meets;
                states.extend(base.basis.states());
            }
        }
        states.into_iter().collect()
    }

    fn held(&self, holding: &Holding) -> impl Iterator<Item = &Standee<'a>> {
        holding.places.iter().filter_map(|place| self.bases.get(*place))
    }

    fn lawful_basis(&self) -> u64 {
        self.case.question.world.today.lawful_basis
    }
}

impl Source<'_> {
    fn reference(&self) -> BasisRef {
        match self {
            Self::Row(_, row, _) => BasisRef::LegalBasis(row.source.id.clone()),
            Self::Consent(consent, ..) => BasisRef::Consent(consent.id.clone()),
        }
    }

    fn states(&self) -> Vec<Id> {
        match self {
            Self::Row(_, row, _) => stated(&row.source.when, &row.source.obligations),
            Self::Consent(_, _, notice) => stated(&[], &notice.source.obligations),
        }
    }
}
