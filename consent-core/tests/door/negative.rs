//! Negative acts are never refused for what the ledger does not know; an unverified one takes effect, and raises no bar.

use serde_json::json;

use super::world::*;

/// A row of article 6(1)(e) that begins on 1 April, after the stories' withdrawals.
fn with_later_row() -> Book {
    Book::new().row("law", json!({"from": "2026-04-01T00:00:00Z"}))
}

#[test]
fn a_withdrawal_ends_at_its_instant_and_is_prospective() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    assert!(!world.does(withdrawn("c1", "2026-02-01")).actor_unverified);
    assert_eq!(world.says(at("2026-01-31T23:59:59.999Z")), "covered by c1");
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 withdrawn 2026-02-01");
}

#[test]
fn a_withdrawal_of_an_unknown_consent_waits_for_it() {
    let mut world = World::new();
    assert!(!world.does(withdrawn("c1", "2026-02-01")).actor_unverified);
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-01-20")), "covered by c1");
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 withdrawn 2026-02-01");
}

#[test]
fn a_grant_after_the_withdrawal_of_its_id_does_not_revive() {
    let mut world = World::new();
    world.does(withdrawn("c1", "2026-02-01"));
    world.does(given("c1", "2026-02-10"));
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 withdrawn 2026-02-01");
    world.does(given("c2", "2026-02-10"));
    assert_eq!(world.says(at("2026-03-01")), "covered by c2");
}

#[test]
fn a_withdrawal_raises_a_bar_over_what_begins_later() {
    let mut world = World::of(with_later_row());
    world.does(given("c1", "2026-01-10"));
    world.does(withdrawn("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-05-01")), "not covered: law barred withdrawal 2026-02-01; c1 withdrawn 2026-02-01");
}

#[test]
fn an_unverified_withdrawal_takes_effect_and_raises_no_bar() {
    for (role, id) in
        [("mandate", "eve"), ("guardian", "eve"), ("legal-guardian", "eve"), ("controller", "city"), ("operator", "op")]
    {
        let mut world = World::of(with_later_row());
        world.does(given("c1", "2026-01-10"));
        assert!(world.does(withdrawn("c1", "2026-02-01").by(role, id)).actor_unverified, "{role}");
        assert_eq!(world.says(at("2026-03-01")), "not covered: law not-in-force; c1 withdrawn 2026-02-01");
        assert_eq!(world.says(at("2026-05-01")), "covered by law", "{role}");
    }
}

#[test]
fn a_representatives_withdrawal_of_an_unknown_consent_is_unverified() {
    let mut world = World::new();
    world.does(represented("eva", "mandate", "2026-01-01"));
    assert!(world.does(withdrawn("c1", "2026-02-01").by("mandate", "eva")).actor_unverified);
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 withdrawn 2026-02-01");
}

#[test]
fn a_consent_is_withdrawn_by_whoever_could_give_it_now() {
    let mut world = World::of(with_later_row());
    world.does(represented("eva", "mandate", "2026-01-01"));
    world.does(given("c1", "2026-01-10"));
    assert!(!world.does(withdrawn("c1", "2026-02-01").by("mandate", "eva")).actor_unverified);
    assert_eq!(world.says(at("2026-05-01")), "not covered: law barred withdrawal 2026-02-01; c1 withdrawn 2026-02-01");
}

#[test]
fn a_consent_is_withdrawn_by_whoever_gave_it_even_when_no_longer_entitled() {
    let mut world = World::new();
    world.does(represented("eva", "mandate", "2026-01-01"));
    world.does(given("c1", "2026-01-10").by("mandate", "eva"));
    world.does(represented_no_more("eva", "mandate", "2026-01-20"));
    assert!(!world.does(withdrawn("c1", "2026-02-01").by("mandate", "eva")).actor_unverified);
}

#[test]
fn a_child_too_young_to_give_withdraws() {
    let mut world = World::child(Book::new());
    world.does(given("c1", "2026-01-10").on("either").by_guardian("mom"));
    assert!(!world.does(withdrawn("c1", "2026-02-01")).actor_unverified);
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 withdrawn 2026-02-01");
}

#[test]
fn the_persons_refusal_raises_a_bar_over_what_was_asked() {
    let mut world = World::of(with_later_row());
    world.does(requested("c1", "2026-01-10").over(json!({"data_categories": ["contact"]})));
    world.does(refused("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 refused 2026-02-01");
    assert_eq!(world.says(at("2026-05-01")), "not covered: law barred withdrawal 2026-02-01; c1 refused 2026-02-01");
}

#[test]
fn a_refusal_bars_only_what_was_asked() {
    let book = Book::new().row("law", json!({"from": "2026-04-01T00:00:00Z", "data_categories": ["contact", "diet"]}));
    let mut world = World::of(book);
    world.does(requested("c1", "2026-01-10").over(json!({"data_categories": ["contact"]})));
    world.does(refused("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-05-01").data(&["diet"])), "covered by law");
}

#[test]
fn a_refusal_of_nothing_known_that_names_its_notice_bars_the_notices_scope() {
    let mut world = World::of(with_later_row());
    assert!(!world.does(refused("c1", "2026-02-01").on("n")).actor_unverified);
    assert_eq!(world.says(at("2026-05-01")), "not covered: law barred withdrawal 2026-02-01; c1 refused 2026-02-01");
}

#[test]
fn a_refusal_of_nothing_known_without_notice_bars_nothing() {
    let mut world = World::of(with_later_row());
    world.does(refused("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-05-01")), "covered by law");
    // When the consent comes, the refusal applies to it, and to the notice it names.
    world.does(given("c1", "2026-03-01"));
    assert_eq!(world.says(at("2026-05-01")), "not covered: law barred withdrawal 2026-02-01; c1 refused 2026-02-01");
}

#[test]
fn a_representatives_refusal_raises_no_bar() {
    let mut world = World::of(with_later_row());
    world.does(represented("eva", "mandate", "2026-01-01"));
    world.does(requested("c1", "2026-01-10"));
    assert!(!world.does(refused("c1", "2026-02-01").by("mandate", "eva")).actor_unverified);
    assert_eq!(world.says(at("2026-03-01")), "not covered: law not-in-force; c1 refused 2026-02-01");
    assert_eq!(world.says(at("2026-05-01")), "covered by law");
}

#[test]
fn a_refusal_ends_a_consent_that_was_given() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(refused("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-01-31")), "covered by c1");
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 refused 2026-02-01");
}

#[test]
fn a_narrowing_takes_its_part_and_nothing_else() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    assert!(!world.does(narrowed("c1", json!({"data_categories": ["diet"]}), "2026-02-01")).actor_unverified);
    assert_eq!(world.says(at("2026-01-31").data(&["contact", "diet"])), "contact covered by c1 | diet covered by c1");
    assert_eq!(
        world.says(at("2026-02-01").data(&["contact", "diet"])),
        "contact covered by c1 | diet not covered: c1 withdrawn 2026-02-01"
    );
}

#[test]
fn a_narrowing_in_each_dimension() {
    for (member, value, ask) in [
        ("recipients", "firm", at("2026-03-01").to("firm")),
        ("controllers", "city", at("2026-03-01")),
        ("data_categories", "contact", at("2026-03-01")),
        ("purposes", "teaching", at("2026-03-01")),
        ("operations", "disclose", at("2026-03-01").doing("disclose")),
        ("cases", "trip", at("2026-03-01").cases(&["trip:1"])),
    ] {
        let mut world = World::new();
        world.does(given("c1", "2026-01-10"));
        assert_eq!(world.says(ask.clone()), "covered by c1", "{member}");
        world.does(narrowed("c1", json!({member: [value]}), "2026-02-01"));
        assert_eq!(world.says(ask), "not covered: c1 withdrawn 2026-02-01", "{member}");
    }
}

#[test]
fn an_unverified_narrowing_takes_effect_and_raises_no_bar() {
    let mut world = World::of(with_later_row());
    world.does(given("c1", "2026-01-10"));
    let act = narrowed("c1", json!({"data_categories": ["contact"]}), "2026-02-01").by("mandate", "eve");
    assert!(world.does(act).actor_unverified);
    assert_eq!(world.says(at("2026-03-01")), "not covered: law not-in-force; c1 withdrawn 2026-02-01");
    assert_eq!(world.says(at("2026-05-01")), "covered by law");
}

#[test]
fn a_giver_who_could_not_give_now_narrows_unverified() {
    let mut world = World::new();
    world.does(represented("eva", "mandate", "2026-01-01"));
    world.does(given("c1", "2026-01-10").by("mandate", "eva"));
    world.does(represented_no_more("eva", "mandate", "2026-01-20"));
    let act = narrowed("c1", json!({"data_categories": ["diet"]}), "2026-02-01").by("mandate", "eva");
    assert!(world.does(act).actor_unverified);
    assert_eq!(world.says(at("2026-03-01").data(&["diet"])), "not covered: c1 withdrawn 2026-02-01");
}

#[test]
fn a_narrowing_raises_a_bar_over_what_it_takes_of_what_was_given() {
    let book = Book::new().row(
        "law",
        json!({
            "from": "2026-04-01T00:00:00Z", "data_categories": ["contact", "diet"], "purposes": ["teaching", "meals"]
        }),
    );
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10"));
    world.does(narrowed("c1", json!({"data_categories": ["contact"]}), "2026-02-01"));
    assert_eq!(world.says(at("2026-05-01")), "not covered: law barred withdrawal 2026-02-01; c1 withdrawn 2026-02-01");
    assert_eq!(world.says(at("2026-05-01").data(&["diet"])), "covered by law and c1");
    // `meals` was never given: nothing of it was given up.
    assert_eq!(world.says(at("2026-05-01").purpose("meals")), "covered by law");
}

#[test]
fn a_narrowing_may_name_what_the_catalogue_does_not_know_yet() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").on("wide"));
    world.does(narrowed("c1", json!({"data_categories": ["later"]}), "2026-02-01"));
    assert_eq!(world.says(at("2026-03-01")), "covered by c1");
    world.publish(
        &Book::new().next().category("later", json!({"classes": ["public"]})).change(
            "data_categories",
            "contact",
            json!({"parents": ["data", "later"], "since": 2}),
        ),
        "2026-03-01",
    );
    assert!(world.says(at("2026-04-01")).contains("withdrawn 2026-02-01"));
    assert_eq!(world.says(at("2026-04-01").data(&["diet"])), "covered by c1");
}

#[test]
fn a_suspension_holds_until_the_resumption() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    assert!(!world.does(suspended("c1", "2026-02-01")).actor_unverified);
    world.does(resumed("c1", "2026-02-10"));
    assert_eq!(world.says(at("2026-01-31T23:59:59.999Z")), "covered by c1");
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 suspended 2026-02-01");
    assert_eq!(world.says(at("2026-02-09T23:59:59.999Z")), "not covered: c1 suspended 2026-02-01");
    assert_eq!(world.says(at("2026-02-10")), "covered by c1");
}

#[test]
fn a_suspension_of_an_unknown_consent_waits_for_it() {
    let mut world = World::new();
    world.does(suspended("c1", "2026-02-01"));
    world.does(given("c1", "2026-03-01"));
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 suspended 2026-02-01");
    world.does(resumed("c1", "2026-03-10"));
    assert_eq!(world.says(at("2026-03-10")), "covered by c1");
}

#[test]
fn a_strangers_suspension_takes_effect_unverified() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    assert!(world.does(suspended("c1", "2026-02-01").by("mandate", "eve")).actor_unverified);
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 suspended 2026-02-01");
}

#[test]
fn a_suspension_raises_no_bar() {
    let mut world = World::of(with_later_row());
    world.does(given("c1", "2026-01-10"));
    world.does(suspended("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-05-01")), "covered by law");
}

#[test]
fn only_what_is_suspended_is_resumed() {
    let mut world = World::new();
    assert_eq!(world.refuses(resumed("c1", "2026-01-10")), "unknown-consent at /consent");
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.refuses(resumed("c1", "2026-01-20")), "consent-not-suspended at /consent");
    world.does(suspended("c1", "2026-02-01"));
    assert_eq!(world.refuses(resumed("c1", "2026-01-31")), "consent-not-suspended at /consent");
    world.does(resumed("c1", "2026-02-10"));
    assert_eq!(world.refuses(resumed("c1", "2026-02-20")), "consent-not-suspended at /consent");
}

#[test]
fn what_the_person_suspended_nobody_else_resumes() {
    let mut world = World::new();
    world.does(represented("eva", "mandate", "2026-01-01"));
    world.does(given("c1", "2026-01-10"));
    world.does(suspended("c1", "2026-02-01"));
    assert_eq!(world.refuses(resumed("c1", "2026-02-10").by("mandate", "eva")), "actor-not-entitled at /by");
    assert_eq!(world.refuses(resumed("c1", "2026-02-10").by("controller", "city")), "actor-not-entitled at /by");
}

#[test]
fn a_consent_suspended_by_two_goes_on_when_both_have_resumed_it() {
    for (first, second) in [
        (resumed("c1", "2026-02-10"), resumed("c1", "2026-02-20").by("controller", "city")),
        (resumed("c1", "2026-02-10").by("controller", "city"), resumed("c1", "2026-02-20")),
    ] {
        let mut world = World::new();
        world.does(given("c1", "2026-01-10"));
        world.does(suspended("c1", "2026-02-01"));
        world.does(suspended("c1", "2026-02-05").by("controller", "city"));
        world.does(first.clone());
        assert!(world.says(at("2026-02-10")).starts_with("not covered: c1 suspended"));
        assert_eq!(world.refuses(first.with("at", json!("2026-02-11T00:00:00Z"))), "actor-not-entitled at /by");
        world.does(second);
        assert_eq!(world.says(at("2026-02-20")), "covered by c1");
    }
}

#[test]
fn a_suspension_that_becomes_known_later_is_not_ended_by_another_ones_resumption() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(suspended("c1", "2026-02-01").by("controller", "city"));
    world.does(resumed("c1", "2026-02-05").by("controller", "city"));
    assert_eq!(world.says(at("2026-03-01")), "covered by c1");
    world.does(suspended("c1", "2026-02-03"));
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 suspended 2026-02-03");
    assert_eq!(world.refuses(resumed("c1", "2026-03-01").by("controller", "city")), "actor-not-entitled at /by");
    world.does(resumed("c1", "2026-03-01"));
    assert_eq!(world.says(at("2026-03-01")), "covered by c1");
}

#[test]
fn the_person_ends_what_a_representative_suspended() {
    let mut world = World::new();
    world.does(represented("eva", "mandate", "2026-01-01"));
    world.does(given("c1", "2026-01-10"));
    assert!(!world.does(suspended("c1", "2026-02-01").by("mandate", "eva")).actor_unverified);
    world.does(resumed("c1", "2026-02-10"));
    assert_eq!(world.says(at("2026-02-10")), "covered by c1");
}

#[test]
fn an_office_suspends_and_invalidates_verified_when_it_is_a_party_of_todays_catalogue() {
    let book = Book::new().party("agency", json!({"kind": "public-authority"})).party("op", json!({"kind": "operator"}));
    for (role, id, unverified) in [
        ("controller", "city", false),
        ("authority", "agency", false),
        ("operator", "op", false),
        ("controller", "nobody-knows-me", true),
        ("authority", "nobody-knows-me", true),
        ("authority", "firm", true),
        ("operator", "agency", true),
    ] {
        let mut world = World::of(book.clone().row("law", json!({"from": "2026-04-01T00:00:00Z"})));
        world.does(given("c1", "2026-01-10"));
        assert_eq!(world.does(suspended("c1", "2026-02-01").by(role, id)).actor_unverified, unverified, "{role} {id}");
        assert_eq!(world.does(invalidated("c1", "2026-02-01").by(role, id)).actor_unverified, unverified, "{role} {id}");
        // It has its effect all the same, and raises a bar only when verified.
        assert!(world.says(at("2026-02-10")).starts_with("not covered"), "{role} {id}");
        assert_eq!(world.says(at("2026-05-01")) == "covered by law", unverified, "{role} {id}");
    }
}

#[test]
fn a_suspension_ends_with_the_withdrawal_only_in_words() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(suspended("c1", "2026-02-01"));
    world.does(withdrawn("c1", "2026-02-05"));
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 suspended 2026-02-01, withdrawn 2026-02-05");
    world.does(resumed("c1", "2026-02-20"));
    assert_eq!(world.says(at("2026-02-20")), "not covered: c1 withdrawn 2026-02-05");
}

#[test]
fn an_invalidation_works_backwards_too() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    let position = world.engine.size();
    world.does(invalidated("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-01-15")), "not covered: c1 invalidated");
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 invalidated");
    assert_eq!(world.says(at("2026-01-15").known_at(position)), "covered by c1");
}

#[test]
fn an_invalidation_raises_a_bar_from_its_instant_on() {
    let book = Book::new().row("law", json!({"from": "2026-04-01T00:00:00Z"})).row("old", json!({"data_categories": ["diet"]}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10"));
    world.does(invalidated("c1", "2026-02-01"));
    assert_eq!(
        world.says(at("2026-05-01")),
        "not covered: law barred withdrawal 2026-02-01; old category-outside; c1 invalidated"
    );
    // What began before it goes on.
    assert_eq!(world.says(at("2026-05-01").data(&["diet"])), "covered by old");
}

#[test]
fn an_invalidation_of_an_unknown_consent_waits_for_it() {
    let mut world = World::new();
    world.does(invalidated("c1", "2026-02-01"));
    world.does(given("c1", "2026-03-01"));
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 invalidated");
}

#[test]
fn the_withdrawal_of_a_consent_that_lifts_secrecy_only_raises_no_bar() {
    let book = with_later_row().requirement("secrecy", json!({"disclosure": true}), "yes").change(
        "notices",
        "n",
        json!({"meets": ["secrecy"]}),
    );
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10"));
    world.does(withdrawn("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-05-01")), "covered by law");
}

#[test]
fn a_bar_of_an_unknown_kind_is_the_strictest() {
    let mut world = World::of(Book::new().row("duty", json!({"character": "duty", "article": "6(1)(c)"})));
    world.does(given("c1", "2026-01-10"));
    assert!(world.does(bar("ban-of-tomorrow", "2026-02-01")).actor_unverified);
    assert_eq!(world.says(at("2026-01-31")), "covered by duty and c1");
    let barred = "not covered: c1 barred ban-of-tomorrow 2026-02-01; duty barred ban-of-tomorrow 2026-02-01";
    assert_eq!(world.says(at("2026-02-01")), barred);
    // A later consent does not outdo it, and nobody lifts it.
    world.does(given("c2", "2026-02-10"));
    assert!(world.says(at("2026-02-10")).starts_with("not covered"));
    assert_eq!(world.refuses(lifted("2026-02-10")), "actor-not-entitled at /by");
}

#[test]
fn a_bar_of_an_unknown_kind_becomes_known() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(bar("mild", "2026-02-01"));
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 barred mild 2026-02-01");
    world.publish(&Book::new().next().bar_kind("mild", json!({"defeats": ["e"]})), "2026-03-01");
    assert_eq!(world.says(at("2026-03-01")), "covered by c1");
}

#[test]
fn a_bar_in_a_role_that_its_kind_does_not_name_is_refused() {
    let mut world = World::child(Book::new().bar_kind("kielto", json!({})));
    let error = world.refusal(bar("kielto", "2026-02-01").by_guardian("mom"));
    assert_eq!((error.code(), error.pointer()), ("actor-not-entitled", Some("/by")));
    assert_eq!(
        error.message(),
        "expected an actor who is entitled at that instant, found `guardian`, who sets a bar of kind `kielto`, which is set by: person"
    );
    assert_eq!(world.refuses(bar("kielto", "2026-02-01").by("controller", "city")), "actor-not-entitled at /by");
}

#[test]
fn a_bar_in_a_role_that_its_kind_names_takes_effect_unverified_without_a_representation() {
    for (role, setter) in [("guardian", "guardian"), ("mandate", "representative"), ("legal-guardian", "representative")] {
        let mut world = World::of(Book::new().bar_kind("kielto", json!({"set_by": [setter]})));
        world.does(given("c1", "2026-01-10"));
        assert!(world.does(bar("kielto", "2026-02-01").by(role, "eve")).actor_unverified, "{role}");
        assert_eq!(world.says(at("2026-02-01")), "not covered: c1 barred kielto 2026-02-01");
    }
}

#[test]
fn a_bar_over_what_the_catalogue_does_not_know_yet_is_kept() {
    let mut world = World::of(Book::new().bar_kind("kielto", json!({})));
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-02-01").over(json!({"recipients": ["newcomer"]})));
    assert_eq!(world.says(at("2026-03-01").to("firm")), "covered by c1");
    let newcomer = json!({"kind": "company", "processes_for": [{
        "controller": "firm", "data_categories": ["data"], "purposes": ["education"], "agreement": "1"
    }]});
    world.publish(&Book::new().bar_kind("kielto", json!({})).next().party("newcomer", newcomer), "2026-03-01");
    assert_eq!(world.says(at("2026-03-01").to("newcomer")), "not covered: c1 barred kielto 2026-02-01");
}

#[test]
fn only_a_bar_wider_than_its_kind_allows_is_refused() {
    let over = json!({"over": {
        "controllers": ["city"], "recipients": ["firm"], "data_categories": ["data"], "purposes": ["education"],
        "operations": ["disclose"], "cases": ["trip"]
    }});
    let mut world = World::of(Book::new().bar_kind("kielto", over));
    for (member, wide, narrow) in [
        ("controllers", "firm", "school"),
        ("recipients", "city", "firm"),
        ("data_categories", "health", "contact"),
        ("purposes", "ads", "teaching"),
        ("operations", "use", "disclose"),
        ("cases", "visit", "trip:1"),
    ] {
        let expected = format!("bar-too-wide at /scope/{member}");
        assert_eq!(world.refuses(bar("kielto", "2026-02-01").over(json!({member: [narrow, wide]}))), expected);
        assert!(!world.does(bar("kielto", "2026-02-01").id(member).over(json!({member: [narrow]}))).actor_unverified);
    }
}

#[test]
fn a_bar_that_leaves_a_member_out_is_as_wide_as_its_kind_allows() {
    let kind = json!({"over": {"recipients": ["firm"]}});
    let mut world = World::of(Book::new().bar_kind("kielto", kind));
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-02-01"));
    assert_eq!(world.says(at("2026-03-01").to("firm")), "not covered: c1 barred kielto 2026-02-01");
    assert_eq!(world.says(at("2026-03-01")), "covered by c1");
}

#[test]
fn a_taken_id_refuses_a_bar() {
    let mut world = World::new();
    world.does(bar("restriction", "2026-02-01"));
    assert_eq!(world.refuses(bar("restriction", "2026-02-02")), "event-id-taken at /id");
}

#[test]
fn a_flag_is_in_the_record() {
    let mut world = World::new();
    world.does(withdrawn("c1", "2026-02-01").by("mandate", "eve"));
    let record = world.engine.records().last().unwrap();
    assert!(record.actor_unverified);
    assert!(record.to_json().unwrap().contains("\"actor_unverified\":true"));
}
