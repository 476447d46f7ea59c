//! §4: bars, and what they defeat.

use std::collections::BTreeSet;

use consent_core::catalogue::{
    Article, BarKind, Character, DataCategory, LaterConsent, LegalBasis, MembershipStatus, Operation, Party, Purpose, Reach,
    Role, Scope, Target,
};
use consent_core::decide::{Failing, ReasonCode};
use consent_core::ledger::{Actor, ActorRole, EventBody};
use consent_core::{Id, Instant};

use super::consents::{Consent, Given};
use super::hierarchy::Item;
use super::{World, case_covers, within};

/// What a bar or a narrowing takes; an absent member is all.
#[derive(Clone)]
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
struct Bar {
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

impl World<'_> {
    /// R8, R9: whether a bar of this scope reaches the item, in the catalogue of a version.
    pub(super) fn takes(&self, taken: &Taken, version: u32, item: Item<'_>, operation: Operation) -> bool {
        let use_ = self.question;
        let scope = &taken.0;
        let party = |list: &Option<Vec<Id>>, r: &Id| {
            list.as_ref().is_none_or(|list| list.iter().any(|g| self.bar_reaches_party(version, g, r, item)))
        };
        party(&scope.controllers, &use_.controller)
            && party(&scope.recipients, &use_.recipient)
            && scope
                .data_categories
                .as_ref()
                .is_none_or(|list| list.iter().any(|g| self.bar_reaches::<DataCategory>(version, g, item.category)))
            && scope
                .purposes
                .as_ref()
                .is_none_or(|list| list.iter().any(|g| self.bar_reaches::<Purpose>(version, g, item.purpose)))
            && scope.operations.as_ref().is_none_or(|list| list.contains(&operation))
            && match (&scope.cases, &use_.cases) {
                (None, _) | (_, None) => true,
                (Some(barred), Some(used)) => used.iter().any(|d| barred.iter().any(|g| case_covers(g, d) || case_covers(d, g))),
            }
    }

    /// Today's row of a kind; a kind that today does not know is the strictest.
    fn kind(&self, id: &Id) -> BarKind {
        self.bar_kinds.iter().find(|kind| kind.id == *id).cloned().unwrap_or_else(|| BarKind {
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
        })
    }

    /// Every bar in force at `item.t` that reaches the item.
    fn bars(&self, item: Item<'_>, operation: Operation) -> Vec<Bar> {
        let mut bars = Vec::new();
        bars.extend(self.set_bars(item));
        bars.extend(self.withdrawal_bars());
        if let Some(since) = self.deceased(item.t) {
            bars.push(everywhere("deceased", Some(since)));
        }
        if self.is_not_admitted(item) {
            bars.push(everywhere("not-admitted", None));
        }
        let today = self.today.version;
        bars.retain(|bar| {
            let kind = self.kind(&bar.kind);
            within(item.t, Some(bar.from), bar.until)
                && within(item.t, kind.from, kind.until)
                && kind.operations.is_none_or(|list| list.contains(&operation))
                && bar.over.iter().all(|taken| self.takes(taken, today, item, operation))
        });
        bars
    }

    /// What somebody set.
    fn set_bars(&self, item: Item<'_>) -> Vec<Bar> {
        let mut bars = Vec::new();
        for act in &self.acts {
            let EventBody::BarSet { kind: id, scope, from, until } = &act.body else { continue };
            let over = self.kind(id).over.unwrap_or_default();
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
                    .filter(|lift| act.at < lift.at && !lift.erased)
                    .filter(|lift| match &lift.body {
                        // R20: a marketing objection is ended only by the person.
                        EventBody::BarLifted { bar } => {
                            *bar == act.id && (kind != "marketing-objection" || lift.by.role == ActorRole::Person)
                        }
                        EventBody::ObjectionOverruled { bar } => *bar == act.id && kind == "objection",
                        _ => false,
                    })
                    .map(|lift| lift.at)
                    .min()
            };
            let bar = |kind: &str| {
                let from = from.unwrap_or(act.at);
                Bar {
                    kind: Id::new(kind).expect("a kind is an id"),
                    at: act.at,
                    from,
                    until: [*until, lifted(kind)].into_iter().flatten().min(),
                    setter: Some(act.by.clone()),
                    over: vec![Taken::named(&scope)],
                    since: Some(from),
                }
            };
            bars.push(bar(id.as_str()));
            // R20: and what took the place of direct marketing.
            let marketing = self
                .versions
                .iter()
                .flat_map(|version| &version.purposes)
                .filter(|purpose| purpose.classes.iter().any(|class| class.as_str() == "direct-marketing"))
                .any(|purpose| self.bar_reaches::<Purpose>(self.today.version, &purpose.id, item.purpose));
            if id.as_str() == "objection" && marketing {
                bars.push(bar("marketing-objection"));
            }
        }
        bars
    }

    /// §2 `withdrawal`, R19: no change of basis after what was given up.
    fn withdrawal_bars(&self) -> Vec<Bar> {
        let mut bars = Vec::new();
        for consent in self.consents() {
            if !consent.raises {
                continue;
            }
            for act in self.acts.iter().filter(|act| !act.unverified) {
                let overs: Vec<Vec<Taken>> = match &act.body {
                    EventBody::ConsentWithdrawn { consent: id } | EventBody::ConsentInvalidated { consent: id }
                        if *id == consent.id =>
                    {
                        consent.given_up.iter().map(|given| vec![Taken::given(given)]).collect()
                    }
                    EventBody::ConsentNarrowed { consent: id, scope } if *id == consent.id => {
                        consent.given_up.iter().map(|given| vec![Taken::named(scope), Taken::given(given)]).collect()
                    }
                    EventBody::ConsentRefused { consent: id, scope, .. }
                        if *id == consent.id && act.by.role == ActorRole::Person =>
                    {
                        vec![vec![Taken::given(&self.refused_scope(&consent, act, scope))]]
                    }
                    _ => continue,
                };
                bars.extend(overs.into_iter().map(|over| Bar {
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

    /// §2 `not-admitted`: of the recipient as `recipient`, and of a controller that discloses as `source`.
    fn is_not_admitted(&self, item: Item<'_>) -> bool {
        let stands_out = |party: &Id, role: Role| {
            let of_the_role = |p: &Party| {
                let own: Vec<_> = p.memberships.iter().filter(|m| m.role == role).cloned().collect();
                (!own.is_empty()).then_some(own)
            };
            let of_role = self.effective(party, of_the_role).unwrap_or_default();
            let in_force: Vec<_> = of_role.iter().filter(|m| within(item.t, m.from, m.until)).collect();
            !of_role.is_empty() && (in_force.is_empty() || in_force.iter().any(|m| m.status != MembershipStatus::Admitted))
        };
        let use_ = self.question;
        stands_out(&use_.recipient, Role::Recipient) || (self.is_disclosure(item) && stands_out(&use_.controller, Role::Source))
    }

    /// When a row begins: the latest of its `from`, its permit's, and the publication of its `since`.
    fn begins(&self, row: &LegalBasis) -> Option<Instant> {
        // R7: the latest publication of that version, or else of the lowest higher one.
        let version = self.publications.iter().map(|(version, _)| *version).filter(|version| row.since <= *version).min();
        let published = self.publications.iter().filter(|(published, _)| Some(*published) == version).map(|(_, at)| *at).max();
        [row.from, row.permit.as_ref().and_then(|permit| permit.from), published].into_iter().flatten().max()
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
        if !kind.defeats.is_none_or(|list| list.iter().any(is)) || kind.spares.is_some_and(|list| list.iter().any(is)) {
            return false;
        }
        match basis {
            Basis::Row(row) => {
                let survives = row.survives.iter().flatten().any(|id| *id == bar.kind);
                let earlier = kind.reach == Some(Reach::Later) && self.begins(row).is_none_or(|begins| begins < bar.at);
                !survives && !earlier
            }
            // R21.
            Basis::Consent(consent) => {
                let stands = kind.later_consent == Some(LaterConsent::Lifts)
                    && consent.completed.as_ref().is_some_and(|done| {
                        bar.at < done.at
                            && (done.actors.iter().any(|actor| actor.role == ActorRole::Person)
                                || done.actors.iter().all(|actor| Some(actor) == bar.setter.as_ref()))
                    });
                !stands
            }
        }
    }

    fn barred(&self, basis: Basis<'_>, item: Item<'_>, operation: Operation) -> BTreeSet<Failing> {
        self.bars(item, operation)
            .into_iter()
            .filter(|bar| self.defeats(bar, basis))
            .map(|bar| Failing { code: ReasonCode::Barred, kind: Some(bar.kind), since: bar.since })
            .collect()
    }

    pub(super) fn barred_row(&self, row: &LegalBasis, item: Item<'_>, operation: Operation) -> BTreeSet<Failing> {
        self.barred(Basis::Row(row), item, operation)
    }

    pub(super) fn barred_consent(&self, consent: &Consent<'_>, item: Item<'_>, operation: Operation) -> BTreeSet<Failing> {
        self.barred(Basis::Consent(consent), item, operation)
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
