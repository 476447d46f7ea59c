//! Every reason code and article, every language, every audience: the texts as files, to be read by people.
//!
//! `CONSENT_BLESS=1 cargo test -p consent-core --test all golden` writes them anew.

use std::fmt::Write as _;
use std::path::PathBuf;

use consent_core::Lang;
use consent_core::catalogue::{Article, Character, Due, Operation};
use consent_core::decide::{Answer, Audience, NearMiss, ObligationAnswer, ReasonCode, RequirementAnswer, Warning};
use consent_core::explain::{Style, explain};

use super::{
    answer, at, bar, catalogue, consent, consent_basis, consent_near, covered, failing, id, no_basis, row, row_basis, row_near,
    unmet,
};

const SINCE: Option<&str> = Some("2026-03-01T23:30:00Z");

/// Every case by name; the name of a reason's case begins with its code.
pub(super) fn cases() -> Vec<(String, Answer)> {
    let mut cases = Vec::new();
    let rows = [
        ("lb-duty", Article::C, Character::Duty),
        ("lb-allowed", Article::C, Character::Permission),
        ("lb-contract", Article::B, Character::Permission),
        ("lb-vital", Article::D, Character::Permission),
        ("lb-task", Article::E, Character::Permission),
        ("lb-task-fixed", Article::E, Character::Permission),
        ("lb-interest", Article::F, Character::Permission),
        ("lb-permit", Article::E, Character::Permission),
    ];
    for (name, article, character) in rows {
        for operation in [Operation::Use, Operation::Disclose] {
            cases.push((
                format!("covered {name} {operation}"),
                answer(vec![covered("plan", operation, row_basis(name, article, character))]),
            ));
        }
    }
    for operation in [Operation::Use, Operation::Disclose] {
        let own = consent_basis("c-1", "n-own");
        let mut child = consent_basis("c-2", "n-child");
        child.by_representative = true;
        child.until = Some(at("2027-03-12T12:30:00Z"));
        let mut undated = own.clone();
        (undated.at, undated.until, undated.notice) = (None, None, None);
        for (name, basis) in [("own", own), ("representative", child), ("undated", undated)] {
            cases.push((format!("covered consent {name} {operation}"), answer(vec![covered("plan", operation, basis)])));
        }
    }
    let mut deny = |name: &str, requirement: &str, near: NearMiss| {
        for operation in [Operation::Use, Operation::Disclose] {
            cases.push((format!("{name} {operation}"), answer(vec![unmet("plan", operation, requirement, vec![near.clone()])])));
        }
    };
    for code in ReasonCode::ALL {
        use ReasonCode as R;
        let dated = matches!(
            code,
            R::Withdrawn | R::Refused | R::Suspended | R::Requested | R::Expired | R::NotYetValid | R::NoticeSuperseded
        );
        let codes = || vec![failing(*code, if dated { SINCE } else { None })];
        let of_row = code.is_scope()
            || matches!(
                code,
                R::AssessmentMissing
                    | R::AssertionMissing
                    | R::NotInForce
                    | R::ConditionUnmet
                    | R::FactMissing
                    | R::PermitMissing
            );
        let of_consent =
            !matches!(code, R::NoBasis | R::Barred | R::NotInForce | R::ConditionUnmet | R::FactMissing | R::PermitMissing);
        if of_row {
            deny(&format!("{code} row"), "lawful-basis", row_near("lb-permit", codes()));
        }
        if of_consent {
            deny(&format!("{code} consent"), "lawful-basis", consent_near("n-own", codes()));
        }
        if dated {
            deny(&format!("{code} undated"), "lawful-basis", consent_near("n-own", vec![failing(*code, None)]));
        }
        match code {
            R::NoBasis => {
                deny("no-basis", "lawful-basis", no_basis());
                for requirement in ["ban", "secrecy", "special-category", "transfer", "employment"] {
                    deny(&format!("no-basis {requirement}"), requirement, no_basis());
                }
            }
            R::Barred => {
                let kinds = [
                    "objection",
                    "marketing-objection",
                    "restriction",
                    "withdrawal",
                    "deceased",
                    "not-admitted",
                    "kielto",
                    "safety-ban",
                    "unknown",
                ];
                for kind in kinds {
                    deny(&format!("barred {kind} row"), "lawful-basis", row_near("lb-task", vec![bar(kind, SINCE)]));
                    deny(&format!("barred {kind} consent"), "lawful-basis", consent_near("n-own", vec![bar(kind, SINCE)]));
                }
                deny("barred kielto undated", "lawful-basis", row_near("lb-task", vec![bar("kielto", None)]));
            }
            R::Withdrawn | R::Refused | R::Requested | R::QuorumIncomplete => {
                deny(&format!("{code} child"), "lawful-basis", consent_near("n-child", codes()));
            }
            R::FormInsufficient => {
                for requirement in ["special-category", "transfer", "employment"] {
                    deny(&format!("{code} {requirement}"), requirement, consent_near("n-own", codes()));
                }
            }
            _ => {}
        }
    }
    cases.push(("everything at once".to_owned(), everything()));
    cases
}

/// A long answer: both outcomes, several bases, obligations, a warning, a horizon, every member of the question.
fn everything() -> Answer {
    let duty = row_basis("lb-duty", Article::C, Character::Duty);
    let mut contact = covered("contact", Operation::Disclose, duty.clone());
    contact.others = vec![row_basis("lb-task", Article::E, Character::Permission), consent_basis("c-1", "n-own")];
    contact.requirements[0].met_by.extend([row("lb-task"), consent("c-1")]);
    let mut phone = covered("contact-phone", Operation::Disclose, duty);
    phone.others.clone_from(&contact.others);
    phone.requirements.clone_from(&contact.requirements);
    let mut secret = covered("diets", Operation::Disclose, row_basis("lb-task", Article::E, Character::Permission));
    secret.requirements.push(RequirementAnswer { id: id("secrecy"), met_by: vec![consent("c-3")], reasons: Vec::new() });
    let mut plan = unmet(
        "plan",
        Operation::Disclose,
        "lawful-basis",
        vec![
            consent_near("n-own", vec![failing(ReasonCode::Expired, Some("2026-05-31T21:00:00Z"))]),
            consent_near("n-child", vec![failing(ReasonCode::Expired, Some("2026-05-31T21:00:00Z"))]),
            row_near("lb-task", vec![bar("kielto", SINCE)]),
        ],
    );
    plan.requirements.push(RequirementAnswer { id: id("ban"), met_by: Vec::new(), reasons: vec![no_basis()] });
    let near = row_near("lb-permit", vec![failing(ReasonCode::PermitMissing, None)]);
    plan.impersonal = vec![RequirementAnswer { id: id("ban"), met_by: Vec::new(), reasons: vec![near] }];
    let mut known = answer(vec![contact, phone, secret, plan]);
    known.question.except = Some(vec![id("contact-address")]);
    known.question.cases = Some(vec![id("service-event:2026-118")]);
    known.question.channel = Some(id("technical-interface"));
    known.question.automated_decision = true;
    known.question.assertions = vec![id("necessary"), id("moving")];
    let obligation = |name: &str, due, by: Option<&str>, basis, categories: &[&str]| ObligationAnswer {
        id: id(name),
        due,
        by: by.map(at),
        age: None,
        basis,
        categories: categories.iter().map(|category| id(category)).collect(),
    };
    known.obligations = vec![
        obligation("log-disclosure", Due::With, None, row("lb-duty"), &["contact", "contact-phone"]),
        obligation("tell-child", Due::By, Some("2027-03-11T22:00:00Z"), row("lb-task"), &["diets"]),
    ];
    known.warnings = vec![Warning { code: id("refresh-due"), basis: consent("c-1") }];
    known.holds_until = Some(at("2026-12-31T22:00:00Z"));
    known
}

#[test]
fn every_reason_code_has_a_case() {
    let names: Vec<String> = cases().into_iter().map(|(name, _)| name).collect();
    for code in ReasonCode::ALL {
        assert!(names.iter().any(|name| name.starts_with(code.word())), "{code}");
    }
}

/// What is said about the question itself: the same in every case, so it is printed in the last one only.
const QUESTION: &[&str] = &[
    "use-who",
    "ask-why",
    "ask-from",
    "use-operations",
    "data",
    "audit-position",
    "audit-subject",
    "audit-at",
    "audit-controller",
    "audit-recipient",
    "audit-purpose",
    "audit-requested",
    "audit-operations",
];

fn page(lang: Lang, audience: Audience, plain: bool) -> String {
    let catalogue = catalogue();
    let mut texts: Vec<(String, Vec<String>)> = Vec::new();
    for (name, answer) in cases() {
        // To the auditor a use and a disclosure differ in one word.
        if audience == Audience::Auditor && name.ends_with(" use") {
            continue;
        }
        let mut said = explain(&answer, &catalogue, Style { lang, audience, plain }).unwrap();
        if name != "everything at once" {
            said.paragraphs.retain(|paragraph| !QUESTION.contains(&paragraph.code.word()));
        }
        let text = said.to_string();
        match texts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, names)) => names.push(name),
            None => texts.push((text, vec![name])),
        }
    }
    let mut page = String::new();
    for (text, names) in texts {
        names.iter().for_each(|name| writeln!(page, "## {name}").unwrap());
        writeln!(page, "{text}").unwrap();
    }
    page
}

fn compare(lang: Lang, audience: Audience, plain: bool) {
    let page = page(lang, audience, plain);
    let name = if plain { format!("{audience}-plain.{lang}.txt") } else { format!("{audience}.{lang}.txt") };
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/explain/golden").join(name);
    if std::env::var_os("CONSENT_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    for (ours, theirs) in page.split("\n\n").zip(expected.split("\n\n")) {
        assert_eq!(ours, theirs, "{}", path.display());
    }
    assert_eq!(page, expected, "{}", path.display());
}

#[test]
fn golden_citizen() {
    Lang::ALL.into_iter().for_each(|lang| compare(lang, Audience::Citizen, false));
}

#[test]
fn golden_citizen_in_plain_language() {
    Lang::ALL.into_iter().for_each(|lang| compare(lang, Audience::Citizen, true));
}

#[test]
fn golden_requester() {
    Lang::ALL.into_iter().for_each(|lang| compare(lang, Audience::Requester, false));
}

#[test]
fn golden_auditor() {
    Lang::ALL.into_iter().for_each(|lang| compare(lang, Audience::Auditor, false));
}
