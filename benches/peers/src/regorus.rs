//! regorus: a Rego policy compiled for its virtual machine, which is kept. The host looks the person's consents up, as a document that
//! was made beforehand.

use std::collections::{BTreeMap, HashMap};

use consent_benches::Result;
use consent_benches::contender::Contender;
use consent_benches::workload::{Question, World};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Value};

use crate::facts::{Facts, REQUIREMENTS};

const POLICY: &str = "package consent
import rego.v1

default covered := false

covered if {
    every notices in input.open {
        some consent in input.consents
        notices[consent.notice]
        consent.from <= input.at
        input.at < consent.until
    }
}";

const RULE: &str = "data.consent.covered";

pub(crate) struct Regorus {
    machine: RegoVM,
    facts: Facts,
    persons: HashMap<u64, Value>,
    /// For each use between two changes of the catalogue the open requirements, each as the notices whose consents meet it.
    open: Vec<Value>,
    /// The names of the members of the input: consents, open, at.
    names: [Value; 3],
    questions: Vec<(u64, usize, i64)>,
}

impl core::fmt::Debug for Regorus {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Regorus").field("persons", &self.persons.len()).finish_non_exhaustive()
    }
}

fn object<const N: usize>(members: [(&Value, Value); N]) -> Value {
    Value::from(members.into_iter().map(|(name, value)| (name.clone(), value)).collect::<BTreeMap<_, _>>())
}

fn list(values: impl Iterator<Item = Value>) -> Value {
    Value::from(values.collect::<Vec<_>>())
}

impl Regorus {
    pub(crate) fn new(world: &World) -> Result<Self> {
        let mut engine = Engine::new();
        engine.add_policy("consent.rego".to_owned(), POLICY.to_owned())?;
        let compiled = engine.compile_with_entrypoint(&RULE.into())?;
        let mut machine = RegoVM::new();
        machine.load_program(Compiler::compile_from_policy(&compiled, &[RULE])?);
        machine.set_data(Value::new_object())?;
        let facts = Facts::new(world);
        let [notice, from, until] = ["notice", "from", "until"].map(Value::from);
        let persons = (0..world.subjects).map(|number| {
            let person = world.person(number);
            let consents = person.consents.iter().map(|consent| {
                object([
                    (&notice, Value::from(u64::from(consent.notice))),
                    (&from, Value::from(consent.from)),
                    (&until, Value::from(consent.end())),
                ])
            });
            (person.key, list(consents))
        });
        let open = facts.open.iter().enumerate().map(|(window, open)| {
            let raised = REQUIREMENTS.iter().filter(|(bit, _)| open & bit != 0);
            list(raised.map(|(bit, _)| {
                let notices = facts.notices(facts.asked(window), *bit);
                Value::from(notices.map(|notice| (Value::from(notice), Value::from(true))).collect::<BTreeMap<_, _>>())
            }))
        });
        let (persons, open) = (persons.collect(), open.collect());
        let names = ["consents", "open", "at"].map(Value::from);
        Ok(Self { machine, facts, persons, open, names, questions: Vec::new() })
    }

    fn ask(&mut self, (key, window, at): (u64, usize, i64)) -> Result<bool> {
        let [consents, open, now] = &self.names;
        let held = self.persons.get(&key).cloned().unwrap_or_else(Value::new_array);
        self.machine.set_input(object([(consents, held), (open, self.open[window].clone()), (now, Value::from(at))]));
        Ok(*self.machine.execute()?.as_bool()?)
    }
}

impl Contender for Regorus {
    fn name(&self) -> &'static str {
        "regorus"
    }

    fn load(&mut self, questions: &[Question]) {
        let ready = questions
            .iter()
            .map(|question| (World::key(question.subject), self.facts.window(question.asked, question.at), question.at));
        self.questions = ready.collect();
    }

    fn answer(&mut self, covered: &mut Vec<bool>) {
        covered.extend((0..self.questions.len()).map(|at| self.answer_one(at)));
    }

    fn answer_one(&mut self, at: usize) -> bool {
        // An error is no answer: the use is not covered, and the comparison of answers finds it.
        self.ask(self.questions[at]).unwrap_or_default()
    }
}
