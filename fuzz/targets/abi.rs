//! The C library: a host that calls at random, with whatever bytes and sizes, and frees what it is given.
//!
//! The input is a list of calls: which one, how many bytes it is given, the bytes. A pointer may be NULL beside any size.
#![no_main]

use core::ffi::{c_char, c_void};
use core::mem::MaybeUninit;
use core::ptr;
use std::sync::OnceLock;

use consent::*;
use libfuzzer_sys::fuzz_target;

type ErrorOut<'a> = Option<&'a mut MaybeUninit<*mut consent_error>>;
type TextOut<'a> = Option<&'a mut MaybeUninit<*mut consent_text>>;

/// The demonstration's engine, with the story of a pupil who moves.
struct Base {
    catalogue: &'static [u8],
    publications: &'static [u8],
    events: &'static [u8],
}

const BASE: Base = Base {
    catalogue: include_bytes!("../../examples/data/catalogue.json"),
    publications: include_bytes!("../../examples/data/publications.jsonl"),
    events: include_bytes!("../../examples/data/moving.jsonl"),
};

const USE: &[u8] = br#"{"controller": "helsinki-education", "recipient": "turku-education", "purpose": "moving-transfer",
    "data_categories": ["student-welfare-records"], "operations": ["disclose"], "assertions": ["continuity-of-welfare"]}"#;
const NOON: i64 = 1_786_352_400_000;

/// Calls, and frees the error.
fn call(run: impl FnOnce(ErrorOut<'_>) -> consent_status) -> consent_status {
    let mut error = MaybeUninit::new(ptr::null_mut());
    let status = run(Some(&mut error));
    // SAFETY: it was initialised; what was written is ours to free.
    let error = unsafe { error.assume_init() };
    assert_eq!(status == CONSENT_OK, error.is_null());
    assert_ne!(status, CONSENT_ERROR_INTERNAL, "a panic inside");
    if !error.is_null() {
        // SAFETY: as above.
        let error = unsafe { Box::from_raw(error) };
        assert_eq!(consent_error_status(Some(&error)), status);
        // SAFETY: lent as long as the error lives.
        assert!(consent_text_size(unsafe { consent_error_code(Some(&error)).as_ref() }) > 0);
        consent_error_free(Some(error));
    }
    status
}

fn text(run: impl FnOnce(TextOut<'_>, ErrorOut<'_>) -> consent_status) {
    let mut out = MaybeUninit::new(ptr::null_mut());
    if call(|error| run(Some(&mut out), error)) == CONSENT_OK {
        // SAFETY: written by a call that succeeded.
        consent_text_free(Some(unsafe { Box::from_raw(out.assume_init()) }));
    }
}

fn handle<T>(run: impl FnOnce(Option<&mut MaybeUninit<*mut T>>, ErrorOut<'_>) -> consent_status) -> Option<Box<T>> {
    let mut out = MaybeUninit::new(ptr::null_mut());
    // SAFETY: written by a call that succeeded.
    (call(|error| run(Some(&mut out), error)) == CONSENT_OK).then(|| unsafe { Box::from_raw(out.assume_init()) })
}

fn base() -> Box<consent_engine> {
    let engine: Box<consent_engine> = handle(|out, error| consent_engine_new(out, error)).expect("an engine");
    let Base { catalogue, publications, events } = BASE;
    assert_eq!(call(|e| consent_engine_add_catalogue(Some(&engine), catalogue.as_ptr().cast(), catalogue.len(), None, e)), 0);
    for lines in [publications, events] {
        assert_eq!(call(|e| consent_engine_record_all(Some(&engine), lines.as_ptr().cast(), lines.len(), NOON, None, e)), 0);
    }
    engine
}

/// An engine that nothing is recorded in: the calls that only ask.
fn shared() -> &'static consent_engine {
    static ENGINE: OnceLock<Box<consent_engine>> = OnceLock::new();
    ENGINE.get_or_init(base)
}

/// Feeds an engine with bytes, a few at a time.
fn feed(engine: Option<&consent_engine>, bytes: &[u8]) {
    unsafe extern "C" fn read(userdata: *mut c_void, buffer: *mut c_char, capacity: usize) -> isize {
        // SAFETY: the userdata is what is left of the bytes, and the buffer has room for `capacity`.
        unsafe {
            let rest = &mut *userdata.cast::<&[u8]>();
            let (part, after) = rest.split_at(rest.len().min(capacity).min(7));
            ptr::copy_nonoverlapping(part.as_ptr().cast(), buffer, part.len());
            *rest = after;
            part.len() as isize
        }
    }
    let mut rest = bytes;
    call(|error| consent_engine_feed(engine, Some(read), (&raw mut rest).cast(), None, None, error));
}

/// The next part of the input: as many bytes as the first two say.
fn part<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (size, after) = rest.split_first_chunk::<2>()?;
    let (part, after) = after.split_at(usize::from(u16::from_le_bytes(*size)).min(after.len()));
    *rest = after;
    Some(part)
}

fuzz_target!(|data: &[u8]| {
    let mut rest = data;
    let engine = Some(shared());
    let mut own: Option<Box<consent_engine>> = None;
    let mut query: Option<Box<consent_query>> = None;
    let mut proposed: Option<Box<consent_use>> = None;
    while let Some((op, after)) = rest.split_first() {
        rest = after;
        let Some(bytes) = part(&mut rest) else { break };
        let at = bytes.first_chunk::<8>().map_or(NOON, |bytes| i64::from_le_bytes(*bytes));
        let (data, size): (*const c_char, usize) = match op >> 6 {
            3 => (ptr::null(), bytes.len()),
            _ => (bytes.as_ptr().cast(), bytes.len()),
        };
        match op & 0x3f {
            0 => query = handle(|out, error| consent_query_from_json(engine, data, size, u32::from(*op >> 6), out, error)),
            1 => query = handle(|out, error| consent_query_from_json(engine, USE.as_ptr().cast(), USE.len(), 3, out, error)),
            2 => {
                let mut answer = consent_answer { struct_size: 40, outcome: 1, covered: 1, ..Default::default() };
                let status = call(|error| consent_query_decide(query.as_deref(), data, size, NOON, &raw mut answer, error));
                assert!(answer.covered <= 1 && (answer.covered == 1) == (answer.outcome == CONSENT_OUTCOME_COVERED));
                assert!(status == CONSENT_OK || answer.covered == 0, "a failed call left a yes");
            }
            3 => {
                // The bytes cut into keys.
                let keys: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
                let pointers: Vec<*const c_char> = keys.iter().map(|key| key.as_ptr().cast()).collect();
                let sizes: Vec<usize> = keys.iter().map(|key| key.len()).collect();
                let ats = vec![at; keys.len()];
                let mut answers = vec![consent_answer { covered: 1, ..Default::default() }; keys.len()];
                let (p, s, a) = (pointers.as_ptr(), sizes.as_ptr(), ats.as_ptr());
                let status =
                    call(|e| consent_query_decide_all(query.as_deref(), p, s, a, keys.len(), answers.as_mut_ptr(), 40, e));
                assert!(status != CONSENT_OK || answers.iter().all(|answer| answer.status == CONSENT_OK || answer.covered == 0));
            }
            4 => text(|out, error| consent_engine_decide(engine, data, size, i32::from(*op >> 6), out, error)),
            5 => text(|out, error| consent_engine_explain(engine, data, size, i32::from(*op >> 6), 1, out, error)),
            6 => text(|out, error| consent_engine_decide_bundle(engine, data, size, 1, out, error)),
            7 => text(|out, error| consent_engine_remedies(engine, data, size, i32::from(*op >> 6), out, error)),
            8 => text(|out, error| consent_engine_overview(engine, data, size, at, CONSENT_KNOWN_NOW, out, error)),
            9 => text(|out, error| consent_engine_preview(engine, data, size, out, error)),
            10 => text(|out, error| consent_engine_who_may(engine, data, size, data, size, ptr::null(), 0, NOON, 3, out, error)),
            11 => text(|out, error| consent_engine_needs(engine, data, size, data, size, at, out, error)),
            12 => text(|out, error| consent_engine_stop_list(engine, data, size, 2, at, at, out, error)),
            13 => text(|out, error| consent_engine_subjects(engine, data, size, at, out, error)),
            14 => text(|out, error| consent_engine_register(engine, out, error)),
            15 => proposed = handle(|out, error| consent_use_new(out, error)),
            16 => drop(call(|error| consent_use_set_controller(proposed.as_deref_mut(), data, size, error))),
            17 => drop(call(|error| consent_use_set_recipient(proposed.as_deref_mut(), data, size, error))),
            18 => drop(call(|error| consent_use_set_purpose(proposed.as_deref_mut(), data, size, error))),
            19 => drop(call(|error| consent_use_add_data_category(proposed.as_deref_mut(), data, size, error))),
            20 => drop(call(|error| consent_use_add_operation(proposed.as_deref_mut(), data, size, error))),
            21 => drop(call(|error| consent_use_add_assertion(proposed.as_deref_mut(), data, size, error))),
            22 => query = handle(|out, error| consent_query_prepare(engine, proposed.as_deref(), 2, out, error)),
            23 => own = Some(base()),
            24 => drop(call(|error| consent_engine_record(own.as_deref(), data, size, NOON, ptr::null_mut(), error))),
            25 => drop(call(|error| consent_engine_record_all(own.as_deref(), data, size, at, None, error))),
            26 => drop(call(|error| consent_engine_add_catalogue(own.as_deref(), data, size, None, error))),
            27 => drop(call(|error| consent_query_refresh(query.as_deref_mut(), error))),
            28 => consent_query_free(query.take()),
            29 => consent_use_free(proposed.take()),
            30 => consent_engine_free(own.take()),
            31 => drop(call(|error| consent_use_add_case(proposed.as_deref_mut(), data, size, error))),
            32 => drop(call(|error| consent_use_add_except(proposed.as_deref_mut(), data, size, error))),
            33 => drop(call(|error| consent_use_set_channel(proposed.as_deref_mut(), data, size, error))),
            34 => drop(call(|error| consent_use_set_known_at(proposed.as_deref_mut(), at.unsigned_abs(), error))),
            35 => drop(call(|error| consent_use_set_automated_decision(proposed.as_deref_mut(), error))),
            36 => own = handle(|out, error| consent_engine_new(out, error)),
            37 => feed(own.as_deref(), bytes),
            38 => drop(call(|error| consent_engine_erase(own.as_deref(), data, size, None, error))),
            39 => drop(call(|error| consent_engine_follow(own.as_deref(), None, error))),
            40 => drop(handle::<consent_engine>(|out, error| consent_engine_open(data, size, CONSENT_OPEN_READ_ONLY, out, error))),
            _ => assert!(consent_reason_word(i32::from(*op).wrapping_add(100), None).is_null()),
        }
    }
    consent_engine_free(own);
    consent_query_free(query);
    consent_use_free(proposed);
});
