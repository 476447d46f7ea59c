//! An event, or lines of them: read, written, brought to the door, kept as an entry.
#![no_main]

use consent_core::Engine;
use consent_core::ledger::{Entry, Event};
use consent_fuzz::{begun, city, is_typed, now, salt};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let events = match Event::from_json(data) {
        Ok(event) => vec![event],
        Err(error) => {
            is_typed(&error);
            let Ok(text) = std::str::from_utf8(data) else { return };
            match Event::from_json_lines(text) {
                Ok(events) => events,
                Err(error) => return is_typed(&error),
            }
        }
    };
    let mut engine = begun(city()).expect("the city begins");
    for event in events {
        let written = event.to_json().expect("what was read can be written");
        let again = Event::from_json(written.as_bytes()).expect("what was written can be read");
        assert_eq!(again, event);
        assert_eq!(again.to_json().expect("it was written before"), written);
        let before = engine.size();
        match engine.record(event.clone(), now()) {
            Ok(_) if engine.size() == before => {} // it was there already
            Ok(_) => {
                let record = engine.records().last().expect("it was recorded").clone();
                assert_eq!(record.seq, before);
                let entry = Entry::new(record, salt(before)).expect("what was accepted can be kept");
                let line = entry.to_json().expect("an entry can be written");
                assert_eq!(Entry::from_json(line.as_bytes()).expect("a line can be read"), entry);
                // The same again changes nothing.
                engine.record(event, now()).expect("the same content is accepted again");
                assert_eq!(engine.size(), before + 1);
            }
            Err(error) => {
                is_typed(&error);
                assert_eq!(engine.size(), before, "a refused event was stored");
            }
        }
    }
    // Who reads the ledger again has the same one.
    let mut other = Engine::with_hash_key([3, 4]);
    other.add_catalogue(city().clone()).expect("the city's catalogue");
    other.restore(engine.records().to_vec()).expect("what was accepted can be read again");
    assert_eq!(other.records(), engine.records());
});
