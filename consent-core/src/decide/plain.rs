//! The outcome for a person of whom only plain consents and facts matter: a few loads and masks, and nothing allocated unless many items
//! are asked about at once.

use core::ops::ControlFlow;
use core::sync::atomic::{AtomicU8, AtomicU16, AtomicU64, Ordering};

use super::Outcome;
use super::brief::{BasisKind, governed};
use super::judge::{Case, outcome_of};
use super::prepare::Prepared;
use super::window::{ConsentScope, Items, OpenRow, ScopeBits, Window};
use crate::catalogue::Condition;
use crate::names::index;
use crate::state::block::Block;
use crate::state::plain::{LOW_SCOPES, Moment};
use crate::state::{Facts, State};
use crate::time::Instant;

/// Questions of at most so many items, which raise at most so many requirements, are answered with masks: one bit for each item.
const FEW: usize = 64;
const RAISED: usize = 8;
/// Says of what a scope's consents meet that it was worked out; the other byte says what.
const KNOWN: u16 = 1 << RAISED;

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
    /// False when the rows leave nothing open that a consent could meet.
    consents_matter: bool,
    /// For each requirement that some of a few items leave open which of them do.
    open_by: Vec<(u64, u64)>,
    /// For each scope which of those requirements its consents meet, once it was worked out. Empty where there are many items or
    /// many requirements.
    met: Vec<AtomicU16>,
    /// For each scope the items, where there are several, for which they do.
    met_items: Vec<AtomicU64>,
    /// One bit for each scope: it was worked out, and its consents meet nothing that is open.
    idle: ScopeBits,
    /// The same of the first 256 scopes, as is quickest to look up: 0 for those.
    busy: Bytes,
}

/// 1 or 0 for each byte.
#[derive(Debug)]
struct Bytes([AtomicU8; BYTES]);

/// How many values a byte has.
const BYTES: usize = 1 << 8;

/// Any scope may matter.
static ALL: Bytes = Bytes::ALL;

impl Bytes {
    #[expect(clippy::declare_interior_mutable_const, reason = "each use is a value of its own")]
    const ALL: Self = Self([const { AtomicU8::new(1) }; BYTES]);
}

impl Default for Bytes {
    fn default() -> Self {
        Self::ALL
    }
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

/// A person who was found, and which of their consents matter to a question.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Picked<'a> {
    pub(crate) block: Block<'a>,
    consents: u64,
}

impl Picked<'_> {
    /// Brings near what the answer reads.
    #[inline]
    pub(crate) fn approach(&self) {
        self.block.approach(self.consents);
    }
}

/// A question about plain persons at one instant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlainCase<'a> {
    question: &'a Prepared,
    window: &'a Window,
    plain: &'a PlainWindow,
    scopes: &'a [ConsentScope],
    t: Instant,
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
        let scopes = if count <= FEW && open_by.len() <= RAISED { question.scopes } else { 0 };
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
                let begun = window.rows.iter().filter_map(|open| *question.world.begun_in_reach.get(open.row)?).max();
                begun.map_or(0, |began| Moment::new(began).word())
            },
            governed,
            consents_matter: left.iter().any(|open| *open != 0),
            open: left,
            conditional,
            open_by,
            met: core::iter::repeat_with(Default::default).take(scopes).collect(),
            met_items: core::iter::repeat_with(Default::default).take(if count > 1 { scopes } else { 0 }).collect(),
            idle: ScopeBits::new(scopes),
            busy: Bytes::default(),
        }
    }
}

impl PlainWindow {
    /// Notes that the consents of a scope meet nothing that is open.
    fn note_idle(&self, scope: u32) {
        self.idle.set(scope);
        if let Some(busy) = self.busy.0.get(index(scope)) {
            busy.store(0, Ordering::Relaxed);
        }
    }
}

fn is_about_person(condition: &Condition) -> bool {
    !matches!(condition, Condition::Assertion(_))
}

impl<'a> PlainCase<'a> {
    #[inline]
    pub(crate) fn new(question: &'a Prepared, window: &'a Window, scopes: &'a [ConsentScope], t: Instant) -> Self {
        Self { question, window, plain: window.plain(question, t), scopes, t }
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
    #[inline(never)]
    pub(crate) fn nobody(&self) -> Outcome {
        let facts = Facts::default();
        self.outcome(&Picked::default(), Some(&facts)).unwrap_or(Outcome::NotCovered)
    }

    /// Looks at the scopes of a person's consents, and not yet at their times.
    #[inline]
    pub(crate) fn pick<'b>(&self, block: Block<'b>) -> Picked<'b> {
        Picked { block, consents: if self.plain.consents_matter { self.picked(&block) } else { 0 } }
    }

    /// Which of a person's first consents may matter.
    #[inline]
    fn picked(&self, block: &Block<'_>) -> u64 {
        // With more scopes the lower part of a number does not tell one from all others.
        let busy = if self.scopes.len() <= LOW_SCOPES { &self.plain.busy } else { &ALL };
        let first = |low: u8| busy.0.get(usize::from(low)).map_or(1, |busy| busy.load(Ordering::Relaxed));
        block.pick(first, |low| self.matters(low))
    }

    /// The outcome from the plain part, and from the facts when a row may hold by them. What most questions need is inlined where they are
    /// asked, as it is shorter than a call; the rest is called. What a page loads is kept small instead.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    #[cfg_attr(target_arch = "wasm32", inline)]
    pub(crate) fn outcome(&self, person: &Picked<'_>, facts: Option<&Facts>) -> Result<Outcome, Missing> {
        let Self { plain, .. } = *self;
        if person.block.bar().is_some_and(|bar| bar <= plain.last_begun) {
            return Err(Missing::Bar);
        }
        match plain.open.as_slice() {
            [open] if !plain.met.is_empty() => {
                let left = if *open == 0 || !person.block.has_any(person.consents) { *open } else { self.one(person)? };
                if left == 0 || plain.conditional.is_empty() {
                    let covered = left == 0 && !plain.never.has(0);
                    return Ok(if covered { Outcome::Covered } else { Outcome::NotCovered });
                }
                self.judge(&[left], facts)
            }
            _ => self.several(person, facts),
        }
    }

    /// The outcome when there are several items, or more requirements than a byte has bits for.
    #[cfg_attr(not(target_arch = "wasm32"), inline)]
    fn several(&self, person: &Picked<'_>, facts: Option<&Facts>) -> Result<Outcome, Missing> {
        let Self { plain, .. } = *self;
        if plain.met.is_empty() {
            return self.many(person, facts);
        }
        let items = plain.open.len();
        let open = self.few(person)?;
        if plain.conditional.is_empty() {
            let uncovered = open.iter().fold(plain.never.first_word(), |all, open| all | open);
            let uncovered = usize::try_from(uncovered.count_ones()).unwrap_or(usize::MAX);
            return Ok(outcome_of(items.saturating_sub(uncovered), items));
        }
        let mut left = [0_u64; FEW];
        for (item, left) in (0_u32..).zip(&mut left) {
            let bits = plain.open_by.iter().zip(&open).filter(|(_, open)| *open & 1_u64.wrapping_shl(item) != 0);
            *left = bits.fold(0, |all, ((bit, _), _)| all | bit);
        }
        self.judge(left.get(..items).unwrap_or_default(), facts)
    }

    /// The outcome when there are many items: each by itself.
    #[cold]
    fn many(&self, person: &Picked<'_>, facts: Option<&Facts>) -> Result<Outcome, Missing> {
        let mut left = self.plain.open.clone();
        for (item, left) in left.iter_mut().enumerate().filter(|(item, _)| !self.plain.barred.has(*item)) {
            *left = self.after_consents(*left, person, |scope| self.meets(scope, item).ok_or(Missing::Scope))?;
        }
        self.judge(&left, facts)
    }

    /// What a person's consents leave open of the only item.
    #[inline]
    fn one(&self, person: &Picked<'_>) -> Result<u64, Missing> {
        let mut met = 0_u8;
        let all = self.plain.open_by.iter().fold(0, |all, _| (all << 1) | 1_u8);
        let done = self.at_work(person, |scope| {
            match self.met(scope) {
                Ok(more) => met |= more,
                Err(missing) => return ControlFlow::Break(Err(missing)),
            }
            if met == all { ControlFlow::Break(Ok(())) } else { ControlFlow::Continue(()) }
        });
        if let ControlFlow::Break(Err(missing)) = done {
            return Err(missing);
        }
        let bits = (0_u32..).zip(&self.plain.open_by).filter(|(at, _)| met.wrapping_shr(*at) & 1 == 0);
        Ok(bits.fold(0, |open, (_, (bit, _))| open | bit))
    }

    /// What a person's consents leave open when each meets what its scope does.
    fn after_consents(
        &self,
        mut open: u64,
        person: &Picked<'_>,
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
    fn few(&self, person: &Picked<'_>) -> Result<[u64; RAISED], Missing> {
        let mut left = [0_u64; RAISED];
        for (left, (_, items)) in left.iter_mut().zip(&self.plain.open_by) {
            *left = *items;
        }
        let done = self.at_work(person, |scope| {
            let met = match self.met(scope) {
                Ok(met) => met,
                Err(missing) => return ControlFlow::Break(missing),
            };
            // Written before it was known what is met.
            let items = self.plain.met_items.get(index(scope)).map_or(0, |items| items.load(Ordering::Relaxed));
            for (at, left) in (0_u32..).zip(&mut left) {
                *left &= if met.wrapping_shr(at) & 1 == 0 { u64::MAX } else { !items };
            }
            ControlFlow::Continue(())
        });
        match done {
            ControlFlow::Break(missing) => Err(missing),
            ControlFlow::Continue(()) => Ok(left),
        }
    }

    /// False for a scope of which it is known that its consents meet nothing here: nearly all of a person's.
    #[inline]
    fn matters(&self, low: u16) -> bool {
        // The lower part of a scope's number may not tell it from all others.
        self.scopes.len() > LOW_SCOPES || !self.plain.idle.has(u32::from(low))
    }

    /// Goes through the scopes of the consents in force, but for those that don't matter.
    #[inline]
    fn at_work<B>(&self, person: &Picked<'_>, mut each: impl FnMut(u32) -> ControlFlow<B>) -> ControlFlow<B> {
        let moment = Moment::new(self.t);
        person.block.consents(
            person.consents,
            |low| self.matters(low),
            |consent| {
                if consent.in_force(moment) { each(consent.scope()) } else { ControlFlow::Continue(()) }
            },
        )
    }

    /// What consents of a scope meet: a bit for each requirement that is open.
    #[inline]
    fn met(&self, scope: u32) -> Result<u8, Missing> {
        let known = self.plain.met.get(index(scope)).ok_or(Missing::Scope)?;
        // Written last: the items are there when it is.
        match known.load(Ordering::Acquire).to_le_bytes() {
            [_, 0] => self.learn(scope),
            [met, _] => Ok(met),
        }
    }

    /// Works out what consents of a scope meet, and keeps it.
    #[cold]
    fn learn(&self, scope: u32) -> Result<u8, Missing> {
        let (mut meets, mut items) = (0, 0);
        for (item, bit) in (0..self.question.items.len()).zip((0_u32..).map(|item| 1_u64.wrapping_shl(item))) {
            let met = self.meets(scope, item).ok_or(Missing::Scope)?;
            // The same for every item that it covers.
            meets |= met;
            items |= if met == 0 { 0 } else { bit };
        }
        let open_by = self.plain.open_by.iter().take(RAISED);
        let met = open_by.rev().fold(0, |met, (bit, _)| (met << 1) | u8::from(meets & bit != 0));
        if let Some(kept) = self.plain.met_items.get(index(scope)) {
            kept.store(items, Ordering::Relaxed);
        }
        if let Some(kept) = self.plain.met.get(index(scope)) {
            kept.store(u16::from(met) | KNOWN, Ordering::Release);
        }
        if met == 0 {
            self.plain.note_idle(scope);
        }
        Ok(met)
    }

    /// What a consent of a scope meets for an item; `None`: the scope is younger than the question.
    fn meets(&self, scope: u32, item: usize) -> Option<u64> {
        let given = self.scopes.get(index(scope))?;
        let (covers, meets) = self.window.scope_meets(self.question, scope, given, item, self.t)?;
        Some(if covers && !self.plain.barred.has(item) { meets } else { 0 })
    }

    /// The outcome when this is left open of each item, before rows with conditions.
    #[cfg_attr(not(target_arch = "wasm32"), inline)]
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
            let (question, window, t) = (self.question, self.window, self.t);
            let case = Case { question, window, consents: &[], heads: &[], bars: &[], first_late_bar: None, facts, t };
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
