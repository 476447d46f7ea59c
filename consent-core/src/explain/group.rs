//! Puts together what is said in the same words, so that a person reads few sentences.

use std::collections::BTreeMap;

use crate::catalogue::Operation;
use crate::id::Id;
use crate::order;

/// The items about which the same is said: each of the categories with each of the operations.
pub(super) struct Group<'a, K, T> {
    /// What is said.
    pub(super) key: K,
    /// What came with the first item.
    pub(super) first: T,
    pub(super) categories: Vec<&'a Id>,
    pub(super) operations: Vec<Operation>,
}

/// Groups items by what is said; in the order of the items that come first.
pub(super) fn group<'a, K: Ord + Clone, T: Copy>(
    items: impl IntoIterator<Item = (K, T, &'a Id, Operation)>,
) -> Vec<Group<'a, K, T>> {
    // What is said → (its place, its first item, category → operations).
    let mut said = BTreeMap::<K, (usize, T, BTreeMap<&Id, Vec<Operation>>)>::new();
    for (key, item, category, operation) in items {
        let place = said.len();
        let (_, _, cells) = said.entry(key).or_insert_with(|| (place, item, BTreeMap::new()));
        cells.entry(category).or_default().push(operation);
    }
    let mut groups = Vec::new();
    for (key, (place, first, cells)) in said {
        let mut by_operations = BTreeMap::<Vec<Operation>, Vec<&Id>>::new();
        for (category, mut operations) in cells {
            order::sort(&mut operations);
            operations.dedup();
            by_operations.entry(operations).or_default().push(category);
        }
        for (operations, categories) in by_operations {
            groups.push(((place, categories.first().copied()), Group { key: key.clone(), first, categories, operations }));
        }
    }
    order::sort_by(&mut groups, |(a, x), (b, y)| a.cmp(b).then_with(|| x.operations.cmp(&y.operations)));
    groups.into_iter().map(|(_, group)| group).collect()
}
