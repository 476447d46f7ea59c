//! Checks of a catalogue (semantics §2 *Lints*).

use super::{Catalogue, Finding};

/// Checks one catalogue.
#[must_use]
pub fn check(_catalogue: &Catalogue) -> Vec<Finding> {
    Vec::new()
}

/// Checks that `next` may follow `previous`.
#[must_use]
pub fn check_succession(_previous: &Catalogue, _next: &Catalogue) -> Vec<Finding> {
    Vec::new()
}
