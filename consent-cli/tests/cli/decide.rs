//! `consent decide`: the answers and their exit codes.

use serde_json::json;

use crate::fixture::{Folder, birth, catalogue, grant, lines, publication, question};

#[test]
fn the_outcome_is_the_exit_code() {
    let folder = Folder::new("decide-outcome");
    for (categories, outcome, code) in [
        (&["contact"][..], "covered", 0),
        (&["contact", "hobbies"], "covered", 0),
        (&["contact", "diary"], "partly-covered", 10),
        (&["diary"], "not-covered", 11),
    ] {
        folder.write("use.json", &question(categories).to_string());
        let answer = folder.decide(&["--format", "json"]).expect(code).json();
        assert_eq!(answer["outcome"], outcome);
        assert_eq!(answer["items"].as_array().unwrap().len(), categories.len());
        let ended = folder.decide(&[]).expect(code);
        assert!(!ended.stdout.trim().is_empty());
        assert!(!ended.stdout.contains('\u{1b}'), "colours only on a terminal");
    }
}

#[test]
fn the_answer_says_until_when_it_holds() {
    let folder = Folder::new("decide-until");
    folder.write("use.json", &question(&["hobbies"]).to_string());
    let answer = folder.decide(&["--format", "json"]).expect(0).json();
    assert_eq!(answer["holds_until"], "2027-02-01T00:00:00Z");
    assert_eq!(answer["items"][0]["governing"]["basis"], json!({"consent": "consent-1"}));
}

#[test]
fn another_instant_and_position_can_be_asked() {
    let folder = Folder::new("decide-at");
    folder.write("use.json", &question(&["hobbies"]).to_string());
    folder.decide(&["--at", "2026-01-15T00:00:00Z"]).expect(11);
    folder.decide(&["--at", "2027-02-01T00:00:00+00:00"]).expect(11);
    // The grant has position 2: as known at 2 it had not happened.
    folder.decide(&["--known-at", "2"]).expect(11);
    let answer = folder.decide(&["--known-at", "3", "--format", "json"]).expect(0).json();
    assert_eq!(answer["question"]["known_at"], 3);
    let error = folder.decide(&["--known-at", "4", "--format", "json"]).expect(3).error();
    assert_eq!(error["file"], "use.json");
}

#[test]
fn every_language_and_audience_has_its_own_words() {
    let folder = Folder::new("decide-words");
    let mut seen = std::collections::BTreeSet::new();
    for lang in ["fi", "sv", "en"] {
        for audience in ["citizen", "requester", "auditor"] {
            let text = folder.decide(&["--lang", lang, "--audience", audience]).expect(0).stdout;
            assert!(seen.insert(text.clone()), "{lang} {audience}: {text}");
        }
    }
    folder.decide(&["--plain"]).expect(0);
}

#[test]
fn the_requester_learns_only_what_is_covered() {
    let folder = Folder::new("decide-requester");
    folder.write("use.json", &question(&["contact", "hobbies"]).to_string());
    let before = folder.decide(&["--audience", "requester", "--format", "json"]).expect(0).json();
    let keys: Vec<&String> = before.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["catalogue", "covered", "not_available", "outcome", "version"]);
    assert_eq!(before["outcome"], "covered");

    // Never asked and withdrawn look alike, byte for byte.
    let withdrawal = json!({
        "id": "withdrawn", "type": "consent-withdrawn", "subject": "resident-1", "at": "2026-02-02T00:00:00Z",
        "by": {"role": "self"}, "consent": "consent-1",
    });
    let start = [publication(&catalogue()), birth("born")];
    let never = lines(&start);
    let withdrawn = lines(&[&start[..], &[grant("consent-1", "given"), withdrawal]].concat());
    for more in [&["--audience", "requester"][..], &["--audience", "requester", "--format", "json"]] {
        let [never, withdrawn] = [&never, &withdrawn].map(|ledger| {
            folder.write("ledger.jsonl", ledger);
            folder.decide(more).expect(10).stdout
        });
        assert_eq!(never, withdrawn);
    }
    // For the present instant only.
    let ended = folder.decide(&["--audience", "requester", "--known-at", "2"]).expect(3);
    assert_eq!(ended.stdout, "");
}

#[test]
fn a_ledger_of_records_gives_the_same_answer_as_its_events() {
    let folder = Folder::new("decide-records");
    folder.write("use.json", &question(&["hobbies"]).to_string());
    let of_events = folder.decide(&["--format", "json"]).expect(0).stdout;
    let records = folder.run(&["record", "--catalogue", "catalogue.json", "--events", "ledger.jsonl"]).expect(0).stdout;
    folder.write("ledger.jsonl", &records);
    assert_eq!(folder.decide(&["--format", "json"]).expect(0).stdout, of_events);
}

#[test]
fn the_use_and_the_ledger_may_come_from_standard_input() {
    let folder = Folder::new("decide-stdin");
    let start = ["decide", "--catalogue", "catalogue.json"];
    let ledger = folder.read("ledger.jsonl");
    folder.run_with(&[&start[..], &["--ledger", "-", "--use", "use.json"]].concat(), &ledger).expect(0);
    let asked = question(&["diary"]).to_string();
    folder.run_with(&[&start[..], &["--ledger", "ledger.jsonl", "--use", "-"]].concat(), &asked).expect(11);
}

#[test]
fn several_ledgers_are_read_in_order() {
    let folder = Folder::new("decide-several");
    folder.write("use.json", &question(&["hobbies"]).to_string());
    folder.write("a.jsonl", &lines(&[publication(&catalogue())]));
    folder.write("b.jsonl", &lines(&[birth("born"), grant("consent-1", "given")]));
    let start = ["decide", "--catalogue", "catalogue.json", "--use", "use.json"];
    folder.run(&[&start[..], &["--ledger", "a.jsonl", "b.jsonl"]].concat()).expect(0);
    folder.run(&[&start[..], &["--ledger", "a.jsonl", "--ledger", "b.jsonl"]].concat()).expect(0);
    folder.run(&[&start[..], &["--ledger", "b.jsonl", "a.jsonl"]].concat()).expect(3);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let folder = Folder::new("decide-pipe");
    folder.write("use.json", &question(&["diary"]).to_string());
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let ended = Command::new(env!("CARGO_BIN_EXE_consent"))
        .args(["decide", "--catalogue", "catalogue.json", "--ledger", "ledger.jsonl", "--use", "use.json"])
        .current_dir(folder.path(""))
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    // The exit code is the answer all the same.
    assert_eq!(ended.status.code(), Some(11));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_could_not_be_written_is_no_yes() {
    use std::process::{Command, Stdio};
    let folder = Folder::new("decide-full");
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let ended = Command::new(env!("CARGO_BIN_EXE_consent"))
        .args(["decide", "--catalogue", "catalogue.json", "--ledger", "ledger.jsonl", "--use", "use.json"])
        .current_dir(folder.path(""))
        .stdin(Stdio::null())
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("output-failed"));
}
