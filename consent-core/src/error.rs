//! One opaque error for the whole crate.
//!
//! Every message has the shape *what was expected, what was found, what would work*;
//! it carries no personal data beyond the ids of the input that caused it.

use core::fmt;
use std::borrow::Cow;

use serde::Serialize;

use crate::catalogue::Finding;
use crate::id::without_identity_codes;

/// What went wrong, as a stable code with a message and, where known, a place in the input.
///
/// An error is never an answer: a caller that gets one must treat the use as *not covered*.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    code: Cow<'static, str>,
    message: String,
    pointer: Option<String>,
    position: Option<u64>,
    line: Option<u64>,
    column: Option<u64>,
    findings: Vec<Finding>,
}

/// The result of every fallible call of this crate.
pub type Result<T, E = Error> = core::result::Result<T, E>;

impl Error {
    /// An error of a part that a host brings along (a storage, a signer): a stable code in kebab-case and a message that says what
    /// was expected, what was found and what would work, without personal data.
    pub fn new(code: impl Into<Cow<'static, str>>, message: impl fmt::Display) -> Self {
        Self(Box::new(Inner {
            code: code.into(),
            // Whatever an input held: what is personal is not repeated.
            message: without_identity_codes(message.to_string()),
            pointer: None,
            position: None,
            line: None,
            column: None,
            findings: Vec::new(),
        }))
    }

    /// Adds the JSON pointer (RFC 6901) of the place, unless a more precise one is there already.
    pub(crate) fn at_pointer(mut self, pointer: impl Into<String>) -> Self {
        if self.0.pointer.is_none() {
            // The names of an input's members are its own.
            self.0.pointer = Some(without_identity_codes(pointer.into()));
        }
        self
    }

    /// Adds the position in the ledger, unless one is there already.
    #[must_use]
    pub fn at_position(mut self, position: u64) -> Self {
        self.0.position.get_or_insert(position);
        self
    }

    /// Moves the place below `prefix`, for a part of a longer input.
    pub(crate) fn below(mut self, prefix: &str) -> Self {
        let rest = self.0.pointer.take().unwrap_or_default();
        self.0.pointer = Some(format!("{prefix}{rest}"));
        self
    }

    pub(crate) fn at_line(mut self, line: u64, column: u64) -> Self {
        self.0.line = Some(line);
        self.0.column = Some(column);
        self
    }

    pub(crate) fn with_findings(mut self, findings: Vec<Finding>) -> Self {
        self.0.findings = findings;
        self
    }

    /// Moves the line number down, for a document that starts at `line` of a longer input (JSON Lines).
    #[must_use]
    pub fn in_line(mut self, line: u64) -> Self {
        self.0.line = Some(self.0.line.unwrap_or(1).saturating_add(line).saturating_sub(1));
        self
    }

    /// The stable code, in kebab-case; never reused for another meaning.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// The message alone, without code and place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The JSON pointer (RFC 6901) of the place in the input, if the input was JSON.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        self.0.pointer.as_deref()
    }

    /// The position in the ledger where it went wrong: the first bad one of a ledger that is broken.
    #[must_use]
    pub fn position(&self) -> Option<u64> {
        self.0.position
    }

    /// The line of the input, counted from 1.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        self.0.line
    }

    /// The column of the input in bytes, counted from 1.
    #[must_use]
    pub fn column(&self) -> Option<u64> {
        self.0.column
    }

    /// The findings that refused a catalogue; empty for every other error.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.0.findings
    }

    /// True when the input was not the JSON that was expected (syntax, type, unknown or double field).
    #[must_use]
    pub fn is_malformed(&self) -> bool {
        self.0.code.starts_with("json-")
    }

    /// True when an id or a term is unknown in the catalogue that was asked.
    #[must_use]
    pub fn is_unknown_term(&self) -> bool {
        self.0.code.starts_with("unknown-")
    }

    /// True when a catalogue was refused for what it says.
    #[must_use]
    pub fn is_catalogue_refused(&self) -> bool {
        self.0.code == "catalogue-refused"
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        if let Some(pointer) = &self.0.pointer
            && !pointer.is_empty()
        {
            write!(f, " at `{pointer}`")?;
        }
        if let Some(position) = self.0.position {
            write!(f, ", position {position}")?;
        }
        if let Some(line) = self.0.line {
            write!(f, ", line {line}")?;
            if let Some(column) = self.0.column {
                write!(f, " column {column}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {self}", self.0.code)
    }
}

impl std::error::Error for Error {}

impl Serialize for Error {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", &self.0.code)?;
        map.serialize_entry("message", &self.0.message)?;
        if let Some(pointer) = &self.0.pointer {
            map.serialize_entry("pointer", pointer)?;
        }
        if let Some(position) = self.0.position {
            map.serialize_entry("position", &position)?;
        }
        if let Some(line) = self.0.line {
            map.serialize_entry("line", &line)?;
        }
        if let Some(column) = self.0.column {
            map.serialize_entry("column", &column)?;
        }
        if !self.0.findings.is_empty() {
            map.serialize_entry("findings", &self.0.findings)?;
        }
        map.end()
    }
}
