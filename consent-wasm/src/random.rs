//! Random bytes of the host.

use consent_core::ledger::Salt;
use consent_core::{Error, Result};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The Web Crypto API, in browsers and in Node.
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues, catch)]
    fn fill(bytes: &mut [u8]) -> Result<(), JsValue>;
}

/// Bytes from the host's cryptographic source of randomness.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    fill(&mut bytes).map_err(|_| {
        Error::new(
            "randomness-unavailable",
            "expected random bytes from `crypto.getRandomValues`, found none; use a browser, or Node 20 or later",
        )
    })?;
    Ok(bytes)
}

/// A new salt.
pub(crate) fn salt() -> Result<Salt> {
    random().map(Salt::new)
}
