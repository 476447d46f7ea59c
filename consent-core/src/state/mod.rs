//! What is in force for a person: consents, bars, facts and representation, derived from the events (semantics §4).
//!
//! A state is a pure function of the events known at a position and the world of catalogues. It holds all instants at once:
//! a question about `t` reads it at `t`.

pub(crate) mod block;
mod consent;
mod derive;
pub(crate) mod door;
mod facts;
pub(crate) mod plain;
mod present;
mod timeline;

pub(crate) use consent::{Completion, Consent, Head, cools_down};
pub(crate) use derive::{MARKETING_OBJECTION, consent_of, derive, guardians_concerned};
pub(crate) use facts::{Facts, Knowledge};
pub(crate) use present::{Alike, Present};

use crate::catalogue::extent::Extent;
use crate::id::Id;
use crate::ledger::Actor;
use crate::time::Instant;

/// Everything that is known about one person.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    /// By id.
    pub(crate) consents: Vec<Consent>,
    /// One for each of them, where their scopes have numbers; else none.
    pub(crate) heads: Vec<Head>,
    /// By (id, kind).
    pub(crate) bars: Vec<Bar>,
    /// When the earliest of them was set, where by today's catalogue none defeats anything but legal bases that began at or after it.
    pub(crate) first_late_bar: Option<Instant>,
    pub(crate) facts: Facts,
    /// Every instant at which something of this person may change, sorted.
    pub(crate) instants: Vec<Instant>,
}

impl State {
    pub(crate) fn consent(&self, id: &Id) -> Option<&Consent> {
        self.consents.binary_search_by(|c| c.id.cmp(id)).ok().and_then(|at| self.consents.get(at))
    }
}

/// A bar: set by an event, or raised from one (`withdrawal`, `marketing-objection`).
#[derive(Clone, Debug)]
pub(crate) struct Bar {
    /// The id of the event that set or raised it.
    pub(crate) id: Id,
    pub(crate) kind: Id,
    pub(crate) at: Instant,
    /// In force from.
    pub(crate) from: Instant,
    /// In force until, by its own end or a lift, whichever is earlier.
    pub(crate) until: Option<Instant>,
    pub(crate) extent: Extent,
    /// Who set it.
    pub(crate) setter: Actor,
    /// Only for purposes of this class (the marketing objection raised from an objection).
    pub(crate) purpose_class: Option<&'static str>,
    /// Only within this scope, too (what a narrowing gives up is what it removes of what was given).
    pub(crate) given: Option<Extent>,
}

impl Bar {
    #[inline]
    pub(crate) fn in_force(&self, t: Instant) -> bool {
        self.from <= t && self.until.is_none_or(|until| t < until)
    }
}
