//! The outcome for a person of whom only plain consents and facts matter: a few loads and masks, and nothing allocated.

use core::ops::ControlFlow;
use core::sync::atomic::{AtomicU64, Ordering};

use super::Outcome;
use super::brief::{BasisKind, governed};
use super::judge::{Case, outcome_of};
use super::prepare::Prepared;
use super::window::{ConsentScope, Items, OpenRow, Window};
use crate::catalogue::Condition;
use crate::names::index;
use crate::state::block::Block;
use crate::state::plain::{LOW_SCOPES, Moment};
use crate::state::{Facts, State};
use crate::time::Instant;

/// Questions of at most so many items, which raise at most so many requirements, are answered with masks: one bit for each item.
const FEW: usize = 64;
const RAISED: usize = 8;
/// Says of a mask that it was worked out. There may be 64 requirements; then no mask is kept.
const KNOWN: u64 = 1 << 63;

/// What the catalogue alone says about plain persons.
#[derive(Debug, Default)]
pub(crate) struct PlainWindow {
    /// What the rows without conditions about the person leave open of each item.
    open: Vec<u64>,
    /// Items that nothing covers, as they raise no requirement.
    never: Items,
    /// Items for which a bar of the network defeats every consent.
    barred: Items,
    /// The rows with conditions about the person that meet what is open of some items.
    conditional: Vec<OpenRow>,
    /// What governs the items when all are covered; `None`: it depends on the person.
    pub(crate) governed: Option<BasisKind>,
    /// A bar for later rows defeats none of the rows here when its instant is after this.
    last_begun: u64,
    /// For each requirement that some of a few items leave open which of them do.
    open_by: Vec<(u64, u64)>,
    /// For each scope the requirements that its consents meet, once it was worked out, and the items, of a few, for which they do.
    masks: Vec<[AtomicU64; 2]>,
    /// One bit for each scope: it was worked out, and its consents meet nothing that is open.
    idle: Vec<AtomicU64>,
}

/// Why the plain part does not say the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// A row may hold by the person's facts.
    Facts,
    /// A scope is younger than the question.
    Scope,
    /// A bar may defeat a row.
    Bar,
}

/// A question about plain persons at one instant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlainCase<'a> {
    question: &'a Prepared,
    window: &'a Window,
    plain: &'a PlainWindow,
    scopes: &'a [ConsentScope],
    /// [`PlainWindow::idle`], or nothing when the lower part of a scope's number does not tell it from all others.
    idle: &'a [AtomicU64],
    t: Instant,
    moment: Moment,
}

impl PlainWindow {
    /// From the rest of a window.
    pub(crate) fn new(question: &Prepared, window: &Window, t: Instant) -> Self {
        let count = question.items.len();
        let nobody = State::default();
        // What death and the person's own bars do besides is no plain case; the network's bars are the same for everybody.
        let case = Case::within(question, window, &nobody, t);
        let today = &question.world.today;
        let about_person =
            |open: &OpenRow| today.rows.get(open.row).is_some_and(|row| row.source.when.iter().any(is_about_person));
        let stands = &|open: &OpenRow, item: usize| {
            let row = today.rows.get(open.row).zip(question.world.row_begins.get(open.row));
            open.items.has(item)
                && row.is_some_and(|(row, began)| {
                    let began = case.row_began(row, *began);
                    !case.any_bar(item, |hit| hit.defeats_row(row, began))
                })
        };
        let meets = |open: &OpenRow| today.rows.get(open.row).map_or(0, |row| row.meets);
        let mut left = window.raised.clone();
        for row in window.rows.iter().filter(|row| !about_person(row)) {
            for (item, open) in left.iter_mut().enumerate() {
                if meets(row) & *open != 0 && stands(row, item) {
                    *open &= !meets(row);
                }
            }
        }
        let helps = |row: &OpenRow| {
            let items =
                Items::collect(count, |item| left.get(item).is_some_and(|open| meets(row) & open != 0) && stands(row, item));
            OpenRow { row: row.row, items }
        };
        let conditional: Vec<OpenRow> =
            window.rows.iter().filter(|row| about_person(row)).map(helps).filter(|row| !row.items.is_empty()).collect();
        let raised = left.iter().fold(0, |all, open| all | open);
        let bits = (0..64_u32).map(|bit| 1_u64.wrapping_shl(bit)).filter(|bit| raised & bit != 0);
        let items_of = |bit: u64| {
            let items = (0_u32..).zip(&left).filter(|(_, open)| **open & bit != 0);
            items.fold(0, |items, (item, _)| items | 1_u64.wrapping_shl(item))
        };
        let open_by: Vec<(u64, u64)> = if count <= FEW { bits.map(|bit| (bit, items_of(bit))).collect() } else { Vec::new() };
        let few = count <= FEW && open_by.len() <= RAISED && today.requirements.len() < 64;
        let scopes = if few { question.scopes } else { 0 };
        let governed = governed(question, count, |item| {
            let stands = move |open: &&OpenRow| stands(open, item);
            window
                .rows
                .iter()
                .filter(stands)
                .filter_map(|open| today.rows.get(open.row))
                .map(|row| (row, row.source.when.iter().any(is_about_person)))
        });
        Self {
            never: Items::collect(count, |item| window.raised.get(item).is_none_or(|raised| *raised == 0)),
            barred: Items::collect(count, |item| case.any_bar(item, |hit| hit.defeats_consent_of(&[], t))),
            last_begun: {
                let begun = window.rows.iter().filter_map(|open| question.world.begun_in_reach(open.row)).max();
                begun.map_or(0, |began| Moment::new(began).word())
            },
            governed,
            open: left,
            conditional,
            open_by,
            masks: core::iter::repeat_with(Default::default).take(scopes).collect(),
            idle: core::iter::repeat_with(Default::default).take(scopes.div_ceil(64)).collect(),
        }
    }
}

fn is_about_person(condition: &Condition) -> bool {
    !matches!(condition, Condition::Assertion(_))
}

impl<'a> PlainCase<'a> {
    #[inline]
    pub(crate) fn new(question: &'a Prepared, window: &'a Window, scopes: &'a [ConsentScope], t: Instant) -> Self {
        let plain = window.plain(question, t);
        let idle = if scopes.len() <= LOW_SCOPES { plain.idle.as_slice() } else { &[] };
        Self { question, window, plain, scopes, idle, t, moment: Moment::new(t) }
    }

    /// The instant asked about.
    #[inline]
    pub(crate) fn at(&self) -> Instant {
        self.t
    }

    /// What governs the items of a plain person when all are covered.
    #[inline]
    pub(crate) fn governed(&self) -> Option<BasisKind> {
        self.plain.governed
    }

    #[inline]
    pub(crate) fn question(&self) -> &'a Prepared {
        self.question
    }

    /// The same question about a whole state.
    pub(crate) fn whole<'s>(&self, state: &'s State) -> Case<'s>
    where
        'a: 's,
    {
        Case::within(self.question, self.window, state, self.t)
    }

    /// The outcome for a person without events.
    pub(crate) fn nobody(&self) -> Outcome {
        let facts = Facts::default();
        self.outcome(&Block::default(), Some(&facts)).unwrap_or(Outcome::NotCovered)
    }

    /// The outcome from the plain part, and from the facts when a row may hold by them.
    #[inline]
    pub(crate) fn outcome(&self, person: &Block<'_>, facts: Option<&Facts>) -> Result<Outcome, Missing> {
        let Self { plain, .. } = *self;
        if person.bar().is_some_and(|bar| bar <= plain.last_begun) {
            return Err(Missing::Bar);
        }
        if plain.masks.is_empty() {
            return self.many(person, facts);
        }
        match plain.open.as_slice() {
            [open] => {
                let left = self.one(*open, person)?;
                self.judge(&[left], facts)
            }
            items => {
                let open = self.few(person)?;
                if plain.conditional.is_empty() {
                    let uncovered = open.iter().fold(plain.never.first_word(), |all, open| all | open);
                    let uncovered = usize::try_from(uncovered.count_ones()).unwrap_or(usize::MAX);
                    return Ok(outcome_of(items.len().saturating_sub(uncovered), items.len()));
                }
                let mut left = [0_u64; FEW];
                for (item, left) in (0_u32..).zip(&mut left) {
                    let bits = plain.open_by.iter().zip(&open).filter(|(_, open)| *open & 1_u64.wrapping_shl(item) != 0);
                    *left = bits.fold(0, |all, ((bit, _), _)| all | bit);
                }
                self.judge(left.get(..items.len()).unwrap_or_default(), facts)
            }
        }
    }

    /// The outcome when there are many items: each by itself.
    #[cold]
    fn many(&self, person: &Block<'_>, facts: Option<&Facts>) -> Result<Outcome, Missing> {
        let mut left = self.plain.open.clone();
        for (item, left) in left.iter_mut().enumerate().filter(|(item, _)| !self.plain.barred.has(*item)) {
            *left = self.after_consents(*left, person, |scope| self.meets(scope, item).ok_or(Missing::Scope))?;
        }
        self.judge(&left, facts)
    }

    /// What a person's consents leave open of the only item.
    #[inline]
    fn one(&self, open: u64, person: &Block<'_>) -> Result<u64, Missing> {
        self.after_consents(open, person, |scope| self.mask(scope).map(|(meets, _)| meets))
    }

    /// What a person's consents leave open when each meets what its scope does.
    #[inline]
    fn after_consents(
        &self,
        mut open: u64,
        person: &Block<'_>,
        meets: impl Fn(u32) -> Result<u64, Missing>,
    ) -> Result<u64, Missing> {
        if open == 0 {
            return Ok(0);
        }
        let done = self.at_work(person, |scope| {
            match meets(scope) {
                Ok(meets) => open &= !meets,
                Err(missing) => return ControlFlow::Break(Err(missing)),
            }
            if open == 0 { ControlFlow::Break(Ok(())) } else { ControlFlow::Continue(()) }
        });
        match done {
            ControlFlow::Break(Err(missing)) => Err(missing),
            _ => Ok(open),
        }
    }

    /// For each requirement that is open the items of which it is left open.
    #[inline]
    fn few(&self, person: &Block<'_>) -> Result<[u64; RAISED], Missing> {
        let mut left = [0_u64; RAISED];
        for (left, (_, items)) in left.iter_mut().zip(&self.plain.open_by) {
            *left = *items;
        }
        let done = self.at_work(person, |scope| {
            let (meets, items) = match self.mask(scope) {
                Ok(mask) => mask,
                Err(missing) => return ControlFlow::Break(missing),
            };
            for (left, (bit, _)) in left.iter_mut().zip(&self.plain.open_by) {
                *left &= if meets & bit == 0 { u64::MAX } else { !items };
            }
            ControlFlow::Continue(())
        });
        match done {
            ControlFlow::Break(missing) => Err(missing),
            ControlFlow::Continue(()) => Ok(left),
        }
    }

    /// Goes through the scopes of the consents in force, but for those of which it is known that they meet nothing here: nearly all of a
    /// person's.
    #[inline]
    fn at_work<B>(&self, person: &Block<'_>, mut each: impl FnMut(u32) -> ControlFlow<B>) -> ControlFlow<B> {
        let matters = |low: u16| {
            let known = self.idle.get(usize::from(low >> 6)).map_or(0, |word| word.load(Ordering::Relaxed));
            known & 1_u64.wrapping_shl(u32::from(low)) == 0
        };
        person.consents(
            matters,
            |consent| {
                if consent.in_force(self.moment) { each(consent.scope()) } else { ControlFlow::Continue(()) }
            },
        )
    }

    /// What consents of a scope meet, and for which of a few items.
    #[inline]
    fn mask(&self, scope: u32) -> Result<(u64, u64), Missing> {
        let [meets, items] = self.plain.masks.get(index(scope)).ok_or(Missing::Scope)?;
        // Written in the other order: what is met is there when the items are.
        match meets.load(Ordering::Acquire) {
            0 => self.learn(scope),
            meets => Ok((meets & !KNOWN, items.load(Ordering::Relaxed))),
        }
    }

    /// Works out what consents of a scope meet, and keeps it.
    #[cold]
    fn learn(&self, scope: u32) -> Result<(u64, u64), Missing> {
        let (mut meets, mut items) = (0, 0);
        for (item, bit) in (0..self.question.items.len()).zip((0_u32..).map(|item| 1_u64.wrapping_shl(item))) {
            let met = self.meets(scope, item).ok_or(Missing::Scope)?;
            // The same for every item that it covers.
            meets |= met;
            items |= if met == 0 { 0 } else { bit };
        }
        if let Some([kept_meets, kept_items]) = self.plain.masks.get(index(scope)) {
            kept_items.store(items, Ordering::Relaxed);
            kept_meets.store(meets | KNOWN, Ordering::Release);
        }
        let open = self.plain.open.iter().fold(0, |all, open| all | open);
        if let (0, Some(word)) = (meets & open, self.plain.idle.get(index(scope >> 6))) {
            word.fetch_or(1_u64.wrapping_shl(scope), Ordering::Relaxed);
        }
        Ok((meets, items))
    }

    /// What a consent of a scope meets for an item; `None`: the scope is younger than the question.
    fn meets(&self, scope: u32, item: usize) -> Option<u64> {
        let given = self.scopes.get(index(scope))?;
        let (covers, meets) = self.window.scope_meets(self.question, scope, given, item, self.t)?;
        Some(if covers && !self.plain.barred.has(item) { meets } else { 0 })
    }

    /// The outcome when this is left open of each item, before rows with conditions.
    #[inline]
    fn judge(&self, left: &[u64], facts: Option<&Facts>) -> Result<Outcome, Missing> {
        let plain = self.plain;
        let mut covered = 0_usize;
        for (item, open) in left.iter().enumerate() {
            let met = *open == 0 || (!plain.conditional.is_empty() && self.conditional_rows_meet(item, *open, facts)?);
            covered = covered.wrapping_add(usize::from(met && !plain.never.has(item)));
        }
        Ok(outcome_of(covered, left.len()))
    }

    fn conditional_rows_meet(&self, item: usize, mut open: u64, facts: Option<&Facts>) -> Result<bool, Missing> {
        let rows = &self.question.world.today.rows;
        for candidate in &self.plain.conditional {
            let Some(row) = rows.get(candidate.row).filter(|row| row.meets & open != 0 && candidate.items.has(item)) else {
                continue;
            };
            let facts = facts.ok_or(Missing::Facts)?;
            let case = Case { question: self.question, window: self.window, consents: &[], bars: &[], facts, t: self.t };
            if case.conditions_hold(row) {
                open &= !row.meets;
            }
            if open == 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
