//! What is in force for a person at one instant, found by purpose: enough to say what holds then, not why something else does not.

use std::collections::{BTreeMap, HashMap};

use super::consent::Narrowing;
use super::{Bar, Consent, State};
use crate::catalogue::Form;
use crate::catalogue::compile::{Compiled, Kind};
use crate::catalogue::extent::Extent;
use crate::id::Id;
use crate::ledger::Actor;
use crate::order;
use crate::time::Instant;

/// The consents and bars of a state that are in force at `t`.
#[derive(Debug)]
pub(crate) struct Present<'a> {
    pub(crate) state: &'a State,
    pub(crate) t: Instant,
    consents: ByPurpose<Alike<'a>>,
    bars: ByPurpose<(&'a Bar, Option<&'a Kind>)>,
}

/// Consents in force on one notice, in one form, over one scope of which the same was taken away: only givers and time differ.
#[derive(Debug)]
pub(crate) struct Alike<'a> {
    pub(crate) first: &'a Consent,
    /// All of them, each with its place among the consents in force by their `at` and id.
    pub(crate) all: Vec<(usize, &'a Consent)>,
}

impl State {
    /// What is in force at `t` by today's notices.
    pub(crate) fn present<'a>(&'a self, today: &'a Compiled, t: Instant) -> Present<'a> {
        let offset = today.offset();
        let in_force = |consent: &&Consent| {
            let notice = consent.notice_row.and_then(|at| today.notices.get(at));
            notice.is_some_and(|notice| consent.in_force(notice, &self.facts, t, offset))
        };
        let mut consents: Vec<&Consent> = self.consents.iter().filter(in_force).collect();
        order::sort_by_key(&mut consents, |consent| consent.completion.as_ref().map(|done| done.at));
        let purposes = |alike: &Alike<'_>| alike.first.completion.as_ref()?.extent.purposes.clone();
        let bars = outermost(self.bars.iter().filter(|bar| bar.in_force(t)));
        let bars = bars.into_iter().map(|bar| (bar, today.bar_kinds.get(&bar.kind))).collect();
        Present {
            state: self,
            t,
            consents: ByPurpose::new(alike(&consents, t), purposes),
            bars: ByPurpose::new(bars, |(bar, _)| bar.extent.purposes.clone()),
        }
    }
}

impl<'a> Present<'a> {
    /// The consents that may be for one of these purposes.
    pub(crate) fn consents_for(&self, purposes: &[u32]) -> Vec<&Alike<'a>> {
        self.consents.about(purposes)
    }

    /// The bars that may be over one of these purposes, each with its kind, if today's catalogue knows it.
    pub(crate) fn bars_over(&self, purposes: &[u32]) -> Vec<(&'a Bar, Option<&'a Kind>)> {
        self.bars.about(purposes).into_iter().copied().collect()
    }
}

/// Things found by the purposes that they name.
#[derive(Debug)]
struct ByPurpose<T> {
    all: Vec<T>,
    /// Where those are that name a purpose.
    named: BTreeMap<u32, Vec<usize>>,
    /// Where those are that name none.
    unnamed: Vec<usize>,
}

impl<T> ByPurpose<T> {
    fn new(all: Vec<T>, purposes: impl Fn(&T) -> Option<Vec<u32>>) -> Self {
        let (mut named, mut unnamed) = (BTreeMap::<u32, Vec<usize>>::new(), Vec::new());
        for (at, thing) in all.iter().enumerate() {
            match purposes(thing) {
                Some(purposes) => purposes.into_iter().for_each(|purpose| named.entry(purpose).or_default().push(at)),
                None => unnamed.push(at),
            }
        }
        Self { all, named, unnamed }
    }

    fn about(&self, purposes: &[u32]) -> Vec<&T> {
        let named = purposes.iter().filter_map(|purpose| self.named.get(purpose)).flatten();
        let mut places: Vec<usize> = named.chain(&self.unnamed).copied().collect();
        order::sort(&mut places);
        places.dedup();
        places.into_iter().filter_map(|at| self.all.get(at)).collect()
    }
}

/// What an engine's number of a scope says: notice, form and extent; spelt out where there is no number.
type Given<'a> = Result<u32, (Option<usize>, Form, &'a Extent)>;

/// What a narrowing took away, with the catalogue view when it did.
type Taken<'a> = (&'a Extent, Option<usize>);

/// The consents that are alike together, each in the order of `consents`.
fn alike<'a>(consents: &[&'a Consent], t: Instant) -> Vec<Alike<'a>> {
    let mut found: Vec<Alike<'a>> = Vec::new();
    let mut places: HashMap<(Given<'a>, Vec<Taken<'a>>), usize> = HashMap::new();
    for (place, consent) in consents.iter().enumerate() {
        let Some(done) = &consent.completion else { continue };
        let given = done.scope.ok_or((consent.notice_row, done.form, &done.extent));
        let taken = |narrowing: &'a Narrowing| (narrowing.at <= t).then_some((&narrowing.extent, narrowing.view));
        let at = *places.entry((given, consent.narrowings.iter().filter_map(taken).collect())).or_insert(found.len());
        match found.get_mut(at) {
            Some(alike) => alike.all.push((place, consent)),
            None => found.push(Alike { first: consent, all: vec![(place, consent)] }),
        }
    }
    found
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
