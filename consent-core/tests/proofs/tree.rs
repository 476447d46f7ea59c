//! Roots and proofs: the vectors of Certificate Transparency, every size against the definition, every mutation refused.

use consent_core::Digest;
use consent_core::ledger::{ConsistencyProof, Frontier, InclusionProof, Tree, leaf_hash};

use super::naive;
use crate::input::told;

/// The leaves of the reference implementation of Certificate Transparency.
const LEAVES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

/// Their roots, by size.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const L1: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const L4: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
const N23: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const N45: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
const N67: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const N4567: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";

fn digests(hex: &[&str]) -> Vec<Digest> {
    hex.iter().map(|text| text.parse().unwrap()).collect()
}

fn tree_of<T: AsRef<[u8]>>(entries: &[T]) -> Tree {
    let mut tree = Tree::new();
    entries.iter().for_each(|entry| tree.push(leaf_hash(entry.as_ref())));
    tree
}

fn entries(n: usize) -> Vec<Vec<u8>> {
    (0..n).map(|i| format!("entry {i}").into_bytes()).collect()
}

#[test]
fn the_roots_of_certificate_transparency() {
    let mut frontier = Frontier::new();
    let tree = tree_of(&LEAVES);
    for (size, root) in digests(&ROOTS).into_iter().enumerate() {
        assert_eq!(frontier.root(), root, "size {size}");
        assert_eq!(tree.root_at(size as u64), Some(root), "size {size}");
        assert_eq!(tree_of(&LEAVES[..size]).root(), root, "size {size}");
        if let Some(entry) = LEAVES.get(size) {
            frontier.push(leaf_hash(entry));
        }
    }
    assert_eq!((frontier.size(), tree.size()), (8, 8));
    assert_eq!(tree.root_at(9), None);
}

#[test]
fn the_inclusion_proofs_of_certificate_transparency() {
    let tree = tree_of(&LEAVES);
    for (index, size, path) in [
        (0, 1, &[] as &[&str]),
        (0, 2, &[L1]),
        (1, 2, &[ROOTS[1]]),
        (2, 3, &[ROOTS[2]]),
        (1, 5, &[ROOTS[1], N23, L4]),
        (0, 8, &[L1, N23, N4567]),
        (5, 8, &[L4, N67, ROOTS[4]]),
    ] {
        let proof = tree.inclusion(index, size).unwrap();
        assert_eq!(proof, InclusionProof { index, size, hashes: digests(path) });
        proof.verify(&tree.leaf(index).unwrap(), &tree.root_at(size).unwrap()).unwrap();
    }
}

#[test]
fn the_consistency_proofs_of_certificate_transparency() {
    let tree = tree_of(&LEAVES);
    for (old, new, path) in [(1, 1, &[] as &[&str]), (1, 8, &[L1, N23, N4567]), (2, 5, &[N23, L4]), (6, 8, &[N45, N67, ROOTS[4]])]
    {
        let proof = tree.consistency(old, new).unwrap();
        assert_eq!(proof, ConsistencyProof { old, new, hashes: digests(path) });
        proof.verify(&tree.root_at(old).unwrap(), &tree.root_at(new).unwrap()).unwrap();
    }
}

const MOST: usize = 70;

#[test]
fn every_size_is_as_the_rfc_defines_it() {
    let all = entries(MOST);
    let whole = tree_of(&all);
    let (mut tree, mut frontier) = (Tree::new(), Frontier::new());
    for size in 0..=MOST {
        let (first, count) = (&all[..size], size as u64);
        let root = naive::mth(first);
        assert_eq!((tree.size(), tree.root()), (count, root));
        assert_eq!((frontier.size(), frontier.root()), (count, root));
        assert_eq!(whole.root_at(count), Some(root));
        for (index, entry) in first.iter().enumerate() {
            let proof = whole.inclusion(index as u64, count).unwrap();
            assert_eq!(proof.hashes, naive::path(index, first), "entry {index} of {size}");
            assert_eq!(proof, tree.inclusion(index as u64, count).unwrap());
            proof.verify(&naive::leaf(entry), &root).unwrap();
        }
        for old in 1..=size {
            let proof = whole.consistency(old as u64, count).unwrap();
            assert_eq!(proof.hashes, naive::proof(old, first), "from {old} to {size}");
            proof.verify(&naive::mth(&all[..old]), &root).unwrap();
        }
        if let Some(entry) = all.get(size) {
            tree.push(leaf_hash(entry));
            frontier.push(leaf_hash(entry));
        }
    }
}

#[test]
fn a_truncated_tree_is_the_tree_of_that_size() {
    let all = entries(MOST);
    for size in 0..=MOST + 1 {
        let mut tree = tree_of(&all);
        tree.truncate(size as u64);
        let kept = size.min(MOST);
        assert_eq!((tree.size(), tree.root()), (kept as u64, naive::mth(&all[..kept])));
        // It grows again, to another tree than before.
        tree.push(leaf_hash(b"other"));
        let other = [&all[..kept], &[b"other".to_vec()]].concat();
        assert_eq!(tree.root(), naive::mth(&other));
        assert_eq!(tree.leaf(kept as u64), Some(naive::leaf(b"other")));
        assert_eq!(tree.leaf(kept as u64 + 1), None);
    }
}

/// The digest with one bit turned.
fn flipped(digest: &Digest, bit: usize) -> Digest {
    let mut bytes = *digest.as_bytes();
    bytes[bit / 8] ^= 1 << (bit % 8);
    Digest::from_bytes(bytes)
}

/// Every list that differs from `hashes` in one bit, one element more, one less, or two neighbours changed about.
fn mutations(hashes: &[Digest], strangers: &[Digest]) -> Vec<Vec<Digest>> {
    let mut found = Vec::new();
    for at in 0..hashes.len() {
        for bit in 0..256 {
            let mut other = hashes.to_vec();
            other[at] = flipped(&hashes[at], bit);
            found.push(other);
        }
        let mut shorter = hashes.to_vec();
        shorter.remove(at);
        found.push(shorter);
        if at > 0 {
            let mut swapped = hashes.to_vec();
            swapped.swap(at - 1, at);
            found.push(swapped);
        }
    }
    for at in 0..=hashes.len() {
        for stranger in strangers.iter().chain(hashes) {
            let mut longer = hashes.to_vec();
            longer.insert(at, *stranger);
            found.push(longer);
        }
    }
    found
}

#[test]
fn no_other_inclusion_proof_holds() {
    for size in 1..=9_usize {
        let tree = tree_of(&entries(size));
        let root = tree.root();
        for index in 0..size as u64 {
            let leaf = tree.leaf(index).unwrap();
            let proof = tree.inclusion(index, size as u64).unwrap();
            for hashes in mutations(&proof.hashes, &[leaf, root, Digest::of(b"")]) {
                InclusionProof { hashes, ..proof.clone() }.verify(&leaf, &root).unwrap_err();
            }
            for bit in 0..256 {
                proof.verify(&flipped(&leaf, bit), &root).unwrap_err();
                proof.verify(&leaf, &flipped(&root, bit)).unwrap_err();
            }
            for other in (0..40).chain([u64::MAX - 1, u64::MAX]).filter(|other| *other != index) {
                InclusionProof { index: other, ..proof.clone() }.verify(&leaf, &root).unwrap_err();
            }
        }
    }
}

#[test]
fn another_size_than_the_roots_is_refused_where_the_path_has_another_shape() {
    // RFC 9162 leaves the size to the signed tree head: a path of the same shape under the same root is the same proof.
    let shape = |index: u64, size: u64| {
        let mut sides = Vec::new();
        let (mut node, mut last) = (index, size - 1);
        while last > 0 {
            if node & 1 == 1 || node < last {
                sides.push(node & 1);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        sides
    };
    for size in 1..=33_u64 {
        let tree = tree_of(&entries(size as usize));
        for index in 0..size {
            let proof = tree.inclusion(index, size).unwrap();
            for other in 0..=70 {
                let same = other > index && shape(index, other) == shape(index, size);
                let claim = InclusionProof { size: other, ..proof.clone() };
                assert_eq!(claim.verify(&tree.leaf(index).unwrap(), &tree.root()).is_ok(), same, "{index} of {size} as {other}");
            }
        }
    }
}

#[test]
fn no_other_consistency_proof_holds() {
    for new in 1..=9_u64 {
        let tree = tree_of(&entries(new as usize));
        let root = tree.root();
        for old in 1..=new {
            let old_root = tree.root_at(old).unwrap();
            let proof = tree.consistency(old, new).unwrap();
            for hashes in mutations(&proof.hashes, &[old_root, root, Digest::of(b"")]) {
                ConsistencyProof { hashes, ..proof.clone() }.verify(&old_root, &root).unwrap_err();
            }
            for bit in 0..256 {
                proof.verify(&flipped(&old_root, bit), &root).unwrap_err();
                proof.verify(&old_root, &flipped(&root, bit)).unwrap_err();
            }
            if old != new {
                proof.verify(&root, &old_root).unwrap_err();
                for other in (0..40).chain([u64::MAX]).filter(|other| *other != old) {
                    ConsistencyProof { old: other, ..proof.clone() }.verify(&old_root, &root).unwrap_err();
                }
                for other in [new * 2, new / 2, 0, u64::MAX] {
                    ConsistencyProof { new: other, ..proof.clone() }.verify(&old_root, &root).unwrap_err();
                }
            }
        }
    }
}

#[test]
fn errors_say_what_was_expected() {
    let tree = tree_of(&LEAVES);
    let (leaf, root) = (tree.leaf(5).unwrap(), tree.root());
    for (index, size) in [(8, 8), (0, 0), (0, 9), (u64::MAX, u64::MAX)] {
        assert_eq!(
            told(tree.inclusion(index, size)),
            format!(
                "tree-position-unknown: expected a position in a ledger of at most 8 entries, found position {index} of {size}"
            )
        );
    }
    for (old, new) in [(0, 0), (0, 8), (5, 4), (1, 9)] {
        assert_eq!(
            told(tree.consistency(old, new)),
            format!("tree-position-unknown: expected two sizes from 1 to 8, the earlier one first, found {old} and {new}")
        );
    }
    let inclusion = tree.inclusion(5, 8).unwrap();
    assert_eq!(
        told(inclusion.verify(&leaf, &leaf)),
        "inclusion-not-proven: expected a proof of entry 5 of 8, found hashes that lead to another root"
    );
    assert_eq!(
        told(InclusionProof { size: 99, ..inclusion }.verify(&leaf, &root)),
        "inclusion-not-proven: expected a proof of entry 5 of 99, found hashes for another position or size"
    );
    let consistency = tree.consistency(6, 8).unwrap();
    let old_root = tree.root_at(6).unwrap();
    assert_eq!(
        told(consistency.verify(&leaf, &root)),
        "consistency-not-proven: expected a proof that 8 entries grew from 6, found hashes that lead to another earlier root"
    );
    assert_eq!(
        told(consistency.verify(&old_root, &leaf)),
        "consistency-not-proven: expected a proof that 8 entries grew from 6, found hashes that lead to another later root"
    );
    assert_eq!(
        told(ConsistencyProof { old: 9, ..consistency }.verify(&old_root, &root)),
        "consistency-not-proven: expected a proof that 8 entries grew from 9, found hashes for other sizes"
    );
    assert_eq!(
        told(ConsistencyProof { old: 0, new: 8, hashes: Vec::new() }.verify(&Digest::of(b""), &root)),
        "consistency-not-proven: expected a proof that 8 entries grew from 0, \
         found an earlier size of 0, of which nothing can be shown"
    );
}
