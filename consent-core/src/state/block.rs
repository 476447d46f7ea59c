//! The block of a person: words with the plain part of their state, as they lie in memory and in a file.
//!
//! ```text
//! block = header ‖ key, 8 bytes a word ‖ [bar] ‖ [events] ‖ scopes, four a word ‖ times, two words a consent
//!         ‖ [number of facts ‖ facts, two words each]
//! header = number (32 bits) ‖ bytes of the key (8) ‖ flags (8) ‖ consents (16), from the lowest bit
//! ```
//!
//! What is in brackets is there when a flag says so. The scopes stand before the times, as most consents have a scope that has nothing to do
//! with a question: whose times are never read. Only what is asked for is read, and every access is checked, so that words which are
//! no block can at worst say nothing.

use core::ops::ControlFlow;

use super::plain::{Moment, Plain, PlainConsent};

/// The plain part does not say everything: bars, death, suspensions and the like may matter.
const BEYOND: u64 = 1 << 40;
/// The block was replaced.
const REPLACED: u64 = 1 << 41;
const HAS_FACTS: u64 = 1 << 42;
/// There is a bar for later rows.
const HAS_BAR: u64 = 1 << 43;
/// The events are kept, too.
const HAS_EVENTS: u64 = 1 << 44;
/// Number and key: what stays of a header when the state changes.
const OWN: u64 = 0xff_ffff_ffff;

/// The most consents that a header can count. Who has more is no plain case.
pub(crate) const MOST_PLAIN: usize = u16::MAX as usize;

/// How many scopes a word has.
const SCOPES: usize = 4;

/// The last bytes of a key, eight or fewer, as a word.
#[inline]
fn last_word(rest: &[u8]) -> u64 {
    rest.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte))
}

/// A person as they lie in memory. Without words: a person of whom nothing is known.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Block<'a> {
    header: u64,
    /// What lies behind the header, and whatever comes after the block.
    words: &'a [u64],
}

impl<'a> Block<'a> {
    /// The block that begins with the first of some words.
    #[inline]
    pub(crate) fn of(words: &'a [u64]) -> Option<Self> {
        let [header, words @ ..] = words else { return None };
        Some(Self { header: *header, words })
    }

    /// The dense number of the key.
    #[inline]
    pub(crate) fn number(&self) -> u32 {
        let [n0, n1, n2, n3, ..] = self.header.to_le_bytes();
        u32::from_le_bytes([n0, n1, n2, n3])
    }

    /// The plain part says everything.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        self.header & BEYOND == 0
    }

    /// Another block stands for this person.
    pub(crate) fn is_replaced(&self) -> bool {
        self.header & REPLACED != 0
    }

    #[inline]
    fn key_bytes(&self) -> usize {
        let [.., bytes, _, _, _] = self.header.to_le_bytes();
        usize::from(bytes)
    }

    #[inline]
    fn count(&self) -> usize {
        let [.., c0, c1] = self.header.to_le_bytes();
        usize::from(u16::from_le_bytes([c0, c1]))
    }

    /// True if this is the key.
    #[inline]
    pub(crate) fn has_key(&self, key: &[u8]) -> bool {
        let (whole, rest) = key.as_chunks::<8>();
        let Some((words, after)) = self.words.split_at_checked(whole.len()) else { return false };
        key.len() == self.key_bytes()
            && whole.iter().zip(words).all(|(bytes, word)| u64::from_le_bytes(*bytes) == *word)
            && (rest.is_empty() || after.first() == Some(&last_word(rest)))
    }

    /// The bytes of the key, in a room for them.
    pub(crate) fn read_key<'r>(&self, room: &'r mut [u8]) -> Option<&'r [u8]> {
        let length = self.key_bytes();
        let words = self.words.get(..length.div_ceil(8))?;
        for (bytes, word) in room.chunks_exact_mut(8).zip(words) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        room.get(..length)
    }

    /// The word that is there when a flag says so, with `before` of the other such words before it.
    #[inline]
    fn optional(&self, flag: u64, before: u64) -> Option<u64> {
        let at = self.key_bytes().div_ceil(8).wrapping_add(usize::from(self.header & before != 0));
        if self.header & flag == 0 { None } else { self.words.get(at).copied() }
    }

    /// The earliest bar for later rows ([`Moment::word`]).
    #[inline]
    pub(crate) fn bar(&self) -> Option<u64> {
        self.optional(HAS_BAR, 0)
    }

    /// Where the events are kept, if they are.
    pub(crate) fn events(&self) -> Option<u64> {
        self.optional(HAS_EVENTS, HAS_BAR)
    }

    /// How many words stand between the header and the scopes.
    #[inline]
    fn before_scopes(&self) -> usize {
        let has = |flag: u64| usize::from(self.header & flag != 0);
        // At most 32 words of a key and two others.
        self.key_bytes().div_ceil(8).wrapping_add(has(HAS_BAR)).wrapping_add(has(HAS_EVENTS))
    }

    /// How many words the scopes and the times take.
    #[inline]
    fn consent_words(&self) -> usize {
        self.count().div_ceil(SCOPES).wrapping_add(self.count().wrapping_mul(2))
    }

    /// Goes through the consents whose scope's lower part `matters`, until `each` breaks off.
    #[inline]
    pub(crate) fn consents<B>(
        &self,
        matters: impl Fn(u16) -> bool,
        mut each: impl FnMut(PlainConsent) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let count = self.count();
        let words = self.words.get(self.before_scopes()..).and_then(|words| words.split_at_checked(count.div_ceil(SCOPES)));
        let Some((scopes, times)) = words else { return ControlFlow::Continue(()) };
        let (times, _) = times.as_chunks::<2>();
        for (at, scopes) in scopes.iter().enumerate() {
            let [a0, a1, b0, b1, c0, c1, d0, d1] = scopes.to_le_bytes();
            for (lane, low) in [[a0, a1], [b0, b1], [c0, c1], [d0, d1]].into_iter().map(u16::from_le_bytes).enumerate() {
                if matters(low) {
                    // There may be none: the last scope is repeated until its word is full.
                    let at = at.wrapping_mul(SCOPES).wrapping_add(lane);
                    if let Some(times) = times.get(at).filter(|_| at < count) {
                        each(PlainConsent { times: *times, low })?;
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// The facts, packed.
    pub(crate) fn facts(&self) -> &'a [[u64; 2]] {
        if self.header & HAS_FACTS == 0 {
            return &[];
        }
        let before = self.before_scopes().saturating_add(self.consent_words());
        let Some([count, rest @ ..]) = self.words.get(before..) else { return &[] };
        let words = usize::try_from(*count).ok().and_then(|count| count.checked_mul(2));
        words.and_then(|words| rest.get(..words)).map_or(&[], |words| words.as_chunks::<2>().0)
    }

    /// How many words the whole block has.
    #[inline]
    pub(crate) fn extent(&self) -> usize {
        let own = self.before_scopes().saturating_add(self.consent_words());
        if self.header & HAS_FACTS == 0 {
            return own.saturating_add(1);
        }
        let facts = self.words.get(own).and_then(|count| usize::try_from(*count).ok()).unwrap_or(usize::MAX);
        own.saturating_add(2).saturating_add(facts.saturating_mul(2))
    }
}

/// The words of a person of whom no more than the key is known. A subject key has at most 128 bytes.
pub(crate) fn admitted(number: u32, key: &[u8]) -> impl Iterator<Item = u64> + '_ {
    let header = u64::from(number) | (u64::try_from(key.len()).unwrap_or_default() << 32);
    core::iter::once(header).chain(key.chunks(8).map(last_word))
}

/// The words that stand in the place of a block when this is known of the person; `None`: the plain part does not say everything.
/// `events` is where their events are kept.
pub(crate) fn changed(block: &Block<'_>, plain: Option<&Plain>, events: Option<u64>) -> Vec<u64> {
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
    let mut words = vec![(block.header & OWN) | flags | (count << 48)];
    words.extend_from_slice(block.words.get(..block.key_bytes().div_ceil(8)).unwrap_or_default());
    words.extend(known.bar.map(|bar| Moment::new(bar).word()));
    words.extend(events);
    words.extend(known.consents.chunks(SCOPES).map(|consents| {
        let last = consents.last().map_or(0, |consent| u64::from(consent.low));
        let lanes = (0..SCOPES).rev().map(|lane| consents.get(lane).map_or(last, |consent| u64::from(consent.low)));
        lanes.fold(0, |word, low| (word << 16) | low)
    }));
    words.extend(known.consents.iter().flat_map(|consent| consent.times));
    if !known.facts.is_empty() {
        words.push(u64::try_from(known.facts.len()).unwrap_or_default());
        words.extend(known.facts.iter().flatten());
    }
    words
}

/// The header of a block that another one stands for.
pub(crate) fn replaced(header: u64) -> u64 {
    header | REPLACED
}
