//! Killed in the middle: no acknowledged event is lost, no half batch is seen, what was erased is gone, and the ledger opens.
//!
//! `CONSENT_KILLS` is the number of kills (by default few). A kill ends the process, not the machine: what the disk does in a power cut
//! is up to `synchronous=FULL`; a log that was cut off anywhere stands in for it here.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant as Clock};

use consent_core::Ledger;
use consent_store::SqliteStorage;
use rusqlite::Connection;

use crate::batches::{BATCH, Writer, begin, check, words_of_victim};
use crate::child::{self, Child};
use crate::world::Folder;

/// How many kills one ledger has to bear.
const EACH: u64 = 25;

/// Appends batches and says the number of each once it is acknowledged.
#[test]
#[ignore = "a process of its own, started by other tests"]
fn appends() {
    append_for_ever(true);
}

/// The same, without erasures, so that the log grows.
#[test]
#[ignore = "a process of its own, started by other tests"]
fn only_appends() {
    append_for_ever(false);
}

fn append_for_ever(erases: bool) {
    let Some(path) = child::path() else { return };
    let mut writer = Writer::new(SqliteStorage::open(path).expect("it opens"), erases).expect("it is read");
    loop {
        child::say(&writer.append().expect("it appends").to_string());
    }
}

/// A random number below a limit.
fn random(limit: u64) -> u64 {
    let salt = consent_store::salt().expect("randomness");
    u64::from_le_bytes(*salt.as_bytes().first_chunk().expect("32 bytes")) % limit
}

/// How long a process takes to start and to append some batches, in nanoseconds.
fn time_for_a_few_batches() -> u64 {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    begin(&path);
    let start = Clock::now();
    let mut child = Child::of("kills::appends", &path);
    while child.next().expect("a batch") != "4" {}
    child.kill();
    u64::try_from(start.elapsed().as_nanos()).expect("a short time")
}

#[test]
fn killed_at_random_moments() {
    let kills = std::env::var("CONSENT_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(EACH);
    let span = time_for_a_few_batches();
    let (mut acknowledged, mut more, mut early) = (0, 0, 0);
    for round in 0..kills.div_ceil(EACH) {
        let folder = Folder::new();
        let path = folder.file("ledger.db");
        begin(&path);
        let mut batches = 0;
        for _ in 0..EACH.min(kills - round * EACH) {
            let child = Child::of("kills::appends", &path);
            std::thread::sleep(Duration::from_nanos(random(2 * span)));
            let said = child.kill();
            let known = said.last().map_or(batches, |last| last.parse::<u64>().expect("a number") + 1);
            let storage = SqliteStorage::open(&path).expect("it opens after a kill");
            let found = check(&storage, known, true).expect("it is whole after a kill");
            assert!(found <= known + 1, "{known} batches were acknowledged, {found} are there");
            acknowledged += known - batches;
            more += found - known;
            early += u64::from(said.is_empty());
            batches = found;
        }
        Ledger::open(SqliteStorage::open(&path).expect("it opens")).expect("the engine reads it");
        let bytes = fs::read(&path).expect("the file");
        for batch in 0..batches.saturating_sub(1) {
            let erased = words_of_victim(batch).into_bytes();
            assert!(!bytes.windows(erased.len()).any(|window| window == erased), "batch {batch}");
        }
    }
    println!(
        "{kills} kills: {acknowledged} batches of {BATCH} acknowledged, none lost; {more} written whole, but not yet acknowledged"
    );
    println!("{early} kills before the first batch");
    assert!(acknowledged > 0);
}

#[test]
fn a_log_that_was_cut_off_anywhere() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    begin(&path);
    // Somebody who holds on to the beginning keeps all that follows in the log.
    let holds_on = Connection::open(&path).unwrap();
    holds_on.execute_batch("BEGIN; SELECT count(*) FROM entries").unwrap();
    let mut child = Child::of("kills::only_appends", &path);
    let mut said = 0;
    while said < 7 {
        said = child.next().expect("a batch").parse::<u64>().expect("a number");
    }
    child.kill();
    let (file, log) = (fs::read(&path).unwrap(), fs::read(folder.file("ledger.db-wal")).unwrap());
    let cut = folder.file("cut.db");
    let mut found = Vec::new();
    let step = log.len() / 60;
    for length in (0..log.len()).step_by(step.max(1)).chain([log.len()]) {
        fs::write(&cut, &file).unwrap();
        fs::write(folder.file("cut.db-wal"), &log[..length]).unwrap();
        let storage = SqliteStorage::open(&cut).expect("it opens");
        found.push(check(&storage, 0, false).expect("whole batches"));
        drop(storage);
        fs::remove_file(Path::new(&cut)).unwrap();
    }
    assert!(found.is_sorted() && found.first() == Some(&0) && found.last() > Some(&said), "{found:?}");
    println!("a log of {} bytes, cut at {} lengths: {found:?} batches", log.len(), found.len());
}
