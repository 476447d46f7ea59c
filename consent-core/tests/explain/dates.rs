//! Dates at the catalogue's offset, in each language's own form; ends are half-open.

use consent_core::catalogue::Operation;
use consent_core::decide::{Audience, ReasonCode};
use consent_core::explain::{day, last_day, moment};
use consent_core::{Instant, Lang, Offset};

use super::{answer, at, consent_basis, consent_near, covered, failing, said, unmet};

fn winter() -> Offset {
    Offset::from_minutes(120).unwrap()
}

#[test]
fn half_past_eleven_at_night_in_utc_is_the_next_day_here() {
    let late = at("2026-03-11T23:30:00Z");
    assert_eq!(Lang::ALL.map(|lang| day(late, winter(), lang)), ["12.3.2026", "12.3.2026", "12 March 2026"]);
    assert_eq!(Lang::ALL.map(|lang| day(late, Offset::UTC, lang)), ["11.3.2026", "11.3.2026", "11 March 2026"]);
    assert_eq!(day(late, Offset::from_minutes(-60).unwrap(), Lang::Fi), "11.3.2026");
}

#[test]
fn a_time_is_printed_in_each_language() {
    let morning = at("2026-01-31T07:05:00Z");
    let said = Lang::ALL.map(|lang| moment(morning, winter(), lang));
    assert_eq!(said, ["31.1.2026 klo 9.05", "31.1.2026 kl. 9.05", "31 January 2026 at 09:05"]);
    let with_seconds = at("2026-01-31T07:05:09.250Z");
    let said = Lang::ALL.map(|lang| moment(with_seconds, winter(), lang));
    assert_eq!(said, ["31.1.2026 klo 9.05.09", "31.1.2026 kl. 9.05.09", "31 January 2026 at 09:05:09"]);
    // The beginning of a day needs no time; a millisecond later is not the beginning.
    assert_eq!(moment(at("2026-01-30T22:00:00Z"), winter(), Lang::En), "31 January 2026");
    assert_eq!(moment(at("2026-01-30T22:00:00.001Z"), winter(), Lang::En), "31 January 2026 at 00:00");
}

#[test]
fn an_end_at_midnight_is_the_day_before() {
    // [from, until): 1 January at 00:00 here is no longer inside.
    let midnight = at("2026-12-31T22:00:00Z");
    assert_eq!(
        Lang::ALL.map(|lang| last_day(midnight, winter(), lang).unwrap()),
        ["31.12.2026", "31.12.2026", "31 December 2026"]
    );
    assert_eq!(last_day(midnight, Offset::UTC, Lang::Fi), None);
    assert_eq!(last_day(at("2026-12-31T22:00:00.001Z"), winter(), Lang::Fi), None);
}

#[test]
fn the_ends_of_time_are_printed_too() {
    assert_eq!(day(Instant::MAX, Offset::UTC, Lang::En), "31 December 9999");
    assert_eq!(moment(Instant::MAX, Offset::UTC, Lang::Fi), "31.12.9999 klo 23.59.59");
    assert_eq!(day(Instant::MIN, Offset::UTC, Lang::Sv), "1.1.1");
    assert_eq!(last_day(Instant::MIN, Offset::UTC, Lang::Fi), None);
}

fn texts(answer: &consent_core::decide::Answer, code: &str) -> [String; 3] {
    Lang::ALL.map(|lang| {
        let page = said(answer, lang, Audience::Citizen);
        page.paragraphs.into_iter().find(|paragraph| paragraph.code.word() == code).unwrap().text
    })
}

#[test]
fn a_consent_says_its_last_day_or_its_last_minute() {
    let mut basis = consent_basis("c-1", "n-own");
    basis.until = Some(at("2027-03-11T22:00:00Z"));
    let whole_day = answer(vec![covered("plan", Operation::Disclose, basis.clone())]);
    assert_eq!(
        texts(&whole_day, "ask-until"),
        [
            "Lupa on voimassa 11.3.2027 asti.",
            "Tillståndet gäller till och med den 11.3.2027.",
            "The permission is valid until 11 March 2027."
        ]
    );
    basis.until = Some(at("2027-03-12T12:30:00Z"));
    let minute = answer(vec![covered("plan", Operation::Disclose, basis)]);
    assert_eq!(
        texts(&minute, "ask-until-time"),
        [
            "Lupa on voimassa 12.3.2027 klo 14.30 asti.",
            "Tillståndet gäller till den 12.3.2027 kl. 14.30.",
            "The permission is valid until 12 March 2027 at 14:30."
        ]
    );
}

#[test]
fn the_answer_says_until_when_it_holds() {
    let mut known = answer(vec![covered("plan", Operation::Disclose, consent_basis("c-1", "n-own"))]);
    known.holds_until = Some(at("2026-11-30T22:00:00Z"));
    assert_eq!(
        texts(&known, "holds-until"),
        [
            "Tämä vastaus pätee 30.11.2026 asti.",
            "Detta svar gäller till och med den 30.11.2026.",
            "This answer holds until 30 November 2026."
        ]
    );
    known.holds_until = Some(at("2026-11-30T22:00:30Z"));
    assert_eq!(
        texts(&known, "holds-until-time"),
        [
            "Tämä vastaus pätee 1.12.2026 klo 0.00.30 asti.",
            "Detta svar gäller till den 1.12.2026 kl. 0.00.30.",
            "This answer holds until 1 December 2026 at 00:00:30."
        ]
    );
}

#[test]
fn an_expired_consent_ended_on_the_last_day_it_held_and_one_that_begins_begins_on_its_first() {
    let near = |code, since| {
        let near = consent_near("n-own", vec![failing(code, Some(since))]);
        answer(vec![unmet("plan", Operation::Use, "lawful-basis", vec![near])])
    };
    let [fi, sv, en] = texts(&near(ReasonCode::Expired, "2026-05-31T22:00:00Z"), "deny-expired-use");
    assert_eq!(fi, "Tietoja ei saa käyttää, koska suostumuksesi päättyi 31.5.2026.");
    assert_eq!(sv, "Uppgifterna får inte användas, eftersom ditt samtycke upphörde att gälla den 31.5.2026.");
    assert_eq!(en, "The data may not be used because your consent expired on 31 May 2026.");
    let [fi, ..] = texts(&near(ReasonCode::NotYetValid, "2026-12-31T22:00:00Z"), "deny-not-yet-use");
    assert_eq!(fi, "Tietoja ei saa vielä käyttää. Suostumuksesi alkaa 1.1.2027.");
}
