//! Random worlds: small and dense, of few names and few instants, so that everything meets everything and ties abound.
//!
//! A world is made from one number. When it fails it is made smaller by leaving out one thing after the other, for as
//! long as it still fails: a [`proptest`] value tree over the world itself, not over the number it came from.

mod catalogues;
mod draw;
mod ledgers;
mod smaller;
mod statistics;
mod themes;

use std::collections::BTreeMap;

use consent_core::catalogue::Catalogue;
use consent_core::decide::{ProposedUse, UseTemplate};
use consent_core::ledger::{Actor, ActorRole, Event, EventBody, Record};
use consent_core::{Engine, Id, Instant};
use proptest::strategy::{NewTree, Strategy};
use proptest::test_runner::TestRunner;

pub(crate) use catalogues::instants;
pub(crate) use draw::Draw;
pub(crate) use ledgers::{negative_act, persons, some_event};
pub(crate) use smaller::smallest;
pub(crate) use statistics::Statistics;

/// Something that is recorded: the digest of a published catalogue is known only when the world is built.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    Publish { id: Id, version: u32, at: Instant },
    Event(Box<Event>),
}

/// A city, a person, and a question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct World {
    pub(crate) catalogues: Vec<Catalogue>,
    pub(crate) steps: Vec<Step>,
    pub(crate) question: ProposedUse,
    /// The events come as accepted elsewhere: the door is not asked.
    pub(crate) restored: bool,
    /// For what a property draws besides the world.
    pub(crate) salt: u64,
}

/// A world in an engine.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) engine: Engine,
    pub(crate) records: Vec<Record>,
    pub(crate) refused: usize,
    /// The records with the words that some of them had before they were erased.
    pub(crate) originals: Vec<Record>,
    /// By what the door said.
    pub(crate) refusals: BTreeMap<String, u64>,
}

impl World {
    pub(crate) fn from_number(number: u64) -> Self {
        let mut draw = Draw::new(number);
        let mut catalogues = catalogues::catalogues(&mut draw);
        let theme = themes::Theme::any(&mut draw);
        catalogues.extend(catalogues.last().and_then(|last| theme.version(last)));
        let steps = ledgers::steps(&mut draw, &catalogues, theme);
        let question = ledgers::question(&mut draw, &catalogues, steps.len());
        Self { restored: draw.chance(15), salt: draw.number(), catalogues, steps, question }
    }

    /// Another use that may be asked about.
    pub(crate) fn another_use(&self, draw: &mut Draw) -> UseTemplate {
        ledgers::question(draw, &self.catalogues, self.steps.len()).template()
    }

    /// The events in the order in which they are brought to the door.
    pub(crate) fn events(&self) -> Vec<Event> {
        self.steps
            .iter()
            .filter_map(|step| match step {
                Step::Event(event) => Some((**event).clone()),
                Step::Publish { id, version, at } => {
                    let catalogue = self.catalogues.iter().find(|catalogue| catalogue.version == *version)?;
                    Some(Event {
                        id: id.clone(),
                        subject: None,
                        at: *at,
                        by: Actor { role: ActorRole::Operator, id: Some(named("operator")) },
                        operator: None,
                        reason: None,
                        body: EventBody::CataloguePublished { version: *version, sha256: catalogue.digest().ok()? },
                    })
                }
            })
            .collect()
    }

    /// An engine that was brought everything; an error says that the catalogues are no catalogues.
    pub(crate) fn build(&self) -> Result<Built, String> {
        self.build_with(&self.events())
    }

    pub(crate) fn empty_engine(&self) -> Result<Engine, String> {
        let mut engine = Engine::with_hash_key([7, 11]);
        for catalogue in &self.catalogues {
            engine.add_catalogue(catalogue.clone()).map_err(|error| format!("{error:?} {:#?}", error.findings()))?;
        }
        Ok(engine)
    }

    pub(crate) fn build_with(&self, events: &[Event]) -> Result<Built, String> {
        let mut engine = self.empty_engine()?;
        let mut refusals: BTreeMap<String, u64> = BTreeMap::new();
        if self.restored {
            let records = as_records(events);
            engine.restore(records).map_err(|error| format!("{error:?}"))?;
        } else {
            for (hour, event) in (0_i64..).zip(events) {
                let recorded_at = Instant::from_millis(1_800_000_000_000 + hour).map_err(|error| format!("{error:?}"))?;
                if let Err(error) = engine.record(event.clone(), recorded_at) {
                    *refusals.entry(error.code().to_owned()).or_default() += 1;
                }
            }
        }
        let records = engine.records().to_vec();
        let whole = |record: &Record| {
            let event = events.iter().find(|event| event.id == record.event.id).unwrap_or(&record.event);
            Record { event: event.clone(), ..record.clone() }
        };
        let originals = records.iter().map(whole).collect();
        let refused = refusals.values().sum::<u64>() as usize;
        Ok(Built { engine, records, originals, refused, refusals })
    }
}

/// Events as records of another ledger, without doubts about who acted; one id is one event.
pub(crate) fn as_records(events: &[Event]) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    for event in events {
        if records.iter().all(|record| record.event.id != event.id) {
            records.push(Record {
                seq: records.len() as u64,
                recorded_at: event.at,
                actor_unverified: false,
                event: event.clone(),
            });
        }
    }
    records
}

/// Records after one another, each at its new position.
pub(crate) fn in_this_order(records: impl IntoIterator<Item = Record>) -> Vec<Record> {
    (0..).zip(records).map(|(seq, record)| Record { seq, ..record }).collect()
}

pub(crate) fn named(id: &str) -> Id {
    Id::new(id).expect("an id")
}

/// Every world.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Worlds;

pub(crate) fn worlds() -> Worlds {
    Worlds
}

impl Strategy for Worlds {
    type Tree = smaller::WorldTree;
    type Value = World;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        use proptest::prelude::Rng as _;
        Ok(smaller::WorldTree::new(World::from_number(runner.rng().next_u64())))
    }
}
