//! A batch says what single calls say.

use core::ffi::c_char;

use consent::*;

use crate::host::{LATER, NOON, PUPIL, WELFARE, checked, decide, moving, query};

#[test]
fn a_batch_says_what_single_calls_say() {
    let engine = moving(5);
    let welfare = query(&engine, WELFARE, CONSENT_WANT_REASON | CONSENT_WANT_HORIZON).unwrap();
    let requests: [(&[u8], i64); 7] = [
        (PUPIL, NOON),
        (PUPIL, LATER),
        (b"nobody", NOON),
        (b"131052-308T", NOON),
        (b"\xff\xfe", NOON),
        (PUPIL, i64::MIN),
        (PUPIL, NOON),
    ];
    let subjects: Vec<*const c_char> = requests.iter().map(|(subject, _)| subject.as_ptr().cast()).collect();
    let sizes: Vec<usize> = requests.iter().map(|(subject, _)| subject.len()).collect();
    let ats: Vec<i64> = requests.iter().map(|(_, at)| *at).collect();
    // As `sizeof` of the header, and as that of a later one.
    for stride in [40, 64] {
        let mut room = vec![0xaa_u8; stride * requests.len()];
        let answers = room.as_mut_ptr().cast();
        checked(|error| {
            let (subjects, sizes, ats) = (subjects.as_ptr(), sizes.as_ptr(), ats.as_ptr());
            consent_query_decide_all(Some(&welfare), subjects, sizes, ats, requests.len(), answers, stride, error)
        })
        .unwrap();
        for ((subject, at), written) in requests.iter().zip(room.chunks(stride)) {
            // SAFETY: a plain struct of numbers.
            let answer = unsafe { written.as_ptr().cast::<consent_answer>().read_unaligned() };
            assert_eq!(answer.struct_size as usize, stride);
            let alone = match decide(&welfare, subject, *at) {
                Ok(answer) => answer,
                Err(failed) => consent_answer { status: failed.status, ..Default::default() },
            };
            assert_eq!(consent_answer { struct_size: 0, ..answer }, consent_answer { struct_size: 0, ..alone });
            assert!(written[40..].iter().all(|byte| *byte == 0xaa), "nothing is written behind it");
        }
    }
    // No request, no array.
    let null = core::ptr::null();
    checked(|error| {
        consent_query_decide_all(Some(&welfare), null, core::ptr::null(), core::ptr::null(), 0, core::ptr::null_mut(), 40, error)
    })
    .unwrap();
}

/// Calls with rows that hold a *yes* from before; returns them, and the status.
fn after(
    query: Option<&consent_query>,
    subjects: *const *const c_char,
    ats: *const i64,
    stride: usize,
) -> (consent_status, Vec<consent_answer>) {
    let before = consent_answer { struct_size: 40, covered: 1, outcome: CONSENT_OUTCOME_COVERED, ..Default::default() };
    let mut answers = [before; 2];
    let sizes = [PUPIL.len(); 2];
    let status =
        consent_query_decide_all(query, subjects, sizes.as_ptr(), ats, answers.len(), answers.as_mut_ptr(), stride, None);
    (status, answers.to_vec())
}

#[test]
fn a_batch_that_fails_leaves_no_earlier_answer() {
    let engine = moving(4);
    let welfare = query(&engine, WELFARE, 0).unwrap();
    let (subjects, ats) = ([PUPIL.as_ptr().cast::<c_char>(); 2], [NOON; 2]);
    for (query, subjects, ats) in [
        (None, subjects.as_ptr(), ats.as_ptr()),
        (Some(&*welfare), core::ptr::null(), ats.as_ptr()),
        (Some(&*welfare), subjects.as_ptr(), core::ptr::null()),
    ] {
        let (status, answers) = after(query, subjects, ats, 40);
        assert_eq!(status, CONSENT_ERROR_ARGUMENT);
        let nothing = consent_answer { struct_size: 40, status, ..Default::default() };
        assert_eq!(answers, [nothing; 2]);
    }
    // Where the rows begin is not known: nothing is written.
    for stride in [0, 8, 39, 41, 44, 4104, usize::MAX] {
        let (status, answers) = after(Some(&welfare), subjects.as_ptr(), ats.as_ptr(), stride);
        assert_eq!((status, answers[0].covered, answers[1].covered), (CONSENT_ERROR_ARGUMENT, 1, 1), "{stride}");
    }
    let (status, answers) = after(Some(&welfare), subjects.as_ptr(), ats.as_ptr(), 40);
    assert_eq!((status, answers[0].covered, answers[1].covered), (CONSENT_OK, 1, 1));
}
