//! What an answer says: items, governing basis, reasons, obligations, position; and which questions are errors.

use serde_json::{Value, json};

use crate::door::world::*;

// --- items ---------------------------------------------------------------------------------------------------------------

#[test]
fn items_are_the_categories_with_their_descendants_times_the_operations_by_id() {
    let world = World::new();
    let answer =
        world.answer(at("2026-02-01").data(&["data", "media", "contact"]).with("operations", json!(["use", "erase", "use"])));
    let items: Vec<String> = answer.items.iter().map(|item| format!("{} {}", item.category, item.operation)).collect();
    assert_eq!(
        items,
        ["contact erase", "contact use", "data erase", "data use", "diet erase", "diet use", "media erase", "media use"]
    );
}

#[test]
fn except_takes_categories_with_their_descendants_out() {
    let mut world = World::of(Book::new().category("allergy", json!({"parents": ["diet"]})));
    world.does(given("c1", "2026-01-10").on("wide"));
    let asked = at("2026-02-01").data(&["data"]).with("except", json!(["diet", "health"]));
    assert_eq!(world.says(asked), "contact covered by c1 | data covered by c1");
}

#[test]
fn a_use_of_nothing_is_an_error() {
    let world = World::new();
    assert_eq!(world.error(at("2026-02-01").with("except", json!(["data"]))), "use-empty at /except");
    assert_eq!(world.error(at("2026-02-01").with("data_categories", json!([]))), "list-empty at /data_categories");
    assert_eq!(world.error(at("2026-02-01").with("operations", json!([]))), "list-empty at /operations");
    assert_eq!(world.error(at("2026-02-01").with("cases", json!([]))), "list-empty at /cases");
    assert_eq!(world.error(at("2026-02-01").with("except", json!([]))), "list-empty at /except");
}

#[test]
fn an_id_that_todays_catalogue_does_not_know_is_an_error() {
    let world = World::new();
    for (member, value, expected) in [
        ("controller", json!("x"), "unknown-party at /controller"),
        ("recipient", json!("x"), "unknown-party at /recipient"),
        ("purpose", json!("x"), "unknown-purpose at /purpose"),
        ("data_categories", json!(["contact", "x"]), "unknown-data-category at /data_categories/1"),
        ("except", json!(["x"]), "unknown-data-category at /except/0"),
        ("assertions", json!(["necessary", "x"]), "unknown-assertion at /assertions/1"),
        ("channel", json!("x"), "unknown-channel at /channel"),
        ("cases", json!(["trip:1", "x:1"]), "unknown-case-kind at /cases/1"),
    ] {
        assert_eq!(world.error(at("2026-02-01").with(member, value)), expected);
    }
}

#[test]
fn an_item_of_a_former_version_is_known_to_the_question_about_it() {
    let mut world = World::of(Book::new().row("law", json!({"data_categories": ["media"]})));
    let position = world.engine.size();
    let next = Book::new().next().without("data_categories", "media");
    world.publish(&next, "2026-03-01");
    assert_eq!(world.error(at("2026-02-01").data(&["media"])), "unknown-data-category at /data_categories/0");
    assert_eq!(world.says(at("2026-02-01").data(&["media"]).known_at(position)), "covered by law");
}

#[test]
fn partly_covered_is_not_yes() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    let answer = world.answer(at("2026-02-01").data(&["data"]));
    assert_eq!(answer.outcome.word(), "partly-covered");
}

// --- position ------------------------------------------------------------------------------------------------------------

#[test]
fn a_question_about_a_position_reads_what_was_known_there() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(withdrawn("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 withdrawn 2026-01-10");
    assert_eq!(world.says(at("2026-02-01").known_at(4)), "not covered: c1 withdrawn 2026-01-10");
    assert_eq!(world.says(at("2026-02-01").known_at(3)), "covered by c1");
    assert_eq!(world.says(at("2026-02-01").known_at(2)), "not covered: no-basis");
    assert_eq!(world.error(at("2026-02-01").known_at(5)), "position-unknown at /known_at");
    assert_eq!(world.error(at("2026-02-01").known_at(u64::MAX)), "position-unknown at /known_at");
    assert_eq!(world.error(at("2026-02-01").known_at(0)), "no-catalogue at -");
}

#[test]
fn an_answer_about_a_position_never_changes() {
    let mut world = World::of(Book::new().bar_kind("kielto", json!({})));
    world.does(given("c1", "2026-01-10"));
    let before = world.answer(at("2026-02-01").known_at(3));
    world.does(bar("kielto", "2026-01-01"));
    world.does(fact("deceased", json!(true), "2026-01-01"));
    world.does(merged("a2", "2026-01-01"));
    world.publish(&Book::new().bar_kind("kielto", json!({})).next().row("law", json!({})), "2026-01-01");
    assert_eq!(world.answer(at("2026-02-01").known_at(3)), before);
}

#[test]
fn a_position_names_size_and_catalogue() {
    let mut world = World::new();
    world.publish(&Book::new().next(), "2026-02-01");
    let position = world.answer(at("2026-02-01")).position;
    assert_eq!((position.size, position.catalogue.as_str(), position.version), (3, "tiny", 2));
    let position = world.answer(at("2026-02-01").known_at(1)).position;
    assert_eq!((position.size, position.version), (1, 1));
}

// --- governing -----------------------------------------------------------------------------------------------------------

#[test]
fn the_governing_basis_is_the_first_of_duty_c_e_d_b_f_consent() {
    let mut book = Book::new();
    for (id, article, character) in [
        ("z-duty", "6(1)(f)", "duty"),
        ("y-c", "6(1)(c)", "permission"),
        ("x-e", "6(1)(e)", "permission"),
        ("w-d", "6(1)(d)", "permission"),
        ("v-b", "6(1)(b)", "permission"),
        ("u-f", "6(1)(f)", "permission"),
    ] {
        book = book.row(id, json!({"article": article, "character": character}));
    }
    let mut world = World::of(book);
    world.does(given("a", "2026-01-10"));
    assert_eq!(world.says(at("2026-02-01")), "covered by z-duty and y-c and x-e and w-d and v-b and u-f and a");
}

#[test]
fn of_equal_rank_the_smaller_id_and_the_earlier_consent_governs() {
    let mut world = World::of(Book::new().row("b", json!({})).row("a", json!({})).row("B", json!({})));
    world.does(given("c2", "2026-01-10"));
    world.does(given("c3", "2026-01-09"));
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-02-01")), "covered by B and a and b and c3 and c1 and c2");
}

#[test]
fn a_basis_says_what_it_is() {
    let mut world = World::of(Book::new().row("law", json!({"article": "6(1)(c)", "character": "duty"})).change(
        "notices",
        "n",
        json!({"validity": "P1Y"}),
    ));
    world.does(given("c1", "2026-01-10"));
    let item = &world.answer(at("2026-02-01")).items[0];
    assert_eq!(
        serde_json::to_value(&item.governing).unwrap(),
        json!({"basis": {"legal_basis": "law"}, "article": "6(1)(c)", "character": "duty"})
    );
    assert_eq!(
        serde_json::to_value(&item.others).unwrap(),
        json!([{
            "basis": {"consent": "c1"}, "at": "2026-01-10T00:00:00Z", "until": "2027-01-10T00:00:00Z",
            "notice": {"id": "n", "version": 1}
        }])
    );
}

// --- reasons -------------------------------------------------------------------------------------------------------------

#[test]
fn only_what_comes_nearest_is_told() {
    let mut world = World::of(
        Book::new()
            .row("far", json!({"purposes": ["ads"], "data_categories": ["health"]}))
            .row("near", json!({"purposes": ["ads"]})),
    );
    world.does(given("c1", "2026-01-10"));
    world.does(withdrawn("c1", "2026-01-20"));
    assert_eq!(world.says(at("2026-02-01")), "not covered: near purpose-outside; c1 withdrawn 2026-01-20");
}

#[test]
fn what_is_outside_in_three_ways_is_no_near_miss() {
    let three = json!({"purposes": ["ads"], "data_categories": ["health"], "operations": ["publish"]});
    let two = json!({"purposes": ["ads"], "data_categories": ["health"]});
    let world = World::of(Book::new().row("three", three.clone()));
    assert_eq!(world.says(at("2026-02-01")), "not covered: no-basis");
    let world = World::of(Book::new().row("three", three).row("two", two));
    assert_eq!(world.says(at("2026-02-01")), "not covered: two category-outside, purpose-outside");
}

#[test]
fn codes_that_are_no_scope_codes_do_not_make_it_far() {
    let row = json!({
        "purposes": ["ads"], "data_categories": ["health"], "from": "2030-01-01T00:00:00Z",
        "when": [{"assertion": {"name": "necessary"}}, {"relationship": {"kind": "pupil", "with": "school"}}]
    });
    let world = World::of(Book::new().row("law", row));
    assert_eq!(
        world.says(at("2026-02-01")),
        "not covered: law assertion-missing, category-outside, fact-missing, not-in-force, purpose-outside"
    );
}

#[test]
fn reasons_are_sorted_by_codes_then_id() {
    let mut world =
        World::of(Book::new().row("m", json!({"purposes": ["ads"]})).row("b", json!({"from": "2030-01-01T00:00:00Z"})));
    world.does(given("z", "2026-01-10").over(json!({"operations": ["disclose"]})));
    world.does(given("a", "2026-01-10").over(json!({"operations": ["disclose"]})));
    assert_eq!(
        world.says(at("2026-02-01")),
        "not covered: b not-in-force; a operation-outside; z operation-outside; m purpose-outside"
    );
}

#[test]
fn a_superseded_text_says_so() {
    let mut world = World::of(Book::new().change("notices", "n", json!({"reconsent_by": "2026-03-01T00:00:00Z"})));
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-02-28T23:59:59.999Z")), "covered by c1");
    assert_eq!(world.says(at("2026-03-01")), "not covered: c1 notice-superseded 2026-03-01");
}

#[test]
fn a_consent_on_an_old_version_holds_until_it_is_superseded() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.publish(
        &Book::new()
            .change("notices", "n", json!({"reconsent_by": "2026-04-01T00:00:00Z"}))
            .next()
            .notice("n", json!({"version": 2, "material": true})),
        "2026-03-01",
    );
    assert_eq!(world.says(at("2026-03-15")), "covered by c1");
    assert_eq!(world.says(at("2026-04-01")), "not covered: c1 notice-superseded 2026-04-01");
    world.does(given("c2", "2026-04-01").on_version("n", 2));
    assert_eq!(world.says(at("2026-04-01")), "covered by c2");
}

// --- obligations and warnings --------------------------------------------------------------------------------------------

fn duties(answer: &consent_core::decide::Answer) -> Value {
    serde_json::to_value(&answer.obligations).unwrap()
}

#[test]
fn obligations_are_those_of_the_bases_used() {
    let book = Book::new()
        .row("law", json!({"obligations": [{"id": "log", "due": "with"}, {"id": "erase", "due": "by", "within": "P1M"}]}))
        .change("notices", "n", json!({"obligations": [{"id": "log", "due": "after"}]}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10"));
    let answer = world.answer(at("2026-01-31T10:00:00Z").data(&["contact", "diet"]));
    assert_eq!(tell(&answer), "contact covered by law and c1 | diet covered by c1");
    assert_eq!(
        duties(&answer),
        json!([
            {"id": "erase", "due": "by", "by": "2026-02-28T10:00:00Z", "basis": {"legal_basis": "law"}, "categories": ["contact"]},
            {"id": "log", "due": "with", "basis": {"legal_basis": "law"}, "categories": ["contact"]},
            {"id": "log", "due": "after", "basis": {"consent": "c1"}, "categories": ["diet"]}
        ])
    );
}

#[test]
fn what_is_not_covered_obliges_to_nothing() {
    let book = Book::new().row("law", json!({"obligations": [{"id": "log", "due": "with"}]})).requirement(
        "extra",
        json!({"operations": ["use"]}),
        "no",
    );
    let world = World::of(book);
    assert_eq!(duties(&world.answer(at("2026-02-01"))), json!([]));
    assert_eq!(duties(&world.answer(at("2026-02-01").doing("disclose"))).as_array().unwrap().len(), 1);
}

#[test]
fn an_obligation_by_an_instant_or_a_birthday() {
    let book = Book::new().row(
        "law",
        json!({"obligations": [
            {"id": "erase", "due": "by", "instant": "2030-01-01T00:00:00Z"}, {"id": "log", "due": "by", "age": 70}
        ]}),
    );
    let mut world = World::unborn(book);
    // Who has no birth date may be as old as that.
    assert_eq!(duties(&world.answer(at("2026-02-01")))[1]["by"], json!("2026-02-01T00:00:00Z"));
    let neutral = world.requester(at("2026-02-01"));
    world.does(fact("birth_date", json!("1960-02-29"), "2026-01-01"));
    assert_eq!(
        duties(&world.answer(at("2026-02-01"))),
        json!([
            {"id": "erase", "due": "by", "by": "2030-01-01T00:00:00Z", "basis": {"legal_basis": "law"}, "categories": ["contact"]},
            {
                "id": "log", "due": "by", "by": "2030-02-28T22:00:00Z", "age": 70,
                "basis": {"legal_basis": "law"}, "categories": ["contact"]
            }
        ])
    );
    // The instant would tell the requester when the person was born, and whether anybody knows.
    assert_eq!(world.requester(at("2026-02-01")), neutral);
    let seen: Value = serde_json::from_str(&neutral).unwrap();
    assert_eq!(
        seen["obligations"],
        json!([
            {"id": "erase", "due": "by", "by": "2030-01-01T00:00:00Z", "categories": ["contact"]},
            {"id": "log", "due": "by", "age": 70, "categories": ["contact"]}
        ])
    );
}

#[test]
fn the_basis_that_lifts_secrecy_obliges_too() {
    let book = Book::new().row("law", json!({})).requirement("secrecy", json!({"operations": ["use"]}), "yes").change(
        "notices",
        "n",
        json!({"meets": ["secrecy"], "obligations": [{"id": "erase", "due": "on-end"}]}),
    );
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10"));
    assert_eq!(
        duties(&world.answer(at("2026-02-01"))),
        json!([{"id": "erase", "due": "on-end", "basis": {"consent": "c1"}, "categories": ["contact"]}])
    );
}

#[test]
fn a_refresh_that_is_due_is_a_warning_and_no_more() {
    let mut world = World::of(Book::new().change("notices", "n", json!({"refresh_by": "2026-03-01T00:00:00Z"})));
    world.does(given("c1", "2026-01-10"));
    assert!(world.answer(at("2026-02-28T23:59:59.999Z")).warnings.is_empty());
    let answer = world.answer(at("2026-03-01"));
    assert_eq!(tell(&answer), "covered by c1");
    assert_eq!(serde_json::to_value(&answer.warnings).unwrap(), json!([{"code": "refresh-due", "basis": {"consent": "c1"}}]));
}
