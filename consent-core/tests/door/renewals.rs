//! A renewal moves the end and nothing else, and never revives.

use serde_json::json;

use super::world::*;

const ENDED: &str = "consent-ended at /consent";

/// A notice whose consents hold 30 days.
fn thirty_days() -> World {
    let mut world = World::of(Book::new().change("notices", "n", json!({"validity": "P30D"})));
    world.does(given("c1", "2026-02-01"));
    world
}

#[test]
fn a_renewal_counts_from_itself() {
    let mut world = thirty_days();
    assert_eq!(world.until(at("2026-02-01")), "2026-03-03");
    world.does(renewed("c1", "2026-03-01"));
    assert_eq!(world.says(at("2026-03-10")), "covered by c1");
    assert_eq!(world.until(at("2026-03-10")), "2026-03-31");
}

#[test]
fn a_renewal_one_millisecond_before_the_end_counts() {
    let mut world = thirty_days();
    world.does(renewed("c1", "2026-03-02T23:59:59.999Z"));
    assert_eq!(world.says(at("2026-03-03")), "covered by c1");
    assert_eq!(world.until(at("2026-03-03")), "2026-04-01T23:59:59.999Z");
}

#[test]
fn a_renewal_at_the_instant_of_expiry_is_refused() {
    let mut world = thirty_days();
    assert_eq!(world.refuses(renewed("c1", "2026-03-03")), ENDED);
    assert_eq!(world.refuses(renewed("c1", "2026-05-01")), ENDED);
}

#[test]
fn a_renewal_never_shortens() {
    let mut world = thirty_days();
    world.does(renewed("c1", "2026-02-10").until("2026-02-20"));
    assert_eq!(world.until(at("2026-02-15")), "2026-03-03");
    // Nor does it give a consent without end one.
    let mut world = World::new();
    world.does(given("c1", "2026-02-01"));
    world.does(renewed("c1", "2026-02-10").until("2026-02-20"));
    assert_eq!(world.until(at("2026-02-15")), "for ever");
}

#[test]
fn a_renewal_that_states_an_end_moves_it_there() {
    let mut world = World::new();
    world.does(given("c1", "2026-02-01").until("2026-03-01"));
    world.does(renewed("c1", "2026-02-10").until("2026-04-01"));
    assert_eq!(world.until(at("2026-02-15")), "2026-04-01");
}

#[test]
fn a_renewal_never_states_a_later_end_than_the_notice() {
    let mut world = thirty_days();
    world.does(renewed("c1", "2026-02-10").until("2030-01-01"));
    assert_eq!(world.until(at("2026-02-15")), "2026-03-12");
}

#[test]
fn renewals_count_in_time_order_however_they_arrive() {
    let mut world = thirty_days();
    world.does(renewed("c1", "2026-03-01"));
    world.does(renewed("c1", "2026-03-30"));
    assert_eq!(world.until(at("2026-04-01")), "2026-04-29");
    // The earlier one arrives later, and changes nothing after it.
    world.does(renewed("c1", "2026-02-10"));
    assert_eq!(world.until(at("2026-04-01")), "2026-04-29");
}

#[test]
fn a_renewal_that_came_in_before_a_withdrawal_of_an_earlier_instant_does_not_count() {
    let mut world = thirty_days();
    world.does(renewed("c1", "2026-03-01"));
    world.does(withdrawn("c1", "2026-02-20"));
    assert_eq!(world.says(at("2026-02-19")), "covered by c1");
    assert_eq!(world.says(at("2026-03-10")), "not covered: c1 expired 2026-03-03, withdrawn 2026-02-20");
}

#[test]
fn what_was_withdrawn_is_not_renewed() {
    let mut world = thirty_days();
    world.does(withdrawn("c1", "2026-02-10"));
    assert_eq!(world.refuses(renewed("c1", "2026-02-10")), ENDED);
    assert_eq!(world.refuses(renewed("c1", "2026-02-20")), ENDED);
    world.does(renewed("c1", "2026-02-09"));
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 withdrawn 2026-02-10");
}

#[test]
fn what_was_refused_or_invalidated_is_not_renewed() {
    let mut world = thirty_days();
    world.does(refused("c1", "2026-02-10"));
    assert_eq!(world.refuses(renewed("c1", "2026-02-10")), ENDED);
    let mut world = thirty_days();
    world.does(invalidated("c1", "2026-02-10"));
    assert_eq!(world.refuses(renewed("c1", "2026-02-05")), ENDED);
}

#[test]
fn a_renewal_does_not_end_a_suspension() {
    let mut world = thirty_days();
    world.does(suspended("c1", "2026-02-10"));
    world.does(renewed("c1", "2026-02-20"));
    assert_eq!(world.says(at("2026-03-10")), "not covered: c1 suspended 2026-02-10");
    world.does(resumed("c1", "2026-03-12"));
    assert_eq!(world.says(at("2026-03-12")), "covered by c1");
}

#[test]
fn a_renewal_does_not_bring_back_what_was_narrowed() {
    let mut world = thirty_days();
    world.does(narrowed("c1", json!({"data_categories": ["diet"]}), "2026-02-10"));
    world.does(renewed("c1", "2026-02-20"));
    assert_eq!(
        world.says(at("2026-03-10").data(&["contact", "diet"])),
        "contact covered by c1 | diet not covered: c1 withdrawn 2026-02-10"
    );
}

#[test]
fn an_unknown_consent_is_not_renewed() {
    let mut world = World::new();
    assert_eq!(world.refuses(renewed("c1", "2026-02-01")), "unknown-consent at /consent");
    world.does(fact("birth_date", json!("1990-01-01"), "2026-01-01").of("bea"));
    world.does(given("c1", "2026-01-10").of("bea"));
    assert_eq!(world.refuses(renewed("c1", "2026-02-01")), "unknown-consent at /consent");
}

#[test]
fn a_consent_that_was_only_asked_is_not_renewed() {
    let mut world = World::new();
    world.does(requested("c1", "2026-01-10"));
    assert_eq!(world.refuses(renewed("c1", "2026-02-01")), "consent-not-complete at /consent");
}

#[test]
fn a_consent_is_not_renewed_before_it_was_given() {
    let mut world = thirty_days();
    assert_eq!(world.refuses(renewed("c1", "2026-01-31")), ENDED);
}

#[test]
fn a_consent_is_renewed_under_its_own_notice_version() {
    let mut world = thirty_days();
    assert_eq!(world.refuses(renewed("c1", "2026-02-10").on("wide")), "consent-under-other-notice at /notice");
    assert_eq!(world.refuses(renewed("c1", "2026-02-10").on_version("n", 2)), "consent-under-other-notice at /notice");
    world.does(renewed("c1", "2026-02-10").on("n"));
}

#[test]
fn a_notice_that_is_no_longer_in_force_is_not_renewed() {
    let until = json!({"validity": "P30D", "until": "2026-02-20T00:00:00Z"});
    let mut world = World::of(Book::new().change("notices", "n", until));
    world.does(given("c1", "2026-02-01"));
    world.does(renewed("c1", "2026-02-19T23:59:59.999Z"));
    assert_eq!(world.refuses(renewed("c1", "2026-02-20")), "notice-not-in-force at /at");
}

#[test]
fn a_superseded_notice_is_not_renewed_and_ends_its_consents() {
    let reconsent = json!({"validity": "P30D", "reconsent_by": "2026-02-20T00:00:00Z"});
    let mut world = World::of(Book::new().change("notices", "n", reconsent));
    world.does(given("c1", "2026-02-01"));
    assert_eq!(world.refuses(renewed("c1", "2026-02-20")), "notice-not-in-force at /at");
    assert_eq!(world.says(at("2026-02-19T23:59:59.999Z")), "covered by c1");
    assert_eq!(world.says(at("2026-02-20")), "not covered: c1 notice-superseded 2026-02-20");
}

#[test]
fn all_guardians_renew_together() {
    let mut world = World::child(Book::new().change("notices", "family", json!({"validity": "P30D"})));
    world.does(given("c1", "2026-02-01").on("family").by_guardian("mom"));
    world.does(given("c1", "2026-02-01").on("family").by_guardian("dad"));
    world.does(renewed("c1", "2026-02-10").by_guardian("mom"));
    assert_eq!(world.until(at("2026-02-15")), "2026-03-03");
    world.does(renewed("c1", "2026-02-20").by_guardian("dad"));
    assert_eq!(world.until(at("2026-02-25")), "2026-03-22");
    // The next renewal needs both again.
    world.does(renewed("c1", "2026-03-15").by_guardian("mom"));
    assert_eq!(world.until(at("2026-03-16")), "2026-03-22");
}

#[test]
fn a_renewal_that_is_completed_too_late_revives_nothing() {
    let mut world = World::child(Book::new().change("notices", "family", json!({"validity": "P30D"})));
    world.does(given("c1", "2026-02-01").on("family").by_guardian("mom"));
    world.does(given("c1", "2026-02-01").on("family").by_guardian("dad"));
    world.does(renewed("c1", "2026-03-01").by_guardian("mom"));
    assert_eq!(world.refuses(renewed("c1", "2026-03-03").by_guardian("dad")), ENDED);
    assert_eq!(world.says(at("2026-03-04")), "not covered: c1 expired 2026-03-03");
}

#[test]
fn from_the_coming_of_age_only_the_child_renews() {
    let book = Book::new().change("notices", "either", json!({"validity": "P1Y"}));
    let mut world = World::unborn(book);
    world.does(fact("birth_date", json!("2008-06-10"), "2026-01-01"));
    world.does(represented("mom", "guardian", "2026-01-01"));
    world.does(given("c1", "2026-02-01").on("either").by_guardian("mom"));
    assert_eq!(world.refuses(renewed("c1", "2026-06-09T22:00:00Z").by_guardian("mom")), "actor-not-entitled at /by");
    world.does(renewed("c1", "2026-06-09T21:59:59.999Z").by_guardian("mom"));
    world.does(renewed("c1", "2026-07-01"));
    assert_eq!(world.until(at("2026-07-02")), "2027-07-01");
}

#[test]
fn nobody_else_renews() {
    let mut world = thirty_days();
    for (role, id) in [("controller", "city"), ("mandate", "eve"), ("authority", "city"), ("operator", "op")] {
        assert_eq!(world.refuses(renewed("c1", "2026-02-10").by(role, id)), "actor-not-entitled at /by", "{role}");
    }
}
