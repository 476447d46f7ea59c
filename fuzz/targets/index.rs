//! The file of a compact index: read and written byte for byte, or an error.
#![no_main]

use consent_core::index::Index;
use consent_fuzz::is_typed;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| match Index::read_from(data) {
    Ok(index) => {
        let mut written = Vec::new();
        index.write_to(&mut written).expect("what was read can be written");
        assert_eq!(written, data, "an accepted file is not the one that is written");
    }
    Err(error) => is_typed(&error),
});
