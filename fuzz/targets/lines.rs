//! A ledger's exported lines: taken whole and written byte for byte, or refused whole.
#![no_main]

use consent_core::ledger::Entry;
use consent_fuzz::is_typed;
use consent_store::SqliteStorage;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for line in data.split(|byte| *byte == b'\n') {
        match Entry::from_json(line) {
            Ok(entry) => assert_eq!(entry.to_json().expect("it was read").as_bytes(), line),
            Err(error) => is_typed(&error),
        }
    }
    let mut ledger = SqliteStorage::in_memory().expect("memory");
    match ledger.import(&mut &*data) {
        Ok(head) => {
            let mut written = Vec::new();
            assert_eq!(ledger.export(&mut written).expect("what was taken can be written"), head);
            assert_eq!(written, data, "accepted lines are not those that are written");
            assert_eq!(ledger.verify().expect("what was taken is whole"), head);
        }
        Err(error) => {
            is_typed(&error);
            let mut written = Vec::new();
            let head = ledger.export(&mut written).expect("an empty ledger can be written");
            assert_eq!(head.size, 0, "refused lines were taken");
        }
    }
});
