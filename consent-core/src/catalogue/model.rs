//! The catalogue as it is written: what a city publishes, without personal data (semantics §2).
//!
//! The names follow GDPR, W3C DPV and ISO/IEC TS 27560. A catalogue is checked by `lint` and put into a fast
//! form by `compile`; nothing else reads these types to decide.

use serde::{Deserialize, Serialize};

use crate::id::{Digest, Id};
use crate::text::{Lang, Text};
use crate::time::{Date, Instant, Offset, Period};

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in the order of the specification.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used in JSON.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The format of a catalogue document.
    Schema {
        /// The first format.
        V1 = "consent-catalogue/1",
    }
}

words! {
    /// What is done with data: a closed flat set, none implies another (W3C DPV processing operations).
    Operation {
        /// dpv:Collect.
        Collect = "collect",
        /// Obtaining what another party discloses; dpv:Obtain.
        Receive = "receive",
        /// dpv:Store.
        Store = "store",
        /// dpv:Use.
        Use = "use",
        /// dpv:Analyse.
        Analyse = "analyse",
        /// dpv:Profiling (GDPR 4(4)).
        Profile = "profile",
        /// dpv:Combine.
        Combine = "combine",
        /// dpv:Disclose.
        Disclose = "disclose",
        /// dpv:MakeAvailable to the public.
        Publish = "publish",
        /// dpv:Pseudonymise (GDPR 4(5)).
        Pseudonymise = "pseudonymise",
        /// dpv:Anonymise.
        Anonymise = "anonymise",
        /// dpv:Erase (GDPR 17).
        Erase = "erase",
    }
}

impl Operation {
    /// The IRI of the operation in W3C DPV 2.
    #[must_use]
    pub const fn iri(self) -> &'static str {
        match self {
            Self::Collect => "https://w3id.org/dpv#Collect",
            Self::Receive => "https://w3id.org/dpv#Obtain",
            Self::Store => "https://w3id.org/dpv#Store",
            Self::Use => "https://w3id.org/dpv#Use",
            Self::Analyse => "https://w3id.org/dpv#Analyse",
            Self::Profile => "https://w3id.org/dpv#Profiling",
            Self::Combine => "https://w3id.org/dpv#Combine",
            Self::Disclose => "https://w3id.org/dpv#Disclose",
            Self::Publish => "https://w3id.org/dpv#MakeAvailable",
            Self::Pseudonymise => "https://w3id.org/dpv#Pseudonymise",
            Self::Anonymise => "https://w3id.org/dpv#Anonymise",
            Self::Erase => "https://w3id.org/dpv#Erase",
        }
    }
}

words! {
    /// The legal basis of a row by its letter in GDPR 6(1); (a), consent, is never a row but a person's act.
    Article {
        /// Contract, 6(1)(b).
        B = "6(1)(b)",
        /// Legal obligation, 6(1)(c).
        C = "6(1)(c)",
        /// Vital interests, 6(1)(d).
        D = "6(1)(d)",
        /// Public task or official authority, 6(1)(e).
        E = "6(1)(e)",
        /// Legitimate interests, 6(1)(f).
        F = "6(1)(f)",
    }
}

words! {
    /// Whether the law obliges or allows.
    Character {
        /// The law obliges: consent is neither needed nor asked.
        Duty = "duty",
        /// The law allows.
        Permission = "permission",
    }
}

words! {
    /// What a requirement lets a consent do for it.
    ConsentRule {
        /// No consent meets it.
        No = "no",
        /// A consent in any form.
        Yes = "yes",
        /// An explicit consent (GDPR 9(2)(a), 22(2)(c), 49(1)(a)).
        Explicit = "explicit",
        /// A written consent.
        Written = "written",
    }
}

words! {
    /// The form in which a consent is given, and the least form that a notice asks for.
    Form {
        /// A clear affirmative act (GDPR 4(11)).
        Any = "any",
        /// An express statement (GDPR 9(2)(a)).
        Explicit = "explicit",
        /// In writing.
        Written = "written",
        /// An express statement in writing.
        ExplicitWritten = "explicit-written",
    }
}

impl Form {
    const fn parts(self) -> (bool, bool) {
        match self {
            Self::Any => (false, false),
            Self::Explicit => (true, false),
            Self::Written => (false, true),
            Self::ExplicitWritten => (true, true),
        }
    }

    const fn of(parts: (bool, bool)) -> Self {
        match parts {
            (false, false) => Self::Any,
            (true, false) => Self::Explicit,
            (false, true) => Self::Written,
            (true, true) => Self::ExplicitWritten,
        }
    }

    /// True when this form has everything that `needed` has.
    #[must_use]
    pub const fn is_at_least(self, needed: Self) -> bool {
        let (a, b) = (self.parts(), needed.parts());
        (a.0 || !b.0) && (a.1 || !b.1)
    }

    /// True when a consent in this form does what the rule asks.
    #[must_use]
    pub const fn satisfies(self, rule: ConsentRule) -> bool {
        match rule {
            ConsentRule::No => false,
            ConsentRule::Yes => true,
            ConsentRule::Explicit => self.is_at_least(Self::Explicit),
            ConsentRule::Written => self.is_at_least(Self::Written),
        }
    }

    /// What both forms have.
    #[must_use]
    pub const fn meet(self, other: Self) -> Self {
        let (a, b) = (self.parts(), other.parts());
        Self::of((a.0 && b.0, a.1 && b.1))
    }
}

words! {
    /// Who completes a consent (semantics §4 *Quorum*).
    Activation {
        /// The person, or a representative who is no guardian.
        Subject = "subject",
        /// One guardian suffices.
        AnyGuardian = "any-guardian",
        /// All guardians together.
        AllGuardians = "all-guardians",
    }
}

words! {
    /// Level of assurance of the identification (Regulation (EU) 910/2014, article 8(2)); ordered.
    Assurance {
        /// Low.
        Low = "low",
        /// Substantial.
        Substantial = "substantial",
        /// High.
        High = "high",
    }
}

words! {
    /// Whether a service may or must ask (1287/2013 23 § obliges to ask).
    Ask {
        /// May be asked.
        May = "may",
        /// Must be asked.
        Must = "must",
    }
}

words! {
    /// What a party is; it is also one of its classes.
    PartyKind {
        /// An authority or a body in a public task.
        PublicAuthority = "public-authority",
        /// A company.
        Company = "company",
        /// A research organisation.
        ResearchOrganisation = "research-organisation",
        /// An association.
        Association = "association",
        /// A private person: a guardian, or a person's own device or wallet as a source.
        Person = "person",
        /// A consent operator.
        Operator = "operator",
    }
}

words! {
    /// The role of a member in the network.
    Role {
        /// Discloses data.
        Source = "source",
        /// Receives data.
        Recipient = "recipient",
        /// Runs the consent service.
        Operator = "operator",
    }
}

words! {
    /// The standing of a membership.
    MembershipStatus {
        /// May take part.
        Admitted = "admitted",
        /// May not take part for now.
        Suspended = "suspended",
        /// Has left.
        Left = "left",
    }
}

words! {
    /// Who sets or lifts a bar.
    Setter {
        /// The person.
        Person = "person",
        /// A guardian of a minor.
        Guardian = "guardian",
        /// A representative who is no guardian: a mandate or a legal guardian of an adult.
        Representative = "representative",
        /// A controller.
        Controller = "controller",
        /// An operator.
        Operator = "operator",
        /// An authority.
        Authority = "authority",
    }
}

words! {
    /// What a bar kind defeats or spares.
    Target {
        /// Rows on 6(1)(b).
        B = "b",
        /// Rows on 6(1)(c).
        C = "c",
        /// Rows on 6(1)(d).
        D = "d",
        /// Rows on 6(1)(e).
        E = "e",
        /// Rows on 6(1)(f).
        F = "f",
        /// Rows that oblige.
        Duty = "duty",
        /// Rows that allow.
        Permission = "permission",
        /// Consents.
        Consent = "consent",
    }
}

words! {
    /// Which legal bases a bar reaches.
    Reach {
        /// All.
        All = "all",
        /// Those that began at or after the bar's `at`.
        Later = "later",
    }
}

words! {
    /// What a consent given after the bar does.
    LaterConsent {
        /// The bar stands.
        Stands = "stands",
        /// The later consent stands for what it covers.
        Lifts = "lifts",
    }
}

words! {
    /// What a term names.
    TermKind {
        /// Something the asker states (necessary, emergency, moving …).
        Assertion = "assertion",
        /// A kind of relationship between the person and a party.
        Relationship = "relationship",
        /// A way of delivery or of giving consent.
        Channel = "channel",
        /// A class of categories, purposes or parties.
        Class = "class",
        /// A kind of case.
        CaseKind = "case-kind",
        /// An obligation that an answer can carry; also an assertion when it is due before the use.
        Obligation = "obligation",
    }
}

words! {
    /// When an obligation is due.
    Due {
        /// Before the use: it must be asserted for the basis to hold.
        Before = "before",
        /// With the use.
        With = "with",
        /// After the use.
        After = "after",
        /// By an instant.
        By = "by",
        /// When the basis ends.
        OnEnd = "on-end",
    }
}

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
        std::borrow::Cow::<str>::deserialize(deserializer)?.parse().map_err(crate::json::carry)
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
