//! `cargo xtask counts`: the instructions of the hot paths are as many as `benches/counts.json` says.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::machine::need;
use crate::step::{Step, capture, cargo, root};

/// No hot path grew.
pub(crate) const STEP: Step =
    Step { name: "counts", mend: "if it is worth it, cargo xtask counts --bless, and say why", run: check, closing: |_| true };

/// The paths of `benches/src/hot.rs`.
const PATHS: [&str; 8] = ["covered", "uncovered", "barred", "full", "record", "account", "batch", "scan"];

/// A path fails that takes more instructions than this share of what it took before.
const MOST: f64 = 1.05;

/// Instructions of one question, by path.
type Counts = BTreeMap<String, f64>;

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    match arguments {
        [] => {
            print!("{}", check()?);
            Ok(())
        }
        [bless] if bless == "--bless" => {
            let counts = measure()?;
            fs::write(committed(), write(&counts)).map_err(|error| format!("expected to write {}, found: {error}", path()))?;
            print!("{}", write(&counts));
            Ok(())
        }
        _ => Err(format!("expected `cargo xtask counts` or `cargo xtask counts --bless`, found `{}`", arguments.join(" "))),
    }
}

fn path() -> &'static str {
    "benches/counts.json"
}

fn committed() -> PathBuf {
    root().join(path())
}

fn check() -> Result<String, String> {
    let text = fs::read_to_string(committed()).map_err(|error| format!("expected {}, found: {error}\n", path()))?;
    compare(&read(&text)?, &measure()?)
}

/// The counts side by side, or those that grew.
fn compare(before: &Counts, now: &Counts) -> Result<String, String> {
    let (mut all, mut grown) = (String::new(), String::new());
    for (name, count) in now {
        match before.get(name) {
            Some(before) if *count <= before * MOST => {
                let _ = writeln!(all, "{name:<10} {count:>8.1} instructions, {before:.1} committed");
            }
            Some(before) => {
                let _ =
                    writeln!(grown, "expected at most {:.1} instructions on the path {name}, found {count:.1}", before * MOST);
            }
            None => {
                let _ = writeln!(grown, "expected the path {name} in {}, found none", path());
            }
        }
    }
    if grown.is_empty() { Ok(all) } else { Err(grown) }
}

fn write(counts: &Counts) -> String {
    let lines: Vec<String> = counts.iter().map(|(name, count)| format!("  \"{name}\": {count:.1}")).collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

/// Reads what [`write()`] wrote.
fn read(text: &str) -> Result<Counts, String> {
    let entry = |line: &str| {
        let (name, count) = line.trim().trim_end_matches(',').split_once(':')?;
        Some((name.trim().trim_matches('"').to_owned(), count.trim().parse().ok()?))
    };
    let lines = text.lines().filter(|line| line.contains(':'));
    let unreadable = |line| format!("expected `\"path\": count` in {}, found `{line}`\n", path());
    lines.map(|line| entry(line).ok_or_else(|| unreadable(line))).collect()
}

fn measure() -> Result<Counts, String> {
    need("valgrind", "valgrind")?;
    capture(&mut cargo(["build", "--release", "--locked", "--package", "consent-benches", "--bin", "hot"]))?;
    PATHS.iter().map(|path| Ok(((*path).to_owned(), count(path)?))).collect()
}

/// The instructions of one question on a path.
fn count(path: &str) -> Result<f64, String> {
    let tool = ["--tool=callgrind", "--callgrind-out-file=/dev/null", "--collect-atstart=no", "--toggle-collect=counted_path"];
    let mut command = Command::new("valgrind");
    let output = capture(command.args(tool).arg(root().join("target/release/hot")).arg(path).current_dir(root()))?;
    let asked = output.lines().find_map(|line| line.parse::<f64>().ok());
    let collected = output.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse::<f64>().ok());
    match (asked, collected) {
        (Some(asked), Some(collected)) if asked > 0.0 && collected > 0.0 => Ok(collected / asked),
        _ => Err(format!("expected the number of questions and of instructions, found:\n{output}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(covered: f64) -> Counts {
        BTreeMap::from([("covered".to_owned(), covered), ("scan".to_owned(), 12.5)])
    }

    #[test]
    fn what_was_written_is_read_again() {
        assert_eq!(read(&write(&counts(100.0))), Ok(counts(100.0)));
        assert!(read("{\n  \"covered\": many\n}").unwrap_err().contains("many"));
    }

    #[test]
    fn a_path_may_grow_by_a_twentieth_and_no_more() {
        assert!(compare(&counts(100.0), &counts(104.9)).is_ok());
        assert!(compare(&counts(100.0), &counts(20.0)).is_ok());
        let grown = compare(&counts(100.0), &counts(105.1)).unwrap_err();
        assert!(grown.contains("at most 105.0 instructions on the path covered, found 105.1"), "{grown}");
        assert!(compare(&Counts::new(), &counts(1.0)).is_err());
    }
}
