//! At equal instants the negative act wins; intervals are half open.

use serde_json::json;

use crate::door::world::*;

#[test]
fn a_withdrawal_at_the_instant_of_the_grant_wins() {
    for late in [false, true] {
        let mut world = World::new();
        let (first, second) = (given("c1", "2026-02-01"), withdrawn("c1", "2026-02-01"));
        let (first, second) = if late { (second, first) } else { (first, second) };
        world.does(first);
        world.does(second);
        assert_eq!(world.says(at("2026-02-01")), "not covered: c1 withdrawn 2026-02-01");
        assert!(world.says(at("2026-03-01")).starts_with("not covered"));
    }
}

#[test]
fn a_refusal_at_the_instant_of_the_grant_wins() {
    let mut world = World::new();
    world.does(refused("c1", "2026-02-01"));
    world.does(given("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 refused 2026-02-01");
}

#[test]
fn a_narrowing_at_the_instant_of_the_grant_wins() {
    let mut world = World::new();
    world.does(given("c1", "2026-02-01"));
    world.does(narrowed("c1", json!({"data_categories": ["diet"]}), "2026-02-01"));
    assert_eq!(
        world.says(at("2026-02-01").data(&["contact", "diet"])),
        "contact covered by c1 | diet not covered: c1 withdrawn 2026-02-01"
    );
}

#[test]
fn a_narrowing_before_the_grant_narrows_it() {
    let mut world = World::new();
    world.does(narrowed("c1", json!({"data_categories": ["diet"]}), "2026-01-20"));
    world.does(given("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01").data(&["diet"])), "not covered: c1 withdrawn 2026-01-20");
}

#[test]
fn a_bar_at_the_instant_of_the_grant_wins() {
    for kind in ["objection", "marketing-objection", "restriction"] {
        let mut world = World::new();
        world.does(given("c1", "2026-02-01"));
        world.does(bar(kind, "2026-02-01"));
        assert_eq!(world.says(at("2026-02-01")), format!("not covered: c1 barred {kind} 2026-02-01"));
        world.does(given("c2", "2026-02-01T00:00:00.001Z"));
        assert_eq!(world.says(at("2026-02-02")), "covered by c2", "{kind}");
    }
}

#[test]
fn a_suspension_at_the_instant_of_the_resumption_wins() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(suspended("c1", "2026-02-01"));
    world.does(resumed("c1", "2026-02-10"));
    world.does(suspended("c1", "2026-02-10"));
    assert_eq!(world.says(at("2026-02-10")), "not covered: c1 suspended 2026-02-10");
}

#[test]
fn the_earlier_of_two_withdrawals_counts() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(withdrawn("c1", "2026-03-01"));
    world.does(withdrawn("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 withdrawn 2026-02-01");
}

#[test]
fn at_one_instant_an_end_wins_over_a_start() {
    let book = Book::new().row("law", json!({"when": [{"relationship": {"kind": "pupil", "with": "school"}}]}));
    for first in ["start", "end"] {
        let mut world = World::of(book.clone());
        let (start, end) = (started("pupil", "school", "2026-02-01"), ended("pupil", "school", "2026-02-01"));
        let (one, two) = if first == "start" { (start, end) } else { (end, start) };
        world.does(one);
        world.does(two);
        assert_eq!(world.says(at("2026-02-01")), "not covered: law condition-unmet");
    }
}

#[test]
fn at_one_instant_the_greater_event_id_says_where_the_person_lives() {
    let book = Book::new().row("law", json!({"when": [{"home_municipality": {"party": "city"}}]}));
    for (city, firm, outcome) in [
        ("a", "b", "not covered: law condition-unmet"),
        ("b", "a", "covered by law"),
        ("B", "a", "not covered: law condition-unmet"),
    ] {
        let mut world = World::of(book.clone());
        world.does(fact("home_municipality", json!("city"), "2026-02-01").id(city));
        world.does(fact("home_municipality", json!("firm"), "2026-02-01").id(firm));
        assert_eq!(world.says(at("2026-02-01")), outcome);
    }
}

#[test]
fn at_one_instant_the_dead_win() {
    for order in [[true, false], [false, true]] {
        let mut world = World::new();
        world.does(given("c1", "2026-01-10"));
        for dead in order {
            world.does(fact("deceased", json!(dead), "2026-02-01"));
        }
        assert_eq!(world.says(at("2026-02-01")), "not covered: c1 barred deceased 2026-02-01");
    }
}

#[test]
fn a_row_holds_from_its_from_to_before_its_until() {
    let row = json!({"from": "2026-02-01T00:00:00Z", "until": "2026-03-01T00:00:00Z"});
    let world = World::of(Book::new().row("law", row));
    assert_eq!(world.says(at("2026-01-31T23:59:59.999Z")), "not covered: law not-in-force");
    assert_eq!(world.says(at("2026-02-01")), "covered by law");
    assert_eq!(world.says(at("2026-02-28T23:59:59.999Z")), "covered by law");
    assert_eq!(world.says(at("2026-03-01")), "not covered: law not-in-force");
}

#[test]
fn a_requirement_is_raised_from_its_from_to_before_its_until() {
    let book = Book::new().row("law", json!({})).requirement("extra", json!({"operations": ["use"]}), "no").change(
        "requirements",
        "extra",
        json!({"from": "2026-02-01T00:00:00Z", "until": "2026-03-01T00:00:00Z"}),
    );
    let world = World::of(book);
    assert_eq!(world.says(at("2026-01-31T23:59:59.999Z")), "covered by law");
    assert_eq!(world.says(at("2026-02-01")), "not covered (but by law): extra: no-basis");
    assert_eq!(world.says(at("2026-03-01")), "covered by law");
}

#[test]
fn a_permit_holds_from_its_from_to_before_its_until() {
    let permit = json!({"id": "p", "holder": "city", "from": "2026-02-01T00:00:00Z", "until": "2026-03-01T00:00:00Z"});
    let world = World::of(Book::new().row("law", json!({"permit": permit})));
    assert_eq!(world.says(at("2026-01-31T23:59:59.999Z")), "not covered: law permit-missing");
    assert_eq!(world.says(at("2026-02-01")), "covered by law");
    assert_eq!(world.says(at("2026-03-01")), "not covered: law permit-missing");
    // The holder covers the recipient.
    assert_eq!(world.says(at("2026-02-01").to("firm")), "not covered: law permit-missing");
    assert_eq!(world.says(at("2026-02-01").to("school")), "covered by law");
}

#[test]
fn an_assessment_holds_before_its_until() {
    let assessment = json!({"id": "a", "until": "2026-03-01T00:00:00Z"});
    let book =
        Book::new().row("law", json!({"assessment": assessment})).change("notices", "n", json!({"assessment": assessment}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-28T23:59:59.999Z")), "covered by law and c1");
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 assessment-missing; law assessment-missing");
}

#[test]
fn a_bar_kind_has_effect_from_its_from_to_before_its_until() {
    let kind = json!({"from": "2026-03-01T00:00:00Z", "until": "2026-04-01T00:00:00Z"});
    let mut world = World::of(Book::new().bar_kind("kielto", kind));
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-28T23:59:59.999Z")), "covered by c1");
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 barred kielto 2026-02-01");
    assert_eq!(world.says(at("2026-04-01")), "covered by c1");
}

#[test]
fn a_membership_holds_from_its_from_to_before_its_until() {
    let admitted = json!({"memberships": [
        {"role": "recipient", "status": "admitted", "from": "2026-02-01T00:00:00Z", "until": "2026-03-01T00:00:00Z"}
    ]});
    let mut world = World::of(Book::new().change("parties", "firm", admitted));
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-01-31").to("firm")), "not covered: c1 barred not-admitted");
    assert_eq!(world.says(at("2026-02-01").to("firm")), "covered by c1");
    assert_eq!(world.says(at("2026-02-28T23:59:59.999Z").to("firm")), "covered by c1");
    assert_eq!(world.says(at("2026-03-01").to("firm")), "not covered: c1 barred not-admitted");
    assert_eq!(world.says(at("2026-03-01")), "covered by c1");
}

#[test]
fn the_ends_of_time_are_instants_like_others() {
    let mut world = World::of(Book::new().row("law", json!({"when": [{"age": {"min": 18}}]})));
    for instant in
        ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "0001-01-01T14:00:00+14:00", "9999-12-31T09:59:59.999-14:00"]
    {
        world.says(at(instant));
    }
    world.does(given("c1", "9999-12-31T23:59:59.999Z"));
    assert_eq!(world.says(at("9999-12-31T23:59:59.999Z")), "covered by law and c1");
    world.does(fact("birth_date", json!("9999-12-31"), "9999-12-31T00:00:00Z"));
    assert_eq!(
        world.says(at("9999-12-31T23:59:59.999Z").purpose("meals")),
        "not covered: c1 purpose-outside; law purpose-outside"
    );
}

#[test]
fn a_validity_that_passes_the_end_of_time_is_as_good_as_none() {
    for validity in ["P9999Y", "P300000000D", "P4294967295M", "PT4294967295S"] {
        let mut world = World::of(Book::new().change("notices", "n", json!({"validity": validity})));
        world.does(given("c1", "2026-01-10"));
        assert_eq!(world.says(at("2100-01-01")), "covered by c1", "{validity}");
    }
}

#[test]
fn an_offset_moves_the_beginning_of_dates() {
    for (offset, instant) in [(840, "2026-03-09T10:00:00Z"), (-840, "2026-03-10T14:00:00Z"), (0, "2026-03-10T00:00:00Z")] {
        let mut book = Book::new().row("law", json!({"when": [{"age": {"min": 15}}]}));
        book.0["utc_offset_minutes"] = json!(offset);
        let mut world = World::unborn(book);
        world.does(fact("birth_date", json!("2011-03-10"), "2026-01-01"));
        assert_eq!(world.until(at("2026-02-01")), short(crate::door::world::instant(instant)));
    }
}
