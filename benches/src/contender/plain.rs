//! Plain Rust, as a good programmer writes it on the first day: a hash map of lists, loops, walks up the trees.

use std::collections::HashMap;

use super::Contender;
use crate::workload::{LegalBasis, Question, Scope, Tree, Use, World};

/// A consent, whole.
#[derive(Clone, Copy, Debug)]
struct Consent {
    scope: Scope,
    from: i64,
    until: Option<i64>,
    withdrawn: Option<i64>,
}

/// The hash map and the catalogue.
#[derive(Debug)]
pub struct Plain {
    consents: HashMap<u64, Vec<Consent>>,
    legal_bases: Vec<LegalBasis>,
    categories: Tree,
    purposes: Tree,
    parties: Tree,
    uses: Vec<Use>,
    questions: Vec<(u64, Use, i64)>,
}

impl Plain {
    /// The persons of a world.
    #[must_use]
    pub fn new(world: &World) -> Self {
        let end = |at: i64| (at != crate::workload::NEVER).then_some(at);
        let persons = (0..world.subjects).map(|number| {
            let person = world.person(number);
            let consents = person.consents.iter().map(|consent| Consent {
                scope: world.notices[usize::from(consent.notice)],
                from: consent.from,
                until: end(consent.until),
                withdrawn: end(consent.withdrawn),
            });
            (person.key, consents.collect())
        });
        Self {
            consents: persons.collect(),
            legal_bases: world.legal_bases.clone(),
            categories: world.categories.clone(),
            purposes: world.purposes.clone(),
            parties: world.parties.clone(),
            uses: world.uses.clone(),
            questions: Vec::new(),
        }
    }

    fn is_covered(&self, key: u64, asked: &Use, at: i64) -> bool {
        let mut open = asked.raises;
        for row in &self.legal_bases {
            if row.from <= at && at < row.until && self.covers(&row.scope, asked) {
                open &= !row.scope.meets;
            }
        }
        for consent in self.consents.get(&key).map_or(&[][..], Vec::as_slice) {
            if open == 0 {
                break;
            }
            let in_force = consent.from <= at
                && consent.until.is_none_or(|until| at < until)
                && consent.withdrawn.is_none_or(|withdrawn| at < withdrawn);
            if in_force && self.covers(&consent.scope, asked) {
                open &= !consent.scope.meets;
            }
        }
        open == 0
    }

    /// The cheapest test first.
    fn covers(&self, scope: &Scope, asked: &Use) -> bool {
        scope.operations & asked.operation != 0
            && is_within(&self.purposes.parents, asked.purpose, scope.purpose)
            && is_within(&self.parties.parents, asked.controller, scope.controller)
            && is_within(&self.parties.parents, asked.recipient, scope.recipient)
            && is_within(&self.categories.parents, asked.category, scope.category)
    }
}

fn is_within(parents: &[u16], mut node: u16, above: u16) -> bool {
    loop {
        if node == above {
            return true;
        }
        let parent = parents[usize::from(node)];
        if parent == node {
            return false;
        }
        node = parent;
    }
}

impl Contender for Plain {
    fn name(&self) -> &'static str {
        "plain Rust"
    }

    fn load(&mut self, questions: &[Question]) {
        self.questions.clear();
        let whole = |question: &Question| (World::key(question.subject), self.uses[usize::from(question.asked)], question.at);
        self.questions.extend(questions.iter().map(whole));
    }

    fn answer(&mut self, covered: &mut Vec<bool>) {
        covered.extend(self.questions.iter().map(|(key, asked, at)| self.is_covered(*key, asked, *at)));
    }

    fn answer_one(&mut self, at: usize) -> bool {
        let (key, asked, at) = &self.questions[at];
        self.is_covered(*key, asked, *at)
    }
}
