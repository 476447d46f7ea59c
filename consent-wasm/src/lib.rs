//! The WebAssembly module of the consent engine: what the npm package `consent-engine` calls.
//!
//! Its exports are for the glue in `js/` alone, which gives them their types: documents go in and out as JSON text in the engine's own
//! wire form, instants as milliseconds since 1970 UTC, and a thrown text is an error of the engine as JSON. A prepared question
//! ([`Query`]) is asked and answered in numbers.
//!
//! It has no network, no storage and no clock. From the host it takes random bytes only: for the key of its hash tables, and for
//! the salts of a kept ledger.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::string_slice
    )
)]

mod boundary;
mod check;
mod engine;
mod kept;
mod ledger;
mod prove;
mod query;
mod random;
mod report;
mod views;
mod words;

pub use boundary::millis;
pub use check::check;
pub use consent_query::Query;
pub use engine::Engine;
pub use ledger::{ContactDetails, ReceiptRequest, open};
pub use prove::{new_key, verify_checkpoint, verify_consistency, verify_proof, verify_receipt};
pub use query::{codes, failure, refresh};
pub use report::*;
pub use words::{Words, words};

/// The version of the engine.
#[wasm_bindgen::prelude::wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
