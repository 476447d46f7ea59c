//! What the requester sees is the same bytes for every reason that concerns the person (semantics §6 *Audiences*).

use consent_core::Lang;
use consent_core::catalogue::{Character, Due, Operation};
use consent_core::decide::{Answer, Audience, ObligationAnswer, ReasonCode, RequirementAnswer};
use consent_core::explain::{explain, explain_to_requester};

use super::{
    answer, at, bar, catalogue, consent, consent_basis, consent_near, covered, failing, id, no_basis, row, row_basis, row_near,
    said, style, unmet,
};

/// Every way in which the person, or what is known about the person, can stand in the way.
fn personal() -> Vec<Answer> {
    let since = Some("2026-03-01T10:00:00Z");
    let consents = [
        ReasonCode::Requested,
        ReasonCode::Refused,
        ReasonCode::Withdrawn,
        ReasonCode::Expired,
        ReasonCode::NotYetValid,
        ReasonCode::Suspended,
        ReasonCode::Invalidated,
        ReasonCode::QuorumIncomplete,
        ReasonCode::NoticeSuperseded,
        ReasonCode::FormInsufficient,
        ReasonCode::AddedAfterConsent,
        ReasonCode::PurposeOutside,
        ReasonCode::AssertionMissing,
        ReasonCode::AssessmentMissing,
    ];
    let mut reasons = vec![no_basis()];
    reasons.extend(consents.map(|code| consent_near("n-own", vec![failing(code, since)])));
    reasons.extend(
        [ReasonCode::Withdrawn, ReasonCode::QuorumIncomplete].map(|code| consent_near("n-child", vec![failing(code, since)])),
    );
    reasons
        .extend([ReasonCode::ConditionUnmet, ReasonCode::FactMissing].map(|code| row_near("lb-task", vec![failing(code, None)])));
    for kind in [
        "kielto",
        "safety-ban",
        "objection",
        "marketing-objection",
        "restriction",
        "withdrawal",
        "deceased",
        "not-admitted",
        "unknown",
    ] {
        reasons.push(consent_near("n-own", vec![bar(kind, since)]));
        reasons.push(row_near("lb-task", vec![bar(kind, None)]));
    }
    let mut answers: Vec<Answer> = reasons
        .into_iter()
        .flat_map(|near| {
            ["lawful-basis", "secrecy"]
                .map(|requirement| answer(vec![unmet("plan", Operation::Disclose, requirement, vec![near.clone()])]))
        })
        .collect();
    // Neither a governing basis, nor a horizon, nor the size of the ledger tells anything.
    let mut told = answers[0].clone();
    told.items[0].governing = Some(consent_basis("c-1", "n-own"));
    told.holds_until = Some(at("2026-12-01T00:00:00Z"));
    told.position.size = 43;
    answers.push(told);
    answers
}

#[test]
fn every_personal_reason_has_the_same_bytes() {
    let answers = personal();
    let json: Vec<String> =
        answers.iter().map(|answer| serde_json::to_string(&answer.for_requester().unwrap()).unwrap()).collect();
    assert!(json.len() > 60);
    for other in &json {
        assert_eq!(*other, json[0]);
    }
    assert_eq!(
        json[0],
        r#"{"outcome":"not-covered","covered":[],"not_available":[{"category":"plan","operation":"disclose"}],"catalogue":"words","version":3}"#
    );
    for lang in Lang::ALL {
        let first = serde_json::to_string(&said(&answers[0], lang, Audience::Requester)).unwrap();
        for answer in &answers {
            assert_eq!(serde_json::to_string(&said(answer, lang, Audience::Requester)).unwrap(), first);
        }
    }
    assert_eq!(
        said(&answers[0], Lang::Fi, Audience::Requester).to_string(),
        "Pyydetty käyttö ei ole sallittu.\nTiedot: Lapsen varhaiskasvatussuunnitelma (luovuttaminen)\nTietoja ei voi luovuttaa.\n"
    );
}

#[test]
fn a_personal_reason_says_something_to_the_person() {
    // The same answers are told apart by the one whom they concern.
    let mut texts: Vec<String> = personal().iter().map(|answer| said(answer, Lang::Fi, Audience::Citizen).to_string()).collect();
    texts.sort();
    texts.dedup();
    assert!(texts.len() > 40, "{}", texts.len());
}

#[test]
fn the_requester_asks_about_the_present_only() {
    let mut past = answer(vec![covered("plan", Operation::Disclose, consent_basis("c-1", "n-own"))]);
    past.question.known_at = Some(7);
    let error = past.for_requester().unwrap_err();
    assert_eq!(error.code(), "requester-present-only");
    assert_eq!(error.message(), "expected a question about the present for the requester, found `known_at` 7; ask without it");
    let error = explain(&past, &catalogue(), style(Lang::En, Audience::Requester)).unwrap_err();
    assert_eq!(error.code(), "requester-present-only");
    assert!(explain(&past, &catalogue(), style(Lang::En, Audience::Auditor)).is_ok());
}

fn impersonal(reasons: Vec<consent_core::decide::NearMiss>) -> Answer {
    let mut item = unmet("plan", Operation::Disclose, "ban", vec![no_basis()]);
    item.impersonal = vec![RequirementAnswer { id: id("ban"), met_by: Vec::new(), reasons }];
    answer(vec![item])
}

#[test]
fn what_no_person_could_change_is_said() {
    let near = row_near("lb-permit", vec![failing(ReasonCode::PermitMissing, None), failing(ReasonCode::PurposeOutside, None)]);
    let text = said(&impersonal(vec![near]), Lang::En, Audience::Requester).to_string();
    assert_eq!(
        text,
        "The requested use is not allowed.\nData: Child's early education plan (disclosure)\nThe data cannot be disclosed.\n\
         What is not met: A ban in the rulebook\n\
         This basis does not cover the use: Wellbeing study. Reason: the permit of an authority is missing, does not cover this purpose.\n"
    );
    let text = said(&impersonal(vec![no_basis()]), Lang::Sv, Audience::Requester).to_string();
    assert!(text.ends_with(
        "Krav som inte uppfylls: Förbud i regelboken\nDet finns ingen grund för denna användning. Samtycke räcker inte.\n"
    ));
}

#[test]
fn a_reason_that_could_tell_of_a_person_makes_the_item_neutral() {
    let personal = [
        consent_near("n-own", vec![failing(ReasonCode::PurposeOutside, None)]),
        row_near("lb-task", vec![failing(ReasonCode::FactMissing, None)]),
        row_near("lb-task", vec![bar("kielto", Some("2026-03-01T10:00:00Z"))]),
        row_near("lb-task", vec![failing(ReasonCode::NotInForce, Some("2026-03-01T10:00:00Z"))]),
    ];
    let neutral = impersonal(Vec::new()).for_requester().unwrap();
    for near in personal {
        assert_eq!(impersonal(vec![no_basis(), near]).for_requester().unwrap(), neutral);
    }
    let mut met = impersonal(vec![no_basis()]);
    met.items[0].impersonal[0].met_by = vec![consent("c-1")];
    assert_eq!(met.for_requester().unwrap(), neutral);
}

#[test]
fn obligations_lose_their_basis_and_are_merged() {
    use consent_core::catalogue::Article;
    let duty = |name: &str, due, by: Option<&str>, basis, categories: &[&str]| ObligationAnswer {
        id: id(name),
        due,
        by: by.map(at),
        age: None,
        basis,
        categories: categories.iter().map(|category| id(category)).collect(),
    };
    let mut known = answer(vec![
        covered("diets", Operation::Disclose, row_basis("lb-duty", Article::C, Character::Duty)),
        covered("plan", Operation::Disclose, consent_basis("c-1", "n-own")),
    ]);
    known.obligations = vec![
        duty("tell-child", Due::By, Some("2027-03-11T22:00:00Z"), consent("c-1"), &["plan"]),
        duty("log-disclosure", Due::With, None, row("lb-duty"), &["diets"]),
        duty("log-disclosure", Due::With, None, consent("c-1"), &["diets", "plan"]),
        duty("log-disclosure", Due::After, None, consent("c-1"), &["plan"]),
    ];
    let seen = known.for_requester().unwrap();
    let json = serde_json::to_string(&seen.obligations).unwrap();
    assert_eq!(
        json,
        concat!(
            r#"[{"id":"log-disclosure","due":"with","categories":["diets","plan"]},"#,
            r#"{"id":"log-disclosure","due":"after","categories":["plan"]},"#,
            r#"{"id":"tell-child","due":"by","by":"2027-03-11T22:00:00Z","categories":["plan"]}]"#
        )
    );
    // One group: that one rests on a duty and the other on a consent is none of the requester's business.
    assert_eq!(
        explain_to_requester(&seen, &catalogue(), Lang::En).unwrap().to_string(),
        "The requested use is allowed.\n\
         Data: Special diets and allergies, Child's early education plan (disclosure)\n\
         The data may be disclosed.\n\
         Whoever uses the data must see to this: logging the disclosure (with the use)\n\
         Whoever uses the data must see to this: logging the disclosure (after the use)\n\
         Whoever uses the data must see to this: telling the child (at the latest on 11 March 2027)\n"
    );
}
