//! The small answer: a plain value for hosts that ask a million times. It agrees with the full one.

use std::sync::Arc;

use super::answer::{Outcome, ReasonCode};
use super::judge::{Case, outcome_of};
use super::prepare::Prepared;
use super::window::OpenRow;
use crate::catalogue::compile::Row;
use crate::catalogue::{Character, Condition};
use crate::engine::Engine;
use crate::error::Result;
use crate::id::SubjectId;
use crate::state::State;
use crate::time::Instant;

/// What governs the covered items of a use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BasisKind {
    /// A legal basis that obliges: consent is neither needed nor asked.
    Duty,
    /// A legal basis that allows.
    Permission,
    /// The person's consent.
    Consent,
    /// Some items are governed by one kind, some by another.
    Several,
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

/// What the catalogue alone says about an item's governing basis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Law {
    /// Of the rows without conditions about the person; absent: none of them is a lawful basis of the item.
    kind: Option<BasisKind>,
    /// No row with conditions about the person could govern in its place.
    settled: bool,
}

impl Law {
    pub(crate) fn of(question: &Prepared, rows: &[OpenRow], item: usize) -> Self {
        let today = &question.world.today;
        let lawful = rows.iter().filter(|open| open.items.has(item)).filter_map(|open| today.rows.get(open.row));
        let (mut kind, mut conditional) = (None, None);
        for row in lawful.filter(|row| row.meets & today.lawful_basis != 0) {
            let about_person = row.source.when.iter().any(|condition| !matches!(condition, Condition::Assertion(_)));
            let best = if about_person { &mut conditional } else { &mut kind };
            *best = first_kind(*best, kind_of(row));
        }
        Self { kind, settled: first_kind(kind, conditional) == kind }
    }
}

fn kind_of(row: &Row) -> Option<BasisKind> {
    Some(if row.source.character == Character::Duty { BasisKind::Duty } else { BasisKind::Permission })
}

/// The one that governs: a duty before a permission (semantics §6.4).
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
    /// The kind of the basis that governs an item.
    fn governing_kind(&self, item: usize) -> Option<BasisKind> {
        let today = &self.question.world.today;
        let mut kind = None;
        for open in self.window.rows.iter().filter(|open| open.items.has(item)) {
            let Some(row) = today.rows.get(open.row).filter(|row| row.meets & today.lawful_basis != 0) else { continue };
            let first = first_kind(kind, kind_of(row));
            if first != kind && self.row_holds(open.row, item) {
                kind = first;
            }
        }
        let consent = || self.consents.iter().any(|consent| self.consent_meets(consent, item, today.lawful_basis) != 0);
        kind.or_else(|| consent().then_some(BasisKind::Consent))
    }

    fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for item in (0..self.question.items.len()).filter(|item| self.covers(*item)) {
            tally.add(self.governing_kind(item));
        }
        tally
    }

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
    /// The small answer to a prepared question about one person at one instant. Outcome and basis alone are found without
    /// allocating once the question has met the person's kinds of consents.
    ///
    /// # Errors
    /// As [`SubjectId::new`] for a key that no event names; those of [`Engine::prepare`], when a catalogue has been published since.
    pub fn brief(&self, prepared: &Prepared, subject: &str, at: Instant, wanted: BriefOptions) -> Result<Brief> {
        let known_at = prepared.template().known_at;
        let world = self.world(known_at)?;
        if !Arc::ptr_eq(world, &prepared.world) {
            return self.brief(&self.prepare(prepared.template())?, subject, at, wanted);
        }
        let (window, size) = (prepared.window(at), known_at.unwrap_or_else(|| self.size()));
        let Some(number) = self.number(subject) else {
            SubjectId::check(subject)?;
            let nobody = State::default();
            return Ok(Case::within(prepared, window, &nobody, at).brief(wanted, size, &nobody));
        };
        if known_at.is_none() && window.is_plain() && !wanted.horizon {
            let mut tally = Tally::default();
            let mut settled = true;
            let read = self.plain(number).and_then(|consents| {
                window.plain_items(prepared, consents, self.scope_list(), at, |item| {
                    let law = window.law.get(item).copied().unwrap_or(Law { kind: None, settled: false });
                    settled &= law.settled;
                    tally.add(law.kind.or(Some(BasisKind::Consent)));
                })
            });
            let outcome = outcome_of(tally.covered, prepared.items.len());
            if read.is_some() && settled && !(wanted.reason && outcome != Outcome::Covered) {
                return Ok(Brief { outcome, basis: tally.basis, reason: None, holds_until: None, size });
            }
        }
        Ok(self.scan(number, known_at, &prepared.world, |state| {
            Case::within(prepared, window, state, at).brief(wanted, size, state)
        }))
    }
}
