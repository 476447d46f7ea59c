//! `cargo xtask header`: writes `include/consent.h` and `include/consent.symbols` from the sources of the C library.

use std::fs;
use std::path::PathBuf;

use crate::step::{Step, nothing, root};

/// The header and the list of symbols say what the sources say.
pub(crate) const STEP: Step = Step { name: "header", mend: "cargo xtask header", run: check, closing: nothing };

/// The committed files, with what belongs into them.
fn files() -> Result<[(PathBuf, String); 2], String> {
    let library = root().join("consent-ffi");
    let config = cbindgen::Config::from_file(library.join("cbindgen.toml"))?;
    let made = cbindgen::Builder::new()
        .with_config(config)
        .with_crate(&library)
        .generate()
        .map_err(|error| format!("expected sources of the C library that cbindgen reads, found: {error}\n"))?;
    let mut bytes = Vec::new();
    made.write(&mut bytes);
    let header = String::from_utf8(bytes).map_err(|error| format!("expected a header in UTF-8, found: {error}\n"))?;
    let mut names = symbols(&header);
    names.sort_unstable();
    let list: String = names.iter().map(|name| format!("{name}\n")).collect();
    let include = root().join("include");
    Ok([(include.join("consent.h"), header), (include.join("consent.symbols"), list)])
}

/// The functions that a header declares.
pub(crate) fn symbols(header: &str) -> Vec<&str> {
    let before_call = header.match_indices('(').filter_map(|(at, _)| {
        let name = header[..at].rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?;
        // A declaration begins its line with a type; a mention in a comment stands behind a star.
        let line = header[..at].rsplit('\n').next()?;
        let declared = name.starts_with("consent_")
            && !line.trim_start().starts_with(['*', '/', '#'])
            && line.starts_with(char::is_alphabetic);
        (declared && !line.starts_with("typedef")).then_some(name)
    });
    before_call.collect()
}

fn check() -> Result<String, String> {
    let mut stale = String::new();
    for (path, wanted) in files()? {
        let found = fs::read_to_string(&path).unwrap_or_default();
        if found != wanted {
            let line = found.lines().zip(wanted.lines()).position(|(a, b)| a != b).unwrap_or_default() + 1;
            stale.push_str(&format!("expected {} as the sources have it, found a difference at line {line}\n", path.display()));
        }
    }
    if stale.is_empty() { Ok(String::new()) } else { Err(stale) }
}

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    super::no_arguments("header", arguments)?;
    for (path, text) in files()? {
        fs::write(&path, text).map_err(|error| format!("expected to write {}, found: {error}", path.display()))?;
    }
    Ok(())
}
