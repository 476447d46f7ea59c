//! One world: what the naive evaluator answers, what each path answers, and which rules decided it.

use std::collections::BTreeSet;

use consent_core::decide::{Answer, ProposedUse, UseTemplate};
use consent_core::index::Index;
use consent_core::{Engine, Instant, SubjectId};

use super::paths::PATHS;
use super::tally::Tally;
use crate::naive::{Acts, Law, Person, Rule, outcome_and_governing, watch, without};
use crate::worlds::{Built, Draw, World, instants, persons};

/// So many uses are asked at each position.
const USES: usize = 6;

/// A use at a position, asked about every person at every instant.
pub(super) struct Round<'a> {
    pub(super) built: &'a Built,
    pub(super) template: &'a UseTemplate,
    pub(super) persons: &'a [SubjectId],
    pub(super) instants: &'a [Instant],
    /// What the naive evaluator answers: person after person, for each instant after instant.
    pub(super) expected: Vec<Answer>,
    pub(super) others: &'a Others,
}

/// The same position in other forms.
pub(super) struct Others {
    /// An engine that knows no more, or was loaded with what another accepted.
    pub(super) engine: Engine,
    pub(super) index: Index,
    /// The index, written to a file and read again.
    pub(super) file: Index,
}

impl Others {
    fn at(position: Option<u64>, world: &World, built: &Built) -> Result<Self, String> {
        let engine = match position {
            Some(position) => built.engine.as_known_at(position).map_err(|error| format!("as known at: {error:?}"))?,
            None => {
                let mut engine = world.empty_engine()?;
                engine.restore(built.records.clone()).map_err(|error| format!("restore: {error:?}"))?;
                engine
            }
        };
        let index = Index::of(&engine).map_err(|error| format!("index: {error:?}"))?;
        let mut bytes = Vec::new();
        index.write_to(&mut bytes).map_err(|error| format!("index written: {error:?}"))?;
        let file = Index::read_from(bytes.as_slice()).map_err(|error| format!("index read: {error:?}"))?;
        Ok(Self { engine, index, file })
    }
}

impl Round<'_> {
    /// Every question in the order of the expected answers.
    pub(super) fn questions(&self) -> impl Iterator<Item = (&SubjectId, Instant, &Answer)> {
        let asked = self.persons.iter().flat_map(|person| self.instants.iter().map(move |at| (person, *at)));
        asked.zip(&self.expected).map(|((person, at), expected)| (person, at, expected))
    }

    pub(super) fn question(template: &UseTemplate, subject: &SubjectId, at: Instant) -> ProposedUse {
        ProposedUse {
            subject: subject.clone(),
            at,
            known_at: template.known_at,
            controller: template.controller.clone(),
            recipient: template.recipient.clone(),
            purpose: template.purpose.clone(),
            data_categories: template.data_categories.clone(),
            except: template.except.clone(),
            operations: template.operations.clone(),
            cases: template.cases.clone(),
            channel: template.channel.clone(),
            automated_decision: template.automated_decision,
            assertions: template.assertions.clone(),
        }
    }
}

/// What went wrong, and where.
pub(super) struct Failure {
    pub(super) reason: String,
    world: Box<World>,
}

/// Asks many questions about a world.
pub(super) fn world(world: &World, tally: &Tally) -> Result<(), Failure> {
    let fail = |reason: String, question: Option<ProposedUse>| {
        let question = question.unwrap_or_else(|| world.question.clone());
        Failure { reason, world: Box::new(World { question, ..world.clone() }) }
    };
    let built = world.build().map_err(|error| fail(format!("not built: {error}"), None))?;
    tally.world(&built.refusals);
    let mut draw = Draw::new(world.salt);
    let size = built.records.len();
    let mut positions: Vec<Option<u64>> = vec![None];
    positions.extend((0..2).map(|_| Some(draw.between(1, size) as u64)));
    let everybody = persons();
    for position in positions {
        let templates: Vec<UseTemplate> =
            (0..USES).map(|_| UseTemplate { known_at: position, ..world.another_use(&mut draw) }).collect();
        let mut at: Vec<Instant> = instants();
        at.push(draw.pick(&at).next());
        let asked = Asked { world, built: &built, tally, persons: &everybody, instants: &at };
        asked.position(position, &templates).map_err(|(reason, question)| fail(reason, question))?;
    }
    Ok(())
}

struct Asked<'a> {
    world: &'a World,
    built: &'a Built,
    tally: &'a Tally,
    persons: &'a [SubjectId],
    instants: &'a [Instant],
}

/// A person, and what mattered already when the law and what is known about the person were read.
struct Known<'a> {
    law: &'a Law<'a>,
    acts: &'a Acts,
    person: Person<'a>,
    of_the_law: BTreeSet<Rule>,
    of_the_person: BTreeSet<Rule>,
}

impl Known<'_> {
    /// The answer without a rule, from where the rule first matters.
    fn without(&self, rule: Rule, asked: &Asked<'_>, question: &ProposedUse) -> Result<Answer, &'static str> {
        without(rule, || {
            if self.of_the_law.contains(&rule) {
                crate::naive::answer(&asked.world.catalogues, &asked.built.originals, question)
            } else if self.of_the_person.contains(&rule) {
                Person::new(self.law, self.acts).answer(question, question.at)
            } else {
                self.person.answer(question, question.at)
            }
        })
    }
}

impl Asked<'_> {
    #[expect(clippy::result_large_err, reason = "it ends the run")]
    fn position(&self, position: Option<u64>, templates: &[UseTemplate]) -> Result<(), (String, Option<ProposedUse>)> {
        // The naive evaluator finds out by itself what was erased.
        let (catalogues, records) = (&self.world.catalogues, &self.built.originals);
        let (law, of_the_law) = watch(|| Law::at(catalogues, records, position));
        let law = match law {
            Ok(law) => law,
            Err(code) => {
                self.tally.error(code);
                return match self.built.engine.prepare(&templates[0]) {
                    Ok(_) => Err((format!("the naive evaluator has no law: {code}"), None)),
                    Err(_) => Ok(()),
                };
            }
        };
        let others = Others::at(position, self.world, self.built).map_err(|reason| (reason, None))?;
        let acts: Vec<(Acts, BTreeSet<Rule>)> = self.persons.iter().map(|subject| watch(|| law.acts(subject))).collect();
        let known = acts.iter().map(|(acts, met)| {
            let (person, of_the_person) = watch(|| Person::new(&law, acts));
            Known { law: &law, acts, person, of_the_law: &of_the_law | met, of_the_person }
        });
        let known: Vec<Known<'_>> = known.collect();
        for template in templates {
            let somebody = || Some(Round::question(template, &self.persons[0], self.instants[0]));
            let Some(expected) = self.expected(template, &known).map_err(|reason| (reason, somebody()))? else { continue };
            let round =
                Round { built: self.built, template, persons: self.persons, instants: self.instants, expected, others: &others };
            self.tally.answers(round.expected.iter().map(|answer| answer.outcome));
            for (index, path) in PATHS.iter().enumerate() {
                (path.agrees)(&round).map_err(|wrong| {
                    let question = wrong.question.map(|(subject, at)| Round::question(template, &subject, at));
                    (format!("{}: {}", path.name, wrong.reason), question.or_else(somebody))
                })?;
                self.tally.path(index, round.expected.len());
            }
        }
        Ok(())
    }

    /// What the naive evaluator answers to everybody at every instant; nothing if it is no question, for the engine neither.
    fn expected(&self, template: &UseTemplate, known: &[Known<'_>]) -> Result<Option<Vec<Answer>>, String> {
        let mut expected = Vec::new();
        for (subject, known) in self.persons.iter().zip(known) {
            for at in self.instants {
                let question = Round::question(template, subject, *at);
                let (answer, met) = watch(|| known.person.answer(&question, *at));
                let answer = match answer {
                    Ok(answer) => answer,
                    Err(code) => {
                        self.tally.error(code);
                        return match self.built.engine.prepare(template) {
                            Ok(_) => Err(format!("the naive evaluator has no answer: {code}")),
                            Err(_) => Ok(None),
                        };
                    }
                };
                let met = met.iter().chain(&known.of_the_law).chain(&known.of_the_person);
                let tried: BTreeSet<&Rule> = met.filter(|rule| self.tally.wants(**rule)).collect();
                for rule in tried {
                    let other = known.without(*rule, self, &question);
                    let differs = other.as_ref() != Ok(&answer);
                    let outcome = other.is_ok_and(|other| outcome_and_governing(&other) != outcome_and_governing(&answer));
                    self.tally.tried(*rule, differs, outcome);
                }
                expected.push(answer);
            }
        }
        Ok(Some(expected))
    }
}

/// One question on every path, for making a failing world smaller.
fn fails(world: &World) -> Option<String> {
    let built = world.build().ok()?;
    let template = world.question.template();
    let (tally, persons, instants) = (Tally::default(), [world.question.subject.clone()], [world.question.at]);
    let asked = Asked { world, built: &built, tally: &tally, persons: &persons, instants: &instants };
    asked.position(template.known_at, std::slice::from_ref(&template)).err().map(|(reason, _)| reason)
}

/// The smallest world that still fails, as a case.
pub(super) fn smallest(failure: Failure) -> String {
    let smallest = crate::worlds::smallest(*failure.world, |world| fails(world).is_some());
    let reason = fails(&smallest).unwrap_or_else(|| format!("only among other questions: {}", failure.reason));
    format!("{reason}\n\nThe smallest world that fails:\n{}", crate::properties::as_case("proof", &smallest))
}
