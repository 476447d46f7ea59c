//! What is kept comes back as it was, in this and in other handles.

use consent_core::Ledger;
use consent_core::ledger::{Entry, SigningKey, Storage};
use consent_store::SqliteStorage;

use crate::world::{Folder, acts, catalogue, code, erasure, ledger, record};

/// Every entry as it was kept.
fn rows(storage: &impl Storage) -> Vec<consent_core::ledger::StoredEntry> {
    let mut rows = Vec::new();
    storage
        .read(0, &mut |stored| {
            rows.push(stored);
            Ok(())
        })
        .expect("every entry");
    rows
}

#[test]
fn a_ledger_is_the_same_when_it_is_opened_again() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    let first = ledger(&path, 40);
    let (head, records, kept) = (first.head(), first.engine().records().to_vec(), rows(first.storage()));
    drop(first);
    let again = Ledger::open(SqliteStorage::open(&path).expect("it opens")).expect("it is whole");
    assert_eq!(again.head(), head);
    assert_eq!(again.engine().records(), records);
    assert_eq!(again.storage().verify().expect("it verifies"), head);
    assert_eq!(rows(again.storage()), kept);
    for stored in kept {
        assert_eq!(again.storage().entry(stored.seq).expect("an entry"), stored);
        Entry::from_stored(stored).expect("an entry").check_parts().expect("its parts");
    }
    assert_eq!(again.storage().catalogues().expect("catalogues"), [catalogue()]);
    assert_eq!(code(again.storage().entry(head.size)), "position-unknown");
}

#[test]
fn one_file_is_left_when_it_is_closed() {
    let folder = Folder::new();
    drop(ledger(&folder.file("ledger.db"), 5));
    let mut names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["ledger.db", "ledger.db-lock"]);
}

#[test]
fn an_erased_event_comes_back_as_its_shell() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    let mut ledger = ledger(&path, 5);
    let root = ledger.engine().size();
    record(&mut ledger, [erasure("give-person-3", "person-3")]);
    // An event and its erasure in one batch: the payload is never written.
    record(&mut ledger, acts("brief").into_iter().chain([erasure("give-brief", "brief")]));
    let erased = ledger.audit().expect("all is accounted for");
    assert_eq!(erased.iter().map(|erased| erased.event.as_str()).collect::<Vec<_>>(), ["give-person-3", "give-brief"]);
    assert_eq!(ledger.engine().size(), root + 5);
    drop(ledger);
    let again = Ledger::open(SqliteStorage::open(&path).unwrap()).expect("it is whole");
    assert_eq!(again.audit().expect("all is accounted for"), erased);
    assert_eq!(again.storage().erasures_pending().expect("a number"), 0);
}

#[test]
fn a_reader_follows() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    let mut writer = ledger(&path, 5);
    let mut reader = Ledger::open(SqliteStorage::open_read_only(&path).unwrap()).expect("it is whole");
    assert_eq!(reader.head(), writer.head());
    record(&mut writer, acts("later"));
    assert_eq!(reader.follow().expect("it follows"), 3);
    assert_eq!(reader.head(), writer.head());
    assert_eq!(reader.follow().expect("it follows"), 0);
    let refused = reader.record_all(acts("refused"), crate::world::now(), &mut consent_store::salt);
    assert_eq!(code(refused), "storage-read-only");
    assert_eq!(reader.head(), writer.head(), "what was not kept was not applied");
}

#[test]
fn checkpoints_are_kept_and_the_latest_is_found() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    let key = SigningKey::from_seed("example.fi/ledger", &[7; 32]).expect("a key");
    let mut ledger = ledger(&path, 2);
    assert_eq!(ledger.storage().checkpoint().expect("none yet"), None);
    ledger.checkpoint("example.fi/ledger", &[&key]).expect("a checkpoint");
    record(&mut ledger, acts("later"));
    let latest = ledger.checkpoint("example.fi/ledger", &[&key]).expect("a checkpoint");
    drop(ledger);
    let again = SqliteStorage::open_read_only(&path).unwrap();
    assert_eq!(again.checkpoint().expect("a note"), Some(latest));
    assert_eq!(again.verify().expect("it verifies").size, 10);
}

#[test]
fn a_backup_of_a_ledger_in_use_is_the_same_ledger() {
    let folder = Folder::new();
    let mut ledger = ledger(&folder.file("ledger.db"), 30);
    let copy = folder.file("copy.db");
    assert_eq!(ledger.storage().backup(&copy).expect("a copy"), ledger.head());
    assert_eq!(code(ledger.storage().backup(&copy)), "ledger-exists");
    let before = ledger.head();
    record(&mut ledger, acts("later"));
    let restored = Ledger::open(SqliteStorage::open(&copy).unwrap()).expect("it is whole");
    assert_eq!(restored.head(), before);
    // A reader makes copies too.
    let reader = SqliteStorage::open_read_only(folder.file("ledger.db")).unwrap();
    assert_eq!(reader.backup(folder.file("other.db")).expect("a copy"), ledger.head());
}

#[test]
fn any_sqlite_program_can_read_it() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    let mut ledger = ledger(&path, 2);
    record(&mut ledger, [erasure("give-person-1", "person-1")]);
    let other = rusqlite::Connection::open(&path).expect("any program");
    let row = |id: &str| {
        let sql = "SELECT seq || ' ' || type || ' ' || subject || ' ' || at || ' ' || recorded_at || ' ' || coalesce(operator, '-') \
                   || ' ' || erased FROM events WHERE id = ?1";
        other.query_row(sql, [id], |row| row.get::<_, String>(0)).expect("the event")
    };
    assert_eq!(row("give-person-0"), "2 consent-given person-0 2026-06-01T09:00:00Z 2026-06-01T10:00:00Z helsinki 0");
    assert_eq!(row("give-person-1"), "5 consent-given person-1 2026-06-01T09:00:00Z 2026-06-01T10:00:00Z - 1");
    let problems: String = other.query_row("PRAGMA integrity_check", (), |row| row.get(0)).expect("an answer");
    assert_eq!(problems, "ok");
}
