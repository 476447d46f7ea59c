//! Reading a ledger as an auditor does: is every entry as it was written, and is none missing?

use super::checkpoint::Checkpoint;
use super::entry::StoredEntry;
use super::storage::{Head, Storage};
use super::tree::{Frontier, Tree};
use crate::error::{Error, Result};
use crate::id::Digest;

/// What leaves are added to: a whole tree, or only its right edge.
pub(crate) trait Leaves {
    fn size(&self) -> u64;
    fn push(&mut self, leaf: Digest);
    fn root(&self) -> Digest;
}

impl Leaves for Tree {
    fn size(&self) -> u64 {
        self.size()
    }
    fn push(&mut self, leaf: Digest) {
        self.push(leaf);
    }
    fn root(&self) -> Digest {
        self.root()
    }
}

/// The right edge of a tree, and its root at an earlier size.
struct Edge {
    frontier: Frontier,
    at: u64,
    root: Option<Digest>,
}

impl Edge {
    fn look(&mut self) {
        if self.frontier.size() == self.at {
            self.root = Some(self.frontier.root());
        }
    }
}

impl Leaves for Edge {
    fn size(&self) -> u64 {
        self.frontier.size()
    }
    fn push(&mut self, leaf: Digest) {
        self.frontier.push(leaf);
        self.look();
    }
    fn root(&self) -> Digest {
        self.frontier.root()
    }
}

/// Hashes every entry that a storage has kept, and compares the tree with its head and with its latest checkpoint, whose signature
/// is not checked here. Nothing is parsed, and it takes no memory to speak of.
///
/// # Errors
/// `entry-altered`, `ledger-broken` or `ledger-truncated`, with the first bad position; the storage's own.
pub fn verify<S: Storage>(storage: &S) -> Result<Head> {
    verify_each(storage, &mut |_| Ok(()))
}

/// As [`verify`], and hands each entry on.
pub(crate) fn verify_each<S: Storage>(storage: &S, each: &mut dyn FnMut(StoredEntry) -> Result<()>) -> Result<Head> {
    let checkpoint = kept_checkpoint(storage)?;
    let mut tree = Edge { frontier: Frontier::new(), at: checkpoint.as_ref().map_or(0, Checkpoint::size), root: None };
    tree.look();
    let head = walk(storage, &mut tree, each)?;
    match checkpoint {
        Some(checkpoint) if tree.root.is_none() => Err(fewer(&checkpoint, head.size)),
        Some(checkpoint) if tree.root != Some(checkpoint.root()) => Err(other_past(&checkpoint)),
        _ => Ok(head),
    }
}

/// What the latest checkpoint in a storage says.
pub(crate) fn kept_checkpoint<S: Storage>(storage: &S) -> Result<Option<Checkpoint>> {
    storage.checkpoint()?.map(|note| note.text().parse()).transpose()
}

/// Reads the entries that follow `tree`, adds their leaves to it, hands each on, and compares the end with the storage's head.
///
/// Every entry is hashed again; nothing is parsed.
///
/// # Errors
/// `entry-altered`, `ledger-broken` or `ledger-truncated`, with the first bad position; the storage's own; what `each` returned.
pub(crate) fn walk<S: Storage>(
    storage: &S,
    tree: &mut impl Leaves,
    each: &mut dyn FnMut(StoredEntry) -> Result<()>,
) -> Result<Head> {
    // Asked first: what another process adds from now on is read the next time.
    let head = head_of(storage)?;
    if head.size < tree.size() {
        return Err(truncated(format_args!("at least the {} entries that were read before", tree.size()), head.size));
    }
    let mut beyond = false;
    storage.read(tree.size(), &mut |stored| {
        let expected = tree.size();
        if expected >= head.size {
            beyond = true;
            return Ok(());
        }
        if stored.seq != expected {
            return Err(broken(format_args!("the entry of position {}", stored.seq)).at_position(expected));
        }
        stored.check()?;
        tree.push(stored.leaf);
        each(stored)
    })?;
    if tree.size() < head.size {
        return Err(truncated(format_args!("{} entries", head.size), tree.size()));
    }
    if beyond && head_of(storage)? == head {
        return Err(broken("entries that were never acknowledged").at_position(head.size));
    }
    if tree.root() == head.root { Ok(head) } else { Err(broken("a tree with another root than was kept").at_position(0)) }
}

fn head_of<S: Storage>(storage: &S) -> Result<Head> {
    Ok(storage.head()?.unwrap_or(Head { size: 0, root: Frontier::new().root() }))
}

/// The error for a payload that is gone although nothing says that it was erased.
pub(crate) fn unrecorded(seq: u64) -> Error {
    Error::new("erasure-unrecorded", "expected an `event-erased` for an event whose payload is gone, found none").at_position(seq)
}

/// Compares a tree with a signed checkpoint of an earlier day: the ledger may have grown, but what it said then it says today.
///
/// # Errors
/// `ledger-truncated` when the ledger is shorter than the checkpoint; `ledger-broken` when it has another past.
pub fn holds(tree: &Tree, checkpoint: &Checkpoint) -> Result<()> {
    match tree.root_at(checkpoint.size()) {
        Some(root) if root == checkpoint.root() => Ok(()),
        Some(_) => Err(other_past(checkpoint)),
        None => Err(fewer(checkpoint, tree.size())),
    }
}

fn other_past(checkpoint: &Checkpoint) -> Error {
    broken(format_args!("another past than the checkpoint of {} entries", checkpoint.size())).at_position(0)
}

fn fewer(checkpoint: &Checkpoint, found: u64) -> Error {
    truncated(format_args!("at least the {} entries of the checkpoint", checkpoint.size()), found)
}

fn broken(found: impl core::fmt::Display) -> Error {
    Error::new(
        "ledger-broken",
        format_args!("expected a ledger as it was written, found {found}; restore it from a backup or another copy"),
    )
}

fn truncated(expected: impl core::fmt::Display, found: u64) -> Error {
    Error::new(
        "ledger-truncated",
        format_args!("expected {expected}, found {found}; restore the rest from a backup or another copy"),
    )
    .at_position(found)
}
