//! Many readers in other processes while one writes: they follow, and none sees half a batch.

use consent_core::Ledger;
use consent_store::SqliteStorage;

use crate::batches::{begin, check};
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

#[test]
fn copies_are_made_while_a_writer_appends() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    begin(&path);
    let mut writer = Child::of("kills::appends", &path);
    let mut known = 0;
    let mut sizes = Vec::new();
    for number in 0..10 {
        known = writer.next().expect("a batch").parse::<u64>().expect("a number") + 1;
        let copy = folder.file(&format!("copy-{number}.db"));
        let reader = SqliteStorage::open_read_only(&path).expect("it opens");
        let head = reader.backup(&copy).expect("a copy");
        let mut lines = Vec::new();
        reader.export(&mut lines).expect("its lines");
        let mut carried = SqliteStorage::create(folder.file(&format!("carried-{number}.db"))).expect("a ledger");
        carried.import(&mut lines.as_slice()).expect("it is taken");
        for storage in [&SqliteStorage::open(&copy).expect("it opens"), &carried] {
            check(storage, known, true).expect("whole batches");
        }
        sizes.push(head.size);
    }
    writer.kill();
    assert!(sizes.is_sorted() && sizes.last() > sizes.first(), "{sizes:?}");
    println!("copies of {sizes:?} events while {known} batches were written");
}
