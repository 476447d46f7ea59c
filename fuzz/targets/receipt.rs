//! A receipt: read, written, checked.
#![no_main]

use consent_core::receipt::{Receipt, verify};
use consent_fuzz::{Quick, is_typed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let checked = verify(data, &Quick);
    let receipt = match Receipt::from_json(data) {
        Ok(receipt) => receipt,
        Err(error) => {
            assert!(checked.is_err(), "what can't be read was verified");
            return is_typed(&error);
        }
    };
    let written = match &receipt {
        Receipt::Consent(receipt) => receipt.to_json(),
        Receipt::Decision(receipt) => receipt.to_json(),
    }
    .expect("what was read can be written");
    assert_eq!(Receipt::from_json(written.as_bytes()).expect("what was written can be read"), receipt);
    match (checked, verify(written.as_bytes(), &Quick)) {
        (Ok(one), Ok(other)) => assert_eq!(one.records, other.records),
        (Ok(_), Err(error)) => panic!("verified, but not as it is written again: {error:?}"),
        (Err(error), _) => is_typed(&error),
    }
});
