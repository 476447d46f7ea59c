//! The full answer: which bases meet which requirement, why others don't, what has to be done (semantics §6).

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::answer::{
    Answer, Basis, BasisRef, Failing, ItemAnswer, NearMiss, NoticeVersion, ObligationAnswer, Position, ReasonCode,
    RequirementAnswer, Warning,
};
use super::judge::{Case, Hit, barred, outcome_of};
use super::outline::Outline;
use super::question::ProposedUse;
use crate::catalogue::{Due, Obligation};
use crate::id::{Id, SubjectId};
use crate::order;
use crate::state::Consent;
use crate::time::Instant;

/// At most so many scope codes, and a basis is still near.
const NEAR: usize = 2;

/// A basis with its place in the governing order: rank, a consent's `at`, id.
pub(super) type Place = (u8, Option<Instant>, BasisRef);

/// A basis that could meet a requirement of an item.
pub(super) struct Candidate<'a> {
    pub(super) place: Place,
    /// The requirements it meets, or would meet.
    pub(super) meets: u64,
    pub(super) notice: Option<NoticeVersion>,
    /// Why it does not hold, sorted; empty: it holds.
    pub(super) codes: Cow<'a, [Failing]>,
    /// Of a complete consent: the requirements that its form is enough for.
    pub(super) enough: u64,
}

impl Case<'_> {
    /// Answers in full, the horizon aside.
    pub(crate) fn answer(&self, subject: &SubjectId, position: Position) -> Answer {
        let question = self.question;
        let mut items = Vec::with_capacity(question.items.len());
        let mut obligations: Vec<ObligationAnswer> = Vec::new();
        let mut warnings: BTreeSet<Warning> = BTreeSet::new();
        let mut covered_items = 0_usize;
        for at in 0..question.items.len() {
            let (item, used) =
                self.window.with_outline(question, at, self.t, |outline| self.item(at, &self.candidates(at, outline), outline));
            if item.covered {
                covered_items = covered_items.saturating_add(1);
                for basis in &used {
                    self.collect_duties(basis, &item.category, &mut obligations);
                    self.collect_warnings(basis, &mut warnings);
                }
            }
            items.push(item);
        }
        order::sort(&mut obligations);
        let template = &question.template;
        Answer {
            outcome: outcome_of(covered_items, question.items.len()),
            question: ProposedUse {
                subject: subject.clone(),
                at: self.t,
                known_at: template.known_at,
                controller: template.controller.clone(),
                recipient: template.recipient.clone(),
                purpose: template.purpose.clone(),
                data_categories: template.data_categories.clone(),
                except: template.except.clone(),
                operations: template.operations.clone(),
                cases: template.cases.clone(),
                channel: template.channel.clone(),
                automated_decision: template.automated_decision,
                assertions: template.assertions.clone(),
            },
            items,
            holds_until: None,
            obligations,
            warnings: warnings.into_iter().collect(),
            position,
        }
    }

    fn item(&self, at: usize, candidates: &[Candidate<'_>], outline: &Outline) -> (ItemAnswer, Vec<BasisRef>) {
        let question = self.question;
        let today = &question.world.today;
        let raised = self.window.raised.get(at).copied().unwrap_or_default();
        let mut holding: Vec<&Candidate<'_>> = candidates.iter().filter(|c| c.codes.is_empty()).collect();
        order::sort_by(&mut holding, |a, b| a.place.cmp(&b.place));
        let lawful: Vec<&BasisRef> =
            holding.iter().filter(|c| c.meets & c.enough & today.lawful_basis != 0).map(|c| &c.place.2).collect();
        let governing = lawful.first().copied();
        let mut requirements = Vec::new();
        let mut used: Vec<BasisRef> = Vec::new();
        let mut covered = raised != 0;
        let mut bit = 1_u64;
        for requirement in &today.requirements {
            if raised & bit != 0 {
                let met_by: Vec<BasisRef> =
                    holding.iter().filter(|c| c.meets & c.enough & bit != 0).map(|c| c.place.2.clone()).collect();
                // The governing basis where it meets the requirement, else the first that does.
                if let Some(basis) = met_by.iter().find(|basis| Some(*basis) == governing).or_else(|| met_by.first())
                    && !used.contains(basis)
                {
                    used.push(basis.clone());
                }
                covered &= !met_by.is_empty();
                let reasons = if met_by.is_empty() { near_misses(candidates, bit) } else { Vec::new() };
                requirements.push(RequirementAnswer { id: requirement.id.clone(), met_by, reasons });
            }
            bit = bit.wrapping_shl(1);
        }
        let item = question.items.get(at);
        let answer = ItemAnswer {
            category: item
                .and_then(|item| today.category(item.category))
                .map_or_else(|| today.source.id.clone(), |c| c.id.clone()),
            operation: item.map_or(crate::catalogue::Operation::Use, |item| item.operation),
            covered,
            governing: governing.map(|basis| self.basis(basis)),
            others: lawful.iter().skip(1).map(|basis| self.basis(basis)).collect(),
            requirements,
            impersonal: if covered { Vec::new() } else { outline.impersonal.clone() },
        };
        (answer, used)
    }

    /// The first code of the first requirement of an item that nothing meets.
    pub(crate) fn first_reason(&self, at: usize) -> Option<ReasonCode> {
        let open = self.open(at);
        let first = open & open.wrapping_neg();
        let read = |outline: &Outline| near_misses(&self.candidates(at, outline), first);
        let missed = (first != 0).then(|| self.window.with_outline(self.question, at, self.t, read))?;
        missed.first()?.codes.first().map(|failing| failing.code)
    }

    /// A basis with what a person wants to know about it.
    pub(crate) fn basis(&self, basis: &BasisRef) -> Basis {
        let today = &self.question.world.today;
        let mut described = Basis {
            basis: basis.clone(),
            article: None,
            character: None,
            at: None,
            until: None,
            notice: None,
            by_representative: false,
        };
        match basis {
            BasisRef::LegalBasis(id) => {
                if let Some(row) = today.row(id) {
                    described.article = Some(row.source.article);
                    described.character = Some(row.source.character);
                }
            }
            BasisRef::Consent(id) => {
                let consent = self.consent(id);
                described.notice = consent.and_then(notice_version);
                if let Some((consent, completion)) = consent.and_then(|c| c.completion.as_ref().map(|done| (c, done))) {
                    described.at = Some(completion.at);
                    described.until = consent
                        .notice_row
                        .and_then(|at| today.notices.get(at))
                        .and_then(|notice| completion.ends(notice, self.facts, self.t, today.offset()));
                    described.by_representative = completion.givers.iter().all(|giver| giver.role.represents());
                }
            }
        }
        described
    }

    /// Every basis that could meet a requirement of an item, with what stands against it.
    fn candidates<'o>(&self, at: usize, outline: &'o Outline) -> Vec<Candidate<'o>> {
        let today = &self.question.world.today;
        let raised = self.window.raised.get(at).copied().unwrap_or_default();
        let hits = self.bars_at(at);
        let mut list = Vec::new();
        for outline in &outline.rows {
            let Some(row) = today.rows.get(outline.position) else { continue };
            let mut own = Vec::new();
            self.row_failings(outline.position, &hits, &mut own);
            let mut codes = Cow::Borrowed(outline.codes.as_slice());
            if !own.is_empty() {
                own.extend_from_slice(&codes);
                order::sort(&mut own);
                own.dedup();
                codes = Cow::Owned(own);
            }
            list.push(Candidate {
                place: (row.rank(), None, BasisRef::LegalBasis(row.source.id.clone())),
                meets: row.meets & raised,
                notice: None,
                codes,
                enough: u64::MAX,
            });
        }
        for consent in self.consents {
            list.extend(self.consent_candidate(consent, at, raised, &hits));
        }
        list
    }

    /// A consent that could meet something, unless its scope is too far off for it to be told ([`NEAR`]).
    fn consent_candidate(&self, consent: &Consent, at: usize, raised: u64, hits: &[Hit<'_>]) -> Option<Candidate<'static>> {
        let question = self.question;
        let (world, t) = (&question.world, self.t);
        let notice = consent.notice_row.and_then(|row| world.today.notices.get(row))?;
        let item = question.items.get(at).copied()?;
        let meets = question.notice_could_meet(notice, raised);
        if meets == 0 {
            return None;
        }
        let completion = consent.completion.as_ref().filter(|done| done.at <= t);
        let kept =
            completion.and_then(|done| self.window.scope_codes(question, done.scope?, (&done.extent, done.form, notice), at, t));
        let outside = match kept {
            Some(codes) => Cow::Borrowed(codes),
            None => Cow::Owned(question.extent_codes(&consent.extent_at(notice, t), notice.source.since, item, t)),
        };
        if is_far(outside.iter().copied()) {
            return None;
        }
        let mut codes: Vec<Failing> = Vec::new();
        let mut fail = |code: ReasonCode, since: Option<Instant>| codes.push(Failing { code, kind: None, since });
        let refused = consent.refused.filter(|at| *at <= t);
        let withdrawn = [consent.withdrawn.filter(|at| *at <= t), self.narrowed(consent, at)].into_iter().flatten().min();
        let given: Vec<Instant> = consent.acts.iter().filter(|act| !act.erased).map(|act| act.at).collect();
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
                if given.iter().any(|at| *at <= t) {
                    if !answered {
                        fail(ReasonCode::QuorumIncomplete, None);
                    }
                } else if requested.is_some() {
                    if !answered {
                        fail(ReasonCode::Requested, requested);
                    }
                } else if let Some(first) = given.iter().min() {
                    let from = consent.completion.as_ref().map_or(*first, |done| done.from);
                    fail(ReasonCode::NotYetValid, Some(from));
                } else if refused.is_none() {
                    return None;
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
            codes.extend(hits.iter().filter(|hit| hit.defeats_consent(done)).map(barred));
        }
        order::sort(&mut codes);
        codes.dedup();
        let since = completion.map(|done| done.at);
        Some(Candidate {
            place: (6, since, BasisRef::Consent(consent.id.clone())),
            meets,
            notice: notice_version(consent),
            codes: Cow::Owned(codes),
            enough,
        })
    }

    fn obligations_of(&self, basis: &BasisRef) -> &[Obligation] {
        let today = &self.question.world.today;
        match basis {
            BasisRef::LegalBasis(id) => today.row(id).map(|row| row.source.obligations.as_slice()),
            BasisRef::Consent(id) => self
                .consent(id)
                .and_then(|consent| consent.notice_row)
                .and_then(|at| today.notices.get(at))
                .map(|notice| notice.source.obligations.as_slice()),
        }
        .unwrap_or_default()
    }

    fn collect_duties(&self, basis: &BasisRef, category: &Id, into: &mut Vec<ObligationAnswer>) {
        let offset = self.question.world.today.offset();
        for obligation in self.obligations_of(basis) {
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
                    && known.basis == *basis
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
                    basis: basis.clone(),
                    categories: vec![category.clone()],
                }),
            }
        }
    }

    fn collect_warnings(&self, basis: &BasisRef, into: &mut BTreeSet<Warning>) {
        let BasisRef::Consent(id) = basis else { return };
        let refresh_by = self
            .consent(id)
            .and_then(|consent| consent.notice_row)
            .and_then(|at| self.question.world.today.notices.get(at))
            .and_then(|notice| notice.source.refresh_by);
        if refresh_by.is_some_and(|by| by <= self.t)
            && let Ok(code) = Id::new("refresh-due")
        {
            into.insert(Warning { code, basis: basis.clone() });
        }
    }

    /// The governing basis of an item and whether it is covered, for comparing instants.
    pub(crate) fn signature(&self, at: usize) -> (bool, Option<BasisRef>) {
        let world = &self.question.world;
        let lawful = world.today.lawful_basis;
        let hits = self.bars_at(at);
        let row = self
            .window
            .rows
            .iter()
            .filter(|open| open.items.has(at))
            .filter_map(|open| world.today.rows.get(open.row).map(|row| (row, open.row)))
            .filter(|(row, position)| row.meets & lawful != 0 && self.row_holds(*position, &hits))
            .map(|(row, _)| (row.rank(), &row.source.id))
            .min();
        let governing = match row {
            Some((_, id)) => Some(BasisRef::LegalBasis(id.clone())),
            None => self
                .consents
                .iter()
                .filter(|consent| self.consent_meets(consent, at, lawful, &hits) != 0)
                .min_by(|a, b| {
                    let place = |c: &Consent| c.completion.as_ref().map(|done| done.at);
                    (place(a), &a.id).cmp(&(place(b), &b.id))
                })
                .map(|consent| BasisRef::Consent(consent.id.clone())),
        };
        (self.covers(at), governing)
    }
}

/// True for a basis that is not told among the nearest: with too many scope codes. It doesn't hold either.
pub(super) fn is_far(codes: impl Iterator<Item = ReasonCode>) -> bool {
    codes.filter(|code| code.is_scope()).count() > NEAR
}

fn notice_version(consent: &Consent) -> Option<NoticeVersion> {
    consent.notice.as_ref().map(|(id, version)| NoticeVersion { id: id.clone(), version: *version })
}

/// Of the candidates for a requirement those that come nearest, or `no-basis` (semantics §6 *reasons*).
pub(super) fn near_misses(candidates: &[Candidate<'_>], requirement: u64) -> Vec<NearMiss> {
    let near = || {
        candidates.iter().filter(|candidate| {
            candidate.meets & requirement != 0 && candidate.codes.iter().filter(|failing| failing.code.is_scope()).count() <= NEAR
        })
    };
    // A form that is not enough is one code more.
    let codes =
        |candidate: &Candidate<'_>| candidate.codes.len().saturating_add(usize::from(candidate.enough & requirement == 0));
    let fewest = near().map(codes).min();
    let mut nearest: Vec<NearMiss> = near()
        .filter(|candidate| Some(codes(candidate)) == fewest)
        .map(|candidate| {
            let mut codes = candidate.codes.to_vec();
            if candidate.enough & requirement == 0 {
                codes.push(Failing { code: ReasonCode::FormInsufficient, kind: None, since: None });
                order::sort(&mut codes);
            }
            NearMiss { basis: Some(candidate.place.2.clone()), notice: candidate.notice.clone(), codes }
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
