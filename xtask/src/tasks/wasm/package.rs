//! The npm package: the module, the glue, and TypeScript compiled for bundlers, browsers and Node.

use std::fs;
use std::path::{Path, PathBuf};

use super::build::{self, NAME, Names};
use super::tools::{command, empty, home, package, read, tool, write};
use crate::step::{capture, root};

/// What the glue has besides what it says itself.
const GLUE: &str = "\nexport function __wbg_set_wasm(exports: WebAssembly.Exports): void;\n";

/// A form in which JavaScript finds the package.
struct Form {
    folder: &'static str,
    module: &'static str,
    entries: &'static [&'static str],
}

const FORMS: [Form; 2] = [
    Form { folder: "esm", module: "esnext", entries: &["web.ts", "node.ts"] },
    Form { folder: "cjs", module: "commonjs", entries: &["node-cjs.ts"] },
];

/// Builds the package; returns its folder.
pub(super) fn make() -> Result<PathBuf, String> {
    assemble(&build::module(Names::Gone)?)
}

/// Puts a built module and the compiled sources together.
fn assemble(module: &Path) -> Result<PathBuf, String> {
    let stage = root().join("target/wasm/stage");
    empty(&stage)?;
    for entry in fs::read_dir(build::sources()).map_err(|error| format!("expected consent-wasm/js, found: {error}\n"))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|extension| extension == "ts") {
            write(&stage.join(path.file_name().unwrap_or_default()), &read(&path)?)?;
        }
    }
    let glue = read(&module.join(format!("{NAME}_bg.js")))?;
    write(&stage.join(format!("{NAME}_bg.js")), &glue)?;
    let mut types = read(&module.join(format!("{NAME}.d.ts")))?;
    types.extend_from_slice(GLUE.as_bytes());
    write(&stage.join(format!("{NAME}_bg.d.ts")), &types)?;
    let package = package();
    empty(&package)?;
    for form in &FORMS {
        compile(form, &stage, &package)?;
    }
    // TypeScript types the glue, and does not carry it along.
    write(&package.join("esm").join(format!("{NAME}_bg.js")), &glue)?;
    write(&package.join("cjs").join(format!("{NAME}_bg.js")), as_commonjs(&stage)?.as_slice())?;
    write(&package.join("cjs/package.json"), b"{ \"type\": \"commonjs\" }\n")?;
    write(&package.join(format!("{NAME}_bg.wasm")), &read(&build::small(module))?)?;
    for (from, to) in
        [(home().join("npm.json"), "package.json"), (home().join("README.md"), "README.md"), (root().join("LICENSE"), "LICENSE")]
    {
        let text = String::from_utf8_lossy(&read(&from)?).replace("\"0.0.0\"", &format!("\"{}\"", env!("CARGO_PKG_VERSION")));
        write(&package.join(to), text.as_bytes())?;
    }
    Ok(package)
}

const STRICT: &[&str] = &[
    "--strict",
    "--noUncheckedIndexedAccess",
    "--exactOptionalPropertyTypes",
    "--noImplicitOverride",
    "--noUnusedLocals",
    "--noUnusedParameters",
    "--noFallthroughCasesInSwitch",
];

fn compile(form: &Form, stage: &Path, package: &Path) -> Result<(), String> {
    let mut tsc = command(tool("tsc")?);
    tsc.args(["--target", "es2022", "--lib", "es2022,es2024.string,esnext.disposable,dom", "--types", "node"]);
    tsc.args(["--module", form.module, "--moduleResolution", "bundler", "--declaration", "--stripInternal"]);
    tsc.args(["--ignoreConfig", "--skipLibCheck"]).args(STRICT).arg("--outDir").arg(package.join(form.folder));
    capture(tsc.args(form.entries.iter().map(|entry| stage.join(entry)))).map(drop)
}

/// The glue for `require`.
fn as_commonjs(stage: &Path) -> Result<Vec<u8>, String> {
    let out = stage.join("commonjs");
    let mut tsc = command(tool("tsc")?);
    tsc.args(["--ignoreConfig", "--allowJs", "--target", "es2022", "--module", "commonjs", "--moduleResolution", "bundler"]);
    // Alone in a folder: beside its types TypeScript would not look at it.
    let alone = stage.join("alone").join(format!("{NAME}_bg.js"));
    write(&alone, &read(&stage.join(format!("{NAME}_bg.js")))?)?;
    capture(tsc.arg("--outDir").arg(&out).arg(&alone))?;
    read(&out.join(format!("{NAME}_bg.js")))
}
