//! A person with a bar: a restriction (GDPR 18), which defeats also the legal basis that covers a use for everyone else.

use std::hint::black_box;

use consent_core::catalogue::Scope;
use consent_core::decide::{Outcome, Prepared};
use consent_core::index::{Builder, Index};
use consent_core::ledger::{Actor, Event, EventBody, Record};
use consent_core::{Id, Instant, SubjectId};

use crate::Result;
use crate::contender::engine::empty;
use crate::workload::events::Events;
use crate::workload::{FIRST_QUESTION, World, catalogue};

/// The person, and the use that is covered for everyone else.
#[derive(Debug)]
pub struct Barred {
    index: Index,
    prepared: Prepared,
    subject: SubjectId,
    at: Instant,
}

impl Barred {
    /// A world of this person.
    ///
    /// # Errors
    /// An answer that is not what the law says.
    pub fn new() -> Result<Self> {
        let world = World::new(1);
        let catalogue = catalogue::build(&world)?;
        let events = Events::new(&world, &catalogue)?;
        let engine = empty(&catalogue)?;
        let person = world.person(0);
        let (subject, free) = (Events::subject(person.key)?, Events::subject(World::key(1))?);
        let at = Instant::from_millis(FIRST_QUESTION)?;
        let restriction = Event {
            id: Id::new("restriction-1")?,
            subject: Some(subject.clone()),
            at: Instant::from_millis(FIRST_QUESTION - 1)?,
            by: Actor::person(),
            operator: None,
            reason: None,
            body: EventBody::BarSet { kind: Id::new("restriction")?, scope: Scope::default(), from: None, until: None },
        };
        let mut records = events.records(&person, engine.size())?;
        let seq = records.last().map_or(engine.size(), |record| record.seq + 1);
        records.push(Record { seq, recorded_at: restriction.at, actor_unverified: false, event: restriction });
        let mut builder = Builder::new(&engine)?;
        builder.add(records)?;
        let index = builder.finish(engine.position()?);
        let asked = world.uses.iter().find(|asked| world.open(asked, FIRST_QUESTION) == 0);
        let prepared =
            index.prepare(&catalogue::template(asked.ok_or("expected a use that a legal basis covers, found none")?)?)?;
        let barred = Self { index, prepared, subject, at };
        if barred.index.ask(&barred.prepared, &free, at)? != Outcome::Covered || !barred.ask() {
            return Err("expected that a restriction bars what is covered for others, found otherwise".into());
        }
        Ok(barred)
    }

    /// True when the use is barred for the person.
    #[must_use]
    pub fn ask(&self) -> bool {
        let outcome = self.index.ask(&self.prepared, black_box(&self.subject), self.at);
        outcome.is_ok_and(|outcome| outcome == Outcome::NotCovered)
    }
}
