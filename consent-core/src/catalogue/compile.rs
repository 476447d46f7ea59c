//! A catalogue in its fast form: dense numbers, masks, inherited members put in place.
//!
//! The compiled form never shows in the public API.

use std::collections::{BTreeMap, BTreeSet};

use super::extent::{Extent, Operations, Symbols, numbers, operation_mask, sorted};
use super::profile::law_of;
use super::{
    Article, BarKind, Catalogue, Character, Condition, Country, CountryList, Form, LegalBasis, Membership, Notice, Party, Reach,
    Requirement, Role, Target,
};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::names::{Names, index};
use crate::order::{self, InOrder as _};
use crate::time::{Instant, Offset};

/// A category or a purpose.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) id: Id,
    pub(crate) since: u32,
    pub(crate) parents: Vec<u32>,
    pub(crate) children: Vec<u32>,
    pub(crate) replaces: Vec<u32>,
    pub(crate) must_be_named: bool,
    /// Its own and those of all its ancestors, sorted.
    pub(crate) classes: Vec<Id>,
}

/// An agreement to process for a controller.
#[derive(Clone, Debug)]
pub(crate) struct Processing {
    pub(crate) controller: u32,
    pub(crate) categories: Vec<u32>,
    pub(crate) purposes: Vec<u32>,
    pub(crate) from: Option<Instant>,
    pub(crate) until: Option<Instant>,
}

/// A succession.
#[derive(Clone, Debug)]
pub(crate) struct Succession {
    pub(crate) party: u32,
    pub(crate) categories: Vec<u32>,
    pub(crate) from: Instant,
    pub(crate) consents: bool,
}

/// A party with what it has from its ancestors.
#[derive(Clone, Debug)]
pub(crate) struct PartyNode {
    pub(crate) id: Id,
    pub(crate) since: u32,
    pub(crate) parent: Option<u32>,
    pub(crate) legal_person: bool,
    pub(crate) classes: Vec<Id>,
    pub(crate) country: Option<Country>,
    pub(crate) authority: Option<Id>,
    pub(crate) memberships: Vec<Membership>,
    pub(crate) processes_for: Vec<Processing>,
    pub(crate) succeeds: Vec<Succession>,
}

/// A legal basis.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) source: LegalBasis,
    /// The requirements it meets, one bit each.
    pub(crate) meets: u64,
    pub(crate) controller: u32,
    pub(crate) recipients: Option<Vec<u32>>,
    pub(crate) categories: Vec<u32>,
    pub(crate) purposes: Vec<u32>,
    pub(crate) operations: Operations,
    pub(crate) holder: Option<u32>,
    /// For each condition the party that it names, if it names one; `controller` and `recipient` have no number of their own.
    pub(crate) with: Vec<Option<u32>>,
}

impl Row {
    /// The place in the governing order (semantics §6.4); a consent comes after all rows.
    pub(crate) fn rank(&self) -> u8 {
        if self.source.character == Character::Duty {
            return 0;
        }
        match self.source.article {
            Article::C => 1,
            Article::E => 2,
            Article::D => 3,
            Article::B => 4,
            Article::F => 5,
        }
    }

    /// True when `target` names this row by its letter or its character.
    fn is(&self, target: Target) -> bool {
        let letter = match self.source.article {
            Article::B => Target::B,
            Article::C => Target::C,
            Article::D => Target::D,
            Article::E => Target::E,
            Article::F => Target::F,
        };
        let character = match self.source.character {
            Character::Duty => Target::Duty,
            Character::Permission => Target::Permission,
        };
        target == letter || target == character
    }
}

/// One version of a notice.
#[derive(Clone, Debug)]
pub(crate) struct NoticeRow {
    pub(crate) source: Notice,
    pub(crate) meets: u64,
    /// All it asks for.
    pub(crate) extent: Extent,
    /// The categories without which the service does not work.
    pub(crate) required: Vec<u32>,
}

impl NoticeRow {
    fn key(&self) -> (&Id, u32) {
        (&self.source.id, self.source.version)
    }

    /// True when a consent on it may be given, or renewed, at `t`.
    pub(crate) fn may_be_given(&self, t: Instant) -> bool {
        within(self.source.from, self.source.until, t) && self.source.reconsent_by.is_none_or(|by| t < by)
    }
}

/// A kind of bar, with its `over` in dense numbers.
#[derive(Clone, Debug)]
pub(crate) struct Kind {
    pub(crate) source: BarKind,
    pub(crate) over: Extent,
    pub(crate) operations: Option<Operations>,
}

impl Kind {
    pub(crate) fn in_force(&self, at: Instant) -> bool {
        within(self.source.from, self.source.until, at)
    }

    fn names(&self, is: impl Fn(Target) -> bool) -> bool {
        let defeats = self.source.defeats.as_ref().is_none_or(|list| list.iter().any(|t| is(*t)));
        let spares = self.source.spares.as_ref().is_some_and(|list| list.iter().any(|t| is(*t)));
        defeats && !spares
    }

    /// True when this kind defeats the row, leaving `reach` and scope aside.
    pub(crate) fn defeats_row(&self, row: &Row) -> bool {
        let survives = row.source.survives.as_ref().is_some_and(|kinds| kinds.contains(&self.source.id));
        !survives && self.names(|target| row.is(target))
    }

    pub(crate) fn defeats_consents(&self) -> bool {
        self.names(|target| target == Target::Consent)
    }

    /// True when it defeats nothing but legal bases that began at or after the bar.
    pub(crate) fn reaches_only_later_rows(&self) -> bool {
        !self.reaches_earlier_rows() && !self.defeats_consents()
    }

    pub(crate) fn reaches_earlier_rows(&self) -> bool {
        self.source.reach != Some(Reach::Later)
    }
}

/// True when `at` lies in `[from, until)`; an absent end is open.
pub(crate) fn within(from: Option<Instant>, until: Option<Instant>, at: Instant) -> bool {
    from.is_none_or(|from| from <= at) && until.is_none_or(|until| at < until)
}

/// One version of a catalogue.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) source: Catalogue,
    pub(crate) digest: crate::id::Digest,
    pub(crate) categories: Vec<Option<Node>>,
    pub(crate) purposes: Vec<Option<Node>>,
    pub(crate) parties: Vec<Option<PartyNode>>,
    /// By id; the position is the bit in masks. At most 64.
    pub(crate) requirements: Vec<Requirement>,
    /// The bit of the one requirement that is always raised.
    pub(crate) lawful_basis: u64,
    pub(crate) bar_kinds: BTreeMap<Id, Kind>,
    pub(crate) country_lists: BTreeMap<Id, CountryList>,
    /// By id.
    pub(crate) rows: Vec<Row>,
    /// By (id, version).
    pub(crate) notices: Vec<NoticeRow>,
    /// For each form of a consent the requirements whose rule about consent it satisfies.
    form_masks: [u64; 4],
    pub(crate) terms: BTreeMap<Id, Vec<super::TermKind>>,
    /// Every instant at which something in this version begins or ends.
    pub(crate) instants: Vec<Instant>,
    /// Every age that a condition or a notice reads.
    pub(crate) ages: Vec<u8>,
}

fn put<T>(table: &mut Vec<Option<T>>, number: u32, value: T) {
    let at = index(number);
    if table.len() <= at {
        table.resize_with(at.saturating_add(1), || None);
    }
    if let Some(slot) = table.get_mut(at) {
        *slot = Some(value);
    }
}

impl Compiled {
    /// The row of an id.
    pub(crate) fn row(&self, id: &Id) -> Option<&Row> {
        self.rows.binary_search_by(|row| row.source.id.cmp(id)).ok().and_then(|at| self.rows.get(at))
    }

    /// Compiles a catalogue that `check` found no errors in.
    pub(crate) fn new(source: Catalogue, symbols: &mut Symbols) -> Result<Self> {
        let law = law_of(&source)?;
        let mut requirements = law.requirements;
        order::sort_by(&mut requirements, |a, b| a.id.cmp(&b.id));
        let bit_of = |id: &Id| -> u64 {
            requirements
                .binary_search_by(|r| r.id.cmp(id))
                .ok()
                .and_then(|at| u32::try_from(at).ok())
                .and_then(|at| 1_u64.checked_shl(at))
                .unwrap_or(0)
        };
        let mask = |ids: &[Id]| ids.iter().fold(0, |mask, id| mask | bit_of(id));
        let lawful_basis = requirements.iter().find(|r| r.raised_by.always).map_or(0, |r| bit_of(&r.id));
        if lawful_basis == 0 {
            return Err(Error::new(
                "catalogue-refused",
                "expected exactly one requirement that is always raised, found none; add `lawful-basis` or the profile `eu-gdpr`",
            ));
        }
        let bar_kinds = law
            .bar_kinds
            .into_iter()
            .map(|kind| {
                let over = kind.over.as_ref().map(|over| Extent::new(over, symbols)).unwrap_or_default();
                let operations = kind.operations.as_deref().map(operation_mask);
                (kind.id.clone(), Kind { source: kind, over, operations })
            })
            .into_map();
        let rows = rows(&source, symbols, mask);
        let mut notices: Vec<NoticeRow> =
            source.notices.iter().map(|notice| notice_row(notice, symbols, mask(&notice.meets))).collect();
        order::sort_by(&mut notices, |a, b| a.key().cmp(&b.key()));
        let form_masks = [Form::Any, Form::Explicit, Form::Written, Form::ExplicitWritten]
            .map(|form| requirements.iter().filter(|r| form.satisfies(r.consent)).fold(0, |mask, r| mask | bit_of(&r.id)));
        let mut terms: BTreeMap<Id, Vec<super::TermKind>> = BTreeMap::new();
        for term in law.terms {
            terms.entry(term.id).or_default().push(term.kind);
        }
        let mut compiled = Self {
            digest: source.digest()?,
            categories: nodes(
                source.data_categories.iter().map(|c| (&c.id, c.since, &c.parents, &c.replaces, &c.classes, c.must_be_named)),
                &mut symbols.categories,
            ),
            purposes: nodes(
                source.purposes.iter().map(|p| (&p.id, p.since, &p.parents, &p.replaces, &p.classes, p.must_be_named)),
                &mut symbols.purposes,
            ),
            parties: parties(&source, symbols),
            country_lists: law.country_lists.into_iter().map(|list| (list.id.clone(), list)).into_map(),
            requirements,
            lawful_basis,
            bar_kinds,
            rows,
            notices,
            form_masks,
            terms,
            instants: Vec::new(),
            ages: Vec::new(),
            source,
        };
        compiled.collect_times();
        Ok(compiled)
    }

    pub(crate) fn offset(&self) -> Offset {
        self.source.utc_offset_minutes
    }

    pub(crate) fn category(&self, number: u32) -> Option<&Node> {
        self.categories.get(index(number)).and_then(Option::as_ref)
    }

    pub(crate) fn purpose(&self, number: u32) -> Option<&Node> {
        self.purposes.get(index(number)).and_then(Option::as_ref)
    }

    pub(crate) fn party(&self, number: u32) -> Option<&PartyNode> {
        self.parties.get(index(number)).and_then(Option::as_ref)
    }

    /// The position of a version of a notice.
    pub(crate) fn find_notice(&self, id: &Id, version: u32) -> Option<usize> {
        self.notices.binary_search_by(|row| row.key().cmp(&(id, version))).ok()
    }

    pub(crate) fn notice(&self, id: &Id, version: u32) -> Option<&NoticeRow> {
        self.find_notice(id, version).and_then(|at| self.notices.get(at))
    }

    /// The requirements that a consent given in this form on a notice can meet: the form is at least what both ask.
    pub(crate) fn meets_in(&self, notice: &NoticeRow, form: Form) -> u64 {
        if form.is_at_least(notice.source.form) { notice.meets & self.form_mask(form) } else { 0 }
    }

    /// The requirements whose rule about consent is satisfied in this form.
    pub(crate) fn form_mask(&self, form: Form) -> u64 {
        self.form_masks.get(form as usize).copied().unwrap_or_default()
    }

    pub(crate) fn has_term(&self, id: &str, kind: super::TermKind) -> bool {
        self.terms.get(id).is_some_and(|kinds| kinds.contains(&kind))
    }

    fn collect_times(&mut self) {
        let mut instants: Vec<Instant> = Vec::new();
        let mut ages: Vec<u8> = vec![18];
        let mut span = |from: Option<Instant>, until: Option<Instant>| instants.extend(from.into_iter().chain(until));
        for requirement in &self.requirements {
            span(requirement.from, requirement.until);
        }
        for kind in self.bar_kinds.values() {
            span(kind.source.from, kind.source.until);
        }
        for entry in self.country_lists.values().flat_map(|list| &list.countries) {
            span(entry.from, entry.until);
        }
        for party in self.parties.iter().flatten() {
            party.memberships.iter().for_each(|m| span(m.from, m.until));
            party.processes_for.iter().for_each(|p| span(p.from, p.until));
            party.succeeds.iter().for_each(|s| span(Some(s.from), None));
        }
        for row in &self.rows {
            span(row.source.from, row.source.until);
            span(None, row.source.assessment.as_ref().and_then(|a| a.until));
            if let Some(permit) = &row.source.permit {
                span(permit.from, permit.until);
            }
            for condition in &row.source.when {
                if let Condition::Age(age) = condition {
                    ages.extend(age.min.into_iter().chain(age.below));
                }
            }
        }
        for notice in &self.notices {
            span(notice.source.from, notice.source.until);
            span(notice.source.reconsent_by, notice.source.refresh_by);
            span(None, notice.source.assessment.as_ref().and_then(|a| a.until));
            ages.extend(notice.source.guardian_until_age);
        }
        order::sort(&mut instants);
        instants.dedup();
        order::sort(&mut ages);
        ages.dedup();
        self.instants = instants;
        self.ages = ages;
    }
}

fn rows(source: &Catalogue, symbols: &mut Symbols, mask: impl Fn(&[Id]) -> u64) -> Vec<Row> {
    let mut rows: Vec<Row> = source
        .legal_bases
        .iter()
        .map(|row| Row {
            meets: mask(&row.meets),
            controller: symbols.parties.intern(&row.controller),
            recipients: row.recipients.as_deref().map(|ids| numbers(&mut symbols.parties, ids)),
            categories: numbers(&mut symbols.categories, &row.data_categories),
            purposes: numbers(&mut symbols.purposes, &row.purposes),
            operations: operation_mask(&row.operations),
            with: row
                .when
                .iter()
                .map(|condition| match condition {
                    Condition::Relationship(relationship) => Some(&relationship.with),
                    Condition::HomeMunicipality(home) => Some(&home.party),
                    Condition::Age(_) | Condition::Assertion(_) => None,
                })
                .map(|id| id.map(|id| symbols.parties.intern(id)))
                .collect(),
            holder: row.permit.as_ref().map(|permit| symbols.parties.intern(&permit.holder)),
            source: row.clone(),
        })
        .collect();
    order::sort_by(&mut rows, |a, b| a.source.id.cmp(&b.source.id));
    rows
}

fn notice_row(notice: &Notice, symbols: &mut Symbols, meets: u64) -> NoticeRow {
    let named: Vec<Id> = notice.data_categories.iter().map(|c| c.id.clone()).collect();
    let required: Vec<Id> = notice.data_categories.iter().filter(|c| c.required).map(|c| c.id.clone()).collect();
    NoticeRow {
        meets,
        extent: Extent {
            controllers: Some(numbers(&mut symbols.parties, &notice.controllers)),
            recipients: notice.recipients.as_deref().map(|ids| numbers(&mut symbols.parties, ids)),
            categories: Some(numbers(&mut symbols.categories, &named)),
            purposes: Some(numbers(&mut symbols.purposes, &notice.purposes)),
            operations: Some(operation_mask(&notice.operations)),
            cases: None,
        },
        required: numbers(&mut symbols.categories, &required),
        source: notice.clone(),
    }
}

type NodeSource<'a> = (&'a Id, u32, &'a Vec<Id>, &'a Vec<Id>, &'a Vec<Id>, bool);

fn nodes<'a>(items: impl Iterator<Item = NodeSource<'a>>, names: &mut Names) -> Vec<Option<Node>> {
    let mut table: Vec<Option<Node>> = Vec::new();
    let mut own: Vec<u32> = Vec::new();
    for (id, since, parents, replaces, classes, must_be_named) in items {
        let number = names.intern(id);
        own.push(number);
        let node = Node {
            id: id.clone(),
            since,
            parents: numbers(names, parents),
            children: Vec::new(),
            replaces: numbers(names, replaces),
            must_be_named,
            classes: classes.clone(),
        };
        put(&mut table, number, node);
    }
    // Each class goes down to all descendants, once: the graph has no cycle (lint), the visited mark bounds it anyway.
    let edges: Vec<(u32, u32)> = table
        .iter()
        .zip(0_u32..)
        .filter_map(|(node, child)| node.as_ref().map(|node| (child, node.parents.clone())))
        .flat_map(|(child, parents)| parents.into_iter().map(move |parent| (parent, child)))
        .collect();
    for (parent, child) in edges {
        if let Some(Some(node)) = table.get_mut(index(parent)) {
            node.children.push(child);
        }
    }
    // Classes go down, each node after all its parents (a cycle, which lint refuses, would leave its nodes out).
    let mut waiting: BTreeMap<u32, usize> = BTreeMap::new();
    let mut ready: Vec<u32> = Vec::new();
    for &number in &own {
        let parents = table.get(index(number)).and_then(Option::as_ref).map_or(0, |node| node.parents.len());
        if parents == 0 {
            ready.push(number);
        } else {
            waiting.insert(number, parents);
        }
    }
    while let Some(number) = ready.pop() {
        let Some(Some(node)) = table.get_mut(index(number)) else { continue };
        node.classes = sorted(core::mem::take(&mut node.classes));
        let (classes, children) = (node.classes.clone(), node.children.clone());
        for child in children {
            if let Some(Some(node)) = table.get_mut(index(child)) {
                node.classes.extend(classes.iter().cloned());
            }
            if let Some(left) = waiting.get_mut(&child) {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    ready.push(child);
                }
            }
        }
    }
    table
}

/// `start` and everything above it, each once, nearest first.
pub(crate) fn climb<'a>(start: u32, up: impl Fn(u32) -> &'a [u32]) -> Vec<u32> {
    // A short list is searched as it is; a long one has a set beside it, so that a deep or broad graph costs no square.
    const SHORT: usize = 32;
    let mut found = vec![start];
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    let mut next = 0_usize;
    while let Some(&number) = found.get(next) {
        next = next.saturating_add(1);
        for &above in up(number) {
            if found.len() < SHORT {
                if !found.contains(&above) {
                    found.push(above);
                }
                continue;
            }
            if seen.is_empty() {
                seen.extend(&found);
            }
            if seen.insert(above) {
                found.push(above);
            }
        }
    }
    found
}

fn parties(source: &Catalogue, symbols: &mut Symbols) -> Vec<Option<PartyNode>> {
    let by_id: BTreeMap<&Id, &Party> = source.parties.iter().map(|party| (&party.id, party)).into_map();
    let mut table = Vec::new();
    for party in &source.parties {
        let kind = nearest(&by_id, party, |p| p.kind);
        let mut classes: Vec<Id> = wholes(&by_id, party).flat_map(|p| &p.classes).cloned().collect();
        classes.extend(kind.and_then(|kind| Id::new(kind.word()).ok()));
        let node = PartyNode {
            id: party.id.clone(),
            since: party.since,
            parent: party.part_of.as_ref().map(|id| symbols.parties.intern(id)),
            legal_person: party.legal_person,
            classes: sorted(classes),
            country: nearest(&by_id, party, |p| p.country),
            authority: nearest(&by_id, party, |p| p.authority.clone()),
            memberships: Role::ALL.iter().flat_map(|role| memberships(&by_id, party, *role)).collect(),
            processes_for: party
                .processes_for
                .iter()
                .map(|entry| Processing {
                    controller: symbols.parties.intern(&entry.controller),
                    categories: numbers(&mut symbols.categories, &entry.data_categories),
                    purposes: numbers(&mut symbols.purposes, &entry.purposes),
                    from: entry.from,
                    until: entry.until,
                })
                .collect(),
            succeeds: party
                .succeeds
                .iter()
                .map(|entry| Succession {
                    party: symbols.parties.intern(&entry.party),
                    categories: numbers(&mut symbols.categories, &entry.data_categories),
                    from: entry.from,
                    consents: entry.consents,
                })
                .collect(),
        };
        put(&mut table, symbols.parties.intern(&party.id), node);
    }
    table
}

/// The party and what it is part of, never looking above a `legal_person`.
fn wholes<'a>(by_id: &BTreeMap<&'a Id, &'a Party>, party: &'a Party) -> impl Iterator<Item = &'a Party> {
    let mut next = Some(party);
    let mut left = by_id.len();
    core::iter::from_fn(move || {
        let here = next?;
        left = left.checked_sub(1)?;
        next = if here.legal_person { None } else { here.part_of.as_ref().and_then(|id| by_id.get(id).copied()) };
        Some(here)
    })
}

/// Its own, or else its nearest ancestor's (semantics §2 *parties*).
fn nearest<'a, T>(by_id: &BTreeMap<&'a Id, &'a Party>, party: &'a Party, read: impl Fn(&Party) -> Option<T>) -> Option<T> {
    wholes(by_id, party).find_map(read)
}

/// The memberships of a role: its own, or else its nearest ancestor's. One role of its own hides no other of an ancestor's.
fn memberships(by_id: &BTreeMap<&Id, &Party>, party: &Party, role: Role) -> Vec<Membership> {
    let of_role = |p: &Party| -> Vec<Membership> { p.memberships.iter().filter(|m| m.role == role).cloned().collect() };
    wholes(by_id, party).map(of_role).find(|list| !list.is_empty()).unwrap_or_default()
}
