//! `cargo xtask fuzz`: the targets of `fuzz/`, each for a while.

use std::fs;
use std::process::Command;

use crate::step::{root, stream};

/// How long a target runs, unless the developer says otherwise.
const SECONDS: &str = "60";

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let all = targets()?;
    let (chosen, seconds) = choose(&all, arguments)?;
    for target in chosen {
        let (corpus, seeds) = (format!("corpus/{target}"), format!("seeds/{target}"));
        let folder = root().join("fuzz");
        let unwritable = |error| format!("expected to make fuzz/{corpus}, found: {error}");
        fs::create_dir_all(folder.join(&corpus)).map_err(unwritable)?;
        println!("{target}: {seconds} s");
        let limits = [format!("-max_total_time={seconds}"), "-max_len=65536".to_owned(), "-rss_limit_mb=2048".to_owned()];
        // By rustup: the cargo that runs this task is of one toolchain, which the environment names, too.
        let mut command = Command::new("cargo");
        command.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN").current_dir(folder);
        command.args(["+nightly", "fuzz", "run", target, &corpus, &seeds, "--"]);
        stream(command.args(limits).args(["-dict=words.dict", "-print_final_stats=1"])).map_err(|error| {
            format!("{error}; a finding is in fuzz/artifacts/{target}, a missing tool comes with `cargo install cargo-fuzz`")
        })?;
    }
    Ok(())
}

fn choose<'a>(all: &'a [String], arguments: &'a [String]) -> Result<(Vec<&'a str>, &'a str), String> {
    let known = |name: &String| all.contains(name);
    let is_number = |text: &String| text.parse::<u32>().is_ok_and(|seconds| seconds > 0);
    match arguments {
        [] => Ok((all.iter().map(String::as_str).collect(), SECONDS)),
        [target] if known(target) => Ok((vec![target], SECONDS)),
        [seconds] if is_number(seconds) => Ok((all.iter().map(String::as_str).collect(), seconds)),
        [target, seconds] if known(target) && is_number(seconds) => Ok((vec![target], seconds)),
        _ => Err(format!(
            "expected `cargo xtask fuzz [TARGET] [SECONDS]` with a target of {}, found `{}`",
            all.join(", "),
            arguments.join(" ")
        )),
    }
}

/// The targets, by name.
fn targets() -> Result<Vec<String>, String> {
    let folder = root().join("fuzz/targets");
    let unreadable = |error| format!("expected the folder {}, found: {error}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if let Some(name) = path.file_stem().and_then(|name| name.to_str()) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_and_a_time_are_chosen_in_either_way() {
        let all = targets().unwrap();
        assert!(all.iter().any(|name| name == "catalogue"), "{all:?}");
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(choose(&all, &[]).unwrap().0.len(), all.len());
        assert_eq!(choose(&all, &words(&["use", "5"])).unwrap(), (vec!["use"], "5"));
        assert_eq!(choose(&all, &words(&["5"])).unwrap().1, "5");
        assert!(choose(&all, &words(&["uses"])).unwrap_err().contains("found `uses`"));
        assert!(choose(&all, &words(&["use", "0"])).is_err());
    }
}
