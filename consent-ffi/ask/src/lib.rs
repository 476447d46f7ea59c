//! The short answer, asked about persons and instants.
//!
//! How a function is optimised is said of whole crates. The C library is compiled for size; what a host asks a million times is compiled
//! for speed, and therefore here. What it calls in `consent-core` is `#[inline]`, so that it is compiled with this crate.
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

use consent_core::decide::{Brief, BriefOptions, Prepared};
use consent_core::{Engine, Instant, Result};

/// As [`Engine::brief`].
///
/// # Errors
/// Those of [`Engine::brief`].
pub fn brief(engine: &Engine, prepared: &Prepared, subject: &[u8], at: Instant, wanted: BriefOptions) -> Result<Brief> {
    engine.brief(prepared, subject, at, wanted)
}

/// As [`Engine::brief_all`].
///
/// # Errors
/// Those of [`Engine::brief_all`].
pub fn brief_all(
    engine: &Engine,
    prepared: &Prepared,
    asked: &mut dyn Iterator<Item = (&[u8], Instant)>,
    wanted: BriefOptions,
    answer: &mut dyn FnMut(Result<Brief>),
) -> Result<()> {
    engine.brief_all(prepared, asked, wanted, answer)
}
