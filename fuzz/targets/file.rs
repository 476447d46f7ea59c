//! A ledger's SQLite file, in which a few bytes are others: opened and whole, or an error.
#![no_main]

use std::path::PathBuf;

use consent_fuzz::is_typed;
use consent_store::SqliteStorage;
use libfuzzer_sys::fuzz_target;

/// The file that is changed.
const WHOLE: &[u8] = include_bytes!("../seeds/whole.db");

fn place() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() { memory } else { std::env::temp_dir() };
    folder.join(format!("consent-fuzz-{}.db", std::process::id()))
}

fn reads(path: &PathBuf) -> Option<Vec<u8>> {
    let ledger = SqliteStorage::open_read_only(path).map_err(|error| is_typed(&error)).ok()?;
    ledger.verify().map_err(|error| is_typed(&error)).ok()?;
    let mut lines = Vec::new();
    ledger.export(&mut lines).map_err(|error| is_typed(&error)).ok()?;
    Some(lines)
}

// Each four bytes are a change: three of them say where, the last what. A file of a longer input is the input itself.
fuzz_target!(|data: &[u8]| {
    let mut bytes = WHOLE.to_vec();
    if data.starts_with(b"SQLite format 3\0") {
        bytes = data.to_vec();
    } else {
        for change in data.chunks_exact(4) {
            let place = usize::from(change[0]) << 16 | usize::from(change[1]) << 8 | usize::from(change[2]);
            let length = bytes.len();
            bytes[place % length] = change[3];
        }
    }
    let path = place();
    std::fs::write(&path, &bytes).expect("a file can be written");
    let lines = reads(&path);
    let _ = std::fs::remove_file(&path);
    let Some(lines) = lines else { return };
    // What is read as whole is a ledger: its lines make the same again.
    let mut other = SqliteStorage::in_memory().expect("memory");
    other.import(&mut lines.as_slice()).expect("exported lines can be taken");
    let mut again = Vec::new();
    other.export(&mut again).expect("a ledger can be written");
    assert_eq!(again, lines);
});
