//! Small worlds computed by hand, at the edges of the rules: what the naive evaluator is itself held against.

use consent_core::catalogue::Catalogue;
use consent_core::decide::{Answer, Outcome, ProposedUse, ReasonCode};
use consent_core::ledger::{Event, Record};
use serde_json::{Value, json};

/// A city with a school and a library of its own, a company that processes for the school, and one text.
fn city() -> Value {
    let labels = json!({"fi": "a", "sv": "a", "en": "a"});
    let digest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    json!({
        "schema": "consent-catalogue/1", "id": "city", "version": 1, "published": "2026-01-01T00:00:00Z",
        "languages": ["fi", "sv", "en"], "utc_offset_minutes": 0, "profiles": [],
        "requirements": [{"id": "lawful-basis", "source": "GDPR 6", "labels": labels, "raised_by": {"always": true}, "consent": "yes"}],
        "terms": [{"id": "public", "kind": "class", "labels": labels}, {"id": "care", "kind": "class", "labels": labels}],
        "data_categories": [
            {"id": "data", "since": 1, "labels": labels, "classes": ["public"]},
            {"id": "grades", "since": 1, "labels": labels, "parents": ["data"]},
            {"id": "health", "since": 1, "labels": labels, "parents": ["data"], "must_be_named": true}
        ],
        "purposes": [{"id": "teaching", "since": 1, "labels": labels, "classes": ["care"]}],
        "parties": [
            {"id": "city", "since": 1, "labels": labels, "kind": "public-authority"},
            {"id": "school", "since": 1, "labels": labels, "part_of": "city"},
            {"id": "library", "since": 1, "labels": labels, "part_of": "city", "kind": "company", "legal_person": true},
            {"id": "cloud", "since": 1, "labels": labels, "kind": "company", "processes_for": [{
                "controller": "school", "data_categories": ["grades"], "purposes": ["teaching"], "agreement": "1",
                "until": "2026-06-01T00:00:00Z"
            }]}
        ],
        "notices": [{
            "id": "text", "version": 1, "since": 1, "labels": labels, "texts": labels,
            "sha256": {"fi": digest, "sv": digest, "en": digest},
            "controllers": ["city"], "data_categories": [{"id": "data"}], "purposes": ["teaching"], "operations": ["use", "store"],
            "meets": ["lawful-basis"], "form": "any", "activation": "all-guardians", "min_age_self": 18, "min_assurance": "low",
            "ask": "may", "assessment": {"id": "free"}
        }]
    })
}

/// A row on 6(1)(e) for the school, from an instant.
fn task(from: &str) -> Value {
    let labels = json!({"fi": "a", "sv": "a", "en": "a"});
    json!({
        "id": "task", "since": 1, "labels": labels, "article": "6(1)(e)", "meets": ["lawful-basis"], "controller": "school",
        "statute": {"name": labels, "number": "1/2020", "section": "1 §", "as_of": "2026-01-01"},
        "data_categories": ["data"], "purposes": ["teaching"], "operations": ["use"], "character": "permission", "from": from
    })
}

/// The `day`-th of March 2026.
fn march(day: u32) -> String {
    format!("2026-03-{day:02}T00:00:00Z")
}

fn act(id: &str, day: u32, kind: &str, by: Value, members: Value) -> Value {
    let mut event = json!({"id": id, "type": kind, "subject": "anna", "at": march(day), "by": by});
    if let (Some(event), Value::Object(members)) = (event.as_object_mut(), members) {
        event.extend(members);
    }
    event
}

fn gives(id: &str, day: u32, by: Value, members: Value) -> Value {
    let digest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    let mut event = act(
        id,
        day,
        "consent-given",
        by,
        json!({
            "consent": "k", "notice": {"id": "text", "version": 1, "language": "fi", "sha256": digest},
            "form": "any", "channel": "web", "assurance": "low"
        }),
    );
    if let (Some(event), Value::Object(members)) = (event.as_object_mut(), members) {
        event.extend(members);
    }
    event
}

fn oneself() -> Value {
    json!({"role": "self"})
}

fn guardian(id: &str) -> Value {
    json!({"role": "guardian", "id": id})
}

fn guardianship(id: &str, day: u32, who: &str) -> Value {
    let by = json!({"role": "authority", "id": "city"});
    act(id, day, "representation-started", by, json!({"representative": who, "capacity": "guardian"}))
}

/// Asks on a day of March whether the school may use the category.
fn ask(catalogues: &[Value], events: &[Value], day: u32, question: Value) -> Answer {
    let catalogues: Vec<Catalogue> =
        catalogues.iter().map(|catalogue| Catalogue::from_json(catalogue.to_string().as_bytes()).expect("a catalogue")).collect();
    let published = catalogues.iter().map(|catalogue| {
        let digest = catalogue.digest().expect("a digest");
        json!({
            "id": format!("p{}", catalogue.version), "type": "catalogue-published", "at": "2026-01-01T00:00:00Z",
            "by": {"role": "operator", "id": "op"}, "version": catalogue.version, "sha256": digest
        })
    });
    let records: Vec<Record> = (0..)
        .zip(published.chain(events.iter().cloned()))
        .map(|(seq, event)| {
            let event = Event::from_json(event.to_string().as_bytes()).expect("an event");
            Record { seq, recorded_at: event.at, actor_unverified: false, event }
        })
        .collect();
    let mut use_ = json!({
        "subject": "anna", "at": march(day), "controller": "school", "recipient": "school", "purpose": "teaching",
        "data_categories": ["grades"], "operations": ["use"]
    });
    if let (Some(use_), Value::Object(members)) = (use_.as_object_mut(), question) {
        use_.extend(members);
    }
    let question = ProposedUse::from_json(use_.to_string().as_bytes()).expect("a question");
    super::answer_with_horizon(&catalogues, &records, &question).expect("an answer")
}

fn codes(answer: &Answer) -> Vec<ReasonCode> {
    answer.items[0].requirements[0].reasons.iter().flat_map(|near| near.codes.iter().map(|failing| failing.code)).collect()
}

fn is_covered(answer: &Answer) -> bool {
    answer.outcome == Outcome::Covered
}

#[test]
fn nothing_is_covered_by_silence() {
    let answer = ask(&[city()], &[], 5, json!({}));
    assert_eq!((answer.outcome, codes(&answer)), (Outcome::NotCovered, vec![ReasonCode::NoBasis]));
    assert_eq!(answer.holds_until, None);
}

#[test]
fn an_interval_is_half_open_and_the_answer_says_when_it_ends() {
    let events = [gives("e1", 5, oneself(), json!({"valid_until": march(9)}))];
    assert_eq!(codes(&ask(&[city()], &events, 4, json!({}))), [ReasonCode::NotYetValid]);
    let answer = ask(&[city()], &events, 5, json!({}));
    assert!(is_covered(&answer));
    assert_eq!(answer.holds_until.map(|t| t.to_string()), Some(march(9)));
    assert!(is_covered(&ask(&[city()], &events, 9, json!({"at": "2026-03-08T23:59:59.999Z"}))));
    assert_eq!(codes(&ask(&[city()], &events, 9, json!({}))), [ReasonCode::Expired]);
}

#[test]
fn at_one_instant_the_withdrawal_wins_whatever_the_order() {
    let given = gives("e2", 5, oneself(), json!({}));
    let withdrawn = act("e1", 5, "consent-withdrawn", oneself(), json!({"consent": "k"}));
    for events in [[given.clone(), withdrawn.clone()], [withdrawn, given]] {
        assert_eq!(codes(&ask(&[city()], &events, 5, json!({}))), [ReasonCode::Withdrawn]);
    }
}

#[test]
fn every_guardian_gives_and_what_all_gave_counts() {
    let family = [guardianship("e1", 1, "mother"), guardianship("e2", 1, "father")];
    let mother = gives("e3", 5, guardian("mother"), json!({"scope": {"operations": ["use"]}}));
    let father = gives("e4", 7, guardian("father"), json!({}));
    let one = [&family[..], std::slice::from_ref(&mother)].concat();
    let both = [&family[..], &[mother, father]].concat();
    assert_eq!(codes(&ask(&[city()], &one, 8, json!({}))), [ReasonCode::QuorumIncomplete]);
    assert_eq!(codes(&ask(&[city()], &both, 6, json!({}))), [ReasonCode::QuorumIncomplete]);
    assert!(is_covered(&ask(&[city()], &both, 7, json!({}))));
    assert_eq!(codes(&ask(&[city()], &both, 7, json!({"operations": ["store"]}))), [ReasonCode::OperationOutside]);
}

#[test]
fn an_erased_guardianship_is_a_guardian_who_has_not_given() {
    let erased = act("e9", 2, "event-erased", json!({"role": "operator", "id": "op"}), json!({"event": "e1"}));
    let events =
        [guardianship("e1", 1, "father"), guardianship("e2", 1, "mother"), gives("e3", 5, guardian("mother"), json!({})), erased];
    assert_eq!(codes(&ask(&[city()], &events, 6, json!({}))), [ReasonCode::QuorumIncomplete]);
}

#[test]
fn a_narrowing_takes_what_a_bar_would_reach() {
    let events = [
        gives("e1", 5, oneself(), json!({})),
        act("e2", 7, "consent-narrowed", oneself(), json!({"consent": "k", "scope": {"data_categories": ["data"]}})),
    ];
    assert!(is_covered(&ask(&[city()], &events, 6, json!({}))));
    assert_eq!(codes(&ask(&[city()], &events, 7, json!({}))), [ReasonCode::Withdrawn]);
}

#[test]
fn what_must_be_named_is_not_covered_from_above_but_barred_from_above() {
    let given = gives("e1", 5, oneself(), json!({}));
    assert_eq!(
        codes(&ask(&[city()], std::slice::from_ref(&given), 6, json!({"data_categories": ["health"]}))),
        [ReasonCode::CategoryOutside]
    );
    let barred = act("e2", 6, "bar-set", oneself(), json!({"kind": "restriction", "scope": {"data_categories": ["data"]}}));
    assert_eq!(
        codes(&ask(&[city()], &[given, barred], 6, json!({"data_categories": ["health"]}))),
        [ReasonCode::Barred, ReasonCode::CategoryOutside]
    );
}

#[test]
fn a_consent_never_grows_to_what_came_after_its_text() {
    let mut second = city();
    second["version"] = json!(2);
    let labels = json!({"fi": "a", "sv": "a", "en": "a"});
    let rows = second["data_categories"].as_array_mut().expect("rows");
    rows.push(json!({"id": "photos", "since": 2, "labels": labels, "parents": ["data"]}));
    let answer = ask(&[city(), second], &[gives("e1", 5, oneself(), json!({}))], 6, json!({"data_categories": ["photos"]}));
    assert_eq!(codes(&answer), [ReasonCode::AddedAfterConsent]);
}

#[test]
fn after_a_withdrawal_there_is_no_change_of_basis() {
    let events = [gives("e1", 5, oneself(), json!({})), act("e2", 9, "consent-withdrawn", oneself(), json!({"consent": "k"}))];
    let with = |from: String| {
        let mut catalogue = city();
        catalogue["legal_bases"] = json!([task(&from)]);
        ask(&[catalogue], &events, 20, json!({}))
    };
    assert!(is_covered(&with(march(8))), "the task began before the withdrawal");
    assert!(codes(&with(march(9))).contains(&ReasonCode::Barred), "at the same instant the bar wins");
    assert!(codes(&with(march(10))).contains(&ReasonCode::Barred));
}

#[test]
fn a_later_consent_of_the_person_outdoes_a_restriction_and_an_earlier_one_does_not() {
    let restricted = act("e1", 6, "bar-set", oneself(), json!({"kind": "restriction"}));
    let given = |day| gives("e2", day, oneself(), json!({}));
    assert_eq!(codes(&ask(&[city()], &[restricted.clone(), given(6)], 8, json!({}))), [ReasonCode::Barred]);
    assert!(is_covered(&ask(&[city()], &[restricted.clone(), given(7)], 8, json!({}))));
    // No representative's consent outdoes the person's own bar.
    let by_guardian = gives("e2", 7, guardian("mother"), json!({}));
    assert_eq!(codes(&ask(&[city()], &[restricted, by_guardian], 8, json!({}))), [ReasonCode::Barred]);
}

#[test]
fn a_legal_person_is_no_part_and_a_processor_acts_for_its_controller_and_its_data() {
    let events = [gives("e1", 5, oneself(), json!({}))];
    let to = |recipient: &str, category: &str, at: &str| {
        ask(&[city()], &events, 6, json!({"recipient": recipient, "data_categories": [category], "at": at}))
    };
    assert!(is_covered(&to("school", "grades", &march(6))));
    assert_eq!(codes(&to("library", "grades", &march(6))), [ReasonCode::RecipientOutside]);
    assert!(is_covered(&to("cloud", "grades", &march(6))));
    assert_eq!(to("cloud", "grades", &march(6)).holds_until.map(|t| t.to_string()), Some("2026-06-01T00:00:00Z".to_owned()));
    assert_eq!(codes(&to("cloud", "grades", "2026-06-01T00:00:00Z")), [ReasonCode::RecipientOutside]);
    // The agreement is about grades, not about all data.
    assert_eq!(to("cloud", "data", &march(6)).outcome, Outcome::PartlyCovered);
}

#[test]
fn erasing_a_grant_takes_cover_away_and_erasing_a_withdrawal_does_not_give_it_back() {
    let given = gives("e1", 5, oneself(), json!({}));
    let withdrawn = act("e2", 7, "consent-withdrawn", oneself(), json!({"consent": "k"}));
    let erases = |event: &str| act("e9", 8, "event-erased", json!({"role": "operator", "id": "op"}), json!({"event": event}));
    assert_eq!(codes(&ask(&[city()], &[given.clone(), erases("e1")], 6, json!({}))), [ReasonCode::NoBasis]);
    assert_eq!(codes(&ask(&[city()], &[given, withdrawn, erases("e2")], 9, json!({}))), [ReasonCode::Withdrawn]);
}

#[test]
fn an_erased_fact_is_unknown_and_brings_no_earlier_one_back() {
    let mut catalogue = city();
    let mut row = task(&march(1));
    row["when"] = json!([{"home_municipality": {"party": "city"}}]);
    catalogue["legal_bases"] = json!([row]);
    let register = json!({"role": "authority", "id": "city"});
    let home = |id: &str, day| act(id, day, "attribute-set", register.clone(), json!({"home_municipality": "city"}));
    let erased = act("e9", 9, "event-erased", register.clone(), json!({"event": "e2"}));
    assert!(is_covered(&ask(&[catalogue.clone()], &[home("e1", 2), home("e2", 5)], 8, json!({}))));
    let events = [home("e1", 2), home("e2", 5), erased];
    assert!(is_covered(&ask(&[catalogue.clone()], &events, 4, json!({}))));
    assert_eq!(codes(&ask(&[catalogue], &events, 8, json!({}))), [ReasonCode::FactMissing]);
}
