//! Ed25519 keys for notes, in the text forms of C2SP signed-note and of Go's `sumdb/note`.

use core::fmt;
use core::str::FromStr;

use super::note::{decode, encode, is_key_name};
use crate::error::{Error, Result};
use crate::id::Digest;

/// The signature type of Ed25519 in C2SP signed-note.
const ED25519: u8 = 1;

/// The public Ed25519 key of a signer of notes: what anybody needs to check a checkpoint. Written as `name+id+base64`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key_id: [u8; 4],
    public: [u8; 32],
}

impl VerifierKey {
    /// A key by its name and its 32 bytes (RFC 8032). Bytes that are no point of the curve make a key that verifies nothing.
    ///
    /// # Errors
    /// `key-malformed` for a name that is empty or has white space, control characters or a plus sign.
    pub fn new(name: &str, public: [u8; 32]) -> Result<Self> {
        if !is_key_name(name) {
            return Err(malformed("a name that is empty or has white space, a control character or a plus sign"));
        }
        let hash = Digest::of(&[name.as_bytes(), &[b'\n', ED25519], &public].concat());
        let [a, b, c, d, ..] = *hash.as_bytes();
        Ok(Self { name: name.to_owned(), key_id: [a, b, c, d], public })
    }

    /// The name of the key.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first four bytes of the SHA-256 hash of name, type and key.
    #[must_use]
    pub fn key_id(&self) -> [u8; 4] {
        self.key_id
    }

    /// The 32 bytes of the key.
    #[must_use]
    pub fn public(&self) -> &[u8; 32] {
        &self.public
    }

    fn hex_id(&self) -> String {
        format!("{:08x}", u32::from_be_bytes(self.key_id))
    }
}

impl FromStr for VerifierKey {
    type Err = Error;

    /// Reads a key written as `name+id+base64`; `key-malformed` for every other text.
    fn from_str(text: &str) -> Result<Self> {
        let (name, id, public) = parts(text).ok_or_else(|| malformed("another form than name, identifier and base 64"))?;
        let key = Self::new(name, public)?;
        if key.hex_id() == id { Ok(key) } else { Err(malformed("an identifier that is not the one of the key")) }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}+{}", self.name, self.hex_id(), encode(&[&[ED25519], self.public.as_slice()].concat()))
    }
}

/// `name`, `id` and the 32 bytes of `name+id+base64(type ‖ bytes)`. Base 64 may have plus signs of its own.
fn parts(text: &str) -> Option<(&str, &str, [u8; 32])> {
    let mut parts = text.splitn(3, '+');
    let (name, id, blob) = (parts.next()?, parts.next()?, decode(parts.next()?)?);
    let bytes = blob.strip_prefix(&[ED25519])?.try_into().ok()?;
    Some((name, id, bytes))
}

fn malformed(found: &str) -> Error {
    Error::new("key-malformed", format_args!("expected an Ed25519 key for notes, found {found}"))
}

#[cfg(feature = "ed25519")]
pub use ed25519::SigningKey;

#[cfg(feature = "ed25519")]
mod ed25519 {
    use core::fmt;
    use core::str::FromStr;

    use ed25519_dalek::Signer as _;

    use super::{ED25519, Error, Result, VerifierKey, encode, malformed, parts};
    use crate::ledger::note::{Signer, Verifier};

    /// What begins the text form of a private key.
    const PRIVATE: &str = "PRIVATE+KEY+";

    impl Verifier for VerifierKey {
        fn name(&self) -> &str {
            &self.name
        }

        fn key_id(&self) -> [u8; 4] {
            self.key_id
        }

        fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
            let (Ok(key), Ok(signature)) =
                (ed25519_dalek::VerifyingKey::from_bytes(&self.public), ed25519_dalek::Signature::from_slice(signature))
            else {
                return false;
            };
            // Strict: no keys and no commitments of small order, so that one signature stands for one text and one key.
            key.verify_strict(message, &signature).is_ok()
        }
    }

    /// A private Ed25519 key that signs notes. It never shows itself but in [`SigningKey::to_secret_text`].
    pub struct SigningKey {
        secret: ed25519_dalek::SigningKey,
        public: VerifierKey,
    }

    impl SigningKey {
        /// The key of a seed: 32 bytes of a cryptographic random generator, kept secret.
        ///
        /// # Errors
        /// `key-malformed` for a name that is empty or has white space, control characters or a plus sign.
        pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self> {
            let secret = ed25519_dalek::SigningKey::from_bytes(seed);
            let public = VerifierKey::new(name, secret.verifying_key().to_bytes())?;
            Ok(Self { secret, public })
        }

        /// The public key, to be given to whoever checks.
        #[must_use]
        pub fn verifier(&self) -> &VerifierKey {
            &self.public
        }

        /// The private key as `PRIVATE+KEY+name+id+base64`, to be kept secret.
        #[must_use]
        pub fn to_secret_text(&self) -> String {
            let seed = encode(&[&[ED25519], self.secret.as_bytes().as_slice()].concat());
            format!("{PRIVATE}{}+{}+{seed}", self.public.name, self.public.hex_id())
        }
    }

    impl FromStr for SigningKey {
        type Err = Error;

        /// Reads a key written as `PRIVATE+KEY+name+id+base64`; `key-malformed` for every other text, which is not repeated.
        fn from_str(text: &str) -> Result<Self> {
            let (name, id, seed) = text
                .strip_prefix(PRIVATE)
                .and_then(parts)
                .ok_or_else(|| malformed("another form than a private key with name, identifier and base 64"))?;
            let key = Self::from_seed(name, &seed)?;
            if key.public.hex_id() == id { Ok(key) } else { Err(malformed("an identifier that is not the one of the key")) }
        }
    }

    impl fmt::Debug for SigningKey {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.debug_struct("SigningKey").field("public", &self.public).finish_non_exhaustive()
        }
    }

    impl Signer for SigningKey {
        fn name(&self) -> &str {
            &self.public.name
        }

        fn key_id(&self) -> [u8; 4] {
            self.public.key_id
        }

        fn sign(&self, message: &[u8]) -> core::result::Result<Vec<u8>, Box<dyn core::error::Error + Send + Sync>> {
            Ok(self.secret.sign(message).to_bytes().to_vec())
        }
    }
}
