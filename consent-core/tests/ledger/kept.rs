//! A ledger that is kept answers as the engine does, now and after it was opened again; what fails to be kept never counts.

use std::cell::Cell;
use std::rc::Rc;

use consent_core::catalogue::Catalogue;
use consent_core::ledger::{
    Actor, ActorRole, Change, Entry, Event, EventBody, EventType, Head, Memory, Note, Salt, Storage, StoredEntry, Tree,
};
use consent_core::{Engine, Erasure, Error, Ledger, Result, SubjectId};

use super::{answer, entries, instant, kept, lines, salts};
use crate::properties::{Verdict, holds_in_all_worlds};
use crate::worlds::{Draw, World, named};

fn said(error: Error) -> String {
    format!("{error:?}")
}

#[test]
fn a_kept_ledger_answers_as_an_engine_does() {
    holds_in_all_worlds("kept", |world, _| -> Verdict {
        let ledger = kept(world)?;
        let mut tree = Tree::new();
        entries(&ledger).iter().for_each(|entry| tree.push(entry.leaf()));
        let opened = Ledger::open_with(ledger.storage().clone(), Engine::with_hash_key([1, 2])).map_err(said)?;
        let plain = World { restored: false, ..world.clone() }.build()?.engine;
        for engine in [ledger.engine(), opened.engine()] {
            if answer(engine, &world.question) != answer(&plain, &world.question) {
                return Err("another answer".to_owned());
            }
            if let Ok(whole) = engine.decide(&world.question) {
                let size = world.question.known_at.unwrap_or(engine.size());
                if whole.position.root != tree.root_at(size) {
                    return Err("another root in the answer".to_owned());
                }
            }
        }
        if opened.engine().records() != ledger.engine().records() || opened.head() != ledger.head() {
            return Err("another ledger after it was opened again".to_owned());
        }
        opened.audit().map(drop).map_err(said)
    });
}

#[test]
fn what_was_known_at_a_position_stays_known_so() {
    holds_in_all_worlds("kept-position", |world, _| -> Verdict {
        let ledger = kept(world)?;
        let all = entries(&ledger);
        let mut draw = Draw::new(world.salt);
        for size in (1..=all.len()).filter(|_| draw.chance(25)) {
            let question = consent_core::decide::ProposedUse { known_at: Some(size as u64), ..world.question.clone() };
            let mut storage = Memory::new();
            let mut tree = Tree::new();
            all[..size].iter().for_each(|entry| tree.push(entry.leaf()));
            // What an erasure destroyed later was known then: only ledgers without one are compared byte for byte.
            if all.iter().any(Entry::is_erased) {
                return Ok(());
            }
            let head = Head { size: size as u64, root: tree.root() };
            let change = Change { catalogues: &world.catalogues, entries: &all[..size], erased: &[], head };
            storage.commit(&change).map_err(said)?;
            let shorter = Ledger::open(storage).map_err(said)?;
            // Every question, as it would have been answered then.
            let replayed = ledger.engine().as_known_at(size as u64).map_err(said)?;
            let (subject, at) = (&world.question.subject, world.question.at);
            let service = &world.question.recipient;
            let views = |engine: &Engine| {
                let text = |error: Error| error.code().to_owned();
                let act = Event {
                    id: named("an-act"),
                    subject: Some(subject.clone()),
                    at,
                    by: Actor::person(),
                    operator: None,
                    reason: None,
                    body: EventBody::BarSet { kind: named("objection"), scope: Default::default(), from: None, until: None },
                };
                (
                    engine.needs(service, subject, at).map_err(text),
                    engine.preview(&act).map_err(text),
                    engine.overview(subject, at, None).map_err(text),
                    engine.remedies(&consent_core::decide::ProposedUse { known_at: None, ..question.clone() }).map_err(text),
                )
            };
            if views(&replayed) != views(shorter.engine()) || replayed.records() != shorter.engine().records() {
                return Err(format!("another answer as known at {size}"));
            }
            let then = shorter.engine().decide_with_horizon(&question).map_err(|error| error.code().to_owned());
            let now = ledger.engine().decide_with_horizon(&question).map_err(|error| error.code().to_owned());
            if then != now {
                return Err(format!("as known at {size}, then:\n{then:#?}\nnow:\n{now:#?}"));
            }
        }
        Ok(())
    });
}

#[test]
fn erasing_a_person_leaves_every_root_and_no_payload() {
    let mut erased = 0;
    for number in 0..60 {
        let world = World::from_number(number);
        let Ok(mut ledger) = kept(&world) else { continue };
        if ledger.engine().records().is_empty() {
            continue;
        }
        let before = entries(&ledger);
        let subject = world.question.subject.clone();
        if !ledger.engine().records().iter().any(|record| record.event.subject.as_ref() == Some(&subject)) {
            continue;
        }
        let erasure = Erasure {
            by: Actor { role: ActorRole::Controller, id: Some(named("office")) },
            at: instant(10_000),
            recorded_at: instant(10_000),
            operator: None,
            reason: Some("asked by the person".to_owned()),
            id_prefix: "erase-".to_owned(),
        };
        let count = ledger.erase_subject(&subject, &erasure, &mut salts(number)).expect("an erasure");
        assert_eq!(ledger.erase_subject(&subject, &erasure, &mut salts(number)).expect("again"), 0, "nothing is left to erase");
        let after = entries(&ledger);
        assert_eq!(after.len() as u64, before.len() as u64 + count);
        for (old, new) in before.iter().zip(&after) {
            assert_eq!(old.leaf(), new.leaf());
        }
        let named: Vec<_> = ledger.audit().expect("an audit").into_iter().filter(|e| e.reason == erasure.reason).collect();
        assert_eq!(named.len() as u64, count);
        assert!(named.iter().all(|entry| entry.by == erasure.by && entry.at == erasure.at));
        let whole = |record: &&consent_core::ledger::Record| {
            record.event.subject.as_ref() == Some(&subject)
                && !matches!(record.event.body, EventBody::Erased(_) | EventBody::EventErased { .. })
        };
        assert_eq!(ledger.engine().records().iter().filter(whole).count(), 0);
        let opened = Ledger::open(ledger.storage().clone()).expect("the ledger opens");
        assert_eq!(opened.engine().records(), ledger.engine().records());
        erased += count;
    }
    assert!(erased > 300, "only {erased} events were erased");
}

#[test]
fn an_erasure_by_one_who_may_not_erases_nothing() {
    let (mut ledger, subject) = with_events();
    let before = lines(&entries(&ledger));
    let erasure = Erasure {
        by: Actor::person(),
        at: instant(9),
        recorded_at: instant(9),
        operator: None,
        reason: None,
        id_prefix: "e".to_owned(),
    };
    let error = ledger.erase_subject(&subject, &erasure, &mut salts(1)).expect_err("a person does not erase");
    assert_eq!(error.code(), "actor-not-entitled");
    assert_eq!(lines(&entries(&ledger)), before);
    let nobody = SubjectId::new("nobody-has-this-key").expect("a key");
    let office = Actor { role: ActorRole::Controller, id: Some(named("office")) };
    let error = ledger.erase_subject(&nobody, &Erasure { by: office, ..erasure }, &mut salts(1)).expect_err("nobody");
    assert_eq!(error.code(), "unknown-subject");
    assert!(!error.to_string().contains("nobody-has"), "the key is not repeated");
}

#[test]
fn events_are_erased_by_their_ids_all_or_none() {
    let (mut ledger, subject) = with_events();
    let own: Vec<_> = ledger.engine().records().iter().filter(|record| record.event.subject.as_ref() == Some(&subject)).collect();
    let left = |record: &&&consent_core::ledger::Record| {
        !matches!(record.event.body, EventBody::Erased(_) | EventBody::EventErased { .. })
    };
    let ids: Vec<_> = own.iter().filter(left).take(2).map(|record| record.event.id.clone()).collect();
    let publication = ledger.engine().records()[0].event.id.clone();
    let office = Actor { role: ActorRole::Controller, id: Some(named("office")) };
    let erasure = Erasure {
        by: office,
        at: instant(10_000),
        recorded_at: instant(10_001),
        operator: None,
        reason: None,
        id_prefix: "e".to_owned(),
    };
    let before = lines(&entries(&ledger));
    for (bad, code) in [(publication, "event-not-erasable"), (named("nothing"), "unknown-event")] {
        let error = ledger.erase(&[ids[0].clone(), bad], &erasure, &mut salts(1)).expect_err("not all can be erased");
        assert_eq!(error.code(), code);
        assert_eq!(lines(&entries(&ledger)), before);
    }
    let twice = [&ids[..], &ids[..1]].concat();
    assert_eq!(ledger.erase(&twice, &erasure, &mut salts(1)).expect("an erasure"), 2);
    assert!(ids.iter().all(|id| ledger.entry(id).expect("the entry").is_erased()));
    assert_eq!(ledger.erase(&twice, &erasure, &mut salts(1)).expect("again"), 0, "nothing is left to erase");
    ledger.audit().expect("an audit");
}

/// The first random ledger with several events of the person asked about.
fn with_events() -> (Ledger<Memory>, SubjectId) {
    for number in 0.. {
        let world = World::from_number(number);
        let subject = world.question.subject.clone();
        if let Ok(ledger) = kept(&world) {
            let own = |record: &&consent_core::ledger::Record| record.event.subject.as_ref() == Some(&subject);
            if ledger.engine().records().iter().filter(own).count() > 5 {
                return (ledger, subject);
            }
        }
    }
    unreachable!("some world has events")
}

#[test]
fn a_tampered_storage_does_not_open_and_says_where() {
    let (ledger, _) = with_events();
    let whole = entries(&ledger);
    let size = whole.len() as u64;
    let head = ledger.head();
    let catalogues = ledger.storage().catalogues().expect("catalogues");
    let open = |entries: Vec<StoredEntry>, head: Head| {
        let raw = Raw { catalogues: catalogues.clone(), entries, head };
        Ledger::open(raw).map(|ledger| ledger.head()).map_err(|error| (error.code().to_owned(), error.position()))
    };
    let stored: Vec<StoredEntry> = whole.iter().map(|entry| entry.stored().clone()).collect();
    assert_eq!(open(stored.clone(), head), Ok(head));
    for at in 0..stored.len() {
        let position = Some(at as u64);
        let mut deleted = stored.clone();
        deleted.remove(at);
        let code = if at as u64 + 1 == size { "ledger-truncated" } else { "ledger-broken" };
        assert_eq!(open(deleted, head), Err((code.to_owned(), position)), "deleted {at}");
        assert_eq!(open(stored[..at].to_vec(), head), Err(("ledger-truncated".to_owned(), position)), "cut at {at}");
        let mut doubled = stored.clone();
        doubled.insert(at, stored[at].clone());
        assert_eq!(open(doubled, head), Err(("ledger-broken".to_owned(), Some(at as u64 + 1))), "doubled {at}");
        for other in at + 1..stored.len() {
            let mut swapped = stored.clone();
            swapped.swap(at, other);
            assert_eq!(open(swapped.clone(), head), Err(("ledger-broken".to_owned(), position)), "swapped {at} and {other}");
            // With the positions put right, the shells still tell.
            (swapped[at].seq, swapped[other].seq) = (at as u64, other as u64);
            assert_eq!(open(swapped, head), Err(("entry-altered".to_owned(), position)), "swapped {at} and {other}");
        }
    }
    let other_root = Head { root: Tree::new().root(), ..head };
    assert_eq!(open(stored.clone(), other_root), Err(("ledger-broken".to_owned(), Some(0))));
    assert_eq!(open(stored, Head { size: size + 1, ..head }), Err(("ledger-truncated".to_owned(), Some(size))));
}

/// A storage that gives back what it was given, right or wrong.
#[derive(Debug)]
struct Raw {
    catalogues: Vec<Catalogue>,
    entries: Vec<StoredEntry>,
    head: Head,
}

impl Storage for Raw {
    fn head(&self) -> Result<Option<Head>> {
        Ok(Some(self.head))
    }
    fn catalogues(&self) -> Result<Vec<Catalogue>> {
        Ok(self.catalogues.clone())
    }
    fn read(&self, from: u64, each: &mut dyn FnMut(StoredEntry) -> Result<()>) -> Result<()> {
        self.entries.iter().skip(from as usize).try_for_each(|entry| each(entry.clone()))
    }
    fn entry(&self, seq: u64) -> Result<StoredEntry> {
        Ok(self.entries[seq as usize].clone())
    }
    fn commit(&mut self, _: &Change<'_>) -> Result<()> {
        Err(Error::new("storage-read-only", "expected a storage that can be written, found one that can't"))
    }
    fn keep_checkpoint(&mut self, _: u64, _: &Note) -> Result<()> {
        Ok(())
    }
    fn checkpoint(&self) -> Result<Option<Note>> {
        Ok(None)
    }
}

/// Memory that fails to write while it is told to, and from then on to read if it is told that too.
#[derive(Debug)]
struct Failing {
    memory: Memory,
    writes: Rc<Cell<bool>>,
    dark: Rc<Cell<bool>>,
    reads: Rc<Cell<bool>>,
}

fn fails(flag: &Cell<bool>) -> Result<()> {
    if flag.get() { Err(Error::new("storage-full", "expected room on the disk, found none")) } else { Ok(()) }
}

impl Storage for Failing {
    fn head(&self) -> Result<Option<Head>> {
        fails(&self.reads).and_then(|()| self.memory.head())
    }
    fn catalogues(&self) -> Result<Vec<Catalogue>> {
        fails(&self.reads).and_then(|()| self.memory.catalogues())
    }
    fn read(&self, from: u64, each: &mut dyn FnMut(StoredEntry) -> Result<()>) -> Result<()> {
        fails(&self.reads).and_then(|()| self.memory.read(from, each))
    }
    fn entry(&self, seq: u64) -> Result<StoredEntry> {
        fails(&self.reads).and_then(|()| self.memory.entry(seq))
    }
    fn commit(&mut self, change: &Change<'_>) -> Result<()> {
        self.reads.set(self.writes.get() && self.dark.get());
        fails(&self.writes).and_then(|()| self.memory.commit(change))
    }
    fn keep_checkpoint(&mut self, size: u64, note: &Note) -> Result<()> {
        fails(&self.writes).and_then(|()| self.memory.keep_checkpoint(size, note))
    }
    fn checkpoint(&self) -> Result<Option<Note>> {
        self.memory.checkpoint()
    }
}

#[test]
fn what_fails_to_be_kept_never_counts() {
    let mut failures = 0;
    for number in 0..40 {
        let world = World::from_number(number);
        let [writes, dark, reads] = [(); 3].map(|()| Rc::new(Cell::new(false)));
        let cells = (Rc::clone(&writes), Rc::clone(&dark), Rc::clone(&reads));
        let storage = Failing { memory: Memory::new(), writes: cells.0, dark: cells.1, reads: cells.2 };
        let mut ledger = Ledger::open(storage).expect("an empty ledger");
        let added = world.catalogues.iter().try_for_each(|catalogue| ledger.add_catalogue(catalogue.clone()).map(drop));
        assert!(added.is_ok());
        let mut salt = salts(number);
        let mut draw = Draw::new(number);
        for (hour, event) in (0_i64..).zip(world.events()) {
            let before = ledger.engine().records().to_vec();
            let head = ledger.head();
            writes.set(draw.chance(30));
            dark.set(draw.chance(30));
            let result = ledger.record(event.clone(), instant(hour), &mut salt);
            let dark = reads.get();
            if result.as_ref().is_err_and(|error| error.code() == "storage-full") {
                failures += 1;
                if dark {
                    assert_eq!(ledger.engine().size(), 0, "nothing is answered from what can't be read");
                    let error = ledger.engine().decide(&world.question).expect_err("no answer");
                    assert!(error.code() == "no-catalogue" || error.code() == "position-unknown", "{error:?}");
                    let error = ledger.record(event.clone(), instant(hour), &mut salt).expect_err("it is still dark");
                    assert_eq!(error.code(), "storage-full", "a fault of the storage never looks like a refusal");
                }
            }
            writes.set(false);
            reads.set(false);
            ledger.follow().expect("the storage is back");
            if result.is_err() {
                assert_eq!(ledger.engine().records(), before);
                assert_eq!(ledger.head(), head);
            }
            // The same event, sent again, is recorded or refused as if nothing had been.
            let again = ledger.record(event, instant(hour), &mut salt);
            assert_eq!(
                again.is_ok(),
                result.is_ok() || result.as_ref().is_err_and(|e| e.code() == "storage-full") && again.is_ok()
            );
        }
        let plain = World { restored: false, ..world.clone() }.build().expect("a world").engine;
        assert_eq!(answer(ledger.engine(), &world.question), answer(&plain, &world.question));
    }
    assert!(failures > 40, "only {failures} failures");
}

#[test]
fn a_batch_is_answered_event_by_event() {
    let world = (0..).map(World::from_number).find(|world| world.events().len() > 8).expect("a world");
    let plain = World { restored: false, ..world.clone() }.build().expect("a world");
    let mut ledger = Ledger::open(Memory::new()).expect("an empty ledger");
    for catalogue in &world.catalogues {
        ledger.add_catalogue(catalogue.clone()).expect("a catalogue");
    }
    let answers = ledger.record_all(world.events(), instant(0), &mut salts(5)).expect("it is kept");
    assert_eq!(answers.len(), world.events().len());
    assert_eq!(answers.iter().filter(|answer| answer.is_err()).count(), plain.refused);
    assert_eq!(ledger.engine().size(), plain.engine.size());
    assert_eq!(ledger.storage().entries().len() as u64, plain.engine.size());
}

#[test]
fn a_batch_can_end_with_the_first_refusal() {
    let mut ended = 0;
    for number in 0..200 {
        let world = World::from_number(number);
        let [mut all, mut first] = [(); 2].map(|()| Ledger::open(Memory::new()).expect("an empty ledger"));
        let held = |ledger: &mut Ledger<Memory>| {
            world.catalogues.iter().all(|catalogue| ledger.add_catalogue(catalogue.clone()).is_ok())
        };
        if !held(&mut all) || !held(&mut first) {
            continue;
        }
        let answers = all.record_all(world.events(), instant(0), &mut salts(5)).expect("it is kept");
        let until = first.record_until_refused(world.events(), instant(0), &mut salts(5)).expect("it is kept");
        let refused = answers.iter().position(Result::is_err);
        assert_eq!(until.len(), refused.map_or(answers.len(), |at| at + 1));
        assert!(until.iter().rev().skip(1).all(Result::is_ok));
        let leaves = |ledger: &Ledger<Memory>| entries(ledger).iter().map(Entry::leaf).collect::<Vec<_>>();
        assert!(leaves(&all).starts_with(&leaves(&first)));
        ended += usize::from(refused.is_some_and(|at| at + 1 < answers.len()));
    }
    assert!(ended > 10, "only {ended} batches ended early");
}

#[test]
fn an_event_that_is_erased_in_its_own_batch_is_never_kept_whole() {
    let (ledger, subject) = with_events();
    let mut events: Vec<Event> = ledger.engine().records().iter().map(|record| record.event.clone()).collect();
    events.retain(|event| !matches!(event.body, EventBody::Erased(_)));
    let target = events.iter().find(|event| event.subject.as_ref() == Some(&subject)).expect("an event").id.clone();
    if let Some(known) = events.iter().find(|event| matches!(&event.body, EventBody::EventErased { event } if *event == target)) {
        panic!("{known:?} erases it already");
    }
    events.push(Event {
        id: named("the-erasure"),
        subject: Some(subject),
        at: instant(50),
        by: Actor { role: ActorRole::Authority, id: Some(named("office")) },
        operator: None,
        reason: None,
        body: EventBody::EventErased { event: target.clone() },
    });
    let mut batch = Ledger::open(Memory::new()).expect("an empty ledger");
    for catalogue in ledger.storage().catalogues().expect("catalogues") {
        batch.add_catalogue(catalogue).expect("a catalogue");
    }
    let answers = batch.record_all(events, instant(51), &mut || Ok(Salt::new([4; 32]))).expect("it is kept");
    assert!(answers.last().is_some_and(Result::is_ok), "{answers:?}");
    let entry = batch.entry(&target).expect("the entry");
    assert!(entry.is_erased());
    assert!(
        batch
            .storage()
            .entries()
            .iter()
            .all(|entry| entry.record().event.kind() != EventType::CataloguePublished || !entry.is_erased())
    );
    assert_eq!(batch.audit().expect("an audit").iter().filter(|erased| erased.event == target).count(), 1);
}
