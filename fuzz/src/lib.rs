//! What the targets share.

use std::sync::OnceLock;

use consent_core::catalogue::Catalogue;
use consent_core::ledger::{Event, Salt, Signer, Verifier};
use consent_core::{Digest, Engine, Error, Instant};

/// The catalogue that events and questions are read against: the first of the conformance corpus.
pub const CATALOGUE: &[u8] = include_bytes!("../../conformance/catalogues/basics-1.json");

/// An error has a code of lower-case words, and something to say.
pub fn is_typed(error: &Error) {
    let code = error.code();
    assert!(!code.is_empty() && code.split('-').all(|word| !word.is_empty()), "the code `{code}`");
    assert!(code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "the code `{code}`");
    assert!(!error.to_string().is_empty(), "`{code}` says nothing");
}

/// A catalogue, and an engine in which it is published.
pub fn city() -> &'static Catalogue {
    static CITY: OnceLock<Catalogue> = OnceLock::new();
    CITY.get_or_init(|| Catalogue::from_json(CATALOGUE).expect("the catalogue can be read"))
}

/// An engine with nothing but the published catalogue.
pub fn begun(catalogue: &Catalogue) -> Result<Engine, Error> {
    let mut engine = Engine::with_hash_key([1, 2]);
    engine.add_catalogue(catalogue.clone())?;
    let publication = format!(
        r#"{{"id":"published","type":"catalogue-published","at":"2025-01-01T00:00:00Z","by":{{"role":"operator","id":"op"}},
            "version":{},"sha256":"{}"}}"#,
        catalogue.version,
        catalogue.digest()?
    );
    engine.record(Event::from_json(publication.as_bytes())?, now())?;
    Ok(engine)
}

/// When everything is recorded.
pub fn now() -> Instant {
    "2026-11-01T00:00:00Z".parse().expect("an instant")
}

/// A salt that is the same in every run.
pub fn salt(number: u64) -> Salt {
    Salt::new(*Digest::of(&number.to_be_bytes()).as_bytes())
}

/// A key that signs by hashing: quick, so that forms are tried and not arithmetic.
pub struct Quick;

/// The name of the ledgers of the seeds.
pub const NAME: &str = "ledger.example/four-cities";

impl Signer for Quick {
    fn name(&self) -> &str {
        NAME
    }

    fn key_id(&self) -> [u8; 4] {
        *b"test"
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Digest::of(message).as_bytes().to_vec())
    }
}

impl Verifier for Quick {
    fn name(&self) -> &str {
        NAME
    }

    fn key_id(&self) -> [u8; 4] {
        *b"test"
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        Digest::of(message).as_bytes() == signature
    }
}
