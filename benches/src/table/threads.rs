//! Threads that ask a ledger they share, while one records at a steady pace.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant as Clock};
use std::vec::IntoIter;

use consent_core::decide::{Outcome, Prepared};
use consent_core::ledger::{Event, Memory};
use consent_core::{Instant, Ledger, Shared};

use crate::Result;
use crate::contender::engine::{empty, load_keyed};
use crate::workload::events::Events;
use crate::workload::{Questions, World, catalogue};

/// Events a second that the writer records, and how many at once.
const PACE: u32 = 10_000;
const AT_ONCE: u32 = 100;

/// How many questions a reader asks between two looks at the clock.
const TURN: usize = 1_024;

/// Questions a second of one and of two reading threads, and the events a second that were recorded beside the two.
pub(super) struct Measured {
    pub(super) one: f64,
    pub(super) two: f64,
    pub(super) recorded: f64,
}

/// A shared ledger in memory with every person of a world, and what happens to those who come while it is asked.
fn shared(world: &World, time: Duration) -> Result<(Shared<Memory>, IntoIter<Event>)> {
    let catalogue = catalogue::build(world)?;
    let events = Events::new(world, &catalogue)?;
    let mut ledger = Ledger::open_with(Memory::new(), empty(&catalogue)?)?;
    let far = Instant::from_millis(crate::workload::LAST_QUESTION)?;
    for number in 0..world.subjects {
        for answer in ledger.record_all(events.of(&world.person(number))?, far, &mut consent_store::salt)? {
            answer?;
        }
    }
    let needed = f64::from(PACE) * time.as_secs_f64() * 4.0;
    let mut later = Vec::new();
    for number in world.subjects.. {
        if later.len() as f64 > needed {
            break;
        }
        later.extend(events.of(&world.person(number))?);
    }
    Ok((Shared::new(ledger), later.into_iter()))
}

/// Measures each number of readers for `time`, twice in turn; the better counts.
pub(super) fn threads(world: &World, time: Duration) -> Result<Measured> {
    let (shared, mut later) = shared(world, time)?;
    let prepared = {
        let reading = shared.read()?;
        let prepare = |asked| Ok(reading.engine().prepare(&catalogue::template(asked)?)?);
        world.uses.iter().map(prepare).collect::<Result<Vec<Prepared>>>()?
    };
    let mut measured = Measured { one: 0.0, two: 0.0, recorded: 0.0 };
    for _ in 0..2 {
        measured.one = measured.one.max(run(world, &shared, &prepared, &mut later, 1, time)?.0);
        let (two, recorded) = run(world, &shared, &prepared, &mut later, 2, time)?;
        if two > measured.two {
            measured.two = two;
            measured.recorded = recorded;
        }
    }
    Ok(measured)
}

fn run(
    world: &World,
    shared: &Shared<Memory>,
    prepared: &[Prepared],
    later: &mut IntoIter<Event>,
    readers: u64,
    time: Duration,
) -> Result<(f64, f64)> {
    let (over, asked) = (AtomicBool::new(false), AtomicU64::new(0));
    let start = Clock::now();
    let recorded = std::thread::scope(|scope| {
        for reader in 0..readers {
            let (over, asked) = (&over, &asked);
            scope.spawn(move || {
                let mut questions = Questions::new(world, 100 + reader);
                let mut keyed = Vec::new();
                while !over.load(Ordering::Relaxed) {
                    load_keyed(&mut keyed, &questions.mixed(TURN));
                    let covered = keyed.iter().filter(|(subject, use_, at)| {
                        let reading = shared.read();
                        reading.is_ok_and(|reading| {
                            let outcome = reading.engine().ask(&prepared[usize::from(*use_)], subject, *at);
                            outcome.is_ok_and(|outcome| outcome == Outcome::Covered)
                        })
                    });
                    std::hint::black_box(covered.count());
                    asked.fetch_add(u64::try_from(TURN).unwrap_or_default(), Ordering::Relaxed);
                }
            });
        }
        let recorded = record(shared, later, start, time);
        over.store(true, Ordering::Relaxed);
        recorded
    })?;
    let seconds = start.elapsed().as_secs_f64();
    Ok((asked.load(Ordering::Relaxed) as f64 / seconds, f64::from(recorded) / seconds))
}

/// Records at the pace for as long as `time`.
fn record(shared: &Shared<Memory>, later: &mut IntoIter<Event>, start: Clock, time: Duration) -> Result<u32> {
    let mut recorded = 0;
    while start.elapsed() < time {
        let due = Duration::from_secs(1) * recorded / PACE;
        if let Some(rest) = due.checked_sub(start.elapsed()) {
            std::thread::sleep(rest);
        }
        let count = later.len().min(usize::try_from(AT_ONCE)?);
        let at = Instant::from_millis(crate::workload::LAST_QUESTION)?;
        for answer in shared.record_all(later.by_ref().take(count), at, &mut consent_store::salt)? {
            answer?;
        }
        recorded += u32::try_from(count)?;
    }
    Ok(recorded)
}
