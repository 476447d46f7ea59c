//! What permits must be right in every detail, or is refused.

use serde_json::json;

use super::world::*;

#[test]
fn a_given_consent_covers_from_its_instant_on() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-01-10")), "covered by c1");
    assert_eq!(world.says(at("2026-01-09T23:59:59.999Z")), "not covered: c1 not-yet-valid 2026-01-10");
}

#[test]
fn an_unknown_notice() {
    let mut world = World::new();
    let error = world.refusal(given("c1", "2026-01-10").on("famly"));
    assert_eq!(error.code(), "unknown-notice");
    assert_eq!(error.pointer(), Some("/notice/id"));
    assert_eq!(error.message(), "expected a notice of today's catalogue, found `famly`; did you mean `family`?");
}

#[test]
fn an_unknown_version_of_a_notice() {
    let mut world = World::new();
    let error = world.refusal(given("c1", "2026-01-10").on_version("n", 2));
    assert_eq!(error.code(), "unknown-notice-version");
    assert_eq!(error.message(), "expected a version of the notice `n` (1), found 2");
}

#[test]
fn a_version_that_is_not_published_yet_is_unknown() {
    let mut world = World::new();
    world.hold(&Book::new().next().notice("later", json!({})));
    assert_eq!(world.refuses(given("c1", "2026-01-10").on("later")), "unknown-notice at /notice/id");
}

#[test]
fn the_digest_of_another_text() {
    let mut world = World::new();
    for sha256 in [digest("n", 2), digest("wide", 1), "0".repeat(64)] {
        let notice = json!({"id": "n", "version": 1, "language": "fi", "sha256": sha256});
        assert_eq!(world.refuses(given("c1", "2026-01-10").with("notice", notice)), "notice-digest-mismatch at /notice/sha256");
    }
}

#[test]
fn the_digest_of_the_text_in_another_language() {
    let mut world = World::new();
    let notice = json!({"id": "n", "version": 1, "language": "sv", "sha256": digest("n", 1)});
    assert_eq!(world.refuses(given("c1", "2026-01-10").with("notice", notice)), "notice-digest-mismatch at /notice/sha256");
}

#[test]
fn a_scope_outside_the_notice_in_each_dimension() {
    let mut world = World::new();
    for (member, found) in [
        ("controllers", "firm"),
        ("recipients", "library"),
        ("data_categories", "health"),
        ("purposes", "ads"),
        ("operations", "publish"),
    ] {
        let mut scope = json!({"data_categories": ["contact", "diet"]});
        match scope.get_mut(member).and_then(|list| list.as_array_mut()) {
            Some(list) => list.push(json!(found)),
            None => scope[member] = json!([found]),
        }
        let place = if member == "data_categories" { 2 } else { 0 };
        let expected = format!("scope-outside-notice at /scope/{member}/{place}");
        assert_eq!(world.refuses(given("c1", "2026-01-10").over(scope.clone())), expected);
        assert_eq!(world.refuses(requested("c1", "2026-01-10").over(scope)), expected);
    }
}

#[test]
fn a_scope_names_the_notices_own_ids_not_what_lies_below_or_above() {
    let mut world = World::new();
    let narrower = given("c1", "2026-01-10").on("wide").over(json!({"data_categories": ["contact"]}));
    assert_eq!(world.refuses(narrower), "scope-outside-notice at /scope/data_categories/0");
    let broader = given("c1", "2026-01-10").over(json!({"data_categories": ["contact", "data"]}));
    assert_eq!(world.refuses(broader), "scope-outside-notice at /scope/data_categories/1");
    let part = given("c1", "2026-01-10").over(json!({"controllers": ["school"]}));
    assert_eq!(world.refuses(part), "scope-outside-notice at /scope/controllers/0");
}

#[test]
fn a_notice_without_recipients_offers_none_to_choose() {
    let mut world = World::new();
    let act = given("c1", "2026-01-10").on("wide").over(json!({"recipients": ["city"]}));
    let error = world.refusal(act);
    assert_eq!(error.message(), "expected recipients that the notice offers (none), found `city`");
}

#[test]
fn a_required_category_may_not_be_left_out() {
    let mut world = World::new();
    let error = world.refusal(given("c1", "2026-01-10").over(json!({"data_categories": ["diet"]})));
    assert_eq!(error.code(), "required-category-missing");
    assert_eq!(error.pointer(), Some("/scope/data_categories"));
    assert!(error.message().contains("without `contact`"), "{error}");
}

#[test]
fn an_optional_category_may_be_left_out() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").over(json!({"data_categories": ["contact"]})));
    assert_eq!(
        world.says(at("2026-02-01").data(&["contact", "diet"])),
        "contact covered by c1 | diet not covered: c1 category-outside"
    );
}

#[test]
fn a_form_less_than_the_notice_asks() {
    for (asked, enough) in [
        ("any", &["any", "explicit", "written", "explicit-written"][..]),
        ("explicit", &["explicit", "explicit-written"]),
        ("written", &["written", "explicit-written"]),
        ("explicit-written", &["explicit-written"]),
    ] {
        let mut world = World::of(Book::new().change("notices", "n", json!({"form": asked})));
        for (number, form) in ["any", "explicit", "written", "explicit-written"].into_iter().enumerate() {
            let act = given(&format!("c{number}"), "2026-01-10").with("form", json!(form));
            if enough.contains(&form) {
                world.does(act);
            } else {
                assert_eq!(world.refuses(act), "form-insufficient at /form", "{form} for {asked}");
            }
        }
    }
}

#[test]
fn an_assurance_too_low() {
    let mut world = World::of(Book::new().change("notices", "n", json!({"min_assurance": "substantial"})));
    let act = |level: &str| given(&format!("c-{level}"), "2026-01-10").with("assurance", json!(level));
    assert_eq!(world.refuses(act("low")), "assurance-too-low at /assurance");
    world.does(act("substantial"));
    world.does(act("high"));
}

#[test]
fn a_notice_is_given_from_its_from_to_before_its_until() {
    let book = Book::new().change("notices", "n", json!({"from": "2026-02-01T00:00:00Z", "until": "2026-03-01T00:00:00Z"}));
    let mut world = World::of(book);
    for (number, (instant, let_in)) in
        [("2026-01-31T23:59:59.999Z", false), ("2026-02-01", true), ("2026-02-28T23:59:59.999Z", true), ("2026-03-01", false)]
            .into_iter()
            .enumerate()
    {
        let act = given(&format!("c{number}"), instant);
        if let_in {
            world.does(act);
        } else {
            assert_eq!(world.refuses(act), "notice-not-in-force at /at", "{instant}");
        }
    }
    // What was given while it was in force stays.
    assert_eq!(world.says(at("2026-06-01")), "covered by c1 and c2");
}

#[test]
fn a_superseded_text_is_not_given_any_more() {
    let mut world = World::of(Book::new().change("notices", "n", json!({"reconsent_by": "2026-03-01T00:00:00Z"})));
    world.does(given("c1", "2026-02-28T23:59:59.999Z"));
    assert_eq!(world.refuses(given("c2", "2026-03-01")), "notice-not-in-force at /at");
}

#[test]
fn a_consent_id_belongs_to_one_version_of_one_notice() {
    let mut world = World::of(Book::new().notice("n", json!({"version": 2})));
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.refuses(given("c1", "2026-01-11").on_version("n", 2)), "consent-under-other-notice at /notice");
    assert_eq!(world.refuses(given("c1", "2026-01-11").on("wide")), "consent-under-other-notice at /notice");
    assert_eq!(world.refuses(requested("c1", "2026-01-11").on("wide")), "consent-under-other-notice at /notice");
    // Not even on its own: it is given already.
    assert_eq!(world.refuses(given("c1", "2026-01-11")), "consent-complete at /consent");
    world.does(given("c2", "2026-01-11").on_version("n", 2));
}

#[test]
fn a_request_fixes_the_notice_of_its_consent_id() {
    let mut world = World::new();
    world.does(requested("c1", "2026-01-10"));
    assert_eq!(world.refuses(given("c1", "2026-01-11").on("wide")), "consent-under-other-notice at /notice");
}

#[test]
fn an_id_seen_before_with_other_content() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").id("x"));
    assert_eq!(world.refuses(given("c2", "2026-01-10").id("x")), "event-id-taken at /id");
    assert_eq!(world.refuses(given("c1", "2026-01-10T00:00:00.001Z").id("x")), "event-id-taken at /id");
    assert_eq!(world.refuses(given("c1", "2026-01-10").id("x").of("bea")), "event-id-taken at /id");
    assert_eq!(world.refuses(withdrawn("c1", "2026-01-10").id("x")), "event-id-taken at /id");
}

#[test]
fn the_same_content_again_changes_nothing() {
    let mut world = World::new();
    let act = given("c1", "2026-01-10").id("x");
    let first = world.does(act.clone());
    let size = world.engine.size();
    let again = world.engine.record(act.read().unwrap(), instant("2027-01-01")).unwrap();
    assert!(again.already_known && !first.already_known);
    assert_eq!((again.seq, world.engine.size()), (first.seq, size));
}

#[test]
fn the_same_content_in_other_words_is_the_same() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").id("x"));
    let zoned = given("c1", "2026-01-10").id("x").with("at", json!("2026-01-10T02:00:00.000+02:00"));
    assert!(world.does(zoned).already_known);
}

#[test]
fn a_negative_act_again_keeps_its_flag() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    let act = withdrawn("c1", "2026-01-20").by("mandate", "eve").id("w");
    assert!(world.does(act.clone()).actor_unverified);
    let again = world.does(act);
    assert!(again.already_known && again.actor_unverified);
}

#[test]
fn unknown_terms_in_what_permits() {
    let mut world = World::new();
    assert_eq!(world.refuses(given("c1", "2026-01-10").with("channel", json!("wev"))), "unknown-channel at /channel");
    assert_eq!(world.refuses(given("c1", "2026-01-10").with("case", json!("tripp:1"))), "unknown-case-kind at /case");
    assert_eq!(
        world.refuses(given("c1", "2026-01-10").over(json!({"cases": ["trip:1", "x"]}))),
        "unknown-case-kind at /scope/cases/1"
    );
    // A term of another kind is none of this kind.
    assert_eq!(world.refuses(given("c1", "2026-01-10").with("channel", json!("trip"))), "unknown-channel at /channel");
}

#[test]
fn unknown_ids_in_facts() {
    let mut world = World::new();
    assert_eq!(world.refuses(started("pupli", "school", "2026-01-10")), "unknown-relationship at /kind");
    assert_eq!(world.refuses(started("pupil", "scool", "2026-01-10")), "unknown-party at /with");
    assert_eq!(world.refuses(fact("home_municipality", json!("town"), "2026-01-10")), "unknown-party at /home_municipality");
    assert_eq!(world.refuses(capable(true, &["teaching", "x"], "2026-01-10")), "unknown-purpose at /purposes/1");
    let scoped = represented("eva", "mandate", "2026-01-10").over(json!({"recipients": ["city", "x"]}));
    assert_eq!(world.refuses(scoped), "unknown-party at /scope/recipients/1");
}

#[test]
fn unknown_ids_in_a_recorded_use() {
    let mut world = World::new();
    let changed = |member: &str, value: serde_json::Value| {
        let mut act = used("2026-01-10");
        act.0["use"][member] = value;
        act
    };
    world.does(used("2026-01-10"));
    assert_eq!(world.refuses(changed("controller", json!("x"))), "unknown-party at /use/controller");
    assert_eq!(world.refuses(changed("recipient", json!("x"))), "unknown-party at /use/recipient");
    assert_eq!(world.refuses(changed("purpose", json!("x"))), "unknown-purpose at /use/purpose");
    assert_eq!(
        world.refuses(changed("data_categories", json!(["contact", "x"]))),
        "unknown-data-category at /use/data_categories/1"
    );
}

#[test]
fn a_request_waits() {
    let mut world = World::new();
    world.does(requested("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-01-09")), "not covered: no-basis");
    assert_eq!(world.says(at("2026-01-10")), "not covered: c1 requested 2026-01-10");
    world.does(requested("c1", "2026-01-15"));
    assert_eq!(world.says(at("2026-01-20")), "not covered: c1 requested 2026-01-15");
    world.does(given("c1", "2026-01-25"));
    assert_eq!(world.says(at("2026-01-25")), "covered by c1");
}

#[test]
fn a_request_is_about_what_was_asked_so_far() {
    let mut world = World::new();
    world.does(requested("c1", "2026-01-10").over(json!({"recipients": ["firm"]})));
    world.does(requested("c1", "2026-01-15").over(json!({"recipients": ["city"]})));
    assert_eq!(world.says(at("2026-01-12")), "not covered: c1 recipient-outside, requested 2026-01-10");
    assert_eq!(world.says(at("2026-01-15")), "not covered: c1 requested 2026-01-15");
}

#[test]
fn a_request_on_an_unknown_notice() {
    let mut world = World::new();
    assert_eq!(world.refuses(requested("c1", "2026-01-10").on("x")), "unknown-notice at /notice/id");
    assert_eq!(world.refuses(requested("c1", "2026-01-10").on_version("n", 7)), "unknown-notice-version at /notice/version");
}

#[test]
fn validity_is_stated_or_the_notices_whichever_ends_first() {
    let mut world = World::of(Book::new().change("notices", "n", json!({"validity": "P30D"})));
    world.does(given("c1", "2026-02-01").until("2026-02-10"));
    world.does(given("c2", "2026-02-01").from("2026-03-01"));
    assert_eq!(world.says(at("2026-02-09T23:59:59.999Z")), "covered by c1");
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 expired 2026-02-10; c2 not-yet-valid 2026-03-01");
    // `validity` counts from the later of `valid_from` and the completing act.
    assert_eq!(world.says(at("2026-03-30T23:59:59.999Z")), "covered by c2");
    assert_eq!(world.says(at("2026-03-31")), "not covered: c1 expired 2026-02-10; c2 expired 2026-03-31");
}

#[test]
fn a_consent_that_ends_before_it_is_complete_is_never_valid() {
    let mut world = World::child(Book::new());
    world.does(given("c1", "2026-02-01").on("family").by_guardian("mom").until("2026-02-05"));
    world.does(given("c1", "2026-02-05").on("family").by_guardian("dad"));
    for instant in ["2026-02-01", "2026-02-04", "2026-02-05", "2026-03-01"] {
        assert!(world.says(at(instant)).starts_with("not covered"), "{instant}");
    }
    assert_eq!(world.says(at("2026-02-05")), "not covered: c1 expired 2026-02-05");
}

#[test]
fn a_validity_in_months_ends_with_the_month() {
    let mut world = World::of(Book::new().change("notices", "n", json!({"validity": "P1M"})));
    world.does(given("c1", "2026-01-31T10:00:00+02:00"));
    assert_eq!(world.until(at("2026-02-01")), "2026-02-28T08:00:00Z");
}
