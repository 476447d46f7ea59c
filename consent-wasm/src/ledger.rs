//! The kept ledger: its root, its proofs, its receipts, and what is erased from it.

use std::collections::BTreeMap;

use consent_core::ledger::{Checkpoint, ErasureRequest, Memory, Note, Signer as _, SigningKey, VerifierKey};
use consent_core::receipt::{Contact, Particulars};
use consent_core::{Error, Id, Instant, Lang, Ledger, Period, SubjectId, read_json};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use crate::boundary::{Thrown, id, json, position, thrown};
use crate::engine::Engine;
use crate::kept::{Kept, keyed};
use crate::random::salt;
use crate::report::{AuditReport, ErasedCount, EventProof, GrowthProof, LedgerHead, SignedHead};

/// What the issuer of a receipt states.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReceiptRequest {
    /// For a consent: its id.
    pub consent: Option<Id>,
    /// For a consent: the person.
    pub subject: Option<SubjectId>,
    /// For a recorded use: the id of its event.
    pub event: Option<Id>,
    /// The receipt's own id, such as a random UUID.
    pub id: Id,
    /// When it is made: everything in it is as of this instant.
    pub created: Instant,
    /// The language that the one who gets it uses.
    pub language: Lang,
    /// Who issues it, a party.
    pub publisher: Id,
    /// How parties are reached.
    #[serde(default)]
    pub contacts: BTreeMap<Id, ContactDetails>,
    /// The page where the consent is withdrawn.
    pub withdraw_at: Option<String>,
    /// The page where the person's rights are exercised.
    pub rights_at: Option<String>,
    /// Where the data is stored: IRIs such as `loc:FI`.
    #[serde(default)]
    pub storage: Vec<String>,
    /// How long the data is stored.
    pub retention: Option<Period>,
}

/// How a party is reached.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactDetails {
    /// The postal address.
    pub address: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub telephone: Option<String>,
    /// The page.
    pub url: Option<String>,
}

fn head(ledger: &Ledger<Memory>) -> LedgerHead {
    let head = ledger.head();
    LedgerHead { size: head.size, root: head.root }
}

#[wasm_bindgen]
impl Engine {
    /// How far the kept ledger has come.
    pub fn head(&self) -> Thrown<String> {
        json(Ok(self.read(|kept| kept.ledger().map(head))?))
    }

    /// The whole ledger as JSON Lines.
    pub fn export_ledger(&self) -> Thrown<String> {
        self.read(|kept| kept.ledger()?.storage().export())
    }

    /// Looks at every entry as an auditor does.
    pub fn audit(&self) -> Thrown<String> {
        json(Ok(self.read(|kept| {
            let ledger = kept.ledger()?;
            Ok(AuditReport { erased: ledger.audit()?, head: head(ledger) })
        })?))
    }

    /// Signs how far the ledger has come.
    pub fn checkpoint(&self, secret: &str) -> Thrown<String> {
        self.write(|kept| {
            let key: SigningKey = secret.parse()?;
            Ok(kept.ledger_mut()?.checkpoint(key.name(), &[&key])?.to_string())
        })
    }

    /// Compares the ledger with a signed checkpoint of an earlier day.
    pub fn holds(&self, checkpoint: &str, key: &str) -> Thrown<String> {
        json(Ok(self.read(|kept| {
            let checkpoint = Checkpoint::open(checkpoint, &key.parse::<VerifierKey>()?)?;
            kept.ledger()?.holds(&checkpoint)?;
            Ok(SignedHead::of(&checkpoint))
        })?))
    }

    /// The proof that an event is in the ledger of a signed checkpoint.
    pub fn prove(&self, event: &str, checkpoint: &str) -> Thrown<String> {
        json(Ok(self.read(|kept| {
            let ledger = kept.ledger()?;
            let entry = ledger.entry(&id(event)?)?;
            let seq = entry.record().seq;
            let proof = ledger.prove(seq, &Note::parse(checkpoint)?)?.to_string();
            Ok(EventProof { event: entry.id().clone(), seq, leaf: entry.leaf(), proof })
        })?))
    }

    /// The proof that the ledger of today begins with its first `old` entries.
    pub fn consistency(&self, old: f64) -> Thrown<String> {
        json(Ok(self.read(|kept| {
            let proof = kept.ledger()?.consistency(position(old)?)?;
            Ok(GrowthProof { old: proof.old, new: proof.new, hashes: proof.hashes })
        })?))
    }

    /// Erases events, or every event of a person.
    pub fn erase(&self, request: &str) -> Thrown<String> {
        json(Ok(self.write(|kept| {
            let request = ErasureRequest::from_json(request.as_bytes())?;
            let ledger = kept.ledger_mut()?;
            let erased = ledger.erase_requested(&request, &mut salt)?;
            Ok(ErasedCount { erased, head: head(ledger) })
        })?))
    }

    /// The receipt for a consent or for a recorded use.
    pub fn receipt(&self, request: &str, checkpoint: &str, secret: &str) -> Thrown<String> {
        self.read(|kept| {
            let asked: ReceiptRequest = read_json(request.as_bytes())?;
            let (key, note) = (secret.parse::<SigningKey>()?, Note::parse(checkpoint)?);
            let ledger = kept.ledger()?;
            let contact = |c: ContactDetails| Contact { address: c.address, email: c.email, telephone: c.telephone, url: c.url };
            let particulars = Particulars {
                contacts: asked.contacts.into_iter().map(|(party, details)| (party, contact(details))).collect(),
                withdraw_at: asked.withdraw_at,
                rights_at: asked.rights_at,
                storage: asked.storage,
                retention: asked.retention,
                ..Particulars::new(asked.id, asked.created, asked.language, asked.publisher)
            };
            match (asked.consent, asked.subject, asked.event) {
                (Some(consent), Some(subject), None) => {
                    ledger.consent_receipt(&subject, &consent, &particulars, &note, &[&key])?.to_json()
                }
                (None, None, Some(event)) => ledger.decision_receipt(&event, &particulars, &note, &[&key])?.to_json(),
                _ => Err(either("`consent` and `subject`, or `event`")),
            }
        })
    }
}

/// Opens an exported ledger: every entry, the tree and the latest checkpoint are checked.
#[wasm_bindgen]
pub fn open(exported: &str) -> Thrown<Engine> {
    let opened = || Ledger::open_with(Memory::import(exported)?, keyed()?);
    opened().map(|ledger| Engine::of(Kept::Ledger(ledger))).map_err(thrown)
}

fn either(expected: &str) -> Error {
    Error::new("argument-value", format_args!("expected {expected}, found neither or both"))
}
