//! The short answer takes no memory: a host can count on it in a loop of millions.

use core::cell::Cell;
use std::alloc::{GlobalAlloc, Layout, System};

use consent::{consent_query, consent_query_refresh};

use crate::host::{LATER, NOON, PUPIL, WELFARE, add_catalogue, checked, decide, file, moving, query, record};

thread_local! {
    /// How many times this thread has asked for memory.
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call goes to the system's allocator with the arguments as they came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ASKED.set(ASKED.get() + 1);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ASKED.set(ASKED.get() + 1);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.realloc(block, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn the_short_answer_takes_no_memory() {
    let engine = moving(4);
    let welfare = query(&engine, WELFARE, 0).unwrap();
    let asks = |subject: &[u8], at: i64| {
        let first = decide(&welfare, subject, at).unwrap();
        let before = ASKED.get();
        let again = decide(&welfare, subject, at).unwrap();
        assert_eq!(again, first);
        (first.covered, ASKED.get() - before)
    };
    assert_eq!(asks(PUPIL, NOON), (1, 0), "a consent");
    assert_eq!(asks(b"nobody", NOON), (0, 0), "a person without events");
    // Set while the query is at hand: its person is no longer the plain one that it was.
    let ban = br#"{"id": "ban", "type": "bar-set", "subject": "pupil-a81f", "at": "2026-08-10T12:00:00+03:00",
        "by": {"role": "authority", "id": "population-data-agency"}, "kind": "safety-ban"}"#;
    record(&engine, ban, LATER).unwrap();
    assert_eq!(asks(PUPIL, LATER).1, 0, "a bar");
    assert_eq!(asks(PUPIL, NOON - 1), (1, 0), "before the bar");
}

#[test]
fn a_query_is_refreshed_after_a_publication() {
    let engine = moving(4);
    let mut welfare = query(&engine, WELFARE, 0).unwrap();
    assert_eq!(decide(&welfare, PUPIL, NOON).unwrap().covered, 1);
    // The second version knows of another rule for what pupils allow.
    let mut next: serde_json::Value = serde_json::from_slice(&file("examples/data/catalogue.json")).unwrap();
    next["version"] = 2.into();
    let next = consent_core::catalogue::Catalogue::from_json(next.to_string().as_bytes()).unwrap();
    add_catalogue(&engine, next.to_json().unwrap().as_bytes()).unwrap();
    let published = format!(
        r#"{{"id": "published-2", "type": "catalogue-published", "at": "2026-08-10T11:00:00+03:00",
            "by": {{"role": "operator", "id": "vastuu-group"}}, "version": 2, "sha256": "{}"}}"#,
        next.digest().unwrap()
    );
    record(&engine, published.as_bytes(), NOON).unwrap();
    let asks = |welfare: &consent_query| {
        let before = ASKED.get();
        let answer = decide(welfare, PUPIL, NOON).unwrap();
        (answer.covered, answer.position, ASKED.get() - before)
    };
    // Right without it, but the use is prepared anew each time.
    let (covered, position, asked) = asks(&welfare);
    assert!((covered, position) == (1, 6) && asked > 0, "{covered} {position} {asked}");
    checked(|error| consent_query_refresh(Some(&mut welfare), error)).unwrap();
    asks(&welfare);
    assert_eq!(asks(&welfare), (1, 6, 0));
}
