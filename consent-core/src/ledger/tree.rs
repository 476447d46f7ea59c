//! The Merkle tree of the ledger: RFC 9162 §2.1 with SHA-256 (the hashing of RFC 6962).
//!
//! A root stands for every leaf before it: whoever holds one can check that an entry is in the ledger ([`InclusionProof`])
//! and that a later ledger only grew ([`ConsistencyProof`]), without the ledger itself.

use core::fmt;
use std::sync::OnceLock;

use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};
use crate::id::Digest;

/// The hash of one entry as a leaf: SHA-256(0x00 ‖ entry). RFC 9162 §2.1.1.
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Digest {
    let hash: [u8; 32] = Sha256::new().chain_update([0]).chain_update(entry).finalize().into();
    Digest::from_bytes(hash)
}

/// The hash of two neighbours: SHA-256(0x01 ‖ left ‖ right). RFC 9162 §2.1.1.
#[must_use]
pub(crate) fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let hash: [u8; 32] =
        Sha256::new().chain_update([1]).chain_update(left.as_bytes()).chain_update(right.as_bytes()).finalize().into();
    Digest::from_bytes(hash)
}

/// The root of the tree without leaves: SHA-256 of nothing. RFC 9162 §2.1.1.
fn empty_root() -> Digest {
    Digest::of(b"")
}

/// A Merkle tree in memory, for roots and proofs of every size that it had. 64 bytes per leaf.
///
/// Positions and sizes count leaves; the first leaf has position 0.
#[derive(Clone, Default)]
pub struct Tree {
    /// `levels[l][i]` is the root of the leaves `i << l .. (i + 1) << l`. Only subtrees with all their leaves are here.
    levels: Vec<Vec<Digest>>,
    /// The root of all leaves, once it was asked for.
    whole: OnceLock<Digest>,
}

impl Tree {
    /// The tree without leaves.
    #[must_use]
    pub const fn new() -> Self {
        Self { levels: Vec::new(), whole: OnceLock::new() }
    }

    /// The number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Adds a leaf, given as its [`leaf_hash`].
    pub fn push(&mut self, leaf: Digest) {
        self.whole = OnceLock::new();
        let mut node = leaf;
        for level in &mut self.levels {
            level.push(node);
            // An odd one out waits for its right neighbour.
            let [.., left, right] = level.as_slice() else { return };
            if !level.len().is_multiple_of(2) {
                return;
            }
            node = node_hash(left, right);
        }
        self.levels.push(vec![node]);
    }

    /// Forgets the leaves from position `size` on.
    pub fn truncate(&mut self, size: u64) {
        self.whole = OnceLock::new();
        let mut complete = usize::try_from(size).unwrap_or(usize::MAX);
        for level in &mut self.levels {
            level.truncate(complete);
            complete >>= 1;
        }
        self.levels.retain(|level| !level.is_empty());
    }

    /// The leaf hash at a position.
    #[must_use]
    pub fn leaf(&self, index: u64) -> Option<Digest> {
        self.levels.first()?.get(usize::try_from(index).ok()?).copied()
    }

    /// The root of all leaves.
    #[must_use]
    pub fn root(&self) -> Digest {
        self.root_at(self.size()).unwrap_or_else(empty_root)
    }

    /// The root of the first `size` leaves; nothing when there are fewer.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Digest> {
        match size {
            0 => Some(empty_root()),
            all if all == self.size() => Some(*self.whole.get_or_init(|| self.subtree(0, all).unwrap_or_else(empty_root))),
            fewer => self.subtree(0, fewer),
        }
    }

    /// The right edge: to tell the roots of larger trees without changing this one.
    #[must_use]
    pub fn frontier(&self) -> Frontier {
        let mut frontier = Frontier { size: self.size(), ..Frontier::new() };
        // Where the size has the bit of a level, the last node of the level is no left neighbour.
        for (root, level) in frontier.roots.iter_mut().zip(&self.levels) {
            if let Some(last) = level.last().filter(|_| !level.len().is_multiple_of(2)) {
                *root = *last;
            }
        }
        frontier
    }

    /// The proof that the leaf at `index` is one of the first `size` leaves: PATH of RFC 9162 §2.1.3.1.
    ///
    /// # Errors
    /// `tree-position-unknown` unless `index < size` and the tree has `size` leaves.
    pub fn inclusion(&self, index: u64, size: u64) -> Result<InclusionProof> {
        if index >= size || size > self.size() {
            return Err(Error::new(
                "tree-position-unknown",
                format_args!(
                    "expected a position in a ledger of at most {} entries, found position {index} of {size}",
                    self.size()
                ),
            ));
        }
        let (mut from, mut to) = (0, size);
        let mut hashes = Vec::new();
        while let Some(middle) = split(from, to) {
            if index < middle {
                hashes.extend(self.subtree(middle, to));
                to = middle;
            } else {
                hashes.extend(self.subtree(from, middle));
                from = middle;
            }
        }
        hashes.reverse();
        Ok(InclusionProof { index, size, hashes })
    }

    /// The proof that the first `old` of the first `new` leaves are what they were: PROOF of RFC 9162 §2.1.4.1.
    ///
    /// # Errors
    /// `tree-position-unknown` unless `0 < old <= new` and the tree has `new` leaves.
    pub fn consistency(&self, old: u64, new: u64) -> Result<ConsistencyProof> {
        if old == 0 || old > new || new > self.size() {
            return Err(Error::new(
                "tree-position-unknown",
                format_args!("expected two sizes from 1 to {}, the earlier one first, found {old} and {new}", self.size()),
            ));
        }
        let (mut from, mut to) = (0, new);
        let mut hashes = Vec::new();
        while old != to {
            let Some(middle) = split(from, to) else { break };
            if old <= middle {
                hashes.extend(self.subtree(middle, to));
                to = middle;
            } else {
                hashes.extend(self.subtree(from, middle));
                from = middle;
            }
        }
        // The verifier has the old root itself where it is a subtree of the new tree.
        if from != 0 {
            hashes.extend(self.subtree(from, to));
        }
        hashes.reverse();
        Ok(ConsistencyProof { old, new, hashes })
    }

    /// The root of the leaves `from..to`, a subtree of RFC 9162: `from` is a multiple of a power of two not below its length.
    fn subtree(&self, from: u64, to: u64) -> Option<Digest> {
        let mut rest = to.checked_sub(from)?;
        let mut root = None;
        // One complete subtree for each bit of the length, the smallest at the right end.
        while rest != 0 {
            let level = rest.trailing_zeros();
            rest &= rest.wrapping_sub(1);
            let position = from.checked_add(rest)?.checked_shr(level)?;
            let node = self.levels.get(usize::try_from(level).ok()?)?.get(usize::try_from(position).ok()?)?;
            root = Some(root.map_or(*node, |right| node_hash(node, &right)));
        }
        root
    }
}

impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tree").field("size", &self.size()).field("root", &self.root()).finish()
    }
}

/// Where RFC 9162 splits the leaves `from..to`: after the largest power of two below their number. One leaf is not split.
fn split(from: u64, to: u64) -> Option<u64> {
    let left = to.checked_sub(from)?.checked_sub(1)?.checked_ilog2()?;
    from.checked_add(1_u64.checked_shl(left)?)
}

/// The right edge of a Merkle tree: enough to add leaves and to tell the root, in 2 KiB whatever the number of leaves.
#[derive(Clone)]
pub struct Frontier {
    size: u64,
    /// `roots[l]` is the root of a complete subtree of `1 << l` leaves, of use where `size` has that bit.
    roots: [Digest; 64],
}

impl Frontier {
    /// The tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self { size: 0, roots: [Digest::from_bytes([0; 32]); 64] }
    }

    /// The number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf, given as its [`leaf_hash`].
    pub fn push(&mut self, leaf: Digest) {
        let mut node = leaf;
        let mut bits = self.size;
        for root in &mut self.roots {
            if bits & 1 == 0 {
                *root = node;
                break;
            }
            node = node_hash(root, &node);
            bits >>= 1;
        }
        // No machine counts to 2^64.
        self.size = self.size.saturating_add(1);
    }

    /// The root of all leaves.
    #[must_use]
    pub fn root(&self) -> Digest {
        let mut bits = self.size;
        let mut whole: Option<Digest> = None;
        for root in &self.roots {
            if bits & 1 == 1 {
                whole = Some(whole.map_or(*root, |right| node_hash(root, &right)));
            }
            bits >>= 1;
        }
        whole.unwrap_or_else(empty_root)
    }
}

impl Default for Frontier {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Frontier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frontier").field("size", &self.size).field("root", &self.root()).finish()
    }
}

/// The hashes that lead from one leaf to a root. RFC 9162 §2.1.3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InclusionProof {
    /// The position of the leaf.
    pub index: u64,
    /// The number of leaves under the root.
    pub size: u64,
    /// The neighbours on the way up, the lowest first.
    pub hashes: Vec<Digest>,
}

impl InclusionProof {
    /// Checks that `leaf` (a [`leaf_hash`]) stands at its position under `root`: RFC 9162 §2.1.3.2.
    ///
    /// # Errors
    /// `inclusion-not-proven` when the hashes do not lead from the leaf to the root.
    pub fn verify(&self, leaf: &Digest, root: &Digest) -> Result<()> {
        let Some(found) = self.root(leaf) else {
            return Err(self.refused("hashes for another position or size"));
        };
        if found == *root { Ok(()) } else { Err(self.refused("hashes that lead to another root")) }
    }

    /// The root that the hashes lead to; nothing when their number does not fit.
    fn root(&self, leaf: &Digest) -> Option<Digest> {
        let mut climb = Climb::new(self.index, self.size.checked_sub(1)?)?;
        let mut root = *leaf;
        for hash in &self.hashes {
            root = match climb.step()? {
                Side::Left => node_hash(hash, &root),
                Side::Right => node_hash(&root, hash),
            };
        }
        climb.done().then_some(root)
    }

    fn refused(&self, found: &str) -> Error {
        Error::new(
            "inclusion-not-proven",
            format_args!("expected a proof of entry {} of {}, found {found}", self.index, self.size),
        )
    }
}

/// The hashes that show that a later tree begins with all leaves of an earlier one. RFC 9162 §2.1.4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsistencyProof {
    /// The number of leaves of the earlier tree; at least 1.
    pub old: u64,
    /// The number of leaves of the later tree.
    pub new: u64,
    /// The roots of subtrees that both roots are made of, the lowest first.
    pub hashes: Vec<Digest>,
}

impl ConsistencyProof {
    /// Checks that the tree of `new_root` begins with the leaves of `old_root`: RFC 9162 §2.1.4.2.
    ///
    /// # Errors
    /// `consistency-not-proven` when the hashes do not lead to both roots, or the earlier size is 0 (nothing can be shown of it).
    pub fn verify(&self, old_root: &Digest, new_root: &Digest) -> Result<()> {
        if self.old == 0 {
            return Err(self.refused("an earlier size of 0, of which nothing can be shown"));
        }
        let Some((old, new)) = self.roots(old_root) else {
            return Err(self.refused("hashes for other sizes"));
        };
        if old != *old_root {
            return Err(self.refused("hashes that lead to another earlier root"));
        }
        if new == *new_root { Ok(()) } else { Err(self.refused("hashes that lead to another later root")) }
    }

    /// The two roots that the hashes lead to; nothing when their number does not fit.
    fn roots(&self, old_root: &Digest) -> Option<(Digest, Digest)> {
        if self.old == self.new {
            return self.hashes.is_empty().then_some((*old_root, *old_root));
        }
        let mut hashes = self.hashes.iter();
        let mut climb = Climb::new(self.old.checked_sub(1)?, self.new.checked_sub(1)?)?;
        climb.skip_right_edges();
        // A power of two is itself a subtree of the later tree.
        let first = if self.old.is_power_of_two() { *old_root } else { *hashes.next()? };
        let (mut old, mut new) = (first, first);
        for hash in hashes {
            match climb.step()? {
                Side::Left => {
                    old = node_hash(hash, &old);
                    new = node_hash(hash, &new);
                }
                Side::Right => new = node_hash(&new, hash),
            }
        }
        climb.done().then_some((old, new))
    }

    fn refused(&self, found: &str) -> Error {
        Error::new(
            "consistency-not-proven",
            format_args!("expected a proof that {} entries grew from {}, found {found}", self.new, self.old),
        )
    }
}

/// On which side of the path the next hash stands.
enum Side {
    Left,
    Right,
}

/// The walk from a node to the root: its position and that of the last node, level by level (`fn` and `sn` of RFC 9162).
struct Climb {
    node: u64,
    last: u64,
}

impl Climb {
    fn new(node: u64, last: u64) -> Option<Self> {
        (node <= last).then_some(Self { node, last })
    }

    /// One level up, or over all levels where the last node has no neighbour. Nothing at the root.
    fn step(&mut self) -> Option<Side> {
        if self.done() {
            return None;
        }
        let right_child = self.node & 1 == 1;
        let side = if right_child || self.node == self.last { Side::Left } else { Side::Right };
        if !right_child && self.node == self.last {
            self.rise(self.node.trailing_zeros());
        }
        self.rise(1);
        Some(side)
    }

    /// Over the levels on which the node is a right child: its subtree is complete there.
    fn skip_right_edges(&mut self) {
        self.rise(self.node.trailing_ones());
    }

    fn rise(&mut self, levels: u32) {
        self.node = self.node.checked_shr(levels).unwrap_or(0);
        self.last = self.last.checked_shr(levels).unwrap_or(0);
    }

    fn done(&self) -> bool {
        self.last == 0
    }
}
