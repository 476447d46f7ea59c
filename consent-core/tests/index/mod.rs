//! The compact index: the outcomes of its engine, from memory and from a file, or an error.

mod files;
mod roll;

use consent_core::decide::{Outcome, ProposedUse, UseTemplate};
use consent_core::index::Index;
use consent_core::ledger::{Entry, Memory};
use consent_core::view::SubjectsOptions;
use consent_core::{Engine, Instant, Ledger, SubjectId};

use serde_json::json;

use crate::door::world::{self as door, Book, at, fact, given, instant, merged, started};
use crate::ledger::{kept, salts};
use crate::properties::{Verdict, holds_in_all_worlds};
use crate::worlds::{World, instants};

fn said(error: consent_core::Error) -> String {
    format!("{error:?}")
}

/// Every key that an event names, and one that none does.
pub(crate) fn keys(engine: &Engine) -> Vec<SubjectId> {
    let mut keys: Vec<SubjectId> = engine.records().iter().filter_map(|record| record.event.subject.clone()).collect();
    keys.push("nobody-at-all".parse().expect("a key"));
    keys.sort();
    keys.dedup();
    keys
}

/// What is asked about a world: its question as it is, and of each of its categories and operations alone.
pub(crate) fn templates(question: &ProposedUse) -> Vec<UseTemplate> {
    let whole = UseTemplate { known_at: None, ..question.template() };
    let mut all = vec![whole.clone()];
    for category in &whole.data_categories {
        for operation in &whole.operations {
            all.push(UseTemplate { data_categories: vec![category.clone()], operations: vec![*operation], ..whole.clone() });
        }
    }
    all
}

/// Every instant of a small world.
pub(crate) fn moments(world: &World) -> Vec<Instant> {
    let mut moments = instants();
    moments.push(world.question.at);
    moments
}

/// The whole state's outcome, which the full answer tells.
fn expected(engine: &Engine, template: &UseTemplate, subject: &SubjectId, at: Instant) -> Result<Outcome, String> {
    let question = ProposedUse {
        subject: subject.clone(),
        at,
        known_at: None,
        controller: template.controller.clone(),
        recipient: template.recipient.clone(),
        purpose: template.purpose.clone(),
        data_categories: template.data_categories.clone(),
        except: template.except.clone(),
        operations: template.operations.clone(),
        cases: template.cases.clone(),
        channel: template.channel.clone(),
        automated_decision: template.automated_decision,
        assertions: template.assertions.clone(),
    };
    engine.decide(&question).map(|answer| answer.outcome).map_err(said)
}

fn outcomes_agree(engine: &Engine, index: &Index, world: &World) -> Verdict {
    let keys = keys(engine);
    for template in templates(&world.question) {
        let (Ok(by_engine), Ok(by_index)) = (engine.prepare(&template), index.prepare(&template)) else {
            match (engine.prepare(&template), index.prepare(&template)) {
                (Err(one), Err(other)) if one.to_string() == other.to_string() => continue,
                (one, other) => return Err(format!("prepared by one only: {one:?} {other:?}")),
            }
        };
        for at in moments(world) {
            let mut all = Vec::new();
            for key in &keys {
                let outcome = expected(engine, &template, key, at)?;
                let found = [
                    engine.ask(&by_engine, key, at).map_err(said)?,
                    index.ask(&by_index, key, at).map_err(said)?,
                    // One that was prepared elsewhere is prepared anew.
                    index.ask(&by_engine, key, at).map_err(said)?,
                ];
                if found != [outcome; 3] {
                    return Err(format!("{key} at {at}: {outcome:?} in full, {found:?} by engine, index, index: {template:?}"));
                }
                all.push(outcome);
            }
            let asked = || keys.iter().map(|key| (key.as_str(), at));
            for batch in [true, false] {
                let mut found = Vec::new();
                let mut answer = |outcome: consent_core::Result<Outcome>| found.push(outcome.expect("a key"));
                if batch {
                    engine.ask_all(&by_engine, asked(), &mut answer).map_err(said)?;
                } else {
                    index.ask_all(&by_index, asked(), &mut answer).map_err(said)?;
                }
                if found != all {
                    return Err(format!("at {at}: {all:?} one by one, {found:?} in a batch"));
                }
            }
            let mut covered: Vec<&SubjectId> =
                keys.iter().zip(&all).filter(|(_, outcome)| **outcome == Outcome::Covered).map(|(key, _)| key).collect();
            // Nobody is in neither list, whatever covers them; a key that only a merge names is in both.
            covered.retain(|key| key.as_str() != "nobody-at-all");
            let by_scan = engine.subjects(&template, at, SubjectsOptions::default()).map_err(said)?;
            let mut by_engine: Vec<SubjectId> = by_scan.iter().cloned().collect();
            let by_scan = index.subjects(&by_index, at).map_err(said)?;
            let mut by_index: Vec<SubjectId> = by_scan.iter().collect();
            by_engine.sort();
            by_index.sort();
            if by_engine != by_index
                || !covered.iter().all(|key| by_index.contains(key))
                || by_scan.count != by_index.len() as u64
            {
                return Err(format!("at {at}: covered {covered:?}, by scan {by_engine:?} {by_index:?}"));
            }
        }
    }
    Ok(())
}

/// A fact of each kind by which a row holds, each the only one that could.
#[test]
fn an_index_knows_the_facts_that_rows_ask_for() {
    let conditions = [
        (json!({"home_municipality": {"party": "city"}}), fact("home_municipality", json!("city"), "2026-02-01")),
        (json!({"relationship": {"kind": "pupil", "with": "school"}}), started("pupil", "school", "2026-02-01")),
        (json!({"age": {"min": 15}}), fact("birth_date", json!("2011-02-01"), "2026-02-01")),
    ];
    for (condition, act) in conditions {
        let mut world = door::World::unborn(Book::new().row("law", json!({"when": [condition.clone()]})));
        world.does(act);
        let asked = at("2026-03-01").read();
        let index = Index::of(&world.engine).unwrap();
        let prepared = index.prepare(&asked.template()).unwrap();
        let outcomes = ["2026-01-31", "2026-03-01"].map(|day| index.ask(&prepared, &asked.subject, instant(day)).unwrap());
        assert_eq!(outcomes, [Outcome::NotCovered, Outcome::Covered], "{condition}");
    }
}

/// Of a kept ledger, whatever the number of rounds in which it is read.
#[test]
fn an_index_of_a_ledger_has_the_outcomes_of_its_engine() {
    holds_in_all_worlds("index-of-ledger", |world, _| -> Verdict {
        let ledger = kept(world)?;
        let rounds = u32::try_from(1 + world.salt % 3).unwrap_or(1);
        let index = Index::of_storage(ledger.storage(), Engine::with_hash_key([world.salt, 3]), rounds);
        let (index, position) = match (index, ledger.engine().position()) {
            (Ok(index), Ok(position)) => (index, position),
            (Err(error), Err(other)) if error.code() == other.code() => return Ok(()),
            (index, position) => return Err(format!("{position:?}, and the index: {index:?}")),
        };
        if *index.position() != position {
            return Err(format!("at {position:?} the index is at {:?}", index.position()));
        }
        outcomes_agree(ledger.engine(), &index, world)
    });
}

/// Of several who have two keys each, every key has its own person's outcome.
#[test]
fn an_index_of_a_ledger_knows_whose_keys_are_one_persons() {
    let mut world = door::World::new();
    for (key, other) in [("anna", "a2"), ("bo", "b2"), ("cy", "c2")] {
        world.does(fact("birth_date", json!("1980-01-01"), "2026-01-01").of(other));
        world.does(merged(other, "2026-01-05").of(key));
    }
    world.does(given("c1", "2026-01-10"));
    world.does(given("c2", "2026-01-10").of("b2"));
    let mut ledger = Ledger::open(Memory::new()).unwrap();
    for catalogue in &world.catalogues {
        ledger.add_catalogue(catalogue.clone()).unwrap();
    }
    let mut salt = salts(1);
    let entries = world.engine.records().iter().map(|record| Entry::new(record.clone(), salt().unwrap()).unwrap());
    ledger.merge([entries.collect()]).unwrap();
    let asked = at("2026-02-01").read();
    for rounds in 1..4 {
        let index = Index::of_storage(ledger.storage(), Engine::new(), rounds).unwrap();
        let prepared = index.prepare(&asked.template()).unwrap();
        let covered = ["anna", "a2", "bo", "b2", "cy", "c2"]
            .map(|key| index.ask(&prepared, &key.parse().unwrap(), asked.at).unwrap() == Outcome::Covered);
        assert_eq!(covered, [true, true, true, true, false, false], "in {rounds} rounds");
    }
}

#[test]
fn an_index_has_the_outcomes_of_its_engine() {
    holds_in_all_worlds("index", |world, _| -> Verdict {
        let built = world.build()?;
        let Ok(index) = Index::of(&built.engine) else {
            return if built.engine.position().is_err() {
                Ok(())
            } else {
                Err("no index of an engine with a catalogue".to_owned())
            };
        };
        outcomes_agree(&built.engine, &index, world)?;
        let mut file = Vec::new();
        index.write_to(&mut file).map_err(said)?;
        let read = Index::read_from(file.as_slice()).map_err(said)?;
        if read.position() != index.position() {
            return Err("another position was read".to_owned());
        }
        outcomes_agree(&built.engine, &read, world)?;
        let mut again = Vec::new();
        read.write_to(&mut again).map_err(said)?;
        if again == file { Ok(()) } else { Err("written again it is another file".to_owned()) }
    });
}
