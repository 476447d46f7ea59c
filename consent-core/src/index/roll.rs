//! The roll of persons: subject keys to blocks of words, each with the plain part of a person's state.
//!
//! ```text
//! block = header ‖ key, 8 bytes a word ‖ [bar] ‖ [events] ‖ consents, two words each ‖ [number of facts ‖ facts, two words each]
//! header = number (32 bits) ‖ bytes of the key (8) ‖ flags (8) ‖ consents (16), from the lowest bit
//! ```
//!
//! What is in brackets is there when a flag says so.
//!
//! Finding a person touches one entry of the table and the beginning of one block. Blocks lie one after the other, so that a scan reads
//! memory in order.

use core::hint::black_box;

use crate::decide::plain::PlainCase;
use crate::error::{Error, Result};
use crate::id::{MAX_ID_BYTES, SubjectId};
use crate::names::{Keyed, index};
use crate::state::plain::{Block, Moment, Plain, PlainConsent};
use crate::time::Instant;

/// An entry of the table without a person.
const EMPTY: u64 = u64::MAX;
/// An entry is the place of a block, and beside it the lowest bits of the key's hash.
const MARK_BITS: u32 = 24;
const MARK: u64 = (1 << MARK_BITS) - 1;

/// The plain part does not say everything: bars, death, suspensions and the like may matter.
const BEYOND: u64 = 1 << 40;
/// The block was replaced.
const REPLACED: u64 = 1 << 41;
const HAS_FACTS: u64 = 1 << 42;
/// There is a bar for later rows.
const HAS_BAR: u64 = 1 << 43;
/// The events are kept, too.
const HAS_EVENTS: u64 = 1 << 44;

/// The most consents that a header can count. Who has more is no plain case.
pub(crate) const MOST_PLAIN: usize = u16::MAX as usize;

/// How many keys are looked up at once: their memory is fetched side by side.
const ABREAST: usize = 16;

/// The last bytes of a key, eight or fewer, as a word.
#[inline]
fn last_word(rest: &[u8]) -> u64 {
    rest.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte))
}

/// All persons by key.
#[derive(Clone, Debug)]
pub(crate) struct Roll {
    keyed: Keyed,
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
        Self { keyed, table: Vec::new(), words: Vec::new(), places: Vec::new(), waste: 0 }
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
        Self { keyed, table, words, places, waste: 0 }
    }

    /// Where the search for a key begins, and the mark of its hash.
    #[inline]
    fn start(&self, key: &[u8]) -> (usize, u64) {
        let hash = self.keyed.hash(key);
        let size = u64::try_from(self.table.len()).unwrap_or(u64::MAX);
        // The upper half of the hash as a share of the table.
        let at = (hash >> 32).wrapping_mul(size) >> 32;
        (usize::try_from(at).unwrap_or_default(), hash & MARK)
    }

    fn after(&self, at: usize) -> usize {
        let next = at.wrapping_add(1);
        if next < self.table.len() { next } else { 0 }
    }

    fn word(&self, at: usize) -> u64 {
        self.words.get(at).copied().unwrap_or_default()
    }

    /// The place of the block of a key.
    #[inline]
    fn search(&self, key: &[u8], (start, mark): (usize, u64)) -> Option<usize> {
        let mut at = start;
        for _ in 0..self.table.len() {
            let entry = *self.table.get(at)?;
            if entry == EMPTY {
                return None;
            }
            if entry & MARK == mark {
                let place = usize::try_from(entry >> MARK_BITS).ok()?;
                if self.has_key(place, key) {
                    return Some(place);
                }
            }
            at = self.after(at);
        }
        None
    }

    #[inline]
    fn has_key(&self, place: usize, key: &[u8]) -> bool {
        let Some([header, words @ ..]) = self.words.get(place..) else { return false };
        if u64::try_from(key.len()) != Ok((header >> 32) & 0xff) {
            return false;
        }
        let (whole, rest) = key.as_chunks::<8>();
        let mut words = words.iter();
        whole.iter().zip(words.by_ref()).all(|(bytes, word)| u64::from_le_bytes(*bytes) == *word)
            && (rest.is_empty() || words.next() == Some(&last_word(rest)))
    }

    /// The block that begins at a place.
    #[inline]
    fn block(&self, place: usize) -> Option<Block<'_>> {
        let [header, words @ ..] = self.words.get(place..)? else { return None };
        let shape = Shape::of(*header);
        let mut words = words.get(shape.key_words..)?;
        let mut optional = |is: usize| -> Option<Option<u64>> {
            if is == 0 {
                return Some(None);
            }
            let [word, rest @ ..] = words else { return None };
            words = rest;
            Some(Some(*word))
        };
        let (bar, events) = (optional(shape.bar)?, optional(shape.events)?);
        let (consents, rest) = words.split_at_checked(shape.consents.wrapping_mul(2))?;
        let rest = if header & HAS_FACTS == 0 { None } else { Some(rest) };
        let (consents, _) = consents.as_chunks::<2>();
        Some(Block { number: shape.number, is_plain: header & BEYOND == 0, bar, events, consents, rest })
    }

    /// The words of the block at a place, all of them.
    fn extent(&self, place: usize) -> usize {
        let header = self.word(place);
        let shape = Shape::of(header);
        let own = shape.before_consents().saturating_add(shape.consents.saturating_mul(2));
        if header & HAS_FACTS == 0 {
            return own;
        }
        let facts = usize::try_from(self.word(place.saturating_add(own))).unwrap_or(usize::MAX);
        own.saturating_add(1).saturating_add(facts.saturating_mul(2))
    }

    /// The block of a key.
    #[inline]
    pub(crate) fn find(&self, key: &[u8]) -> Option<Block<'_>> {
        self.block(self.search(key, self.start(key))?)
    }

    /// The dense number of a key.
    pub(crate) fn number(&self, key: &str) -> Option<u32> {
        self.find(key.as_bytes()).map(|block| block.number)
    }

    /// Answers about many keys, several at a time; a key that is none is an error of its own.
    #[inline]
    pub(crate) fn ask_all<'k, 'c, T>(
        &self,
        asked: impl IntoIterator<Item = (&'k [u8], Instant)>,
        case_at: impl Fn(Instant) -> PlainCase<'c>,
        about: impl Fn(Option<Block<'_>>, &PlainCase<'c>) -> T,
        mut answer: impl FnMut(Result<T>),
    ) {
        let mut asked = asked.into_iter();
        // Most often all are asked about the same instant.
        let mut last: Option<PlainCase<'c>> = None;
        loop {
            let (mut keys, mut instants, mut count) = ([&[][..]; ABREAST], [Instant::MIN; ABREAST], 0_usize);
            for ((key, instant), (k, at)) in keys.iter_mut().zip(&mut instants).zip(asked.by_ref().take(ABREAST)) {
                (*key, *instant) = (k, at);
                count = count.wrapping_add(1);
            }
            let Some(keys) = keys.get(..count).filter(|keys| !keys.is_empty()) else { return };
            let mut found = [None; ABREAST];
            self.find_abreast(keys, &mut found);
            for ((key, at), block) in keys.iter().zip(instants).zip(found) {
                // A key that is here is well formed.
                if block.is_none()
                    && let Err(error) = SubjectId::check_bytes(key)
                {
                    answer(Err(error));
                    continue;
                }
                let case = match &last {
                    Some(case) if case.at() == at => case,
                    _ => last.insert(case_at(at)),
                };
                answer(Ok(about(block, case)));
            }
        }
    }

    /// The blocks of several keys, whose memory is fetched side by side.
    #[inline]
    fn find_abreast<'a>(&'a self, keys: &[&[u8]], found: &mut [Option<Block<'a>>; ABREAST]) {
        let mut starts = [(0_usize, 0_u64); ABREAST];
        for (start, key) in starts.iter_mut().zip(keys) {
            *start = self.start(key);
        }
        let mut entries = [EMPTY; ABREAST];
        for (entry, (start, _)) in entries.iter_mut().zip(starts) {
            *entry = self.table.get(start).copied().unwrap_or(EMPTY);
        }
        // Nothing waits for these: they only bring the beginnings of the blocks near.
        let mut near = 0_u64;
        for entry in entries {
            let place = usize::try_from(entry >> MARK_BITS).unwrap_or_default();
            near ^= self.word(place) ^ self.word(place.wrapping_add(8)) ^ self.word(place.wrapping_add(16));
        }
        black_box(near);
        for ((found, key), start) in found.iter_mut().zip(keys).zip(starts) {
            *found = self.search(key, start).and_then(|place| self.block(place));
        }
    }

    /// The key of a number.
    pub(crate) fn key(&self, number: u32) -> Option<SubjectId> {
        let place = usize::try_from(*self.places.get(index(number))?).ok()?;
        self.key_at(place)
    }

    fn key_at(&self, place: usize) -> Option<SubjectId> {
        let mut room = [0_u8; MAX_ID_BYTES];
        SubjectId::new(core::str::from_utf8(self.read_key(place, &mut room)?).ok()?).ok()
    }

    /// The bytes of the key of the block at a place.
    fn read_key<'r>(&self, place: usize, room: &'r mut [u8; MAX_ID_BYTES]) -> Option<&'r [u8]> {
        let length = usize::try_from((self.word(place) >> 32) & 0xff).ok()?;
        let first = place.checked_add(1)?;
        let words = self.words.get(first..first.checked_add(length.div_ceil(8))?)?;
        for (bytes, word) in room.chunks_exact_mut(8).zip(words) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        room.get(..length)
    }

    /// Where the search for the key of the block at a place begins.
    fn start_of(&self, place: usize) -> Option<(usize, u64)> {
        let mut room = [0_u8; MAX_ID_BYTES];
        let key = self.read_key(place, &mut room)?;
        Some(self.start(key))
    }

    /// Every block in the order in which they lie.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = Block<'_>> {
        let mut place = 0_usize;
        core::iter::from_fn(move || {
            loop {
                let here = place;
                let header = *self.words.get(here)?;
                place = here.saturating_add(self.extent(here));
                if header & REPLACED == 0 {
                    return self.block(here);
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
        if let Some(place) = self.search(key, self.start(key)) {
            return Ok(Shape::of(self.word(place)).number);
        }
        let full = || {
            Error::new("too-many-subjects", format_args!("expected at most {} subject keys in one engine, found more", u32::MAX))
        };
        let number = u32::try_from(self.places.len()).ok().filter(|number| *number < u32::MAX).ok_or_else(full)?;
        if self.places.len() >= (self.table.len() / 4).saturating_mul(3) {
            self.grow();
        }
        let place = self.words.len();
        // A subject key has at most 128 bytes.
        self.words.push(u64::from(number) | (u64::try_from(key.len()).unwrap_or_default() << 32));
        self.words.extend(key.chunks(8).map(last_word));
        self.enter(self.start(key), place);
        self.places.push(u64::try_from(place).unwrap_or(u64::MAX));
        Ok(number)
    }

    /// Puts what is known of a person, under one of their keys, in its place; `None`: the plain part does not say everything. `events` is
    /// where their events are kept.
    pub(crate) fn set(&mut self, number: u32, plain: Option<&Plain>, events: Option<u64>) {
        let Some(place) = self.places.get(index(number)).and_then(|place| usize::try_from(*place).ok()) else { return };
        let nothing = Plain::default();
        let (known, count, beyond) = match plain.map(|plain| (plain, u16::try_from(plain.consents.len()))) {
            Some((plain, Ok(count))) => (plain, u64::from(count), 0),
            _ => (&nothing, 0, BEYOND),
        };
        let flag = |is: bool, flag: u64| if is { flag } else { 0 };
        let flags = beyond
            | flag(!known.facts.is_empty(), HAS_FACTS)
            | flag(known.bar.is_some(), HAS_BAR)
            | flag(events.is_some(), HAS_EVENTS);
        let own = self.word(place) & 0xff_ffff_ffff;
        let key = place.saturating_add(1)..place.saturating_add(1).saturating_add(Shape::of(own).key_words);
        let mut block = vec![own | flags | (count << 48)];
        block.extend_from_slice(self.words.get(key).unwrap_or_default());
        block.extend(known.bar.map(|bar| Moment::new(bar).word()));
        block.extend(events);
        block.extend(known.consents.iter().flat_map(|PlainConsent(words)| words));
        if !known.facts.is_empty() {
            block.push(u64::try_from(known.facts.len()).unwrap_or_default());
            block.extend(known.facts.iter().flatten());
        }
        let old = self.extent(place);
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
            *header |= REPLACED;
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
        while let Some(header) = self.words.get(place).copied() {
            let end = place.saturating_add(self.extent(place));
            if header & REPLACED == 0 {
                if let Some(moved) = self.places.get_mut(index(Shape::of(header).number)) {
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

    /// Gives back what it has room for and does not need; the table is left three quarters full.
    pub(crate) fn shrink(&mut self) {
        if self.waste > 0 {
            self.compact();
        }
        let size = self.places.len().saturating_mul(4).div_ceil(3).saturating_add(1);
        self.tabulate(size);
        self.table.shrink_to_fit();
        self.words.shrink_to_fit();
        self.places.shrink_to_fit();
    }
}

/// What a header says of the form of its block.
struct Shape {
    number: u32,
    key_words: usize,
    /// One word, or none.
    bar: usize,
    /// One word, or none.
    events: usize,
    consents: usize,
}

impl Shape {
    #[inline]
    fn of(header: u64) -> Self {
        let [n0, n1, n2, n3, bytes, _, c0, c1] = header.to_le_bytes();
        Self {
            number: u32::from_le_bytes([n0, n1, n2, n3]),
            key_words: usize::from(bytes).div_ceil(8),
            bar: usize::from(header & HAS_BAR != 0),
            events: usize::from(header & HAS_EVENTS != 0),
            consents: usize::from(u16::from_le_bytes([c0, c1])),
        }
    }

    /// How many words there are before the consents.
    #[inline]
    fn before_consents(&self) -> usize {
        self.key_words.wrapping_add(1).wrapping_add(self.bar).wrapping_add(self.events)
    }
}
