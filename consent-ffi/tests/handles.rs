//! Queries, answers and texts as a host uses them.

use core::ptr;

use consent::*;

use crate::host::{AUGUST, LATER, NOON, PUPIL, WELFARE, checked, decide, handle, lines, moving, query, raw, record, text};

#[test]
fn the_story_of_the_pupil_who_moves() {
    let engine = moving(3);
    let welfare = query(&engine, WELFARE, CONSENT_WANT_REASON | CONSENT_WANT_HORIZON).unwrap();
    let before = decide(&welfare, PUPIL, AUGUST).unwrap();
    assert_eq!((before.outcome, before.covered, before.basis), (CONSENT_OUTCOME_NOT_COVERED, 0, CONSENT_BASIS_NONE));
    assert_ne!(before.reason, CONSENT_REASON_NONE);
    assert_eq!((before.status, before.holds_until, before.position), (CONSENT_OK, CONSENT_FOREVER, 4));

    let recorded = record(&engine, &lines(3, 4), NOON).unwrap();
    assert_eq!((recorded.position, recorded.flags), (4, 0));
    let again = record(&engine, &lines(3, 4), NOON).unwrap();
    assert_eq!((again.position, again.flags), (4, CONSENT_RECORDED_ALREADY_KNOWN));
    let given = decide(&welfare, PUPIL, NOON).unwrap();
    assert_eq!((given.outcome, given.covered, given.reason), (CONSENT_OUTCOME_COVERED, 1, CONSENT_REASON_NONE));

    record(&engine, &lines(4, 5), LATER).unwrap();
    let withdrawn = decide(&welfare, PUPIL, LATER).unwrap();
    assert_eq!((withdrawn.outcome, withdrawn.covered, withdrawn.position), (CONSENT_OUTCOME_NOT_COVERED, 0, 6));
    let then = decide(&welfare, PUPIL, NOON).unwrap();
    assert_eq!((then.covered, then.holds_until), (1, 1_786_431_600_000), "until the withdrawal");

    // A query lives on without its engine.
    consent_engine_free(Some(engine));
    assert_eq!(decide(&welfare, PUPIL, LATER).unwrap(), withdrawn);
    consent_query_free(Some(welfare));
}

#[test]
fn a_use_put_together_is_the_use_of_its_json() {
    let engine = moving(4);
    let proposed = handle(|out, error| consent_use_new(out, error)).unwrap();
    let mut proposed = proposed;
    type Set = extern "C" fn(
        Option<&mut consent_use>,
        *const core::ffi::c_char,
        usize,
        Option<&mut core::mem::MaybeUninit<*mut consent_error>>,
    ) -> consent_status;
    let members: [(Set, &str); 7] = [
        (consent_use_set_controller, "helsinki-education"),
        (consent_use_set_recipient, "turku-education"),
        (consent_use_set_purpose, "moving-transfer"),
        (consent_use_add_data_category, "pupil-records"),
        (consent_use_add_data_category, "student-welfare-records"),
        (consent_use_add_except, "student-welfare-records"),
        (consent_use_add_operation, "disclose"),
    ];
    let missing = handle(|out, error| consent_query_prepare(Some(&engine), Some(&proposed), 0, out, error)).unwrap_err();
    assert_eq!((missing.code.as_str(), missing.status), ("use-incomplete", CONSENT_ERROR_INPUT));
    for (set, id) in members {
        let (data, size) = raw(id.as_bytes());
        checked(|error| set(Some(&mut proposed), data, size, error)).unwrap();
    }
    for id in ["moving", "necessary", "continuity-of-welfare"] {
        let (data, size) = raw(id.as_bytes());
        checked(|error| consent_use_add_assertion(Some(&mut proposed), data, size, error)).unwrap();
    }
    let (data, size) = raw(b"handing over");
    let failed = checked(|error| consent_use_add_operation(Some(&mut proposed), data, size, error)).unwrap_err();
    assert_eq!((failed.code.as_str(), failed.status), ("unknown-operation", CONSENT_ERROR_UNKNOWN));
    let typed = handle(|out, error| consent_query_prepare(Some(&engine), Some(&proposed), 0, out, error)).unwrap();
    let json = br#"{"controller": "helsinki-education", "recipient": "turku-education", "purpose": "moving-transfer",
        "data_categories": ["pupil-records", "student-welfare-records"], "except": ["student-welfare-records"],
        "operations": ["disclose"], "assertions": ["moving", "necessary", "continuity-of-welfare"]}"#;
    let read = query(&engine, json, 0).unwrap();
    let (typed_answer, answer) = (decide(&typed, PUPIL, AUGUST).unwrap(), decide(&read, PUPIL, AUGUST).unwrap());
    assert_eq!(typed_answer, answer);
    assert_eq!((answer.outcome, answer.basis), (CONSENT_OUTCOME_COVERED, CONSENT_BASIS_DUTY));

    // All that is known is what is known without saying so.
    checked(|error| consent_use_set_known_at(Some(&mut proposed), CONSENT_KNOWN_NOW, error)).unwrap();
    let now = handle(|out, error| consent_query_prepare(Some(&engine), Some(&proposed), 0, out, error)).unwrap();
    assert_eq!(decide(&now, PUPIL, AUGUST).unwrap(), typed_answer);
    // As it was known before the pupil had a new school; a case, a channel and a machine's decision are read, too.
    checked(|error| consent_use_set_known_at(Some(&mut proposed), 1, error)).unwrap();
    let then = handle(|out, error| consent_query_prepare(Some(&engine), Some(&proposed), 0, out, error)).unwrap();
    let then = decide(&then, PUPIL, AUGUST).unwrap();
    assert_eq!((then.covered, then.position), (0, 1));
    checked(|error| consent_use_set_automated_decision(Some(&mut proposed), error)).unwrap();
    for (set, unknown) in
        [(consent_use_add_case as Set, "unknown-case-kind"), (consent_use_set_channel as Set, "unknown-channel")]
    {
        let (data, size) = raw(b"telepathy");
        checked(|error| set(Some(&mut proposed), data, size, error)).unwrap();
        let failed = handle(|out, error| consent_query_prepare(Some(&engine), Some(&proposed), 0, out, error)).unwrap_err();
        assert_eq!((failed.code.as_str(), failed.status), (unknown, CONSENT_ERROR_UNKNOWN));
    }
    consent_use_free(Some(proposed));
}

#[test]
fn a_failed_call_leaves_no_earlier_answer() {
    let engine = moving(4);
    let welfare = query(&engine, WELFARE, 0).unwrap();
    let mut answer = decide(&welfare, PUPIL, NOON).unwrap();
    assert_eq!(answer.covered, 1);
    for (subject, at, code) in [
        (&b"131052-308T"[..], NOON, "subject-is-identity-code"),
        (b"", NOON, "id-invalid"),
        (b"\xff", NOON, "id-invalid"),
        (b"nobody\0", NOON, "id-invalid"),
        (PUPIL, i64::MAX, "instant-out-of-range"),
    ] {
        answer.covered = 1;
        answer.outcome = CONSENT_OUTCOME_COVERED;
        let (data, size) = raw(subject);
        let failed = checked(|error| consent_query_decide(Some(&welfare), data, size, at, &raw mut answer, error)).unwrap_err();
        assert_eq!((failed.code.as_str(), failed.status), (code, CONSENT_ERROR_INPUT));
        let nothing = consent_answer { struct_size: 40, status: CONSENT_ERROR_INPUT, ..Default::default() };
        assert_eq!(answer, nothing);
    }
}

#[test]
fn an_older_host_gets_what_it_has_room_for_and_a_newer_one_too() {
    #[repr(C)]
    struct Newer {
        answer: consent_answer,
        unknown: u64,
    }
    let engine = moving(4);
    let welfare = query(&engine, WELFARE, 0).unwrap();
    let (data, size) = raw(PUPIL);
    let mut newer = Newer { answer: consent_answer { struct_size: 48, ..Default::default() }, unknown: 7 };
    let place = (&raw mut newer).cast::<consent_answer>();
    checked(|error| consent_query_decide(Some(&welfare), data, size, NOON, place, error)).unwrap();
    assert_eq!((newer.answer.covered, newer.answer.struct_size, newer.unknown), (1, 48, 7));
    for wrong in [0, 1, 39, 41, 44, 4104, u32::MAX] {
        let mut answer = consent_answer { struct_size: wrong, covered: 9, ..Default::default() };
        let failed = checked(|error| consent_query_decide(Some(&welfare), data, size, NOON, &raw mut answer, error)).unwrap_err();
        assert_eq!((failed.code.as_str(), answer.covered), ("argument-struct-size", 9));
    }
}

#[test]
fn reasons_have_words_and_texts_are_counted() {
    let mut size = core::mem::MaybeUninit::new(99);
    let word = consent_reason_word(CONSENT_REASON_WITHDRAWN, Some(&mut size));
    // SAFETY: a word of the library's, whose size was written.
    let bytes = unsafe { core::slice::from_raw_parts(word.cast::<u8>(), size.assume_init()) };
    assert_eq!(bytes, b"withdrawn");
    for number in CONSENT_REASON_ADDED_AFTER_CONSENT..=CONSENT_REASON_WITHDRAWN {
        let word = consent_reason_word(number, Some(&mut size));
        // SAFETY: a NUL ends it, so that `%s` prints it too.
        let (word, size) = unsafe { (core::ffi::CStr::from_ptr(word), size.assume_init()) };
        assert!(size > 4 && word.count_bytes() == size, "{word:?}");
    }
    for number in [CONSENT_REASON_NONE, -1, 26, i32::MAX, i32::MIN] {
        assert!(consent_reason_word(number, None).is_null());
    }
    let engine = moving(4);
    let words = text(|out, error| consent_engine_register(Some(&engine), out, error)).unwrap();
    assert!(words.starts_with('{') && words.ends_with('}'), "a JSON object without a line feed");
    assert_eq!((consent_text_size(None), consent_text_data(None)), (0, ptr::null()));
}
