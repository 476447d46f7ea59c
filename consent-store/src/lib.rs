//! A ledger in one SQLite file.
//!
//! ```
//! # use consent_core::{Ledger, catalogue::Catalogue, ledger::Event};
//! # use consent_store::SqliteStorage;
//! # const CATALOGUE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/catalogue.json"));
//! # const EVENTS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/publications.jsonl"));
//! # let folder = std::env::temp_dir().join(format!("consent-store-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder).unwrap();
//! # let path = folder.join("ledger.db");
//! let mut ledger = Ledger::open(SqliteStorage::create(&path)?)?;
//! ledger.add_catalogue(Catalogue::from_json(CATALOGUE.as_bytes())?)?;
//! let events = Event::from_json_lines(EVENTS)?;
//! let now = "2026-06-01T09:00:00Z".parse()?;
//! for answer in ledger.record_all(events, now, &mut consent_store::salt)? {
//!     answer?; // acknowledged: it is on disk
//! }
//! let reader = Ledger::open(SqliteStorage::open_read_only(&path)?)?; // as well in another process
//! assert_eq!(reader.head(), ledger.head());
//! # drop((ledger, reader));
//! # std::fs::remove_dir_all(&folder).unwrap();
//! # Ok::<(), consent_core::Error>(())
//! ```
//!
//! # What it promises
//!
//! - *Nothing is lost.* What was acknowledged is on disk (`synchronous=FULL`); a batch is there as a whole or not at all.
//! - *Nothing is changed unseen.* [`SqliteStorage::verify`] and `Ledger::open` hash every byte that was written, and say where a
//!   broken ledger breaks. Whoever may write the file can still write a whole new ledger: only a checkpoint that was signed
//!   and given away tells the two apart.
//! - *What is erased is gone* from the ledger file and from the write-ahead log beside it, or who erases is told that it is not yet
//!   (`erasure-pending`); who records an `event-erased` asks `finish_erasures`. Backups, exports and the free blocks of the disk are
//!   the host's to deal with.
//! - *One writer, many readers.* A second writer gets `ledger-busy` at once. Readers follow with `Ledger::follow`.
//!
//! The file can be read with the `sqlite3` shell: `SCHEMA.md` says what the tables mean. It has to lie on a local disk: network
//! file systems have no locks to rely on.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::string_slice
    )
)]

mod backup;
mod failure;
mod lines;
mod lock;
mod place;
mod row;
mod schema;
mod sqlite;

use consent_core::ledger::Salt;
use consent_core::{Error, Result};

pub use sqlite::SqliteStorage;

/// A salt of 32 bytes from the operating system's source of randomness.
///
/// # Errors
/// `randomness-unavailable` when the system has none to give; an event must not be kept then.
pub fn salt() -> Result<Salt> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        Error::new("randomness-unavailable", format_args!("expected 32 random bytes of the system, found an error: {error}"))
    })?;
    Ok(Salt::new(bytes))
}
