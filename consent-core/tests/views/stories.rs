//! Views told one by one.

use core::ops::ControlFlow;

use consent_core::view::{Overview, Pivot, Progress, StopListOptions, SubjectsOptions, UseEntry, register};
use consent_core::{Id, SubjectId};
use serde_json::json;

use crate::door::world::*;

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn anna() -> SubjectId {
    SubjectId::new(ANNA).unwrap()
}

fn small() -> Book {
    Book::new().without("notices", "wide").without("notices", "family").without("notices", "either")
}

fn overview(world: &World, at: &str) -> Overview {
    world.engine.overview(&anna(), instant(at), None).unwrap()
}

#[test]
fn the_four_pivots_have_every_use() {
    let mut world = World::of(small().row("law", json!({"purposes": ["meals"], "recipients": null})));
    world.does(given("c1", "2026-01-10"));
    let overview = overview(&world, "2026-02-01");
    let keys = |by: Pivot| overview.pivot(by).into_iter().map(|(key, at)| format!("{key} {}", at.len())).collect::<Vec<_>>();
    assert_eq!(keys(Pivot::Service), ["city 2", "firm 1"]);
    assert_eq!(keys(Pivot::Purpose), ["meals 1", "teaching 2"]);
    assert_eq!(keys(Pivot::Data), ["contact 3", "diet 2"]);
    assert_eq!(keys(Pivot::Basis), ["c1 2", "law 1"]);
    for by in Pivot::ALL {
        let mut seen: Vec<usize> = overview.pivot(*by).into_values().flatten().collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, (0..overview.uses.len()).collect::<Vec<_>>(), "{by}");
    }
}

#[test]
fn a_use_ends_by_withdrawal_when_nothing_else_carries_it() {
    let mut world = World::of(small().row("law", json!({"recipients": null, "operations": ["use"]})));
    world.does(given("c1", "2026-01-10"));
    let ends: Vec<String> = overview(&world, "2026-02-01")
        .uses
        .iter()
        .map(|entry| {
            let data: Vec<&str> = entry.data_categories.iter().map(Id::as_str).collect();
            format!("{} {} {}", entry.recipient, data.join("+"), entry.ends_by_withdrawal())
        })
        .collect();
    // `law` carries the city's own use of contact data; the rest rests on the consent alone.
    assert_eq!(ends, ["city contact false", "city diet true", "city contact true", "firm contact+diet true"]);
}

#[test]
fn of_two_consents_of_which_one_was_narrowed_each_carries_its_own() {
    let uses = |narrowed_one: &str, instant: &str| {
        let mut world = World::of(small());
        world.does(given("c1", "2026-01-10"));
        world.does(given("c2", "2026-01-11"));
        world.does(narrowed(narrowed_one, json!({"operations": ["disclose"]}), "2026-01-20"));
        let tell = |entry: &UseEntry| {
            let others = entry.others.iter().map(|basis| basis.id().as_str());
            let bases: Vec<&str> = core::iter::once(entry.basis.basis.id().as_str()).chain(others).collect();
            let operations: Vec<&str> = entry.operations.iter().map(|operation| operation.word()).collect();
            format!("{} {} by {}", entry.recipient, operations.join("+"), bases.join("+"))
        };
        overview(&world, instant).uses.iter().map(tell).collect::<Vec<_>>()
    };
    assert_eq!(uses("c1", "2026-01-19"), ["city disclose+use by c1+c2", "firm disclose+use by c1+c2"]);
    assert_eq!(
        uses("c1", "2026-01-20"),
        ["city use by c1+c2", "city disclose by c2", "firm use by c1+c2", "firm disclose by c2"]
    );
    assert_eq!(
        uses("c2", "2026-01-20"),
        ["city disclose by c1", "city use by c1+c2", "firm disclose by c1", "firm use by c1+c2"]
    );
}

#[test]
fn an_emergency_does_not_hide_that_a_withdrawal_stops_the_everyday_use() {
    let book = small().row("urgent", json!({"article": "6(1)(d)", "when": [{"assertion": {"name": "urgent"}}]}));
    let mut world = World::of(book);
    world.does(given("c1", "2026-01-10"));
    let entry = overview(&world, "2026-02-01").uses.remove(0);
    assert_eq!((entry.basis.basis.id().as_str(), entry.assertions.len()), ("c1", 0), "the consent governs");
    let preview = world.engine.preview(&withdrawn("c1", "2026-02-01").id("x").read().unwrap()).unwrap();
    assert!(preview.stops.iter().any(|stop| stop.recipient == id("city") && stop.data_categories.contains(&id("contact"))));
    world.does(withdrawn("c1", "2026-02-01"));
    let left = overview(&world, "2026-02-01").uses;
    assert!(left.iter().all(|entry| entry.assertions == [id("urgent")]), "what is left has to be stated: {left:?}");
    assert_eq!(left.len(), 2);
}

#[test]
fn guardians_who_gave_for_no_common_case_gave_for_none() {
    let mut world = World::child(small().change("notices", "n", json!({"activation": "all-guardians"})));
    world.does(given("c1", "2026-01-10").by_guardian("mom").over(json!({"cases": ["trip:1"]})));
    world.does(given("c1", "2026-01-10").by_guardian("dad").over(json!({"cases": ["trip:2"]})));
    assert!(overview(&world, "2026-02-01").uses.is_empty());
    let who = world.engine.who_may(&anna(), &id("contact"), None, instant("2026-02-01"), None).unwrap();
    assert!(who.uses.is_empty());
}

#[test]
fn a_preview_changes_nothing() {
    let mut world = World::of(small());
    world.does(given("c1", "2026-01-10"));
    let before = world.engine.records().to_vec();
    let act = withdrawn("c1", "2026-02-01").id("x").read().unwrap();
    let first = world.engine.preview(&act).unwrap();
    assert_eq!(world.engine.preview(&act).unwrap(), first);
    assert_eq!(world.engine.records(), before);
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
}

#[test]
fn a_withdrawal_tells_what_goes_on_because_of_law() {
    let mut world = World::of(small().row("law", json!({"recipients": null, "operations": ["use"]})));
    world.does(given("c1", "2026-01-10"));
    let preview = world.engine.preview(&withdrawn("c1", "2026-02-01").id("x").read().unwrap()).unwrap();
    let goes_on: Vec<&str> = preview.unchanged.iter().map(|entry| entry.basis.basis.id().as_str()).collect();
    assert_eq!(goes_on, ["law"]);
    assert!(preview.continues.is_empty() && preview.starts.is_empty());
}

fn four() -> World {
    let mut world = World::of(small());
    for (subject, born) in [("bo", "1980-01-01"), ("cilla", "1985-01-01"), ("dan", "2020-01-01")] {
        world.does(fact("birth_date", json!(born), "2026-01-01").of(subject));
    }
    world.does(given("c1", "2026-01-10"));
    world.does(given("c2", "2026-01-10").of("bo"));
    world.does(withdrawn("c2", "2026-02-01").of("bo"));
    world
}

#[test]
fn a_scan_can_be_watched_and_cancelled() {
    let world = four();
    let template = at("2026-03-01").read().template();
    let mut seen: Vec<Progress> = Vec::new();
    let mut watch = |progress: Progress| {
        seen.push(progress);
        ControlFlow::Continue(())
    };
    let options = SubjectsOptions::default().watched_by(&mut watch);
    let found = world.engine.subjects(&template, instant("2026-03-01"), options).unwrap();
    assert_eq!(found.iter().map(SubjectId::as_str).collect::<Vec<_>>(), [ANNA]);
    assert!(found.reasons().is_empty(), "reasons are counted when asked for");
    assert_eq!(seen, [Progress { done: 0, total: 4 }, Progress { done: 4, total: 4 }]);
    for stop_at in [0, 4] {
        let mut watch = |progress: Progress| {
            if progress.done == stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let options = SubjectsOptions::default().with_reasons().watched_by(&mut watch);
        let error = world.engine.subjects(&template, instant("2026-03-01"), options).unwrap_err();
        assert_eq!(error.code(), "cancelled", "at {stop_at}");
    }
}

#[test]
fn bitmaps_of_two_questions_can_be_compared() {
    let world = four();
    let of = |when: &str| {
        let found = world.engine.subjects(&at(when).read().template(), instant(when), SubjectsOptions::default()).unwrap();
        found.bitmap().clone()
    };
    let (before, after) = (of("2026-01-20"), of("2026-03-01"));
    assert_eq!((before.len(), after.len(), (&before - &after).len()), (2, 1, 1), "one was lost");
}

#[test]
fn counts_below_the_threshold_are_suppressed() {
    let world = four();
    let options = SubjectsOptions::default().with_reasons();
    let found = world.engine.subjects(&at("2026-03-01").read().template(), instant("2026-03-01"), options).unwrap();
    let counts: Vec<String> = found.reasons().iter().map(|(code, count)| format!("{code} {count}")).collect();
    assert_eq!(counts, ["no-basis 2", "withdrawn 1"]);
    assert!(found.published_reasons(2).values().all(Option::is_none), "one alone could be reckoned from the total");
    assert!(found.published_reasons(1).values().all(Option::is_some));
}

#[test]
fn a_service_does_not_ask_during_the_pause_after_a_refusal() {
    let mut world = World::of(small().change("notices", "n", json!({"ask_again_after": "P1M"})));
    let needs = |world: &World, at: &str| world.engine.needs(&id("firm"), &anna(), instant(at)).unwrap();
    assert_eq!(needs(&world, "2026-02-01").ask.len(), 1);
    world.does(requested("c1", "2026-02-01"));
    let waiting = needs(&world, "2026-02-05");
    assert_eq!((waiting.ask.len(), waiting.pending.len()), (0, 1));
    world.does(refused("c1", "2026-02-10"));
    let cooling = needs(&world, "2026-02-20");
    assert_eq!((cooling.ask.len(), cooling.pending.len()), (0, 0));
    assert_eq!(needs(&world, "2026-03-10").ask.len(), 1);
}

#[test]
fn a_stop_tells_what_to_do_and_whom_to_tell() {
    let erase = json!([{"id": "erase", "due": "on-end"}, {"id": "log", "due": "with"}]);
    let mut world = World::of(small().change("notices", "n", json!({"obligations": erase, "controllers": ["city", "library"]})));
    world.does(given("c1", "2026-01-10"));
    let since = world.engine.size();
    world.does(withdrawn("c1", "2026-02-01"));
    let list = world
        .engine
        .stop_list(&id("firm"), since, instant("2026-01-20"), instant("2026-03-01"), StopListOptions::default())
        .unwrap();
    let stops: Vec<String> = list
        .stops
        .iter()
        .map(|stop| {
            let names = |list: &[Id]| list.iter().map(Id::as_str).collect::<Vec<_>>().join("+");
            format!("{}: {}; tell {}", stop.controller, names(&stop.obligations), names(&stop.propagate_to))
        })
        .collect();
    assert_eq!(stops, ["city: erase; tell city+library", "library: erase; tell city+library"]);
    assert_eq!(list.position.size, world.engine.size(), "where the next call goes on");
    let error = world
        .engine
        .stop_list(&id("firm"), 99, instant("2026-01-20"), instant("2026-03-01"), StopListOptions::default())
        .unwrap_err();
    assert_eq!(error.code(), "position-unknown");
}

#[test]
fn a_bundle_points_to_the_leg_that_is_no_question() {
    let world = World::of(small());
    let legs = [at("2026-02-01").read(), at("2026-02-01").purpose("gossip").read()];
    let error = world.engine.decide_all(&legs).unwrap_err();
    assert_eq!((error.code(), error.pointer()), ("unknown-purpose", Some("/1/purpose")));
}

#[test]
fn the_register_is_whole_and_has_nobody_in_it() {
    let mut world = World::of(Book::new().row("law", json!({})));
    world.does(given("c1", "2026-01-10"));
    let register = register(world.engine.catalogue(None).unwrap());
    let ids: Vec<&str> = register.activities.iter().map(|activity| activity.id.as_str()).collect();
    assert_eq!(ids, ["law", "either", "family", "n", "wide"]);
    let wide = &register.activities[4];
    assert_eq!(wide.recipients, wide.controllers, "the controller only");
    assert!(!serde_json::to_string(&register).unwrap().contains(ANNA));
}

#[test]
fn a_stop_list_can_be_watched_and_cancelled() {
    let world = four();
    let made = |watch: &mut dyn FnMut(Progress) -> ControlFlow<()>| {
        let options = StopListOptions::default().watched_by(watch);
        world.engine.stop_list(&id("firm"), world.engine.size(), instant("2026-01-20"), instant("2026-03-01"), options)
    };
    let mut seen: Vec<Progress> = Vec::new();
    let list = made(&mut |progress| {
        seen.push(progress);
        ControlFlow::Continue(())
    });
    assert_eq!(list.unwrap().stops.iter().map(|stop| stop.subject.as_str()).collect::<Vec<_>>(), ["bo"]);
    assert_eq!(seen, [Progress { done: 0, total: 4 }, Progress { done: 4, total: 4 }]);
    for stop_at in [0, 4] {
        let error = made(&mut |so_far| if so_far.done == stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) });
        assert_eq!(error.unwrap_err().code(), "cancelled", "at {stop_at}");
    }
}

#[test]
fn every_recorded_use_is_told_the_latest_first() {
    let mut world = World::of(small());
    for number in 0..300 {
        world.does(used(&format!("2026-01-{:02}", number % 20 + 1)));
    }
    let recorded = overview(&world, "2026-02-01").recorded_uses;
    assert_eq!(recorded.len(), 300);
    assert!(recorded.is_sorted_by(|a, b| a.at >= b.at));
    assert_eq!(overview(&world, "2026-01-01").recorded_uses.len(), 15, "later ones are not known about yet");
}

/// Of bars and of consents that are alike, each counts at its own time.
#[test]
fn an_objection_made_again_ends_what_was_given_in_between() {
    let bases = |world: &World, at: &str| -> Vec<String> {
        let all = |uses: Overview| {
            uses.uses.into_iter().flat_map(|entry| [entry.basis.basis].into_iter().chain(entry.others)).collect::<Vec<_>>()
        };
        let mut ids: Vec<String> = all(overview(world, at)).iter().map(|basis| basis.id().to_string()).collect();
        ids.sort();
        ids.dedup();
        ids
    };
    let mut world = World::of(small());
    world.does(given("c1", "2026-01-02"));
    assert_eq!(bases(&world, "2026-01-03"), ["c1"]);
    world.does(bar("objection", "2026-01-05").id("first"));
    assert!(bases(&world, "2026-01-06").is_empty());
    world.does(given("c2", "2026-01-10"));
    assert_eq!(bases(&world, "2026-01-11"), ["c2"], "what was given before the objection stays barred");
    world.does(given("c3", "2026-01-12"));
    assert_eq!(bases(&world, "2026-01-13"), ["c2", "c3"]);
    world.does(bar("objection", "2026-01-15").id("second"));
    assert!(bases(&world, "2026-01-16").is_empty());
    world.does(given("c4", "2026-01-20"));
    assert_eq!(bases(&world, "2026-01-21"), ["c4"]);
}

#[test]
fn what_to_ask_is_in_the_words_of_the_notice() {
    // A row names the school, the text the whole city and all of education.
    let book = small()
        .change("notices", "n", json!({"controllers": ["city"], "recipients": ["city"], "purposes": ["education"]}))
        .row("law", json!({"controller": "school", "recipients": ["school"], "when": [{"age": {"below": 7}}]}));
    let world = World::of(book);
    let ask = world.engine.needs(&id("school"), &anna(), instant("2026-02-01")).unwrap().ask;
    assert_eq!(
        serde_json::to_value(&ask).unwrap(),
        json!([{
            "notice": {"id": "n", "version": 1}, "ask": "may", "controller": "city", "recipient": "city", "purpose": "education",
            "required": ["contact"], "optional": [], "operations": ["disclose", "use"], "form": "any"
        }])
    );
}

#[test]
fn what_is_public_and_in_vain_is_not_asked() {
    let shut = json!({"memberships": [{"role": "recipient", "status": "suspended", "from": "2026-01-01T00:00:00Z"}]});
    let ask = |book: Book| World::of(book).engine.needs(&id("firm"), &anna(), instant("2026-02-01")).unwrap().ask.len();
    assert_eq!(ask(small()), 1);
    assert_eq!(ask(small().change("parties", "firm", shut)), 0, "a suspended member");
    let signed = small().requirement("ban", json!({"purpose_classes": ["direct-marketing"]}), "no");
    assert_eq!(ask(signed.change("notices", "n", json!({"purposes": ["ads"]}))), 0, "no consent meets it");
}

#[test]
fn given_pieces_are_not_asked_again_and_what_a_bar_defeats_is_asked_like_anything() {
    let book = small()
        .bar_kind("hush", json!({}))
        .requirement("hand-over", json!({"disclosure": true}), "yes")
        .notice("second", json!({"operations": ["disclose"], "meets": ["hand-over"], "data_categories": [{"id": "contact"}]}));
    let asked = |acts: &[Act]| {
        let mut world = World::of(book.clone().change("notices", "n", json!({"operations": ["disclose"]})));
        acts.iter().for_each(|act| {
            world.does(act.clone());
        });
        let needs = world.engine.needs(&id("firm"), &anna(), instant("2026-03-01")).unwrap();
        needs.ask.iter().map(|entry| entry.notice.id.to_string()).collect::<Vec<_>>().join(" ")
    };
    let (first, second) = (given("c1", "2026-01-10"), given("c2", "2026-01-10").on("second").over(json!({})));
    let hush = bar("hush", "2026-02-01");
    assert_eq!(asked(&[]), "n second");
    assert_eq!(asked(std::slice::from_ref(&hush)), "n second");
    assert_eq!(asked(std::slice::from_ref(&first)), "second");
    assert_eq!(asked(&[first.clone(), hush.clone()]), "second");
    assert_eq!(asked(&[first.clone(), second.clone()]), "");
    assert_eq!(asked(&[first, second, hush]), "n second");
}

/// Only what meets the requirement of a lawful basis carries a use; what meets another one is needed besides.
#[test]
fn a_basis_that_only_lifts_secrecy_does_not_carry_a_use() {
    let book = small().requirement("x", json!({"operations": ["use"]}), "no").row("law", json!({}));
    let mut world = World::of(book.row("secrecy", json!({"meets": ["x"], "operations": ["use"]})));
    world.does(given("c1", "2026-01-10"));
    let told: Vec<String> = overview(&world, "2026-02-01")
        .uses
        .iter()
        .map(|entry| {
            let others: Vec<_> = entry.others.iter().map(|basis| basis.id().to_string()).collect();
            format!("{}: {} {others:?}", entry.recipient, entry.basis.basis.id())
        })
        .collect();
    assert_eq!(told, [r#"city: law ["c1"]"#, "city: c1 []", r#"firm: law ["c1"]"#, "firm: c1 []"]);
}
