//! Signed notes (C2SP signed-note v1.0.0): a text, an empty line, and one line for each signature.
//!
//! A note proves nothing before [`Note::verify`] said so. Keys come from outside: [`Signer`] and [`Verifier`] are what a key store
//! or a hardware module has to offer; the keys of this crate are [`VerifierKey`](super::VerifierKey) and, with the feature
//! `ed25519`, `SigningKey`.

use core::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::error::{Error, Result};
use crate::id::Digest;

/// The longest note in bytes (1 MiB).
pub const MAX_NOTE_BYTES: usize = 1 << 20;

/// The largest number of signatures on a note; the specification asks for 16 at least.
pub const MAX_NOTE_SIGNATURES: usize = 100;

/// What begins a signature line: an em dash and a space.
const SIGNATURE: &str = "\u{2014} ";

/// A key that signs notes: in memory, in a hardware module, behind a service.
pub trait Signer {
    /// The name of the key; for a ledger, the origin of its checkpoints.
    fn name(&self) -> &str;

    /// The short identifier of the key: with the name it says which key signed.
    fn key_id(&self) -> [u8; 4];

    /// Signs `message` as it is.
    ///
    /// # Errors
    /// Whatever kept the key from signing; the caller gets it as `signer-failed`.
    fn sign(&self, message: &[u8]) -> core::result::Result<Vec<u8>, Box<dyn core::error::Error + Send + Sync>>;
}

/// A public key that checks signatures on notes.
pub trait Verifier {
    /// The name of the key.
    fn name(&self) -> &str;

    /// The short identifier of the key.
    fn key_id(&self) -> [u8; 4];

    /// True when `signature` is one of this key over `message`. Whatever is malformed is not.
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool;
}

/// One signature line of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    name: String,
    key_id: [u8; 4],
    signature: Vec<u8>,
}

impl NoteSignature {
    /// The name of the key that is said to have signed.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The identifier of the key that is said to have signed.
    #[must_use]
    pub fn key_id(&self) -> [u8; 4] {
        self.key_id
    }

    /// The signature itself, in the form of the key's algorithm.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    fn parse(line: &str) -> Option<Self> {
        let (name, blob) = line.strip_prefix(SIGNATURE)?.split_once(' ')?;
        let (key_id, signature) = decode(blob)?.split_first_chunk::<4>().map(|(id, rest)| (*id, rest.to_vec()))?;
        (is_key_name(name) && !signature.is_empty()).then(|| Self { name: name.to_owned(), key_id, signature })
    }

    fn is_of(&self, key: &dyn Verifier) -> bool {
        self.name == key.name() && self.key_id == key.key_id()
    }
}

impl core::str::FromStr for Note {
    type Err = Error;

    fn from_str(note: &str) -> Result<Self> {
        Self::parse(note)
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SIGNATURE}{} {}", self.name, encode(&[&self.key_id, self.signature.as_slice()].concat()))
    }
}

/// A text with signatures, well-formed but not checked: see [`Note::verify`]. `Display` writes the note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

impl Note {
    /// Signs a text with each of the keys.
    ///
    /// # Errors
    /// `note-malformed` for a text that does not end in a line break or has other control characters, or a key whose name no note
    /// can carry; `note-signatures-count` unless there are 1 to 100 keys; `note-too-large`; `signer-failed`.
    pub fn sign(text: &str, signers: &[&dyn Signer]) -> Result<Self> {
        if !text.ends_with('\n') {
            return Err(malformed("a text that does not end in a line break"));
        }
        count(signers.len())?;
        let signatures = signers.iter().map(|signer| sign(text, *signer)).collect::<Result<_>>()?;
        let note = Self { text: text.to_owned(), signatures };
        // What is written can be read.
        Self::parse(&note.to_string())
    }

    /// Reads a note. Its signatures are not checked yet.
    ///
    /// # Errors
    /// `note-too-large` above 1 MiB, `note-malformed`, `note-signatures-count` for more than 100 signatures.
    pub fn parse(note: &str) -> Result<Self> {
        if note.len() > MAX_NOTE_BYTES {
            return Err(Error::new(
                "note-too-large",
                format_args!("expected a signed note of at most {MAX_NOTE_BYTES} bytes, found {}", note.len()),
            ));
        }
        if note.contains(|c| c < ' ' && c != '\n') {
            return Err(malformed("a control character"));
        }
        // The last empty line: the text may have some of its own.
        let Some((text, lines)) = note.rsplit_once("\n\n") else {
            return Err(malformed("no empty line before the signatures"));
        };
        let Some(lines) = lines.strip_suffix('\n') else {
            return Err(malformed("no signature line with a line break at its end"));
        };
        count(lines.split('\n').count())?;
        let signatures = lines
            .split('\n')
            .map(|line| NoteSignature::parse(line).ok_or_else(|| malformed("a line that is no signature")))
            .collect::<Result<_>>()?;
        Ok(Self { text: format!("{text}\n"), signatures })
    }

    /// The signed text, with the line break at its end.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, in the order of the note.
    #[must_use]
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Checks the note with the keys that the caller trusts. Signatures of other keys are passed over.
    ///
    /// # Errors
    /// `note-signature-wrong` when a signature that names a trusted key is not one of that key, whatever the others are;
    /// `note-not-signed` when no trusted key signed.
    pub fn verify(&self, trusted: &[&dyn Verifier]) -> Result<()> {
        let mut signed = false;
        for signature in &self.signatures {
            for key in trusted.iter().filter(|key| signature.is_of(**key)) {
                if !key.verify(self.text.as_bytes(), &signature.signature) {
                    return Err(Error::new(
                        "note-signature-wrong",
                        format_args!("expected a signature by `{}`, found one that is not its own", key.name()),
                    ));
                }
                signed = true;
            }
        }
        if signed {
            return Ok(());
        }
        let names: Vec<String> = trusted.iter().map(|key| format!("`{}`", key.name())).collect();
        Err(Error::new(
            "note-not-signed",
            format_args!(
                "expected a signature by a trusted key ({}), found none; is it the right public key?",
                if names.is_empty() { "none is given".to_owned() } else { names.join(", ") },
            ),
        ))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

fn sign(text: &str, signer: &dyn Signer) -> Result<NoteSignature> {
    let name = signer.name().to_owned();
    if !is_key_name(&name) {
        return Err(malformed("a key whose name is empty or has white space, a control character or a plus sign"));
    }
    let signature = signer.sign(text.as_bytes()).map_err(|error| {
        Error::new("signer-failed", format_args!("expected a signature by `{name}`, found that its signer failed: {error}"))
    })?;
    Ok(NoteSignature { name, key_id: signer.key_id(), signature })
}

fn count(signatures: usize) -> Result<()> {
    if (1..=MAX_NOTE_SIGNATURES).contains(&signatures) {
        return Ok(());
    }
    Err(Error::new(
        "note-signatures-count",
        format_args!("expected 1 to {MAX_NOTE_SIGNATURES} signatures on a note, found {signatures}"),
    ))
}

fn malformed(found: &str) -> Error {
    Error::new("note-malformed", format_args!("expected a signed note, found {found}"))
}

/// True for a name that a key may have: some text without white space, control characters and plus signs.
pub(super) fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c == '+' || c.is_whitespace() || c.is_control())
}

/// Base 64 of RFC 4648 §4 with padding.
pub(super) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a base 64 text; nothing unless it is the one way to write them.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// The digest of a base 64 text.
pub(super) fn decode_digest(text: &str) -> Option<Digest> {
    <[u8; 32]>::try_from(decode(text)?).ok().map(Digest::from_bytes)
}

/// A number as the formats write it: decimal, without sign and leading zeros.
pub(super) fn decimal(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number: &u64| number.to_string() == text)
}
