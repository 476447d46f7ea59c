//! §4: consents, their quorum, validity and scope (R12–R19, R31, R32, R34).

use std::collections::BTreeSet;

use consent_core::catalogue::{Activation, ConsentRule, DataCategory, Form, Notice, Operation, Purpose, Requirement, Scope};
use consent_core::decide::{Failing, ReasonCode};
use consent_core::ledger::{Actor, ActorRole, EventBody, Grant, NoticeRef};
use consent_core::{Id, Instant};

use super::bars::{Bar, Taken};
use super::hierarchy::{Item, Reading};
use super::rules::{Rule, rule};
use super::{Act, Person, World, case_covers};

/// A scope in which every absent member was taken from the notice.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Given {
    pub(super) controllers: Vec<Id>,
    /// Absent: the controller only.
    pub(super) recipients: Option<Vec<Id>>,
    pub(super) data_categories: Vec<Id>,
    pub(super) purposes: Vec<Id>,
    pub(super) operations: Vec<Operation>,
    pub(super) cases: Option<Vec<Id>>,
}

impl Given {
    /// R3: what is absent in the scope is the notice's.
    fn of(scope: &Scope, notice: &Notice) -> Self {
        Self {
            controllers: scope.controllers.clone().unwrap_or_else(|| notice.controllers.clone()),
            recipients: scope.recipients.clone().or_else(|| notice.recipients.clone()),
            data_categories: scope
                .data_categories
                .clone()
                .unwrap_or_else(|| notice.data_categories.iter().map(|c| c.id.clone()).collect()),
            purposes: scope.purposes.clone().unwrap_or_else(|| notice.purposes.clone()),
            operations: scope.operations.clone().unwrap_or_else(|| notice.operations.clone()),
            cases: scope.cases.clone(),
        }
    }

    /// The whole of a notice.
    pub(super) fn all_of(notice: &Notice) -> Self {
        Self::of(&Scope::default(), notice)
    }

    /// What both gave.
    fn meet(&self, other: &Self) -> Self {
        fn both<T: Clone + PartialEq>(a: &[T], b: &[T]) -> Vec<T> {
            a.iter().filter(|x| b.contains(x)).cloned().collect()
        }
        Self {
            controllers: both(&self.controllers, &other.controllers),
            // Of two texts one may name recipients, and the other none: then its controllers.
            recipients: match (&self.recipients, &other.recipients) {
                (None, None) => None,
                (a, b) => Some(both(a.as_ref().unwrap_or(&self.controllers), b.as_ref().unwrap_or(&other.controllers))),
            },
            data_categories: both(&self.data_categories, &other.data_categories),
            purposes: both(&self.purposes, &other.purposes),
            operations: both(&self.operations, &other.operations),
            cases: match (&self.cases, &other.cases) {
                (Some(a), Some(b)) => {
                    let narrower = |one: &[Id], two: &[Id]| -> Vec<Id> {
                        one.iter().filter(|c| two.iter().any(|g| case_covers(g, c))).cloned().collect()
                    };
                    Some(narrower(a, b).into_iter().chain(narrower(b, a)).collect())
                }
                (one, other) => one.clone().or_else(|| other.clone()),
            },
        }
    }

    fn meet_all<'a>(mut scopes: impl Iterator<Item = &'a Self>) -> Option<Self> {
        let first = scopes.next()?.clone();
        let all = scopes.fold(first.clone(), |all, scope| all.meet(scope));
        Some(rule(Rule::QuorumScope, all, || first))
    }
}

/// One `consent-given`.
#[derive(Clone)]
struct Gift<'a> {
    act: &'a Act,
    grant: &'a Grant,
    scope: Given,
}

/// The completing act.
#[derive(Clone, PartialEq)]
pub(super) struct Completed {
    pub(super) at: Instant,
    pub(super) scope: Given,
    form: Form,
    pub(super) valid_from: Option<Instant>,
    pub(super) valid_until: Option<Instant>,
    pub(super) actors: Vec<Actor>,
    pub(super) by_guardians: bool,
    /// One of these acts is erased.
    erased: bool,
}

/// A consent of the person, by its id.
pub(super) struct Consent<'a> {
    pub(super) id: Id,
    pub(super) notice: &'a Notice,
    /// Not erased: an erased grant never took effect.
    gifts: Vec<Gift<'a>>,
    pub(super) completed: Option<Completed>,
    /// Whether a text it was given on meets `lawful-basis`, so that giving it up raises a bar.
    pub(super) raises: bool,
    /// What its withdrawal gives up: erasing a grant does not make that smaller.
    pub(super) given_up: Vec<Given>,
}

impl<'a> Person<'a> {
    pub(super) fn all_consents(&self) -> Vec<Consent<'a>> {
        let ids: BTreeSet<&Id> = self.acts.iter().filter_map(|act| consent_of(&act.body)).collect();
        ids.into_iter().filter_map(|id| self.consent(id)).collect()
    }

    pub(super) fn about(&self, id: &Id) -> impl Iterator<Item = &'a Act> {
        self.acts.iter().filter(move |act| consent_of(&act.body) == Some(id))
    }

    /// The notice of the earliest of some events about a consent.
    fn earliest(&self, id: &Id, of: impl Fn(&'a EventBody) -> Option<&'a NoticeRef>) -> Option<&'a NoticeRef> {
        let stated = self.about(id).filter_map(|act| of(&act.body).map(|notice| (act.at, &act.id, notice)));
        stated.min_by_key(|(at, event, _)| (*at, *event)).map(|(.., notice)| notice)
    }

    fn consent(&self, id: &Id) -> Option<Consent<'a>> {
        // R12: the notice of its grants, else of its earliest request, else the one that a refusal states.
        let given = self.earliest(id, |body| match body {
            EventBody::ConsentGiven(grant) => Some(&grant.notice),
            _ => None,
        });
        let requested = self.earliest(id, |body| match body {
            EventBody::ConsentRequested { notice, .. } => Some(notice),
            _ => None,
        });
        let refused = self.earliest(id, |body| match body {
            EventBody::ConsentRefused { notice, .. } => notice.as_ref(),
            _ => None,
        });
        let notice = self.notice(given.or(requested).or(refused)?)?;

        let mut gifts = Vec::new();
        let mut erased_too = Vec::new();
        for act in self.about(id) {
            if let EventBody::ConsentGiven(grant) = &act.body {
                let scope = Given::of(&grant.scope, self.notice(&grant.notice).unwrap_or(notice));
                let gift = Gift { act, grant, scope };
                if !act.erased {
                    gifts.push(gift.clone());
                }
                erased_too.push(gift);
            }
        }
        // Erasure only takes away: what completed the consent is found with the shells of erased grants, and it completed
        // nothing if one of them is among it. No later grant steps in its place.
        // R13: on two texts it was never given.
        let one_text =
            erased_too.iter().all(|gift| gift.grant.notice.id == notice.id && gift.grant.notice.version == notice.version);
        let completed = self.complete(notice, &erased_too);
        let kept = rule(Rule::ErasedGrant, completed.clone().filter(|done| !done.erased), || completed);
        let kept = rule(Rule::ErasedCompletes, kept, || self.complete(notice, &gifts));
        let completed = kept.filter(|_| rule(Rule::OneText, one_text, || true));
        let lawful = |notice: &Notice| notice.meets.iter().any(|id| id.as_str() == "lawful-basis");
        let on_lawful = |gift: &Gift<'_>| self.notice(&gift.grant.notice).is_some_and(lawful);
        let raises = lawful(notice) || erased_too.iter().any(on_lawful);
        let raises = rule(Rule::WithdrawalOfLawful, raises, || true);
        let given_up = match &completed {
            Some(done) => vec![done.scope.clone()],
            None => erased_too.into_iter().filter(on_lawful).map(|gift| gift.scope).collect(),
        };
        Some(Consent { id: id.clone(), notice, gifts, completed, raises, given_up })
    }

    /// R13: the earliest instant at which the quorum is there.
    fn complete(&self, notice: &Notice, gifts: &[Gift<'_>]) -> Option<Completed> {
        let instants: BTreeSet<Instant> = gifts.iter().map(|gift| gift.act.at).collect();
        let earliest = instants.iter().find_map(|at| self.complete_at(*at, notice, gifts));
        rule(Rule::QuorumEarliest, earliest, || instants.iter().rev().find_map(|at| self.complete_at(*at, notice, gifts)))
    }

    fn complete_at(&self, at: Instant, notice: &Notice, gifts: &[Gift<'_>]) -> Option<Completed> {
        let done = |gifts: Vec<&Gift<'_>>, by_guardians| {
            let first = gifts.first()?;
            Some(Completed {
                at,
                scope: Given::meet_all(gifts.iter().map(|gift| &gift.scope))?,
                form: rule(Rule::QuorumForm, gifts.iter().map(|gift| gift.grant.form).reduce(Form::meet)?, || first.grant.form),
                valid_from: rule(Rule::QuorumFrom, gifts.iter().filter_map(|gift| gift.grant.valid_from).max(), || {
                    first.grant.valid_from
                }),
                valid_until: rule(Rule::QuorumUntil, gifts.iter().filter_map(|gift| gift.grant.valid_until).min(), || {
                    first.grant.valid_until
                }),
                actors: gifts.iter().map(|gift| gift.act.by.clone()).collect(),
                by_guardians,
                erased: gifts.iter().any(|gift| gift.act.erased),
            })
        };
        let now = |completes: &dyn Fn(ActorRole) -> bool| -> Vec<&Gift<'_>> {
            gifts.iter().filter(|gift| gift.act.at == at && completes(gift.act.by.role)).collect()
        };
        let alone = now(&|role| completes_alone(role, notice.activation));
        if !alone.is_empty() {
            return done(alone, false);
        }
        let guardians = now(&|role| role == ActorRole::Guardian);
        if guardians.is_empty() {
            return None;
        }
        match notice.activation {
            Activation::Subject => rule(Rule::QuorumSubject, None, || done(guardians, true)),
            Activation::AnyGuardian => done(guardians, true),
            Activation::AllGuardians => {
                let until_now: Vec<&Gift<'_>> =
                    gifts.iter().filter(|gift| gift.act.at <= at && gift.act.by.role == ActorRole::Guardian).collect();
                let scopes: Vec<&Given> = guardians.iter().map(|gift| &gift.scope).collect();
                let all = self.guardians(at, &scopes).is_some_and(|all| {
                    all.iter().all(|guardian| {
                        let gave = |gifts: &[&Gift<'_>]| gifts.iter().any(|gift| gift.act.by.id.as_ref() == Some(guardian));
                        rule(Rule::QuorumAllTogether, gave(&until_now), || gave(&guardians))
                    })
                });
                rule(Rule::QuorumAll, all, || true).then(|| done(until_now, true)).flatten()
            }
        }
    }

    /// R31, R34: the codes that time and acts give, of which none means in force; `None`: it is no candidate.
    fn standing(&self, consent: &Consent<'_>, t: Instant) -> Option<Vec<Failing>> {
        let acts = || self.about(&consent.id);
        // R24a: an erased request was never made.
        let requested = acts()
            .filter(|act| matches!(act.body, EventBody::ConsentRequested { .. }) && act.at <= t)
            .filter(|act| rule(Rule::ErasedRequest, !act.erased, || true))
            .map(|act| act.at)
            .max();
        let given = consent.completed.as_ref().map(|done| done.at);
        let by_now =
            |act: &Act| rule(Rule::Prospective, act.at <= t, || true) && rule(Rule::TieStop, true, || given != Some(act.at));
        let refused = acts().filter(|act| matches!(act.body, EventBody::ConsentRefused { .. }) && by_now(act));
        let refused = rule(Rule::Refused, refused.map(|act| act.at).min(), || None);
        let withdrawals = || acts().filter(|act| matches!(act.body, EventBody::ConsentWithdrawn { .. }) && by_now(act));
        let withdrawn = rule(Rule::Withdrawn, withdrawals().map(|act| act.at).min(), || None);
        // An erased withdrawal has its effect still.
        let withdrawn = rule(Rule::ErasedNegative, withdrawn, || withdrawals().filter(|act| !act.erased).map(|act| act.at).min());
        let stopped = rule(Rule::ReasonsStopped, refused.is_some() || withdrawn.is_some(), || false);
        let mut codes = Vec::new();

        if let Some(done) = self.complete_by(consent, t) {
            let from = Self::valid_from(done);
            if t < from {
                codes.push(failing(ReasonCode::NotYetValid, Some(from)));
            }
            let end = self.ends(consent, t).filter(|end| *end <= t);
            let unknown = from <= t && self.guardians_end(consent, t) == Some(None);
            if end.is_some() || rule(Rule::GuardianUntilUnknownAge, unknown, || false) {
                codes.push(failing(ReasonCode::Expired, end));
            }
            let suspended = rule(Rule::Suspended, self.suspended(consent, t), || None);
            codes.extend(suspended.map(|at| failing(ReasonCode::Suspended, Some(at))));
        } else if consent.gifts.iter().any(|gift| gift.act.at <= t) {
            if !stopped {
                codes.push(failing(ReasonCode::QuorumIncomplete, None));
            }
        } else if requested.is_some() {
            if !stopped {
                codes.push(failing(ReasonCode::Requested, requested));
            }
        } else if let Some(first) = consent.gifts.iter().map(|gift| gift.act.at).min() {
            let from = consent.completed.as_ref().map_or(first, Self::valid_from);
            codes.push(failing(ReasonCode::NotYetValid, Some(from)));
        } else if refused.is_none() {
            return None;
        }
        codes.extend(refused.map(|at| failing(ReasonCode::Refused, Some(at))));
        codes.extend(withdrawn.map(|at| failing(ReasonCode::Withdrawn, Some(at))));
        let invalidations = || acts().filter(|act| matches!(act.body, EventBody::ConsentInvalidated { .. }));
        let invalidated = invalidations().next().is_some();
        let invalidated = rule(Rule::InvalidatedBackwards, invalidated, || invalidations().any(|act| act.at <= t));
        if rule(Rule::Invalidated, invalidated, || false) {
            codes.push(failing(ReasonCode::Invalidated, None));
        }
        if let Some(by) = rule(Rule::Reconsent, consent.notice.reconsent_by.filter(|by| *by <= t), || None) {
            codes.push(failing(ReasonCode::NoticeSuperseded, Some(by)));
        }
        let over = consent.notice.assessment.as_ref().is_some_and(|a| a.until.is_some_and(|until| until <= t));
        if rule(Rule::NoticeAssessment, over, || false) {
            codes.push(failing(ReasonCode::AssessmentMissing, None));
        }
        Some(codes)
    }

    /// The completing act, if it has happened by `t`.
    fn complete_by<'b>(&self, consent: &'b Consent<'_>, t: Instant) -> Option<&'b Completed> {
        consent.completed.as_ref().filter(|done| rule(Rule::CompleteAtOrBefore, done.at <= t, || true))
    }

    /// R31: the scope that counts at `t`: of the completing act; else of the acts until now, of the latest request, of
    /// the acts to come, of the latest refusal.
    fn scope_at(&self, consent: &Consent<'_>, t: Instant) -> Given {
        if let Some(done) = self.complete_by(consent, t) {
            return done.scope.clone();
        }
        let gifts =
            |now: bool| Given::meet_all(consent.gifts.iter().filter(|gift| (gift.act.at <= t) == now).map(|gift| &gift.scope));
        let asked = || self.requested_scope(&consent.id, t, false).map(|scope| Given::of(scope, consent.notice));
        let refused = || {
            self.about(&consent.id)
                .filter_map(|act| match &act.body {
                    EventBody::ConsentRefused { scope, .. } => Some((act, scope)),
                    _ => None,
                })
                .max_by_key(|(act, _)| (act.at, &act.id))
                .map(|(act, scope)| self.refused_scope(consent, act, scope))
        };
        gifts(true).or_else(asked).or_else(|| gifts(false)).or_else(refused).unwrap_or_else(|| Given::all_of(consent.notice))
    }

    /// The latest request with `at ≤ t`; if so wished, one that was erased too.
    fn requested_scope(&self, consent: &Id, t: Instant, erased_too: bool) -> Option<&'a Scope> {
        self.about(consent)
            .filter(|act| act.at <= t && (erased_too || !act.erased))
            .filter_map(|act| match &act.body {
                EventBody::ConsentRequested { scope, .. } => Some((act, scope)),
                _ => None,
            })
            .max_by_key(|(act, _)| (act.at, &act.id))
            .map(|(_, scope)| scope)
    }

    /// R3: what a refusal leaves out is the request's, or else the notice's. The shell of an erased request still tells
    /// what was refused: the erasure of a request does not make the refusal's bar smaller.
    pub(super) fn refused_scope(&self, consent: &Consent<'_>, refusal: &Act, scope: &Scope) -> Given {
        let asked = self.requested_scope(&consent.id, refusal.at, true).cloned().unwrap_or_default();
        let whole = Scope {
            controllers: scope.controllers.clone().or(asked.controllers),
            recipients: scope.recipients.clone().or(asked.recipients),
            data_categories: scope.data_categories.clone().or(asked.data_categories),
            purposes: scope.purposes.clone().or(asked.purposes),
            operations: scope.operations.clone().or(asked.operations),
            cases: scope.cases.clone().or(asked.cases),
        };
        Given::of(&whole, consent.notice)
    }
}

impl World<'_> {
    /// R32, §3: the scope codes of a scope given on a notice, for an item.
    pub(super) fn scope_codes(&self, given: &Given, notice: &Notice, item: Item<'_>, operation: Operation) -> Vec<ReasonCode> {
        let text = Reading::Text(notice.since);
        let use_ = self.question;
        let recipient = |reading| match &given.recipients {
            Some(list) => list.iter().any(|g| self.covers_recipient(g, &use_.recipient, reading, item)),
            // R4: the controller only, the same as the use's; where none is, `controller-outside` says so.
            None if rule(Rule::ConsentRecipientAbsent, false, || true) => true,
            None => {
                let same = |g: &&Id| self.covers_controller(g, &use_.controller, reading, item);
                let receives = |g: &Id| self.covers_recipient(g, &use_.recipient, reading, item);
                match given.controllers.iter().any(|g| same(&g)) {
                    true => given.controllers.iter().filter(same).any(receives),
                    false => given.controllers.iter().any(receives),
                }
            }
        };
        let controller = |reading| given.controllers.iter().any(|g| self.covers_controller(g, &use_.controller, reading, item));
        let category = |reading| given.data_categories.iter().any(|g| self.covers::<DataCategory>(g, item.category, reading));
        let purpose = |reading| given.purposes.iter().any(|g| self.covers::<Purpose>(g, item.purpose, reading));
        let mut codes = Vec::new();
        // As of the text; if only today's tree covers it, it was added or moved after the consent. A consent's
        // successions count in both.
        let mut dimension = |matches: Rule, of_the_text: bool, of_today: bool, code: ReasonCode| {
            if !rule(matches, of_the_text, || true) {
                let young = rule(Rule::ReasonsYoung, of_today, || false);
                codes.push(if young { ReasonCode::AddedAfterConsent } else { code });
            }
        };
        let today = Reading::Text(u32::MAX);
        dimension(Rule::ConsentController, controller(text), controller(today), ReasonCode::ControllerOutside);
        dimension(Rule::ConsentRecipient, recipient(text), recipient(today), ReasonCode::RecipientOutside);
        dimension(Rule::ConsentCategory, category(text), category(today), ReasonCode::CategoryOutside);
        dimension(Rule::ConsentPurpose, purpose(text), purpose(today), ReasonCode::PurposeOutside);
        if !rule(Rule::ConsentOperation, given.operations.contains(&operation), || true) {
            codes.push(ReasonCode::OperationOutside);
        }
        let outside = given.cases.as_ref().is_some_and(|cases| !self.cases_within(cases));
        if rule(Rule::CaseOfConsent, outside, || false) {
            codes.push(ReasonCode::CaseOutside);
        }
        codes
    }

    /// §4 *Cases*: the use names cases, all of them within.
    pub(super) fn cases_within(&self, cases: &[Id]) -> bool {
        let is_within = |d: &Id| cases.iter().any(|g| case_covers(g, d));
        self.question
            .cases
            .as_ref()
            .is_some_and(|used| rule(Rule::CaseAll, used.iter().all(is_within), || used.iter().any(is_within)))
    }

    /// Every code for which the consent does not meet the requirement for the item; none: it meets it.
    /// `None`: it is no candidate (R31, R33).
    pub(super) fn consent_codes(
        &self,
        consent: &Consent<'_>,
        requirement: &Requirement,
        item: Item<'_>,
        operation: Operation,
        bars: &[Bar],
    ) -> Option<BTreeSet<Failing>> {
        let least = match requirement.consent {
            ConsentRule::No => return None,
            ConsentRule::Yes => Form::Any,
            ConsentRule::Explicit => Form::Explicit,
            ConsentRule::Written => Form::Written,
        };
        if !rule(Rule::ConsentMeets, consent.notice.meets.contains(&requirement.id), || true) {
            return None;
        }
        let mut codes: Vec<Failing> = self.standing(consent, item.t)?;
        let complete = self.complete_by(consent, item.t);
        // What its notice asks, the door asks too; what the requirement asks is asked here.
        let less = |least: Form| complete.is_some_and(|done| !done.form.is_at_least(least));
        if less(consent.notice.form) || rule(Rule::ConsentForm, less(least), || false) {
            codes.push(failing(ReasonCode::FormInsufficient, None));
        }
        let scope = self.scope_at(consent, item.t);
        codes.extend(self.scope_codes(&scope, consent.notice, item, operation).into_iter().map(|code| failing(code, None)));

        // §3 *narrowing*: what a bar of the same scope reaches, when it took effect or today.
        for act in self.about(&consent.id) {
            if let EventBody::ConsentNarrowed { scope, .. } = &act.body
                && rule(Rule::NarrowingProspective, act.at <= item.t, || true)
            {
                let taken = Taken::named(scope);
                // R7: of several publications of a version the latest counts.
                let latest = |version: u32| self.publications.iter().filter(|(of, _)| *of == version).map(|(_, at)| *at).max();
                let then = self
                    .publications
                    .iter()
                    .filter(|(version, _)| latest(*version) <= Some(act.at))
                    .map(|(version, _)| *version)
                    .max();
                let takes = |version: u32| self.takes(&taken, version, item, operation);
                let today = rule(Rule::NarrowingToday, takes(self.today.version), || false);
                let takes = today || rule(Rule::NarrowingThen, then.is_some_and(takes), || false);
                if rule(Rule::Narrowed, takes, || false) {
                    codes.push(failing(ReasonCode::Withdrawn, Some(act.at)));
                }
            }
        }
        // One `withdrawn`, with the earliest act that explains it.
        let earliest = codes.iter().filter(|c| c.code == ReasonCode::Withdrawn).filter_map(|c| c.since).min();
        for code in codes.iter_mut().filter(|c| c.code == ReasonCode::Withdrawn) {
            code.since = earliest;
        }
        if rule(Rule::ConsentObligationBefore, self.is_unstated(&consent.notice.obligations), || false) {
            codes.push(failing(ReasonCode::AssertionMissing, None));
        }
        // A bar takes the effect away from a consent that has one.
        if rule(Rule::ReasonsBarredComplete, complete.is_some(), || true) {
            codes.extend(self.barred_consent(consent, bars));
        }
        Some(codes.into_iter().collect())
    }
}

/// The person, and a representative who is no guardian.
pub(super) fn completes_alone(role: ActorRole, activation: Activation) -> bool {
    match role {
        ActorRole::Person => rule(Rule::QuorumAlone, true, || activation == Activation::Subject),
        ActorRole::Mandate | ActorRole::LegalGuardian => rule(Rule::QuorumRepresentative, true, || false),
        _ => false,
    }
}

pub(super) fn failing(code: ReasonCode, since: Option<Instant>) -> Failing {
    Failing { code, kind: None, since }
}

/// The consent that an event is about.
fn consent_of(body: &EventBody) -> Option<&Id> {
    match body {
        EventBody::ConsentGiven(grant) => Some(&grant.consent),
        EventBody::ConsentRequested { consent, .. }
        | EventBody::ConsentRefused { consent, .. }
        | EventBody::ConsentNarrowed { consent, .. }
        | EventBody::ConsentRenewed { consent, .. }
        | EventBody::ConsentWithdrawn { consent }
        | EventBody::ConsentSuspended { consent }
        | EventBody::ConsentResumed { consent }
        | EventBody::ConsentInvalidated { consent } => Some(consent),
        _ => None,
    }
}
