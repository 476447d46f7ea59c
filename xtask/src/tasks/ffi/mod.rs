//! `cargo xtask ffi`: the C library as its hosts meet it: headers alone, clients that tell one story, sanitizers, a nightly batch, an
//! installation.

mod clients;
mod headers;
mod install;
mod nightly;
mod threads;
mod tools;

use std::path::Path;

use crate::step::{self, Step, nothing};

/// The headers compile alone, and the library exports what they declare.
pub(crate) const HEADERS: Step = Step { name: "c headers", mend: "cargo xtask ffi headers", run: headers::run, closing: nothing };

/// The clients in every language, with sanitizers, and the nightly batch.
pub(crate) const CLIENTS: Step =
    Step { name: "c clients", mend: "cargo xtask ffi clients", run: clients::run, closing: |_| true };

/// An installation with cargo-c, used through pkg-config and CMake, shared and static.
pub(crate) const INSTALL: Step =
    Step { name: "c install", mend: "cargo xtask ffi install", run: install::run, closing: |_| true };

/// The threads under ThreadSanitizer, with the nightly compiler.
const THREADS: Step = Step { name: "c threads", mend: "cargo xtask ffi threads", run: threads::run, closing: step::test_result };

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    if let [one, archive] = arguments
        && one == "own-names"
    {
        return install::own_names(Path::new(archive));
    }
    let steps: &[&Step] = match arguments {
        [] => &[&HEADERS, &CLIENTS, &INSTALL, &THREADS],
        [one] if one == "headers" => &[&HEADERS],
        [one] if one == "clients" => &[&CLIENTS],
        [one] if one == "install" => &[&INSTALL],
        [one] if one == "threads" => &[&THREADS],
        _ => {
            let found = arguments.join(" ");
            return Err(format!(
                "expected `cargo xtask ffi`, or `headers`, `clients`, `install`, `threads` or `own-names FILE` after it, found \
                 `{found}`"
            ));
        }
    };
    step::run(&[steps])
}
