//! `holds_until` is exact: the first instant at which an item's outcome or governing basis differs.

use serde_json::json;

use crate::door::world::*;

#[test]
fn an_answer_that_nothing_changes_holds_for_ever() {
    let mut world = World::new();
    assert_eq!(world.until(at("2026-02-01")), "for ever");
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.until(at("2026-02-01")), "for ever");
    assert_eq!(world.until(at("2026-01-01")), "2026-01-10");
}

#[test]
fn a_withdrawal_known_already_ends_it() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(withdrawn("c1", "2026-03-01"));
    assert_eq!(world.until(at("2026-02-01")), "2026-03-01");
    assert_eq!(world.until(at("2026-03-01")), "for ever");
}

#[test]
fn an_account_of_a_use_ends_nothing() {
    let mut world = World::new();
    // Before anything else that is known of her but her birth.
    world.does(used("2026-01-05"));
    assert_eq!(world.until(at("2026-01-01")), "for ever");
    world.does(given("c1", "2026-01-10"));
    world.does(used("2026-02-10"));
    assert_eq!(world.says(at("2026-02-15")), "covered by c1");
    world.does(withdrawn("c1", "2026-03-01"));
    world.does(used("2026-04-01"));
    assert_eq!(world.until(at("2026-02-01")), "2026-03-01");
    assert_eq!(world.says(at("2026-04-01")), "not covered: c1 withdrawn 2026-03-01");
    assert_eq!(world.until(at("2026-03-01")), "for ever");
}

#[test]
fn a_change_of_the_governing_basis_ends_it_though_it_stays_covered() {
    let mut world = World::of(Book::new().row("law", json!({"from": "2026-03-01T00:00:00Z", "until": "2026-04-01T00:00:00Z"})));
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.until(at("2026-02-01")), "2026-03-01");
    assert_eq!(world.until(at("2026-03-01")), "2026-04-01");
}

#[test]
fn a_change_of_another_basis_does_not() {
    let mut world = World::of(Book::new().row("law", json!({})).row("other", json!({"until": "2026-03-01T00:00:00Z"})));
    world.does(given("c1", "2026-01-10").until("2026-04-01"));
    assert_eq!(world.until(at("2026-02-01")), "for ever");
}

#[test]
fn a_change_of_the_reasons_does_not() {
    let mut world = World::of(Book::new().row("law", json!({"from": "2026-03-01T00:00:00Z", "purposes": ["ads"]})));
    world.does(requested("c1", "2026-02-10"));
    assert_eq!(world.until(at("2026-02-01")), "for ever");
}

#[test]
fn each_kind_of_instant() {
    let end = "2026-03-01T00:00:00Z";
    for book in [
        Book::new().row("law", json!({"until": end})),
        Book::new().row("law", json!({"permit": {"id": "p", "holder": "city", "until": end}})),
        Book::new().row("law", json!({"assessment": {"id": "a", "until": end}})),
        Book::new().row("law", json!({})).requirement("x", json!({"operations": ["use"]}), "no").change(
            "requirements",
            "x",
            json!({"from": end}),
        ),
        Book::new().row("law", json!({})).change(
            "parties",
            "city",
            json!({"memberships": [{"role": "recipient", "status": "admitted", "until": end}]}),
        ),
    ] {
        assert_eq!(World::of(book).until(at("2026-02-01")), "2026-03-01");
    }
    for change in [json!({"reconsent_by": end}), json!({"assessment": {"id": "a", "until": end}}), json!({"validity": "P50D"})] {
        let mut world = World::of(Book::new().change("notices", "n", change));
        world.does(given("c1", "2026-01-10"));
        assert_eq!(world.until(at("2026-02-01")), "2026-03-01");
    }
}

#[test]
fn each_kind_of_event() {
    let kielto = || Book::new().bar_kind("kielto", json!({}));
    for act in [
        bar("kielto", "2026-03-01"),
        bar("kielto", "2026-02-20").from("2026-03-01"),
        suspended("c1", "2026-03-01"),
        refused("c1", "2026-03-01"),
        narrowed("c1", json!({"purposes": ["education"]}), "2026-03-01"),
        fact("deceased", json!(true), "2026-03-01"),
    ] {
        let mut world = World::of(kielto());
        world.does(given("c1", "2026-01-10"));
        world.does(act);
        assert_eq!(world.until(at("2026-02-01")), "2026-03-01");
    }
    let mut world = World::of(kielto());
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-01-20").until("2026-03-01"));
    assert_eq!(world.until(at("2026-02-01")), "2026-03-01");
    world.does(lifted("2026-02-15"));
    assert_eq!(world.until(at("2026-02-01")), "2026-02-15");
}

#[test]
fn a_relationship_and_an_age() {
    let book =
        Book::new().row("law", json!({"when": [{"relationship": {"kind": "pupil", "with": "school"}}, {"age": {"below": 40}}]}));
    let mut world = World::of(book);
    world.does(started("pupil", "school", "2026-01-05"));
    world.does(ended("pupil", "school", "2030-08-01"));
    assert_eq!(world.until(at("2026-02-01")), "2030-05-04T22:00:00Z");
    assert_eq!(world.says(at("2030-05-04T22:00:00Z")), "not covered: law condition-unmet");
}

#[test]
fn the_completion_of_a_quorum_and_the_beginning_of_a_consent() {
    let mut world = World::child(Book::new());
    world.does(given("c1", "2026-02-01").on("family").by_guardian("mom"));
    world.does(given("c1", "2026-02-05").on("family").by_guardian("dad").from("2026-02-20"));
    assert_eq!(world.until(at("2026-01-10")), "2026-02-20");
}

#[test]
fn a_processor_whose_agreement_begins_and_ends() {
    let entry = json!({
        "controller": "city", "data_categories": ["data"], "purposes": ["education"], "agreement": "1",
        "from": "2026-03-01T00:00:00Z", "until": "2026-04-01T00:00:00Z"
    });
    let mut world = World::of(Book::new().party("host", json!({"kind": "company", "processes_for": [entry]})));
    world.does(given("c1", "2026-01-10").on("wide"));
    assert_eq!(world.until(at("2026-02-01").to("host")), "2026-03-01");
    assert_eq!(world.until(at("2026-03-01").to("host")), "2026-04-01");
}

#[test]
fn the_first_change_of_any_item() {
    let mut world = World::of(Book::new().row("law", json!({"data_categories": ["diet"], "until": "2026-03-01T00:00:00Z"})));
    world.does(given("c1", "2026-01-10").until("2026-04-01"));
    assert_eq!(world.until(at("2026-02-01")), "2026-04-01");
    assert_eq!(world.until(at("2026-02-01").data(&["contact", "diet"])), "2026-03-01");
}
