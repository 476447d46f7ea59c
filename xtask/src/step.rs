//! Steps: a command that is run, timed, and shown in full only when it fails.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root
}

/// `cargo` with these arguments, at the root, without colours.
pub(crate) fn cargo<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    // The same cargo that runs this task.
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).env("CARGO_TERM_COLOR", "never").current_dir(root());
    command
}

/// Runs a command; all it prints is the result, good or bad.
pub(crate) fn capture(command: &mut Command) -> Result<String, String> {
    let started = run_captured(command);
    match started {
        Ok((true, output)) => Ok(output),
        Ok((false, output)) => Err(output),
        Err(error) => Err(format!("expected to run {command:?}, found: {error}\n")),
    }
}

fn run_captured(command: &mut Command) -> std::io::Result<(bool, String)> {
    // One pipe for both, so that the lines stay in their order.
    let (mut reader, writer) = std::io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn()?;
    // The command holds the writing ends; while it lives the reader never sees the end.
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    let status = child.wait()?;
    Ok((status.success(), String::from_utf8_lossy(&bytes).into_owned()))
}

/// Runs a command that talks to the developer while it runs.
pub(crate) fn stream(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?} ended with {status}")),
        Err(error) => Err(format!("expected to run {command:?}, found: {error}")),
    }
}

/// One thing that must pass.
pub(crate) struct Step {
    /// What it is called.
    pub(crate) name: &'static str,
    /// The command that mends what it finds, or shows it again.
    pub(crate) mend: &'static str,
    /// Runs it. `Ok` is all that was printed, `Err` what the developer must see.
    pub(crate) run: fn() -> Result<String, String>,
    /// Which lines of a good run are shown: the runner's own closing lines.
    pub(crate) closing: fn(&str) -> bool,
}

/// Runs lanes of steps side by side, each step after the one before it, until one fails: the others then end with the step that they
/// are at. What two steps of different lanes build must not lie in the same folder, or one waits for the other.
pub(crate) fn run(lanes: &[&[&Step]]) -> Result<(), String> {
    let begin = Instant::now();
    let failed = AtomicBool::new(false);
    let failures: Vec<String> = std::thread::scope(|scope| {
        let failed = &failed;
        let running: Vec<_> = lanes.iter().map(|lane| scope.spawn(move || run_lane(lane, failed))).collect();
        running.into_iter().filter_map(|lane| lane.join().unwrap_or_else(|_| Err("a step panicked".to_owned())).err()).collect()
    });
    if !failures.is_empty() {
        return Err(failures.join("\n"));
    }
    let steps: usize = lanes.iter().map(|lane| lane.len()).sum();
    println!("all {steps} steps passed in {:.0} s", begin.elapsed().as_secs_f64());
    Ok(())
}

fn run_lane(steps: &[&Step], failed: &AtomicBool) -> Result<(), String> {
    for step in steps.iter().take_while(|_| !failed.load(Ordering::Relaxed)) {
        let started = Instant::now();
        let result = (step.run)();
        let seconds = started.elapsed().as_secs_f64();
        match result {
            Ok(output) => {
                let mut said = format!("{:<12}ok     {seconds:>6.1} s\n", step.name);
                said.extend(output.lines().filter(|line| (step.closing)(line)).flat_map(|line| [line, "\n"]));
                print!("{said}");
                // Others may read along.
                let _ = std::io::stdout().flush();
            }
            Err(output) => {
                failed.store(true, Ordering::Relaxed);
                println!("{:<12}FAILED {seconds:>6.1} s", step.name);
                let mut message = output;
                if !message.ends_with('\n') {
                    message.push('\n');
                }
                let _ = write!(message, "`{}` failed; to mend it: {}", step.name, step.mend);
                return Err(message);
            }
        }
    }
    Ok(())
}

/// For a step whose output says nothing more than that it passed.
pub(crate) fn nothing(_: &str) -> bool {
    false
}

/// The closing lines of Rust's test runner.
pub(crate) fn test_result(line: &str) -> bool {
    line.starts_with("test result:")
}

#[cfg(test)]
mod tests {
    use super::*;

    static BOTH: std::sync::Barrier = std::sync::Barrier::new(2);

    const PASSES: Step = Step { name: "passes", mend: "nothing", run: || Ok("noise\n".to_owned()), closing: nothing };
    const FAILS: Step = Step { name: "fails", mend: "cargo mend", run: || Err("line 1\nline 2".to_owned()), closing: nothing };
    const AT_ONCE: Step = Step {
        name: "at once",
        mend: "cargo mend",
        run: || {
            BOTH.wait();
            Err("line 1".to_owned())
        },
        closing: nothing,
    };
    const UNREACHED: Step = Step { name: "unreached", mend: "", run: || unreachable!(), closing: nothing };

    #[test]
    fn the_first_failure_is_shown_in_full_with_its_mend() {
        assert_eq!(run(&[&[&PASSES]]), Ok(()));
        let message = run(&[&[&PASSES, &FAILS, &UNREACHED]]).unwrap_err();
        assert_eq!(message, "line 1\nline 2\n`fails` failed; to mend it: cargo mend");
    }

    #[test]
    fn the_failures_of_every_lane_are_shown() {
        assert_eq!(run(&[&[&PASSES, &PASSES], &[], &[&PASSES]]), Ok(()));
        let message = run(&[&[&PASSES], &[&FAILS, &UNREACHED], &[]]).unwrap_err();
        assert_eq!(message.matches("failed").count(), 1, "{message}");
        let message = run(&[&[&AT_ONCE, &UNREACHED], &[&AT_ONCE, &UNREACHED]]).unwrap_err();
        assert_eq!(message.matches("`at once` failed; to mend it: cargo mend").count(), 2, "{message}");
    }

    #[test]
    fn both_streams_are_captured_whatever_the_end() {
        assert!(capture(&mut cargo(["--version"])).unwrap().starts_with("cargo "));
        let output = capture(&mut cargo(["no-such-subcommand-of-cargo"])).unwrap_err();
        assert!(output.contains("no-such-subcommand-of-cargo"), "{output}");
        let output = capture(&mut Command::new("no-such-program-anywhere")).unwrap_err();
        assert!(output.starts_with("expected to run"), "{output}");
    }
}
