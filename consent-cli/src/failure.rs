//! What ends a command early, how it is told, and the exit codes.

use std::io::{self, Write as _};
use std::process::ExitCode;

use consent_core::Error;
use consent_core::catalogue::Finding;
use consent_core::decide::Outcome;
use serde::Serialize;

use crate::options::Format;

/// How a command ends. Only [`Exit::Done`] is zero, so that a script never takes an error for a yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Covered, or done.
    Done = 0,
    /// The demonstration differs from what it promises.
    Differs = 1,
    /// Bad input, a broken ledger, an altered receipt; clap itself ends wrong usage with 2.
    BadInput = 3,
    /// Some items are covered, others are not.
    PartlyCovered = 10,
    /// No item is covered.
    NotCovered = 11,
}

impl From<Outcome> for Exit {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Covered => Self::Done,
            Outcome::PartlyCovered => Self::PartlyCovered,
            Outcome::NotCovered => Self::NotCovered,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command ended early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line makes no sense: exit code 2.
    Usage(String),
    /// What was read or written is at fault: exit code 3.
    Input(Problem),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Input(problem)
    }
}

/// An error with the file it came from.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Problem(Box<Details>);

#[derive(Clone, Debug, Default, Serialize)]
struct Details {
    code: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<Finding>,
}

impl Problem {
    /// A problem of the command itself.
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Self {
        Self(Box::new(Details { code: code.to_owned(), message: message.into(), ..Details::default() }))
    }

    /// A problem of reading or writing `file`.
    pub(crate) fn io(code: &str, expected: &str, file: impl ToString, error: &io::Error) -> Self {
        let file = file.to_string();
        Self::new(code, format!("expected {expected}, found `{file}`: {error}")).in_file(file)
    }

    /// Adds the file, unless the problem is known to be in another.
    pub(crate) fn in_file(mut self, file: impl ToString) -> Self {
        self.0.file.get_or_insert_with(|| file.to_string());
        self
    }

    /// Names the line of a JSON Lines file; the document that was read is that one line. A problem of another file stays there.
    pub(crate) fn in_line(mut self, line: u64) -> Self {
        if self.0.file.is_none() {
            self.0.line = Some(line);
        }
        self
    }

    /// Puts `prefix` before the place: the document that was refused is a part of the file.
    pub(crate) fn under(mut self, prefix: &str) -> Self {
        let pointer = self.0.pointer.take().unwrap_or_default();
        self.0.pointer = Some(format!("{prefix}{pointer}"));
        self
    }

    /// Tells the problem on standard error, in one line that editors and `grep` understand, or as one JSON object.
    pub(crate) fn report(&self, format: Format) {
        let text = match format {
            Format::Json => serde_json::to_string(self).unwrap_or_else(|_| self.to_string()),
            Format::Text => self.to_string(),
        };
        // Nothing is left to do when standard error is gone; the exit code still tells.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Details { code, message, file, pointer, position, line, column, findings } = &*self.0;
        f.write_str("consent: ")?;
        if let Some(file) = file {
            f.write_str(file)?;
            for number in [line, column].into_iter().flatten() {
                write!(f, ":{number}")?;
            }
            f.write_str(": ")?;
        }
        write!(f, "{message} ({code}")?;
        if let Some(pointer) = pointer.as_deref().filter(|pointer| !pointer.is_empty()) {
            write!(f, " at `{pointer}`")?;
        }
        if let Some(position) = position {
            write!(f, " at position {position}")?;
        }
        f.write_str(")")?;
        for finding in findings {
            write!(f, "\n  {} {} at `{}`: {}", finding.severity, finding.code, finding.pointer, finding.message)?;
        }
        Ok(())
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self(Box::new(Details {
            code: error.code().to_owned(),
            message: error.message().to_owned(),
            file: None,
            pointer: error.pointer().map(str::to_owned),
            position: error.position(),
            line: error.line(),
            column: error.column(),
            findings: error.findings().to_vec(),
        }))
    }
}

/// Adds the file to an error of the engine.
pub(crate) trait InFile<T> {
    /// Names the file that was read.
    fn in_file(self, file: impl ToString) -> Result<T, Problem>;
}

impl<T, E: Into<Problem>> InFile<T> for Result<T, E> {
    fn in_file(self, file: impl ToString) -> Result<T, Problem> {
        self.map_err(|error| error.into().in_file(file))
    }
}
