//! What the machine has, and what can be installed on it.

use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use crate::step::capture;

/// apt-get refuses to run twice at a time.
static APT: Mutex<()> = Mutex::new(());

/// A program on the path, or a file.
pub(crate) fn has(program: &str) -> bool {
    if program.starts_with('/') {
        return Path::new(program).exists();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Installs Debian packages, where the machine and the rights allow.
pub(crate) fn install(packages: &str) -> Result<(), String> {
    let _one = APT.lock().unwrap_or_else(PoisonError::into_inner);
    // What an earlier list does not know any more can't be fetched.
    let install = "apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install";
    capture(Command::new("sh").arg("-c").arg(format!("{install} {packages}"))).map(drop)
}

/// Sees to it that a program is there: on a Debian machine it is installed where the rights allow.
pub(crate) fn need(program: &str, package: &str) -> Result<(), String> {
    if has(program) {
        return Ok(());
    }
    let tried = install(package);
    if has(program) {
        return Ok(());
    }
    let why = tried.err().unwrap_or_default();
    Err(format!("expected `{program}`, found none and no way to install it; install the package `{package}`\n{why}"))
}
