//! The catalogue as it is written: what a city publishes, without personal data (semantics §2).
//!
//! The names follow GDPR, W3C DPV and ISO/IEC TS 27560. A catalogue is checked by `lint` and put into a fast
//! form by `compile`; nothing else reads these types to decide.

mod basis;
mod law;
mod words;

use serde::{Deserialize, Serialize};

pub use basis::*;
pub use law::*;
pub use words::*;

use crate::id::Id;
use crate::text::{Lang, Text};
use crate::time::{Date, Instant, Offset};

/// What the city published at one version (semantics §2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// The format of this document.
    pub schema: Schema,
    /// The id of the catalogue; the same in every version.
    pub id: Id,
    /// The version: an integer from 1 that only grows.
    pub version: u32,
    /// When this version was written.
    pub published: Instant,
    /// The languages that every label and text has.
    pub languages: Vec<Lang>,
    /// The fixed distance from UTC in which dates, ages and durations count.
    pub utc_offset_minutes: Offset,
    /// A remark for readers, for example *demonstration, not legal advice*.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The shipped profiles that this catalogue builds on: `eu-gdpr`, `fi`.
    #[serde(default)]
    pub profiles: Vec<Id>,
    /// Named lists of countries.
    #[serde(default)]
    pub country_lists: Vec<CountryList>,
    /// What the law or the rulebook demands, besides the profiles.
    #[serde(default)]
    pub requirements: Vec<Requirement>,
    /// Kinds of bars, besides the shipped ones.
    #[serde(default)]
    pub bar_kinds: Vec<BarKind>,
    /// The names this catalogue uses, besides the profiles.
    #[serde(default)]
    pub terms: Vec<Term>,
    /// The data, as a directed acyclic graph.
    pub data_categories: Vec<DataCategory>,
    /// The purposes, as a directed acyclic graph.
    pub purposes: Vec<Purpose>,
    /// The parties, as a tree.
    pub parties: Vec<Party>,
    /// The legal bases that the city has published.
    #[serde(default)]
    pub legal_bases: Vec<LegalBasis>,
    /// The texts that a person is shown when asked.
    #[serde(default)]
    pub notices: Vec<Notice>,
}

/// A part of the law as data: shipped with the engine, named in a catalogue's `profiles`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The name of the profile.
    pub id: Id,
    /// The day on which its rows were last compared with the law.
    pub as_of: Date,
    /// A remark for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Named lists of countries.
    #[serde(default)]
    pub country_lists: Vec<CountryList>,
    /// Requirements.
    #[serde(default)]
    pub requirements: Vec<Requirement>,
    /// Kinds of bars.
    #[serde(default)]
    pub bar_kinds: Vec<BarKind>,
    /// Names.
    #[serde(default)]
    pub terms: Vec<Term>,
}

/// A named list of countries, for example those with an adequacy decision (GDPR 45).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CountryList {
    /// The name, for `recipient_outside`.
    pub id: Id,
    /// Where the list comes from.
    pub source: String,
    /// The members.
    pub countries: Vec<CountryEntry>,
}

/// A country in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CountryEntry {
    /// ISO 3166-1 alpha-2.
    pub country: Country,
    /// From when it is on the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// Until when it is on the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// A country by its two capital letters (ISO 3166-1 alpha-2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl core::str::FromStr for Country {
    type Err = crate::Error;

    fn from_str(text: &str) -> crate::Result<Self> {
        match text.as_bytes() {
            &[a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Ok(Self([a, b])),
            _ => Err(crate::Error::new(
                "country-invalid",
                format_args!("expected a country as two capital letters of ISO 3166-1 such as `FI`, found `{text}`"),
            )),
        }
    }
}

impl core::fmt::Debug for Country {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Country {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::json::text(deserializer, "a string")
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Country {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Country".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[A-Z]{2}$"})
    }
}

/// A name that the catalogue uses; an unknown one is an error wherever it is met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The name.
    pub id: Id,
    /// What it names.
    pub kind: TermKind,
    /// What people call it.
    pub labels: Text,
}

/// A kind of data that people understand (*dataryhmä*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DataCategory {
    /// The id.
    pub id: Id,
    /// The catalogue version that brought it in under its present parents.
    pub since: u32,
    /// What people call it.
    pub labels: Text,
    /// The broader categories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<Id>,
    /// Its classes, besides those of its ancestors; one of `secret` and `public` at the latest there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<Id>,
    /// The same thing elsewhere, as IRIs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<String>,
    /// The ids that this one took the place of; bars follow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<Id>,
    /// Nothing broader covers it.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub must_be_named: bool,
    /// A remark for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What data is used for (*käyttötarkoitus*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// The id.
    pub id: Id,
    /// The catalogue version that brought it in under its present parents.
    pub since: u32,
    /// What people call it.
    pub labels: Text,
    /// The broader purposes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<Id>,
    /// Its classes, besides those of its ancestors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<Id>,
    /// The same thing elsewhere, as IRIs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<String>,
    /// The ids that this one took the place of; bars follow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<Id>,
    /// Nothing broader covers it.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub must_be_named: bool,
    /// A remark for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A city, division, service, company, institute, guardian, or a person's own device.
///
/// `kind`, `country`, `authority`, `classes` and `memberships` are each its own or else its nearest ancestor's, never
/// looking above a `legal_person`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The id.
    pub id: Id,
    /// The catalogue version that brought it in under its present parent.
    pub since: u32,
    /// What people call it.
    pub labels: Text,
    /// What it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<Id>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PartyKind>,
    /// Its further classes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<Id>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// The authority it belongs to; secrecy runs between authorities (621/1999).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Id>,
    /// A controller of its own: *part of* does not pass it.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub legal_person: bool,
    /// Its standing in the network.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub memberships: Vec<Membership>,
    /// For whom it processes (GDPR 28).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub processes_for: Vec<ProcessesFor>,
    /// Whose tasks it took over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub succeeds: Vec<Succeeds>,
    /// A remark for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A party's standing in the network of operators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// In which role.
    pub role: Role,
    /// The standing.
    pub status: MembershipStatus,
    /// From when; absent: from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// Until when; absent: without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// The version of the rulebook it accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rulebook: Option<String>,
}

/// An agreement to process for a controller (GDPR 28); it holds for the processor's parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProcessesFor {
    /// For whom; a sub-processor names the controller, too.
    pub controller: Id,
    /// Which data.
    pub data_categories: Vec<Id>,
    /// For what.
    pub purposes: Vec<Id>,
    /// The reference of the agreement.
    pub agreement: String,
    /// From when; absent: from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// Until when; absent: without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// A succession in tasks and registers, with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Succeeds {
    /// Whom it succeeds.
    pub party: Id,
    /// In which data.
    pub data_categories: Vec<Id>,
    /// From when.
    pub from: Instant,
    /// The citation.
    pub source: String,
    /// Whether consents given to the predecessor follow.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub consents: bool,
}
