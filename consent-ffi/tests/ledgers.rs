//! Ledgers in files, and ledgers fed by a callback.

use core::ffi::{c_char, c_void};
use core::mem::MaybeUninit;
use std::path::PathBuf;

use consent::*;

use crate::host::{
    Failed, LATER, NOON, PUPIL, SUMMER, WELFARE, add_catalogue, checked, decide, engine, file, handle, lines, moving, query, raw,
    record, record_all, text,
};

/// A folder of its own for each test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("consent-ffi-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn ledger(&self) -> String {
        self.0.join("ledger.db").to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn open(path: &str, flags: u32) -> Result<Box<consent_engine>, Failed> {
    let (data, size) = raw(path.as_bytes());
    handle(|out, error| consent_engine_open(data, size, flags, out, error))
}

#[test]
fn a_ledger_file_is_kept_followed_and_guarded() {
    let folder = Folder::new("kept");
    let path = folder.ledger();
    assert_eq!(open(&path, 0).unwrap_err().code, "ledger-missing");
    let writer = open(&path, CONSENT_OPEN_CREATE).unwrap();
    assert_eq!(open(&path, CONSENT_OPEN_CREATE).unwrap_err().status, CONSENT_ERROR_STORAGE);
    add_catalogue(&writer, &file("examples/data/catalogue.json")).unwrap();
    record_all(&writer, &file("examples/data/publications.jsonl"), SUMMER).unwrap();
    assert_eq!(record_all(&writer, &lines(0, 3), SUMMER).unwrap(), 3);

    let reader = open(&path, CONSENT_OPEN_READ_ONLY).unwrap();
    let welfare = query(&reader, WELFARE, 0).unwrap();
    assert_eq!(decide(&welfare, PUPIL, NOON).unwrap().covered, 0);
    let refused = record(&reader, &lines(3, 4), NOON).unwrap_err();
    assert_eq!(refused.status, CONSENT_ERROR_STORAGE);
    assert_eq!(open(&path, 0).unwrap_err().code, "ledger-busy");

    record(&writer, &lines(3, 4), NOON).unwrap();
    let mut added = MaybeUninit::new(99);
    checked(|error| consent_engine_follow(Some(&reader), Some(&mut added), error)).unwrap();
    // SAFETY: written by a call that succeeded.
    assert_eq!(unsafe { added.assume_init() }, 1);
    assert_eq!(decide(&welfare, PUPIL, NOON).unwrap().covered, 1);

    consent_engine_free(Some(writer));
    let writer = open(&path, 0).unwrap();
    record(&writer, &lines(4, 5), LATER).unwrap();
    let answer = decide(&query(&writer, WELFARE, 0).unwrap(), PUPIL, LATER).unwrap();
    assert_eq!((answer.covered, answer.position), (0, 6));
    // Its answers name the root of the tree that they rest on.
    let asked = [b"{\"subject\": \"pupil-a81f\", \"at\": \"2026-08-12T08:00:00+03:00\", ", &WELFARE[1..]].concat();
    let (data, size) = raw(&asked);
    let full = text(|out, error| consent_engine_decide(Some(&writer), data, size, CONSENT_AUDIENCE_CITIZEN, out, error)).unwrap();
    assert!(full.contains("\"root\""), "{full}");

    for wrong in [4, u32::MAX] {
        assert_eq!(open(&path, wrong).unwrap_err().code, "argument-flag");
    }
    for wrong in ["", "a\0b"] {
        assert_eq!(open(wrong, 0).unwrap_err().code, "argument-value");
    }
}

fn erase(engine: &consent_engine, request: &str) -> Result<u64, Failed> {
    let (data, size) = raw(request.as_bytes());
    let mut erased = MaybeUninit::new(99);
    let done = checked(|error| consent_engine_erase(Some(engine), data, size, Some(&mut erased), error));
    // SAFETY: it was initialised.
    let count = unsafe { erased.assume_init() };
    assert!(done.is_ok() || count == 99, "nothing is written when it fails");
    done.map(|()| count)
}

#[test]
fn what_is_erased_is_gone_from_the_file_and_from_every_answer() {
    let folder = Folder::new("erased");
    let path = folder.ledger();
    let writer = open(&path, CONSENT_OPEN_CREATE).unwrap();
    add_catalogue(&writer, &file("examples/data/catalogue.json")).unwrap();
    record_all(&writer, &file("examples/data/publications.jsonl"), SUMMER).unwrap();
    record_all(&writer, &lines(0, 4), NOON).unwrap();
    let welfare = query(&writer, WELFARE, 0).unwrap();
    assert_eq!(decide(&welfare, PUPIL, NOON).unwrap().covered, 1);
    let bytes = |folder: &Folder| {
        let files = std::fs::read_dir(&folder.0).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect::<Vec<u8>>()
    };
    let holds = |words: &[u8]| bytes(&folder).windows(words.len()).any(|window| window == words);
    let consent =
        std::str::from_utf8(&lines(3, 4)).unwrap().split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let payload = b"\"birth_date\":\"2010-03-14\"";
    assert!(holds(payload));

    let by = r#""by": {"role": "controller", "id": "helsinki-education"}, "at": "2026-08-11T08:00:00+03:00""#;
    let refused = |request: String| erase(&writer, &request).unwrap_err();
    assert_eq!(refused(format!("{{{by}}}")).code, "argument-value");
    assert_eq!(refused(format!("{{{by}, \"subject\": \"nobody-here\"}}")).code, "unknown-subject");
    assert_eq!(refused(format!("{{{by}, \"subject\": \"pupil-a81f\", \"events\": [\"{consent}\"]}}")).code, "argument-value");
    assert_eq!(refused(format!("{{{by}, \"subjects\": \"pupil-a81f\"}}")).status, CONSENT_ERROR_INPUT);
    let reader = open(&path, CONSENT_OPEN_READ_ONLY).unwrap();
    assert_eq!(erase(&reader, &format!("{{{by}, \"subject\": \"pupil-a81f\"}}")).unwrap_err().status, CONSENT_ERROR_STORAGE);
    consent_engine_free(Some(reader));
    assert_eq!(decide(&welfare, PUPIL, NOON).unwrap().covered, 1, "nothing was erased by what was refused");

    assert_eq!(erase(&writer, &format!("{{{by}, \"events\": [\"{consent}\"]}}")).unwrap(), 1);
    assert_eq!(decide(&welfare, PUPIL, LATER).unwrap().covered, 0);
    // The request of the README.
    let readme = String::from_utf8(file("consent-ffi/README.md")).unwrap();
    let request = readme.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let rest = erase(&writer, request).unwrap();
    assert_eq!(rest, 3);
    assert!(!holds(payload), "the payload is gone from the file");
    assert_eq!(erase(&writer, &format!("{{{by}, \"subject\": \"pupil-a81f\"}}")).unwrap(), 0);

    let reader = open(&path, CONSENT_OPEN_READ_ONLY).unwrap();
    assert_eq!(decide(&query(&reader, WELFARE, 0).unwrap(), PUPIL, LATER).unwrap().covered, 0);
    assert_eq!(erase(&moving(5), &format!("{{{by}, \"subject\": \"pupil-a81f\"}}")).unwrap_err().code, "ledger-not-kept");
}

#[test]
fn recording_stops_at_the_first_refusal() {
    let engine = moving(0);
    let mut feed = lines(0, 2);
    feed.extend_from_slice(br#"{"id":"x","type":"relationship-started","subject":"pupil-a81f","at":"2026-06-01T09:00:00+03:00","by":{"role":"controller","id":"helsinki-education"},"kind":"no-such-kind","with":"turku-education"}"#);
    feed.push(b'\n');
    feed.extend(lines(2, 3));
    let (data, size) = raw(&feed);
    let mut accepted = MaybeUninit::new(99);
    let refused =
        checked(|error| consent_engine_record_all(Some(&engine), data, size, SUMMER, Some(&mut accepted), error)).unwrap_err();
    assert_eq!(refused.status, CONSENT_ERROR_UNKNOWN, "{refused:?}");
    // SAFETY: it was initialised.
    assert_eq!(unsafe { accepted.assume_init() }, 2);
    let malformed = record_all(&engine, b"{}\nnot json", SUMMER).unwrap_err();
    assert_eq!(malformed.status, CONSENT_ERROR_INPUT);
    assert!(malformed.json.contains("\"line\": 1"), "{}", malformed.json);

    // A line that is no event: nothing before it is recorded either, and the count says so. So it does for a call that is wrong.
    let mut torn = lines(2, 3);
    torn.extend_from_slice(b"{\n");
    let (data, size) = raw(&torn);
    for (engine, status) in [(Some(&*engine), CONSENT_ERROR_INPUT), (None, CONSENT_ERROR_ARGUMENT)] {
        let mut accepted = MaybeUninit::new(99);
        let failed = checked(|error| consent_engine_record_all(engine, data, size, SUMMER, Some(&mut accepted), error));
        assert_eq!(failed.unwrap_err().status, status);
        // SAFETY: it was initialised.
        assert_eq!(unsafe { accepted.assume_init() }, 0);
    }
    assert_eq!(record_all(&engine, &lines(2, 3), SUMMER).unwrap(), 1);
    assert_eq!(record(&engine, &lines(2, 3), SUMMER).unwrap().position, 3, "it was recorded once, now");
}

/// A host's file: bytes, how many at a time, and what was done with it.
struct Host {
    bytes: Vec<u8>,
    at: usize,
    step: usize,
    fails_at: Option<usize>,
    lies: bool,
    released: u32,
}

unsafe extern "C" fn read(userdata: *mut c_void, buffer: *mut c_char, capacity: usize) -> isize {
    // SAFETY: the test hands in a `Host`.
    let host = unsafe { &mut *userdata.cast::<Host>() };
    assert_eq!(host.released, 0, "it is not read from after it was released");
    if host.lies {
        return isize::MAX;
    }
    if host.fails_at.is_some_and(|at| host.at >= at) {
        return -1;
    }
    let count = host.step.min(capacity).min(host.bytes.len() - host.at);
    // SAFETY: the buffer has room for `capacity` bytes.
    unsafe { core::ptr::copy_nonoverlapping(host.bytes.as_ptr().add(host.at).cast(), buffer, count) };
    host.at += count;
    count as isize
}

unsafe extern "C" fn release(userdata: *mut c_void) {
    // SAFETY: the test hands in a `Host`.
    unsafe { (*userdata.cast::<Host>()).released += 1 };
}

fn host(bytes: Vec<u8>, step: usize) -> Host {
    Host { bytes, at: 0, step, fails_at: None, lies: false, released: 0 }
}

fn feed(engine: Option<&consent_engine>, host: &mut Host, reads: bool) -> Result<u64, Failed> {
    let userdata = (&raw mut *host).cast();
    let mut count = MaybeUninit::new(99);
    let reader: consent_read = if reads { Some(read) } else { None };
    checked(|error| consent_engine_feed(engine, reader, userdata, Some(release), Some(&mut count), error))?;
    // SAFETY: written by a call that succeeded.
    Ok(unsafe { count.assume_init() })
}

/// The story as records of another ledger.
fn records() -> Vec<u8> {
    let publication = String::from_utf8(file("examples/data/publications.jsonl")).unwrap();
    let story = String::from_utf8(lines(0, 4)).unwrap();
    let mut records = String::new();
    for (seq, line) in publication.lines().chain(story.lines()).enumerate() {
        records.push_str(&format!("{{\"seq\":{seq},\"recorded_at\":\"2026-08-10T09:30:00Z\",\"event\":{line}}}\n"));
    }
    records.into_bytes()
}

fn with_catalogue() -> Box<consent_engine> {
    let engine = engine();
    add_catalogue(&engine, &file("examples/data/catalogue.json")).unwrap();
    engine
}

#[test]
fn a_ledger_is_fed_in_pieces_of_any_size() {
    for step in [1, 7, 4096, usize::MAX] {
        let engine = with_catalogue();
        let mut host = host(records(), step);
        assert_eq!(feed(Some(&engine), &mut host, true).unwrap(), 5);
        assert_eq!((host.released, host.at), (1, host.bytes.len()));
        let welfare = query(&engine, WELFARE, 0).unwrap();
        assert_eq!(decide(&welfare, PUPIL, NOON).unwrap().covered, 1);
    }
}

#[test]
fn whatever_goes_wrong_nothing_is_fed_and_the_host_is_released_once() {
    let engine = with_catalogue();
    let mut fails = host(records(), 64);
    fails.fails_at = Some(640);
    let mut lies = host(records(), 64);
    lies.lies = true;
    let mut broken = records();
    broken.truncate(broken.len() - 20);
    let mut gap = records();
    let first = gap.iter().position(|byte| *byte == b'\n').unwrap();
    gap.drain(..=first);
    for (mut host, code) in [
        (fails, "read-failed"),
        (lies, "read-failed"),
        (host(broken, 100), "json-truncated"),
        (host(gap, 100), "record-position"),
    ] {
        assert_eq!(feed(Some(&engine), &mut host, true).unwrap_err().code, code);
        assert_eq!(host.released, 1, "{code}");
    }
    let mut unread = host(records(), 1);
    assert_eq!(feed(None, &mut unread, true).unwrap_err().code, "argument-null");
    assert_eq!(unread.released, 1);
    let mut unread = host(records(), 1);
    assert_eq!(feed(Some(&engine), &mut unread, false).unwrap_err().code, "argument-null");
    assert_eq!((unread.released, unread.at), (1, 0));
    assert_eq!(feed(Some(&engine), &mut host(records(), 100), true).unwrap(), 5, "nothing was there before");

    let folder = Folder::new("fed");
    let kept = open(&folder.ledger(), CONSENT_OPEN_CREATE).unwrap();
    assert_eq!(feed(Some(&kept), &mut host(records(), 100), true).unwrap_err().code, "ledger-in-file");
}
