//! Receipts: what a resident or an asker takes home, and can check offline with the operator's public key alone.
//!
//! A [`ConsentReceipt`] is JSON-LD by the W3C DPV profile of ISO/IEC TS 27560:2023 (`receipt-eu-gdpr`, DPV 2.3); a [`DecisionReceipt`]
//! has the fields of the disclosure log (703/2023 10 §). Three things make them evidence:
//!
//! 1. **Entries and proofs.** For each event the entry of the ledger and its inclusion proof with a signed checkpoint.
//! 2. **Words that follow from the entries.** A receipt is written by one function of entries, words and what the issuer states. Whoever
//!    checks calls the same function with the receipt's own words, or with those of the published catalogue ([`verify_with_catalogue`]:
//!    the evidence has its `catalogue-published`), and compares.
//! 3. **A seal.** What no entry proves (labels, contacts, the issuer's own id and instant, that the acts sufficed) is the issuer's
//!    signed word.
//!
//! # What it says, and what it doesn't
//!
//! A receipt tells everything about its consent up to its checkpoint; that nothing is missing is the issuer's word, as a tree proves
//! presence, not absence. Facts about the person and their guardians (age, custody) are not in it: a receipt is passed on. The scope
//! is that of the completing acts by the ids of the notice; narrowings stand beside it, in full. Retention and places of storage,
//! contacts and addresses are no part of a catalogue: the issuer states them ([`Particulars`]), or `consent:not-stated` stands there.
//! The prefix `consent` (`urn:consent-engine:terms:`) is the engine's own; what it names is documented at the members of the types.

mod account;
mod consent;
mod context;
mod decision;
mod event;
mod make;
mod model;
mod node;
mod scope;
mod seal;
mod standing;
mod verify;
mod words;

pub use context::Context;
pub use make::Particulars;
pub(crate) use make::{Proven, make_consent, make_decision};
pub use model::*;
pub use verify::{Verified, verify, verify_with_catalogue};
pub use words::Contact;

use crate::error::Result;

/// A receipt of either kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// For a consent.
    Consent(Box<ConsentReceipt>),
    /// For a recorded use.
    Decision(Box<DecisionReceipt>),
}

impl ConsentReceipt {
    /// Writes the receipt as JSON for people and files.
    ///
    /// # Errors
    /// None.
    pub fn to_json(&self) -> Result<String> {
        crate::json::pretty(self)
    }
}

impl DecisionReceipt {
    /// Writes the receipt as JSON for people and files.
    ///
    /// # Errors
    /// None.
    pub fn to_json(&self) -> Result<String> {
        crate::json::pretty(self)
    }
}
