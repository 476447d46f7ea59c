//! `cargo xtask mutants`: small changes to the code, each of which some test should notice (cargo-mutants).

use crate::step::{cargo, stream};

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let mut command = cargo(["mutants", "--package", "consent-core", "--no-shuffle", "--output", "target"]);
    // Few random worlds each time: the corpus and the small cases see most. One that fails is enough, however large.
    command.env("CONSENT_CASES", "150").env("CONSENT_QUESTIONS", "2000").env("CONSENT_SHRINK", "0");
    stream(command.args(arguments)).map_err(|error| {
        format!("{error}; what survived is in target/mutants.out, a missing tool comes with `cargo install cargo-mutants`")
    })
}
