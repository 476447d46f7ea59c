//! `cargo xtask mutants`: small changes to the code, each of which some test should notice (cargo-mutants).

use crate::step::{capture, cargo, stream};

/// `rest [N]`: of the core without what decides, as many as this, drawn by lot, of the same code the same each time.
const REST: &str = "rest";
const DRAWN: usize = 200;
/// Their names are one argument, which has an end.
const MOST: usize = 800;
const REST_CONFIG: &str = ".cargo/mutants-rest.toml";

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let (rest, arguments) = match arguments.split_first() {
        Some((first, others)) if first == REST => (true, others),
        _ => (false, arguments),
    };
    let (drawn, arguments) = match arguments.split_first().map(|(first, others)| (first.parse(), others)) {
        Some((Ok(number), others)) if rest => (number, others),
        _ => (DRAWN, arguments),
    };
    // Few random worlds each time: the corpus and the small cases see most. One that fails is enough, however large.
    let cases = if rest { "300" } else { "150" };
    let mut command = mutants();
    command.env("CONSENT_CASES", cases).env("CONSENT_QUESTIONS", "2000").env("CONSENT_SHRINK", "0").env("RUST_BACKTRACE", "0");
    command.args(["--no-shuffle", "--output", "target"]);
    if rest {
        command.args(["--config", REST_CONFIG, "--re", &draw(drawn)?]);
    }
    stream(command.args(arguments)).map_err(|error| {
        format!("{error}; what survived is in target/mutants.out, a missing tool comes with `cargo install cargo-mutants`")
    })
}

fn mutants() -> std::process::Command {
    cargo(["mutants", "--package", "consent-core", "--colors", "never"])
}

/// A pattern of the names of `count` mutants.
fn draw(count: usize) -> Result<String, String> {
    let listed = capture(mutants().args(["--list", "--config", REST_CONFIG]))?;
    let mut names: Vec<&str> = listed.lines().filter(|line| line.starts_with("consent-core/src/")).collect();
    if names.is_empty() || count > MOST {
        return Err(format!(
            "expected at most {MOST} of the mutants, and some that are listed, found {count} of {}",
            names.len()
        ));
    }
    // Knuth's generator (MMIX): which ones is no secret, only not chosen.
    let mut state: u64 = 1;
    for drawn in 0..count.min(names.len()) {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let left = u64::try_from(names.len() - drawn).unwrap_or(u64::MAX);
        names.swap(drawn, drawn + usize::try_from((state >> 33) % left).unwrap_or_default());
    }
    names.truncate(count);
    let names: Vec<String> = names.into_iter().map(literally).collect();
    Ok(format!("^({})$", names.join("|")))
}

/// A pattern that only this text matches.
fn literally(text: &str) -> String {
    let mut pattern = String::new();
    for letter in text.chars() {
        if r"\.+*?()|[]{}^$".contains(letter) {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}
