//! §4: bars, and what they defeat.

use std::collections::BTreeSet;

use consent_core::catalogue::{
    Article, BarKind, Character, DataCategory, LaterConsent, LegalBasis, Membership, MembershipStatus, Operation, Party, Purpose,
    Reach, Role, Scope, Target,
};
use consent_core::decide::{Failing, ReasonCode};
use consent_core::ledger::{Actor, ActorRole, EventBody};
use consent_core::{Id, Instant};

use super::consents::{Consent, Given};
use super::hierarchy::Item;
use super::law::Law;
use super::rules::{Rule, rule};
use super::{Person, World, case_covers, within};

/// What a bar or a narrowing takes; an absent member is all.
#[derive(Clone, PartialEq)]
pub(super) struct Taken(Scope);

impl Taken {
    /// As named.
    pub(super) fn named(scope: &Scope) -> Self {
        Self(scope.clone())
    }

    /// All that was given; where no recipients were named, the controllers are those who received.
    fn given(given: &Given) -> Self {
        Self(Scope {
            controllers: Some(given.controllers.clone()),
            recipients: Some(given.recipients.as_ref().unwrap_or(&given.controllers).clone()),
            data_categories: Some(given.data_categories.clone()),
            purposes: Some(given.purposes.clone()),
            operations: Some(given.operations.clone()),
            cases: given.cases.clone(),
        })
    }
}

/// A bar on the person's data, set or raised.
#[derive(Clone)]
pub(super) struct Bar {
    kind: Id,
    at: Instant,
    from: Instant,
    until: Option<Instant>,
    setter: Option<Actor>,
    /// In all of these.
    over: Vec<Taken>,
    /// What explains it to a person.
    since: Option<Instant>,
}

/// What a bar may defeat.
#[derive(Clone, Copy)]
enum Basis<'a> {
    Row(&'a LegalBasis),
    Consent(&'a Consent<'a>),
}

impl<'a> Law<'a> {
    /// Today's row of a kind; a kind that today does not know is the strictest.
    fn kind(&self, id: &Id) -> BarKind {
        let strictest = || BarKind {
            id: id.clone(),
            labels: consent_core::Text::default(),
            source: String::new(),
            set_by: None,
            lifted_by: None,
            over: None,
            operations: None,
            defeats: None,
            spares: None,
            reach: None,
            later_consent: None,
            from: None,
            until: None,
        };
        // Without the rule it is the kind that the latest version had that knew it.
        let last = || self.versions.iter().rev().flat_map(|version| &version.bar_kinds).find(|kind| kind.id == *id).cloned();
        let today = self.bar_kinds.iter().find(|kind| kind.id == *id).cloned();
        today.unwrap_or_else(|| rule(Rule::BarUnknownKind, strictest(), || last().unwrap_or_else(strictest)))
    }

    /// When a row begins: the latest of its `from`, its permit's, and the publication of its `since`.
    fn begins(&self, row: &LegalBasis) -> Option<Instant> {
        // R7: the latest publication of that version, or else of the lowest higher one.
        let version = self.publications.iter().map(|(version, _)| *version).filter(|version| row.since <= *version).min();
        let published = self.publications.iter().filter(|(published, _)| Some(*published) == version).map(|(_, at)| *at).max();
        let latest = |parts: [Option<Instant>; 3]| parts.into_iter().flatten().max();
        let (from, permit) = (row.from, row.permit.as_ref().and_then(|permit| permit.from));
        let begins = latest([from, permit, published]);
        let begins = rule(Rule::BeginsFrom, begins, || latest([None, permit, published]));
        let begins = rule(Rule::BeginsPermit, begins, || latest([from, None, published]));
        rule(Rule::BeginsPublished, begins, || latest([from, permit, None]))
    }

    /// §4: a bar defeats what its kind defeats, save what survives it.
    fn defeats(&self, bar: &Bar, basis: Basis<'_>) -> bool {
        let kind = self.kind(&bar.kind);
        let is = |target: &Target| match basis {
            Basis::Consent(_) => *target == Target::Consent,
            Basis::Row(row) => match target {
                Target::B => row.article == Article::B,
                Target::C => row.article == Article::C,
                Target::D => row.article == Article::D,
                Target::E => row.article == Article::E,
                Target::F => row.article == Article::F,
                Target::Duty => row.character == Character::Duty,
                Target::Permission => row.character == Character::Permission,
                Target::Consent => false,
            },
        };
        let spared = kind.spares.is_some_and(|list| list.iter().any(is));
        if !rule(Rule::BarDefeats, kind.defeats.is_none_or(|list| list.iter().any(is)), || true)
            || rule(Rule::BarSpares, spared, || false)
        {
            return false;
        }
        match basis {
            Basis::Row(row) => {
                let survives = row.survives.iter().flatten().any(|id| *id == bar.kind);
                let begins = self.begins(row);
                let before = || begins.is_none_or(|begins| begins < bar.at);
                let before = rule(Rule::TieRow, before(), || before() || begins == Some(bar.at));
                let earlier = kind.reach == Some(Reach::Later) && before;
                !rule(Rule::BarSurvived, survives, || false) && !rule(Rule::BarReachLater, earlier, || false)
            }
            // R21.
            Basis::Consent(consent) => {
                let stands = kind.later_consent == Some(LaterConsent::Lifts)
                    && consent.completed.as_ref().is_some_and(|done| {
                        let by_person = done.actors.iter().any(|actor| actor.role == ActorRole::Person);
                        let by_setter = done.actors.iter().all(|actor| Some(actor) == bar.setter.as_ref());
                        rule(Rule::TieConsent, bar.at < done.at, || bar.at <= done.at)
                            && (rule(Rule::BarLaterConsentByPerson, by_person, || true)
                                || rule(Rule::BarLaterConsentBySetter, by_setter, || false))
                    });
                !rule(Rule::BarLaterConsent, stands, || false)
            }
        }
    }
}

impl Person<'_> {
    /// What somebody set.
    fn set_bars(&self, item: Item<'_>) -> Vec<Bar> {
        // R20: and what took the place of direct marketing.
        let is_marketing = |purpose: &Purpose| purpose.classes.iter().any(|class| class.as_str() == "direct-marketing");
        let marketing = || {
            self.versions
                .iter()
                .flat_map(|version| &version.purposes)
                .filter(|purpose| is_marketing(purpose))
                .any(|purpose| self.bar_reaches::<Purpose>(self.today.version, &purpose.id, item.purpose))
        };
        let mut bars = Vec::new();
        for act in self.acts {
            let EventBody::BarSet { kind: id, scope, from, until } = &act.body else { continue };
            let over = rule(Rule::BarOver, self.kind(id).over.unwrap_or_default(), Scope::default);
            let scope = Scope {
                controllers: scope.controllers.clone().or(over.controllers),
                recipients: scope.recipients.clone().or(over.recipients),
                data_categories: scope.data_categories.clone().or(over.data_categories),
                purposes: scope.purposes.clone().or(over.purposes),
                operations: scope.operations.clone().or(over.operations),
                cases: scope.cases.clone().or(over.cases),
            };
            let lifted = |kind: &str| {
                self.acts
                    .iter()
                    // An erased lift never took effect.
                    .filter(|lift| rule(Rule::ErasedLift, !lift.erased, || true))
                    .filter(|lift| rule(Rule::TieLift, act.at < lift.at, || act.at <= lift.at))
                    .filter(|lift| match &lift.body {
                        EventBody::BarLifted { bar } if *bar == act.id => {
                            let may = kind != "marketing-objection" || lift.by.role == ActorRole::Person;
                            rule(Rule::BarLift, rule(Rule::MarketingLift, may, || true), || false)
                        }
                        EventBody::ObjectionOverruled { bar } if *bar == act.id => {
                            let ends = rule(Rule::OverruledNotMarketing, kind == "objection", || true);
                            rule(Rule::Overruled, ends, || false)
                        }
                        _ => false,
                    })
                    .map(|lift| lift.at)
                    .min()
            };
            let bar = |kind: &str| {
                let from = rule(Rule::BarFrom, from.unwrap_or(act.at), || act.at);
                Bar {
                    kind: Id::new(kind).expect("a kind is an id"),
                    at: act.at,
                    from,
                    until: [rule(Rule::BarUntil, *until, || None), lifted(kind)].into_iter().flatten().min(),
                    setter: Some(act.by.clone()),
                    over: vec![Taken::named(&scope)],
                    since: Some(from),
                }
            };
            bars.push(bar(id.as_str()));
            if id.as_str() == "objection" && rule(Rule::Objection, marketing(), || false) {
                bars.push(bar("marketing-objection"));
            }
        }
        bars
    }

    /// §2 `withdrawal`, R19: no change of basis after what was given up.
    pub(super) fn withdrawal_bars(&self) -> Vec<Bar> {
        let mut bars = Vec::new();
        for consent in &self.consents {
            if !consent.raises {
                continue;
            }
            let over_given = || -> Vec<Vec<Taken>> { consent.given_up.iter().map(|given| vec![Taken::given(given)]).collect() };
            for act in self.acts.iter().filter(|act| rule(Rule::UnverifiedRaisesNothing, !act.unverified, || true)) {
                let raised = match &act.body {
                    EventBody::ConsentWithdrawn { consent: id } if *id == consent.id => {
                        rule(Rule::WithdrawalBar, over_given(), Vec::new)
                    }
                    EventBody::ConsentInvalidated { consent: id } if *id == consent.id => {
                        rule(Rule::InvalidationBar, over_given(), Vec::new)
                    }
                    EventBody::ConsentNarrowed { consent: id, scope } if *id == consent.id => {
                        let both = |given| vec![Taken::named(scope), Taken::given(given)];
                        let within_given: Vec<_> = consent.given_up.iter().map(both).collect();
                        let within_given = rule(Rule::WithdrawalOverGiven, within_given, || vec![vec![Taken::named(scope)]]);
                        rule(Rule::NarrowingBar, within_given, Vec::new)
                    }
                    EventBody::ConsentRefused { consent: id, scope, .. } if *id == consent.id => {
                        let own = rule(Rule::RefusalBarOwn, act.by.role == ActorRole::Person, || true);
                        let asked = || vec![vec![Taken::given(&self.refused_scope(consent, act, scope))]];
                        rule(Rule::RefusalBar, if own { asked() } else { Vec::new() }, Vec::new)
                    }
                    _ => continue,
                };
                bars.extend(raised.into_iter().map(|over| Bar {
                    kind: Id::new("withdrawal").expect("a kind is an id"),
                    at: act.at,
                    from: act.at,
                    until: None,
                    setter: Some(act.by.clone()),
                    over,
                    since: Some(act.at),
                }));
            }
        }
        bars
    }
}

impl World<'_> {
    /// R8, R9: whether a bar of this scope reaches the item, in the catalogue of a version.
    pub(super) fn takes(&self, taken: &Taken, version: u32, item: Item<'_>, operation: Operation) -> bool {
        let use_ = self.question;
        let scope = &taken.0;
        let party = |list: &Option<Vec<Id>>, r: &Id| {
            list.as_ref().is_none_or(|list| list.iter().any(|g| self.bar_reaches_party(version, g, r, item)))
        };
        let category = || match &scope.data_categories {
            Some(list) => list.iter().any(|g| self.bar_reaches::<DataCategory>(version, g, item.category)),
            None => true,
        };
        let purpose = || match &scope.purposes {
            Some(list) => list.iter().any(|g| self.bar_reaches::<Purpose>(version, g, item.purpose)),
            None => true,
        };
        let cases = || match (&scope.cases, &use_.cases) {
            (None, _) => true,
            (Some(_), None) => rule(Rule::CaseNone, true, || false),
            (Some(barred), Some(used)) => used.iter().any(|d| barred.iter().any(|g| case_covers(g, d) || case_covers(d, g))),
        };
        rule(Rule::BarOperations, scope.operations.as_ref().is_none_or(|list| list.contains(&operation)), || true)
            && rule(Rule::CaseOfBar, cases(), || true)
            && rule(Rule::BarControllers, party(&scope.controllers, &use_.controller), || true)
            && rule(Rule::BarRecipients, party(&scope.recipients, &use_.recipient), || true)
            && rule(Rule::BarCategories, category(), || true)
            && rule(Rule::BarPurposes, purpose(), || true)
    }

    /// Every bar in force at `item.t` that reaches the item.
    pub(super) fn bars(&self, item: Item<'_>, operation: Operation) -> Vec<Bar> {
        let mut bars = Vec::new();
        bars.extend(self.set_bars(item));
        bars.extend(self.given_up.iter().cloned());
        if let Some(since) = rule(Rule::Deceased, self.deceased(item.t), || None) {
            bars.push(everywhere("deceased", Some(since)));
        }
        if self.is_not_admitted(item) {
            bars.push(everywhere("not-admitted", None));
        }
        let today = self.today.version;
        bars.retain(|bar| {
            let kind = self.kind(&bar.kind);
            let of_the_kind = kind.operations.is_none_or(|list| list.contains(&operation));
            within(item.t, Some(bar.from), bar.until)
                && rule(Rule::BarKindInForce, within(item.t, kind.from, kind.until), || true)
                && rule(Rule::BarKindOperations, of_the_kind, || true)
                && bar.over.iter().all(|taken| self.takes(taken, today, item, operation))
        });
        bars
    }

    /// §2 `not-admitted`: of the recipient as `recipient`, and of a controller that discloses as `source`.
    fn is_not_admitted(&self, item: Item<'_>) -> bool {
        let stands_out = |party: &Id, role: Role| {
            let of_the_role = |p: &Party| {
                let own = |m: &&Membership| rule(Rule::MembershipOfRole, m.role == role, || true);
                let own: Vec<_> = p.memberships.iter().filter(own).cloned().collect();
                (!own.is_empty()).then_some(own)
            };
            let of_role = self.effective(party, of_the_role).unwrap_or_default();
            let in_force: Vec<_> = of_role.iter().filter(|m| within(item.t, m.from, m.until)).collect();
            let none = rule(Rule::NotAdmittedNone, in_force.is_empty(), || false);
            !of_role.is_empty() && (none || in_force.iter().any(|m| m.status != MembershipStatus::Admitted))
        };
        let use_ = self.question;
        let source =
            || rule(Rule::NotAdmittedDisclosing, self.is_disclosure(item), || true) && stands_out(&use_.controller, Role::Source);
        rule(Rule::NotAdmittedRecipient, stands_out(&use_.recipient, Role::Recipient), || false)
            || rule(Rule::NotAdmittedSource, source(), || false)
    }

    fn barred(&self, basis: Basis<'_>, bars: &[Bar]) -> BTreeSet<Failing> {
        bars.iter()
            .filter(|bar| self.defeats(bar, basis))
            .map(|bar| Failing { code: ReasonCode::Barred, kind: Some(bar.kind.clone()), since: bar.since })
            .collect()
    }

    pub(super) fn barred_row(&self, row: &LegalBasis, bars: &[Bar]) -> BTreeSet<Failing> {
        self.barred(Basis::Row(row), bars)
    }

    pub(super) fn barred_consent(&self, consent: &Consent<'_>, bars: &[Bar]) -> BTreeSet<Failing> {
        self.barred(Basis::Consent(consent), bars)
    }
}

/// A bar that nobody set: of a fact, or of the network.
fn everywhere(kind: &str, since: Option<Instant>) -> Bar {
    let from = since.unwrap_or(Instant::MIN);
    Bar {
        kind: Id::new(kind).expect("a kind is an id"),
        at: from,
        from,
        until: None,
        setter: None,
        over: vec![Taken::named(&Scope::default())],
        since,
    }
}
