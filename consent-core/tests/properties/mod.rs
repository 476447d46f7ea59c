//! What must always hold (semantics §7), on random worlds.
//!
//! `CONSENT_CASES` is the number of worlds of all properties together (by default few, so that the tests stay quick);
//! `CONSENT_SEED` the number they come from, or `random`. A failure prints the smallest world that still fails, as a
//! case of the conformance corpus; `CONSENT_SHRINK` is how often one is tried that is smaller.

mod brief;
mod differential;
mod laws;
mod surfaces;

use std::cell::RefCell;

use consent_core::decide::Answer;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

use crate::worlds::{Statistics, World, worlds};

/// The worlds of all properties together, unless the environment says otherwise.
const FEW: u32 = 1_500;

/// The share of the worlds that each property gets, in hundredths.
fn share_of(property: &str) -> u32 {
    match property {
        // Beside the many questions of `crate::proof`.
        "differential" | "horizon" => 12,
        // Each tries every small set of acts.
        "remedies complete" => 3,
        _ => 8,
    }
}

fn cases(property: &str) -> u32 {
    let all = std::env::var("CONSENT_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(FEW);
    (all.saturating_mul(share_of(property)) / 100).max(1)
}

/// How often a world that fails is made smaller.
fn smaller() -> u32 {
    std::env::var("CONSENT_SHRINK").ok().and_then(|text| text.parse().ok()).unwrap_or(6_000)
}

/// Each property has worlds of its own.
fn seed(property: &str) -> RngSeed {
    let number: u64 = match std::env::var("CONSENT_SEED") {
        Ok(word) if word == "random" => return RngSeed::Random,
        Ok(number) => number.parse().expect("CONSENT_SEED is a number or `random`"),
        Err(_) => 20_261_121,
    };
    RngSeed::Fixed(property.bytes().fold(number, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte))))
}

/// What a property says about one world: nothing, or what is wrong.
pub(crate) type Verdict = Result<(), String>;

/// Asks a property about many worlds.
pub(crate) fn holds_in_all_worlds(property: &str, ask: impl Fn(&World, &mut Statistics) -> Verdict) -> Statistics {
    let statistics = RefCell::new(Statistics::default());
    let config = Config {
        cases: cases(property),
        failure_persistence: None,
        max_shrink_iters: smaller(),
        rng_seed: seed(property),
        ..Config::default()
    };
    let result =
        TestRunner::new(config).run(&worlds(), |world| ask(&world, &mut statistics.borrow_mut()).map_err(TestCaseError::fail));
    match result {
        Ok(()) => {}
        Err(TestError::Fail(reason, world)) => {
            panic!("{property}: {reason}\n\nThe smallest world that fails:\n{}", as_case(property, &world))
        }
        Err(TestError::Abort(reason)) => panic!("{property}: {reason}"),
    }
    statistics.into_inner()
}

/// The world as a case for `conformance/cases`, with the catalogues inline.
pub(crate) fn as_case(property: &str, world: &World) -> String {
    use serde_json::{Value, json};
    let built = world.build();
    let records = built.as_ref().map(|built| built.records.clone()).unwrap_or_default();
    let expected = crate::naive::answer_with_horizon(&world.catalogues, &records, &world.question);
    let found = built.as_ref().map(|built| built.engine.decide_with_horizon(&world.question));
    let shown = |answer: &Answer| serde_json::to_value(answer).unwrap_or(Value::Null);
    let case = json!({
        "id": format!("found/{property}"),
        "title": "Found by a random world",
        "restored": world.restored,
        "catalogues": world.catalogues,
        "events": world.events(),
        "records": records,
        "questions": [{
            "use": world.question,
            "expected": match &expected { Ok(answer) => shown(answer), Err(code) => json!({"error": code}) },
            "found": match &found {
                Ok(Ok(answer)) => shown(answer),
                Ok(Err(error)) => json!({"error": error}),
                Err(error) => json!({"not_built": error}),
            },
        }],
    });
    serde_json::to_string_pretty(&case).unwrap_or_default()
}

/// The world of a printed case. Digests are computed again, so a case may be edited.
fn from_case(case: &serde_json::Value) -> World {
    use consent_core::catalogue::Catalogue;
    use consent_core::ledger::{Event, EventBody};

    use crate::worlds::Step;

    let read = |value: &serde_json::Value| value.to_string().into_bytes();
    let list = |name: &str| case[name].as_array().cloned().unwrap_or_default();
    World {
        catalogues: list("catalogues").iter().map(|c| Catalogue::from_json(&read(c)).expect("a catalogue")).collect(),
        steps: list("events")
            .iter()
            .map(|event| Event::from_json(&read(event)).expect("an event"))
            .map(|event| match event.body {
                EventBody::CataloguePublished { version, .. } => Step::Publish { id: event.id, version, at: event.at },
                _ => Step::Event(Box::new(event)),
            })
            .collect(),
        question: serde_json::from_value(case["questions"][0]["use"].clone()).expect("a use"),
        restored: case["restored"] == true,
        salt: 0,
    }
}
