//! The two web pages of `examples/web`: served locally, and tested in a browser.

use std::path::PathBuf;
use std::process::Command;

use crate::step::{cargo, root, stream};

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    match arguments {
        [] => {
            install()?;
            stream(&mut npm(&["run", "dev"]))
        }
        [only] if only == "test" => {
            install()?;
            stream(&mut npm(&["run", "build"]))?;
            stream(&mut npm(&["test"]))
        }
        [found, ..] => Err(format!("expected nothing or `test` after `cargo xtask web`, found `{found}`")),
    }
}

/// The package that the pages stand on, built where there is none, and what else they need, just as the lock file has it.
fn install() -> Result<(), String> {
    if !root().join("consent-wasm/pkg/package.json").is_file() {
        stream(&mut cargo(["run", "--quiet", "--locked", "--package", "xtask", "--", "wasm"]))?;
    }
    stream(&mut npm(&["ci"]))
}

fn folder() -> PathBuf {
    root().join("examples/web")
}

/// `npm` in the folder of the pages.
fn npm(arguments: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.args(arguments).current_dir(folder());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_does_not_know_it_says() {
        let message = run(&["tests".to_owned()]).unwrap_err();
        assert_eq!(message, "expected nothing or `test` after `cargo xtask web`, found `tests`");
    }

    #[test]
    fn the_lock_file_names_no_host_to_download_from() {
        let lock = std::fs::read_to_string(folder().join("package-lock.json")).unwrap();
        assert!(lock.contains("\"node_modules/hds-react\""));
        assert!(!lock.contains("\"resolved\": \"http"));
    }
}
