//! `cargo xtask bench`: the engine, the limit of the machine and the peers in one run.

use crate::step::{cargo, root};

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    // The policy engines are a workspace of their own; everything is built below `target` all the same.
    let manifest = root().join("benches/peers/Cargo.toml");
    let mut command = cargo(["run", "--release", "--locked", "--quiet", "--manifest-path"]);
    command.arg(manifest).arg("--target-dir").arg(root().join("target/peers")).arg("--").args(arguments);
    let status = command.status().map_err(|error| format!("expected to run {command:?}, found: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err("expected a whole run, found that it ended early; the reason stands above".to_owned())
    }
}
