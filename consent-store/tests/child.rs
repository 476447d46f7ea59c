//! Processes of their own: an ignored test of this binary, run by another test.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};

pub(crate) const PATH: &str = "CONSENT_CHILD";
const SAYS: &str = "says: ";

/// The ledger that this process is to work on; nothing in a process that no test has started.
pub(crate) fn path() -> Option<PathBuf> {
    std::env::var_os(PATH).map(PathBuf::from)
}

/// Tells the test that started this process.
pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{SAYS}{line}").and_then(|()| out.flush()).expect("a reader");
}

/// A process under way.
pub(crate) struct Child {
    process: std::process::Child,
    out: BufReader<ChildStdout>,
}

impl Child {
    /// The command that runs a test of this binary on a ledger.
    pub(crate) fn command(test: &str, ledger: &Path) -> Command {
        let mut command = Command::new(std::env::current_exe().expect("this binary"));
        command.args([test, "--exact", "--ignored", "--nocapture"]).env(PATH, ledger);
        command
    }

    pub(crate) fn of(test: &str, ledger: &Path) -> Self {
        Self::run(Self::command(test, ledger))
    }

    /// As a user who may do what the permissions say.
    #[cfg(unix)]
    pub(crate) fn by_nobody(test: &str, ledger: &Path) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        use std::os::unix::process::CommandExt as _;
        let mut command = Self::command(test, ledger);
        let we_are_root = std::fs::metadata("/proc/self").is_ok_and(|this| this.uid() == 0);
        if we_are_root {
            command.uid(65_534).gid(65_534);
        }
        Self::run(command)
    }

    pub(crate) fn run(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().expect("a process");
        let out = BufReader::new(process.stdout.take().expect("its output"));
        Self { process, out }
    }

    /// What it says next; nothing once it has ended.
    pub(crate) fn next(&mut self) -> Option<String> {
        let mut line = String::new();
        while self.out.read_line(&mut line).expect("its output") > 0 {
            // A line that a kill has cut off was not said.
            if let Some(said) = line.strip_prefix(SAYS).and_then(|said| said.strip_suffix('\n')) {
                return Some(said.to_owned());
            }
            line.clear();
        }
        None
    }

    /// All it says until it ends well.
    pub(crate) fn says(mut self) -> Vec<String> {
        let said = std::iter::from_fn(|| self.next()).collect();
        let status = self.process.wait().expect("it ends");
        assert!(status.success(), "it ended with {status} and said {said:?}");
        said
    }

    /// Kills it (SIGKILL) and returns what else it had said.
    pub(crate) fn kill(mut self) -> Vec<String> {
        self.process.kill().expect("it is killed");
        let said = std::iter::from_fn(|| self.next()).collect();
        self.process.wait().expect("it ends");
        said
    }
}
