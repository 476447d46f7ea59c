//! What can meet a requirement: legal bases, and the notices on which consents are given.

use serde::{Deserialize, Serialize};

use super::words::*;
use crate::id::{Digest, Id};
use crate::text::{Lang, Text};
use crate::time::{Date, Instant, Period};

/// A statute, with the section and the day on which it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Statute {
    /// The name of the act.
    pub name: Text,
    /// The number in the statute book, such as `540/2018`.
    pub number: String,
    /// The section, such as `41 § 3 mom.`.
    pub section: String,
    /// The day on which the wording was read.
    pub as_of: Date,
}

/// A recorded human assessment that the engine never makes itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// Its reference.
    pub id: Id,
    /// Until when it holds; absent: without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// A permit of an authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Permit {
    /// Its reference.
    pub id: Id,
    /// To whom it was given; it must cover the recipient.
    pub holder: Id,
    /// From when; absent: from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// Until when; absent: without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// A condition of a legal basis. Each is positive; there is no negation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// A relationship of the person is in force.
    Relationship(RelationshipCondition),
    /// The person's age.
    Age(AgeCondition),
    /// The person's home municipality.
    HomeMunicipality(HomeCondition),
    /// The asker states something.
    Assertion(AssertionCondition),
}

/// A relationship of `kind` with a party is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RelationshipCondition {
    /// The kind, a term.
    pub kind: Id,
    /// The party; `controller` and `recipient` stand for those of the use.
    pub with: Id,
}

/// The person's age is at least `min` and below `below`, of which at least one is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AgeCondition {
    /// At least so many full years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u8>,
    /// Fewer full years than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<u8>,
}

/// The person's home municipality is the party or what it is part of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HomeCondition {
    /// The party; `controller` and `recipient` stand for those of the use.
    pub party: Id,
}

/// The asker states `name`; the engine never judges it, the answer carries it for the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AssertionCondition {
    /// The assertion, a term.
    pub name: Id,
}

/// What one who relies on a basis has to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// The obligation, a term.
    pub id: Id,
    /// When it is due.
    pub due: Due,
    /// With `by`: an instant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instant: Option<Instant>,
    /// With `by`: so long after the use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Period>,
    /// With `by`: the person's birthday of this age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
}

/// A legal basis that the city has published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// The id.
    pub id: Id,
    /// The catalogue version that brought it in.
    pub since: u32,
    /// What people call it.
    pub labels: Text,
    /// The letter of GDPR 6(1).
    pub article: Article,
    /// The statute; required by lint for (c) and (e).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statute: Option<Statute>,
    /// The requirements it meets.
    pub meets: Vec<Id>,
    /// The unit whose register holds the data, or what it is part of.
    pub controller: Id,
    /// Who uses the data; absent: the controller only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipients: Option<Vec<Id>>,
    /// Which data.
    pub data_categories: Vec<Id>,
    /// For what.
    pub purposes: Vec<Id>,
    /// Which operations.
    pub operations: Vec<Operation>,
    /// Only for uses that name cases, all within these: a case kind, or `kind:id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<Id>>,
    /// Conditions, all of which must hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
    /// Whether the law obliges or allows.
    pub character: Character,
    /// A recorded assessment that must not have run out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Assessment>,
    /// A permit that must be in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permit: Option<Permit>,
    /// The bar kinds whose words this statute overrides; a duty must state it, if only empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survives: Option<Vec<Id>>,
    /// What one who relies on it has to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<Obligation>,
    /// From when; absent: from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// Until when; absent: without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// How long the data is kept, in words (GDPR 30(1)(f)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention: Option<Text>,
    /// A remark for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The text a person is shown when asked, and what a consent given on it can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The id; with `version` it names one text for ever.
    pub id: Id,
    /// The version of the text, from 1.
    pub version: u32,
    /// The catalogue version that brought this version in: a consent's words are understood as of then.
    pub since: u32,
    /// What people call it.
    pub labels: Text,
    /// What the person reads.
    pub texts: Text,
    /// The SHA-256 of each text in UTF-8.
    pub sha256: TextDigests,
    /// Every controller that relies on it, named.
    pub controllers: Vec<Id>,
    /// Who uses the data; absent: the controller only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipients: Option<Vec<Id>>,
    /// The data, each required or optional.
    pub data_categories: Vec<NoticeCategory>,
    /// For what.
    pub purposes: Vec<Id>,
    /// Which operations.
    pub operations: Vec<Operation>,
    /// The requirements that a consent on it meets.
    pub meets: Vec<Id>,
    /// The least form of the consent.
    pub form: Form,
    /// Who completes it for a person who does not act alone.
    pub activation: Activation,
    /// From which age the person acts alone.
    pub min_age_self: u8,
    /// The age at which a guardian's consent ends; absent: it stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian_until_age: Option<u8>,
    /// The least assurance of the identification.
    pub min_assurance: Assurance,
    /// How long a consent holds; absent: until it is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity: Option<Period>,
    /// Whether this version changed what the person agreed to.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub material: bool,
    /// From when consents on this version no longer hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reconsent_by: Option<Instant>,
    /// From when renewal is good practice (a warning only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_by: Option<Instant>,
    /// Whether it may or must be asked.
    pub ask: Ask,
    /// How long after a refusal it may be asked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_again_after: Option<Period>,
    /// The recorded assessment that the consent is freely given (GDPR 7(4), recital 43).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Assessment>,
    /// The citation of a duty to ask, or of the permission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// From when it may be given; absent: from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// Until when it may be given; absent: without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// What one who relies on it has to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<Obligation>,
    /// The same text in plain language (selkokieli, lättläst).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plain: Option<Text>,
    /// A remark for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A category in a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NoticeCategory {
    /// The category.
    pub id: Id,
    /// The service does not work without it.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub required: bool,
}

/// The digest of a text in each language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TextDigests {
    /// Of the Finnish text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fi: Option<Digest>,
    /// Of the Swedish text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sv: Option<Digest>,
    /// Of the English text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<Digest>,
}

impl TextDigests {
    /// The digest of the text in `lang`.
    #[must_use]
    pub fn get(&self, lang: Lang) -> Option<Digest> {
        match lang {
            Lang::Fi => self.fi,
            Lang::Sv => self.sv,
            Lang::En => self.en,
        }
    }
}
