//! The test of the threads under ThreadSanitizer, which only the nightly compiler has.

use crate::step::{capture, cargo};

const TARGET: &str = "x86_64-unknown-linux-gnu";

pub(super) fn run() -> Result<String, String> {
    let test = [
        "test",
        "--target",
        TARGET,
        "--target-dir",
        "target/tsan",
        "--package",
        "consent-ffi",
        "--locked",
        "--test",
        "all",
        "threads",
    ];
    let mut run = cargo(test);
    // The standard library is not built for it: its locks are seen through their atomics.
    run.env("CARGO", "cargo").env("RUSTUP_TOOLCHAIN", "nightly").env("CONSENT_ROUNDS", "200");
    run.env("RUSTFLAGS", "-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer").env("TSAN_OPTIONS", "halt_on_error=1");
    capture(&mut run)
}
