//! Everything malformed is a typed error with its place, never a default.

mod catalogues;
mod events;
mod ids;
mod instants;
mod json;
mod questions;
mod style;

use consent_core::{Error, Result};

/// `code: message at pointer`, the snapshot of an error.
pub(crate) fn told<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Ok(value) => panic!("read: {value:?}"),
        Err(error) => line(&error),
    }
}

fn line(error: &Error) -> String {
    style::check(error);
    match error.pointer() {
        None | Some("") => format!("{}: {}", error.code(), error.message()),
        Some(pointer) => format!("{}: {} at {pointer}", error.code(), error.message()),
    }
}
