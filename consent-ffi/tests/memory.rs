//! The short answer takes no memory: a host can count on it in a loop of millions.

use core::cell::Cell;
use std::alloc::{GlobalAlloc, Layout, System};

use crate::host::{LATER, NOON, PUPIL, WELFARE, decide, moving, query, record};

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
