//! Lists, sets and maps in order, of whatever type, by one routine.
//!
//! The standard library writes its sort out anew for each type that is sorted, several thousand bytes each time, and makes sets and
//! maps by it, too. What is sorted here is short, or sorted once: these take a few hundred bytes for each type.

use core::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// The longest list that is sorted by moving each element to its place.
const SHORT: usize = 20;

/// Sorts; equals stay in their order.
pub(crate) fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

/// Sorts by what `key` says; equals stay in their order.
pub(crate) fn sort_by_key<T, K: Ord>(list: &mut [T], mut key: impl FnMut(&T) -> K) {
    sort_by(list, |a, b| key(a).cmp(&key(b)));
}

/// Sorts as `compare` says; equals stay in their order.
pub(crate) fn sort_by<T>(list: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut of = |list: &[T], a: usize, b: usize| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    };
    if list.len() > SHORT {
        let places = places(list.len(), &mut |a, b| of(list, a, b));
        return arrange(list, places);
    }
    for end in 1..list.len() {
        let mut at = end;
        while let Some(before) = at.checked_sub(1)
            && of(list, at, before) == Ordering::Less
        {
            list.swap(before, at);
            at = before;
        }
    }
}

/// The places of the elements, in order.
fn places(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    places.sort_unstable_by(|a, b| compare(*a, *b).then_with(|| a.cmp(b)));
    places
}

/// Puts at each place the element that `places` names for it.
fn arrange<T>(list: &mut [T], mut places: Vec<usize>) {
    for first in 0..places.len() {
        let mut at = first;
        // Round the circle, in which each place gets the next one's element; what was at the first one moves along to the last.
        while let Some(from) = places.get_mut(at).map(|place| core::mem::replace(place, at))
            && from != first
            && from != at
        {
            list.swap(at, from);
            at = from;
        }
    }
}

/// What an iterator gives, in order.
pub(crate) trait InOrder: Iterator + Sized {
    /// As a set.
    fn into_set(self) -> BTreeSet<Self::Item>
    where
        Self::Item: Ord,
    {
        let mut set = BTreeSet::new();
        self.for_each(|item| _ = set.insert(item));
        set
    }

    /// As a map; of several values for one key the last is kept.
    fn into_map<K: Ord, V>(self) -> BTreeMap<K, V>
    where
        Self: Iterator<Item = (K, V)>,
    {
        let mut map = BTreeMap::new();
        self.for_each(|(key, value)| _ = map.insert(key, value));
        map
    }
}

impl<I: Iterator> InOrder for I {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_the_standard_librarys_sort(keys in prop::collection::vec(0_u8..40, 0..90)) {
            // Of equals the place tells which is which.
            let list: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let (mut ours, mut theirs) = (list.clone(), list.clone());
            sort_by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(&ours, &theirs);
            ours.reverse();
            sort(&mut ours);
            prop_assert_eq!(&ours, &theirs);
            prop_assert_eq!(list.iter().copied().into_set(), list.iter().copied().collect());
            prop_assert_eq!(list.iter().copied().into_map(), list.iter().copied().collect::<BTreeMap<_, _>>());
        }
    }
}
