//! The schema of the file: whose it is, which version, and how an older version becomes the present one.

use consent_core::{Error, Result};
use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use crate::failure::{self, Ours as _};

/// "CLed": what SQLite's header says of whose file this is.
const APPLICATION: i32 = 0x434c_6564;

/// What makes version `n + 1` of version `n`; a step is never changed once it was released.
const STEPS: &[&str] = &[include_str!("../schema/1.sql")];

/// Makes the tables in a new database.
///
/// # Errors
/// `ledger-exists` when there is something in it.
pub(crate) fn create(connection: &mut Connection) -> Result<()> {
    expect_empty(connection)?;
    // Nine events to a page instead of four: fewer pages to write and to read.
    connection.pragma_update(None, "page_size", 8192).ours()?;
    bring_up(connection, STEPS)
}

/// Makes sure that nothing is lost by writing to it.
///
/// # Errors
/// `ledger-exists` when there is something in it.
pub(crate) fn expect_empty(connection: &Connection) -> Result<()> {
    let tables = connection.query_row("SELECT EXISTS (SELECT 1 FROM sqlite_schema)", (), |row| row.get(0));
    let tables: bool = match tables {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => true,
        other => other.ours()?,
    };
    if tables || found(connection)? != (0, 0) {
        return Err(Error::new(
            "ledger-exists",
            "expected a path without a file, found one with content; open it, or choose another path",
        ));
    }
    Ok(())
}

/// Finds out whether it is a ledger that this program knows, and of the present version.
pub(crate) fn identify(connection: &Connection) -> Result<Age> {
    age(found(connection)?, STEPS.len())
}

/// Makes the present version of an older one.
pub(crate) fn migrate(connection: &mut Connection) -> Result<()> {
    match identify(connection)? {
        Age::Present => Ok(()),
        Age::Older => bring_up(connection, STEPS),
    }
}

/// How a file's version stands to this program's.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Age {
    Present,
    Older,
}

fn age((application, version): (i32, i64), present: usize) -> Result<Age> {
    let present = i64::try_from(present).unwrap_or(i64::MAX);
    match version {
        _ if application != APPLICATION => Err(failure::no_ledger("a database of another application")),
        v if v == present => Ok(Age::Present),
        v if (1..present).contains(&v) => Ok(Age::Older),
        v if v > present => Err(Error::new(
            "ledger-newer",
            format_args!("expected a ledger file of version {present} or earlier, found version {v}; use a newer program"),
        )),
        v => Err(failure::no_ledger(&format!("a file without a version that there ever was ({v})"))),
    }
}

/// Does the steps that are missing, all of them or none.
fn bring_up(connection: &mut Connection, steps: &[&str]) -> Result<()> {
    let work = |connection: &mut Connection| -> rusqlite::Result<()> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Asked again: another writer may have done it meanwhile.
        let done: usize = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        for step in steps.iter().skip(done) {
            transaction.execute_batch(step)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", steps.len())?;
        transaction.commit()
    };
    work(connection).ours()
}

/// The application and the version that the header names.
fn found(connection: &Connection) -> Result<(i32, i64)> {
    let application = connection.pragma_query_value(None, "application_id", |row| row.get(0));
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0));
    Ok((application.ours()?, version.ours()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "CREATE TABLE one (a INTEGER) STRICT; INSERT INTO one VALUES (7)";
    const SECOND: &str = "ALTER TABLE one ADD COLUMN b INTEGER NOT NULL DEFAULT 8";

    fn version(connection: &Connection) -> i64 {
        found(connection).unwrap().1
    }

    #[test]
    fn an_older_file_is_brought_up_step_by_step() {
        let mut connection = Connection::open_in_memory().unwrap();
        bring_up(&mut connection, &[FIRST]).unwrap();
        assert_eq!(age(found(&connection).unwrap(), 2).unwrap(), Age::Older);
        // Twice: the second time there is nothing to do.
        for _ in 0..2 {
            bring_up(&mut connection, &[FIRST, SECOND]).unwrap();
            assert_eq!(age(found(&connection).unwrap(), 2).unwrap(), Age::Present);
            let row = connection.query_row("SELECT a, b FROM one", (), |row| Ok((row.get(0)?, row.get(1)?)));
            assert_eq!(row, Ok((7, 8)));
        }
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let mut connection = Connection::open_in_memory().unwrap();
        bring_up(&mut connection, &[FIRST]).unwrap();
        assert_eq!(bring_up(&mut connection, &[FIRST, SECOND, "DELETE FROM nowhere"]).unwrap_err().code(), "storage-failed");
        assert_eq!(version(&connection), 1);
        assert!(connection.query_row("SELECT b FROM one", (), |_| Ok(())).is_err());
    }
}
