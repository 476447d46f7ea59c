//! The whole public corpus through the C library: the same bytes as from Rust.

#[path = "../../../consent-core/tests/conformance/case.rs"]
#[expect(dead_code, reason = "the claims are judged by the tests of the engine")]
mod case;
#[path = "../../../consent-core/tests/conformance/json.rs"]
#[expect(dead_code, reason = "written for the tests of the engine")]
mod json;
mod pair;
mod views;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use case::{Case, CheckCase, patched};
use consent::*;
use consent_core::catalogue::{Catalogue, Character};
use consent_core::decide::Audience;
use consent_core::explain::{Style, explain};
use consent_core::{Engine, Lang, write_json};
use json::Json;
use pair::{Pair, agree};

use crate::host::{add_catalogue, engine, file, raw, text};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the corpus") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

/// Every case file of the corpus whose area is as `of` says, by path.
fn cases(of: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../conformance/cases");
    let mut found = Vec::new();
    files(&folder, &mut found);
    found.sort();
    let name = |path: &Path| path.strip_prefix(&folder).expect("below it").to_string_lossy().into_owned();
    let chosen = found.iter().map(|path| (name(path), path)).filter(|(name, _)| of(name.split('/').next().unwrap_or_default()));
    chosen.map(|(name, path)| (name, std::fs::read_to_string(path).expect("a case"))).collect()
}

fn catalogue(name: &str) -> Vec<u8> {
    file(&format!("conformance/catalogues/{name}.json"))
}

const CHECKS: &str = "catalogue-checks";

#[test]
fn every_answer_is_the_same() {
    let stories = cases(|area| area != CHECKS && !area.starts_with("views-"));
    let mut questions = 0;
    for (name, text) in &stories {
        let case: Case = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let pair = Pair::of(name, &case.catalogues, &case.events);
        for question in &case.questions {
            let asked = question.proposed.compact();
            ask(name, &pair, asked.as_bytes());
            questions += 1;
        }
    }
    assert!(stories.len() > 300 && questions > 400, "{} stories, {questions} questions", stories.len());
}

/// The answer, whole, as each audience sees it, and in words.
fn ask(name: &str, pair: &Pair, asked: &[u8]) {
    let read = || consent_core::decide::ProposedUse::from_json(asked);
    let (data, size) = raw(asked);
    let full = read().and_then(|question| pair.native.decide_with_horizon(&question));
    let audiences = [
        (CONSENT_AUDIENCE_CITIZEN, Audience::Citizen),
        (CONSENT_AUDIENCE_REQUESTER, Audience::Requester),
        (CONSENT_AUDIENCE_AUDITOR, Audience::Auditor),
    ];
    for (number, audience) in audiences {
        let native = read().and_then(|question| match audience {
            Audience::Requester => write_json(&pair.native.decide(&question)?.for_requester()?),
            _ => write_json(&pair.native.decide_with_horizon(&question)?),
        });
        agree(name, native, text(|out, error| consent_engine_decide(Some(&pair.engine), data, size, number, out, error)));
        for (lang_number, lang) in [(CONSENT_LANG_FI, Lang::Fi), (CONSENT_LANG_SV, Lang::Sv), (CONSENT_LANG_EN, Lang::En)] {
            let native = full.clone().and_then(|answer| {
                let catalogue = pair.native.catalogue(answer.question.known_at)?;
                Ok(explain(&answer, catalogue, Style { lang, audience, plain: false })?.to_string())
            });
            let words =
                text(|out, error| consent_engine_explain(Some(&pair.engine), data, size, number, lang_number, out, error));
            agree(name, native, words);
        }
    }
    small(name, pair, asked);
}

/// The small answer says what the full one says.
fn small(name: &str, pair: &Pair, asked: &[u8]) {
    let Ok(question) = consent_core::decide::ProposedUse::from_json(asked) else { return };
    let template = serde_json::to_vec(&question.template()).expect("JSON");
    let flags = CONSENT_WANT_REASON | CONSENT_WANT_HORIZON;
    let prepared = crate::host::query(&pair.engine, &template, flags);
    let full = pair.native.decide_with_horizon(&question);
    let (Ok(prepared), Ok(full)) = (&prepared, &full) else {
        let codes = (prepared.as_ref().err().map(|failed| failed.code.clone()), full.err().map(|error| error.code().to_owned()));
        assert_eq!(codes.0, codes.1, "{name}");
        return;
    };
    let answer = crate::host::decide(prepared, question.subject.as_str().as_bytes(), question.at.millis()).expect("an answer");
    let outcome = match full.outcome {
        consent_core::decide::Outcome::NotCovered => CONSENT_OUTCOME_NOT_COVERED,
        consent_core::decide::Outcome::PartlyCovered => CONSENT_OUTCOME_PARTLY_COVERED,
        consent_core::decide::Outcome::Covered => CONSENT_OUTCOME_COVERED,
    };
    let until = full.holds_until.map_or(CONSENT_FOREVER, |until| until.millis());
    assert_eq!((answer.outcome, answer.holds_until, answer.position), (outcome, until, full.position.size), "{name}");
    assert_eq!(answer.covered == 1, outcome == CONSENT_OUTCOME_COVERED, "{name}");

    // Without flags it goes another way inside, and says the same of outcome and basis.
    let plain = crate::host::query(&pair.engine, &template, 0).expect("it was prepared before");
    let plain = crate::host::decide(&plain, question.subject.as_str().as_bytes(), question.at.millis()).expect("an answer");
    let bare = consent_answer { reason: CONSENT_REASON_NONE, holds_until: CONSENT_HORIZON_UNKNOWN, ..answer };
    assert_eq!(plain, bare, "{name}");
    assert_eq!(plain.basis, basis(full), "{name}");
}

/// What governs the covered items, by the full answer.
fn basis(full: &consent_core::decide::Answer) -> consent_basis {
    let kinds: BTreeSet<consent_basis> = full
        .items
        .iter()
        .filter(|item| item.covered)
        .filter_map(|item| item.governing.as_ref())
        .map(|basis| match basis.character {
            None => CONSENT_BASIS_CONSENT,
            Some(Character::Duty) => CONSENT_BASIS_DUTY,
            Some(_) => CONSENT_BASIS_PERMISSION,
        })
        .collect();
    match kinds.len() {
        0 => CONSENT_BASIS_NONE,
        1 => *kinds.first().expect("one"),
        _ => CONSENT_BASIS_SEVERAL,
    }
}

#[test]
fn every_catalogue_is_checked_alike() {
    let checks = cases(|area| area == CHECKS);
    for (name, text) in &checks {
        let case: CheckCase = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let published = Json::parse(std::str::from_utf8(&catalogue(&case.catalogue)).expect("UTF-8")).expect("JSON");
        let json = patched(published, &case.patch).expect("a patch").compact();
        let (mut native, ours) = (Engine::new(), engine());
        if let Some(previous) = &case.previous {
            let bytes = catalogue(previous);
            native.add_catalogue(Catalogue::from_json(&bytes).expect("a catalogue")).expect("one without errors");
            add_catalogue(&ours, &bytes).expect("one without errors");
        }
        let findings = Catalogue::from_json(json.as_bytes()).and_then(|catalogue| native.add_catalogue(catalogue));
        agree(name, findings.and_then(|findings| write_json(&findings)), add_catalogue(&ours, json.as_bytes()));
    }
    assert!(checks.len() > 40, "{}", checks.len());
}

#[test]
fn every_view_is_the_same() {
    let cases = cases(|area| area.starts_with("views-"));
    let mut shown = 0;
    for (name, text) in &cases {
        shown += views::run(name, text);
    }
    assert!(shown > 60, "{} cases, {shown} views", cases.len());
}
