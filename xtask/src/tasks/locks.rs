//! The lock files of the workspaces beside this one: its own is looked at by every `--locked`.

use crate::step::{Step, capture, cargo, nothing};

/// Workspaces of their own: what they bring along is not what the engine stands on.
const BESIDE: [&str; 2] = ["benches/peers/Cargo.toml", "fuzz/Cargo.toml"];

/// They are those of the crates as they are.
pub(crate) const STEP: Step = Step {
    name: "locks",
    mend: "cargo update --workspace --manifest-path benches/peers/Cargo.toml, the same for fuzz/Cargo.toml",
    run: || {
        BESIDE
            .into_iter()
            .map(|manifest| capture(&mut cargo(["update", "--workspace", "--locked", "--manifest-path", manifest])))
            .collect()
    },
    closing: nothing,
};
