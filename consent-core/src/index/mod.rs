//! A ledger in a compact form that answers plain questions: under thirty bytes for each consent, and a file that loads in no time.
//!
//! An [`Engine`] holds every event and answers everything. An [`Index`] holds of each person what the outcome needs, as of
//! one position of the ledger, and answers whether uses are covered: the same outcomes, for millions of persons in the memory of a
//! small machine. It is made from an engine ([`Index::of`]), from a kept ledger that is larger than memory ([`Index::of_storage`]), or person by
//! person ([`Builder`]), and kept in a file
//! ([`Index::write_to`], [`Index::read_from`]).
//!
//! An index does not follow its ledger. What is withdrawn after its position is not in it: a host that answers about the present makes
//! it anew as often as its duty asks, compares [`Index::position`] with the ledger's head, or asks the engine.
//!
//! ```
//! # use consent_core::{Engine, Result, catalogue::Catalogue, decide::ProposedUse, index::Index, ledger::Event};
//! # const CATALOGUE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/catalogue.json"));
//! # const EVENTS: &str = concat!(
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/publications.jsonl")),
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/cli/moving.jsonl")));
//! # const USE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/cli/use.json"));
//! # fn main() -> Result<()> {
//! # let mut engine = Engine::new();
//! # engine.add_catalogue(Catalogue::from_json(CATALOGUE.as_bytes())?)?;
//! # for event in Event::from_json_lines(EVENTS)? {
//! #     let known = event.at;
//! #     engine.record(event, known)?;
//! # }
//! let mut file = Vec::new();
//! Index::of(&engine)?.write_to(&mut file)?;
//! let index = Index::read_from(file.as_slice())?;
//!
//! let question = ProposedUse::from_json(USE.as_bytes())?;
//! let prepared = index.prepare(&question.template())?;
//! assert_eq!(index.ask(&prepared, &question.subject, question.at)?, engine.decide(&question)?.outcome);
//! # Ok(())
//! # }
//! ```

mod builder;
mod common;
mod events;
mod hash;
mod kept;
mod roll;
mod snapshot;

use std::sync::Arc;

pub use builder::Builder;
pub(crate) use common::Common;
pub(crate) use roll::Roll;

use self::events::Events;
use crate::catalogue::Catalogue;
use crate::catalogue::compile::Compiled;
use crate::catalogue::extent::Symbols;
use crate::catalogue::world::World;
use crate::decide::plain::{Missing, Picked, PlainCase};
use crate::decide::{Outcome, Position, Prepared, UseTemplate};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::id::SubjectId;
use crate::ledger::Record;
use crate::names::index;
use crate::state::plain::unpack_facts;
use crate::state::{State, derive};
use crate::time::Instant;

/// The outcomes of a ledger at one position.
#[derive(Debug)]
pub struct Index {
    symbols: Symbols,
    published: Vec<(Arc<Compiled>, Instant)>,
    world: Arc<World>,
    position: Position,
    common: Common,
    roll: Roll,
    events: Events,
}

/// The subjects for whom a use is covered, by an [`Index`].
#[derive(Clone, Debug)]
pub struct Covered<'i> {
    index: &'i Index,
    /// One bit for each dense number.
    covered: Vec<u64>,
    /// How many subject keys the use is covered for.
    pub count: u64,
    /// How many subject keys it is covered for in a part only.
    pub partly: u64,
}

impl Covered<'_> {
    /// The covered subjects, in the order in which the index met them.
    pub fn iter(&self) -> impl Iterator<Item = SubjectId> + '_ {
        bits(&self.covered).filter_map(|number| self.index.roll.key(number))
    }
}

impl Index {
    /// The outcomes of an engine, as of now.
    ///
    /// # Errors
    /// `no-catalogue` for an engine without one.
    pub fn of(engine: &Engine) -> Result<Self> {
        let mut builder = Builder::new(engine)?;
        for records in engine.persons() {
            builder.add(records.into_iter().cloned().collect())?;
        }
        Ok(builder.finish(engine.position()?))
    }

    /// What its outcomes rest on: the position of the ledger, its root where it is kept, the catalogue.
    #[must_use]
    pub fn position(&self) -> &Position {
        &self.position
    }

    /// Today's catalogue at that position.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.world.today.source
    }

    /// How many subject keys it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.roll.len()
    }

    /// True without a subject key.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes of memory the persons take, with their keys and the events that are kept of some; the catalogue, the scopes, and
    /// what has been worked out from such events come besides.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.roll.bytes().saturating_add(self.events.bytes())
    }

    /// Makes a question ready, to be asked about many persons and instants. A question that an engine prepared is prepared anew at each
    /// call.
    ///
    /// # Errors
    /// As [`Engine::prepare`]; `position-unknown` for a `known_at` that is not the position of this index.
    pub fn prepare(&self, template: &UseTemplate) -> Result<Prepared> {
        if let Some(position) = template.known_at.filter(|position| *position != self.position.size) {
            return Err(Error::new(
                "position-unknown",
                format_args!(
                    "expected the position {} of this index or none, found {position}; an engine answers about earlier ones",
                    self.position.size
                ),
            )
            .at_pointer("/known_at"));
        }
        Prepared::new(template, Arc::clone(&self.world), &self.symbols, self.common.scopes.list().len())
    }

    /// The plain answer to a prepared question about one person at one instant.
    ///
    /// # Errors
    /// As [`Index::prepare`], for a question that was prepared elsewhere.
    pub fn ask(&self, prepared: &Prepared, subject: &SubjectId, at: Instant) -> Result<Outcome> {
        let anew = self.current(prepared)?;
        let prepared = anew.as_deref().unwrap_or(prepared);
        let case = self.case(prepared, at);
        Ok(self.outcome(self.roll.find(subject.as_str().as_bytes()).map(|block| case.pick(block)), &case))
    }

    /// As [`Index::ask`], about many persons and instants; see [`Engine::ask_all`].
    ///
    /// # Errors
    /// As [`Index::ask`]; of one key, given as its answer: `subject-…` as [`SubjectId::new`].
    pub fn ask_all<'k>(
        &self,
        prepared: &Prepared,
        asked: impl IntoIterator<Item = (&'k str, Instant)>,
        answer: impl FnMut(Result<Outcome>),
    ) -> Result<()> {
        let anew = self.current(prepared)?;
        let prepared = anew.as_deref().unwrap_or(prepared);
        let asked = asked.into_iter().map(|(key, at)| (key.as_bytes(), at));
        self.roll.ask_all(asked, |at| self.case(prepared, at), |person, case| self.outcome(person, case), answer);
        Ok(())
    }

    /// Every subject for whom a use is covered at `at`: exact, never truncated.
    ///
    /// # Errors
    /// As [`Index::prepare`].
    pub fn subjects(&self, prepared: &Prepared, at: Instant) -> Result<Covered<'_>> {
        let anew = self.current(prepared)?;
        let case = self.case(anew.as_deref().unwrap_or(prepared), at);
        let mut found = Covered { index: self, covered: vec![0; self.len().div_ceil(64)], count: 0, partly: 0 };
        for block in self.roll.blocks() {
            match self.outcome(Some(case.pick(block)), &case) {
                Outcome::Covered => {
                    set_bit(&mut found.covered, block.number());
                    found.count = found.count.saturating_add(1);
                }
                Outcome::PartlyCovered => found.partly = found.partly.saturating_add(1),
                Outcome::NotCovered => {}
            }
        }
        Ok(found)
    }

    /// The question prepared anew, when it was prepared elsewhere: the numbers of scopes are each index's own.
    #[inline]
    fn current(&self, prepared: &Prepared) -> Result<Option<Box<Prepared>>> {
        if Arc::ptr_eq(&self.world, &prepared.world) { Ok(None) } else { self.anew(prepared) }
    }

    #[cold]
    fn anew(&self, prepared: &Prepared) -> Result<Option<Box<Prepared>>> {
        self.prepare(prepared.template()).map(Box::new).map(Some)
    }

    #[inline]
    fn case<'a>(&'a self, prepared: &'a Prepared, at: Instant) -> PlainCase<'a> {
        PlainCase::new(prepared, prepared.window(at), self.common.scopes.list(), at)
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    #[cfg_attr(target_arch = "wasm32", inline)]
    fn outcome(&self, person: Option<Picked<'_>>, case: &PlainCase<'_>) -> Outcome {
        let Some(person) = person else { return case.nobody() };
        if !person.block.is_plain() {
            return self.by_events(&person, case);
        }
        case.outcome(&person, None).unwrap_or_else(|missing| self.beyond(&person, case, missing))
    }

    /// The outcome when the consents do not say it.
    #[inline(never)]
    fn beyond(&self, person: &Picked<'_>, case: &PlainCase<'_>, missing: Missing) -> Outcome {
        if missing == Missing::Facts {
            let facts = unpack_facts(person.block.facts(), self.common.bonds.list());
            if let Ok(outcome) = case.outcome(person, Some(&facts)) {
                return outcome;
            }
        }
        self.by_events(person, case)
    }

    /// The outcome from the whole state.
    #[inline(never)]
    fn by_events(&self, person: &Picked<'_>, case: &PlainCase<'_>) -> Outcome {
        // INVARIANT (nothing is covered by silence): of whom the plain part may not say everything, the events are kept.
        let state = person.block.events().and_then(|place| self.events.state(place, |records| self.derive(records)));
        state.map_or(Outcome::NotCovered, |state| case.whole(state).outcome())
    }

    fn derive(&self, records: &[Record]) -> State {
        let mut state = derive(&records.iter().collect::<Vec<_>>(), &self.world, &self.symbols);
        self.common.find(&mut state);
        state
    }
}

/// Sets the bit of a dense number.
pub(crate) fn set_bit(words: &mut [u64], number: u32) {
    if let Some(word) = words.get_mut(index(number >> 6)) {
        *word |= 1_u64.wrapping_shl(number & 63);
    }
}

/// The numbers of the bits that are set.
pub(crate) fn bits(words: &[u64]) -> impl Iterator<Item = u32> + '_ {
    (0_u32..).zip(words).flat_map(|(at, word)| {
        let mut rest = *word;
        core::iter::from_fn(move || {
            let bit = rest.trailing_zeros();
            rest &= rest.wrapping_sub(1);
            (bit < 64).then_some(at.wrapping_mul(64).wrapping_add(bit))
        })
    })
}
