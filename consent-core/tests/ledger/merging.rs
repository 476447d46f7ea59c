//! Ledgers of several operators as one: a function of the set of events.

use consent_core::ledger::{Actor, ActorRole, Entry, Event, EventBody, EventType, Memory, Record, merge};
use consent_core::{Engine, Ledger};

use super::{answer, engine, instant, lines, salts};
use crate::properties::{Verdict, holds_in_all_worlds};
use crate::worlds::{Draw, World, as_records, in_this_order, named};

/// Whether the world has a catalogue in force at all: without, there is no ledger to merge.
fn has_catalogue(world: &World) -> bool {
    world.events().iter().any(|event| event.kind() == EventType::CataloguePublished)
}

/// The world's events as three ledgers that have some of them in common, each with its own clock, salts and doubts.
fn three(world: &World) -> Result<[Vec<Entry>; 3], String> {
    let mut draw = Draw::new(world.salt);
    let all = as_records(&world.events());
    let mut ledgers = [(); 3].map(|()| Vec::new());
    for (number, ledger) in (0..).zip(&mut ledgers) {
        let chosen = all.iter().filter(|record| record.event.kind() == EventType::CataloguePublished || draw.chance(60));
        let records: Vec<Record> = chosen.cloned().collect();
        let mut salt = salts(world.salt ^ number);
        for record in in_this_order(records) {
            let record = Record { recorded_at: instant(draw.below(5) as i64), actor_unverified: draw.chance(20), ..record };
            let entry = salt().and_then(|salt| Entry::new(record, salt)).map_err(|error| format!("{error:?}"))?;
            // An erased one comes with the record of its erasure.
            let erased = draw.chance(10) && entry.erased() != entry;
            ledger.push(if erased { entry.erased() } else { entry.clone() });
            if erased {
                let event = Event {
                    id: named(&format!("erased-{}", entry.id())),
                    subject: entry.record().event.subject.clone(),
                    at: instant(0),
                    by: Actor { role: ActorRole::Authority, id: Some(named("office")) },
                    operator: None,
                    reason: None,
                    body: EventBody::EventErased { event: entry.id().clone() },
                };
                let record = Record { event, ..entry.record().clone() };
                ledger.push(salt().and_then(|salt| Entry::new(record, salt)).map_err(|error| format!("{error:?}"))?);
            }
        }
    }
    Ok(ledgers)
}

fn said(error: consent_core::Error) -> String {
    format!("{error:?}")
}

#[test]
fn merging_is_a_function_of_the_set() {
    holds_in_all_worlds("merging", |world, _| -> Verdict {
        if !has_catalogue(world) {
            return Ok(());
        }
        let [a, b, c] = three(world)?;
        let all = merge([a.clone(), b.clone(), c.clone()]).map_err(said)?;
        let bytes = lines(&all);
        for entry in &all {
            entry.stored().check().map_err(said)?;
            entry.check_parts().map_err(said)?;
        }
        for order in [[&a, &c, &b], [&b, &a, &c], [&b, &c, &a], [&c, &a, &b], [&c, &b, &a]] {
            if lines(&merge(order.map(Clone::clone)).map_err(said)?) != bytes {
                return Err("the order of the ledgers changes the result".to_owned());
            }
        }
        let stepwise = merge([merge([a.clone(), b.clone()]).map_err(said)?, c.clone()]).map_err(said)?;
        let again = merge([all.clone(), b, all.clone()]).map_err(said)?;
        if lines(&stepwise) != bytes || lines(&again) != bytes {
            return Err("merging in steps, or again, changes the result".to_owned());
        }
        Ok(())
    });
}

#[test]
fn the_same_events_give_the_same_answers_in_whatever_order_they_arrive() {
    holds_in_all_worlds("merging-answers", |world, _| -> Verdict {
        if !has_catalogue(world) {
            return Ok(());
        }
        let [a, b, c] = three(world)?;
        let all = merge([a.clone(), b.clone(), c.clone()]).map_err(said)?;
        let at_once = engine(&world.catalogues, all.into_iter().map(Entry::into_record))?;
        let expected = answer(&at_once, &world.question);
        for ledgers in [[&a, &b, &c], [&c, &a, &b], [&b, &c, &a]] {
            let mut ledger = Ledger::open_with(Memory::new(), Engine::with_hash_key([1, 1])).map_err(said)?;
            for catalogue in &world.catalogues {
                ledger.add_catalogue(catalogue.clone()).map_err(said)?;
            }
            ledger.merge(ledgers.map(Clone::clone)).map_err(said)?;
            let found = answer(ledger.engine(), &world.question);
            if found != expected {
                return Err(format!("expected {expected:#?}\nfound {found:#?}"));
            }
            // The same records, arrived in another order, in an engine without a ledger.
            let mut records: Vec<Record> = ledger.engine().records().to_vec();
            records.sort_by_key(|record| (record.event.kind() != EventType::CataloguePublished, core::cmp::Reverse(record.seq)));
            let reversed = engine(&world.catalogues, in_this_order(records))?;
            let mut found = answer(&reversed, &world.question);
            if let (Ok(found), Ok(expected)) = (&mut found, &expected) {
                found.position.size = expected.position.size;
            }
            if found != expected {
                return Err(format!("in another order expected {expected:#?}\nfound {found:#?}"));
            }
            ledger.audit().map_err(said)?;
            Ledger::open(ledger.storage().clone()).map_err(said)?;
        }
        Ok(())
    });
}

#[test]
fn two_events_under_one_id_are_not_merged() {
    let world = (0..).map(World::from_number).find(|world| world.events().len() > 6).expect("a world");
    let records = as_records(&world.events());
    let entries = |records: &[Record]| -> Vec<Entry> {
        let mut salt = salts(1);
        records.iter().map(|record| Entry::new(record.clone(), salt().expect("a salt")).expect("an entry")).collect()
    };
    let mut other = records.clone();
    let last = other.last_mut().expect("a record");
    last.event.reason = Some("said otherwise".to_owned());
    let id = last.event.id.clone();
    let error = merge([entries(&records), entries(&other)]).expect_err("two events under one id");
    assert_eq!(error.code(), "event-id-taken");
    assert!(error.message().contains(id.as_str()), "{error}");
    let mut ledger = Ledger::open(Memory::new()).expect("an empty ledger");
    for catalogue in &world.catalogues {
        ledger.add_catalogue(catalogue.clone()).expect("a catalogue");
    }
    ledger.merge([entries(&records)]).expect("one ledger");
    let head = ledger.head();
    assert_eq!(ledger.merge([entries(&records)]).expect_err("it has events").code(), "ledger-not-empty");
    assert_eq!(ledger.head(), head);
    assert_eq!(ledger.engine().size(), records.len() as u64);
}

#[test]
fn a_payload_that_is_gone_without_a_word_is_not_merged() {
    let erases = |world: &World| world.events().iter().any(|event| matches!(event.body, EventBody::EventErased { .. }));
    let world = (0..).map(World::from_number).find(|world| world.events().len() > 6 && !erases(world)).expect("a world");
    let mut salt = salts(1);
    let mut entries: Vec<Entry> = as_records(&world.events())
        .into_iter()
        .map(|record| Entry::new(record, salt().expect("a salt")).expect("an entry"))
        .collect();
    let erasable = entries.iter_mut().find(|entry| entry.erased() != **entry).expect("an event with a payload");
    *erasable = erasable.erased();
    assert_eq!(merge([entries]).expect_err("no record of it").code(), "erasure-unrecorded");
}

#[test]
fn three_copies_of_an_event_are_judged_alike_in_whatever_order() {
    let world = (0..).map(World::from_number).find(|world| world.events().len() > 6).expect("a world");
    let records = as_records(&world.events());
    let mut salt = salts(1);
    let mut ledger = |reason: Option<&str>, erase: bool| -> Vec<Entry> {
        let mut entries: Vec<Entry> = records
            .iter()
            .map(|record| {
                let reason = reason.map(str::to_owned).or_else(|| record.event.reason.clone());
                let event = Event { reason, ..record.event.clone() };
                let publication = record.event.kind() == EventType::CataloguePublished;
                let record = if publication { record.clone() } else { Record { event, ..record.clone() } };
                Entry::new(record, salt().expect("a salt")).expect("an entry")
            })
            .collect();
        if erase {
            entries.iter_mut().for_each(|entry| *entry = entry.erased());
        }
        entries
    };
    let (a, b, c) = (ledger(None, false), ledger(None, true), ledger(Some("said otherwise"), false));
    let code = |ledgers: [&Vec<Entry>; 3]| merge(ledgers.map(Clone::clone)).map(drop).map_err(|error| error.code().to_owned());
    let expected = code([&a, &b, &c]);
    for order in [[&a, &c, &b], [&b, &a, &c], [&b, &c, &a], [&c, &a, &b], [&c, &b, &a]] {
        assert_eq!(code(order), expected);
    }
    assert_eq!(code([&a, &c, &a]), Err("event-id-taken".to_owned()));
}

#[test]
fn a_ledger_without_a_publication_is_none() {
    let world = (0..).map(World::from_number).find(|world| world.events().len() > 6).expect("a world");
    let records = as_records(&world.events());
    let mut salt = salts(1);
    let no_catalogue: Vec<Entry> = records
        .into_iter()
        .filter(|record| record.event.kind() != EventType::CataloguePublished)
        .map(|record| Entry::new(record, salt().expect("a salt")).expect("an entry"))
        .collect();
    assert_eq!(merge([no_catalogue]).expect_err("no publication").code(), "no-catalogue");
    assert!(merge([Vec::new(), Vec::new()]).expect("nothing").is_empty());
}
