//! Documents that only this module hands out; all others are the engine's own.

use std::collections::BTreeMap;

use consent_core::catalogue::Finding;
use consent_core::decide::ReasonCode;
use consent_core::ledger::Record;
use consent_core::{Digest, Erased, Error, Id, Recorded, SubjectId};
use serde::Serialize;

/// What became of several events.
#[derive(Debug, Serialize)]
pub struct AllRecorded {
    /// What became of each, in order, up to the one that was refused.
    pub recorded: Vec<Recorded>,
    /// Why the next one was refused; absent: none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Error>,
}

/// What the check of a catalogue found.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckReport {
    /// True when nothing keeps it from being published: there are no errors among the findings.
    pub ok: bool,
    /// The catalogue.
    pub id: Id,
    /// Its version.
    pub version: u32,
    /// Its digest, as a `catalogue-published` names it.
    pub sha256: Digest,
    /// Errors and warnings.
    pub findings: Vec<Finding>,
}

/// For whom a use is covered.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubjectList {
    /// The keys of those for whom it is covered, never cut short.
    pub covered: Vec<SubjectId>,
    /// How many there are for whom a part of it is covered; they are not in the list.
    pub partly: u64,
    /// How many keys the ledger knows.
    pub total: u64,
    /// How many have each reason among their nearest; absent: it was not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<BTreeMap<ReasonCode, u64>>,
    /// Those of the counts that can be published: those below the threshold are left out, and the next smallest too where only one
    /// would be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<BTreeMap<ReasonCode, u64>>,
}

/// How far a ledger has come.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LedgerHead {
    /// How many entries it has.
    pub size: u64,
    /// The root of its Merkle tree (RFC 9162).
    pub root: Digest,
}

/// What was erased from a ledger.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditReport {
    /// How far it has come.
    pub head: LedgerHead,
    /// Every erased event, by whom and why.
    pub erased: Vec<Erased>,
}

/// How many events were erased, and how far the ledger has come.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ErasedCount {
    /// How many.
    pub erased: u64,
    /// How far it has come.
    pub head: LedgerHead,
}

/// What an operator signed about its ledger.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedHead {
    /// The name of the ledger, which is that of the key.
    pub origin: String,
    /// How many entries it had.
    pub size: u64,
    /// The root of its Merkle tree (RFC 9162).
    pub root: Digest,
}

/// The proof that an event is in a ledger.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventProof {
    /// The event.
    pub event: Id,
    /// Its position.
    pub seq: u64,
    /// The leaf that its entry is in the Merkle tree.
    pub leaf: Digest,
    /// The proof with the signed checkpoint (C2SP tlog-proof).
    pub proof: String,
}

/// The proof that a later ledger begins with an earlier one (RFC 9162 §2.1.4).
#[derive(Debug, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GrowthProof {
    /// The number of entries of the earlier one.
    pub old: u64,
    /// The number of entries of the later one.
    pub new: u64,
    /// The roots of subtrees that both roots are made of, the lowest first.
    pub hashes: Vec<Digest>,
}

/// Whether a receipt is for a consent or for a recorded use.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ReceiptKind {
    /// For a consent.
    Consent,
    /// For a recorded use.
    Decision,
}

/// What a genuine receipt proves.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VerifiedReceipt {
    /// What it is for.
    pub kind: ReceiptKind,
    /// The consent, or the event that recorded the use.
    pub id: Id,
    /// The ledger that signed it, at the size up to which the receipt tells everything.
    pub checkpoint: SignedHead,
    /// Its words were compared with those of the published catalogue.
    pub catalogue_compared: bool,
    /// What the ledger says, by position. Of an erased event only its shell.
    pub records: Vec<Record>,
    /// The positions of erased events.
    pub erased: Vec<u64>,
}

/// A new key pair for checkpoints and receipts.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyPair {
    /// The private key: keep it secret.
    pub secret: String,
    /// The public key, for everyone who may check.
    pub public: String,
}
