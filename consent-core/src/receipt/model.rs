//! The members of a receipt, by the names of W3C DPV, Dublin Core, SKOS and schema.org.
//!
//! Cardinalities are those of the DPV profile of ISO/IEC TS 27560: a member that it demands is never left out; what nobody has
//! stated says so (`consent:not-stated`). Lists keep the order in which the engine writes them.

use serde::{Deserialize, Serialize};

use super::context::Context;
use crate::catalogue::{Assurance, Form};
use crate::id::{Digest, Id, SubjectId};
use crate::ledger::EventType;
use crate::text::{Lang, Text};
use crate::time::{Instant, Period};
use crate::view::ConsentStatus;

/// A receipt for a consent, given to the resident (GDPR 7(1), ISO/IEC TS 27560).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConsentReceipt {
    /// The fixed context.
    #[serde(rename = "@context")]
    pub context: Context,
    /// The IRI of the receipt.
    #[serde(rename = "@id")]
    pub iri: String,
    /// `dpv:ConsentReceipt`.
    #[serde(rename = "@type")]
    pub kind: String,
    /// The receipt's own id.
    #[serde(rename = "dct:identifier")]
    pub id: Id,
    /// The same by the name that the profile's table has.
    #[serde(rename = "dpv:hasIdentifier")]
    pub identifier: Id,
    /// The profile.
    #[serde(rename = "dct:conformsTo")]
    pub conforms_to: String,
    /// The version of DPV whose terms it uses.
    #[serde(rename = "dct:references")]
    pub vocabulary: String,
    /// When it was made; everything in it is as of then.
    #[serde(rename = "dct:created")]
    pub created: Instant,
    /// The language that the resident uses; labels are in every language of the catalogue.
    #[serde(rename = "dct:language")]
    pub language: Lang,
    /// Who issued it.
    #[serde(rename = "dct:publisher")]
    pub publisher: Reference,
    /// The consent.
    #[serde(rename = "dpv:hasRecordOfActivity")]
    pub record: ConsentRecord,
    /// The catalogue from which the words come.
    #[serde(rename = "consent:catalogue")]
    pub catalogue: CatalogueNode,
    /// What proves it, by position.
    #[serde(rename = "consent:evidence")]
    pub evidence: Vec<Evidence>,
    /// The signed note over everything else (C2SP signed-note).
    #[serde(rename = "consent:seal")]
    pub seal: String,
}

/// A consent: who, what, why, on which text, and everything that happened to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConsentRecord {
    /// The IRI of the consent.
    #[serde(rename = "@id")]
    pub iri: String,
    /// `dpv:ConsentRecord`.
    #[serde(rename = "@type")]
    pub kind: String,
    /// The consent.
    #[serde(rename = "dct:identifier")]
    pub id: Id,
    /// The same by the name that the profile's table has.
    #[serde(rename = "dpv:hasIdentifier")]
    pub identifier: Id,
    /// The profile.
    #[serde(rename = "dct:conformsTo")]
    pub conforms_to: String,
    /// Whose data.
    #[serde(rename = "dpv:hasDataSubject")]
    pub subject: Person,
    /// The texts, each as it was shown.
    #[serde(rename = "dpv:hasNotice")]
    pub notices: Vec<NoticeNode>,
    /// The languages in which they were shown, or else that of the receipt.
    #[serde(rename = "dct:language")]
    pub languages: Vec<Lang>,
    /// Who relies on it, by IRI.
    #[serde(rename = "dpv:hasDataController")]
    pub controllers: Vec<String>,
    /// The type of the consent.
    #[serde(rename = "dpv:hasLegalBasis")]
    pub legal_basis: Vec<String>,
    /// The countries of the controllers.
    #[serde(rename = "dpv:hasJurisdiction")]
    pub jurisdiction: Vec<String>,
    /// The GDPR.
    #[serde(rename = "dpv:hasApplicableLaw")]
    pub applicable_law: String,
    /// What was given or asked; `dpv:hasConsentStatus` says what was taken away since.
    #[serde(rename = "dpv:hasProcess")]
    pub process: Process,
    /// How to withdraw it.
    #[serde(rename = "dpv:hasConsentControl")]
    pub control: ConsentControl,
    /// The person's rights.
    #[serde(rename = "dpv:hasRight")]
    pub rights: Vec<Right>,
    /// Every party named in the record, by id.
    #[serde(rename = "dpv:hasEntity")]
    pub entities: Vec<Entity>,
    /// What happened, by position; at the end how it stands when the receipt was made.
    #[serde(rename = "dpv:hasConsentStatus")]
    pub events: Vec<ConsentEvent>,
    /// How it stands, in the engine's own words.
    #[serde(rename = "consent:standing")]
    pub standing: Standing,
}

/// A receipt for a recorded use, given to the asker: the fields of the disclosure log (703/2023 10 §), and nothing else
/// about the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DecisionReceipt {
    /// The fixed context.
    #[serde(rename = "@context")]
    pub context: Context,
    /// The IRI of the receipt.
    #[serde(rename = "@id")]
    pub iri: String,
    /// `consent:DecisionReceipt`.
    #[serde(rename = "@type")]
    pub kind: String,
    /// The receipt's own id.
    #[serde(rename = "dct:identifier")]
    pub id: Id,
    /// The same by the name that the profile's table has.
    #[serde(rename = "dpv:hasIdentifier")]
    pub identifier: Id,
    /// The version of DPV whose terms it uses.
    #[serde(rename = "dct:references")]
    pub vocabulary: String,
    /// When it was made.
    #[serde(rename = "dct:created")]
    pub created: Instant,
    /// The language of the asker; labels are in every language of the catalogue.
    #[serde(rename = "dct:language")]
    pub language: Lang,
    /// Who issued it.
    #[serde(rename = "dct:publisher")]
    pub publisher: Reference,
    /// The recorded use.
    #[serde(rename = "consent:record")]
    pub record: DisclosureRecord,
    /// The catalogue from which the words come.
    #[serde(rename = "consent:catalogue")]
    pub catalogue: CatalogueNode,
    /// What proves it, by position.
    #[serde(rename = "consent:evidence")]
    pub evidence: Vec<Evidence>,
    /// The signed note over everything else (C2SP signed-note).
    #[serde(rename = "consent:seal")]
    pub seal: String,
}

/// The fields of 703/2023 10 §. Of an erased use only whose data and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DisclosureRecord {
    /// The IRI of the event.
    #[serde(rename = "@id")]
    pub iri: String,
    /// `dpv:Process`.
    #[serde(rename = "@type")]
    pub kind: String,
    /// The event.
    #[serde(rename = "dct:identifier")]
    pub id: Id,
    /// Which data.
    #[serde(rename = "dpv:hasPersonalData", default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<Concept>,
    /// Whose.
    #[serde(rename = "dpv:hasDataSubject")]
    pub subject: Person,
    /// Who disclosed it: the unit whose register holds it.
    #[serde(rename = "dpv:hasDataController", default, skip_serializing_if = "Option::is_none")]
    pub discloser: Option<Party>,
    /// Who received it.
    #[serde(rename = "dpv:hasRecipient", default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Party>,
    /// When.
    #[serde(rename = "dpv:isIndicatedAtTime")]
    pub at: Instant,
    /// For what.
    #[serde(rename = "dpv:hasPurpose", default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Concept>,
    /// The provision or the permission on which it rested.
    #[serde(rename = "dpv:hasLegalBasis", default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Its erasure, when it was erased.
    #[serde(rename = "consent:erased", default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<ErasedNode>,
}

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
    /// With `dpv:TemporalDuration`: how long (ISO 8601).
    #[serde(rename = "consent:period", default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// With `dpv:UntilTimeDuration`: until when.
    #[serde(rename = "consent:validUntil", default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// With `dpv:UntilEventDuration`: until what happens, as a consent status.
    #[serde(rename = "consent:untilEvent", default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
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

/// Something that happened to the consent, or how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConsentEvent {
    /// The status in DPV, and the engine's own word for it.
    #[serde(rename = "@type")]
    pub kind: Vec<String>,
    /// The event; absent at the end, where the record says how the consent stands.
    #[serde(rename = "dct:identifier", default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// Its position in the ledger.
    #[serde(rename = "consent:position", default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u64>,
    /// Another key of the same person, under which it was recorded.
    #[serde(rename = "consent:subject", default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<SubjectId>,
    /// When it took effect.
    #[serde(rename = "dpv:isIndicatedAtTime")]
    pub at: Instant,
    /// When the ledger came to know it.
    #[serde(rename = "consent:recordedAt", default, skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<Instant>,
    /// Who acted.
    #[serde(rename = "dpv:isIndicatedBy")]
    pub by: ActorNode,
    /// True for a negative act of someone whose entitlement was not recorded; it takes effect all the same.
    #[serde(rename = "consent:actorUnverified", default, skip_serializing_if = "Option::is_none")]
    pub unverified: Option<bool>,
    /// The type of consent.
    #[serde(rename = "dpv:hasLegalBasis")]
    pub legal_basis: Vec<String>,
    /// How long what it says holds.
    #[serde(rename = "dpv:hasDuration")]
    pub duration: Duration,
    /// How it was given.
    #[serde(rename = "dpv:hasIndicationMethod", default, skip_serializing_if = "Option::is_none")]
    pub method: Option<IndicationMethod>,
    /// From when it was given, if later than the act.
    #[serde(rename = "consent:validFrom", default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Instant>,
    /// With a narrowing: what was taken away.
    #[serde(rename = "consent:takenAway", default, skip_serializing_if = "Option::is_none")]
    pub taken_away: Option<TakenAway>,
    /// Through which operator it came.
    #[serde(rename = "consent:operator", default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<Id>,
    /// Why, in the words of who acted.
    #[serde(rename = "dct:description", default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Its erasure, when it was erased.
    #[serde(rename = "consent:erased", default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<ErasedNode>,
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

/// How a consent stands when the receipt is made. Who had to give it depends on facts about the person and their guardians that
/// a receipt does not disclose: that the acts in it completed the consent is the operator's word, under its signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// How it stands; absent while nothing that counts has happened.
    #[serde(rename = "consent:status", default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ConsentStatus>,
    /// The same in words.
    #[serde(rename = "skos:prefLabel", default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// When the last of those who had to give gave.
    #[serde(rename = "consent:completedAt", default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Instant>,
    /// From when it is valid.
    #[serde(rename = "consent:validFrom", default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// When it ended, or will end.
    #[serde(rename = "consent:validUntil", default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// Whose acts completed it.
    #[serde(rename = "consent:givenBy", default, skip_serializing_if = "Vec::is_empty")]
    pub given_by: Vec<ActorNode>,
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

/// The catalogue whose words a receipt has; the ledger has its digest (`catalogue-published`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CatalogueNode {
    /// Its id.
    #[serde(rename = "dct:identifier")]
    pub id: Id,
    /// Its version.
    #[serde(rename = "schema:version")]
    pub version: u32,
    /// The digest of its canonical form.
    #[serde(rename = "consent:sha256")]
    pub sha256: Digest,
}

/// An entry of the ledger, and the proof that it is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The entry as an exported ledger has it: canonical, with the salt of its commitment.
    #[serde(rename = "consent:entry")]
    pub entry: String,
    /// Its inclusion proof with the signed checkpoint (C2SP tlog-proof).
    #[serde(rename = "consent:proof")]
    pub proof: String,
}
