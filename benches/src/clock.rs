//! The time that a thread was at work: what others do on the machine meanwhile does not count, save in its caches.

use std::time::Duration;

/// A beginning.
#[derive(Clone, Copy, Debug)]
pub struct Work(Duration);

impl Work {
    /// Begins now.
    #[must_use]
    pub fn begin() -> Self {
        Self(thread_time())
    }

    /// The seconds of work of this thread since the beginning, the kernel's work for it included.
    #[must_use]
    pub fn seconds(self) -> f64 {
        (thread_time() - self.0).as_secs_f64()
    }
}

#[cfg(unix)]
fn thread_time() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the call writes into `time` and nothing else.
    let failed = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    assert_eq!(failed, 0, "expected a clock of the thread's work");
    Duration::new(u64::try_from(time.tv_sec).unwrap_or_default(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// Elsewhere the time that passed.
#[cfg(not(unix))]
fn thread_time() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}
