//! `consent record`: events through the door, as a filter.

use serde_json::{Value, json};

use crate::fixture::{Ended, Folder, birth, catalogue, grant, lines, publication};

fn record(folder: &Folder, more: &[&str], events: &[Value]) -> Ended {
    let mut arguments = vec!["record", "--catalogue", "catalogue.json"];
    arguments.extend(more);
    folder.run_with(&arguments, &lines(events))
}

fn start() -> Vec<Value> {
    vec![publication(&catalogue()), birth("born")]
}

/// A consent on a notice that nobody published: refused at the door.
fn refused() -> Value {
    let mut event = grant("consent-2", "refused");
    event["notice"]["version"] = json!(9);
    event
}

#[test]
fn accepted_events_are_printed_as_records() {
    let folder = Folder::new("record-print");
    let ended = record(&folder, &[], &start()).expect(0);
    let records: Vec<Value> = ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), 2);
    assert_eq!(records[1]["seq"], 1);
    assert_eq!(records[1]["recorded_at"], records[1]["event"]["at"], "absent: known when it took effect");
    assert_eq!(records[1]["event"]["id"], "born");
    let ended = record(&folder, &["--recorded-at", "2026-05-01T12:00:00+03:00"], &start()).expect(0);
    assert!(ended.stdout.lines().all(|line| line.contains("\"recorded_at\":\"2026-05-01T09:00:00Z\"")), "{}", ended.stdout);
}

#[test]
fn an_id_with_other_content_is_refused() {
    let folder = Folder::new("record-id");
    let mut other = birth("born");
    other["birth_date"] = json!("1990-01-01");
    let batch = [&start()[..], &[other]].concat();
    assert_eq!(record(&folder, &["--format", "json"], &batch).expect(3).error()["line"], 3);
}

#[test]
fn one_refusal_refuses_all() {
    let folder = Folder::new("record-all");
    let batch = [&start()[..], &[grant("consent-1", "given"), refused()]].concat();
    let ended = record(&folder, &["--format", "json"], &batch).expect(3);
    let error = ended.error();
    assert_eq!((&error["file"], &error["line"]), (&json!("-"), &json!(4)), "{error}");
    assert_eq!(ended.stdout, "");
}

#[test]
fn keep_going_prints_what_is_accepted_and_reports_the_rest() {
    let folder = Folder::new("record-going");
    let batch = [&start()[..], &[refused(), grant("consent-1", "given")]].concat();
    let ended = record(&folder, &["--keep-going", "--format", "json"], &batch).expect(3);
    assert_eq!(ended.stdout.lines().count(), 3);
    assert_eq!(ended.error()["line"], 3);
}

#[test]
fn the_records_are_a_ledger() {
    let folder = Folder::new("record-ledger");
    let records = record(&folder, &[], &[&start()[..], &[grant("consent-1", "given")]].concat()).expect(0).stdout;
    folder.write("book.jsonl", &records);
    folder.write("use.json", &crate::fixture::question(&["hobbies"]).to_string());
    folder.run(&["decide", "--catalogue", "catalogue.json", "--ledger", "book.jsonl", "--use", "use.json"]).expect(0);
}
