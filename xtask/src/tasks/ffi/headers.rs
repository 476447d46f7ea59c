//! The headers alone, in every language version that they promise, and the symbols of the shared library.

use std::fs;

use super::tools::{STRICT, command, folder, library, write};
use crate::machine::need;
use crate::step::{capture, root};

/// Included twice, with nothing before.
const TWICE: &str = "#include <consent.h>\n#include <consent.h>\n\nint main(void) { return (int)CONSENT_OK; }\n";

const TWICE_CPP: &str =
    "#include <consent.hpp>\n#include <consent.hpp>\n\nint main() { return consent::Answer().is_covered(); }\n";

pub(super) fn run() -> Result<String, String> {
    need("gcc", "gcc")?;
    need("g++", "g++")?;
    let work = folder("headers")?;
    let include = format!("-I{}", root().join("include").display());
    let sources = [("twice.c", TWICE), ("twice.cpp", TWICE), ("twice_hpp.cpp", TWICE_CPP)];
    for (name, text) in sources {
        write(&work.join(name), text.as_bytes())?;
    }
    for (compiler, standard, source) in [
        ("gcc", "c99", "twice.c"),
        ("gcc", "c11", "twice.c"),
        ("gcc", "c17", "twice.c"),
        ("g++", "c++11", "twice.cpp"),
        ("g++", "c++17", "twice.cpp"),
        ("g++", "c++20", "twice.cpp"),
        ("g++", "c++17", "twice_hpp.cpp"),
        ("g++", "c++20", "twice_hpp.cpp"),
    ] {
        let standard = format!("-std={standard}");
        let mut compile = command(compiler);
        compile.args([standard.as_str(), include.as_str(), "-fsyntax-only", "-Wshadow"]).args(STRICT).arg(work.join(source));
        capture(&mut compile)?;
    }
    symbols()
}

/// INVARIANT (the list of symbols): the library exports what the header declares, no more and no less.
fn symbols() -> Result<String, String> {
    let library = library()?;
    let all = capture(command("nm").args(["--dynamic", "--defined-only", "--format=posix"]).arg(library.join("libconsent.so")))?;
    let mut exported: Vec<&str> = all.lines().filter_map(|line| line.split_whitespace().next()).collect();
    exported.sort_unstable();
    let listed = fs::read_to_string(root().join("include/consent.symbols")).unwrap_or_default();
    let listed: Vec<&str> = listed.lines().collect();
    let more: Vec<_> = exported.iter().filter(|name| !listed.contains(name)).collect();
    let less: Vec<_> = listed.iter().filter(|name| !exported.contains(name)).collect();
    if more.is_empty() && less.is_empty() {
        return Ok(String::new());
    }
    Err(format!(
        "expected the symbols of include/consent.symbols, found besides {more:?}, and not {less:?}; `cargo xtask header` writes it\n"
    ))
}
