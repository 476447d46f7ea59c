//! A ledger in memory that threads share, and what happens to those who come later.

use std::vec::IntoIter;

use consent_core::ledger::{Event, Memory};
use consent_core::{Instant, Ledger, Shared};

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
