//! The tools from npm, as `consent-wasm/package-lock.json` pins them, and where things are.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::{capture, root};

/// The folder of the crate and of the package around it.
pub(super) fn home() -> PathBuf {
    root().join("consent-wasm")
}

/// The built package.
pub(super) fn package() -> PathBuf {
    home().join("pkg")
}

/// A command in the folder of the package.
pub(super) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(home());
    command
}

/// A tool from npm; all of them are installed when one is missing or the pinned versions have changed.
pub(super) fn tool(name: &str) -> Result<PathBuf, String> {
    let installed = home().join("node_modules");
    let stamp = installed.join(".package-lock.json");
    let newer = |a: &Path, b: &Path| {
        let time = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
        time(a) > time(b)
    };
    if newer(&home().join("package-lock.json"), &stamp) || !stamp.exists() {
        need("npm")?;
        capture(command("npm").args(["ci", "--no-audit", "--no-fund"]))?;
    }
    let path = installed.join(".bin").join(name);
    if path.exists() {
        Ok(path)
    } else {
        Err(format!("expected {name} among the tools of consent-wasm/package.json, found none\n"))
    }
}

/// Says what to install when a program is missing.
pub(super) fn need(program: &str) -> Result<(), String> {
    capture(command(program).arg("--version")).map(drop).map_err(|_| {
        format!("expected {program}, found none; install Node 20 or later, such as with `apt-get install nodejs npm`\n")
    })
}

/// Reads a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("expected {}, found: {error}\n", path.display()))
}

/// Writes a file, and its folder where it is missing.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(path, bytes));
    written.map_err(|error| format!("expected to write {}, found: {error}\n", path.display()))
}

/// A folder without anything in it.
pub(super) fn empty(path: &Path) -> Result<(), String> {
    let _ = std::fs::remove_dir_all(path);
    std::fs::create_dir_all(path).map_err(|error| format!("expected to make {}, found: {error}\n", path.display()))
}
