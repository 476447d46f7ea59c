//! For whom a use is covered: every subject, exact, never truncated.

use core::ops::ControlFlow;
use std::collections::{BTreeMap, BTreeSet};

use roaring::RoaringBitmap;

use super::progress::Progress;
use crate::decide::ReasonCode;
use crate::id::SubjectId;
use crate::order::InOrder as _;

/// What a scan counts besides, and who watches it.
#[derive(Default)]
#[non_exhaustive]
pub struct SubjectsOptions<'a> {
    /// Count the reasons of those for whom the use is not covered (slower: each is answered in full).
    pub reasons: bool,
    /// Called now and then; `Break` cancels the scan.
    pub progress: Option<&'a mut dyn FnMut(Progress) -> ControlFlow<()>>,
}

impl core::fmt::Debug for SubjectsOptions<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SubjectsOptions").field("reasons", &self.reasons).finish_non_exhaustive()
    }
}

impl<'a> SubjectsOptions<'a> {
    /// Counts reasons, too.
    #[must_use]
    pub fn with_reasons(mut self) -> Self {
        self.reasons = true;
        self
    }

    /// Watches the scan.
    #[must_use]
    pub fn watched_by(mut self, progress: &'a mut dyn FnMut(Progress) -> ControlFlow<()>) -> Self {
        self.progress = Some(progress);
        self
    }
}

/// The subjects for whom a use is covered.
///
/// Every key that the ledger knows is answered; a person with several keys is in it with each.
#[derive(Clone, Debug)]
pub struct Subjects<'e> {
    pub(crate) keys: &'e [SubjectId],
    pub(crate) covered: RoaringBitmap,
    pub(crate) partly: u64,
    pub(crate) reasons: BTreeMap<ReasonCode, u64>,
}

impl<'e> Subjects<'e> {
    /// The covered subjects as a compressed bitmap of the engine's dense numbers, for set operations between questions that were
    /// put to the same engine. The numbers mean nothing outside it.
    #[must_use]
    pub fn bitmap(&self) -> &RoaringBitmap {
        &self.covered
    }

    /// How many subject keys the use is covered for.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.covered.len()
    }

    /// True when there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.covered.is_empty()
    }

    /// How many subject keys the use is covered for in a part only; they are not among the covered.
    #[must_use]
    pub fn partly(&self) -> u64 {
        self.partly
    }

    /// How many subject keys the ledger knows.
    #[must_use]
    pub fn total(&self) -> u64 {
        u64::try_from(self.keys.len()).unwrap_or(u64::MAX)
    }

    /// The covered subjects, in the order in which the ledger met them.
    pub fn iter(&self) -> impl Iterator<Item = &'e SubjectId> + '_ {
        self.covered.iter().filter_map(|number| self.keys.get(crate::names::index(number)))
    }

    /// For each reason the number of subject keys that have it among the nearest reasons, when the options asked for it.
    #[must_use]
    pub fn reasons(&self) -> &BTreeMap<ReasonCode, u64> {
        &self.reasons
    }

    /// The reason counts for publication: those below `threshold` are left out, and also the next smallest when only one would be,
    /// so that it can't be reckoned from the total.
    #[must_use]
    pub fn published_reasons(&self, threshold: u64) -> BTreeMap<ReasonCode, Option<u64>> {
        let mut hidden: BTreeSet<ReasonCode> =
            self.reasons.iter().filter(|(_, count)| **count < threshold).map(|(code, _)| *code).into_set();
        if hidden.len() == 1
            && let Some((code, _)) =
                self.reasons.iter().filter(|(code, _)| !hidden.contains(*code)).min_by_key(|(_, count)| **count)
        {
            hidden.insert(*code);
        }
        self.reasons.iter().map(|(code, count)| (*code, (!hidden.contains(code)).then_some(*count))).into_map()
    }
}
