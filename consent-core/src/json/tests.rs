//! The canonical form against the vectors of RFC 8785 and of its author's test suite.

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::{canonical, compact, indent, place};

fn canonical_text(json: &str) -> String {
    let value: Value = serde_json::from_str(json).unwrap();
    String::from_utf8(canonical(&value).unwrap()).unwrap()
}

#[test]
fn the_sample_of_the_rfc() {
    // §3.2.2 and §3.2.3, but for its numbers.
    let json = r#"{
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
    }"#;
    let expected = r#"{"literals":[null,true,false],"#.to_owned() + r#""string":"€$\u000f\nA'B\"\\\\\"/"}"#;
    assert_eq!(canonical_text(json), expected);
}

#[test]
fn names_are_sorted_by_utf_16_code_units() {
    // §3.2.3.
    let json = r#"{
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\ud83d\ude00": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis"
    }"#;
    let order = [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ];
    let text = canonical_text(json);
    let places: Vec<usize> = order.iter().map(|name| text.find(name).unwrap()).collect();
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn a_number_that_others_would_read_otherwise_is_refused() {
    for number in [0_i64, 1, 999_999_999_999_999, (1 << 53) - 1, -300, -(1 << 53) + 1] {
        assert_eq!(canonical(&number).unwrap(), number.to_string().as_bytes());
    }
    let refused = |number: Value| assert_eq!(canonical(&number).unwrap_err().code(), "json-unwritable", "{number}");
    [1_u64 << 53, u64::MAX].into_iter().for_each(|number| refused(number.into()));
    [-(1_i64 << 53), i64::MIN].into_iter().for_each(|number| refused(number.into()));
    [0.5, -0.0, 1e30, 2e-3, f64::MAX].into_iter().for_each(|number| refused(number.into()));
}

#[test]
fn the_files_of_the_test_suite() {
    for (input, expected) in [
        // arrays.json
        (r#"[56, {"d": true, "10": null, "1": [ ]}]"#, r#"[56,{"1":[],"10":null,"d":true}]"#),
        // french.json
        (
            r#"{"peach": "This sorting order", "péché": "is wrong according to French",
                "pêche": "but canonicalization MUST", "sin": "ingnore locale"}"#,
            concat!(
                r#"{"peach":"This sorting order","péché":"is wrong according to French","#,
                r#""pêche":"but canonicalization MUST","sin":"ingnore locale"}"#
            ),
        ),
        // structures.json
        (
            r#"{"1": {"f": {"f": "hi", "F": 5}, "\n": 56}, "10": { }, "": "empty", "a": { }, "111": [ { } ], "A": { }}"#,
            r#"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}"#,
        ),
        // unicode.json: the text stays as it is, not normalised
        (r#"{"Unnormalized Unicode":"\u1e0d\u0307"}"#, "{\"Unnormalized Unicode\":\"\u{1e0d}\u{307}\"}"),
        // values.json
        (
            r#"{"escaping": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#,
            r#"{"escaping":"€$\u000f\nA'B\"\\\\\"/","literals":[null,true,false]}"#,
        ),
        // weird.json
        (
            r#"{"\u20ac": "Euro Sign", "1": "One", "\u0080": "Control\u007f", "\ud83d\ude02": "Smiley",
                "\u00f6": "Latin Small Letter O With Diaeresis", "\ufb33": "Hebrew Letter Dalet With Dagesh",
                "</script>": "Browser Challenge"}"#,
            concat!(
                "{\"1\":\"One\",\"</script>\":\"Browser Challenge\",\"\u{80}\":\"Control\u{7f}\",",
                "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😂\":\"Smiley\",",
                "\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}"
            ),
        ),
    ] {
        assert_eq!(canonical_text(input), expected);
    }
}

/// Documents of all kinds, with names and numbers as ours have them, and some others.
fn documents() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        9 => any::<bool>().prop_map(Value::from),
        9 => (0..1_u64 << 53).prop_map(Value::from),
        1 => any::<i32>().prop_map(Value::from),
        9 => any::<String>().prop_map(Value::from),
        9 => "[a-z\\\\\"{},:\\[\\]]*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 6, |inner| {
        let name = prop_oneof![9 => "[a-z_]{0,3}", 1 => any::<String>()];
        let object = prop::collection::vec((name, inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Value::from),
            object.prop_map(|members| Value::from(Map::from_iter(members))),
        ]
    })
}

#[test]
fn the_canonical_form_is_the_librarys() {
    proptest!(ProptestConfig::with_cases(2_000), |(document in documents())| {
        prop_assert_eq!(canonical(&document).unwrap(), serde_json_canonicalizer::to_vec(&document).unwrap());
    });
}

#[test]
fn broken_into_lines_it_is_what_serde_writes() {
    proptest!(ProptestConfig::with_cases(2_000), |(document in documents())| {
        let lines = indent::indented(&String::from_utf8(compact(&document).unwrap()).unwrap());
        prop_assert_eq!(lines, serde_json::to_string_pretty(&document).unwrap());
    });
}

/// The place of an error as serde_path_to_error tells it, which keeps the path while it reads.
fn kept_path<T: serde::de::DeserializeOwned>(text: &str) -> Option<(String, String)> {
    use serde_path_to_error::Segment;
    let mut reader = serde_json::Deserializer::from_str(text);
    let error = serde_path_to_error::deserialize::<_, T>(super::Objects(&mut reader)).err()?;
    let mut pointer = String::new();
    for segment in error.path() {
        let part = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { variant } => variant.clone(),
            // The key was not read any more: the place is the object.
            Segment::Unknown => break,
        };
        pointer = format!("{pointer}/{part}");
    }
    Some((pointer, place::of(text, error.inner())))
}

/// Changes a document at a place: cuts it off, or puts a piece there, in the place of so many bytes.
fn spoilt(text: &str, at: usize, piece: &str, gone: usize) -> Option<String> {
    let end = at.checked_add(gone)?.min(text.len());
    Some(format!("{}{piece}{}", text.get(..at)?, text.get(end..)?))
}

fn places_agree<T: serde::de::DeserializeOwned>(text: &str, every: usize) -> usize {
    const PIECES: &[&str] = &[
        "",
        "\"",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "1",
        "-",
        "x",
        "\\",
        "true",
        "[]",
        "{}",
        "[[",
        "\"id\":1,",
        "\n",
        "\u{7}",
        "[{",
        "1,",
        "9999999999999999999999",
        "\"x\":{}",
        "é",
        "{\"a~/b\":",
    ];
    let mut wrong = 0;
    for at in (0..text.len()).step_by(every) {
        if text.is_char_boundary(at) {
            let cut = &text[..at];
            let spoilt = PIECES.iter().flat_map(|piece| (0..3).filter_map(move |gone| spoilt(text, at, piece, gone)));
            for text in spoilt.chain([cut.to_owned()]) {
                if let Some((kept, found)) = kept_path::<T>(&text) {
                    wrong += 1;
                    assert_eq!(found, kept, "{at}: {text}");
                }
            }
        }
    }
    wrong
}

#[test]
fn the_place_found_afterwards_is_the_one_that_is_kept_while_reading() {
    let events = include_str!("../../../examples/data/moving.jsonl");
    let asked = r#"{"subject": "anna", "at": "2026-02-01T00:00:00Z", "controller": "city", "recipient": "city", "purpose": "teaching",
        "data_categories": ["contact", "photo"], "operations": ["use"], "assertions": ["a"], "case": "kind:c\u0031"}"#;
    let mut wrong = places_agree::<crate::decide::ProposedUse>(asked, 3);
    for line in events.lines() {
        wrong += places_agree::<crate::ledger::Event>(line, 13);
        wrong += places_agree::<Vec<crate::ledger::Event>>(&format!("[ {line} ,\n{line}]"), 67);
    }
    let catalogue = include_str!("../../../conformance/catalogues/basics-1.json");
    wrong += places_agree::<crate::catalogue::Catalogue>(catalogue, 5003);
    wrong += places_agree::<Value>(r#"{"a": [1, {"b/~": [[], {}, "x", -1.5e3, true]}], "c\n\"": {"d": {}}}"#, 1);
    assert!(wrong > 5_000, "{wrong}");
}
