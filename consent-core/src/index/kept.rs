//! An index of a kept ledger, read several times over, so that only a part of the persons is in memory at once.

use std::collections::{HashMap, HashSet};

use super::{Builder, Index};
use crate::decide::Position;
use crate::engine::Engine;
use crate::error::Result;
use crate::id::SubjectId;
use crate::ledger::{Entry, EventBody, Record, Storage, unrecorded, verify_each};
use crate::names::Keyed;

/// Subject keys and which of them are one person's.
struct Persons {
    keyed: Keyed,
    /// Keys that some merge names, and the number of the key that stands for the person: only those.
    merged: HashMap<SubjectId, usize, Keyed>,
    stands: Vec<(usize, SubjectId)>,
}

impl Persons {
    fn number(&mut self, key: &SubjectId) -> usize {
        if let Some(number) = self.merged.get(key) {
            return *number;
        }
        let number = self.stands.len();
        self.merged.insert(key.clone(), number);
        self.stands.push((number, key.clone()));
        number
    }

    /// The number that stands for the person of a number.
    fn root(&self, mut number: usize) -> usize {
        // A chain is never longer than the list.
        for _ in 0..self.stands.len() {
            match self.stands.get(number) {
                Some((next, _)) if *next != number => number = *next,
                _ => break,
            }
        }
        number
    }

    fn merge(&mut self, one: &SubjectId, other: &SubjectId) {
        let (one, other) = (self.number(one), self.number(other));
        let (one, other) = (self.root(one), self.root(other));
        if let Some((stands, _)) = self.stands.get_mut(one.max(other)) {
            *stands = one.min(other);
        }
    }

    /// The key that stands for the person.
    fn person<'a>(&'a self, key: &'a SubjectId) -> &'a SubjectId {
        let root = self.merged.get(key).and_then(|number| self.stands.get(self.root(*number)));
        root.map_or(key, |(_, key)| key)
    }

    /// In which of so many rounds a person's turn is.
    fn round(&self, person: &SubjectId, rounds: u32) -> u32 {
        let hash = self.keyed.hash(person.as_str().as_bytes());
        u32::try_from(hash.checked_rem(u64::from(rounds)).unwrap_or_default()).unwrap_or_default()
    }
}

impl Index {
    /// The outcomes of a kept ledger, as far as it has come. The ledger is checked once as [`Ledger::open`](crate::Ledger::open) does, and
    /// then read in `rounds` more, in each of which the events of one part of the persons are in memory. `engine` is an empty one, with
    /// the host's hash key.
    ///
    /// # Errors
    /// As [`Ledger::open`](crate::Ledger::open); `no-catalogue` for an empty ledger.
    pub fn of_storage(storage: &impl Storage, mut engine: Engine, rounds: u32) -> Result<Self> {
        for catalogue in storage.catalogues()? {
            engine.add_catalogue(catalogue)?;
        }
        let keyed = engine.symbols().keyed();
        let mut persons = Persons { keyed, merged: HashMap::with_hasher(keyed), stands: Vec::new() };
        let mut publications = Vec::new();
        let (mut gone, mut erased) = (Vec::new(), HashSet::new());
        let head = verify_each(storage, &mut |stored| {
            let record = Entry::of_checked(stored)?.into_record();
            match &record.event.body {
                EventBody::Erased(_) => gone.push((record.seq, record.event.id.clone())),
                EventBody::EventErased { event } => drop(erased.insert(event.clone())),
                _ => {}
            }
            match (&record.event.subject, record.event.body.merged()) {
                (Some(subject), Some(merged)) => persons.merge(subject, merged),
                (None, _) => publications.push(record),
                (Some(_), None) => {}
            }
            Ok(())
        })?;
        if let Some((seq, _)) = gone.iter().find(|(_, event)| !erased.contains(event)) {
            return Err(unrecorded(*seq));
        }
        for (seq, record) in (0..).zip(publications) {
            engine.restore(vec![Record { seq, ..record }])?;
        }
        let mut builder = Builder::new(&engine)?;
        for round in 0..rounds.max(1) {
            let mut turn: Vec<Vec<Record>> = Vec::new();
            let mut places: HashMap<SubjectId, usize, Keyed> = HashMap::with_hasher(keyed);
            storage.read(0, &mut |stored| {
                if stored.seq >= head.size {
                    return Ok(());
                }
                let record = Entry::from_stored(stored)?.into_record();
                let Some(person) = record.event.subject.as_ref().map(|key| persons.person(key)) else { return Ok(()) };
                if persons.round(person, rounds.max(1)) == round {
                    let place = *places.entry(person.clone()).or_insert_with(|| {
                        turn.push(Vec::new());
                        turn.len().saturating_sub(1)
                    });
                    if let Some(records) = turn.get_mut(place) {
                        records.push(record);
                    }
                }
                Ok(())
            })?;
            turn.into_iter().try_for_each(|records| builder.add(records))?;
        }
        let Position { catalogue, version, .. } = engine.position()?;
        Ok(builder.finish(Position { size: head.size, root: Some(head.root), catalogue, version }))
    }
}
