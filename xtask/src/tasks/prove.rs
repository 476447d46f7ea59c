//! `cargo xtask prove`: every path of the engine against the naive evaluator, on ten million questions.

use crate::step::{cargo, stream};

/// How many questions, unless the developer says otherwise.
const QUESTIONS: &str = "10000000";

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let questions = match arguments {
        [] => QUESTIONS,
        [count] if count.parse::<u64>().is_ok() => count,
        _ => {
            let found = arguments.join(" ");
            return Err(format!("expected `cargo xtask prove` or `cargo xtask prove QUESTIONS`, found `{found}`"));
        }
    };
    let targets = ["test", "--profile", "proof", "--package", "consent-core", "--locked", "--test", "all", "--"];
    // One test after the other: each uses every core.
    let tests = ["proof::", "--nocapture", "--test-threads", "1"];
    stream(cargo(targets).args(tests).env("CONSENT_QUESTIONS", questions).env("CONSENT_SMALL", "all"))
}
