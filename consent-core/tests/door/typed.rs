//! What a host builds in its own language is checked as strictly as what is read; so is what is restored.

use consent_core::catalogue::Scope;
use consent_core::ledger::{Capacity, Event, EventBody, EventType, NoticeRef, Record, Shell};
use consent_core::{Engine, Id, Lang};
use serde_json::json;

use super::world::*;

/// Refused at the door and in restoring; nothing changes.
fn refused_twice(world: &mut World, event: &Event) -> String {
    let (size, before) = (world.engine.size(), world.says(at("2026-03-01")));
    let at_door = world.engine.record(event.clone(), instant("2026-06-01")).unwrap_err();
    let record = Record { seq: size, recorded_at: instant("2026-06-01"), actor_unverified: false, event: event.clone() };
    let restored = world.engine.restore(vec![record]).unwrap_err();
    assert_eq!(restored.code(), at_door.code());
    assert_eq!((world.engine.size(), world.says(at("2026-03-01"))), (size, before));
    format!("{} at {}", at_door.code(), at_door.pointer().unwrap_or("-"))
}

fn covered() -> World {
    let mut world = World::of(Book::new().bar_kind("kielto", json!({})));
    world.does(given("c1", "2026-01-10").id("g"));
    world
}

#[test]
fn an_empty_list_in_a_scope_bars_nothing_and_is_refused() {
    let mut world = covered();
    let mut event = bar("kielto", "2026-02-01").read().unwrap();
    let EventBody::BarSet { scope, .. } = &mut event.body else { panic!("a bar") };
    *scope = Scope { data_categories: Some(Vec::new()), ..Scope::default() };
    assert_eq!(refused_twice(&mut world, &event), "event-list-empty at /scope/data_categories");
}

#[test]
fn a_bar_that_ends_before_it_begins_is_refused() {
    let mut world = covered();
    for (from, until) in [(Some("2026-03-01"), "2026-03-01"), (Some("2026-03-02"), "2026-03-01"), (None, "2026-02-01")] {
        let mut event = bar("kielto", "2026-02-01").read().unwrap();
        let EventBody::BarSet { from: begins, until: ends, .. } = &mut event.body else { panic!("a bar") };
        (*begins, *ends) = (from.map(instant), Some(instant(until)));
        assert_eq!(refused_twice(&mut world, &event), "interval-empty at /until");
    }
}

#[test]
fn an_act_that_concerns_nobody_is_refused_and_not_swallowed() {
    let mut world = covered();
    for act in
        [withdrawn("c1", "2026-02-01").id("x"), bar("kielto", "2026-02-01"), fact("deceased", json!(true), "2026-02-01").id("x")]
    {
        let mut event = act.read().unwrap();
        event.subject = None;
        assert_eq!(refused_twice(&mut world, &event), "event-member-missing at -");
    }
}

#[test]
fn a_person_has_no_id_and_everybody_else_has_one() {
    let mut world = covered();
    let mut event = withdrawn("c1", "2026-02-01").id("x").read().unwrap();
    event.by.id = Some(Id::new("anna").unwrap());
    assert_eq!(refused_twice(&mut world, &event), "event-actor-invalid at /by/id");
    let mut event = withdrawn("c1", "2026-02-01").id("x").by("mandate", "eva").read().unwrap();
    event.by.id = None;
    assert_eq!(refused_twice(&mut world, &event), "event-actor-invalid at /by");
}

#[test]
fn a_narrowing_that_names_nothing_is_refused() {
    let mut world = covered();
    let mut event = narrowed("c1", json!({"purposes": ["teaching"]}), "2026-02-01").id("x").read().unwrap();
    let EventBody::ConsentNarrowed { scope, .. } = &mut event.body else { panic!("a narrowing") };
    *scope = Scope::default();
    assert_eq!(refused_twice(&mut world, &event), "event-member-missing at /scope");
}

// --- shells --------------------------------------------------------------------------------------------------------------

fn shell_of(act: Act, change: impl FnOnce(&mut Shell)) -> Event {
    let mut event = act.id("x").read().unwrap().shell();
    let EventBody::Erased(shell) = &mut event.body else { panic!("a shell") };
    change(shell);
    event
}

/// Refused in restoring and in reading.
fn malformed(world: &mut World, event: Event, code: &str) {
    let record = Record { seq: world.engine.size(), recorded_at: instant("2026-06-01"), actor_unverified: false, event };
    let error = world.engine.restore(vec![record.clone()]).unwrap_err();
    assert_eq!(error.code(), code, "{record:?}");
    let read = Record::from_json(record.to_json().unwrap().as_bytes()).unwrap_err();
    assert_eq!(read.code(), code, "{record:?}");
}

#[test]
fn a_shell_without_what_its_effect_needs_is_malformed() {
    let mut world = covered();
    for event in [
        shell_of(bar("kielto", "2026-02-01"), |shell| shell.kind = None),
        shell_of(withdrawn("c1", "2026-02-01"), |shell| shell.consent = None),
        shell_of(refused("c1", "2026-02-01"), |shell| shell.consent = None),
        shell_of(suspended("c1", "2026-02-01"), |shell| shell.consent = None),
        shell_of(invalidated("c1", "2026-02-01"), |shell| shell.consent = None),
        shell_of(narrowed("c1", json!({"purposes": ["teaching"]}), "2026-02-01"), |shell| shell.consent = None),
        shell_of(narrowed("c1", json!({"purposes": ["teaching"]}), "2026-02-01"), |shell| shell.scope = Scope::default()),
        shell_of(given("c1", "2026-02-01"), |shell| shell.notice = None),
        shell_of(requested("c1", "2026-02-01"), |shell| shell.notice = None),
        shell_of(fact("deceased", json!(true), "2026-02-01"), |shell| shell.kind = None),
        shell_of(ended("pupil", "school", "2026-02-01"), |shell| shell.kind = None),
        shell_of(represented("dad", "guardian", "2026-02-01"), |shell| shell.capacity = None),
        shell_of(merged("a2", "2026-02-01"), |shell| shell.merged = None),
    ] {
        malformed(&mut world, event, "event-member-missing");
    }
    assert_eq!(world.says(at("2026-03-01")), "covered by c1");
}

/// Nobody is merged, represented or barred by what is left of an event of another type.
#[test]
fn a_shell_has_nothing_that_its_event_could_not_have() {
    let mut world = covered();
    let account = || used("2026-02-01");
    for event in [
        shell_of(account(), |shell| shell.merged = "a2".parse().ok()),
        shell_of(account(), |shell| shell.capacity = Some(Capacity::Guardian)),
        shell_of(account(), |shell| shell.consent = "c1".parse().ok()),
        shell_of(account(), |shell| shell.kind = "kielto".parse().ok()),
        shell_of(withdrawn("c1", "2026-02-01"), |shell| shell.scope.purposes = Some(vec!["teaching".parse().unwrap()])),
        shell_of(withdrawn("c1", "2026-02-01"), |shell| {
            shell.notice = Some(NoticeRef { id: "n".parse().unwrap(), version: 1, language: None, sha256: None })
        }),
        shell_of(given("c1", "2026-02-01"), |shell| shell.notice.as_mut().unwrap().language = Some(Lang::Fi)),
        shell_of(fact("deceased", json!(true), "2026-02-01"), |shell| shell.kind = "pupil".parse().ok()),
        shell_of(withdrawn("c1", "2026-02-01"), |shell| shell.from = Some(instant("2026-01-01"))),
        shell_of(fact("deceased", json!(true), "2026-02-01"), |shell| shell.until = Some(instant("2026-03-01"))),
        shell_of(represented("dad", "guardian", "2026-02-01"), |shell| shell.kind = "pupil".parse().ok()),
        shell_of(merged("a2", "2026-02-01"), |shell| shell.consent = "c1".parse().ok()),
    ] {
        malformed(&mut world, event, "event-member-unexpected");
    }
    assert_eq!(world.says(at("2026-03-01")), "covered by c1");
}

#[test]
fn a_shell_of_a_bar_has_an_interval_and_no_shell_has_words() {
    let empty = shell_of(bar("kielto", "2026-02-01"), |shell| shell.until = Some(instant("2026-02-01")));
    assert_eq!(empty.check().unwrap_err().code(), "interval-empty");
    let shell = shell_of(withdrawn("c1", "2026-02-01"), |_| {});
    shell.check().unwrap();
    for member in ["operator", "reason"] {
        let mut json: serde_json::Value = serde_json::from_str(&shell.to_json().unwrap()).unwrap();
        json[member] = json!("op");
        let error = Event::from_json(json.to_string().as_bytes()).unwrap_err();
        assert_eq!((error.code(), error.pointer()), ("event-member-unexpected", Some(format!("/{member}").as_str())));
    }
}

#[test]
fn what_has_to_stay_whole_has_no_shell() {
    let world = covered();
    for event_type in [EventType::CataloguePublished, EventType::EventErased] {
        let event = shell_of(withdrawn("c1", "2026-02-01"), |shell| shell.event_type = event_type);
        assert_eq!(event.check().unwrap_err().code(), "event-not-erasable");
    }
    assert_eq!(world.says(at("2026-03-01")), "covered by c1");
}

#[test]
fn a_shell_of_each_negative_act_has_its_effect_in_a_restored_ledger() {
    for (act, told) in [
        (bar("kielto", "2026-02-01"), "not covered: c1 barred kielto 2026-02-01"),
        (withdrawn("c1", "2026-02-01"), "not covered: c1 withdrawn 2026-02-01"),
        (refused("c1", "2026-02-01"), "not covered: c1 refused 2026-02-01"),
        (suspended("c1", "2026-02-01"), "not covered: c1 suspended 2026-02-01"),
        (invalidated("c1", "2026-02-01"), "not covered: c1 invalidated"),
        (narrowed("c1", json!({"purposes": ["teaching"]}), "2026-02-01"), "not covered: c1 withdrawn 2026-02-01"),
        (fact("deceased", json!(true), "2026-02-01"), "not covered: c1 barred deceased 2026-02-01"),
    ] {
        let mut world = covered();
        let shell = shell_of(act, |_| {});
        let record = Record { seq: 3, recorded_at: instant("2026-06-01"), actor_unverified: false, event: shell };
        world.engine.restore(vec![Record::from_json(record.to_json().unwrap().as_bytes()).unwrap()]).unwrap();
        assert_eq!(world.says(at("2026-03-01")), told);
    }
}

#[test]
fn many_acts_and_withdrawals_under_one_id_are_answered_at_once() {
    // Half a quorum, given and taken back again and again: the bars must not multiply.
    let mut engine = Engine::with_hash_key([1, 2]);
    let book = Book::new();
    engine.add_catalogue(book.read()).unwrap();
    let mut events = vec![
        published(1, &book.read().digest().unwrap().to_string()).id("p").with("at", json!("2026-01-01T00:00:00Z")),
        fact("birth_date", json!("2016-09-01"), "2026-01-01").id("b"),
        represented("mom", "guardian", "2026-01-01").id("mom"),
        represented("dad", "guardian", "2026-01-01").id("dad"),
    ];
    for n in 0..400 {
        let instant = format!("2026-02-01T00:00:00.{n:03}Z");
        events.push(given("c1", &instant).on("family").by_guardian("mom").id(&format!("g{n}")));
        events.push(withdrawn("c1", &instant).by_guardian("mom").id(&format!("w{n}")));
    }
    let records = (0..).zip(events).map(|(seq, act)| Record {
        seq,
        recorded_at: instant("2026-06-01"),
        actor_unverified: false,
        event: act.read().unwrap(),
    });
    engine.restore(records.collect()).unwrap();
    let answer = engine.decide(&at("2026-03-01").read()).unwrap();
    assert_eq!(tell(&answer), "not covered: c1 withdrawn 2026-02-01");
}
