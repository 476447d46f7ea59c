//! How many bytes are held: an allocator that counts while it is told to.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

struct Counting;

static ON: AtomicBool = AtomicBool::new(false);
static HELD: AtomicUsize = AtomicUsize::new(0);

fn count(by: usize) {
    if ON.load(Ordering::Relaxed) {
        HELD.fetch_add(by, Ordering::Relaxed);
    }
}

// SAFETY: every call goes to the system's allocator with the arguments as they came; counting touches no memory of its own.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        count(layout.size().wrapping_neg());
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size.wrapping_sub(layout.size()));
        // SAFETY: the caller's promise is passed on.
        unsafe { System.realloc(block, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What `build` makes, and how many bytes it still holds when it is done: as they were asked for, without the allocator's own.
pub fn held<T>(build: impl FnOnce() -> T) -> (T, usize) {
    HELD.store(0, Ordering::Relaxed);
    ON.store(true, Ordering::Relaxed);
    let made = build();
    ON.store(false, Ordering::Relaxed);
    (made, HELD.load(Ordering::Relaxed))
}
