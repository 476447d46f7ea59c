//! Consents never grow: what was added or moved after the text is not covered through an ancestor. Legal bases follow today's tree.

use serde_json::json;

use crate::door::world::*;

/// Anna's consent on `wide` (`data` for `education`, the city only) of version 1.
fn wide() -> World {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10").on("wide"));
    world
}

#[test]
fn a_consent_covers_what_lay_below_when_its_text_was_written() {
    let world = wide();
    assert_eq!(world.says(at("2026-02-01").data(&["data"])), "contact covered by c1 | data covered by c1 | diet covered by c1");
    assert_eq!(world.says(at("2026-02-01").purpose("meals")), "covered by c1");
    assert_eq!(world.says(at("2026-02-01").purpose("education")), "covered by c1");
    assert_eq!(world.says(at("2026-02-01").data(&["health"])), "not covered: c1 category-outside");
    assert_eq!(world.says(at("2026-02-01").purpose("ads")), "not covered: c1 purpose-outside");
}

#[test]
fn a_consent_does_not_cover_what_is_broader() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-02-01").purpose("education")), "not covered: c1 purpose-outside");
    assert_eq!(
        world.says(at("2026-02-01").data(&["data"])),
        "contact covered by c1 | data not covered: c1 category-outside | diet covered by c1"
    );
}

#[test]
fn an_added_child_is_not_covered_by_an_older_text() {
    let mut world = wide();
    let book =
        Book::new().row("law", json!({"data_categories": ["data"]})).next().category("photo", json!({"parents": ["data"]}));
    let book = book.change("legal_bases", "law", json!({"since": 2}));
    world.publish(&book, "2026-03-01");
    // The row follows today's tree, the consent does not.
    assert_eq!(world.says(at("2026-02-01").data(&["photo"])), "covered by law");
    assert_eq!(world.says(at("2026-02-01").data(&["diet"])), "covered by law and c1");
    assert_eq!(
        world.says(at("2026-02-01").data(&["photo"]).purpose("meals")),
        "not covered: c1 added-after-consent; law purpose-outside"
    );
}

#[test]
fn an_added_grandchild_is_not_covered_either() {
    let mut world = wide();
    let book = Book::new().next().category("photo", json!({"parents": ["contact"]}));
    world.publish(&book, "2026-03-01");
    assert_eq!(world.says(at("2026-04-01").data(&["photo"])), "not covered: c1 added-after-consent");
    // Asking for the older parent asks for the child, too.
    assert_eq!(world.says(at("2026-04-01")), "contact covered by c1 | photo not covered: c1 added-after-consent");
}

#[test]
fn a_new_item_that_a_new_text_names_is_covered_by_a_consent_on_it() {
    let mut world = wide();
    let book = Book::new()
        .next()
        .category("photo", json!({"parents": ["data"]}))
        .notice("wider", json!({"data_categories": [{"id": "data"}]}));
    world.publish(&book, "2026-03-01");
    world.does(given("c2", "2026-03-02").on("wider"));
    assert_eq!(world.says(at("2026-04-01").data(&["photo"])), "covered by c2");
}

#[test]
fn a_later_consent_on_the_old_text_covers_no_more_than_the_text() {
    let mut world = wide();
    world.publish(&Book::new().next().category("photo", json!({"parents": ["data"]})), "2026-03-01");
    world.does(given("c2", "2026-04-01").on("wide"));
    assert_eq!(world.says(at("2026-04-01").data(&["photo"])), "not covered: c1 added-after-consent; c2 added-after-consent");
}

#[test]
fn a_moved_child_is_not_covered_through_its_new_parent() {
    let mut world = wide();
    let book = Book::new().next().change("data_categories", "media", json!({"parents": ["data"], "since": 2}));
    world.publish(&book, "2026-03-01");
    assert_eq!(world.says(at("2026-04-01").data(&["media"])), "not covered: c1 added-after-consent");
}

#[test]
fn a_child_that_moved_is_not_covered_through_its_old_parent_either() {
    // Its `since` is that of its present parents.
    let mut world = wide();
    let book = Book::new().next().change("data_categories", "contact", json!({"parents": ["data", "media"], "since": 2}));
    world.publish(&book, "2026-03-01");
    assert_eq!(world.says(at("2026-04-01")), "not covered: c1 added-after-consent");
    assert_eq!(world.says(at("2026-04-01").data(&["diet"])), "covered by c1");
}

#[test]
fn what_a_consent_names_itself_is_covered_wherever_it_moved() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    let book = Book::new().next().change("data_categories", "contact", json!({"parents": ["data", "media"], "since": 2}));
    world.publish(&book, "2026-03-01");
    assert_eq!(world.says(at("2026-04-01")), "covered by c1");
}

#[test]
fn an_added_purpose_is_not_covered_by_an_older_text() {
    let mut world = wide();
    world.publish(&Book::new().next().purpose("trips", json!({"parents": ["education"]})), "2026-03-01");
    assert_eq!(world.says(at("2026-04-01").purpose("trips")), "not covered: c1 added-after-consent");
    assert_eq!(world.says(at("2026-04-01").purpose("meals")), "covered by c1");
}

#[test]
fn a_new_part_of_a_party_is_not_covered_by_an_older_text() {
    let mut world = wide();
    let book = Book::new().next().party("kitchen", json!({"part_of": "city"})).row("law", json!({}));
    world.publish(&book, "2026-03-01");
    // As a recipient, and as the unit whose register it is.
    assert_eq!(
        world.says(at("2026-04-01").purpose("meals").to("kitchen")),
        "not covered: c1 added-after-consent; law purpose-outside"
    );
    let own = at("2026-04-01").purpose("meals").controller("kitchen").to("kitchen");
    assert_eq!(world.says(own), "not covered: c1 added-after-consent; law purpose-outside");
    assert_eq!(world.says(at("2026-04-01").to("kitchen")), "covered by law");
    assert_eq!(world.says(at("2026-04-01").to("school")), "covered by law and c1");
}

#[test]
fn must_be_named_is_not_covered_by_what_is_broader() {
    let book = Book::new()
        .category("grades", json!({"parents": ["data"], "must_be_named": true}))
        .category("marks", json!({"parents": ["grades"]}))
        .row("law", json!({"data_categories": ["data"]}))
        .row("named", json!({"data_categories": ["grades"], "purposes": ["meals"]}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10").on("wide"));
    assert_eq!(
        world.says(at("2026-02-01").data(&["grades"])),
        "grades not covered: c1 category-outside; law category-outside; named purpose-outside \
         | marks not covered: c1 category-outside; law category-outside; named purpose-outside"
    );
    // Named, it is covered with what lies below it.
    assert_eq!(
        world.says(at("2026-02-01").data(&["grades"]).purpose("meals")),
        "grades covered by named | marks covered by named"
    );
}

#[test]
fn must_be_named_holds_on_one_path_and_not_on_another() {
    let book = Book::new()
        .category("mid", json!({"parents": ["data"], "must_be_named": true}))
        .category("leaf", json!({"parents": ["mid", "diet"]}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10").on("wide"));
    assert_eq!(world.says(at("2026-02-01").data(&["leaf"])), "covered by c1");
}

#[test]
fn a_purpose_that_must_be_named_is_not_covered_by_what_is_broader() {
    let book = Book::new().purpose("profiling", json!({"parents": ["education"], "must_be_named": true}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10").on("wide"));
    assert_eq!(world.says(at("2026-02-01").purpose("profiling")), "not covered: c1 purpose-outside");
}

#[test]
fn a_legal_person_is_not_covered_by_what_it_is_part_of() {
    let book = Book::new()
        .party("museum", json!({"part_of": "city", "kind": "company", "legal_person": true}))
        .party("shop", json!({"part_of": "museum"}))
        .row("law", json!({}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10").on("wide"));
    for party in ["museum", "shop"] {
        let asked = at("2026-02-01").to(party);
        assert_eq!(world.says(asked), "not covered: c1 recipient-outside; law recipient-outside", "{party}");
        let own = at("2026-02-01").controller(party).to(party);
        assert_eq!(
            world.says(own),
            "not covered: c1 controller-outside, recipient-outside; law controller-outside, recipient-outside",
            "{party}"
        );
    }
}

#[test]
fn the_controller_only_is_the_controller_that_is_named_for_the_register() {
    // Two controllers, no recipients: neither may hand the data to the other.
    let mut world = World::of(Book::new().notice("two", json!({"controllers": ["city", "firm"], "recipients": null})));
    world.does(given("c1", "2026-01-10").on("two"));
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
    assert_eq!(world.says(at("2026-02-01").controller("firm").to("firm")), "covered by c1");
    assert_eq!(world.says(at("2026-02-01").to("firm")), "not covered: c1 recipient-outside");
    assert_eq!(world.says(at("2026-02-01").controller("firm")), "not covered: c1 recipient-outside");
}

// --- processors ----------------------------------------------------------------------------------------------------------

fn agreement(more: serde_json::Value) -> serde_json::Value {
    let mut entry = json!({"controller": "city", "data_categories": ["contact"], "purposes": ["education"], "agreement": "1"});
    for (key, value) in more.as_object().unwrap() {
        entry[key] = value.clone();
    }
    json!({"kind": "company", "processes_for": [entry]})
}

#[test]
fn a_processor_acts_for_the_party_that_the_consent_names_while_the_agreement_holds() {
    let period = json!({"from": "2026-02-01T00:00:00Z", "until": "2026-03-01T00:00:00Z"});
    let mut world = World::of(Book::new().party("host", agreement(period)));
    world.does(given("c1", "2026-01-10").on("wide"));
    let asked = |instant: &str| at(instant).to("host");
    assert_eq!(world.says(asked("2026-01-31T23:59:59.999Z")), "not covered: c1 recipient-outside");
    assert_eq!(world.says(asked("2026-02-01")), "covered by c1");
    assert_eq!(world.says(asked("2026-02-28T23:59:59.999Z")), "covered by c1");
    assert_eq!(world.says(asked("2026-03-01")), "not covered: c1 recipient-outside");
    assert_eq!(world.says(asked("2026-02-01").data(&["diet"])), "not covered: c1 recipient-outside");
    assert_eq!(world.says(asked("2026-02-01").purpose("ads")), "not covered: c1 purpose-outside, recipient-outside");
}

#[test]
fn a_processor_may_be_younger_than_the_text_and_have_parts() {
    let mut world = wide();
    let book = Book::new().next().party("host", agreement(json!({}))).party("cellar", json!({"part_of": "host"}));
    world.publish(&book, "2026-03-01");
    assert_eq!(world.says(at("2026-04-01").to("host")), "covered by c1");
    assert_eq!(world.says(at("2026-04-01").to("cellar")), "covered by c1");
}

#[test]
fn processors_never_chain() {
    let book = Book::new().party("host", agreement(json!({}))).party("sub", agreement(json!({"controller": "host"})));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10").on("wide"));
    assert_eq!(world.says(at("2026-02-01").to("sub")), "not covered: c1 recipient-outside");
}

#[test]
fn a_processor_for_a_part_acts_for_what_covers_it() {
    let book = Book::new().party("host", agreement(json!({"controller": "school"})));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10").on("wide"));
    assert_eq!(world.says(at("2026-02-01").to("host")), "covered by c1");
}

// --- succession ----------------------------------------------------------------------------------------------------------

fn successor(consents: bool) -> Book {
    let entry = json!({"party": "city", "data_categories": ["contact"], "from": "2026-03-01T00:00:00Z", "source": "Act", "consents": consents});
    Book::new().next().party("region", json!({"kind": "company", "succeeds": [entry]}))
}

#[test]
fn a_consent_follows_a_succession_only_where_it_says_so() {
    let asked = |instant: &str| at(instant).controller("region").to("region");
    let mut world = wide();
    world.publish(&successor(false), "2026-03-01");
    assert_eq!(world.says(asked("2026-03-01")), "not covered: c1 controller-outside, recipient-outside");

    let mut world = wide();
    world.publish(&successor(true), "2026-02-01");
    assert_eq!(world.says(asked("2026-02-28T23:59:59.999Z")), "not covered: c1 controller-outside, recipient-outside");
    assert_eq!(world.says(asked("2026-03-01")), "covered by c1");
    // For its categories.
    assert_eq!(world.says(asked("2026-03-01").data(&["diet"])), "not covered: c1 controller-outside, recipient-outside");
    // The predecessor's own is not taken away.
    assert_eq!(world.says(at("2026-03-01")), "covered by c1");
}

#[test]
fn a_legal_basis_follows_no_succession() {
    let mut world = World::new();
    world.publish(&successor(true).row("law", json!({"recipients": null})), "2026-03-01");
    let asked = at("2026-04-01").controller("region").to("region");
    assert_eq!(world.says(asked), "not covered: law controller-outside, recipient-outside");
}

// --- what was removed stays removed ----------------------------------------------------------------------------------------

#[test]
fn a_bar_kind_that_was_removed_does_not_come_back_weaker() {
    let mut world = World::of(Book::new().bar_kind("kielto", json!({})).row("law", json!({})));
    world.does(bar("kielto", "2026-02-01"));
    let second = Book::new().next().row("law", json!({"since": 1}));
    world.publish(&second, "2026-02-10");
    assert_eq!(
        world.says(at("2026-03-01")),
        "not covered: law barred kielto 2026-02-01",
        "a kind that is unknown is the strictest"
    );
    let third = second.clone().next().bar_kind("kielto", json!({"defeats": ["f"]}));
    let error = world.engine.add_catalogue(third.read()).unwrap_err();
    assert_eq!(error.code(), "catalogue-refused");
    assert_eq!(world.says(at("2026-03-01")), "not covered: law barred kielto 2026-02-01");
    // Nor when the versions are added in another order.
    for order in [[0, 1, 2], [1, 2, 0], [2, 1, 0], [2, 0, 1], [0, 2, 1], [1, 0, 2]] {
        let books = [Book::new().bar_kind("kielto", json!({})).row("law", json!({})), second.clone(), third.clone()];
        let mut engine = consent_core::Engine::with_hash_key([1, 2]);
        let refused = order.iter().filter(|at| engine.add_catalogue(books[**at].read()).is_err()).count();
        assert_eq!(refused, 1, "{order:?}");
    }
    // Under another id it may come.
    world.publish(&second.next().bar_kind("kielto-2", json!({"defeats": ["f"]})), "2026-02-20");
}
