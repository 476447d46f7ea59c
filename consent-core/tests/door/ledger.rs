//! The ledger: publications, merges of subjects, restoring.

use consent_core::Engine;
use serde_json::json;

use super::world::*;

#[test]
fn the_first_event_is_a_publication() {
    let mut engine = Engine::with_hash_key([1, 2]);
    engine.add_catalogue(Book::new().read()).unwrap();
    for act in
        [given("c1", "2026-01-10"), bar("restriction", "2026-01-10"), erased("x", "2026-01-10"), withdrawn("c1", "2026-01-10")]
    {
        let error = engine.record(act.id("x").read().unwrap(), instant("2026-06-01")).unwrap_err();
        assert_eq!((error.code(), error.pointer()), ("no-catalogue", Some("/type")));
    }
    assert_eq!(engine.size(), 0);
    let error = engine.decide(&at("2026-02-01").read()).unwrap_err();
    assert_eq!(error.code(), "no-catalogue");
}

#[test]
fn a_publication_names_a_version_that_is_held() {
    let mut world = World::new();
    let error = world.refusal(published(2, &digest("n", 1)));
    assert_eq!((error.code(), error.pointer()), ("unknown-catalogue-version", Some("/version")));
    assert_eq!(error.message(), "expected a catalogue version that the engine holds (1), found 2; add it first");
}

#[test]
fn a_publication_has_the_digest_of_its_version() {
    let mut world = World::new();
    let second = world.hold(&Book::new().next());
    let first = Book::new().read().digest().unwrap().to_string();
    assert_eq!(world.refuses(published(2, &first)), "catalogue-digest-mismatch at /sha256");
    world.does(published(2, &second.digest().unwrap().to_string()));
}

#[test]
fn a_version_only_grows() {
    let mut world = World::new();
    let first = Book::new().read().digest().unwrap().to_string();
    world.publish(&Book::new().next(), "2026-02-01");
    assert_eq!(world.refuses(published(1, &first)), "catalogue-version-not-newer at /version");
    assert_eq!(world.engine.catalogue(None).unwrap().version, 2);
}

#[test]
fn a_version_is_published_once() {
    let mut world = World::new();
    let first = Book::new().read().digest().unwrap().to_string();
    assert_eq!(world.refuses(published(1, &first)), "catalogue-already-published at /version");
    // The same event again is known already.
    let again = published(1, &first).id("e0").with("at", json!("2026-01-01T00:00:00Z"));
    assert!(world.does(again).already_known);
}

#[test]
fn a_publication_concerns_nobody() {
    let mut world = World::new();
    let second = world.hold(&Book::new().next());
    let mut event = published(2, &second.digest().unwrap().to_string()).id("p").read().unwrap();
    event.subject = Some(consent_core::SubjectId::new(ANNA).unwrap());
    let error = world.engine.record(event.clone(), instant("2026-06-01")).unwrap_err();
    assert_eq!((error.code(), error.pointer()), ("event-member-unexpected", Some("/subject")));
    let record = consent_core::ledger::Record { seq: 2, recorded_at: instant("2026-06-01"), actor_unverified: false, event };
    assert_eq!(world.engine.restore(vec![record]).unwrap_err().code(), "event-member-unexpected");
    assert_eq!(world.engine.size(), 2);
}

#[test]
fn the_highest_version_is_todays_whatever_its_instant() {
    let mut world = World::new();
    world.publish(&Book::new().next().row("law", json!({})), "2030-01-01");
    assert_eq!(world.says(at("2026-02-01")), "covered by law");
    assert_eq!(world.says(at("2026-02-01").known_at(2)), "not covered: no-basis");
}

#[test]
fn another_catalogue_or_other_content_is_not_held() {
    let mut world = World::new();
    let mut other = Book::new();
    other.0["id"] = json!("other");
    let error = world.engine.add_catalogue(other.read()).unwrap_err();
    assert_eq!((error.code(), error.pointer()), ("catalogue-other", Some("/id")));
    let error = world.engine.add_catalogue(Book::new().row("law", json!({})).read()).unwrap_err();
    assert_eq!((error.code(), error.pointer()), ("catalogue-version-conflict", Some("/version")));
    assert!(world.engine.add_catalogue(Book::new().read()).unwrap().is_empty());
}

#[test]
fn a_catalogue_without_lawful_basis_is_refused() {
    let mut engine = Engine::with_hash_key([1, 2]);
    let book = Book::new().without("requirements", "lawful-basis").requirement("other", json!({"disclosure": true}), "yes");
    let error = engine.add_catalogue(book.read()).unwrap_err();
    assert!(error.is_catalogue_refused(), "{error:?}");
}

// --- merges --------------------------------------------------------------------------------------------------------------

#[test]
fn a_withdrawal_under_the_other_key_hits() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(withdrawn("c1", "2026-02-01").of("a2"));
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
    let position = world.engine.size();
    world.does(merged("a2", "2026-03-01"));
    // From the position at which it is known, for every instant.
    assert_eq!(world.says(at("2026-02-01")), "not covered: c1 withdrawn 2026-02-01");
    assert_eq!(world.says(at("2026-02-01").known_at(position)), "covered by c1");
}

#[test]
fn after_a_merge_both_keys_are_one_person() {
    let mut world = World::of(Book::new().bar_kind("kielto", json!({})));
    world.does(merged("a2", "2026-01-05"));
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.says(at("2026-02-01").of("a2")), "covered by c1");
    world.does(bar("kielto", "2026-02-01").of("a2"));
    for key in [ANNA, "a2"] {
        assert_eq!(world.says(at("2026-02-01").of(key)), "not covered: c1 barred kielto 2026-02-01");
    }
    world.does(lifted("2026-03-01"));
    assert_eq!(world.says(at("2026-03-01").of("a2")), "covered by c1");
}

#[test]
fn merges_chain() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(fact("deceased", json!(true), "2026-02-01").of("a4"));
    world.does(merged("a4", "2026-03-01").of("a3"));
    world.does(merged("a2", "2026-03-01"));
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
    world.does(merged("a3", "2026-03-01").of("a2"));
    for key in [ANNA, "a2", "a3", "a4"] {
        assert_eq!(world.says(at("2026-02-01").of(key)), "not covered: c1 barred deceased 2026-02-01", "{key}");
    }
}

#[test]
fn the_door_knows_all_keys() {
    let mut world = World::unborn(Book::new());
    world.does(fact("birth_date", json!("1990-01-01"), "2026-01-01").of("a2"));
    assert_eq!(world.refuses(given("c1", "2026-01-10")), "actor-not-entitled at /by");
    world.does(merged("a2", "2026-01-05"));
    world.does(given("c1", "2026-01-10"));
    assert_eq!(world.refuses(given("c1", "2026-01-11").of("a2").on("wide")), "consent-under-other-notice at /notice");
}

#[test]
fn nobody_is_merged_with_themself() {
    let mut world = World::new();
    assert_eq!(world.refuses(merged(ANNA, "2026-01-10")), "merge-with-itself at /merged");
}

#[test]
fn merging_twice_or_both_ways_changes_nothing() {
    let mut world = World::new();
    world.does(given("c1", "2026-01-10"));
    world.does(merged("a2", "2026-01-10"));
    world.does(merged("a2", "2026-01-11"));
    world.does(merged(ANNA, "2026-01-12").of("a2"));
    assert_eq!(world.says(at("2026-02-01").of("a2")), "covered by c1");
}

// --- restoring -----------------------------------------------------------------------------------------------------------

fn full_life() -> World {
    let mut world = World::child(Book::new().bar_kind("kielto", json!({})));
    world.does(given("c1", "2026-02-01").on("family").by_guardian("mom"));
    world.does(given("c1", "2026-02-05").on("family").by_guardian("dad"));
    world.does(withdrawn("c1", "2026-03-01").by("mandate", "eve"));
    world.does(given("c2", "2026-03-05").on("either").by_guardian("dad"));
    world.does(bar("kielto", "2026-04-01").over(json!({"recipients": ["firm"]})));
    world.does(erased("bar", "2026-05-01"));
    world
}

#[test]
fn a_restored_ledger_gives_the_same_answers() {
    let world = full_life();
    let mut other = Engine::with_hash_key([3, 4]);
    other.add_catalogue(Book::new().bar_kind("kielto", json!({})).read()).unwrap();
    let records: Vec<_> = world
        .engine
        .records()
        .iter()
        .map(|record| consent_core::ledger::Record::from_json(record.to_json().unwrap().as_bytes()).unwrap())
        .collect();
    other.restore(records).unwrap();
    assert_eq!(other.records(), world.engine.records());
    for instant in ["2026-02-03", "2026-02-05", "2026-03-01", "2026-03-05", "2026-04-01"] {
        for to in ["city", "firm"] {
            let question = at(instant).to(to).read();
            assert_eq!(other.decide_with_horizon(&question).unwrap(), world.answer(at(instant).to(to)), "{instant} {to}");
        }
    }
}

#[test]
fn a_ledger_has_no_gaps() {
    let world = full_life();
    let records = world.engine.records().to_vec();
    let mut other = Engine::with_hash_key([3, 4]);
    other.add_catalogue(Book::new().bar_kind("kielto", json!({})).read()).unwrap();
    for (records, code) in [
        (records[1..].to_vec(), "record-position"),
        ([&records[..2], &records[3..]].concat(), "record-position"),
        ([&records[..2], &records[1..]].concat(), "record-position"),
    ] {
        assert_eq!(other.restore(records).unwrap_err().code(), code);
        assert_eq!(other.size(), 0);
    }
    let mut twice = records[..3].to_vec();
    twice[2].event = twice[1].event.clone();
    assert_eq!(other.restore(twice).unwrap_err().code(), "event-id-taken");
    let mut headless = records[1..3].to_vec();
    for (record, seq) in headless.iter_mut().zip(0..) {
        record.seq = seq;
    }
    assert_eq!(other.restore(headless).unwrap_err().code(), "no-catalogue");
    assert_eq!(other.size(), 0);
    other.restore(records).unwrap();
}

#[test]
fn a_ledger_is_restored_only_with_its_catalogues() {
    let world = full_life();
    let mut other = Engine::with_hash_key([3, 4]);
    assert_eq!(other.restore(world.engine.records().to_vec()).unwrap_err().code(), "unknown-catalogue-version");
    other.add_catalogue(Book::new().read()).unwrap();
    assert_eq!(other.restore(world.engine.records().to_vec()).unwrap_err().code(), "catalogue-digest-mismatch");
    assert_eq!(other.size(), 0);
}

#[test]
fn a_restored_ledger_goes_on() {
    let world = full_life();
    let mut other = Engine::with_hash_key([3, 4]);
    other.add_catalogue(Book::new().bar_kind("kielto", json!({})).read()).unwrap();
    let (first, rest) = world.engine.records().split_at(4);
    other.restore(first.to_vec()).unwrap();
    let event = given("cx", "2026-02-01").id("x").by_guardian("eve").on("either").read().unwrap();
    assert_eq!(other.record(event, instant("2026-06-01")).unwrap_err().code(), "actor-not-entitled");
    other.restore(rest.to_vec()).unwrap();
    assert_eq!(other.records(), world.engine.records());
}

#[test]
fn the_order_of_accepted_events_does_not_count() {
    let world = full_life();
    let mut records = world.engine.records().to_vec();
    records[1..].reverse();
    for (record, seq) in records.iter_mut().zip(0..) {
        record.seq = seq;
    }
    let mut other = Engine::with_hash_key([3, 4]);
    other.add_catalogue(Book::new().bar_kind("kielto", json!({})).read()).unwrap();
    other.restore(records).unwrap();
    for instant in ["2026-02-03", "2026-02-05", "2026-03-01", "2026-03-05", "2026-04-01"] {
        for to in ["city", "firm"] {
            let question = at(instant).to(to).read();
            assert_eq!(other.decide_with_horizon(&question).unwrap(), world.answer(at(instant).to(to)), "{instant} {to}");
        }
    }
}
