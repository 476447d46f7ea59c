//! The package as others meet it: in Node, in a browser, in fresh projects.

use super::tools::{command, tool};
use crate::machine::need;
use crate::step::{capture, cargo};

pub(super) fn run() -> Result<String, String> {
    let package = super::package::make()?;
    let mut said = super::sizes::weigh(&package)?;
    tool("playwright-core")?;
    need(&std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned()), "chromium")?;
    let node = capture(command("node").args(["--test", "tests/node.test.mjs"]))?;
    said.extend(node.lines().filter(|line| line.starts_with("# pass")).map(|line| format!("wasm: node: {}\n", &line[2..])));
    for script in ["tests/browser.mjs", "tests/projects.mjs"] {
        let told = capture(command("node").arg(script))?;
        said.extend(told.lines().filter(|line| !line.is_empty()).map(|line| format!("wasm: {line}\n")));
    }
    Ok(said)
}

/// How long things take: a prepared decision beside the same in native code, a page beside an empty one.
pub(super) fn bench() -> Result<String, String> {
    super::package::make()?;
    let beside = ["run", "--quiet", "--release", "--locked", "--package", "consent-wasm", "--example", "beside"];
    let mut said = capture(&mut cargo(beside))?;
    said.push_str(&capture(command("node").args(["tests/browser.mjs", "--times"]))?);
    Ok(said)
}
