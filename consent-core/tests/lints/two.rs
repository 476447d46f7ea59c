//! Two versions: what was published stays what it was, what is new says so.

use std::collections::BTreeSet;

use consent_core::catalogue::{Catalogue, check_return, check_succession, lints};
use serde_json::{Value, json};

use super::base::{Change, base, found, found_between, with_text};

/// The next version of the base, unchanged.
fn next() -> Value {
    base().set("/version", json!(3)).set("/published", json!("2026-04-01T00:00:00+03:00"))
}

/// A change that succession allows.
type Allowed = (&'static str, fn(Value) -> Value);

type Case = (&'static str, fn(Value) -> Value, &'static [(&'static str, &'static str)]);

const CASES: &[Case] = &[
    ("another catalogue", |v| v.set("/id", json!("village")), &[("V01-other-catalogue", "/id")]),
    ("the same version", |v| v.set("/version", json!(2)), &[("V02-version", "/version")]),
    ("another offset", |v| v.set("/utc_offset_minutes", json!(180)), &[("V03-offset", "/utc_offset_minutes")]),
    ("another label", |v| v.set("/purposes/1/labels/en", json!("Advertising")), &[("V04-row-changed", "/purposes/1/labels")]),
    (
        "a wider row",
        |v| v.push("/legal_bases/0/data_categories", json!("patient")),
        &[("V04-row-changed", "/legal_bases/0/data_categories")],
    ),
    ("a condition taken away", |v| v.drop("/legal_bases/1/when"), &[("V04-row-changed", "/legal_bases/1")]),
    (
        "a row begun earlier",
        |v| v.set("/legal_bases/0/from", json!("2020-01-01T00:00:00Z")),
        &[("V04-row-changed", "/legal_bases/0/from")],
    ),
    ("an assessment taken away", |v| v.drop("/legal_bases/3/assessment"), &[("V04-row-changed", "/legal_bases/3")]),
    ("an assessment of a notice taken away", |v| v.drop("/notices/0/assessment"), &[("V04-row-changed", "/notices/0")]),
    (
        "another text of the same version",
        |v| with_text(v, 0, "Other words"),
        &[("V04-row-changed", "/notices/0/sha256"), ("V04-row-changed", "/notices/0/texts")],
    ),
    ("a wider notice", |v| v.push("/notices/0/purposes", json!("events")), &[("V04-row-changed", "/notices/0/purposes")]),
    (
        "a requirement that consent now meets",
        |v| v.set("/requirements/0/consent", json!("explicit")),
        &[("V04-row-changed", "/requirements/0/consent")],
    ),
    ("a bar kind that spares", |v| v.set("/bar_kinds/0/spares", json!(["duty"])), &[("V04-row-changed", "/bar_kinds/0/spares")]),
    ("a term of another kind", |v| v.set("/terms/1/kind", json!("class")), &[("V04-row-changed", "/terms/1/kind")]),
    (
        "no longer to be named",
        |v| v.set("/data_categories/2/must_be_named", json!(true)),
        &[("V04-row-changed", "/data_categories/2/must_be_named")],
    ),
    ("a legal person no more", |v| v.drop("/parties/4/legal_person"), &[("V04-row-changed", "/parties/4")]),
    ("another authority", |v| v.set("/parties/2/authority", json!("education")), &[("V04-row-changed", "/parties/2/authority")]),
    ("moved back in time", |v| v.set("/data_categories/1/since", json!(1)), &[("V04-row-changed", "/data_categories/1/since")]),
    (
        "a list from elsewhere",
        |v| v.set("/country_lists/0/source", json!("Rulebook 3")),
        &[("V04-row-changed", "/country_lists/0/source")],
    ),
    (
        "a lost parent",
        |v| v.set("/data_categories/1/parents", json!(["plan"])).set("/data_categories/1/since", json!(3)),
        &[("V05-parent-lost", "/data_categories/1/parents")],
    ),
    ("a unit elsewhere", |v| v.set("/parties/1/part_of", json!("espoo")), &[("V05-parent-lost", "/parties/1/part_of")]),
    ("a unit on its own", |v| v.drop("/parties/1/part_of"), &[("V05-parent-lost", "/parties/1/part_of")]),
    (
        "a lost class",
        |v| v.set("/data_categories/3/classes", json!(["secret"])),
        &[("V06-class-lost", "/data_categories/3/classes")],
    ),
    ("a lost class of a party", |v| v.set("/parties/4/classes", json!(["gatekeeper"])).set("/parties/5/classes", json!([])), &[]),
    (
        "a new category that pretends to be old",
        |v| {
            v.push(
                "/data_categories",
                json!({"id": "diet", "since": 2, "labels": {"fi": "a", "sv": "b", "en": "c"}, "parents": ["basic"]}),
            )
        },
        &[("V07-since-not-next", "/data_categories/7/since")],
    ),
    (
        "moved, and since not",
        |v| v.set("/data_categories/3/parents", json!(["plan"])),
        &[("V07-since-not-next", "/data_categories/3/since")],
    ),
    (
        "a unit that joins, and since not",
        |v| v.set("/parties/3/part_of", json!("city")),
        &[("V07-since-not-next", "/parties/3/since")],
    ),
    (
        "a new row that pretends to be old",
        |v| {
            let mut row = v["legal_bases"][0].clone();
            row["id"] = json!("more");
            v.push("/legal_bases", row)
        },
        &[("V07-since-not-next", "/legal_bases/4/since")],
    ),
    (
        "a new notice version that pretends to be old",
        |v| {
            let mut notice = v["notices"][0].clone();
            notice["version"] = json!(2);
            v.push("/notices", notice)
        },
        &[("V07-since-not-next", "/notices/4/since")],
    ),
    ("a notice dropped", |v| v.drop("/notices/3"), &[("V08-notice-dropped", "/notices")]),
    ("a membership dropped", |v| v.set("/parties/6/memberships", json!([])), &[("V09-entry-lost", "/parties/6/memberships")]),
    (
        "a membership changed",
        |v| v.set("/parties/6/memberships/0/status", json!("suspended")),
        &[("V09-entry-lost", "/parties/6/memberships")],
    ),
    (
        "an agreement widened",
        |v| v.push("/parties/6/processes_for/0/purposes", json!("events")),
        &[("V09-entry-lost", "/parties/6/processes_for")],
    ),
    (
        "consents follow after all",
        |v| v.set("/parties/6/succeeds/0/consents", json!(true)),
        &[("V09-entry-lost", "/parties/6/succeeds")],
    ),
    ("a country dropped", |v| v.drop("/country_lists/0/countries/1"), &[("V09-entry-lost", "/country_lists/0/countries")]),
    ("replaces no more", |v| v.drop("/data_categories/2/replaces"), &[("V09-entry-lost", "/data_categories/2/replaces")]),
];

/// The base as it was published, with what some cases take away.
fn before() -> Value {
    base().set("/data_categories/2/replaces", json!(["old-plan"])).set("/parties/4/classes", json!(["gatekeeper"]))
}

fn after() -> Value {
    next().set("/data_categories/2/replaces", json!(["old-plan"])).set("/parties/4/classes", json!(["gatekeeper"]))
}

#[test]
fn the_same_again_is_fine() {
    assert_eq!(found_between(&before(), &after()), []);
    assert_eq!(found(&after()), []);
}

#[test]
fn what_may_not_change() {
    for (name, change, expected) in CASES {
        let findings = found_between(&before(), &change(after()));
        let seen: Vec<_> = findings.iter().map(|f| (f.code, f.pointer.as_str())).collect();
        assert_eq!(seen, *expected, "{name}: {findings:#?}");
        for finding in &findings {
            assert!(finding.message.starts_with("expected ") && finding.message.contains(", found "), "{}", finding.message);
        }
    }
}

#[test]
fn what_may_change() {
    let changes: &[Allowed] = &[
        ("the end of a row", |v| v.set("/legal_bases/0/until", json!("2027-01-01T00:00:00Z"))),
        ("a new permit", |v| v.set("/legal_bases/2/permit", json!({"id": "P-2", "holder": "city"}))),
        ("a new assessment", |v| v.set("/legal_bases/3/assessment", json!({"id": "LIA-2", "until": "2027-01-01T00:00:00Z"}))),
        ("the end of a text", |v| {
            v.set("/notices/0/reconsent_by", json!("2026-09-01T00:00:00Z")).set("/notices/0/until", json!("2026-05-01T00:00:00Z"))
        }),
        ("a new assessment of a notice", |v| v.set("/notices/0/assessment", json!({"id": "F-9"}))),
        ("the end of a rule", |v| v.set("/requirements/0/until", json!("2027-01-01T00:00:00Z"))),
        ("the end of a bar kind", |v| v.set("/bar_kinds/0/until", json!("2027-01-01T00:00:00Z"))),
        ("a parent gained", |v| v.set("/data_categories/3/parents", json!(["plan"])).set("/data_categories/3/since", json!(3))),
        ("a class gained", |v| v.push("/purposes/1/classes", json!("direct-marketing"))),
        ("a name elsewhere", |v| v.set("/purposes/1/same_as", json!(["https://w3id.org/dpv#Marketing"]))),
        ("a unit that joins", |v| v.set("/parties/3/part_of", json!("city")).set("/parties/3/since", json!(3))),
        ("a membership that ends, another that begins", |v| {
            v.set("/parties/6/memberships/0/until", json!("2026-04-01T00:00:00Z"))
                .push("/parties/6/memberships", json!({"role": "recipient", "status": "left", "from": "2026-04-01T00:00:00Z"}))
        }),
        ("an agreement more", |v| {
            let mut more = v["parties"][6]["processes_for"][0].clone();
            more["purposes"] = json!(["events"]);
            v.push("/parties/6/processes_for", more)
        }),
        ("a country more", |v| v.push("/country_lists/0/countries", json!({"country": "NO", "from": "2026-04-01T00:00:00Z"}))),
        ("a new category", |v| {
            v.push(
                "/data_categories",
                json!({"id": "diet", "since": 3, "labels": {"fi": "a", "sv": "b", "en": "c"}, "parents": ["basic"]}),
            )
        }),
        ("a row removed", |v| v.drop("/legal_bases/3")),
        ("another order", |v| {
            let mut v = v;
            v["legal_bases"].as_array_mut().unwrap().reverse();
            v["notices"].as_array_mut().unwrap().reverse();
            v["parties"].as_array_mut().unwrap().reverse();
            v
        }),
    ];
    for (name, change) in changes {
        assert_eq!(found_between(&before(), &change(after())), [], "{name}");
    }
}

#[test]
fn every_check_has_its_case() {
    let tried: BTreeSet<&str> = CASES.iter().flat_map(|case| case.2).map(|(code, _)| *code).collect();
    let of_two: BTreeSet<&str> = lints().iter().map(|lint| lint.code).filter(|code| code.starts_with('V')).collect();
    // What needs three versions has a test of its own.
    let of_two: BTreeSet<&str> = of_two.into_iter().filter(|code| *code != "V10-id-returned").collect();
    assert_eq!(tried, of_two);
}

#[test]
fn an_id_once_removed_is_never_used_again() {
    let first = before();
    let second = after().drop("/legal_bases/3");
    let back = first["legal_bases"][3].clone();
    let mut third = second.clone().set("/version", json!(4)).push("/legal_bases", back);
    third["legal_bases"].as_array_mut().unwrap().last_mut().unwrap()["since"] = json!(4);
    let read = |value: &Value| Catalogue::from_json(value.to_string().as_bytes()).unwrap();
    let (first, second, third) = (read(&first), read(&second), read(&third));
    assert_eq!(check_succession(&second, &third), [], "its neighbour has nothing against it");
    let findings = check_return([&first], &second, &third);
    let seen: Vec<_> = findings.iter().map(|f| (f.code, f.pointer.as_str())).collect();
    assert_eq!(seen, [("V10-id-returned", "/legal_bases/3/id")], "{findings:#?}");
    assert_eq!(check_return([&first], &second, &second), []);
}

/// A consent that ended with its text does not come back (semantics §3 *consents never grow*).
#[test]
fn the_last_day_of_a_text_only_comes_nearer() {
    const PLACE: &str = "/notices/0/reconsent_by";
    let end = || json!("2026-05-01T00:00:00Z");
    let until = |book: Value, last: &str| book.set("/notices/0/until", end()).set(PLACE, json!(last));
    let published = until(before(), "2026-09-01T00:00:00Z");
    for (told, expected) in [
        ("2026-08-31T23:59:59.999Z", &[][..]),
        ("2026-09-01T00:00:00Z", &[]),
        ("2026-09-01T00:00:00.001Z", &[("V04-row-changed", PLACE)]),
    ] {
        let findings = found_between(&published, &until(after(), told));
        let seen: Vec<_> = findings.iter().map(|f| (f.code, f.pointer.as_str())).collect();
        assert_eq!(seen, expected, "{told}: {findings:#?}");
    }
    let gone = found_between(&published, &after().set("/notices/0/until", end()));
    assert_eq!(gone.iter().map(|f| (f.code, f.pointer.as_str())).collect::<Vec<_>>(), [("V04-row-changed", PLACE)]);
}
