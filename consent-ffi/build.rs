//! Gives the shared library of a plain `cargo build` its soname; cargo-c sets its own.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let var = |name: &str| std::env::var(name).unwrap_or_default();
    let version = format!("{}.{}", var("CARGO_PKG_VERSION_MAJOR"), var("CARGO_PKG_VERSION_MINOR"));
    if var("CARGO_CFG_TARGET_OS") == "linux" && std::env::var_os("CARGO_FEATURE_CAPI").is_none() {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libconsent.so.{version}");
    }
}
