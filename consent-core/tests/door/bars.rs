//! Bars: who sets and lifts them, over what, and what a later consent does.

use serde_json::json;

use super::world::*;

const NOT_ENTITLED: &str = "actor-not-entitled at /by";

fn with_kielto(more: serde_json::Value) -> Book {
    Book::new().bar_kind("kielto", more)
}

#[test]
fn a_bar_holds_from_its_instant_to_its_lift() {
    let mut world = World::of(with_kielto(json!({})));
    world.does(given("c1", "2026-01-10"));
    assert!(!world.does(bar("kielto", "2026-02-01")).actor_unverified);
    world.does(lifted("2026-03-01"));
    assert_eq!(world.says(at("2026-01-31T23:59:59.999Z")), "covered by c1");
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 barred kielto 2026-02-01");
    assert_eq!(world.says(at("2026-02-28T23:59:59.999Z")), "not covered: c1 barred kielto 2026-02-01");
    assert_eq!(world.says(at("2026-03-01")), "covered by c1");
}

#[test]
fn a_bar_holds_from_its_from_to_before_its_until() {
    let mut world = World::of(with_kielto(json!({})));
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-02-01").from("2026-03-01").until("2026-04-01"));
    assert_eq!(world.says(at("2026-02-28T23:59:59.999Z")), "covered by c1");
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 barred kielto 2026-03-01");
    assert_eq!(world.says(at("2026-03-31T23:59:59.999Z")), "not covered: c1 barred kielto 2026-03-01");
    assert_eq!(world.says(at("2026-04-01")), "covered by c1");
}

#[test]
fn a_bar_may_reach_back() {
    let mut world = World::of(with_kielto(json!({})));
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-02-01").from("2026-01-15"));
    assert_eq!(world.says(at("2026-01-14")), "covered by c1");
    assert_eq!(world.says(at("2026-01-15")), "not covered: c1 barred kielto 2026-01-15");
}

#[test]
fn a_lift_before_a_bar_begins_ends_it_for_good() {
    let mut world = World::of(with_kielto(json!({})));
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-02-01").from("2026-03-01"));
    world.does(lifted("2026-02-10"));
    assert_eq!(world.says(at("2026-03-01")), "covered by c1");
}

#[test]
fn a_lift_comes_after_its_bar() {
    let mut world = World::of(with_kielto(json!({})));
    world.does(bar("kielto", "2026-02-01"));
    assert_eq!(world.refuses(lifted("2026-02-01")), "lift-not-after-bar at /at");
    assert_eq!(world.refuses(lifted("2026-01-31")), "lift-not-after-bar at /at");
    world.does(lifted("2026-02-01T00:00:00.001Z"));
}

#[test]
fn nobody_lifts_what_is_no_bar_of_this_person() {
    let mut world = World::of(with_kielto(json!({})));
    world.does(bar("kielto", "2026-02-01").of("bea"));
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.refuses(lifted("2026-03-01")), "unknown-bar at /bar");
    assert_eq!(world.refuses(lifted("2026-03-01").with("bar", json!("c1"))), "unknown-bar at /bar");
    assert_eq!(world.refuses(overruled("2026-03-01")), "unknown-bar at /bar");
}

#[test]
fn only_those_lift_whom_the_kind_names() {
    let mut world =
        World::of(with_kielto(json!({"lifted_by": ["authority"]})).party("agency", json!({"kind": "public-authority"})));
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-02-01"));
    for act in [lifted("2026-03-01"), lifted("2026-03-01").by("controller", "city"), lifted("2026-03-01").by("operator", "op")] {
        assert_eq!(world.refuses(act), NOT_ENTITLED);
    }
    world.does(lifted("2026-03-01").by("authority", "agency"));
    assert_eq!(world.says(at("2026-03-01")), "covered by c1");
}

#[test]
fn an_authority_or_an_operator_that_lifts_is_one_of_todays_catalogue() {
    let book = with_kielto(json!({"lifted_by": ["authority", "operator"]}))
        .party("agency", json!({"kind": "public-authority"}))
        .party("bureau", json!({"part_of": "agency"}))
        .party("op", json!({"kind": "operator"}))
        .party("broker", json!({"kind": "company", "memberships": [{"role": "operator", "status": "admitted"}]}));
    let mut world = World::of(book.clone());
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-02-01"));
    for (role, id) in [
        ("authority", "nobody-knows-me"),
        ("operator", "nobody-knows-me"),
        ("authority", "city"),
        ("authority", "op"),
        ("operator", "agency"),
        ("operator", "firm"),
    ] {
        assert_eq!(world.refuses(lifted("2026-03-01").by(role, id)), NOT_ENTITLED, "{role} {id}");
    }
    for (role, id) in [("authority", "agency"), ("authority", "bureau"), ("operator", "op"), ("operator", "broker")] {
        let mut world = World::of(book.clone());
        world.does(bar("kielto", "2026-02-01"));
        world.does(lifted("2026-03-01").by(role, id));
    }
}

#[test]
fn a_kind_that_names_nobody_is_set_by_anyone_and_lifted_by_nobody() {
    let mut world = World::of(with_kielto(json!({"set_by": null, "lifted_by": null})));
    assert!(!world.does(bar("kielto", "2026-02-01").by("operator", "op")).actor_unverified);
    for act in [lifted("2026-03-01"), lifted("2026-03-01").by("operator", "op"), lifted("2026-03-01").by("authority", "city")] {
        let error = world.refusal(act);
        assert!(error.message().ends_with("who lifts a bar of kind `kielto`, which is lifted by: nobody"), "{error}");
    }
}

#[test]
fn what_the_person_set_no_representative_lifts() {
    let mut world =
        World::of(with_kielto(json!({"set_by": ["person", "representative"], "lifted_by": ["person", "representative"]})));
    world.does(represented("eva", "mandate", "2026-01-01"));
    world.does(bar("kielto", "2026-02-01"));
    assert_eq!(world.refuses(lifted("2026-03-01").by("mandate", "eva")), NOT_ENTITLED);
    world.does(lifted("2026-03-01"));
}

#[test]
fn what_a_representative_set_the_representative_and_the_person_lift() {
    for lift in [lifted("2026-03-01"), lifted("2026-03-01").by("mandate", "eva")] {
        let mut world = World::of(with_kielto(json!({"set_by": ["representative"], "lifted_by": ["person", "representative"]})));
        world.does(represented("eva", "mandate", "2026-01-01"));
        assert!(!world.does(bar("kielto", "2026-02-01").by("mandate", "eva")).actor_unverified);
        world.does(lift);
    }
}

#[test]
fn a_representative_who_no_longer_is_one_lifts_nothing() {
    let mut world = World::of(with_kielto(json!({"set_by": ["representative"], "lifted_by": ["representative"]})));
    world.does(represented("eva", "mandate", "2026-01-01"));
    world.does(bar("kielto", "2026-02-01").by("mandate", "eva"));
    world.does(represented_no_more("eva", "mandate", "2026-03-01"));
    assert_eq!(world.refuses(lifted("2026-03-01").by("mandate", "eva")), NOT_ENTITLED);
    world.does(lifted("2026-02-28").by("mandate", "eva"));
}

#[test]
fn a_guardian_sets_and_lifts_for_a_minor_within_the_representation() {
    let kind = json!({"set_by": ["person", "guardian"], "lifted_by": ["person", "guardian"]});
    let mut world = World::child(with_kielto(kind));
    world.does(represented("aunt", "guardian", "2026-01-01").over(json!({"purposes": ["meals"]})));
    assert!(!world.does(bar("kielto", "2026-02-01").by_guardian("mom")).actor_unverified);
    assert!(world.does(bar("kielto", "2026-02-01").id("b2").by_guardian("aunt")).actor_unverified);
    let scoped = bar("kielto", "2026-02-01").id("b3").by_guardian("aunt").over(json!({"purposes": ["meals"]}));
    assert!(!world.does(scoped).actor_unverified);
    assert_eq!(world.refuses(lifted("2026-03-01").by_guardian("aunt")), NOT_ENTITLED);
    world.does(lifted("2026-03-01").by_guardian("dad"));
}

#[test]
fn a_guardian_of_an_adult_sets_unverified_and_lifts_nothing() {
    let kind = json!({"set_by": ["guardian"], "lifted_by": ["guardian"]});
    let mut world = World::of(with_kielto(kind));
    world.does(represented("mom", "guardian", "2026-01-01"));
    world.does(given("c1", "2026-01-10"));
    assert!(world.does(bar("kielto", "2026-02-01").by_guardian("mom")).actor_unverified);
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 barred kielto 2026-02-01");
    assert_eq!(world.refuses(lifted("2026-03-01").by_guardian("mom")), NOT_ENTITLED);
}

// --- later consents ------------------------------------------------------------------------------------------------------

#[test]
fn a_later_consent_does_not_outdo_a_bar_that_stands() {
    let mut world = World::of(with_kielto(json!({})));
    world.does(bar("kielto", "2026-02-01"));
    world.does(given("c1", "2026-02-10"));
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 barred kielto 2026-02-01");
}

#[test]
fn a_later_consent_of_the_person_stands_where_the_kind_says_so() {
    let mut world = World::of(with_kielto(json!({"later_consent": "lifts"})).row("law", json!({})));
    world.does(given("c0", "2026-02-01"));
    world.does(bar("kielto", "2026-02-01"));
    world.does(given("c1", "2026-02-01T00:00:00.001Z"));
    let barred = "c0 barred kielto 2026-02-01; law barred kielto 2026-02-01";
    assert_eq!(world.says(at("2026-02-01")), format!("not covered: {barred}; c1 not-yet-valid 2026-02-01T00:00:00.001Z"));
    // It stands for itself and never ends the bar: the row and the consent of the same instant stay barred.
    assert_eq!(world.says(at("2026-02-02")), "covered by c1");
}

#[test]
fn no_representatives_consent_outdoes_the_persons_bar() {
    let mut world = World::of(with_kielto(json!({"later_consent": "lifts"})));
    world.does(represented("eva", "mandate", "2026-01-01"));
    world.does(bar("kielto", "2026-02-01"));
    world.does(given("c1", "2026-02-10").by("mandate", "eva"));
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 barred kielto 2026-02-01");
}

#[test]
fn a_later_consent_of_nobody_but_the_one_who_set_the_bar_stands() {
    let kind = json!({"set_by": ["guardian"], "lifted_by": ["guardian"], "later_consent": "lifts"});
    let mut world = World::child(with_kielto(kind));
    world.does(bar("kielto", "2026-02-01").by_guardian("mom"));
    world.does(given("c1", "2026-02-10").on("either").by_guardian("dad"));
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 barred kielto 2026-02-01");
    world.does(given("c2", "2026-02-11").on("family").by_guardian("dad"));
    world.does(given("c2", "2026-02-12").on("family").by_guardian("mom"));
    assert!(world.says(at("2026-02-12")).starts_with("not covered"));
    world.does(given("c3", "2026-02-13").on("either").by_guardian("mom"));
    assert_eq!(world.says(at("2026-02-13")), "covered by c3");
}

#[test]
fn the_persons_later_consent_stands_against_a_guardians_bar() {
    let kind = json!({"set_by": ["guardian"], "lifted_by": ["guardian"], "later_consent": "lifts"});
    let mut world = World::child(with_kielto(kind).change("notices", "n", json!({"min_age_self": 9})));
    world.does(bar("kielto", "2026-02-01").by_guardian("mom"));
    world.does(given("c1", "2026-02-10"));
    assert_eq!(world.says(at("2026-02-10")), "covered by c1");
}

#[test]
fn a_renewal_is_no_later_consent() {
    let mut world = World::of(with_kielto(json!({"later_consent": "lifts"})));
    world.does(given("c1", "2026-01-10").until("2026-06-01"));
    world.does(bar("kielto", "2026-02-01"));
    world.does(renewed("c1", "2026-02-10"));
    assert_eq!(world.says(at("2026-02-20")), "not covered: c1 barred kielto 2026-02-01");
}

#[test]
fn a_consent_completed_later_is_a_later_consent() {
    let kind = json!({"set_by": ["guardian"], "lifted_by": ["guardian"], "later_consent": "lifts"});
    let mut world = World::child(with_kielto(kind));
    world.does(represented_no_more("dad", "guardian", "2026-02-05"));
    world.does(given("c1", "2026-01-10").on("family").by_guardian("mom"));
    world.does(bar("kielto", "2026-02-01").by_guardian("mom"));
    world.does(given("c1", "2026-02-10").on("family").by_guardian("mom"));
    assert_eq!(world.says(at("2026-02-10")), "covered by c1");
}

// --- objections ----------------------------------------------------------------------------------------------------------

#[test]
fn an_objection_defeats_e_and_f_and_consents_but_no_duty_contract_or_vital_interest() {
    for (article, character, barred) in [
        ("6(1)(b)", "permission", false),
        ("6(1)(c)", "permission", false),
        ("6(1)(d)", "permission", false),
        ("6(1)(e)", "permission", true),
        ("6(1)(f)", "permission", true),
        ("6(1)(c)", "duty", false),
    ] {
        let row = json!({"article": article, "character": character});
        let mut world = World::of(Book::new().row("law", row));
        world.does(given("c1", "2026-01-10"));
        world.does(bar("objection", "2026-02-01"));
        let expected = if barred {
            "not covered: c1 barred objection 2026-02-01; law barred objection 2026-02-01"
        } else {
            "covered by law"
        };
        assert_eq!(world.says(at("2026-02-01")), expected, "{article} {character}");
    }
}

#[test]
fn an_objection_to_marketing_raises_the_marketing_objection() {
    let book = Book::new().row("law", json!({"purposes": ["ads"], "article": "6(1)(b)"}));
    let mut world = World::of(book);
    world.does(bar("objection", "2026-02-01"));
    // An objection does not defeat (b); the marketing objection does.
    assert_eq!(world.says(at("2026-02-01").purpose("ads")), "not covered: law barred marketing-objection 2026-02-01");
}

#[test]
fn a_marketing_objection_follows_a_purpose_that_replaces_one_of_marketing() {
    let mut world = World::new();
    world.does(bar("objection", "2026-02-01"));
    let promo = Book::new().next().without("purposes", "ads").purpose("promo", json!({"replaces": ["ads"]}));
    world.publish(&promo.row("law", json!({"purposes": ["promo"], "article": "6(1)(b)"})), "2026-03-01");
    assert_eq!(world.says(at("2026-04-01").purpose("promo")), "not covered: law barred marketing-objection 2026-02-01");
}

#[test]
fn overruling_ends_the_objection_and_never_the_marketing_objection() {
    let book = Book::new().row("law", json!({"purposes": ["ads", "teaching"], "article": "6(1)(f)"}));
    let mut world = World::of(book);
    world.does(bar("objection", "2026-02-01").over(json!({"controllers": ["city"]})));
    assert_eq!(
        world.says(at("2026-02-01").purpose("ads")),
        "not covered: law barred marketing-objection 2026-02-01, barred objection 2026-02-01"
    );
    world.does(overruled("2026-03-01"));
    assert_eq!(world.says(at("2026-02-28")), "not covered: law barred objection 2026-02-01");
    assert_eq!(world.says(at("2026-03-01")), "covered by law");
    assert_eq!(world.says(at("2026-03-01").purpose("ads")), "not covered: law barred marketing-objection 2026-02-01");
}

#[test]
fn the_persons_lift_ends_both() {
    let mut world = World::of(Book::new().row("law", json!({"purposes": ["ads"]})));
    world.does(bar("objection", "2026-02-01"));
    world.does(lifted("2026-03-01"));
    assert_eq!(world.says(at("2026-03-01").purpose("ads")), "covered by law");
}

#[test]
fn a_representatives_lift_leaves_the_marketing_objection() {
    let mut world = World::of(Book::new().row("law", json!({"purposes": ["ads", "teaching"]})));
    world.does(represented("eva", "mandate", "2026-01-01"));
    world.does(bar("objection", "2026-02-01").by("mandate", "eva"));
    world.does(lifted("2026-03-01").by("mandate", "eva"));
    assert_eq!(world.says(at("2026-03-01")), "covered by law");
    assert_eq!(world.says(at("2026-03-01").purpose("ads")), "not covered: law barred marketing-objection 2026-02-01");
}

#[test]
fn a_marketing_objection_ends_by_the_persons_own_lift_only() {
    let mut world = World::of(Book::new().row("law", json!({"purposes": ["ads"]})));
    world.does(represented("eva", "mandate", "2026-01-01"));
    world.does(bar("marketing-objection", "2026-02-01").by("mandate", "eva"));
    assert_eq!(world.refuses(lifted("2026-03-01").by("mandate", "eva")), NOT_ENTITLED);
    assert_eq!(world.refuses(lifted("2026-03-01").by("controller", "city")), NOT_ENTITLED);
    assert_eq!(world.refuses(overruled("2026-03-01")), "not-an-objection at /bar");
    world.does(lifted("2026-03-01"));
    assert_eq!(world.says(at("2026-03-01").purpose("ads")), "covered by law");
}

#[test]
fn a_controller_lifts_no_objection() {
    let mut world = World::new();
    world.does(bar("objection", "2026-02-01").over(json!({"controllers": ["city"]})));
    assert_eq!(world.refuses(lifted("2026-03-01").by("controller", "city")), NOT_ENTITLED);
}

#[test]
fn only_a_controller_that_the_objection_names_overrules_it() {
    let mut world = World::new();
    world.does(bar("objection", "2026-02-01").over(json!({"controllers": ["school"]})));
    assert_eq!(world.refuses(overruled("2026-03-01").by("controller", "firm")), NOT_ENTITLED);
    assert_eq!(world.refuses(overruled("2026-03-01").by("controller", "library")), NOT_ENTITLED);
    for act in [overruled("2026-03-01").by("authority", "school"), overruled("2026-03-01").by("operator", "op")] {
        assert_eq!(world.refuses(act), NOT_ENTITLED);
    }
    let by_person = overruled("2026-03-01").with("by", json!({"role": "self"}));
    assert_eq!(world.refuses(by_person), NOT_ENTITLED);
    world.does(overruled("2026-03-01").by("controller", "school"));
}

#[test]
fn only_an_objection_is_overruled() {
    let mut world = World::of(with_kielto(json!({})));
    world.does(bar("kielto", "2026-02-01"));
    assert_eq!(world.refuses(overruled("2026-03-01")), "not-an-objection at /bar");
    world.does(bar("restriction", "2026-02-01").id("r"));
    assert_eq!(world.refuses(overruled("2026-03-01").with("bar", json!("r"))), "not-an-objection at /bar");
}

#[test]
fn an_objection_is_overruled_after_it_was_made() {
    let mut world = World::new();
    world.does(bar("objection", "2026-02-01").over(json!({"controllers": ["city"]})));
    assert_eq!(world.refuses(overruled("2026-02-01")), "lift-not-after-bar at /at");
}

#[test]
fn a_later_consent_stands_against_an_objection_and_a_marketing_objection() {
    let book = Book::new().change("notices", "n", json!({"purposes": ["teaching", "ads"]}));
    let mut world = World::of(book);
    world.does(bar("objection", "2026-02-01"));
    world.does(given("c1", "2026-02-10"));
    assert_eq!(world.says(at("2026-02-10")), "covered by c1");
    assert_eq!(world.says(at("2026-02-10").purpose("ads")), "covered by c1");
}

// --- restriction, death --------------------------------------------------------------------------------------------------

#[test]
fn a_restriction_defeats_every_basis_for_every_operation_but_store() {
    let operations = json!(["store", "use", "erase"]);
    let book = Book::new().row("law", json!({"character": "duty", "article": "6(1)(c)", "operations": operations})).change(
        "notices",
        "n",
        json!({"operations": operations}),
    );
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10"));
    world.does(bar("restriction", "2026-02-01"));
    assert_eq!(
        world.says(at("2026-02-01").with("operations", operations)),
        "contact erase not covered: c1 barred restriction 2026-02-01; law barred restriction 2026-02-01 \
         | contact store covered by law and c1 \
         | contact not covered: c1 barred restriction 2026-02-01; law barred restriction 2026-02-01"
    );
}

#[test]
fn a_controller_lifts_the_persons_restriction_of_its_own_register() {
    let mut world = World::new();
    world.does(bar("restriction", "2026-02-01").over(json!({"controllers": ["city"]})));
    assert_eq!(world.refuses(lifted("2026-03-01").by("controller", "firm")), NOT_ENTITLED);
    world.does(lifted("2026-03-01").by("controller", "city"));
}

#[test]
fn a_controller_lifts_nothing_that_is_over_another_register_too() {
    // A company of the city is a controller of its own; what says nothing is over every register.
    let book = Book::new().party("corp", json!({"part_of": "city", "legal_person": true, "kind": "company"}));
    for scope in [
        json!({"controllers": ["corp"]}),
        json!({"controllers": ["city", "corp"]}),
        json!({"controllers": ["city", "firm"]}),
        json!({"purposes": ["teaching"]}),
    ] {
        let mut world = World::of(book.clone());
        world.does(bar("restriction", "2026-02-01").over(scope.clone()));
        assert_eq!(world.refuses(lifted("2026-03-01").by("controller", "city")), NOT_ENTITLED, "{scope}");
    }
    for scope in [json!({"controllers": ["school"]}), json!({"controllers": ["city", "library"]})] {
        let mut world = World::of(book.clone());
        world.does(bar("restriction", "2026-02-01").over(scope));
        world.does(lifted("2026-03-01").by("controller", "city"));
    }
    // What it set itself it lifts, whatever it is over.
    let mut world = World::of(with_kielto(json!({"set_by": ["controller"], "lifted_by": ["controller"]})));
    world.does(bar("kielto", "2026-02-01").by("controller", "city"));
    assert_eq!(world.refuses(lifted("2026-03-01").by("controller", "school")), NOT_ENTITLED);
    world.does(lifted("2026-03-01").by("controller", "city"));
}

#[test]
fn death_defeats_everything_from_its_instant_on() {
    let mut world = World::of(Book::new().row("duty", json!({"character": "duty", "article": "6(1)(c)"})));
    world.does(given("c1", "2026-01-10"));
    world.does(fact("deceased", json!(true), "2026-02-01"));
    assert_eq!(world.says(at("2026-01-31")), "covered by duty and c1");
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 barred deceased 2026-02-01; duty barred deceased 2026-02-01");
}

#[test]
fn a_statute_survives_what_its_words_override() {
    let book = Book::new().row("law", json!({"survives": ["deceased", "objection"]}));
    let mut world = World::of(book);
    world.does(fact("deceased", json!(true), "2026-02-01"));
    world.does(bar("objection", "2026-02-01"));
    assert_eq!(world.says(at("2026-03-01")), "covered by law");
    world.does(bar("restriction", "2026-03-01").id("r"));
    assert_eq!(world.says(at("2026-03-01")), "not covered: law barred restriction 2026-03-01");
}

#[test]
fn a_record_of_death_may_be_corrected() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(fact("deceased", json!(true), "2026-02-01"));
    world.does(fact("deceased", json!(false), "2026-02-05"));
    assert_eq!(world.says(at("2026-02-04")), "not covered: c1 barred deceased 2026-02-01");
    assert_eq!(world.says(at("2026-02-05")), "covered by c1");
    // At one instant the dead win.
    world.does(fact("deceased", json!(true), "2026-02-05"));
    assert_eq!(world.says(at("2026-02-05")), "not covered: c1 barred deceased 2026-02-05");
}
