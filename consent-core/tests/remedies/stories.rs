//! Remedies told one by one: what the random worlds rarely meet.

use consent_core::Id;
use consent_core::remedy::{Fact, Remedies, RemedyAct};
use serde_json::json;

use crate::door::world::*;

/// A set in one line: `ask-consent n (self; guardian mom + guardian dad)`.
fn line(act: &RemedyAct) -> String {
    let who: Vec<String> = act
        .who
        .iter()
        .map(|group| {
            let one = group.iter().map(|by| match &by.id {
                Some(id) => format!("{} {id}", by.role),
                None => by.role.to_string(),
            });
            one.collect::<Vec<_>>().join(" + ")
        })
        .collect();
    let who = if who.is_empty() { String::new() } else { format!(" ({})", who.join("; ")) };
    format!("{} {}{who}", act.act, act.id)
}

fn remedies(world: &World, asked: Use) -> Remedies {
    world.engine.remedies(&asked.read()).unwrap()
}

/// The sets, each in one line.
fn sets(world: &World, asked: Use) -> Vec<String> {
    let remedies = remedies(world, asked);
    remedies.sets.iter().map(|set| set.iter().map(line).collect::<Vec<_>>().join(", ")).collect()
}

/// Only the notice `n`.
fn small() -> Book {
    Book::new().without("notices", "wide").without("notices", "family").without("notices", "either")
}

#[test]
fn a_refused_text_is_asked_again_only_after_its_pause() {
    let mut world = World::of(small().change("notices", "n", json!({"ask_again_after": "P1M"})));
    world.does(requested("c1", "2026-02-01"));
    world.does(refused("c1", "2026-02-10"));
    assert_eq!(sets(&world, at("2026-02-10")), Vec::<String>::new(), "from its instant on");
    assert_eq!(sets(&world, at("2026-02-20")), Vec::<String>::new(), "cooling down");
    assert_eq!(sets(&world, at("2026-03-09T23:59:59.998Z")), Vec::<String>::new(), "to the last millisecond");
    assert_eq!(sets(&world, at("2026-03-10")), ["ask-consent n (self)"]);
    assert_eq!(remedies(&world, at("2026-02-20")).wait_until, None, "time alone covers nothing");
}

#[test]
fn a_refusal_rests_the_text_that_was_refused_and_no_other() {
    let pause = json!({"ask_again_after": "P1M"});
    let book = small().change("notices", "n", pause.clone()).notice("other", pause);
    let mut world = World::of(book);
    world.does(refused("c1", "2026-02-10").on("n"));
    assert_eq!(sets(&world, at("2026-02-20")), ["ask-consent other (self)"]);
}

#[test]
fn a_text_without_a_pause_may_be_asked_at_once() {
    let mut world = World::of(small());
    world.does(refused("c1", "2026-02-10").on("n"));
    assert_eq!(sets(&world, at("2026-02-20")), ["ask-consent n (self)"]);
}

#[test]
fn the_waiting_request_is_named_until_it_is_answered() {
    let mut world = World::of(small());
    world.does(requested("c1", "2026-02-01"));
    let pending = |world: &World| remedies(world, at("2026-03-01")).sets[0][0].pending.as_ref().map(ToString::to_string);
    assert_eq!(pending(&world).as_deref(), Some("c1"));
    world.does(suspended("c1", "2026-02-10"));
    assert_eq!(pending(&world), None, "a suspended request would not come into force by an answer");
}

#[test]
fn a_guardian_without_a_say_in_it_is_not_needed() {
    let mut world = World::child(small().change("notices", "n", json!({"activation": "all-guardians"})));
    world.does(represented("aunt", "guardian", "2026-01-01").over(json!({"purposes": ["ads"]})));
    assert_eq!(sets(&world, at("2026-02-01")), ["ask-consent n (guardian dad + guardian mom)"]);
}

#[test]
fn a_representative_within_what_is_asked_can_answer() {
    let mut world = World::of(small());
    world.does(represented("friend", "mandate", "2026-01-01").over(json!({"data_categories": ["contact"]})));
    assert_eq!(sets(&world, at("2026-02-01")), ["ask-consent n (self; mandate friend)"]);
    assert_eq!(sets(&world, at("2026-02-01").data(&["diet"])), ["ask-consent n (self)"]);
}

#[test]
fn an_erased_guardian_may_be_anyone() {
    let mut world = World::child(small().change("notices", "n", json!({"activation": "all-guardians"})));
    world.does(erased("e3", "2026-02-01"));
    assert_eq!(sets(&world, at("2026-03-01")), Vec::<String>::new(), "nobody knows whether all have answered");
}

#[test]
fn an_erased_guardian_is_nobody_before_they_were_one() {
    let mut world = World::child(small().change("notices", "n", json!({"activation": "all-guardians"})));
    world.does(represented("aunt", "guardian", "2026-03-01").id("of-aunt"));
    world.does(erased("of-aunt", "2026-03-15"));
    assert_eq!(sets(&world, at("2026-02-28T21:59:59.999Z")), ["ask-consent n (guardian dad + guardian mom)"]);
    assert_eq!(sets(&world, at("2026-03-01")), Vec::<String>::new());
}

#[test]
fn what_nobody_present_may_lift_is_no_remedy() {
    let book = small().bar_kind("hush", json!({"lifted_by": ["guardian"]}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10"));
    world.does(bar("hush", "2026-02-01"));
    assert_eq!(sets(&world, at("2026-03-01")), Vec::<String>::new());
}

#[test]
fn a_controller_lifts_only_what_concerns_it_alone() {
    let book = small().bar_kind("hush", json!({"lifted_by": ["controller"]}));
    for (scope, expected) in [
        (json!({"controllers": ["city"]}), vec!["lift-bar bar"]),
        (json!({"controllers": ["city", "firm"]}), vec![]),
        (json!({"purposes": ["teaching"]}), vec![]),
    ] {
        let mut world = World::of(book.clone());
        world.does(given("c1", "2026-01-10"));
        world.does(bar("hush", "2026-02-01").over(scope.clone()));
        assert_eq!(sets(&world, at("2026-03-01")), expected, "{scope}");
    }
}

#[test]
fn a_permit_obtained_after_a_withdrawal_is_a_new_basis_and_barred() {
    let permit = json!({"id": "p", "holder": "city", "until": "2026-02-15T00:00:00Z"});
    let book = small().row("law", json!({"permit": permit, "operations": ["use"]}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-02-01")), "covered by law and c1");
    world.does(withdrawn("c1", "2026-02-01"));
    assert_eq!(world.says(at("2026-02-01")), "covered by law", "it was there before");
    // EDPB 05/2020: no change of basis afterwards.
    assert_eq!(sets(&world, at("2026-03-01")), ["ask-consent n (self)"]);
}

#[test]
fn a_duty_is_told_and_no_consent_asked_for_what_it_meets() {
    let book = small()
        .requirement("hand-over", json!({"disclosure": true}), "yes")
        .row("law", json!({"character": "duty", "article": "6(1)(c)"}))
        .change("notices", "n", json!({"meets": ["lawful-basis", "hand-over"]}));
    let world = World::of(book);
    let found = remedies(&world, at("2026-02-01").to("firm").doing("disclose"));
    let told: Vec<String> = found.do_not_ask.iter().flat_map(|no| &no.requirements).map(ToString::to_string).collect();
    assert_eq!(told, ["lawful-basis"]);
    assert_eq!(sets(&world, at("2026-02-01").to("firm").doing("disclose")), ["ask-consent n (self)"], "for the rest");
}

#[test]
fn a_question_about_the_past_is_mended_with_what_was_known() {
    let mut world = World::of(small());
    world.does(given("c1", "2026-01-10"));
    world.does(withdrawn("c1", "2026-02-01"));
    assert!(remedies(&world, at("2026-02-15").known_at(3)).covered, "the withdrawal had not arrived");
    assert_eq!(sets(&world, at("2026-02-15")), ["ask-consent n (self)"]);
}

#[test]
fn several_pieces_are_asked_on_their_own_texts_and_nothing_twice() {
    let book = small().notice("diet-text", json!({"data_categories": [{"id": "diet"}]})).change(
        "notices",
        "n",
        json!({"data_categories": [{"id": "contact"}]}),
    );
    let world = World::of(book);
    let found = remedies(&world, at("2026-02-01").data(&["contact", "diet"]));
    let scopes: Vec<_> = found.sets[0].iter().map(|act| act.scope.as_ref().unwrap().data_categories.clone().unwrap()).collect();
    assert_eq!(sets(&world, at("2026-02-01").data(&["contact", "diet"])), ["ask-consent diet-text (self), ask-consent n (self)"]);
    assert_eq!(serde_json::to_value(scopes).unwrap(), json!([["diet"], ["contact"]]));
}

#[test]
fn a_broad_text_is_asked_only_for_what_the_other_acts_leave_open() {
    // The bar is over the diet, for which there is a row; the contact data needs the consent.
    let book = small().bar_kind("hush", json!({})).row("law", json!({"data_categories": ["diet"]})).change(
        "notices",
        "n",
        json!({"data_categories": [{"id": "contact"}, {"id": "diet"}]}),
    );
    let mut world = World::of(book);
    world.does(bar("hush", "2026-01-15").over(json!({"data_categories": ["diet"]})));
    let asked = at("2026-02-01").data(&["contact", "diet"]);
    let found = remedies(&world, asked.clone());
    assert_eq!(sets(&world, asked), ["ask-consent n (self), lift-bar bar"]);
    let scope = found.sets[0][0].scope.as_ref().unwrap();
    assert_eq!(serde_json::to_value(&scope.data_categories).unwrap(), json!(["contact"]));
}

#[test]
fn one_fact_with_a_whole_serves_two_conditions() {
    let pupil = |with: &str| json!([{"relationship": {"kind": "pupil", "with": with}}]);
    let rows = |school: &str, library: &str| {
        let book = small().without("notices", "n").row("school-law", json!({"when": pupil(school)}));
        World::of(book.row("library-law", json!({"data_categories": ["diet"], "when": pupil(library)})))
    };
    for (school, library, told) in [("city", "library", "city"), ("school", "school", "school"), ("school", "library", "city")] {
        let found = remedies(&rows(school, library), at("2026-02-01").data(&["contact", "diet"]));
        let facts: Vec<_> = found.sets.iter().map(|set| set.iter().map(|act| &act.fact).collect::<Vec<_>>()).collect();
        assert_eq!(serde_json::to_value(facts).unwrap(), json!([[{"relationship": {"kind": "pupil", "with": told}}]]));
    }
    let apart = remedies(&rows("school", "firm"), at("2026-02-01").data(&["contact", "diet"]));
    assert_eq!(apart.sets.iter().map(Vec::len).collect::<Vec<_>>(), [2], "nobody is a pupil of both by one fact");
}

#[test]
fn any_authority_lifts_what_authorities_lift() {
    let book = small().bar_kind("hush", json!({"lifted_by": ["authority"]}));
    for (office, expected) in [(false, vec![]), (true, vec!["lift-bar bar"])] {
        let office = if office { book.clone().party("agency", json!({"kind": "public-authority"})) } else { book.clone() };
        let mut world = World::of(office);
        world.does(given("c1", "2026-01-10"));
        world.does(bar("hush", "2026-02-01"));
        assert_eq!(sets(&world, at("2026-03-01")), expected);
    }
}

/// Categories `d0`, `d1` …, for each of which there are so many rows whose permit has run out.
fn permits(categories: usize, rows: usize) -> (World, Vec<String>) {
    let names: Vec<String> = (0..categories).map(|number| format!("d{number}")).collect();
    let mut book = small().without("notices", "n");
    for name in &names {
        book = book.category(name, json!({"classes": ["public"]}));
        for row in 0..rows {
            let permit = json!({"id": format!("p-{name}-{row}"), "holder": "city", "until": "2026-01-15T00:00:00Z"});
            book = book.row(&format!("{name}-{row}"), json!({"data_categories": [name], "permit": permit}));
        }
    }
    (World::of(book), names)
}

#[test]
fn many_acts_are_one_set_and_too_many_ways_are_an_error() {
    let asked = |names: &[String]| at("2026-02-01").data(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let (world, names) = permits(20, 1);
    assert_eq!(remedies(&world, asked(&names)).sets.iter().map(Vec::len).collect::<Vec<_>>(), [20]);
    // Two ways for each of fourteen items are 16,384 sets, with those on the way more than can be tried.
    let (world, names) = permits(14, 2);
    assert_eq!(remedies(&world, asked(&names[..3])).sets.len(), 8);
    let error = world.engine.remedies(&asked(&names).read()).unwrap_err();
    assert_eq!(error.code(), "remedy-too-complex");
    assert!(error.to_string().contains("ask about fewer items"), "{error}");
}

/// What the sets say about the birth date, and who answers.
fn births(world: &World) -> Vec<String> {
    let told = |act: &RemedyAct| match &act.fact {
        Some(fact) => serde_json::to_value(fact).unwrap()["birth_date"].to_string(),
        None => line(act),
    };
    remedies(world, at("2026-02-01")).sets.iter().map(|set| set.iter().map(told).collect::<Vec<_>>().join(", ")).collect()
}

#[test]
fn without_a_birth_date_the_person_or_a_guardian_may_be_the_one_to_answer() {
    let child = r#"{"after":"2008-02-01","not_after":"2026-02-01"}, ask-consent n (guardian mom)"#;
    let adult = r#"{"not_after":"2011-02-01"}, ask-consent n (self)"#;
    for (activation, expected) in [("any-guardian", vec![child, adult]), ("subject", vec![adult])] {
        let mut world = World::unborn(small().change("notices", "n", json!({"activation": activation})));
        world.does(represented("mom", "guardian", "2026-01-01"));
        let mut found = births(&world);
        found.sort();
        assert_eq!(found, expected);
    }
}

#[test]
fn what_guardians_gave_until_an_age_comes_back_with_the_birth_date() {
    let book = small().change("notices", "n", json!({"activation": "any-guardian", "guardian_until_age": 16}));
    let mut world = World::unborn(book);
    world.does(represented("mom", "guardian", "2026-01-01"));
    world.does(fact("birth_date", json!("2015-05-05"), "2026-01-02").id("born"));
    world.does(given("c1", "2026-01-10").by_guardian("mom"));
    world.does(erased("born", "2026-01-20"));
    assert_eq!(births(&world), [r#"{"after":"2010-02-01","not_after":"2026-02-01"}"#]);
}

#[test]
fn only_a_guardian_lifts_the_bar_of_one_whose_age_nobody_knows() {
    let book = small().bar_kind("hush", json!({"set_by": ["guardian"], "lifted_by": ["guardian"]})).row("law", json!({}));
    let mut world = World::unborn(book);
    world.does(represented("mom", "guardian", "2026-01-01"));
    world.does(bar("hush", "2026-01-15").by_guardian("mom"));
    assert_eq!(births(&world), [r#"{"after":"2008-02-01","not_after":"2026-02-01"}, lift-bar bar"#]);
}

/// Nobody lives in two municipalities; who lives in a whole is where the condition names a part.
#[test]
fn two_homes_are_one_fact_or_none() {
    let home = |party: &str| json!({"when": [{"home_municipality": {"party": party}}]});
    let book = |one: &str, other: &str| {
        let other = json!({"meets": ["x"], "when": [{"home_municipality": {"party": other}}]});
        let book = Book::new().requirement("x", json!({"operations": ["use"]}), "no").row("a", home(one)).row("b", other);
        book.without("notices", "n").without("notices", "wide").without("notices", "family").without("notices", "either")
    };
    let homes = |one: &str, other: &str| -> Vec<Vec<Id>> {
        let sets = remedies(&World::of(book(one, other)), at("2026-02-01")).sets;
        let home = |act: RemedyAct| match act.fact {
            Some(Fact::HomeMunicipality { party }) => party,
            other => panic!("expected a home, found {other:?}"),
        };
        sets.into_iter().map(|set| set.into_iter().map(home).collect()).collect()
    };
    let city = || vec![vec!["city".parse().unwrap()]];
    assert_eq!(homes("city", "city"), city());
    assert_eq!(homes("city", "school"), city());
    assert_eq!(homes("school", "library"), city());
    assert_eq!(homes("city", "firm"), Vec::<Vec<Id>>::new());
}
