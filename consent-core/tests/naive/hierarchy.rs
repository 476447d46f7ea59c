//! §3: covering in the hierarchies. Consents never grow, bars never shrink.

use std::collections::BTreeSet;

use consent_core::catalogue::{Catalogue, DataCategory, Party, Purpose, Succeeds};
use consent_core::{Id, Instant};

use super::{World, within};

/// What categories and purposes have in common.
pub(super) trait Node {
    fn id(&self) -> &Id;
    fn since(&self) -> u32;
    fn parents(&self) -> &[Id];
    fn classes(&self) -> &[Id];
    fn replaces(&self) -> &[Id];
    fn must_be_named(&self) -> bool;
    fn rows(catalogue: &Catalogue) -> &[Self]
    where
        Self: Sized;
}

macro_rules! node {
    ($type:ident, $member:ident) => {
        impl Node for $type {
            fn id(&self) -> &Id {
                &self.id
            }
            fn since(&self) -> u32 {
                self.since
            }
            fn parents(&self) -> &[Id] {
                &self.parents
            }
            fn classes(&self) -> &[Id] {
                &self.classes
            }
            fn replaces(&self) -> &[Id] {
                &self.replaces
            }
            fn must_be_named(&self) -> bool {
                self.must_be_named
            }
            fn rows(catalogue: &Catalogue) -> &[Self] {
                &catalogue.$member
            }
        }
    };
}
node!(DataCategory, data_categories);
node!(Purpose, purposes);

/// As of when a basis is read: a legal basis by today's tree; a consent also by the `since` of its text.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Reading {
    Today,
    Text(u32),
}

impl Reading {
    fn is_too_young(self, since: u32) -> bool {
        matches!(self, Self::Text(v) if since > v)
    }
}

/// The part of a use that a hierarchy depends on besides the party itself.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) category: &'a Id,
    pub(super) purpose: &'a Id,
    pub(super) t: Instant,
}

impl World<'_> {
    /// `g` covers `d` when `g = d` or a path leads down to `d` on which nothing below `g` must be named.
    pub(super) fn covers<N: Node>(&self, g: &Id, d: &Id, reading: Reading) -> bool {
        if g == d {
            return true;
        }
        let Some(row) = N::rows(self.today).iter().find(|row| row.id() == d) else { return false };
        !row.must_be_named()
            && !reading.is_too_young(row.since())
            && row.parents().iter().any(|parent| self.covers::<N>(g, parent, reading))
    }

    /// The classes of an item and of all its ancestors.
    pub(super) fn classes<N: Node>(&self, id: &Id) -> BTreeSet<Id> {
        let mut all = BTreeSet::new();
        if let Some(row) = N::rows(self.today).iter().find(|row| row.id() == id) {
            all.extend(row.classes().iter().cloned());
            for parent in row.parents() {
                all.extend(self.classes::<N>(parent));
            }
        }
        all
    }

    pub(super) fn party(&self, id: &Id) -> Option<&Party> {
        self.today.parties.iter().find(|party| party.id == *id)
    }

    /// What the party states, or else its nearest ancestor, never looking above a legal person (R6).
    pub(super) fn effective<T>(&self, id: &Id, read: impl Fn(&Party) -> Option<T>) -> Option<T> {
        let party = self.party(id)?;
        if let Some(value) = read(party) {
            return Some(value);
        }
        if party.legal_person {
            return None;
        }
        self.effective(party.part_of.as_ref()?, read)
    }

    /// R6: its own classes and those of all that it looks at, and its kind.
    pub(super) fn party_classes(&self, id: &Id) -> BTreeSet<Id> {
        let mut all = BTreeSet::new();
        let mut next = Some(id);
        while let Some(party) = next.and_then(|id| self.party(id)) {
            all.extend(party.classes.iter().cloned());
            next = if party.legal_person { None } else { party.part_of.as_ref() };
        }
        all.extend(self.effective(id, |p| p.kind).and_then(|kind| Id::new(kind.word()).ok()));
        all
    }

    /// `r` is `g` or part of it, with no legal person on the way.
    pub(super) fn part_of(&self, g: &Id, r: &Id, reading: Reading) -> bool {
        if g == r {
            return true;
        }
        let Some(row) = self.party(r) else { return false };
        !row.legal_person
            && !reading.is_too_young(row.since)
            && row.part_of.as_ref().is_some_and(|parent| self.part_of(g, parent, reading))
    }

    /// A consent that names `g` names also those that succeed it, where the entry says so.
    fn with_successors(&self, g: &Id, reading: Reading, item: Item<'_>) -> Vec<Id> {
        let mut named = vec![g.clone()];
        if reading == Reading::Today {
            return named;
        }
        self.follow(&mut named, item, |entry| entry.consents, reading);
        named
    }

    fn follow(&self, named: &mut Vec<Id>, item: Item<'_>, counts: impl Fn(&Succeeds) -> bool, reading: Reading) {
        loop {
            let before = named.len();
            for party in &self.today.parties {
                let succeeds = party.succeeds.iter().any(|entry| {
                    counts(entry)
                        && entry.from <= item.t
                        && entry.data_categories.iter().any(|c| self.covers::<DataCategory>(c, item.category, Reading::Today))
                        && named.iter().any(|n| self.part_of(n, &entry.party, reading))
                });
                if succeeds && !named.contains(&party.id) {
                    named.push(party.id.clone());
                }
            }
            if named.len() == before {
                return;
            }
        }
    }

    /// A basis's controller covers a use's controller.
    pub(super) fn covers_controller(&self, g: &Id, r: &Id, reading: Reading, item: Item<'_>) -> bool {
        self.with_successors(g, reading, item).iter().any(|g| self.part_of(g, r, reading))
    }

    /// A basis's recipient covers a use's recipient: as a controller, or as a processor of a covered party (R10, R11).
    pub(super) fn covers_recipient(&self, g: &Id, r: &Id, reading: Reading, item: Item<'_>) -> bool {
        self.with_successors(g, reading, item).iter().any(|g| {
            self.part_of(g, r, reading)
                || self.today.parties.iter().filter(|p| self.part_of(&p.id, r, Reading::Today)).any(|processor| {
                    processor.processes_for.iter().any(|entry| {
                        within(item.t, entry.from, entry.until)
                            && self.part_of(g, &entry.controller, reading)
                            && entry.data_categories.iter().any(|c| self.covers::<DataCategory>(c, item.category, Reading::Today))
                            && entry.purposes.iter().any(|p| self.covers::<Purpose>(p, item.purpose, Reading::Today))
                    })
                })
        })
    }

    /// The versions published at the position up to `version`.
    fn up_to(&self, version: u32) -> impl Iterator<Item = &Catalogue> {
        self.versions.iter().copied().filter(move |catalogue| catalogue.version <= version)
    }

    /// R8: the bar graph has the edges of every version, and those from what was replaced.
    pub(super) fn bar_reaches<N: Node + 'static>(&self, version: u32, g: &Id, d: &Id) -> bool {
        let mut reached = vec![g];
        loop {
            let before = reached.len();
            for row in self.up_to(version).flat_map(N::rows) {
                if !reached.contains(&row.id()) && row.parents().iter().chain(row.replaces()).any(|up| reached.contains(&up)) {
                    reached.push(row.id());
                }
            }
            if reached.len() == before {
                return reached.contains(&d);
            }
        }
    }

    /// R9: a bar on a party reaches its parts, its processors and its successors, in any mixture.
    pub(super) fn bar_reaches_party(&self, version: u32, g: &Id, r: &Id, item: Item<'_>) -> bool {
        let has_category = |list: &[Id]| list.iter().any(|c| self.bar_reaches::<DataCategory>(version, c, item.category));
        let has_purpose = |list: &[Id]| list.iter().any(|p| self.bar_reaches::<Purpose>(version, p, item.purpose));
        let mut reached = vec![g];
        loop {
            let before = reached.len();
            // Parts count in every version; agreements and successions as the latest version of the row states them.
            for party in self.up_to(version).flat_map(|catalogue| &catalogue.parties) {
                if !reached.contains(&&party.id) && party.part_of.as_ref().is_some_and(|whole| reached.contains(&whole)) {
                    reached.push(&party.id);
                }
            }
            for party in self.latest_parties(version) {
                if reached.contains(&&party.id) {
                    continue;
                }
                let processes = party.processes_for.iter().any(|entry| {
                    reached.contains(&&entry.controller)
                        && within(item.t, entry.from, entry.until)
                        && has_category(&entry.data_categories)
                        && has_purpose(&entry.purposes)
                });
                let succeeds = party
                    .succeeds
                    .iter()
                    .any(|entry| reached.contains(&&entry.party) && entry.from <= item.t && has_category(&entry.data_categories));
                if processes || succeeds {
                    reached.push(&party.id);
                }
            }
            if reached.len() == before {
                return reached.contains(&r);
            }
        }
    }

    /// Every party that some version up to this one has, as the latest of them has it.
    fn latest_parties(&self, version: u32) -> Vec<&Party> {
        let mut latest: Vec<&Party> = Vec::new();
        for party in self.up_to(version).flat_map(|catalogue| &catalogue.parties) {
            latest.retain(|known| known.id != party.id);
            latest.push(party);
        }
        latest
    }

    /// The tree alone, in every version, legal persons or not: for the overlap of scopes (R14).
    pub(super) fn tree_reaches(&self, g: &Id, r: &Id) -> bool {
        let mut reached = vec![g];
        loop {
            let before = reached.len();
            for party in self.versions.iter().flat_map(|catalogue| &catalogue.parties) {
                if !reached.contains(&&party.id) && party.part_of.as_ref().is_some_and(|whole| reached.contains(&whole)) {
                    reached.push(&party.id);
                }
            }
            if reached.len() == before {
                return reached.contains(&r);
            }
        }
    }

    /// §3: the recipient is neither the unit, nor part of it, nor its processor for the item.
    pub(super) fn is_disclosure(&self, item: Item<'_>) -> bool {
        let use_ = self.question;
        !self.covers_recipient(&use_.controller, &use_.recipient, Reading::Today, item)
    }

    /// §3: another party than the unit, whose authority is not known to be the same.
    pub(super) fn is_outside_authority(&self) -> bool {
        let use_ = self.question;
        let authority = |id: &Id| self.effective(id, |p| p.authority.clone());
        let same = match (authority(&use_.controller), authority(&use_.recipient)) {
            (Some(one), Some(other)) => one == other,
            _ => false,
        };
        use_.controller != use_.recipient && !same
    }
}
