//! Who completes a consent, and what a completed consent is.

use serde_json::json;

use super::world::*;

fn family(consent: &str, who: &str, at: &str) -> Act {
    given(consent, at).on("family").by_guardian(who)
}

#[test]
fn all_guardians_complete_at_the_act_of_the_last() {
    let mut world = World::child(Book::new());
    world.does(family("c1", "mom", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 quorum-incomplete");
    world.does(family("c1", "dad", "2026-02-05"));
    assert_eq!(world.says(at("2026-02-04T23:59:59.999Z")), "not covered: c1 quorum-incomplete");
    assert_eq!(world.says(at("2026-02-05")), "covered by c1");
    let basis = world.answer(at("2026-02-05")).items[0].governing.clone().unwrap();
    assert_eq!(basis.at, Some(instant("2026-02-05")));
    assert!(basis.by_representative);
}

#[test]
fn the_order_of_arrival_does_not_count() {
    let mut world = World::child(Book::new());
    world.does(family("c1", "dad", "2026-02-05"));
    world.does(family("c1", "mom", "2026-02-01"));
    assert_eq!(world.says(at("2026-01-31")), "not covered: c1 not-yet-valid 2026-02-05");
    assert_eq!(world.says(at("2026-02-04")), "not covered: c1 quorum-incomplete");
    assert_eq!(world.says(at("2026-02-05")), "covered by c1");
}

#[test]
fn before_it_is_completed_it_is_about_what_was_given_so_far() {
    let mut world = World::child(Book::new());
    world.does(family("c1", "mom", "2026-02-01").over(json!({"data_categories": ["contact", "diet"]})));
    world.does(family("c1", "dad", "2026-02-05").over(json!({"data_categories": ["contact"]})));
    assert_eq!(world.says(at("2026-02-04").data(&["diet"])), "not covered: c1 quorum-incomplete");
    assert_eq!(world.says(at("2026-02-05").data(&["diet"])), "not covered: c1 category-outside");
}

#[test]
fn one_guardian_twice_is_one() {
    let mut world = World::child(Book::new());
    world.does(family("c1", "mom", "2026-02-01"));
    world.does(family("c1", "mom", "2026-02-05"));
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 quorum-incomplete");
}

#[test]
fn any_guardian_completes_alone() {
    let mut world = World::child(Book::new());
    world.does(given("c1", "2026-02-01").on("either").by_guardian("dad"));
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
}

#[test]
fn all_guardians_give_what_all_of_them_gave() {
    let mut world = World::child(Book::new());
    world.does(family("c1", "mom", "2026-02-01").until("2026-03-01"));
    world.does(
        family("c1", "dad", "2026-02-05")
            .over(json!({"data_categories": ["contact"], "recipients": ["city"]}))
            .from("2026-02-08"),
    );
    assert_eq!(world.says(at("2026-02-07")), "not covered: c1 not-yet-valid 2026-02-08");
    assert_eq!(
        world.says(at("2026-02-08").data(&["contact", "diet"])),
        "contact covered by c1 | diet not covered: c1 category-outside"
    );
    assert_eq!(world.says(at("2026-02-08").to("firm")), "not covered: c1 recipient-outside");
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 expired 2026-03-01");
}

#[test]
fn guardians_who_agree_on_nothing_give_nothing() {
    let mut world = World::child(Book::new());
    world.does(family("c1", "mom", "2026-02-01").over(json!({"recipients": ["city"]})));
    world.does(family("c1", "dad", "2026-02-05").over(json!({"recipients": ["firm"]})));
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 recipient-outside");
    assert_eq!(world.says(at("2026-03-01").to("firm")), "not covered: c1 recipient-outside");
}

#[test]
fn a_form_is_what_all_of_them_gave() {
    let mut world = World::child(Book::new().change("requirements", "lawful-basis", json!({"consent": "explicit"})));
    world.does(family("c1", "mom", "2026-02-01").with("form", json!("explicit")));
    world.does(family("c1", "dad", "2026-02-05").with("form", json!("written")));
    assert_eq!(world.says(at("2026-02-05")), "not covered: c1 form-insufficient");
    world.does(family("c2", "mom", "2026-02-01").with("form", json!("explicit")));
    world.does(family("c2", "dad", "2026-02-05").with("form", json!("explicit-written")));
    assert_eq!(world.says(at("2026-02-05")), "covered by c2");
}

#[test]
fn a_guardian_whose_representation_ended_before_the_act_is_excused() {
    let mut world = World::child(Book::new());
    world.does(represented_no_more("dad", "guardian", "2026-02-01"));
    world.does(family("c1", "mom", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
}

#[test]
fn the_end_of_a_representation_completes_nothing_by_itself() {
    let mut world = World::child(Book::new());
    world.does(family("c1", "mom", "2026-02-01"));
    world.does(represented_no_more("dad", "guardian", "2026-02-03"));
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 quorum-incomplete");
    world.does(family("c1", "mom", "2026-02-12"));
    assert_eq!(world.says(at("2026-02-11")), "not covered: c1 quorum-incomplete");
    assert_eq!(world.says(at("2026-02-12")), "covered by c1");
}

#[test]
fn a_guardian_who_comes_later_has_not_given() {
    let mut world = World::child(Book::new());
    world.does(represented("aunt", "guardian", "2026-02-04"));
    world.does(family("c1", "mom", "2026-02-01"));
    world.does(family("c1", "dad", "2026-02-05"));
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 quorum-incomplete");
    world.does(family("c1", "aunt", "2026-02-12"));
    assert_eq!(world.says(at("2026-02-12")), "covered by c1");
}

#[test]
fn a_guardian_who_comes_after_the_completion_changes_nothing() {
    let mut world = World::child(Book::new());
    world.does(family("c1", "mom", "2026-02-01"));
    world.does(family("c1", "dad", "2026-02-05"));
    world.does(represented("aunt", "guardian", "2026-02-05T00:00:00.001Z"));
    assert_eq!(world.says(at("2026-02-10")), "covered by c1");
}

#[test]
fn a_guardian_of_other_matters_need_not_give_and_may_not() {
    let mut world = World::child(Book::new());
    world.does(represented_no_more("dad", "guardian", "2026-01-10"));
    world.does(represented("aunt", "guardian", "2026-01-10").over(json!({"purposes": ["meals"]})));
    assert_eq!(world.refuses(family("c1", "aunt", "2026-02-01")), "actor-not-entitled at /by");
    world.does(family("c1", "mom", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
}

#[test]
fn a_guardian_of_a_part_has_to_give_and_can_not_alone() {
    let mut world = World::child(Book::new());
    world.does(represented_no_more("dad", "guardian", "2026-01-10"));
    world.does(represented("aunt", "guardian", "2026-01-10").over(json!({"data_categories": ["diet"]})));
    world.does(family("c1", "mom", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 quorum-incomplete");
    // Without the part that concerns the aunt the mother completes alone.
    world.does(family("c2", "mom", "2026-02-01").over(json!({"data_categories": ["contact"]})));
    assert_eq!(world.says(at("2026-02-01")), "covered by c2");
}

#[test]
fn who_comes_of_age_between_two_guardians_gives_alone() {
    let mut world = World::unborn(Book::new().change("notices", "family", json!({"min_age_self": 18})));
    world.does(fact("birth_date", json!("2008-06-10"), "2026-01-01"));
    world.does(represented("mom", "guardian", "2026-01-01"));
    world.does(represented("dad", "guardian", "2026-01-01"));
    world.does(family("c1", "mom", "2026-06-01"));
    assert_eq!(world.refuses(family("c1", "dad", "2026-06-10")), "actor-not-entitled at /by");
    assert_eq!(world.says(at("2026-06-10")), "not covered: c1 quorum-incomplete");
    world.does(given("c1", "2026-06-12").on("family"));
    assert_eq!(world.says(at("2026-06-12")), "covered by c1");
    assert!(!world.answer(at("2026-06-12")).items[0].governing.as_ref().unwrap().by_representative);
}

#[test]
fn a_child_old_enough_completes_alone_whatever_the_activation() {
    let mut world = World::child(Book::new().change("notices", "family", json!({"min_age_self": 9})));
    world.does(given("c1", "2026-02-01").on("family"));
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
}

#[test]
fn a_representative_who_is_no_guardian_completes_alone() {
    let mut world = World::child(Book::new());
    world.does(represented("eva", "mandate", "2026-01-01"));
    world.does(family("c1", "mom", "2026-02-01").over(json!({"data_categories": ["contact"]})));
    world.does(given("c1", "2026-02-05").on("family").by("mandate", "eva"));
    // What the mother gave before does not count: the mandate's act alone completes.
    assert_eq!(world.says(at("2026-02-05").data(&["diet"])), "covered by c1");
}

#[test]
fn any_refusal_ends_it() {
    let mut world = World::child(Book::new());
    world.does(family("c1", "mom", "2026-02-01"));
    assert!(!world.does(refused("c1", "2026-02-03").by_guardian("dad")).actor_unverified);
    assert_eq!(world.says(at("2026-02-02")), "not covered: c1 quorum-incomplete");
    assert_eq!(world.says(at("2026-02-03")), "not covered: c1 refused 2026-02-03");
    world.does(family("c1", "dad", "2026-02-05"));
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 refused 2026-02-03");
}

#[test]
fn a_refusal_that_arrives_late_ends_what_was_complete() {
    let mut world = World::child(Book::new());
    world.does(family("c1", "mom", "2026-02-01"));
    world.does(family("c1", "dad", "2026-02-05"));
    world.does(refused("c1", "2026-02-03").by_guardian("dad"));
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 refused 2026-02-03");
}

#[test]
fn a_withdrawal_by_one_guardian_ends_it_for_all() {
    let mut world = World::child(Book::new());
    world.does(family("c1", "mom", "2026-02-01"));
    world.does(family("c1", "dad", "2026-02-05"));
    assert!(!world.does(withdrawn("c1", "2026-02-10").by_guardian("mom")).actor_unverified);
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 withdrawn 2026-02-10");
}

#[test]
fn a_withdrawal_before_the_completion_leaves_nothing_to_complete() {
    let mut world = World::child(Book::new());
    world.does(family("c1", "mom", "2026-02-01"));
    world.does(withdrawn("c1", "2026-02-03").by_guardian("mom"));
    world.does(family("c1", "dad", "2026-02-05"));
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 withdrawn 2026-02-03");
}

#[test]
fn what_is_given_is_not_given_again() {
    let mut world = World::new();
    world.does(given("c1", "2026-02-01").over(json!({"data_categories": ["contact"]})));
    for instant in ["2026-01-20", "2026-02-01", "2026-02-10"] {
        assert_eq!(world.refuses(given("c1", instant)), "consent-complete at /consent");
    }
    world.does(withdrawn("c1", "2026-02-20"));
    assert_eq!(world.refuses(given("c1", "2026-02-25")), "consent-complete at /consent");
    // Not even by one who had to give.
    let mut world = World::child(Book::new());
    world.does(family("c1", "mom", "2026-02-01"));
    world.does(family("c1", "mom", "2026-02-02").over(json!({"data_categories": ["contact"]})));
    world.does(family("c1", "dad", "2026-02-05"));
    assert_eq!(world.refuses(family("c1", "mom", "2026-02-06")), "consent-complete at /consent");
    assert_eq!(world.says(at("2026-02-05").data(&["diet"])), "not covered: c1 category-outside");
}

#[test]
fn acts_after_the_completion_change_nothing() {
    let mut world = World::new();
    world.does(given("c1", "2026-02-01").over(json!({"data_categories": ["contact"]})).until("2026-03-01"));
    world.merges(given("c1", "2026-02-10"));
    assert_eq!(world.says(at("2026-02-20").data(&["diet"])), "not covered: c1 category-outside");
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 expired 2026-03-01");
}

#[test]
fn an_earlier_act_that_arrives_later_is_the_completing_one() {
    let mut world = World::new();
    world.does(given("c1", "2026-02-10"));
    world.merges(given("c1", "2026-02-01").over(json!({"data_categories": ["contact"]})));
    assert_eq!(
        world.says(at("2026-02-20").data(&["contact", "diet"])),
        "contact covered by c1 | diet not covered: c1 category-outside"
    );
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
}

#[test]
fn two_acts_at_one_instant_give_what_both_gave() {
    for order in [["a", "b"], ["b", "a"]] {
        let mut world = World::new();
        for id in order {
            let scope = if id == "a" { json!({"recipients": ["city"]}) } else { json!({"data_categories": ["contact"]}) };
            world.merges(given("c1", "2026-02-01").id(id).over(scope));
        }
        assert_eq!(world.says(at("2026-02-01")), "covered by c1");
        assert_eq!(world.says(at("2026-02-01").to("firm")), "not covered: c1 recipient-outside");
        assert_eq!(world.says(at("2026-02-01").data(&["diet"])), "not covered: c1 category-outside");
    }
}

// --- one id on two texts, in merged ledgers ------------------------------------------------------------------------------

#[test]
fn an_act_of_who_may_not_give_takes_nothing_from_what_was_given_at_its_instant() {
    let mut world = World::new();
    let by_controller = |act: Act| act.by("controller", "library");
    world.merges(by_controller(given("c1", "2026-01-10").over(json!({"data_categories": ["contact"]})).until("2026-02-01")));
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-03-01").data(&["diet"])), "covered by c1");
    assert_eq!(world.until(at("2026-03-01")), "for ever");
}

#[test]
fn acts_on_different_notices_never_complete() {
    // The person gave `contact` on a text that has no more; another act is on a text that offers `diet`.
    let book = Book::new().notice("short", json!({"data_categories": [{"id": "contact", "required": true}]}));
    for [first, second] in [["n", "short"], ["short", "n"]] {
        let mut world = World::of(book.clone());
        world.does(given("c1", "2026-02-01").on(first));
        assert_eq!(world.says(at("2026-02-10")), "covered by c1");
        world.merges(given("c1", "2026-02-05").on(second));
        for data in ["contact", "diet"] {
            assert!(world.says(at("2026-02-10").data(&[data])).starts_with("not covered"), "{first} {second} {data}");
        }
    }
}

#[test]
fn an_act_on_another_notice_is_not_read_with_this_ones_text() {
    let book = Book::new()
        .notice("a", json!({"data_categories": [{"id": "contact", "required": true}], "activation": "any-guardian"}))
        .notice("b", json!({"activation": "all-guardians"}))
        .row("law", json!({"data_categories": ["diet"], "from": "2026-04-01T00:00:00Z"}));
    let mut world = World::child(book);
    world.does(given("c1", "2026-02-01").on("a").by_guardian("mom"));
    world.merges(given("c1", "2026-02-02").on("b").by_guardian("dad"));
    assert!(world.says(at("2026-02-10").data(&["diet"])).starts_with("not covered"));
    // What is taken back is what each of them gave, by its own text: `diet`, too.
    world.does(withdrawn("c1", "2026-03-01").by_guardian("mom"));
    assert!(world.says(at("2026-05-01").data(&["diet"])).contains("law barred withdrawal 2026-03-01"));
}
