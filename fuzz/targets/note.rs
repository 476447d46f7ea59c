//! A signed checkpoint: read, written, verified.
#![no_main]

use consent_core::ledger::{Checkpoint, Note};
use consent_fuzz::{Quick, is_typed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let note = match Note::parse(text) {
        Ok(note) => note,
        Err(error) => return is_typed(&error),
    };
    assert_eq!(note.to_string(), text, "an accepted note is not the one that is written");
    if let Err(error) = note.verify(&[&Quick]) {
        is_typed(&error);
    }
    match note.text().parse::<Checkpoint>() {
        Ok(checkpoint) => assert_eq!(checkpoint.to_string(), note.text(), "an accepted checkpoint is not the one that is written"),
        Err(error) => is_typed(&error),
    }
});
