//! The seal: the issuer's signature over everything that a receipt says, also what no event of the ledger proves.
//!
//! ```text
//! consent-engine receipt 1
//! SHA-256 of the canonical receipt (RFC 8785) with an empty `consent:seal`, in hexadecimal
//! ```
//!
//! as a C2SP signed note by the key that signs the checkpoints. The text is no checkpoint: it has no size in its second line.

use serde::Serialize;

use super::account::altered;
use crate::error::Result;
use crate::id::Digest;
use crate::json::canonical;
use crate::ledger::{Note, Signer, Verifier};

fn text<T: Serialize>(unsealed: &T) -> Result<String> {
    Ok(format!("consent-engine receipt 1\n{}\n", Digest::of(&canonical(unsealed)?)))
}

/// Signs a receipt that has no seal yet.
pub(super) fn sign<T: Serialize>(unsealed: &T, signers: &[&dyn Signer]) -> Result<String> {
    Note::sign(&text(unsealed)?, signers).map(|note| note.to_string())
}

/// Checks the seal of a receipt; `unsealed` is the receipt with an empty one.
pub(super) fn check<T: Serialize>(seal: &str, unsealed: &T, key: &dyn Verifier) -> Result<()> {
    let place = "/consent:seal";
    let note = Note::parse(seal).map_err(|error| error.at_pointer(place))?;
    note.verify(&[key]).map_err(|error| error.at_pointer(place))?;
    if note.text() == text(unsealed)? {
        return Ok(());
    }
    Err(altered("words that its seal is not over").at_pointer(""))
}
