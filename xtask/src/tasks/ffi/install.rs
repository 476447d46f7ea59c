//! An installation as a distribution makes it: cargo-c puts the library below a staged root, in the folder that Debian gives to libraries
//! of its architecture; then every example is built against it, as a stranger would, and run: with pkg-config and with CMake, shared and
//! static.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::clients::{PROGRAMS, story, tell};
use super::tools::{command, folder, write};
use crate::machine::need;
use crate::step::{capture, cargo, root};

/// The pinned version of cargo-c: it builds with the Rust that the workspace is built with.
const CARGO_C: &str = "0.10.24";

/// The most bytes that the shared library has when it is stripped.
const MOST: u64 = 3_000_000;

/// What has to lie in the prefix; `LIB` is the folder of the libraries.
const FILES: &[&str] = &[
    "include/consent.h",
    "include/consent.hpp",
    "LIB/libconsent.a",
    "LIB/libconsent.so",
    "LIB/libconsent.so.0.1",
    "LIB/libconsent.so.0.1.0",
    "LIB/pkgconfig/consent.pc",
    "share/cmake/consent/consentConfig.cmake",
    "share/cmake/consent/consentConfigVersion.cmake",
];

/// An installation below a staged root.
struct Staged {
    root: PathBuf,
    /// The folder of the libraries, below the prefix.
    lib: String,
    /// Where the examples are built.
    work: PathBuf,
}

impl Staged {
    fn prefix(&self) -> PathBuf {
        self.root.join("usr")
    }

    fn libraries(&self) -> PathBuf {
        self.prefix().join(&self.lib)
    }
}

pub(super) fn run() -> Result<String, String> {
    for (program, package) in
        [("gcc", "gcc"), ("g++", "g++"), ("cmake", "cmake"), ("pkg-config", "pkg-config"), ("strip", "binutils")]
    {
        need(program, package)?;
    }
    // Empty where the system has no such folders.
    let multiarch = capture(command("gcc").arg("-print-multiarch"))?;
    let lib = format!("lib/{}", multiarch.trim()).trim_end_matches('/').to_owned();
    let staged = Staged { root: folder("staged")?, lib, work: folder("installed")? };
    install(&staged)?;
    let wanted = story()?;
    for linked in ["shared", "static"] {
        for built in [with_pkg_config(&staged, linked)?, with_cmake(&staged, linked)?] {
            for program in &built {
                expect_linked(program, linked)?;
            }
            tell(&built, &wanted, &staged.libraries(), &staged.work)?;
        }
    }
    other_version(&staged)?;
    static_alone(&staged)?;
    size(&staged)
}

fn install(staged: &Staged) -> Result<(), String> {
    let mut install = Command::new(cargo_c()?);
    install.current_dir(root()).env("CARGO_TERM_COLOR", "never");
    install.args(["cinstall", "--locked", "--profile", "capi", "--manifest-path", "consent-ffi/Cargo.toml"]);
    install.args(["--prefix", "/usr", "--libdir"]).arg(format!("/usr/{}", staged.lib));
    capture(install.arg("--destdir").arg(&staged.root))?;
    own_names(&staged.libraries().join("libconsent.a"))?;
    let missing: Vec<_> =
        FILES.iter().map(|name| name.replace("LIB", &staged.lib)).filter(|name| !staged.prefix().join(name).exists()).collect();
    if !missing.is_empty() {
        return Err(format!("expected these files below {}, found them missing: {missing:?}\n", staged.prefix().display()));
    }
    let soname = capture(command("objdump").arg("-p").arg(staged.libraries().join("libconsent.so")))?;
    if !soname.lines().any(|line| line.trim_start().starts_with("SONAME") && line.ends_with("libconsent.so.0.1")) {
        return Err(format!("expected the soname libconsent.so.0.1, found:\n{soname}"));
    }
    Ok(())
}

/// Gives the SQLite in a static library names of its own. In a shared one nobody sees it; a static one would lend it to a program that
/// has another SQLite, or be lent that, without a word.
pub(super) fn own_names(archive: &Path) -> Result<(), String> {
    let theirs = named(archive, "sqlite3")?;
    if theirs.is_empty() && named(archive, OWN)?.is_empty() {
        return Err(format!("expected a static library with SQLite in it, found none of its names in {}\n", archive.display()));
    }
    let map: String = theirs.iter().map(|name| format!("{name} {OWN}{name}\n")).collect();
    let file = folder("names")?.join("map");
    write(&file, map.as_bytes())?;
    let mut renamed = OsString::from("--redefine-syms=");
    renamed.push(&file);
    capture(command("objcopy").arg(renamed).arg(archive))?;
    let left = named(archive, "sqlite3")?;
    if left.is_empty() { Ok(()) } else { Err(format!("expected no names of SQLite in the static library, found {left:?}\n")) }
}

/// How names of our own begin.
const OWN: &str = "consent_own_";

/// The names with this beginning that a static library defines for everybody.
fn named(archive: &Path, beginning: &str) -> Result<BTreeSet<String>, String> {
    let all = capture(command("nm").args(["--extern-only", "--defined-only", "--format=posix"]).arg(archive))?;
    let names = all.lines().filter_map(|line| line.split_whitespace().next());
    Ok(names.filter(|name| name.starts_with(beginning)).map(str::to_owned).collect())
}

/// Where only the static library is installed, `consent::consent` is that.
fn static_alone(staged: &Staged) -> Result<(), String> {
    let alone = Staged { root: folder("static")?, lib: staged.lib.clone(), work: folder("static_built")? };
    for name in FILES.iter().filter(|name| !name.contains(".so")).map(|name| name.replace("LIB", &staged.lib)) {
        let to = alone.prefix().join(&name);
        let copied = fs::create_dir_all(to.parent().unwrap_or(&to)).and_then(|()| fs::copy(staged.prefix().join(&name), &to));
        copied.map_err(|error| format!("expected to copy {name}, found: {error}\n"))?;
    }
    with_cmake(&alone, "shared")?.iter().try_for_each(|program| expect_linked(program, "static"))
}

fn with_pkg_config(staged: &Staged, linked: &str) -> Result<[PathBuf; 4], String> {
    let mut ask = command("pkg-config");
    ask.env("PKG_CONFIG_SYSROOT_DIR", &staged.root).env("PKG_CONFIG_LIBDIR", staged.libraries().join("pkgconfig"));
    // Below another root the system's own folders are no folders of the compiler's.
    ask.env("PKG_CONFIG_ALLOW_SYSTEM_CFLAGS", "1").env("PKG_CONFIG_ALLOW_SYSTEM_LIBS", "1");
    ask.args(["--cflags", "--libs"]);
    if linked == "static" {
        ask.arg("--static");
    }
    let flags = capture(ask.arg("consent"))?;
    // The one library of the two that can be linked in whole.
    let library = |flag: &str| if linked == "static" && flag == "-lconsent" { "-l:libconsent.a".into() } else { flag.into() };
    let flags: Vec<OsString> = flags.split_whitespace().map(library).collect();
    each(|at| PROGRAMS[at].compile(&flags, &staged.work.join(format!("{}_{linked}", PROGRAMS[at].name))))
}

fn with_cmake(staged: &Staged, linked: &str) -> Result<[PathBuf; 4], String> {
    let build = staged.work.join(format!("cmake_{linked}"));
    let mut configure = command("cmake");
    configure.args(["-S", "examples/c", "-B"]).arg(&build).arg(prefix_path(staged));
    let is_static = if linked == "static" { "ON" } else { "OFF" };
    capture(configure.arg(format!("-DCONSENT_EXAMPLES_STATIC={is_static}")))?;
    capture(command("cmake").arg("--build").arg(&build))?;
    each(|at| Ok(build.join(PROGRAMS[at].name)))
}

fn prefix_path(staged: &Staged) -> String {
    format!("-DCMAKE_PREFIX_PATH={}", staged.prefix().display())
}

fn each(make: impl Fn(usize) -> Result<PathBuf, String>) -> Result<[PathBuf; 4], String> {
    Ok([make(0)?, make(1)?, make(2)?, make(3)?])
}

/// A program that is linked as it was asked, and does not run by chance.
fn expect_linked(program: &Path, linked: &str) -> Result<(), String> {
    let headers = capture(command("objdump").arg("-p").arg(program))?;
    let needs = headers.lines().any(|line| line.trim_start().starts_with("NEEDED") && line.ends_with("libconsent.so.0.1"));
    if needs == (linked == "shared") {
        return Ok(());
    }
    Err(format!("expected {} to be linked {linked}, found:\n{headers}", program.display()))
}

/// A version of another interface is not found.
fn other_version(staged: &Staged) -> Result<(), String> {
    let other = staged.work.join("other");
    fs::create_dir_all(&other).map_err(|error| error.to_string())?;
    write(
        &other.join("CMakeLists.txt"),
        b"cmake_minimum_required(VERSION 3.16)\nproject(other LANGUAGES C)\nfind_package(consent 0.2 REQUIRED)\n",
    )?;
    match capture(command("cmake").arg("-S").arg(&other).arg("-B").arg(other.join("build")).arg(prefix_path(staged))) {
        Err(said) if said.contains("0.1.0") => Ok(()),
        other => Err(format!("expected CMake to refuse another minor version, found {other:?}\n")),
    }
}

fn size(staged: &Staged) -> Result<String, String> {
    let stripped = staged.work.join("stripped.so");
    capture(command("strip").arg("-o").arg(&stripped).arg(staged.libraries().join("libconsent.so.0.1.0")))?;
    let bytes = fs::metadata(&stripped).map_err(|error| error.to_string())?.len();
    if bytes >= MOST {
        return Err(format!("expected a shared library of less than {MOST} bytes, found {bytes}\n"));
    }
    Ok(format!("  libconsent.so, stripped: {bytes} bytes\n"))
}

/// The tool: in `target/tools`, or on the path, or else installed now.
fn cargo_c() -> Result<PathBuf, String> {
    let own = root().join("target/tools/bin/cargo-cinstall");
    let is_pinned =
        |tool: &PathBuf| capture(Command::new(tool).args(["cinstall", "--version"])).is_ok_and(|line| line.contains(CARGO_C));
    if let Some(tool) = [own.clone(), PathBuf::from("cargo-cinstall")].into_iter().find(is_pinned) {
        return Ok(tool);
    }
    // Unoptimised: it is built in a fraction of the time, and only calls the compiler.
    capture(&mut cargo(["install", "--debug", "--locked", "--version", CARGO_C, "--root", "target/tools", "cargo-c"]))?;
    Ok(own)
}
