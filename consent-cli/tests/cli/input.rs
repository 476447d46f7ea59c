//! Bad input: every error has a code, a file, a line and a place, and none is an answer.

use serde_json::json;

use crate::fixture::{Folder, birth, catalogue, grant, lines, publication, question};

/// Each malformed use with the code, line and pointer of its error.
#[test]
fn a_malformed_use_is_refused_with_its_place() {
    let folder = Folder::new("input-use");
    let good = serde_json::to_string_pretty(&question(&["contact"])).unwrap();
    let unknown = good.replace("\"purpose\"", "\"purpos\"");
    let double = good.replace("\"purpose\": \"service\"", "\"purpose\": \"service\",\n  \"purpose\": \"service\"");
    let mistyped = good.replace("\"contact\"", "7");
    let coded = good.replace("resident-1", "131052-308T");
    for (text, code, pointer) in [
        (good[..good.len() / 2].to_owned(), "json-truncated", None),
        (format!("{good} x"), "json-syntax", None),
        (unknown, "json-unknown-field", Some("/purpos")),
        (double, "json-duplicate-field", Some("")),
        (mistyped, "json-wrong-type", Some("/data_categories/0")),
        (coded, "subject-is-identity-code", Some("/subject")),
        (String::new(), "json-truncated", None),
    ] {
        folder.write("use.json", &text);
        let ended = folder.decide(&["--format", "json"]).expect(3);
        assert_eq!(ended.stdout, "", "an error is never an answer");
        let error = ended.error();
        assert_eq!((&error["code"], &error["file"]), (&json!(code), &json!("use.json")), "{error}");
        assert!(error["line"].is_u64() && error["column"].is_u64(), "{error}");
        if pointer.is_some() {
            assert_eq!(error["pointer"].as_str(), pointer, "{error}");
        }
        let ended = folder.decide(&[]).expect(3);
        let start = format!("consent: use.json:{}:{}: expected ", error["line"], error["column"]);
        assert!(ended.stderr.starts_with(&start) && ended.stderr.contains(code), "{}", ended.stderr);
        assert!(!ended.stderr.contains("131052"), "an identity code is never repeated");
    }
}

#[test]
fn an_unknown_field_comes_with_a_suggestion() {
    let folder = Folder::new("input-suggestion");
    folder.write("use.json", &question(&["contact"]).to_string().replace("\"recipient\"", "\"recipent\""));
    let ended = folder.decide(&[]).expect(3);
    assert!(ended.stderr.contains("did you mean `recipient`?"), "{}", ended.stderr);
}

#[test]
fn an_id_that_the_catalogue_does_not_know_is_an_error() {
    let folder = Folder::new("input-unknown");
    folder.write("use.json", &question(&["contacts"]).to_string());
    let ended = folder.decide(&["--format", "json"]).expect(3);
    let error = ended.error();
    assert!(error["code"].as_str().unwrap().starts_with("unknown-"), "{error}");
    assert_eq!(error["file"], "use.json");
}

#[test]
fn a_missing_file_is_named() {
    let folder = Folder::new("input-missing");
    let start = ["--format", "json", "decide", "--catalogue"];
    for (arguments, file) in [
        (["no.json", "--ledger", "ledger.jsonl", "--use", "use.json"], "no.json"),
        (["catalogue.json", "--ledger", "no.jsonl", "--use", "use.json"], "no.jsonl"),
        (["catalogue.json", "--ledger", "ledger.jsonl", "--use", "."], "."),
    ] {
        let error = folder.run(&[&start[..], &arguments].concat()).expect(3).error();
        assert_eq!((&error["code"], &error["file"]), (&json!("file-unreadable"), &json!(file)));
    }
}

#[test]
fn a_malformed_line_of_a_ledger_is_named_by_its_number() {
    let folder = Folder::new("input-line");
    let start = lines(&[publication(&catalogue()), birth("born")]);
    let given = grant("consent-1", "given").to_string();
    assert!(given.contains("\"form\":\"any\","));
    for (line, code) in [
        (given[..40].to_owned(), "json-truncated"),
        (given.replace("\"form\":\"any\",", ""), "event-"),
        ("[]".to_owned(), "json-"),
        ("{\"seq\": 2, \"recorded_at\": \"2026-01-01T00:00:00Z\"}".to_owned(), "json-"),
    ] {
        // The empty line counts too.
        folder.write("ledger.jsonl", &format!("{start}\n{line}\n"));
        let error = folder.decide(&["--format", "json"]).expect(3).error();
        assert!(error["code"].as_str().unwrap().starts_with(code), "{error}");
        assert_eq!((&error["file"], &error["line"]), (&json!("ledger.jsonl"), &json!(4)), "{error}");
    }
}

#[test]
fn a_refused_catalogue_gives_no_answer() {
    let folder = Folder::new("input-catalogue");
    let mut bad = catalogue();
    bad["legal_bases"][0]["controller"] = json!("nobody");
    folder.write("catalogue.json", &bad.to_string());
    let ended = folder.decide(&["--format", "json"]).expect(3);
    let error = ended.error();
    assert_eq!((&error["code"], &error["file"]), (&json!("catalogue-refused"), &json!("catalogue.json")));
    assert!(!error["findings"].as_array().unwrap().is_empty());
    assert_eq!(ended.stdout, "");
}

#[test]
fn a_catalogue_other_than_the_ledger_names_gives_no_answer() {
    let folder = Folder::new("input-digest");
    let mut other = catalogue();
    other["note"] = json!("another text");
    folder.write("catalogue.json", &other.to_string());
    folder.decide(&[]).expect(3);
}
