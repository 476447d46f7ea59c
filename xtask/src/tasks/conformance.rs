//! `cargo xtask conformance`: the engine against the corpus that every surface runs.

use std::process::Command;

use crate::step::{Step, capture, cargo, test_result};

/// Every case of the corpus gives the answer it expects.
pub(crate) const STEP: Step = Step {
    name: "conformance",
    mend: "read the case; if the answer is right, cargo xtask conformance --bless",
    run: || capture(&mut corpus()),
    closing: test_result,
};

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let mut command = corpus();
    match arguments {
        [] => {}
        [bless] if bless == "--bless" => {
            command.env("CONSENT_BLESS", "1");
        }
        _ => {
            let found = arguments.join(" ");
            return Err(format!("expected `cargo xtask conformance` or `cargo xtask conformance --bless`, found `{found}`"));
        }
    }
    let output = capture(&mut command)?;
    output.lines().filter(|line| test_result(line)).for_each(|line| println!("{line}"));
    Ok(())
}

fn corpus() -> Command {
    cargo(["test", "--locked", "--package", "consent-core", "--test", "all", "conformance::"])
}
