//! Ours: the engine, loaded with the events of the persons.

use std::rc::Rc;

use consent_core::catalogue::Catalogue;
use consent_core::decide::{Outcome, Prepared, ProposedUse, UseTemplate};
use consent_core::view::SubjectsOptions;
use consent_core::{Engine, Instant, Result, SubjectId};

use super::{Contender, Scan};
use crate::workload::events::Events;
use crate::workload::{Question, World, catalogue};

/// How many persons' records are restored at once.
const CHUNK: u32 = 10_000;

/// The hash key of every engine here: fixed, so that runs and instruction counts can be compared.
const HASH_KEY: [u64; 2] = [0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210];

/// An engine with the catalogue of a world and no person.
///
/// # Errors
/// None, as the tests show.
pub fn empty(catalogue: &Catalogue) -> Result<Engine> {
    let mut engine = Engine::with_hash_key(HASH_KEY);
    engine.add_catalogue(catalogue.clone())?;
    let publication = Events::publication(catalogue.version, catalogue.digest()?)?;
    let at = publication.at;
    engine.record(publication, at)?;
    Ok(engine)
}

/// An engine with every person of a world.
///
/// # Errors
/// None, as the tests show.
pub fn load(world: &World) -> Result<Engine> {
    let catalogue = catalogue::build(world)?;
    let events = Events::new(world, &catalogue)?;
    let mut engine = empty(&catalogue)?;
    for first in (0..world.subjects).step_by(usize::try_from(CHUNK).unwrap_or(1)) {
        let mut records = Vec::new();
        let mut seq = engine.size();
        for number in first..world.subjects.min(first + CHUNK) {
            records.extend(events.records(&world.person(number), seq)?);
            seq = records.last().map_or(seq, |record| record.seq + 1);
        }
        engine.restore(records)?;
    }
    Ok(engine)
}

/// The engine with the uses of a world made ready.
#[derive(Debug)]
pub struct Ready {
    /// The engine.
    pub engine: Engine,
    templates: Vec<UseTemplate>,
    prepared: Vec<Prepared>,
}

impl Ready {
    /// Makes the uses of a world ready.
    ///
    /// # Errors
    /// None, as the tests show.
    pub fn new(world: &World, engine: Engine) -> Result<Self> {
        let templates = world.uses.iter().map(catalogue::template).collect::<Result<Vec<_>>>()?;
        let prepared = templates.iter().map(|template| engine.prepare(template)).collect::<Result<_>>()?;
        Ok(Self { engine, templates, prepared })
    }

    /// The question as a whole.
    ///
    /// # Errors
    /// None.
    pub fn whole(&self, question: &Question) -> Result<ProposedUse> {
        let template = self.templates[usize::from(question.asked)].clone();
        Ok(ProposedUse {
            subject: Events::subject(World::key(question.subject))?,
            at: Instant::from_millis(question.at)?,
            known_at: template.known_at,
            controller: template.controller,
            recipient: template.recipient,
            purpose: template.purpose,
            data_categories: template.data_categories,
            except: template.except,
            operations: template.operations,
            cases: template.cases,
            channel: template.channel,
            automated_decision: template.automated_decision,
            assertions: template.assertions,
        })
    }
}

/// Puts questions into the engine's form: the key as text, and the instant.
pub fn load_keyed(keyed: &mut Vec<(SubjectId, u16, Instant)>, questions: &[Question]) {
    keyed.clear();
    // An invalid question stays out; the number of answers then tells.
    keyed.extend(questions.iter().filter_map(|question| {
        let subject = Events::subject(World::key(question.subject)).ok()?;
        Some((subject, question.asked, Instant::from_millis(question.at).ok()?))
    }));
}

/// The prepared question, one person after the other.
#[derive(Debug)]
pub struct Single {
    ready: Rc<Ready>,
    questions: Vec<(SubjectId, u16, Instant)>,
}

impl Single {
    /// Asks an engine.
    #[must_use]
    pub fn new(ready: &Rc<Ready>) -> Self {
        Self { ready: Rc::clone(ready), questions: Vec::new() }
    }

    #[inline]
    fn ask(&self, (subject, asked, at): &(SubjectId, u16, Instant)) -> bool {
        let outcome = self.ready.engine.ask(&self.ready.prepared[usize::from(*asked)], subject, *at);
        outcome.is_ok_and(|outcome| outcome == Outcome::Covered)
    }
}

impl Contender for Single {
    fn name(&self) -> &'static str {
        "ours, prepared decide of the whole engine"
    }

    fn load(&mut self, questions: &[Question]) {
        load_keyed(&mut self.questions, questions);
    }

    fn answer(&mut self, covered: &mut Vec<bool>) {
        covered.extend(self.questions.iter().map(|question| self.ask(question)));
    }

    fn answer_one(&mut self, at: usize) -> bool {
        self.ask(&self.questions[at])
    }
}

/// The answer in full, with its reasons, to a prepared question.
#[derive(Debug)]
pub struct Full {
    ready: Rc<Ready>,
    questions: Vec<(SubjectId, u16, Instant)>,
}

impl Full {
    /// Asks an engine.
    #[must_use]
    pub fn new(ready: &Rc<Ready>) -> Self {
        Self { ready: Rc::clone(ready), questions: Vec::new() }
    }
}

impl Contender for Full {
    fn name(&self) -> &'static str {
        "ours, full answer with reasons"
    }

    fn load(&mut self, questions: &[Question]) {
        load_keyed(&mut self.questions, questions);
    }

    fn answer(&mut self, covered: &mut Vec<bool>) {
        covered.extend((0..self.questions.len()).map(|at| self.answer_one(at)));
    }

    fn answer_one(&mut self, at: usize) -> bool {
        let (subject, asked, at) = &self.questions[at];
        let answer = self.ready.engine.answer_about(&self.ready.prepared[usize::from(*asked)], subject, *at);
        std::hint::black_box(answer).is_ok_and(|answer| answer.outcome == Outcome::Covered)
    }
}

/// Everyone for whom a use is covered.
#[derive(Debug)]
pub struct EngineScan(pub Rc<Ready>);

impl Scan for EngineScan {
    fn name(&self) -> &'static str {
        "ours, subjects of the whole engine"
    }

    fn covered(&mut self, asked: u16, at: i64) -> u64 {
        let template = &self.0.templates[usize::from(asked)];
        let Ok(at) = Instant::from_millis(at) else { return 0 };
        self.0.engine.subjects(template, at, SubjectsOptions::default()).map_or(0, |subjects| subjects.len())
    }
}
