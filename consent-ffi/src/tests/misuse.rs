//! Misuse, of every function by its declaration: NULL for each pointer, sizes that no memory holds, text that is none, marked handles.
//!
//! A function is called through its address with a word for each parameter, which is how the ABIs of 64-bit machines pass numbers and
//! pointers.
#![expect(unsafe_code, reason = "the test is the host")]

use core::ffi::{c_char, c_void};
use core::ptr;

use super::header::{Function, Parameter, functions};
use crate::memory::give;
use crate::status::*;
use crate::{ArrowArray, ArrowSchema, consent_answer, consent_engine, consent_query, consent_recorded, consent_use};

type Words = unsafe extern "C" fn(usize, usize, usize, usize, usize, usize, usize, usize, usize, usize, usize, usize) -> usize;

/// The parameters that may be NULL: the call goes on without them.
const OPTIONAL: &[&str] = &["error", "warnings", "recorded", "accepted", "added", "erased", "userdata", "release", "count"];

const USE: &[u8] = br#"{"controller": "helsinki-education", "recipient": "turku-education", "purpose": "moving-transfer",
    "data_categories": ["pupil-records"], "operations": ["disclose"]}"#;

unsafe extern "C" fn nothing_more(_: *mut c_void, _: *mut c_char, _: usize) -> isize {
    0
}

unsafe extern "C" fn not_mine(_: *mut c_void) {}

/// What the functions are called with.
struct Host {
    engine: *mut consent_engine,
    query: *mut consent_query,
    proposed: *mut consent_use,
    answer: consent_answer,
    recorded: consent_recorded,
    subject: *const c_char,
    subject_size: usize,
    at: i64,
    arrays: [ArrowArray; 3],
    schemas: [ArrowSchema; 3],
    out: *mut c_void,
    error: *mut crate::consent_error,
    number: u64,
    /// The code of the last call that failed.
    code: String,
    /// How long its message was.
    said: usize,
}

fn call(function: &Function, words: &[usize]) -> usize {
    let mut all = [0; 12];
    all[..words.len()].copy_from_slice(words);
    let [a, b, c, d, e, f, g, h, i, j, k, l] = all;
    // SAFETY: the address is that of a function with as many parameters, each of one word, or fewer.
    unsafe { core::mem::transmute::<usize, Words>(function.address)(a, b, c, d, e, f, g, h, i, j, k, l) }
}

impl Host {
    fn new() -> Box<Self> {
        let mut host = Box::new(Self {
            engine: ptr::null_mut(),
            query: ptr::null_mut(),
            proposed: ptr::null_mut(),
            answer: consent_answer { struct_size: 40, ..Default::default() },
            recorded: consent_recorded { struct_size: 16, ..Default::default() },
            subject: b"nobody".as_ptr().cast(),
            subject_size: 6,
            at: 1_786_338_000_000,
            // SAFETY: what is all zero is a released array, or schema.
            arrays: unsafe { core::mem::zeroed() },
            schemas: unsafe { core::mem::zeroed() },
            out: ptr::null_mut(),
            error: ptr::null_mut(),
            number: 0,
            code: String::new(),
            said: 0,
        });
        let all = functions();
        let find = |name: &str| all.iter().find(|function| function.name == name).expect("a function").clone();
        host.engine = give(consent_engine { shared: crate::kept::Shared::in_memory().into() });
        for (name, json) in [
            ("consent_engine_add_catalogue", &include_bytes!("../../../examples/data/catalogue.json")[..]),
            ("consent_engine_record_all", include_bytes!("../../../examples/data/publications.jsonl")),
        ] {
            let words = if name.ends_with("all") {
                vec![host.engine as usize, json.as_ptr() as usize, json.len(), 0, 0, 0]
            } else {
                vec![host.engine as usize, json.as_ptr() as usize, json.len(), 0, 0]
            };
            assert_eq!(call(&find(name), &words) as i32, CONSENT_OK, "{name}");
        }
        let words = [host.engine as usize, USE.as_ptr() as usize, USE.len(), 0, &raw mut host.query as usize, 0];
        assert_eq!(call(&find("consent_query_from_json"), &words) as i32, CONSENT_OK);
        assert_eq!(call(&find("consent_use_new"), &[&raw mut host.proposed as usize, 0]) as i32, CONSENT_OK);
        host
    }

    /// A word that is right for a parameter.
    fn word(&mut self, function: &Function, parameter: &Parameter) -> usize {
        let name = parameter.name.as_str();
        let kind = parameter.kind.as_str();
        match (kind, name) {
            (kind, _) if kind.ends_with("struct consent_engine *") => self.engine as usize,
            (kind, _) if kind.ends_with("struct consent_query *") => self.query as usize,
            (kind, _) if kind.ends_with("struct consent_use *") => self.proposed as usize,
            (kind, _) if kind.ends_with("consent_answer *") => &raw mut self.answer as usize,
            (kind, _) if kind.ends_with("consent_recorded *") => &raw mut self.recorded as usize,
            ("const char *", "json" | "proposed" | "legs" | "event" | "lines" | "request") => USE.as_ptr() as usize,
            (_, "json_size" | "proposed_size" | "legs_size" | "event_size" | "lines_size" | "request_size") => USE.len(),
            ("const char *", _) => self.subject as usize,
            ("const char *const *", _) => &raw const self.subject as usize,
            ("const size_t *", _) => &raw const self.subject_size as usize,
            ("const int64_t *", _) => &raw const self.at as usize,
            (_, "subjects" | "ats" | "out") if kind == "struct ArrowArray *" => {
                let at = ["subjects", "ats", "out"].iter().position(|known| *known == name).unwrap();
                &raw mut self.arrays[at] as usize
            }
            ("struct ArrowSchema *", name) => {
                let at = ["subjects_schema", "ats_schema", "out_schema"].iter().position(|known| *known == name).unwrap();
                &raw mut self.schemas[at] as usize
            }
            ("struct consent_error **", _) => &raw mut self.error as usize,
            (kind, _) if kind.ends_with("**") => &raw mut self.out as usize,
            ("uint64_t *" | "size_t *", _) => &raw mut self.number as usize,
            ("consent_read", _) => nothing_more as *const () as usize,
            ("consent_release", _) => not_mine as *const () as usize,
            ("void *", "userdata") => &raw mut self.number as usize,
            ("size_t", "count") => 1,
            ("size_t", "answer_size") => 40,
            ("size_t", _) => self.subject_size,
            ("int64_t", _) => self.at as usize,
            ("uint64_t", "known_at") => usize::MAX,
            // Behind the catalogue's publication.
            ("uint64_t", "since") => 1,
            ("uint32_t" | "uint64_t", _) => 0,
            ("consent_audience" | "consent_lang", _) => 1,
            ("consent_reason", _) => 1,
            // What is lent or freed: only NULL is handed in.
            (kind, _) if kind.ends_with("consent_text *") || kind.ends_with("consent_error *") => 0,
            _ => panic!("expected a known parameter, found `{kind} {name}` of `{}`", function.name),
        }
    }

    fn words(&mut self, function: &Function) -> Vec<usize> {
        function.parameters.iter().map(|parameter| self.word(function, parameter)).collect()
    }

    /// Calls, frees what was handed out, and returns the status.
    fn status(&mut self, function: &Function, words: &[usize]) -> consent_status {
        (self.out, self.error) = (ptr::null_mut(), ptr::null_mut());
        let status = call(function, words) as consent_status;
        if status == CONSENT_OK && !self.out.is_null() {
            let kind =
                function.parameters.iter().map(|p| p.kind.as_str()).rfind(|kind| kind.ends_with("**") && !kind.contains("error"));
            // SAFETY: a call that succeeded has handed out what its parameter says.
            unsafe {
                match kind.unwrap_or_default() {
                    "struct consent_text **" => drop(Box::from_raw(self.out.cast::<crate::consent_text>())),
                    "struct consent_engine **" => drop(Box::from_raw(self.out.cast::<consent_engine>())),
                    "struct consent_query **" => drop(Box::from_raw(self.out.cast::<consent_query>())),
                    "struct consent_use **" => drop(Box::from_raw(self.out.cast::<consent_use>())),
                    other => panic!("expected a known result, found `{other}` of `{}`", function.name),
                }
            }
        }
        assert_eq!(status != CONSENT_OK && !self.error.is_null(), !self.error.is_null(), "an error comes with a status");
        if !self.error.is_null() {
            // SAFETY: written by the call that failed.
            let error = unsafe { Box::from_raw(self.error) };
            error.code().clone_into(&mut self.code);
            self.said = error.message().len();
        }
        status
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // SAFETY: made by `new`, freed by nobody else.
        unsafe {
            drop(Box::from_raw(self.query));
            drop(Box::from_raw(self.proposed));
            drop(Box::from_raw(self.engine));
        }
    }
}

/// The functions that return a status.
fn with_status() -> Vec<Function> {
    functions().into_iter().filter(|function| function.returns == "consent_status").collect()
}

fn takes_handle(function: &Function) -> bool {
    function.name.ends_with("_free") || function.name.starts_with("consent_error_") || function.name.starts_with("consent_text_")
}

#[test]
fn null_for_each_pointer_is_an_error_or_nothing() {
    let mut host = Host::new();
    let (mut pointers, mut refused) = (0, 0);
    for function in functions() {
        for at in 0..function.parameters.len() {
            if !function.parameters[at].is_pointer() {
                continue;
            }
            pointers += 1;
            let mut words = host.words(&function);
            words[at] = 0;
            if takes_handle(&function) {
                // Freeing, or reading, nothing is nothing. What a `void` function leaves in the register says nothing.
                let returned = call(&function, &words);
                assert!(function.returns == "void" || returned as u32 == 0, "{}", function.name);
            } else if function.returns != "consent_status" {
                call(&function, &words);
            } else if OPTIONAL.contains(&function.parameters[at].name.as_str()) {
                host.status(&function, &words);
            } else {
                let status = host.status(&function, &words);
                let name = &function.parameters[at].name;
                assert_eq!(status, CONSENT_ERROR_ARGUMENT, "{} with NULL in `{name}`", function.name);
                refused += 1;
            }
        }
        // And nothing at all.
        if function.returns == "consent_status" {
            let words = vec![0; function.parameters.len()];
            let status = call(&function, &words) as consent_status;
            // No error is no error.
            assert!(status != CONSENT_OK || takes_handle(&function), "{} without anything", function.name);
        }
    }
    assert!(pointers > 140 && refused > 85, "{pointers} pointers, {refused} refused");
}

#[test]
fn sizes_that_no_memory_holds_are_refused() {
    let mut host = Host::new();
    let mut seen = 0;
    for function in with_status() {
        for (at, parameter) in function.parameters.iter().enumerate() {
            if parameter.kind == "size_t" {
                for size in [usize::MAX, usize::MAX / 2 + 1] {
                    let mut words = host.words(&function);
                    words[at] = size;
                    let status = host.status(&function, &words);
                    assert_eq!(status, CONSENT_ERROR_ARGUMENT, "{} with {size} in `{}`", function.name, parameter.name);
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 50, "{seen}");
    let too_small: Vec<_> = with_status().into_iter().filter(|f| f.parameters.iter().any(|p| p.name == "answer_size")).collect();
    for function in too_small {
        let mut words = host.words(&function);
        let at = function.parameters.iter().position(|p| p.name == "answer_size").unwrap();
        for wrong in [39, 41, 4104] {
            words[at] = wrong;
            assert_eq!(host.status(&function, &words), CONSENT_ERROR_ARGUMENT, "{wrong}");
        }
        // A larger answer than the library's is one of a later version.
        words[at] = 40;
        assert_eq!(host.status(&function, &words), CONSENT_OK);
    }
}

#[test]
fn one_variable_for_the_result_and_the_error_is_refused() {
    let mut host = Host::new();
    let mut seen = 0;
    for function in with_status() {
        let places = |parameter: &&Parameter| parameter.kind.ends_with("**");
        if function.parameters.iter().filter(places).count() < 2 {
            continue;
        }
        let mut words = host.words(&function);
        for (word, parameter) in words.iter_mut().zip(&function.parameters) {
            if parameter.kind.ends_with("**") {
                *word = &raw mut host.error as usize;
            }
        }
        assert_eq!(host.status(&function, &words), CONSENT_ERROR_ARGUMENT, "{}", function.name);
        seen += 1;
    }
    assert!(seen > 14, "{seen}");
}

#[test]
fn a_batch_on_what_is_marked_leaves_no_earlier_answer() {
    for marks_engine in [true, false] {
        let mut host = Host::new();
        // SAFETY: made by `Host::new`.
        unsafe { if marks_engine { (&*host.engine).shared.mark.set() } else { (&*host.query).mark().set() } };
        let batch = functions().into_iter().find(|function| function.name == "consent_query_decide_all").unwrap();
        let words = host.words(&batch);
        (host.answer.covered, host.answer.outcome) = (1, 1);
        assert_eq!(host.status(&batch, &words), CONSENT_ERROR_UNUSABLE);
        let nothing = consent_answer { struct_size: 40, status: CONSENT_ERROR_UNUSABLE, ..Default::default() };
        assert_eq!(host.answer, nothing, "{marks_engine}");
    }
}

const ASKED: &str = r#"{"controller": "helsinki-education", "recipient": "turku-education", "purpose": "moving-transfer",
    "data_categories": ["pupil-records"], "operations": ["disclose"], "subject": "pupil-a81f", "at": "2026-08-10T08:00:00+03:00"}"#;

const ERASED: &str = r#"{"subject": "pupil-a81f", "at": "2026-08-10T08:00:00+03:00",
    "by": {"role": "controller", "id": "helsinki-education"}}"#;

/// A text that is right in its place.
fn right(function: &Function, name: &str) -> Vec<u8> {
    let story = &include_bytes!("../../../examples/data/moving.jsonl")[..];
    let event = story.split(|byte| *byte == b'\n').next().unwrap_or_default();
    match (function.name.as_str(), name) {
        ("consent_engine_add_catalogue", "json") => include_bytes!("../../../examples/data/catalogue.json").to_vec(),
        ("consent_engine_record", "json") | (_, "event") => event.to_vec(),
        ("consent_query_from_json", "json") | ("consent_engine_subjects", "proposed") => USE.to_vec(),
        (_, "proposed") => ASKED.into(),
        (_, "legs") => format!("[{ASKED}]").into(),
        (_, "lines") => story.to_vec(),
        (_, "request") => ERASED.into(),
        (_, "service") => b"turku-education".to_vec(),
        (_, "data_category") => b"pupil-records".to_vec(),
        (_, "purpose") => b"moving-transfer".to_vec(),
        (_, "word") => b"disclose".to_vec(),
        (_, "path") => b"/no/such/folder/ledger.db".to_vec(),
        _ => b"pupil-a81f".to_vec(),
    }
}

/// What is said of a text that is none, by its number in the test.
fn refusal(function: &Function, name: &str, text: usize) -> (&'static str, consent_status) {
    let (not_utf8, nothing, huge) = (text < 2, text == 6, text == 8);
    match name {
        "json" | "proposed" | "legs" | "event" | "lines" | "request" if huge => ("document-too-large", CONSENT_ERROR_TOO_LARGE),
        // No lines are no events.
        "lines" if nothing => ("", CONSENT_OK),
        "json" | "proposed" | "legs" | "event" | "request" if not_utf8 => ("json-not-utf8", CONSENT_ERROR_INPUT),
        "json" | "proposed" | "legs" | "event" | "request" if nothing => ("json-truncated", CONSENT_ERROR_INPUT),
        // The quick question takes bytes: what is no key is no key, for one reason or another.
        "subject" if function.name == "consent_query_decide" => ("id-invalid", CONSENT_ERROR_INPUT),
        _ if not_utf8 => ("text-not-utf8", CONSENT_ERROR_INPUT),
        "json" | "proposed" | "legs" | "event" | "lines" | "request" => ("json-syntax", CONSENT_ERROR_INPUT),
        "path" if text == 5 => ("ledger-missing", CONSENT_ERROR_STORAGE),
        "path" => ("argument-value", CONSENT_ERROR_ARGUMENT),
        "word" => ("unknown-operation", CONSENT_ERROR_UNKNOWN),
        _ => ("id-invalid", CONSENT_ERROR_INPUT),
    }
}

#[test]
fn text_that_is_none_is_refused() {
    let mut host = Host::new();
    let huge = vec![b'x'; (64 << 20) + 1];
    // Not UTF-8, cut in a character, a NUL at the beginning, in the middle and at the end, a control, nothing, far too long.
    let texts = [&b"\xff\xfe"[..], b"\xc3", b"\0", b"a\0b", b"helsinki-education\0", b"\x07", b"", &huge[..1 << 16], &huge];
    let mut seen = 0;
    for function in with_status() {
        for (at, parameter) in function.parameters.iter().enumerate().filter(|(_, parameter)| parameter.is_text()) {
            assert_eq!(function.parameters[at + 1].name, format!("{}_size", parameter.name), "{}", function.name);
            // Everything beside it is right.
            let kept: Vec<(usize, Vec<u8>)> = (0..function.parameters.len())
                .filter(|place| function.parameters[*place].is_text())
                .map(|place| (place, right(&function, &function.parameters[place].name)))
                .collect();
            let words = |host: &mut Host| {
                let mut words = host.words(&function);
                for (place, text) in &kept {
                    (words[*place], words[place + 1]) = (text.as_ptr() as usize, text.len());
                }
                words
            };
            let good = words(&mut host);
            let status = host.status(&function, &good);
            // There is no such file, and an engine in memory has none to erase from.
            let wanted = match parameter.name.as_str() {
                "path" => CONSENT_ERROR_STORAGE,
                "request" => CONSENT_ERROR_ARGUMENT,
                _ => CONSENT_OK,
            };
            assert_eq!(status, wanted, "{} with all that is right: {}", function.name, host.code);
            for (number, text) in texts.into_iter().enumerate() {
                let mut words = words(&mut host);
                (words[at], words[at + 1]) = (text.as_ptr() as usize, text.len());
                let status = host.status(&function, &words);
                let (code, wanted) = refusal(&function, &parameter.name, number);
                let found = if status == CONSENT_OK { "" } else { &host.code };
                assert_eq!((found, status), (code, wanted), "{}: text {number} in `{}`", function.name, parameter.name);
                assert!(host.said < 2_000, "{}: text {number} in `{}` comes back at length", function.name, parameter.name);
                seen += 1;
            }
        }
    }
    assert!(seen > 200, "{seen}");
}

#[test]
fn a_marked_engine_refuses_every_call() {
    let mut host = Host::new();
    // SAFETY: made by `Host::new`.
    unsafe { &*host.engine }.shared.mark.set();
    let mut seen = 0;
    for function in with_status() {
        if function.parameters.iter().any(|p| p.kind.ends_with("consent_engine *") || p.kind.ends_with("consent_query *")) {
            let words = host.words(&function);
            let status = host.status(&function, &words);
            // What a call takes over is looked at first.
            let wanted = if function.name.ends_with("_arrow") { CONSENT_ERROR_ARGUMENT } else { CONSENT_ERROR_UNUSABLE };
            assert_eq!(status, wanted, "{}", function.name);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
    assert_eq!(host.answer.covered, 0);
    assert_eq!(host.answer.status, CONSENT_ERROR_UNUSABLE);
}

#[test]
fn a_marked_query_refuses_and_its_engine_does_not() {
    let mut host = Host::new();
    // SAFETY: made by `Host::new`.
    unsafe { &*host.query }.mark().set();
    unsafe { &*host.proposed }.mark().set();
    for function in with_status() {
        let has = |kind: &str| function.parameters.iter().any(|p| p.kind.ends_with(kind));
        let words = host.words(&function);
        let status = host.status(&function, &words);
        if has("consent_query *") || has("consent_use *") {
            assert_eq!(status, CONSENT_ERROR_UNUSABLE, "{}", function.name);
        } else {
            assert_ne!(status, CONSENT_ERROR_UNUSABLE, "{}", function.name);
        }
    }
}
