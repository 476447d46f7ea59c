//! The full answer: which bases meet which requirement, why others don't, what has to be done (semantics §6).

use core::ops::Range;
use std::borrow::Cow;

use consent_near::approach;
use smallvec::SmallVec;

use super::answer::{
    Answer, Basis, BasisRef, Failing, ItemAnswer, NearMiss, NoticeVersion, ObligationAnswer, Position, ReasonCode,
    RequirementAnswer, Warning,
};
use super::judge::{Case, Hit, Source, barred, outcome_of};
use super::outline::Outline;
use crate::catalogue::compile::NoticeRow;
use crate::catalogue::{Due, Obligation};
use crate::id::{Id, SubjectId};
use crate::order;
use crate::state::{Consent, Head};
use crate::time::Instant;

/// At most so many scope codes, and a basis is still near.
const NEAR: usize = 2;

/// How many heads of consents a line of memory has.
const HEADS_A_LINE: usize = 64 / size_of::<Head>();

/// Mostly there are not more bases of an item that hold, for which no memory is taken.
const FEW: usize = 4;

/// The bases that an item rests on.
type Sources<'a> = SmallVec<[Source<'a>; FEW]>;

/// A basis that could meet a requirement of an item.
struct Candidate<'a> {
    source: Source<'a>,
    /// The requirements it meets, or would meet.
    meets: u64,
    /// Where its codes are: why it does not hold, sorted; none: it holds.
    codes: Range<usize>,
    /// Of a complete consent: the requirements that its form is enough for.
    enough: u64,
}

/// Bases that could meet a requirement of an item, their codes in one list.
#[derive(Default)]
pub(super) struct Candidates<'a> {
    list: Vec<Candidate<'a>>,
    codes: Vec<Failing>,
}

impl<'a> Candidates<'a> {
    fn with_capacity(bases: usize) -> Self {
        Self { list: Vec::with_capacity(bases), codes: Vec::with_capacity(bases) }
    }

    /// Says of the basis that comes next why it does not hold.
    pub(super) fn fail(&mut self, failing: Failing) {
        self.codes.push(failing);
    }

    /// The basis of which that was said.
    pub(super) fn add(&mut self, source: Source<'a>, meets: u64, enough: u64) {
        let begin = self.list.last().map_or(0, |last| last.codes.end);
        order::sort(self.codes.get_mut(begin..).unwrap_or_default());
        let mut at = begin.saturating_add(1);
        while let Some([before, after]) = self.codes.get(at.saturating_sub(1)..=at) {
            if before == after {
                self.codes.remove(at);
            } else {
                at = at.saturating_add(1);
            }
        }
        self.list.push(Candidate { source, meets, codes: begin..self.codes.len(), enough });
    }

    fn codes(&self, candidate: &Candidate<'_>) -> &[Failing] {
        self.codes.get(candidate.codes.clone()).unwrap_or_default()
    }

    /// True when one holds.
    pub(super) fn any_holds(&self) -> bool {
        self.list.iter().any(|candidate| candidate.codes.is_empty())
    }
}

impl<'a> Case<'a> {
    /// Answers in full, the horizon aside.
    pub(crate) fn answer(&self, subject: &SubjectId, position: Position) -> Answer {
        let question = self.question;
        // What is read next comes from memory while the question is copied.
        for head in (0..self.heads.len()).step_by(HEADS_A_LINE) {
            approach(self.heads, head);
        }
        let proposed = question.template.about(subject, self.t);
        let mut items = Vec::with_capacity(question.items.len());
        let mut obligations: Vec<ObligationAnswer> = Vec::new();
        let mut warnings: Vec<Warning> = Vec::new();
        let mut covered_items = 0_usize;
        for at in 0..question.items.len() {
            let (item, used) = self.window.with_outline(question, at, self.t, |outline| self.item(at, outline));
            if item.covered {
                covered_items = covered_items.saturating_add(1);
                for source in used {
                    self.collect_duties(source, &item.category, &mut obligations);
                    self.collect_warnings(source, &mut warnings);
                }
            }
            items.push(item);
        }
        order::sort(&mut obligations);
        order::sort(&mut warnings);
        warnings.dedup();
        Answer {
            outcome: outcome_of(covered_items, question.items.len()),
            question: proposed,
            items,
            holds_until: None,
            obligations,
            warnings,
            position,
        }
    }

    /// An item, and the bases that it rests on where it is covered.
    fn item(&self, at: usize, outline: &Outline) -> (ItemAnswer, Sources<'a>) {
        let question = self.question;
        let today = &question.world.today;
        let raised = self.window.raised.get(at).copied().unwrap_or_default();
        let hits = self.bars_at(at);
        let mut holding: SmallVec<[(Source<'a>, u64); FEW]> = self.holding(at, raised, &hits).collect();
        order::sort_by(&mut holding, |(a, _), (b, _)| a.place().cmp(&b.place()));
        let meeting = |needed: u64| holding.iter().filter(move |(_, meets)| meets & needed != 0).map(|(source, _)| *source);
        let governing = meeting(today.lawful_basis).next();
        let open = holding.iter().fold(raised, |open, (_, meets)| open & !meets);
        // Why others don't hold is looked at where something is missing.
        let candidates = if open == 0 { Candidates::default() } else { self.candidates(at, open, outline, &hits) };
        let mut requirements = Vec::with_capacity(usize::try_from(raised.count_ones()).unwrap_or_default());
        let mut used = Sources::new();
        let mut bit = 1_u64;
        for requirement in &today.requirements {
            if raised & bit != 0 {
                // The governing basis where it meets the requirement, else the first that does.
                let rests_on = meeting(bit).find(|source| Some(*source) == governing).or_else(|| meeting(bit).next());
                used.extend(rests_on.filter(|source| !used.contains(source)));
                requirements.push(RequirementAnswer {
                    id: requirement.id.clone(),
                    met_by: meeting(bit).map(Source::named).collect(),
                    reasons: if open & bit == 0 { Vec::new() } else { near_misses(&candidates, bit) },
                });
            }
            bit = bit.wrapping_shl(1);
        }
        let item = question.items.get(at);
        let covered = raised != 0 && open == 0;
        let answer = ItemAnswer {
            category: item
                .and_then(|item| today.category(item.category))
                .map_or_else(|| today.source.id.clone(), |c| c.id.clone()),
            operation: item.map_or(crate::catalogue::Operation::Use, |item| item.operation),
            covered,
            governing: governing.map(|source| self.describe(source)),
            others: meeting(today.lawful_basis).skip(1).map(|source| self.describe(source)).collect(),
            requirements,
            impersonal: if covered { Vec::new() } else { outline.impersonal.clone() },
        };
        (answer, used)
    }

    /// The first code of the first requirement of an item that nothing meets.
    pub(crate) fn first_reason(&self, at: usize) -> Option<ReasonCode> {
        let open = self.open(at);
        let first = open & open.wrapping_neg();
        let read = |outline: &Outline| near_misses(&self.candidates(at, first, outline, &self.bars_at(at)), first);
        let missed = (first != 0).then(|| self.window.with_outline(self.question, at, self.t, read))?;
        missed.first()?.codes.first().map(|failing| failing.code)
    }

    /// A basis by its name, with what a person wants to know about it.
    pub(crate) fn basis(&self, basis: &BasisRef) -> Basis {
        let source = match basis {
            BasisRef::LegalBasis(id) => self.question.world.today.row(id).map(Source::LegalBasis),
            BasisRef::Consent(id) => self.consent(id).map(Source::Consent),
        };
        source.map_or_else(|| named(basis.clone()), |source| self.describe(source))
    }

    /// A basis with what a person wants to know about it.
    fn describe(&self, source: Source<'_>) -> Basis {
        let mut described = named(source.named());
        match source {
            Source::LegalBasis(row) => {
                described.article = Some(row.source.article);
                described.character = Some(row.source.character);
            }
            Source::Consent(consent) => {
                described.notice = notice_version(consent);
                if let Some(completion) = &consent.completion {
                    let ends = |notice| completion.ends(notice, self.facts, self.t, self.question.world.today.offset());
                    described.at = Some(completion.at);
                    described.until = self.notice_of(consent).and_then(ends);
                    described.by_representative = completion.givers.iter().all(|giver| giver.role.represents());
                }
            }
        }
        described
    }

    /// Every basis that could meet one of the requirements `needed` of an item that these bars reach, with what stands against it.
    fn candidates(&self, at: usize, needed: u64, outline: &Outline, hits: &[Hit<'_>]) -> Candidates<'a> {
        let today = &self.question.world.today;
        let mut candidates = Candidates::with_capacity(outline.rows.len().saturating_add(self.consents.len()));
        for outline in &outline.rows {
            let Some(row) = today.rows.get(outline.position).filter(|row| row.meets & needed != 0) else { continue };
            self.row_failings(outline.position, hits, &mut candidates.codes);
            candidates.codes.extend_from_slice(&outline.codes);
            candidates.add(Source::LegalBasis(row), row.meets & needed, u64::MAX);
        }
        let marks = self.marks(at);
        for (number, consent) in self.consents.iter().enumerate() {
            let scope = self.heads.get(number).and_then(|head| head.scope_at(self.t));
            let is_far = marks.zip(scope).is_some_and(|(marks, scope)| marks.far.has(scope));
            if !is_far {
                self.add_consent((consent, scope), at, needed, hits, &mut candidates);
            }
        }
        candidates
    }

    /// Adds a consent that could meet something, unless its scope, which may have a number, is too far off for it to be told ([`NEAR`]).
    fn add_consent(
        &self,
        (consent, scope): (&'a Consent, Option<u32>),
        at: usize,
        needed: u64,
        hits: &[Hit<'_>],
        candidates: &mut Candidates<'a>,
    ) {
        let question = self.question;
        let (world, t) = (&question.world, self.t);
        let Some((notice, item)) = self.notice_of(consent).zip(question.items.get(at).copied()) else { return };
        let meets = question.notice_could_meet(notice, needed);
        if meets == 0 {
            return;
        }
        let completion = consent.completion.as_ref().filter(|done| done.at <= t);
        let kept = scope
            .zip(consent.completion.as_ref())
            .and_then(|(scope, done)| self.window.scope_codes(question, scope, (&done.extent, done.form, notice), at, t));
        let outside = match kept {
            Some(codes) => Cow::Borrowed(codes),
            None => Cow::Owned(question.extent_codes(&consent.extent_at(notice, t), notice.source.since, item, t)),
        };
        if is_far(outside.iter().copied()) {
            return;
        }
        let mut fail = |code: ReasonCode, since: Option<Instant>| candidates.fail(Failing { code, kind: None, since });
        let refused = consent.refused.filter(|at| *at <= t);
        let withdrawn = [consent.withdrawn.filter(|at| *at <= t), self.narrowed(consent, at)].into_iter().flatten().min();
        let given = || consent.acts.iter().filter(|act| !act.erased).map(|act| act.at).min();
        let enough = match completion {
            Some(done) => {
                if t < done.from {
                    fail(ReasonCode::NotYetValid, Some(done.from));
                }
                if let Some(end) = done.ends(notice, self.facts, t, world.today.offset())
                    && end <= t
                {
                    let unknown = done.ends_unknown(notice, self.facts, t);
                    fail(ReasonCode::Expired, if unknown { done.until.filter(|until| *until <= t) } else { Some(end) });
                }
                if let Some(since) = consent.suspended_since(t) {
                    fail(ReasonCode::Suspended, Some(since));
                }
                world.today.meets_in(notice, done.form)
            }
            None => {
                let answered = refused.is_some() || consent.withdrawn.is_some_and(|at| at <= t);
                let requested = consent.requested_at(t);
                if given().is_some_and(|first| first <= t) {
                    if !answered {
                        fail(ReasonCode::QuorumIncomplete, None);
                    }
                } else if requested.is_some() {
                    if !answered {
                        fail(ReasonCode::Requested, requested);
                    }
                } else if let Some(first) = given() {
                    let from = consent.completion.as_ref().map_or(first, |done| done.from);
                    fail(ReasonCode::NotYetValid, Some(from));
                } else if refused.is_none() {
                    return;
                }
                u64::MAX
            }
        };
        if let Some(since) = refused {
            fail(ReasonCode::Refused, Some(since));
        }
        if let Some(since) = withdrawn {
            fail(ReasonCode::Withdrawn, Some(since));
        }
        if consent.invalidated.is_some() {
            fail(ReasonCode::Invalidated, None);
        }
        if let Some(by) = notice.source.reconsent_by.filter(|by| *by <= t) {
            fail(ReasonCode::NoticeSuperseded, Some(by));
        }
        if question.assessment_has_run_out(notice.source.assessment.as_ref(), t) {
            fail(ReasonCode::AssessmentMissing, None);
        }
        if !question.states_all_due_before(&notice.source.obligations) {
            fail(ReasonCode::AssertionMissing, None);
        }
        outside.iter().for_each(|code| fail(*code, None));
        if let Some(done) = completion {
            hits.iter().filter(|hit| hit.defeats_consent(done)).for_each(|hit| candidates.fail(barred(hit)));
        }
        candidates.add(Source::Consent(consent), meets, enough);
    }

    /// The notice of a consent, as today's catalogue has it.
    fn notice_of(&self, consent: &Consent) -> Option<&'a NoticeRow> {
        consent.notice_row.and_then(|at| self.question.world.today.notices.get(at))
    }

    fn obligations_of(&self, source: Source<'a>) -> &'a [Obligation] {
        match source {
            Source::LegalBasis(row) => &row.source.obligations,
            Source::Consent(consent) => self.notice_of(consent).map_or(&[], |notice| &notice.source.obligations),
        }
    }

    fn collect_duties(&self, source: Source<'a>, category: &Id, into: &mut Vec<ObligationAnswer>) {
        let offset = self.question.world.today.offset();
        for obligation in self.obligations_of(source) {
            let by = match obligation.due {
                Due::By => obligation
                    .instant
                    .or_else(|| obligation.within.map(|period| self.t.plus(period, offset)))
                    // An unknown birth date makes it due at once.
                    .or_else(|| {
                        obligation.age.map(|age| self.facts.birth_date(self.t).map_or(self.t, |date| date.birthday(age, offset)))
                    }),
                _ => None,
            };
            let birthday = obligation.instant.is_none() && obligation.within.is_none() && obligation.due == Due::By;
            let age = obligation.age.filter(|_| birthday);
            let same = into.iter_mut().find(|known| {
                known.id == obligation.id
                    && (known.due, known.by, known.age) == (obligation.due, by, age)
                    && source.is_named(&known.basis)
            });
            match same {
                // The items come by category.
                Some(known) if known.categories.last() == Some(category) => {}
                Some(known) => known.categories.push(category.clone()),
                None => into.push(ObligationAnswer {
                    id: obligation.id.clone(),
                    due: obligation.due,
                    by,
                    age,
                    basis: source.named(),
                    categories: vec![category.clone()],
                }),
            }
        }
    }

    fn collect_warnings(&self, source: Source<'_>, into: &mut Vec<Warning>) {
        let Source::Consent(consent) = source else { return };
        let refresh_by = self.notice_of(consent).and_then(|notice| notice.source.refresh_by);
        if refresh_by.is_some_and(|by| by <= self.t)
            && let Ok(code) = Id::new("refresh-due")
        {
            into.push(Warning { code, basis: source.named() });
        }
    }

    /// The governing basis of an item and whether it is covered, for comparing instants.
    pub(crate) fn signature(&self, at: usize) -> (bool, Option<BasisRef>) {
        let hits = self.bars_at(at);
        let holding = self.holding(at, self.question.world.today.lawful_basis, &hits).map(|(source, _)| source);
        let governing = holding.min_by(|a, b| a.place().cmp(&b.place())).map(Source::named);
        (self.covers(at), governing)
    }
}

/// True for a basis that is not told among the nearest: with too many scope codes. It doesn't hold either.
pub(super) fn is_far(codes: impl Iterator<Item = ReasonCode>) -> bool {
    codes.filter(|code| code.is_scope()).count() > NEAR
}

/// A basis of which nothing is said yet.
fn named(basis: BasisRef) -> Basis {
    Basis { basis, article: None, character: None, at: None, until: None, notice: None, by_representative: false }
}

fn notice_version(consent: &Consent) -> Option<NoticeVersion> {
    consent.notice.as_ref().map(|(id, version)| NoticeVersion { id: id.clone(), version: *version })
}

/// Of the candidates for a requirement those that come nearest, or `no-basis` (semantics §6 *reasons*).
pub(super) fn near_misses(candidates: &Candidates<'_>, requirement: u64) -> Vec<NearMiss> {
    let near = || {
        candidates.list.iter().filter(|candidate| {
            let codes = candidates.codes(candidate).iter();
            candidate.meets & requirement != 0 && codes.filter(|failing| failing.code.is_scope()).count() <= NEAR
        })
    };
    // A form that is not enough is one code more.
    let count =
        |candidate: &Candidate<'_>| candidate.codes.len().saturating_add(usize::from(candidate.enough & requirement == 0));
    let fewest = near().map(count).min();
    let mut nearest: Vec<NearMiss> = near()
        .filter(|candidate| Some(count(candidate)) == fewest)
        .map(|candidate| {
            let mut codes = candidates.codes(candidate).to_vec();
            if candidate.enough & requirement == 0 {
                codes.push(Failing { code: ReasonCode::FormInsufficient, kind: None, since: None });
                order::sort(&mut codes);
            }
            let notice = match candidate.source {
                Source::Consent(consent) => notice_version(consent),
                Source::LegalBasis(_) => None,
            };
            NearMiss { basis: Some(candidate.source.named()), notice, codes }
        })
        .collect();
    order::sort_by(&mut nearest, |a, b| {
        (&a.codes, a.basis.as_ref().map(BasisRef::id), &a.basis).cmp(&(&b.codes, b.basis.as_ref().map(BasisRef::id), &b.basis))
    });
    if nearest.is_empty() {
        nearest.push(NearMiss {
            basis: None,
            notice: None,
            codes: vec![Failing { code: ReasonCode::NoBasis, kind: None, since: None }],
        });
    }
    nearest
}
