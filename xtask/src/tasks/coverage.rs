//! `cargo xtask coverage`: which lines of consent-core its tests run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::{capture, cargo, root};

/// So many lines in a hundred have to be run.
const LEAST: f64 = 95.0;

/// The tools of LLVM that read what the tests wrote: of the version of LLVM that this Rust is built with.
const TOOLS: [&str; 2] = ["llvm-profdata", "llvm-cov"];

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    super::no_arguments("coverage", arguments)?;
    let [merge, report] = tools()?;
    let folder = root().join("target/coverage");
    let raw = folder.join("raw");
    // What an earlier run left there is about other code.
    let _ = fs::remove_dir_all(&raw);
    let build = ["test", "--package", "consent-core", "--locked", "--lib", "--tests"];
    let mut tests = cargo(build);
    tests.env("CARGO_TARGET_DIR", &folder).env("RUSTFLAGS", "-C instrument-coverage").env("CONSENT_CASES", "300");
    let output = capture(tests.env("LLVM_PROFILE_FILE", raw.join("%p-%m.profraw")))?;
    let programs = programs(&output);
    if programs.is_empty() {
        return Err(format!("expected the programs of the tests, found none named in\n{output}"));
    }
    let data = folder.join("tests.profdata");
    capture(Command::new(&merge).args(["merge", "-sparse", "-o"]).arg(&data).args(written(&raw)?))?;
    let mut command = Command::new(&report);
    command.args(["report", "--ignore-filename-regex", r"(/tests/|\.cargo|rustc|/examples/)"]).arg("--instr-profile").arg(&data);
    for program in &programs {
        command.arg("--object").arg(program);
    }
    let table = capture(command.current_dir(root()))?;
    print!("{table}");
    let lines = lines_run(&table)?;
    if lines < LEAST { Err(format!("expected {LEAST} % of the lines to be run, found {lines} %")) } else { Ok(()) }
}

/// What the tests wrote.
fn written(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let unreadable = |error| format!("expected the folder {}, found: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(unreadable)).collect()
}

/// The programs that cargo says it runs.
fn programs(output: &str) -> Vec<PathBuf> {
    let named = output.lines().filter(|line| line.trim_start().starts_with("Running "));
    let path = |line: &str| Some(root().join(line.rsplit_once('(')?.1.strip_suffix(')')?));
    named.filter_map(path).collect()
}

/// The share of lines in the last row of the table, whose third percentage it is.
fn lines_run(table: &str) -> Result<f64, String> {
    let total = table.lines().find(|line| line.starts_with("TOTAL")).unwrap_or_default();
    let shares: Vec<f64> = total.split_whitespace().filter_map(|word| word.strip_suffix('%')?.parse().ok()).collect();
    shares.get(2).copied().ok_or_else(|| format!("expected a row TOTAL with the share of lines, found `{total}`"))
}

/// The tools, as the environment names them (`LLVM_PROFDATA`, `LLVM_COV`), or of the version of the compiler.
fn tools() -> Result<[String; 2], String> {
    let version = capture(Command::new("rustc").args(["--version", "--verbose"]).current_dir(root()))?;
    let llvm = version.lines().find_map(|line| line.strip_prefix("LLVM version: ")).unwrap_or_default();
    let major = llvm.split('.').next().unwrap_or_default();
    let tool = |name: &str| -> Result<String, String> {
        let named = std::env::var(name.to_uppercase().replace('-', "_")).ok();
        let of_the_version = format!("{name}-{major}");
        let works = |tool: &String| {
            capture(Command::new(tool).arg("--version")).is_ok_and(|said| said.contains(&format!("version {major}.")))
        };
        [named, Some(of_the_version.clone()), Some(name.to_owned())].into_iter().flatten().find(works).ok_or_else(|| {
            format!("expected {name} of LLVM {llvm}, found none; install `llvm-{major}`, or name it in the environment")
        })
    };
    let [merge, report] = TOOLS;
    Ok([tool(merge)?, tool(report)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_of_the_whole_tells_the_lines() {
        let table = "Filename Regions Missed Cover Functions Missed Executed Lines Missed Cover\n\
                     TOTAL 100 10 90.00% 50 1 98.00% 200 9 95.50% 0 0 -";
        assert_eq!(lines_run(table), Ok(95.5));
        assert!(lines_run("nothing").unwrap_err().contains("TOTAL"));
        assert_eq!(programs("   Running tests/all.rs (target/x/all-1)\nok").len(), 1);
    }
}
