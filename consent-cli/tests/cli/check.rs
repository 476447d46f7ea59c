//! `consent check`.

use serde_json::json;

use crate::fixture::{Folder, catalogue, publication};

#[test]
fn a_good_catalogue_is_accepted_with_its_digest() {
    let folder = Folder::new("check-good");
    let digest = publication(&catalogue())["sha256"].as_str().unwrap().to_owned();
    let ended = folder.run(&["check", "catalogue.json"]).expect(0);
    assert!(ended.stdout.starts_with(&format!("catalogue.json: `village` version 1, sha256 {digest}\n")), "{}", ended.stdout);
    assert!(ended.stdout.contains("accepted: errors 0"), "{}", ended.stdout);
    let report = folder.run(&["check", "--format", "json", "catalogue.json"]).expect(0).json();
    assert_eq!(report["ok"], true);
    assert_eq!(report["catalogues"][0]["sha256"], digest);
    assert_eq!(report["catalogues"][0]["id"], "village");
}

#[test]
fn it_reads_standard_input() {
    let folder = Folder::new("check-stdin");
    let ended = folder.run_with(&["check", "-"], &catalogue().to_string()).expect(0);
    assert!(ended.stdout.starts_with("-: `village` version 1"), "{}", ended.stdout);
}

#[test]
fn an_error_refuses_the_catalogue_and_names_the_place() {
    let folder = Folder::new("check-bad");
    let mut bad = catalogue();
    bad["legal_bases"][0]["purposes"] = json!(["servise"]);
    folder.write("bad.json", &bad.to_string());
    let ended = folder.run(&["check", "bad.json", "--format", "json"]).expect(3);
    let report = ended.json();
    assert_eq!(report["ok"], false);
    let findings = report["catalogues"][0]["findings"].as_array().unwrap();
    let errors: Vec<_> = findings.iter().filter(|finding| finding["severity"] == "error").collect();
    assert!(errors.iter().any(|e| e["pointer"].as_str().unwrap().starts_with("/legal_bases/0/purposes")), "{findings:?}");
    let error = ended.error();
    assert_eq!((&error["code"], &error["file"]), (&json!("catalogue-refused"), &json!("bad.json")));
    let ended = folder.run(&["check", "bad.json"]).expect(3);
    assert!(ended.stdout.contains("error ") && ended.stdout.contains("refused: errors"), "{}", ended.stdout);
    assert!(ended.stderr.starts_with("consent: bad.json: "), "{}", ended.stderr);
}

#[test]
fn versions_in_order_are_checked_against_each_other() {
    let folder = Folder::new("check-versions");
    let mut next = catalogue();
    next["version"] = json!(2);
    next["published"] = json!("2026-06-01T00:00:00Z");
    folder.write("next.json", &next.to_string());
    folder.run(&["check", "catalogue.json", "next.json"]).expect(0);
    // A notice version is never dropped; and an older version never follows a newer one.
    next["notices"] = json!([]);
    folder.write("dropped.json", &next.to_string());
    folder.run(&["check", "dropped.json"]).expect(0);
    folder.run(&["check", "catalogue.json", "dropped.json"]).expect(3);
    folder.run(&["check", "next.json", "catalogue.json"]).expect(3);
}

#[test]
fn every_file_is_reported_even_when_one_is_no_catalogue() {
    let folder = Folder::new("check-several");
    folder.write("cut.json", "{\"schema\": ");
    let ended = folder.run(&["check", "cut.json", "missing.json", "catalogue.json", "--format", "json"]).expect(3);
    assert_eq!(ended.json()["catalogues"][0]["file"], "catalogue.json");
    let codes: Vec<serde_json::Value> =
        ended.stderr.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["code"].clone()).collect();
    assert_eq!(codes, ["json-truncated", "file-unreadable"]);
}
