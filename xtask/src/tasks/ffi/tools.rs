//! The library to link with, folders to work in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::{capture, cargo, root};

/// A folder below `target/ffi`, empty.
pub(super) fn folder(name: &str) -> Result<PathBuf, String> {
    let path = root().join("target/ffi").join(name);
    let cannot = |error: std::io::Error| format!("expected a folder to work in at {}, found: {error}\n", path.display());
    if path.exists() {
        fs::remove_dir_all(&path).map_err(cannot)?;
    }
    fs::create_dir_all(&path).map_err(cannot)?;
    Ok(path)
}

/// Builds the library; returns the folder with `libconsent.so` and `libconsent.a`.
pub(super) fn library() -> Result<PathBuf, String> {
    capture(&mut cargo(["build", "--quiet", "--profile", "proof", "--locked", "--package", "consent-ffi", "--lib"]))?;
    let built = root().join("target/proof");
    let folder = folder("lib")?;
    for (from, to) in
        [("libconsent.so", "libconsent.so.0.1"), ("libconsent.so", "libconsent.so"), ("libconsent.a", "libconsent.a")]
    {
        fs::copy(built.join(from), folder.join(to)).map_err(|error| format!("expected the built {from}, found: {error}\n"))?;
    }
    Ok(folder)
}

/// The warnings that every example and the headers are free of.
pub(super) const STRICT: [&str; 4] = ["-Wall", "-Wextra", "-pedantic", "-Werror"];

/// What a static library of Rust needs besides.
pub(super) const STATIC_NEEDS: [&str; 4] = ["-lpthread", "-ldl", "-lm", "-lgcc_s"];

/// A command at the root of the workspace.
pub(super) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Writes a file.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("expected to write {}, found: {error}\n", path.display()))
}

/// Reads a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("expected to read {}, found: {error}\n", path.display()))
}
