//! Look-ups over a catalogue: hierarchies with their effective classes, parties, requirements.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::profile::Law;
use super::super::{Catalogue, Country, DataCategory, Party, PartyKind, Purpose, Requirement};
use crate::id::Id;
use crate::order::InOrder as _;

/// What categories and purposes have in common.
pub(super) trait Item {
    fn id(&self) -> &Id;
    fn since(&self) -> u32;
    fn parents(&self) -> &[Id];
    fn classes(&self) -> &[Id];
    fn replaces(&self) -> &[Id];
    fn must_be_named(&self) -> bool;
}

macro_rules! item {
    ($($name:ident),+) => {$(
        impl Item for $name {
            fn id(&self) -> &Id { &self.id }
            fn since(&self) -> u32 { self.since }
            fn parents(&self) -> &[Id] { &self.parents }
            fn classes(&self) -> &[Id] { &self.classes }
            fn replaces(&self) -> &[Id] { &self.replaces }
            fn must_be_named(&self) -> bool { self.must_be_named }
        }
    )+};
}
item!(DataCategory, Purpose);

/// A catalogue with everything that more than one check looks up.
pub(super) struct Context<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) law: &'a Law,
    pub(super) categories: Graph<'a>,
    pub(super) purposes: Graph<'a>,
    pub(super) parties: Parties<'a>,
    requirements: BTreeMap<&'a str, &'a Requirement>,
}

impl<'a> Context<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, law: &'a Law) -> Self {
        let mut requirements = BTreeMap::new();
        for requirement in &law.requirements {
            requirements.entry(requirement.id.as_str()).or_insert(requirement);
        }
        Self {
            catalogue,
            law,
            categories: Graph::new(&catalogue.data_categories),
            purposes: Graph::new(&catalogue.purposes),
            parties: Parties::new(&catalogue.parties),
            requirements,
        }
    }

    pub(super) fn requirement(&self, id: &Id) -> Option<&'a Requirement> {
        self.requirements.get(id.as_str()).copied()
    }

    pub(super) fn requirement_ids(&self) -> impl Iterator<Item = &'a str> {
        self.requirements.keys().copied()
    }

    /// True when one of the purposes, or one above it, bears the class.
    pub(super) fn any_purpose_is(&self, purposes: &[Id], class: &str) -> bool {
        purposes.iter().filter_map(|id| self.purposes.get(id)).any(|purpose| self.purposes.is(purpose, class))
    }

    /// True when every known purpose bears the class.
    pub(super) fn every_purpose_is(&self, purposes: &[Id], class: &str) -> bool {
        purposes.iter().filter_map(|id| self.purposes.get(id)).all(|purpose| self.purposes.is(purpose, class))
    }
}

/// A directed acyclic graph of categories or purposes.
pub(super) struct Graph<'a> {
    position: BTreeMap<&'a str, usize>,
    nodes: Vec<Node<'a>>,
    /// The items that stand above themselves.
    pub(super) cyclic: Vec<usize>,
    covering: RefCell<BTreeMap<usize, Rc<BTreeSet<usize>>>>,
}

#[derive(Default)]
struct Node<'a> {
    parents: Vec<usize>,
    children: Vec<usize>,
    must_be_named: bool,
    classes: BTreeSet<&'a str>,
}

impl<'a> Graph<'a> {
    fn new<T: Item>(items: &'a [T]) -> Self {
        let mut position = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            position.entry(item.id().as_str()).or_insert(index);
        }
        let mut nodes: Vec<Node<'a>> = items
            .iter()
            .map(|item| Node {
                parents: item.parents().iter().filter_map(|id| position.get(id.as_str()).copied()).collect(),
                children: Vec::new(),
                must_be_named: item.must_be_named(),
                classes: item.classes().iter().map(Id::as_str).collect(),
            })
            .collect();
        for index in 0..nodes.len() {
            for parent in nodes.get(index).map(|node| node.parents.clone()).unwrap_or_default() {
                if let Some(node) = nodes.get_mut(parent) {
                    node.children.push(index);
                }
            }
        }
        let cyclic = inherit(&mut nodes);
        Self { position, nodes, cyclic, covering: RefCell::default() }
    }

    pub(super) fn get(&self, id: &Id) -> Option<usize> {
        self.position.get(id.as_str()).copied()
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.position.keys().copied()
    }

    pub(super) fn has_children(&self, item: usize) -> bool {
        self.nodes.get(item).is_some_and(|node| {
            node.children.iter().any(|child| self.nodes.get(*child).is_some_and(|child| !child.must_be_named))
        })
    }

    /// True when the item, or one above it, bears the class.
    pub(super) fn is(&self, item: usize, class: &str) -> bool {
        self.nodes.get(item).is_some_and(|node| node.classes.contains(class))
    }

    pub(super) fn has_no_class(&self, item: usize) -> bool {
        self.nodes.get(item).is_some_and(|node| node.classes.is_empty())
    }

    /// Semantics §3: `g` covers `d` when they are one, or a path leads down from `g` on which nothing below `g` is `must_be_named`.
    pub(super) fn covers(&self, g: usize, d: usize) -> bool {
        if let Some(known) = self.covering.borrow().get(&d) {
            return known.contains(&g);
        }
        let mut covering = BTreeSet::from([d]);
        let mut open = vec![d];
        while let Some(item) = open.pop() {
            let Some(node) = self.nodes.get(item).filter(|node| !node.must_be_named) else {
                continue;
            };
            open.extend(node.parents.iter().filter(|parent| covering.insert(**parent)));
        }
        let answer = covering.contains(&g);
        self.covering.borrow_mut().insert(d, Rc::new(covering));
        answer
    }

    pub(super) fn related(&self, a: usize, b: usize) -> bool {
        self.covers(a, b) || self.covers(b, a)
    }
}

/// Hands the classes down; gives back the nodes that stand above themselves.
fn inherit(nodes: &mut [Node<'_>]) -> Vec<usize> {
    let mut missing: Vec<usize> = nodes.iter().map(|node| node.parents.len()).collect();
    let mut ready: Vec<usize> = missing.iter().enumerate().filter(|(_, count)| **count == 0).map(|(index, _)| index).collect();
    while let Some(index) = ready.pop() {
        let Some((children, classes)) = nodes.get(index).map(|node| (node.children.clone(), node.classes.clone())) else {
            continue;
        };
        for child in children {
            if let Some(node) = nodes.get_mut(child) {
                node.classes.extend(classes.iter());
            }
            if let Some(count) = missing.get_mut(child) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    ready.push(child);
                }
            }
        }
    }
    // What is left is on a cycle or below one: take away what has nothing left below it, until only cycles are left.
    let mut left: BTreeSet<usize> =
        missing.iter().enumerate().filter(|(_, count)| **count > 0).map(|(index, _)| index).into_set();
    let is_end = |index: &usize, left: &BTreeSet<usize>| {
        nodes.get(*index).is_some_and(|node| node.children.iter().all(|child| !left.contains(child)))
    };
    let mut ends: Vec<usize> = left.iter().copied().filter(|index| is_end(index, &left)).collect();
    while let Some(end) = ends.pop() {
        if left.remove(&end)
            && let Some(node) = nodes.get(end)
        {
            ends.extend(node.parents.iter().copied().filter(|parent| left.contains(parent) && is_end(parent, &left)));
        }
    }
    left.into_iter().collect()
}

/// The tree of parties. Each effective member is the party's own or else its nearest ancestor's, never looking above a
/// `legal_person`.
pub(super) struct Parties<'a> {
    position: BTreeMap<&'a str, usize>,
    rows: &'a [Party],
    /// What each is part of.
    up: Vec<Option<usize>>,
    /// The parties that are part of themselves.
    pub(super) cyclic: Vec<usize>,
}

impl<'a> Parties<'a> {
    fn new(rows: &'a [Party]) -> Self {
        let mut position = BTreeMap::new();
        for (index, party) in rows.iter().enumerate() {
            position.entry(party.id.as_str()).or_insert(index);
        }
        let up = rows.iter().map(|row| position.get(row.part_of.as_ref()?.as_str()).copied()).collect();
        let mut parties = Self { position, rows, up, cyclic: Vec::new() };
        parties.cyclic = parties.cycles();
        parties
    }

    pub(super) fn get(&self, id: &Id) -> Option<usize> {
        self.position.get(id.as_str()).copied()
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.position.keys().copied()
    }

    /// Walks up from every party once: a walk that meets itself has found a cycle.
    fn cycles(&self) -> Vec<usize> {
        let mut done = BTreeSet::new();
        let mut cyclic = BTreeSet::new();
        for start in 0..self.rows.len() {
            let mut way: Vec<usize> = Vec::new();
            let mut on_way = BTreeSet::new();
            let mut here = Some(start);
            while let Some(party) = here.filter(|party| !done.contains(party)) {
                if !on_way.insert(party) {
                    cyclic.extend(way.iter().copied().skip_while(|earlier| *earlier != party));
                    break;
                }
                way.push(party);
                here = self.up.get(party).copied().flatten();
            }
            done.extend(way);
        }
        cyclic.into_iter().collect()
    }

    pub(super) fn row(&self, party: usize) -> Option<&'a Party> {
        self.rows.get(party)
    }

    /// The party and what it is part of, `legal_person` or not. A cycle is walked once.
    fn above(&self, party: usize) -> impl Iterator<Item = usize> {
        let next = |party: &usize| self.up.get(*party).copied().flatten();
        core::iter::successors(Some(party), next).take(self.rows.len().saturating_add(1))
    }

    /// The party and what it is part of, as far as *part of* passes.
    fn inside(&self, party: usize) -> impl Iterator<Item = usize> {
        let mut passed = false;
        self.above(party).take_while(move |above| {
            let goes_on = !passed;
            passed = self.rows.get(*above).is_none_or(|row| row.legal_person);
            goes_on
        })
    }

    fn effective<T>(&self, party: usize, own: impl Fn(&'a Party) -> Option<T>) -> Option<T> {
        self.inside(party).filter_map(|above| self.rows.get(above)).find_map(own)
    }

    pub(super) fn kind(&self, party: usize) -> Option<PartyKind> {
        self.effective(party, |row| row.kind)
    }

    pub(super) fn country(&self, party: usize) -> Option<Country> {
        self.effective(party, |row| row.country)
    }

    pub(super) fn authority(&self, party: usize) -> Option<&'a Id> {
        self.effective(party, |row| row.authority.as_ref())
    }

    pub(super) fn is(&self, party: usize, class: &str) -> bool {
        let own = self.effective(party, |row| (!row.classes.is_empty()).then_some(&row.classes));
        own.is_some_and(|classes| classes.iter().any(|c| c.as_str() == class))
            || self.kind(party).is_some_and(|kind| kind.word() == class)
    }

    /// `r` is `g`, or part of it with no `legal_person` on the way.
    pub(super) fn part_of(&self, r: usize, g: usize) -> bool {
        self.inside(r).any(|above| above == g)
    }

    /// `r` is part of `g`, `legal_person` or not, or the other way round.
    pub(super) fn same_house(&self, r: usize, g: usize) -> bool {
        self.above(r).any(|above| above == g) || self.above(g).any(|above| above == r)
    }

    /// `r`, or what it is part of, has any agreement to process for a party that `g` covers.
    pub(super) fn processes_for(&self, r: usize, g: usize) -> bool {
        self.inside(r).filter_map(|above| self.rows.get(above)).flat_map(|row| &row.processes_for).any(|entry| {
            self.get(&entry.controller).is_some_and(|controller| self.part_of(controller, g) || self.part_of(g, controller))
        })
    }

    /// `g` covers `r`, processors of any item and time included.
    pub(super) fn may_cover(&self, g: usize, r: usize) -> bool {
        self.part_of(r, g) || self.processes_for(r, g)
    }

    /// A use of `controller`'s data by `recipient` is a disclosure, whatever the item.
    pub(super) fn surely_discloses(&self, controller: usize, recipient: usize) -> bool {
        !self.part_of(recipient, controller) && !self.processes_for(recipient, controller)
    }

    /// The data leaves the authority. Parties of one house are left out: the unit that holds the data may be narrower
    /// than the one that a row names.
    pub(super) fn surely_leaves_authority(&self, controller: usize, recipient: usize) -> bool {
        let known_same = self.authority(controller).is_some_and(|authority| self.authority(recipient) == Some(authority));
        !known_same && !self.same_house(recipient, controller)
    }
}
