//! What must hold for the views of every random world (semantics §7, property 6).

use std::collections::{BTreeMap, BTreeSet};

use consent_core::catalogue::Operation;
use consent_core::decide::{BasisRef, Outcome, ProposedUse, ReasonCode};
use consent_core::ledger::EventBody;
use consent_core::view::{Change, StopListOptions, SubjectsOptions};
use consent_core::{Id, SubjectId};

use super::named::{Atom, Covered, Named, View, limits, named_by, tells_all};
use crate::properties::{Verdict, holds_in_all_worlds};
use crate::worlds::{Draw, Statistics, World, instants, some_event};

fn told(error: consent_core::Error) -> String {
    format!("{error:?}")
}

fn overview_agrees(world: &World) -> Verdict {
    let Ok(built) = world.build() else { return Ok(()) };
    let (engine, asked) = (&built.engine, &world.question);
    let Ok(catalogue) = engine.catalogue(asked.known_at) else { return Ok(()) };
    let view = View { engine, subject: &asked.subject, at: asked.at, known_at: asked.known_at };
    let overview = engine.overview(&asked.subject, asked.at, asked.known_at).map_err(told)?;
    for entry in &overview.uses {
        view.is_covered_as_told(catalogue, entry)?;
    }
    let named = named_by(catalogue, &limits(engine, &asked.subject, asked.known_at));
    tells_all(view, catalogue, &named, &overview.uses)?;
    // One category, for one purpose or for any.
    let mut draw = Draw::new(world.salt);
    let category = draw.pick(&catalogue.data_categories).id;
    let purpose = draw.sometimes(50, |d| d.pick(&catalogue.purposes).id);
    let who = engine.who_may(&asked.subject, &category, purpose.as_ref(), asked.at, asked.known_at).map_err(told)?;
    for entry in &who.uses {
        view.is_covered_as_told(catalogue, entry)?;
    }
    let mut named = named;
    named.retain(|named| purpose.as_ref().is_none_or(|purpose| named.purpose == *purpose));
    named.iter_mut().for_each(|named| named.categories = vec![category.clone()]);
    tells_all(view, catalogue, &named, &who.uses)
}

#[test]
fn property_06_overview_and_who_may_agree_with_decide() {
    holds_in_all_worlds("overview", |world, _: &mut Statistics| overview_agrees(world));
}

/// A use of a change: without the channel, which a change does not tell.
type Use = (Id, Id, Id, Option<Vec<Id>>, Id, Operation);
/// With the bases before and after.
type Changed = BTreeSet<(Use, Option<BasisRef>, Option<BasisRef>)>;

fn without_channel(atom: &Atom) -> Use {
    let Atom { controller, recipient, purpose, cases, category, operation, .. } = atom.clone();
    (controller, recipient, purpose, cases, category, operation)
}

fn changes(before: &Covered, after: &Covered) -> Changed {
    before
        .keys()
        .chain(after.keys())
        .map(|atom| (without_channel(atom), before.get(atom).cloned(), after.get(atom).cloned()))
        .filter(|(_, before, after)| before != after)
        .collect()
}

fn changes_of(list: &[Change]) -> Changed {
    let mut all = Changed::new();
    for change in list {
        for category in &change.data_categories {
            for operation in &change.operations {
                let (controller, recipient, purpose) =
                    (change.controller.clone(), change.recipient.clone(), change.purpose.clone());
                let before = change.before.as_ref().map(|basis| basis.basis.clone());
                let after = change.after.as_ref().map(|basis| basis.basis.clone());
                all.insert(((controller, recipient, purpose, change.cases.clone(), category.clone(), *operation), before, after));
            }
        }
    }
    all
}

fn preview_agrees(world: &World) -> Verdict {
    let (Ok(built), Ok(mut copy)) = (world.build(), world.build()) else { return Ok(()) };
    let engine = &built.engine;
    let Ok(catalogue) = engine.catalogue(None) else { return Ok(()) };
    let mut draw = Draw::new(world.salt);
    let Some(act) = some_event(&mut draw, "x01", catalogue, &world.events()) else { return Ok(()) };
    let Some(subject) = act.subject.clone() else { return Ok(()) };
    if matches!(act.body, EventBody::SubjectsMerged { .. } | EventBody::EventErased { .. }) {
        return Ok(());
    }
    let preview = match (engine.preview(&act), copy.engine.record(act.clone(), act.at)) {
        (Err(preview), Err(record)) if preview.code() == record.code() => return Ok(()),
        (Ok(preview), Ok(recorded)) if preview.actor_unverified == recorded.actor_unverified => preview,
        (preview, recorded) => return Err(format!("the preview says {preview:?}, the door {recorded:?}")),
    };
    let view = View { engine, subject: &subject, at: act.at, known_at: None };
    let then = View { engine: &copy.engine, ..view };
    let mut cases = limits(engine, &subject, None);
    cases.extend(limits(&copy.engine, &subject, None));
    let named = named_by(catalogue, &cases);
    let mut expected = Changed::new();
    for stated in [false, true] {
        expected.extend(changes(&view.covered(catalogue, &named, stated), &then.covered(catalogue, &named, stated)));
    }
    let mut found = changes_of(&preview.stops);
    let stops = found.iter().all(|(_, before, after)| before.is_some() && after.is_none());
    let (starts, continues) = (changes_of(&preview.starts), changes_of(&preview.continues));
    let right = stops
        && starts.iter().all(|(_, before, after)| before.is_none() && after.is_some())
        && continues.iter().all(|(_, before, after)| before.is_some() && after.is_some());
    found.extend(starts);
    found.extend(continues);
    if !right {
        return Err(format!("a change in the wrong list: {preview:?}"));
    }
    // Uses in cases that several givers gave together are named by the engine alone.
    let all_cases: BTreeSet<_> = named.iter().map(|named| named.cases.clone()).collect();
    found.retain(|((_, _, _, cases, ..), ..)| all_cases.contains(cases));
    if let Some(change) = expected.symmetric_difference(&found).next() {
        let side = if found.contains(change) { "tells what does not happen" } else { "does not tell" };
        return Err(format!("the preview of {act:?} {side}: {change:?}"));
    }
    for entry in &preview.unchanged {
        // The entry is told as of after the act; before it, other bases may have stood beside the same governing one.
        match view.is_covered_as_told(catalogue, entry) {
            Err(why) if !why.starts_with("the entry leaves out") => return Err(why),
            _ => {}
        }
        then.is_covered_as_told(catalogue, entry)?;
    }
    Ok(())
}

#[test]
fn property_06_preview_agrees_with_doing_the_act() {
    holds_in_all_worlds("preview", |world, _: &mut Statistics| preview_agrees(world));
}

/// Every key that the ledger knows.
fn keys(world: &World) -> Vec<SubjectId> {
    let Ok(built) = world.build() else { return Vec::new() };
    let mut keys: Vec<SubjectId> = Vec::new();
    for record in &built.records {
        let merged = match &record.event.body {
            EventBody::SubjectsMerged { merged } => Some(merged.clone()),
            EventBody::Erased(shell) => shell.merged.clone(),
            _ => None,
        };
        for key in record.event.subject.iter().cloned().chain(merged) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys
}

fn subjects_agree(world: &World) -> Verdict {
    let Ok(built) = world.build() else { return Ok(()) };
    let (engine, asked) = (&built.engine, &world.question);
    let options = SubjectsOptions::default().with_reasons();
    let Ok(found) = engine.subjects(&asked.template(), asked.at, options) else {
        return if engine.decide(asked).is_err() { Ok(()) } else { Err("no subjects, but an answer".to_owned()) };
    };
    let keys = keys(world);
    let (mut covered, mut partly) = (Vec::new(), 0_u64);
    let mut reasons: BTreeMap<ReasonCode, u64> = BTreeMap::new();
    for key in &keys {
        let answer = engine.decide(&ProposedUse { subject: key.clone(), ..asked.clone() }).map_err(told)?;
        match answer.outcome {
            Outcome::Covered => covered.push(key.clone()),
            Outcome::PartlyCovered => partly += 1,
            Outcome::NotCovered => {}
        }
        if answer.outcome != Outcome::Covered {
            let requirements = answer.items.iter().flat_map(|item| &item.requirements);
            let codes: BTreeSet<ReasonCode> =
                requirements.flat_map(|r| &r.reasons).flat_map(|miss| &miss.codes).map(|failing| failing.code).collect();
            codes.into_iter().for_each(|code| *reasons.entry(code).or_default() += 1);
        }
    }
    let listed: Vec<SubjectId> = found.iter().cloned().collect();
    let same = listed == covered
        && found.len() == covered.len() as u64
        && found.bitmap().len() == found.len()
        && found.is_empty() == covered.is_empty()
        && found.total() == keys.len() as u64
        && found.partly() == partly
        && *found.reasons() == reasons;
    if same {
        return Ok(());
    }
    Err(format!("{covered:?} of {keys:?}, {partly} partly, {reasons:?}; found {listed:?} of {}, {found:?}", found.total()))
}

#[test]
fn property_06_subjects_agree_with_decide() {
    holds_in_all_worlds("subjects", |world, _: &mut Statistics| subjects_agree(world));
}

fn bundles_agree(world: &World) -> Verdict {
    let Ok(built) = world.build() else { return Ok(()) };
    let asked = &world.question;
    let mut legs = vec![asked.clone(), ProposedUse { recipient: asked.controller.clone(), ..asked.clone() }];
    legs.extend(asked.data_categories.iter().map(|id| ProposedUse { data_categories: vec![id.clone()], ..asked.clone() }));
    let answers: Result<Vec<_>, _> = legs.iter().map(|leg| built.engine.decide(leg)).collect();
    match (built.engine.decide_all(&legs), answers) {
        (Ok(bundle), Ok(answers)) => {
            let outcomes: BTreeSet<Outcome> = answers.iter().map(|answer| answer.outcome).collect();
            let outcome = match outcomes.first() {
                Some(one) if outcomes.len() == 1 => *one,
                _ => Outcome::PartlyCovered,
            };
            if bundle.legs == answers && bundle.outcome == outcome {
                Ok(())
            } else {
                Err(format!("the legs are {outcomes:?}, the bundle says {:?}", bundle.outcome))
            }
        }
        (Err(_), Err(_)) => Ok(()),
        (bundle, answers) => Err(format!("the bundle says {bundle:?}, the legs {answers:?}")),
    }
}

#[test]
fn bundles_agree_with_their_legs() {
    holds_in_all_worlds("bundles", |world, _: &mut Statistics| bundles_agree(world));
}

fn stop_list_agrees(world: &World) -> Verdict {
    let Ok(built) = world.build() else { return Ok(()) };
    let (engine, asked) = (&built.engine, &world.question);
    let mut draw = Draw::new(world.salt);
    let since = draw.between(1, built.records.len().max(1)) as u64;
    let since_at = draw.pick(&instants());
    let service = asked.recipient.clone();
    let (Ok(then), Ok(now)) = (engine.catalogue(Some(since)), engine.catalogue(None)) else { return Ok(()) };
    let Ok(list) = engine.stop_list(&service, since, since_at, asked.at, StopListOptions::default()) else {
        return if now.parties.iter().any(|party| party.id == service) { Err("no list".to_owned()) } else { Ok(()) };
    };
    let mut found: BTreeSet<(SubjectId, Use)> = BTreeSet::new();
    for stop in &list.stops {
        for category in &stop.data_categories {
            for operation in &stop.operations {
                let (controller, purpose, cases) = (stop.controller.clone(), stop.purpose.clone(), stop.cases.clone());
                let stopped = (controller, service.clone(), purpose, cases, category.clone(), *operation);
                found.insert((stop.subject.clone(), stopped));
            }
        }
    }
    // What stops of these uses, with nothing stated or with everything.
    let stopped = |subject: &SubjectId, named: &[Named]| -> BTreeSet<(SubjectId, Use)> {
        let before = View { engine, subject, at: since_at, known_at: Some(since) };
        let after = View { engine, subject, at: asked.at, known_at: None };
        let at_level = |stated: bool| {
            let after = after.covered(now, named, stated);
            before.covered(then, named, stated).into_keys().filter(move |atom| !after.contains_key(atom))
        };
        [false, true].into_iter().flat_map(at_level).map(|atom| (subject.clone(), without_channel(&atom))).collect()
    };
    let mut expected = BTreeSet::new();
    for subject in keys(world) {
        let mut cases = limits(engine, &subject, Some(since));
        cases.extend(limits(engine, &subject, None));
        let mut named = named_by(then, &cases);
        named.retain(|named| named.recipient == service);
        expected.extend(stopped(&subject, &named));
    }
    if let Some(stop) = expected.difference(&found).next() {
        return Err(format!("not on the list: {stop:?}"));
    }
    // Uses in cases that several givers gave together are named by the engine alone: asked one by one, they have stopped, too.
    let needless = found.difference(&expected).find(|stop| {
        let (subject, (controller, recipient, purpose, cases, category, operation)) = (*stop).clone();
        let (categories, operations) = (vec![category], vec![operation]);
        let named = Named { controller, recipient, purpose, cases, categories, operations };
        !stopped(&subject, &[named]).contains(stop)
    });
    needless.map_or(Ok(()), |stop| Err(format!("needlessly on the list: {stop:?}")))
}

#[test]
fn stop_list_agrees_with_decide() {
    holds_in_all_worlds("stop list", |world, _: &mut Statistics| stop_list_agrees(world));
}

/// What all goes wrong, without making it smaller: `CONSENT_CASES=1000 cargo test -- --ignored --nocapture surveys_views`.
/// A law by its name.
type Law = (&'static str, fn(&World) -> Verdict);

#[test]
#[ignore = "for a person who looks into failures"]
fn surveys_views() {
    let count = std::env::var("CONSENT_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(500);
    let laws: [Law; 5] = [
        ("overview", overview_agrees),
        ("preview", preview_agrees),
        ("subjects", subjects_agree),
        ("bundles", bundles_agree),
        ("stop list", stop_list_agrees),
    ];
    for number in 0..count {
        let world = World::from_number(number);
        for (name, law) in laws {
            if let Err(message) = law(&world) {
                println!("{number} {name}: {message}");
            }
        }
    }
}
