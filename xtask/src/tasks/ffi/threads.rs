//! The test of the threads under ThreadSanitizer, which only the nightly compiler has.

use std::path::Path;
use std::process::Command;

use crate::step::{capture, cargo};

const TARGET: &str = "x86_64-unknown-linux-gnu";

pub(super) fn run() -> Result<String, String> {
    let sysroot = capture(Command::new("rustc").args(["+nightly", "--print", "sysroot"]))?;
    let sources = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
    if !sources.exists() {
        return Err(format!(
            "expected the sources of the standard library at {}, found none; `rustup component add rust-src --toolchain nightly`\n",
            sources.display()
        ));
    }
    // The standard library is built for it, too: else what its locks do is not seen where threads wait for one, and read as a race.
    let test = [
        "test",
        "-Zbuild-std",
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
    run.env("CARGO", "cargo").env("RUSTUP_TOOLCHAIN", "nightly").env("CONSENT_ROUNDS", "200");
    run.env("RUSTFLAGS", "-Zsanitizer=thread").env("TSAN_OPTIONS", "halt_on_error=1");
    capture(&mut run)
}
