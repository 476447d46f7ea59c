//! Ours in the compact form: an index, made person by person.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;
use std::rc::Rc;

use consent_core::decide::{Outcome, Prepared};
use consent_core::index::{Builder, Index};
use consent_core::{Instant, Result, SubjectId};

use super::engine::empty;
use super::{Contender, Scan};
use crate::clock::Work;
use crate::workload::events::Events;
use crate::workload::{Question, World, catalogue};

/// The index of a world. One person's events are in memory at a time.
///
/// # Errors
/// None, as the tests show.
pub fn build(world: &World) -> Result<Index> {
    let catalogue = catalogue::build(world)?;
    let events = Events::new(world, &catalogue)?;
    let engine = empty(&catalogue)?;
    let mut builder = Builder::new(&engine)?;
    let mut seq = engine.size();
    for number in 0..world.subjects {
        let records = events.records(&world.person(number), seq)?;
        seq = records.last().map_or(seq, |record| record.seq + 1);
        builder.add(records)?;
    }
    Ok(builder.finish(engine.position()?))
}

/// An index with the uses of a world made ready.
#[derive(Debug)]
pub struct Ready {
    index: Index,
    prepared: Vec<Prepared>,
}

impl Ready {
    /// Makes the uses of a world ready.
    ///
    /// # Errors
    /// None, as the tests show.
    pub fn new(world: &World, index: Index) -> Result<Self> {
        let prepared = world.uses.iter().map(|asked| index.prepare(&catalogue::template(asked)?)).collect::<Result<_>>()?;
        Ok(Self { index, prepared })
    }
}

/// The prepared question, one person after the other, or a batch at once.
#[derive(Debug)]
pub struct Compact {
    ready: Rc<Ready>,
    batch: bool,
    questions: Vec<(SubjectId, u16, Instant)>,
}

impl Compact {
    /// Asks one question after the other.
    #[must_use]
    pub fn single(ready: &Rc<Ready>) -> Self {
        Self { ready: Rc::clone(ready), batch: false, questions: Vec::new() }
    }

    /// Asks neighbouring questions of the same use together.
    #[must_use]
    pub fn batch(ready: &Rc<Ready>) -> Self {
        Self { batch: true, ..Self::single(ready) }
    }

    #[inline]
    fn ask(&self, (subject, asked, at): &(SubjectId, u16, Instant)) -> bool {
        let outcome = self.ready.index.ask(&self.ready.prepared[usize::from(*asked)], subject, *at);
        outcome.is_ok_and(|outcome| outcome == Outcome::Covered)
    }
}

impl Contender for Compact {
    fn name(&self) -> &'static str {
        if self.batch { "ours, batch" } else { "ours, prepared decide" }
    }

    fn load(&mut self, questions: &[Question]) {
        super::engine::load_keyed(&mut self.questions, questions);
    }

    fn answer(&mut self, covered: &mut Vec<bool>) {
        if !self.batch {
            covered.extend(self.questions.iter().map(|question| self.ask(question)));
            return;
        }
        for same in self.questions.chunk_by(|one, other| one.1 == other.1) {
            let prepared = &self.ready.prepared[usize::from(same[0].1)];
            let asked = same.iter().map(|(subject, _, at)| (subject.as_str(), *at));
            let answer = |outcome: Result<Outcome>| covered.push(outcome.is_ok_and(|outcome| outcome == Outcome::Covered));
            // An error gives no answers, and their number then tells.
            let _ = self.ready.index.ask_all(prepared, asked, answer);
        }
    }

    fn answer_one(&mut self, at: usize) -> bool {
        self.ask(&self.questions[at])
    }
}

/// Everyone for whom a use is covered.
#[derive(Debug)]
pub struct CompactScan(pub Rc<Ready>);

impl Scan for CompactScan {
    fn name(&self) -> &'static str {
        "ours, subjects"
    }

    fn covered(&mut self, asked: u16, at: i64) -> u64 {
        let Ok(at) = Instant::from_millis(at) else { return 0 };
        let prepared = &self.0.prepared[usize::from(asked)];
        self.0.index.subjects(prepared, at).map_or(0, |subjects| subjects.count)
    }
}

/// What a snapshot file costs.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot {
    /// Its length in bytes.
    pub bytes: u64,
    /// Seconds to load an index from it.
    pub load: f64,
    /// Seconds to read it into memory and do nothing with it.
    pub read: f64,
}

/// Writes an index into a file and loads it again; the least seconds of five times. The file is in the system's cache.
///
/// # Errors
/// Those of the file system and of the engine.
pub fn snapshot(index: &Index, path: &Path) -> crate::Result<Snapshot> {
    index.write_to(BufWriter::new(File::create(path)?))?;
    let (mut load, mut read) = (f64::INFINITY, f64::INFINITY);
    let mut bytes = 0;
    for _ in 0..5 {
        let work = Work::begin();
        let whole = fs::read(path)?;
        read = read.min(work.seconds());
        bytes = whole.len();
        drop(whole);
        let work = Work::begin();
        let loaded = Index::read_from(File::open(path)?)?;
        load = load.min(work.seconds());
        if loaded.len() != index.len() {
            return Err(format!("expected {} subjects from the snapshot, found {}", index.len(), loaded.len()).into());
        }
    }
    fs::remove_file(path)?;
    Ok(Snapshot { bytes: u64::try_from(bytes)?, load, read })
}

impl Ready {
    /// The index itself.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The use of a number, prepared.
    #[must_use]
    pub fn prepared(&self, asked: u16) -> &Prepared {
        &self.prepared[usize::from(asked)]
    }
}
