//! The C library of the consent engine. What a caller reads is `include/consent.h`; this is how it is made.
//!
//! Handles are opaque: [`consent_engine`], [`consent_query`], [`consent_use`], [`consent_text`], [`consent_error`]. Every function
//! that does more than read a field begins at `guard`, which turns an error into a status and a panic into a marked handle; all pointer work is in `memory`, the
//! one module with unsafe operations. The others only name the exported functions.
//!
//! It has no globals, no thread-local state, no clock, and leaves the panic hook alone.
#![deny(unsafe_code)]
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
#![expect(non_camel_case_types, reason = "the types have the names of the header")]
#![expect(clippy::not_unsafe_ptr_arg_deref, reason = "the callers are C: what a pointer must be is said in the header")]

// A panic must end in a status, which it can't when it ends the process.
#[cfg(panic = "abort")]
compile_error!("expected `panic = \"unwind\"`, found `panic = \"abort\"`; build the C library with a profile that unwinds");

// In the order in which the header has them.
mod version;

mod status;

mod text;

mod error;

mod engine;

mod feed;

mod proposed;

mod answer;

mod query;

mod arrow;

mod views;

// What they are made of.
mod guard;
mod kept;
mod memory;

pub use answer::*;
pub use arrow::*;
pub use engine::*;
pub use error::*;
pub use feed::*;
pub use memory::{ArrowArray, ArrowSchema, consent_read, consent_release};
pub use proposed::*;
pub use query::*;
pub use status::*;
pub use text::*;
pub use version::*;
pub use views::*;

/// What the header says about threads.
const _: () = {
    const fn shared_by_threads<T: Send + Sync>() {}
    shared_by_threads::<consent_engine>();
    shared_by_threads::<consent_query>();
    shared_by_threads::<consent_use>();
    shared_by_threads::<consent_text>();
    shared_by_threads::<consent_error>();
};

#[cfg(test)]
mod tests;
