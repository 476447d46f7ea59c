//! The file of an index.
//!
//! ```text
//! "consent-index\n\0\0" ‖ version of the format (8 bytes) ‖ length of each part (6 × 8)      then the sum of these 72 bytes
//! description, canonical JSON: position, catalogues, names, scopes, bonds, hash key            then its sum
//! table, blocks, places of the roll, words of 8 bytes                                        then a sum after each
//! events of those of whom the plain part may not say everything: their ends, canonical JSON  then a sum after each
//! ```
//!
//! Numbers are little-endian. Each sum is XXH3 (128 bits) of the sum before it and the part, so that the last one stands for the whole
//! file. It finds what a disk or a copy damaged. Against somebody who alters the file on purpose it helps no more than any other
//! sum without a key would: the file is as confidential as the ledger, and holds subject keys and the key of the hash table.

use std::io::{Read, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use twox_hash::xxhash3_128::Hasher;

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
use crate::id::Id;
use crate::json::{canonical, read};
use crate::names::Keyed;
use crate::time::Instant;

const MAGIC: &[u8; 16] = b"consent-index\n\0\0";
/// The version of the format; another one is not read.
const VERSION: u64 = 1;
/// What is read and written at a time.
const PIECE: usize = 1 << 18;
const PARTS: usize = 6;
/// The bytes of a sum.
const SUM: usize = 16;

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
        let mut file = Writing { to, sum: [0; SUM] };
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
        let mut file = Reading { from, sum: [0; SUM] };
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

/// The sum of a part begins with the one before it.
fn begun(sum: [u8; SUM]) -> Hasher {
    let mut hash = Hasher::new();
    hash.write(&sum);
    hash
}

/// A file as it is written.
struct Writing<W> {
    to: W,
    sum: [u8; SUM],
}

impl<W: Write> Writing<W> {
    fn bytes(&mut self, part: &[u8]) -> Result<()> {
        let mut hash = begun(self.sum);
        for piece in part.chunks(PIECE) {
            hash.write(piece);
            self.to.write_all(piece).map_err(not_written)?;
        }
        self.sum = hash.finish_128().to_le_bytes();
        self.to.write_all(&self.sum).map_err(not_written)
    }

    fn words(&mut self, part: &[u64]) -> Result<()> {
        if cfg!(target_endian = "little") {
            return self.bytes(bytemuck::cast_slice(part));
        }
        self.bytes(bytemuck::cast_slice(&part.iter().map(|word| word.to_le()).collect::<Vec<u64>>()))
    }
}

/// A file as it is read.
struct Reading<R> {
    from: R,
    sum: [u8; SUM],
}

impl<R: Read> Reading<R> {
    fn bytes(&mut self, length: usize, name: &'static str) -> Result<Vec<u8>> {
        let mut part = room(length)?;
        self.part(&mut part, name)?;
        Ok(part)
    }

    fn words(&mut self, length: usize, name: &'static str) -> Result<Vec<u64>> {
        if !length.is_multiple_of(8) {
            return Err(damaged(name, "a part of a word"));
        }
        let mut part: Vec<u64> = room(length / 8)?;
        self.part(bytemuck::cast_slice_mut(&mut part), name)?;
        if cfg!(target_endian = "big") {
            part.iter_mut().for_each(|word| *word = u64::from_le(*word));
        }
        Ok(part)
    }

    /// Reads a part and compares its sum, piece by piece, while each is near.
    fn part(&mut self, part: &mut [u8], name: &'static str) -> Result<()> {
        let mut hash = begun(self.sum);
        for piece in part.chunks_mut(PIECE) {
            self.from.read_exact(piece).map_err(|error| not_read(name, error))?;
            hash.write(piece);
        }
        let mut kept = [0; SUM];
        self.from.read_exact(&mut kept).map_err(|error| not_read(name, error))?;
        self.sum = hash.finish_128().to_le_bytes();
        if kept != self.sum {
            let (kept, found) = (u128::from_le_bytes(kept), u128::from_le_bytes(self.sum));
            return Err(damaged(name, format_args!("the sum {found:032x} instead of {kept:032x}")));
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

/// Zeros to read into, if there is memory for them: a length is the file's word.
fn room<T: Clone + Default>(length: usize) -> Result<Vec<T>> {
    Vec::<T>::new().try_reserve_exact(length).map_err(|_| too_large())?;
    Ok(vec![T::default(); length])
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
