//! The tests' side of the ABI: what a careful host in C would write, in Rust.

use core::ffi::c_char;
use core::mem::MaybeUninit;
use core::ptr;

use consent::*;

/// What a failed call said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failed {
    pub(crate) status: consent_status,
    pub(crate) code: String,
    pub(crate) json: String,
}

/// Calls with a place for the error, and frees it.
pub(crate) fn checked(call: impl FnOnce(Option<&mut MaybeUninit<*mut consent_error>>) -> consent_status) -> Result<(), Failed> {
    let mut error = MaybeUninit::new(ptr::null_mut());
    let status = call(Some(&mut error));
    // SAFETY: it was initialised, and at most overwritten.
    let error = unsafe { error.assume_init() };
    if status == CONSENT_OK {
        assert!(error.is_null(), "no error is written when there is none");
        return Ok(());
    }
    // SAFETY: a failed call has written an error of its own.
    let owned = unsafe { error.as_ref() }.expect("an error");
    let failed = Failed {
        status: consent_error_status(Some(owned)),
        code: lent(consent_error_code(Some(owned))),
        json: lent(consent_error_json(Some(owned))),
    };
    assert!(!lent(consent_error_message(Some(owned))).is_empty());
    // SAFETY: it is ours, and no longer used.
    consent_error_free(Some(unsafe { Box::from_raw(error) }));
    assert_eq!(failed.status, status);
    Err(failed)
}

/// Reads a text that is lent.
fn lent(text: *const consent_text) -> String {
    // SAFETY: a text of the library's, or NULL.
    let text = unsafe { text.as_ref() };
    let (data, size) = (consent_text_data(text), consent_text_size(text));
    // SAFETY: so many bytes are readable there.
    let bytes = unsafe { core::slice::from_raw_parts(data.cast::<u8>(), size) };
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Calls a function that hands out a text.
pub(crate) fn text(
    call: impl FnOnce(Option<&mut MaybeUninit<*mut consent_text>>, Option<&mut MaybeUninit<*mut consent_error>>) -> consent_status,
) -> Result<String, Failed> {
    let mut out = MaybeUninit::new(ptr::null_mut());
    checked(|error| call(Some(&mut out), error))?;
    // SAFETY: written by a call that succeeded.
    let text = unsafe { Box::from_raw(out.assume_init()) };
    let read = lent(&raw const *text);
    consent_text_free(Some(text));
    Ok(read)
}

/// Pointer and size.
pub(crate) fn raw(text: &[u8]) -> (*const c_char, usize) {
    (text.as_ptr().cast(), text.len())
}

/// Calls a function that hands out a handle.
pub(crate) fn handle<T>(
    call: impl FnOnce(Option<&mut MaybeUninit<*mut T>>, Option<&mut MaybeUninit<*mut consent_error>>) -> consent_status,
) -> Result<Box<T>, Failed> {
    let mut out = MaybeUninit::new(ptr::null_mut());
    checked(|error| call(Some(&mut out), error))?;
    // SAFETY: written by a call that succeeded.
    Ok(unsafe { Box::from_raw(out.assume_init()) })
}

/// An engine in memory.
pub(crate) fn engine() -> Box<consent_engine> {
    handle(|out, error| consent_engine_new(out, error)).expect("an engine")
}

pub(crate) fn add_catalogue(engine: &consent_engine, json: &[u8]) -> Result<String, Failed> {
    let (data, size) = raw(json);
    text(|out, error| consent_engine_add_catalogue(Some(engine), data, size, out, error))
}

pub(crate) fn record(engine: &consent_engine, json: &[u8], recorded_at: i64) -> Result<consent_recorded, Failed> {
    let (data, size) = raw(json);
    let mut recorded = consent_recorded { struct_size: size_of::<consent_recorded>() as u32, ..Default::default() };
    checked(|error| consent_engine_record(Some(engine), data, size, recorded_at, &raw mut recorded, error))?;
    Ok(recorded)
}

pub(crate) fn record_all(engine: &consent_engine, lines: &[u8], recorded_at: i64) -> Result<u64, Failed> {
    let (data, size) = raw(lines);
    let mut accepted = MaybeUninit::new(u64::MAX);
    checked(|error| consent_engine_record_all(Some(engine), data, size, recorded_at, Some(&mut accepted), error))?;
    // SAFETY: written by a call that succeeded.
    Ok(unsafe { accepted.assume_init() })
}

pub(crate) fn query(engine: &consent_engine, json: &[u8], flags: u32) -> Result<Box<consent_query>, Failed> {
    let (data, size) = raw(json);
    handle(|out, error| consent_query_from_json(Some(engine), data, size, flags, out, error))
}

pub(crate) fn decide(query: &consent_query, subject: &[u8], at: i64) -> Result<consent_answer, Failed> {
    let (data, size) = raw(subject);
    let mut answer = consent_answer { struct_size: size_of::<consent_answer>() as u32, ..Default::default() };
    checked(|error| consent_query_decide(Some(query), data, size, at, &raw mut answer, error))?;
    Ok(answer)
}

/// A file of the repository.
pub(crate) fn file(name: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)).expect(name)
}

pub(crate) const SUMMER: i64 = 1_780_293_600_000;
pub(crate) const AUGUST: i64 = 1_786_338_000_000;
pub(crate) const NOON: i64 = 1_786_352_400_000;
pub(crate) const LATER: i64 = 1_786_510_800_000;
pub(crate) const PUPIL: &[u8] = b"pupil-a81f";

/// May the records of student welfare be passed on?
pub(crate) const WELFARE: &[u8] =
    br#"{"controller": "helsinki-education", "recipient": "turku-education", "purpose": "moving-transfer",
    "data_categories": ["student-welfare-records"], "operations": ["disclose"], "assertions": ["continuity-of-welfare"]}"#;

/// The demonstration, with the first events of the story of the pupil who moves.
pub(crate) fn moving(events: usize) -> Box<consent_engine> {
    let engine = demonstration(engine());
    record_all(&engine, &lines(0, events), LATER).expect("the events");
    engine
}

/// The demonstration's catalogue, in an engine that is empty.
pub(crate) fn demonstration(engine: Box<consent_engine>) -> Box<consent_engine> {
    add_catalogue(&engine, &file("examples/data/catalogue.json")).expect("the catalogue");
    record_all(&engine, &file("examples/data/publications.jsonl"), SUMMER).expect("the publication");
    engine
}

/// Some lines of the story.
pub(crate) fn lines(from: usize, to: usize) -> Vec<u8> {
    let story = file("examples/data/moving.jsonl");
    story.split_inclusive(|byte| *byte == b'\n').skip(from).take(to - from).flatten().copied().collect()
}
