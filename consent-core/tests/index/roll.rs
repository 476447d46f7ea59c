//! The roll under many keys: found as long as they are there, with what was put last, whatever moved meanwhile.

use std::collections::BTreeMap;

use consent_core::decide::Outcome;
use consent_core::index::Index;
use consent_core::{Engine, SubjectId};
use serde_json::json;

use crate::door::world::*;
use crate::worlds::Draw;

fn outcomes(engine: &Engine, keys: &BTreeMap<String, Outcome>) {
    let prepared = engine.prepare(&at("2026-03-01").read().template()).unwrap();
    let index = Index::of(engine).unwrap();
    let by_index = index.prepare(&at("2026-03-01").read().template()).unwrap();
    for (key, expected) in keys {
        let subject = SubjectId::new(key).unwrap();
        assert_eq!(engine.ask(&prepared, &subject, instant("2026-03-01")).unwrap(), *expected, "{key}");
        assert_eq!(index.ask(&by_index, &subject, instant("2026-03-01")).unwrap(), *expected, "{key}");
    }
    let mut batch = Vec::new();
    let asked = keys.keys().map(|key| (key.as_str(), instant("2026-03-01")));
    engine.ask_all(&prepared, asked, |outcome| batch.push(outcome.unwrap())).unwrap();
    assert_eq!(batch, keys.values().copied().collect::<Vec<_>>());
}

#[test]
fn keys_of_every_length_keep_their_own_state() {
    let mut world = World::new();
    let mut draw = Draw::new(5);
    let mut keys: BTreeMap<String, Outcome> = BTreeMap::new();
    for round in 0..6 {
        for number in 0..120 {
            // Lengths of 1 to 128 bytes, many of which differ in the last only.
            let length = 1 + (number * 7 + round) % 120;
            let key = format!("{}{number:03}", "k".repeat(length)).chars().take(128).collect::<String>();
            if !keys.contains_key(&key) {
                world.does(fact("birth_date", json!("1980-01-01"), "2026-01-01").of(&key));
                keys.insert(key.clone(), Outcome::NotCovered);
            }
            let consent = format!("c-{round}-{number}");
            if draw.chance(60) {
                world.does(given(&consent, "2026-01-10").of(&key));
                keys.insert(key.clone(), Outcome::Covered);
                if draw.chance(30) {
                    world.does(narrowed(&consent, json!({"operations": ["disclose"]}), "2026-01-20").of(&key));
                }
            }
        }
        outcomes(&world.engine, &keys);
    }
    assert!(keys.len() > 300, "{}", keys.len());
}

#[test]
fn a_key_that_is_none_is_an_error_of_its_own() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    let prepared = world.engine.prepare(&at("2026-02-01").read().template()).unwrap();
    let long = "x".repeat(129);
    let asked = [ANNA, "", "stranger", &long, "131052-308T", ANNA].map(|key| (key, instant("2026-02-01")));
    let mut found = Vec::new();
    world.engine.ask_all(&prepared, asked, |outcome| found.push(outcome.map_err(|error| error.code().to_owned()))).unwrap();
    let error = |code: &str| Err(code.to_owned());
    assert_eq!(
        found,
        [
            Ok(Outcome::Covered),
            error("id-invalid"),
            Ok(Outcome::NotCovered),
            error("id-invalid"),
            error("subject-is-identity-code"),
            Ok(Outcome::Covered),
        ]
    );
}

/// A block says the lower half of a scope's number by itself, and half of it is enough for the first 65,536.
#[test]
#[cfg_attr(debug_assertions, ignore = "65,536 consents: with the long tests, which are built to be quick")]
fn a_scope_whose_number_ends_like_that_of_another_is_not_taken_for_it() {
    const TOLD_APART: usize = 1 << 16;
    const EACH: usize = 16;
    let mut world = World::new();
    let prepared = world.engine.prepare(&at("2026-02-01").read().template()).unwrap();
    let ask = |world: &World, key: &str| {
        let outcome = world.engine.ask(&prepared, &SubjectId::new(key).unwrap(), instant("2026-02-01"));
        outcome.unwrap()
    };
    // Each limited to a case of its own, and so to a scope of its own.
    for number in 0..TOLD_APART {
        let key = format!("s-{}", number / EACH);
        if number % EACH == 0 {
            world.does(fact("birth_date", json!("1980-01-01"), "2026-01-01").of(&key));
        }
        world.does(given(&format!("c-{number}"), "2026-01-10").over(json!({"cases": [format!("trip:{number}")]})).of(&key));
        if number % 4096 == 0 {
            assert_eq!(ask(&world, &key), Outcome::NotCovered);
            assert_eq!(ask(&world, &key), Outcome::NotCovered);
        }
    }
    // The number of this scope ends like that of the first.
    world.does(given("c-whole", "2026-01-10").of(ANNA));
    assert_eq!(ask(&world, ANNA), Outcome::Covered);
    assert_eq!(ask(&world, "s-0"), Outcome::NotCovered);
    let index = Index::of(&world.engine).unwrap();
    let by_index = index.prepare(&at("2026-02-01").read().template()).unwrap();
    for (key, outcome) in [(ANNA, Outcome::Covered), ("s-0", Outcome::NotCovered), ("s-4095", Outcome::NotCovered)] {
        for _ in 0..2 {
            let subject = SubjectId::new(key).unwrap();
            assert_eq!(index.ask(&by_index, &subject, instant("2026-02-01")).unwrap(), outcome, "{key}");
        }
    }
}
