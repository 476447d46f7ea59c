//! A model of how threads share a ledger, under every order of steps that shuttle tries: `engine/shared.rs` in few words,
//! over locks that a scheduler drives. Each way to get it wrong is found, which shows that the model can see.

use shuttle::sync::{Arc, Mutex, MutexGuard, RwLock};
use shuttle::{check_pct, thread};

/// How often the model runs, each time in another order.
const RUNS: usize = 400;

/// So many changes of thread that an order needs to be found.
const DEPTH: usize = 4;

/// What is done wrongly.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    None,
    /// The event is put in its place before the storage keeps it.
    AdoptedBeforeKept,
    /// Recording returns before the event is in its place.
    ReturnsEarly,
    /// Events are worked out without the writer's lock.
    NoWriter,
    /// The events are put in their place by one who only reads.
    WritesAsReader,
}

/// The events in their places, and the lock that guards them.
struct Place {
    lock: RwLock<()>,
    /// For the model, which can do it wrongly, behind a lock of its own for each step.
    events: Mutex<Vec<u32>>,
}

impl Place {
    fn read<T>(&self, ask: impl FnOnce(&dyn Fn() -> Vec<u32>) -> T) -> T {
        let _reading = self.lock.read().unwrap();
        ask(&|| self.events.lock().unwrap().clone())
    }

    fn write(&self, fault: Fault, change: impl FnOnce(&mut dyn FnMut(u32))) {
        let push = &mut |event| self.events.lock().unwrap().push(event);
        if fault == Fault::WritesAsReader {
            let _reading = self.lock.read().unwrap();
            change(push);
        } else {
            let _writing = self.lock.write().unwrap();
            change(push);
        }
    }
}

struct Shared {
    ledger: Place,
    storage: Mutex<Vec<u32>>,
    writer: Mutex<()>,
}

impl Shared {
    fn new() -> Self {
        let ledger = Place { lock: RwLock::new(()), events: Mutex::new(Vec::new()) };
        Self { ledger, storage: Mutex::new(Vec::new()), writer: Mutex::new(()) }
    }

    /// Records two events that only have an effect together: a fact and a withdrawal.
    fn record(&self, events: [u32; 2], fault: Fault) {
        let writer: Option<MutexGuard<'_, ()>> = (fault != Fault::NoWriter).then(|| self.writer.lock().unwrap());
        // Worked out beside the engine: the position is the one that the storage must be at.
        let position = self.ledger.read(|events| events().len());
        let keep = || {
            let mut storage = self.storage.lock().unwrap();
            assert_eq!(storage.len(), position, "a change that was worked out at another position");
            storage.extend(events);
        };
        let adopt = || self.ledger.write(fault, |push| events.into_iter().for_each(push));
        if fault == Fault::AdoptedBeforeKept {
            adopt();
            keep();
        } else {
            keep();
            if fault == Fault::ReturnsEarly {
                drop(writer);
                thread::yield_now();
                return;
            }
            adopt();
        }
    }

    /// What is answered rests on whole changes that are kept.
    fn ask(&self, must_have: &[u32]) {
        self.ledger.read(|events| {
            let seen = events();
            assert!(seen.len().is_multiple_of(2), "half a change is seen");
            let kept = self.storage.lock().unwrap().clone();
            assert!(kept.starts_with(&seen), "an answer rests on what is not kept: {seen:?}, {kept:?}");
            assert!(must_have.iter().all(|event| seen.contains(event)), "recorded, but not seen");
            // While it is held, a view stays as it is.
            assert_eq!(events(), seen, "a view changed while it was held");
        });
    }
}

fn model(fault: Fault) {
    let shared = Arc::new(Shared::new());
    let recorded = Arc::new(Mutex::new(Vec::new()));
    let mut threads = Vec::new();
    for writer in 0..2_u32 {
        let (shared, recorded) = (Arc::clone(&shared), Arc::clone(&recorded));
        threads.push(thread::spawn(move || {
            for round in 0..2 {
                let first = 10 * (writer + 1) + 2 * round;
                shared.record([first, first + 1], fault);
                recorded.lock().unwrap().push(first + 1);
            }
        }));
    }
    for _ in 0..2 {
        let (shared, recorded) = (Arc::clone(&shared), Arc::clone(&recorded));
        threads.push(thread::spawn(move || {
            for _ in 0..3 {
                let must_have = recorded.lock().unwrap().clone();
                shared.ask(&must_have);
            }
        }));
    }
    for thread in threads {
        thread.join().unwrap();
    }
    let (seen, kept) = (shared.ledger.events.lock().unwrap().clone(), shared.storage.lock().unwrap().clone());
    assert_eq!(seen, kept, "the ledger and its storage part");
}

/// Whether some order of steps breaks it.
fn breaks(fault: Fault) -> bool {
    std::panic::catch_unwind(|| check_pct(move || model(fault), RUNS, DEPTH)).is_err()
}

#[test]
fn sharing_holds_in_every_order_that_is_tried() {
    check_pct(|| model(Fault::None), 4 * RUNS, DEPTH);
    shuttle::check_random(|| model(Fault::None), 4 * RUNS);
}

#[test]
fn the_model_finds_each_fault() {
    for (name, fault) in [
        ("adopted before kept", Fault::AdoptedBeforeKept),
        ("returns early", Fault::ReturnsEarly),
        ("no writer", Fault::NoWriter),
        ("writes as a reader", Fault::WritesAsReader),
    ] {
        assert!(breaks(fault), "nothing breaks with the fault: {name}");
    }
}
