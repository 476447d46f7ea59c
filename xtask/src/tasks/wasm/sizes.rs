//! What the package weighs, as a page loads it, and which part costs what.

use std::path::Path;

use super::build::{self, NAME, Names};
use super::tools::{command, home};
use crate::step::capture;

/// The most bytes of the module after gzip: it grows no further. Aimed at are 120,000.
const BUDGET: u64 = 600_000;

/// Prints the sizes of the module, and refuses one above the budget.
pub(super) fn weigh(package: &Path) -> Result<String, String> {
    let module = package.join(format!("{NAME}_bg.wasm"));
    let [raw, gzip, brotli] = sizes(&module)?;
    let said = format!("wasm: {raw} bytes, gzip {gzip}, brotli {brotli}; budget gzip {BUDGET}\n");
    if gzip <= BUDGET {
        Ok(said)
    } else {
        Err(format!(
            "{said}expected at most {BUDGET} bytes after gzip, found {gzip}; `cargo xtask wasm parts` shows where they are\n"
        ))
    }
}

/// The bytes of a file as they are, after gzip, after brotli.
fn sizes(file: &Path) -> Result<[u64; 3], String> {
    let said = capture(command("node").arg("tools/sizes.mjs").arg(file))?;
    let numbers: Vec<u64> = said.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    numbers.try_into().map_err(|_| format!("expected three sizes, found:\n{said}"))
}

/// Which part of the module costs how many bytes, before gzip.
pub(super) fn parts() -> Result<String, String> {
    let module = build::small(&build::module(Names::Kept)?);
    capture(command("node").arg(home().join("tools/parts.mjs")).arg(module))
}
