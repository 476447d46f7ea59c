//! Where entries are kept: what a ledger asks of a storage, and the storage in memory.

use super::entry::{Entry, StoredEntry};
use super::export::Exported;
use super::note::Note;
use crate::catalogue::Catalogue;
use crate::error::{Error, Result};
use crate::id::Digest;

/// How far a ledger has come: the size and the root of its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are.
    pub size: u64,
    /// The root of the tree (RFC 9162 §2.1).
    pub root: Digest,
}

/// What is written together: all of it or nothing.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// Catalogue versions that are new.
    pub catalogues: &'a [Catalogue],
    /// The entries that follow, without a gap.
    pub entries: &'a [Entry],
    /// Earlier entries whose payload and salt have to be gone for good, without a copy anywhere in the storage.
    pub erased: &'a [Entry],
    /// The head afterwards.
    pub head: Head,
}

/// A place that keeps a ledger: a file, a database, memory.
///
/// An implementation decides nothing: what may come in, what is erased and what the tree says is the [`crate::Ledger`]'s.
/// When [`Storage::commit`] returns, the change has to survive a power cut.
pub trait Storage {
    /// How far the ledger has come; absent for an empty one.
    ///
    /// # Errors
    /// The storage's own.
    fn head(&self) -> Result<Option<Head>>;

    /// The catalogue versions, in any order.
    ///
    /// # Errors
    /// The storage's own.
    fn catalogues(&self) -> Result<Vec<Catalogue>>;

    /// The entries from a position on as they were kept, all there are, in their order, until `each` fails.
    ///
    /// # Errors
    /// The storage's own, and what `each` returned.
    fn read(&self, from: u64, each: &mut dyn FnMut(StoredEntry) -> Result<()>) -> Result<()>;

    /// The entry at a position as it was kept.
    ///
    /// # Errors
    /// The storage's own; `position-unknown` beyond the ledger.
    fn entry(&self, seq: u64) -> Result<StoredEntry>;

    /// Writes a change, all of it or nothing; durable when it returns. Old copies of what it erases go with it where nothing is in the
    /// way, else with [`Storage::finish_erasures`].
    ///
    /// # Errors
    /// The storage's own; then nothing has changed.
    fn commit(&mut self, change: &Change<'_>) -> Result<()>;

    /// Takes away what [`Storage::commit`] had to leave of erased payloads; nothing, where it always can.
    ///
    /// # Errors
    /// `erasure-pending` when something is still in the way; the storage's own.
    fn finish_erasures(&mut self) -> Result<()> {
        Ok(())
    }

    /// Keeps a signed checkpoint.
    ///
    /// # Errors
    /// The storage's own.
    fn keep_checkpoint(&mut self, size: u64, note: &Note) -> Result<()>;

    /// The latest signed checkpoint that was kept.
    ///
    /// # Errors
    /// The storage's own.
    fn checkpoint(&self) -> Result<Option<Note>>;
}

/// A ledger in memory: for tests, for pages in a browser, for hosts that keep the exported lines themselves.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    catalogues: Vec<Catalogue>,
    entries: Vec<Entry>,
    head: Option<Head>,
    checkpoint: Option<Note>,
}

impl Memory {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The entries, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) fn kept_catalogues(&self) -> &[Catalogue] {
        &self.catalogues
    }

    pub(super) fn kept_note(&self) -> Option<&Note> {
        self.checkpoint.as_ref()
    }

    /// Takes what a line of an exported ledger holds.
    pub(super) fn take(&mut self, line: Exported) {
        match line {
            Exported::Catalogue(catalogue) => self.catalogues.push(*catalogue),
            Exported::Entry(entry) => self.entries.push(*entry),
            Exported::Checkpoint(note) => self.checkpoint = Some(note),
            Exported::End(head) => self.head = Some(head),
        }
    }
}

impl Storage for Memory {
    fn head(&self) -> Result<Option<Head>> {
        Ok(self.head)
    }

    fn catalogues(&self) -> Result<Vec<Catalogue>> {
        Ok(self.catalogues.clone())
    }

    fn read(&self, from: u64, each: &mut dyn FnMut(StoredEntry) -> Result<()>) -> Result<()> {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        self.entries.iter().skip(from).try_for_each(|entry| each(entry.stored().clone()))
    }

    fn entry(&self, seq: u64) -> Result<StoredEntry> {
        let found = usize::try_from(seq).ok().and_then(|seq| self.entries.get(seq));
        found
            .map(|entry| entry.stored().clone())
            .ok_or_else(|| no_position(seq, u64::try_from(self.entries.len()).unwrap_or(u64::MAX)))
    }

    fn commit(&mut self, change: &Change<'_>) -> Result<()> {
        self.catalogues.extend_from_slice(change.catalogues);
        self.entries.extend_from_slice(change.entries);
        for erased in change.erased {
            let at = usize::try_from(erased.record().seq).ok();
            if let Some(entry) = at.and_then(|at| self.entries.get_mut(at)) {
                entry.clone_from(erased);
            }
        }
        self.head = Some(change.head);
        Ok(())
    }

    fn keep_checkpoint(&mut self, _: u64, note: &Note) -> Result<()> {
        self.checkpoint = Some(note.clone());
        Ok(())
    }

    fn checkpoint(&self) -> Result<Option<Note>> {
        Ok(self.checkpoint.clone())
    }
}

/// The error for a position that the ledger has not reached.
#[must_use]
pub fn no_position(found: u64, size: u64) -> Error {
    Error::new("position-unknown", format_args!("expected a position below {size}, found {found}"))
}
