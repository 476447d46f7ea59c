//! A shell stays: what permitted is gone, what forbade stays, an erased fact is unknown.

use consent_core::ledger::Record;
use serde_json::json;

use super::world::*;

/// Erases the event that was recorded last.
fn erase_last(world: &mut World) {
    let id = world.engine.records().last().unwrap().event.id.to_string();
    world.does(erased(&id, "2026-05-01"));
}

fn with_later_row() -> Book {
    Book::new().row("law", json!({"from": "2026-04-01T00:00:00Z"}))
}

#[test]
fn an_erased_grant_never_took_effect() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    let position = world.engine.size();
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-02-01")), "not covered: no-basis");
    // Not even as it was known before.
    assert_eq!(world.says(at("2026-02-01").known_at(position)), "not covered: no-basis");
}

#[test]
fn an_erased_grant_still_says_over_what_its_withdrawal_bars() {
    let mut world = World::of(with_later_row());
    world.does(given("c1", "2026-01-10").id("g"));
    world.does(withdrawn("c1", "2026-02-01"));
    world.does(erased("g", "2026-05-01"));
    assert_eq!(world.says(at("2026-05-02")), "not covered: law barred withdrawal 2026-02-01");
}

#[test]
fn an_erased_grant_of_one_guardian_is_missing() {
    let mut world = World::child(Book::new());
    world.does(given("c1", "2026-02-01").on("family").by_guardian("mom").id("g"));
    world.does(given("c1", "2026-02-05").on("family").by_guardian("dad"));
    world.does(erased("g", "2026-05-01"));
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 quorum-incomplete");
}

#[test]
fn an_erased_withdrawal_stays() {
    let mut world = World::of(with_later_row());
    world.does(given("c1", "2026-01-10"));
    world.does(withdrawn("c1", "2026-02-01"));
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 withdrawn 2026-02-01");
    assert_eq!(world.says(at("2026-05-02")), "not covered: law barred withdrawal 2026-02-01; c1 withdrawn 2026-02-01");
}

#[test]
fn an_erased_refusal_stays() {
    let mut world = World::of(with_later_row());
    world.does(requested("c1", "2026-01-10"));
    world.does(refused("c1", "2026-02-01"));
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 refused 2026-02-01");
    assert_eq!(world.says(at("2026-05-02")), "not covered: law barred withdrawal 2026-02-01; c1 refused 2026-02-01");
}

#[test]
fn an_erased_narrowing_stays() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(narrowed("c1", json!({"data_categories": ["diet"]}), "2026-02-01"));
    erase_last(&mut world);
    assert_eq!(
        world.says(at("2026-03-01").data(&["contact", "diet"])),
        "contact covered by c1 | diet not covered: c1 withdrawn 2026-02-01"
    );
}

#[test]
fn an_erased_suspension_stays_and_an_erased_resumption_never_was() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(suspended("c1", "2026-02-01"));
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 suspended 2026-02-01");
    world.does(resumed("c1", "2026-02-10"));
    assert_eq!(world.says(at("2026-02-10")), "covered by c1");
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 suspended 2026-02-01");
}

#[test]
fn an_erased_invalidation_stays() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(invalidated("c1", "2026-02-01"));
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-01-20")), "not covered: c1 invalidated");
}

#[test]
fn an_erased_renewal_never_was() {
    let mut world = World::of(Book::new().change("notices", "n", json!({"validity": "P30D"})));
    world.does(given("c1", "2026-02-01"));
    world.does(renewed("c1", "2026-03-01"));
    assert_eq!(world.says(at("2026-03-10")), "covered by c1");
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-03-10")), "not covered: c1 expired 2026-03-03");
}

#[test]
fn erasing_a_renewal_that_stated_an_earlier_end_brings_nothing_back() {
    let mut world = World::of(Book::new().change("notices", "n", json!({"validity": "P30D"})));
    world.does(given("c1", "2026-02-01"));
    world.does(renewed("c1", "2026-02-10").until("2026-02-15"));
    let before = world.says(at("2026-02-20"));
    erase_last(&mut world);
    assert_eq!((world.says(at("2026-02-20")), world.until(at("2026-02-20"))), (before, "2026-03-03".to_owned()));
}

#[test]
fn erasing_one_of_two_renewals_at_one_instant_does_not_lift_the_end_that_it_stated() {
    let mut world = World::new();
    world.does(given("c1", "2026-02-01").until("2026-05-01"));
    world.does(renewed("c1", "2026-03-01"));
    world.does(renewed("c1", "2026-03-01").until("2026-04-01"));
    assert_eq!(world.says(at("2026-04-30")), "covered by c1");
    assert_eq!(world.says(at("2026-05-01")), "not covered: c1 expired 2026-05-01");
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-04-30")), "covered by c1");
    assert_eq!(world.says(at("2026-05-01")), "not covered: c1 expired 2026-05-01");
}

#[test]
fn no_later_wider_act_takes_the_place_of_an_erased_one() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").id("g").over(json!({"data_categories": ["contact"]})));
    world.merges(given("c1", "2026-01-20"));
    assert_eq!(world.says(at("2026-02-01").data(&["diet"])), "not covered: c1 category-outside");
    world.does(erased("g", "2026-05-01"));
    for data in ["contact", "diet"] {
        assert_eq!(world.says(at("2026-02-01").data(&[data])), "not covered: c1 quorum-incomplete", "{data}");
    }
}

#[test]
fn an_erased_narrower_act_of_one_guardian_does_not_widen_what_all_gave() {
    let mut world = World::child(Book::new());
    world.does(given("c1", "2026-02-01").on("family").by_guardian("mom"));
    world.does(given("c1", "2026-02-03").on("family").by_guardian("mom").id("g").over(json!({"data_categories": ["contact"]})));
    world.does(given("c1", "2026-02-05").on("family").by_guardian("dad"));
    assert_eq!(world.says(at("2026-03-01").data(&["diet"])), "not covered: c1 category-outside");
    world.does(erased("g", "2026-05-01"));
    for data in ["contact", "diet"] {
        assert_eq!(world.says(at("2026-03-01").data(&[data])), "not covered: c1 quorum-incomplete", "{data}");
    }
}

#[test]
fn a_withdrawal_bars_no_less_when_the_grant_that_completed_is_erased() {
    let book = Book::new().row("law", json!({"data_categories": ["diet"], "from": "2026-04-01T00:00:00Z"}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10").id("g"));
    world.merges(given("c1", "2026-01-20").over(json!({"data_categories": ["contact"]})));
    world.does(withdrawn("c1", "2026-02-01"));
    let barred = "not covered: law barred withdrawal 2026-02-01; c1 withdrawn 2026-02-01";
    assert_eq!(world.says(at("2026-05-02").data(&["diet"])), barred);
    world.does(erased("g", "2026-05-01"));
    assert!(world.says(at("2026-05-02").data(&["diet"])).contains("law barred withdrawal 2026-02-01"));
}

#[test]
fn an_erasure_counts_wherever_the_erased_event_stands() {
    let mut world = World::new();
    world.merges(erased("g", "2026-05-01").id("x"));
    world.merges(given("c1", "2026-01-10").id("g").with("reason", json!("words")));
    assert_eq!(world.says(at("2026-02-01")), "not covered: no-basis");
    let shell = given("c1", "2026-01-10").id("g").read().unwrap().shell();
    assert_eq!(world.engine.records()[3].event, shell);
    // And where the door let it in.
    let mut world = World::new();
    world.merges(erased("g", "2026-05-01").id("x"));
    world.does(given("c1", "2026-01-10").id("g"));
    assert_eq!(world.says(at("2026-02-01")), "not covered: no-basis");
}

#[test]
fn an_erased_request_was_never_made() {
    let mut world = World::new();
    world.does(requested("c1", "2026-01-10"));
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-02-01")), "not covered: no-basis");
}

#[test]
fn an_erased_bar_holds_as_it_was_set() {
    let mut world = World::of(Book::new().bar_kind("kielto", json!({})));
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-02-01").over(json!({"recipients": ["city"]})).from("2026-03-01").until("2026-04-01"));
    assert_eq!(world.says(at("2026-04-01")), "covered by c1");
    world.does(erased("bar", "2026-05-01"));
    assert_eq!(world.says(at("2026-02-28")), "covered by c1");
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 barred kielto 2026-03-01");
    assert_eq!(world.says(at("2026-04-01")), "covered by c1");
    // The scope stays in the shell.
    assert_eq!(world.says(at("2026-03-01").to("firm")), "covered by c1");
    world.does(lifted("2026-03-10"));
    assert_eq!(world.says(at("2026-03-10")), "covered by c1");
}

#[test]
fn an_erased_bar_that_reached_back_still_does() {
    let mut world = World::of(Book::new().bar_kind("kielto", json!({})));
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-02-01").from("2026-01-15"));
    world.does(erased("bar", "2026-05-01"));
    assert_eq!(world.says(at("2026-01-14")), "covered by c1");
    assert_eq!(world.says(at("2026-01-20")), "not covered: c1 barred kielto 2026-01-15");
}

#[test]
fn an_erased_lift_never_took_effect() {
    let mut world = World::of(Book::new().bar_kind("kielto", json!({})));
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-02-01"));
    world.does(lifted("2026-03-01"));
    assert_eq!(world.says(at("2026-03-01")), "covered by c1");
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 barred kielto 2026-02-01");
}

#[test]
fn an_erased_overruling_never_took_effect() {
    let mut world = World::of(Book::new().row("law", json!({})));
    world.does(bar("objection", "2026-02-01").over(json!({"controllers": ["city"]})));
    world.does(overruled("2026-03-01"));
    assert_eq!(world.says(at("2026-03-01")), "covered by law");
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-03-01")), "not covered: law barred objection 2026-02-01");
}

#[test]
fn an_erased_objection_still_raises_the_marketing_objection() {
    let mut world = World::of(Book::new().row("law", json!({"purposes": ["ads"], "article": "6(1)(b)"})));
    world.does(bar("objection", "2026-02-01"));
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-03-01").purpose("ads")), "not covered: law barred marketing-objection 2026-02-01");
}

#[test]
fn an_erased_fact_is_unknown_and_brings_no_earlier_one_back() {
    for (condition, before, last) in [
        (
            json!({"age": {"min": 18}}),
            fact("birth_date", json!("1990-01-01"), "2026-01-10"),
            fact("birth_date", json!("1991-01-01"), "2026-02-01"),
        ),
        (
            json!({"age": {"below": 200}}),
            fact("birth_date", json!("1990-01-01"), "2026-01-10"),
            fact("birth_date", json!("1991-01-01"), "2026-02-01"),
        ),
        (
            json!({"home_municipality": {"party": "city"}}),
            fact("home_municipality", json!("city"), "2026-01-10"),
            fact("home_municipality", json!("city"), "2026-02-01"),
        ),
        (
            json!({"relationship": {"kind": "pupil", "with": "school"}}),
            started("pupil", "school", "2026-01-10"),
            started("pupil", "school", "2026-02-01"),
        ),
    ] {
        let mut world = World::unborn(Book::new().row("law", json!({"when": [condition]})));
        world.does(before);
        world.does(last);
        assert_eq!(world.says(at("2026-02-01")), "covered by law", "{condition}");
        erase_last(&mut world);
        assert_eq!(world.says(at("2026-01-31")), "covered by law", "{condition}");
        assert_eq!(world.says(at("2026-02-01")), "not covered: law fact-missing", "{condition}");
    }
}

#[test]
fn an_erased_relationship_makes_all_of_its_kind_unknown_until_a_later_start() {
    let book = Book::new().row("law", json!({"when": [{"relationship": {"kind": "pupil", "with": "school"}}]}));
    let mut world = World::of(book);
    world.does(started("pupil", "school", "2026-01-10"));
    world.does(started("pupil", "library", "2026-02-01"));
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-02-01")), "not covered: law fact-missing");
    world.does(started("pupil", "school", "2026-03-01"));
    assert_eq!(world.says(at("2026-03-01")), "covered by law");
}

#[test]
fn an_erased_end_of_a_relationship_does_not_bring_it_back() {
    let book = Book::new().row("law", json!({"when": [{"relationship": {"kind": "pupil", "with": "school"}}]}));
    let mut world = World::of(book);
    world.does(started("pupil", "school", "2026-01-10"));
    world.does(ended("pupil", "school", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01")), "not covered: law condition-unmet");
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-02-01")), "not covered: law fact-missing");
}

#[test]
fn an_erased_record_of_life_or_death_bars_like_death() {
    for dead in [true, false] {
        let mut world = World::new();
        world.does(given("c1", "2026-01-10"));
        world.does(fact("deceased", json!(dead), "2026-02-01"));
        erase_last(&mut world);
        assert_eq!(world.says(at("2026-02-01")), "not covered: c1 barred deceased 2026-02-01");
        world.does(fact("deceased", json!(false), "2026-03-01"));
        assert_eq!(world.says(at("2026-03-01")), "covered by c1");
    }
}

#[test]
fn an_erased_assessment_makes_nobody_capable() {
    let mut world = World::child(Book::new());
    world.does(capable(true, &["teaching"], "2026-01-05"));
    world.does(capable(true, &["meals"], "2026-01-10"));
    world.does(given("c1", "2026-01-20"));
    world.does(erased("e5", "2026-05-01"));
    // It may have been about any purpose.
    assert_eq!(world.refuses(given("c2", "2026-01-20")), "actor-not-entitled at /by");
    world.does(given("c2", "2026-01-09"));
}

#[test]
fn an_erased_guardian_is_one_who_has_not_given() {
    let mut world = World::child(Book::new());
    world.does(represented("aunt", "guardian", "2026-01-05"));
    erase_last(&mut world);
    world.does(given("c1", "2026-02-01").on("family").by_guardian("mom"));
    world.does(given("c1", "2026-02-05").on("family").by_guardian("dad"));
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 quorum-incomplete");
    // One of them still suffices where one suffices.
    world.does(given("c2", "2026-02-05").on("either").by_guardian("dad"));
    assert_eq!(world.says(at("2026-03-01")), "covered by c2");
}

#[test]
fn an_erased_end_of_a_representation_stays_an_end() {
    let mut world = World::new();
    world.does(represented("eva", "mandate", "2026-01-05"));
    world.does(represented_no_more("eva", "mandate", "2026-02-01"));
    erase_last(&mut world);
    assert_eq!(world.refuses(given("c1", "2026-02-01").by("mandate", "eva")), "actor-not-entitled at /by");
    world.does(given("c1", "2026-01-31").by("mandate", "eva"));
}

#[test]
fn an_erased_merge_stands() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(withdrawn("c1", "2026-02-01").of("a2"));
    world.does(merged("a2", "2026-03-01"));
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 withdrawn 2026-02-01");
    assert_eq!(world.says(at("2026-02-01").of("a2")), "not covered: c1 withdrawn 2026-02-01");
}

#[test]
fn a_recorded_use_is_erased_without_effect() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(used("2026-02-01"));
    erase_last(&mut world);
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
    let record = &world.engine.records()[3];
    assert_eq!(
        record.event.to_json().unwrap(),
        r#"{"id":"e3","type":"use-recorded","subject":"anna","at":"2026-02-01T00:00:00Z","by":{"role":"controller","id":"city"},"erased":true}"#
    );
}

#[test]
fn nothing_of_the_payload_is_left() {
    let mut world = World::new();
    let secret =
        given("c1", "2026-01-10").with("reason", json!("words")).with("case", json!("trip:secret")).with("operator", json!("op"));
    world.does(secret.with("evidence", json!(digest("n", 1))));
    erase_last(&mut world);
    assert_eq!(
        world.engine.records()[2].event.to_json().unwrap(),
        concat!(
            r#"{"id":"e2","type":"consent-given","subject":"anna","at":"2026-01-10T00:00:00Z","by":{"role":"self"},"#,
            r#""consent":"c1","notice":{"id":"n","version":1},"erased":true}"#
        )
    );
}

#[test]
fn what_is_erased_is_not_brought_back_by_sending_it_again() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").id("g"));
    world.does(erased("g", "2026-05-01"));
    assert!(world.does(given("c1", "2026-01-10").id("g")).already_known);
    assert_eq!(world.says(at("2026-02-01")), "not covered: no-basis");
}

#[test]
fn only_what_has_the_same_shell_is_the_same_as_what_was_erased() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").id("g"));
    world.does(given("c2", "2026-01-10"));
    world.does(erased("g", "2026-05-01"));
    for other in [
        withdrawn("c2", "2026-02-01"),
        withdrawn("c1", "2026-01-10"),
        given("c2", "2026-01-10"),
        given("c1", "2026-01-11"),
        given("c1", "2026-01-10").of("bea"),
        given("c1", "2026-01-10").on("wide"),
        given("c1", "2026-01-10").over(json!({"data_categories": ["contact"]})),
        given("c1", "2026-01-10").by("mandate", "eva"),
    ] {
        assert_eq!(world.refuses(other.id("g")), "event-id-taken at /id");
    }
    assert_eq!(world.says(at("2026-03-01")), "covered by c2");
}

#[test]
fn only_an_event_of_the_same_person_is_erased() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").id("g"));
    assert_eq!(world.refuses(erased("x", "2026-05-01")), "unknown-event at /event");
    assert_eq!(world.refuses(erased("g", "2026-05-01").of("bea")), "unknown-event at /event");
    // The publication of a catalogue is nobody's.
    assert_eq!(world.refuses(erased("e0", "2026-05-01")), "unknown-event at /event");
    world.does(merged("bea", "2026-04-01"));
    world.does(erased("g", "2026-05-01").of("bea"));
    assert_eq!(world.says(at("2026-02-01")), "not covered: no-basis");
}

#[test]
fn the_record_of_an_erasure_has_to_stay() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").id("g"));
    world.does(erased("g", "2026-05-01").id("x"));
    assert_eq!(world.refuses(erased("x", "2026-05-01")), "event-not-erasable at /event");
}

#[test]
fn erasing_twice_changes_nothing() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").id("g"));
    world.does(erased("g", "2026-05-01"));
    world.does(erased("g", "2026-05-02"));
    assert_eq!(world.says(at("2026-02-01")), "not covered: no-basis");
}

/// The door lets nobody erase what is about another; what was kept of such an erasure elsewhere counts at once.
#[test]
fn a_restored_erasure_counts_whoever_it_is_said_to_be_about() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").id("g"));
    assert_eq!(world.refuses(erased("g", "2026-05-01").of("bo")), "unknown-event at /event");
    let event = erased("g", "2026-05-01").of("bo").id("e").read().unwrap();
    let record = Record { seq: world.engine.size(), recorded_at: instant("2026-05-01"), actor_unverified: false, event };
    world.engine.restore(vec![record]).unwrap();
    assert_eq!(world.says(at("2026-02-01")), "not covered: no-basis");
}

#[test]
fn a_shell_is_restored_not_recorded() {
    let mut world = World::new();
    let shell = given("c1", "2026-01-10").with("erased", json!(true)).without("form").without("channel").without("assurance");
    assert_eq!(world.refuses(shell.with("notice", json!({"id": "n", "version": 1}))), "event-is-shell");
}
