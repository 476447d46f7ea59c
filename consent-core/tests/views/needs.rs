//! What must hold for what a service is told to ask, in every random world (semantics §6 *Audiences*; READING 43).

use std::cell::Cell;
use std::collections::BTreeSet;

use consent_core::catalogue::{Assurance, Catalogue, Operation, Scope};
use consent_core::ledger::{Actor, ActorRole, Attribute, Event, EventBody, Grant, NoticeRef};
use consent_core::view::{AskEntry, Needs, UseEntry};
use consent_core::{Engine, Id, Lang, SubjectId};

use crate::properties::{Verdict, holds_in_all_worlds};
use crate::worlds::{Draw, Statistics, World, named, negative_act};

fn told(error: consent_core::Error) -> String {
    format!("{error:?}")
}

/// A covered use: controller, purpose, cases, category, operation.
type Use = (Id, Id, Option<Vec<Id>>, Id, Operation);

/// Which uses a service has, whatever the basis.
fn covered(needs: &Needs) -> BTreeSet<Use> {
    let mut all = BTreeSet::new();
    for UseEntry { controller, purpose, cases, data_categories, operations, .. } in &needs.has {
        for category in data_categories {
            let one = |operation: &Operation| (controller.clone(), purpose.clone(), cases.clone(), category.clone(), *operation);
            all.extend(operations.iter().map(one));
        }
    }
    all
}

/// A bar, or the person's death.
fn bar(draw: &mut Draw, world: &World, engine: &Engine) -> Option<Event> {
    let catalogue = engine.catalogue(None).ok()?;
    let events = world.events();
    let mut found = (0..40)
        .find_map(|_| negative_act(draw, "x01", catalogue, &events).filter(|act| matches!(act.body, EventBody::BarSet { .. })));
    if draw.chance(10) {
        let by = Actor { role: ActorRole::Authority, id: Some(named("u0")) };
        found = found.map(|act| Event { by, body: EventBody::AttributeSet(Attribute::Deceased(true)), ..act });
    }
    found
}

/// A bar that takes nothing away from what the service has shows in nothing that it may ask or waits for.
fn bars_do_not_show(world: &World, tried: &Cell<u64>) -> Verdict {
    let Ok(mut built) = world.build() else { return Ok(()) };
    let asked = &world.question;
    let mut draw = Draw::new(world.salt);
    let Some(bar) = bar(&mut draw, world, &built.engine) else { return Ok(()) };
    let Some(subject) = bar.subject.clone() else { return Ok(()) };
    let Ok(before) = built.engine.needs(&asked.recipient, &subject, asked.at) else { return Ok(()) };
    if built.engine.record(bar.clone(), bar.at).is_err() {
        return Ok(());
    }
    let after = built.engine.needs(&asked.recipient, &subject, asked.at).map_err(told)?;
    if before.pending != after.pending {
        return Err(format!("{bar:?} shows in what waits: {:?}, {:?}", before.pending, after.pending));
    }
    if covered(&before) != covered(&after) {
        return Ok(());
    }
    tried.set(tried.get() + u64::from(!before.ask.is_empty()));
    if before.ask == after.ask { Ok(()) } else { Err(format!("{bar:?} shows: ask {:?}, then {:?}", before.ask, after.ask)) }
}

#[test]
fn bars_do_not_show_in_what_to_ask() {
    let tried = Cell::new(0);
    let statistics = holds_in_all_worlds("needs hide bars", |world, _: &mut Statistics| bars_do_not_show(world, &tried));
    assert!(tried.get() > 20 || statistics.worlds < 100, "too few bars to learn from: {}", tried.get());
}

/// An adult's answer to just what is to be asked.
fn answer(engine: &Engine, entry: &AskEntry, number: usize, subject: &SubjectId, needs: &Needs) -> Event {
    let some = |list: Vec<Id>| (!list.is_empty()).then_some(list);
    let scope = Scope {
        controllers: some(vec![entry.controller.clone()]),
        recipients: entry.recipient.clone().map(|recipient| vec![recipient]),
        data_categories: some(entry.required.iter().chain(&entry.optional).cloned().collect()),
        purposes: some(vec![entry.purpose.clone()]),
        operations: Some(entry.operations.clone()),
        cases: None,
    };
    let (id, version) = (entry.notice.id.clone(), entry.notice.version);
    let shown = |catalogue: &Catalogue| {
        let notice = catalogue.notices.iter().find(|notice| notice.id == id && notice.version == version)?;
        notice.sha256.get(Lang::Fi)
    };
    let sha256 = engine.catalogue(None).ok().and_then(shown);
    let grant = Grant {
        consent: named(&format!("given-{number}")),
        notice: NoticeRef { id: id.clone(), version, language: Some(Lang::Fi), sha256 },
        scope,
        form: entry.form,
        channel: named("web"),
        assurance: Assurance::High,
        case: None,
        valid_from: None,
        valid_until: None,
        evidence: None,
    };
    Event {
        id: named(&format!("give-{number}")),
        subject: Some(subject.clone()),
        at: needs.at,
        by: Actor::person(),
        operator: None,
        reason: None,
        body: EventBody::ConsentGiven(Box::new(grant)),
    }
}

/// What is to be asked can be given as it is, and is enough: then nothing is left to ask.
fn asked_is_given(world: &World, given: &Cell<u64>) -> Verdict {
    let Ok(mut built) = world.build() else { return Ok(()) };
    let (engine, asked) = (&mut built.engine, &world.question);
    let subject = SubjectId::new("fresh").map_err(told)?;
    let born = Event {
        id: named("x01"),
        subject: Some(subject.clone()),
        at: asked.at,
        by: Actor { role: ActorRole::Authority, id: Some(named("u0")) },
        operator: None,
        reason: None,
        body: EventBody::AttributeSet(Attribute::BirthDate("1970-01-01".parse().map_err(told)?)),
    };
    if engine.needs(&asked.recipient, &subject, asked.at).is_err() || engine.record(born, asked.at).is_err() {
        return Ok(());
    }
    let needs = engine.needs(&asked.recipient, &subject, asked.at).map_err(told)?;
    for (number, entry) in needs.ask.iter().enumerate() {
        given.set(given.get() + 1);
        let act = answer(engine, entry, number, &subject, &needs);
        engine.record(act, needs.at).map_err(|error| format!("can't be given: {error}; {entry:?}"))?;
    }
    let after = engine.needs(&asked.recipient, &subject, asked.at).map_err(told)?;
    if after.ask.is_empty() { Ok(()) } else { Err(format!("all of {:?} is given, but asked again: {:?}", needs.ask, after.ask)) }
}

#[test]
fn what_is_to_be_asked_can_be_given_as_it_is() {
    let given = Cell::new(0);
    let statistics = holds_in_all_worlds("needs are enough", |world, _: &mut Statistics| asked_is_given(world, &given));
    assert!(given.get() > 20 || statistics.worlds < 100, "too few texts to learn from: {}", given.get());
}
