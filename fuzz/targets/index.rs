//! The file of a compact index: read and written byte for byte, or an error. With its sums made right, what it holds is asked, whatever
//! it is.
#![no_main]

use std::sync::OnceLock;

use consent_core::decide::ProposedUse;
use consent_core::index::Index;
use consent_core::{Result, SubjectId};
use consent_fuzz::is_typed;
use libfuzzer_sys::fuzz_target;
use twox_hash::xxhash3_128::Hasher;

/// Mark and version, then the lengths of the parts.
const LENGTHS: core::ops::Range<usize> = 24..72;
const SUM: usize = 16;

/// The same file with the sums that its parts have, as far as it goes.
fn summed(data: &[u8]) -> Option<Vec<u8>> {
    let lengths = data.get(LENGTHS)?.as_chunks::<8>().0.iter().map(|length| u64::from_le_bytes(*length));
    let (mut file, mut sum) = (Vec::new(), [0; SUM]);
    for length in core::iter::once(LENGTHS.end as u64).chain(lengths) {
        let part = data.get(file.len()..file.len().checked_add(usize::try_from(length).ok()?)?)?;
        let mut hash = Hasher::new();
        hash.write(&sum);
        hash.write(part);
        sum = hash.finish_128().to_le_bytes();
        file.extend(part);
        file.extend(sum);
    }
    Some(file)
}

/// Asks about the first who are covered and about somebody else.
fn ask(index: &Index) -> Result<()> {
    static ASKED: OnceLock<ProposedUse> = OnceLock::new();
    let asked = ASKED.get_or_init(|| ProposedUse::from_json(include_bytes!("../seeds/use/00.json")).expect("a question"));
    let prepared = index.prepare(&asked.template())?;
    let covered = index.subjects(&prepared, asked.at)?;
    let keys: Vec<SubjectId> = covered.iter().take(8).chain([asked.subject.clone()]).collect();
    for key in &keys {
        index.ask(&prepared, key, asked.at)?;
    }
    index.ask_all(&prepared, keys.iter().map(|key| (key.as_str(), asked.at)), |answer| drop(answer))
}

fuzz_target!(|data: &[u8]| {
    match Index::read_from(data) {
        Ok(index) => {
            let mut written = Vec::new();
            index.write_to(&mut written).expect("what was read can be written");
            assert_eq!(written, data, "an accepted file is not the one that is written");
            assert!(summed(data).is_some_and(|file| file == data), "the sums of the file are made in another way");
        }
        Err(error) => is_typed(&error),
    }
    let Some(file) = summed(data) else { return };
    Index::read_from(file.as_slice()).and_then(|index| ask(&index)).unwrap_or_else(|error| is_typed(&error));
});
