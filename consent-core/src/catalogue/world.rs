//! The catalogues that a ledger has published up to a position, and how things cover each other in them (semantics §3).

use std::sync::Arc;

use super::Operation;
use super::compile::{Compiled, Processing, Succession, climb, within};
use super::extent::{Extent, case_covers, operation_bit};
use crate::id::Id;
use crate::names::index;
use crate::order;
use crate::time::Instant;

/// A category under a purpose: what *covers the item* in a party's entry reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) category: u32,
    pub(crate) purpose: u32,
}

/// The strictness with which a path counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Today's tree, for legal bases.
    Today,
    /// INVARIANT (consents never grow): every item on the path below the named one has `since ≤ v`.
    NotAfter(u32),
}

impl Rule {
    const fn admits(self, since: u32) -> bool {
        match self {
            Self::Today => true,
            Self::NotAfter(v) => since <= v,
        }
    }
}

/// The published versions known at a position. Immutable; a new publication makes a new world.
#[derive(Debug)]
pub(crate) struct World {
    /// By version, each with its latest publication.
    published: Vec<(Arc<Compiled>, Instant)>,
    /// For each published version, how bars reach in it and all before it.
    views: Vec<BarView>,
    pub(crate) today: Arc<Compiled>,
    /// When each row of today began (semantics §4 *A bar is in force*).
    pub(crate) row_begins: Vec<Instant>,
    /// The same; `None` of a row that bars for later rows can't defeat.
    pub(crate) begun_in_reach: Vec<Option<Instant>>,
    /// When the last of these began.
    pub(crate) last_begun: Option<Instant>,
    /// Every instant at which a catalogue changes something.
    pub(crate) instants: Vec<Instant>,
}

/// INVARIANT (bars never shrink): edges and entries of every version up to one, so that nothing leaves a bar by being moved,
/// replaced or removed.
#[derive(Clone, Debug, Default)]
struct BarView {
    categories: Vec<Vec<u32>>,
    purposes: Vec<Vec<u32>>,
    parties: Vec<Vec<u32>>,
    /// The latest version's entries of each party.
    entries: Vec<(Vec<Processing>, Vec<Succession>)>,
}

fn grow<T: Default>(table: &mut Vec<T>, at: usize) -> Option<&mut T> {
    if table.len() <= at {
        table.resize_with(at.saturating_add(1), T::default);
    }
    table.get_mut(at)
}

fn add(table: &mut Vec<Vec<u32>>, at: usize, above: impl Iterator<Item = u32>) {
    if let Some(list) = grow(table, at) {
        list.extend(above);
        list.sort_unstable();
        list.dedup();
    }
}

impl BarView {
    fn extended(&self, version: &Compiled) -> Self {
        let mut view = self.clone();
        for (at, node) in version.categories.iter().enumerate() {
            if let Some(node) = node {
                add(&mut view.categories, at, node.parents.iter().chain(&node.replaces).copied());
            }
        }
        for (at, node) in version.purposes.iter().enumerate() {
            if let Some(node) = node {
                add(&mut view.purposes, at, node.parents.iter().chain(&node.replaces).copied());
            }
        }
        for (at, party) in version.parties.iter().enumerate() {
            if let Some(party) = party {
                add(&mut view.parties, at, party.parent.into_iter());
                if let Some(entry) = grow(&mut view.entries, at) {
                    *entry = (party.processes_for.clone(), party.succeeds.clone());
                }
            }
        }
        view
    }
}

fn above(table: &[Vec<u32>], number: u32) -> &[u32] {
    table.get(index(number)).map_or(&[], Vec::as_slice)
}

/// Everything of a question's item that a bar's scope is compared with: what lies above each of its members.
#[derive(Clone, Debug)]
pub(crate) struct BarUp {
    pub(crate) controllers: Vec<u32>,
    pub(crate) recipients: Vec<u32>,
    pub(crate) categories: Vec<u32>,
    pub(crate) purposes: Vec<u32>,
}

impl BarUp {
    /// True when a bar (or narrowing) of this scope reaches the item.
    pub(crate) fn is_in(&self, scope: &Extent, operation: Operation, cases: Option<&[Id]>) -> bool {
        self.is_in_or(scope, scope, operation, cases)
    }

    /// As [`Self::is_in`], with the members that the scope leaves out taken from `over`.
    #[inline]
    pub(crate) fn is_in_or(&self, scope: &Extent, over: &Extent, operation: Operation, cases: Option<&[Id]>) -> bool {
        let meets = |list: &Option<Vec<u32>>, or: &Option<Vec<u32>>, up: &[u32]| {
            list.as_ref().or(or.as_ref()).is_none_or(|list| list.iter().any(|n| up.contains(n)))
        };
        meets(&scope.controllers, &over.controllers, &self.controllers)
            && meets(&scope.recipients, &over.recipients, &self.recipients)
            && meets(&scope.categories, &over.categories, &self.categories)
            && meets(&scope.purposes, &over.purposes, &self.purposes)
            && scope.operations.or(over.operations).is_none_or(|mask| mask & operation_bit(operation) != 0)
            && scope.cases.as_ref().or(over.cases.as_ref()).is_none_or(|barred| {
                cases.is_none_or(|cases| cases.iter().any(|c| barred.iter().any(|b| case_covers(b, c) || case_covers(c, b))))
            })
    }
}

impl World {
    /// The world of these publications, of which the highest version is today's; `None` without any.
    pub(crate) fn new(mut published: Vec<(Arc<Compiled>, Instant)>) -> Option<Self> {
        order::sort_by_key(&mut published, |(version, _)| version.source.version);
        let today = Arc::clone(&published.last()?.0);
        let mut views = Vec::new();
        let mut view = BarView::default();
        let mut instants = Vec::new();
        for (version, at) in &published {
            view = view.extended(version);
            views.push(view.clone());
            instants.extend(version.instants.iter().copied());
            instants.push(*at);
        }
        order::sort(&mut instants);
        instants.dedup();
        let publication = |since: u32| {
            published.iter().find(|(version, _)| version.source.version >= since).map_or(Instant::MAX, |(_, at)| *at)
        };
        let row_begins: Vec<Instant> = today
            .rows
            .iter()
            .map(|row| {
                let permit = row.source.permit.as_ref().and_then(|permit| permit.from);
                row.source.from.into_iter().chain(permit).fold(publication(row.source.since), Instant::max)
            })
            .collect();
        let later: Vec<_> = today.bar_kinds.values().filter(|kind| kind.reaches_only_later_rows()).collect();
        let in_reach = |row| later.iter().any(|kind| kind.defeats_row(row));
        let begun_in_reach: Vec<Option<Instant>> =
            today.rows.iter().zip(&row_begins).map(|(row, began)| in_reach(row).then_some(*began)).collect();
        let last_begun = begun_in_reach.iter().copied().flatten().max();
        Some(Self { published, views, today, row_begins, begun_in_reach, last_begun, instants })
    }

    /// The version in force at an instant by its publication: the highest published with `at` not later.
    pub(crate) fn version_at(&self, at: Instant) -> Option<usize> {
        self.published.iter().rposition(|(_, published)| *published <= at)
    }

    /// True when a purpose has the class today, or had it in the last version that had the purpose.
    pub(crate) fn purpose_had_class(&self, purpose: u32, class: &str) -> bool {
        let last = self.published.iter().rev().find_map(|(version, _)| version.purpose(purpose));
        last.is_some_and(|node| node.classes.iter().any(|c| c.as_str() == class))
    }

    /// The view of today.
    pub(crate) fn latest(&self) -> usize {
        self.views.len().saturating_sub(1)
    }

    // --- basis style -------------------------------------------------------------------------------------------------

    /// Everything that covers the category `d`: itself, and what lies above it on paths without `must_be_named` and by the rule.
    pub(crate) fn categories_covering(&self, d: u32, rule: Rule) -> Vec<u32> {
        climb(d, |n| match self.today.category(n) {
            Some(node) if !node.must_be_named && rule.admits(node.since) => &node.parents,
            _ => &[],
        })
    }

    /// As [`Self::categories_covering`], for purposes.
    pub(crate) fn purposes_covering(&self, d: u32, rule: Rule) -> Vec<u32> {
        climb(d, |n| match self.today.purpose(n) {
            Some(node) if !node.must_be_named && rule.admits(node.since) => &node.parents,
            _ => &[],
        })
    }

    /// `r` and what it is part of, with no `legal_person` on the way and by the rule.
    pub(crate) fn wholes(&self, r: u32, rule: Rule) -> Vec<u32> {
        let mut found = vec![r];
        let mut here = r;
        while let Some(party) = self.today.party(here) {
            match party.parent {
                Some(parent) if !party.legal_person && rule.admits(party.since) && !found.contains(&parent) => {
                    found.push(parent);
                    here = parent;
                }
                _ => break,
            }
        }
        found
    }

    /// True when `r` is `whole` or part of it, with no `legal_person` on the way.
    #[inline]
    pub(crate) fn is_within(&self, r: u32, whole: u32) -> bool {
        let mut here = r;
        // A tree is never deeper than it has parties.
        for _ in 0..=self.today.parties.len() {
            if here == whole {
                return true;
            }
            match self.today.party(here) {
                Some(party) if !party.legal_person => match party.parent {
                    Some(parent) => here = parent,
                    None => return false,
                },
                _ => return false,
            }
        }
        false
    }

    /// All parties that cover `r` as a recipient at `t`: by *part of*, or because `r` processes for them.
    pub(crate) fn recipients_covering(&self, r: u32, point: Point, t: Instant, rule: Rule) -> Vec<u32> {
        let mut found = self.follow(self.wholes(r, rule), point, t, rule);
        // Processors may change: their own place needs no `since`.
        for processor in self.wholes(r, Rule::Today) {
            let Some(party) = self.today.party(processor) else { continue };
            for entry in &party.processes_for {
                if within(entry.from, entry.until, t)
                    && overlaps(&entry.categories, &self.categories_covering(point.category, Rule::Today))
                    && overlaps(&entry.purposes, &self.purposes_covering(point.purpose, Rule::Today))
                {
                    found.extend(self.follow(self.wholes(entry.controller, rule), point, t, rule));
                }
            }
        }
        found
    }

    /// All parties that cover the use's controller: by `=` or *part of*, and for a consent by a succession that carries consents.
    pub(crate) fn controllers_covering(&self, controller: u32, point: Point, t: Instant, rule: Rule) -> Vec<u32> {
        self.follow(self.wholes(controller, rule), point, t, rule)
    }

    /// For a consent: with each party also those whose consents it took over, and what they are part of.
    fn follow(&self, mut parties: Vec<u32>, point: Point, t: Instant, rule: Rule) -> Vec<u32> {
        if rule == Rule::Today {
            return parties;
        }
        let mut next = 0_usize;
        while let Some(&here) = parties.get(next) {
            next = next.saturating_add(1);
            let Some(party) = self.today.party(here) else { continue };
            for entry in &party.succeeds {
                if entry.consents
                    && entry.from <= t
                    && overlaps(&entry.categories, &self.categories_covering(point.category, Rule::Today))
                {
                    for whole in self.wholes(entry.party, rule) {
                        if !parties.contains(&whole) {
                            parties.push(whole);
                        }
                    }
                }
            }
        }
        parties
    }

    // --- bar style ---------------------------------------------------------------------------------------------------

    /// What lies above a question's item for bars, in the versions up to `view`.
    pub(crate) fn bar_up(&self, view: usize, controller: u32, recipient: u32, point: Point, t: Instant) -> BarUp {
        let empty = BarView::default();
        let view = self.views.get(view).unwrap_or(&empty);
        let categories = climb(point.category, |n| above(&view.categories, n));
        let purposes = climb(point.purpose, |n| above(&view.purposes, n));
        let up = |party: u32| {
            let mut found = vec![party];
            let mut next = 0_usize;
            while let Some(&here) = found.get(next) {
                next = next.saturating_add(1);
                let mut reached: Vec<u32> = above(&view.parties, here).to_vec();
                if let Some((processes_for, succeeds)) = view.entries.get(index(here)) {
                    reached.extend(
                        processes_for
                            .iter()
                            .filter(|entry| {
                                within(entry.from, entry.until, t)
                                    && overlaps(&entry.categories, &categories)
                                    && overlaps(&entry.purposes, &purposes)
                            })
                            .map(|entry| entry.controller),
                    );
                    reached.extend(
                        succeeds
                            .iter()
                            .filter(|entry| entry.from <= t && overlaps(&entry.categories, &categories))
                            .map(|entry| entry.party),
                    );
                }
                for party in reached {
                    if !found.contains(&party) {
                        found.push(party);
                    }
                }
            }
            found
        };
        BarUp { controllers: up(controller), recipients: up(recipient), categories, purposes }
    }

    /// The party and what it is part of, in the versions up to `view`.
    pub(crate) fn bar_parties(&self, view: usize, party: u32) -> Vec<u32> {
        self.views.get(view).map_or_else(|| vec![party], |view| climb(party, |n| above(&view.parties, n)))
    }

    /// The category and what lies above it for bars, in the versions up to `view`.
    pub(crate) fn bar_categories(&self, view: usize, category: u32) -> Vec<u32> {
        self.views.get(view).map_or_else(|| vec![category], |view| climb(category, |n| above(&view.categories, n)))
    }

    /// As [`Self::bar_categories`], for purposes.
    pub(crate) fn bar_purposes(&self, view: usize, purpose: u32) -> Vec<u32> {
        self.views.get(view).map_or_else(|| vec![purpose], |view| climb(purpose, |n| above(&view.purposes, n)))
    }

    /// True when `a` lies above `b` or `b` above `a` in today's bar graph of categories.
    pub(crate) fn categories_related(&self, a: u32, b: u32) -> bool {
        self.related(a, b, |view| &view.categories)
    }

    /// As [`Self::categories_related`], for purposes.
    pub(crate) fn purposes_related(&self, a: u32, b: u32) -> bool {
        self.related(a, b, |view| &view.purposes)
    }

    /// As [`Self::categories_related`], for parties and *part of*.
    pub(crate) fn parties_related(&self, a: u32, b: u32) -> bool {
        self.related(a, b, |view| &view.parties)
    }

    fn related(&self, a: u32, b: u32, table: impl Fn(&BarView) -> &Vec<Vec<u32>>) -> bool {
        let Some(view) = self.views.last() else { return false };
        let table = table(view);
        climb(a, |n| above(table, n)).contains(&b) || climb(b, |n| above(table, n)).contains(&a)
    }
}

/// True when the lists have a common entry.
pub(crate) fn overlaps(a: &[u32], b: &[u32]) -> bool {
    a.iter().any(|n| b.contains(n))
}
