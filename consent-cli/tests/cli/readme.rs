//! What the README shows is what the command prints, and what it tells to do can be done. `cargo xtask readme` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A folder with the examples in it, where the commands of the README run one after the other.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    std::os::unix::fs::symlink(root().canonicalize().unwrap().join("examples"), folder.join("examples")).unwrap();
    folder
}

/// How a command line of the README ends, and what it prints.
fn printed(line: &str, folder: &Path) -> (bool, String) {
    assert!(line.starts_with("consent "), "{line}");
    let beside = Path::new(env!("CARGO_BIN_EXE_consent")).parent().unwrap();
    let path = format!("{}:{}", beside.display(), std::env::var("PATH").unwrap());
    let ended = Command::new("sh").args(["-c", line]).env("PATH", path).current_dir(folder).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "{line}");
    (ended.status.success(), String::from_utf8(ended.stdout).unwrap())
}

/// The README with what its commands print today and the example as it is today; the number of commands.
fn renewed(readme: &str) -> (String, usize) {
    let mut new = String::new();
    let mut block = "";
    let (mut commands, folder) = (0, folder());
    for line in readme.split_inclusive('\n') {
        if line.starts_with("```") {
            block = if block.is_empty() { line.trim() } else { "" };
            new.push_str(line);
            if block == "```c" {
                new.push_str(&fs::read_to_string(root().join("examples/c/decide.c")).unwrap());
            }
            if block == "```rust" {
                let file = fs::read_to_string(root().join("examples/rust/decide.rs")).unwrap();
                new.push_str(file.split("\n#[cfg(test)]").next().unwrap_or_default());
            }
        } else if block == "```console" {
            if let Some(command) = line.strip_prefix("$ ") {
                commands += 1;
                new.push_str(line);
                new.push_str(&printed(command, &folder).1);
            }
        } else if !matches!(block, "```rust" | "```c") {
            new.push_str(line);
            // Here only what a command does is of interest.
            if block == "```sh" && line.starts_with("consent ") {
                commands += 1;
                assert!(printed(line, &folder).0, "{line}");
            }
        }
    }
    (new, commands)
}

#[test]
fn every_example_is_what_it_is_today() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (renewed, commands) = renewed(&readme);
    assert!(commands >= 10 && renewed.contains("fn main()"), "the README shows commands and an example in Rust");
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
