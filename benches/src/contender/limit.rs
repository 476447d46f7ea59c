//! The limit: a table of bit masks, written by hand for exactly this workload.
//!
//! A keyed hash table of 16-byte slots leads to the person's consents, which lie together, 16 bytes each: notice, beginning and end
//! to the millisecond. What a consent on a notice meets of a use, and what the legal bases leave open of it between two changes of
//! the catalogue, was worked out beforehand. Nothing is allocated. A person's slot is always read, also where the legal bases
//! suffice: a bar could be noted there.

use std::rc::Rc;

use super::{Contender, Scan};
use crate::workload::{NEVER, Question, World};

/// A slot of the hash table; no consents: empty.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C, align(16))]
struct Slot {
    key: u64,
    start: u32,
    len: u16,
    /// Not 0 where something besides the consents counts; in this workload always 0.
    beyond: u16,
}

/// The first instant above the notice in one word, the end in the other: both compare as a whole.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(16))]
struct Consent {
    from: u64,
    until: u64,
}

/// The table.
#[derive(Debug)]
pub struct Table {
    hash_key: (u64, u64),
    slots: Vec<Slot>,
    consents: Vec<Consent>,
    persons: Vec<(u32, u16)>,
    changes: Vec<i64>,
    uses: usize,
    /// What the legal bases leave open, by window and use.
    open: Vec<u8>,
    /// What a consent meets, by use and notice.
    meets: Vec<u8>,
    notices: usize,
}

const BITS: u32 = 16;

fn word(millis: i64) -> u64 {
    u64::try_from(millis).unwrap_or_default() << BITS
}

/// SipHash-1-3 of one word.
#[inline]
fn sip13((k0, k1): (u64, u64), word: u64) -> u64 {
    let mut v = [k0 ^ 0x736f_6d65_7073_6575, k1 ^ 0x646f_7261_6e64_6f6d, k0 ^ 0x6c79_6765_6e65_7261, k1 ^ 0x7465_6462_7974_6573];
    for block in [word, 8 << 56] {
        v[3] ^= block;
        round(&mut v);
        v[0] ^= block;
    }
    v[2] ^= 0xff;
    round(&mut v);
    round(&mut v);
    round(&mut v);
    v[0] ^ v[1] ^ v[2] ^ v[3]
}

#[inline]
fn round(v: &mut [u64; 4]) {
    v[0] = v[0].wrapping_add(v[1]);
    v[1] = v[1].rotate_left(13) ^ v[0];
    v[0] = v[0].rotate_left(32);
    v[2] = v[2].wrapping_add(v[3]);
    v[3] = v[3].rotate_left(16) ^ v[2];
    v[0] = v[0].wrapping_add(v[3]);
    v[3] = v[3].rotate_left(21) ^ v[0];
    v[2] = v[2].wrapping_add(v[1]);
    v[1] = v[1].rotate_left(17) ^ v[2];
    v[2] = v[2].rotate_left(32);
}

/// Asks the processor to bring a place near.
#[inline]
fn prefetch<T>(list: &[T], at: usize) {
    #[cfg(target_arch = "x86_64")]
    {
        use core::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a prefetch reads nothing and never faults, whatever the address.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(list.as_ptr().wrapping_add(at).cast()) }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (list, at);
}

impl Table {
    /// The table of a world.
    #[must_use]
    pub fn new(world: &World) -> Self {
        let subjects = usize::try_from(world.subjects).unwrap_or(usize::MAX);
        let changes = world.changes();
        let instants = core::iter::once(i64::MIN).chain(changes.iter().copied());
        let open = instants.flat_map(|at| world.uses.iter().map(move |asked| world.open(asked, at))).collect();
        let meets = world
            .uses
            .iter()
            .flat_map(|asked| world.notices.iter().map(move |scope| if world.covers(scope, asked) { scope.meets } else { 0 }));
        let mut table = Self {
            hash_key: (0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210),
            slots: vec![Slot::default(); (subjects * 3 / 2).next_power_of_two()],
            consents: Vec::with_capacity(usize::try_from(world.consents()).unwrap_or_default()),
            persons: Vec::with_capacity(subjects),
            changes,
            uses: world.uses.len(),
            open,
            meets: meets.collect(),
            notices: world.notices.len(),
        };
        for number in 0..world.subjects {
            let person = world.person(number);
            let start = u32::try_from(table.consents.len()).unwrap_or(u32::MAX);
            table.consents.extend(person.consents.iter().map(|consent| Consent {
                from: word(consent.from) | u64::from(consent.notice),
                until: if consent.end() == NEVER { u64::MAX } else { word(consent.end()) },
            }));
            let len = u16::try_from(person.consents.len()).unwrap_or(u16::MAX);
            table.persons.push((start, len));
            table.insert(Slot { key: person.key, start, len, beyond: 0 });
        }
        table
    }

    fn insert(&mut self, slot: Slot) {
        let mut at = self.home(slot.key);
        while self.slots[at].len != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = slot;
    }

    #[inline]
    fn home(&self, key: u64) -> usize {
        usize::try_from(sip13(self.hash_key, key)).unwrap_or_default() & (self.slots.len() - 1)
    }

    #[inline]
    fn find(&self, key: u64, mut at: usize) -> Slot {
        loop {
            let slot = self.slots[at];
            if slot.key == key || slot.len == 0 {
                return slot;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// What is open of a use before any consent, and what consents meet of it.
    #[inline]
    fn catalogue(&self, asked: u16, at: i64) -> (u8, &[u8]) {
        let window = self.changes.iter().filter(|change| **change <= at).count();
        let asked = usize::from(asked);
        (self.open[window * self.uses + asked], &self.meets[asked * self.notices..][..self.notices])
    }

    #[inline]
    fn covered(&self, slot: Slot, (mut open, meets): (u8, &[u8]), at: i64) -> bool {
        if slot.beyond != 0 {
            return false;
        }
        if open != 0 {
            open = left(open, self.consents_of(slot.start, slot.len), meets, word(at));
        }
        open == 0
    }

    #[inline]
    fn consents_of(&self, start: u32, len: u16) -> &[Consent] {
        let start = usize::try_from(start).unwrap_or_default();
        &self.consents[start..start + usize::from(len)]
    }

    #[inline]
    fn ask(&self, question: &Asked) -> bool {
        let catalogue = self.catalogue(question.asked, question.at);
        self.covered(self.find(question.key, self.home(question.key)), catalogue, question.at)
    }
}

/// What consents leave open.
#[inline]
fn left(mut open: u8, consents: &[Consent], meets: &[u8], now: u64) -> u8 {
    let (notice, end_of_now) = ((1 << BITS) - 1, now | ((1 << BITS) - 1));
    for consent in consents {
        let in_force = consent.from <= end_of_now && now < consent.until;
        let met = meets[usize::try_from(consent.from & notice).unwrap_or_default()];
        open &= !(met & u8::from(in_force).wrapping_neg());
    }
    open
}

/// A question with the person's key.
#[derive(Clone, Copy, Debug)]
struct Asked {
    key: u64,
    asked: u16,
    at: i64,
}

fn keyed(questions: &[Question]) -> impl Iterator<Item = Asked> + '_ {
    questions.iter().map(|question| Asked { key: World::key(question.subject), asked: question.asked, at: question.at })
}

/// How the table is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// One question after the other.
    Single,
    /// The questions of a batch in groups, each group's memory fetched ahead.
    Batch,
    /// Only the person's slot is looked up, which touches one cache line; it answers nothing.
    LookUp,
}

/// The table, asked in one way.
#[derive(Debug)]
pub struct Limit {
    table: Rc<Table>,
    way: Way,
    questions: Vec<Asked>,
}

/// How many questions of a batch are on their way at once.
const GROUP: usize = 16;

impl Limit {
    /// Asks a table.
    #[must_use]
    pub fn new(table: &Rc<Table>, way: Way) -> Self {
        Self { table: Rc::clone(table), way, questions: Vec::new() }
    }

    fn in_groups(&self, covered: &mut Vec<bool>) {
        let table = &*self.table;
        for group in self.questions.chunks(GROUP) {
            let (mut homes, mut slots) = ([0_usize; GROUP], [Slot::default(); GROUP]);
            for (home, question) in homes.iter_mut().zip(group) {
                *home = table.home(question.key);
                prefetch(&table.slots, *home);
            }
            for ((slot, home), question) in slots.iter_mut().zip(homes).zip(group) {
                *slot = table.find(question.key, home);
                let start = usize::try_from(slot.start).unwrap_or_default();
                // Four consents lie on a line.
                for line in 0..usize::from(slot.len).div_ceil(4) {
                    prefetch(&table.consents, start + line * 4);
                }
            }
            let answers = slots.into_iter().zip(group);
            covered.extend(
                answers.map(|(slot, question)| table.covered(slot, table.catalogue(question.asked, question.at), question.at)),
            );
        }
    }
}

impl Contender for Limit {
    fn name(&self) -> &'static str {
        match self.way {
            Way::Single => "limit table",
            Way::Batch => "limit table, batch",
            Way::LookUp => "a keyed look-up of one line",
        }
    }

    fn load(&mut self, questions: &[Question]) {
        self.questions.clear();
        self.questions.extend(keyed(questions));
    }

    fn answer(&mut self, covered: &mut Vec<bool>) {
        let table = &*self.table;
        match self.way {
            Way::Single => covered.extend(self.questions.iter().map(|question| table.ask(question))),
            Way::Batch => self.in_groups(covered),
            Way::LookUp => {
                covered.extend(self.questions.iter().map(|question| table.find(question.key, table.home(question.key)).len != 0));
            }
        }
    }

    fn answer_one(&mut self, at: usize) -> bool {
        self.table.ask(&self.questions[at])
    }
}

/// The table, read from one end to the other.
#[derive(Debug)]
pub struct LimitScan(pub Rc<Table>);

impl Scan for LimitScan {
    fn name(&self) -> &'static str {
        "limit table"
    }

    fn covered(&mut self, asked: u16, at: i64) -> u64 {
        let table = &*self.0;
        let (open, meets) = table.catalogue(asked, at);
        let now = word(at);
        let persons = table.persons.iter();
        let covered = persons.filter(|(start, len)| left(open, table.consents_of(*start, *len), meets, now) == 0);
        u64::try_from(covered.count()).unwrap_or(u64::MAX)
    }
}
