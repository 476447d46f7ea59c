//! Whether bases hold for a person: conditions, consents in force, bars (semantics §6.2). The one place that knows.

use smallvec::SmallVec;

use super::prepare::Prepared;
use super::window::{Marks, Window};
use super::{BasisRef, Failing, Outcome, ReasonCode};
use crate::catalogue::compile::{Kind, NoticeRow, Row};
use crate::catalogue::extent::operation_bit;
use crate::catalogue::{Condition, LaterConsent};
use crate::id::Id;
use crate::ledger::{Actor, ActorRole};
use crate::state::{Bar, Completion, Consent, Facts, Head, Knowledge, State};
use crate::time::Instant;

/// A question about one person at one instant.
#[derive(Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) question: &'a Prepared,
    pub(crate) window: &'a Window,
    pub(crate) consents: &'a [Consent],
    /// One for each of the consents, or none ([`State::heads`]).
    pub(crate) heads: &'a [Head],
    pub(crate) bars: &'a [Bar],
    /// When the first of the bars was set, if they only defeat what began later ([`State::first_late_bar`]).
    pub(crate) first_late_bar: Option<Instant>,
    pub(crate) facts: &'a Facts,
    pub(crate) t: Instant,
}

/// A bar in force that has an item in its scope.
pub(crate) struct Hit<'a> {
    /// Which one; `None`: not set by an event of its own.
    pub(crate) bar: Option<&'a Bar>,
    /// `None`: today's catalogue does not know the kind, and the strictest holds.
    pub(crate) kind: Option<&'a Kind>,
    pub(crate) kind_id: &'a Id,
    at: Instant,
    pub(crate) since: Option<Instant>,
    setter: Option<&'a Actor>,
}

/// A basis where it is kept.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    LegalBasis(&'a Row),
    Consent(&'a Consent),
}

impl<'a> Source<'a> {
    /// The place in the governing order (semantics §6.4): rank, a consent's `at`, id.
    pub(crate) fn place(self) -> (u8, Option<Instant>, &'a Id) {
        match self {
            Self::LegalBasis(row) => (row.rank(), None, &row.source.id),
            Self::Consent(consent) => (6, consent.completion.as_ref().map(|done| done.at), &consent.id),
        }
    }

    /// What answers call it.
    pub(crate) fn named(self) -> BasisRef {
        match self {
            Self::LegalBasis(row) => BasisRef::LegalBasis(row.source.id.clone()),
            Self::Consent(consent) => BasisRef::Consent(consent.id.clone()),
        }
    }

    /// True when answers call it so.
    pub(crate) fn is_named(self, name: &BasisRef) -> bool {
        match (self, name) {
            (Self::LegalBasis(row), BasisRef::LegalBasis(id)) => row.source.id == *id,
            (Self::Consent(consent), BasisRef::Consent(id)) => consent.id == *id,
            _ => false,
        }
    }
}

impl PartialEq for Source<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::LegalBasis(a), Self::LegalBasis(b)) => a.source.id == b.source.id,
            (Self::Consent(a), Self::Consent(b)) => a.id == b.id,
            _ => false,
        }
    }
}

/// Bars that reach an item: mostly none or one, for which no memory is taken.
pub(crate) type Hits<'a> = SmallVec<[Hit<'a>; 2]>;

impl Hit<'_> {
    /// INVARIANT (a statute overrides only what its words override): only a row whose `survives` names the kind is out of reach.
    #[inline]
    pub(crate) fn defeats_row(&self, row: &Row, began: Instant) -> bool {
        match self.kind {
            Some(kind) => kind.defeats_row(row) && (kind.reaches_earlier_rows() || self.at <= began),
            None => !row.source.survives.as_ref().is_some_and(|kinds| kinds.contains(self.kind_id)),
        }
    }

    /// INVARIANT (the negative act wins a tie): only a consent with a later `at` can stand, and no representative's outdoes the
    /// person's own bar.
    #[inline]
    pub(crate) fn defeats_consent(&self, completion: &Completion) -> bool {
        self.defeats_consent_of(&completion.givers, completion.at)
    }

    /// As [`Self::defeats_consent`], for a consent completed at `at` by these.
    #[inline]
    pub(crate) fn defeats_consent_of(&self, givers: &[Actor], at: Instant) -> bool {
        let Some(kind) = self.kind else { return true };
        if !kind.defeats_consents() {
            return false;
        }
        let own = givers.iter().any(|giver| giver.role == ActorRole::Person)
            || self.setter.is_some_and(|setter| givers.iter().all(|giver| giver == setter));
        !(kind.source.later_consent == Some(LaterConsent::Lifts) && at > self.at && own)
    }
}

impl<'a> Case<'a> {
    pub(crate) fn new(question: &'a Prepared, state: &'a State, t: Instant) -> Self {
        Self::within(question, question.window(t), state, t)
    }

    /// As [`Self::new`], when the window of `t` is at hand.
    pub(crate) fn within(question: &'a Prepared, window: &'a Window, state: &'a State, t: Instant) -> Self {
        let State { consents, heads, bars, first_late_bar, facts, .. } = state;
        Self { question, window, consents, heads, bars, first_late_bar: *first_late_bar, facts, t }
    }

    /// The consent of an id.
    pub(crate) fn consent(&self, id: &Id) -> Option<&'a Consent> {
        self.consents.binary_search_by(|c| c.id.cmp(id)).ok().and_then(|at| self.consents.get(at))
    }

    /// True when one of the bars that reach an item is as `found` says.
    pub(crate) fn any_bar(&self, item: usize, mut found: impl FnMut(&Hit<'_>) -> bool) -> bool {
        self.hits(item, self.bars_in_force()).any(|hit| found(&hit))
    }

    /// The bars that reach an item, but for the person's where none of them can defeat anything.
    #[inline]
    pub(crate) fn bars_at(&self, item: usize) -> Hits<'a> {
        let mut hits = Hits::new();
        // One by one, and not chained as `hits` does it: for the few that there are that takes longer than all the rest.
        for hit in self.without_event(item) {
            hits.push(hit);
        }
        if self.bars_come_too_late() {
            return hits;
        }
        for (bar, kind) in self.bars_in_force() {
            if let Some(hit) = self.hit(bar, kind, item) {
                hits.push(hit);
            }
        }
        hits
    }

    /// True when the person's bars defeat nothing but legal bases that begin later, and none does.
    #[inline]
    fn bars_come_too_late(&self) -> bool {
        let Prepared { world, waivers, .. } = self.question;
        // A permit that a remedy takes as obtained begins its row now.
        let begun_before = |first: Instant| world.last_begun.is_none_or(|began| began < first);
        waivers.permits.is_empty() && self.first_late_bar.is_some_and(begun_before)
    }

    /// The person's bars in force, each with its kind.
    #[inline]
    fn bars_in_force(&self) -> impl Iterator<Item = (&'a Bar, Option<&'a Kind>)> {
        let Self { question, bars, t, .. } = *self;
        let in_force = bars.iter().filter(move |bar| bar.in_force(t));
        in_force.map(|bar| (bar, question.world.today.bar_kinds.get(&bar.kind)))
    }

    /// The bars that reach an item: death, the network's, and those of `bars`, which are in force, each with its kind.
    pub(crate) fn hits(
        &self,
        item: usize,
        bars: impl IntoIterator<Item = (&'a Bar, Option<&'a Kind>)>,
    ) -> impl Iterator<Item = Hit<'a>> {
        let case = *self;
        self.without_event(item).chain(bars.into_iter().filter_map(move |(bar, kind)| case.hit(bar, kind, item)))
    }

    /// What no event of its own has set: death, and who is not admitted to the network.
    #[inline]
    fn without_event(&self, item: usize) -> impl Iterator<Item = Hit<'a>> {
        let died = self.facts.deceased_since(self.t);
        let not_admitted = self.window.not_admitted.has(item);
        let found =
            if died.is_none() && !not_admitted { [None, None] } else { self.found_without_event(item, died, not_admitted) };
        found.into_iter().flatten()
    }

    #[cold]
    fn found_without_event(&self, item: usize, died: Option<Instant>, not_admitted: bool) -> [Option<Hit<'a>>; 2] {
        let found = |id: &str, at: Instant, since| {
            let (kind_id, kind) = self.question.world.today.bar_kinds.get_key_value(id)?;
            self.kind_reaches(kind, item).then_some(Hit { bar: None, kind: Some(kind), kind_id, at, since, setter: None })
        };
        [
            died.and_then(|at| found("deceased", at, Some(at))),
            not_admitted.then(|| found("not-admitted", Instant::MIN, None)).flatten(),
        ]
    }

    #[inline]
    fn kind_reaches(&self, kind: &Kind, item: usize) -> bool {
        let operation = self.question.items.get(item).map(|item| operation_bit(item.operation));
        kind.in_force(self.t) && operation.is_some_and(|bit| kind.operations.is_none_or(|mask| mask & bit != 0))
    }

    #[inline]
    fn hit(&self, bar: &'a Bar, kind: Option<&'a Kind>, item: usize) -> Option<Hit<'a>> {
        let Self { question, window, t, .. } = *self;
        let operation = question.items.get(item)?.operation;
        if kind.is_some_and(|kind| !self.kind_reaches(kind, item)) {
            return None;
        }
        let up = window.bar_up(question, question.world.latest(), item, t)?;
        let is_in = match kind {
            // An absent member of a bar's scope is all that its kind's `over` allows.
            Some(kind) => up.is_in_or(&bar.extent, &kind.over, operation, question.cases()),
            None => up.is_in(&bar.extent, operation, question.cases()),
        };
        let classed = |class| up.purposes.iter().any(|purpose| question.world.purpose_had_class(*purpose, class));
        let reaches = is_in
            && bar.purpose_class.is_none_or(classed)
            && bar.given.as_ref().is_none_or(|given| up.is_in(given, operation, question.cases()));
        reaches.then_some(Hit {
            bar: Some(bar),
            kind,
            kind_id: &bar.kind,
            at: bar.at,
            since: Some(bar.from),
            setter: Some(&bar.setter),
        })
    }

    /// The first condition about the person that a row fails, or all of them: calls `failed` until it says `true`.
    #[inline]
    pub(crate) fn any_condition(&self, row: &Row, mut failed: impl FnMut(&Condition, ReasonCode) -> bool) -> bool {
        let Self { question, facts, t, .. } = *self;
        let offset = question.world.today.offset();
        // A relationship or home municipality with a party holds for its parts.
        let counts = |party: Option<u32>| move |with: u32| party.is_some_and(|party| question.world.is_within(party, with));
        row.source.when.iter().zip(&row.with).any(|(condition, with)| {
            let knowledge = match condition {
                Condition::Relationship(relationship) => {
                    facts.relationship(&relationship.kind, counts(question.party_for(&relationship.with, *with)), t)
                }
                Condition::HomeMunicipality(home) => facts.home(counts(question.party_for(&home.party, *with)), t),
                Condition::Age(age) => {
                    let min = age.min.map_or(Knowledge::Known(true), |min| facts.has_reached(min, t, offset));
                    let below = age.below.map_or(Knowledge::Known(false), |below| facts.has_reached(below, t, offset));
                    match (min, below) {
                        (Knowledge::Known(min), Knowledge::Known(below)) => Knowledge::Known(min && !below),
                        _ => Knowledge::Unknown,
                    }
                }
                // What the asker states is the catalogue's part: see `Prepared::row_codes`.
                Condition::Assertion(_) => Knowledge::Known(true),
            };
            match knowledge {
                Knowledge::Known(true) => false,
                Knowledge::Known(false) => failed(condition, ReasonCode::ConditionUnmet),
                Knowledge::Unknown => failed(condition, ReasonCode::FactMissing),
            }
        })
    }

    /// True when a row, open for an item by the catalogue, holds for the person whose item these bars reach.
    #[inline]
    pub(crate) fn row_holds(&self, position: usize, hits: &[Hit<'_>]) -> bool {
        let world = &self.question.world;
        let Some((row, began)) = world.today.rows.get(position).zip(world.row_begins.get(position)) else { return false };
        let began = self.row_began(row, *began);
        self.conditions_hold(row) && !hits.iter().any(|hit| hit.defeats_row(row, began))
    }

    /// True when the person fulfils a row's conditions.
    #[inline]
    pub(crate) fn conditions_hold(&self, row: &Row) -> bool {
        !self.any_condition(row, |_, _| true)
    }

    /// When a row began: not before the permit that a remedy takes as obtained now.
    pub(crate) fn row_began(&self, row: &Row, began: Instant) -> Instant {
        if self.question.waivers.permits.contains(&row.source.id) { began.max(self.t) } else { began }
    }

    /// The failing codes of a row that depend on the person, for an item that these bars reach.
    pub(crate) fn row_failings(&self, position: usize, hits: &[Hit<'_>], codes: &mut Vec<Failing>) {
        let world = &self.question.world;
        let Some((row, began)) = world.today.rows.get(position).zip(world.row_begins.get(position)) else { return };
        self.any_condition(row, |_, code| {
            codes.push(Failing { code, kind: None, since: None });
            false
        });
        codes.extend(hits.iter().filter(|hit| hit.defeats_row(row, *began)).map(barred));
    }

    /// The earliest narrowing in effect that takes an item away from a consent.
    ///
    /// INVARIANT (bars never shrink): in the catalogue when it took effect, or in today's.
    pub(crate) fn narrowed(&self, consent: &Consent, item: usize) -> Option<Instant> {
        let Self { question, window, t, .. } = *self;
        let operation = question.items.get(item)?.operation;
        let today = question.world.latest();
        consent
            .narrowings
            .iter()
            .filter(|narrowing| narrowing.at <= t)
            .find(|narrowing| {
                [Some(today), narrowing.view.filter(|view| *view != today)].into_iter().flatten().any(|view| {
                    let up = window.bar_up(question, view, item, t);
                    up.is_some_and(|up| up.is_in(&narrowing.extent, operation, question.cases()))
                })
            })
            .map(|narrowing| narrowing.at)
    }

    /// The bases that hold for an item that these bars reach, each with those of the requirements `needed` that it meets.
    pub(crate) fn holding<'h>(
        &self,
        item: usize,
        needed: u64,
        hits: &'h [Hit<'_>],
    ) -> impl Iterator<Item = (Source<'a>, u64)> + 'h
    where
        'a: 'h,
    {
        let case = *self;
        let open = case.window.rows.iter().filter(move |open| open.items.has(item));
        let rows = open.filter_map(move |open| {
            let row = case.question.world.today.rows.get(open.row)?;
            let meets = row.meets & needed;
            (meets != 0 && case.row_holds(open.row, hits)).then_some((Source::LegalBasis(row), meets))
        });
        let consents = self.in_scope(item).filter_map(move |consent| {
            let meets = case.consent_meets(consent, item, needed, hits);
            (meets != 0).then_some((Source::Consent(consent), meets))
        });
        rows.chain(consents)
    }

    /// What is known of scopes about an item, where the person's have numbers.
    pub(crate) fn marks(&self, item: usize) -> Option<&'a Marks> {
        if self.heads.is_empty() { None } else { self.window.marks(item) }
    }

    /// The person's consents, but for those whose scope is known not to cover an item.
    pub(crate) fn in_scope(&self, item: usize) -> impl Iterator<Item = &'a Consent> + use<'a> {
        let Self { consents, heads, .. } = *self;
        let marks = self.marks(item);
        let outside = move |head: &Head| marks.zip(head.completed_scope()).is_some_and(|(marks, scope)| marks.outside.has(scope));
        let read = move |(at, consent)| (!heads.get(at).is_some_and(outside)).then_some(consent);
        consents.iter().enumerate().filter_map(read)
    }

    /// The requirements that a consent meets for an item that these bars reach, or none.
    #[inline]
    pub(crate) fn consent_meets(&self, consent: &Consent, item: usize, needed: u64, hits: &[Hit<'_>]) -> u64 {
        let meets = self.consent_is_for(consent, item, needed);
        let defeated = |hit: &Hit<'_>| consent.completion.as_ref().is_none_or(|done| hit.defeats_consent(done));
        if meets != 0 && !hits.iter().any(defeated) { meets } else { 0 }
    }

    /// As [`Self::consent_meets`], whatever bars there are.
    #[inline]
    pub(crate) fn consent_is_for(&self, consent: &Consent, item: usize, needed: u64) -> u64 {
        // What most consents fail is their scope, which is known beforehand.
        let scope = consent.completion.as_ref().and_then(|done| done.scope);
        if scope.is_some() && !self.scope_covers(consent, item) {
            return 0;
        }
        let meets = self.consent_stands(consent, needed);
        if meets != 0 && self.consent_reaches(consent, item) { meets } else { 0 }
    }

    /// Of the requirements `needed` those that a consent meets where its scope reaches and no bar defeats it.
    #[inline]
    pub(crate) fn consent_stands(&self, consent: &Consent, needed: u64) -> u64 {
        let Self { question, facts, t, .. } = *self;
        let today = &question.world.today;
        let Some((notice, completion)) = self.completed(consent) else { return 0 };
        let meets = today.meets_in(notice, completion.form) & needed;
        let stands = meets != 0
            && question.states_all_due_before(&notice.source.obligations)
            && !question.assessment_has_run_out(notice.source.assessment.as_ref(), t)
            && consent.in_force(notice, facts, t, today.offset());
        if stands { meets } else { 0 }
    }

    /// True when an item is in a consent's scope and was not taken away from it.
    pub(crate) fn consent_reaches(&self, consent: &Consent, item: usize) -> bool {
        self.scope_covers(consent, item) && self.narrowed(consent, item).is_none()
    }

    /// True when an item is in the scope of a consent that was completed.
    #[inline]
    fn scope_covers(&self, consent: &Consent, item: usize) -> bool {
        let Some((notice, done)) = self.completed(consent) else { return false };
        let scope = (&done.extent, done.form, notice);
        self.window.scope_covers(self.question, done.scope, scope, item, self.t)
    }

    /// The notice and the completion of a consent that was completed.
    #[inline]
    pub(crate) fn completed<'c>(&self, consent: &'c Consent) -> Option<(&'a NoticeRow, &'c Completion)> {
        let notice = consent.notice_row.and_then(|at| self.question.world.today.notices.get(at));
        notice.zip(consent.completion.as_ref())
    }

    /// The requirements of an item that nothing meets.
    pub(crate) fn open(&self, item: usize) -> u64 {
        self.open_under(item, &self.bars_at(item))
    }

    /// As [`Self::open`], for an item that these bars reach.
    #[inline]
    pub(crate) fn open_under(&self, item: usize, hits: &[Hit<'_>]) -> u64 {
        let mut open = self.window.raised.get(item).copied().unwrap_or_default();
        for row in &self.window.rows {
            let meets = self.question.world.today.rows.get(row.row).map_or(0, |row| row.meets);
            if meets & open != 0 && row.items.has(item) && self.row_holds(row.row, hits) {
                open &= !meets;
            }
        }
        for consent in self.in_scope(item) {
            if open == 0 {
                break;
            }
            open &= !self.consent_meets(consent, item, open, hits);
        }
        open
    }

    /// True when an item raises requirements.
    #[inline]
    pub(crate) fn raises(&self, item: usize) -> bool {
        self.window.raised.get(item).is_some_and(|raised| *raised != 0)
    }

    /// True when an item is covered: it raises requirements and all are met.
    pub(crate) fn covers(&self, item: usize) -> bool {
        self.raises(item) && self.open(item) == 0
    }

    /// The plain answer.
    pub(crate) fn outcome(&self) -> Outcome {
        let covered = (0..self.question.items.len()).filter(|item| self.covers(*item)).count();
        outcome_of(covered, self.question.items.len())
    }
}

#[inline]
pub(crate) fn outcome_of(covered: usize, items: usize) -> Outcome {
    if covered == 0 {
        Outcome::NotCovered
    } else if covered == items {
        Outcome::Covered
    } else {
        Outcome::PartlyCovered
    }
}

pub(crate) fn barred(hit: &Hit<'_>) -> Failing {
    Failing { code: ReasonCode::Barred, kind: Some(hit.kind_id.clone()), since: hit.since }
}

impl Prepared {
    /// The party with which a fact must be; `controller` and `recipient` stand for those of the use.
    #[inline]
    fn party_for(&self, with: &Id, number: Option<u32>) -> Option<u32> {
        match with.as_str() {
            "controller" => Some(self.controller),
            "recipient" => Some(self.recipient),
            _ => number.filter(|n| self.world.today.party(*n).is_some()),
        }
    }

    /// The id of a party that a condition names; `controller` and `recipient` stand for those of the use.
    pub(crate) fn party_id(&self, with: &Id) -> Option<Id> {
        match with.as_str() {
            "controller" => self.world.today.party(self.controller).map(|p| p.id.clone()),
            "recipient" => self.world.today.party(self.recipient).map(|p| p.id.clone()),
            _ => Some(with.clone()),
        }
    }
}
