//! The named uses of a catalogue, each asked with `decide`.

use std::collections::{BTreeMap, BTreeSet};

use consent_core::catalogue::{Catalogue, Operation, TermKind};
use consent_core::decide::{BasisRef, ProposedUse};
use consent_core::view::UseEntry;
use consent_core::{Engine, Id, Instant, SubjectId};

/// Who uses what for what: a use with one category and one operation, delivered in one way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Atom {
    pub(super) controller: Id,
    pub(super) recipient: Id,
    pub(super) purpose: Id,
    pub(super) cases: Option<Vec<Id>>,
    pub(super) category: Id,
    pub(super) operation: Operation,
    pub(super) channel: Option<Id>,
}

/// Covered atoms with their governing bases.
pub(super) type Covered = BTreeMap<Atom, BasisRef>;

/// What some basis names: controller, recipient, purpose and cases, with its categories and operations.
pub(super) struct Named {
    pub(super) controller: Id,
    pub(super) recipient: Id,
    pub(super) purpose: Id,
    pub(super) cases: Option<Vec<Id>>,
    pub(super) categories: Vec<Id>,
    pub(super) operations: Vec<Operation>,
}

/// One for each controller, recipient, purpose and cases, with all that is named there.
pub(super) fn named_by(catalogue: &Catalogue, limits: &[Vec<Id>]) -> Vec<Named> {
    let mut list: Vec<Named> = Vec::new();
    let mut add = |controllers: &[Id],
                   recipients: Option<&[Id]>,
                   purposes: &[Id],
                   cases: Option<Vec<Id>>,
                   categories: Vec<Id>,
                   operations: &[Operation]| {
        for controller in controllers {
            for recipient in recipients.unwrap_or(std::slice::from_ref(controller)) {
                for purpose in purposes {
                    let same = |named: &&mut Named| {
                        named.controller == *controller
                            && named.recipient == *recipient
                            && named.purpose == *purpose
                            && named.cases == cases
                    };
                    if let Some(named) = list.iter_mut().find(same) {
                        named.categories.extend(categories.iter().cloned());
                        named.operations.extend(operations);
                        continue;
                    }
                    list.push(Named {
                        controller: controller.clone(),
                        recipient: recipient.clone(),
                        purpose: purpose.clone(),
                        cases: cases.clone(),
                        categories: categories.clone(),
                        operations: operations.to_vec(),
                    });
                }
            }
        }
    };
    for row in &catalogue.legal_bases {
        let controller = std::slice::from_ref(&row.controller);
        let recipients = row.recipients.as_deref();
        add(controller, recipients, &row.purposes, row.cases.clone(), row.data_categories.clone(), &row.operations);
    }
    for notice in &catalogue.notices {
        let categories: Vec<Id> = notice.data_categories.iter().map(|c| c.id.clone()).collect();
        for cases in [None].into_iter().chain(limits.iter().cloned().map(Some)) {
            let recipients = notice.recipients.as_deref();
            add(&notice.controllers, recipients, &notice.purposes, cases, categories.clone(), &notice.operations);
        }
    }
    list
}

fn terms(catalogue: &Catalogue, kinds: &[TermKind]) -> Vec<Id> {
    catalogue.terms.iter().filter(|term| kinds.contains(&term.kind)).map(|term| term.id.clone()).collect()
}

pub(super) fn everything_stated(catalogue: &Catalogue) -> Vec<Id> {
    terms(catalogue, &[TermKind::Assertion, TermKind::Obligation])
}

pub(super) fn channels(catalogue: &Catalogue) -> Vec<Option<Id>> {
    [None].into_iter().chain(terms(catalogue, &[TermKind::Channel]).into_iter().map(Some)).collect()
}

/// About whom, when, and from which position.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) engine: &'a Engine,
    pub(super) subject: &'a SubjectId,
    pub(super) at: Instant,
    pub(super) known_at: Option<u64>,
}

impl View<'_> {
    pub(super) fn ask(
        &self,
        named: &Named,
        channel: Option<Id>,
        assertions: Vec<Id>,
    ) -> Result<consent_core::decide::Answer, String> {
        let question = ProposedUse {
            subject: self.subject.clone(),
            at: self.at,
            known_at: self.known_at,
            controller: named.controller.clone(),
            recipient: named.recipient.clone(),
            purpose: named.purpose.clone(),
            data_categories: named.categories.clone(),
            except: None,
            operations: named.operations.clone(),
            cases: named.cases.clone(),
            channel,
            automated_decision: false,
            assertions,
        };
        self.engine.decide(&question).map_err(|error| format!("{error:?}"))
    }

    /// What `decide` covers of some named uses by every channel, with nothing stated or with everything.
    pub(super) fn covered(&self, catalogue: &Catalogue, list: &[Named], stated: bool) -> Covered {
        let assertions = if stated { everything_stated(catalogue) } else { Vec::new() };
        let mut covered = Covered::new();
        for named in list {
            for channel in channels(catalogue) {
                let Ok(answer) = self.ask(named, channel.clone(), assertions.clone()) else { continue };
                for item in answer.items.iter().filter(|item| item.covered) {
                    let atom = Atom {
                        controller: named.controller.clone(),
                        recipient: named.recipient.clone(),
                        purpose: named.purpose.clone(),
                        cases: named.cases.clone(),
                        category: item.category.clone(),
                        operation: item.operation,
                        channel: channel.clone(),
                    };
                    covered.extend(item.governing.as_ref().map(|basis| (atom, basis.basis.clone())));
                }
            }
        }
        covered
    }

    /// Every entry, asked as it says, is covered by its basis.
    pub(super) fn is_covered_as_told(&self, catalogue: &Catalogue, entry: &UseEntry) -> Result<(), String> {
        let ways: Vec<Option<Id>> =
            entry.channels.as_ref().map_or_else(|| channels(catalogue), |list| list.iter().cloned().map(Some).collect());
        let named = Named {
            controller: entry.controller.clone(),
            recipient: entry.recipient.clone(),
            purpose: entry.purpose.clone(),
            cases: entry.cases.clone(),
            categories: entry.data_categories.clone(),
            operations: entry.operations.clone(),
        };
        if ways.is_empty() || entry.data_categories.is_empty() || entry.operations.is_empty() {
            return Err(format!("an entry about nothing: {entry:?}"));
        }
        for channel in ways {
            let answer = self.ask(&named, channel, entry.assertions.clone())?;
            for item in answer.items.iter().filter(|item| entry.data_categories.contains(&item.category)) {
                if !item.covered || item.governing.as_ref() != Some(&entry.basis) {
                    return Err(format!("{} {} is not as the entry says: {entry:?}", item.category, item.operation));
                }
                if let Some(other) = item.others.iter().find(|other| !entry.others.contains(&other.basis)) {
                    return Err(format!("the entry leaves out the basis {other:?}: {entry:?}"));
                }
            }
        }
        Ok(())
    }
}

/// Entries use by use: those that need nothing stated, and those that need something. What is covered without a channel is covered
/// by each.
pub(super) fn atoms(catalogue: &Catalogue, entries: &[UseEntry]) -> Result<(Covered, Covered), String> {
    let (mut plain, mut stated) = (Covered::new(), Covered::new());
    for entry in entries {
        let covered = if entry.assertions.is_empty() { &mut plain } else { &mut stated };
        let ways: Vec<Option<Id>> =
            entry.channels.as_ref().map_or_else(|| channels(catalogue), |list| list.iter().cloned().map(Some).collect());
        for category in &entry.data_categories {
            for operation in &entry.operations {
                for channel in &ways {
                    let atom = Atom {
                        controller: entry.controller.clone(),
                        recipient: entry.recipient.clone(),
                        purpose: entry.purpose.clone(),
                        cases: entry.cases.clone(),
                        category: category.clone(),
                        operation: *operation,
                        channel: channel.clone(),
                    };
                    if let Some(twice) = covered.insert(atom, entry.basis.basis.clone()) {
                        return Err(format!("the same use is told twice, also on {twice:?}: {entry:?}"));
                    }
                }
            }
        }
    }
    Ok((plain, stated))
}

/// The overview tells all that is covered with nothing stated, and what else would be with everything.
pub(super) fn tells_all(view: View<'_>, catalogue: &Catalogue, named: &[Named], entries: &[UseEntry]) -> Result<(), String> {
    let (plain, stated) = atoms(catalogue, entries)?;
    let expected = view.covered(catalogue, named, false);
    missing(&expected, &plain)?;
    let mut more = view.covered(catalogue, named, true);
    more.retain(|atom, _| !expected.contains_key(atom));
    missing(&more, &stated)
}

/// Those of `expected` that are missing in `found`, or have another basis.
pub(super) fn missing(expected: &Covered, found: &Covered) -> Result<(), String> {
    match expected.iter().find(|(atom, basis)| found.get(atom) != Some(basis)) {
        Some((atom, basis)) => Err(format!("covered on {basis:?}, but the view says {:?}: {atom:?}", found.get(atom))),
        None => Ok(()),
    }
}

/// The cases to which a person's consents are limited, where one giver alone says so.
pub(super) fn limits(engine: &Engine, subject: &SubjectId, known_at: Option<u64>) -> Vec<Vec<Id>> {
    use consent_core::ledger::EventBody;
    let position = known_at.unwrap_or(u64::MAX);
    let mut by_consent: BTreeMap<Id, Vec<Option<Vec<Id>>>> = BTreeMap::new();
    for record in engine.records().iter().filter(|record| record.seq < position) {
        if let EventBody::ConsentGiven(grant) = &record.event.body {
            by_consent.entry(grant.consent.clone()).or_default().push(grant.scope.cases.clone());
        }
    }
    let overview: BTreeSet<Id> = engine
        .overview(subject, Instant::MAX, known_at)
        .map(|overview| overview.consents.iter().filter(|c| c.at.is_some()).map(|c| c.consent.clone()).collect())
        .unwrap_or_default();
    let alone = by_consent.into_iter().filter(|(id, given)| given.len() == 1 && overview.contains(id));
    alone
        .filter_map(|(_, mut given)| given.pop().flatten())
        .map(|mut cases| {
            cases.sort();
            cases.dedup();
            cases
        })
        .collect()
}
