//! A ledger as lines, without a file: what is read again is what was written, and nothing else is read.

use consent_core::ledger::Memory;
use consent_core::{Engine, Ledger};

use super::kept;
use crate::properties::{Verdict, holds_in_all_worlds};
use crate::worlds::Draw;

#[test]
fn what_was_exported_is_read_again_and_nothing_else() {
    holds_in_all_worlds("exported", |world, _| -> Verdict {
        let ledger = kept(world)?;
        let lines = ledger.storage().export().map_err(|error| format!("{error:?}"))?;
        let read = Memory::import(&lines).map_err(|error| format!("{error:?}"))?;
        if read.export().map_err(|error| format!("{error:?}"))? != lines {
            return Err("other lines the second time".to_owned());
        }
        let opened = Ledger::open_with(read, Engine::with_hash_key([7, 9])).map_err(|error| format!("{error:?}"))?;
        if opened.head() != ledger.head() || opened.engine().records() != ledger.engine().records() {
            return Err("another ledger after it was read again".to_owned());
        }
        let mut draw = Draw::new(world.salt);
        let mut bytes = lines.clone().into_bytes();
        let at = draw.below(bytes.len());
        bytes[at] ^= 1;
        let altered = String::from_utf8(bytes).map(|altered| Memory::import(&altered).is_ok());
        if altered == Ok(true) {
            return Err(format!("a changed byte {at} was not found"));
        }
        let cut = lines.char_indices().map(|(at, _)| at).nth(at / 4).unwrap_or_default();
        if Memory::import(&lines[..cut]).is_ok() || Memory::import(&(lines + "{}\n")).is_ok() {
            return Err("a ledger that is cut off, or goes on, was read".to_owned());
        }
        Ok(())
    });
}
