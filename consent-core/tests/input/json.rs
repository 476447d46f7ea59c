//! JSON itself: syntax, depth, size, encoding, doubles.

use consent_core::MAX_DOCUMENT_BYTES;
use consent_core::catalogue::Catalogue;
use consent_core::decide::ProposedUse;
use consent_core::ledger::{Event, Record};
use serde_json::json;

use super::{line, told};
use crate::door::world;

fn question() -> String {
    world::at("2026-02-01").0.to_string()
}

#[test]
fn every_truncation_of_a_question_is_an_error() {
    let text = question();
    for end in 0..text.len() {
        let error = ProposedUse::from_json(&text.as_bytes()[..end]).unwrap_err();
        assert!(error.is_malformed(), "{end}: {error:?}");
        super::style::check(&error);
    }
    assert_eq!(
        told(ProposedUse::from_json(&text.as_bytes()[..text.len() - 1])),
        "json-truncated: expected a whole JSON document, found its end too early; was the file cut off?"
    );
    assert_eq!(
        told(ProposedUse::from_json(b"")),
        "json-truncated: expected a whole JSON document, found its end too early; was the file cut off?"
    );
}

#[test]
fn every_truncation_of_an_event_and_a_record_is_an_error() {
    let text = world::given("c1", "2026-01-10").id("g").0.to_string();
    let record = format!(r#"{{"seq":0,"recorded_at":"2026-01-01T00:00:00Z","event":{text}}}"#);
    Record::from_json(record.as_bytes()).unwrap();
    for end in 0..text.len() {
        assert!(Event::from_json(&text.as_bytes()[..end]).is_err(), "{end}");
    }
    for end in 0..record.len() {
        assert!(Record::from_json(&record.as_bytes()[..end]).is_err(), "{end}");
    }
}

// The pointer of a double key is that of its object.
#[test]
fn a_double_key() {
    let text = question().replacen('{', r#"{"purpose":"ads","#, 1);
    assert_eq!(
        told(ProposedUse::from_json(text.as_bytes())),
        "json-duplicate-field: expected the field `purpose` once, found it twice in one object"
    );
    let event = world::given("c1", "2026-01-10").id("g").0.to_string().replacen('{', r#"{"at":"2020-01-01T00:00:00Z","#, 1);
    assert_eq!(
        told(Event::from_json(event.as_bytes())),
        "json-duplicate-field: expected the field `at` once, found it twice in one object"
    );
}

#[test]
fn a_double_key_deep_inside() {
    let text = world::given("c1", "2026-01-10")
        .id("g")
        .0
        .to_string()
        .replace(r#""language":"fi""#, r#""language":"sv","language":"fi""#);
    assert_eq!(
        told(Event::from_json(text.as_bytes())),
        "json-duplicate-field: expected the field `language` once, found it twice in one object at /notice"
    );
    let text = world::Book::new().0.to_string().replacen(r#""always":true"#, r#""always":false,"always":true"#, 1);
    assert_eq!(
        told(Catalogue::from_json(text.as_bytes())),
        "json-duplicate-field: expected the field `always` once, found it twice in one object at /requirements/0/raised_by"
    );
}

#[test]
fn something_after_the_document() {
    for more in ["x", "{}", "true", ",", "\u{0}", "]"] {
        let error = ProposedUse::from_json(format!("{}{more}", question()).as_bytes()).unwrap_err();
        assert!(line(&error).starts_with("json-syntax: "), "{more:?}: {error:?}");
    }
    // White space may.
    ProposedUse::from_json(format!(" \r\n\t{}\n \n", question()).as_bytes()).unwrap();
}

#[test]
fn what_is_no_object() {
    for (text, found) in
        [("[]", "a list"), ("[1]", "a list"), ("1", "integer `1`"), ("\"x\"", "string \"x\""), ("true", "boolean `true`")]
    {
        for told in [
            told(Event::from_json(text.as_bytes())),
            told(Record::from_json(text.as_bytes())),
            told(Catalogue::from_json(text.as_bytes())),
            told(ProposedUse::from_json(text.as_bytes())),
        ] {
            assert_eq!(told, format!("json-wrong-type: expected an object, found {found}"));
        }
    }
}

#[test]
fn a_list_in_the_place_of_an_object() {
    // Fields by position would be a second, unchecked form.
    let act = |member: &str, value: serde_json::Value| told(world::given("c1", "2026-01-10").id("g").with(member, value).read());
    for (member, value) in [
        ("by", json!(["mandate", "eva"])),
        ("by", json!(["self"])),
        ("by", json!([])),
        ("notice", json!(["n", 1, "fi", world::digest("n", 1)])),
        ("scope", json!([["city"]])),
        ("scope", json!([])),
    ] {
        assert_eq!(act(member, value), format!("json-wrong-type: expected an object, found a list at /{member}"));
    }
    let used = world::used("2026-01-10").id("u").with("use", json!(["city", "city", "teaching", ["contact"], ["use"], "c1"]));
    assert_eq!(told(used.read()), "json-wrong-type: expected an object, found a list at /use");
    let text = r#"["anna","2026-02-01T00:00:00Z","city","city","teaching",["contact"],["use"]]"#;
    assert_eq!(told(ProposedUse::from_json(text.as_bytes())), "json-wrong-type: expected an object, found a list");
    let event = world::given("c1", "2026-01-10").id("g").0;
    let record = json!({"seq": 0, "recorded_at": "2026-01-01T00:00:00Z", "event": [event]}).to_string();
    assert_eq!(told(Record::from_json(record.as_bytes())), "json-wrong-type: expected an object, found a list at /event");
    let record = json!([0, "2026-01-01T00:00:00Z", event]).to_string();
    assert_eq!(told(Record::from_json(record.as_bytes())), "json-wrong-type: expected an object, found a list");
}

#[test]
fn a_list_in_the_place_of_an_object_deep_in_a_catalogue() {
    let read = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut book = world::Book::new().row("law", json!({"when": [{"relationship": {"kind": "pupil", "with": "school"}}]})).0;
        change(&mut book);
        told(Catalogue::from_json(book.to_string().as_bytes()))
    };
    let wrong = "json-wrong-type: expected an object, found a list at";
    assert_eq!(read(&|book| book["data_categories"][0] = json!(["data"])), format!("{wrong} /data_categories/0"));
    assert_eq!(
        read(&|book| book["notices"][0]["data_categories"][0] = json!(["contact", true])),
        format!("{wrong} /notices/0/data_categories/0")
    );
    assert_eq!(read(&|book| book["requirements"][0]["raised_by"] = json!([true])), format!("{wrong} /requirements/0/raised_by"));
    assert_eq!(
        read(&|book| book["legal_bases"][0]["when"][0]["relationship"] = json!(["pupil", "school"])),
        format!("{wrong} /legal_bases/0/when/0/relationship")
    );
    assert_eq!(read(&|book| book["purposes"][0]["labels"] = json!(["a", "b", "c"])), format!("{wrong} /purposes/0/labels"));
}

#[test]
fn null_has_no_meaning_anywhere() {
    let found = "json-null: expected a value, found `null`; leave a member out where it does not apply";
    for text in ["null", " null", "{\"a\": null}", "[null]", "{\"null\": null}"] {
        assert_eq!(told(Event::from_json(text.as_bytes())), found, "{text}");
        assert_eq!(told(ProposedUse::from_json(text.as_bytes())), found, "{text}");
        assert_eq!(told(consent_core::read_json::<serde_json::Value>(text.as_bytes())), found, "{text}");
    }
    // What is absent in a grant's scope is the notice's; a null would be, too, and was hardly meant.
    let mut grant = world::given("c1", "2026-01-10").id("g").over(json!({"recipients": ["city"]})).0;
    grant["scope"]["data_categories"] = serde_json::Value::Null;
    assert_eq!(told(Event::from_json(grant.to_string().as_bytes())), found);
    let error = Event::from_json(b"{\n  \"id\": null\n}").unwrap_err();
    assert_eq!((error.line(), error.column()), (Some(2), Some(9)));
}

#[test]
fn the_word_null_in_a_text_is_a_word() {
    for words in ["null", "a null b", "\\", "\\\"null", "\"null\"", "null\\"] {
        let act = world::given("c1", "2026-01-10").id("g").with("reason", json!(words));
        assert_eq!(act.read().unwrap().reason.as_deref(), Some(words));
    }
    world::given("null", "2026-01-10").id("null").read().unwrap();
}

#[test]
fn a_long_word_is_not_repeated() {
    let long = "x".repeat(1 << 20);
    let text = question().replacen('{', &format!(r#"{{"{long}":1,"#), 1);
    let error = ProposedUse::from_json(text.as_bytes()).unwrap_err();
    assert_eq!(error.code(), "json-unknown-field");
    assert!(error.message().len() < 1_000, "{}", error.message().len());
    let text = question().replace(r#""use""#, &format!(r#""{long}""#));
    let error = ProposedUse::from_json(text.as_bytes()).unwrap_err();
    assert_eq!(error.code(), "json-unknown-value");
    assert!(error.message().len() < 1_000, "{}", error.message().len());
}

#[test]
fn two_hundred_levels() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let deep = format!("{}1{}", open.repeat(200), close.repeat(200));
        let text = question().replacen('{', &format!(r#"{{"except":{deep},"#), 1);
        assert!(ProposedUse::from_json(text.as_bytes()).unwrap_err().is_malformed());
        let event = format!(r#"{{"id":"x","scope":{deep}}}"#);
        assert!(Event::from_json(event.as_bytes()).unwrap_err().is_malformed());
        assert!(Event::from_json(deep.as_bytes()).unwrap_err().is_malformed());
        assert!(Event::from_json(open.repeat(100_000).as_bytes()).unwrap_err().is_malformed());
    }
}

#[test]
fn too_deep_says_so() {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert_eq!(
        told(consent_core::read_json::<serde_json::Value>(deep.as_bytes())),
        "json-too-deep: expected at most 128 levels of nesting, found more at /0".to_owned() + &"/0".repeat(126)
    );
}

#[test]
fn text_that_is_not_utf_8() {
    let mut bytes = question().into_bytes();
    bytes[9] = 0xff;
    assert_eq!(told(ProposedUse::from_json(&bytes)), "json-not-utf8: expected text in UTF-8, found a malformed byte at offset 9");
    // An overlong slash, a surrogate, a cut character.
    for wrong in [&b"\"\xc0\xaf\""[..], b"\"\xed\xa0\x80\"", b"\"\xe2\x82\""] {
        assert!(
            told(ProposedUse::from_json(wrong))
                .starts_with("json-not-utf8: expected text in UTF-8, found a malformed byte at offset 1")
        );
    }
}

#[test]
fn a_lone_surrogate_in_an_escape() {
    let text = question().replace("anna", r"\ud800");
    assert!(told(ProposedUse::from_json(text.as_bytes())).starts_with("json-syntax: "));
}

#[test]
fn a_byte_order_mark() {
    let told = told(ProposedUse::from_json(format!("\u{feff}{}", question()).as_bytes()));
    assert!(told.starts_with("json-syntax: expected JSON (RFC 8259), found a mistake: "), "{told}");
}

#[test]
fn a_document_at_the_limit_and_above() {
    let mut text = question();
    text.push_str(&" ".repeat(MAX_DOCUMENT_BYTES - text.len()));
    ProposedUse::from_json(text.as_bytes()).unwrap();
    text.push(' ');
    assert_eq!(
        told(ProposedUse::from_json(text.as_bytes())),
        "document-too-large: expected a document of at most 67108864 bytes, found 67108865"
    );
}

#[test]
fn a_mistake_has_its_line_and_column() {
    let error = ProposedUse::from_json(b"{\n  \"subject\": \"anna\",\n  \"at\": nope\n}").unwrap_err();
    assert_eq!((error.code(), error.line(), error.column(), error.pointer()), ("json-syntax", Some(3), Some(10), Some("/at")));
}

#[test]
fn a_pointer_is_escaped() {
    let text = question().replacen('{', r#"{"a/b~c":1,"#, 1);
    let error = ProposedUse::from_json(text.as_bytes()).unwrap_err();
    assert_eq!(error.pointer(), Some("/a~1b~0c"));
}

#[test]
fn json_lines_name_the_line_and_give_nothing() {
    let good = world::given("c1", "2026-01-10").id("g").0.to_string();
    let text = format!("{good}\n\n{good}\n{{\"id\": 7}}\n{good}");
    let error = Event::from_json_lines(&text).unwrap_err();
    assert_eq!((error.line(), error.pointer()), (Some(4), Some("/id")));
    assert_eq!(Event::from_json_lines(&format!("\n{good}\r\n \n{good}")).unwrap().len(), 2);
}

#[test]
fn comments_and_trailing_commas_and_single_quotes() {
    for text in ["{/* x */}", "{} // x", r#"{"subject":"a",}"#, "{'subject':'a'}", "{subject:1}", "\"\u{1}\"", r#""\x""#, "tru"] {
        assert!(ProposedUse::from_json(text.as_bytes()).unwrap_err().is_malformed(), "{text}");
    }
}
