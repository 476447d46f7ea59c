//! Proofs to carry away (C2SP tlog-proof): that an entry is in a ledger, checkable offline with the operator's public key.

use core::fmt;
use core::str::FromStr;

use super::checkpoint::Checkpoint;
use super::note::{MAX_NOTE_BYTES, Note, Verifier, decimal, decode, decode_digest, encode};
use super::tree::InclusionProof;
use crate::error::{Error, Result};
use crate::id::Digest;

/// The first line.
const FORM: &str = "c2sp.org/tlog-proof@v1";

/// No path in a tree of 2^64 leaves is longer.
const MAX_HASHES: usize = 64;

/// An inclusion proof with the signed checkpoint that it leads to. `Display` writes the text form (`.tlog-proof`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerProof {
    extra: Option<Vec<u8>>,
    index: u64,
    hashes: Vec<Digest>,
    checkpoint: Note,
}

impl LedgerProof {
    /// Puts an inclusion proof and the signed checkpoint of the same size together.
    ///
    /// # Errors
    /// `proof-malformed` when the sizes differ, `checkpoint-malformed` when the note is no checkpoint.
    pub fn new(inclusion: InclusionProof, checkpoint: Note) -> Result<Self> {
        let size = checkpoint.text().parse::<Checkpoint>()?.size();
        if size != inclusion.size {
            return Err(malformed(format_args!("one for {} entries with a checkpoint of {size}", inclusion.size)));
        }
        Ok(Self { extra: None, index: inclusion.index, hashes: inclusion.hashes, checkpoint })
    }

    /// Adds data of the application. It is not protected by the proof.
    #[must_use]
    pub fn with_extra(mut self, extra: Vec<u8>) -> Self {
        self.extra = Some(extra);
        self
    }

    /// Data of the application, not protected by the proof.
    #[must_use]
    pub fn extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }

    /// The position of the entry.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The neighbours on the way from the entry to the root, the lowest first.
    #[must_use]
    pub fn hashes(&self) -> &[Digest] {
        &self.hashes
    }

    /// The signed checkpoint, not checked yet.
    #[must_use]
    pub fn checkpoint(&self) -> &Note {
        &self.checkpoint
    }

    /// Checks that `leaf` (a [`leaf_hash`](super::leaf_hash)) is in the ledger of the key's operator, and gives the checkpoint.
    ///
    /// # Errors
    /// The errors of [`Checkpoint::verified`], and `inclusion-not-proven`.
    pub fn verify(&self, leaf: &Digest, key: &dyn Verifier) -> Result<Checkpoint> {
        let checkpoint = Checkpoint::verified(&self.checkpoint, key)?;
        let inclusion = InclusionProof { index: self.index, size: checkpoint.size(), hashes: self.hashes.clone() };
        inclusion.verify(leaf, &checkpoint.root())?;
        Ok(checkpoint)
    }
}

impl FromStr for LedgerProof {
    type Err = Error;

    /// Reads the text form; nothing is checked yet. `proof-malformed`, or the errors of [`Note::parse`] for the checkpoint.
    fn from_str(text: &str) -> Result<Self> {
        if text.len() > MAX_NOTE_BYTES {
            return Err(malformed(format_args!("{} bytes, more than {MAX_NOTE_BYTES}", text.len())));
        }
        let Some((head, checkpoint)) = text.split_once("\n\n") else {
            return Err(malformed("no empty line before the checkpoint"));
        };
        let mut lines = head.split('\n');
        if lines.next() != Some(FORM) {
            return Err(malformed(format_args!("another first line than `{FORM}`")));
        }
        let mut line = lines.next();
        let mut extra = None;
        if let Some(data) = line.and_then(|line| line.strip_prefix("extra ")) {
            extra = Some(decode(data).ok_or_else(|| malformed("extra data that is not base 64"))?);
            line = lines.next();
        }
        let index = line
            .and_then(|line| decimal(line.strip_prefix("index ")?))
            .ok_or_else(|| malformed("no line with the decimal index of the entry"))?;
        let hashes: Vec<Digest> = lines
            .map(|line| decode_digest(line).ok_or_else(|| malformed("a line that is no hash of 32 bytes in base 64")))
            .collect::<Result<_>>()?;
        if hashes.len() > MAX_HASHES {
            return Err(malformed(format_args!("{} hashes, more than {MAX_HASHES}", hashes.len())));
        }
        Ok(Self { extra, index, hashes, checkpoint: Note::parse(checkpoint)? })
    }
}

impl fmt::Display for LedgerProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FORM}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.hashes.iter().try_for_each(|hash| writeln!(f, "{}", encode(hash.as_bytes())))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

fn malformed(found: impl fmt::Display) -> Error {
    Error::new("proof-malformed", format_args!("expected a proof of an entry with a checkpoint, found {found}"))
}
