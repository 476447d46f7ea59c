//! Malformed questions.

use consent_core::decide::{ProposedUse, UseTemplate};
use serde_json::{Value, json};

use super::told;
use crate::door::world;

fn read(json: &Value) -> String {
    told(ProposedUse::from_json(json.to_string().as_bytes()))
}

fn with(member: &str, value: Value) -> String {
    read(&world::at("2026-02-01").with(member, value).0)
}

#[test]
fn an_unknown_field_with_the_nearest_known() {
    assert!(
        with("purpos", json!("x")).ends_with("found `purpos`; did you mean `purpose`?")
            || with("purpos", json!("x")).contains("did you mean `purpose`?")
    );
    assert_eq!(
        with("zzz", json!(1)),
        "json-unknown-field: expected one of the fields `subject`, `at`, `known_at`, `controller`, `recipient`, `purpose`, \
         `data_categories`, `except`, `operations`, `cases`, `channel`, `automated_decision`, `assertions`, found `zzz` at /zzz"
    );
}

#[test]
fn a_missing_field() {
    for member in ["subject", "at", "controller", "recipient", "purpose", "data_categories", "operations"] {
        assert_eq!(
            with(member, Value::Null),
            format!("json-missing-field: expected the field `{member}`, found an object without it"),
        );
    }
}

#[test]
fn a_field_of_another_type() {
    for (member, value, expected) in [
        ("subject", json!(7), "json-wrong-type: expected an id as text, found integer `7` at /subject"),
        ("at", json!(7), "json-wrong-type: expected an RFC 3339 date and time with an offset, found integer `7` at /at"),
        ("purpose", json!(["x"]), "json-wrong-type: expected an id as text, found a list at /purpose"),
        ("data_categories", json!("x"), "json-wrong-type: expected a list, found string \"x\" at /data_categories"),
        ("data_categories", json!([1]), "json-wrong-type: expected an id as text, found integer `1` at /data_categories/0"),
        ("automated_decision", json!("yes"), "json-wrong-type: expected a boolean, found string \"yes\" at /automated_decision"),
        ("known_at", json!("3"), "json-wrong-type: expected a whole number in range, found string \"3\" at /known_at"),
        ("known_at", json!(-1), "json-wrong-type: expected a whole number in range, found integer `-1` at /known_at"),
        ("known_at", json!(1.0), "json-wrong-type: expected a whole number in range, found floating point `1.0` at /known_at"),
        ("known_at", json!(1.5), "json-wrong-type: expected a whole number in range, found floating point `1.5` at /known_at"),
    ] {
        assert_eq!(with(member, value), expected);
    }
}

#[test]
fn an_optional_field_is_absent_and_not_null() {
    let null = |member: &str| {
        let mut question = world::at("2026-02-01").0;
        question[member] = Value::Null;
        question
    };
    for member in [
        "automated_decision",
        "assertions",
        "data_categories",
        "purpose",
        "at",
        "subject",
        "known_at",
        "except",
        "cases",
        "channel",
    ] {
        assert!(read(&null(member)).starts_with("json-null: expected a value, found `null`"), "{member}");
    }
}

#[test]
fn an_unknown_operation_with_the_nearest_known() {
    assert_eq!(
        with("operations", json!(["use", "disclos"])),
        "json-unknown-value: expected one of `collect`, `receive`, `store`, `use`, `analyse`, `profile`, `combine`, `disclose`, \
         `publish`, `pseudonymise`, `anonymise`, `erase`, found `disclos`; did you mean `disclose`? at /operations/1"
    );
    assert!(with("operations", json!(["Use"])).contains("did you mean `use`?"));
}

#[test]
fn numbers_that_are_none() {
    let raw = |number: &str| {
        let text = world::at("2026-02-01")
            .with("known_at", json!(0))
            .0
            .to_string()
            .replace("\"known_at\":0", &format!("\"known_at\":{number}"));
        assert!(text.contains(number));
        told(ProposedUse::from_json(text.as_bytes()))
    };
    for number in ["NaN", "Infinity", "-Infinity", "+1", "01", "1.", ".5", "0x10", "1e", "--1"] {
        assert!(raw(number).starts_with("json-syntax: expected JSON (RFC 8259), found a mistake: "), "{number}: {}", raw(number));
    }
    assert!(raw("1e400").starts_with("json-syntax: "), "{}", raw("1e400"));
    for number in ["1e3", "18446744073709551616", "1e30", "-0.0"] {
        assert!(
            raw(number).starts_with("json-wrong-type: expected a whole number in range, found "),
            "{number}: {}",
            raw(number)
        );
    }
}

#[test]
fn a_template_is_read_as_strictly() {
    let mut question = world::at("2026-02-01").0;
    for member in ["subject", "at"] {
        assert!(
            told(consent_core::read_json::<UseTemplate>(question.to_string().as_bytes())).starts_with("json-unknown-field: ")
        );
        question.as_object_mut().unwrap().remove(member);
    }
    consent_core::read_json::<UseTemplate>(question.to_string().as_bytes()).unwrap();
}

#[test]
fn unknown_ids_and_terms_with_the_nearest_known() {
    let world = world::World::new();
    for (member, value, expected) in [
        (
            "purpose",
            json!("teching"),
            "unknown-purpose: expected a purpose of today's catalogue, found `teching`; did you mean `teaching`? at /purpose",
        ),
        (
            "controller",
            json!("citi"),
            "unknown-party: expected a party of today's catalogue, found `citi`; did you mean `city`? at /controller",
        ),
        ("recipient", json!("somebody"), "unknown-party: expected a party of today's catalogue, found `somebody` at /recipient"),
        (
            "data_categories",
            json!(["contacts"]),
            "unknown-data-category: expected a data category of today's catalogue, found `contacts`; did you mean `contact`? at /data_categories/0",
        ),
        (
            "assertions",
            json!(["neccessary"]),
            "unknown-assertion: expected a term of kind `assertion` of today's catalogue, found `neccessary`; did you mean `necessary`? at /assertions/0",
        ),
        (
            "channel",
            json!("wep"),
            "unknown-channel: expected a term of kind `channel` of today's catalogue, found `wep`; did you mean `web`? at /channel",
        ),
        (
            "cases",
            json!(["trp:1"]),
            "unknown-case-kind: expected a term of kind `case-kind` of today's catalogue, found `trp`; did you mean `trip`? at /cases/0",
        ),
        ("cases", json!([]), "list-empty: expected `cases` with at least one entry, found an empty list at /cases"),
        (
            "except",
            json!(["data"]),
            "use-empty: expected at least one data category that `except` leaves, found none; nothing is covered by asking for nothing at /except",
        ),
    ] {
        let question = world::at("2026-02-01").with(member, value).read();
        assert_eq!(told(world.engine.decide(&question)), expected);
        assert_eq!(told(world.engine.prepare(&question.template())), expected);
    }
}

#[test]
fn a_position_beyond_the_ledger() {
    let world = world::World::new();
    let question = world::at("2026-02-01").known_at(9).read();
    assert_eq!(
        told(world.engine.decide(&question)),
        "position-unknown: expected a ledger position of at most 2, found 9 at /known_at"
    );
}
