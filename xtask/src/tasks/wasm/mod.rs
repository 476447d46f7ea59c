//! `cargo xtask wasm`: the WebAssembly module, the npm package around it, and what it weighs.

mod build;
mod package;
mod sizes;
mod test;
mod tools;
mod types;

use crate::step::{Step, nothing};

/// The types of the package are those of the engine.
pub(crate) const TYPES: Step = Step { name: "wasm types", mend: "cargo xtask wasm types", run: types::drift, closing: nothing };

/// The package, built, weighed, and run everywhere.
pub(crate) const PACKAGE: Step =
    Step { name: "wasm", mend: "cargo xtask wasm test", run: test::run, closing: |line| line.starts_with("wasm:") };

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let said = match words.as_slice() {
        [] => package::make().and_then(|package| sizes::weigh(&package)),
        ["types"] => types::write_types(),
        ["test"] => test::run(),
        ["parts"] => sizes::parts(),
        ["bench"] => test::bench(),
        _ => return Err(format!("expected `cargo xtask wasm [types|test|parts|bench]`, found `{}`", arguments.join(" "))),
    }?;
    print!("{said}");
    Ok(())
}
