//! Licences, duplicates and sources of the dependencies, by cargo-deny with `deny.toml`.

use std::path::PathBuf;
use std::process::Command;

use crate::step::{Step, capture, cargo, root};

/// The pinned version: it builds with the Rust that the workspace is built with.
const VERSION: &str = "0.20.2";

/// The dependencies are what `deny.toml` allows.
pub(crate) const STEP: Step = Step {
    name: "deny",
    mend: "read deny.toml, then `target/tools/bin/cargo-deny check licenses bans sources`",
    run,
    closing: |line| line.ends_with(" ok"),
};

fn run() -> Result<String, String> {
    let tool = tool()?;
    let check = ["--all-features", "--locked", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"];
    capture(Command::new(tool).args(check).env("CARGO_TERM_COLOR", "never").current_dir(root()))
}

/// The tool: in `target/tools`, or on the path, or else installed now.
fn tool() -> Result<PathBuf, String> {
    let own = root().join("target/tools/bin/cargo-deny");
    if let Some(tool) = [own.clone(), PathBuf::from("cargo-deny")].into_iter().find(is_pinned) {
        return Ok(tool);
    }
    // Unoptimised: it is built in a fraction of the time, and runs for a second.
    let install = ["install", "--debug", "--locked", "--version", VERSION, "--root", "target/tools", "cargo-deny"];
    capture(&mut cargo(install)).map_err(|output| {
        let last = output.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        format!(
            "expected cargo-deny {VERSION}, found none and no way to install it ({last}); install it with `cargo {}`\n",
            install.join(" ")
        )
    })?;
    Ok(own)
}

fn is_pinned(tool: &PathBuf) -> bool {
    capture(Command::new(tool).arg("--version")).is_ok_and(|line| line.trim() == format!("cargo-deny {VERSION}"))
}
