//! Checkpoints (C2SP tlog-checkpoint v1.0.0): what an operator signs about its ledger at one size.

use core::fmt;
use core::str::FromStr;

use super::note::{Note, Signer, Verifier, decimal, decode_digest, encode};
use crate::error::{Error, Result};
use crate::id::Digest;

/// The origin, the size and the root of a ledger. `Display` writes the text that is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Digest,
    extensions: Vec<String>,
}

impl Checkpoint {
    /// What the ledger named `origin` is at `size` entries.
    ///
    /// # Errors
    /// `checkpoint-malformed` for an origin that is empty or has control characters.
    pub fn new(origin: &str, size: u64, root: Digest) -> Result<Self> {
        is_line(origin)
            .then(|| Self { origin: origin.to_owned(), size, root, extensions: Vec::new() })
            .ok_or_else(|| malformed("an origin that is empty or has control characters"))
    }

    /// Adds an extension line. No reader may depend on it, and no one can audit it: best left out.
    ///
    /// # Errors
    /// `checkpoint-malformed` for a line that is empty or has control characters.
    pub fn with_extension(mut self, line: &str) -> Result<Self> {
        if !is_line(line) {
            return Err(malformed("an extension line that is empty or has control characters"));
        }
        self.extensions.push(line.to_owned());
        Ok(self)
    }

    /// The name of the ledger.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The number of entries.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the Merkle tree of the entries.
    #[must_use]
    pub fn root(&self) -> Digest {
        self.root
    }

    /// The extension lines.
    #[must_use]
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    /// Signs the checkpoint. A ledger must never sign two of which the later did not grow from the earlier.
    ///
    /// # Errors
    /// `checkpoint-other-origin` unless one of the keys has the origin as its name, and the errors of [`Note::sign`].
    pub fn sign(&self, signers: &[&dyn Signer]) -> Result<Note> {
        if !signers.iter().any(|signer| signer.name() == self.origin) {
            let names: Vec<&str> = signers.iter().map(|signer| signer.name()).collect();
            return Err(Error::new(
                "checkpoint-other-origin",
                format_args!("expected a key named `{}` as the ledger is, found `{}`", self.origin, names.join(" ")),
            ));
        }
        Note::sign(&self.to_string(), signers)
    }

    /// Reads a signed checkpoint and checks it with the operator's key.
    ///
    /// # Errors
    /// The errors of [`Note::parse`] and of [`Checkpoint::verified`].
    pub fn open(note: &str, key: &dyn Verifier) -> Result<Self> {
        Self::verified(&Note::parse(note)?, key)
    }

    /// The checkpoint of a note that the operator's key signed. The origin has to be the name of the key, so that no operator
    /// can speak for the ledger of another.
    ///
    /// # Errors
    /// `note-signature-wrong`, `note-not-signed`, `checkpoint-malformed`, `checkpoint-other-origin`.
    pub fn verified(note: &Note, key: &dyn Verifier) -> Result<Self> {
        note.verify(&[key])?;
        let checkpoint: Self = note.text().parse()?;
        if checkpoint.origin == key.name() {
            return Ok(checkpoint);
        }
        Err(Error::new(
            "checkpoint-other-origin",
            format_args!("expected a checkpoint of `{}`, found one of `{}`", key.name(), checkpoint.origin),
        ))
    }
}

impl FromStr for Checkpoint {
    type Err = Error;

    /// Reads the text of a checkpoint, without signatures; `checkpoint-malformed` for every other text.
    fn from_str(text: &str) -> Result<Self> {
        let Some(text) = text.strip_suffix('\n') else {
            return Err(malformed("no line break at its end"));
        };
        let mut lines = text.split('\n');
        let origin = lines.next().unwrap_or_default();
        let size = lines.next().and_then(decimal).ok_or_else(|| malformed("no decimal size in the second line"))?;
        let root = lines.next().and_then(decode_digest).ok_or_else(|| malformed("no root of 32 bytes in base 64"))?;
        lines.try_fold(Self::new(origin, size, root)?, Self::with_extension)
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, encode(self.root.as_bytes()))?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

fn is_line(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c| c < ' ')
}

fn malformed(found: &str) -> Error {
    Error::new("checkpoint-malformed", format_args!("expected a checkpoint of origin, size and root, found {found}"))
}
