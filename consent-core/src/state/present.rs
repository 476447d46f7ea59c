//! What is in force for a person at one instant, found by purpose: enough to say what holds then, not why something else does not.

use std::collections::{BTreeMap, HashMap};

use super::{Bar, Consent, State};
use crate::catalogue::compile::Compiled;
use crate::catalogue::extent::Extent;
use crate::id::Id;
use crate::ledger::Actor;
use crate::time::Instant;

/// The consents and bars of a state that are in force at `t`.
#[derive(Debug)]
pub(crate) struct Present<'a> {
    pub(crate) state: &'a State,
    pub(crate) t: Instant,
    consents: ByPurpose<&'a Consent>,
    bars: ByPurpose<&'a Bar>,
}

impl State {
    /// What is in force at `t` by today's notices.
    pub(crate) fn present(&self, today: &Compiled, t: Instant) -> Present<'_> {
        let offset = today.offset();
        let in_force = |consent: &&Consent| {
            let notice = consent.notice_row.and_then(|at| today.notices.get(at));
            notice.is_some_and(|notice| consent.in_force(notice, &self.facts, t, offset))
        };
        let mut consents: Vec<&Consent> = self.consents.iter().filter(in_force).collect();
        consents.sort_by_key(|consent| consent.completion.as_ref().map(|done| done.at));
        let bars = outermost(self.bars.iter().filter(|bar| bar.in_force(t)));
        Present {
            state: self,
            t,
            consents: ByPurpose::new(consents, |consent| consent.completion.as_ref()?.extent.purposes.as_deref()),
            bars: ByPurpose::new(bars, |bar| bar.extent.purposes.as_deref()),
        }
    }
}

impl<'a> Present<'a> {
    /// The consents that may be for one of these purposes, in the governing order: by their `at` and id.
    pub(crate) fn consents_for(&self, purposes: &[u32]) -> Vec<&'a Consent> {
        self.consents.about(purposes)
    }

    /// The bars that may be over one of these purposes.
    pub(crate) fn bars_over(&self, purposes: &[u32]) -> Vec<&'a Bar> {
        self.bars.about(purposes)
    }
}

/// Things in their order, found by the purposes that they name.
#[derive(Debug)]
struct ByPurpose<T> {
    all: Vec<T>,
    /// Where those are that name a purpose.
    named: BTreeMap<u32, Vec<usize>>,
    /// Where those are that name none.
    unnamed: Vec<usize>,
}

impl<'a, T> ByPurpose<&'a T> {
    fn new(all: Vec<&'a T>, purposes: impl Fn(&'a T) -> Option<&'a [u32]>) -> Self {
        let (mut named, mut unnamed) = (BTreeMap::<u32, Vec<usize>>::new(), Vec::new());
        for (at, thing) in all.iter().enumerate() {
            match purposes(thing) {
                Some(purposes) => purposes.iter().for_each(|purpose| named.entry(*purpose).or_default().push(at)),
                None => unnamed.push(at),
            }
        }
        Self { all, named, unnamed }
    }

    fn about(&self, purposes: &[u32]) -> Vec<&'a T> {
        let named = purposes.iter().filter_map(|purpose| self.named.get(purpose)).flatten();
        let mut places: Vec<usize> = named.chain(&self.unnamed).copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|at| self.all.get(at).copied()).collect()
    }
}

/// What is the same in bars that differ in their time only.
type Likeness<'a> = (&'a Id, &'a Actor, &'a Extent, Option<&'a Extent>, Option<&'static str>);

/// Of the bars that differ in their time only the earliest and the latest: of all of them the one defeats the most legal bases,
/// the other the most consents.
fn outermost<'a>(bars: impl Iterator<Item = &'a Bar>) -> Vec<&'a Bar> {
    let mut alike: HashMap<Likeness<'a>, (&'a Bar, &'a Bar)> = HashMap::new();
    for bar in bars {
        let likeness = (&bar.kind, &bar.setter, &bar.extent, bar.given.as_ref(), bar.purpose_class);
        let (first, last) = alike.entry(likeness).or_insert((bar, bar));
        if bar.at < first.at {
            *first = bar;
        }
        if last.at < bar.at {
            *last = bar;
        }
    }
    alike.into_values().flat_map(|(first, last)| [Some(first), (first.at < last.at).then_some(last)]).flatten().collect()
}
