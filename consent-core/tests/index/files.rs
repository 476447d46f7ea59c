//! A file that is not as it was written is an error, never an answer.

use consent_core::catalogue::Catalogue;
use consent_core::index::{Builder, Index};
use consent_core::ledger::Event;
use consent_core::{Engine, Error};

const CATALOGUE: &str = include_str!("../../../examples/data/catalogue.json");
const PUBLICATIONS: &str = include_str!("../../../examples/data/publications.jsonl");
const RESIDENTS: &str = include_str!("../../../examples/data/residents.jsonl");

/// The demonstration's residents.
fn engine() -> Engine {
    let mut engine = Engine::with_hash_key([1, 2]);
    engine.add_catalogue(Catalogue::from_json(CATALOGUE.as_bytes()).expect("a catalogue")).expect("no errors");
    for event in Event::from_json_lines(&[PUBLICATIONS, RESIDENTS].concat()).expect("events") {
        let known = event.at;
        engine.record(event, known).expect("the door lets them in");
    }
    engine
}

fn file() -> Vec<u8> {
    let mut file = Vec::new();
    Index::of(&engine()).expect("an index").write_to(&mut file).expect("written");
    file
}

fn refused(file: &[u8]) -> Option<Error> {
    Index::read_from(file).err()
}

#[test]
fn every_changed_byte_is_found() {
    let mut file = file();
    // Every one of the beginning, where the lengths are, and every 101st of the rest; one bit or another of each.
    let places: Vec<usize> = (0..256).chain((256..file.len()).step_by(101)).collect();
    for (bit, at) in [1, 0x80, 0x10, 4].into_iter().cycle().zip(places) {
        file[at] ^= bit;
        let error = refused(&file).unwrap_or_else(|| panic!("the change at {at} was not found"));
        assert_eq!(error.code(), "index-damaged", "{at}: {error}");
        file[at] ^= bit;
    }
    assert!(refused(&file).is_none());
}

#[test]
fn a_file_that_is_cut_off_or_goes_on_is_refused() {
    let mut file = file();
    for end in (0..file.len()).step_by(61).chain([file.len() - 1]) {
        assert_eq!(refused(&file[..end]).map(|error| error.code().to_owned()).as_deref(), Some("index-damaged"), "{end}");
    }
    file.push(0);
    assert_eq!(refused(&file).map(|error| error.code().to_owned()).as_deref(), Some("index-damaged"));
}

/// The head of a file with these numbers, sealed as the format says.
fn head(version: u64, lengths: [u64; 6]) -> Vec<u8> {
    let mut head = b"consent-index\n\0\0".to_vec();
    [version].iter().chain(&lengths).for_each(|number| head.extend(number.to_le_bytes()));
    let sum = twox_hash::XxHash3_128::oneshot(&[&[0; 16], head.as_slice()].concat());
    head.extend(sum.to_le_bytes());
    head
}

#[test]
fn another_version_and_a_file_too_large_are_told_as_such() {
    let error = refused(&head(2, [0; 6])).expect("refused");
    assert_eq!(error.code(), "index-other-version");
    assert_eq!(error.message(), "expected version 1 of the format, found 2; make the index anew from the ledger");
    let error = refused(&head(1, [1 << 62, 0, 0, 0, 0, 0])).expect("refused");
    assert_eq!(error.code(), "index-too-large");
    let error = refused(&head(1, [0; 6])).expect("refused");
    assert_eq!(error.code(), "index-damaged", "{error}");
}

#[test]
fn what_the_reader_and_the_writer_say_is_passed_on() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the cable is out"))
        }
    }
    impl std::io::Write for Broken {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is full"))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let error = Index::read_from(Broken).expect_err("refused");
    assert_eq!(error.to_string(), "expected to read the head of an index file, found: the cable is out");
    let error = Index::of(&engine()).expect("an index").write_to(Broken).expect_err("refused");
    assert_eq!(error.to_string(), "expected to write an index file, found: the disk is full");
}

#[test]
fn a_person_comes_whole() {
    let engine = engine();
    let mut builder = Builder::new(&engine).expect("a catalogue");
    let of_one = |key: &str| -> Vec<_> {
        let about = |record: &&consent_core::ledger::Record| record.event.subject.as_ref().is_some_and(|s| s.as_str() == key);
        engine.records().iter().filter(about).cloned().collect()
    };
    let key = engine.records().iter().find_map(|record| record.event.subject.clone()).expect("a person");
    let records = of_one(key.as_str());
    builder.add(records.clone()).expect("a person");
    assert_eq!(builder.add(records).expect_err("added before").code(), "person-divided");
    let publication = engine.records().first().cloned().expect("a publication");
    assert_eq!(builder.add(vec![publication]).expect_err("about nobody").code(), "event-without-subject");
    let index = builder.finish(engine.position().expect("a catalogue"));
    assert_eq!(index.len(), 1);
}

/// A seed of another form would be refused at its head, and a run would try nothing.
#[test]
fn the_seed_of_its_fuzz_target_is_a_file_as_it_is_written_today() {
    let seed = include_bytes!("../../../fuzz/seeds/index/index");
    let index = Index::read_from(seed.as_slice()).expect("the seed is read");
    let mut written = Vec::new();
    index.write_to(&mut written).expect("the seed is written");
    assert!(written == seed, "the seed is written in another way; make it anew");
    assert!(index.len() > 1);
}
