//! Many readers in other processes while one writes: they follow, and none sees half a batch.

use consent_core::Ledger;
use consent_store::SqliteStorage;

use crate::child::{self, Child};
use crate::world::{Folder, acts, begun, record};

const BATCHES: u64 = 40;
const BATCH: u64 = 30;

/// Follows until all batches are there, and says how often there was something new.
#[test]
#[ignore = "a process of its own, started by other tests"]
fn follows() {
    let Some(path) = child::path() else { return };
    let mut reader = Ledger::open(SqliteStorage::open_read_only(path).expect("it opens")).expect("it is whole");
    child::say("ready");
    let mut news = 0_u64;
    while reader.engine().size() < 1 + BATCHES * BATCH {
        let more = reader.follow().expect("it follows");
        assert_eq!(more % BATCH, 0, "half a batch");
        let verified = reader.storage().verify().expect("it is whole");
        assert_eq!((verified.size - 1) % BATCH, 0, "half a batch");
        assert!(verified.size >= reader.engine().size());
        news += u64::from(more > 0);
    }
    child::say(&format!("{news} {}", reader.head().root));
}

#[test]
fn readers_follow_a_writer() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    let mut writer = begun(SqliteStorage::create(&path).expect("a new ledger"));
    let mut readers: Vec<Child> = (0..3).map(|_| Child::of("readers::follows", &path)).collect();
    assert!(readers.iter_mut().all(|reader| reader.next().as_deref() == Some("ready")));
    for batch in 0..BATCHES {
        record(&mut writer, (0..BATCH / 3).flat_map(|person| acts(&format!("person-{batch}-{person}"))));
    }
    let root = writer.head().root.to_string();
    for reader in readers {
        let said = reader.says();
        let (news, seen) = said.first().and_then(|line| line.split_once(' ')).expect("what it saw");
        assert_eq!(seen, root);
        println!("a reader saw {BATCHES} batches in {news} steps");
    }
    let head = writer.head();
    drop(writer);
    assert_eq!(SqliteStorage::open(&path).expect("it opens").verify().expect("it is whole"), head);
}
