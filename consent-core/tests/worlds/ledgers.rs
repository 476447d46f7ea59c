//! Random events about few persons, most of which the door lets in, and random questions.

use consent_core::catalogue::{Assurance, Catalogue, Form, Notice, Operation, Scope, Setter, shipped_bar_kinds};
use consent_core::decide::ProposedUse;
use consent_core::ledger::{Actor, ActorRole, Attribute, Capacity, Event, EventBody, Grant, NoticeRef, RecordedUse};
use consent_core::{Id, Instant, Lang, SubjectId};

use super::catalogues::{
    ASSERTIONS, CASES, CHANNELS, OBLIGATIONS, OPERATIONS, RELATIONSHIPS, ids, instant, instants, some_index,
};
use super::themes::Theme;
use super::{Draw, Step, named};

const GUARDIANS: [&str; 2] = ["mother", "father"];
const MANDATE: &str = "friend";
const BIRTH_DATES: [&str; 6] = ["1980-02-29", "2008-03-01", "2008-05-01", "2011-04-01", "2013-02-01", "2013-06-01"];

pub(super) fn person(index: usize) -> SubjectId {
    SubjectId::new(["anna", "anna-2", "bo"][index]).expect("a key")
}

/// Everybody.
pub(crate) fn persons() -> Vec<SubjectId> {
    (0..3).map(person).collect()
}

/// Mostly the one who is asked about.
fn subject(draw: &mut Draw) -> SubjectId {
    person(draw.pick(&[0, 0, 0, 0, 0, 0, 1, 2]))
}

pub(super) fn party(draw: &mut Draw, catalogue: &Catalogue) -> Id {
    draw.pick(&catalogue.parties).id
}

pub(super) fn actor(role: ActorRole, id: Option<Id>) -> Actor {
    Actor { role, id }
}

fn representative(draw: &mut Draw) -> Actor {
    match draw.below(5) {
        0 | 1 => actor(ActorRole::Guardian, Some(named(GUARDIANS[0]))),
        2 | 3 => actor(ActorRole::Guardian, Some(named(GUARDIANS[1]))),
        _ => actor(draw.pick(&[ActorRole::Mandate, ActorRole::Mandate, ActorRole::LegalGuardian]), Some(named(MANDATE))),
    }
}

/// One who gives, refuses, withdraws …
fn giver(draw: &mut Draw) -> Actor {
    if draw.chance(50) { Actor::person() } else { representative(draw) }
}

pub(super) fn office(draw: &mut Draw, catalogue: &Catalogue, role: ActorRole) -> Actor {
    actor(role, Some(party(draw, catalogue)))
}

/// A consent that the events of a world speak of: one notice, one person.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) id: Id,
    pub(super) notice: Notice,
    pub(super) subject: SubjectId,
}

/// Every step, in the order in which it is brought to the door.
pub(super) fn steps(draw: &mut Draw, catalogues: &[Catalogue], theme: Theme) -> Vec<Step> {
    let mut names: Vec<usize> = (0..180).collect();
    draw.shuffle(&mut names);
    let mut name = || named(&format!("e{:02}", names.pop().unwrap_or(999)));
    let mut rest = catalogues.to_vec();
    let mut published = rest.remove(0);
    let mut steps = vec![Step::Publish { id: name(), version: published.version, at: instants()[draw.below(2)] }];

    let mut planned: Vec<Planned> = Vec::new();
    let (begun, plan) = theme.events(draw, &published, &mut name);
    steps.extend(begun.into_iter().map(|event| Step::Event(Box::new(event))));
    planned.extend(plan);
    // Where something was begun, less comes between.
    let count = if theme == Theme::None { draw.between(8, 26) } else { draw.between(2, 12) };
    let opening = opening(draw, catalogues.last().unwrap_or(&published));
    for body in opening {
        let at = if draw.chance(75) { instants()[0] } else { instant(draw) };
        steps.push(Step::Event(Box::new(event(draw, name(), at, person(0), registrar(), body))));
    }
    for index in 0..count {
        // Later versions come at even distances.
        if !rest.is_empty() && index % (count / (catalogues.len()) + 1) == count / (catalogues.len()) {
            published = rest.remove(0);
            steps.push(Step::Publish { id: name(), version: published.version, at: instant(draw) });
            if draw.chance(10) {
                steps.push(Step::Publish { id: name(), version: published.version, at: instant(draw) });
            }
        }
        if planned.len() < 4 && (planned.is_empty() || draw.chance(25)) {
            let owner = person(draw.pick(&[0, 0, 0, 0, 0, 1]));
            planned.push(Planned {
                id: named(&format!("k{}", planned.len())),
                notice: draw.pick(&published.notices),
                subject: owner,
            });
        }
        let happened: Vec<Event> = steps
            .iter()
            .filter_map(|step| match step {
                Step::Event(event) => Some((**event).clone()),
                Step::Publish { .. } => None,
            })
            .collect();
        let event = any_event(draw, name(), &published, &planned, &happened);
        let echo = draw.sometimes(30, |d| echo(d, name(), &published, &planned, &event)).flatten();
        let erased = echo.as_ref().and_then(|echo| draw.sometimes(12, |d| erasure(d, name(), &published, echo)));
        steps.extend([Some(event), echo, erased].into_iter().flatten().map(|event| Step::Event(Box::new(event))));
    }
    for left in rest {
        if draw.chance(70) {
            steps.push(Step::Publish { id: name(), version: left.version, at: instant(draw) });
        }
    }
    steps
}

/// Mostly known from the beginning: how old the person is, and who may act for them.
fn opening(draw: &mut Draw, catalogue: &Catalogue) -> Vec<EventBody> {
    let mut bodies = Vec::new();
    if draw.chance(90) {
        bodies.push(EventBody::AttributeSet(Attribute::BirthDate(draw.pick(&BIRTH_DATES).parse().expect("a date"))));
    }
    for guardian in GUARDIANS {
        if draw.chance(60) {
            bodies.push(EventBody::RepresentationStarted {
                representative: named(guardian),
                capacity: Capacity::Guardian,
                scope: draw.sometimes(25, |d| some_scope(d, catalogue)).unwrap_or_default(),
            });
        }
    }
    if draw.chance(40) {
        bodies.push(EventBody::RepresentationStarted {
            representative: named(MANDATE),
            capacity: draw.pick(&[Capacity::Mandate, Capacity::Mandate, Capacity::LegalGuardian]),
            scope: Scope::default(),
        });
    }
    bodies
}

pub(super) fn registrar() -> Actor {
    actor(ActorRole::Authority, Some(named("u0")))
}

pub(super) fn event(draw: &mut Draw, id: Id, at: Instant, subject: SubjectId, by: Actor, body: EventBody) -> Event {
    let operator = draw.sometimes(10, |_| named("operator"));
    Event { id, subject: Some(subject), at, by, operator, reason: None, body }
}

pub(super) fn some_scope(draw: &mut Draw, catalogue: &Catalogue) -> Scope {
    Scope {
        controllers: draw.sometimes(20, |d| d.some(&ids(&catalogue.parties, |p| &p.id), 2)),
        recipients: draw.sometimes(25, |d| d.some(&ids(&catalogue.parties, |p| &p.id), 2)),
        data_categories: draw.sometimes(45, |d| d.some(&ids(&catalogue.data_categories, |c| &c.id), 2)),
        purposes: draw.sometimes(30, |d| d.some(&ids(&catalogue.purposes, |p| &p.id), 2)),
        operations: draw.sometimes(25, |d| d.some(&OPERATIONS, 2)),
        cases: draw.sometimes(10, |d| d.some(&CASES, 2).iter().map(|case| named(case)).collect()),
    }
}

/// A choice of the notice's own ids.
fn choice(draw: &mut Draw, notice: &Notice) -> Scope {
    if draw.chance(55) {
        return Scope { cases: draw.sometimes(10, |d| vec![named(d.pick(&CASES))]), ..Scope::default() };
    }
    Scope {
        controllers: draw.sometimes(30, |d| d.some(&notice.controllers, 2)),
        recipients: notice.recipients.as_ref().and_then(|list| draw.sometimes(30, |d| d.some(list, 2))),
        data_categories: draw.sometimes(60, |d| {
            let mut chosen = d.some(&ids(&notice.data_categories, |c| &c.id), 2);
            for required in notice.data_categories.iter().filter(|c| c.required) {
                if !chosen.contains(&required.id) {
                    chosen.push(required.id.clone());
                }
            }
            chosen
        }),
        purposes: draw.sometimes(40, |d| d.some(&notice.purposes, 2)),
        operations: draw.sometimes(30, |d| d.some(&notice.operations, 2)),
        cases: draw.sometimes(15, |d| d.some(&CASES, 2).iter().map(|case| named(case)).collect()),
    }
}

fn shown(notice: &Notice) -> NoticeRef {
    NoticeRef { id: notice.id.clone(), version: notice.version, language: Some(Lang::Fi), sha256: notice.sha256.get(Lang::Fi) }
}

fn asked(notice: &Notice) -> NoticeRef {
    NoticeRef { id: notice.id.clone(), version: notice.version, language: None, sha256: None }
}

pub(super) fn grant(draw: &mut Draw, at: Instant, planned: &Planned) -> EventBody {
    let (valid_from, valid_until) = match (draw.sometimes(12, instant), draw.sometimes(25, instant).filter(|until| at < *until)) {
        (Some(from), Some(until)) if until <= from => (None, Some(until)),
        other => other,
    };
    let notice = &planned.notice;
    let form = if draw.chance(50) { notice.form } else { draw.pick(&[Form::ExplicitWritten, Form::Explicit, Form::Written]) };
    EventBody::ConsentGiven(Box::new(Grant {
        consent: planned.id.clone(),
        notice: shown(notice),
        scope: choice(draw, notice),
        form: if form.is_at_least(notice.form) { form } else { Form::ExplicitWritten },
        channel: named(draw.pick(&CHANNELS)),
        assurance: draw.pick(&[Assurance::Substantial, Assurance::High]),
        case: draw.sometimes(10, |d| named(d.pick(&CASES[..2]))),
        valid_from,
        valid_until,
        evidence: None,
    }))
}

/// Some bar with somebody whom its kind names.
fn bar(draw: &mut Draw, at: Instant, catalogue: &Catalogue) -> (Actor, EventBody) {
    let mut kinds = shipped_bar_kinds().expect("the shipped kinds");
    kinds.retain(|kind| matches!(kind.id.as_str(), "objection" | "marketing-objection" | "restriction"));
    kinds.extend(catalogue.bar_kinds.iter().cloned());
    let kind = draw.pick(&kinds);
    let setter = kind.set_by.as_ref().map_or(Setter::Person, |setters| draw.pick(setters));
    let by = by_setter(draw, catalogue, setter);
    let mut scope = some_scope(draw, catalogue);
    if let Some(over) = &kind.over {
        // No wider than its kind.
        let within = |own: Option<Vec<Id>>, wide: &Option<Vec<Id>>| match (own, wide) {
            (Some(own), Some(wide)) => {
                let both: Vec<Id> = own.into_iter().filter(|id| wide.contains(id)).collect();
                (!both.is_empty()).then_some(both)
            }
            (own, None) => own,
            (None, Some(_)) => None,
        };
        scope = Scope {
            controllers: within(scope.controllers, &over.controllers),
            recipients: within(scope.recipients, &over.recipients),
            data_categories: within(scope.data_categories, &over.data_categories),
            purposes: within(scope.purposes, &over.purposes),
            operations: over.operations.is_none().then_some(scope.operations).flatten(),
            cases: scope.cases,
        };
    }
    let from = draw.sometimes(15, instant);
    let until = draw.sometimes(25, instant).filter(|until| from.unwrap_or(at) < *until && at < *until);
    (by, EventBody::BarSet { kind: kind.id, scope, from, until })
}

fn by_setter(draw: &mut Draw, catalogue: &Catalogue, setter: Setter) -> Actor {
    match setter {
        Setter::Person => Actor::person(),
        Setter::Guardian => actor(ActorRole::Guardian, Some(named(draw.pick(&GUARDIANS)))),
        Setter::Representative => actor(ActorRole::Mandate, Some(named(MANDATE))),
        Setter::Controller => office(draw, catalogue, ActorRole::Controller),
        Setter::Operator => office(draw, catalogue, ActorRole::Operator),
        Setter::Authority => office(draw, catalogue, ActorRole::Authority),
    }
}

/// The scope of a narrowing: mostly a part of the notice's.
fn removed(draw: &mut Draw, catalogue: &Catalogue, notice: &Notice) -> Scope {
    for _ in 0..4 {
        let scope = if draw.chance(60) { choice(draw, notice) } else { some_scope(draw, catalogue) };
        if scope != Scope::default() {
            return scope;
        }
    }
    Scope { operations: Some(vec![Operation::Use]), ..Scope::default() }
}

/// Any event, of those that make sense somehow.
fn any_event(draw: &mut Draw, id: Id, catalogue: &Catalogue, planned: &[Planned], happened: &[Event]) -> Event {
    let at = instant(draw);
    let mut plan = draw.pick(planned);
    if draw.chance(3) {
        // Under another text: the door says no, a merged ledger may have it.
        plan.notice = draw.pick(&catalogue.notices);
    }
    let own = plan.subject.clone();
    let consent = plan.id.clone();
    let bars: Vec<&Event> = happened.iter().filter(|event| matches!(event.body, EventBody::BarSet { .. })).collect();
    let facts = subject(draw);
    let kind = named(draw.pick(&RELATIONSHIPS));
    let with = party(draw, catalogue);
    let (subject, by, body) = match draw.below(100) {
        0..=31 => (own, giver(draw), grant(draw, at, &plan)),
        32..=34 => {
            let body = EventBody::ConsentRequested { consent, notice: asked(&plan.notice), scope: choice(draw, &plan.notice) };
            (own, office(draw, catalogue, ActorRole::Controller), body)
        }
        35..=38 => {
            let notice = draw.chance(50).then(|| asked(&plan.notice));
            let scope = choice(draw, &plan.notice);
            (own, giver(draw), EventBody::ConsentRefused { consent, notice, scope })
        }
        39..=43 => {
            let scope = removed(draw, catalogue, &plan.notice);
            (own, giver(draw), EventBody::ConsentNarrowed { consent, scope })
        }
        44..=50 => {
            let valid_until = draw.sometimes(40, instant).filter(|until| at < *until);
            let notice = draw.sometimes(30, |_| asked(&plan.notice));
            (own, giver(draw), EventBody::ConsentRenewed { consent, notice, valid_until })
        }
        51..=54 => (own, giver(draw), EventBody::ConsentWithdrawn { consent }),
        55..=57 => {
            let by = if draw.chance(60) { giver(draw) } else { office(draw, catalogue, ActorRole::Controller) };
            (own, by, EventBody::ConsentSuspended { consent })
        }
        58..=60 => (own, giver(draw), EventBody::ConsentResumed { consent }),
        61 => {
            let by = office(draw, catalogue, ActorRole::Controller);
            (own, by, EventBody::ConsentInvalidated { consent })
        }
        62..=69 => {
            let (by, body) = bar(draw, at, catalogue);
            (facts, by, body)
        }
        70..=73 => match bars.len() {
            0 => (facts, registrar(), EventBody::RelationshipStarted { kind, with }),
            n => {
                let set = bars[draw.below(n)];
                let whose = set.subject.clone().unwrap_or(facts);
                let by = if draw.chance(60) { set.by.clone() } else { giver(draw) };
                (whose, by, EventBody::BarLifted { bar: set.id.clone() })
            }
        },
        74..=75 => {
            let objections: Vec<&&Event> = bars
                .iter()
                .filter(|event| matches!(&event.body, EventBody::BarSet { kind, .. } if kind.as_str() == "objection"))
                .collect();
            match objections.len() {
                0 => (facts, registrar(), EventBody::RelationshipStarted { kind, with }),
                n => {
                    let set = objections[draw.below(n)];
                    let whose = set.subject.clone().unwrap_or(facts);
                    let by = office(draw, catalogue, ActorRole::Controller);
                    (whose, by, EventBody::ObjectionOverruled { bar: set.id.clone() })
                }
            }
        }
        76..=79 => (facts, office(draw, catalogue, ActorRole::Controller), EventBody::RelationshipStarted { kind, with }),
        80..=81 => (facts, office(draw, catalogue, ActorRole::Controller), EventBody::RelationshipEnded { kind, with }),
        82..=88 => {
            let purposes = draw.some(&ids(&catalogue.purposes, |p| &p.id), 2);
            let attribute = match draw.below(20) {
                0..=6 => Attribute::HomeMunicipality(with),
                7..=9 => Attribute::BirthDate(draw.pick(&BIRTH_DATES).parse().expect("a date")),
                10 => Attribute::Deceased(true),
                11..=12 => Attribute::Deceased(false),
                _ => Attribute::Capable { value: draw.chance(70), purposes },
            };
            (facts, registrar(), EventBody::AttributeSet(attribute))
        }
        89..=91 => {
            let who = representative(draw);
            let scope = if draw.chance(60) { Scope::default() } else { some_scope(draw, catalogue) };
            let (representative, capacity) = (who.id.unwrap_or_else(|| named(MANDATE)), capacity(who.role));
            (facts, registrar(), EventBody::RepresentationStarted { representative, capacity, scope })
        }
        92..=93 => {
            let who = representative(draw);
            let (representative, capacity) = (who.id.unwrap_or_else(|| named(MANDATE)), capacity(who.role));
            (facts, registrar(), EventBody::RepresentationEnded { representative, capacity })
        }
        94 => (person(0), registrar(), EventBody::SubjectsMerged { merged: person(draw.between(1, 2)) }),
        95 => {
            let recorded = RecordedUse {
                controller: party(draw, catalogue),
                recipient: party(draw, catalogue),
                purpose: draw.pick(&catalogue.purposes).id,
                data_categories: vec![draw.pick(&catalogue.data_categories).id],
                operations: vec![Operation::Use],
                basis: consent,
                case: None,
            };
            (own, office(draw, catalogue, ActorRole::Controller), EventBody::UseRecorded(Box::new(recorded)))
        }
        _ => {
            let erasable: Vec<&Event> =
                happened.iter().filter(|event| !matches!(event.body, EventBody::EventErased { .. })).collect();
            match some_index(draw, erasable.len()) {
                None => (facts, registrar(), EventBody::RelationshipStarted { kind, with }),
                Some(index) => {
                    let whose = erasable[index].subject.clone().unwrap_or(facts);
                    let by = office(draw, catalogue, ActorRole::Operator);
                    (whose, by, EventBody::EventErased { event: erasable[index].id.clone() })
                }
            }
        }
    };
    event(draw, id, at, subject, by, body)
}

/// What often comes after an event: the same by another, its end, its opposite, at the same instant or another.
fn echo(draw: &mut Draw, id: Id, catalogue: &Catalogue, planned: &[Planned], before: &Event) -> Option<Event> {
    let at = if draw.chance(30) { before.at } else { instant(draw) };
    let same = before.by.clone();
    let or_the_person = |draw: &mut Draw| if draw.chance(50) { before.by.clone() } else { Actor::person() };
    let (by, body) = match &before.body {
        EventBody::ConsentGiven(grant_before) => {
            let consent = grant_before.consent.clone();
            let plan = planned.iter().find(|plan| plan.id == consent)?;
            let other = GUARDIANS.iter().find(|guardian| same.id.as_ref().is_none_or(|id| id.as_str() != **guardian))?;
            match (same.role, draw.below(3)) {
                (ActorRole::Guardian, 0 | 1) => (actor(ActorRole::Guardian, Some(named(other))), grant(draw, at, plan)),
                _ => {
                    let valid_until = draw.sometimes(40, instant).filter(|until| at < *until);
                    (same, EventBody::ConsentRenewed { consent, notice: None, valid_until })
                }
            }
        }
        EventBody::ConsentRenewed { consent, .. } => {
            let consent = consent.clone();
            let by = or_the_person(draw);
            match draw.below(3) {
                0 => (by, EventBody::ConsentWithdrawn { consent }),
                _ => {
                    let valid_until = draw.sometimes(60, instant).filter(|until| at < *until);
                    (by, EventBody::ConsentRenewed { consent, notice: None, valid_until })
                }
            }
        }
        EventBody::ConsentSuspended { consent } => (or_the_person(draw), EventBody::ConsentResumed { consent: consent.clone() }),
        EventBody::BarSet { kind, .. } => {
            let bar = before.id.clone();
            if kind.as_str() == "objection" && draw.chance(50) {
                (office(draw, catalogue, ActorRole::Controller), EventBody::ObjectionOverruled { bar })
            } else if draw.chance(30) && same.role != ActorRole::Person {
                // Whoever set a bar gives a consent all the same.
                let plan = draw.pick(planned);
                (same, grant(draw, at, &plan))
            } else {
                (if draw.chance(70) { same } else { giver(draw) }, EventBody::BarLifted { bar })
            }
        }
        EventBody::RelationshipStarted { kind, with } => {
            (same, EventBody::RelationshipEnded { kind: kind.clone(), with: with.clone() })
        }
        EventBody::RepresentationStarted { representative, capacity, .. } => {
            (same, EventBody::RepresentationEnded { representative: representative.clone(), capacity: *capacity })
        }
        EventBody::AttributeSet(attribute) => {
            let other = match attribute {
                Attribute::BirthDate(_) => Attribute::BirthDate(draw.pick(&BIRTH_DATES).parse().expect("a date")),
                Attribute::HomeMunicipality(_) => Attribute::HomeMunicipality(party(draw, catalogue)),
                Attribute::Deceased(dead) => Attribute::Deceased(!dead),
                Attribute::Capable { value, purposes } => Attribute::Capable { value: !value, purposes: purposes.clone() },
            };
            (same, EventBody::AttributeSet(other))
        }
        EventBody::BarLifted { .. } | EventBody::ConsentResumed { .. } | EventBody::ConsentRequested { .. } => {
            return Some(erasure(draw, id, catalogue, before));
        }
        _ => return None,
    };
    Some(event(draw, id, at, before.subject.clone()?, by, body))
}

/// The words of an event are erased.
pub(super) fn erasure(draw: &mut Draw, id: Id, catalogue: &Catalogue, of: &Event) -> Event {
    let by = office(draw, catalogue, ActorRole::Operator);
    let (at, whose) = (instant(draw), of.subject.clone().unwrap_or_else(|| person(0)));
    event(draw, id, at, whose, by, EventBody::EventErased { event: of.id.clone() })
}

fn capacity(role: ActorRole) -> Capacity {
    match role {
        ActorRole::Mandate => Capacity::Mandate,
        ActorRole::LegalGuardian => Capacity::LegalGuardian,
        _ => Capacity::Guardian,
    }
}

/// The consents that events speak of, with their notices.
fn planned_of(catalogue: &Catalogue, events: &[Event]) -> Vec<Planned> {
    let mut all: Vec<Planned> = Vec::new();
    for event in events {
        let (consent, wanted) = match &event.body {
            EventBody::ConsentGiven(grant) => (&grant.consent, &grant.notice),
            EventBody::ConsentRequested { consent, notice, .. } => (consent, notice),
            _ => continue,
        };
        let notice = catalogue.notices.iter().find(|n| n.id == wanted.id && n.version == wanted.version);
        if let (Some(notice), Some(subject)) = (notice, &event.subject)
            && all.iter().all(|planned| planned.id != *consent)
        {
            all.push(Planned { id: consent.clone(), notice: notice.clone(), subject: subject.clone() });
        }
    }
    if let Some(notice) = catalogue.notices.first() {
        all.push(Planned { id: named("k9"), notice: notice.clone(), subject: person(0) });
    }
    all
}

/// One more event of any type, for a world where all of these have happened.
pub(crate) fn some_event(draw: &mut Draw, id: &str, catalogue: &Catalogue, events: &[Event]) -> Option<Event> {
    let planned = planned_of(catalogue, events);
    (!planned.is_empty()).then(|| any_event(draw, named(id), catalogue, &planned, events))
}

/// A withdrawal, refusal, narrowing, suspension or bar, for a world where all of these have happened.
pub(crate) fn negative_act(draw: &mut Draw, id: &str, catalogue: &Catalogue, events: &[Event]) -> Option<Event> {
    (0..100).find_map(|_| {
        let event = some_event(draw, id, catalogue, events)?;
        matches!(
            event.body,
            EventBody::ConsentWithdrawn { .. }
                | EventBody::ConsentRefused { .. }
                | EventBody::ConsentNarrowed { .. }
                | EventBody::ConsentSuspended { .. }
                | EventBody::BarSet { .. }
        )
        .then_some(event)
    })
}

pub(super) fn question(draw: &mut Draw, catalogues: &[Catalogue], size: usize) -> ProposedUse {
    let known_at = draw.sometimes(15, |d| d.between(1, size * 3 / 4 + 1) as u64);
    // What today's catalogue knows: mostly the first version's ids, which every version has.
    let catalogue =
        if draw.chance(60) || known_at.is_some() { &catalogues[0] } else { catalogues.last().unwrap_or(&catalogues[0]) };
    let categories = ids(&catalogue.data_categories, |c| &c.id);
    let mut controller = party(draw, catalogue);
    let mut recipient = if draw.chance(40) { controller.clone() } else { party(draw, catalogue) };
    let mut purpose = draw.pick(&catalogue.purposes).id;
    let mut data_categories = draw.some(&categories, 2);
    let mut operations = draw.some(&OPERATIONS[..3], 2);
    // Mostly a use that some row or notice is meant for, or one that differs from it in one thing.
    let rows = catalogue.legal_bases.iter().map(|row| {
        let controllers = vec![row.controller.clone()];
        (controllers, &row.recipients, row.data_categories.clone(), &row.purposes, &row.operations)
    });
    let notices = catalogue.notices.iter().map(|row| {
        (row.controllers.clone(), &row.recipients, ids(&row.data_categories, |c| &c.id), &row.purposes, &row.operations)
    });
    let meant: Vec<_> = rows.chain(notices).collect();
    if let Some((controllers, recipients, of_data, purposes, of_operations)) =
        draw.sometimes(85, |d| some_index(d, meant.len())).flatten().map(|index| meant[index].clone())
    {
        let other = draw.below(25);
        if other != 0 {
            controller = draw.pick(&controllers);
        }
        if other != 1 {
            recipient = recipients.as_ref().map_or_else(|| controller.clone(), |list| draw.pick(list));
        }
        if other != 2 {
            data_categories = draw.some(&of_data, 2);
        }
        if other != 3 {
            purpose = draw.pick(purposes);
        }
        if other != 4 {
            operations = draw.some(of_operations, 2);
        }
    }
    let at = instant(draw);
    let mut assertions: Vec<Id> =
        ASSERTIONS.iter().chain(&OBLIGATIONS).filter(|_| draw.chance(65)).map(|name| named(name)).collect();
    draw.shuffle(&mut assertions);
    ProposedUse {
        subject: person(draw.pick(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
        at: if draw.chance(20) { at.next() } else { at },
        known_at,
        controller,
        recipient,
        purpose,
        data_categories,
        except: draw.sometimes(12, |d| d.some(&categories, 1)),
        operations,
        cases: draw.sometimes(30, |d| d.some(&CASES, 2).iter().map(|case| named(case)).collect()),
        channel: draw.sometimes(55, |d| named(d.pick(&CHANNELS))),
        automated_decision: draw.chance(15),
        assertions,
    }
}
