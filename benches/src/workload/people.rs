//! Persons, each a function of a number.

use super::trees::POPULAR;
use super::{DAY, FIRST_CONSENT, FIRST_QUESTION, NEVER, Random, World, mix};

/// A consent that a person gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consent {
    /// On which notice.
    pub notice: u16,
    /// When it was given; milliseconds since 1970.
    pub from: i64,
    /// Until when it was given; [`NEVER`] without end.
    pub until: i64,
    /// When it was withdrawn; [`NEVER`] if it was not.
    pub withdrawn: i64,
}

impl Consent {
    /// The first instant at which it is no longer in force.
    #[must_use]
    pub const fn end(&self) -> i64 {
        if self.until < self.withdrawn { self.until } else { self.withdrawn }
    }
}

/// A person.
#[derive(Clone, Debug)]
pub struct Person {
    /// The key under which everyone knows the person.
    pub key: u64,
    /// The consents, in the order in which they were given.
    pub consents: Vec<Consent>,
}

const SEED: u64 = 0x5eed_0fc0_15e7;

/// How many consents a person has: 5 to 15.
pub(super) fn count(number: u32) -> u32 {
    5 + u32::try_from(random(number).below(11)).unwrap_or_default()
}

fn random(number: u32) -> Random {
    Random::new(mix(SEED ^ u64::from(number)))
}

impl World {
    /// The key of a person: 64 bits that tell nothing.
    #[must_use]
    pub fn key(number: u32) -> u64 {
        mix(SEED.wrapping_add(u64::from(number)))
    }

    /// A person by number.
    #[must_use]
    pub fn person(&self, number: u32) -> Person {
        let mut random = random(number);
        let count = 5 + random.below(11);
        let mut consents: Vec<Consent> = (0..count).map(|_| self.consent(&mut random)).collect();
        consents.sort_unstable_by_key(|consent| consent.from);
        Person { key: Self::key(number), consents }
    }

    fn consent(&self, random: &mut Random) -> Consent {
        // Three of four consents are on the few notices that everyone meets.
        let notice = if random.chance(75) { random.index(POPULAR) } else { random.index(self.notices.len()) };
        let from = random.between(FIRST_CONSENT, FIRST_QUESTION + 90 * DAY);
        let until = if random.chance(30) { from + random.between(365 * DAY, 5 * 365 * DAY) } else { NEVER };
        let withdrawn = if random.chance(20) { from + random.between(DAY, 3 * 365 * DAY) } else { NEVER };
        Consent {
            notice: u16::try_from(notice).unwrap_or_default(),
            from,
            until,
            withdrawn: if withdrawn < until { withdrawn } else { NEVER },
        }
    }
}
