//! What the law demands and what takes effect away: requirements and kinds of bars.

use serde::{Deserialize, Serialize};

use super::words::*;
use crate::id::Id;
use crate::text::Text;
use crate::time::Instant;

/// What the law or the rulebook demands of certain uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// The id.
    pub id: Id,
    /// The citation.
    pub source: String,
    /// What people call it.
    pub labels: Text,
    /// Which uses raise it.
    pub raised_by: RaisedBy,
    /// What a consent can do for it.
    pub consent: ConsentRule,
    /// From when; absent: from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// Until when; absent: without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// A conjunction: every member that is present must match; a list matches by any of its entries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RaisedBy {
    /// Every use; alone.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub always: bool,
    /// Classes of the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_classes: Option<Vec<Id>>,
    /// Classes of the purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose_classes: Option<Vec<Id>>,
    /// Classes of the unit whose register holds the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub controller_classes: Option<Vec<Id>>,
    /// Classes of the recipient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_classes: Option<Vec<Id>>,
    /// Operations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operations: Option<Vec<Operation>>,
    /// Channels; a use that names none matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channels: Option<Vec<Id>>,
    /// The recipient's country is not on this list, or unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_outside: Option<Id>,
    /// The use is a disclosure (semantics §3).
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub disclosure: bool,
    /// The data leaves the authority (semantics §3).
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub outside_authority: bool,
    /// A decision is made by automated means alone (GDPR 22).
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub automated_decision: bool,
}

/// What takes the effect away from bases. An absent member means the strictest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BarKind {
    /// The id.
    pub id: Id,
    /// What people call it.
    pub labels: Text,
    /// The citation.
    pub source: String,
    /// Who sets it; absent: anyone, as a negative act is never too easy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_by: Option<Vec<Setter>>,
    /// Who lifts it; absent: nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifted_by: Option<Vec<Setter>>,
    /// The widest scope it may have; absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Scope>,
    /// The operations it reaches; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operations: Option<Vec<Operation>>,
    /// What it defeats; absent: every basis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defeats: Option<Vec<Target>>,
    /// What it never defeats, whatever `defeats` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spares: Option<Vec<Target>>,
    /// Which legal bases it reaches; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<Reach>,
    /// What a later consent does; absent: the bar stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later_consent: Option<LaterConsent>,
    /// From when the kind has effect; absent: from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// Until when the kind has effect; absent: without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// A part of the world of uses: what a consent is for, what a bar is over, what a representation is for.
///
/// In what permits, an absent member takes the notice's; in a bar's scope an absent member is *all*. An empty list is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Units whose registers hold the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub controllers: Option<Vec<Id>>,
    /// Those who use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipients: Option<Vec<Id>>,
    /// Data categories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_categories: Option<Vec<Id>>,
    /// Purposes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purposes: Option<Vec<Id>>,
    /// Operations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operations: Option<Vec<Operation>>,
    /// Cases: a case kind, or `kind:id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<Id>>,
}
