//! What a use raises, and what meets it: nothing is covered by silence.

use serde_json::{Value, json};

use crate::door::world::*;

/// A requirement `extra` that nothing meets, beside a row that always holds.
fn extra(raised_by: Value) -> World {
    let row = json!({"recipients": ["city", "firm", "library"], "data_categories": ["data", "health"], "purposes": ["education", "ads"]});
    World::of(Book::new().row("law", row).requirement("extra", raised_by, "no"))
}

fn raises(world: &World, asked: Use) -> bool {
    match world.says(asked).as_str() {
        "covered by law" => false,
        "not covered (but by law): extra: no-basis" => true,
        told => panic!("{told}"),
    }
}

#[test]
fn a_class_of_the_data_goes_down_to_all_descendants() {
    let book = Book::new()
        .category("leaf", json!({"parents": ["diet", "media"]}))
        .row("law", json!({"data_categories": ["data", "media"]}))
        .change("data_categories", "media", json!({"classes": ["public", "direct-marketing"]}))
        .requirement("extra", json!({"data_classes": ["direct-marketing"]}), "no");
    let world = World::of(book);
    assert!(!raises(&world, at("2026-02-01")));
    assert!(raises(&world, at("2026-02-01").data(&["media"]).with("except", json!(["leaf"]))));
    assert!(raises(&world, at("2026-02-01").data(&["leaf"])));
}

#[test]
fn a_class_of_the_purpose() {
    let world = extra(json!({"purpose_classes": ["direct-marketing"]}));
    assert!(!raises(&world, at("2026-02-01")));
    assert!(raises(&world, at("2026-02-01").purpose("ads")));
}

#[test]
fn a_kind_is_a_class_of_the_party_and_its_parts() {
    let world = extra(json!({"recipient_classes": ["company"]}));
    assert!(raises(&world, at("2026-02-01").to("library")));
    let world = extra(json!({"controller_classes": ["public-authority", "company"]}));
    assert!(raises(&world, at("2026-02-01")));
}

#[test]
fn a_part_has_its_own_classes_and_those_of_its_whole() {
    // Stating a class of its own takes nothing away: a ban on what the whole is still holds.
    for own in [json!([]), json!(["public-authority"])] {
        let book = Book::new().row("law", json!({})).requirement("ban", json!({"recipient_classes": ["company"]}), "no").change(
            "parties",
            "school",
            json!({"classes": own}),
        );
        let world = World::of(book);
        assert_eq!(world.says(at("2026-02-01").to("school")), "not covered (but by law): ban: no-basis", "{own}");
    }
}

#[test]
fn an_operation_of_the_list() {
    let world = extra(json!({"operations": ["disclose", "publish"]}));
    assert!(!raises(&world, at("2026-02-01")));
    assert!(raises(&world, at("2026-02-01").doing("disclose")));
}

#[test]
fn no_channel_is_every_channel() {
    let world = extra(json!({"channels": ["web"]}));
    assert!(raises(&world, at("2026-02-01")));
    assert!(raises(&world, at("2026-02-01").with("channel", json!("web"))));
    assert!(!raises(&world, at("2026-02-01").with("channel", json!("letter"))));
}

#[test]
fn no_country_is_outside() {
    let list = json!({"id": "north", "source": "List", "countries": [
        {"country": "FI"}, {"country": "SE", "from": "2026-02-01T00:00:00Z", "until": "2026-03-01T00:00:00Z"}
    ]});
    for (country, instant, outside) in [
        (json!(null), "2026-02-01", true),
        (json!("NO"), "2026-02-01", true),
        (json!("FI"), "2026-02-01", false),
        (json!("SE"), "2026-01-31T23:59:59.999Z", true),
        (json!("SE"), "2026-02-01", false),
        (json!("SE"), "2026-03-01", true),
    ] {
        let mut book = Book::new().row("law", json!({})).requirement("extra", json!({"recipient_outside": "north"}), "no");
        book.0["country_lists"] = json!([list]);
        let world = World::of(book.change("parties", "firm", json!({"country": country})));
        assert_eq!(raises(&world, at(instant).to("firm")), outside, "{country} {instant}");
    }
}

#[test]
fn a_disclosure_is_to_neither_the_unit_nor_its_part_nor_its_processor() {
    let entry = json!({"controller": "city", "data_categories": ["contact"], "purposes": ["teaching"], "agreement": "1", "until": "2026-03-01T00:00:00Z"});
    let book = Book::new()
        .party("host", json!({"kind": "company", "processes_for": [entry]}))
        .row("law", json!({"recipients": ["city", "firm", "host"], "data_categories": ["data"]}))
        .requirement("extra", json!({"disclosure": true}), "no");
    let world = World::of(book);
    assert!(!raises(&world, at("2026-02-01")));
    assert!(!raises(&world, at("2026-02-01").to("school")));
    assert!(raises(&world, at("2026-02-01").to("firm")));
    // From a part to its whole or to another part it is one.
    assert!(raises(&world, at("2026-02-01").controller("school").to("city")));
    assert!(raises(&world, at("2026-02-01").controller("school").to("library")));
    // The processor, for what it processes, while it does.
    assert!(!raises(&world, at("2026-02-01").to("host")));
    assert!(raises(&world, at("2026-03-01").to("host")));
    assert!(raises(&world, at("2026-02-01").to("host").data(&["diet"])));
}

#[test]
fn an_authority_that_is_not_known_to_be_the_same_is_another() {
    let row = json!({"recipients": ["city", "firm"]});
    let book = |city: Value, firm: Value| {
        Book::new()
            .row("law", row.clone())
            .requirement("extra", json!({"outside_authority": true}), "no")
            .change("parties", "city", json!({"authority": city}))
            .change("parties", "firm", json!({"authority": firm}))
    };
    for (city, firm, outside) in [
        (json!(null), json!(null), true),
        (json!("a"), json!(null), true),
        (json!("a"), json!("b"), true),
        (json!("a"), json!("a"), false),
    ] {
        let world = World::of(book(city.clone(), firm.clone()));
        assert_eq!(raises(&world, at("2026-02-01").to("firm")), outside, "{city} {firm}");
        // The same party is never outside itself; a part has its whole's.
        assert!(!raises(&world, at("2026-02-01")));
        assert_eq!(raises(&world, at("2026-02-01").to("school")), city.is_null());
    }
}

#[test]
fn an_automated_decision_absent_or_false() {
    let world = extra(json!({"automated_decision": true}));
    assert!(!raises(&world, at("2026-02-01")));
    assert!(!raises(&world, at("2026-02-01").with("automated_decision", json!(false))));
    assert!(raises(&world, at("2026-02-01").with("automated_decision", json!(true))));
}

#[test]
fn members_are_a_conjunction_and_lists_any_of() {
    let world = extra(json!({"operations": ["use"], "purpose_classes": ["direct-marketing", "secret"]}));
    assert!(!raises(&world, at("2026-02-01")));
    assert!(!raises(&world, at("2026-02-01").purpose("ads").doing("disclose")));
    assert!(raises(&world, at("2026-02-01").purpose("ads")));
}

// --- what a consent meets ------------------------------------------------------------------------------------------------

fn secrecy(rule: &str, meets: Value) -> World {
    let book =
        Book::new().requirement("secrecy", json!({"operations": ["use"]}), rule).change("notices", "n", json!({"meets": meets}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10"));
    world
}

#[test]
fn a_consent_that_lifts_secrecy_only_never_covers_by_itself() {
    assert_eq!(secrecy("yes", json!(["secrecy"])).says(at("2026-02-01")), "not covered: no-basis");
}

#[test]
fn a_consent_that_is_a_basis_only_does_not_lift_secrecy() {
    assert_eq!(secrecy("yes", json!(["lawful-basis"])).says(at("2026-02-01")), "not covered (but by c1): secrecy: no-basis");
}

#[test]
fn a_consent_may_be_both() {
    assert_eq!(secrecy("yes", json!(["lawful-basis", "secrecy"])).says(at("2026-02-01")), "covered by c1, secrecy by c1");
}

#[test]
fn a_row_and_a_consent_cover_together() {
    let book = Book::new().row("law", json!({})).requirement("secrecy", json!({"operations": ["use"]}), "yes").change(
        "notices",
        "n",
        json!({"meets": ["secrecy"]}),
    );
    let mut world = World::of(book);
    assert_eq!(world.says(at("2026-02-01")), "not covered (but by law): secrecy: no-basis");
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-02-01")), "covered by law, secrecy by c1");
    world.does(withdrawn("c1", "2026-03-01"));
    assert_eq!(world.says(at("2026-03-01")), "not covered (but by law): secrecy: c1 withdrawn 2026-03-01");
}

#[test]
fn a_form_is_enough_for_each_requirement_or_not() {
    for (rule, form, enough) in [
        ("explicit", "any", false),
        ("explicit", "explicit", true),
        ("explicit", "written", false),
        ("explicit", "explicit-written", true),
        ("written", "explicit", false),
        ("written", "written", true),
        ("written", "explicit-written", true),
    ] {
        let book = Book::new().requirement("secrecy", json!({"operations": ["use"]}), rule).change(
            "notices",
            "n",
            json!({"meets": ["lawful-basis", "secrecy"]}),
        );
        let mut world = World::of(book);
        world.does(given("c1", "2026-01-10").with("form", json!(form)));
        let expected =
            if enough { "covered by c1, secrecy by c1" } else { "not covered (but by c1): secrecy: c1 form-insufficient" };
        assert_eq!(world.says(at("2026-02-01")), expected, "{form} for {rule}");
    }
}

#[test]
fn what_does_not_hold_is_told_for_the_requirements_that_it_would_meet() {
    let when = json!([{"assertion": {"name": "urgent"}}]);
    let book = Book::new()
        .requirement("extra", json!({"operations": ["use"]}), "no")
        .row("law", json!({"when": when}))
        .row("permit", json!({"when": when, "meets": ["extra"]}))
        .row("both", json!({"when": when, "meets": ["lawful-basis", "extra"]}));
    assert_eq!(
        World::of(book).says(at("2026-02-01")),
        "not covered: extra: both assertion-missing; permit assertion-missing: both assertion-missing; law assertion-missing"
    );
}
