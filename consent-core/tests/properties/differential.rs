//! The engine gives the same answers as the naive evaluator, whole, byte for byte.

use consent_core::decide::Answer;

use super::{Verdict, holds_in_all_worlds};
use crate::naive;
use crate::proof::difference;
use crate::worlds::{Statistics, World};

fn agrees(world: &World, statistics: &mut Statistics) -> Verdict {
    let Ok(built) = world.build() else {
        return Ok(());
    };
    statistics.world(&built.records, built.refused);
    let question = &world.question;
    let (expected, found) = (naive::answer(&world.catalogues, &built.records, question), built.engine.decide(question));
    let (expected, found) = match (expected, found) {
        (Ok(expected), Ok(found)) => (expected, found),
        (Err(code), Err(_)) => {
            *statistics.errors.entry(code.to_owned()).or_default() += 1;
            return Ok(());
        }
        (Ok(_), Err(error)) => return Err(format!("the engine has no answer: {error:?}")),
        (Err(code), Ok(_)) => return Err(format!("the naive evaluator has no answer: {code}")),
    };
    statistics.answer(&expected);
    if let Some(difference) = difference(&expected, &found) {
        return Err(difference);
    }
    // The plain answer.
    let prepared = built.engine.prepare(&question.template()).map_err(|error| format!("prepare: {error:?}"))?;
    let plain = built.engine.ask(&prepared, &question.subject, question.at).map_err(|error| format!("ask: {error:?}"))?;
    if plain != found.outcome {
        return Err(format!("the plain answer is {plain:?}, the full one {:?}", found.outcome));
    }
    // The end of the answer.
    let expected = naive::answer_with_horizon(&world.catalogues, &built.records, question)?;
    let found = built.engine.decide_with_horizon(question).map_err(|error| format!("horizon: {error:?}"))?;
    statistics.answer(&Answer { items: Vec::new(), obligations: Vec::new(), warnings: Vec::new(), ..expected.clone() });
    match difference(&expected, &found) {
        Some(difference) => Err(difference),
        None => Ok(()),
    }
}

#[test]
fn engine_agrees_with_the_naive_evaluator() {
    let statistics = holds_in_all_worlds("differential", agrees);
    println!("{statistics}");
    assert!(statistics.recorded > statistics.refused, "the door refuses too much to learn from: {statistics}");
    if statistics.worlds >= 1_000 {
        assert_eq!(statistics.missing(), Vec::<String>::new(), "never happened: {statistics}");
    }
}

/// The generator is worth nothing when its catalogues are refused.
#[test]
fn worlds_have_catalogues_that_pass_the_lint() {
    let mut refused = Vec::new();
    for number in 0..200 {
        if let Err(error) = World::from_number(number).build() {
            refused.push(error);
        }
    }
    assert!(refused.is_empty(), "{} of 200, the first: {}", refused.len(), refused.first().map_or("", String::as_str));
}

/// Asks again about a case that a failure printed: `CONSENT_CASE=file cargo test -- --ignored replays`.
#[test]
#[ignore = "for a person who looks into a failure"]
fn replays_a_printed_case() {
    let path = std::env::var("CONSENT_CASE").expect("CONSENT_CASE names a file");
    let case: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("a file that can be read")).expect("JSON");
    let world = crate::properties::from_case(&case);
    println!("{}", crate::properties::as_case("replay", &world));
    agrees(&world, &mut Statistics::default()).expect("they agree");
}
