//! The stories of the demonstration as they are written.

use consent_core::decide::{Answer, Outcome, ProposedUse, ReasonCode};
use consent_core::ledger::Event;
use consent_core::{Id, Instant, Text};
use serde::{Deserialize, Serialize};

/// One story: what happens to a resident, and what may be done with their data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Story {
    pub(crate) id: Id,
    pub(crate) use_case: String,
    pub(crate) title: Text,
    pub(crate) summary: Text,
    /// Recorded in this order, each known when it took effect.
    pub(crate) events: Vec<Event>,
    pub(crate) questions: Vec<Question>,
    /// Questions that belong together, by their place in `questions`.
    #[serde(default)]
    pub(crate) bundle: Vec<Vec<usize>>,
}

/// A question with the answer that the story promises.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    pub(crate) title: Text,
    #[serde(rename = "use")]
    pub(crate) proposed: ProposedUse,
    pub(crate) expect: Essence,
}

/// What a story promises of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Essence {
    pub(crate) outcome: Outcome,
    /// The ids of the governing bases of the covered items, sorted, each once.
    pub(crate) governing: Vec<Id>,
    /// The codes in the reasons of the items that are not covered, sorted, each once.
    pub(crate) codes: Vec<ReasonCode>,
    /// Absent: for ever, as far as the ledger knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) holds_until: Option<Instant>,
}

impl From<&Answer> for Essence {
    fn from(answer: &Answer) -> Self {
        let covered = answer.items.iter().filter(|item| item.covered);
        let mut governing: Vec<Id> =
            covered.filter_map(|item| item.governing.as_ref()).map(|basis| basis.basis.id().clone()).collect();
        governing.sort();
        governing.dedup();
        let requirements = answer.items.iter().flat_map(|item| &item.requirements);
        let mut codes: Vec<ReasonCode> =
            requirements.flat_map(|r| &r.reasons).flat_map(|near| &near.codes).map(|failing| failing.code).collect();
        codes.sort_by_key(|code| code.word());
        codes.dedup();
        Self { outcome: answer.outcome, governing, codes, holds_until: answer.holds_until }
    }
}
