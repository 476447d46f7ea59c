//! Bars never shrink: they follow moves, replacements, successions, processors; and `withdrawal` keeps the basis from being swapped.

use serde_json::{Value, json};

use crate::door::world::*;

fn book() -> Book {
    Book::new().bar_kind("kielto", json!({}))
}

const BARRED: &str = "not covered: c1 barred kielto 2026-02-01";

/// Consents on `n` for everything the stories ask, and a bar over `scope` on 1 February.
fn barred(book: Book, scope: Value) -> World {
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-02-01").over(scope));
    world
}

#[test]
fn a_bar_reaches_what_lies_below_and_not_what_lies_above() {
    for (member, broad, narrow) in
        [("data_categories", "data", "contact"), ("purposes", "education", "teaching"), ("controllers", "city", "city")]
    {
        let world = barred(book(), json!({member: [broad]}));
        assert_eq!(world.says(at("2026-02-01")), BARRED, "{member} {narrow}");
    }
    let mut world = World::of(book());
    world.does(given("c1", "2026-01-10").on("wide"));
    world.does(
        bar("kielto", "2026-02-01")
            .over(json!({"data_categories": ["contact"], "purposes": ["teaching"], "controllers": ["school"]})),
    );
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
    assert_eq!(world.says(at("2026-02-01").controller("school").to("school")), BARRED);
}

#[test]
fn a_bar_reaches_through_must_be_named_and_legal_person() {
    let book = book()
        .category("grades", json!({"parents": ["data"], "must_be_named": true}))
        .party("museum", json!({"part_of": "city", "kind": "company", "legal_person": true}))
        .notice("named", json!({"controllers": ["museum"], "recipients": ["museum"], "data_categories": [{"id": "grades"}]}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10").on("named"));
    let asked = at("2026-02-01").controller("museum").to("museum").data(&["grades"]);
    assert_eq!(world.says(asked.clone()), "covered by c1");
    world.does(
        bar("kielto", "2026-02-01").over(json!({"data_categories": ["data"], "controllers": ["city"], "recipients": ["city"]})),
    );
    assert_eq!(world.says(asked), BARRED);
}

#[test]
fn a_bar_reaches_what_was_added_later() {
    let mut world = barred(book(), json!({"data_categories": ["data"]}));
    let next = book().next().category("photo", json!({"parents": ["contact"]})).row("law", json!({"data_categories": ["photo"]}));
    world.publish(&next, "2026-03-01");
    assert_eq!(world.says(at("2026-04-01").data(&["photo"])), "not covered: law barred kielto 2026-02-01");
}

#[test]
fn a_bar_follows_what_replaces_an_item_and_what_lies_below_it() {
    let mut world = barred(book(), json!({"data_categories": ["media"]}));
    let next = book()
        .next()
        .without("data_categories", "media")
        .category("film", json!({"classes": ["public"], "replaces": ["media"]}))
        .category("clip", json!({"parents": ["film"]}))
        .row("law", json!({"data_categories": ["film"]}));
    world.publish(&next, "2026-03-01");
    let barred = "not covered: law barred kielto 2026-02-01";
    assert_eq!(world.says(at("2026-04-01").data(&["clip"])), barred);
    assert_eq!(world.says(at("2026-04-01").data(&["film"])), format!("clip {barred} | film {barred}"));
    world.does(bar("kielto", "2026-02-01").id("other").over(json!({"data_categories": ["contact"]})));
    world.does(lifted("2026-04-15"));
    assert_eq!(world.says(at("2026-04-15").data(&["clip"])), "covered by law");
}

#[test]
fn a_bar_follows_a_purpose_that_replaces_another() {
    let mut world = barred(book(), json!({"purposes": ["meals"]}));
    let next = book().next().purpose("canteen", json!({"replaces": ["meals"]})).row("law", json!({"purposes": ["canteen"]}));
    world.publish(&next, "2026-03-01");
    assert_eq!(world.says(at("2026-04-01").purpose("canteen")), "not covered: law barred kielto 2026-02-01");
}

#[test]
fn replacements_chain_and_a_consent_does_not_follow_them() {
    let mut world = barred(book(), json!({"data_categories": ["contact"]}));
    let second = book().next().category("address", json!({"classes": ["public"], "replaces": ["contact"]}));
    world.publish(&second, "2026-03-01");
    let third = second
        .next()
        .category("place", json!({"classes": ["public"], "replaces": ["address"]}))
        .row("law", json!({"data_categories": ["place"]}));
    world.publish(&third, "2026-04-01");
    assert_eq!(world.says(at("2026-05-01").data(&["place"])), "not covered: law barred kielto 2026-02-01");
    world.does(lifted("2026-05-10"));
    assert_eq!(world.says(at("2026-05-10").data(&["place"])), "covered by law");
    assert_eq!(world.says(at("2026-05-10").data(&["address"])), "not covered: c1 category-outside; law category-outside");
}

#[test]
fn a_bar_follows_a_succession_from_its_from_for_its_categories() {
    let entry = json!({"party": "city", "data_categories": ["contact"], "from": "2026-03-01T00:00:00Z", "source": "Act"});
    let row = json!({"controller": "region", "recipients": null, "data_categories": ["contact", "diet"]});
    let book = book().party("region", json!({"kind": "company", "succeeds": [entry]})).row("law", row);
    let world = barred(book, json!({"controllers": ["city"]}));
    let asked = |instant: &str| at(instant).controller("region").to("region");
    assert_eq!(world.says(asked("2026-02-28T23:59:59.999Z")), "covered by law");
    assert_eq!(world.says(asked("2026-03-01")), "not covered: law barred kielto 2026-02-01");
    assert_eq!(world.says(asked("2026-03-01").data(&["diet"])), "covered by law");
}

#[test]
fn a_bar_follows_processors_and_their_processors() {
    let entry = |controller: &str| json!({"controller": controller, "data_categories": ["contact"], "purposes": ["teaching"], "agreement": "1"});
    let book = book()
        .party("host", json!({"kind": "company", "processes_for": [entry("firm")]}))
        .party("sub", json!({"kind": "company", "processes_for": [entry("host")]}))
        .party("cellar", json!({"part_of": "sub"}))
        .row("law", json!({"recipients": ["host", "sub", "firm"], "data_categories": ["contact", "diet"]}));
    let world = barred(book, json!({"recipients": ["firm"]}));
    for party in ["host", "sub", "cellar"] {
        let asked = at("2026-02-01").to(party);
        let told = world.says(asked.clone());
        assert!(told.starts_with("not covered: ") && told.contains("law barred kielto 2026-02-01"), "{party}: {told}");
        assert_eq!(world.says(asked.data(&["diet"])), "covered by law", "{party}");
    }
}

#[test]
fn an_item_taken_out_of_the_catalogue_leaves_no_gap_between_a_bar_and_what_lay_below() {
    let first = book().category("mid", json!({"parents": ["data"]})).category("leaf", json!({"parents": ["mid"]}));
    let mut world = World::of(first.clone());
    world.does(bar("kielto", "2026-02-01").over(json!({"data_categories": ["data"]})));
    let next = first
        .next()
        .without("data_categories", "mid")
        .without("data_categories", "leaf")
        .category("leaf2", json!({"classes": ["public"], "replaces": ["leaf"]}))
        .row("law", json!({"data_categories": ["leaf2"]}));
    world.publish(&next, "2026-03-01");
    assert_eq!(world.says(at("2026-04-01").data(&["leaf2"])), "not covered: law barred kielto 2026-02-01");
}

#[test]
fn a_narrowing_reaches_by_the_old_catalogue_or_todays() {
    // By the old: the host's agreement ends with version 2, the narrowing was over all who act for the city.
    let entry = json!({"controller": "city", "data_categories": ["data"], "purposes": ["education"], "agreement": "1"});
    let first = Book::new()
        .party("host", json!({"kind": "company", "processes_for": [entry]}))
        .notice("n3", json!({"recipients": ["city", "host"]}));
    let mut world = World::of(first.clone());
    world.does(given("c1", "2026-01-10").on("n3"));
    world.does(narrowed("c1", json!({"recipients": ["city"]}), "2026-02-01"));
    let mut ended = entry.clone();
    ended["until"] = json!("2026-03-01T00:00:00Z");
    world.publish(&first.next().change("parties", "host", json!({"processes_for": [ended]})), "2026-03-01");
    assert_eq!(world.says(at("2026-04-01").to("host")), "not covered: c1 withdrawn 2026-02-01");

    // By today's: what moved below the narrowed item afterwards is gone, too.
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(narrowed("c1", json!({"data_categories": ["media"]}), "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
    world.publish(
        &Book::new().next().change("data_categories", "contact", json!({"parents": ["data", "media"], "since": 2})),
        "2026-03-01",
    );
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 withdrawn 2026-02-01");
}

#[test]
fn a_narrowing_follows_a_replacement() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").on("wide"));
    world.does(narrowed("c1", json!({"data_categories": ["health"]}), "2026-02-01"));
    world.publish(&Book::new().next().change("data_categories", "diet", json!({"replaces": ["health"]})), "2026-03-01");
    assert_eq!(
        world.says(at("2026-02-01").data(&["contact", "diet"])),
        "contact covered by c1 | diet not covered: c1 withdrawn 2026-02-01"
    );
}

// --- cases ---------------------------------------------------------------------------------------------------------------

#[test]
fn a_consent_limited_to_cases_covers_only_a_use_that_names_cases_all_within() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").over(json!({"cases": ["trip:1", "visit"]})));
    let outside = "not covered: c1 case-outside";
    assert_eq!(world.says(at("2026-02-01")), outside);
    assert_eq!(world.says(at("2026-02-01").cases(&["trip:1"])), "covered by c1");
    assert_eq!(world.says(at("2026-02-01").cases(&["visit:7", "trip:1"])), "covered by c1");
    assert_eq!(world.says(at("2026-02-01").cases(&["visit"])), "covered by c1");
    assert_eq!(world.says(at("2026-02-01").cases(&["trip"])), outside);
    assert_eq!(world.says(at("2026-02-01").cases(&["trip:1", "trip:2"])), outside);
    assert_eq!(world.says(at("2026-02-01").cases(&["trip:11"])), outside);
}

#[test]
fn a_case_covers_no_case_whose_id_it_begins() {
    // A case is `kind:id`, and the id may have colons: `trip:1` is not the kind of `trip:1:2`.
    let mut world = World::of(Book::new().row("law", json!({"cases": ["visit:1"]})));
    world.does(given("c1", "2026-01-10").over(json!({"cases": ["trip:1", "trip:"]})));
    for case in ["trip:1:2", "trip::x", "visit:1:2"] {
        assert!(world.says(at("2026-02-01").cases(&[case])).starts_with("not covered"), "{case}");
    }
    world.does(given("c2", "2026-01-10").over(json!({"cases": ["trip"]})));
    assert_eq!(world.says(at("2026-02-01").cases(&["trip:1:2"])), "covered by c2");
}

#[test]
fn the_case_in_which_a_consent_was_given_is_no_limit() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").with("case", json!("trip:1")));
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
}

#[test]
fn a_row_limited_to_cases_covers_only_these() {
    let world = World::of(Book::new().row("law", json!({"cases": ["trip"]})));
    assert_eq!(world.says(at("2026-02-01")), "not covered: law case-outside");
    assert_eq!(world.says(at("2026-02-01").cases(&["trip:1"])), "covered by law");
    assert_eq!(world.says(at("2026-02-01").cases(&["trip:1", "visit:1"])), "not covered: law case-outside");
}

#[test]
fn a_bar_limited_to_cases_also_bars_a_use_that_names_none() {
    let world = barred(book(), json!({"cases": ["trip:1"]}));
    assert_eq!(world.says(at("2026-02-01")), BARRED);
    assert_eq!(world.says(at("2026-02-01").cases(&["trip:1"])), BARRED);
    assert_eq!(world.says(at("2026-02-01").cases(&["trip"])), BARRED);
    assert_eq!(world.says(at("2026-02-01").cases(&["visit:1", "trip:1"])), BARRED);
    assert_eq!(world.says(at("2026-02-01").cases(&["trip:2"])), "covered by c1");
    assert_eq!(world.says(at("2026-02-01").cases(&["visit"])), "covered by c1");
}

#[test]
fn guardians_with_different_cases_give_the_common_ones() {
    let mut world = World::child(Book::new());
    world.does(given("c1", "2026-02-01").on("family").by_guardian("mom").over(json!({"cases": ["trip", "visit:1"]})));
    world.does(given("c1", "2026-02-05").on("family").by_guardian("dad").over(json!({"cases": ["trip:1", "visit"]})));
    assert_eq!(world.says(at("2026-02-05").cases(&["trip:1", "visit:1"])), "covered by c1");
    assert_eq!(world.says(at("2026-02-05").cases(&["trip:2"])), "not covered: c1 case-outside");
    assert_eq!(world.says(at("2026-02-05").cases(&["visit:2"])), "not covered: c1 case-outside");
}

// --- kinds ---------------------------------------------------------------------------------------------------------------

#[test]
fn a_kind_that_says_nothing_is_the_strictest() {
    let kind = json!({"set_by": null, "lifted_by": null});
    let book = Book::new().bar_kind("kielto", kind).row("duty", json!({"character": "duty", "article": "6(1)(c)"}));
    let mut world = World::of(book);
    world.does(bar("kielto", "2026-02-01"));
    world.does(given("c1", "2026-02-10"));
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 barred kielto 2026-02-01; duty barred kielto 2026-02-01");
}

#[test]
fn what_a_kind_spares_it_never_defeats() {
    let kind = json!({"defeats": ["c", "permission"], "spares": ["duty", "f"]});
    for (article, character, is_barred) in [
        ("6(1)(c)", "permission", true),
        ("6(1)(c)", "duty", false),
        ("6(1)(e)", "permission", true),
        ("6(1)(f)", "permission", false),
        ("6(1)(b)", "duty", false),
    ] {
        let book = Book::new().bar_kind("kielto", kind.clone()).row("law", json!({"article": article, "character": character}));
        let mut world = World::of(book);
        world.does(bar("kielto", "2026-02-01"));
        let expected = if is_barred { "not covered: law barred kielto 2026-02-01" } else { "covered by law" };
        assert_eq!(world.says(at("2026-02-01")), expected, "{article} {character}");
    }
}

#[test]
fn a_kind_reaches_its_operations_and_a_bar_those_of_its_scope() {
    let kind = json!({"operations": ["use", "disclose"]});
    let notice = json!({"operations": ["use", "disclose", "store"]});
    let mut world = World::of(Book::new().bar_kind("kielto", kind).change("notices", "n", notice));
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-02-01").over(json!({"operations": ["use", "store"]})));
    assert_eq!(world.says(at("2026-02-01")), BARRED);
    assert_eq!(world.says(at("2026-02-01").doing("disclose")), "covered by c1");
    assert_eq!(world.says(at("2026-02-01").doing("store")), "covered by c1");
}

#[test]
fn two_bars_are_told_both_and_one_lift_ends_one() {
    let mut world = World::of(book());
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-02-01"));
    world.does(bar("kielto", "2026-02-05").id("second"));
    world.does(bar("restriction", "2026-02-07").id("third"));
    let told = "not covered: c1 barred kielto 2026-02-01, barred kielto 2026-02-05, barred restriction 2026-02-07";
    assert_eq!(world.says(at("2026-02-10")), told);
    world.does(lifted("2026-02-15"));
    assert_eq!(world.says(at("2026-02-15")), "not covered: c1 barred kielto 2026-02-05, barred restriction 2026-02-07");
}

// --- withdrawal: no change of basis --------------------------------------------------------------------------------------

/// A row, and a consent given and withdrawn on 1 February.
fn swapped(row: Value) -> World {
    let mut world = World::of(Book::new().row("law", row));
    world.does(given("c1", "2026-01-10"));
    world.does(withdrawn("c1", "2026-02-01"));
    world
}

#[test]
fn a_row_that_began_before_the_withdrawal_goes_on() {
    let world = swapped(json!({"from": "2026-01-31T23:59:59.999Z"}));
    assert_eq!(world.says(at("2026-03-01")), "covered by law");
}

#[test]
fn a_row_that_began_with_the_withdrawal_or_later_does_not_take_its_place() {
    for from in ["2026-02-01T00:00:00Z", "2026-02-01T00:00:00.001Z", "2026-02-15T00:00:00Z"] {
        let world = swapped(json!({"from": from}));
        assert_eq!(
            world.says(at("2026-03-01")),
            "not covered: law barred withdrawal 2026-02-01; c1 withdrawn 2026-02-01",
            "{from}"
        );
    }
}

/// A kind that defeats these of what begins later, and a row that begins in February.
fn later(defeats: &Value) -> Book {
    let book = Book::new().bar_kind("stop", json!({"reach": "later", "defeats": defeats}));
    book.row("law", json!({"from": "2026-02-01T00:00:00Z"}))
}

#[test]
fn of_bars_for_later_rows_one_that_came_in_time_counts_beside_one_that_did_not() {
    let early = bar("stop", "2026-01-20").id("early");
    let late = bar("stop", "2026-02-20").id("late");
    for acts in [[early.clone(), late.clone()], [late, early]] {
        let mut world = World::of(later(&json!(["e"])));
        for act in acts {
            world.does(act);
        }
        assert_eq!(world.says(at("2026-03-01")), "not covered: law barred stop 2026-01-20");
    }
    // A withdrawal on either side of the row's beginning.
    let mut world = World::of(Book::new().row("law", json!({"from": "2026-02-01T00:00:00Z", "character": "permission"})));
    world.does(given("c1", "2026-01-10"));
    world.does(given("c2", "2026-01-11"));
    world.does(withdrawn("c1", "2026-01-20"));
    world.does(withdrawn("c2", "2026-02-20"));
    assert_eq!(
        world.says(at("2026-03-01")),
        "not covered: law barred withdrawal 2026-01-20; c1 withdrawn 2026-01-20; c2 withdrawn 2026-02-20"
    );
}

#[test]
fn a_bar_for_later_rows_is_as_old_as_its_setting_however_late_it_is_in_force() {
    let mut world = World::of(later(&json!(["e"])));
    world.does(bar("stop", "2026-01-20").with("from", json!("2026-02-20T00:00:00Z")));
    assert_eq!(world.says(at("2026-02-19T23:59:59.999Z")), "covered by law");
    assert_eq!(world.says(at("2026-02-20")), "not covered: law barred stop 2026-02-20");
}

#[test]
fn a_bar_for_later_rows_that_defeats_consents_is_never_too_late() {
    for defeats in [json!(null), json!(["consent"]), json!(["e", "consent"])] {
        let mut world = World::of(later(&defeats));
        world.does(given("c1", "2026-01-10"));
        world.does(bar("stop", "2026-02-20"));
        assert_eq!(
            world.says(at("2026-03-01").data(&["diet"])),
            "not covered: c1 barred stop 2026-02-20; law category-outside",
            "{defeats}"
        );
    }
}

#[test]
fn a_row_of_an_earlier_from_begins_with_its_publication() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(withdrawn("c1", "2026-02-01"));
    world.publish(&Book::new().next().row("law", json!({"from": "2020-01-01T00:00:00Z"})), "2026-02-15");
    assert_eq!(world.says(at("2026-03-01")), "not covered: law barred withdrawal 2026-02-01; c1 withdrawn 2026-02-01");
}

#[test]
fn a_row_begins_with_the_latest_publication_of_its_since() {
    // Only merged ledgers have two publications of one version; in neither order does the backdated one make the row older.
    for [first, second] in [["2026-02-15", "2026-01-05"], ["2026-01-05", "2026-02-15"]] {
        let mut world = World::new();
        let next = Book::new().next().row("law", json!({}));
        world.publish(&next, first);
        world.does(given("c1", "2026-01-10"));
        world.does(withdrawn("c1", "2026-02-01"));
        let digest = next.read().digest().unwrap().to_string();
        world.merges(published(2, &digest).with("at", json!(full(second))));
        assert_eq!(
            world.says(at("2026-03-01")),
            "not covered: law barred withdrawal 2026-02-01; c1 withdrawn 2026-02-01",
            "{second}"
        );
    }
}

#[test]
fn a_row_begins_with_its_permit() {
    let world = swapped(json!({"permit": {"id": "p", "holder": "city", "from": "2026-02-15T00:00:00Z"}}));
    assert_eq!(world.says(at("2026-03-01")), "not covered: law barred withdrawal 2026-02-01; c1 withdrawn 2026-02-01");
    let world = swapped(json!({"permit": {"id": "p", "holder": "city", "from": "2026-01-15T00:00:00Z"}}));
    assert_eq!(world.says(at("2026-03-01")), "covered by law");
}

#[test]
fn a_withdrawal_defeats_b_e_f_and_no_other_row() {
    for (article, character, barred) in [
        ("6(1)(b)", "permission", true),
        ("6(1)(e)", "permission", true),
        ("6(1)(f)", "permission", true),
        ("6(1)(c)", "permission", false),
        ("6(1)(d)", "permission", false),
        ("6(1)(e)", "duty", false),
    ] {
        let world = swapped(json!({"from": "2026-02-15T00:00:00Z", "article": article, "character": character}));
        let told = world.says(at("2026-03-01"));
        assert_eq!(told == "covered by law", !barred, "{article} {character}: {told}");
    }
}

#[test]
fn a_row_survives_a_withdrawal_that_its_words_override() {
    let world = swapped(json!({"from": "2026-02-15T00:00:00Z", "survives": ["withdrawal"]}));
    assert_eq!(world.says(at("2026-03-01")), "covered by law");
}

#[test]
fn a_withdrawal_bars_no_other_consent() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(given("c2", "2026-01-10"));
    world.does(withdrawn("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01")), "covered by c2");
}

#[test]
fn a_withdrawal_bars_what_was_given_and_not_what_the_notice_offered() {
    let mut world =
        World::of(Book::new().row("law", json!({"from": "2026-02-15T00:00:00Z", "data_categories": ["contact", "diet"]})));
    world.does(given("c1", "2026-01-10").over(json!({"data_categories": ["contact"], "recipients": ["city"]})));
    world.does(withdrawn("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-03-01").data(&["diet"])), "covered by law");
    assert_eq!(world.says(at("2026-03-01").to("firm")), "covered by law");
    assert!(world.says(at("2026-03-01")).starts_with("not covered: law barred withdrawal"));
}

#[test]
fn a_withdrawal_of_the_controller_only_bars_the_controller_and_its_parts() {
    let mut world = World::of(Book::new().row("law", json!({"from": "2026-02-15T00:00:00Z"})));
    world.does(given("c1", "2026-01-10").on("wide"));
    world.does(withdrawn("c1", "2026-02-01"));
    assert!(world.says(at("2026-03-01").to("school")).contains("law barred withdrawal"));
    assert_eq!(world.says(at("2026-03-01").to("firm")), "covered by law");
}

#[test]
fn a_renewed_consent_after_a_withdrawal_leaves_the_bar() {
    let mut world = World::of(Book::new().row("law", json!({"from": "2026-02-15T00:00:00Z"})));
    world.does(given("c1", "2026-01-10"));
    world.does(withdrawn("c1", "2026-02-01"));
    world.does(given("c2", "2026-03-01").until("2026-04-01"));
    assert_eq!(world.says(at("2026-03-15")), "covered by c2");
    // When the new consent ends, the row still does not take its place.
    assert_eq!(
        world.says(at("2026-04-01")),
        "not covered: law barred withdrawal 2026-02-01; c2 expired 2026-04-01; c1 withdrawn 2026-02-01"
    );
}

#[test]
fn a_guardian_of_an_incomplete_consent_withdraws_over_what_was_given() {
    let mut world =
        World::child(Book::new().row("law", json!({"from": "2026-02-15T00:00:00Z", "data_categories": ["contact", "diet"]})));
    world.does(given("c1", "2026-01-10").on("family").by_guardian("mom").over(json!({"data_categories": ["contact"]})));
    world.does(withdrawn("c1", "2026-02-01").by_guardian("mom"));
    assert_eq!(world.says(at("2026-03-01")), "not covered: law barred withdrawal 2026-02-01; c1 withdrawn 2026-02-01");
    assert_eq!(world.says(at("2026-03-01").data(&["diet"])), "covered by law");
}

// --- not admitted --------------------------------------------------------------------------------------------------------

fn members(party: &str, list: Value) -> World {
    let book = Book::new()
        .change("parties", party, json!({"memberships": list}))
        .row("duty", json!({"character": "duty", "article": "6(1)(c)", "purposes": ["meals"]}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10"));
    world
}

#[test]
fn a_recipient_that_is_suspended_or_has_left_is_barred() {
    for status in ["suspended", "left"] {
        let world = members("firm", json!([{"role": "recipient", "status": status}]));
        assert_eq!(world.says(at("2026-02-01").to("firm")), "not covered: c1 barred not-admitted; duty purpose-outside");
        // A duty is not.
        assert_eq!(world.says(at("2026-02-01").to("firm").purpose("meals")), "covered by duty");
        assert_eq!(world.says(at("2026-02-01")), "covered by c1");
    }
}

#[test]
fn who_is_admitted_and_suspended_is_barred() {
    let list = json!([{"role": "recipient", "status": "admitted"}, {"role": "recipient", "status": "suspended", "from": "2026-02-01T00:00:00Z"}]);
    let world = members("firm", list);
    assert_eq!(world.says(at("2026-01-31").to("firm")), "covered by c1");
    assert_eq!(world.says(at("2026-02-01").to("firm")), "not covered: c1 barred not-admitted; duty purpose-outside");
}

#[test]
fn a_party_without_memberships_of_the_role_is_not_barred() {
    let world = members("firm", json!([{"role": "operator", "status": "left"}]));
    assert_eq!(world.says(at("2026-02-01").to("firm")), "covered by c1");
}

#[test]
fn a_source_that_is_not_admitted_may_use_and_not_disclose() {
    let world = members("city", json!([{"role": "source", "status": "suspended"}]));
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
    assert_eq!(world.says(at("2026-02-01").to("school")), "covered by c1");
    assert_eq!(world.says(at("2026-02-01").to("firm")), "not covered: c1 barred not-admitted; duty purpose-outside");
}

#[test]
fn a_part_inherits_the_memberships_of_each_role_by_itself() {
    // Being listed as a source does not hide that the whole is suspended as a recipient.
    let world = members("city", json!([{"role": "recipient", "status": "suspended"}]));
    assert_eq!(world.says(at("2026-02-01").to("school")), "not covered: c1 barred not-admitted; duty purpose-outside");
    let mut world = World::of(
        book().change("parties", "city", json!({"memberships": [{"role": "recipient", "status": "suspended"}]})).change(
            "parties",
            "school",
            json!({"memberships": [{"role": "source", "status": "admitted"}]}),
        ),
    );
    world.does(given("c1", "2026-01-10"));
    assert!(world.says(at("2026-02-01").to("school")).starts_with("not covered: c1 barred not-admitted"));
    // A membership of its own in that role is its own.
    let mut world = World::of(
        book().change("parties", "city", json!({"memberships": [{"role": "recipient", "status": "suspended"}]})).change(
            "parties",
            "school",
            json!({"memberships": [{"role": "recipient", "status": "admitted"}]}),
        ),
    );
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-02-01").to("school")), "covered by c1");
}

#[test]
fn a_part_has_the_memberships_of_its_whole() {
    let world = members("city", json!([{"role": "recipient", "status": "left"}]));
    assert_eq!(world.says(at("2026-02-01").to("school")), "not covered: c1 barred not-admitted; duty purpose-outside");
}
