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
use crate::ledger::{Checkpoint, Entry, EventType, LedgerProof, Record, Verifier};
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
    match Receipt::from_json(json)? {
        Receipt::Consent(receipt) => {
            let (entries, checkpoint) = proven(&receipt.evidence, key)?;
            let consent = receipt.record.id.clone();
            let records: Vec<&Record> = entries.iter().map(Entry::record).collect();
            let account = Account::new(&records, |record| consent_of(&record.event.body) == Some(&consent))?;
            let stated = Stated::of(&receipt);
            let rewrite = |words: &dyn Words| {
                standing::check(&account, &stated, words.catalogue())?;
                consent::write(&consent, &account, words, &stated, receipt.evidence.clone())
            };
            same(json, &receipt.seal, rewrite(&*receipt)?, key, |receipt, seal| receipt.seal = seal)?;
            if let Some(catalogue) = catalogue {
                published(&account, catalogue)?;
                let contacts = contacts(&receipt);
                let again = rewrite(&Published { catalogue, contacts: &contacts })?;
                same(json, &receipt.seal, again, key, |receipt, seal| receipt.seal = seal)?;
            }
            drop(records);
            Ok(verified(Receipt::Consent(receipt), entries, checkpoint))
        }
        Receipt::Decision(receipt) => {
            let (entries, checkpoint) = proven(&receipt.evidence, key)?;
            let records: Vec<&Record> = entries.iter().map(Entry::record).collect();
            let concerns =
                |record: &Record| record.event.kind() == EventType::UseRecorded && record.event.id == receipt.record.id;
            let account = Account::new(&records, concerns)?;
            let issued = Issued {
                id: &receipt.id,
                created: receipt.created,
                language: receipt.language,
                publisher: &receipt.publisher.id,
            };
            let rewrite = |words: &dyn Words| decision::write(&account, words, &issued, receipt.evidence.clone());
            same(json, &receipt.seal, rewrite(&*receipt)?, key, |receipt, seal| receipt.seal = seal)?;
            if let Some(catalogue) = catalogue {
                published(&account, catalogue)?;
                let again = rewrite(&Published { catalogue, contacts: &BTreeMap::new() })?;
                same(json, &receipt.seal, again, key, |receipt, seal| receipt.seal = seal)?;
            }
            drop(records);
            Ok(verified(Receipt::Decision(receipt), entries, checkpoint))
        }
    }
}

fn verified(receipt: Receipt, entries: Vec<Entry>, checkpoint: Checkpoint) -> Verified {
    let erased = entries.iter().filter(|entry| entry.is_erased()).map(|entry| entry.record().seq).collect();
    Verified { receipt, erased, records: entries.into_iter().map(Entry::into_record).collect(), checkpoint }
}

/// The entries of the evidence, each proven, all under one checkpoint.
fn proven(evidence: &[Evidence], key: &dyn Verifier) -> Result<(Vec<Entry>, Checkpoint)> {
    let mut entries = Vec::new();
    let mut common: Option<(String, Checkpoint)> = None;
    for (at, evidence) in evidence.iter().enumerate() {
        let place = |member: &str| format!("/consent:evidence/{at}/{member}");
        let entry = Entry::from_json(evidence.entry.as_bytes()).map_err(|error| error.below(&place("consent:entry")))?;
        entry.check_parts().map_err(|error| error.below(&place("consent:entry")))?;
        let refused = |error: Error| error.below(&place("consent:proof"));
        let proof: LedgerProof = evidence.proof.parse().map_err(refused)?;
        let checkpoint = proof.verify(&entry.leaf(), key).map_err(refused)?;
        if proof.index() != entry.record().seq || proof.extra().is_some() {
            return Err(refused(altered("the proof of another entry, or with data of its own")));
        }
        let note = proof.checkpoint().to_string();
        match &common {
            Some((first, _)) if *first != note => return Err(refused(altered("proofs with different checkpoints"))),
            Some(_) => {}
            None => common = Some((note, checkpoint)),
        }
        entries.push(entry);
    }
    match common {
        Some((_, checkpoint)) => Ok((entries, checkpoint)),
        None => Err(altered("no evidence").at_pointer("/consent:evidence")),
    }
}

/// Compares the receipt as it came with the receipt as it would be written, and its seal.
fn same<T: Serialize>(
    json: &[u8],
    sealed: &str,
    mut again: T,
    key: &dyn Verifier,
    put: impl FnOnce(&mut T, String),
) -> Result<()> {
    let unwritable = |error| Error::new("json-unwritable", error);
    let unsealed = serde_json::to_value(&again).map_err(unwritable)?;
    put(&mut again, sealed.to_owned());
    let found: Value = serde_json::from_slice(json).map_err(|error| Error::new("json-invalid", error))?;
    if let Some(place) = difference(&serde_json::to_value(&again).map_err(unwritable)?, &found) {
        return Err(altered("another value than its evidence has").at_pointer(place));
    }
    seal::check(sealed, &unsealed, key)
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
        .collect()
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
