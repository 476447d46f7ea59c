//! SQLite, tuned: in memory, one wide row for each consent, clustered by person, one statement prepared once.
//!
//! *Covers* is an interval: the nodes of each tree are numbered so that all below a node lie between two numbers, and a row carries
//! both. The legal bases are the host's part, worked out beforehand; the person is always asked for, as bars would lie there too.

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Statement, ffi, params};

use super::{Contender, Spans};
use crate::Result;
use crate::workload::{Question, Use, World};

const SCHEMA: &str = "CREATE TABLE consents (
    subject INTEGER NOT NULL, number INTEGER NOT NULL, meets INTEGER NOT NULL, operations INTEGER NOT NULL,
    begins INTEGER NOT NULL, ends INTEGER NOT NULL,
    first_category INTEGER NOT NULL, last_category INTEGER NOT NULL, first_purpose INTEGER NOT NULL, last_purpose INTEGER NOT NULL,
    first_controller INTEGER NOT NULL, last_controller INTEGER NOT NULL,
    first_recipient INTEGER NOT NULL, last_recipient INTEGER NOT NULL,
    PRIMARY KEY (subject, number)) WITHOUT ROWID";

const QUESTION: &str = "SELECT meets FROM consents
    WHERE subject = ?1 AND begins <= ?2 AND ?2 < ends AND first_purpose <= ?3 AND ?3 <= last_purpose
    AND first_category <= ?4 AND ?4 <= last_category AND first_controller <= ?5 AND ?5 <= last_controller
    AND first_recipient <= ?6 AND ?6 <= last_recipient AND operations & ?7";

/// A database.
#[derive(Debug)]
pub struct Sqlite {
    statement: Statement<'static>,
    changes: Vec<i64>,
    uses: Vec<Prepared>,
    questions: Vec<Question>,
    /// The bytes that SQLite holds for the database.
    pub bytes: usize,
}

#[derive(Debug)]
struct Prepared {
    purpose: u16,
    category: u16,
    controller: u16,
    recipient: u16,
    operation: u8,
    /// What the legal bases leave open in each window.
    open: Vec<u8>,
}

fn memory_used() -> usize {
    // SAFETY: the function takes nothing and may be called at any time.
    usize::try_from(unsafe { ffi::sqlite3_memory_used() }).unwrap_or_default()
}

impl Sqlite {
    /// The persons of a world.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn new(world: &World) -> Result<Self> {
        let before = memory_used();
        let (categories, purposes, parties) =
            (Spans::new(&world.categories), Spans::new(&world.purposes), Spans::new(&world.parties));
        let connection = Connection::open_in_memory()?;
        // Without it, what ANALYZE finds out makes SQLite plan anew at each binding.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.execute_batch(SCHEMA)?;
        connection.execute_batch("BEGIN")?;
        let mut insert = connection.prepare("INSERT INTO consents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
        // In the order of the key, as the table is kept.
        let mut numbers: Vec<u32> = (0..world.subjects).collect();
        numbers.sort_unstable_by_key(|number| World::key(*number).cast_signed());
        for number in numbers {
            let person = world.person(number);
            for (number, consent) in person.consents.iter().enumerate() {
                let scope = &world.notices[usize::from(consent.notice)];
                let (category, purpose) = (categories.of(scope.category), purposes.of(scope.purpose));
                let (controller, recipient) = (parties.of(scope.controller), parties.of(scope.recipient));
                insert.execute(params![
                    person.key.cast_signed(),
                    number,
                    scope.meets,
                    scope.operations,
                    consent.from,
                    consent.end(),
                    category.0,
                    category.1,
                    purpose.0,
                    purpose.1,
                    controller.0,
                    controller.1,
                    recipient.0,
                    recipient.1
                ])?;
            }
        }
        drop(insert);
        connection.execute_batch("COMMIT; ANALYZE")?;
        let changes = world.changes();
        let prepared = |asked: &Use| Prepared {
            purpose: purposes.of(asked.purpose).0,
            category: categories.of(asked.category).0,
            controller: parties.of(asked.controller).0,
            recipient: parties.of(asked.recipient).0,
            operation: asked.operation,
            open: core::iter::once(i64::MIN).chain(changes.iter().copied()).map(|at| world.open(asked, at)).collect(),
        };
        let uses = world.uses.iter().map(prepared).collect();
        // The connection lives as long as its statement: for the rest of the run.
        let connection: &'static Connection = Box::leak(Box::new(connection));
        let statement = connection.prepare(QUESTION)?;
        Ok(Self { statement, uses, changes, questions: Vec::new(), bytes: memory_used() - before })
    }

    fn ask(&mut self, question: &Question) -> rusqlite::Result<bool> {
        let asked = &self.uses[usize::from(question.asked)];
        let mut open = asked.open[self.changes.iter().filter(|change| **change <= question.at).count()];
        let key = World::key(question.subject).cast_signed();
        let Prepared { purpose, category, controller, recipient, operation, .. } = asked;
        let mut rows = self.statement.query(params![key, question.at, purpose, category, controller, recipient, operation])?;
        while let Some(row) = rows.next()? {
            open &= !row.get::<_, u8>(0)?;
        }
        Ok(open == 0)
    }
}

impl Contender for Sqlite {
    fn name(&self) -> &'static str {
        "tuned SQLite"
    }

    fn load(&mut self, questions: &[Question]) {
        self.questions.clear();
        self.questions.extend_from_slice(questions);
    }

    fn answer(&mut self, covered: &mut Vec<bool>) {
        // An error is no answer: the use is not covered, and the comparison of answers finds it.
        covered.extend((0..self.questions.len()).map(|at| self.answer_one(at)));
    }

    fn answer_one(&mut self, at: usize) -> bool {
        let question = self.questions[at];
        self.ask(&question).unwrap_or_default()
    }
}
