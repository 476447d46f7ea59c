//! What is erased is gone from the disk, or the call says that it is not yet.

use std::path::Path;
use std::process::Command;

use consent_core::ledger::{Entry, Payload, Storage as _};
use consent_core::{Id, Ledger, SubjectId};
use consent_store::SqliteStorage;

use crate::world::{Folder, acts, code, erasure, ledger, now, reason, record};

/// What an event's row holds that has to go: the whole event, a distinctive part of it, and the salt.
fn secrets(storage: &SqliteStorage, seq: u64) -> Vec<Vec<u8>> {
    let stored = storage.entry(seq).expect("an entry");
    let person = Entry::from_stored(stored.clone()).expect("an entry").record().event.subject.clone().expect("a person");
    let Payload::Whole { event, salt } = stored.payload else { panic!("it is whole") };
    let mut secrets = vec![salt.as_bytes().to_vec(), event.clone().into_bytes()];
    if event.contains("reason") {
        secrets.push(reason(person.as_str()).into_bytes());
    }
    secrets
}

/// Every file of a folder, read by another process: closing a file here would drop the locks that SQLite has on it.
fn bytes(folder: &Folder) -> Vec<u8> {
    let files = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    Command::new("cat").args(files).output().expect("all bytes").stdout
}

fn has(bytes: &[u8], secret: &[u8]) -> bool {
    let first = secret[0];
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == first) {
        if rest[at..].starts_with(secret) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

fn seq_of(ledger: &Ledger<SqliteStorage>, id: &str) -> u64 {
    ledger.engine().records().iter().find(|record| record.event.id.as_str() == id).expect("the event").seq
}

/// Some ledgers have words that fill pages of their own.
fn wordy(path: &Path, words: usize) -> Ledger<SqliteStorage> {
    let mut ledger = ledger(path, 40);
    for number in 0..20 {
        let person = format!("wordy-{number}");
        let mut events = acts(&person);
        events[1].reason = Some(reason(&person).repeat(words));
        record(&mut ledger, events);
    }
    ledger
}

#[test]
fn no_byte_of_what_was_erased_stays() {
    for words in [1, 40, 900] {
        let folder = Folder::new();
        let mut ledger = wordy(&folder.file("ledger.db"), words);
        let mut gone = Vec::new();
        let victims = ["person-0", "person-7", "wordy-3", "person-39", "wordy-19", "wordy-0", "wordy-11", "person-8", "person-6"];
        for (number, person) in victims.into_iter().enumerate() {
            let id = format!("give-{person}");
            let secrets = secrets(ledger.storage(), seq_of(&ledger, &id));
            let before = bytes(&folder);
            assert!(
                secrets.iter().take(if words == 1 { 3 } else { 1 }).all(|secret| has(&before, secret)),
                "they are there before"
            );
            gone.extend(secrets);
            record(&mut ledger, [erasure(&id, person)]);
            // The rows around go on living.
            if number % 3 == 0 {
                record(&mut ledger, acts(&format!("between-{number}")));
            }
            let after = bytes(&folder);
            assert!(gone.iter().all(|secret| !has(&after, secret)), "{words} words: erased with {person}");
        }
        let head = ledger.head();
        drop(ledger);
        let after = bytes(&folder);
        assert!(gone.iter().all(|secret| !has(&after, secret)));
        let again = Ledger::open(SqliteStorage::open(folder.file("ledger.db")).unwrap()).expect("it is whole");
        assert_eq!((again.head(), again.audit().expect("it is accounted for").len()), (head, 9));
    }
}

/// Who erases, and why.
fn office() -> consent_core::Erasure {
    consent_core::Erasure {
        by: erasure("give-person-17", "person-17").by,
        at: "2026-06-01T09:45:00Z".parse().unwrap(),
        recorded_at: "2026-06-01T09:45:00Z".parse().unwrap(),
        operator: None,
        reason: Some("pyynnöstä".to_owned()),
        id_prefix: "erased-".to_owned(),
    }
}

#[test]
fn a_whole_person_is_erased_in_one_call() {
    let folder = Folder::new();
    let mut ledger = ledger(&folder.file("ledger.db"), 30);
    let person: SubjectId = "person-17".parse().unwrap();
    let first = seq_of(&ledger, "birth-person-17");
    let secrets: Vec<Vec<u8>> = (first..first + 3).flat_map(|seq| secrets(ledger.storage(), seq)).collect();
    assert_eq!(ledger.erase_subject(&person, &office(), &mut consent_store::salt).expect("an erasure"), 3);
    let after = bytes(&folder);
    assert!(secrets.iter().all(|secret| !has(&after, secret)));
    assert_eq!(ledger.audit().expect("it is accounted for").len(), 3);
}

#[test]
fn a_reader_in_the_way_makes_an_erasure_wait() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    let mut ledger = ledger(&path, 10);
    let seq = seq_of(&ledger, "give-person-4");
    let secrets = secrets(ledger.storage(), seq);
    let reader = SqliteStorage::open_read_only(&path).expect("a reader");
    let mut asked = false;
    reader
        .read(0, &mut |_| {
            // The reader sees the ledger as it was all the while.
            if !std::mem::replace(&mut asked, true) {
                // Who records the erasure is told that it is recorded, who erases that it is not finished.
                let recorded = ledger.record(erasure("give-person-4", "person-4"), now(), &mut consent_store::salt).unwrap();
                assert!(!recorded.already_known);
                let again = ledger.erase(&[Id::new("give-person-4").unwrap()], &office(), &mut consent_store::salt);
                assert_eq!(code(again), "erasure-pending");
                let more = ledger.erase(&[Id::new("give-person-5").unwrap()], &office(), &mut consent_store::salt);
                assert_eq!(code(more), "erasure-pending");
            }
            Ok(())
        })
        .expect("the reader is not disturbed");
    assert!(asked);
    // Recorded, in force and told; but not finished.
    assert_eq!(ledger.audit().expect("it is accounted for").len(), 2);
    assert_eq!(ledger.storage().erasures_pending().expect("a number"), 2);
    assert!(secrets.iter().any(|secret| has(&bytes(&folder), secret)), "the old bytes are still there");
    // The same call finishes it, and has nothing else to do.
    assert_eq!(
        ledger
            .erase(&[Id::new("give-person-4").unwrap()], &office(), &mut consent_store::salt)
            .expect("nobody is in the way any more"),
        0
    );
    assert_eq!(ledger.storage().erasures_pending().expect("a number"), 0);
    assert!(secrets.iter().all(|secret| !has(&bytes(&folder), secret)));
}

#[test]
fn opening_finishes_what_was_left() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    let first = ledger(&path, 10);
    let secrets = secrets(first.storage(), seq_of(&first, "give-person-4"));
    let mut writer = Some(first);
    let reader = SqliteStorage::open_read_only(&path).expect("a reader");
    reader
        .read(0, &mut |_| {
            if let Some(mut writer) = writer.take() {
                writer.record(erasure("give-person-4", "person-4"), now(), &mut consent_store::salt).unwrap();
                // The writer goes away, and another comes while the reader still reads: it may write, the erasure waits on.
                drop(writer);
                let storage = SqliteStorage::open(&path).expect("another writer");
                assert_eq!(storage.erasures_pending().expect("a number"), 1);
            }
            Ok(())
        })
        .expect("the reader is not disturbed");
    assert!(secrets.iter().any(|secret| has(&bytes(&folder), secret)), "the old bytes are still there");
    let storage = SqliteStorage::open(&path).expect("the next writer");
    assert_eq!(storage.erasures_pending().expect("a number"), 0);
    assert!(secrets.iter().all(|secret| !has(&bytes(&folder), secret)));
}
