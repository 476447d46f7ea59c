//! What a host asks to be erased, as one document.

use serde::Deserialize;

use super::event::Actor;
use crate::error::{Error, Result};
use crate::id::{Id, SubjectId};
use crate::time::Instant;

/// What is to be erased (GDPR 17), by whom and why: events, or everything of a person.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ErasureRequest {
    /// The controller, operator or authority that erases.
    pub by: Actor,
    /// When.
    pub at: Instant,
    /// When it became known; absent: at the same instant.
    pub recorded_at: Option<Instant>,
    /// Through which operator.
    pub operator: Option<Id>,
    /// Why, in words without personal data: they stay in the ledger.
    pub reason: Option<String>,
    /// How the ids of the records of erasure begin; absent: a random text.
    pub id_prefix: Option<String>,
    /// The events to erase.
    pub events: Option<Vec<Id>>,
    /// The person of whom every event is erased; instead of `events`.
    pub subject: Option<SubjectId>,
}

/// What an [`ErasureRequest`] names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Erasable<'a> {
    Events(&'a [Id]),
    Person(&'a SubjectId),
}

impl ErasureRequest {
    /// Reads a request from JSON.
    ///
    /// # Errors
    /// A `json-…` error with the place; an `id-…`, `instant-…` … error for a malformed member.
    pub fn from_json(json: &[u8]) -> Result<Self> {
        crate::json::read(json)
    }

    pub(crate) fn what(&self) -> Result<Erasable<'_>> {
        match (&self.subject, &self.events) {
            (Some(subject), None) => Ok(Erasable::Person(subject)),
            (None, Some(events)) => Ok(Erasable::Events(events)),
            (found, _) => Err(Error::new(
                "argument-value",
                format_args!("expected `subject` or `events`, found {}", if found.is_some() { "both" } else { "neither" }),
            )),
        }
    }
}
