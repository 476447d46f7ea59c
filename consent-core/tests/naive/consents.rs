//! §4: consents, their quorum, validity and scope (R12–R19, R31, R32, R34).

use std::collections::BTreeSet;

use consent_core::catalogue::{Activation, ConsentRule, DataCategory, Form, Notice, Operation, Purpose, Requirement, Scope};
use consent_core::decide::{Failing, ReasonCode};
use consent_core::ledger::{Actor, ActorRole, EventBody, Grant, NoticeRef};
use consent_core::{Id, Instant};

use super::bars::Taken;
use super::hierarchy::{Item, Reading};
use super::{Act, World, case_covers};

/// A scope in which every absent member was taken from the notice.
#[derive(Clone, Debug)]
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
            recipients: match (&self.recipients, &other.recipients) {
                (Some(a), Some(b)) => Some(both(a, b)),
                _ => None,
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
        Some(scopes.fold(first, |all, scope| all.meet(scope)))
    }
}

/// One `consent-given`.
struct Gift<'a> {
    act: &'a Act,
    grant: &'a Grant,
    scope: Given,
}

/// The completing act.
#[derive(Clone)]
pub(super) struct Completed {
    pub(super) at: Instant,
    pub(super) scope: Given,
    form: Form,
    valid_from: Option<Instant>,
    valid_until: Option<Instant>,
    pub(super) actors: Vec<Actor>,
    by_guardians: bool,
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

impl<'a> World<'a> {
    pub(super) fn consents(&self) -> Vec<Consent<'_>> {
        let ids: BTreeSet<&Id> = self.acts.iter().filter_map(|act| consent_of(&act.body)).collect();
        ids.into_iter().filter_map(|id| self.consent(id)).collect()
    }

    fn about<'b>(&'b self, id: &Id) -> impl Iterator<Item = &'b Act> {
        self.acts.iter().filter(move |act| consent_of(&act.body) == Some(id))
    }

    fn consent<'b>(&'b self, id: &Id) -> Option<Consent<'b>> {
        // R12: the notice of its grants, else of its earliest request, else the one that a refusal states.
        let given = self
            .about(id)
            .filter_map(|act| match &act.body {
                EventBody::ConsentGiven(grant) => Some((act.at, &act.id, &grant.notice)),
                _ => None,
            })
            .min_by_key(|(at, event, _)| (*at, *event))
            .map(|(_, _, notice)| notice);
        let requested = self
            .about(id)
            .filter_map(|act| match &act.body {
                EventBody::ConsentRequested { notice, .. } => Some((act.at, &act.id, notice)),
                _ => None,
            })
            .min_by_key(|(at, event, _)| (*at, *event))
            .map(|(_, _, notice)| notice);
        let refused = self
            .about(id)
            .filter_map(|act| match &act.body {
                EventBody::ConsentRefused { notice: Some(notice), .. } => Some((act.at, &act.id, notice)),
                _ => None,
            })
            .min_by_key(|(at, event, _)| (*at, *event))
            .map(|(_, _, notice)| notice);
        let notice = self.notice(given.or(requested).or(refused)?)?;

        let mut gifts = Vec::new();
        let mut erased_too = Vec::new();
        for act in self.about(id) {
            if let EventBody::ConsentGiven(grant) = &act.body {
                let scope = Given::of(&grant.scope, self.notice(&grant.notice).unwrap_or(notice));
                if !act.erased {
                    gifts.push(Gift { act, grant, scope: scope.clone() });
                }
                erased_too.push(Gift { act, grant, scope });
            }
        }
        // Erasure only takes away: what completed the consent is found with the shells of erased grants, and it completed
        // nothing if one of them is among it. No later grant steps in its place.
        // R13: on two texts it was never given.
        let one_text =
            erased_too.iter().all(|gift| gift.grant.notice.id == notice.id && gift.grant.notice.version == notice.version);
        let completed = self.complete(notice, &erased_too).filter(|done| !done.erased && one_text);
        let lawful = |notice: &Notice| notice.meets.iter().any(|id| id.as_str() == "lawful-basis");
        let on_lawful = |gift: &Gift<'_>| self.notice(&gift.grant.notice).is_some_and(lawful);
        let raises = lawful(notice) || erased_too.iter().any(on_lawful);
        let given_up = match &completed {
            Some(done) => vec![done.scope.clone()],
            None => erased_too.into_iter().filter(on_lawful).map(|gift| gift.scope).collect(),
        };
        Some(Consent { id: id.clone(), notice, gifts, completed, raises, given_up })
    }

    fn notice<'b>(&'b self, wanted: &NoticeRef) -> Option<&'b Notice> {
        self.today.notices.iter().find(|notice| notice.id == wanted.id && notice.version == wanted.version)
    }

    /// R13: the earliest instant at which the quorum is there.
    fn complete(&self, notice: &Notice, gifts: &[Gift<'_>]) -> Option<Completed> {
        let instants: BTreeSet<Instant> = gifts.iter().map(|gift| gift.act.at).collect();
        instants.into_iter().find_map(|at| {
            let done = |gifts: Vec<&Gift<'_>>, by_guardians| {
                Some(Completed {
                    at,
                    scope: Given::meet_all(gifts.iter().map(|gift| &gift.scope))?,
                    form: gifts.iter().map(|gift| gift.grant.form).reduce(Form::meet)?,
                    valid_from: gifts.iter().filter_map(|gift| gift.grant.valid_from).max(),
                    valid_until: gifts.iter().filter_map(|gift| gift.grant.valid_until).min(),
                    actors: gifts.iter().map(|gift| gift.act.by.clone()).collect(),
                    by_guardians,
                    erased: gifts.iter().any(|gift| gift.act.erased),
                })
            };
            let now = |completes: fn(ActorRole) -> bool| -> Vec<&Gift<'_>> {
                gifts.iter().filter(|gift| gift.act.at == at && completes(gift.act.by.role)).collect()
            };
            let alone = now(completes_alone);
            if !alone.is_empty() {
                return done(alone, false);
            }
            let guardians = now(|role| role == ActorRole::Guardian);
            if guardians.is_empty() {
                return None;
            }
            match notice.activation {
                Activation::Subject => None,
                Activation::AnyGuardian => done(guardians, true),
                Activation::AllGuardians => {
                    let until_now: Vec<&Gift<'_>> =
                        gifts.iter().filter(|gift| gift.act.at <= at && gift.act.by.role == ActorRole::Guardian).collect();
                    let scopes: Vec<&Given> = guardians.iter().map(|gift| &gift.scope).collect();
                    let all = self
                        .guardians(at, &scopes)?
                        .iter()
                        .all(|guardian| until_now.iter().any(|gift| gift.act.by.id.as_ref() == Some(guardian)));
                    if all { done(until_now, true) } else { None }
                }
            }
        })
    }

    /// R15: from when it is valid.
    fn valid_from(done: &Completed) -> Instant {
        done.valid_from.map_or(done.at, |from| from.max(done.at))
    }

    /// R15, R16: until when it is valid.
    fn valid_until(&self, consent: &Consent<'_>) -> Option<Instant> {
        let done = consent.completed.as_ref()?;
        let after = |start: Instant| consent.notice.validity.map(|validity| start.plus(validity, self.offset()));
        let earlier = |a: Option<Instant>, b: Option<Instant>| [a, b].into_iter().flatten().min();
        let mut until = earlier(done.valid_until, after(Self::valid_from(done)));

        // R16: completed like a grant, instant after instant, by the renewals after the last completion.
        let mut waiting: Vec<(&Act, Option<Instant>)> = self
            .about(&consent.id)
            .filter(|act| done.at <= act.at)
            .filter_map(|act| match &act.body {
                EventBody::ConsentRenewed { valid_until, .. } => Some((act, *valid_until)),
                _ => None,
            })
            .collect();
        let instants: BTreeSet<Instant> = waiting.iter().map(|(act, _)| act.at).collect();
        for renewed in instants {
            let now = |completes: fn(ActorRole) -> bool| -> Vec<(&Act, Option<Instant>)> {
                waiting.iter().filter(|(act, _)| act.at == renewed && completes(act.by.role)).copied().collect()
            };
            let is_guardian = |role| role == ActorRole::Guardian;
            let (alone, guardians) = (now(completes_alone), now(is_guardian));
            let completing = if !alone.is_empty() {
                alone
            } else if guardians.is_empty() {
                continue;
            } else {
                match consent.notice.activation {
                    Activation::Subject => continue,
                    Activation::AnyGuardian => guardians,
                    Activation::AllGuardians => {
                        let acted: Vec<(&Act, Option<Instant>)> =
                            waiting.iter().filter(|(act, _)| act.at <= renewed && is_guardian(act.by.role)).copied().collect();
                        let Some(all) = self.guardians(renewed, &[&done.scope]) else { continue };
                        if !all.iter().all(|guardian| acted.iter().any(|(act, _)| act.by.id.as_ref() == Some(guardian))) {
                            continue;
                        }
                        acted
                    }
                }
            };
            let stopped = self.about(&consent.id).any(|stop| {
                matches!(stop.body, EventBody::ConsentWithdrawn { .. } | EventBody::ConsentRefused { .. }) && stop.at <= renewed
            });
            if !stopped && until.is_none_or(|until| renewed < until) {
                let stated = completing.iter().filter_map(|(_, stated)| *stated).min();
                let start = done.valid_from.map_or(renewed, |from| from.max(renewed));
                // Never earlier than before, and an erased renewal changes nothing: its erasure takes cover away only.
                let erased = completing.iter().any(|(act, _)| act.erased);
                if !erased && let Some(before) = until {
                    until = earlier(stated, after(start)).map(|renewed| renewed.max(before));
                }
            }
            waiting.retain(|(act, _)| renewed < act.at);
        }
        until
    }

    /// R18: the birthday on which a consent that guardians gave ends; `Some(None)` when nobody knows it.
    fn guardians_end(&self, consent: &Consent<'_>, t: Instant) -> Option<Option<Instant>> {
        let age = consent.notice.guardian_until_age?;
        consent.completed.as_ref().filter(|done| done.by_guardians)?;
        Some(self.birth_date(t).map(|date| date.birthday(age, self.offset())))
    }

    /// Until when it is valid, the birthday included.
    pub(super) fn ends(&self, consent: &Consent<'_>, t: Instant) -> Option<Instant> {
        [self.valid_until(consent), self.guardians_end(consent, t).flatten()].into_iter().flatten().min()
    }

    /// R17: the latest suspension that nobody who may has ended. An erased resumption never took effect.
    fn suspended(&self, consent: &Consent<'_>, t: Instant) -> Option<Instant> {
        let acts = || self.about(&consent.id).filter(|act| act.at <= t);
        let suspensions = || acts().filter(|act| matches!(act.body, EventBody::ConsentSuspended { .. }));
        suspensions()
            .filter_map(|suspension| {
                let who = &suspension.by;
                let latest = suspensions().filter(|act| act.by == *who).map(|act| act.at).max()?;
                let resumed = acts()
                    .filter(|act| matches!(act.body, EventBody::ConsentResumed { .. }) && !act.erased)
                    .filter(|act| act.by == *who || (act.by.role == ActorRole::Person && who.role.represents()))
                    .any(|act| latest < act.at);
                (!resumed).then_some(latest)
            })
            .max()
    }

    /// R31, R34: the codes that time and acts give, of which none means in force; `None`: it is no candidate.
    fn standing(&self, consent: &Consent<'_>, t: Instant) -> Option<Vec<Failing>> {
        let acts = || self.about(&consent.id);
        let at_of = |wanted: fn(&EventBody) -> bool| -> Vec<Instant> {
            acts().filter(|act| wanted(&act.body) && act.at <= t).map(|act| act.at).collect()
        };
        // R24a: an erased request was never made.
        let requested = acts()
            .filter(|act| matches!(act.body, EventBody::ConsentRequested { .. }) && !act.erased && act.at <= t)
            .map(|act| act.at)
            .max();
        let refused = at_of(|b| matches!(b, EventBody::ConsentRefused { .. })).into_iter().min();
        let withdrawn = at_of(|b| matches!(b, EventBody::ConsentWithdrawn { .. })).into_iter().min();
        let stopped = refused.is_some() || withdrawn.is_some();
        let mut codes = Vec::new();

        if let Some(done) = consent.completed.as_ref().filter(|done| done.at <= t) {
            let from = Self::valid_from(done);
            if t < from {
                codes.push(failing(ReasonCode::NotYetValid, Some(from)));
            }
            let end = self.ends(consent, t).filter(|end| *end <= t);
            if end.is_some() || (from <= t && self.guardians_end(consent, t) == Some(None)) {
                codes.push(failing(ReasonCode::Expired, end));
            }
            codes.extend(self.suspended(consent, t).map(|at| failing(ReasonCode::Suspended, Some(at))));
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
        if acts().any(|act| matches!(act.body, EventBody::ConsentInvalidated { .. })) {
            codes.push(failing(ReasonCode::Invalidated, None));
        }
        if let Some(by) = consent.notice.reconsent_by.filter(|by| *by <= t) {
            codes.push(failing(ReasonCode::NoticeSuperseded, Some(by)));
        }
        if consent.notice.assessment.as_ref().is_some_and(|a| a.until.is_some_and(|until| until <= t)) {
            codes.push(failing(ReasonCode::AssessmentMissing, None));
        }
        Some(codes)
    }

    /// R31: the scope that counts at `t`: of the completing act; else of the acts until now, of the latest request, of
    /// the acts to come, of the latest refusal.
    fn scope_at(&self, consent: &Consent<'_>, t: Instant) -> Given {
        if let Some(done) = consent.completed.as_ref().filter(|done| done.at <= t) {
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
    fn requested_scope<'b>(&'b self, consent: &Id, t: Instant, erased_too: bool) -> Option<&'b Scope> {
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

    /// R32, §3: the scope codes of a scope given on a notice, for an item.
    pub(super) fn scope_codes(&self, given: &Given, notice: &Notice, item: Item<'_>, operation: Operation) -> Vec<ReasonCode> {
        let text = Reading::Text(notice.since);
        let use_ = self.question;
        let recipient = |reading| match &given.recipients {
            Some(list) => list.iter().any(|g| self.covers_recipient(g, &use_.recipient, reading, item)),
            // R4: the controller only, the same as the use's; where none is, `controller-outside` says so.
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
        let mut dimension = |of_the_text: bool, of_today: bool, code: ReasonCode| {
            if !of_the_text {
                codes.push(if of_today { ReasonCode::AddedAfterConsent } else { code });
            }
        };
        let today = Reading::Text(u32::MAX);
        dimension(controller(text), controller(today), ReasonCode::ControllerOutside);
        dimension(recipient(text), recipient(today), ReasonCode::RecipientOutside);
        dimension(category(text), category(today), ReasonCode::CategoryOutside);
        dimension(purpose(text), purpose(today), ReasonCode::PurposeOutside);
        if !given.operations.contains(&operation) {
            codes.push(ReasonCode::OperationOutside);
        }
        if given.cases.as_ref().is_some_and(|cases| !self.cases_within(cases)) {
            codes.push(ReasonCode::CaseOutside);
        }
        codes
    }

    /// §4 *Cases*: the use names cases, all of them within.
    pub(super) fn cases_within(&self, cases: &[Id]) -> bool {
        self.question.cases.as_ref().is_some_and(|used| used.iter().all(|d| cases.iter().any(|g| case_covers(g, d))))
    }

    /// Every code for which the consent does not meet the requirement for the item; none: it meets it.
    /// `None`: it is no candidate (R31, R33).
    pub(super) fn consent_codes(
        &self,
        consent: &Consent<'_>,
        requirement: &Requirement,
        item: Item<'_>,
        operation: Operation,
    ) -> Option<BTreeSet<Failing>> {
        let least = match requirement.consent {
            ConsentRule::No => return None,
            ConsentRule::Yes => Form::Any,
            ConsentRule::Explicit => Form::Explicit,
            ConsentRule::Written => Form::Written,
        };
        if !consent.notice.meets.contains(&requirement.id) {
            return None;
        }
        let mut codes: Vec<Failing> = self.standing(consent, item.t)?;
        let complete = consent.completed.as_ref().filter(|done| done.at <= item.t);
        if complete.is_some_and(|done| !done.form.is_at_least(consent.notice.form) || !done.form.is_at_least(least)) {
            codes.push(failing(ReasonCode::FormInsufficient, None));
        }
        let scope = self.scope_at(consent, item.t);
        codes.extend(self.scope_codes(&scope, consent.notice, item, operation).into_iter().map(|code| failing(code, None)));

        // §3 *narrowing*: what a bar of the same scope reaches, when it took effect or today.
        for act in self.about(&consent.id).filter(|act| act.at <= item.t) {
            if let EventBody::ConsentNarrowed { scope, .. } = &act.body {
                let taken = Taken::named(scope);
                let then = self.publications.iter().filter(|(_, at)| *at <= act.at).map(|(version, _)| *version).max();
                if [Some(self.today.version), then].into_iter().flatten().any(|v| self.takes(&taken, v, item, operation)) {
                    codes.push(failing(ReasonCode::Withdrawn, Some(act.at)));
                }
            }
        }
        // One `withdrawn`, with the earliest act that explains it.
        let earliest = codes.iter().filter(|c| c.code == ReasonCode::Withdrawn).filter_map(|c| c.since).min();
        for code in codes.iter_mut().filter(|c| c.code == ReasonCode::Withdrawn) {
            code.since = earliest;
        }
        if self.is_unstated(&consent.notice.obligations) {
            codes.push(failing(ReasonCode::AssertionMissing, None));
        }
        // A bar takes the effect away from a consent that has one.
        if complete.is_some() {
            codes.extend(self.barred_consent(consent, item, operation));
        }
        Some(codes.into_iter().collect())
    }
}

/// The person, and a representative who is no guardian.
fn completes_alone(role: ActorRole) -> bool {
    matches!(role, ActorRole::Person | ActorRole::Mandate | ActorRole::LegalGuardian)
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
