//! The question (semantics §5).

use serde::{Deserialize, Serialize};

use crate::catalogue::Operation;
use crate::error::Result;
use crate::id::{Id, SubjectId};
use crate::time::Instant;

/// A use of a person's data that someone proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProposedUse {
    /// Whose data.
    pub subject: SubjectId,
    /// The instant asked about.
    pub at: Instant,
    /// The ledger position up to which events are read; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_at: Option<u64>,
    /// The unit whose register holds the data.
    pub controller: Id,
    /// Who uses the data.
    pub recipient: Id,
    /// For what.
    pub purpose: Id,
    /// Which data, each with its descendants.
    pub data_categories: Vec<Id>,
    /// Categories left out, each with its descendants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub except: Option<Vec<Id>>,
    /// Which operations.
    pub operations: Vec<Operation>,
    /// The cases in which the data is used: `kind:id`, or a case kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<Id>>,
    /// How the data is delivered, a term; absent: every rule about channels is raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Id>,
    /// A decision is made by automated means alone (GDPR 22).
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub automated_decision: bool,
    /// What the asker states; the engine never judges it, the answer carries it for the log.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assertions: Vec<Id>,
}

impl ProposedUse {
    /// Reads a question from JSON.
    ///
    /// # Errors
    /// A `json-…` error for malformed JSON, an `id-…`, `subject-…` or `instant-…` error for a malformed member.
    pub fn from_json(json: &[u8]) -> Result<Self> {
        crate::json::read(json)
    }

    /// The question without subject and instant.
    #[must_use]
    pub fn template(&self) -> UseTemplate {
        UseTemplate {
            known_at: self.known_at,
            controller: self.controller.clone(),
            recipient: self.recipient.clone(),
            purpose: self.purpose.clone(),
            data_categories: self.data_categories.clone(),
            except: self.except.clone(),
            operations: self.operations.clone(),
            cases: self.cases.clone(),
            channel: self.channel.clone(),
            automated_decision: self.automated_decision,
            assertions: self.assertions.clone(),
        }
    }
}

/// A question that is prepared once and asked about many persons and instants: [`ProposedUse`] without `subject` and `at`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UseTemplate {
    /// The ledger position up to which events are read; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_at: Option<u64>,
    /// The unit whose register holds the data.
    pub controller: Id,
    /// Who uses the data.
    pub recipient: Id,
    /// For what.
    pub purpose: Id,
    /// Which data, each with its descendants.
    pub data_categories: Vec<Id>,
    /// Categories left out, each with its descendants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub except: Option<Vec<Id>>,
    /// Which operations.
    pub operations: Vec<Operation>,
    /// The cases in which the data is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<Id>>,
    /// How the data is delivered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Id>,
    /// A decision is made by automated means alone.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub automated_decision: bool,
    /// What the asker states.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assertions: Vec<Id>,
}

impl UseTemplate {
    /// The question about this person at this instant.
    pub(crate) fn about(&self, subject: &SubjectId, at: Instant) -> ProposedUse {
        ProposedUse {
            subject: subject.clone(),
            at,
            known_at: self.known_at,
            controller: self.controller.clone(),
            recipient: self.recipient.clone(),
            purpose: self.purpose.clone(),
            data_categories: self.data_categories.clone(),
            except: self.except.clone(),
            operations: self.operations.clone(),
            cases: self.cases.clone(),
            channel: self.channel.clone(),
            automated_decision: self.automated_decision,
            assertions: self.assertions.clone(),
        }
    }
}
