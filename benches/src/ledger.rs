//! The ledger on disk: appending beside raw SQLite doing the same inserts, opening beside bare SHA-256 of the same bytes, in one run.
//!
//! `cargo run --release -p consent-benches --bin ledger [EVENTS] [FOLDER]`

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant as Clock};

use consent_core::catalogue::Catalogue;
use consent_core::ledger::{Change, Entry, Event, Frontier, Head, Memory, Payload, Storage, StoredEntry, Tree};
use consent_core::{Engine, Error, Instant, Ledger, Result};
use consent_store::SqliteStorage;
use rusqlite::Connection;
use serde_json::json;
use sha2::{Digest as _, Sha256};

const CATALOGUE: &str = include_str!("../../examples/data/catalogue.json");
const PUBLICATIONS: &str = include_str!("../../examples/data/publications.jsonl");
const SCHEMA: &str = include_str!("../../consent-store/schema/1.sql");
const BATCH: usize = 1_000;
const ROUNDS: usize = 7;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(100_000);
    let place = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = place.join(format!("consent-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(|error| Error::new("bench", error))?;
    let done = run(count, &folder);
    fs::remove_dir_all(&folder).map_err(|error| Error::new("bench", error))?;
    done
}

fn run(count: usize, folder: &Path) -> Result<()> {
    let now: Instant = "2026-06-01T10:00:00Z".parse()?;
    let events = events(count)?;
    let entries = entries(events.clone(), now)?;
    let rows: Vec<&StoredEntry> = entries.iter().map(Entry::stored).collect();
    let bytes: usize = rows.iter().map(|row| size(row)).sum();
    println!("{} events, {} bytes each, batches of {BATCH}", rows.len(), bytes / rows.len());
    let path = folder.join("new.db");
    let table = |names: &[&str], times: &[Duration]| {
        let count = rows.len() as f64;
        println!("\n{:<48} {:>10} {:>9} {:>11}", names[0], "events/s", "µs each", "of the first");
        for (name, time) in names[1..].iter().zip(times) {
            let seconds = time.as_secs_f64();
            let of_first = seconds / times[0].as_secs_f64();
            println!("{name:<48} {:>10.0} {:>9.2} {of_first:>11.2}", count / seconds, seconds * 1e6 / count);
        }
    };

    let raw = || {
        let connection = raw_database(&fresh(&path)?)?;
        timed(|| raw_appends(&connection, &rows).map_err(sqlite))
    };
    let stored = || {
        let mut storage = SqliteStorage::create(fresh(&path)?)?;
        timed(|| storage_appends(&mut storage, &entries))
    };
    let committed = || {
        let mut storage = SqliteStorage::create(fresh(&path)?)?;
        timed(|| commitment_appends(&mut storage, &entries))
    };
    let on_disk = || {
        let mut ledger = begun(SqliteStorage::create(fresh(&path)?)?, now)?;
        timed(|| ledger_appends(&mut ledger, &events, now))
    };
    let in_memory = || {
        let mut ledger = begun(Memory::new(), now)?;
        timed(|| ledger_appends(&mut ledger, &events, now))
    };
    let names = [
        "append",
        "raw SQLite, the same inserts",
        "the storage alone",
        "commitments, tree and storage",
        "a ledger on disk, the door too",
        "a ledger in memory",
    ];
    table(&names, &best(&[&raw, &stored, &committed, &on_disk, &in_memory])?);

    let path = folder.join("ledger.db");
    ledger_appends(&mut begun(SqliteStorage::create(&path)?, now)?, &events, now)?;
    let whole: Vec<u8> = rows.iter().flat_map(|row| pieces(row).concat()).collect();
    let bare = || {
        timed(|| {
            black_box(Sha256::digest(&whole));
            Ok(())
        })
    };
    let hashes = || timed(|| check(&rows));
    let read = || timed(|| read(&SqliteStorage::open(&path)?));
    let verify = || timed(|| SqliteStorage::open(&path)?.verify().map(drop));
    let open = || timed(|| Ledger::open(SqliteStorage::open(&path)?).map(drop));
    let names = [
        "open",
        "bare SHA-256 of the same bytes, in one piece",
        "the ledger's own hashes of rows in memory",
        "open and read every row",
        "open and verify",
        "open into an engine that answers",
    ];
    table(&names, &best(&[&bare, &hashes, &read, &verify, &open])?);
    Ok(())
}

/// What happens in a city: people are registered, consent to recommendations, and a third of them think better of it.
fn events(count: usize) -> Result<Vec<Event>> {
    let catalogue = Catalogue::from_json(CATALOGUE.as_bytes())?;
    let notice = catalogue.notices.iter().find(|notice| notice.id.as_str() == "library-recommendations");
    let notice = notice.ok_or_else(|| Error::new("bench", "expected the notice `library-recommendations`, found none"))?;
    let mut events = Vec::new();
    for number in 0_u32.. {
        let person = format!("{:08x}-7d1c-4f5e-9b0a-{:012x}", number.wrapping_mul(2_654_435_761), number);
        let mut happens = vec![
            json!({"id": format!("{person}-1"), "type": "attribute-set", "subject": person, "at": "2026-05-01T08:00:00Z",
                "by": {"role": "authority", "id": "dvv"}, "operator": "helsinki", "birth_date": "1990-01-01"}),
            json!({"id": format!("{person}-2"), "type": "consent-given", "subject": person, "at": "2026-06-01T09:00:00Z",
                "by": {"role": "self"}, "operator": "helsinki", "consent": format!("{person}-c"),
                "notice": {"id": notice.id, "version": notice.version, "language": "fi", "sha256": notice.sha256.fi},
                "form": notice.form, "channel": "online-service", "assurance": "high"}),
        ];
        if number % 3 == 0 {
            happens.push(json!({"id": format!("{person}-3"), "type": "consent-withdrawn", "subject": person,
                "at": "2026-06-01T09:30:00Z", "by": {"role": "self"}, "operator": "helsinki", "consent": format!("{person}-c")}));
        }
        for value in happens {
            if events.len() == count {
                return Ok(events);
            }
            events.push(Event::from_json(value.to_string().as_bytes())?);
        }
    }
    Ok(events)
}

fn begun<S: Storage>(storage: S, now: Instant) -> Result<Ledger<S>> {
    let mut ledger = Ledger::open_with(storage, Engine::new())?;
    ledger.add_catalogue(Catalogue::from_json(CATALOGUE.as_bytes())?)?;
    for answer in ledger.record_all(Event::from_json_lines(PUBLICATIONS)?, now, &mut consent_store::salt)? {
        answer?;
    }
    Ok(ledger)
}

/// The entries of a ledger of these events.
fn entries(events: Vec<Event>, now: Instant) -> Result<Vec<Entry>> {
    let mut ledger = begun(Memory::new(), now)?;
    for answer in ledger.record_all(events, now, &mut consent_store::salt)? {
        answer?;
    }
    Ok(ledger.storage().entries().to_vec())
}

fn ledger_appends<S: Storage>(ledger: &mut Ledger<S>, events: &[Event], now: Instant) -> Result<()> {
    for batch in events.chunks(BATCH) {
        for answer in ledger.record_all(batch.iter().cloned(), now, &mut consent_store::salt)? {
            answer?;
        }
    }
    Ok(())
}

fn storage_appends(storage: &mut SqliteStorage, entries: &[Entry]) -> Result<()> {
    let mut tree = Frontier::new();
    for batch in entries.chunks(BATCH) {
        batch.iter().for_each(|entry| tree.push(entry.leaf()));
        let head = Head { size: tree.size(), root: tree.root() };
        storage.commit(&Change { catalogues: &[], entries: batch, erased: &[], head })?;
    }
    Ok(())
}

/// What a ledger does with events once the door has let them in.
fn commitment_appends(storage: &mut SqliteStorage, entries: &[Entry]) -> Result<()> {
    let mut tree = Tree::new();
    for batch in entries.chunks(BATCH) {
        let sealed = |entry: &Entry| Entry::new(entry.record().clone(), consent_store::salt()?);
        let batch = batch.iter().map(sealed).collect::<Result<Vec<_>>>()?;
        batch.iter().for_each(|entry| tree.push(entry.leaf()));
        let head = Head { size: tree.size(), root: tree.root() };
        storage.commit(&Change { catalogues: &[], entries: &batch, erased: &[], head })?;
    }
    Ok(())
}

/// A database as the storage makes it, without the storage.
fn raw_database(path: &Path) -> Result<Connection> {
    let open = || {
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "page_size", 8192)?;
        connection.execute_batch(SCHEMA)?;
        connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")?;
        Ok(connection)
    };
    open().map_err(sqlite)
}

fn raw_appends(connection: &Connection, rows: &[&StoredEntry]) -> rusqlite::Result<()> {
    for batch in rows.chunks(BATCH) {
        let transaction = connection.unchecked_transaction()?;
        let mut insert = transaction.prepare("INSERT INTO entries VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
        for row in batch {
            if let Payload::Whole { event, salt } = &row.payload {
                let none: Option<[u8; 32]> = None;
                insert.execute((row.seq, &row.shell, event, salt.as_bytes(), none, none, row.leaf.as_bytes()))?;
            }
        }
        drop(insert);
        transaction.commit()?;
    }
    Ok(())
}

fn read(storage: &SqliteStorage) -> Result<()> {
    storage.read(0, &mut |row| {
        black_box(row);
        Ok(())
    })
}

/// What verifying does with the rows once they are read.
fn check(rows: &[&StoredEntry]) -> Result<()> {
    let mut tree = Frontier::new();
    for row in rows {
        row.check()?;
        tree.push(row.leaf);
    }
    black_box(tree.root());
    Ok(())
}

/// What is stored of a row, as bytes.
fn pieces(row: &StoredEntry) -> [&[u8]; 4] {
    match &row.payload {
        Payload::Whole { event, salt } => [row.shell.as_bytes(), event.as_bytes(), salt.as_bytes(), row.leaf.as_bytes()],
        Payload::Erased { shell_salt, digest } => {
            [row.shell.as_bytes(), shell_salt.as_bytes(), digest.as_bytes(), row.leaf.as_bytes()]
        }
    }
}

fn size(row: &StoredEntry) -> usize {
    pieces(row).iter().map(|piece| piece.len()).sum()
}

/// The path, without what an earlier run left there.
fn fresh(path: &Path) -> Result<PathBuf> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::new("bench", error)),
        _ => Ok(path.to_owned()),
    }
}

fn timed(work: impl FnOnce() -> Result<()>) -> Result<Duration> {
    let start = Clock::now();
    work()?;
    Ok(start.elapsed())
}

/// The least time of each of several rounds, in which everything has its turn: the rest is the machine.
fn best(works: &[&dyn Fn() -> Result<Duration>]) -> Result<Vec<Duration>> {
    let mut best = vec![Duration::MAX; works.len()];
    for _ in 0..ROUNDS {
        for (least, work) in best.iter_mut().zip(works) {
            *least = work()?.min(*least);
        }
    }
    Ok(best)
}

fn sqlite(error: rusqlite::Error) -> Error {
    Error::new("bench", error)
}
