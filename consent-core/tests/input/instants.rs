//! Instants, dates, durations, offsets.

use consent_core::{Date, Instant, Offset, Period};
use serde_json::json;

use super::told;
use crate::door::world::{self, Book};

const SHAPE: &str = "expected an RFC 3339 date and time with an offset such as `2026-11-21T08:00:00+02:00`, found";

#[test]
fn instants_that_are_none() {
    for (text, why) in [
        ("", "it is too short"),
        ("2026-02-01", "it is too short"),
        ("2026-02-01T00:00", "it is too short"),
        ("2026-02-01T00:00:00", "it has no offset; add `Z` or for example `+02:00`"),
        ("2026-02-01T00:00:00.5", "it has no offset; add `Z` or for example `+02:00`"),
        ("2026-02-01T00:00:00.0001Z", "a fraction has one to three digits, as the engine counts in milliseconds"),
        ("2026-02-01T00:00:00.000000000Z", "a fraction has one to three digits, as the engine counts in milliseconds"),
        ("2026-02-01T00:00:00.Z", "a fraction has one to three digits, as the engine counts in milliseconds"),
        ("2026-02-01T00:00:00,5Z", "its offset is neither `Z` nor like `+02:00`"),
        ("2026-02-01T00:00:00z", "its offset is neither `Z` nor like `+02:00`"),
        ("2026-02-01T00:00:00+0200", "its offset is neither `Z` nor like `+02:00`"),
        ("2026-02-01T00:00:00+02", "its offset is neither `Z` nor like `+02:00`"),
        ("2026-02-01T00:00:00 +02:00", "its offset is neither `Z` nor like `+02:00`"),
        ("2026-02-01T00:00:00EET", "its offset is neither `Z` nor like `+02:00`"),
        ("2026-02-01t00:00:00Z", "its beginning is not `YYYY-MM-DDThh:mm:ss`"),
        ("2026-02-01 00:00:00Z", "its beginning is not `YYYY-MM-DDThh:mm:ss`"),
        ("20260201T000000.000Z", "its beginning is not `YYYY-MM-DDThh:mm:ss`"),
        ("+2026-02-01T00:00:00Z", "its beginning is not `YYYY-MM-DDThh:mm:ss`"),
        (" 2026-02-01T00:00:00Z", "its beginning is not `YYYY-MM-DDThh:mm:ss`"),
        ("2026-02-29T00:00:00Z", "there is no such date or time"),
        ("2026-13-01T00:00:00Z", "there is no such date or time"),
        ("2026-02-01T24:00:00Z", "there is no such date or time"),
        ("2026-02-01T23:60:00Z", "there is no such date or time"),
        ("2026-02-01T00:00:00+24:00", "there is no such date or time"),
        ("2026-02-01T00:00:00+02:60", "there is no such date or time"),
        ("2016-12-31T23:59:60Z", "a leap second has no place in the count of milliseconds"),
        ("2017-01-01T01:59:60+02:00", "a leap second has no place in the count of milliseconds"),
        ("2026-02-01T00:00:00Zä", "its offset is neither `Z` nor like `+02:00`"),
        ("ääääääääääääääääää", "its beginning is not `YYYY-MM-DDThh:mm:ss`"),
    ] {
        assert_eq!(told(text.parse::<Instant>()), format!("instant-invalid: {SHAPE} `{text}`: {why}"));
    }
}

#[test]
fn years_from_1_to_9999() {
    assert_eq!("0001-01-01T00:00:00Z".parse::<Instant>().unwrap(), Instant::MIN);
    assert_eq!("9999-12-31T23:59:59.999Z".parse::<Instant>().unwrap(), Instant::MAX);
    for (text, millis) in [
        ("0000-12-31T23:59:59.999Z", -62_135_596_800_001_i64),
        ("0001-01-01T00:00:00+00:01", -62_135_596_860_000),
        ("9999-12-31T23:59:59.999-00:01", 253_402_300_859_999),
    ] {
        assert_eq!(
            told(text.parse::<Instant>()),
            format!("instant-out-of-range: expected an instant from the year 1 to 9999, found {millis} ms since 1970")
        );
    }
    assert!("10000-01-01T00:00:00Z".parse::<Instant>().is_err());
    assert!(Instant::from_millis(i64::MAX).is_err());
    assert!(Instant::from_millis(i64::MIN).is_err());
}

#[test]
fn an_instant_is_printed_in_utc_with_milliseconds_only_when_not_zero() {
    for (text, printed) in [
        ("2026-02-01T02:00:00+02:00", "2026-02-01T00:00:00Z"),
        ("2026-02-01T00:00:00.5Z", "2026-02-01T00:00:00.500Z"),
        ("2026-02-01T00:00:00.050-00:00", "2026-02-01T00:00:00.050Z"),
        ("0001-01-01T00:00:00.001Z", "0001-01-01T00:00:00.001Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
    ] {
        assert_eq!(text.parse::<Instant>().unwrap().to_string(), printed);
    }
}

#[test]
fn dates_that_are_none() {
    for text in [
        "",
        "2026-2-1",
        "2026-02-30",
        "2027-02-29",
        "0000-01-01",
        "10000-01-01",
        "2026-02-01Z",
        "2026/02/01",
        " 2026-02-01",
        "2026-02-0१",
        "-026-02-01",
    ] {
        assert_eq!(told(text.parse::<Date>()), format!("date-invalid: expected a date such as `2026-11-21`, found `{text}`"));
    }
    assert_eq!("9999-12-31".parse::<Date>().unwrap().to_string(), "9999-12-31");
}

#[test]
fn durations_that_are_none() {
    for text in [
        "",
        "P",
        "PT",
        "P0D",
        "PT0S",
        "P1",
        "1D",
        "P-1D",
        "P1.5D",
        "P1DT",
        "P1M1Y",
        "P1D1W",
        "p1d",
        "P1H",
        "PT1D",
        "P 1D",
        "P1Y1Y",
        "PT99999999999S",
        "P4294967296D",
        "P357913942Y",
        "P४D",
    ] {
        assert_eq!(
            told(text.parse::<Period>()),
            format!("duration-invalid: expected an ISO 8601 duration longer than zero such as `P12M` or `PT2H`, found `{text}`")
        );
    }
    for (text, printed) in [("P1Y6M", "P18M"), ("P2W1D", "P15D"), ("PT1H1M1S", "PT3661S"), ("P1YT1S", "P12MT1S")] {
        assert_eq!(text.parse::<Period>().unwrap().to_string(), printed);
    }
}

#[test]
fn an_offset_has_at_most_fourteen_hours() {
    for minutes in [841, -841, i16::MAX, i16::MIN] {
        assert_eq!(
            told(Offset::from_minutes(minutes)),
            format!("offset-out-of-range: expected an offset from -840 to 840 minutes, found {minutes}")
        );
    }
    let mut book = Book::new();
    book.0["utc_offset_minutes"] = json!(900);
    let text = book.0.to_string();
    assert_eq!(
        told(consent_core::catalogue::Catalogue::from_json(text.as_bytes())),
        "offset-out-of-range: expected an offset from -840 to 840 minutes, found 900 at /utc_offset_minutes"
    );
}

#[test]
fn a_malformed_instant_has_its_place() {
    let event = world::given("c1", "2026-01-10").id("g").with("valid_until", json!("2026-02-01"));
    assert_eq!(told(event.read()), format!("instant-invalid: {SHAPE} `2026-02-01`: it is too short at /valid_until"));
    let event = world::fact("birth_date", json!("2026-02-30"), "2026-01-10").id("g");
    assert_eq!(told(event.read()), "date-invalid: expected a date such as `2026-11-21`, found `2026-02-30` at /birth_date");
}
