//! `cargo xtask test`: what CI runs, in the order in which a mistake is cheapest to find.

use super::{conformance, counts, deny, ffi, header, locks, schema, wasm, web};
use crate::step::{self, Step, capture, cargo, nothing, test_result};

/// Random cases of all properties together in the long run: as many as leave it room within an hour on a machine that builds everything
/// first.
const CASES: &str = "30000";

/// Questions of the differential proof in the long run.
const QUESTIONS: &str = "200000";

/// Random cases of all properties together in debug runs, where they only have to show that the properties run.
const FEW_CASES: &str = "300";

/// How often a writer of a ledger is killed in the long run.
const KILLS: &str = "500";

const FORMAT: Step = Step {
    name: "format",
    mend: "cargo fmt --all",
    run: || capture(&mut cargo(["fmt", "--all", "--check", "--", "--color", "never"])),
    closing: nothing,
};

const CLIPPY: Step = Step {
    name: "clippy",
    mend: "cargo clippy --workspace --all-targets --all-features --fix",
    run: || {
        capture(&mut cargo([
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--locked",
            "--",
            "-D",
            "warnings",
        ]))
    },
    closing: nothing,
};

const TESTS: Step = Step {
    name: "tests",
    mend: "cargo test --workspace --all-features",
    run: || {
        let targets = ["test", "--workspace", "--all-features", "--locked", "--lib", "--bins", "--tests", "--examples"];
        capture(cargo(targets).env("CONSENT_CASES", FEW_CASES))
    },
    closing: test_result,
};

const PROPERTIES: Step = Step {
    name: "properties",
    mend: "CONSENT_CASES=30000 CONSENT_QUESTIONS=200000 cargo test --profile proof --package consent-core",
    run: || {
        let targets = ["test", "--profile", "proof", "--package", "consent-core", "--locked", "--tests"];
        capture(cargo(targets).env("CONSENT_CASES", CASES).env("CONSENT_QUESTIONS", QUESTIONS))
    },
    closing: test_result,
};

const STORE: Step = Step {
    name: "store",
    mend: "CONSENT_KILLS=500 CONSENT_TAMPER=all cargo test --profile proof --package consent-store",
    run: || {
        let targets = ["test", "--profile", "proof", "--package", "consent-store", "--locked", "--tests"];
        capture(cargo(targets).env("CONSENT_KILLS", KILLS).env("CONSENT_TAMPER", "all"))
    },
    closing: test_result,
};

const DOC_TESTS: Step = Step {
    name: "doc tests",
    mend: "cargo test --workspace --doc",
    run: || capture(&mut cargo(["test", "--workspace", "--all-features", "--locked", "--doc"])),
    closing: test_result,
};

const RUSTDOC: Step = Step {
    name: "rustdoc",
    mend: "RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps --all-features",
    run: || {
        let arguments = ["doc", "--quiet", "--workspace", "--no-deps", "--all-features", "--locked"];
        capture(cargo(arguments).env("RUSTDOCFLAGS", "-D warnings"))
    },
    closing: nothing,
};

const DEMO: Step = Step {
    name: "demo",
    mend: "cargo run --release --package consent-cli -- demo",
    run: || {
        let output = capture(&mut cargo(["run", "--release", "--quiet", "--locked", "--package", "consent-cli", "--", "demo"]))?;
        // The stories themselves are for people; the log wants the count.
        Ok(output.lines().last().unwrap_or_default().to_owned())
    },
    closing: |_| true,
};

/// What is built for whoever develops, and its long tests.
const CHECKS: &[&Step] = &[
    &FORMAT,
    &header::STEP,
    &locks::STEP,
    &CLIPPY,
    &RUSTDOC,
    &TESTS,
    &PROPERTIES,
    &STORE,
    &DOC_TESTS,
    &schema::STEP,
    &conformance::STEP,
    &ffi::HEADERS,
    &ffi::CLIENTS,
];

/// What is built as it is shipped.
const SHIPPED: &[&Step] = &[&deny::STEP, &ffi::INSTALL, &counts::STEP, &DEMO, &wasm::TYPES, &wasm::PACKAGE, &web::STEP];

/// Everything, in two lanes that build in different folders.
const ALL: &[&[&Step]] = &[CHECKS, SHIPPED];

/// What to run while writing.
const FAST: &[&Step] = &[&FORMAT, &header::STEP, &CLIPPY, &TESTS];

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    match arguments {
        [] => step::run(ALL),
        [fast] if fast == "--fast" => step::run(&[FAST]),
        [from, name] if from == "--from" => {
            let rest = ALL.iter().find_map(|lane| lane.iter().position(|step| step.name == name).map(|first| &lane[first..]));
            rest.map_or_else(
                || {
                    let names: Vec<_> = ALL.iter().copied().flatten().map(|step| step.name).collect();
                    Err(format!("expected a step, found `{name}`; the steps are: {}", names.join(", ")))
                },
                |rest| step::run(&[rest]),
            )
        }
        _ => Err(format!("expected `cargo xtask test`, `--fast` or `--from STEP`, found `{}`", arguments.join(" "))),
    }
}
