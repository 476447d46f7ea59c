//! Rust to WebAssembly, with whatever toolchain there is.

use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

use super::tools::{command, home, tool};
use crate::machine;
use crate::step::{capture, cargo, root};

/// The target.
const TARGET: &str = "wasm32-unknown-unknown";

/// The name of the module and of the glue.
pub(super) const NAME: &str = "consent_engine";

/// The module after `wasm-opt`.
const SMALL: &str = "small.wasm";

/// What of WebAssembly the compiler uses: all of it is in every browser since 2022.
const FEATURES: [&str; 6] =
    ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];

/// Where the module is built.
fn folder() -> PathBuf {
    root().join("target/wasm")
}

/// Whether the names of functions stay in the module: to see which part costs what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    Gone,
    Kept,
}

/// Builds the module, makes the glue, and makes it small. Returns the folder with both.
pub(super) fn module(names: Names) -> Result<PathBuf, String> {
    let built = compile()?;
    let out = folder().join("bindgen");
    super::tools::empty(&out)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(built).out_name(NAME).typescript(true).keep_debug(false);
    bindgen.remove_producers_section(true);
    bindgen.bundler(true).and_then(|bindgen| bindgen.generate(&out)).map_err(|error| format!("wasm-bindgen: {error}\n"))?;
    let mut optimise = command(tool("wasm-opt")?);
    // What makes the module smaller, but larger after gzip: functions put into their callers, what is said twice kept in a variable, and
    // the last of `-Oz`.
    optimise
        .args(["-Os", "--skip-pass=inlining-optimizing", "--skip-pass=dae-optimizing", "--skip-pass=local-cse"])
        // What one generic function became for several types then lies side by side, where gzip sees that it is alike.
        .arg("--reorder-functions-by-name")
        .args(FEATURES.map(|feature| format!("--enable-{feature}")));
    optimise.arg(out.join(format!("{NAME}_bg.wasm"))).arg("-o").arg(out.join(SMALL));
    // Without it the names are left out of what is written.
    if names == Names::Kept {
        optimise.arg("-g");
    }
    capture(&mut optimise)?;
    Ok(out)
}

/// How Rust is compiled for the target here.
enum Way {
    /// The target is installed.
    Installed,
    /// The standard library is compiled too, from its sources: Debian's `rustc-web` and `rust-web-src`.
    Sources { linker: PathBuf },
}

fn compile() -> Result<PathBuf, String> {
    let mut flags = remapped();
    let mut build = match way()? {
        Way::Installed => cargo(["rustc"]),
        Way::Sources { linker } => {
            let mut build = Command::new("/usr/bin/cargo");
            build.arg("rustc").args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
            // A panic is a trap, and what it would have said nobody hears.
            build.arg("-Zpanic-immediate-abort").env("CARGO_PROFILE_WASM_PANIC", "immediate-abort");
            flags.push("-Zlocation-detail=none".to_owned());
            build.env("RUSTC_BOOTSTRAP", "1").env("RUSTC", "/usr/bin/rustc");
            build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker).env_remove("RUSTUP_TOOLCHAIN");
            build.env("CARGO_TERM_COLOR", "never").current_dir(root());
            build
        }
    };
    build.args([
        "--lib",
        "--quiet",
        "--locked",
        "--profile",
        "wasm",
        "--package",
        "consent-wasm",
        "--target",
        TARGET,
        "--target-dir",
    ]);
    build.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    capture(build.arg(folder()))?;
    Ok(folder().join(TARGET).join("wasm/consent_wasm.wasm"))
}

/// Where things lie on this machine does not show in the module.
fn remapped() -> Vec<String> {
    let home = |name: &str, below: &str| {
        let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(below));
        std::env::var_os(name).map(PathBuf::from).or(home)
    };
    let places = [Some(root()), home("CARGO_HOME", ".cargo"), home("RUSTUP_HOME", ".rustup")];
    places.into_iter().flatten().map(|place| format!("--remap-path-prefix={}=.", place.display())).collect()
}

fn way() -> Result<Way, String> {
    let sysroot = || capture(Command::new("rustc").args(["--print", "sysroot"]).current_dir(root()));
    let lib = |sysroot: &str| PathBuf::from(sysroot.trim()).join("lib/rustlib");
    let installed = || sysroot().is_ok_and(|sysroot| lib(&sysroot).join(TARGET).is_dir());
    if installed() {
        return Ok(Way::Installed);
    }
    let added = capture(Command::new("rustup").args(["target", "add", TARGET]).current_dir(root()));
    if added.is_ok() && installed() {
        return Ok(Way::Installed);
    }
    if !debian() {
        // What keeps it from being installed shows below.
        let _ = machine::install("rustc-web cargo-web rust-web-src");
    }
    match linker(&lib(&sysroot()?)) {
        Some(linker) if debian() => Ok(Way::Sources { linker }),
        _ => Err(format!(
            "expected the Rust target {TARGET}, found none; `rustup target add {TARGET}`, or on Debian \
             `apt-get install rustc-web cargo-web rust-web-src`\n"
        )),
    }
}

/// Whether Debian's compiler with the sources of its standard library is there.
fn debian() -> bool {
    Path::new("/usr/bin/rustc").exists() && Path::new("/usr/bin/cargo").exists() && Path::new("/usr/lib/rustlib/src").exists()
}

/// The linker that comes with Rust.
fn linker(rustlib: &Path) -> Option<PathBuf> {
    let hosts = std::fs::read_dir(rustlib).ok()?;
    hosts.filter_map(|host| Some(host.ok()?.path().join("bin/rust-lld"))).find(|path| path.exists())
}

/// The built module.
pub(super) fn small(folder: &Path) -> PathBuf {
    folder.join(SMALL)
}

/// Where the glue for TypeScript is.
pub(super) fn sources() -> PathBuf {
    home().join("js")
}
