//! A ledger in memory that threads share, and what happens to those who come later.

use std::vec::IntoIter;

use consent_core::ledger::{Actor, ActorRole, Event, EventBody, Memory, RecordedUse};
use consent_core::{Id, Instant, Ledger, Shared};

use crate::Result;
use crate::contender::engine::empty;
use crate::workload::events::Events;
use crate::workload::{LAST_QUESTION, World, catalogue};

/// How many events are recorded with one write.
pub const AT_ONCE: u32 = 100;

/// A shared ledger with every person of a world, and at least `more` events of persons that it has not.
///
/// # Errors
/// None, as the tests show.
pub fn shared(world: &World, more: u32) -> Result<(Shared<Memory>, IntoIter<Event>)> {
    let catalogue = catalogue::build(world)?;
    let events = Events::new(world, &catalogue)?;
    let mut ledger = Ledger::open_with(Memory::new(), empty(&catalogue)?)?;
    let known = Instant::from_millis(LAST_QUESTION)?;
    for number in 0..world.subjects {
        for answer in ledger.record_all(events.of(&world.person(number))?, known, &mut consent_store::salt)? {
            answer?;
        }
    }
    let mut later = Vec::new();
    for number in world.subjects.. {
        if later.len() >= usize::try_from(more)? {
            break;
        }
        later.extend(events.of(&world.person(number))?);
    }
    Ok((Shared::new(ledger), later.into_iter()))
}

/// A shared ledger with one person and `times` [`AT_ONCE`] accounts of uses of their data, and twice as many accounts as are recorded at once
/// that it has not.
///
/// # Errors
/// As [`shared`].
pub fn accounts(times: u32) -> Result<(Shared<Memory>, IntoIter<Event>)> {
    let world = World::new(1);
    let (shared, _) = shared(&world, 0)?;
    let asked = catalogue::template(&world.uses[0])?;
    let account = |number: u32| {
        let recorded = RecordedUse {
            controller: asked.controller.clone(),
            recipient: asked.recipient.clone(),
            purpose: asked.purpose.clone(),
            data_categories: asked.data_categories.clone(),
            operations: asked.operations.clone(),
            basis: Id::new("basis-1")?,
            case: None,
        };
        Ok(Event {
            id: Id::new(&format!("use-{number}"))?,
            subject: Some(Events::subject(World::key(0))?),
            at: Instant::from_millis(LAST_QUESTION)?,
            by: Actor { role: ActorRole::Controller, id: Some(asked.controller.clone()) },
            operator: None,
            reason: None,
            body: EventBody::UseRecorded(Box::new(recorded)),
        })
    };
    let mut all = (0..(times + 2) * AT_ONCE).map(account).collect::<Result<Vec<Event>>>()?.into_iter();
    for _ in 0..times {
        record_some(&shared, &mut all)?;
    }
    Ok((shared, all))
}

/// Records the next [`AT_ONCE`] events with one write. Returns how many there were.
///
/// # Errors
/// An event that the door refuses.
pub fn record_some(shared: &Shared<Memory>, later: &mut IntoIter<Event>) -> Result<u32> {
    let some: Vec<Event> = later.take(usize::try_from(AT_ONCE)?).collect();
    let count = u32::try_from(some.len())?;
    for answer in shared.record_all(some, Instant::from_millis(LAST_QUESTION)?, &mut consent_store::salt)? {
        answer?;
    }
    Ok(count)
}
