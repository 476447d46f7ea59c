//! The nodes within a receipt: parties, data, purposes, notices, durations, who acted.

use serde::{Deserialize, Serialize};

use crate::catalogue::{Assurance, Form};
use crate::id::{Digest, Id, SubjectId};
use crate::ledger::EventType;
use crate::text::{Lang, Text};
use crate::time::{Instant, Period};

/// Something that is described elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Its IRI.
    #[serde(rename = "@id")]
    pub iri: String,
    /// Its id.
    #[serde(rename = "dct:identifier")]
    pub id: Id,
}

/// A person by their opaque key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The IRI.
    #[serde(rename = "@id")]
    pub iri: String,
    /// `dpv:DataSubject`.
    #[serde(rename = "@type")]
    pub kind: String,
    /// The key.
    #[serde(rename = "dct:identifier")]
    pub id: SubjectId,
}

/// A party by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The IRI.
    #[serde(rename = "@id")]
    pub iri: String,
    /// The party.
    #[serde(rename = "dct:identifier")]
    pub id: Id,
    /// What people call it; absent when the catalogue does not know it.
    #[serde(rename = "dpv:hasName", default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
}

/// A party with what a person needs to turn to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// The IRI.
    #[serde(rename = "@id")]
    pub iri: String,
    /// `dpv:Entity` and its roles in this record.
    #[serde(rename = "@type")]
    pub roles: Vec<String>,
    /// The party.
    #[serde(rename = "dct:identifier")]
    pub id: Id,
    /// The same by the name that the profile's table has.
    #[serde(rename = "dpv:hasIdentifier")]
    pub identifier: Id,
    /// What people call it; absent when the catalogue does not know it.
    #[serde(rename = "dpv:hasName", default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Its country.
    #[serde(rename = "dpv:hasJurisdiction")]
    pub jurisdiction: String,
    /// How to reach it: by wire, and by post.
    #[serde(rename = "schema:contactPoint")]
    pub contact: Vec<ContactPoint>,
}

/// A way to reach a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactPoint {
    /// `schema:ContactPoint` or `schema:PostalAddress`; with `consent:not-stated` when nobody has stated it.
    #[serde(rename = "@type")]
    pub kind: Vec<String>,
    /// The postal address.
    #[serde(rename = "schema:streetAddress", default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The address for electronic mail.
    #[serde(rename = "schema:email", default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The telephone number.
    #[serde(rename = "schema:telephone", default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// The page.
    #[serde(rename = "schema:url", default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A data category, a purpose or an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// The IRI.
    #[serde(rename = "@id")]
    pub iri: String,
    /// `dpv:PersonalData`, `dpv:SpecialCategoryPersonalData`, `dpv:Purpose` or `dpv:Processing`.
    #[serde(rename = "@type")]
    pub kind: String,
    /// Its id.
    #[serde(rename = "dct:identifier")]
    pub id: Id,
    /// What people call it; absent when the catalogue does not know it any more.
    #[serde(rename = "skos:prefLabel", default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// The same or something broader elsewhere, for example in DPV.
    #[serde(rename = "skos:broader")]
    pub broader: Vec<String>,
    /// Of data: whether the service works without it.
    #[serde(rename = "dpv:hasNecessity", default, skip_serializing_if = "Option::is_none")]
    pub necessity: Option<String>,
}

/// What is done with which data, for what, by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// `dpv:Process`.
    #[serde(rename = "@type")]
    pub kind: String,
    /// Which data.
    #[serde(rename = "dpv:hasPersonalData")]
    pub data: Vec<Concept>,
    /// For what.
    #[serde(rename = "dpv:hasPurpose")]
    pub purposes: Vec<Concept>,
    /// What is done with it.
    #[serde(rename = "dpv:hasProcessing")]
    pub operations: Vec<Concept>,
    /// Who uses it, by IRI.
    #[serde(rename = "dpv:hasRecipient")]
    pub recipients: Vec<String>,
    /// Where and how long it is kept.
    #[serde(rename = "dpv:hasStorageCondition")]
    pub storage: Vec<StorageCondition>,
    /// Only for these cases; absent: for any.
    #[serde(rename = "consent:case", default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<Id>>,
}

/// Where data is kept, or how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StorageCondition {
    /// `dpv:StorageLocation` or `dpv:StorageDuration`.
    #[serde(rename = "@type")]
    pub kind: String,
    /// Where.
    #[serde(rename = "dpv:hasLocation", default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<String>,
    /// How long.
    #[serde(rename = "dpv:hasDuration", default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<Duration>,
}

/// A duration of DPV.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Duration {
    /// Which one.
    #[serde(rename = "@type")]
    pub kind: String,
    /// A period (ISO 8601) of `dpv:TemporalDuration`, an instant of `dpv:UntilTimeDuration`, a status of `dpv:UntilEventDuration`;
    /// absent of one without end or that nobody knows.
    #[serde(rename = "rdf:value", default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// How the person takes it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConsentControl {
    /// `dpv:WithdrawConsent`.
    #[serde(rename = "@type")]
    pub kind: String,
    /// Where.
    #[serde(rename = "dpv:isExercisedAt")]
    pub at: String,
}

/// A right of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Right {
    /// `dpv:DataSubjectRight` and the article of the GDPR.
    #[serde(rename = "@type")]
    pub kind: Vec<String>,
    /// Where it is exercised.
    #[serde(rename = "dpv:isExercisedAt")]
    pub at: String,
}

/// A text as it was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NoticeNode {
    /// The IRI of this version.
    #[serde(rename = "@id")]
    pub iri: String,
    /// `dpv:ConsentNotice`.
    #[serde(rename = "@type")]
    pub kind: String,
    /// The notice.
    #[serde(rename = "dct:identifier")]
    pub id: Id,
    /// Its version.
    #[serde(rename = "schema:version")]
    pub version: u32,
    /// What people call it.
    #[serde(rename = "skos:prefLabel")]
    pub label: Text,
    /// The language in which it was shown; absent when it was only referred to.
    #[serde(rename = "dct:language", default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Lang>,
    /// The digest of the text that was shown.
    #[serde(rename = "consent:sha256", default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
    /// The least form of an answer.
    #[serde(rename = "consent:form")]
    pub form: Form,
    /// How long a consent on it holds; absent: until it is withdrawn.
    #[serde(rename = "consent:period", default, skip_serializing_if = "Option::is_none")]
    pub validity: Option<Period>,
    /// The requirements that a consent on it meets.
    #[serde(rename = "consent:meets")]
    pub meets: Vec<Id>,
}

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ActorNode {
    /// The entity in DPV, and the engine's own word for the role.
    #[serde(rename = "@type")]
    pub kind: Vec<String>,
    /// The IRI of a party.
    #[serde(rename = "@id", default, skip_serializing_if = "Option::is_none")]
    pub iri: Option<String>,
    /// The key of a representative, or the party; absent for the person.
    #[serde(rename = "dct:identifier", default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
}

/// How a consent was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IndicationMethod {
    /// In which form.
    #[serde(rename = "consent:form")]
    pub form: Form,
    /// The form in words.
    #[serde(rename = "skos:prefLabel")]
    pub form_label: Text,
    /// On which way.
    #[serde(rename = "consent:channel")]
    pub channel: Channel,
    /// How surely the giver was identified (Regulation (EU) 910/2014, article 8(2)).
    #[serde(rename = "consent:assurance")]
    pub assurance: Assurance,
    /// In which case.
    #[serde(rename = "consent:case", default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Id>,
    /// The digest of the evidence that the host keeps.
    #[serde(rename = "consent:sha256", default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// A way of giving consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// The term.
    #[serde(rename = "dct:identifier")]
    pub id: Id,
    /// What people call it; absent when the catalogue does not know it any more.
    #[serde(rename = "skos:prefLabel", default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
}

/// What a narrowing took away, by the ids of the catalogue; what is not named is everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TakenAway {
    /// From which controllers, by IRI.
    #[serde(rename = "dpv:hasDataController", default, skip_serializing_if = "Vec::is_empty")]
    pub controllers: Vec<String>,
    /// From which recipients, by IRI.
    #[serde(rename = "dpv:hasRecipient", default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// Which data.
    #[serde(rename = "dpv:hasPersonalData", default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<Concept>,
    /// For what.
    #[serde(rename = "dpv:hasPurpose", default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<Concept>,
    /// Which operations.
    #[serde(rename = "dpv:hasProcessing", default, skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<Concept>,
    /// In which cases.
    #[serde(rename = "consent:case", default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<Id>>,
}

/// That an event was erased: its payload is gone, its place in the ledger is proven all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ErasedNode {
    /// What was erased.
    #[serde(rename = "@type")]
    pub kind: EventType,
    /// The event that erased it.
    #[serde(rename = "dct:identifier")]
    pub id: Id,
    /// The position of that event.
    #[serde(rename = "consent:position")]
    pub position: u64,
    /// When.
    #[serde(rename = "consent:erasedAt")]
    pub at: Instant,
    /// Who erased it.
    #[serde(rename = "dpv:isIndicatedBy")]
    pub by: ActorNode,
    /// Why.
    #[serde(rename = "dct:description", default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The provision or the permission on which a use rested.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// The IRI.
    #[serde(rename = "@id")]
    pub iri: String,
    /// The article of the GDPR, or `dpv:Consent`.
    #[serde(rename = "@type")]
    pub kind: String,
    /// The legal basis, or the consent.
    #[serde(rename = "dct:identifier")]
    pub id: Id,
    /// What people call it; absent for a consent.
    #[serde(rename = "skos:prefLabel", default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// The statute.
    #[serde(rename = "dct:source", default, skip_serializing_if = "Option::is_none")]
    pub statute: Option<StatuteNode>,
}

/// A provision of a statute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StatuteNode {
    /// The name of the act.
    #[serde(rename = "skos:prefLabel")]
    pub name: Text,
    /// Its number in the statute book.
    #[serde(rename = "schema:legislationIdentifier")]
    pub number: String,
    /// The section.
    #[serde(rename = "schema:hasPart")]
    pub section: String,
}
