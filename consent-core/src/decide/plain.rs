//! The outcome for a person of whom only plain consents and facts matter: a few loads and masks, and nothing allocated.

use core::sync::atomic::{AtomicU64, Ordering};

use super::Outcome;
use super::judge::{Case, outcome_of};
use super::prepare::Prepared;
use super::window::{ConsentScope, Items, OpenRow, Window};
use crate::catalogue::Condition;
use crate::names::index;
use crate::state::plain::{Block, Moment, PlainConsent};
use crate::state::{Facts, State};
use crate::time::Instant;

/// Questions of at most so many items are answered item beside item.
const FEW: usize = 8;
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
    /// A bar for later rows defeats none of the rows here when its instant is after this.
    last_begun: u64,
    /// For each scope and each of a few items what a consent of the scope meets, when it was worked out.
    masks: Vec<AtomicU64>,
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
        let stands = |open: &OpenRow, item: usize| {
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
        let kept = if count <= FEW && today.requirements.len() < 64 { question.scopes.saturating_mul(count) } else { 0 };
        Self {
            never: Items::collect(count, |item| window.raised.get(item).is_none_or(|raised| *raised == 0)),
            barred: Items::collect(count, |item| case.any_bar(item, |hit| hit.defeats_consent_of(&[], t))),
            last_begun: {
                let begun = window.rows.iter().filter_map(|open| question.world.begun_in_reach(open.row)).max();
                begun.map_or(0, |began| Moment::new(began).word())
            },
            open: left,
            conditional,
            masks: core::iter::repeat_with(AtomicU64::default).take(kept).collect(),
        }
    }
}

fn is_about_person(condition: &Condition) -> bool {
    !matches!(condition, Condition::Assertion(_))
}

impl<'a> PlainCase<'a> {
    #[inline]
    pub(crate) fn new(question: &'a Prepared, window: &'a Window, scopes: &'a [ConsentScope], t: Instant) -> Self {
        Self { question, window, plain: window.plain(question, t), scopes, t, moment: Moment::new(t) }
    }

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
        if person.bar.is_some_and(|bar| bar <= plain.last_begun) {
            return Err(Missing::Bar);
        }
        let consents = person.consents;
        match plain.open.as_slice() {
            [open] if !plain.masks.is_empty() => {
                let left = self.one(*open, consents)?;
                self.judge(&[left], facts)
            }
            few if few.len() <= FEW && !plain.masks.is_empty() => {
                let mut left = [0_u64; FEW];
                let left = left.get_mut(..few.len()).unwrap_or_default();
                left.copy_from_slice(few);
                self.few(left, consents)?;
                self.judge(left, facts)
            }
            many => {
                let mut left = many.to_vec();
                for (item, left) in left.iter_mut().enumerate().filter(|(item, _)| !plain.barred.has(*item)) {
                    for consent in consents.iter().map(|words| PlainConsent(*words)).filter(|c| c.in_force(self.moment)) {
                        if *left == 0 {
                            break;
                        }
                        *left &= !self.meets(consent.scope(), item).ok_or(Missing::Scope)?;
                    }
                }
                self.judge(&left, facts)
            }
        }
    }

    /// What a person's consents leave open of the only item.
    #[inline]
    fn one(&self, mut open: u64, consents: &[[u64; 2]]) -> Result<u64, Missing> {
        let masks = self.plain.masks.as_slice();
        for consent in consents.iter().map(|words| PlainConsent(*words)) {
            if consent.in_force(self.moment) {
                let mask = masks.get(index(consent.scope())).ok_or(Missing::Scope)?.load(Ordering::Relaxed);
                open &= !if mask == 0 { self.learn(consent.scope(), 0)? } else { mask };
            }
        }
        Ok(open)
    }

    /// The same of several items.
    #[inline]
    fn few(&self, left: &mut [u64], consents: &[[u64; 2]]) -> Result<(), Missing> {
        let masks = self.plain.masks.as_slice();
        let count = left.len();
        for consent in consents.iter().map(|words| PlainConsent(*words)) {
            if consent.in_force(self.moment) {
                let first = index(consent.scope()).wrapping_mul(count);
                let of_scope = masks.get(first..first.wrapping_add(count)).ok_or(Missing::Scope)?;
                for (item, (left, mask)) in left.iter_mut().zip(of_scope).enumerate() {
                    let mask = mask.load(Ordering::Relaxed);
                    *left &= !if mask == 0 { self.learn(consent.scope(), item)? } else { mask };
                }
            }
        }
        Ok(())
    }

    /// Works out what a consent of a scope meets for an item, and keeps it.
    #[cold]
    fn learn(&self, scope: u32, item: usize) -> Result<u64, Missing> {
        let meets = self.meets(scope, item).ok_or(Missing::Scope)? | KNOWN;
        let at = index(scope).wrapping_mul(self.question.items.len()).wrapping_add(item);
        if let Some(mask) = self.plain.masks.get(at) {
            mask.store(meets, Ordering::Relaxed);
        }
        Ok(meets)
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
