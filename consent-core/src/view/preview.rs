//! What would change if an act were done: before and after, use by use.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::survey::UseEntry;
use crate::catalogue::Operation;
use crate::decide::{Basis, BasisRef, Position};
use crate::id::Id;
use crate::order::{self, InOrder as _};
use crate::time::Instant;

/// A named use before and after an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The unit whose register holds the data.
    pub controller: Id,
    /// Who uses it.
    pub recipient: Id,
    /// For what.
    pub purpose: Id,
    /// Only in these cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<Id>>,
    /// Which data, by id.
    pub data_categories: Vec<Id>,
    /// Which operations; every one of them for every category.
    pub operations: Vec<Operation>,
    /// Only when the asker states these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assertions: Vec<Id>,
    /// The governing basis before; absent: it was not covered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Basis>,
    /// The governing basis after; absent: it is not covered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Basis>,
}

/// What an act would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Preview {
    /// The instant of the act, at which before and after are compared.
    pub at: Instant,
    /// The act would take effect although the actor's entitlement is not recorded.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub actor_unverified: bool,
    /// Uses that would no longer be covered.
    pub stops: Vec<Change>,
    /// Uses that would be covered.
    pub starts: Vec<Change>,
    /// Uses that would go on, on another basis.
    pub continues: Vec<Change>,
    /// Uses that go on as they are, on the same basis, although the act is about their data and purpose: it does not stop them.
    pub unchanged: Vec<UseEntry>,
    /// What it was computed from.
    pub position: Position,
}

/// A use with one category and one operation, by one channel or with none stated.
type Atom = (Id, Id, Id, Option<Vec<Id>>, Id, Operation, Option<Id>);

/// How an atom is covered: on which basis, when what is stated.
#[derive(Clone, PartialEq)]
struct How {
    basis: Basis,
    assertions: Vec<Id>,
}

fn atoms(entries: &[UseEntry], channels: &BTreeSet<Id>) -> BTreeMap<Atom, How> {
    let mut map = BTreeMap::new();
    for entry in entries {
        // What is covered whatever the channel is covered by each.
        let any: Vec<Option<Id>> = [None].into_iter().chain(channels.iter().cloned().map(Some)).collect();
        let ways = entry.channels.as_ref().map_or(any, |list| list.iter().cloned().map(Some).collect());
        for category in &entry.data_categories {
            for (operation, channel) in entry.operations.iter().flat_map(|o| ways.iter().map(move |channel| (o, channel))) {
                let atom = (
                    entry.controller.clone(),
                    entry.recipient.clone(),
                    entry.purpose.clone(),
                    entry.cases.clone(),
                    category.clone(),
                    *operation,
                    channel.clone(),
                );
                map.insert(atom, How { basis: entry.basis.clone(), assertions: entry.assertions.clone() });
            }
        }
    }
    map
}

/// The uses of `after` that have the same governing basis as before although the act is about them: another basis of theirs
/// changed, or something else about the same data and purpose did.
pub(crate) fn unchanged(before: &[UseEntry], after: &[UseEntry], changes: &Changes) -> Vec<UseEntry> {
    let channels: BTreeSet<Id> = before.iter().chain(after).filter_map(|entry| entry.channels.clone()).flatten().into_set();
    let was = atoms(before, &channels);
    let same =
        |entry: &UseEntry| atoms(std::slice::from_ref(entry), &channels).iter().all(|(atom, how)| was.get(atom) == Some(how));
    let touched = |entry: &UseEntry| {
        changes.stops.iter().chain(&changes.continues).any(|change| {
            change.purpose == entry.purpose && change.data_categories.iter().any(|c| entry.data_categories.contains(c))
        })
    };
    after.iter().filter(|entry| same(entry) && (touched(entry) || !before.contains(entry))).cloned().collect()
}

/// Controller, recipient, purpose, cases, what is stated, the basis before and after.
type Shape = (Id, Id, Id, Option<Vec<Id>>, Vec<Id>, Option<BasisRef>, Option<BasisRef>);

/// What stops, starts and continues on another basis.
#[derive(Default)]
pub(crate) struct Changes {
    pub(crate) stops: Vec<Change>,
    pub(crate) starts: Vec<Change>,
    pub(crate) continues: Vec<Change>,
}

/// Compares the named uses before and after, with nothing stated and with everything.
pub(crate) fn compare(before: &[Vec<UseEntry>], after: &[Vec<UseEntry>]) -> Changes {
    let mut groups: BTreeMap<Shape, BTreeMap<Id, Vec<Operation>>> = BTreeMap::new();
    let mut bases: BTreeMap<BasisRef, Basis> = BTreeMap::new();
    for (before, after) in before.iter().zip(after) {
        let channels: BTreeSet<Id> = before.iter().chain(after).filter_map(|entry| entry.channels.clone()).flatten().into_set();
        let (was, is) = (atoms(before, &channels), atoms(after, &channels));
        for atom in was.keys().chain(is.keys()).into_set() {
            let (old, new) = (was.get(atom), is.get(atom));
            let reference = |how: Option<&How>| how.map(|how| how.basis.basis.clone());
            if reference(old) == reference(new) {
                continue;
            }
            bases.extend(old.into_iter().chain(new).map(|how| (how.basis.basis.clone(), how.basis.clone())));
            let assertions = new.or(old).map(|how| how.assertions.clone()).unwrap_or_default();
            let (controller, recipient, purpose, cases, category, operation, _) = atom.clone();
            let operations = groups
                .entry((controller, recipient, purpose, cases, assertions, reference(old), reference(new)))
                .or_default()
                .entry(category)
                .or_default();
            if !operations.contains(&operation) {
                operations.push(operation);
            }
        }
    }
    let mut changes = Changes::default();
    for ((controller, recipient, purpose, cases, assertions, old, new), categories) in groups {
        let mut by_operations: BTreeMap<Vec<Operation>, Vec<Id>> = BTreeMap::new();
        for (category, mut operations) in categories {
            order::sort_by_key(&mut operations, |operation| operation.word());
            by_operations.entry(operations).or_default().push(category);
        }
        for (operations, data_categories) in by_operations {
            let change = Change {
                controller: controller.clone(),
                recipient: recipient.clone(),
                purpose: purpose.clone(),
                cases: cases.clone(),
                data_categories,
                operations,
                assertions: assertions.clone(),
                before: old.as_ref().and_then(|basis| bases.get(basis).cloned()),
                after: new.as_ref().and_then(|basis| bases.get(basis).cloned()),
            };
            match (&change.before, &change.after) {
                (Some(_), None) => changes.stops.push(change),
                (None, _) => changes.starts.push(change),
                (Some(_), Some(_)) => changes.continues.push(change),
            }
        }
    }
    changes
}
