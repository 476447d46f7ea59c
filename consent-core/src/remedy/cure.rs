//! What each basis lacks for an item, as acts; a basis that no act helps is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::asking::Asked;
use super::facts::{born, fact_for};
use super::{Fact, Performer};
use crate::catalogue::compile::{NoticeRow, PartyNode};
use crate::catalogue::extent::Extent;
use crate::catalogue::world::Rule;
use crate::catalogue::{Activation, Condition, ConsentRule, Due, Obligation, Role, Setter};
use crate::decide::judge::{Case, Hit};
use crate::decide::{BasisRef, ReasonCode};
use crate::id::Id;
use crate::ledger::{Actor, ActorRole, Capacity, Event, EventBody};
use crate::state::door::Door;
use crate::state::{Bar, Consent, Knowledge, MARKETING_OBJECTION, cools_down, guardians_concerned};

/// An act, as small as it can be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cure {
    Assert(Id),
    RecordFact(Fact),
    /// The notice by its position among today's, and who answers together.
    AskConsent(usize, Vec<Actor>),
    /// The consent, and the guardians who have not given yet.
    CompleteQuorum(Id, Vec<Actor>),
    LiftBar(Id),
    RenewAssessment(Id),
    /// The row whose permit is missing.
    ObtainPermit(Id),
    AdmitParty(u32, Role),
}

/// Whose data the question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// A person's; those answer who are entitled by what is recorded.
    Person,
    /// Nobody's in particular; it is taken that someone is entitled to answer.
    Anybody,
}

/// Acts that go together.
pub(super) type Cures = BTreeSet<Cure>;

/// The ways to have one requirement of one item met. Empty: there is none. `asked` is what each notice would be asked for.
pub(super) fn cures(
    case: &Case<'_>,
    door: &Door<'_>,
    (whose, asked): (Whose, &BTreeMap<usize, Asked>),
    item: usize,
    requirement: u64,
) -> Vec<Cures> {
    let mut ways: Vec<Cures> = Vec::new();
    let today = &case.question.world.today;
    for position in 0..today.rows.len() {
        if today.rows.get(position).is_some_and(|row| row.meets & requirement != 0) {
            ways.extend(row_cures(case, door, position, item));
        }
    }
    let rule =
        today.requirements.iter().zip(0_u32..).find(|(_, bit)| 1_u64.wrapping_shl(*bit) == requirement).map(|(r, _)| r.consent);
    if rule.is_some_and(|rule| rule != ConsentRule::No) {
        for consent in case.consents {
            ways.extend(consent_cures(case, door, consent, item, requirement));
        }
        for (position, notice) in today.notices.iter().enumerate() {
            if notice.meets & requirement != 0
                && let Some(asked) = asked.get(&position)
            {
                ways.extend(ask_cures(case, door, whose, (position, notice, asked), item));
            }
        }
    }
    // A way that contains another is never the smaller one.
    let all = ways.clone();
    ways.retain(|way| !all.iter().any(|other| other.len() < way.len() && other.is_subset(way)));
    ways.sort();
    ways.dedup();
    ways
}

fn stated(case: &Case<'_>, obligations: &[Obligation], acts: &mut Cures) {
    for obligation in obligations.iter().filter(|o| o.due == Due::Before && !case.question.states(&o.id)) {
        acts.insert(Cure::Assert(obligation.id.clone()));
    }
}

fn row_cures(case: &Case<'_>, door: &Door<'_>, position: usize, at: usize) -> Option<Cures> {
    let (question, t) = (case.question, case.t);
    let world = &question.world;
    let (row, began) = world.today.rows.get(position).zip(world.row_begins.get(position))?;
    let item = question.items.get(at).copied()?;
    let covering = question.covering(item, t, Rule::Today);
    let mut acts = Cures::new();
    for failing in question.row_codes(row, item, &covering, t) {
        match failing.code {
            ReasonCode::AssertionMissing => {
                for condition in &row.source.when {
                    if let Condition::Assertion(assertion) = condition
                        && !question.states(&assertion.name)
                    {
                        acts.insert(Cure::Assert(assertion.name.clone()));
                    }
                }
                stated(case, &row.source.obligations, &mut acts);
            }
            ReasonCode::AssessmentMissing => {
                acts.insert(Cure::RenewAssessment(row.source.assessment.as_ref()?.id.clone()));
            }
            ReasonCode::PermitMissing => {
                acts.insert(Cure::ObtainPermit(row.source.id.clone()));
            }
            // Another scope or another time: no act.
            _ => return None,
        }
    }
    let mut possible = true;
    case.any_condition(row, |condition, code| {
        match fact_for(case, condition, code) {
            Some(fact) => {
                acts.insert(Cure::RecordFact(fact));
            }
            None => possible = false,
        }
        !possible
    });
    // A permit that is obtained now begins the row now.
    let permit = acts.iter().any(|act| matches!(act, Cure::ObtainPermit(_)));
    let began = if permit { (*began).max(t) } else { *began };
    case.any_bar(at, |hit| {
        if hit.defeats_row(row, began) {
            possible &= lift(case, door, hit, at, &mut acts);
        }
        !possible
    });
    possible.then_some(acts)
}

/// Adds the acts that take a bar away; false when nobody can.
fn lift(case: &Case<'_>, door: &Door<'_>, hit: &Hit<'_>, at: usize, acts: &mut Cures) -> bool {
    if let Some(bar) = hit.bar {
        if bar.at >= case.t || lifters(case, door, &bar.id).is_empty() {
            return false;
        }
        acts.insert(Cure::LiftBar(bar.id.clone()));
        return true;
    }
    // Death can't be undone; a party can be admitted.
    if hit.kind_id.as_str() != "not-admitted" {
        return false;
    }
    let Some(item) = case.question.items.get(at) else { return false };
    acts.extend(case.question.shut_roles(*item, case.t).map(|(party, role)| Cure::AdmitParty(party, role)));
    true
}

/// Who could lift all bars of an id now: those of the roles that its kind names whom the door would let in.
pub(super) fn lifters(case: &Case<'_>, door: &Door<'_>, id: &Id) -> Vec<Performer> {
    let today = &case.question.world.today;
    let bars: Vec<&Bar> = case.bars.iter().filter(|bar| bar.id == *id).collect();
    // A marketing objection raised from an objection ends by the person's own lift alone.
    let own_only = bars.iter().any(|bar| bar.kind.as_str() == MARKETING_OBJECTION);
    let mut found: Vec<Performer> = Vec::new();
    let kinds = bars.iter().filter_map(|bar| today.bar_kinds.get(&bar.kind)).filter_map(|kind| kind.source.lifted_by.as_ref());
    for setter in kinds.flatten() {
        if own_only && *setter != Setter::Person {
            continue;
        }
        let let_in = candidates(case, door, &bars, *setter).into_iter().any(|by| {
            let body = EventBody::BarLifted { bar: id.clone() };
            let event = Event { id: id.clone(), subject: None, at: case.t, by, operator: None, reason: None, body };
            door.admit(&event).is_ok()
        });
        if let_in {
            found.push(Performer::from(*setter));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Those who might lift bars in a role.
fn candidates(case: &Case<'_>, door: &Door<'_>, bars: &[&Bar], role: Setter) -> Vec<Actor> {
    let today = &case.question.world.today;
    let office = |role: ActorRole, party: &PartyNode| Actor { role, id: Some(party.id.clone()) };
    // The door lets in any party of the catalogue that is what it acts as: one stands for all.
    let any = |role| today.parties.iter().flatten().map(|party| office(role, party)).find(|by| door.is_office(by));
    match role {
        Setter::Person => vec![Actor::person()],
        Setter::Guardian => guardians(case),
        Setter::Representative => {
            let mut both = representatives(case, Capacity::Mandate, ActorRole::Mandate);
            both.extend(representatives(case, Capacity::LegalGuardian, ActorRole::LegalGuardian));
            both
        }
        Setter::Controller => {
            let set = bars.iter().map(|bar| bar.setter.clone()).filter(|setter| setter.role == ActorRole::Controller);
            let named = bars.iter().filter_map(|bar| bar.extent.controllers.as_ref()).flatten();
            let wholes = named.flat_map(|party| case.question.world.bar_parties(case.question.world.latest(), *party));
            let wholes = wholes.filter_map(|party| today.party(party)).map(|party| office(ActorRole::Controller, party));
            set.chain(wholes).collect()
        }
        Setter::Operator => any(ActorRole::Operator).into_iter().collect(),
        Setter::Authority => any(ActorRole::Authority).into_iter().collect(),
    }
}

/// What a consent that is there lacks.
fn consent_cures(case: &Case<'_>, door: &Door<'_>, consent: &Consent, at: usize, requirement: u64) -> Option<Cures> {
    let (question, t) = (case.question, case.t);
    let today = &question.world.today;
    let notice = consent.notice_row.and_then(|row| today.notices.get(row))?;
    if notice.meets & requirement == 0 {
        return None;
    }
    let item = question.items.get(at).copied()?;
    let extent = consent.extent_at(notice, t);
    let outside = !question.extent_codes(&extent, notice.source.since, item, t).is_empty();
    if outside || case.narrowed(consent, at).is_some() {
        return None;
    }
    let mut acts = Cures::new();
    stated(case, &notice.source.obligations, &mut acts);
    if question.assessment_has_run_out(notice.source.assessment.as_ref(), t) {
        acts.insert(Cure::RenewAssessment(notice.source.assessment.as_ref()?.id.clone()));
    }
    let (givers, given_at) = match &consent.completion {
        Some(done) if done.at <= t => {
            let form = today.meets_in(notice, done.form) & requirement != 0;
            if !form || !consent.in_force(notice, case.facts, t, today.offset()) {
                return None;
            }
            (done.givers.clone(), done.at)
        }
        // It is complete later: nobody can give it again, and waiting is no act.
        Some(_) => return None,
        None => {
            let missing = missing_guardians(case, door, consent, notice, &extent)?;
            let ended = consent.withdrawn.is_some_and(|end| end <= t) || consent.refused.is_some_and(|end| end <= t);
            let late = consent
                .acts
                .iter()
                .any(|act| act.valid_until.is_some_and(|until| until <= t) || act.valid_from.is_some_and(|from| from > t));
            let form = consent.acts.iter().filter(|act| !act.erased).map(|act| act.form).reduce(|a, b| a.meet(b))?;
            let suspended = consent.suspended_since(t).is_some();
            if ended || late || suspended || consent.invalidated.is_some() || today.meets_in(notice, form) & requirement == 0 {
                return None;
            }
            let mut givers: Vec<Actor> = consent.acts.iter().filter(|act| !act.erased).map(|act| act.by.clone()).collect();
            givers.extend(missing.iter().cloned());
            acts.insert(Cure::CompleteQuorum(consent.id.clone(), missing));
            (givers, t)
        }
    };
    let mut possible = true;
    case.any_bar(at, |hit| {
        if hit.defeats_consent_of(&givers, given_at) {
            possible &= lift(case, door, hit, at, &mut acts);
        }
        !possible
    });
    possible.then_some(acts)
}

/// The guardians who have not given a consent that others of them gave, when each of them could now.
fn missing_guardians(
    case: &Case<'_>,
    door: &Door<'_>,
    consent: &Consent,
    notice: &NoticeRow,
    extent: &Extent,
) -> Option<Vec<Actor>> {
    let by_guardian = |by: &Actor| by.role == ActorRole::Guardian;
    let given = |by: &Actor| consent.acts.iter().any(|act| !act.erased && act.at <= case.t && act.by == *by);
    if notice.source.activation != Activation::AllGuardians
        || !notice.may_be_given(case.t)
        || !consent.acts.iter().any(|act| !act.erased && act.at <= case.t && by_guardian(&act.by))
    {
        return None;
    }
    let missing: Vec<Actor> = concerned(case, extent)?.into_iter().filter(|by| !given(by)).collect();
    let able = !missing.is_empty() && missing.iter().all(|by| door.could_give(by, notice, extent, case.t));
    able.then_some(missing)
}

/// The guardians who all have to give a consent of this scope.
fn concerned(case: &Case<'_>, extent: &Extent) -> Option<Vec<Actor>> {
    let keys = guardians_concerned(case.facts, &case.question.world, extent, case.t)?;
    Some(keys.into_iter().map(|id| Actor { role: ActorRole::Guardian, id: Some(id) }).collect())
}

fn guardians(case: &Case<'_>) -> Vec<Actor> {
    representatives(case, Capacity::Guardian, ActorRole::Guardian)
}

fn representatives(case: &Case<'_>, capacity: Capacity, role: ActorRole) -> Vec<Actor> {
    let mut list: Vec<Actor> = case
        .facts
        .representations
        .iter()
        .filter(|r| r.capacity == capacity && r.in_force(case.t))
        .map(|r| Actor { role, id: Some(r.representative.clone()) })
        .collect();
    list.sort();
    list.dedup();
    list
}

/// What asking for a consent on a notice needs, for each of those who could answer.
fn ask_cures(
    case: &Case<'_>,
    door: &Door<'_>,
    whose: Whose,
    (position, notice, asked): (usize, &NoticeRow, &Asked),
    at: usize,
) -> Vec<Cures> {
    let (question, t) = (case.question, case.t);
    let Some(item) = question.items.get(at).copied() else { return Vec::new() };
    let covers = question.extent_codes(&notice.extent, notice.source.since, item, t).is_empty();
    if !covers || !notice.may_be_given(t) || cools_down(case.consents, notice, t, question.world.today.offset()) {
        return Vec::new();
    }
    let mut base = Cures::new();
    stated(case, &notice.source.obligations, &mut base);
    if question.assessment_has_run_out(notice.source.assessment.as_ref(), t) {
        base.extend(notice.source.assessment.as_ref().map(|a| Cure::RenewAssessment(a.id.clone())));
    }
    let mut ways = Vec::new();
    for (group, fact) in who_could_answer(case, door, whose, (notice, &asked.extent)) {
        let mut acts = base.clone();
        acts.extend(fact.map(Cure::RecordFact));
        let mut possible = true;
        case.any_bar(at, |hit| {
            if hit.defeats_consent_of(&group, t) {
                possible &= lift(case, door, hit, at, &mut acts);
            }
            !possible
        });
        if possible {
            acts.insert(Cure::AskConsent(position, group));
            ways.push(acts);
        }
    }
    ways
}

/// Those who could give a consent on a notice together, and the fact that would have to be recorded first.
fn who_could_answer(
    case: &Case<'_>,
    door: &Door<'_>,
    whose: Whose,
    (notice, extent): (&NoticeRow, &Extent),
) -> Vec<(Vec<Actor>, Option<Fact>)> {
    if whose == Whose::Anybody {
        return vec![(vec![Actor::person()], None)];
    }
    let (t, offset) = (case.t, case.question.world.today.offset());
    let could = |by: &Actor| door.could_give(by, notice, extent, t);
    let mut groups: Vec<(Vec<Actor>, Option<Fact>)> = Vec::new();
    if could(&Actor::person()) {
        groups.push((vec![Actor::person()], None));
    } else if case.facts.has_reached(0, t, offset) == Knowledge::Unknown {
        groups.extend(born(case, notice.source.min_age_self, None).map(|fact| (vec![Actor::person()], Some(fact))));
    }
    for (capacity, role) in [(Capacity::Mandate, ActorRole::Mandate), (Capacity::LegalGuardian, ActorRole::LegalGuardian)] {
        groups.extend(representatives(case, capacity, role).into_iter().filter(could).map(|by| (vec![by], None)));
    }
    match notice.source.activation {
        Activation::Subject => {}
        Activation::AnyGuardian => groups.extend(guardians(case).into_iter().filter(could).map(|by| (vec![by], None))),
        Activation::AllGuardians => {
            if let Some(all) = concerned(case, extent).filter(|all| !all.is_empty() && all.iter().all(could)) {
                groups.push((all, None));
            }
        }
    }
    groups
}

/// The basis that meets a requirement by duty.
pub(super) fn is_duty(case: &Case<'_>, basis: &BasisRef) -> bool {
    match basis {
        BasisRef::LegalBasis(id) => case.question.world.today.rows.iter().any(|row| row.source.id == *id && row.rank() == 0),
        BasisRef::Consent(_) => false,
    }
}
