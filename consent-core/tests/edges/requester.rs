//! The requester sees one and the same form whatever the reason that concerns the person, byte for byte.

use serde_json::json;

use crate::door::world::*;

fn book() -> Book {
    Book::new().bar_kind("kielto", json!({})).row("law", json!({"when": [{"relationship": {"kind": "pupil", "with": "school"}}]}))
}

const NEUTRAL: &str = concat!(
    r#"{"outcome":"not-covered","covered":[],"not_available":[{"category":"contact","operation":"use"}],"#,
    r#""catalogue":"tiny","version":1}"#
);

/// To ask, or to record that the person is a pupil: one act each, by the catalogue, and nothing of what happened.
const REMEDIES: &str = concat!(
    r#"{"sets":[[{"act":"record-fact","id":"pupil","performed_by":["controller"],"#,
    r#""fact":{"relationship":{"kind":"pupil","with":"school"}}}],"#,
    r#"[{"act":"ask-consent","id":"either","performed_by":["person","guardian","representative"],"version":1,"#,
    r#""scope":{"controllers":["city"],"recipients":["city"],"data_categories":["contact"],"purposes":["teaching"],"operations":["use"]},"form":"any"}],"#,
    r#"[{"act":"ask-consent","id":"family","performed_by":["person","guardian","representative"],"version":1,"#,
    r#""scope":{"controllers":["city"],"recipients":["city"],"data_categories":["contact"],"purposes":["teaching"],"operations":["use"]},"form":"any"}],"#,
    r#"[{"act":"ask-consent","id":"n","performed_by":["person","representative"],"version":1,"#,
    r#""scope":{"controllers":["city"],"recipients":["city"],"data_categories":["contact"],"purposes":["teaching"],"operations":["use"]},"form":"any"}],"#,
    r#"[{"act":"ask-consent","id":"wide","performed_by":["person","representative"],"version":1,"#,
    r#""scope":{"controllers":["city"],"data_categories":["data"],"purposes":["education"],"operations":["use"]},"form":"any"}]],"#,
    r#""catalogue":"tiny","version":1}"#
);

#[test]
fn every_reason_that_concerns_the_person_looks_the_same() {
    let stories: Vec<(&str, Vec<Act>)> = vec![
        ("never asked", vec![]),
        ("asked", vec![requested("c1", "2026-01-10")]),
        ("refused", vec![requested("c1", "2026-01-10"), refused("c1", "2026-01-20")]),
        ("withdrawn", vec![given("c1", "2026-01-10"), withdrawn("c1", "2026-01-20")]),
        ("narrowed", vec![given("c1", "2026-01-10"), narrowed("c1", json!({"data_categories": ["contact"]}), "2026-01-20")]),
        ("expired", vec![given("c1", "2026-01-10").until("2026-01-20")]),
        ("suspended", vec![given("c1", "2026-01-10"), suspended("c1", "2026-01-20")]),
        ("invalidated", vec![given("c1", "2026-01-10"), invalidated("c1", "2026-01-20")]),
        ("not yet valid", vec![given("c1", "2026-01-10").from("2026-03-01")]),
        ("for other recipients", vec![given("c1", "2026-01-10").over(json!({"recipients": ["firm"]}))]),
        ("for other cases", vec![given("c1", "2026-01-10").over(json!({"cases": ["trip"]}))]),
        ("barred", vec![given("c1", "2026-01-10"), bar("kielto", "2026-01-20")]),
        ("barred by a kind nobody knows", vec![given("c1", "2026-01-10"), bar("tomorrow", "2026-01-20")]),
        ("dead", vec![given("c1", "2026-01-10"), fact("deceased", json!(true), "2026-01-20")]),
        ("a former pupil", vec![started("pupil", "school", "2026-01-10"), ended("pupil", "school", "2026-01-20")]),
        ("a pupil who objected", vec![started("pupil", "school", "2026-01-10"), bar("objection", "2026-01-20")]),
        ("restricted", vec![started("pupil", "school", "2026-01-10"), bar("restriction", "2026-01-20")]),
        ("erased", vec![given("c1", "2026-01-10").id("g"), erased("g", "2026-01-20")]),
    ];
    for (story, acts) in stories {
        let mut world = World::of(book());
        for act in acts {
            world.does(act);
        }
        assert_eq!(world.requester(at("2026-02-01")), NEUTRAL, "{story}");
        assert_eq!(world.requester_remedies(at("2026-02-01")), REMEDIES, "{story}");
    }
    let world = World::unborn(book());
    assert_eq!(world.requester_remedies(at("2026-02-01")), REMEDIES, "unknown");
    assert_eq!(world.requester(at("2026-02-01")), NEUTRAL, "unknown");
    assert_eq!(world.requester(at("2026-02-01").of("nobody")), NEUTRAL, "nobody");
    let mut world = World::child(book());
    world.does(given("c1", "2026-01-10").on("family").by_guardian("mom"));
    assert_eq!(world.requester(at("2026-02-01")), NEUTRAL, "half a quorum");
}

#[test]
fn a_covered_item_is_named_with_its_obligations_and_without_its_basis() {
    let mut world = World::of(book().change("notices", "n", json!({"obligations": [{"id": "log", "due": "with"}]})));
    world.does(given("c1", "2026-01-10"));
    assert_eq!(
        world.requester(at("2026-02-01").data(&["contact", "media"])),
        concat!(
            r#"{"outcome":"partly-covered","covered":[{"category":"contact","operation":"use"}],"#,
            r#""not_available":[{"category":"media","operation":"use","reasons":[{"id":"lawful-basis","met_by":[],"#,
            r#""reasons":[{"basis":{"legal_basis":"law"},"codes":[{"code":"category-outside"}]}]}]}],"#,
            r#""obligations":[{"id":"log","due":"with","categories":["contact"]}],"catalogue":"tiny","version":1}"#
        )
    );
}

#[test]
fn what_no_person_could_change_is_told_for_everybody_alike() {
    let asked = || at("2026-02-01").data(&["health"]);
    let told = World::of(book()).requester(asked());
    assert!(told.contains("category-outside"), "{told}");
    let mut world = World::of(book());
    world.does(given("c1", "2026-01-10"));
    world.does(bar("kielto", "2026-01-20"));
    world.does(fact("deceased", json!(true), "2026-01-20"));
    assert_eq!(world.requester(asked()), told);
    assert_eq!(world.requester(asked().of("nobody")), told);
}

#[test]
fn what_the_asker_could_state_is_told_for_everybody_alike() {
    let book = Book::new()
        .row("law", json!({"data_categories": ["health"], "when": [{"assertion": {"name": "necessary"}}, {"age": {"min": 18}}]}));
    let asked = || at("2026-02-01").data(&["health"]);
    let mut told = Vec::new();
    for birth in [None, Some("2016-01-01"), Some("1990-01-01")] {
        let mut world = World::unborn(book.clone());
        if let Some(date) = birth {
            world.does(fact("birth_date", json!(date), "2026-01-01"));
        }
        told.push(world.requester(asked()));
    }
    assert!(told[0].contains("assertion-missing") && !told[0].contains("fact-missing"), "{}", told[0]);
    assert_eq!(told[0], told[1]);
    assert_eq!(told[1], told[2]);
}

#[test]
fn a_notice_that_may_still_be_given_keeps_the_neutral_form() {
    let world = World::of(Book::new());
    assert_eq!(world.requester(at("2026-02-01")), NEUTRAL);
    let world = World::of(
        Book::new()
            .change("notices", "n", json!({"until": "2026-02-01T00:00:00Z"}))
            .without("notices", "wide")
            .without("notices", "family")
            .without("notices", "either"),
    );
    assert_eq!(world.requester(at("2026-01-31")), NEUTRAL);
    assert!(world.requester(at("2026-02-01")).contains("no-basis"));
}

#[test]
fn the_requester_asks_about_the_present_only() {
    let world = World::of(book());
    let error = world.answer(at("2026-02-01").known_at(1)).for_requester().unwrap_err();
    assert_eq!(error.code(), "requester-present-only");
}

#[test]
fn the_requester_is_told_no_horizon() {
    let mut world = World::of(book());
    world.does(given("c1", "2026-01-10").until("2026-03-01"));
    assert_eq!(world.until(at("2026-02-01")), "2026-03-01");
    assert!(!world.requester(at("2026-02-01")).contains("2026"));
}
