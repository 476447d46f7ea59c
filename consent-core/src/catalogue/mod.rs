//! What the city publishes: the document (`model`), its checks (`lint`), the shipped law (`profile`), the fast form (`compile`).

pub(crate) mod compile;
pub(crate) mod extent;
mod lint;
mod model;
mod profile;
pub(crate) mod world;

use serde::Serialize;

pub use lint::{Lint, check, check_return, check_succession, lints};
pub(crate) use model::words;
pub use model::{
    Activation, AgeCondition, Article, Ask, AssertionCondition, Assessment, Assurance, BarKind, Catalogue, Character, Condition,
    ConsentRule, Country, CountryEntry, CountryList, DataCategory, Due, Form, HomeCondition, LaterConsent, LegalBasis,
    Membership, MembershipStatus, Notice, NoticeCategory, Obligation, Operation, Party, PartyKind, Permit, ProcessesFor, Profile,
    Purpose, RaisedBy, Reach, RelationshipCondition, Requirement, Role, Schema, Scope, Setter, Statute, Succeeds, Target, Term,
    TermKind, TextDigests,
};
pub(crate) use profile::Law;
pub use profile::{profile, shipped_bar_kinds, shipped_profiles};

use crate::error::Result;
use crate::id::Digest;

words! {
    /// How grave a finding is.
    Severity {
        /// The catalogue is refused.
        Error = "error",
        /// The catalogue is loaded, the finding is returned.
        Warning = "warning",
    }
}

/// What the check of a catalogue found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The stable code, such as `L04-ce-no-statute`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The article, section or rule behind it.
    pub source: &'static str,
    /// The place in the catalogue (RFC 6901).
    pub pointer: String,
    /// Expected, found, what would work.
    pub message: String,
}

impl Catalogue {
    /// Reads a catalogue from JSON. It is not yet checked: see [`check`].
    ///
    /// # Errors
    /// A `json-…` error for malformed JSON, with the place; an `id-…`, `instant-…` … error for a malformed member.
    pub fn from_json(json: &[u8]) -> Result<Self> {
        crate::json::read(json)
    }

    /// Writes the catalogue as JSON for people and files.
    ///
    /// # Errors
    /// None for a catalogue that was read.
    pub fn to_json(&self) -> Result<String> {
        crate::json::pretty(self)
    }

    /// The SHA-256 of the canonical form (RFC 8785): what `catalogue-published` names.
    ///
    /// # Errors
    /// None for a catalogue that was read.
    pub fn digest(&self) -> Result<Digest> {
        Ok(Digest::of(&crate::json::canonical(self)?))
    }
}
