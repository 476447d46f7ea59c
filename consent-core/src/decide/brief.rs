//! The small answer: a plain value for hosts that ask a million times. It agrees with the full one.

use super::answer::{Outcome, ReasonCode};
use super::judge::{Case, Hit, outcome_of};
use super::plain::{Picked, PlainCase};
use super::prepare::Prepared;
use crate::catalogue::compile::Row;
use crate::catalogue::world::World;
use crate::catalogue::{Character, words};
use crate::engine::Engine;
use crate::error::Result;
use crate::id::SubjectId;
use crate::state::State;
use crate::time::Instant;

words! {
    /// What governs the covered items of a use.
    BasisKind {
        /// A legal basis that obliges: consent is neither needed nor asked.
        Duty = "duty",
        /// A legal basis that allows.
        Permission = "permission",
        /// The person's consent.
        Consent = "consent",
        /// Some items are governed by one kind, some by another.
        Several = "several",
    }
}

/// The small answer: the outcome, and what was wanted besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Brief {
    /// Whether the use is covered. A yes/no caller takes *yes* for [`Outcome::Covered`] only.
    pub outcome: Outcome,
    /// What governs the covered items; absent: none is covered.
    pub basis: Option<BasisKind>,
    /// The first code of the first unmet requirement of the first item that is not covered; absent: there is none, or not wanted.
    pub reason: Option<ReasonCode>,
    /// As [`Answer::holds_until`](super::Answer::holds_until); absent: it holds for ever, or not wanted.
    pub holds_until: Option<Instant>,
    /// How many events were read.
    pub size: u64,
}

/// What a small answer has besides outcome and basis: each takes time, and memory for a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BriefOptions {
    /// The first reason of what is not covered.
    pub reason: bool,
    /// Until when the answer holds.
    pub horizon: bool,
}

impl BriefOptions {
    /// Wants the reason.
    #[must_use]
    pub fn with_reason(self) -> Self {
        Self { reason: true, ..self }
    }

    /// Wants the horizon.
    #[must_use]
    pub fn with_horizon(self) -> Self {
        Self { horizon: true, ..self }
    }
}

/// What governs the items of a question when all of them are covered and no bar of the person defeats a row: the rows, if none with
/// conditions about the person could govern in the place of the others, and consents elsewhere. `rows` are those that stand for an
/// item, each with whether it has conditions about the person.
pub(crate) fn governed<'a, I: Iterator<Item = (&'a Row, bool)>>(
    question: &'a Prepared,
    items: usize,
    rows: impl Fn(usize) -> I,
) -> Option<BasisKind> {
    let lawful = question.world.today.lawful_basis;
    let mut tally = Tally::default();
    for item in 0..items {
        let (mut sure, mut conditional) = (None, None);
        for (row, about_person) in rows(item).filter(|(row, _)| row.meets & lawful != 0) {
            let best = if about_person { &mut conditional } else { &mut sure };
            *best = first_kind(*best, kind_of(row));
        }
        if first_kind(sure, conditional) != sure {
            return None;
        }
        tally.add(sure.or(Some(BasisKind::Consent)));
    }
    tally.basis
}

#[inline]
fn kind_of(row: &Row) -> Option<BasisKind> {
    Some(if row.source.character == Character::Duty { BasisKind::Duty } else { BasisKind::Permission })
}

/// The one that governs: a duty before a permission (semantics §6.4).
#[inline]
fn first_kind(a: Option<BasisKind>, b: Option<BasisKind>) -> Option<BasisKind> {
    if a == Some(BasisKind::Duty) || b.is_none() {
        a
    } else if b == Some(BasisKind::Duty) {
        b
    } else {
        a.or(b)
    }
}

/// Covered items as they are counted.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    covered: usize,
    basis: Option<BasisKind>,
}

impl Tally {
    fn add(&mut self, basis: Option<BasisKind>) {
        self.basis = match (self.covered, self.basis) {
            (0, _) => basis,
            (_, known) if known == basis => known,
            _ => Some(BasisKind::Several),
        };
        self.covered = self.covered.saturating_add(1);
    }
}

impl Case<'_> {
    /// The kind of the basis that governs an item that these bars reach.
    #[inline]
    fn governing_kind(&self, item: usize, hits: &[Hit<'_>]) -> Option<BasisKind> {
        let today = &self.question.world.today;
        let mut kind = None;
        for open in self.window.rows.iter().filter(|open| open.items.has(item)) {
            let Some(row) = today.rows.get(open.row).filter(|row| row.meets & today.lawful_basis != 0) else { continue };
            let first = first_kind(kind, kind_of(row));
            if first != kind && self.row_holds(open.row, hits) {
                kind = first;
            }
        }
        let consent = || self.consents.iter().any(|consent| self.consent_meets(consent, item, today.lawful_basis, hits) != 0);
        kind.or_else(|| consent().then_some(BasisKind::Consent))
    }

    #[inline]
    fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for item in (0..self.question.items.len()).filter(|item| self.raises(*item)) {
            let hits = self.bars_at(item);
            if self.open_under(item, &hits) == 0 {
                tally.add(self.governing_kind(item, &hits));
            }
        }
        tally
    }

    /// What governs, where every item is known to be covered.
    #[inline]
    fn governed_when_covered(&self) -> Option<BasisKind> {
        let mut tally = Tally::default();
        for item in 0..self.question.items.len() {
            tally.add(self.governing_kind(item, &self.bars_at(item)));
        }
        tally.basis
    }

    #[inline]
    fn brief(&self, wanted: BriefOptions, size: u64, state: &State) -> Brief {
        let Tally { covered, basis } = self.tally();
        let items = self.question.items.len();
        let uncovered = || (0..items).find(|item| !self.covers(*item));
        Brief {
            outcome: outcome_of(covered, items),
            basis,
            reason: wanted.reason.then(|| uncovered().and_then(|item| self.first_reason(item))).flatten(),
            holds_until: wanted.horizon.then(|| self.question.holds_until(state, self.t)).flatten(),
            size,
        }
    }
}

impl Engine {
    /// The small answer to a prepared question about one person, by the bytes of the subject key, at one instant. Outcome and basis alone, as
    /// known now, are found without allocating once the question, prepared with today's catalogue, has met the person's kinds of consents,
    /// unless more than two bars reach an item.
    ///
    /// # Errors
    /// As [`SubjectId::new`] for a key that no event names; those of [`Engine::prepare`], when a catalogue has been published since.
    #[inline]
    pub fn brief(&self, prepared: &Prepared, subject: &[u8], at: Instant, wanted: BriefOptions) -> Result<Brief> {
        let anew = self.current(prepared)?;
        let case = self.plain_case(anew.as_deref().unwrap_or(prepared), at);
        let person = self.block_of(subject).map(|block| case.pick(block));
        if person.is_none() {
            SubjectId::check_bytes(subject)?;
        }
        Ok(self.brief_of(person.as_ref(), &case, wanted))
    }

    /// As [`Engine::brief`], about many persons and instants: their memory is fetched side by side. Gives the answers one by one, in
    /// the order of the questions; a malformed subject key is an error of its own, and the others are answered.
    ///
    /// # Errors
    /// Those of [`Engine::prepare`], when a catalogue has been published since; of one key, given as its answer, as [`SubjectId::new`].
    pub fn brief_all<'k>(
        &self,
        prepared: &Prepared,
        asked: impl IntoIterator<Item = (&'k [u8], Instant)>,
        wanted: BriefOptions,
        answer: impl FnMut(Result<Brief>),
    ) -> Result<()> {
        let anew = self.current(prepared)?;
        let prepared = anew.as_deref().unwrap_or(prepared);
        self.about_all(prepared, asked, |person, case| self.brief_of(person.as_ref(), case, wanted), answer);
        Ok(())
    }

    #[inline]
    fn brief_of(&self, person: Option<&Picked<'_>>, case: &PlainCase<'_>, wanted: BriefOptions) -> Brief {
        let question = case.question();
        let known_at = question.template().known_at;
        let size = known_at.unwrap_or_else(|| self.size());
        if known_at.is_none() && !wanted.horizon {
            let outcome = person.map_or_else(|| Some(case.nobody()), |person| self.plain_outcome(person, case));
            let brief = |outcome, basis| Brief { outcome, basis, reason: None, holds_until: None, size };
            match (outcome, case.governed()) {
                (Some(Outcome::Covered), basis @ Some(_)) => return brief(Outcome::Covered, basis),
                (Some(Outcome::Covered), None) => {
                    let governed = |state: &State| brief(Outcome::Covered, case.whole(state).governed_when_covered());
                    return self.about(person, known_at, &question.world, governed);
                }
                (Some(Outcome::NotCovered), _) if !wanted.reason => return brief(Outcome::NotCovered, None),
                _ => {}
            }
        }
        self.about(person, known_at, &question.world, |state| case.whole(state).brief(wanted, size, state))
    }

    /// Reads the state of a person, or of one without events.
    #[inline]
    fn about<T>(&self, person: Option<&Picked<'_>>, known_at: Option<u64>, world: &World, read: impl FnOnce(&State) -> T) -> T {
        match person {
            Some(person) => self.scan(person.block.number(), known_at, world, read),
            None => read(&State::default()),
        }
    }
}
