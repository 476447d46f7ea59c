//! What would cover it: the smallest sets of acts after which a use is covered (semantics §6 *Remedies*).
//!
//! `cure` says what each basis lacks, `facts` which facts that may be, `doors` who is let in, `asking` what exactly a notice is
//! asked for, `suppose` what would be if some acts were done; `search` finds the smallest sets and proves each by deciding again.

mod asking;
mod cure;
mod doors;
mod facts;
mod requester;
mod search;
mod suppose;

use serde::{Deserialize, Serialize};

pub(crate) use asking::least_form;
pub use requester::RequesterRemedies;
pub(crate) use search::remedies;

use crate::catalogue::{Form, Operation, Role, Scope, Setter, words};
use crate::decide::Position;
use crate::id::Id;
use crate::ledger::Actor;
use crate::time::{Date, Instant};

words! {
    /// What can be done, in the order in which sets are sorted.
    ActKind {
        /// The asker states something.
        Assert = "assert",
        /// A fact about the person is recorded.
        RecordFact = "record-fact",
        /// A consent is asked for and given.
        AskConsent = "ask-consent",
        /// Those who have not yet given a consent that others gave do so.
        CompleteQuorum = "complete-quorum",
        /// A bar is lifted by one whom its kind names.
        LiftBar = "lift-bar",
        /// An assessment is made anew.
        RenewAssessment = "renew-assessment",
        /// A permit is obtained.
        ObtainPermit = "obtain-permit",
        /// A party is admitted to the network.
        AdmitParty = "admit-party",
    }
}

words! {
    /// In which role somebody performs an act.
    Performer {
        /// The one who asks to use the data.
        Asker = "asker",
        /// The person.
        Person = "person",
        /// A guardian.
        Guardian = "guardian",
        /// A representative who is no guardian.
        Representative = "representative",
        /// The controller.
        Controller = "controller",
        /// The operator.
        Operator = "operator",
        /// An authority.
        Authority = "authority",
    }
}

impl From<Setter> for Performer {
    fn from(setter: Setter) -> Self {
        match setter {
            Setter::Person => Self::Person,
            Setter::Guardian => Self::Guardian,
            Setter::Representative => Self::Representative,
            Setter::Controller => Self::Controller,
            Setter::Operator => Self::Operator,
            Setter::Authority => Self::Authority,
        }
    }
}

/// A fact that would have to be recorded, if it is true.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Fact {
    /// A relationship of a kind with a party.
    Relationship {
        /// The kind.
        kind: Id,
        /// The party.
        with: Id,
    },
    /// The home municipality.
    HomeMunicipality {
        /// The party.
        party: Id,
    },
    /// A birth date not after `not_after`, and after `after` where stated.
    BirthDate {
        /// The latest date that helps.
        not_after: Date,
        /// The date after which it has to be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Date>,
    },
}

/// One act, ready to be acted on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RemedyAct {
    /// What is done.
    pub act: ActKind,
    /// What it is about: the assertion, notice, consent, bar, assessment, permit or party; of a fact its name.
    pub id: Id,
    /// In which roles it can be performed; any one of them.
    pub performed_by: Vec<Performer>,
    /// With `ask-consent` and `complete-quorum`: who answers, as alternatives; those of one alternative answer together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub who: Vec<Vec<Actor>>,
    /// With `ask-consent`: the version of the notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// With `ask-consent`: exactly what has to be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// With `ask-consent`: the least form of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// With `ask-consent`: the consent that waits for an answer already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<Id>,
    /// With `record-fact`: which fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<Fact>,
    /// With `obtain-permit`: the legal basis that needs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Id>,
    /// With `lift-bar`: its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Id>,
    /// With `admit-party`: the role in the network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// For an item the requirements for which no consent must be asked: a duty meets them, or no consent can.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DoNotAsk {
    /// The data category.
    pub category: Id,
    /// The operation.
    pub operation: Operation,
    /// The requirements, by id.
    pub requirements: Vec<Id>,
}

/// What would cover a use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Remedies {
    /// The use is covered as it is.
    pub covered: bool,
    /// All sets with the fewest acts; each set is sorted by (kind, id), the sets too. Empty: covered, or no set of acts can do it.
    pub sets: Vec<Vec<RemedyAct>>,
    /// The first instant at which the use is covered without any act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_until: Option<Instant>,
    /// What the asker can leave out (`except`), so that the rest is covered now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrow_request: Option<Vec<Id>>,
    /// Where consent must not be asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub do_not_ask: Vec<DoNotAsk>,
    /// What it was computed from.
    pub position: Position,
}
