//! casbin: one matcher, which calls a function of the host. Its policies are a list that is walked from end to end for every question,
//! so that neither persons nor notices can be policies; what is left of the question for casbin is the matcher.

use std::cell::RefCell;
use std::collections::HashMap;

use casbin::function_map::OperatorFunction;
use casbin::rhai::Dynamic;
use casbin::{CoreApi as _, DefaultModel, Enforcer, MemoryAdapter};
use consent_benches::Result;
use consent_benches::contender::Contender;
use consent_benches::workload::{Consent, Question, World};

use crate::facts::Facts;

const MODEL: &str = "[request_definition]
r = subject, asked, at

[policy_definition]
p = subject, asked, at

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = lacks(r.subject, r.asked, r.at) == 0
";

/// What the function reads: casbin takes functions, but none with something of their own.
#[derive(Debug)]
struct Held {
    facts: Facts,
    persons: HashMap<u64, Vec<Consent>>,
}

thread_local! {
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
}

impl Held {
    /// The requirements that nothing meets, as a mask.
    fn lacks(&self, key: u64, window: usize, at: i64) -> u8 {
        let meets = &self.facts.meets[self.facts.asked(window)];
        let consents = self.persons.get(&key).map_or(&[][..], Vec::as_slice);
        let in_force = consents.iter().filter(|consent| consent.from <= at && at < consent.end());
        in_force.fold(self.facts.open[window], |open, consent| open & !meets[usize::from(consent.notice)])
    }
}

/// As [`Held::lacks`]; all that is not understood lacks everything.
fn lacks(subject: Dynamic, asked: Dynamic, at: Dynamic) -> Dynamic {
    let open = HELD.with_borrow(|held| Some(held.as_ref()?.lacks(subject.try_cast()?, asked.try_cast()?, at.try_cast()?)));
    // The matcher's integers have 32 bits.
    Dynamic::from(i32::from(open.unwrap_or(u8::MAX)))
}

pub(crate) struct Casbin {
    enforcer: Enforcer,
    questions: Vec<(u64, usize, i64)>,
}

impl core::fmt::Debug for Casbin {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Casbin").finish_non_exhaustive()
    }
}

impl Casbin {
    pub(crate) fn new(world: &World) -> Result<Self> {
        let persons = (0..world.subjects).map(|number| {
            let person = world.person(number);
            (person.key, person.consents)
        });
        HELD.set(Some(Held { facts: Facts::new(world), persons: persons.collect() }));
        let ready = async {
            let model = DefaultModel::from_str(MODEL).await?;
            Enforcer::new(model, MemoryAdapter::default()).await
        };
        let mut enforcer = futures_executor::block_on(ready)?;
        enforcer.add_function("lacks", OperatorFunction::Arg3(lacks));
        Ok(Self { enforcer, questions: Vec::new() })
    }

    fn ask(&self, (key, window, at): (u64, usize, i64)) -> Result<bool> {
        Ok(self.enforcer.enforce(vec![Dynamic::from(key), Dynamic::from(window), Dynamic::from(at)])?)
    }
}

impl Contender for Casbin {
    fn name(&self) -> &'static str {
        "casbin"
    }

    fn load(&mut self, questions: &[Question]) {
        let ready = questions.iter().map(|question| {
            let window = HELD.with_borrow(|held| held.as_ref().map_or(0, |held| held.facts.window(question.asked, question.at)));
            (World::key(question.subject), window, question.at)
        });
        self.questions = ready.collect();
    }

    fn answer(&mut self, covered: &mut Vec<bool>) {
        // An error is no answer: the use is not covered, and the comparison of answers finds it.
        covered.extend(self.questions.iter().map(|question| self.ask(*question).unwrap_or_default()));
    }

    fn answer_one(&mut self, at: usize) -> bool {
        self.ask(self.questions[at]).unwrap_or_default()
    }
}
