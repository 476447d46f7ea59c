//! Receipts: of the demonstration's city, of every fate of a consent, of random worlds; and every way to falsify one.

mod altered;
mod city;
mod fates;
mod golden;
mod laws;
mod profile;

use consent_core::ledger::{Memory, Note, Salt, Signer, SigningKey, Verifier};
use consent_core::receipt::Particulars;
use consent_core::{Digest, Id, Instant, Lang, Ledger, Result};
use serde_json::Value;

pub(crate) fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

pub(crate) fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// The origin of every ledger here.
pub(crate) const NAME: &str = "ledger.example/four-cities";

/// A key that is quick, and no secret, where signatures are not what is tested.
pub(crate) struct Quick;

impl Signer for Quick {
    fn name(&self) -> &str {
        NAME
    }

    fn key_id(&self) -> [u8; 4] {
        *b"test"
    }

    fn sign(&self, message: &[u8]) -> core::result::Result<Vec<u8>, Box<dyn core::error::Error + Send + Sync>> {
        Ok(Digest::of(message).as_bytes().to_vec())
    }
}

impl Verifier for Quick {
    fn name(&self) -> &str {
        NAME
    }

    fn key_id(&self) -> [u8; 4] {
        *b"test"
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        Digest::of(message).as_bytes() == signature
    }
}

/// The operator's real key.
pub(crate) fn operator() -> SigningKey {
    SigningKey::from_seed(NAME, &[7; 32]).unwrap()
}

/// Salts that are the same in every run; a real ledger has random ones.
pub(crate) fn salts() -> impl FnMut() -> Result<Salt> {
    let mut next = 0_u64;
    move || {
        next += 1;
        Ok(Salt::new(*Digest::of(&next.to_be_bytes()).as_bytes()))
    }
}

/// A receipt made at an instant.
pub(crate) fn particulars(created: &str) -> Particulars {
    Particulars::new(id("6f0f5c2a-6f0e-4c51-9d2e-3b1f1a7c9e10"), at(created), Lang::Fi, id("vastuu-group"))
}

pub(crate) fn checkpoint(ledger: &mut Ledger<Memory>, key: &dyn Signer) -> Note {
    ledger.checkpoint(NAME, &[key]).unwrap()
}

/// The value at a pointer, which must be there.
pub(crate) fn value<'a>(json: &'a Value, pointer: &str) -> &'a Value {
    json.pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer}"))
}

pub(crate) const RECORD: &str = "/dpv:hasRecordOfActivity";
