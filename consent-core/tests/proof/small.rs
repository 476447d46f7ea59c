//! Every small case of requirements, bases and bars: two categories, two purposes, two parties, three instants, up to
//! three events. Each ledger is a person of its own, so that one engine answers about all of them at once.
//!
//! By default each catalogue is tried with a share of the ledgers; with `CONSENT_SMALL=all`, as in `cargo xtask prove`,
//! with all of them.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use consent_core::catalogue::Catalogue;
use consent_core::decide::{ProposedUse, UseTemplate};
use consent_core::index::Index;
use consent_core::ledger::{Event, Record};
use consent_core::view::SubjectsOptions;
use consent_core::{Engine, Instant, SubjectId};
use serde_json::{Value, json};

use super::paths::difference;
use crate::naive::{Acts, Law, Person};

/// Of a catalogue that is not tried whole, one ledger in so many.
const SHARE: usize = if cfg!(debug_assertions) { 2_003 } else { 101 };

const TIMES: [&str; 3] = ["2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"];
const DIGEST: &str = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

fn labels() -> Value {
    json!({"fi": "a", "sv": "a", "en": "a"})
}

/// A row: what it is on, what it is, what it survives, when it begins.
type Row = (&'static str, &'static str, &'static [&'static str], Option<usize>);

/// The legal bases: none, a duty, tasks that begin early and late, a contract, a task that survives.
const ROWS: [&[Row]; 6] = [
    &[],
    &[("6(1)(c)", "duty", &[], None)],
    &[("6(1)(e)", "permission", &[], Some(1))],
    &[("6(1)(e)", "permission", &["withdrawal", "ban"], Some(2))],
    &[("6(1)(b)", "permission", &[], None)],
    &[("6(1)(c)", "duty", &["ban"], Some(1)), ("6(1)(e)", "permission", &["objection"], None)],
];

/// What the text meets.
const MEETS: [&[&str]; 2] = [&["lawful-basis"], &["lawful-basis", "delicacy"]];

/// The prohibition: what it defeats, reaches, and what a later consent does.
fn bans() -> [Value; 4] {
    [
        json!({}),
        json!({"defeats": ["consent", "e"], "reach": "later", "later_consent": "lifts"}),
        json!({"defeats": ["permission"], "reach": "all", "later_consent": "stands"}),
        json!({"spares": ["duty"], "reach": "later", "later_consent": "lifts"}),
    ]
}

fn catalogue(rows: &[Row], meets: &[&str], ban: &Value) -> Catalogue {
    let statute = json!({"name": labels(), "number": "1/2020", "section": "1 §", "as_of": "2026-01-01"});
    let rows: Vec<Value> = rows
        .iter()
        .enumerate()
        .map(|(index, (article, character, survives, from))| {
            let mut row = json!({
                "id": format!("row{index}"), "since": 1, "labels": labels(), "article": article, "statute": statute,
                "meets": if index == 0 { json!(["lawful-basis", "delicacy"]) } else { json!(["lawful-basis"]) },
                "controller": "unit", "data_categories": ["data"], "purposes": ["care"], "operations": ["use"],
                "character": character, "survives": survives
            });
            if let Some(from) = from {
                row["from"] = json!(TIMES[*from]);
            }
            row
        })
        .collect();
    let mut kind = json!({
        "id": "ban", "labels": labels(), "source": "1/2020 3 §", "set_by": ["person"], "lifted_by": ["person"]
    });
    if let (Some(kind), Some(ban)) = (kind.as_object_mut(), ban.as_object()) {
        kind.extend(ban.clone());
    }
    let whole = json!({
        "schema": "consent-catalogue/1", "id": "city", "version": 1, "published": "2026-01-01T00:00:00Z",
        "languages": ["fi", "sv", "en"], "utc_offset_minutes": 0, "profiles": [],
        "requirements": [
            {"id": "lawful-basis", "source": "GDPR 6", "labels": labels(), "raised_by": {"always": true}, "consent": "yes"},
            {"id": "delicacy", "source": "GDPR 9", "labels": labels(), "raised_by": {"data_classes": ["delicate"]}, "consent": "yes"}
        ],
        "bar_kinds": [kind],
        "terms": [
            {"id": "public", "kind": "class", "labels": labels()}, {"id": "delicate", "kind": "class", "labels": labels()},
            {"id": "care", "kind": "class", "labels": labels()}, {"id": "web", "kind": "channel", "labels": labels()}
        ],
        "data_categories": [
            {"id": "data", "since": 1, "labels": labels(), "classes": ["public"]},
            {"id": "part", "since": 1, "labels": labels(), "parents": ["data"], "classes": ["delicate"]}
        ],
        "purposes": [
            {"id": "care", "since": 1, "labels": labels(), "classes": ["care"]},
            {"id": "visit", "since": 1, "labels": labels(), "parents": ["care"]}
        ],
        "parties": [
            {"id": "unit", "since": 1, "labels": labels(), "kind": "public-authority"},
            {"id": "desk", "since": 1, "labels": labels(), "part_of": "unit"}
        ],
        "legal_bases": rows,
        "notices": [{
            "id": "text", "version": 1, "since": 1, "labels": labels(), "texts": labels(),
            "sha256": {"fi": DIGEST, "sv": DIGEST, "en": DIGEST},
            "controllers": ["unit"], "recipients": ["unit"], "data_categories": [{"id": "data"}, {"id": "part"}],
            "purposes": ["care", "visit"], "operations": ["use"], "meets": meets, "form": "any", "activation": "subject",
            "min_age_self": 15, "min_assurance": "low", "ask": "may", "assessment": {"id": "free"}
        }]
    });
    Catalogue::from_json(whole.to_string().as_bytes()).expect("a catalogue")
}

/// Every event that may happen: what, at which instant, with what.
fn menu() -> Vec<(&'static str, usize, Value)> {
    let notice = json!({"id": "text", "version": 1, "language": "fi", "sha256": DIGEST});
    let gives = |consent: &str, scope: Value| json!({"consent": consent, "notice": notice, "scope": scope, "form": "any", "channel": "web", "assurance": "low"});
    let mut menu = Vec::new();
    for t in 0..TIMES.len() {
        menu.push(("consent-given", t, gives("k", json!({}))));
        menu.push(("consent-given", t, gives("k", json!({"data_categories": ["data"], "purposes": ["visit"]}))));
        menu.push(("consent-given", t, gives("m", json!({"data_categories": ["part"]}))));
        menu.push(("consent-refused", t, json!({"consent": "m", "notice": {"id": "text", "version": 1}})));
        menu.push(("consent-narrowed", t, json!({"consent": "k", "scope": {"data_categories": ["part"]}})));
        menu.push(("consent-withdrawn", t, json!({"consent": "k"})));
        menu.push(("consent-suspended", t, json!({"consent": "k"})));
        menu.push(("consent-resumed", t, json!({"consent": "k"})));
        menu.push(("bar-set", t, json!({"kind": "ban"})));
        menu.push(("bar-set", t, json!({"kind": "ban", "scope": {"purposes": ["visit"], "recipients": ["desk"]}})));
        menu.push(("bar-set", t, json!({"kind": "objection", "scope": {"data_categories": ["data"]}})));
        menu.push(("bar-set", t, json!({"kind": "restriction", "scope": {"controllers": ["desk"]}})));
        // Of the first prohibition of the first instant.
        menu.push(("bar-lifted", t, json!({"bar": BAN})));
        menu.push(("attribute-set", t, json!({"deceased": true})));
    }
    menu
}

/// In the menu, the place of the bar that the lifts name.
const BAN: usize = 8;

/// An event of the menu in a person's ledger.
fn event(person: usize, place: usize, entry: &(&str, usize, Value)) -> Event {
    let (kind, time, members) = entry;
    let by = if *kind == "attribute-set" { json!({"role": "authority", "id": "unit"}) } else { json!({"role": "self"}) };
    let mut event = json!({
        "id": format!("{person}-{place:02}"), "type": kind, "subject": format!("p{person}"), "at": TIMES[*time], "by": by
    });
    if let (Some(event), Some(members)) = (event.as_object_mut(), members.as_object()) {
        event.extend(members.clone());
    }
    if *kind == "bar-lifted" {
        event["bar"] = json!(format!("{person}-{BAN:02}"));
    }
    Event::from_json(event.to_string().as_bytes()).expect("an event")
}

/// Every set of up to three places of the menu.
fn ledgers(places: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for a in 0..places {
        all.push(vec![a]);
        for b in a + 1..places {
            all.push(vec![a, b]);
            all.extend((b + 1..places).map(|c| vec![a, b, c]));
        }
    }
    all
}

fn templates() -> Vec<UseTemplate> {
    let mut all = Vec::new();
    for category in ["data", "part"] {
        for purpose in ["care", "visit"] {
            for (controller, recipient) in [("unit", "unit"), ("unit", "desk"), ("desk", "desk")] {
                let question = json!({
                    "controller": controller, "recipient": recipient, "purpose": purpose,
                    "data_categories": [category], "operations": ["use"]
                });
                all.push(serde_json::from_value(question).expect("a template"));
            }
        }
    }
    all
}

fn instants() -> Vec<Instant> {
    TIMES.iter().map(|time| time.parse().expect("an instant")).collect()
}

/// Asks everything about every ledger (or its share) under a catalogue; tells how many questions that were.
fn all_under(catalogue: &Catalogue, number: usize, whole: bool) -> Result<u64, String> {
    let said = |error: consent_core::Error| format!("{error:?}");
    let menu = menu();
    let publication = json!({
        "id": "published", "type": "catalogue-published", "at": "2026-01-01T00:00:00Z",
        "by": {"role": "operator", "id": "unit"}, "version": 1, "sha256": catalogue.digest().map_err(said)?
    });
    let publication = Event::from_json(publication.to_string().as_bytes()).map_err(said)?;
    let taken = |index: usize| whole || index % SHARE == number % SHARE;
    let chosen: Vec<Vec<usize>> =
        ledgers(menu.len()).into_iter().enumerate().filter(|(index, _)| taken(*index)).map(|(_, ledger)| ledger).collect();
    let accepted = |seq: usize, event: Event| Record { seq: seq as u64, recorded_at: event.at, actor_unverified: false, event };
    let mut records = vec![accepted(0, publication)];
    let mut persons: Vec<(SubjectId, std::ops::Range<usize>)> = Vec::new();
    for (person, places) in chosen.iter().enumerate() {
        let begin = records.len();
        for place in places {
            records.push(accepted(records.len(), event(person, *place, &menu[*place])));
        }
        persons.push((format!("p{person}").parse().map_err(said)?, begin..records.len()));
    }
    let mut engine = Engine::with_hash_key([19, 23]);
    engine.add_catalogue(catalogue.clone()).map_err(said)?;
    engine.restore(records.clone()).map_err(said)?;
    let index = Index::of(&engine).map_err(said)?;

    let catalogues = [catalogue.clone()];
    let law = Law::at(&catalogues, &records[..1], None)?;
    let templates = templates();
    let mut questions = 0;
    let acts: Vec<Acts> = persons.iter().map(|(_, range)| Acts::of(&records[range.clone()])).collect();
    let known: Vec<Person<'_>> = acts.iter().map(|acts| Person::new(&law, acts)).collect();
    for template in &templates {
        let (prepared, in_index) = (engine.prepare(template).map_err(said)?, index.prepare(template).map_err(said)?);
        for at in instants() {
            let mut expected = Vec::new();
            for ((subject, range), person) in persons.iter().zip(&known) {
                let question: ProposedUse = super::round::Round::question(template, subject, at);
                let mut answer = person.answer(&question, at)?;
                let found = engine.decide(&question).map_err(said)?;
                // The size is that of the whole ledger.
                answer.position = found.position.clone();
                let wrong = |what: String| {
                    let events: Vec<_> = records[range.clone()].iter().map(|record| record.event.to_json()).collect();
                    format!("catalogue {number}, {at}, {template:?}, {events:?}: {what}")
                };
                if let Some(difference) = difference(&answer, &found) {
                    return Err(wrong(difference));
                }
                for (path, outcome) in [
                    ("prepared", engine.ask(&prepared, subject, at).map_err(said)?),
                    ("index", index.ask(&in_index, subject, at).map_err(said)?),
                ] {
                    if outcome != answer.outcome {
                        return Err(wrong(format!("{path}: expected {}, found {outcome}", answer.outcome)));
                    }
                }
                expected.push(answer.outcome);
            }
            let mut found = Vec::new();
            let asked = persons.iter().map(|(subject, _)| (subject.as_str(), at));
            engine.ask_all(&prepared, asked, |answer| found.push(answer)).map_err(said)?;
            if found.into_iter().collect::<consent_core::Result<Vec<_>>>().map_err(said)? != expected {
                return Err(format!("catalogue {number}, {at}, {template:?}: the batch differs"));
            }
            let listed = engine.subjects(template, at, SubjectsOptions::default()).map_err(said)?;
            // Of whom nothing is known is in no list.
            let covered = persons
                .iter()
                .zip(&expected)
                .filter(|((_, range), outcome)| !range.is_empty() && **outcome == consent_core::decide::Outcome::Covered);
            if listed.iter().ne(covered.map(|((subject, _), _)| subject)) {
                return Err(format!("catalogue {number}, {at}, {template:?}: the list of subjects differs"));
            }
            questions += expected.len() as u64;
        }
    }
    Ok(questions)
}

#[test]
fn every_small_case_agrees_with_the_naive_evaluator() {
    let whole = std::env::var("CONSENT_SMALL").is_ok_and(|word| word == "all");
    let bans = bans();
    let all: Vec<Catalogue> = ROWS
        .iter()
        .flat_map(|rows| MEETS.iter().map(move |meets| (rows, meets)))
        .flat_map(|(rows, meets)| bans.iter().map(move |ban| catalogue(rows, meets, ban)))
        .collect();
    let (next, questions, wrong) = (AtomicUsize::new(0), AtomicU64::new(0), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(catalogue) = all.get(number) else { return };
                    match all_under(catalogue, number, whole) {
                        Ok(asked) => drop(questions.fetch_add(asked, Ordering::Relaxed)),
                        Err(error) => wrong.lock().expect("no thread panicked").push(error),
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no thread panicked");
    assert!(wrong.is_empty(), "{} catalogues, the first: {}", wrong.len(), wrong[0]);
    let ledgers = ledgers(menu().len()).len();
    println!("{} small catalogues, {ledgers} ledgers, {} questions", all.len(), questions.into_inner());
}
