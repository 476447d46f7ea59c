//! Malformed events: members missing, members of another type, empty lists and intervals, actors.

use serde_json::{Value, json};

use super::told;
use crate::door::world::*;

/// One well-formed event of each type.
fn one_of_each() -> Vec<Act> {
    let published = Act(json!({
        "type": "catalogue-published", "at": "2026-01-01T00:00:00Z", "by": {"role": "operator", "id": "op"},
        "version": 1, "sha256": digest("n", 1)
    }));
    [
        published,
        requested("c1", "2026-01-10"),
        given("c1", "2026-01-10"),
        refused("c1", "2026-01-10"),
        narrowed("c1", json!({"purposes": ["teaching"]}), "2026-01-10"),
        renewed("c1", "2026-01-10"),
        withdrawn("c1", "2026-01-10"),
        suspended("c1", "2026-01-10"),
        resumed("c1", "2026-01-10"),
        invalidated("c1", "2026-01-10"),
        bar("restriction", "2026-01-10"),
        lifted("2026-01-10"),
        overruled("2026-01-10"),
        started("pupil", "school", "2026-01-10"),
        ended("pupil", "school", "2026-01-10"),
        fact("deceased", json!(false), "2026-01-10"),
        represented("eva", "mandate", "2026-01-10"),
        represented_no_more("eva", "mandate", "2026-01-10"),
        merged("a2", "2026-01-10"),
        used("2026-01-10"),
        erased("e1", "2026-01-10"),
    ]
    .map(|act| act.id("x"))
    .to_vec()
}

#[test]
fn each_type_is_read_and_written_back() {
    let acts = one_of_each();
    assert_eq!(acts.len(), 21, "every type of semantics §4");
    for act in acts {
        let event = act.read().unwrap();
        let written: Value = serde_json::from_str(&event.to_json().unwrap()).unwrap();
        assert_eq!(written, act.0);
    }
}

#[test]
fn each_member_of_each_type_is_needed() {
    for act in one_of_each() {
        let kind = act.0["type"].as_str().unwrap().to_owned();
        for member in act.0.as_object().unwrap().keys() {
            let optional = member == "scope" && !matches!(kind.as_str(), "consent-narrowed");
            let result = act.clone().without(member).read();
            if optional {
                continue;
            }
            let told = told(result);
            assert!(told.starts_with("event-"), "{kind} without {member}: {told}");
            assert!(told.contains(&format!("`{member}`")) || kind == "attribute-set", "{kind} without {member}: {told}");
        }
    }
}

#[test]
fn each_type_refuses_the_members_of_others() {
    let members = [
        ("version", json!(1)),
        ("sha256", json!(digest("n", 1))),
        ("consent", json!("c1")),
        ("notice", json!({"id": "n", "version": 1})),
        ("scope", json!({"purposes": ["teaching"]})),
        ("form", json!("any")),
        ("channel", json!("web")),
        ("assurance", json!("low")),
        ("case", json!("trip:1")),
        ("valid_from", json!("2026-02-01T00:00:00Z")),
        ("valid_until", json!("2026-03-01T00:00:00Z")),
        ("evidence", json!(digest("n", 1))),
        ("kind", json!("pupil")),
        ("from", json!("2026-02-01T00:00:00Z")),
        ("until", json!("2026-03-01T00:00:00Z")),
        ("bar", json!("bar")),
        ("with", json!("school")),
        ("birth_date", json!("1990-01-01")),
        ("home_municipality", json!("city")),
        ("deceased", json!(true)),
        ("capable", json!(true)),
        ("purposes", json!(["teaching"])),
        ("representative", json!("eva")),
        ("capacity", json!("mandate")),
        ("merged", json!("a3")),
        ("use", used("2026-01-10").0["use"].clone()),
        ("event", json!("e1")),
    ];
    let allowed: &[(&str, &[&str])] = &[
        ("consent-requested", &["scope"]),
        ("consent-given", &["scope", "case", "valid_from", "valid_until", "evidence"]),
        ("consent-refused", &["notice", "scope"]),
        ("consent-renewed", &["notice", "valid_until"]),
        ("bar-set", &["scope", "from", "until"]),
        ("representation-started", &["scope"]),
    ];
    for act in one_of_each() {
        let kind = act.0["type"].as_str().unwrap().to_owned();
        for (member, value) in &members {
            if !act.0[*member].is_null() {
                continue;
            }
            let result = act.clone().with(member, value.clone()).read();
            if allowed.iter().any(|(k, list)| *k == kind && list.contains(member)) {
                result.unwrap_or_else(|error| panic!("{kind} with {member}: {error:?}"));
            } else if kind != "attribute-set" || !matches!(*member, "birth_date" | "home_municipality" | "capable" | "purposes") {
                let error = result.unwrap_err();
                assert_eq!(
                    (error.code(), error.pointer()),
                    ("event-member-unexpected", Some(format!("/{member}").as_str())),
                    "{kind}"
                );
                super::style::check(&error);
            } else {
                result.unwrap_err();
            }
        }
    }
}

#[test]
fn snapshots() {
    let table: Vec<(Act, &str)> = vec![
        (given("c1", "2026-01-10").without("type"), "event-member-missing: expected the member `type` in `an event`, found none"),
        (
            given("c1", "2026-01-10").with("type", json!("consent-givn")),
            "json-unknown-value: expected one of `catalogue-published`, `consent-requested`, `consent-given`, `consent-refused`, \
             `consent-narrowed`, `consent-renewed`, `consent-withdrawn`, `consent-suspended`, `consent-resumed`, \
             `consent-invalidated`, `bar-set`, `bar-lifted`, `objection-overruled`, `relationship-started`, `relationship-ended`, \
             `attribute-set`, `representation-started`, `representation-ended`, `subjects-merged`, `use-recorded`, \
             `event-erased`, found `consent-givn`; did you mean `consent-given`? at /type",
        ),
        (
            given("c1", "2026-01-10").without("by"),
            "event-member-missing: expected the member `by` in `consent-given`, found none",
        ),
        (
            given("c1", "2026-01-10").without("subject"),
            "event-member-missing: expected the member `subject` in `consent-given`, found none",
        ),
        (
            given("c1", "2026-01-10").with("bar", json!("b")),
            "event-member-unexpected: expected in `consent-given` only `consent`, `notice`, `scope`, `form`, `channel`, `assurance`, \
             `case`, `valid_from`, `valid_until`, `evidence`, found `bar` at /bar",
        ),
        (
            given("c1", "2026-01-10").with("by", json!({"role": "self", "id": "anna"})),
            "event-actor-invalid: expected no `id` of the person acting for themself, found one at /by/id",
        ),
        (
            given("c1", "2026-01-10").with("by", json!({"role": "guardian"})),
            "event-actor-invalid: expected the `id` of the `guardian` who acted, found none at /by",
        ),
        (
            given("c1", "2026-01-10").with("by", json!({"role": "mother", "id": "m"})),
            "json-unknown-value: expected one of `self`, `guardian`, `mandate`, `legal-guardian`, `controller`, `operator`, \
             `authority`, found `mother` at /by/role",
        ),
        (
            given("c1", "2026-01-10").with("notice", json!({"id": "n", "version": 1, "sha256": digest("n", 1)})),
            "event-member-missing: expected the `language` and the `sha256` of the notice that was shown, found a notice without \
             (GDPR 7(1)) at /notice",
        ),
        (
            given("c1", "2026-01-10").from("2026-02-01").until("2026-02-01"),
            "interval-empty: expected `valid_from` before `valid_until`, found 2026-02-01T00:00:00Z and 2026-02-01T00:00:00Z at \
             /valid_until",
        ),
        (
            given("c1", "2026-02-01").until("2026-02-01"),
            "interval-empty: expected `at` before `valid_until`, found 2026-02-01T00:00:00Z and 2026-02-01T00:00:00Z at /valid_until",
        ),
        (
            renewed("c1", "2026-02-10").until("2026-02-05"),
            "interval-empty: expected `at` before `valid_until`, found 2026-02-10T00:00:00Z and 2026-02-05T00:00:00Z at /valid_until",
        ),
        (
            bar("restriction", "2026-02-01").from("2026-03-01").until("2026-02-15"),
            "interval-empty: expected `from` before `until`, found 2026-03-01T00:00:00Z and 2026-02-15T00:00:00Z at /until",
        ),
        (
            bar("restriction", "2026-02-01").until("2026-02-01"),
            "interval-empty: expected `from` before `until`, found 2026-02-01T00:00:00Z and 2026-02-01T00:00:00Z at /until",
        ),
        (
            bar("restriction", "2026-02-01").over(json!({"purposes": []})),
            "event-list-empty: expected `purposes` with at least one entry, or no `purposes` at all, found an empty list at \
             /scope/purposes",
        ),
        (
            narrowed("c1", json!({}), "2026-02-01"),
            "event-member-missing: expected in `scope` what is taken away, found nothing; to take all of it away record \
             `consent-withdrawn` at /scope",
        ),
        (
            Act(json!({"type": "attribute-set", "subject": "a", "at": "2026-01-01T00:00:00Z", "by": {"role": "self"}})),
            "event-attribute-invalid: expected exactly one of `birth_date`, `home_municipality`, `deceased`, `capable` with \
             `purposes`, found none or several; record one event each",
        ),
        (
            fact("deceased", json!(true), "2026-01-01").with("birth_date", json!("1990-01-01")),
            "event-attribute-invalid: expected exactly one of `birth_date`, `home_municipality`, `deceased`, `capable` with \
             `purposes`, found none or several; record one event each",
        ),
        (
            fact("capable", json!(true), "2026-01-01"),
            "event-member-missing: expected the `purposes` for which the person was assessed, found none at /purposes",
        ),
        (
            capable(true, &[], "2026-01-01"),
            "event-member-missing: expected the `purposes` for which the person was assessed, found none at /purposes",
        ),
        (
            represented("eva", "aunt", "2026-01-01"),
            "json-unknown-value: expected one of `guardian`, `mandate`, `legal-guardian`, found `aunt` at /capacity",
        ),
        (
            given("c1", "2026-01-10").with("reason", json!("a\u{308}")),
            "text-not-nfc: expected a `reason` in Unicode normalisation form C, found other text; normalise it before it is sent at \
             /reason",
        ),
        (
            given("c1", "2026-01-10").with("form", json!("oral")),
            "json-unknown-value: expected one of `any`, `explicit`, `written`, `explicit-written`, found `oral` at /form",
        ),
        (
            given("c1", "2026-01-10").with("assurance", json!("hihg")),
            "json-unknown-value: expected one of `low`, `substantial`, `high`, found `hihg` at /assurance",
        ),
        (
            given("c1", "2026-01-10")
                .with("notice", json!({"id": "n", "version": 1.0, "language": "fi", "sha256": digest("n", 1)})),
            "json-wrong-type: expected a whole number in range, found floating point `1.0` at /notice/version",
        ),
        (
            given("c1", "2026-01-10")
                .with("notice", json!({"id": "n", "version": 4294967296_u64, "language": "fi", "sha256": digest("n", 1)})),
            "json-wrong-type: expected a whole number in range, found integer `4294967296` at /notice/version",
        ),
        (
            given("c1", "2026-01-10")
                .with("notice", json!({"id": "n", "version": 1, "language": "de", "sha256": digest("n", 1)})),
            "json-unknown-value: expected one of `fi`, `sv`, `en`, found `de` at /notice/language",
        ),
        (
            given("c1", "2026-01-10").over(json!({"purpose": ["teaching"]})),
            "json-unknown-field: expected one of the fields `controllers`, `recipients`, `data_categories`, `purposes`, `operations`, \
             `cases`, found `purpose`; did you mean `purposes`? at /scope/purpose",
        ),
        (fact("deceased", json!("yes"), "2026-01-01"), "json-wrong-type: expected a boolean, found string \"yes\" at /deceased"),
    ];
    for (act, expected) in table {
        assert_eq!(told(act.clone().id("x").read()), expected, "{}", act.0);
    }
}

#[test]
fn an_empty_list_in_each_member_of_a_scope() {
    for member in ["controllers", "recipients", "data_categories", "purposes", "operations", "cases"] {
        for act in [
            given("c1", "2026-01-10"),
            requested("c1", "2026-01-10"),
            refused("c1", "2026-01-10"),
            narrowed("c1", json!({}), "2026-01-10"),
            bar("restriction", "2026-01-10"),
            represented("eva", "mandate", "2026-01-10"),
        ] {
            let error = act.id("x").over(json!({member: []})).read().unwrap_err();
            assert_eq!((error.code(), error.pointer()), ("event-list-empty", Some(format!("/scope/{member}").as_str())));
        }
    }
}

#[test]
fn an_empty_list_in_a_recorded_use() {
    for member in ["data_categories", "operations"] {
        let mut act = used("2026-01-10").id("x");
        act.0["use"][member] = json!([]);
        assert_eq!(
            told(act.read()),
            "event-list-empty: expected at least one data category and one operation in `use`, found an empty list at /use"
        );
    }
}

#[test]
fn a_publication_concerns_no_subject() {
    let act = one_of_each().swap_remove(0).of("anna");
    assert_eq!(
        told(act.read()),
        "event-member-unexpected: expected no `subject` in `catalogue-published`, found one at /subject"
    );
}

#[test]
fn an_unknown_field_of_an_event_with_the_nearest_known() {
    let told = told(given("c1", "2026-01-10").id("x").with("valid_untl", json!(1)).read());
    assert!(told.starts_with("json-unknown-field: expected one of the fields `id`, `type`, `subject`"), "{told}");
    assert!(told.ends_with("found `valid_untl`; did you mean `valid_until`? at /valid_untl"), "{told}");
}

#[test]
fn a_shell_has_no_payload() {
    let shell = |act: Act| act.id("x").with("erased", json!(true));
    for act in [given("c1", "2026-01-10"), fact("deceased", json!(true), "2026-01-10"), lifted("2026-01-10"), used("2026-01-10")]
    {
        assert_eq!(told(shell(act).read()).split(':').next(), Some("event-member-unexpected"));
    }
    shell(withdrawn("c1", "2026-01-10")).read().unwrap();
}

/// A reason stays when an event is erased with it: it must be words, and nothing personal.
#[test]
fn a_reason_is_words_without_an_identity_code() {
    let event = |reason: &str| {
        let event = serde_json::json!({
            "id": "e", "type": "consent-withdrawn", "subject": "anna", "at": "2026-01-01T00:00:00Z", "by": {"role": "self"},
            "consent": "k", "reason": reason,
        });
        consent_core::ledger::Event::from_json(event.to_string().as_bytes()).map(drop)
    };
    assert!(event("asked by the person on 13 October").is_ok());
    for reason in ["", "  ", "asked by 131052-308T", "(131052-308T)", "a\u{1b}[31m", &"x".repeat(65_537)] {
        let error = event(reason).expect_err(reason);
        assert_eq!((error.code(), error.pointer()), ("event-reason-invalid", Some("/reason")), "{reason:?}");
    }
}

#[test]
fn no_error_repeats_an_identity_code() {
    let event = br#"{"id": "e", "type": "131052-308T", "subject": "anna", "at": "2026-01-01T00:00:00Z", "by": {"role": "self"}}"#;
    let error = consent_core::ledger::Event::from_json(event).expect_err("no such type");
    assert!(!error.to_string().contains("131052"), "{error}");
    assert!(error.to_string().contains("(identity code)"), "{error}");
    // Nor does the place, which may be a member of the input's own.
    let event =
        br#"{"id": "e", "type": "consent-withdrawn", "subject": "anna", "at": "2026-01-01T00:00:00Z", "by": {"role": "self"},
        "consent": "c", "131052-308T": 1}"#;
    let error = consent_core::ledger::Event::from_json(event).expect_err("no such member");
    assert!(!format!("{error:?} {:?}", error.pointer()).contains("131052"), "{error:?}");
}
