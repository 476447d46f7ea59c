//! Is this use of personal data covered, by the resident's consent or by another legal basis?
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

mod columns;
mod engine;
mod error;
mod id;
mod json;
mod names;
mod state;
mod text;
mod time;

pub mod catalogue;
pub mod decide;
pub mod explain;
pub mod ledger;
pub mod remedy;
pub mod view;

pub use engine::{Engine, Recorded};
pub use error::{Error, Result};
pub use id::{Digest, Id, MAX_ID_BYTES, SubjectId, is_identity_code};
pub use json::{MAX_DOCUMENT_BYTES, read as read_json};
pub use text::{Lang, Text};
pub use time::{Date, Instant, Offset, Period};
