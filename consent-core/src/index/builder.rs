//! Makes an index person by person, so that the events of one at a time have to be at hand.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::events::Events;
use super::{Common, Index, Roll};
use crate::catalogue::compile::Compiled;
use crate::catalogue::extent::Symbols;
use crate::catalogue::world::World;
use crate::decide::Position;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::id::SubjectId;
use crate::ledger::Record;
use crate::state::block::MOST_PLAIN;
use crate::state::derive;
use crate::time::Instant;

/// An index in the making.
///
/// ```
/// # use consent_core::{Engine, Result, catalogue::Catalogue, index::Builder, ledger::Event};
/// # const CATALOGUE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/catalogue.json"));
/// # const PUBLICATIONS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/publications.jsonl"));
/// # fn main() -> Result<()> {
/// // An engine that knows the catalogues and their publications, and nobody.
/// let mut engine = Engine::new();
/// engine.add_catalogue(Catalogue::from_json(CATALOGUE.as_bytes())?)?;
/// for event in Event::from_json_lines(PUBLICATIONS)? {
///     let known = event.at;
///     engine.record(event, known)?;
/// }
/// let builder = Builder::new(&engine)?;
/// // builder.add(the accepted records of one person)?, for each
/// let index = builder.finish(engine.position()?);
/// assert!(index.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Builder {
    symbols: Symbols,
    published: Vec<(Arc<Compiled>, Instant)>,
    world: World,
    common: Common,
    roll: Roll,
    events: Events,
}

impl Builder {
    /// Begins with the catalogues that an engine knows as published, and nobody.
    ///
    /// # Errors
    /// `no-catalogue` before the first publication.
    pub fn new(engine: &Engine) -> Result<Self> {
        let published = engine.published();
        let symbols = engine.symbols().clone();
        // A world of its own: a question that was prepared elsewhere knows other numbers of scopes.
        let world = World::new(published.clone()).ok_or_else(no_catalogue)?;
        let keyed = symbols.keyed();
        Ok(Self { symbols, published, world, common: Common::new(keyed), roll: Roll::new(keyed), events: Events::default() })
    }

    /// Adds a person: every accepted record about any of their keys.
    ///
    /// # Errors
    /// `person-divided` when a key was added before: all records of a person come together. Then nothing was added.
    /// `event-without-subject` for a record that is about nobody.
    pub fn add(&mut self, records: Vec<Record>) -> Result<()> {
        let mut keys: BTreeSet<&SubjectId> = BTreeSet::new();
        for Record { event, .. } in &records {
            let Some(subject) = &event.subject else {
                return Err(Error::new(
                    "event-without-subject",
                    format_args!("expected events about a person, found `{}`, which is about nobody", event.id),
                ));
            };
            keys.insert(subject);
            keys.extend(event.body.merged());
        }
        if keys.iter().any(|key| self.roll.number(key.as_str()).is_some()) {
            return Err(Error::new(
                "person-divided",
                "expected all records of a person together, under whatever key, found a key that was added before",
            ));
        }
        for record in &records {
            self.symbols.intern_event(&record.event.body);
        }
        let mut state = derive(&records.iter().collect::<Vec<_>>(), &self.world, &self.symbols);
        self.common.number(&mut state);
        let plain = state.plain(&self.world.today, &mut self.common.bonds).filter(|plain| plain.consents.len() <= MOST_PLAIN);
        let comes_too_late = |bar| self.world.last_begun.is_none_or(|began| began < bar);
        let says_all = plain.as_ref().is_some_and(|plain| plain.bar.is_none_or(comes_too_late));
        let events = if says_all { None } else { Some(self.events.keep(&records)?) };
        for key in keys {
            let number = self.roll.admit(key)?;
            self.roll.set(number, plain.as_ref(), events);
        }
        Ok(())
    }

    /// The index, of the ledger at this position.
    #[must_use]
    pub fn finish(self, position: Position) -> Index {
        let Self { symbols, published, world, common, mut roll, mut events, .. } = self;
        roll.shrink();
        events.shrink();
        Index { symbols, published, world: Arc::new(world), position, common, roll, events }
    }
}

fn no_catalogue() -> Error {
    Error::new("no-catalogue", "expected an engine with a published catalogue, found none")
}
