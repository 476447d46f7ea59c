//! Ids, subject keys, digests; Finnish personal identity codes are no subject keys.

use consent_core::{Digest, Id, SubjectId, is_identity_code};
use serde_json::json;

use super::told;
use crate::door::world;

#[test]
fn an_id_has_1_to_128_bytes() {
    assert_eq!(told(Id::new("")), "id-invalid: expected an id of 1 to 128 bytes, found 0 bytes");
    Id::new(&"a".repeat(128)).unwrap();
    assert_eq!(told(Id::new(&"a".repeat(129))), "id-invalid: expected an id of 1 to 128 bytes, found 129 bytes");
    // Bytes, not characters.
    Id::new(&"ä".repeat(64)).unwrap();
    assert_eq!(told(Id::new(&"ä".repeat(65))), "id-invalid: expected an id of 1 to 128 bytes, found 130 bytes");
}

#[test]
fn a_subject_key_has_1_to_128_bytes() {
    assert_eq!(told(SubjectId::new("")), "id-invalid: expected a subject key of 1 to 128 bytes, found 0 bytes");
    SubjectId::new(&"a".repeat(128)).unwrap();
    assert_eq!(told(SubjectId::new(&"a".repeat(129))), "id-invalid: expected a subject key of 1 to 128 bytes, found 129 bytes");
}

#[test]
fn white_space_and_control_characters() {
    for text in
        ["a b", " a", "a ", "a\tb", "a\nb", "a\u{0}", "a\u{7f}", "a\u{85}", "a\u{a0}b", "a\u{2028}b", "a\u{3000}b", "\u{1f}"]
    {
        assert_eq!(
            told(Id::new(text)),
            format!("id-invalid: expected an id without control characters or white space, found {text:?}")
        );
    }
    for text in ["a\u{0}", "a\nb", "\u{1f}", "a\u{9f}"] {
        assert!(told(SubjectId::new(text)).starts_with("id-invalid: expected a subject key without control characters"));
    }
}

#[test]
fn text_that_is_not_nfc() {
    for text in ["a\u{308}", "\u{212b}", "\u{1100}\u{1161}", "q\u{307}\u{323}"] {
        let what = format!("in Unicode normalisation form C, found `{text}`; normalise it before it is sent");
        assert_eq!(told(Id::new(text)), format!("id-invalid: expected an id {what}"));
        assert_eq!(told(SubjectId::new(text)), format!("id-invalid: expected a subject key {what}"));
    }
    Id::new("ääkköset-åäö-日本-한국").unwrap();
}

#[test]
fn ids_compare_as_bytes() {
    assert!(Id::new("B").unwrap() < Id::new("a").unwrap());
    assert!(Id::new("z").unwrap() < Id::new("ä").unwrap());
    assert_ne!(Id::new("a").unwrap(), Id::new("A").unwrap());
}

#[test]
fn a_malformed_id_has_its_place_in_the_document() {
    let event = world::given("c 1", "2026-01-10").id("g");
    assert_eq!(
        told(event.read()),
        "id-invalid: expected an id without control characters or white space, found \"c 1\" at /consent"
    );
    let event = world::given("c1", "2026-01-10").id("g").over(json!({"data_categories": ["contact", ""]}));
    assert_eq!(told(event.read()), "id-invalid: expected an id of 1 to 128 bytes, found 0 bytes at /scope/data_categories/1");
}

#[test]
fn a_digest_has_64_lower_case_hexadecimal_digits() {
    let good = "0123456789abcdef".repeat(4);
    assert_eq!(good.parse::<Digest>().unwrap().to_string(), good);
    for wrong in [
        String::new(),
        good[1..].to_owned(),
        format!("{good}0"),
        good.to_uppercase(),
        good.replace('0', "g"),
        format!("+{}", &good[1..]),
    ] {
        assert_eq!(
            told(wrong.parse::<Digest>()),
            format!("digest-invalid: expected a SHA-256 digest of 64 lower-case hexadecimal digits, found `{wrong}`")
        );
    }
    assert!("ä".repeat(32).parse::<Digest>().is_err());
}

// --- personal identity codes -----------------------------------------------------------------------------------------------

/// A code with its right check character, computed here anew.
fn code(date: &str, sign: char, number: u32) -> String {
    let digits: u64 = format!("{date}{number:03}").parse().unwrap();
    let mark = "0123456789ABCDEFHJKLMNPRSTUVWXY".chars().nth((digits % 31) as usize).unwrap();
    format!("{date}{sign}{number:03}{mark}")
}

#[test]
fn a_published_example_is_a_code() {
    // The examples of the Digital and Population Data Services Agency.
    for text in
        ["131052-308T", "010594Y9032", "010594Y9021", "020594X903P", "020594X902N", "030594W903B", "030694W9024", "040594V9030"]
    {
        assert!(is_identity_code(text), "{text}");
        assert_eq!(SubjectId::new(text).unwrap_err().code(), "subject-is-identity-code", "{text}");
    }
}

#[test]
fn every_century_sign_in_use() {
    for sign in "+-YXWVUABCDEF".chars() {
        let text = code("010180", sign, 2);
        assert!(is_identity_code(&text), "{text}");
    }
    for sign in "GHIJKLMNOPQRSTZ*/ 0_=~".chars() {
        let text = code("010180", sign, 2);
        assert!(!is_identity_code(&text), "{text}");
        SubjectId::new(&text).unwrap();
    }
}

#[test]
fn temporary_numbers_are_codes_too() {
    for number in [900, 950, 999] {
        assert!(is_identity_code(&code("010180", '-', number)));
    }
}

#[test]
fn lower_case_and_white_space_around_do_not_hide_a_code() {
    let text = code("131052", 'A', 308);
    for hidden in [text.to_lowercase(), format!(" {text}"), format!("{text}  "), text.replace('A', "a")] {
        assert_eq!(SubjectId::new(&hidden).unwrap_err().code(), "subject-is-identity-code", "{hidden:?}");
    }
}

#[test]
fn a_code_with_a_wrong_check_character_is_none() {
    let text = code("131052", '-', 308);
    for mark in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars() {
        let other = format!("{}{mark}", &text[..10]);
        assert_eq!(is_identity_code(&other), other == text, "{other}");
    }
}

#[test]
fn a_date_that_never_was_makes_no_code() {
    for (date, sign) in [("290201", 'A'), ("310480", '-'), ("000180", '-'), ("011380", '-'), ("320180", '-'), ("290200", '+')] {
        assert!(!is_identity_code(&code(date, sign, 2)), "{date}{sign}");
    }
    // 29 February 2000 was; of 1900 and 1800 it was not.
    assert!(is_identity_code(&code("290200", 'A', 2)));
    assert!(!is_identity_code(&code("290200", '-', 2)));
}

#[test]
fn something_longer_or_shorter_is_no_code() {
    let text = code("131052", '-', 308);
    for other in
        [format!("{text}x"), format!("x{text}"), text[..10].to_owned(), text.replace('-', ""), format!("{}ä", &text[..9])]
    {
        SubjectId::new(&other).unwrap();
    }
}

#[test]
fn the_code_is_never_repeated_in_the_message() {
    let text = code("131052", '-', 308);
    for error in [
        SubjectId::new(&text).unwrap_err(),
        world::given("c1", "2026-01-10").id("g").of(&text).read().unwrap_err(),
        world::merged(&text, "2026-01-10").id("g").read().unwrap_err(),
        consent_core::decide::ProposedUse::from_json(world::at("2026-02-01").of(&text).0.to_string().as_bytes()).unwrap_err(),
    ] {
        assert_eq!(error.code(), "subject-is-identity-code");
        super::style::check(&error);
        for shown in [error.to_string(), format!("{error:?}"), serde_json::to_string(&error).unwrap()] {
            assert!(!shown.contains(&text), "{shown}");
        }
    }
}

#[test]
fn an_id_is_no_code_either() {
    let text = code("131052", '-', 308);
    let expected = |place: &str| {
        format!(
            "id-is-identity-code: expected an id, found a Finnish personal identity code; use a pseudonym that the host keeps{place}"
        )
    };
    for hidden in [text.clone(), text.to_lowercase(), format!("{text}\n"), format!(" {text}")] {
        assert_eq!(told(Id::new(&hidden)), expected(""));
    }
    let given = || world::given("c1", "2026-01-10").id("g");
    assert_eq!(told(given().by("guardian", &text).read()), expected(" at /by/id"));
    assert_eq!(told(given().id(&text).read()), expected(" at /id"));
    assert_eq!(told(given().with("consent", json!(text)).read()), expected(" at /consent"));
    assert_eq!(told(world::represented(&text, "mandate", "2026-01-10").id("r").read()), expected(" at /representative"));
}

#[test]
fn a_code_with_a_line_break_is_not_repeated() {
    let text = code("131052", '-', 308);
    for hidden in [format!("{text}\n"), format!("\t{text}"), format!("{text}\r\n"), format!("\u{a0}{text}")] {
        for error in [SubjectId::new(&hidden).unwrap_err(), Id::new(&hidden).unwrap_err()] {
            assert!(error.code().ends_with("-is-identity-code"), "{error:?}");
            assert!(!format!("{error:?} {error}").contains(&text), "{error:?}");
        }
    }
}

#[test]
fn a_code_as_subject_has_its_place() {
    let text = code("131052", '-', 308);
    let expected = "subject-is-identity-code: expected an opaque subject key, found a Finnish personal identity code; use a pseudonym that the host keeps";
    assert_eq!(told(world::given("c1", "2026-01-10").id("g").of(&text).read()), format!("{expected} at /subject"));
    assert_eq!(told(world::merged(&text, "2026-01-10").id("g").read()), format!("{expected} at /merged"));
}
