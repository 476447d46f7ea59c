//! A catalogue: read, checked, compiled, written.
#![no_main]

use consent_core::catalogue::{Catalogue, Severity, check};
use consent_fuzz::{begun, is_typed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let catalogue = match Catalogue::from_json(data) {
        Ok(catalogue) => catalogue,
        Err(error) => return is_typed(&error),
    };
    let written = catalogue.to_json().expect("what was read can be written");
    let again = Catalogue::from_json(written.as_bytes()).expect("what was written can be read");
    assert_eq!(again, catalogue);
    assert_eq!(again.to_json().expect("it was written before"), written);
    assert_eq!(again.digest().expect("a digest"), catalogue.digest().expect("a digest"));
    // What its check refuses the engine refuses, and nothing else.
    let findings = check(&catalogue);
    assert!(findings.iter().all(|finding| !finding.message.is_empty() && !finding.code.is_empty()));
    let refused = findings.iter().any(|finding| finding.severity == Severity::Error);
    match begun(&catalogue) {
        Ok(engine) => {
            assert!(!refused, "taken though it was refused: {findings:?}");
            assert_eq!(engine.catalogue(None).expect("it is published"), &catalogue);
        }
        Err(error) => {
            is_typed(&error);
            assert!(refused || error.code() != "catalogue-refused", "refused without a finding: {error:?}");
        }
    }
});
