//! Ledgers of several operators as one: a function of the set of events.

use consent_core::ledger::{Entry, EventType, Memory, Record, merge};
use consent_core::{Engine, Ledger};

use super::{answer, engine, instant, lines, salts};
use crate::properties::{Verdict, holds_in_all_worlds};
use crate::worlds::{Draw, World, as_records, in_this_order};

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
            ledger.push(if draw.chance(10) { entry.erased() } else { entry });
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
            ledger.audit().map(drop).or_else(|error| {
                // The copies above were erased without a record, as no honest ledger does.
                if error.code() == "erasure-unrecorded" { Ok(()) } else { Err(said(error)) }
            })?;
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
