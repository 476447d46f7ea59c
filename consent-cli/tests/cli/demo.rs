//! `consent demo`: the built-in stories, a folder, and what happens when an answer differs.

use serde_json::{Value, json};

use crate::fixture::{Folder, birth, catalogue, grant, lines, publication, question};

fn text(words: &str) -> Value {
    json!({"fi": words, "sv": words, "en": words})
}

/// A folder with one story whose answer is covered by `consent-1` for a year.
fn village(name: &str) -> (Folder, Value) {
    let folder = Folder::new(name);
    std::fs::create_dir_all(folder.path("village/stories")).unwrap();
    folder.write("village/catalogue.json", &catalogue().to_string());
    folder.write("village/publications.jsonl", &lines(&[publication(&catalogue())]));
    folder.write("village/residents.jsonl", &lines(&[birth("born")]));
    let story = json!({
        "id": "hobby", "use_case": "UC1", "title": text("A hobby"), "summary": text("The village asks."),
        "events": [grant("consent-1", "given")],
        "questions": [
            {"title": text("May it?"), "use": question(&["hobbies"]),
             "expect": {"outcome": "covered", "governing": ["consent-1"], "codes": [], "holds_until": "2027-02-01T00:00:00Z"}},
            {"title": text("And the diary?"), "use": question(&["diary"]),
             "expect": {"outcome": "not-covered", "governing": [], "codes": ["category-outside"]}},
        ],
        "bundle": [[0, 1]],
    });
    folder.write("village/stories/01-hobby.json", &story.to_string());
    (folder, story)
}

#[test]
fn the_built_in_stories_are_told_as_they_promise() {
    let folder = Folder::new("demo-built-in");
    for lang in ["fi", "sv", "en"] {
        let report = folder.run(&["demo", "--format", "json", "--lang", lang]).expect(0).json();
        assert!(report["counts"]["stories"].as_u64().unwrap() > 0);
        assert_eq!(report["counts"]["differ"], 0);
        for asked in report["stories"].as_array().unwrap().iter().flat_map(|story| story["questions"].as_array().unwrap()) {
            assert!(!asked["words"].as_str().unwrap().is_empty(), "{asked}");
        }
        let text = folder.run(&["demo", "--lang", lang, "--plain"]).expect(0).stdout;
        assert!(text.lines().count() > 10 && !text.contains('\u{1b}'), "{text}");
    }
}

#[test]
fn a_folder_is_told_too() {
    let (folder, _) = village("demo-folder");
    let ended = folder.run(&["demo", "--data", "village"]).expect(0);
    assert!(ended.stdout.contains("covered · basis: consent-1 · until 2027-02-01T00:00:00Z"), "{}", ended.stdout);
    assert!(ended.stdout.contains("together 1 + 2: partly covered"), "{}", ended.stdout);
    assert!(
        ended
            .stdout
            .ends_with("stories: 1, questions: 2; covered 1, partly covered 0, not covered 1; every answer as expected\n"),
        "{}",
        ended.stdout
    );
}

#[test]
fn an_answer_that_differs_is_shown_and_ends_with_1() {
    let (folder, mut story) = village("demo-differs");
    story["questions"][0]["expect"]["governing"] = json!(["consent-9"]);
    folder.write("village/stories/01-hobby.json", &story.to_string());
    let ended = folder.run(&["demo", "--data", "village"]).expect(1);
    assert!(ended.stdout.contains("expected: covered, basis [consent-9]"), "{}", ended.stdout);
    assert!(ended.stdout.contains("found: covered, basis [consent-1]"), "{}", ended.stdout);
    assert!(ended.stdout.ends_with("answers that differ: 1\n"), "{}", ended.stdout);
    let report = folder.run(&["demo", "--data", "village", "--format", "json"]).expect(1).json();
    assert_eq!(report["stories"][0]["questions"][0]["expected"]["governing"], json!(["consent-9"]));
    assert_eq!(report["stories"][0]["questions"][1].get("expected"), None);
    // Asked at another instant there is nothing to compare with.
    folder.run(&["demo", "--data", "village", "--at", "2026-04-01T00:00:00Z"]).expect(0);
}

#[test]
fn a_malformed_story_is_refused_with_its_place() {
    let (folder, story) = village("demo-malformed");
    let file = "village/stories/01-hobby.json";
    let refused = |change: &dyn Fn(&mut Value)| {
        let mut story = story.clone();
        change(&mut story);
        folder.write(file, &story.to_string());
        let error = folder.run(&["demo", "--data", "village", "--format", "json"]).expect(3).error();
        assert_eq!(error["file"], file, "{error}");
        (error["code"].as_str().unwrap().to_owned(), error["pointer"].as_str().unwrap_or_default().to_owned())
    };
    let (code, pointer) = refused(&|story| story["questions"][1]["expekt"] = json!(1));
    assert_eq!((code.as_str(), pointer.as_str()), ("json-unknown-field", "/questions/1/expekt"));
    let (_, pointer) = refused(&|story| story["events"][0]["notice"]["version"] = json!(9));
    assert!(pointer.starts_with("/events/0"), "{pointer}");
    let (_, pointer) = refused(&|story| story["questions"][1]["use"]["purpose"] = json!("nothing"));
    assert!(pointer.starts_with("/questions/1/use"), "{pointer}");
    let (code, pointer) = refused(&|story| story["bundle"] = json!([[0, 2]]));
    assert_eq!((code.as_str(), pointer.as_str()), ("story-bundle-invalid", "/bundle/0"));
}

#[test]
fn a_folder_without_stories_is_no_demonstration() {
    let (folder, _) = village("demo-empty");
    std::fs::remove_file(folder.path("village/stories/01-hobby.json")).unwrap();
    assert_eq!(folder.run(&["demo", "--data", "village", "--format", "json"]).expect(3).error()["code"], "demo-incomplete");
    assert_eq!(folder.run(&["demo", "--data", "nowhere", "--format", "json"]).expect(3).error()["code"], "file-unreadable");
}

#[test]
fn the_requester_is_not_told_the_basis() {
    let (folder, _) = village("demo-requester");
    let ended = folder.run(&["demo", "--data", "village", "--audience", "requester"]).expect(0);
    assert!(!ended.stdout.contains("consent-1") && !ended.stdout.contains("2027"), "{}", ended.stdout);
}
