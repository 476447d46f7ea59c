//! The file of an index.
//!
//! ```text
//! "consent-index\n\0\0" ‖ version of the format (8 bytes) ‖ length of each part (6 × 8)      then the digest of these 72 bytes
//! description, canonical JSON: position, catalogues, names, scopes, bonds, hash key            then its digest
//! table, blocks, places of the roll, words of 8 bytes                                        then a digest after each
//! events of those of whom the plain part may not say everything: their ends, canonical JSON  then a digest after each
//! ```
//!
//! Numbers are little-endian. Each digest is SHA-256 of the digest before it and the part, so that the last one stands for the whole
//! file. A file with a changed bit anywhere is refused. It holds subject keys and the key of the hash table: it is as confidential as
//! the ledger.

use std::io::{Read, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::events::Events;
use super::roll::{Parts, Roll};
use super::{Common, Index};
use crate::catalogue::compile::Compiled;
use crate::catalogue::extent::{Extent, Symbols};
use crate::catalogue::world::World;
use crate::catalogue::{Catalogue, Form};
use crate::decide::Position;
use crate::decide::window::ConsentScope;
use crate::error::{Error, Result};
use crate::id::{Digest, Id};
use crate::json::{canonical, read};
use crate::names::Keyed;
use crate::time::Instant;

const MAGIC: &[u8; 16] = b"consent-index\n\0\0";
/// The version of the format; another one is not read.
const VERSION: u64 = 1;
/// What is read and written at a time.
const PIECE: usize = 1 << 18;
const PARTS: usize = 6;

/// What the words of the other parts mean.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    position: Position,
    hash_key: [Number; 2],
    publications: Vec<Publication>,
    /// By dense number.
    categories: Vec<Id>,
    purposes: Vec<Id>,
    parties: Vec<Id>,
    scopes: Vec<Scope>,
    bonds: Vec<(Id, u32)>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Publication {
    catalogue: Catalogue,
    at: Instant,
}

/// A number of 64 bits; JSON numbers have 53.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Number(String);

/// A scope in dense numbers.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scope {
    notice: (Id, u32),
    form: Form,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    controllers: Option<Vec<u32>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recipients: Option<Vec<u32>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    categories: Option<Vec<u32>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    purposes: Option<Vec<u32>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    operations: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cases: Option<Vec<Id>>,
}

impl From<&ConsentScope> for Scope {
    fn from(scope: &ConsentScope) -> Self {
        let Extent { controllers, recipients, categories, purposes, operations, cases } = scope.extent.clone();
        Self { notice: scope.notice.clone(), form: scope.form, controllers, recipients, categories, purposes, operations, cases }
    }
}

impl From<Scope> for ConsentScope {
    fn from(scope: Scope) -> Self {
        let Scope { notice, form, controllers, recipients, categories, purposes, operations, cases } = scope;
        Self { notice, form, extent: Extent { controllers, recipients, categories, purposes, operations, cases } }
    }
}

impl Index {
    /// Writes the index, to be read with [`Index::read_from`]. The host makes it durable, and writes beside an older file rather than
    /// over it.
    ///
    /// # Errors
    /// `index-not-written`, with what the writer said.
    pub fn write_to(&self, to: impl Write) -> Result<()> {
        let description = self.describe()?;
        let [table, words, places] = self.roll.parts();
        let (text, ends) = self.events.parts();
        let word_bytes = |words: &[u64]| words.len().saturating_mul(8);
        let lengths = [description.len(), word_bytes(table), word_bytes(words), word_bytes(places), word_bytes(ends), text.len()];
        let mut file = Writing { to, digest: [0; 32] };
        let mut head = MAGIC.to_vec();
        head.extend(VERSION.to_le_bytes());
        for length in lengths {
            head.extend(u64::try_from(length).unwrap_or(u64::MAX).to_le_bytes());
        }
        file.bytes(&head)?;
        file.bytes(&description)?;
        for words in [table, words, places, ends] {
            file.words(words)?;
        }
        file.bytes(text)?;
        file.to.flush().map_err(not_written)
    }

    fn describe(&self) -> Result<Vec<u8>> {
        canonical(&Description {
            position: self.position.clone(),
            hash_key: self.symbols.keyed().key().map(|half| Number(format!("{half:016x}"))),
            publications: self
                .published
                .iter()
                .map(|(version, at)| Publication { catalogue: version.source.clone(), at: *at })
                .collect(),
            categories: self.symbols.categories.list().to_vec(),
            purposes: self.symbols.purposes.list().to_vec(),
            parties: self.symbols.parties.list().to_vec(),
            scopes: self.common.scopes.list().iter().map(Scope::from).collect(),
            bonds: self.common.bonds.list().to_vec(),
        })
    }

    /// Reads an index that [`Index::write_to`] wrote.
    ///
    /// # Errors
    /// `index-damaged` for a file that is not as it was written, or is cut off, or goes on; `index-other-version` for one of another
    /// version of the format: it is made anew from the ledger; `index-not-read`, with what the reader said; `index-too-large` when
    /// there is no memory for it.
    pub fn read_from(from: impl Read) -> Result<Self> {
        let mut file = Reading { from, digest: [0; 32] };
        let head = file.bytes(MAGIC.len().saturating_add(8).saturating_add(PARTS.saturating_mul(8)), "head")?;
        let (magic, numbers) = head.split_at_checked(MAGIC.len()).unwrap_or_default();
        let mut numbers = numbers.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes));
        if magic != MAGIC {
            return Err(damaged("head", "another kind of file"));
        }
        match numbers.next() {
            Some(VERSION) => {}
            found => {
                return Err(Error::new(
                    "index-other-version",
                    format_args!(
                        "expected version {VERSION} of the format, found {}; make the index anew from the ledger",
                        found.unwrap_or_default()
                    ),
                ));
            }
        }
        let mut length = || numbers.next().and_then(|length| usize::try_from(length).ok()).ok_or_else(too_large);
        let lengths = [length()?, length()?, length()?, length()?, length()?, length()?];
        let [description, table, words, places, ends, text] = lengths;
        let description: Description = read(&file.bytes(description, "description")?)?;
        let parts = Parts {
            table: file.words(table, "table")?,
            words: file.words(words, "blocks")?,
            places: file.words(places, "places")?,
        };
        let ends = file.words(ends, "ends of events")?;
        let events = Events::of_parts(file.bytes(text, "events")?, ends);
        file.ends()?;
        Self::of_parts(description, parts, events)
    }

    fn of_parts(description: Description, parts: Parts, events: Events) -> Result<Self> {
        let half = |number: &Number| {
            u64::from_str_radix(&number.0, 16).map_err(|_| damaged("description", "a hash key that is no number"))
        };
        let [a, b] = &description.hash_key;
        let keyed = Keyed::with_key([half(a)?, half(b)?]);
        let mut symbols = Symbols::new(keyed);
        for (names, ids) in [
            (&mut symbols.categories, &description.categories),
            (&mut symbols.purposes, &description.purposes),
            (&mut symbols.parties, &description.parties),
        ] {
            ids.iter().for_each(|id| {
                names.intern(id);
            });
        }
        let published = description
            .publications
            .into_iter()
            .map(|Publication { catalogue, at }| Ok((Arc::new(Compiled::new(catalogue, &mut symbols)?), at)))
            .collect::<Result<Vec<_>>>()?;
        let world = World::new(published.clone()).ok_or_else(|| damaged("description", "no catalogue"))?;
        let mut common = Common::new(keyed);
        description.scopes.into_iter().for_each(|scope| {
            common.scopes.number_of(scope.into());
        });
        description.bonds.into_iter().for_each(|bond| {
            common.bonds.number_of(bond);
        });
        let (world, roll) = (Arc::new(world), Roll::of_parts(keyed, parts));
        Ok(Self { symbols, published, world, position: description.position, common, roll, events })
    }
}

/// A file as it is written.
struct Writing<W> {
    to: W,
    digest: [u8; 32],
}

impl<W: Write> Writing<W> {
    fn bytes(&mut self, part: &[u8]) -> Result<()> {
        self.to.write_all(part).map_err(not_written)?;
        self.seal(Sha256::new_with_prefix(self.digest).chain_update(part))
    }

    fn words(&mut self, part: &[u64]) -> Result<()> {
        let mut hash = Sha256::new_with_prefix(self.digest);
        let mut piece = Vec::with_capacity(PIECE);
        for words in part.chunks(PIECE / 8) {
            piece.clear();
            words.iter().for_each(|word| piece.extend_from_slice(&word.to_le_bytes()));
            hash.update(&piece);
            self.to.write_all(&piece).map_err(not_written)?;
        }
        self.seal(hash)
    }

    fn seal(&mut self, hash: Sha256) -> Result<()> {
        self.digest = hash.finalize().into();
        self.to.write_all(&self.digest).map_err(not_written)
    }
}

/// A file as it is read.
struct Reading<R> {
    from: R,
    digest: [u8; 32],
}

impl<R: Read> Reading<R> {
    fn bytes(&mut self, length: usize, name: &'static str) -> Result<Vec<u8>> {
        let mut part = Vec::new();
        part.try_reserve_exact(length).map_err(|_| too_large())?;
        self.part(length, name, |piece| part.extend_from_slice(piece))?;
        Ok(part)
    }

    fn words(&mut self, length: usize, name: &'static str) -> Result<Vec<u64>> {
        if !length.is_multiple_of(8) {
            return Err(damaged(name, "a part of a word"));
        }
        let mut part = Vec::new();
        part.try_reserve_exact(length / 8).map_err(|_| too_large())?;
        self.part(length, name, |piece| part.extend(piece.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes))))?;
        Ok(part)
    }

    /// Gives a part piece by piece, all but the last of them whole words, and compares its digest.
    fn part(&mut self, length: usize, name: &'static str, mut take: impl FnMut(&[u8])) -> Result<()> {
        let mut hash = Sha256::new_with_prefix(self.digest);
        let mut room = vec![0; PIECE.min(length)];
        let mut left = length;
        while left > 0 {
            let Some(piece) = room.get_mut(..left.min(PIECE)) else { break };
            self.from.read_exact(piece).map_err(|error| not_read(name, error))?;
            hash.update(&*piece);
            take(piece);
            left = left.saturating_sub(piece.len());
        }
        let mut kept = [0; 32];
        self.from.read_exact(&mut kept).map_err(|error| not_read(name, error))?;
        self.digest = hash.finalize().into();
        if kept != self.digest {
            let (kept, found) = (Digest::from_bytes(kept), Digest::from_bytes(self.digest));
            return Err(damaged(name, format_args!("{found} instead of {kept}")));
        }
        Ok(())
    }

    fn ends(&mut self) -> Result<()> {
        match self.from.read(&mut [0]) {
            Ok(0) => Ok(()),
            Ok(_) => Err(damaged("end", "more bytes")),
            Err(error) => Err(not_read("end", error)),
        }
    }
}

fn damaged(part: &str, found: impl core::fmt::Display) -> Error {
    Error::new(
        "index-damaged",
        format_args!(
            "expected the {part} of an index file as it was written, found {found}; make the index anew from the ledger"
        ),
    )
}

fn too_large() -> Error {
    Error::new("index-too-large", "expected an index file that fits into memory, found a larger one")
}

fn not_read(part: &str, error: std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::UnexpectedEof {
        return damaged(part, "the end of the file");
    }
    Error::new("index-not-read", format_args!("expected to read the {part} of an index file, found: {error}"))
}

fn not_written(error: std::io::Error) -> Error {
    Error::new("index-not-written", format_args!("expected to write an index file, found: {error}"))
}
