//! R22–R26 and §2 *Conditions*: what is known about the person at an instant.

use std::cmp::Reverse;

use consent_core::catalogue::Condition;
use consent_core::decide::ReasonCode;
use consent_core::ledger::{Attribute, Capacity, EventBody};
use consent_core::{Date, Id, Instant};

use super::consents::Given;
use super::hierarchy::Reading;
use super::rules::{Rule, rule};
use super::{Act, Person, World, case_covers};
use consent_core::catalogue::{DataCategory, Purpose};

impl<'a> Person<'a> {
    /// The latest event about a fact with `at ≤ t`: at one instant an erased one, then the stronger, then the greater id.
    fn latest<T>(&self, t: Instant, erasure: Rule, read: impl Fn(&EventBody) -> Option<(u8, T)>) -> Option<(&'a Act, T)> {
        let known = self.acts.iter().filter(|act| act.at <= t);
        let facts: Vec<_> = known.filter_map(|act| read(&act.body).map(|(strength, _)| (act, strength))).collect();
        let found = greatest(&facts, |act, strength| (act.at, act.erased, strength, &act.id));
        let found = rule(Rule::TieFactLater, found, || greatest(&facts, |act, strength| (act.erased, strength, &act.id)));
        let found =
            rule(Rule::TieFactId, found, || greatest(&facts, |act, strength| (act.at, act.erased, strength, Reverse(&act.id))));
        let found =
            rule(Rule::TieDeceased, found, || greatest(&facts, |act, strength| (act.at, act.erased, Reverse(strength), &act.id)));
        let found = rule(erasure, found, || {
            let kept: Vec<_> = facts.iter().filter(|(act, _)| !act.erased).copied().collect();
            greatest(&kept, |act, strength| (act.at, strength, &act.id))
        })?;
        read(&found.body).map(|(_, value)| (found, value))
    }

    pub(super) fn birth_date(&self, t: Instant) -> Option<Date> {
        let (act, date) = self.latest(t, Rule::ErasedBirthDate, |body| match body {
            EventBody::AttributeSet(Attribute::BirthDate(date)) => Some((0, *date)),
            _ => None,
        })?;
        (!act.erased).then_some(date)
    }

    fn home(&self, t: Instant) -> Option<Id> {
        let (act, party) = self.latest(t, Rule::ErasedHome, |body| match body {
            EventBody::AttributeSet(Attribute::HomeMunicipality(party)) => Some((0, party.clone())),
            _ => None,
        })?;
        (!act.erased).then_some(party)
    }

    /// Since when the person is dead; an erased record bars like `true` (R24a).
    pub(super) fn deceased(&self, t: Instant) -> Option<Instant> {
        let (act, dead) = self.latest(t, Rule::ErasedDeath, |body| match body {
            EventBody::AttributeSet(Attribute::Deceased(dead)) => Some((u8::from(*dead), *dead)),
            _ => None,
        })?;
        (act.erased || dead).then_some(act.at)
    }

    /// R23, R24: with the party or with what it is part of; an erased event is about every party.
    fn relationship(&self, wanted: &Id, party: &Id, t: Instant) -> Option<ReasonCode> {
        let with_this_or_its_whole =
            |q: &Id| rule(Rule::WhenRelationshipPart, self.part_of(q, party, Reading::Today), || q == party);
        let mut known = false;
        for whole in self.today.parties.iter().filter(|q| with_this_or_its_whole(&q.id)) {
            // An erased event says neither with whom nor, therefore, whether it was this one: the strongest.
            let events = || {
                self.acts.iter().filter(|act| act.at <= t).filter_map(|act| match &act.body {
                    EventBody::RelationshipStarted { kind, with } if kind == wanted && (act.erased || *with == whole.id) => {
                        Some((act.at, act.erased, false, &act.id))
                    }
                    EventBody::RelationshipEnded { kind, with } if kind == wanted && (act.erased || *with == whole.id) => {
                        Some((act.at, act.erased, true, &act.id))
                    }
                    _ => None,
                })
            };
            let status = events().max();
            let status = rule(Rule::ErasedRelationship, status, || events().filter(|(_, erased, ..)| !erased).max());
            let status = rule(Rule::TieEnd, status, || events().max_by_key(|(at, erased, end, id)| (*at, *erased, !end, *id)));
            match status {
                Some((_, false, false, _)) => return None,
                Some((_, false, true, _)) => known = true,
                Some((_, true, ..)) | None => {}
            }
        }
        Some(if known { ReasonCode::ConditionUnmet } else { ReasonCode::FactMissing })
    }

    /// R14: the guardians at `t` whose scope overlaps one of the scopes; `None` when one of them may be unknown.
    pub(super) fn guardians(&self, t: Instant, scopes: &[&Given]) -> Option<Vec<Id>> {
        let mut guardians = Vec::new();
        for act in self.acts.iter().filter(|act| act.at <= t) {
            let of_guardian = matches!(
                &act.body,
                EventBody::RepresentationStarted { capacity: Capacity::Guardian, .. }
                    | EventBody::RepresentationEnded { capacity: Capacity::Guardian, .. }
            );
            if act.erased && of_guardian {
                if rule(Rule::ErasedGuardian, true, || false) {
                    return None;
                }
                continue;
            }
            if let EventBody::RepresentationStarted { representative, capacity: Capacity::Guardian, scope } = &act.body {
                let ended = self.acts.iter().any(|end| {
                    matches!(&end.body, EventBody::RepresentationEnded { representative: who, capacity: Capacity::Guardian }
                        if who == representative && act.at <= end.at && end.at <= t)
                });
                let overlaps = || scopes.iter().any(|given| self.overlaps(scope, given));
                if !rule(Rule::QuorumEndedGuardian, ended, || false) && rule(Rule::QuorumGuardians, overlaps(), || true) {
                    guardians.push(representative.clone());
                }
            }
        }
        Some(guardians)
    }

    /// R14: in every dimension that the representation names some pair of ids is related.
    fn overlaps(&self, named: &consent_core::catalogue::Scope, given: &Given) -> bool {
        fn related<T>(named: Option<&Vec<T>>, given: &[T], are: impl Fn(&T, &T) -> bool) -> bool {
            named.is_none_or(|named| named.iter().any(|a| given.iter().any(|b| are(a, b) || are(b, a))))
        }
        let today = self.today.version;
        related(named.controllers.as_ref(), &given.controllers, |a, b| self.tree_reaches(a, b))
            && related(named.recipients.as_ref(), given.recipients.as_ref().unwrap_or(&given.controllers), |a, b| {
                self.tree_reaches(a, b)
            })
            && related(named.data_categories.as_ref(), &given.data_categories, |a, b| {
                self.bar_reaches::<DataCategory>(today, a, b)
            })
            && related(named.purposes.as_ref(), &given.purposes, |a, b| self.bar_reaches::<Purpose>(today, a, b))
            && related(named.operations.as_ref(), &given.operations, |a, b| a == b)
            && given.cases.as_ref().is_none_or(|cases| related(named.cases.as_ref(), cases, case_covers))
    }
}

/// The act that comes last in an order.
fn greatest<'a, K: Ord>(facts: &[(&'a Act, u8)], order: impl Fn(&'a Act, u8) -> K) -> Option<&'a Act> {
    facts.iter().copied().max_by_key(|(act, strength)| order(act, *strength)).map(|(act, _)| act)
}

impl World<'_> {
    /// The codes of a condition that does not hold.
    pub(super) fn condition(&self, condition: &Condition, t: Instant) -> Option<ReasonCode> {
        let missing = || rule(Rule::FactMissing, Some(ReasonCode::FactMissing), || None);
        match condition {
            Condition::Relationship(c) => {
                let code = self.relationship(&c.kind, self.stand_in(&c.with), t);
                let code = rule(Rule::WhenRelationship, code, || None);
                if code == Some(ReasonCode::FactMissing) { missing() } else { code }
            }
            Condition::HomeMunicipality(c) => match self.home(t) {
                None => missing(),
                Some(home) if self.part_of(&home, self.stand_in(&c.party), Reading::Today) => None,
                Some(_) => rule(Rule::WhenHome, Some(ReasonCode::ConditionUnmet), || None),
            },
            Condition::Age(c) => match self.birth_date(t) {
                None => missing(),
                Some(date) => {
                    let reached = |age: u8| date.birthday(age, self.offset()) <= t;
                    let holds = c.min.is_none_or(reached) && !c.below.is_some_and(reached);
                    rule(Rule::WhenAge, (!holds).then_some(ReasonCode::ConditionUnmet), || None)
                }
            },
            Condition::Assertion(c) => {
                let stated = self.question.assertions.contains(&c.name);
                rule(Rule::WhenAssertion, (!stated).then_some(ReasonCode::AssertionMissing), || None)
            }
        }
    }

    /// `controller` and `recipient` may stand for the party of the use.
    fn stand_in<'b>(&'b self, party: &'b Id) -> &'b Id {
        let stands = match party.as_str() {
            "controller" => &self.question.controller,
            "recipient" => &self.question.recipient,
            _ => party,
        };
        rule(Rule::WhenStandIn, stands, || party)
    }
}
