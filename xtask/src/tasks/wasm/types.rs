//! The types of the package, from the types of the engine.

use std::fs;
use std::path::PathBuf;

use super::tools::{command, home, need, write};
use crate::step::{capture, cargo, root};

fn committed() -> PathBuf {
    home().join("js/wire.ts")
}

/// The types as they are now.
fn fresh() -> Result<String, String> {
    need("node")?;
    let schema = capture(&mut cargo([
        "run",
        "--quiet",
        "--locked",
        "--package",
        "consent-wasm",
        "--features",
        "schema",
        "--example",
        "wire",
    ]))?;
    let file = root().join("target/wasm/wire.json");
    write(&file, schema.as_bytes())?;
    capture(command("node").arg("tools/types.mjs").arg(file))
}

pub(super) fn write_types() -> Result<String, String> {
    write(&committed(), fresh()?.as_bytes())?;
    Ok(String::new())
}

pub(super) fn drift() -> Result<String, String> {
    let (found, wanted) = (fs::read_to_string(committed()).unwrap_or_default(), fresh()?);
    if found == wanted {
        return Ok(String::new());
    }
    let line = found.lines().zip(wanted.lines()).position(|(a, b)| a != b).unwrap_or_default() + 1;
    Err(format!("expected consent-wasm/js/wire.ts as the types of the engine have it, found a difference at line {line}\n"))
}
