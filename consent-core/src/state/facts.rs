//! Facts about a person, and who represents them.

use super::timeline::Timeline;
use crate::catalogue::extent::Extent;
use crate::id::Id;
use crate::ledger::Capacity;
use crate::time::{Date, Instant, Offset};

/// A fact at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Knowledge<T> {
    /// Recorded.
    Known(T),
    /// Never recorded, or erased.
    Unknown,
}

/// The facts that conditions and the door read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// `None`: erased.
    pub(crate) birth: Timeline<Option<Date>>,
    /// A party; `None`: erased.
    pub(crate) home: Timeline<Option<u32>>,
    /// True for dead, and for a fact that was erased: nothing is covered by what is no longer known.
    pub(crate) deceased: Timeline<bool>,
    /// Sorted by (kind, party).
    pub(crate) relationships: Vec<Relationship>,
    /// Assessments of what the person can decide on, in the order in which they count.
    pub(crate) capable: Vec<Capable>,
    pub(crate) representations: Vec<Representation>,
    /// From when on an unknown guardian may exist, whose representation was erased.
    pub(crate) unknown_guardian: Option<Instant>,
}

/// All that was said about relationships of one kind with one party.
#[derive(Clone, Debug)]
pub(crate) struct Relationship {
    pub(crate) kind: Id,
    pub(crate) party: u32,
    /// `Some(true)` started, `Some(false)` ended, `None` erased.
    pub(crate) standing: Timeline<Option<bool>>,
}

/// An assessment that a person can, or can't, decide on some purposes.
#[derive(Clone, Debug)]
pub(crate) struct Capable {
    pub(crate) at: Instant,
    /// Absent: erased, so that it may have been about any.
    pub(crate) purposes: Option<Vec<u32>>,
    pub(crate) value: bool,
}

/// One who may act for the person.
#[derive(Clone, Debug)]
pub(crate) struct Representation {
    pub(crate) representative: Id,
    pub(crate) capacity: Capacity,
    pub(crate) extent: Extent,
    pub(crate) from: Instant,
    pub(crate) until: Option<Instant>,
}

impl Representation {
    pub(crate) fn in_force(&self, t: Instant) -> bool {
        self.from <= t && self.until.is_none_or(|until| t < until)
    }
}

impl Facts {
    pub(crate) fn birth_date(&self, t: Instant) -> Option<Date> {
        self.birth.at(t).and_then(|(_, date)| *date)
    }

    /// True when the birth date is known at `t` and the age of `years` is reached.
    pub(crate) fn has_reached(&self, years: u8, t: Instant, offset: Offset) -> Knowledge<bool> {
        match self.birth_date(t) {
            Some(date) => Knowledge::Known(date.birthday(years, offset) <= t),
            None => Knowledge::Unknown,
        }
    }

    /// When the person died, or when the record that might say so was erased.
    #[inline]
    pub(crate) fn deceased_since(&self, t: Instant) -> Option<Instant> {
        self.deceased.at(t).filter(|(_, dead)| **dead).map(|(at, _)| at)
    }

    /// Whether a relationship of `kind` with one of the parties that count is in force.
    #[inline]
    pub(crate) fn relationship(&self, kind: &Id, counts: impl Fn(u32) -> bool, t: Instant) -> Knowledge<bool> {
        let mut known = Knowledge::Unknown;
        for relationship in &self.relationships {
            if relationship.kind == *kind && counts(relationship.party) {
                match relationship.standing.at(t) {
                    Some((_, Some(true))) => return Knowledge::Known(true),
                    Some((_, Some(false))) => known = Knowledge::Known(false),
                    Some((_, None)) | None => {}
                }
            }
        }
        known
    }

    /// Whether the home municipality is one of the parties that count.
    pub(crate) fn home(&self, counts: impl Fn(u32) -> bool, t: Instant) -> Knowledge<bool> {
        match self.home.at(t) {
            Some((_, Some(home))) => Knowledge::Known(counts(*home)),
            Some((_, None)) | None => Knowledge::Unknown,
        }
    }

    /// True when the latest assessment about `purpose` (or something that covers it) says that the person can decide.
    pub(crate) fn is_capable(&self, covering: &[u32], t: Instant) -> bool {
        self.capable
            .iter()
            .rev()
            .filter(|assessment| assessment.at <= t)
            .find(|assessment| assessment.purposes.as_ref().is_none_or(|list| list.iter().any(|p| covering.contains(p))))
            .is_some_and(|assessment| assessment.value)
    }

    /// Every instant at which a fact may change.
    pub(crate) fn instants(&self) -> impl Iterator<Item = Instant> {
        self.birth
            .instants()
            .chain(self.home.instants())
            .chain(self.deceased.instants())
            .chain(self.relationships.iter().flat_map(|relationship| relationship.standing.instants()))
    }

    /// Every birth date that was ever recorded.
    pub(crate) fn birth_dates(&self) -> impl Iterator<Item = Date> {
        self.birth.instants().filter_map(|at| self.birth_date(at))
    }
}
