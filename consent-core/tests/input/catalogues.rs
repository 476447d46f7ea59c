//! Malformed catalogues.

use consent_core::catalogue::Catalogue;
use serde_json::{Value, json};

use super::told;
use crate::door::world::Book;

fn with(pointer: &str, value: Value) -> String {
    let mut book = Book::new().row("law", json!({"when": [{"age": {"min": 6}}], "obligations": [{"id": "log", "due": "with"}]}));
    book = book.bar_kind("kielto", json!({}));
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = book.0.pointer_mut(parent).unwrap();
    match parent {
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        other => other[key] = value,
    }
    told(Catalogue::from_json(book.0.to_string().as_bytes()))
}

#[test]
fn snapshots() {
    for (pointer, value, expected) in [
        (
            "/schema",
            json!("consent-catalogue/2"),
            "json-unknown-value: expected one of `consent-catalogue/1`, found `consent-catalogue/2`; did you mean `consent-catalogue/1`? at /schema",
        ),
        ("/version", json!(-1), "json-wrong-type: expected a whole number in range, found integer `-1` at /version"),
        ("/version", json!(1.0), "json-wrong-type: expected a whole number in range, found floating point `1.0` at /version"),
        ("/languages", json!(["fi", "no"]), "json-unknown-value: expected one of `fi`, `sv`, `en`, found `no` at /languages/1"),
        ("/publishd", json!(1), "json-unknown-field"),
        (
            "/requirements/0/consent",
            json!("maybe"),
            "json-unknown-value: expected one of `no`, `yes`, `explicit`, `written`, found `maybe` at /requirements/0/consent",
        ),
        ("/requirements/0/raised_by/alway", json!(true), "json-unknown-field"),
        (
            "/legal_bases/0/article",
            json!("6(1)(a)"),
            "json-unknown-value: expected one of `6(1)(b)`, `6(1)(c)`, `6(1)(d)`, `6(1)(e)`, `6(1)(f)`, found `6(1)(a)`; did you mean `6(1)(b)`? at /legal_bases/0/article",
        ),
        (
            "/legal_bases/0/character",
            json!("must"),
            "json-unknown-value: expected one of `duty`, `permission`, found `must` at /legal_bases/0/character",
        ),
        ("/legal_bases/0/when/0", json!({"age": {"min": 300}}), "json-wrong-type"),
        ("/legal_bases/0/when/0", json!({"assertions": {"name": "x"}}), "json-unknown-value"),
        ("/legal_bases/0/when/0", json!({"age": {"min": 6}, "assertion": {"name": "x"}}), "json-"),
        (
            "/legal_bases/0/obligations/0/due",
            json!("soon"),
            "json-unknown-value: expected one of `before`, `with`, `after`, `by`, `on-end`, found `soon` at /legal_bases/0/obligations/0/due",
        ),
        (
            "/notices/0/validity",
            json!("12 months"),
            "duration-invalid: expected an ISO 8601 duration longer than zero such as `P12M` or `PT2H`, found `12 months` at /notices/0/validity",
        ),
        (
            "/notices/0/min_age_self",
            json!(256),
            "json-wrong-type: expected a whole number in range, found integer `256` at /notices/0/min_age_self",
        ),
        (
            "/notices/0/sha256/fi",
            json!("abc"),
            "digest-invalid: expected a SHA-256 digest of 64 lower-case hexadecimal digits, found `abc` at /notices/0/sha256/fi",
        ),
        ("/notices/0/activation", json!("both-guardians"), "json-unknown-value"),
        (
            "/notices/0/data_categories/0",
            json!("contact"),
            "json-wrong-type: expected an object, found string \"contact\" at /notices/0/data_categories/0",
        ),
        (
            "/parties/0/country",
            json!("fi"),
            "country-invalid: expected a country as two capital letters of ISO 3166-1 such as `FI`, found `fi` at /parties/0/country",
        ),
        ("/parties/0/kind", json!("city"), "json-unknown-value"),
        (
            "/bar_kinds/0/set_by",
            json!(["self"]),
            "json-unknown-value: expected one of `person`, `guardian`, `representative`, `controller`, `operator`, `authority`, found `self` at /bar_kinds/0/set_by/0",
        ),
        ("/bar_kinds/0/defeats", json!(["a"]), "json-unknown-value"),
        (
            "/data_categories/0/id",
            json!("two words"),
            "id-invalid: expected an id without control characters or white space, found \"two words\" at /data_categories/0/id",
        ),
        ("/terms/0/kind", json!("words"), "json-unknown-value"),
    ] {
        let told = with(pointer, value);
        if expected.contains(' ') {
            assert_eq!(told, expected);
        } else {
            assert!(told.starts_with(expected), "{pointer}: {told}");
        }
        let place = told.rsplit_once(" at ").unwrap().1;
        assert!(place.starts_with('/') && pointer.starts_with(place) || place.starts_with(pointer), "{pointer}: {told}");
    }
}

#[test]
fn each_member_that_is_no_option_is_needed() {
    let book = Book::new().row("law", json!({}));
    for (list, optional) in [
        ("", "profiles country_lists requirements bar_kinds terms legal_bases notices"),
        ("/requirements/0", ""),
        ("/data_categories/0", "classes"),
        ("/purposes/1", "parents"),
        ("/parties/0", "kind"),
        ("/legal_bases/0", "statute recipients"),
        ("/notices/0", "recipients"),
    ] {
        for member in book.0.pointer(list).unwrap().as_object().unwrap().keys() {
            if optional.split(' ').any(|o| o == member) {
                continue;
            }
            let mut cut = book.0.clone();
            cut.pointer_mut(list).unwrap().as_object_mut().unwrap().remove(member);
            let error = Catalogue::from_json(cut.to_string().as_bytes()).unwrap_err();
            assert_eq!(error.code(), "json-missing-field", "{list}/{member}");
            assert!(error.message().contains(&format!("`{member}`")), "{error}");
        }
    }
}

#[test]
fn a_flag_that_is_false_and_one_that_is_absent_have_one_digest() {
    let absent = Book::new();
    let mut present = Book::new();
    for (pointer, key) in
        [("/data_categories/0", "must_be_named"), ("/parties/0", "legal_person"), ("/requirements/0/raised_by", "disclosure")]
    {
        present.0.pointer_mut(pointer).unwrap()[key] = json!(false);
    }
    assert_eq!(absent.read().digest().unwrap(), present.read().digest().unwrap());
}
