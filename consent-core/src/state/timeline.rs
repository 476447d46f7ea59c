//! A fact over time: at each instant the latest word counts, and at one instant the negative one.

use crate::id::Id;
use crate::order;
use crate::time::Instant;

/// How an event at one instant stands to others at the same instant (semantics §4 *Ties*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// A start, a value.
    Positive,
    /// An end, `deceased: true`, `capable: false`, a suspension.
    Negative,
    /// An erased fact: unknown, and nothing brings an earlier value back.
    Erased,
}

/// What was said, when; at most one word for each instant, in time order.
#[derive(Clone, Debug)]
pub(crate) struct Timeline<T> {
    words: Vec<(Instant, T)>,
}

impl<T> Default for Timeline<T> {
    fn default() -> Self {
        Self { words: Vec::new() }
    }
}

/// One event that says something.
#[derive(Clone, Debug)]
pub(crate) struct Word<'a, T> {
    pub(crate) at: Instant,
    pub(crate) weight: Weight,
    pub(crate) id: &'a Id,
    pub(crate) value: T,
}

impl<T> Timeline<T> {
    /// Puts the words in order and keeps the one that wins at each instant.
    pub(crate) fn new(mut words: Vec<Word<'_, T>>) -> Self {
        order::sort_by(&mut words, |a, b| (a.at, a.weight, a.id).cmp(&(b.at, b.weight, b.id)));
        let mut kept: Vec<(Instant, T)> = Vec::new();
        for word in words {
            if kept.last().is_some_and(|(at, _)| *at == word.at) {
                kept.pop();
            }
            kept.push((word.at, word.value));
        }
        Self { words: kept }
    }

    /// The latest word at or before `t`, with its instant.
    #[inline]
    pub(crate) fn at(&self, t: Instant) -> Option<(Instant, &T)> {
        let count = self.words.partition_point(|(at, _)| *at <= t);
        count.checked_sub(1).and_then(|last| self.words.get(last)).map(|(at, value)| (*at, value))
    }

    /// A line of words that are in order already, one for each instant.
    pub(crate) fn of_words(words: Vec<(Instant, T)>) -> Self {
        Self { words }
    }

    /// What was said, when.
    pub(crate) fn words(&self) -> impl Iterator<Item = (Instant, T)>
    where
        T: Copy,
    {
        self.words.iter().copied()
    }

    pub(crate) fn instants(&self) -> impl Iterator<Item = Instant> {
        self.words.iter().map(|(at, _)| *at)
    }
}
