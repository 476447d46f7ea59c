//! The canonical form against the vectors of RFC 8785 and of its author's test suite.

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::{canonical, sorted};

fn canonical_text(json: &str) -> String {
    let value: Value = serde_json::from_str(json).unwrap();
    String::from_utf8(canonical(&value).unwrap()).unwrap()
}

#[test]
fn the_sample_of_the_rfc() {
    // §3.2.2 and §3.2.3.
    let json = r#"{
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
    }"#;
    let expected = r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#.to_owned()
        + r#""string":"€$\u000f\nA'B\"\\\\\"/"}"#;
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
fn numbers_are_written_as_ecmascript_writes_them() {
    // Appendix B.
    for (bits, expected) in [
        (0x0000_0000_0000_0000, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x8000_0000_0000_0001, "-5e-324"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0xc340_0000_0000_0000, "-9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
        (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
        (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
        (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
        (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
        (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5553, "333333333.3333332"),
        (0x41b3_de43_5555_5554, "333333333.33333325"),
        (0x41b3_de43_5555_5555, "333333333.3333333"),
        (0x41b3_de43_5555_5556, "333333333.3333334"),
        (0x41b3_de43_5555_5557, "333333333.33333343"),
        (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
        (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
    ] {
        assert_eq!(canonical(&f64::from_bits(bits)).unwrap(), expected.as_bytes(), "{bits:016x}");
    }
    for bits in [0x7fff_ffff_ffff_ffff, 0x7ff0_0000_0000_0000, 0xfff0_0000_0000_0000] {
        assert_eq!(canonical(&f64::from_bits(bits)).unwrap_err().code(), "json-unwritable", "{bits:016x}");
    }
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
            r#"{"1": {"f": {"f": "hi", "F": 5}, "\n": 56.0}, "10": { }, "": "empty", "a": { }, "111": [ { } ], "A": { }}"#,
            r#"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}"#,
        ),
        // unicode.json: the text stays as it is, not normalised
        (r#"{"Unnormalized Unicode":"\u1e0d\u0307"}"#, "{\"Unnormalized Unicode\":\"\u{1e0d}\u{307}\"}"),
        // values.json
        (
            r#"{"numbers": [1E30, 4.50, 333333333.33333329, 2e-3, 0.000000000000000000000000001],
                "escaping": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#,
            concat!(
                r#"{"escaping":"€$\u000f\nA'B\"\\\\\"/","literals":[null,true,false],"#,
                r#""numbers":[1e+30,4.5,333333333.3333333,0.002,1e-27]}"#
            ),
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
        9 => (0..2_000_000_000_000_000_u64).prop_map(Value::from),
        1 => any::<i32>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
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
fn sorting_is_the_general_way_wherever_it_answers() {
    let answered = core::cell::Cell::new(0);
    proptest!(ProptestConfig::with_cases(2_000), |(document in documents())| {
        let general = serde_json_canonicalizer::to_vec(&document).unwrap();
        if let Some(text) = sorted(&serde_json::to_vec(&document).unwrap()) {
            answered.set(answered.get() + 1);
            prop_assert_eq!(text, general);
        }
    });
    assert!(answered.get() > 500, "it answered {} times", answered.get());
}
