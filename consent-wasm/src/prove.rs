//! Checking what others prove, offline: receipts, checkpoints, proofs.

use consent_core::catalogue::Catalogue;
use consent_core::ledger::{Checkpoint, ConsistencyProof, LedgerProof, SigningKey, VerifierKey};
use consent_core::receipt::{Receipt, Verified, verify, verify_with_catalogue};
use consent_core::{Digest, Result, read_json};
use wasm_bindgen::prelude::*;

use crate::boundary::{Thrown, json};
use crate::random::random;
use crate::report::{GrowthProof, KeyPair, ReceiptKind, SignedHead, VerifiedReceipt};

impl SignedHead {
    pub(crate) fn of(checkpoint: &Checkpoint) -> Self {
        Self { origin: checkpoint.origin().to_owned(), size: checkpoint.size(), root: checkpoint.root() }
    }
}

fn digest(text: &str) -> Result<Digest> {
    text.parse()
}

/// Checks a receipt with the operator's public key, and its words where the catalogue is given.
#[wasm_bindgen]
pub fn verify_receipt(receipt: &str, key: &str, catalogue: Option<String>) -> Thrown<String> {
    json(verified(receipt, key, catalogue.as_deref()))
}

fn verified(receipt: &str, key: &str, catalogue: Option<&str>) -> Result<VerifiedReceipt> {
    let key: VerifierKey = key.parse()?;
    let Verified { receipt, records, erased, checkpoint } = match catalogue {
        Some(catalogue) => verify_with_catalogue(receipt.as_bytes(), &key, &Catalogue::from_json(catalogue.as_bytes())?)?,
        None => verify(receipt.as_bytes(), &key)?,
    };
    let (kind, id) = match receipt {
        Receipt::Consent(receipt) => (ReceiptKind::Consent, receipt.record.id),
        Receipt::Decision(receipt) => (ReceiptKind::Decision, receipt.record.id),
    };
    let checkpoint = SignedHead::of(&checkpoint);
    Ok(VerifiedReceipt { kind, id, checkpoint, catalogue_compared: catalogue.is_some(), records, erased })
}

/// Checks a signed checkpoint.
#[wasm_bindgen]
pub fn verify_checkpoint(checkpoint: &str, key: &str) -> Thrown<String> {
    json(key.parse::<VerifierKey>().and_then(|key| Checkpoint::open(checkpoint, &key)).map(|signed| SignedHead::of(&signed)))
}

/// Checks that a leaf is in the ledger of the operator whose key this is.
#[wasm_bindgen]
pub fn verify_proof(proof: &str, leaf: &str, key: &str) -> Thrown<String> {
    let checked = || proof.parse::<LedgerProof>()?.verify(&digest(leaf)?, &key.parse::<VerifierKey>()?);
    json(checked().map(|signed| SignedHead::of(&signed)))
}

/// Checks that the ledger of `new_root` begins with that of `old_root`.
#[wasm_bindgen]
pub fn verify_consistency(proof: &str, old_root: &str, new_root: &str) -> Thrown<String> {
    let checked = || {
        let GrowthProof { old, new, hashes } = read_json(proof.as_bytes())?;
        ConsistencyProof { old, new, hashes }.verify(&digest(old_root)?, &digest(new_root)?)
    };
    json(checked())
}

/// A new key pair from the host's randomness.
#[wasm_bindgen]
pub fn new_key(name: &str) -> Thrown<String> {
    let made = || {
        let key = SigningKey::from_seed(name, &random()?)?;
        Ok(KeyPair { secret: key.to_secret_text(), public: key.verifier().to_string() })
    };
    json(made())
}
