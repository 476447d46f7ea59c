//! The plain part of a state, packed: consents of which nothing but scope and time matters, and the facts that conditions read.
//!
//! Most persons are plain: they gave consents, some ended. What is packed says of them all that an outcome needs.

use super::facts::Relationship;
use super::timeline::Timeline;
use super::{Consent, Facts, State};
use crate::catalogue::compile::Compiled;
use crate::id::Id;
use crate::time::{Date, Instant};

/// An instant takes 49 bits, counted from [`Instant::MIN`]; the other 15 of a word are a part of something else.
const BESIDE: u32 = 15;
const BESIDE_MASK: u64 = (1 << BESIDE) - 1;
/// Later than every instant.
const NEVER: u64 = u64::MAX >> BESIDE;
/// So many scopes are told apart by the lower part of their numbers.
pub(crate) const LOW_SCOPES: usize = 1 << 16;
/// The largest number of a scope: 16 bits, and 15 beside an instant.
const MAX_SCOPE: u32 = (1 << (16 + BESIDE)) - 1;

#[inline]
fn packed(t: Instant) -> u64 {
    u64::try_from(t.millis().saturating_sub(Instant::MIN.millis())).unwrap_or_default()
}

fn unpacked(word: u64) -> Option<Instant> {
    let millis = i64::try_from(word >> BESIDE).ok()?.checked_add(Instant::MIN.millis())?;
    Instant::from_millis(millis).ok()
}

/// An instant to compare packed words with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment(u64);

impl Moment {
    /// Not smaller than a packed word of the same instant, whatever stands beside it, and smaller than every later one.
    #[inline]
    pub(crate) fn new(t: Instant) -> Self {
        Self((packed(t) << BESIDE) | BESIDE_MASK)
    }

    /// An instant as one word.
    pub(crate) fn word(self) -> u64 {
        self.0
    }
}

/// A consent: from when, until when, and the number of its scope, which says notice, form and extent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PlainConsent {
    /// Beginning and end, the upper part of the scope's number beside the beginning.
    pub(crate) times: [u64; 2],
    /// The lower part of the scope's number.
    pub(crate) low: u16,
}

impl PlainConsent {
    fn new(from: Instant, until: Option<Instant>, scope: u32) -> Option<Self> {
        let until = until.map_or(NEVER, packed);
        let [l0, l1, ..] = scope.to_le_bytes();
        let times = [(packed(from) << BESIDE) | u64::from(scope >> 16), until << BESIDE];
        (scope <= MAX_SCOPE).then_some(Self { times, low: u16::from_le_bytes([l0, l1]) })
    }

    /// In force, as far as time says: half open.
    #[inline]
    pub(crate) fn in_force(self, moment: Moment) -> bool {
        let [from, until] = self.times;
        from <= moment.0 && moment.0 < until
    }

    /// The number of its scope.
    #[inline]
    pub(crate) fn scope(self) -> u32 {
        let [from, _] = self.times;
        // 15 bits above 16: nothing is lost.
        u32::from(self.low) | (((from & BESIDE_MASK) as u32) << 16)
    }
}

/// What a fact word is about; the first bits beside its instant. What was erased is unknown.
const BIRTH: u64 = 0;
const HOME: u64 = 1;
const STARTED: u64 = 2;
const ENDED: u64 = 3;
const BOND_ERASED: u64 = 4;
const BIRTH_ERASED: u64 = 5;
const HOME_ERASED: u64 = 6;

/// A kind of relationship and a party.
pub(crate) type Bond = (Id, u32);

/// The number of each bond that some person has or had.
pub(crate) trait Bonds {
    /// Its number, a new one if it has none.
    fn number(&mut self, bond: Bond) -> u32;
}

/// A person of whom only plain consents and facts matter, and perhaps bars for later rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plain {
    pub(crate) consents: Vec<PlainConsent>,
    /// Each an instant with what it is about, and its value.
    pub(crate) facts: Vec<[u64; 2]>,
    /// The earliest of the bars that defeat legal bases begun at or after them, and nothing else (a withdrawal raises such a one).
    pub(crate) bar: Option<Instant>,
}

impl State {
    /// The plain part, or `None` when something besides may matter: other bars, death, suspensions, narrowings, an age that changed.
    pub(crate) fn plain(&self, today: &Compiled, bonds: &mut impl Bonds) -> Option<Plain> {
        if (self.first_late_bar.is_none() && !self.bars.is_empty()) || self.facts.deceased.instants().next().is_some() {
            return None;
        }
        let mut consents = Vec::new();
        for consent in &self.consents {
            consents.extend(plain(consent, today, &self.facts)?);
        }
        Some(Plain { consents, facts: facts(&self.facts, bonds), bar: self.first_late_bar })
    }
}

/// A plain consent, or none when it never is in force; `None` around it when it is not plain.
#[expect(clippy::option_option, reason = "not plain, and plain but never in force, are different things")]
fn plain(consent: &Consent, today: &Compiled, facts: &Facts) -> Option<Option<PlainConsent>> {
    let Some(done) = &consent.completion else { return Some(None) };
    let notice = consent.notice_row.and_then(|at| today.notices.get(at))?;
    let scope = done.scope?;
    if consent.invalidated.is_some() {
        return Some(None);
    }
    if !consent.suspended.is_empty() || !consent.narrowings.is_empty() {
        return None;
    }
    let mut from = done.from.max(done.at);
    let mut until = [done.until, consent.withdrawn, consent.refused].into_iter().flatten().min();
    if let (Some(age), true) = (notice.source.guardian_until_age, done.by_guardians) {
        let mut births = facts.birth.words();
        // A guardian's consent ends at an age, and is not in force while the birth date is unknown.
        let (known, date) = match (births.next(), births.next()) {
            (Some((known, Some(date))), None) => (known, date),
            (Some(_), Some(_)) => return None,
            (None | Some((_, None)), _) => return Some(None),
        };
        from = from.max(known);
        let birthday = date.birthday(age, today.offset());
        until = Some(until.map_or(birthday, |until| until.min(birthday)));
    }
    PlainConsent::new(from, until, scope).map(Some)
}

fn facts(facts: &Facts, bonds: &mut impl Bonds) -> Vec<[u64; 2]> {
    let word = |at: Instant, about: u64, value: u64| [(packed(at) << BESIDE) | about, value];
    let mut words = Vec::new();
    for (at, date) in facts.birth.words() {
        words.push(date.map_or(word(at, BIRTH_ERASED, 0), |date| word(at, BIRTH, u64::from(date.days()))));
    }
    for (at, home) in facts.home.words() {
        words.push(home.map_or(word(at, HOME_ERASED, 0), |party| word(at, HOME, u64::from(party))));
    }
    for relationship in &facts.relationships {
        let bond = u64::from(bonds.number((relationship.kind.clone(), relationship.party)));
        for (at, standing) in relationship.standing.words() {
            let about = match standing {
                Some(true) => STARTED,
                Some(false) => ENDED,
                None => BOND_ERASED,
            };
            words.push(word(at, about, bond));
        }
    }
    words
}

/// The words about one bond.
type Line = Vec<(Instant, Option<bool>)>;

/// The facts that conditions read, from packed words; a word that says nothing known makes nothing known.
pub(crate) fn unpack_facts(words: &[[u64; 2]], bonds: &[Bond]) -> Facts {
    let (mut birth, mut home) = (Vec::new(), Vec::new());
    let mut standings: Vec<(u64, Line)> = Vec::new();
    for [word, value] in words {
        let Some(at) = unpacked(*word) else { continue };
        let standing = match *word & BESIDE_MASK {
            BIRTH => {
                birth.push((at, u32::try_from(*value).ok().and_then(Date::from_days)));
                continue;
            }
            BIRTH_ERASED => {
                birth.push((at, None));
                continue;
            }
            HOME => {
                home.push((at, u32::try_from(*value).ok()));
                continue;
            }
            STARTED => Some(true),
            ENDED => Some(false),
            BOND_ERASED => None,
            // `HOME_ERASED`, and what is no fact.
            _ => {
                home.push((at, None));
                continue;
            }
        };
        match standings.last_mut().filter(|(bond, _)| bond == value) {
            Some((_, line)) => line.push((at, standing)),
            None => standings.push((*value, vec![(at, standing)])),
        }
    }
    let relationships = standings
        .into_iter()
        .filter_map(|(bond, line)| {
            let (kind, party) = bonds.get(usize::try_from(bond).ok()?)?.clone();
            Some(Relationship { kind, party, standing: Timeline::of_words(line) })
        })
        .collect();
    Facts { birth: Timeline::of_words(birth), home: Timeline::of_words(home), relationships, ..Facts::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(millis: i64) -> Instant {
        Instant::from_millis(millis).unwrap_or(Instant::MIN)
    }

    #[test]
    fn a_packed_interval_is_half_open_at_every_edge() {
        let edges = [Instant::MIN, t(-1), t(0), t(1), t(1_700_000_000_000), t(Instant::MAX.millis() - 1), Instant::MAX];
        for (from, until) in edges.iter().flat_map(|from| edges.iter().map(move |until| (*from, *until))) {
            for scope in [0, 1, 65_535, 65_536, MAX_SCOPE] {
                let bounded = PlainConsent::new(from, Some(until), scope).expect("a scope that fits");
                let endless = PlainConsent::new(from, None, scope).expect("a scope that fits");
                assert_eq!((bounded.scope(), endless.scope()), (scope, scope));
                for at in edges {
                    assert_eq!(bounded.in_force(Moment::new(at)), from <= at && at < until, "{from} {until} {at}");
                    assert_eq!(endless.in_force(Moment::new(at)), from <= at, "{from} {at}");
                }
            }
        }
        assert_eq!(PlainConsent::new(t(0), None, MAX_SCOPE + 1), None);
    }
}
