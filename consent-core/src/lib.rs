//! Is this use of personal data covered, by the resident's consent or by another legal basis, and if not, what would cover it?
//!
//! ```
//! # use consent_core::{Engine, catalogue::Catalogue, decide::{Outcome, ProposedUse}, ledger::Event};
//! # const CATALOGUE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/catalogue.json"));
//! # const EVENTS: &str = concat!(
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/publications.jsonl")),
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/cli/moving.jsonl")));
//! # const USE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/cli/use.json"));
//! let mut engine = Engine::new();
//! engine.add_catalogue(Catalogue::from_json(CATALOGUE.as_bytes())?)?;
//! for event in Event::from_json_lines(EVENTS)? {
//!     let known = event.at;
//!     engine.record(event, known)?;
//! }
//! let answer = engine.decide(&ProposedUse::from_json(USE.as_bytes())?)?;
//! assert_eq!(answer.outcome, Outcome::PartlyCovered);
//! # Ok::<(), consent_core::Error>(())
//! ```
//!
//! # How it fits together
//!
//! - [`catalogue`]: what a city publishes (data, purposes, parties, the requirements of the law, legal bases, notices), and its
//!   checks. Law is data: a new statute is a new row.
//! - [`ledger`]: what happened, as events; append-only. [`Engine::record`] asks the door whether an event may come in.
//! - [`decide`]: a use raises *requirements*; each has to be met by a *basis* in force (a published legal basis or a person's
//!   consent) that no *bar* defeats. [`Engine::decide`] answers in full, [`Engine::prepare`] and [`Engine::ask`] in nanoseconds.
//! - [`Shared`]: a ledger that threads ask while one records. [`index`]: the outcomes of millions of persons in a compact form, with a
//!   file.
//! - [`remedy`] and [`view`]: what would cover it, who may do what, what would change; from the same machinery.
//! - [`receipt`]: what a resident or an asker takes home, to be checked offline with the operator's public key.
//! - [`explain`]: the answer in Finnish, Swedish and English, for the citizen, the requester and the auditor.
//!
//! # What it does not do
//!
//! It has no clock, no I/O, no randomness in its answers and no globals: the host says when *now* is, keeps the data and the
//! evidence, and identifies people. It never judges what only people can (necessity, balance, free choice): it requires that an
//! assessment is recorded. It stores no personal data but opaque keys and what was recorded about permissions. An answer for a
//! requester is meant for the present: the host asks with `at` = now, and passes on nothing but [`decide::Answer::for_requester`].
//! An error is never an answer: whoever gets one treats the use as not covered.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::string_slice,
        clippy::float_arithmetic
    )
)]

mod engine;
mod error;
mod id;
mod json;
mod names;
mod nfc;
mod order;
mod state;
mod text;
mod time;

pub mod catalogue;
pub mod decide;
pub mod explain;
pub mod index;
pub mod ledger;
pub mod receipt;
pub mod remedy;
pub mod view;

pub use engine::{Engine, Erased, Erasure, Kept, Ledger, Reading, Recorded, Shared};
pub use error::{Error, Result};
pub use id::{Digest, Id, MAX_ID_BYTES, SubjectId, has_identity_code, is_identity_code};
pub use json::{
    MAX_DOCUMENT_BYTES, canonical as write_canonical_json, line as write_json_line, pretty as write_json, read as read_json,
};
pub use text::{Lang, Text};
pub use time::{Date, Instant, Offset, Period};
