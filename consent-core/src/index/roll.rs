//! The roll of persons: subject keys to blocks of words, each with the plain part of a person's state.
//!
//! Finding a person touches one entry of the table and the beginning of one block. Blocks lie one after the other, so that a scan reads
//! memory in order.

use consent_near::approach;

use super::hash::KeyHash;
use crate::decide::plain::{Picked, PlainCase};
use crate::error::{Error, Result};
use crate::id::{MAX_ID_BYTES, SubjectId};
use crate::names::{Keyed, index};
use crate::state::block::{self, Block};
use crate::state::plain::Plain;
use crate::time::Instant;

/// An entry of the table without a person.
const EMPTY: u64 = u64::MAX;
/// An entry is the place of a block, and beside it the lowest bits of the key's hash.
const MARK_BITS: u32 = 24;
const MARK: u64 = (1 << MARK_BITS) - 1;

/// How many keys are looked up at once: their memory is fetched side by side.
const ABREAST: usize = 16;
/// How many words the processor fetches at once.
const LINE: usize = 8;

/// A question on its way.
#[derive(Clone, Copy, Debug)]
struct Asked<'k, 'w> {
    key: &'k [u8],
    at: Instant,
    start: (usize, u64),
    person: Option<Picked<'w>>,
}

/// The question at an instant: most often the last one.
#[inline]
fn case_of<'l, 'c>(
    last: &'l mut Option<PlainCase<'c>>,
    at: Instant,
    case_at: impl Fn(Instant) -> PlainCase<'c>,
) -> &'l PlainCase<'c> {
    if last.is_some_and(|case| case.at() != at) {
        *last = None;
    }
    last.get_or_insert_with(|| case_at(at))
}

/// All persons by key.
#[derive(Clone, Debug)]
pub(crate) struct Roll {
    hash: KeyHash,
    /// Open addressing, linear: where the block of a key begins, and a mark of its hash.
    table: Vec<u64>,
    words: Vec<u64>,
    /// Where the block of each number begins.
    places: Vec<u64>,
    /// How many words are in blocks that were replaced.
    waste: usize,
}

/// The parts of a roll as they are kept in a file.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) table: Vec<u64>,
    pub(crate) words: Vec<u64>,
    pub(crate) places: Vec<u64>,
}

impl Roll {
    pub(crate) fn new(keyed: Keyed) -> Self {
        Self { hash: KeyHash::new(keyed), table: Vec::new(), words: Vec::new(), places: Vec::new(), waste: 0 }
    }

    /// How many keys there are.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// The bytes of memory it has taken.
    pub(crate) fn bytes(&self) -> usize {
        let words = [self.table.capacity(), self.words.capacity(), self.places.capacity()];
        words.into_iter().fold(0, usize::saturating_add).saturating_mul(8)
    }

    pub(crate) fn parts(&self) -> [&[u64]; 3] {
        [&self.table, &self.words, &self.places]
    }

    /// A roll of parts that were kept. Every access is checked, so that wrong ones can at worst find nobody.
    pub(crate) fn of_parts(keyed: Keyed, parts: Parts) -> Self {
        let Parts { table, words, places } = parts;
        Self { hash: KeyHash::new(keyed), table, words, places, waste: 0 }
    }

    /// Where the search for a key begins, and the mark of its hash.
    #[inline]
    fn start(&self, key: &[u8]) -> (usize, u64) {
        let hash = self.hash.of(key);
        let size = u64::try_from(self.table.len()).unwrap_or(u64::MAX);
        // The upper half of the hash as a share of the table.
        let at = (hash >> 32).wrapping_mul(size) >> 32;
        (usize::try_from(at).unwrap_or_default(), hash & MARK)
    }

    #[inline]
    fn after(&self, at: usize) -> usize {
        let next = at.wrapping_add(1);
        if next < self.table.len() { next } else { 0 }
    }

    /// The block of a key. Of each block that may be it, `met` is told the place beforehand.
    #[inline]
    fn search(&self, key: &[u8], (start, mark): (usize, u64), met: impl Fn(usize)) -> Option<Block<'_>> {
        let mut at = start;
        for _ in 0..self.table.len() {
            let entry = *self.table.get(at)?;
            if entry == EMPTY {
                return None;
            }
            if entry & MARK == mark {
                let place = usize::try_from(entry >> MARK_BITS).ok()?;
                met(place);
                if let Some(block) = self.block(place).filter(|block| block.has_key(key)) {
                    return Some(block);
                }
            }
            at = self.after(at);
        }
        None
    }

    /// The block that begins at a place.
    #[inline]
    fn block(&self, place: usize) -> Option<Block<'_>> {
        Block::of(self.words.get(place..)?)
    }

    /// The block of a key.
    #[inline]
    pub(crate) fn find(&self, key: &[u8]) -> Option<Block<'_>> {
        self.search(key, self.start(key), |place| self.approach(place))
    }

    /// Brings a block near: where its parts begin is known only when its first word has come, and they lie on the next lines.
    #[inline]
    fn approach(&self, place: usize) {
        for line in 1..4_usize {
            approach(&self.words, place.wrapping_add(line.wrapping_mul(LINE)));
        }
    }

    /// The dense number of a key.
    pub(crate) fn number(&self, key: &str) -> Option<u32> {
        self.find(key.as_bytes()).map(|block| block.number())
    }

    /// Answers about many keys, several at a time: what is read of each is known step by step, and each step's memory is fetched for all.
    /// A key that is none is an error of its own.
    #[inline]
    pub(crate) fn ask_all<'k, 'c, T>(
        &self,
        asked: impl IntoIterator<Item = (&'k [u8], Instant)>,
        case_at: impl Fn(Instant) -> PlainCase<'c>,
        about: impl Fn(Option<Picked<'_>>, &PlainCase<'c>) -> T,
        mut answer: impl FnMut(Result<T>),
    ) {
        let mut asked = asked.into_iter();
        let mut last: Option<PlainCase<'c>> = None;
        loop {
            let mut abreast = [Asked { key: &[], at: Instant::MIN, start: (0, 0), person: None }; ABREAST];
            let mut count = 0_usize;
            for (one, (key, at)) in abreast.iter_mut().zip(asked.by_ref().take(ABREAST)) {
                let start = self.start(key);
                approach(&self.table, start.0);
                *one = Asked { key, at, start, person: None };
                count = count.wrapping_add(1);
            }
            let Some(abreast) = abreast.get_mut(..count).filter(|abreast| !abreast.is_empty()) else { return };
            for one in abreast.iter() {
                let entry = self.table.get(one.start.0).filter(|entry| **entry != EMPTY);
                if let Some(place) = entry.and_then(|entry| usize::try_from(entry >> MARK_BITS).ok()) {
                    // Up to the scopes most often: which times are read is known when those have come.
                    approach(&self.words, place);
                    approach(&self.words, place.wrapping_add(LINE - 1));
                }
            }
            for one in abreast.iter_mut() {
                one.person =
                    self.search(one.key, one.start, |_| {}).map(|block| case_of(&mut last, one.at, &case_at).pick(block));
                if let Some(person) = one.person {
                    person.approach();
                }
            }
            for one in abreast.iter() {
                // A key that is here is well formed.
                if one.person.is_none()
                    && let Err(error) = SubjectId::check_bytes(one.key)
                {
                    answer(Err(error));
                    continue;
                }
                answer(Ok(about(one.person, case_of(&mut last, one.at, &case_at))));
            }
        }
    }

    /// The key of a number.
    pub(crate) fn key(&self, number: u32) -> Option<SubjectId> {
        let place = usize::try_from(*self.places.get(index(number))?).ok()?;
        self.key_at(place)
    }

    fn key_at(&self, place: usize) -> Option<SubjectId> {
        let mut room = [0_u8; MAX_ID_BYTES];
        SubjectId::new(core::str::from_utf8(self.block(place)?.read_key(&mut room)?).ok()?).ok()
    }

    /// Where the search for the key of the block at a place begins.
    fn start_of(&self, place: usize) -> Option<(usize, u64)> {
        let mut room = [0_u8; MAX_ID_BYTES];
        Some(self.start(self.block(place)?.read_key(&mut room)?))
    }

    /// Every block in the order in which they lie.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = Block<'_>> {
        let mut words = self.words.as_slice();
        core::iter::from_fn(move || {
            loop {
                let block = Block::of(words)?;
                words = words.get(block.extent()..).unwrap_or_default();
                if !block.is_replaced() {
                    return Some(block);
                }
            }
        })
    }

    /// The number of a key, a new one without anything if it has none.
    ///
    /// # Errors
    /// `too-many-subjects` when there is no number left.
    pub(crate) fn admit(&mut self, subject: &SubjectId) -> Result<u32> {
        let key = subject.as_str().as_bytes();
        if let Some(block) = self.find(key) {
            return Ok(block.number());
        }
        let full = || {
            Error::new("too-many-subjects", format_args!("expected at most {} subject keys in one engine, found more", u32::MAX))
        };
        let number = u32::try_from(self.places.len()).ok().filter(|number| *number < u32::MAX).ok_or_else(full)?;
        if self.places.len() >= self.table.len() / 2 {
            self.grow();
        }
        let place = self.words.len();
        self.words.extend(block::admitted(number, key));
        self.enter(self.start(key), place);
        self.places.push(u64::try_from(place).unwrap_or(u64::MAX));
        Ok(number)
    }

    /// Puts what is known of a person, under one of their keys, in its place; `None`: the plain part does not say everything. `events` is
    /// where their events are kept.
    pub(crate) fn set(&mut self, number: u32, plain: Option<&Plain>, events: Option<u64>) {
        let Some(place) = self.places.get(index(number)).and_then(|place| usize::try_from(*place).ok()) else { return };
        let Some(old) = self.block(place) else { return };
        let (block, old) = (block::changed(&old, plain, events), old.extent());
        if old == block.len() {
            if let Some(words) = self.words.get_mut(place..place.saturating_add(old)) {
                words.copy_from_slice(&block);
            }
            return;
        }
        let new = self.words.len();
        if place.saturating_add(old) == new {
            // The last block grows where it is.
            self.words.truncate(place);
            self.words.extend_from_slice(&block);
            return;
        }
        self.words.extend_from_slice(&block);
        if let Some(header) = self.words.get_mut(place) {
            *header = block::replaced(*header);
        }
        self.waste = self.waste.saturating_add(old);
        if let Some(kept) = self.places.get_mut(index(number)) {
            *kept = u64::try_from(new).unwrap_or(u64::MAX);
        }
        if let Some((start, mark)) = self.start_of(new)
            && let Some(at) = self.entry_of(start, place)
            && let Some(entry) = self.table.get_mut(at)
        {
            *entry = (u64::try_from(new).unwrap_or(u64::MAX) << MARK_BITS) | mark;
        }
        if self.waste > 4096 && self.waste > self.words.len() / 2 {
            self.compact();
        }
    }

    /// The entry of the table that names a place.
    fn entry_of(&self, start: usize, place: usize) -> Option<usize> {
        let wanted = u64::try_from(place).ok()?;
        let mut at = start;
        for _ in 0..self.table.len() {
            let entry = *self.table.get(at)?;
            if entry == EMPTY {
                return None;
            }
            if entry >> MARK_BITS == wanted {
                return Some(at);
            }
            at = self.after(at);
        }
        None
    }

    /// Enters a block into the table, which has room.
    fn enter(&mut self, (start, mark): (usize, u64), place: usize) {
        let mut at = start;
        while self.table.get(at).is_some_and(|entry| *entry != EMPTY) {
            at = self.after(at);
        }
        if let Some(entry) = self.table.get_mut(at) {
            *entry = (u64::try_from(place).unwrap_or(u64::MAX) << MARK_BITS) | mark;
        }
    }

    fn grow(&mut self) {
        let size = self.table.len().saturating_mul(2).max(16);
        self.tabulate(size);
    }

    /// Makes the table anew from the blocks.
    fn tabulate(&mut self, size: usize) {
        self.table.clear();
        self.table.resize(size, EMPTY);
        for at in 0..self.places.len() {
            let place = self.places.get(at).and_then(|place| usize::try_from(*place).ok());
            if let Some((place, start)) = place.and_then(|place| Some((place, self.start_of(place)?))) {
                self.enter(start, place);
            }
        }
    }

    /// Leaves out the blocks that were replaced.
    pub(crate) fn compact(&mut self) {
        let mut kept = Vec::with_capacity(self.words.len().saturating_sub(self.waste));
        let mut place = 0_usize;
        while let Some(block) = self.words.get(place..).and_then(Block::of) {
            let end = place.saturating_add(block.extent());
            if !block.is_replaced() {
                if let Some(moved) = self.places.get_mut(index(block.number())) {
                    *moved = u64::try_from(kept.len()).unwrap_or(u64::MAX);
                }
                kept.extend_from_slice(self.words.get(place..end).unwrap_or_default());
            }
            place = end;
        }
        self.words = kept;
        self.waste = 0;
        self.tabulate(self.table.len());
    }

    /// Gives back what it has room for and does not need; the table is left two fifths full, so that few keys
    /// are not where they are looked for first.
    pub(crate) fn shrink(&mut self) {
        if self.waste > 0 {
            self.compact();
        }
        let size = self.places.len().saturating_mul(5).div_ceil(2).saturating_add(1);
        self.tabulate(size);
        self.table.shrink_to_fit();
        self.words.shrink_to_fit();
        self.places.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn roll() -> Roll {
        Roll::new(Keyed::with_key([7, 9]))
    }

    fn subject(number: u32) -> SubjectId {
        SubjectId::new(&format!("person-{number:08}")).unwrap()
    }

    /// Two keys that are looked for in the same entries of a table for few, by the same mark.
    fn meeting() -> [SubjectId; 2] {
        let mut small = roll();
        small.admit(&subject(0)).unwrap();
        let mut begun = HashMap::new();
        let meets = |number| {
            let two = subject(number);
            let one = begun.insert(small.start(two.as_str().as_bytes()), two.clone())?;
            Some([one, two])
        };
        (0..).find_map(meets).unwrap()
    }

    #[test]
    fn keys_that_meet_are_told_apart() {
        let keys = meeting();
        for [one, two] in [[&keys[0], &keys[1]], [&keys[1], &keys[0]]] {
            let mut roll = roll();
            assert_eq!(roll.admit(one).unwrap(), 0);
            assert_eq!((roll.number(one.as_str()), roll.number(two.as_str())), (Some(0), None));
            assert_eq!(roll.admit(two).unwrap(), 1);
            // What is put for the second is the second's, wherever it lies.
            let plain = Plain { consents: Vec::new(), facts: vec![[1; 2]], bar: None };
            for (number, events) in [(1, 5), (0, 6)] {
                roll.set(number, Some(&plain), Some(events));
            }
            for compact in [false, true] {
                if compact {
                    roll.shrink();
                }
                let found = |key: &SubjectId| roll.find(key.as_str().as_bytes()).map(|block| (block.number(), block.events()));
                assert_eq!((found(one), found(two)), (Some((0, Some(6))), Some((1, Some(5)))));
            }
        }
    }
}
