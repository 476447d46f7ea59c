//! The differential proof: on random worlds every path of the engine gives the answers of the naive evaluator.
//!
//! `CONSENT_QUESTIONS` is how many questions are asked (by default few, so that the tests stay quick); `cargo xtask prove`
//! asks ten million. A question is one person, one instant, one use and one position of the ledger; the naive evaluator
//! answers it once, and every row of [`paths::PATHS`] has to agree. A world is made from one number, which a failure
//! prints with the smallest world that still fails.
//!
//! Beside the answers it is counted what each rule of the specification decided: the answers that the naive evaluator
//! would not have given without it ([`tally`]).

mod paths;
mod round;
mod small;
mod tally;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant as Clock;

use crate::worlds::{Draw, World};
pub(crate) use paths::difference;
use round::Failure;
use tally::Tally;

/// The questions, unless the environment says otherwise.
const FEW: u64 = 4_000;

/// From so many questions on every rule must have decided some.
const MANY: u64 = 10_000_000;

/// So many answers every rule must have decided then.
const DECIDED: u64 = 1_000;

fn questions() -> u64 {
    std::env::var("CONSENT_QUESTIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(FEW)
}

/// The number from which all worlds come.
fn seed() -> u64 {
    std::env::var("CONSENT_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(20_261_126)
}

/// Asks about world after world on every core until there were enough questions.
fn prove(wanted: u64, seed: u64) -> Result<Tally, (u64, Failure)> {
    let tally = Tally::default();
    let (next, found, over) = (AtomicU64::new(0), Mutex::new(None), AtomicBool::new(false));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while tally.questions() < wanted && !over.load(Ordering::Relaxed) {
                    // Neighbouring numbers make unrelated worlds.
                    let number = Draw::new(seed.wrapping_add(next.fetch_add(1, Ordering::Relaxed))).number();
                    if let Err(failure) = round::world(&World::from_number(number), &tally) {
                        over.store(true, Ordering::Relaxed);
                        found.lock().expect("no thread panicked").get_or_insert((number, failure));
                    }
                }
            });
        }
    });
    match found.into_inner().expect("no thread panicked") {
        Some(failure) => Err(failure),
        None => Ok(tally),
    }
}

#[test]
fn every_path_agrees_with_the_naive_evaluator() {
    let started = Clock::now();
    let tally = match prove(questions(), seed()) {
        Ok(tally) => tally,
        Err((number, failure)) => panic!("world {number}: {}", round::smallest(failure)),
    };
    let asked = tally.questions();
    println!("{tally}");
    println!("{asked} questions in {:.0} s", started.elapsed().as_secs_f64());
    let rare = tally.rarer_than(DECIDED);
    if asked >= MANY {
        assert!(rare.is_empty(), "rules that decided fewer than {DECIDED} answers: {rare:?}");
    }
    // Every path was asked the same.
    let paths: BTreeMap<&str, u64> = tally.paths();
    assert!(paths.values().all(|questions| *questions == asked), "{asked} questions, but by path {paths:?}");
}
