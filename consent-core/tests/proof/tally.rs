//! What was asked, and what decided the answers.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use consent_core::decide::Outcome;

use super::paths::PATHS;
use crate::naive::Rule;

/// A rule that decided so many answers is not tried any more: the time is for those that seldom decide.
const ENOUGH: u64 = 2_000;

/// Counts of all threads.
pub(super) struct Tally {
    worlds: AtomicU64,
    questions: AtomicU64,
    outcomes: [AtomicU64; Outcome::ALL.len()],
    /// For each path the questions that it was asked.
    paths: Vec<AtomicU64>,
    /// For each rule: how often it was tried, how many answers and how many outcomes it decided.
    rules: Vec<[AtomicU64; 3]>,
    errors: Mutex<BTreeMap<String, u64>>,
    refusals: Mutex<BTreeMap<String, u64>>,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            worlds: AtomicU64::default(),
            questions: AtomicU64::default(),
            outcomes: Default::default(),
            paths: PATHS.iter().map(|_| AtomicU64::default()).collect(),
            rules: Rule::ALL.iter().map(|_| Default::default()).collect(),
            errors: Mutex::default(),
            refusals: Mutex::default(),
        }
    }
}

impl Tally {
    pub(super) fn world(&self, refusals: &BTreeMap<String, u64>) {
        self.worlds.fetch_add(1, Relaxed);
        let mut all = self.refusals.lock().expect("no thread panicked");
        for (code, count) in refusals {
            *all.entry(code.clone()).or_default() += count;
        }
    }

    /// Questions that a path was asked.
    pub(super) fn path(&self, index: usize, questions: usize) {
        self.paths[index].fetch_add(questions as u64, Relaxed);
    }

    pub(super) fn answers(&self, outcomes: impl Iterator<Item = Outcome>) {
        for outcome in outcomes {
            self.questions.fetch_add(1, Relaxed);
            let index = Outcome::ALL.iter().position(|other| *other == outcome).expect("one of all");
            self.outcomes[index].fetch_add(1, Relaxed);
        }
    }

    pub(super) fn error(&self, code: &str) {
        *self.errors.lock().expect("no thread panicked").entry(code.to_owned()).or_default() += 1;
    }

    /// Whether it is still of interest what a rule decides.
    pub(super) fn wants(&self, rule: Rule) -> bool {
        self.rules[rule as usize][1].load(Relaxed) < ENOUGH
    }

    pub(super) fn tried(&self, rule: Rule, answer: bool, outcome: bool) {
        let [tried, answers, outcomes] = &self.rules[rule as usize];
        tried.fetch_add(1, Relaxed);
        answers.fetch_add(u64::from(answer), Relaxed);
        outcomes.fetch_add(u64::from(outcome), Relaxed);
    }

    pub(super) fn questions(&self) -> u64 {
        self.questions.load(Relaxed)
    }

    pub(super) fn paths(&self) -> BTreeMap<&'static str, u64> {
        PATHS.iter().zip(&self.paths).map(|(path, count)| (path.name, count.load(Relaxed))).collect()
    }

    pub(super) fn rarer_than(&self, least: u64) -> Vec<(Rule, u64)> {
        let decided = Rule::ALL.iter().map(|rule| (*rule, self.rules[*rule as usize][1].load(Relaxed)));
        decided.filter(|(_, answers)| *answers < least).collect()
    }
}

impl core::fmt::Display for Tally {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let list = |counts: &Mutex<BTreeMap<String, u64>>| -> String {
            let counts = counts.lock().expect("no thread panicked");
            counts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
        };
        let outcomes = Outcome::ALL.iter().zip(&self.outcomes).map(|(word, count)| format!("{word} {}", count.load(Relaxed)));
        writeln!(f, "worlds {}, {}", self.worlds.load(Relaxed), outcomes.collect::<Vec<_>>().join(", "))?;
        writeln!(f, "questions by path: {:?}", self.paths())?;
        writeln!(f, "templates without an answer: {}", list(&self.errors))?;
        writeln!(f, "events refused at the door: {}", list(&self.refusals))?;
        writeln!(
            f,
            "rule decided: answers (of them outcomes or governing bases) of questions in which it was tried; tried no more after {ENOUGH}"
        )?;
        for rule in Rule::ALL {
            let [tried, answers, outcomes] = &self.rules[*rule as usize];
            let (section, words) = rule.words();
            writeln!(f, "§{section} {words}: {} ({}) of {}", answers.load(Relaxed), outcomes.load(Relaxed), tried.load(Relaxed))?;
        }
        Ok(())
    }
}
