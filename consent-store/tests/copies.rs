//! A copy of the ledger file alone, made as people do: what takes away is in it.

use std::path::Path;
use std::process::Command;

use consent_core::ledger::EventType;
use consent_core::{Engine, Ledger};
use consent_store::SqliteStorage;

use crate::child::{self, Child};
use crate::world::{Folder, acts, ledger, record};

/// Opens a copy of the ledger file without what lies beside it, made by another process: closing the file here would drop SQLite's
/// locks.
fn copied(path: &Path, to: &Path) -> Engine {
    assert!(Command::new("cp").arg(path).arg(to).status().expect("cp").success());
    Ledger::open(SqliteStorage::open_read_only(to).expect("it opens")).expect("it is whole").into_engine()
}

fn has(engine: &Engine, id: &str) -> bool {
    engine.records().iter().any(|record| record.event.id.as_str() == id)
}

#[test]
fn a_withdrawal_is_in_the_file_once_it_is_acknowledged() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    let mut writer = ledger(&path, 1);
    let reader = Ledger::open(SqliteStorage::open_read_only(&path).expect("it opens")).expect("it is whole");
    let [birth, give, withdraw] = acts("anna");
    record(&mut writer, [birth]);
    record(&mut writer, [give]);
    assert!(!has(&copied(&path, &folder.file("early.db")), "give-anna"), "else this test shows nothing");
    record(&mut writer, [withdraw]);
    let late = copied(&path, &folder.file("late.db"));
    assert!(has(&late, "give-anna") && has(&late, "withdraw-anna"));
    drop((reader, writer));
}

#[test]
fn a_reader_that_outlives_the_writer_holds_nothing_back() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    let mut writer = ledger(&path, 1);
    let reader = Ledger::open(SqliteStorage::open_read_only(&path).expect("it opens")).expect("it is whole");
    let [birth, give, _] = acts("anna");
    record(&mut writer, [birth, give]);
    let head = writer.head();
    drop(writer);
    assert_eq!(copied(&path, &folder.file("copy.db")).size(), head.size);
    drop(reader);
    assert_eq!(copied(&path, &folder.file("again.db")).size(), head.size);
}

/// Holds on to how the ledger was, says so, and lets go when told.
#[test]
#[ignore = "a process of its own, started by other tests"]
fn holds_on() {
    let Some(path) = child::path() else { return };
    let connection = rusqlite::Connection::open(&path).expect("it opens");
    connection.execute_batch("BEGIN; SELECT count(*) FROM entries").expect("it reads");
    child::say("holding");
    std::thread::sleep(std::time::Duration::from_secs(60));
}

#[test]
fn what_a_reader_held_up_is_caught_up_with_later() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    let mut writer = ledger(&path, 1);
    let [birth, give, withdraw] = acts("anna");
    record(&mut writer, [birth, give]);
    let mut reader = Child::of("copies::holds_on", &path);
    assert_eq!(reader.next().as_deref(), Some("holding"));
    // It is recorded all the same, and at once.
    record(&mut writer, [withdraw]);
    assert!(!has(&copied(&path, &folder.file("held.db")), "withdraw-anna"), "else this test shows nothing");
    reader.kill();
    let [birth, ..] = acts("bert");
    record(&mut writer, [birth]);
    assert!(has(&copied(&path, &folder.file("free.db")), "withdraw-anna"));
}

/// What is kept back until the next such event is only what can add.
#[test]
fn what_only_gives_adds_to_what_is_covered() {
    let giving = EventType::ALL.iter().filter(|kind| kind.only_gives()).map(|kind| kind.word());
    assert_eq!(
        giving.collect::<Vec<_>>(),
        [
            "consent-requested",
            "consent-given",
            "consent-renewed",
            "consent-resumed",
            "bar-lifted",
            "objection-overruled",
            "relationship-started",
            "representation-started",
            "use-recorded"
        ]
    );
}
