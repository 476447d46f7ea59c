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

use consent_near::approach;

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

/// The upper byte of each scope of a word.
const UPPER_BYTES: u64 = 0xff00_ff00_ff00_ff00;

/// Of how many consents [`Block::pick`] says which matter.
const PICKED: usize = 64;

/// The lower part of the number of the scope of a consent.
#[inline]
fn low_scope(scopes: &[u64], at: usize) -> Option<u16> {
    let lane = u32::try_from(at % SCOPES).unwrap_or_default();
    let [l0, l1, ..] = scopes.get(at / SCOPES)?.wrapping_shr(lane.wrapping_mul(16)).to_le_bytes();
    Some(u16::from_le_bytes([l0, l1]))
}

/// The number of the lowest bit, which is taken away.
#[inline]
fn next_bit(bits: &mut u64) -> Option<usize> {
    let lowest = bits.trailing_zeros();
    *bits &= bits.wrapping_sub(1);
    if lowest < u64::BITS { usize::try_from(lowest).ok() } else { None }
}

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

    /// How many words the key takes.
    #[inline]
    fn key_words(&self) -> usize {
        self.key_bytes().wrapping_add(7) / 8
    }

    /// How many words the scopes take.
    #[inline]
    fn scope_words(&self) -> usize {
        self.count().wrapping_add(SCOPES - 1) / SCOPES
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
        let words = self.words.get(..self.key_words())?;
        for (bytes, word) in room.chunks_exact_mut(8).zip(words) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        room.get(..length)
    }

    /// The word that is there when a flag says so, with `before` of the other such words before it.
    #[inline]
    fn optional(&self, flag: u64, before: u64) -> Option<u64> {
        let at = self.key_words().wrapping_add(usize::from(self.header & before != 0));
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
        self.key_words().wrapping_add(has(HAS_BAR)).wrapping_add(has(HAS_EVENTS))
    }

    /// How many words the scopes and the times take.
    #[inline]
    fn consent_words(&self) -> usize {
        self.scope_words().wrapping_add(self.count().wrapping_mul(2))
    }

    /// The scopes, four a word, and the times.
    #[inline]
    fn scopes_and_times(&self) -> Option<(&'a [u64], &'a [[u64; 2]])> {
        let words = self.words.get(self.before_scopes()..)?;
        let (scopes, times) = words.split_at_checked(self.scope_words())?;
        Some((scopes, times.as_chunks::<2>().0))
    }

    /// Which of the consents may matter, a bit for each of the first 64: by a table, which has 1 or 0 for the first 256 scopes, and by a
    /// look at the lower part of the others' numbers. Only the scopes are read.
    #[inline]
    pub(crate) fn pick(&self, first: impl Fn(u8) -> u8, others: impl Fn(u16) -> bool) -> u64 {
        let Some((scopes, _)) = self.scopes_and_times() else { return 0 };
        let mut picked = 0;
        for (at, word) in (0_u32..).zip(scopes.iter().take(PICKED / SCOPES)) {
            let [a, a1, b, b1, c, c1, d, d1] = word.to_le_bytes();
            let four = if word & UPPER_BYTES == 0 {
                first(a) | (first(b) << 1) | (first(c) << 2) | (first(d) << 3)
            } else {
                let [a, b, c, d] = [[a, a1], [b, b1], [c, c1], [d, d1]].map(|low| u8::from(others(u16::from_le_bytes(low))));
                a | (b << 1) | (c << 2) | (d << 3)
            };
            picked |= u64::from(four).wrapping_shl(at.wrapping_mul(4));
        }
        // The last word is filled with its last scope. Without consents no word was read.
        let unused = u32::try_from(PICKED.saturating_sub(self.count())).unwrap_or_default();
        picked & u64::MAX.wrapping_shr(unused)
    }

    /// Brings the times of picked consents near.
    #[inline]
    pub(crate) fn approach(&self, mut picked: u64) {
        if picked == 0 {
            return;
        }
        let Some((_, times)) = self.scopes_and_times() else { return };
        while let Some(at) = next_bit(&mut picked) {
            approach(times, at);
        }
    }

    /// False when nothing but the picked consents can matter, and there are none.
    #[inline]
    pub(crate) fn has_any(&self, picked: u64) -> bool {
        picked != 0 || self.count() > PICKED
    }

    /// Goes through the picked consents, and of whoever has more than can be picked, through the others that matter, until `each` breaks
    /// off.
    #[inline]
    pub(crate) fn consents<B>(
        &self,
        mut picked: u64,
        matters: impl Fn(u16) -> bool,
        mut each: impl FnMut(PlainConsent) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        if !self.has_any(picked) {
            return ControlFlow::Continue(());
        }
        let Some((scopes, times)) = self.scopes_and_times() else { return ControlFlow::Continue(()) };
        let consent = |at: usize| Some(PlainConsent { times: *times.get(at)?, low: low_scope(scopes, at)? });
        let mut others = PICKED..self.count();
        loop {
            let first = next_bit(&mut picked);
            let Some(at) = first.or_else(|| others.next()) else { return ControlFlow::Continue(()) };
            if let Some(consent) = consent(at).filter(|consent| first.is_some() || matters(consent.low)) {
                each(consent)?;
            }
        }
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
    words.extend_from_slice(block.words.get(..block.key_words()).unwrap_or_default());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Instant;

    /// A block with consents of these scopes.
    fn block(scopes: &[u16]) -> Vec<u64> {
        let own: Vec<u64> = admitted(7, b"somebody-else").collect();
        let consents = scopes.iter().map(|low| PlainConsent { times: [1, u64::MAX], low: *low }).collect();
        let plain = Plain { consents, facts: vec![[u64::MAX; 2]], bar: Some(Instant::MIN) };
        changed(&Block::of(&own).unwrap_or_default(), Some(&plain), None)
    }

    fn of(words: &[u64]) -> Block<'_> {
        Block::of(words).unwrap_or_default()
    }

    #[test]
    fn a_key_is_none_that_differs_anywhere() {
        let text = b"abcdefghijklmnopqrs";
        let mut keys = vec![b"abc\0".to_vec()];
        for length in 0..=text.len() {
            keys.push(text[..length].to_vec());
            for at in 0..length {
                let mut other = text[..length].to_vec();
                other[at] ^= 1;
                keys.push(other);
            }
        }
        let plain = Plain { consents: Vec::new(), facts: vec![[1; 2]], bar: Some(Instant::MAX) };
        for own in &keys {
            let new: Vec<u64> = admitted(0, own).collect();
            let known = changed(&of(&new), Some(&plain), Some(9));
            for key in &keys {
                assert_eq!(of(&new).has_key(key), own == key, "{own:?} {key:?}");
                assert_eq!(of(&known).has_key(key), own == key, "{own:?} {key:?}");
            }
        }
    }

    #[test]
    fn as_many_are_picked_as_there_are_up_to_64() {
        for count in [0, 1, 3, 4, 5, 8, 63, 64, 65, 68, 200] {
            for scope in [3, 255, 256, 65_535] {
                let words = block(&vec![scope; count]);
                let expected = if count >= 64 { u64::MAX } else { (1 << count) - 1 };
                assert_eq!(of(&words).pick(|_| 1, |_| true), expected, "{count} of {scope}");
                assert_eq!(of(&words).pick(|_| 0, |_| false), 0, "{count} of {scope}");
            }
        }
    }

    #[test]
    fn each_scope_is_picked_by_its_own_number() {
        // Next to each other some that are looked up in either way, and some that end alike.
        let scopes: Vec<u16> = (0..60).map(|at| [0, 1, 256, 257, 511, 255, 2, 65_280][at % 8] + u16::from(at > 30) * 4).collect();
        let words = block(&scopes);
        for wanted in scopes.iter().copied().chain([9, 300]) {
            let picked = of(&words).pick(|low| u8::from(u16::from(low) == wanted), |low| low == wanted);
            let expected = scopes.iter().enumerate().filter(|(_, scope)| **scope == wanted);
            assert_eq!(picked, expected.fold(0, |bits, (at, _)| bits | (1 << at)), "{wanted}");
        }
    }

    #[test]
    fn picked_consents_are_gone_through_and_beyond_64_those_that_matter() {
        let scopes: Vec<u16> = (0..70).collect();
        let words = block(&scopes);
        let mut met = Vec::new();
        let whole = of(&words).consents(
            0b1010,
            |low| low >= 66,
            |consent| {
                met.push(consent.low);
                ControlFlow::<()>::Continue(())
            },
        );
        assert_eq!((whole, met), (ControlFlow::Continue(()), vec![1, 3, 66, 67, 68, 69]));
        assert!(of(&words).has_any(0) && !of(&block(&scopes[..64])).has_any(0) && of(&block(&[5])).has_any(1));
    }
}
