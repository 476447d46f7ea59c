//! The views: what they print in each language, their JSON, their exit codes, and what they refuse.

use consent_core::Digest;
use serde_json::{Value, json};

use crate::fixture::{Ended, Folder, birth, catalogue, golden, grant, lines, publication, question};

const SOURCES: [&str; 4] = ["--catalogue", "catalogue.json", "--ledger", "ledger.jsonl"];
const AT: &str = "2026-03-01T12:00:00+02:00";

/// The village with a duty, a club that asks for explicit consent, obligations and a prohibition of its own.
fn village() -> Value {
    let mut village = catalogue();
    let text = |fi: &str, sv: &str, en: &str| json!({"fi": fi, "sv": sv, "en": en});
    let statute = |name: Value, number: &str| json!({"name": name, "number": number, "section": "3 §", "as_of": "2026-01-01"});
    let add = |list: &mut Value, item: Value| list.as_array_mut().unwrap().push(item);
    for (id, labels) in [
        ("contact", text("Yhteystiedot", "Kontaktuppgifter", "Contact details")),
        ("diary", text("Päiväkirja", "Dagbok", "Diary")),
        ("hobbies", text("Harrastukset", "Hobbyer", "Hobbies")),
    ] {
        let list = village["data_categories"].as_array_mut().unwrap();
        list.iter_mut().find(|category| category["id"] == id).unwrap()["labels"] = labels;
    }
    add(
        &mut village["parties"],
        json!({
            "id": "club", "since": 1, "labels": text("Urheiluseura", "Idrottsförening", "Sports club"), "kind": "association",
            "country": "FI", "legal_person": true,
        }),
    );
    add(
        &mut village["purposes"],
        json!({"id": "accounts", "since": 1, "labels": text("Kirjanpito", "Bokföring", "Accounting"), "parents": [], "classes": []}),
    );
    add(
        &mut village["legal_bases"],
        json!({
            "id": "accounts-row", "since": 1, "labels": text("Kirjanpito", "Bokföring", "Accounting"), "article": "6(1)(c)",
            "statute": statute(text("Kirjanpitolaki", "Bokföringslag", "Accounting Act"), "1336/1997"), "character": "duty",
            "survives": [], "meets": ["lawful-basis"], "controller": "village-office", "data_categories": ["contact"],
            "purposes": ["accounts"], "operations": ["store"], "from": "2026-01-01T00:00:00Z",
            "retention": text("Kuusi vuotta.", "Sex år.", "Six years."),
        }),
    );
    village["notices"][0]["obligations"] =
        json!([{"id": "erase", "due": "on-end"}, {"id": "notify-recipients", "due": "on-end"}]);
    let words = ["Saako seura tietosi?", "Får föreningen dina uppgifter?", "May the club have your data?"];
    let [fi, sv, en] = words.map(|words| Digest::of(words.as_bytes()).to_string());
    add(
        &mut village["notices"],
        json!({
            "id": "club-notice", "version": 1, "since": 1, "labels": text("Seuran jäsenyys", "Medlemskap i föreningen", "Membership of the club"),
            "texts": text(words[0], words[1], words[2]), "sha256": {"fi": fi, "sv": sv, "en": en},
            "controllers": ["village-office"], "recipients": ["club"],
            "data_categories": [{"id": "contact", "required": true}, {"id": "hobbies"}],
            "purposes": ["service"], "operations": ["disclose"], "meets": ["lawful-basis"], "form": "explicit",
            "activation": "subject", "min_age_self": 15, "min_assurance": "low", "validity": "P6M", "ask": "may",
            "assessment": {"id": "freely-given-2"},
        }),
    );
    village["bar_kinds"] = json!([{
        "id": "club-ban", "labels": text("Seuran kielto", "Förbud för föreningen", "Ban on the club"), "source": "3 §",
        "set_by": ["person"], "lifted_by": ["person"], "over": {"recipients": ["club"]}, "defeats": ["consent"],
        "reach": "all", "later_consent": "stands",
    }]);
    village
}

fn event(id: &str, kind: &str, at: &str, members: Value) -> Value {
    let mut event = json!({"id": id, "type": kind, "subject": "resident-1", "at": at, "by": {"role": "self"}});
    event.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    event
}

/// A consent in force, one withdrawn, a request that waits, a recorded use, and a prohibition.
fn happened() -> Vec<Value> {
    let by_village = json!({"role": "controller", "id": "village-office"});
    let mut earlier = grant("consent-0", "given-0");
    earlier["at"] = json!("2026-01-05T00:00:00Z");
    vec![
        publication(&village()),
        birth("born"),
        earlier,
        event("withdrawn-0", "consent-withdrawn", "2026-01-20T10:00:00Z", json!({"consent": "consent-0"})),
        grant("consent-1", "given-1"),
        event(
            "asked-2",
            "consent-requested",
            "2026-02-10T09:30:00Z",
            json!({"by": by_village, "consent": "consent-2", "notice": {"id": "club-notice", "version": 1}}),
        ),
        event(
            "used-1",
            "use-recorded",
            "2026-02-11T09:30:00Z",
            json!({"by": by_village, "use": {
                "controller": "village-office", "recipient": "village-office", "purpose": "accounts",
                "data_categories": ["contact"], "operations": ["store"], "basis": "accounts-row",
            }}),
        ),
        event("ban-1", "bar-set", "2026-02-12T00:00:00Z", json!({"kind": "club-ban", "scope": {"recipients": ["club"]}})),
    ]
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("catalogue.json", &village().to_string());
    folder.write("ledger.jsonl", &lines(&happened()));
    folder.write("use.json", &to_club().to_string());
    folder
}

/// May the village pass contact details and hobbies on to the club?
fn to_club() -> Value {
    let mut asked = question(&["contact", "hobbies"]);
    asked["recipient"] = json!("club");
    asked["operations"] = json!(["disclose"]);
    asked
}

fn template(mut asked: Value) -> String {
    for member in ["subject", "at"] {
        asked.as_object_mut().unwrap().remove(member);
    }
    asked.to_string()
}

fn run(folder: &Folder, command: &str, more: &[&str]) -> Ended {
    folder.run(&[&[command], &SOURCES[..], more].concat())
}

#[track_caller]
fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn overview_shows_everything_and_what_can_be_stopped() {
    let folder = folder("views-overview");
    let start = ["--subject", "resident-1", "--at", AT];
    golden("overview", 0, |lang| run(&folder, "overview", &[&start[..], &["--lang", lang]].concat()));
    for by in ["data", "purpose", "basis"] {
        golden(&format!("overview-by-{by}"), 0, |lang| {
            run(&folder, "overview", &[&start[..], &["--by", by, "--lang", lang]].concat())
        });
    }
    let overview = run(&folder, "overview", &[&start[..], &["--format", "json"]].concat()).expect(0).json();
    assert_eq!(overview["uses"].as_array().unwrap().len(), 3);
    assert_eq!(overview["bars"][0]["person_can_lift"], true);
    assert_eq!(overview["ended"].as_array().unwrap().len(), 2);
    // As known before anything happened to the person, only the law is left.
    let known = run(&folder, "overview", &[&start[..], &["--known-at", "1", "--format", "json"]].concat()).expect(0).json();
    assert_eq!((known["uses"].as_array().unwrap().len(), &known["consents"]), (2, &json!([])));
}

#[test]
fn a_person_whom_nobody_knows_has_an_overview_too() {
    let folder = Folder::new("views-overview-unknown");
    let mut bare = catalogue();
    bare["legal_bases"] = json!([]);
    folder.write("catalogue.json", &bare.to_string());
    folder.write("ledger.jsonl", &lines(&[publication(&bare)]));
    golden("overview-empty", 0, |lang| run(&folder, "overview", &["--subject", "stranger", "--at", AT, "--lang", lang]));
}

#[test]
fn who_may_use_one_category() {
    let folder = folder("views-who-may");
    let start = ["--subject", "resident-1", "--at", AT, "--data", "contact"];
    golden("who-may", 0, |lang| run(&folder, "who-may", &[&start[..], &["--lang", lang]].concat()));
    let any = run(&folder, "who-may", &[&start[..], &["--format", "json"]].concat()).expect(0).json();
    let one = run(&folder, "who-may", &[&start[..], &["--format", "json", "--purpose", "accounts"]].concat()).expect(0).json();
    assert_eq!((any["uses"].as_array().unwrap().len(), one["uses"].as_array().unwrap().len()), (2, 1));
    let error = run(&folder, "who-may", &[&start[..4], &["--data", "contacts", "--format", "json"]].concat()).expect(3).error();
    assert_eq!(error["code"], "unknown-data-category");
}

#[test]
fn needs_says_what_a_service_has_and_waits_for() {
    let folder = folder("views-needs");
    let start = ["--subject", "resident-1", "--at", AT, "--service"];
    golden("needs-village", 0, |lang| run(&folder, "needs", &[&start[..], &["village-office", "--lang", lang]].concat()));
    golden("needs-club", 0, |lang| run(&folder, "needs", &[&start[..], &["club", "--lang", lang]].concat()));
    // Before it asked, the club could ask.
    folder.write("ledger.jsonl", &lines(&happened()[..5]));
    golden("needs-ask", 0, |lang| run(&folder, "needs", &[&start[..], &["club", "--lang", lang]].concat()));
    let needs = run(&folder, "needs", &[&start[..], &["club", "--format", "json"]].concat()).expect(0).json();
    assert_eq!(needs["ask"][0]["optional"], json!(["hobbies"]));
    let error = run(&folder, "needs", &[&start[..], &["pub", "--format", "json"]].concat()).expect(3).error();
    assert_eq!(error["code"], "unknown-party");
}

#[test]
fn remedies_are_the_ways_and_the_exit_code_is_the_outcome() {
    let folder = folder("views-remedy");
    golden("remedy", 11, |lang| run(&folder, "remedy", &["--use", "use.json", "--lang", lang]));
    let found = run(&folder, "remedy", &["--use", "use.json", "--format", "json"]).expect(11).json();
    let acts: Vec<&str> = found["sets"][0].as_array().unwrap().iter().map(|act| act["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["ask-consent", "lift-bar"]);
    assert_eq!(found["sets"][0][0]["pending"], "consent-2");

    folder.write("use.json", &question(&["contact", "diary"]).to_string());
    golden("remedy-none", 10, |lang| run(&folder, "remedy", &["--use", "use.json", "--lang", lang]));
    folder.write("use.json", &question(&["contact"]).to_string());
    golden("remedy-covered", 0, |lang| run(&folder, "remedy", &["--use", "use.json", "--lang", lang]));
    // Before the row begins one can wait.
    golden("remedy-wait", 11, |lang| {
        run(&folder, "remedy", &["--use", "use.json", "--lang", lang, "--at", "2025-12-24T00:00:00Z"])
    });
    run(&folder, "remedy", &["--use", "use.json", "--known-at", "99"]).expect(3);
}

/// INVARIANT (one form): never asked, asked, given and withdrawn, prohibited, dead: the requester reads the same bytes.
#[test]
fn the_remedies_of_a_requester_are_the_same_for_everyone() {
    let folder = folder("views-remedy-requester");
    let more = ["--use", "use.json", "--audience", "requester"];
    golden("remedy-requester", 11, |lang| run(&folder, "remedy", &[&more[..], &["--lang", lang]].concat()));
    let dead = event(
        "dead",
        "attribute-set",
        "2026-02-20T00:00:00Z",
        json!({"by": {"role": "authority", "id": "village-office"}, "deceased": true}),
    );
    let all = happened();
    let ledgers = [all[..1].to_vec(), all[..2].to_vec(), all[..6].to_vec(), all.clone(), [&all[..], &[dead]].concat()];
    for format in ["text", "json"] {
        let told: Vec<String> = ledgers
            .iter()
            .map(|ledger| {
                folder.write("ledger.jsonl", &lines(ledger));
                run(&folder, "remedy", &[&more[..], &["--format", format]].concat()).expect(11).stdout
            })
            .collect();
        assert!(told.windows(2).all(|pair| pair[0] == pair[1]), "{told:#?}");
        for secret in ["ban-1", "consent-2", "lift-bar", "pending", "\"who\"", "size", "resident-1"] {
            assert!(!told[0].contains(secret), "{secret}: {}", told[0]);
        }
        assert!(told[0].contains("club-notice"), "{}", told[0]);
    }
    // For the present only, and nothing is printed before that is known.
    let ended = run(&folder, "remedy", &[&more[..], &["--known-at", "2", "--format", "json"]].concat()).expect(3);
    assert_eq!((ended.stdout.as_str(), &ended.error()["code"]), ("", &json!("requester-present-only")));
}

#[test]
fn preview_tells_what_an_act_would_change_and_records_nothing() {
    let folder = folder("views-preview");
    let withdrawal = event("withdrawn-1", "consent-withdrawn", AT, json!({"consent": "consent-1"}));
    folder.write("act.json", &withdrawal.to_string());
    let before = folder.read("ledger.jsonl");
    golden("preview-stops", 0, |lang| run(&folder, "preview", &["--event", "act.json", "--lang", lang]));
    let preview = run(&folder, "preview", &["--event", "act.json", "--format", "json"]).expect(0).json();
    assert_eq!(preview["stops"][0]["before"]["basis"], json!({"consent": "consent-1"}));
    assert_eq!(folder.read("ledger.jsonl"), before);

    let mut given = grant("consent-3", "given-3");
    given["at"] = json!("2026-03-05T00:00:00Z");
    golden("preview-nothing", 0, |lang| {
        folder.run_with(&[&["preview"], &SOURCES[..], &["--event", "-", "--lang", lang]].concat(), &given.to_string())
    });
    // Withdrawn, then given again: it would begin.
    folder.write("ledger.jsonl", &lines(&[&happened()[..], &[withdrawal]].concat()));
    golden("preview-starts", 0, |lang| {
        folder.run_with(&[&["preview"], &SOURCES[..], &["--event", "-", "--lang", lang]].concat(), &given.to_string())
    });
}

#[test]
fn an_act_that_the_door_refuses_has_no_preview() {
    let folder = folder("views-preview-door");
    let mut given = grant("consent-3", "given-3");
    given["notice"]["version"] = json!(7);
    folder.write("act.json", &given.to_string());
    let ended = run(&folder, "preview", &["--event", "act.json", "--format", "json"]).expect(3);
    assert_eq!((ended.stdout.as_str(), &ended.error()["file"]), ("", &json!("act.json")));
    folder.write("act.json", "{\n  \"id\": 7\n}");
    let error = run(&folder, "preview", &["--event", "act.json", "--format", "json"]).expect(3).error();
    assert_eq!((&error["line"], &error["file"]), (&json!(2), &json!("act.json")));
}

fn crowd() -> String {
    let mut events = vec![publication(&village())];
    for number in 1..=6 {
        let name = format!("resident-{number}");
        let mut born = birth(&format!("born-{number}"));
        born["subject"] = json!(name);
        events.push(born);
        let mut given = grant(&format!("consent-{number}"), &format!("given-{number}"));
        given["subject"] = json!(name);
        if number <= 3 {
            events.push(given);
        }
    }
    lines(&events)
}

#[test]
fn subjects_are_listed_and_counted() {
    let folder = folder("views-subjects");
    folder.write("ledger.jsonl", &crowd());
    folder.write("use.json", &template(question(&["hobbies"])));
    let start = ["--use", "use.json", "--at", AT];
    let ended = run(&folder, "subjects", &start).expect(0);
    assert_eq!(ended.stdout, "resident-1\nresident-2\nresident-3\n");
    assert_eq!(ended.stderr, "Allowed: 3, partly allowed: 0, not allowed: 3, in all: 6\n");
    let ended = run(&folder, "subjects", &[&start[..], &["--lang", "fi", "--reasons"]].concat()).expect(0);
    let counts = "Sallittu: 3, osittain sallittu: 0, ei sallittu: 3, yhteensä: 6\n  ";
    assert!(ended.stderr.starts_with(counts) && ended.stderr.contains(": 3\n"), "{}", ended.stderr);
    let ended = run(&folder, "subjects", &[&start[..], &["--format", "json", "--reasons"]].concat()).expect(0);
    assert_eq!(ended.json(), json!(["resident-1", "resident-2", "resident-3"]));
    let counts = ended.error();
    assert_eq!((&counts["total"], &counts["covered"], &counts["not_covered"]), (&json!(6), &json!(3), &json!(3)));
    // As known before the grants nobody is covered: that is an answer, not an error.
    let ended = run(&folder, "subjects", &[&start[..], &["--known-at", "2", "--format", "json"]].concat()).expect(0);
    assert_eq!(ended.json(), json!([]));
}

#[test]
fn small_counts_are_not_shown() {
    let folder = folder("views-subjects-threshold");
    folder.write("ledger.jsonl", &crowd());
    folder.write("use.json", &template(question(&["hobbies"])));
    let start = ["--use", "use.json", "--at", AT, "--reasons", "--threshold", "5"];
    let ended = run(&folder, "subjects", &start).expect(0);
    assert!(
        ended.stderr.starts_with("Allowed: 3, partly allowed: not shown, not allowed: not shown, in all: 6\n"),
        "{}",
        ended.stderr
    );
    assert!(!ended.stderr.contains(": 3\n"), "{}", ended.stderr);
    let counts = run(&folder, "subjects", &[&start[..], &["--format", "json"]].concat()).expect(0).error();
    assert_eq!((&counts["partly_covered"], &counts["not_covered"]), (&Value::Null, &Value::Null));
    assert!(counts["reasons"].as_object().unwrap().values().all(Value::is_null), "{counts}");
}

#[test]
fn subjects_takes_a_use_of_nobody() {
    let folder = folder("views-subjects-input");
    let error = run(&folder, "subjects", &["--use", "use.json", "--at", AT, "--format", "json"]).expect(3).error();
    assert_eq!((&error["code"], &error["file"]), (&json!("json-unknown-field"), &json!("use.json")));
    run(&folder, "subjects", &["--use", "use.json"]).expect(2);
    run(&folder, "subjects", &["--use", "use.json", "--at", "today"]).expect(2);
}

#[test]
fn stop_list_names_what_ended_since_then() {
    let folder = folder("views-stop-list");
    let withdrawal = event("withdrawn-1", "consent-withdrawn", "2026-02-25T00:00:00Z", json!({"consent": "consent-1"}));
    folder.write("ledger.jsonl", &lines(&[&happened()[..], &[withdrawal]].concat()));
    let since = ["--service", "village-office", "--since", "8", "--since-at", "2026-02-20T00:00:00Z", "--at", AT];
    golden("stop-list", 0, |lang| run(&folder, "stop-list", &[&since[..], &["--lang", lang]].concat()));
    let list = run(&folder, "stop-list", &[&since[..], &["--format", "json"]].concat()).expect(0).json();
    assert_eq!(list["stops"][0]["obligations"], json!(["erase", "notify-recipients"]));
    // Who looks again from there has nothing to stop.
    let now = ["--service", "village-office", "--since", "9", "--since-at", AT, "--at", AT];
    golden("stop-list-empty", 0, |lang| run(&folder, "stop-list", &[&now[..], &["--lang", lang]].concat()));
    let late = ["--service", "village-office", "--since", "9", "--since-at", AT, "--at", "2026-02-20T00:00:00Z"];
    run(&folder, "stop-list", &late).expect(2);
    let beyond = ["--service", "village-office", "--since", "10", "--since-at", AT, "--at", AT, "--format", "json"];
    assert_eq!(run(&folder, "stop-list", &beyond).expect(3).error()["code"], "position-unknown");
}

#[test]
fn transparency_prints_the_register() {
    let folder = folder("views-transparency");
    golden("transparency", 0, |lang| folder.run(&["transparency", "--catalogue", "catalogue.json", "--lang", lang]));
    let register = folder.run(&["transparency", "--catalogue", "catalogue.json", "--format", "json"]).expect(0).json();
    assert_eq!(keys(&register), ["activities", "catalogue", "version"]);
    assert_eq!(register["activities"].as_array().unwrap().len(), 4);
    let mut bad = village();
    bad["legal_bases"][0]["controller"] = json!("nobody");
    folder.write("catalogue.json", &bad.to_string());
    let ended = folder.run(&["transparency", "--catalogue", "catalogue.json"]).expect(3);
    assert_eq!(ended.stdout, "");
}

#[test]
fn a_bundle_is_answered_leg_by_leg_and_together() {
    let folder = folder("views-bundle");
    let (yes, no, part) = (question(&["contact"]), question(&["diary"]), question(&["contact", "diary"]));
    for (legs, code) in
        [(json!([yes, yes]), 0), (json!([yes, no]), 10), (json!([no, no]), 11), (json!([part]), 10), (json!([no, part]), 10)]
    {
        folder.write("use.json", &legs.to_string());
        let bundle = run(&folder, "decide", &["--use", "use.json", "--format", "json"]).expect(code).json();
        assert_eq!(bundle["legs"].as_array().unwrap().len(), legs.as_array().unwrap().len());
        run(&folder, "decide", &["--use", "use.json"]).expect(code);
    }
    folder.write("use.json", &json!([yes, no]).to_string());
    golden("bundle", 10, |lang| run(&folder, "decide", &["--use", "use.json", "--lang", lang]));
    let told = run(&folder, "decide", &["--use", "use.json", "--format", "json", "--audience", "requester"]).expect(10).json();
    assert_eq!(keys(&told), ["legs", "outcome"]);
    assert_eq!(keys(&told["legs"][1]), ["catalogue", "covered", "not_available", "outcome", "version"]);
    // One instant for all legs.
    run(&folder, "decide", &["--use", "use.json", "--at", "2025-01-01T00:00:00Z"]).expect(11);
}

#[test]
fn a_bad_bundle_is_an_error_with_its_place() {
    let folder = folder("views-bundle-bad");
    let mut unknown = question(&["contact"]);
    unknown["purpose"] = json!("nothing");
    let mut odd = question(&["contact"]);
    odd["purpos"] = json!("service");
    for (legs, code, pointer) in [
        (json!([]), "list-empty", None),
        (json!([question(&["contact"]), unknown]), "unknown-purpose", Some("/1/purpose")),
        (json!([question(&["contact"]), odd]), "json-unknown-field", Some("/1/purpos")),
        (json!([7]), "json-wrong-type", Some("/0")),
    ] {
        folder.write("use.json", &legs.to_string());
        let ended = run(&folder, "decide", &["--use", "use.json", "--format", "json"]).expect(3);
        let error = ended.error();
        assert_eq!((ended.stdout.as_str(), &error["code"], &error["file"]), ("", &json!(code), &json!("use.json")), "{error}");
        assert_eq!(error["pointer"].as_str(), pointer, "{error}");
    }
}

#[test]
fn views_about_a_person_are_not_for_the_requester() {
    let folder = folder("views-requester");
    folder.write("act.json", &event("w", "consent-withdrawn", AT, json!({"consent": "consent-1"})).to_string());
    folder.write("use.json", &template(to_club()));
    for (command, more) in [
        ("overview", &["--subject", "resident-1", "--at", AT][..]),
        ("who-may", &["--subject", "resident-1", "--at", AT, "--data", "contact"]),
        ("preview", &["--event", "act.json"]),
        ("subjects", &["--use", "use.json", "--at", AT]),
    ] {
        run(&folder, command, more).expect(0);
        let ended = run(&folder, command, &[more, &["--audience", "requester"]].concat()).expect(2);
        assert_eq!(ended.stdout, "");
    }
}

#[test]
fn an_identity_code_is_no_key_and_is_never_repeated() {
    let folder = folder("views-identity-code");
    for (command, more) in [
        ("overview", &["--at", AT][..]),
        ("who-may", &["--at", AT, "--data", "contact"]),
        ("needs", &["--at", AT, "--service", "club"]),
    ] {
        let ended = run(&folder, command, &[more, &["--subject", "131052-308T"]].concat()).expect(2);
        assert_eq!(ended.stdout, "");
        assert!(ended.stderr.contains("--subject") && !ended.stderr.contains("131052"), "{}", ended.stderr);
    }
}

#[test]
fn bad_sources_are_refused_by_every_view() {
    let folder = folder("views-sources");
    folder.write("act.json", &event("w", "consent-withdrawn", AT, json!({"consent": "consent-1"})).to_string());
    let ledger = folder.read("ledger.jsonl");
    folder.write("ledger.jsonl", &format!("{ledger}{{\"id\": \n"));
    for (command, more) in [
        ("remedy", &["--use", "use.json"][..]),
        ("needs", &["--subject", "resident-1", "--at", AT, "--service", "club"]),
        ("overview", &["--subject", "resident-1", "--at", AT]),
        ("preview", &["--event", "act.json"]),
        ("who-may", &["--subject", "resident-1", "--at", AT, "--data", "contact"]),
        ("subjects", &["--use", "use.json", "--at", AT]),
        ("stop-list", &["--service", "club", "--since", "1", "--since-at", AT, "--at", AT]),
    ] {
        let ended = run(&folder, command, &[more, &["--format", "json"]].concat()).expect(3);
        let error = ended.error();
        assert_eq!((&error["file"], &error["line"]), (&json!("ledger.jsonl"), &json!(9)), "{command}: {error}");
        assert_eq!(ended.stdout, "");
        // Standard input is read once.
        let twice = ["--catalogue", "-", "--ledger", "-"];
        folder.run(&[&[command], &twice[..], more].concat()).expect(2);
    }
}
