//! The answer (semantics §6): structured; words are rendered from it by `explain`.

use serde::{Deserialize, Serialize};

use crate::catalogue::{Article, Character, Due, Operation, words};
use crate::id::{Digest, Id};
use crate::time::Instant;

words! {
    /// Whether the use is covered. A yes/no caller takes *yes* for [`Outcome::Covered`] only.
    Outcome {
        /// No item is covered.
        NotCovered = "not-covered",
        /// Some items are covered, others are not.
        PartlyCovered = "partly-covered",
        /// Every item is covered.
        Covered = "covered",
    }
}

words! {
    /// For whom an answer is rendered (semantics §6 *Audiences*).
    Audience {
        /// The person; sees everything about themself.
        Citizen = "citizen",
        /// The one who asks to use the data; learns nothing about the person beyond the outcome.
        Requester = "requester",
        /// One who examines the engine's answers; sees everything.
        Auditor = "auditor",
    }
}

words! {
    /// Why a basis does not meet a requirement: the stable codes of semantics §6.
    ReasonCode {
        /// The consent was given on a text older than the item's place in the catalogue.
        AddedAfterConsent = "added-after-consent",
        /// A condition `assertion`, or an obligation due before the use, was not stated.
        AssertionMissing = "assertion-missing",
        /// The recorded assessment has run out.
        AssessmentMissing = "assessment-missing",
        /// A bar defeats the basis.
        Barred = "barred",
        /// The basis is limited to other cases, or the use names none.
        CaseOutside = "case-outside",
        /// The basis does not cover the data category.
        CategoryOutside = "category-outside",
        /// A condition about the person is not fulfilled.
        ConditionUnmet = "condition-unmet",
        /// The basis is another controller's.
        ControllerOutside = "controller-outside",
        /// The consent has ended by time.
        Expired = "expired",
        /// A condition about the person can't be checked, as the fact is not recorded.
        FactMissing = "fact-missing",
        /// The consent was not given in the form that is needed.
        FormInsufficient = "form-insufficient",
        /// The consent never was valid.
        Invalidated = "invalidated",
        /// No basis comes near.
        NoBasis = "no-basis",
        /// The row is not in force at the instant.
        NotInForce = "not-in-force",
        /// The consent begins later.
        NotYetValid = "not-yet-valid",
        /// The text the consent was given on has been replaced.
        NoticeSuperseded = "notice-superseded",
        /// The basis does not cover the operation.
        OperationOutside = "operation-outside",
        /// The permit is not in force or belongs to someone else.
        PermitMissing = "permit-missing",
        /// The basis does not cover the purpose.
        PurposeOutside = "purpose-outside",
        /// Someone who must give the consent has not.
        QuorumIncomplete = "quorum-incomplete",
        /// The basis does not cover the recipient.
        RecipientOutside = "recipient-outside",
        /// The consent was refused.
        Refused = "refused",
        /// The consent was asked for and waits for an answer.
        Requested = "requested",
        /// The consent is suspended.
        Suspended = "suspended",
        /// The consent, or this part of it, was taken back.
        Withdrawn = "withdrawn",
    }
}

impl ReasonCode {
    /// True for the six codes that say in which dimension a basis does not match.
    #[must_use]
    pub const fn is_scope(self) -> bool {
        matches!(
            self,
            Self::CaseOutside
                | Self::CategoryOutside
                | Self::ControllerOutside
                | Self::OperationOutside
                | Self::PurposeOutside
                | Self::RecipientOutside
        )
    }
}

/// One failing code of a basis.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Failing {
    /// The code.
    pub code: ReasonCode,
    /// With `barred`: the kind of the bar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Id>,
    /// The instant that explains the code to a person: of the bar, withdrawal, refusal, expiry, beginning …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Instant>,
}

/// Whether a basis is a legal basis or a consent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BasisRef {
    /// A row of the catalogue.
    LegalBasis(Id),
    /// A person's consent.
    Consent(Id),
}

impl BasisRef {
    /// The id of the row or the consent.
    #[must_use]
    pub fn id(&self) -> &Id {
        match self {
            Self::LegalBasis(id) | Self::Consent(id) => id,
        }
    }
}

/// A basis that holds, with what a person wants to know about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Which one.
    pub basis: BasisRef,
    /// Of a legal basis: its letter in GDPR 6(1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Article>,
    /// Of a legal basis: whether the law obliges or allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub character: Option<Character>,
    /// Of a consent: when it was complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Instant>,
    /// Of a consent: until when it is valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// Of a consent: the notice it was given on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeVersion>,
    /// Of a consent: a representative gave it.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub by_representative: bool,
}

/// One version of a notice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NoticeVersion {
    /// The notice.
    pub id: Id,
    /// Its version.
    pub version: u32,
}

/// A basis that comes near to meeting a requirement, and why it does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NearMiss {
    /// The basis; absent with the single code `no-basis`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<BasisRef>,
    /// Of a consent: the notice it was given or asked on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeVersion>,
    /// Its failing codes, sorted.
    pub codes: Vec<Failing>,
}

/// A requirement that an item raises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequirementAnswer {
    /// The requirement.
    pub id: Id,
    /// The bases that meet it, in the governing order; empty: unmet.
    pub met_by: Vec<BasisRef>,
    /// If unmet: the bases that come nearest, sorted by (codes, id), or one entry `no-basis`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<NearMiss>,
}

/// A category and an operation, with whether and why they are covered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ItemAnswer {
    /// The data category.
    pub category: Id,
    /// The operation.
    pub operation: Operation,
    /// Every requirement is met.
    pub covered: bool,
    /// The governing basis: the first of those that meet `lawful-basis`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub governing: Option<Basis>,
    /// The others that meet `lawful-basis`, in the same order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Basis>,
    /// The requirements the item raises, by id.
    pub requirements: Vec<RequirementAnswer>,
    /// To the requester, when the item can't be covered whatever the person does: why; else empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub impersonal: Vec<RequirementAnswer>,
}

/// What one who relies on the answer has to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ObligationAnswer {
    /// The obligation.
    pub id: Id,
    /// When it is due.
    pub due: Due,
    /// With `by`: the instant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Instant>,
    /// With `by`: the age whose birthday that instant is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
    /// The basis it comes from.
    pub basis: BasisRef,
    /// The covered categories it concerns, by id.
    pub categories: Vec<Id>,
}

/// A remark that does not change the outcome.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// `refresh-due`: renewing the consent is good practice.
    pub code: Id,
    /// The basis.
    pub basis: BasisRef,
}

/// What the answer was computed from, so that anyone can repeat it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// How many events were read.
    pub size: u64,
    /// The root of the tree over them (RFC 9162 §2.1); absent where the events are not kept in a ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<Digest>,
    /// The catalogue.
    pub catalogue: Id,
    /// Its version.
    pub version: u32,
}

/// The full answer: what the citizen and the auditor see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Whether the use is covered.
    pub outcome: Outcome,
    /// The question, as it was understood.
    pub question: super::ProposedUse,
    /// The items, by category and operation.
    pub items: Vec<ItemAnswer>,
    /// The first instant at which the outcome of an item or its governing basis would differ; absent: never, or not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds_until: Option<Instant>,
    /// The obligations of the bases used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<ObligationAnswer>,
    /// Remarks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// What it was computed from.
    pub position: Position,
}

/// What the requester sees: nothing that depends on the person beyond which items are covered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequesterAnswer {
    /// Whether the use is covered.
    pub outcome: Outcome,
    /// The covered items.
    pub covered: Vec<RequesterItem>,
    /// The items that are not covered, all in one form unless no person could change it.
    pub not_available: Vec<RequesterItem>,
    /// The obligations for the covered items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<RequesterObligation>,
    /// What it was computed from.
    pub catalogue: Id,
    /// Its version.
    pub version: u32,
}

/// An item as the requester sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequesterItem {
    /// The data category.
    pub category: Id,
    /// The operation.
    pub operation: Operation,
    /// Of an item that no act of the person could cover: the requirements that stand in the way, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<RequirementAnswer>,
}

/// An obligation as the requester sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequesterObligation {
    /// The obligation.
    pub id: Id,
    /// When it is due.
    pub due: Due,
    /// With `by`: the instant; absent for a birthday, which would tell the birth date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Instant>,
    /// With `by`: on the birthday of this age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
    /// The covered categories it concerns, by id.
    pub categories: Vec<Id>,
}
