//! The full answer and the views, as JSON: the same bytes as from the command and from Rust.
#![expect(unsafe_code, reason = "the names of exported functions")]

use core::ffi::c_char;
use core::mem::MaybeUninit;

use consent_core::decide::{Answer, Audience, ProposedUse, UseTemplate};
use consent_core::explain::{Style, explain};
use consent_core::ledger::Event;
use consent_core::view::{StopListOptions, SubjectsOptions, register};
use consent_core::{Engine, Error, Lang, Result, read_json, write_json};
use serde::Serialize;

use crate::engine::{consent_engine, with};
use crate::error::consent_error;
use crate::guard::{apart, given};
use crate::memory::{give, instant, lent};
use crate::status::consent_status;
use crate::text::consent_text;

/// For whom an answer is.
pub type consent_audience = i32;
/// The person; sees everything about themself.
pub const CONSENT_AUDIENCE_CITIZEN: consent_audience = 1;
/// The one who asks to use the data; learns nothing about the person beyond the outcome, and asks about the present only: `known_at` is
/// refused, and as the library has no clock, it is the host that puts the present into `at`. Never hand on an `at` that the requester chose:
/// by asking about one instant after another they would learn when the person's answer changed.
pub const CONSENT_AUDIENCE_REQUESTER: consent_audience = 2;
/// One who examines the engine's answers; sees everything.
pub const CONSENT_AUDIENCE_AUDITOR: consent_audience = 3;

/// The language of words.
pub type consent_lang = i32;
/// Finnish.
pub const CONSENT_LANG_FI: consent_lang = 1;
/// Swedish.
pub const CONSENT_LANG_SV: consent_lang = 2;
/// English.
pub const CONSENT_LANG_EN: consent_lang = 3;

/// As `known_at`: everything that the ledger knows.
pub const CONSENT_KNOWN_NOW: u64 = u64::MAX;

fn audience(number: consent_audience) -> Result<Audience> {
    match number {
        CONSENT_AUDIENCE_CITIZEN => Ok(Audience::Citizen),
        CONSENT_AUDIENCE_REQUESTER => Ok(Audience::Requester),
        CONSENT_AUDIENCE_AUDITOR => Ok(Audience::Auditor),
        _ => Err(Error::new("argument-value", format_args!("expected one of CONSENT_AUDIENCE_…, found {number}"))),
    }
}

fn lang(number: consent_lang) -> Result<Lang> {
    match number {
        CONSENT_LANG_FI => Ok(Lang::Fi),
        CONSENT_LANG_SV => Ok(Lang::Sv),
        CONSENT_LANG_EN => Ok(Lang::En),
        _ => Err(Error::new("argument-value", format_args!("expected one of CONSENT_LANG_…, found {number}"))),
    }
}

pub(crate) fn known_at(position: u64) -> Option<u64> {
    (position != CONSENT_KNOWN_NOW).then_some(position)
}

/// Answers with a text.
fn text(
    engine: Option<&consent_engine>,
    out: Option<&mut MaybeUninit<*mut consent_text>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
    ask: impl FnOnce(&Engine) -> Result<String>,
) -> consent_status {
    let apart = apart(&out, &error);
    with(engine, error, |shared| {
        apart?;
        let out = given(out, "out")?;
        let said = ask(&*shared.read()?)?;
        out.write(give(consent_text::new(said)));
        Ok(())
    })
}

/// The full answer, as it is meant for an audience.
fn answered(engine: &Engine, question: &ProposedUse, audience: Audience) -> Result<Answer> {
    if audience == Audience::Requester { engine.decide(question) } else { engine.decide_with_horizon(question) }
}

fn json(value: &impl Serialize) -> Result<String> {
    write_json(value)
}

/// The full answer to a proposed use (JSON, with `subject` and `at`): items, bases, reasons, obligations, `holds_until`, position.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_decide(
    engine: Option<&consent_engine>,
    proposed: *const c_char,
    proposed_size: usize,
    audience: consent_audience,
    out: Option<&mut MaybeUninit<*mut consent_text>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let proposed = lent!(proposed, proposed_size);
    text(engine, out, error, |engine| {
        let audience = self::audience(audience)?;
        let question = ProposedUse::from_json(proposed.bytes("proposed")?)?;
        let answer = answered(engine, &question, audience)?;
        if audience == Audience::Requester { json(&answer.for_requester()?) } else { json(&answer) }
    })
}

/// The answer in words: lines of plain text.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_explain(
    engine: Option<&consent_engine>,
    proposed: *const c_char,
    proposed_size: usize,
    audience: consent_audience,
    lang: consent_lang,
    out: Option<&mut MaybeUninit<*mut consent_text>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let proposed = lent!(proposed, proposed_size);
    text(engine, out, error, |engine| {
        let style = Style { lang: self::lang(lang)?, audience: self::audience(audience)?, plain: false };
        let question = ProposedUse::from_json(proposed.bytes("proposed")?)?;
        let answer = answered(engine, &question, style.audience)?;
        Ok(explain(&answer, engine.catalogue(question.known_at)?, style)?.to_string())
    })
}

/// A bundle: the answers to a JSON array of proposed uses, each and all together.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_decide_bundle(
    engine: Option<&consent_engine>,
    legs: *const c_char,
    legs_size: usize,
    audience: consent_audience,
    out: Option<&mut MaybeUninit<*mut consent_text>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let legs = lent!(legs, legs_size);
    text(engine, out, error, |engine| {
        let audience = self::audience(audience)?;
        let legs: Vec<ProposedUse> = read_json(legs.bytes("legs")?)?;
        let bundle = engine.decide_all(&legs)?;
        if audience == Audience::Requester { json(&bundle.for_requester()?) } else { json(&bundle) }
    })
}

/// What would cover a proposed use: the smallest sets of acts. To the requester: the same whoever the person is.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_remedies(
    engine: Option<&consent_engine>,
    proposed: *const c_char,
    proposed_size: usize,
    audience: consent_audience,
    out: Option<&mut MaybeUninit<*mut consent_text>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let proposed = lent!(proposed, proposed_size);
    text(engine, out, error, |engine| {
        let audience = self::audience(audience)?;
        let question = ProposedUse::from_json(proposed.bytes("proposed")?)?;
        if audience == Audience::Requester {
            json(&engine.remedies_for_requester(&question.template(), question.at)?)
        } else {
            json(&engine.remedies(&question)?)
        }
    })
}

/// Who may use which data of a person, on which basis, until when; the requests that wait, the bars, the recorded uses. For the person.
/// `known_at`: a position, or `CONSENT_KNOWN_NOW`.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_overview(
    engine: Option<&consent_engine>,
    subject: *const c_char,
    subject_size: usize,
    at: i64,
    known_at: u64,
    out: Option<&mut MaybeUninit<*mut consent_text>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let subject = lent!(subject, subject_size);
    text(engine, out, error, |engine| {
        json(&engine.overview(&subject.subject("subject")?, instant(at)?, self::known_at(known_at))?)
    })
}

/// Who may use a category of a person's data, for a purpose or, where `purpose` is NULL, for any.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_who_may(
    engine: Option<&consent_engine>,
    subject: *const c_char,
    subject_size: usize,
    data_category: *const c_char,
    data_category_size: usize,
    purpose: *const c_char,
    purpose_size: usize,
    at: i64,
    known_at: u64,
    out: Option<&mut MaybeUninit<*mut consent_text>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let (subject, data_category) = (lent!(subject, subject_size), lent!(data_category, data_category_size));
    let any = purpose.is_null() && purpose_size == 0;
    let purpose = lent!(purpose, purpose_size);
    text(engine, out, error, |engine| {
        let purpose = if any { None } else { Some(purpose.id("purpose")?) };
        let (subject, category) = (subject.subject("subject")?, data_category.id("data_category")?);
        json(&engine.who_may(&subject, &category, purpose.as_ref(), instant(at)?, self::known_at(known_at))?)
    })
}

/// What would change if an event (JSON) were recorded; it is not.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_preview(
    engine: Option<&consent_engine>,
    event: *const c_char,
    event_size: usize,
    out: Option<&mut MaybeUninit<*mut consent_text>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let event = lent!(event, event_size);
    text(engine, out, error, |engine| json(&engine.preview(&Event::from_json(event.bytes("event")?)?)?))
}

/// What a service has, waits for, can ask and must not ask of a person.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_needs(
    engine: Option<&consent_engine>,
    service: *const c_char,
    service_size: usize,
    subject: *const c_char,
    subject_size: usize,
    at: i64,
    out: Option<&mut MaybeUninit<*mut consent_text>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let (service, subject) = (lent!(service, service_size), lent!(subject, subject_size));
    text(engine, out, error, |engine| json(&engine.needs(&service.id("service")?, &subject.subject("subject")?, instant(at)?)?))
}

/// What a service must stop: uses that were covered when it last looked, at the position `since` and the instant `since_at`, and are not
/// covered at `at`. Of all persons, never cut short.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_stop_list(
    engine: Option<&consent_engine>,
    service: *const c_char,
    service_size: usize,
    since: u64,
    since_at: i64,
    at: i64,
    out: Option<&mut MaybeUninit<*mut consent_text>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let service = lent!(service, service_size);
    text(engine, out, error, |engine| {
        let service = service.id("service")?;
        json(&engine.stop_list(&service, since, instant(since_at)?, instant(at)?, StopListOptions::default())?)
    })
}

/// Every subject for whom a use (JSON without `subject` and `at`) is covered: a JSON array of keys, never cut short.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_subjects(
    engine: Option<&consent_engine>,
    proposed: *const c_char,
    proposed_size: usize,
    at: i64,
    out: Option<&mut MaybeUninit<*mut consent_text>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let proposed = lent!(proposed, proposed_size);
    text(engine, out, error, |engine| {
        let template: UseTemplate = read_json(proposed.bytes("proposed")?)?;
        let found = engine.subjects(&template, instant(at)?, SubjectsOptions::default())?;
        json(&found.iter().collect::<Vec<_>>())
    })
}

/// The public register of today's catalogue: no personal data.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_register(
    engine: Option<&consent_engine>,
    out: Option<&mut MaybeUninit<*mut consent_text>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    text(engine, out, error, |engine| json(&register(engine.catalogue(None)?)))
}
