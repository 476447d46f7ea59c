//! `consent record`: the door, the ledger file, and nothing half done.

use std::fs;

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
fn a_ledger_is_begun_and_continued() {
    let folder = Folder::new("record-ledger");
    let ledger = ["--ledger", "book.jsonl"];
    let said = record(&folder, &ledger, &start()).expect(0).stdout;
    assert_eq!(said, "2 recorded, 0 already known, 0 refused; the ledger has 2 records\n");
    let first = folder.read("book.jsonl");
    // The same again changes nothing; what is new is added behind it.
    let more = [birth("born"), grant("consent-1", "given")];
    let count = record(&folder, &["--ledger", "book.jsonl", "--format", "json"], &more).expect(0).json();
    assert_eq!(count, json!({"recorded": 1, "already_known": 1, "refused": 0, "size": 3}));
    let second = folder.read("book.jsonl");
    assert!(second.starts_with(&first), "what was written stays byte for byte");
    assert_eq!(second.lines().count(), 3);
    folder.write("use.json", &crate::fixture::question(&["hobbies"]).to_string());
    folder.run(&["decide", "--catalogue", "catalogue.json", "--ledger", "book.jsonl", "--use", "use.json"]).expect(0);
}

#[test]
fn one_refusal_refuses_all() {
    let folder = Folder::new("record-all");
    record(&folder, &["--ledger", "book.jsonl"], &start()).expect(0);
    let before = folder.read("book.jsonl");
    let batch = [grant("consent-1", "given"), refused()];
    let ended = record(&folder, &["--ledger", "book.jsonl", "--format", "json"], &batch).expect(3);
    let error = ended.error();
    assert_eq!((&error["file"], &error["line"]), (&json!("-"), &json!(2)), "{error}");
    assert_eq!(folder.read("book.jsonl"), before);
    assert_eq!(leftovers(&folder), 0);
    let ended = record(&folder, &[], &[&start()[..], &batch].concat()).expect(3);
    assert_eq!(ended.stdout, "");
}

#[test]
fn keep_going_keeps_what_is_accepted_and_reports_the_rest() {
    let folder = Folder::new("record-going");
    let batch = [&start()[..], &[refused(), grant("consent-1", "given")]].concat();
    let ended = record(&folder, &["--ledger", "book.jsonl", "--keep-going", "--format", "json"], &batch).expect(3);
    assert_eq!(ended.json(), json!({"recorded": 3, "already_known": 0, "refused": 1, "size": 3}));
    assert_eq!(ended.error()["line"], 3);
    assert_eq!(folder.read("book.jsonl").lines().count(), 3);
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
fn a_second_writer_waits() {
    let folder = Folder::new("record-busy");
    record(&folder, &["--ledger", "book.jsonl"], &start()).expect(0);
    let before = folder.read("book.jsonl");
    folder.write(".book.jsonl.new", "another writer's");
    let ended = record(&folder, &["--ledger", "book.jsonl", "--format", "json"], &[grant("consent-1", "given")]).expect(3);
    assert_eq!(ended.error()["code"], "ledger-busy");
    assert_eq!(folder.read("book.jsonl"), before);
    assert_eq!(folder.read(".book.jsonl.new"), "another writer's", "the lock is the other's to remove");
}

#[test]
fn a_last_line_without_end_is_ended_first() {
    let folder = Folder::new("record-end");
    record(&folder, &["--ledger", "book.jsonl"], &start()).expect(0);
    folder.write("book.jsonl", folder.read("book.jsonl").trim_end());
    record(&folder, &["--ledger", "book.jsonl"], &[grant("consent-1", "given")]).expect(0);
    assert_eq!(folder.read("book.jsonl").lines().count(), 3);
}

#[test]
fn a_cut_off_ledger_is_refused_and_left_alone() {
    let folder = Folder::new("record-cut");
    record(&folder, &["--ledger", "book.jsonl"], &start()).expect(0);
    let whole = folder.read("book.jsonl");
    let cut = &whole[..whole.len() - 20];
    folder.write("book.jsonl", cut);
    let error =
        record(&folder, &["--ledger", "book.jsonl", "--format", "json"], &[grant("consent-1", "given")]).expect(3).error();
    assert_eq!((&error["code"], &error["file"].as_str().unwrap().ends_with("book.jsonl")), (&json!("json-truncated"), &true));
    assert_eq!(error["line"], 2);
    assert_eq!(folder.read("book.jsonl"), cut);
}

#[test]
fn a_ledger_of_plain_events_is_not_continued() {
    let folder = Folder::new("record-plain");
    folder.write("book.jsonl", &lines(&start()));
    let error =
        record(&folder, &["--ledger", "book.jsonl", "--format", "json"], &[grant("consent-1", "given")]).expect(3).error();
    assert_eq!(error["code"], "ledger-not-records");
    assert_eq!(folder.read("book.jsonl"), lines(&start()));
}

#[test]
fn a_ledger_in_no_folder_is_refused() {
    let folder = Folder::new("record-nowhere");
    let error = record(&folder, &["--ledger", "no/book.jsonl", "--format", "json"], &start()).expect(3).error();
    assert_eq!(error["code"], "file-unwritable");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_the_rights_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::new("record-link");
    record(&folder, &["--ledger", "book.jsonl"], &start()).expect(0);
    fs::set_permissions(folder.path("book.jsonl"), fs::Permissions::from_mode(0o600)).unwrap();
    symlink("book.jsonl", folder.path("link.jsonl")).unwrap();
    record(&folder, &["--ledger", "link.jsonl"], &[grant("consent-1", "given")]).expect(0);
    assert!(fs::symlink_metadata(folder.path("link.jsonl")).unwrap().is_symlink());
    assert_eq!(fs::metadata(folder.path("book.jsonl")).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(folder.read("book.jsonl").lines().count(), 3);
}

/// Files beside the ledger that a run has left behind.
fn leftovers(folder: &Folder) -> usize {
    let names = fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains(".new")).count()
}
