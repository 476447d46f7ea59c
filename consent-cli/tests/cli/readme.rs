//! What the README shows is what the command prints. `cargo xtask readme` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What a command line of the README prints; all run at the root of the project.
fn printed(line: &str) -> String {
    let mut words = line.split_whitespace();
    assert_eq!(words.next(), Some("consent"), "{line}");
    let ended = Command::new(env!("CARGO_BIN_EXE_consent")).args(words).current_dir(root()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "{line}");
    String::from_utf8(ended.stdout).unwrap()
}

/// The README with what its commands print today and the example as it is today; the number of commands.
fn renewed(readme: &str) -> (String, usize) {
    let mut new = String::new();
    let mut block = "";
    let mut commands = 0;
    for line in readme.split_inclusive('\n') {
        if line.starts_with("```") {
            block = if block.is_empty() { line.trim() } else { "" };
            new.push_str(line);
            if block == "```rust" {
                let file = fs::read_to_string(root().join("examples/rust/decide.rs")).unwrap();
                new.push_str(file.split("\n#[cfg(test)]").next().unwrap_or_default());
            }
        } else if block == "```console" {
            if let Some(command) = line.strip_prefix("$ ") {
                commands += 1;
                new.push_str(line);
                new.push_str(&printed(command));
            }
        } else if block != "```rust" {
            new.push_str(line);
        }
    }
    (new, commands)
}

#[test]
fn every_example_is_what_it_is_today() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (renewed, commands) = renewed(&readme);
    assert!(commands >= 2 && renewed.contains("fn main()"), "the README shows commands and an example in Rust");
    if std::env::var_os("CONSENT_WRITE_README").is_some() {
        fs::write(&path, renewed).unwrap();
        return;
    }
    assert_eq!(readme, renewed, "README.md shows what was; `cargo xtask readme` mends it");
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
