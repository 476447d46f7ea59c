//! The members of a receipt, by the names of W3C DPV, Dublin Core, SKOS and schema.org.
//!
//! Cardinalities are those of the DPV profile of ISO/IEC TS 27560: a member that it demands is never left out; what nobody has
//! stated says so (`consent:not-stated`). Lists keep the order in which the engine writes them.

use serde::{Deserialize, Serialize};

use super::context::Context;
pub use super::node::*;
use crate::id::{Digest, Id, SubjectId};
use crate::text::{Lang, Text};
use crate::time::Instant;
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
