//! A question that was prepared once answers what is true when it is asked.

use consent_core::SubjectId;
use consent_core::decide::{Outcome, Prepared, ProposedUse};
use serde_json::json;

use crate::door::world::*;
use crate::naive;
use crate::worlds::Draw;

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

/// What it finds out about a scope for one person puts the consents of others aside: those given later, asked for otherwise before,
/// narrowed, withdrawn, refused, and those of whom several have to give.
#[test]
fn what_it_found_out_for_others_changes_no_answer() {
    const PEOPLE: usize = 60;
    let scopes = [
        json!({"data_categories": ["contact"]}),
        json!({"data_categories": ["contact"], "cases": ["trip:1"]}),
        json!({}),
        json!({"operations": ["use"]}),
        json!({"cases": ["trip:1"]}),
        json!({"operations": ["use"], "cases": ["visit:2"]}),
    ];
    let mut world = World::of(Book::new().bar_kind("kielto", json!({})));
    let mut draw = Draw::new(11);
    for key in (0..PEOPLE).map(|number| format!("p-{number}")) {
        let child = draw.chance(25);
        world.does(fact("birth_date", json!(if child { "2020-01-01" } else { "1980-01-01" }), "2026-01-01").of(&key));
        if child {
            world.does(represented("mother", "guardian", "2026-01-01").of(&key));
            world.does(represented("father", "guardian", "2026-01-01").of(&key));
        }
        for number in 0..draw.between(1, 4) {
            let consent = format!("c-{key}-{number}");
            let notice = if child { "family" } else { draw.pick(&["n", "wide"]) };
            // `wide` offers its categories as a whole.
            let scopes = if notice == "wide" { &scopes[2..] } else { &scopes[..] };
            if draw.chance(40) {
                world.does(requested(&consent, "2026-01-05").of(&key).on(notice).over(draw.pick(scopes)));
            }
            let given = |at: &str, draw: &mut Draw| given(&consent, at).of(&key).on(notice).over(draw.pick(scopes));
            let later = draw.pick(&["2026-01-10", "2026-01-20"]);
            if child {
                world.does(given("2026-01-10", &mut draw).by_guardian("mother"));
                if draw.chance(70) {
                    world.does(given("2026-01-20", &mut draw).by_guardian("father"));
                }
            } else if draw.chance(85) {
                world.does(given(later, &mut draw));
                match draw.below(4) {
                    0 => world.does(withdrawn(&consent, "2026-01-25").of(&key)),
                    1 => world.does(narrowed(&consent, json!({"operations": ["disclose"]}), "2026-01-25").of(&key)),
                    2 => world.does(suspended(&consent, "2026-01-25").of(&key)),
                    _ => continue,
                };
            } else {
                world.does(refused(&consent, later).of(&key).on(notice));
            }
        }
        if draw.chance(10) {
            world.does(bar("kielto", "2026-01-22").id(&format!("bar-{key}")).of(&key));
        }
    }
    let asked =
        [at("2026-02-01"), at("2026-02-01").data(&["contact", "diet"]).cases(&["trip:1"]), at("2026-02-01").data(&["media"])];
    let mut covered = 0;
    for question in asked.map(|question| question.with("operations", json!(["use", "disclose"])).read()) {
        let prepared = world.engine.prepare(&question.template()).unwrap();
        for at in ["2026-01-01", "2026-01-07", "2026-01-15", "2026-01-22", "2026-02-01"].map(instant) {
            // There and back: everybody is asked about before and after the others.
            for number in (0..PEOPLE).chain((0..PEOPLE).rev()) {
                let subject = SubjectId::new(&format!("p-{number}")).unwrap();
                let found = world.engine.answer_about(&prepared, &subject, at).unwrap();
                let asked = ProposedUse { subject, at, ..question.clone() };
                let expected = naive::answer(&world.catalogues, world.engine.records(), &asked).unwrap();
                assert_eq!(found, expected, "{asked:?}");
                covered += usize::from(found.outcome == Outcome::Covered);
            }
        }
    }
    assert!(covered > 50, "{covered}");
}

/// The same as the naive evaluator about somebody at an instant, by a question that was prepared earlier.
fn agrees(world: &World, prepared: &Prepared, question: &ProposedUse, person: &str, at: &str) {
    let (subject, at) = (SubjectId::new(person).unwrap(), instant(at));
    let found = world.engine.answer_about(prepared, &subject, at).unwrap();
    let asked = ProposedUse { subject, at, ..question.clone() };
    assert_eq!(found, naive::answer(&world.catalogues, world.engine.records(), &asked).unwrap());
    assert_eq!(world.engine.ask(prepared, &asked.subject, at).unwrap(), found.outcome, "the short answer agrees");
}

/// What is found out about scopes is kept for up to 64 items, and what full answers say of each for up to 256.
#[test]
fn it_may_have_many_items() {
    for count in [64, 65, 256, 257] {
        let leaves = (0..count).map(|number| format!("leaf-{number:03}"));
        let mut world = World::of(leaves.fold(Book::new(), |book, leaf| book.category(&leaf, json!({"parents": ["contact"]}))));
        for person in 0..8 {
            let key = format!("p-{person}");
            world.does(fact("birth_date", json!("1980-01-01"), "2026-01-01").of(&key));
            if person % 2 == 0 {
                world.does(requested(&format!("b-{key}"), "2026-01-05").of(&key).over(json!({"data_categories": ["diet"]})));
            }
            // Before, after, or without one that covers.
            let limited = json!({"operations": ["use"], "cases": ["visit:2"]});
            world.does(given(&format!("b-{key}"), "2026-01-10").of(&key).over(limited));
            if person > 1 {
                let whole = format!("{}-{key}", if person < 5 { "a" } else { "c" });
                world.does(given(&whole, "2026-01-10").of(&key));
            }
        }
        let question = at("2026-02-01").data(&["contact"]).read();
        let prepared = world.engine.prepare(&question.template()).unwrap();
        for at in ["2026-01-07", "2026-02-01"] {
            (0..8).chain((0..8).rev()).for_each(|person| agrees(&world, &prepared, &question, &format!("p-{person}"), at));
        }
        let outcomes = (0..8).map(|person| ask(&world, &prepared, &format!("p-{person}"), "2026-02-01") == Outcome::Covered);
        assert_eq!(outcomes.filter(|covered| *covered).count(), 6);
    }
}

/// It has room for so many scopes as there may soon be when it is prepared; those that come later have no place in it.
#[test]
fn more_scopes_may_come_than_it_has_room_for() {
    let mut world = World::new();
    let question = at("2026-02-01").data(&["contact", "media"]).with("operations", json!(["use", "disclose"])).read();
    let prepared = world.engine.prepare(&question.template()).unwrap();
    for number in 0..150 {
        let key = format!("p-{}", number % 7);
        if number < 7 {
            world.does(fact("birth_date", json!("1980-01-01"), "2026-01-01").of(&key));
        }
        let cases = json!([format!("trip:{number}")]);
        let scope =
            [json!({"operations": ["use"], "cases": cases}), json!({"cases": cases}), json!({"operations": ["disclose"]})];
        world.does(given(&format!("c-{number}"), "2026-01-10").of(&key).over(scope[number % 3].clone()));
        ["2026-01-01", "2026-02-01"].iter().for_each(|at| agrees(&world, &prepared, &question, &key, at));
    }
}
