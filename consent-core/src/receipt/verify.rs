//! Checking a receipt offline, with the operator's public key alone.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::account::{Account, altered};
use super::consent::{CONSENT_RECEIPT, Stated};
use super::decision::{DECISION_RECEIPT, Issued};
use super::model::{ConsentReceipt, ContactPoint, DecisionReceipt, Evidence};
use super::words::{Contact, Published, Words};
use super::{Receipt, consent, decision, seal, standing};
use crate::catalogue::Catalogue;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::ledger::{Checkpoint, Entry, EventType, InclusionProof, LedgerProof, Note, Record, Verifier};
use crate::order::InOrder as _;
use crate::state::consent_of;

/// What a receipt proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The receipt; every word of it is the issuer's.
    pub receipt: Receipt,
    /// What the ledger says, by position: the events that the receipt is about, their erasures and the publication of the catalogue.
    /// Of an erased event only its shell.
    pub records: Vec<Record>,
    /// The positions of erased events: that they are in the ledger is proven, what they said is gone.
    pub erased: Vec<u64>,
    /// The ledger at the size up to which the receipt tells everything.
    pub checkpoint: Checkpoint,
}

/// Checks a receipt: that every entry is in the ledger of the operator whose key this is, that the receipt says what the entries say,
/// and that the operator has signed the rest.
///
/// What a consent's own events don't decide (whether those who gave were all who had to, how a text is called) is the operator's word.
///
/// # Errors
/// A `json-…` error for a malformed receipt; `receipt-other` for a document of another type; the errors of [`Entry::from_json`] and
/// [`LedgerProof::verify`]; `receipt-altered`, with the place, where it says something else than its entries or its seal.
pub fn verify(json: &[u8], key: &dyn Verifier) -> Result<Verified> {
    check(json, key, None)
}

/// As [`verify`], and that the words are those of the published catalogue.
///
/// # Errors
/// As [`verify`]; `catalogue-digest-mismatch` for another catalogue than the ledger published.
pub fn verify_with_catalogue(json: &[u8], key: &dyn Verifier, catalogue: &Catalogue) -> Result<Verified> {
    check(json, key, Some(catalogue))
}

fn check(json: &[u8], key: &dyn Verifier, catalogue: Option<&Catalogue>) -> Result<Verified> {
    let receipt = Receipt::from_json(json)?;
    let (entries, checkpoint) = match &receipt {
        Receipt::Consent(receipt) => {
            let (entries, checkpoint) = proven(&receipt.evidence, key)?;
            check_consent(json, receipt, &entries, key, catalogue)?;
            (entries, checkpoint)
        }
        Receipt::Decision(receipt) => {
            let (entries, checkpoint) = proven(&receipt.evidence, key)?;
            check_decision(json, receipt, &entries, key, catalogue)?;
            (entries, checkpoint)
        }
    };
    let erased = entries.iter().filter(|entry| entry.is_erased()).map(|entry| entry.record().seq).collect();
    Ok(Verified { receipt, erased, records: entries.into_iter().map(Entry::into_record).collect(), checkpoint })
}

/// Writes the receipt again from its entries: with its own words, and with those of the catalogue.
fn check_consent(
    json: &[u8],
    receipt: &ConsentReceipt,
    entries: &[Entry],
    key: &dyn Verifier,
    catalogue: Option<&Catalogue>,
) -> Result<()> {
    let consent = &receipt.record.id;
    let records: Vec<&Record> = entries.iter().map(Entry::record).collect();
    let account = Account::new(&records, |record| consent_of(&record.event.body) == Some(consent))?;
    let stated = Stated::of(receipt);
    standing::check(&account, &stated, &receipt.catalogue.id)?;
    let same = |words: &dyn Words| {
        let again = consent::write(consent, &account, words, &stated, receipt.evidence.clone())?;
        same(json, &again, &ConsentReceipt { seal: receipt.seal.clone(), ..again.clone() }, &receipt.seal, key)
    };
    same(receipt)?;
    let Some(catalogue) = catalogue else { return Ok(()) };
    published(&account, catalogue)?;
    same(&Published { catalogue, contacts: &contacts(receipt) })
}

/// The same for the receipt of a recorded use.
fn check_decision(
    json: &[u8],
    receipt: &DecisionReceipt,
    entries: &[Entry],
    key: &dyn Verifier,
    catalogue: Option<&Catalogue>,
) -> Result<()> {
    let records: Vec<&Record> = entries.iter().map(Entry::record).collect();
    let concerns = |record: &Record| record.event.kind() == EventType::UseRecorded && record.event.id == receipt.record.id;
    let account = Account::new(&records, concerns)?;
    let DecisionReceipt { id, created, language, publisher, .. } = receipt;
    let issued = Issued { id, created: *created, language: *language, publisher: &publisher.id };
    let same = |words: &dyn Words| {
        let again = decision::write(&account, words, &issued, receipt.evidence.clone())?;
        same(json, &again, &DecisionReceipt { seal: receipt.seal.clone(), ..again.clone() }, &receipt.seal, key)
    };
    same(receipt)?;
    let Some(catalogue) = catalogue else { return Ok(()) };
    published(&account, catalogue)?;
    same(&Published { catalogue, contacts: &BTreeMap::new() })
}

/// The entries of the evidence, each proven, all under one checkpoint.
fn proven(evidence: &[Evidence], key: &dyn Verifier) -> Result<(Vec<Entry>, Checkpoint)> {
    let mut entries = Vec::new();
    let mut common: Option<(Note, Checkpoint)> = None;
    for (at, evidence) in evidence.iter().enumerate() {
        let place = |member: &str| format!("/consent:evidence/{at}/{member}");
        let entry = Entry::from_json(evidence.entry.as_bytes()).map_err(|error| error.below(&place("consent:entry")))?;
        entry.check_parts().map_err(|error| error.below(&place("consent:entry")))?;
        let refused = |error: Error| error.below(&place("consent:proof"));
        let proof: LedgerProof = evidence.proof.parse().map_err(refused)?;
        if proof.index() != entry.record().seq || proof.extra().is_some() {
            return Err(refused(altered("the proof of another entry, or with data of its own")));
        }
        match &common {
            // A signature that was checked is not checked again.
            Some((note, checkpoint)) if note == proof.checkpoint() => {
                let inclusion = InclusionProof { index: proof.index(), size: checkpoint.size(), hashes: proof.hashes().to_vec() };
                inclusion.verify(&entry.leaf(), &checkpoint.root()).map_err(refused)?;
            }
            Some(_) => return Err(refused(altered("proofs with different checkpoints"))),
            None => common = Some((proof.checkpoint().clone(), proof.verify(&entry.leaf(), key).map_err(refused)?)),
        }
        entries.push(entry);
    }
    match common {
        Some((_, checkpoint)) => Ok((entries, checkpoint)),
        None => Err(altered("no evidence").at_pointer("/consent:evidence")),
    }
}

/// Compares the receipt as it came with the receipt as it would be written, and checks the seal over the latter.
fn same<T: Serialize>(json: &[u8], unsealed: &T, sealed: &T, seal: &str, key: &dyn Verifier) -> Result<()> {
    let expected = crate::json::tree(sealed)?;
    // The document itself, not what was read from it: one value has one form.
    let found: Value = serde_json::from_slice(json).map_err(|error| Error::new("json-invalid", error))?;
    match difference(&expected, &found) {
        Some(place) => Err(altered("another value than its evidence has").at_pointer(place)),
        None => seal::check(seal, unsealed, key),
    }
}

/// The first place at which two documents differ.
fn difference(expected: &Value, found: &Value) -> Option<String> {
    let below = |token: &str, place: String| format!("/{}{place}", token.replace('~', "~0").replace('/', "~1"));
    match (expected, found) {
        (Value::Object(a), Value::Object(b)) => {
            let missing = |one: &str| Some(below(one, String::new()));
            let extra = b.keys().find(|name| !a.contains_key(*name)).and_then(|name| missing(name));
            let other = || {
                a.iter().find_map(|(name, value)| match b.get(name) {
                    Some(found) => difference(value, found).map(|place| below(name, place)),
                    None => missing(name),
                })
            };
            extra.or_else(other)
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs.into_iter().find_map(|(at, (a, b))| difference(a, b).map(|place| below(&at.to_string(), place)))
        }
        _ => (expected != found).then(String::new),
    }
}

fn published(account: &Account<'_>, catalogue: &Catalogue) -> Result<()> {
    let node = account.catalogue(&catalogue.id);
    if catalogue.version == node.version && catalogue.digest()? == node.sha256 {
        return Ok(());
    }
    Err(Error::new(
        "catalogue-digest-mismatch",
        format_args!(
            "expected the catalogue that the receipt names, version {} with the digest {}, found version {} of `{}`",
            node.version, node.sha256, catalogue.version, catalogue.id
        ),
    )
    .at_pointer("/consent:catalogue"))
}

/// How the receipt says that its parties are reached.
fn contacts(receipt: &ConsentReceipt) -> BTreeMap<Id, Contact> {
    let first = |points: &[ContactPoint], part: fn(&ContactPoint) -> &Option<String>| points.iter().find_map(|p| part(p).clone());
    let entities = receipt.record.entities.iter();
    entities
        .map(|entity| {
            let points = &entity.contact;
            let contact = Contact {
                address: first(points, |point| &point.address),
                email: first(points, |point| &point.email),
                telephone: first(points, |point| &point.telephone),
                url: first(points, |point| &point.url),
            };
            (entity.id.clone(), contact)
        })
        .into_map()
}

impl Receipt {
    /// Reads a receipt, strictly. Nothing is checked yet: see [`verify`].
    ///
    /// # Errors
    /// A `json-…` error for a malformed receipt; `receipt-other` for a document of another type.
    pub fn from_json(json: &[u8]) -> Result<Self> {
        fn read<T: DeserializeOwned>(json: &[u8]) -> Result<Box<T>> {
            crate::json::read::<T>(json).map(Box::new)
        }
        let document: Value = crate::json::read(json)?;
        match document.get("@type").and_then(Value::as_str) {
            Some(CONSENT_RECEIPT) => read::<ConsentReceipt>(json).map(Self::Consent),
            Some(DECISION_RECEIPT) => read::<DecisionReceipt>(json).map(Self::Decision),
            _ => Err(Error::new(
                "receipt-other",
                format_args!(
                    "expected a receipt of the type `{CONSENT_RECEIPT}` or `{DECISION_RECEIPT}`, found another document"
                ),
            )
            .at_pointer("/@type")),
        }
    }
}
