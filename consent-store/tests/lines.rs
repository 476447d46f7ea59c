//! A ledger as JSON Lines: the same ledger afterwards, or refused.

use std::io::{BufReader, Write};

use consent_core::Ledger;
use consent_core::ledger::{Entry, Payload, SigningKey, Storage as _};
use consent_store::SqliteStorage;

use crate::world::{Folder, catalogue, code, erasure, ledger, reason, record};

/// A ledger with erased events and two checkpoints, and its lines.
fn exported(folder: &Folder, persons: u32) -> (Ledger<SqliteStorage>, Vec<u8>) {
    let key = SigningKey::from_seed("example.fi/ledger", &[7; 32]).expect("a key");
    let mut ledger = ledger(&folder.file("ledger.db"), persons);
    ledger.checkpoint("example.fi/ledger", &[&key]).expect("a checkpoint");
    record(&mut ledger, [erasure("give-person-1", "person-1")]);
    ledger.checkpoint("example.fi/ledger", &[&key]).expect("a checkpoint");
    let mut lines = Vec::new();
    assert_eq!(ledger.storage().export(&mut lines).expect("its lines"), ledger.head());
    (ledger, lines)
}

fn import(storage: &mut SqliteStorage, lines: &[u8]) -> consent_core::Result<consent_core::ledger::Head> {
    storage.import(&mut BufReader::new(lines))
}

#[test]
fn an_exported_ledger_comes_back_as_it_was() {
    let folder = Folder::new();
    let (ledger, lines) = exported(&folder, 20);
    let mut storage = SqliteStorage::create(folder.file("other.db")).expect("a new ledger");
    assert_eq!(import(&mut storage, &lines).expect("it is taken"), ledger.head());
    assert_eq!(storage.catalogues().expect("catalogues"), [catalogue()]);
    assert_eq!(storage.checkpoint().expect("a note"), ledger.storage().checkpoint().expect("a note"));
    let mut again = Vec::new();
    storage.export(&mut again).expect("its lines");
    assert!(again == lines, "the same bytes");
    assert_eq!(code(import(&mut storage, &lines)), "ledger-not-empty");
    let other = Ledger::open(storage).expect("it is whole");
    assert_eq!(other.engine().records(), ledger.engine().records());
    assert_eq!(other.audit().expect("it is accounted for"), ledger.audit().expect("it is accounted for"));
}

#[test]
fn an_empty_ledger_can_be_carried_too() {
    let folder = Folder::new();
    let mut lines = Vec::new();
    let head = SqliteStorage::create(folder.file("ledger.db")).expect("a ledger").export(&mut lines).expect("its lines");
    assert_eq!((head.size, lines.iter().filter(|byte| **byte == b'\n').count()), (0, 1));
    let mut storage = SqliteStorage::create(folder.file("other.db")).expect("a ledger");
    assert_eq!(import(&mut storage, &lines).expect("it is taken"), head);
}

#[test]
fn lines_left_out_moved_or_cut_off_are_refused() {
    let folder = Folder::new();
    let (ledger, lines) = exported(&folder, 6);
    let lines: Vec<&[u8]> = lines.split_inclusive(|byte| *byte == b'\n').collect();
    let size = usize::try_from(ledger.head().size).expect("a number");
    // One catalogue, the entries, two checkpoints, the end.
    assert_eq!(lines.len(), 1 + size + 2 + 1);
    let mut storage = SqliteStorage::create(folder.file("other.db")).expect("a ledger");
    let mut refused = |lines: Vec<&[u8]>, position: Option<usize>, what: &str| {
        let error = import(&mut storage, &lines.concat()).expect_err(what);
        if let Some(position) = position {
            assert_eq!(error.position(), u64::try_from(position).ok(), "{what}: {error:?}");
        }
    };
    for at in 0..lines.len() {
        let entry = (1..=size).contains(&at).then(|| at - 1);
        refused(lines[..at].to_vec(), Some(at.saturating_sub(1).min(size)), &format!("cut off before line {at}"));
        let mut cut = lines[..at].to_vec();
        cut.push(&lines[at][..lines[at].len() - 1]);
        refused(cut, None, &format!("cut off at the end of line {at}"));
        let mut fewer = lines.clone();
        fewer.remove(at);
        // Behind the last entry there is nothing that could be in its place.
        refused(fewer, entry.filter(|seq| seq + 1 < size), &format!("without line {at}"));
        let mut twice = lines.clone();
        twice.insert(at, lines[at]);
        refused(twice, entry.map(|seq| seq + 1), &format!("line {at} twice"));
        if let Some(next) = lines.get(at + 1) {
            let mut swapped = lines.clone();
            (swapped[at], swapped[at + 1]) = (next, lines[at]);
            refused(swapped, entry.filter(|seq| seq + 1 < size), &format!("line {at} after the next"));
        }
    }
    assert_eq!(import(&mut storage, &lines.concat()).expect("whole lines are taken"), ledger.head(), "nothing was taken before");
}

/// `CONSENT_TAMPER=all`: every bit of 50 entries; else every 17th.
#[test]
fn no_bit_of_a_line_can_change() {
    let folder = Folder::new();
    let (ledger, _) = exported(&folder, 16);
    let stride = if std::env::var("CONSENT_TAMPER").is_ok_and(|which| which == "all") { 1 } else { 17 };
    let mut flips = 0;
    let mut lines = 0;
    for seq in 0..50 {
        let entry = Entry::from_stored(ledger.storage().entry(seq).expect("an entry")).expect("an entry");
        let mut line = entry.to_json().expect("a line").into_bytes();
        assert_eq!(Entry::from_json(&line).expect("an entry"), entry);
        for bit in (0..line.len() * 8).step_by(stride) {
            line[bit / 8] ^= 1 << (bit % 8);
            assert!(Entry::from_json(&line).is_err(), "entry {seq}, bit {bit}");
            line[bit / 8] ^= 1 << (bit % 8);
            flips += 1;
        }
        lines += 1;
    }
    println!("{flips} bits of {lines} exported entries flipped, each refused");
}

#[test]
fn no_bit_of_a_file_can_change() {
    let folder = Folder::new();
    let (ledger, mut lines) = exported(&folder, 6);
    let samples = if std::env::var("CONSENT_TAMPER").is_ok_and(|which| which == "all") { 5_000 } else { 150 };
    let mut storage = SqliteStorage::create(folder.file("other.db")).expect("a ledger");
    let entries = lines.iter().position(|byte| *byte == b'\n').expect("the catalogue");
    for sample in 0..samples {
        // The catalogue is longer than all the rest.
        let from = if sample % 5 == 0 { 0 } else { entries };
        let bit = from * 8 + sample * 7_919 * 104_729 % ((lines.len() - from) * 8);
        lines[bit / 8] ^= 1 << (bit % 8);
        let error = import(&mut storage, &lines).expect_err("it is found");
        assert!(!error.to_string().contains("lukee"), "{error}");
        lines[bit / 8] ^= 1 << (bit % 8);
    }
    assert_eq!(import(&mut storage, &lines).expect("the whole file is taken"), ledger.head());
    println!("{samples} bits of a file of {} bytes flipped, each refused", lines.len());
}

#[test]
fn a_line_that_is_another_way_to_say_the_same_is_refused() {
    let folder = Folder::new();
    let (_, lines) = exported(&folder, 2);
    let text = String::from_utf8(lines).expect("text");
    let mut storage = SqliteStorage::create(folder.file("other.db")).expect("a ledger");
    for (what, other) in [
        ("line ends of another system", text.replace('\n', "\r\n")),
        ("an empty line", text.replacen('\n', "\n\n", 1)),
        ("a space", text.replacen("{\"leaf\"", "{ \"leaf\"", 1)),
        ("something after the end", format!("{text}\n")),
        ("nothing", String::new()),
    ] {
        assert_ne!(code(import(&mut storage, other.as_bytes())), "none", "{what}");
    }
}

#[test]
fn a_place_that_is_full_is_named() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let folder = Folder::new();
    let (ledger, _) = exported(&folder, 2);
    assert_eq!(code(ledger.storage().export(&mut Full)), "export-unwritable");
}

#[test]
fn an_erased_event_is_carried_without_its_payload() {
    let folder = Folder::new();
    let (ledger, lines) = exported(&folder, 2);
    let seq = ledger.audit().expect("it is accounted for")[0].seq;
    assert!(matches!(ledger.storage().entry(seq).expect("an entry").payload, Payload::Erased { .. }));
    let text = String::from_utf8(lines).expect("text");
    assert!(!text.contains(&reason("person-1")));
    assert!(text.contains(&reason("person-0")));
}
