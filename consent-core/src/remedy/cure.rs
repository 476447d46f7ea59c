//! What each basis lacks for an item, as acts; a basis that no act helps is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::Fact;
use super::asking::Asked;
use super::doors::Doors;
use super::facts::{born, child, fact_for};
use crate::catalogue::compile::NoticeRow;
use crate::catalogue::extent::Extent;
use crate::catalogue::world::Rule;
use crate::catalogue::{Activation, Condition, ConsentRule, Due, Obligation, Role};
use crate::decide::judge::{Case, Hit};
use crate::decide::{BasisRef, ReasonCode};
use crate::id::Id;
use crate::ledger::{Actor, ActorRole, Capacity};
use crate::order;
use crate::state::{Consent, Knowledge, cools_down, guardians_concerned};

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
    doors: &Doors<'_>,
    (whose, asked): (Whose, &BTreeMap<usize, Asked>),
    item: usize,
    requirement: u64,
) -> Vec<Cures> {
    let mut ways: Vec<Cures> = Vec::new();
    let today = &case.question.world.today;
    for position in 0..today.rows.len() {
        if today.rows.get(position).is_some_and(|row| row.meets & requirement != 0) {
            ways.extend(row_cures(case, doors, position, item));
        }
    }
    let rule =
        today.requirements.iter().zip(0_u32..).find(|(_, bit)| 1_u64.wrapping_shl(*bit) == requirement).map(|(r, _)| r.consent);
    if rule.is_some_and(|rule| rule != ConsentRule::No) {
        for consent in case.consents {
            ways.extend(consent_cures(case, doors, consent, item, requirement));
        }
        for (position, notice) in today.notices.iter().enumerate() {
            if notice.meets & requirement != 0
                && let Some(asked) = asked.get(&position)
            {
                ways.extend(ask_cures(case, doors, whose, (position, notice, asked), item));
            }
        }
    }
    // A way that contains another is never the smaller one.
    let all = ways.clone();
    ways.retain(|way| !all.iter().any(|other| other.len() < way.len() && other.is_subset(way)));
    order::sort(&mut ways);
    ways.dedup();
    ways
}

fn stated(case: &Case<'_>, obligations: &[Obligation], acts: &mut Cures) {
    for obligation in obligations.iter().filter(|o| o.due == Due::Before && !case.question.states(&o.id)) {
        acts.insert(Cure::Assert(obligation.id.clone()));
    }
}

fn row_cures(case: &Case<'_>, doors: &Doors<'_>, position: usize, at: usize) -> Option<Cures> {
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
            possible &= lift(case, doors, hit, at, &mut acts);
        }
        !possible
    });
    possible.then_some(acts)
}

/// Adds the acts that take a bar away; false when nobody can.
fn lift(case: &Case<'_>, doors: &Doors<'_>, hit: &Hit<'_>, at: usize, acts: &mut Cures) -> bool {
    if let Some(bar) = hit.bar {
        let Some((_, fact)) = doors.lifters(case, &bar.id).filter(|_| bar.at < case.t) else { return false };
        acts.extend(fact.map(Cure::RecordFact));
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

/// What a consent that is there lacks.
fn consent_cures(case: &Case<'_>, doors: &Doors<'_>, consent: &Consent, at: usize, requirement: u64) -> Option<Cures> {
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
            // A guardian's consent that ends at an age has ended while the birth date is unknown.
            let unknown_end = done.ends_unknown(notice, case.facts, t);
            let end = if unknown_end { done.until } else { done.ends(notice, case.facts, t, today.offset()) };
            if !form || !consent.stands(notice, t, end) {
                return None;
            }
            if unknown_end {
                acts.insert(Cure::RecordFact(child(case, notice)?));
            }
            (done.givers.clone(), done.at)
        }
        // It is complete later: nobody can give it again, and waiting is no act.
        Some(_) => return None,
        None => {
            let (missing, fact) = missing_guardians(case, doors, consent, notice, &extent)?;
            acts.extend(fact.map(Cure::RecordFact));
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
            possible &= lift(case, doors, hit, at, &mut acts);
        }
        !possible
    });
    possible.then_some(acts)
}

/// The guardians who have not given a consent that others of them gave, when each of them could now.
fn missing_guardians(
    case: &Case<'_>,
    doors: &Doors<'_>,
    consent: &Consent,
    notice: &NoticeRow,
    extent: &Extent,
) -> Option<(Vec<Actor>, Option<Fact>)> {
    let by_guardian = |by: &Actor| by.role == ActorRole::Guardian;
    let given = |by: &Actor| consent.acts.iter().any(|act| !act.erased && act.at <= case.t && act.by == *by);
    if notice.source.activation != Activation::AllGuardians
        || !notice.may_be_given(case.t)
        || !consent.acts.iter().any(|act| !act.erased && act.at <= case.t && by_guardian(&act.by))
    {
        return None;
    }
    let missing: Vec<Actor> = concerned(case, extent)?.into_iter().filter(|by| !given(by)).collect();
    let fact = doors.could_give(case, &missing, notice, extent).filter(|_| !missing.is_empty())?;
    Some((missing, fact))
}

/// The guardians who all have to give a consent of this scope.
fn concerned(case: &Case<'_>, extent: &Extent) -> Option<Vec<Actor>> {
    let keys = guardians_concerned(case.facts, &case.question.world, extent, case.t)?;
    Some(keys.into_iter().map(|id| Actor { role: ActorRole::Guardian, id: Some(id) }).collect())
}

pub(super) fn guardians(case: &Case<'_>) -> Vec<Actor> {
    representatives(case, Capacity::Guardian, ActorRole::Guardian)
}

pub(super) fn representatives(case: &Case<'_>, capacity: Capacity, role: ActorRole) -> Vec<Actor> {
    let mut list: Vec<Actor> = case
        .facts
        .representations
        .iter()
        .filter(|r| r.capacity == capacity && r.in_force(case.t))
        .map(|r| Actor { role, id: Some(r.representative.clone()) })
        .collect();
    order::sort(&mut list);
    list.dedup();
    list
}

/// What asking for a consent on a notice needs, for each of those who could answer.
fn ask_cures(
    case: &Case<'_>,
    doors: &Doors<'_>,
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
    for (group, fact) in who_could_answer(case, doors, whose, (notice, &asked.extent)) {
        let mut acts = base.clone();
        acts.extend(fact.map(Cure::RecordFact));
        let mut possible = true;
        case.any_bar(at, |hit| {
            if hit.defeats_consent_of(&group, t) {
                possible &= lift(case, doors, hit, at, &mut acts);
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
    doors: &Doors<'_>,
    whose: Whose,
    (notice, extent): (&NoticeRow, &Extent),
) -> Vec<(Vec<Actor>, Option<Fact>)> {
    if whose == Whose::Anybody {
        return vec![(vec![Actor::person()], None)];
    }
    let (t, offset) = (case.t, case.question.world.today.offset());
    let mut candidates: Vec<Vec<Actor>> = Vec::new();
    for (capacity, role) in [(Capacity::Mandate, ActorRole::Mandate), (Capacity::LegalGuardian, ActorRole::LegalGuardian)] {
        candidates.extend(representatives(case, capacity, role).into_iter().map(|by| vec![by]));
    }
    match notice.source.activation {
        Activation::Subject => {}
        Activation::AnyGuardian => candidates.extend(guardians(case).into_iter().map(|by| vec![by])),
        Activation::AllGuardians => candidates.extend(concerned(case, extent).filter(|all| !all.is_empty())),
    }
    let could = |group: Vec<Actor>| doors.could_give(case, &group, notice, extent).map(|fact| (group, fact));
    let mut groups: Vec<(Vec<Actor>, Option<Fact>)> = candidates.into_iter().filter_map(could).collect();
    if doors.now.could_give(&Actor::person(), notice, extent, t) {
        groups.push((vec![Actor::person()], None));
    } else if case.facts.has_reached(0, t, offset) == Knowledge::Unknown {
        groups.extend(born(case, notice.source.min_age_self, None).map(|fact| (vec![Actor::person()], Some(fact))));
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
