//! Deciders and recorders at the same time: when `record` has returned, nobody gets the old answer.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use consent::*;

use crate::host::{LATER, WELFARE, decide, demonstration, moving, query, record};
use crate::ledgers::{Folder, open};

const DECIDERS: usize = 8;
const RECORDERS: usize = 2;

/// How often each recorder gives and takes back, unless the environment says otherwise.
fn rounds() -> u64 {
    std::env::var("CONSENT_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(10)
}

/// A grown-up's permission to pass on the records of student welfare.
fn grant(template: &str, subject: &str, round: u64) -> String {
    template
        .replace("moving-yes", &format!("yes-{subject}-{round}"))
        .replace("permission-2f6c", &format!("permission-{subject}-{round}"))
        .replace("pupil-a81f", subject)
}

fn withdrawal(subject: &str, round: u64) -> String {
    format!(
        r#"{{"id":"no-{subject}-{round}","type":"consent-withdrawn","subject":"{subject}","at":"2026-08-10T09:30:00+03:00",
            "by":{{"role":"self"}},"consent":"permission-{subject}-{round}"}}"#
    )
}

/// How far a recorder has come: `GIVING`, `GIVEN`, `TAKING`, `TAKEN`, and round again.
#[derive(Default)]
struct Story {
    stage: AtomicU64,
    /// How many answers were compared with a stage that did not change while they were asked for.
    compared: AtomicU64,
}

const GIVEN: u64 = 1;
const TAKEN: u64 = 3;

impl Story {
    /// The next stage; one in which nothing is recorded lasts until somebody has looked.
    fn next(&self) {
        let stage = self.stage.fetch_add(1, Ordering::SeqCst) + 1;
        if matches!(stage % 4, GIVEN | TAKEN) {
            let before = self.compared.load(Ordering::SeqCst);
            while self.compared.load(Ordering::SeqCst) == before {
                std::thread::yield_now();
            }
        }
    }
}

#[test]
fn when_record_returns_nobody_gets_the_old_answer() {
    deciders_and_recorders(&moving(0));
}

#[test]
fn when_a_file_was_written_nobody_gets_the_old_answer() {
    let folder = Folder::new("threads");
    let engine = open(&folder.ledger(), CONSENT_OPEN_CREATE).unwrap();
    deciders_and_recorders(&demonstration(engine));
}

fn deciders_and_recorders(engine: &consent_engine) {
    let template = String::from_utf8(crate::host::lines(3, 4)).unwrap();
    let facts = String::from_utf8(crate::host::lines(0, 3)).unwrap();
    let subjects: Vec<String> = (0..RECORDERS).map(|number| format!("pupil-{number}")).collect();
    for subject in &subjects {
        for fact in facts.lines() {
            let own = fact.replace("pupil-a81f", subject).replace("\"moving-", &format!("\"{subject}-"));
            let own = own.replace(&format!("\"{subject}-transfer"), "\"moving-transfer");
            record(engine, own.as_bytes(), LATER).unwrap();
        }
    }
    let stories: Vec<Story> = (0..RECORDERS).map(|_| Story::default()).collect();
    let over = AtomicBool::new(false);
    let welfare = &*query(engine, WELFARE, CONSENT_WANT_REASON).unwrap();
    std::thread::scope(|scope| {
        let recorders: Vec<_> = subjects
            .iter()
            .zip(&stories)
            .map(|(subject, story)| {
                let template = &template;
                scope.spawn(move || {
                    for round in 0..rounds() {
                        record(engine, grant(template, subject, round).as_bytes(), LATER).unwrap();
                        story.next();
                        story.next();
                        record(engine, withdrawal(subject, round).as_bytes(), LATER).unwrap();
                        story.next();
                        story.next();
                    }
                })
            })
            .collect();
        for number in 0..DECIDERS {
            let (subject, story, over) = (&subjects[number % RECORDERS], &stories[number % RECORDERS], &over);
            scope.spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    let before = story.stage.load(Ordering::SeqCst);
                    let answer = decide(welfare, subject.as_bytes(), LATER).unwrap();
                    // On a machine of few processors the recorders want to get on, too.
                    std::thread::yield_now();
                    if story.stage.load(Ordering::SeqCst) == before {
                        match before % 4 {
                            GIVEN => assert_eq!(answer.covered, 1, "the permission was recorded"),
                            TAKEN => assert_eq!(answer.covered, 0, "the withdrawal was recorded"),
                            _ => continue,
                        }
                        story.compared.fetch_add(1, Ordering::SeqCst);
                    }
                }
            });
        }
        let ended: Vec<_> = recorders.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        over.store(true, Ordering::Relaxed);
        assert!(ended.iter().all(Result::is_ok), "a recorder failed");
    });
    for story in &stories {
        assert!(story.compared.load(Ordering::SeqCst) >= 2 * rounds());
    }
    for subject in &subjects {
        let answer = decide(welfare, subject.as_bytes(), LATER).unwrap();
        assert_eq!((answer.covered, answer.reason), (0, CONSENT_REASON_WITHDRAWN));
        assert_eq!(answer.position, 1 + (RECORDERS as u64) * (3 + 2 * rounds()));
    }
}
