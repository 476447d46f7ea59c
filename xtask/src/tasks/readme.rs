//! `cargo xtask readme`: the examples that README.md shows are what they print.

use crate::step::{capture, cargo};

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    super::no_arguments("readme", arguments)?;
    // The test that compares knows how to write, too.
    let test = ["test", "--quiet", "--package", "consent-cli", "--test", "cli", "readme::every_example"];
    capture(cargo(test).env("CONSENT_WRITE_README", "1"))?;
    println!("README.md: examples written");
    Ok(())
}
