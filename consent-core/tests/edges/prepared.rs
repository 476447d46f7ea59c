//! A question that was prepared once answers what is true when it is asked.

use consent_core::SubjectId;
use consent_core::decide::{Outcome, Prepared};
use serde_json::json;

use crate::door::world::*;

fn prepare(world: &World, asked: &Use) -> Prepared {
    world.engine.prepare(&asked.read().template()).unwrap()
}

fn ask(world: &World, prepared: &Prepared, subject: &str, at: &str) -> Outcome {
    world.engine.ask(prepared, &SubjectId::new(subject).unwrap(), instant(at)).unwrap()
}

#[test]
fn it_sees_what_is_recorded_after_it_was_prepared() {
    let mut world = World::of(Book::new().bar_kind("kielto", json!({})));
    let prepared = prepare(&world, &at("2026-02-01"));
    assert_eq!(ask(&world, &prepared, ANNA, "2026-02-01"), Outcome::NotCovered);
    world.does(given("c1", "2026-01-10"));
    assert_eq!(ask(&world, &prepared, ANNA, "2026-02-01"), Outcome::Covered);
    world.does(bar("kielto", "2026-01-20"));
    assert_eq!(ask(&world, &prepared, ANNA, "2026-02-01"), Outcome::NotCovered);
    world.does(lifted("2026-01-25"));
    assert_eq!(ask(&world, &prepared, ANNA, "2026-02-01"), Outcome::Covered);
    world.does(withdrawn("c1", "2026-01-28"));
    assert_eq!(ask(&world, &prepared, ANNA, "2026-02-01"), Outcome::NotCovered);
}

#[test]
fn it_keeps_scopes_of_different_consents_apart() {
    let mut world = World::new();
    world.does(fact("birth_date", json!("1980-01-01"), "2026-01-01").of("bea"));
    world.does(given("c1", "2026-01-10"));
    let prepared = prepare(&world, &at("2026-02-01").data(&["contact", "diet"]));
    assert_eq!(ask(&world, &prepared, ANNA, "2026-02-01"), Outcome::Covered);
    world.does(given("c2", "2026-01-10").of("bea").over(json!({"data_categories": ["contact"]})));
    assert_eq!(ask(&world, &prepared, "bea", "2026-02-01"), Outcome::PartlyCovered);
    assert_eq!(ask(&world, &prepared, ANNA, "2026-02-01"), Outcome::Covered);
    assert_eq!(ask(&world, &prepared, "nobody", "2026-02-01"), Outcome::NotCovered);
}

#[test]
fn it_follows_a_new_catalogue() {
    let mut world = World::new();
    let prepared = prepare(&world, &at("2026-02-01"));
    let next = Book::new().next().row("law", json!({}));
    world.publish(&next, "2026-03-01");
    assert_eq!(ask(&world, &prepared, ANNA, "2026-02-01"), Outcome::Covered);
}

#[test]
fn what_a_new_catalogue_took_away_is_an_error_and_no_answer() {
    let mut world = World::of(Book::new().row("law", json!({"data_categories": ["media"]})));
    let prepared = prepare(&world, &at("2026-02-01").data(&["media"]));
    assert_eq!(ask(&world, &prepared, ANNA, "2026-02-01"), Outcome::Covered);
    world.publish(&Book::new().next().without("data_categories", "media"), "2026-03-01");
    let error = world.engine.ask(&prepared, &SubjectId::new(ANNA).unwrap(), instant("2026-02-01")).unwrap_err();
    assert_eq!(error.code(), "unknown-data-category");
}

#[test]
fn it_stays_at_its_position() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    let prepared = prepare(&world, &at("2026-02-01").known_at(3));
    world.does(withdrawn("c1", "2026-01-20"));
    world.publish(&Book::new().next().requirement("ban", json!({"operations": ["use"]}), "no"), "2026-03-01");
    assert_eq!(ask(&world, &prepared, ANNA, "2026-02-01"), Outcome::Covered);
}

#[test]
fn in_another_engine_it_answers_for_that_engine() {
    let mut one = World::of(Book::new().row("law", json!({})));
    let other = World::of(Book::new().party("extra", json!({"kind": "company"})));
    let prepared = prepare(&one, &at("2026-02-01"));
    assert_eq!(ask(&one, &prepared, ANNA, "2026-02-01"), Outcome::Covered);
    assert_eq!(ask(&other, &prepared, ANNA, "2026-02-01"), Outcome::NotCovered);
    one.does(bar("restriction", "2026-01-20"));
    assert_eq!(ask(&one, &prepared, ANNA, "2026-02-01"), Outcome::NotCovered);
}

#[test]
fn each_instant_has_its_own_window() {
    let world = World::of(Book::new().row("law", json!({"from": "2026-02-01T00:00:00Z", "until": "2026-03-01T00:00:00Z"})));
    let prepared = prepare(&world, &at("2026-02-01"));
    for (instant, outcome) in [
        ("2026-03-01", Outcome::NotCovered),
        ("2026-02-01", Outcome::Covered),
        ("2026-01-31T23:59:59.999Z", Outcome::NotCovered),
        ("2026-02-28T23:59:59.999Z", Outcome::Covered),
        ("0001-01-01", Outcome::NotCovered),
        ("9999-12-31T23:59:59.999Z", Outcome::NotCovered),
    ] {
        assert_eq!(ask(&world, &prepared, ANNA, instant), outcome, "{instant}");
    }
}
