//! Threads that ask a ledger they share, while one records at a steady pace.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant as Clock};
use std::vec::IntoIter;

use consent_core::Shared;
use consent_core::decide::{Outcome, Prepared};
use consent_core::ledger::{Event, Memory};

use crate::Result;
use crate::contender::engine::load_keyed;
use crate::recording::{record_some, shared};
use crate::workload::{Questions, World, catalogue};

/// Events a second that the writer records.
const PACE: u32 = 10_000;

/// How many questions a reader asks between two looks at the clock.
const TURN: usize = 1_024;

/// Questions a second of one and of two reading threads, and the events a second that were recorded beside the two.
pub(super) struct Measured {
    pub(super) one: f64,
    pub(super) two: f64,
    pub(super) recorded: f64,
}

/// Measures each number of readers for `time`, twice in turn; the better counts.
pub(super) fn threads(world: &World, time: Duration) -> Result<Measured> {
    // Twice one thread and twice two.
    let (shared, mut later) = shared(world, PACE.saturating_mul(u32::try_from(time.as_secs() + 1)? * 4))?;
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
        recorded += record_some(shared, later)?;
    }
    Ok(recorded)
}
