//! Commitments: what an entry shows, what an erased one still proves, what no bit can change.

use consent_core::ledger::{Entry, Payload, Salt, StoredEntry};

use super::{entries, kept};
use crate::properties::{Verdict, holds_in_all_worlds};
use crate::worlds::World;

fn some_entries() -> Vec<Entry> {
    (0..40).filter_map(|number| kept(&World::from_number(number)).ok()).flat_map(|ledger| entries(&ledger)).collect()
}

#[test]
fn an_entry_is_read_as_it_was_written() {
    let verdict = |world: &World, _: &mut _| -> Verdict {
        for entry in entries(&kept(world)?) {
            let line = entry.to_json().map_err(|error| format!("{error:?}"))?;
            let read = Entry::from_json(line.as_bytes()).map_err(|error| format!("{error:?} {line}"))?;
            let stored = Entry::from_stored(entry.stored().clone()).map_err(|error| format!("{error:?} {line}"))?;
            if read != entry || stored != entry {
                return Err(format!("another entry was read: {line}"));
            }
            entry.check_parts().map_err(|error| format!("{error:?}"))?;
        }
        Ok(())
    };
    holds_in_all_worlds("entries", verdict);
}

#[test]
fn erasing_leaves_the_leaf_and_nothing_of_the_payload() {
    let entries = some_entries();
    assert!(entries.len() > 200);
    let mut erasable = 0;
    for entry in entries {
        let erased = entry.erased();
        assert_eq!(erased.leaf(), entry.leaf());
        erased.stored().check().expect("the leaf commits to what is left");
        let line = erased.to_json().expect("a line");
        assert_eq!(Entry::from_json(line.as_bytes()).expect("an erased entry"), erased);
        assert_eq!(erased.erased(), erased);
        let Payload::Whole { salt, .. } = &entry.stored().payload else { continue };
        if erased.is_erased() {
            erasable += 1;
            let hex: String = salt.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(!line.contains(&hex), "the salt is still there");
            assert!(!line.contains("\"assurance\"") && !line.contains("\"birth_date\":"), "the payload is still there: {line}");
        } else {
            assert_eq!(erased, entry, "publications and erasures stay");
        }
    }
    assert!(erasable > 100);
}

#[test]
fn no_bit_of_a_stored_entry_can_change() {
    let mut flips = 0_u64;
    for entry in some_entries().into_iter().take(60) {
        for entry in [entry.erased(), entry] {
            let stored = entry.stored().clone();
            let mut refused = |changed: StoredEntry| {
                flips += 1;
                let error = changed.check().expect_err("a changed bit was not found");
                assert_eq!(error.code(), "entry-altered");
                assert_eq!(error.position(), Some(changed.seq));
            };
            for bit in 0..64 {
                refused(StoredEntry { seq: stored.seq ^ (1 << bit), ..stored.clone() });
            }
            for shell in text_flips(&stored.shell) {
                refused(StoredEntry { shell, ..stored.clone() });
            }
            match &stored.payload {
                Payload::Whole { event, salt } => {
                    for event in text_flips(event) {
                        refused(StoredEntry { payload: Payload::Whole { event, salt: salt.clone() }, ..stored.clone() });
                    }
                    for bytes in array_flips(salt.as_bytes()) {
                        let payload = Payload::Whole { event: event.clone(), salt: Salt::new(bytes) };
                        refused(StoredEntry { payload, ..stored.clone() });
                    }
                }
                Payload::Erased { shell_salt, digest } => {
                    for bytes in array_flips(shell_salt.as_bytes()) {
                        let shell_salt = consent_core::Digest::from_bytes(bytes);
                        refused(StoredEntry { payload: Payload::Erased { shell_salt, digest: *digest }, ..stored.clone() });
                    }
                }
            }
            for bytes in array_flips(stored.leaf.as_bytes()) {
                refused(StoredEntry { leaf: consent_core::Digest::from_bytes(bytes), ..stored.clone() });
            }
        }
    }
    assert!(flips > 100_000, "only {flips} flips");
}

/// The text with each bit turned once, where it still is text.
fn text_flips(text: &str) -> impl Iterator<Item = String> {
    (0..text.len() * 8).filter_map(move |bit| {
        let mut bytes = text.as_bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        String::from_utf8(bytes).ok()
    })
}

fn array_flips(bytes: &[u8; 32]) -> impl Iterator<Item = [u8; 32]> {
    (0..256).map(move |bit| {
        let mut bytes = *bytes;
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    })
}

#[test]
fn no_bit_of_an_exported_line_can_change() {
    for entry in some_entries().into_iter().step_by(23).take(20) {
        for entry in [entry.erased(), entry] {
            let line = entry.to_json().expect("a line").into_bytes();
            for bit in 0..line.len() * 8 {
                let mut changed = line.clone();
                changed[bit / 8] ^= 1 << (bit % 8);
                assert!(Entry::from_json(&changed).is_err(), "bit {bit} of {}", String::from_utf8_lossy(&changed));
            }
        }
    }
}

#[test]
fn a_leaf_does_not_commit_to_the_shell_of_another_event() {
    let entries = some_entries();
    let (a, b) = (&entries[3], &entries[4]);
    assert_ne!(a.record().event.kind(), b.record().event.kind());
    let forged = Entry::new(b.record().clone(), Salt::new([9; 32])).expect("an entry");
    let Payload::Whole { event, salt } = forged.stored().payload.clone() else { panic!("it is whole") };
    let (shell, seq) = (a.stored().shell.clone(), a.stored().seq);
    let mixed = StoredEntry { seq, shell, payload: Payload::Whole { event, salt }, leaf: forged.leaf() };
    assert_eq!(mixed.check().expect_err("another leaf").code(), "entry-altered");
    assert_eq!(Entry::from_stored(mixed).expect_err("another leaf").code(), "entry-altered");
}
