//! The corpus is whole: enough cases, every rule from both sides, no file unused, no area without a test.

use std::collections::{BTreeMap, BTreeSet};

use consent_core::catalogue::{Catalogue, Severity, check};
use consent_core::decide::Outcome;
use serde::Deserialize;

use super::AREAS;
use super::case::{Case, CheckCase};
use super::json::Json;
use super::run::{CHECKS, catalogue_path, files, read, root};
use super::views::{ViewCase, is_about_views};

/// A row of `conformance/rules.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: String,
    source: String,
    text: String,
}

fn rules() -> Vec<Rule> {
    serde_json::from_str(&read(&root().join("rules.json"))).expect("the rules can be read")
}

/// The sides of a rule that some case shows.
#[derive(Default)]
struct Sides {
    positive: bool,
    negative: bool,
}

/// Whether a case shows that something is allowed, and that something is not.
fn sides(folder: &str, text: &str) -> (Vec<String>, Sides) {
    if folder == CHECKS {
        let case: CheckCase = serde_json::from_str(text).expect("the case can be read");
        assert!(!case.title.is_empty() && !case.claim.why.is_empty(), "{}: a case says what it is about", case.id);
        let negative = case.claim.refused || !case.claim.findings.is_empty();
        return (case.rules, Sides { positive: !negative, negative });
    }
    if is_about_views(folder) {
        let case: ViewCase = serde_json::from_str(text).expect("the case can be read");
        assert!(!case.title.is_empty() && !case.views.is_empty(), "{}: a case says what it is about and asks", case.id);
        return (case.rules, Sides::default());
    }
    let case: Case = serde_json::from_str(text).expect("the case can be read");
    assert!(!case.title.is_empty() && !case.questions.is_empty(), "{}: a case says what it is about and asks", case.id);
    let outcomes = || case.questions.iter().map(|question| question.claim.outcome);
    let sides = Sides {
        positive: outcomes().any(|outcome| matches!(outcome, Some(Outcome::Covered | Outcome::PartlyCovered))),
        negative: outcomes().any(|outcome| outcome != Some(Outcome::Covered))
            || case.events.iter().any(|event| event.get("refused").is_some()),
    };
    (case.rules, sides)
}

fn cases() -> Vec<(String, String)> {
    let root = root().join("cases");
    let mut all = Vec::new();
    for area in AREAS {
        all.extend(files(&root.join(area)).iter().map(|path| ((*area).to_owned(), read(path))));
    }
    all
}

#[test]
fn there_are_enough_cases() {
    let count = cases().len();
    assert!(count >= 250, "expected at least 250 cases, found {count}");
}

#[test]
fn every_folder_is_run() {
    let folders: BTreeSet<String> = std::fs::read_dir(root().join("cases"))
        .expect("the cases can be listed")
        .map(|entry| entry.expect("the cases can be listed").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(folders, AREAS.iter().map(|area| (*area).to_owned()).collect());
}

#[test]
fn every_rule_is_shown_from_both_sides() {
    let mut shown: BTreeMap<String, Sides> = BTreeMap::new();
    for (folder, text) in cases() {
        let (rules, found) = sides(&folder, &text);
        assert!(!rules.is_empty(), "a case names the rules it is about: {}", text.lines().nth(1).unwrap_or_default());
        for rule in rules {
            let entry = shown.entry(rule).or_default();
            entry.positive |= found.positive;
            entry.negative |= found.negative;
        }
    }
    let missing: Vec<String> = rules()
        .into_iter()
        .map(|rule| rule.id)
        .filter_map(|rule| match shown.get(&rule) {
            Some(Sides { positive: true, negative: true }) => None,
            Some(Sides { positive, .. }) => Some(format!("{rule}: no {} case", if *positive { "negative" } else { "positive" })),
            None => Some(format!("{rule}: no case")),
        })
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// A case names rules of the list, or entries of the reading.
#[test]
fn every_rule_named_is_known() {
    let rules = rules();
    assert!(rules.iter().all(|rule| !rule.source.is_empty() && rule.text.ends_with('.')), "a rule has a source and a sentence");
    let known: BTreeSet<String> = rules.into_iter().map(|rule| rule.id).collect();
    let reading = read(&root().join("READING.md"));
    let entry = |number: &str| reading.lines().any(|line| line.starts_with(&format!("{number}. ")));
    for (folder, text) in cases() {
        for rule in sides(&folder, &text).0 {
            let found = known.contains(&rule) || rule.strip_prefix("reading ").is_some_and(entry);
            assert!(found, "expected a rule of rules.json or an entry of READING.md, found `{rule}`");
        }
    }
}

/// The digest in `catalogue-published` is that of the file's own canonical form, so that anyone can compute it.
#[test]
fn catalogues_are_sound_and_canonical() {
    let mut used = BTreeSet::new();
    for (folder, text) in cases() {
        if folder == CHECKS {
            let case: CheckCase = serde_json::from_str(&text).expect("the case can be read");
            used.extend(case.previous.into_iter().chain([case.catalogue]));
        } else if is_about_views(&folder) {
            let case: ViewCase = serde_json::from_str(&text).expect("the case can be read");
            used.extend(case.catalogues);
        } else {
            let case: Case = serde_json::from_str(&text).expect("the case can be read");
            used.extend(case.catalogues);
        }
    }
    let mut there = BTreeSet::new();
    for path in files(&root().join("catalogues")) {
        let text = read(&path);
        let catalogue = Catalogue::from_json(text.as_bytes()).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
        let name = format!("{}-{}", catalogue.id, catalogue.version);
        assert_eq!(path, catalogue_path(&name), "a catalogue's file is named after its id and version");
        let json = Json::parse(&text).expect("the catalogue is JSON");
        assert_eq!(json.canonical(), Json::of(&catalogue).canonical(), "`{name}` is written in the form that is digested");
        assert_eq!(json.pretty(), text, "`{name}` is not in the form of the corpus");
        let errors: Vec<_> = check(&catalogue).into_iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "`{name}`: {errors:#?}");
        there.insert(name);
    }
    assert_eq!(there, used, "every catalogue is used by a case, and every one that a case names is there");
}
