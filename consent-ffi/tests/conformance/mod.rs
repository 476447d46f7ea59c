//! The whole public corpus through the C library: the same bytes as from Rust.

#[path = "../../../consent-core/tests/conformance/case.rs"]
#[expect(dead_code, reason = "the claims are judged by the tests of the engine")]
mod case;
#[path = "../../../consent-core/tests/conformance/json.rs"]
#[expect(dead_code, reason = "written for the tests of the engine")]
mod json;
mod pair;
mod views;

use core::ffi::{CStr, c_char};
use core::mem::MaybeUninit;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use case::{Case, CheckCase, patched};
use consent::*;
use consent_core::catalogue::{Catalogue, Character};
use consent_core::decide::{Audience, UseTemplate};
use consent_core::explain::{Style, explain};
use consent_core::{Engine, Id, Lang, write_json};
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
    assert_eq!(word(answer.reason), first_reason(full), "{name}");

    // In a batch, and of a use that was put together member by member.
    let subject = question.subject.as_str().as_bytes();
    let [(data, size), (nobody, nobodys)] = [subject, b"nobody"].map(raw);
    let (subjects, sizes, ats) = ([data, nobody, data], [size, nobodys, size], [question.at.millis(); 3]);
    let mut answers = [consent_answer::default(); 3];
    let decide_all = |error: Option<&mut MaybeUninit<*mut consent_error>>| {
        let (s, z, a, out) = (subjects.as_ptr(), sizes.as_ptr(), ats.as_ptr(), answers.as_mut_ptr());
        consent_query_decide_all(Some(prepared), s, z, a, 3, out, size_of::<consent_answer>(), error)
    };
    crate::host::checked(decide_all).expect("answers");
    assert_eq!((answers[0], answers[2]), (answer, answer), "{name}");
    let together = put_together(&question.template());
    let typed = crate::host::handle(|out, error| consent_query_prepare(Some(&pair.engine), Some(&together), flags, out, error));
    assert_eq!(
        crate::host::decide(&typed.expect("a query"), subject, question.at.millis()).expect("an answer"),
        answer,
        "{name}"
    );

    // Without flags it goes another way inside, and says the same of outcome and basis.
    let plain = crate::host::query(&pair.engine, &template, 0).expect("it was prepared before");
    let plain = crate::host::decide(&plain, question.subject.as_str().as_bytes(), question.at.millis()).expect("an answer");
    let bare = consent_answer { reason: CONSENT_REASON_NONE, holds_until: CONSENT_HORIZON_UNKNOWN, ..answer };
    assert_eq!(plain, bare, "{name}");
    assert_eq!(plain.basis, basis(full), "{name}");
}

/// A call that says one member of a use.
type Set =
    extern "C" fn(Option<&mut consent_use>, *const c_char, usize, Option<&mut MaybeUninit<*mut consent_error>>) -> consent_status;

/// A use, member by member.
fn put_together(template: &UseTemplate) -> Box<consent_use> {
    let mut together = crate::host::handle(|out, error| consent_use_new(out, error)).expect("a use");
    let mut set = |set: Set, text: &str| {
        let (data, size) = raw(text.as_bytes());
        crate::host::checked(|error| set(Some(&mut together), data, size, error)).expect("a member");
    };
    set(consent_use_set_controller, template.controller.as_str());
    set(consent_use_set_recipient, template.recipient.as_str());
    set(consent_use_set_purpose, template.purpose.as_str());
    let lists: [(Set, &[Id]); 4] = [
        (consent_use_add_data_category, &template.data_categories),
        (consent_use_add_except, template.except.as_deref().unwrap_or_default()),
        (consent_use_add_case, template.cases.as_deref().unwrap_or_default()),
        (consent_use_add_assertion, &template.assertions),
    ];
    lists.into_iter().for_each(|(add, ids)| ids.iter().for_each(|id| set(add, id.as_str())));
    template.operations.iter().for_each(|operation| set(consent_use_add_operation, operation.word()));
    template.channel.iter().for_each(|channel| set(consent_use_set_channel, channel.as_str()));
    if template.automated_decision {
        crate::host::checked(|error| consent_use_set_automated_decision(Some(&mut together), error)).expect("a member");
    }
    let known_at = template.known_at.unwrap_or(CONSENT_KNOWN_NOW);
    crate::host::checked(|error| consent_use_set_known_at(Some(&mut together), known_at, error)).expect("a member");
    together
}

/// The word of a reason; empty for none.
fn word(reason: consent_reason) -> &'static str {
    let word = consent_reason_word(reason, None);
    // SAFETY: a word of the library's, which a NUL ends, or NULL.
    if word.is_null() { "" } else { unsafe { CStr::from_ptr(word) }.to_str().expect("a word") }
}

/// Why the first requirement that nothing meets is not met, by the full answer.
fn first_reason(full: &consent_core::decide::Answer) -> &'static str {
    let item = full.items.iter().find(|item| !item.covered);
    let unmet = item.and_then(|item| item.requirements.iter().find(|requirement| requirement.met_by.is_empty()));
    let nearest = unmet.and_then(|requirement| requirement.reasons.first()?.codes.first());
    nearest.map_or("", |failing| failing.code.word())
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
