//! What a service has to stop since it last looked.

use core::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::progress::Progress;
use crate::catalogue::Operation;
use crate::decide::Position;
use crate::id::{Id, SubjectId};
use crate::time::Instant;

/// Who watches the making of a stop list.
#[derive(Default)]
#[non_exhaustive]
pub struct StopListOptions<'a> {
    /// Called now and then; `Break` cancels the work.
    pub progress: Option<&'a mut dyn FnMut(Progress) -> ControlFlow<()>>,
}

impl core::fmt::Debug for StopListOptions<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("StopListOptions").finish_non_exhaustive()
    }
}

impl<'a> StopListOptions<'a> {
    /// Watches the work.
    #[must_use]
    pub fn watched_by(mut self, progress: &'a mut dyn FnMut(Progress) -> ControlFlow<()>) -> Self {
        self.progress = Some(progress);
        self
    }
}

/// Uses of one person's data that are no longer covered. It does not say why: that is the person's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// The person.
    pub subject: SubjectId,
    /// The unit whose register holds the data.
    pub controller: Id,
    /// For what.
    pub purpose: Id,
    /// Only in these cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<Id>>,
    /// Which data.
    pub data_categories: Vec<Id>,
    /// Which operations.
    pub operations: Vec<Operation>,
    /// What has to be done when the basis ends: erase, tell those who rely on the same consent …
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<Id>,
    /// The other parties that relied on the same basis and have to be told (GDPR 19; C-129/21).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub propagate_to: Vec<Id>,
}

/// What a service must stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StopList {
    /// The service.
    pub service: Id,
    /// The position and instant it last looked at.
    pub since: u64,
    /// The instant it last looked at.
    pub since_at: Instant,
    /// The instant it looks at now.
    pub at: Instant,
    /// What was covered then and is not now, by subject.
    pub stops: Vec<Stop>,
    /// What it was computed from: the `since` of the next call.
    pub position: Position,
}
