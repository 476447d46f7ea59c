//! §3: covering in the hierarchies. Consents never grow, bars never shrink.

use std::collections::BTreeSet;

use consent_core::catalogue::{Catalogue, DataCategory, Party, Purpose, Succeeds};
use consent_core::{Id, Instant};

use super::law::Law;
use super::rules::{Rule, rule};
use super::{World, within};

/// What categories and purposes have in common.
pub(super) trait Node {
    fn id(&self) -> &Id;
    fn since(&self) -> u32;
    fn parents(&self) -> &[Id];
    fn classes(&self) -> &[Id];
    fn replaces(&self) -> &[Id];
    fn must_be_named(&self) -> bool;
    /// The rules that categories and purposes have each for themselves.
    const BELOW: Rule;
    const MUST_BE_NAMED: Rule;
    const YOUNG: Rule;
    fn rows(catalogue: &Catalogue) -> &[Self]
    where
        Self: Sized;
}

macro_rules! node {
    ($type:ident, $member:ident, $below:ident, $must_be_named:ident, $young:ident) => {
        impl Node for $type {
            const BELOW: Rule = Rule::$below;
            const MUST_BE_NAMED: Rule = Rule::$must_be_named;
            const YOUNG: Rule = Rule::$young;

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
node!(DataCategory, data_categories, CategoryBelow, CategoryMustBeNamed, YoungCategory);
node!(Purpose, purposes, PurposeBelow, PurposeMustBeNamed, YoungPurpose);

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

impl<'a> Law<'a> {
    /// `g` covers `d` when `g = d` or a path leads down to `d` on which nothing below `g` must be named.
    pub(super) fn covers<N: Node>(&self, g: &Id, d: &Id, reading: Reading) -> bool {
        if g == d {
            return true;
        }
        let Some(row) = N::rows(self.today).iter().find(|row| row.id() == d) else { return false };
        let below = || {
            !rule(N::MUST_BE_NAMED, row.must_be_named(), || false)
                && !rule(N::YOUNG, reading.is_too_young(row.since()), || false)
                && row.parents().iter().any(|parent| self.covers::<N>(g, parent, reading))
        };
        rule(N::BELOW, below(), || false)
    }

    /// The classes of an item and of all its ancestors.
    pub(super) fn classes<N: Node>(&self, id: &Id) -> BTreeSet<Id> {
        let Some(row) = N::rows(self.today).iter().find(|row| row.id() == id) else { return BTreeSet::new() };
        let own: BTreeSet<Id> = row.classes().iter().cloned().collect();
        let all = row.parents().iter().fold(own.clone(), |mut all, parent| {
            all.extend(self.classes::<N>(parent));
            all
        });
        rule(Rule::ClassesOfAncestors, all, || own)
    }

    pub(super) fn party(&self, id: &Id) -> Option<&'a Party> {
        self.today.parties.iter().find(|party| party.id == *id)
    }

    /// What the party is part of, as far as one looks up from it.
    fn looks_at(&self, party: &'a Party) -> Option<&'a Party> {
        let whole = || self.party(party.part_of.as_ref()?);
        let seen = if party.legal_person { None } else { whole() };
        let seen = rule(Rule::NeverAboveLegalPerson, seen, whole);
        rule(Rule::NearestAncestor, seen, || None)
    }

    /// What the party states, or else its nearest ancestor, never looking above a legal person (R6).
    pub(super) fn effective<T>(&self, id: &Id, read: impl Fn(&Party) -> Option<T>) -> Option<T> {
        let party = self.party(id)?;
        read(party).or_else(|| self.effective(&self.looks_at(party)?.id, read))
    }

    /// R6: its own classes and those of all that it looks at, and its kind.
    pub(super) fn party_classes(&self, id: &Id) -> BTreeSet<Id> {
        let mut all = BTreeSet::new();
        let mut next = self.party(id);
        while let Some(party) = next {
            all.extend(party.classes.iter().cloned());
            next = self.looks_at(party);
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
        let part = || {
            !rule(Rule::LegalPerson, row.legal_person, || false)
                && !rule(Rule::YoungParty, reading.is_too_young(row.since), || false)
                && row.part_of.as_ref().is_some_and(|parent| self.part_of(g, parent, reading))
        };
        rule(Rule::PartOf, part(), || false)
    }

    /// A consent that names `g` names also those that succeed it, where the entry says so.
    fn with_successors(&self, g: &Id, reading: Reading, item: Item<'_>) -> Vec<Id> {
        let alone = || vec![g.clone()];
        if reading == Reading::Today {
            return rule(Rule::SuccessionNotOfRows, alone(), || self.follow(g, item, reading));
        }
        rule(Rule::SuccessionOfConsents, self.follow(g, item, reading), alone)
    }

    fn follow(&self, g: &Id, item: Item<'_>, reading: Reading) -> Vec<Id> {
        let counts = |entry: &Succeeds| {
            let of_the_item =
                || entry.data_categories.iter().any(|c| self.covers::<DataCategory>(c, item.category, Reading::Today));
            rule(Rule::SuccessionNotSaid, entry.consents, || true)
                && rule(Rule::SuccessionFrom, entry.from <= item.t, || true)
                && rule(Rule::SuccessionCategories, of_the_item(), || true)
        };
        let mut named = vec![g.clone()];
        loop {
            let before = named.len();
            for party in &self.today.parties {
                let succeeds = party
                    .succeeds
                    .iter()
                    .any(|entry| counts(entry) && named.iter().any(|n| self.part_of(n, &entry.party, reading)));
                if succeeds && !named.contains(&party.id) {
                    named.push(party.id.clone());
                }
            }
            if named.len() == before {
                return named;
            }
        }
    }

    /// A basis's controller covers a use's controller.
    pub(super) fn covers_controller(&self, g: &Id, r: &Id, reading: Reading, item: Item<'_>) -> bool {
        let named = self.with_successors(g, reading, item);
        let is_part = || named.iter().any(|g| self.part_of(g, r, reading));
        rule(Rule::ProcessorIsNoController, is_part(), || is_part() || named.iter().any(|g| self.processes(g, r, reading, item)))
    }

    /// A basis's recipient covers a use's recipient: as a controller, or as a processor of a covered party (R10, R11).
    pub(super) fn covers_recipient(&self, g: &Id, r: &Id, reading: Reading, item: Item<'_>) -> bool {
        self.with_successors(g, reading, item)
            .iter()
            .any(|g| self.part_of(g, r, reading) || rule(Rule::Processor, self.processes(g, r, reading, item), || false))
    }

    /// R11: `r`, or what it is part of, has an entry in force for the item that names `g` or a part of it.
    fn processes(&self, g: &Id, r: &Id, reading: Reading, item: Item<'_>) -> bool {
        // R10: paths never chain.
        let through = |controller: &Id| {
            let direct = || self.part_of(g, controller, reading);
            rule(Rule::ProcessorNamesController, direct(), || {
                direct() || (controller != r && self.processes_directly(&|c| self.part_of(g, c, reading), controller, item))
            })
        };
        self.processes_directly(&through, r, item)
    }

    fn processes_directly(&self, through: &dyn Fn(&Id) -> bool, r: &Id, item: Item<'_>) -> bool {
        self.today.parties.iter().filter(|p| self.part_of(&p.id, r, Reading::Today)).any(|processor| {
            processor.processes_for.iter().any(|entry| {
                let category =
                    || entry.data_categories.iter().any(|c| self.covers::<DataCategory>(c, item.category, Reading::Today));
                let purpose = || entry.purposes.iter().any(|p| self.covers::<Purpose>(p, item.purpose, Reading::Today));
                through(&entry.controller)
                    && rule(Rule::ProcessorInForce, within(item.t, entry.from, entry.until), || true)
                    && rule(Rule::ProcessorCategories, category(), || true)
                    && rule(Rule::ProcessorPurposes, purpose(), || true)
            })
        })
    }

    /// The versions published at the position up to `version`.
    fn up_to(&self, version: u32) -> impl Iterator<Item = &'a Catalogue> {
        self.versions.iter().copied().filter(move |catalogue| catalogue.version <= version)
    }

    /// R8: the versions whose edges the bar graph has: all of them.
    fn edges(&self, version: u32) -> Vec<&'a Catalogue> {
        let every: Vec<_> = self.up_to(version).collect();
        match every.len() {
            0 | 1 => every,
            _ => {
                let numbers = |all: &[&Catalogue]| -> Vec<u32> { all.iter().map(|catalogue| catalogue.version).collect() };
                let kept = rule(Rule::BarEveryVersion, numbers(&every), || numbers(&every[every.len() - 1..]));
                every.into_iter().filter(|catalogue| kept.contains(&catalogue.version)).collect()
            }
        }
    }

    /// R8: the bar graph has the edges of every version, and those from what was replaced.
    pub(super) fn bar_reaches<N: Node + 'static>(&self, version: u32, g: &Id, d: &Id) -> bool {
        if g == d {
            return true;
        }
        let edges = self.edges(version);
        let mut reached = vec![g];
        let reaches = loop {
            let before = reached.len();
            for row in edges.iter().copied().flat_map(N::rows) {
                let from = |ups: &[Id]| ups.iter().any(|up| reached.contains(&up));
                let comes = || {
                    rule(Rule::BarPastMustBeNamed, from(row.parents()), || !row.must_be_named() && from(row.parents()))
                        || rule(Rule::BarReplacement, from(row.replaces()), || false)
                };
                if !reached.contains(&row.id()) && comes() {
                    reached.push(row.id());
                }
            }
            if reached.len() == before {
                break reached.contains(&d);
            }
        };
        rule(Rule::BarBelow, reaches, || false)
    }

    /// R9: a bar on a party reaches its parts, its processors and its successors, in any mixture.
    pub(super) fn bar_reaches_party(&self, version: u32, g: &Id, r: &Id, item: Item<'_>) -> bool {
        if g == r {
            return true;
        }
        let has_category = |list: &[Id]| list.iter().any(|c| self.bar_reaches::<DataCategory>(version, c, item.category));
        let has_purpose = |list: &[Id]| list.iter().any(|p| self.bar_reaches::<Purpose>(version, p, item.purpose));
        let (edges, latest) = (self.edges(version), self.latest_parties(version));
        let mut reached = vec![g];
        loop {
            let before = reached.len();
            // Parts count in every version; agreements and successions as the latest version of the row states them.
            for party in edges.iter().flat_map(|catalogue| &catalogue.parties) {
                let is_part = || {
                    let part = party.part_of.as_ref().is_some_and(|whole| reached.contains(&whole));
                    let part = rule(Rule::BarPastLegalPerson, part, || part && !party.legal_person);
                    rule(Rule::BarPart, part, || false)
                };
                if !reached.contains(&&party.id) && is_part() {
                    reached.push(&party.id);
                }
            }
            for party in &latest {
                if reached.contains(&&party.id) {
                    continue;
                }
                let processes = || {
                    party.processes_for.iter().any(|entry| {
                        reached.contains(&&entry.controller)
                            && rule(Rule::BarProcessorInForce, within(item.t, entry.from, entry.until), || true)
                            && has_category(&entry.data_categories)
                            && has_purpose(&entry.purposes)
                    })
                };
                let succeeds = || {
                    party.succeeds.iter().any(|entry| {
                        reached.contains(&&entry.party)
                            && rule(Rule::BarSuccessorFrom, entry.from <= item.t, || true)
                            && has_category(&entry.data_categories)
                    })
                };
                if rule(Rule::BarProcessor, processes(), || false) || rule(Rule::BarSuccessor, succeeds(), || false) {
                    reached.push(&party.id);
                }
            }
            if reached.len() == before {
                return reached.contains(&r);
            }
        }
    }

    /// Every party that some version up to this one has, as the latest of them has it.
    fn latest_parties(&self, version: u32) -> Vec<&'a Party> {
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
}

impl World<'_> {
    /// §3: the recipient is neither the unit, nor part of it, nor its processor for the item.
    pub(super) fn is_disclosure(&self, item: Item<'_>) -> bool {
        let (unit, recipient) = (&self.question.controller, &self.question.recipient);
        if unit == recipient {
            return false;
        }
        let to_a_part = rule(Rule::DisclosureNotToParts, self.part_of(unit, recipient, Reading::Today), || false);
        let processes = || self.processes(unit, recipient, Reading::Today, item);
        !to_a_part && !rule(Rule::DisclosureNotToProcessors, processes(), || false)
    }

    /// §3: another party than the unit, whose authority is not known to be the same.
    pub(super) fn is_outside_authority(&self) -> bool {
        let (unit, recipient) = (&self.question.controller, &self.question.recipient);
        let authority = |id: &Id| self.effective(id, |p| p.authority.clone());
        let same = match (authority(unit), authority(recipient)) {
            (Some(one), Some(other)) => rule(Rule::SameAuthority, one == other, || false),
            _ => rule(Rule::NoAuthorityIsAnother, false, || true),
        };
        unit != recipient && !same
    }
}
