//! Conditions of a row: each positive, each on a recorded fact or a stated assertion.

use serde_json::{Value, json};

use crate::door::world::*;

fn when(condition: Value) -> Book {
    Book::new().row("law", json!({"when": [condition]}))
}

const MISSING: &str = "not covered: law fact-missing";
const UNMET: &str = "not covered: law condition-unmet";

#[test]
fn a_relationship_from_its_start_to_before_its_end() {
    let mut world = World::of(when(json!({"relationship": {"kind": "pupil", "with": "school"}})));
    assert_eq!(world.says(at("2026-02-01")), MISSING);
    world.does(started("pupil", "school", "2026-02-01"));
    world.does(ended("pupil", "school", "2026-03-01"));
    assert_eq!(world.says(at("2026-01-31T23:59:59.999Z")), MISSING);
    assert_eq!(world.says(at("2026-02-01")), "covered by law");
    assert_eq!(world.says(at("2026-02-28T23:59:59.999Z")), "covered by law");
    assert_eq!(world.says(at("2026-03-01")), UNMET);
    world.does(started("pupil", "school", "2026-04-01"));
    assert_eq!(world.says(at("2026-04-01")), "covered by law");
}

#[test]
fn a_relationship_with_a_party_holds_for_its_parts_and_not_for_its_whole() {
    let mut world = World::of(when(json!({"relationship": {"kind": "pupil", "with": "school"}})));
    world.does(started("pupil", "city", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01")), "covered by law");
    let mut world = World::of(when(json!({"relationship": {"kind": "pupil", "with": "city"}})));
    world.does(started("pupil", "school", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01")), MISSING);
}

#[test]
fn a_relationship_with_the_whole_does_not_pass_a_legal_person() {
    let book = when(json!({"relationship": {"kind": "pupil", "with": "museum"}}))
        .party("museum", json!({"part_of": "city", "kind": "company", "legal_person": true}));
    let mut world = World::of(book);
    world.does(started("pupil", "city", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01")), MISSING);
}

#[test]
fn the_end_with_a_part_leaves_the_relationship_with_the_whole() {
    let mut world = World::of(when(json!({"relationship": {"kind": "pupil", "with": "school"}})));
    world.does(started("pupil", "city", "2026-02-01"));
    world.does(ended("pupil", "school", "2026-02-05"));
    assert_eq!(world.says(at("2026-02-10")), "covered by law");
    world.does(ended("pupil", "city", "2026-02-15"));
    assert_eq!(world.says(at("2026-02-15")), UNMET);
}

#[test]
fn controller_and_recipient_stand_for_those_of_the_use() {
    let mut world = World::of(when(json!({"relationship": {"kind": "pupil", "with": "recipient"}})));
    world.does(started("pupil", "school", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01").to("school")), "covered by law");
    assert_eq!(world.says(at("2026-02-01").to("library")), MISSING);
    let mut world = World::of(when(json!({"relationship": {"kind": "pupil", "with": "controller"}})));
    world.does(started("pupil", "school", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01").controller("school").to("library")), "covered by law");
    assert_eq!(world.says(at("2026-02-01").controller("library").to("school")), MISSING);
}

#[test]
fn the_home_municipality_holds_for_its_parts_and_the_latest_counts() {
    let mut world = World::of(when(json!({"home_municipality": {"party": "school"}})));
    assert_eq!(world.says(at("2026-02-01")), MISSING);
    world.does(fact("home_municipality", json!("city"), "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01")), "covered by law");
    world.does(fact("home_municipality", json!("firm"), "2026-03-01"));
    assert_eq!(world.says(at("2026-03-01")), UNMET);
}

#[test]
fn an_age_from_the_birthday_to_before_another() {
    let mut world = World::unborn(when(json!({"age": {"min": 6, "below": 7}})));
    assert_eq!(world.says(at("2026-02-01")), MISSING);
    world.does(fact("birth_date", json!("2020-03-10"), "2026-01-01"));
    assert_eq!(world.says(at("2026-03-09T21:59:59.999Z")), UNMET);
    assert_eq!(world.says(at("2026-03-09T22:00:00Z")), "covered by law");
    assert_eq!(world.says(at("2027-03-09T21:59:59.999Z")), "covered by law");
    assert_eq!(world.says(at("2027-03-09T22:00:00Z")), UNMET);
}

#[test]
fn an_age_of_who_was_born_on_a_leap_day() {
    let mut world = World::unborn(when(json!({"age": {"min": 7}})));
    world.does(fact("birth_date", json!("2020-02-29"), "2026-01-01"));
    assert_eq!(world.until(at("2026-02-01")), "2027-02-28T22:00:00Z");
    let mut world = World::unborn(when(json!({"age": {"min": 8}})));
    world.does(fact("birth_date", json!("2020-02-29"), "2026-01-01"));
    assert_eq!(world.until(at("2026-02-01")), "2028-02-28T22:00:00Z");
}

#[test]
fn a_birth_date_counts_from_when_it_was_recorded_to_be_so() {
    let mut world = World::unborn(when(json!({"age": {"min": 18}})));
    world.does(fact("birth_date", json!("1990-01-01"), "2026-02-01"));
    assert_eq!(world.says(at("2026-01-31")), MISSING);
    assert_eq!(world.says(at("2026-02-01")), "covered by law");
}

#[test]
fn below_an_age_needs_a_birth_date_too() {
    let world = World::unborn(when(json!({"age": {"below": 18}})));
    assert_eq!(world.says(at("2026-02-01")), MISSING);
}

#[test]
fn who_is_born_later_is_no_minor_yet_and_no_adult() {
    let mut world = World::unborn(when(json!({"age": {"min": 0, "below": 18}})));
    world.does(fact("birth_date", json!("2026-06-01"), "2026-01-01"));
    assert_eq!(world.says(at("2026-05-01")), UNMET);
    assert_eq!(world.says(at("2026-06-01")), "covered by law");
}

#[test]
fn an_assertion_has_to_be_stated() {
    let world = World::of(when(json!({"assertion": {"name": "necessary"}})));
    assert_eq!(world.says(at("2026-02-01")), "not covered: law assertion-missing");
    assert_eq!(world.says(at("2026-02-01").saying(&["urgent"])), "not covered: law assertion-missing");
    let answer = world.answer(at("2026-02-01").saying(&["urgent", "necessary", "necessary"]));
    assert_eq!(tell(&answer), "covered by law");
    // The answer carries what was stated.
    assert_eq!(answer.question.assertions.len(), 3);
}

#[test]
fn all_conditions_must_hold() {
    let book = Book::new().row(
        "law",
        json!({"when": [
            {"assertion": {"name": "necessary"}}, {"age": {"min": 18}}, {"relationship": {"kind": "pupil", "with": "school"}}
        ]}),
    );
    let mut world = World::unborn(book);
    assert_eq!(world.says(at("2026-02-01")), "not covered: law assertion-missing, fact-missing");
    world.does(fact("birth_date", json!("2016-01-01"), "2026-01-01"));
    assert_eq!(world.says(at("2026-02-01")), "not covered: law assertion-missing, condition-unmet, fact-missing");
    world.does(fact("birth_date", json!("1990-01-01"), "2026-01-02"));
    world.does(started("pupil", "school", "2026-01-02"));
    assert_eq!(world.says(at("2026-02-01").saying(&["necessary"])), "covered by law");
}

#[test]
fn facts_of_another_person_do_not_count() {
    let mut world = World::of(when(json!({"relationship": {"kind": "pupil", "with": "school"}})));
    world.does(started("pupil", "school", "2026-01-02").of("bea"));
    assert_eq!(world.says(at("2026-02-01")), MISSING);
    assert_eq!(world.says(at("2026-02-01").of("bea")), "covered by law");
    assert_eq!(world.says(at("2026-02-01").of("nobody")), MISSING);
}

#[test]
fn a_duty_that_must_be_done_before_the_use_has_to_be_stated() {
    let before = json!([{"id": "ask-first", "due": "before"}]);
    let book = Book::new().row("law", json!({"obligations": before})).change("notices", "n", json!({"obligations": before}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 assertion-missing; law assertion-missing");
    assert_eq!(world.says(at("2026-02-01").saying(&["ask-first"])), "covered by law and c1");
}
