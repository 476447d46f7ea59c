//! RFC 9162 §2.1 as it is written: recursive, over the whole list.

use consent_core::Digest;

fn hash(prefix: u8, parts: &[&[u8]]) -> Digest {
    Digest::of(&[&[prefix], parts.concat().as_slice()].concat())
}

pub(super) fn leaf(entry: &[u8]) -> Digest {
    hash(0, &[entry])
}

/// The largest power of two smaller than `n`.
fn k(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}

/// MTH of §2.1.1.
pub(super) fn mth(d: &[Vec<u8>]) -> Digest {
    match d {
        [] => Digest::of(b""),
        [only] => leaf(only),
        _ => {
            let (left, right) = d.split_at(k(d.len()));
            hash(1, &[mth(left).as_bytes(), mth(right).as_bytes()])
        }
    }
}

/// PATH of §2.1.3.1.
pub(super) fn path(m: usize, d: &[Vec<u8>]) -> Vec<Digest> {
    if d.len() == 1 {
        return Vec::new();
    }
    let k = k(d.len());
    let (left, right) = d.split_at(k);
    if m < k { [path(m, left), vec![mth(right)]].concat() } else { [path(m - k, right), vec![mth(left)]].concat() }
}

/// PROOF of §2.1.4.1.
pub(super) fn proof(m: usize, d: &[Vec<u8>]) -> Vec<Digest> {
    subproof(m, d, true)
}

fn subproof(m: usize, d: &[Vec<u8>], known: bool) -> Vec<Digest> {
    if m == d.len() {
        return if known { Vec::new() } else { vec![mth(d)] };
    }
    let k = k(d.len());
    let (left, right) = d.split_at(k);
    if m <= k {
        [subproof(m, left, known), vec![mth(right)]].concat()
    } else {
        [subproof(m - k, right, false), vec![mth(left)]].concat()
    }
}
