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

/// Each by the engine and by an index, by itself and in a batch; twice, as what a scope is worth is worked out when it is met first.
fn everybody(engine: &Engine, question: &Use, expected: &BTreeMap<String, Outcome>) {
    let at = instant("2026-02-01");
    let index = Index::of(engine).unwrap();
    let (prepared, by_index) =
        (engine.prepare(&question.read().template()).unwrap(), index.prepare(&question.read().template()).unwrap());
    for _ in 0..2 {
        let (mut batch, mut of_index) = (Vec::new(), Vec::new());
        let asked = || expected.keys().map(|key| (key.as_str(), at));
        engine.ask_all(&prepared, asked(), |outcome| batch.push(outcome.unwrap())).unwrap();
        index.ask_all(&by_index, asked(), |outcome| of_index.push(outcome.unwrap())).unwrap();
        for (place, (key, outcome)) in expected.iter().enumerate() {
            let subject = SubjectId::new(key).unwrap();
            let alone = [engine.ask(&prepared, &subject, at).unwrap(), index.ask(&by_index, &subject, at).unwrap()];
            assert_eq!([alone[0], alone[1], batch[place], of_index[place]], [*outcome; 4], "{key}");
        }
    }
}

/// Which consents matter is looked up for the first 64 at once.
#[test]
fn of_whoever_has_many_consents_each_is_looked_at() {
    let mut world = World::new();
    let mut expected = BTreeMap::new();
    for count in [1, 3, 4, 5, 8, 63, 64, 65, 68, 131] {
        for whole in [None, Some(0), Some(count / 2), Some(count - 1)] {
            let key = format!("s-{count}-{}", whole.map_or("none".to_owned(), |whole| whole.to_string()));
            if expected.contains_key(&key) {
                continue;
            }
            world.does(fact("birth_date", json!("1980-01-01"), "2026-01-01").of(&key));
            for number in 0..count {
                let consent = given(&format!("c-{key}-{number:03}"), "2026-01-10").of(&key);
                let limited = || json!({"cases": [format!("trip:{}", number % 3)]});
                world.does(if whole == Some(number) { consent } else { consent.over(limited()) });
            }
            expected.insert(key, if whole.is_some() { Outcome::Covered } else { Outcome::NotCovered });
        }
    }
    assert!(expected.len() > 30, "{}", expected.len());
    everybody(&world.engine, &at("2026-02-01"), &expected);
}

/// The first 256 scopes are looked up in one way, the others in another; a question may be older than a scope.
#[test]
fn a_scope_that_matters_is_found_whatever_its_number() {
    const SCOPES: usize = 700;
    let has = |number: usize, case: usize| [0, 1, 256].iter().any(|more| (number + more) % SCOPES == case);
    let mut world = World::new();
    let question = |case: usize| at("2026-02-01").with("cases", json!([format!("trip:{case}")]));
    let early: Vec<_> =
        [0, 3, 300, 699].map(|case| (case, world.engine.prepare(&question(case).read().template()).unwrap())).into();
    for number in 0..SCOPES {
        let key = format!("s-{number:03}");
        world.does(fact("birth_date", json!("1980-01-01"), "2026-01-01").of(&key));
        // Two others beside it, one of them with a number that ends like its own.
        let mut cases = vec![number, (number + 1) % SCOPES, (number + 256) % SCOPES];
        cases.rotate_left(number % 3);
        for case in cases {
            let scope = json!({"cases": [format!("trip:{case}")]});
            world.does(given(&format!("c-{number}-{case}"), "2026-01-10").over(scope).of(&key));
        }
        // Scopes that the question does not know come while it is asked.
        for (case, prepared) in &early {
            let outcome = world.engine.ask(prepared, &SubjectId::new(&key).unwrap(), instant("2026-02-01")).unwrap();
            assert_eq!(outcome == Outcome::Covered, has(number, *case), "{key} {case}");
        }
    }
    for case in [0, 1, 255, 256, 257, 511, 512, 699, SCOPES] {
        let outcome = |number: usize| if has(number, case) { Outcome::Covered } else { Outcome::NotCovered };
        let expected = (0..SCOPES).map(|number| (format!("s-{number:03}"), outcome(number))).collect();
        everybody(&world.engine, &question(case), &expected);
    }
}
