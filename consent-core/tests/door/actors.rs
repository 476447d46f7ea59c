//! Who may act, at the exact instants.

use serde_json::json;

use super::world::*;

fn born(date: &str) -> World {
    let mut world = World::unborn(Book::new());
    world.does(fact("birth_date", json!(date), "2026-01-01"));
    world
}

const NOT_ENTITLED: &str = "actor-not-entitled at /by";

#[test]
fn a_person_gives_from_the_beginning_of_the_birthday_in_the_catalogues_offset() {
    let mut world = born("2011-03-10");
    assert_eq!(world.refuses(given("c1", "2026-03-09T21:59:59.999Z")), NOT_ENTITLED);
    world.does(given("c1", "2026-03-09T22:00:00Z"));
    assert_eq!(world.says(at("2026-03-09T22:00:00Z")), "covered by c1");
}

#[test]
fn who_was_born_on_a_leap_day_comes_of_age_on_the_first_of_march() {
    let mut world = born("2008-02-29");
    world.publish(&Book::new().next().notice("adults", json!({"min_age_self": 18})), "2026-01-02");
    assert_eq!(world.refuses(given("c1", "2026-02-28T21:59:59.999Z").on("adults")), NOT_ENTITLED);
    world.does(given("c1", "2026-02-28T22:00:00Z").on("adults"));
}

#[test]
fn who_was_born_on_a_leap_day_has_the_birthday_on_it_in_a_leap_year() {
    let mut world = born("2012-02-29");
    world.publish(&Book::new().next().notice("n16", json!({"min_age_self": 16})), "2026-01-02");
    assert_eq!(world.refuses(given("c1", "2028-02-28T21:59:59.999Z").on("n16")), NOT_ENTITLED);
    world.does(given("c1", "2028-02-28T22:00:00Z").on("n16"));
}

#[test]
fn an_unknown_birth_date_is_not_old_enough() {
    let mut world = World::unborn(Book::new());
    assert_eq!(world.refuses(given("c1", "2026-01-10")), NOT_ENTITLED);
    world.does(fact("birth_date", json!("1950-01-01"), "2026-01-09"));
    assert_eq!(world.refuses(given("c1", "2026-01-08")), NOT_ENTITLED);
    world.does(given("c1", "2026-01-10"));
}

#[test]
fn an_age_of_zero_needs_a_birth_date_too() {
    let mut world = World::unborn(Book::new().change("notices", "n", json!({"min_age_self": 0})));
    assert_eq!(world.refuses(given("c1", "2026-01-10")), NOT_ENTITLED);
    world.does(fact("birth_date", json!("2026-01-05"), "2026-01-05"));
    world.does(given("c1", "2026-01-10"));
}

#[test]
fn a_corrected_birth_date_counts_from_its_instant_on() {
    let mut world = born("1990-01-01");
    world.does(fact("birth_date", json!("2016-01-01"), "2026-02-01"));
    world.does(given("c1", "2026-01-31"));
    assert_eq!(world.refuses(given("c2", "2026-02-01")), NOT_ENTITLED);
}

#[test]
fn who_is_recorded_capable_acts_before_the_age() {
    let mut world = born("2016-09-01");
    assert_eq!(world.refuses(given("c1", "2026-02-01")), NOT_ENTITLED);
    world.does(capable(true, &["teaching"], "2026-02-01"));
    assert_eq!(world.refuses(given("c1", "2026-01-31T23:59:59.999Z")), NOT_ENTITLED);
    world.does(given("c1", "2026-02-01"));
    world.does(capable(false, &["teaching"], "2026-03-01"));
    world.does(given("c2", "2026-02-28T23:59:59.999Z"));
    assert_eq!(world.refuses(given("c3", "2026-03-01")), NOT_ENTITLED);
    // What was given stays.
    assert_eq!(world.says(at("2026-04-01")), "covered by c1 and c2");
}

#[test]
fn capable_for_a_broader_purpose_is_capable_for_the_narrower_only() {
    let mut world = born("2016-09-01");
    world.does(capable(true, &["education"], "2026-02-01"));
    world.does(given("c1", "2026-02-02"));
    let mut world = born("2016-09-01");
    world.does(capable(true, &["teaching", "meals"], "2026-02-01"));
    assert_eq!(world.refuses(given("c1", "2026-02-02").on("wide")), NOT_ENTITLED);
}

#[test]
fn capable_for_one_of_two_purposes_is_not_enough() {
    let book = Book::new().change("notices", "n", json!({"purposes": ["teaching", "meals"]}));
    let mut world = World::child(book);
    world.does(capable(true, &["teaching"], "2026-01-05"));
    assert_eq!(world.refuses(given("c1", "2026-02-01")), NOT_ENTITLED);
    world.does(given("c1", "2026-02-01").over(json!({"purposes": ["teaching"]})));
}

#[test]
fn at_one_instant_not_capable_wins() {
    for order in [[true, false], [false, true]] {
        let mut world = born("2016-09-01");
        for value in order {
            world.does(capable(value, &["teaching"], "2026-02-01"));
        }
        assert_eq!(world.refuses(given("c1", "2026-02-02")), NOT_ENTITLED);
    }
}

#[test]
fn who_is_old_enough_gives_even_when_recorded_not_capable() {
    let mut world = World::new();
    world.does(capable(false, &["teaching"], "2026-02-01"));
    world.does(given("c1", "2026-02-02"));
}

#[test]
fn a_guardian_gives_only_while_the_child_is_under_eighteen() {
    let mut world = born("2008-06-10");
    world.does(represented("mom", "guardian", "2026-01-01"));
    world.does(given("c1", "2026-06-09T21:59:59.999Z").on("either").by_guardian("mom"));
    assert_eq!(world.refuses(given("c2", "2026-06-09T22:00:00Z").on("either").by_guardian("mom")), NOT_ENTITLED);
    // The consent stays valid.
    assert_eq!(world.says(at("2030-01-01")), "covered by c1");
    assert_eq!(world.until(at("2026-06-09T21:59:59.999Z")), "for ever");
}

#[test]
fn a_guardians_consent_ends_at_the_age_that_the_notice_says() {
    let mut world = born("2008-06-10");
    world.publish(
        &Book::new().next().notice("kid", json!({"activation": "any-guardian", "guardian_until_age": 18})),
        "2026-01-02",
    );
    world.does(represented("mom", "guardian", "2026-01-01"));
    world.does(given("c1", "2026-02-01").on("kid").by_guardian("mom"));
    assert_eq!(world.until(at("2026-02-01")), "2026-06-09T22:00:00Z");
    assert_eq!(world.says(at("2026-06-09T21:59:59.999Z")), "covered by c1");
    assert_eq!(world.says(at("2026-06-09T22:00:00Z")), "not covered: c1 expired 2026-06-09T22:00:00Z");
}

#[test]
fn the_persons_own_consent_does_not_end_at_that_age() {
    let mut world = born("2008-06-10");
    world.publish(
        &Book::new().next().notice("kid", json!({"activation": "any-guardian", "guardian_until_age": 18})),
        "2026-01-02",
    );
    world.does(given("c1", "2026-02-01").on("kid"));
    assert_eq!(world.says(at("2030-01-01")), "covered by c1");
}

#[test]
fn a_guardian_needs_a_known_birth_date() {
    let mut world = World::unborn(Book::new());
    world.does(represented("mom", "guardian", "2026-01-01"));
    assert_eq!(world.refuses(given("c1", "2026-02-01").on("either").by_guardian("mom")), NOT_ENTITLED);
}

#[test]
fn a_guardian_gives_nothing_that_only_the_person_gives() {
    let mut world = World::child(Book::new());
    let error = world.refusal(given("c1", "2026-02-01").by_guardian("mom"));
    assert_eq!(error.code(), "actor-not-entitled");
    assert_eq!(
        error.message(),
        "expected an actor who is entitled at that instant, found `guardian`, who gives a consent that only the person gives"
    );
}

#[test]
fn a_representation_holds_from_its_start_to_before_its_end() {
    let mut world = World::new();
    world.does(represented("eva", "mandate", "2026-02-01"));
    world.does(represented_no_more("eva", "mandate", "2026-03-01"));
    assert_eq!(world.refuses(given("c1", "2026-01-31T23:59:59.999Z").by("mandate", "eva")), NOT_ENTITLED);
    world.does(given("c1", "2026-02-01").by("mandate", "eva"));
    world.does(given("c2", "2026-02-28T23:59:59.999Z").by("mandate", "eva"));
    assert_eq!(world.refuses(given("c3", "2026-03-01").by("mandate", "eva")), NOT_ENTITLED);
}

#[test]
fn at_one_instant_the_end_of_a_representation_wins() {
    let mut world = World::new();
    world.does(represented_no_more("eva", "mandate", "2026-02-01"));
    world.does(represented("eva", "mandate", "2026-02-01"));
    assert_eq!(world.refuses(given("c1", "2026-02-01").by("mandate", "eva")), NOT_ENTITLED);
    world.does(represented("eva", "mandate", "2026-02-01T00:00:00.001Z"));
    world.does(given("c1", "2026-02-01T00:00:00.001Z").by("mandate", "eva"));
}

#[test]
fn a_capacity_is_not_another() {
    let mut world = World::child(Book::new());
    world.does(represented("eva", "mandate", "2026-01-01"));
    assert_eq!(world.refuses(given("c1", "2026-02-01").by("legal-guardian", "eva")), NOT_ENTITLED);
    assert_eq!(world.refuses(given("c1", "2026-02-01").on("either").by_guardian("eva")), NOT_ENTITLED);
    assert_eq!(world.refuses(given("c1", "2026-02-01").by("mandate", "mom")), NOT_ENTITLED);
    world.does(represented_no_more("eva", "legal-guardian", "2026-01-05"));
    world.does(given("c1", "2026-02-01").by("mandate", "eva"));
}

#[test]
fn a_legal_guardian_gives_for_an_adult() {
    let mut world = World::new();
    world.does(represented("olli", "legal-guardian", "2026-01-01"));
    world.does(given("c1", "2026-02-01").by("legal-guardian", "olli"));
    let answer = world.answer(at("2026-02-01"));
    assert!(answer.items[0].governing.as_ref().unwrap().by_representative);
}

#[test]
fn nobody_else_gives() {
    let mut world = World::new();
    for (role, id) in [("controller", "city"), ("operator", "op"), ("authority", "city"), ("mandate", "eve"), ("guardian", "mom")]
    {
        assert_eq!(world.refuses(given("c1", "2026-02-01").by(role, id)), NOT_ENTITLED, "{role}");
    }
}

#[test]
fn a_representative_gives_within_the_scope_of_the_representation() {
    for (scope, choice, let_in) in [
        (json!({"purposes": ["teaching"]}), json!({"data_categories": ["contact"]}), true),
        (json!({"purposes": ["education"]}), json!({"data_categories": ["contact"]}), true),
        (json!({"purposes": ["meals"]}), json!({"data_categories": ["contact"]}), false),
        (json!({"data_categories": ["contact"]}), json!({"data_categories": ["contact"]}), true),
        (json!({"data_categories": ["contact"]}), json!({"data_categories": ["contact", "diet"]}), false),
        (json!({"data_categories": ["data"]}), json!({"data_categories": ["contact", "diet"]}), true),
        (json!({"controllers": ["city"]}), json!({"data_categories": ["contact"]}), true),
        (json!({"controllers": ["school"]}), json!({"data_categories": ["contact"]}), false),
        (json!({"recipients": ["city"]}), json!({"recipients": ["city"]}), true),
        (json!({"recipients": ["city"]}), json!({"recipients": ["city", "firm"]}), false),
        (json!({"operations": ["use"]}), json!({"operations": ["use"]}), true),
        (json!({"operations": ["use"]}), json!({"operations": ["use", "disclose"]}), false),
        (json!({"cases": ["trip"]}), json!({"cases": ["trip:1"]}), true),
        (json!({"cases": ["trip"]}), json!({"cases": ["trip:1", "visit"]}), false),
        (json!({"cases": ["trip"]}), json!({"data_categories": ["contact"]}), false),
    ] {
        let mut world = World::new();
        world.does(represented("eva", "mandate", "2026-01-01").over(scope.clone()));
        let act = given("c1", "2026-02-01").by("mandate", "eva").over(choice.clone());
        if let_in {
            world.does(act);
        } else {
            assert_eq!(world.refuses(act), NOT_ENTITLED, "{scope} {choice}");
        }
    }
}

#[test]
fn a_representation_of_other_recipients_does_not_cover_the_controller_itself() {
    let mut world = World::new();
    world.does(represented("eva", "mandate", "2026-01-01").over(json!({"recipients": ["firm"]})));
    // `wide` names no recipients: the controller only.
    assert_eq!(world.refuses(given("c1", "2026-02-01").on("wide").by("mandate", "eva")), NOT_ENTITLED);
}

#[test]
fn two_representations_do_not_add_up() {
    let mut world = World::new();
    world.does(represented("eva", "mandate", "2026-01-01").over(json!({"data_categories": ["contact"]})));
    world.does(represented("eva", "mandate", "2026-01-01").over(json!({"data_categories": ["diet"]})));
    assert_eq!(world.refuses(given("c1", "2026-02-01").by("mandate", "eva")), NOT_ENTITLED);
}

#[test]
fn what_is_recorded_later_does_not_undo_what_was_let_in() {
    let mut world = World::new();
    world.does(given("c1", "2026-02-01"));
    world.does(fact("birth_date", json!("2016-01-01"), "2026-01-02"));
    assert_eq!(world.refuses(given("c2", "2026-02-01")), NOT_ENTITLED);
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
}
