//! Threads that ask while others record: after a withdrawal was recorded nobody gets *covered* any more.
//!
//! `CONSENT_ROUNDS` is how often each person gives and withdraws a consent.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use consent_core::decide::{Outcome, ProposedUse};
use consent_core::ledger::{Event, Memory};
use consent_core::view::SubjectsOptions;
use consent_core::{Engine, Instant, Ledger, Shared, SubjectId};
use serde_json::json;

use super::salts;
use crate::door::world::{Act, Book, Use, at, fact, given, published, withdrawn};

const PERSONS: usize = 6;
const WRITERS: usize = 2;
const READERS: usize = 6;

fn rounds() -> usize {
    std::env::var("CONSENT_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

fn person(number: usize) -> String {
    format!("person-{number}")
}

/// So many hours after the beginning of 2026. A round takes three: the consent, its withdrawal, the question.
fn hour(hours: usize) -> String {
    let start: Instant = "2026-02-01T00:00:00Z".parse().unwrap();
    Instant::from_millis(start.millis() + hours as i64 * 3_600_000).unwrap().to_string()
}

/// The question to a person about the time after the withdrawal of a round.
fn asked(number: usize, round: usize) -> ProposedUse {
    let question: Use = at(&hour(3 * round + 2));
    question.of(&person(number)).read()
}

fn event(act: Act, id: String) -> Event {
    act.id(&id).read().unwrap()
}

/// A ledger in which everybody is of age.
fn begun() -> Shared<Memory> {
    let catalogue = Book::new().read();
    let digest = catalogue.digest().unwrap().to_string();
    let mut ledger = Ledger::open_with(Memory::new(), Engine::with_hash_key([3, 5])).unwrap();
    ledger.add_catalogue(catalogue).unwrap();
    let mut salt = salts(1);
    let known = "2027-01-01T00:00:00Z".parse().unwrap();
    let publication = event(published(1, &digest).with("at", json!("2026-01-01T00:00:00Z")), "published".to_owned());
    ledger.record(publication, known, &mut salt).unwrap();
    for number in 0..PERSONS {
        let born = fact("birth_date", json!("1990-05-05"), "2026-01-01").of(&person(number));
        ledger.record(event(born, format!("born-{number}")), known, &mut salt).unwrap();
    }
    Shared::new(ledger)
}

/// How many withdrawals of a person were recorded, and how often somebody was covered at all.
struct Seen {
    withdrawn: Vec<AtomicUsize>,
    covered: AtomicU64,
    asked: AtomicU64,
    over: AtomicBool,
}

/// Gives and withdraws for every second person.
fn write(shared: &Shared<Memory>, seen: &Seen, writer: usize) {
    let mut salt = salts(100 + writer as u64);
    let known = "2027-01-01T00:00:00Z".parse().unwrap();
    for round in 0..rounds() {
        for number in (writer..PERSONS).step_by(WRITERS) {
            let consent = format!("c-{number}-{round}");
            let gives = event(given(&consent, &hour(3 * round)).of(&person(number)), format!("g-{number}-{round}"));
            shared.record(gives, known, &mut salt).unwrap();
            // Every other one in one batch with a fact about the same person.
            let mut acts =
                vec![event(withdrawn(&consent, &hour(3 * round + 1)).of(&person(number)), format!("w-{number}-{round}"))];
            if round % 2 == 1 {
                let born = fact("birth_date", json!("1990-05-05"), "2026-01-01").of(&person(number));
                acts.insert(0, event(born, format!("b-{number}-{round}")));
            }
            shared
                .record_all(acts, known, &mut salt)
                .unwrap()
                .into_iter()
                .for_each(|answer| assert!(answer.is_ok(), "{answer:?}"));
            seen.withdrawn[number].store(round + 1, Ordering::SeqCst);
        }
    }
}

/// Asks until the writers are done, in every way that there is.
fn read(shared: &Shared<Memory>, seen: &Seen, reader: usize) {
    let template = asked(0, 0).template();
    let prepared = shared.read().unwrap().engine().prepare(&template).unwrap();
    let mut turn = reader;
    while !seen.over.load(Ordering::SeqCst) {
        turn += 1;
        let number = turn % PERSONS;
        // First what is known to be recorded, then the question.
        let withdrawn = seen.withdrawn[number].load(Ordering::SeqCst);
        let round = withdrawn.saturating_sub(turn % 2);
        let question = asked(number, round);
        let must_not = round < withdrawn;
        let reading = shared.read().unwrap();
        let engine = reading.engine();
        let outcome = match turn % 4 {
            0 => engine.ask(&prepared, &question.subject, question.at).unwrap(),
            1 => {
                let mut outcome = None;
                let batch = [(question.subject.as_str(), question.at)];
                engine.ask_all(&prepared, batch, |answer| outcome = Some(answer.unwrap())).unwrap();
                outcome.unwrap()
            }
            2 => engine.decide(&question).unwrap().outcome,
            _ => {
                let list = engine.subjects(&template, question.at, SubjectsOptions::default()).unwrap();
                let is_listed = list.iter().any(|subject: &SubjectId| *subject == question.subject);
                if is_listed { Outcome::Covered } else { Outcome::NotCovered }
            }
        };
        drop(reading);
        seen.asked.fetch_add(1, Ordering::Relaxed);
        seen.covered.fetch_add(u64::from(outcome == Outcome::Covered), Ordering::Relaxed);
        assert!(
            !(must_not && outcome == Outcome::Covered),
            "covered after withdrawal {round} of {} was recorded",
            person(number)
        );
    }
}

#[test]
fn after_a_withdrawal_is_recorded_no_thread_gets_covered() {
    let shared = begun();
    let seen = Seen {
        withdrawn: (0..PERSONS).map(|_| AtomicUsize::new(0)).collect(),
        covered: AtomicU64::new(0),
        asked: AtomicU64::new(0),
        over: AtomicBool::new(false),
    };
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS)
            .map(|reader| {
                scope.spawn({
                    let (shared, seen) = (&shared, &seen);
                    move || read(shared, seen, reader)
                })
            })
            .collect();
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                scope.spawn({
                    let (shared, seen) = (&shared, &seen);
                    move || write(shared, seen, writer)
                })
            })
            .collect();
        let written: Vec<_> = writers.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        seen.over.store(true, Ordering::SeqCst);
        let read: Vec<_> = readers.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        assert!(written.iter().chain(&read).all(Result::is_ok), "a thread failed");
    });
    // All of it is there, and in between somebody was covered: the question can tell.
    let kept = shared.into_ledger().unwrap();
    let expected = 1 + PERSONS + PERSONS * (2 * rounds() + rounds() / 2);
    assert_eq!(kept.engine().records().len(), expected);
    let (asked, covered) = (seen.asked.into_inner(), seen.covered.into_inner());
    println!("{asked} questions, {covered} covered");
    let withdrawn_is_seen = kept.engine().decide(&self::asked(0, 0)).unwrap().outcome;
    assert_eq!(withdrawn_is_seen, Outcome::NotCovered);
}
