//! An installation: cargo-c puts the library into a prefix, and the examples are built against it as a stranger would.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::clients::with_library;
use super::tools::{command, folder, need};
use crate::step::{capture, cargo, root};

/// The pinned version of cargo-c: it builds with the Rust that the workspace is built with.
const CARGO_C: &str = "0.10.24";

/// The most bytes that the shared library has when it is stripped: it grows no further. Aimed at are three million.
const MOST: u64 = 4_200_000;

/// What has to lie in the prefix.
const FILES: &[&str] = &[
    "include/consent.h",
    "include/consent.hpp",
    "lib/libconsent.a",
    "lib/libconsent.so",
    "lib/libconsent.so.0.1",
    "lib/libconsent.so.0.1.0",
    "lib/pkgconfig/consent.pc",
    "share/cmake/consent/consentConfig.cmake",
    "share/cmake/consent/consentConfigVersion.cmake",
];

pub(super) fn run() -> Result<String, String> {
    for (program, package) in
        [("gcc", "gcc"), ("g++", "g++"), ("cmake", "cmake"), ("pkg-config", "pkg-config"), ("strip", "binutils")]
    {
        need(program, package)?;
    }
    let tool = cargo_c()?;
    let (prefix, work) = (folder("prefix")?, folder("installed")?);
    let mut install = Command::new(tool);
    install.current_dir(root()).env("CARGO_TERM_COLOR", "never");
    install.args([
        "cinstall",
        "--quiet",
        "--locked",
        "--profile",
        "capi",
        "--manifest-path",
        "consent-ffi/Cargo.toml",
        "--libdir",
        "lib",
    ]);
    capture(install.arg("--prefix").arg(&prefix))?;
    let missing: Vec<_> = FILES.iter().filter(|name| !prefix.join(name).exists()).collect();
    if !missing.is_empty() {
        return Err(format!("expected these files in the prefix, found them missing: {missing:?}\n"));
    }
    let soname = capture(command("objdump").arg("-p").arg(prefix.join("lib/libconsent.so")))?;
    if !soname.lines().any(|line| line.trim_start().starts_with("SONAME") && line.ends_with("libconsent.so.0.1")) {
        return Err(format!("expected the soname libconsent.so.0.1, found:\n{soname}"));
    }
    with_pkg_config(&prefix, &work)?;
    with_cmake(&prefix, &work)?;
    size(&prefix, &work)
}

/// A program that prints its answer when everything is in its place.
fn decides(program: &Path, prefix: &Path) -> Result<(), String> {
    let said = capture(with_library(program, &prefix.join("lib")).arg("examples/data"))?;
    if said.starts_with("no") { Ok(()) } else { Err(format!("expected an answer of {}, found:\n{said}", program.display())) }
}

fn with_pkg_config(prefix: &Path, work: &Path) -> Result<(), String> {
    for linked in ["shared", "static"] {
        let mut flags = command("pkg-config");
        flags.env("PKG_CONFIG_PATH", prefix.join("lib/pkgconfig")).args(["--cflags", "--libs"]);
        if linked == "static" {
            flags.arg("--static");
        }
        let flags = capture(flags.arg("consent"))?;
        let mut flags: Vec<String> = flags.split_whitespace().map(str::to_owned).collect();
        if linked == "static" {
            // The one library of the two that can be linked in whole.
            flags.iter_mut().filter(|flag| *flag == "-lconsent").for_each(|flag| *flag = "-l:libconsent.a".to_owned());
        }
        let program = work.join(format!("decide_{linked}"));
        let mut compile = command("gcc");
        compile.args(["-std=c99", "-O2", "examples/c/decide.c", "-o"]).arg(&program).args(&flags);
        capture(&mut compile)?;
        decides(&program, prefix)?;
    }
    Ok(())
}

fn with_cmake(prefix: &Path, work: &Path) -> Result<(), String> {
    for (name, linked) in [("shared", "OFF"), ("static", "ON")] {
        let build = work.join(format!("cmake_{name}"));
        let mut configure = command("cmake");
        configure.args(["-S", "examples/c", "-B"]).arg(&build).arg(format!("-DCMAKE_PREFIX_PATH={}", prefix.display()));
        capture(configure.arg(format!("-DCONSENT_EXAMPLES_STATIC={linked}")))?;
        capture(command("cmake").arg("--build").arg(&build))?;
        decides(&build.join("decide"), prefix)?;
        for program in ["moving", "moving_cpp"] {
            capture(with_library(build.join(program), &prefix.join("lib")).arg("examples/data"))?;
        }
    }
    // A version of another interface is not found.
    let other = work.join("other");
    fs::create_dir_all(&other).map_err(|error| error.to_string())?;
    super::tools::write(
        &other.join("CMakeLists.txt"),
        b"cmake_minimum_required(VERSION 3.16)\nproject(other LANGUAGES C)\nfind_package(consent 0.2 REQUIRED)\n",
    )?;
    let prefix = format!("-DCMAKE_PREFIX_PATH={}", prefix.display());
    match capture(command("cmake").arg("-S").arg(&other).arg("-B").arg(other.join("build")).arg(prefix)) {
        Err(said) if said.contains("0.1.0") => Ok(()),
        other => Err(format!("expected CMake to refuse another minor version, found {other:?}\n")),
    }
}

fn size(prefix: &Path, work: &Path) -> Result<String, String> {
    let stripped = work.join("stripped.so");
    capture(command("strip").arg("-o").arg(&stripped).arg(prefix.join("lib/libconsent.so.0.1.0")))?;
    let bytes = fs::metadata(&stripped).map_err(|error| error.to_string())?.len();
    if bytes > MOST {
        return Err(format!("expected a shared library of at most {MOST} bytes, found {bytes}\n"));
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
    capture(&mut cargo(["install", "--locked", "--version", CARGO_C, "--root", "target/tools", "cargo-c"]))?;
    Ok(own)
}
