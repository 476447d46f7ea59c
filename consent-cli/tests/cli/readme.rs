//! What the README shows is what the command prints.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A command line of the README and what it shows below it.
struct Shown {
    line: String,
    output: String,
}

fn shown(readme: &str) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line.strip_prefix("$ ") {
            _ if line == "```console" => inside = true,
            _ if line.starts_with("```") => inside = false,
            Some(line) if inside => all.push(Shown { line: line.to_owned(), output: String::new() }),
            _ if inside => {
                let last = all.last_mut().expect("a console block begins with a command");
                last.output.push_str(line);
                last.output.push('\n');
            }
            _ => {}
        }
    }
    all
}

#[test]
fn every_command_prints_what_is_shown() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let all = shown(&readme);
    assert!(all.len() >= 2, "the README shows commands");
    for Shown { line, output } in all {
        let mut words = line.split_whitespace();
        assert_eq!(words.next(), Some("consent"), "{line}");
        let ended = Command::new(env!("CARGO_BIN_EXE_consent")).args(words).current_dir(root()).output().unwrap();
        let printed = String::from_utf8(ended.stdout).unwrap();
        assert_eq!(printed, output, "`{line}` prints otherwise; mend README.md\n{}", String::from_utf8_lossy(&ended.stderr));
    }
}

/// The example in Rust is the file that is compiled and run with the tests.
#[test]
fn the_example_in_rust_is_the_one_that_runs() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let block = readme.split("```rust\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let file = fs::read_to_string(root().join("examples/rust/decide.rs")).unwrap();
    assert_eq!(Some(block), file.split("\n#[cfg(test)]").next(), "copy examples/rust/decide.rs into README.md");
}

/// The two commands to begin with are those that exist.
#[test]
fn the_set_up_commands_are_the_ones_of_the_workspace() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let block = readme.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let commands: Vec<&str> = block.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).collect();
    assert_eq!(commands, ["cargo run --release -p consent-cli -- demo", "cargo xtask test"]);
    assert!(fs::read_to_string(root().join(".ci/run")).unwrap().lines().any(|line| line == "cargo xtask test"));
}
