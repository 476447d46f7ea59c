//! Names to dense numbers and back; hash maps that a stranger can't flood.

use core::hash::{BuildHasher, Hasher};
use std::collections::HashMap;

use siphasher::sip::SipHasher13;

use crate::id::Id;

/// Builds SipHash-1-3 hashers with a key that the input can't know.
#[derive(Clone, Copy)]
pub(crate) struct Keyed {
    key: (u64, u64),
}

impl Keyed {
    pub(crate) fn with_key([a, b]: [u64; 2]) -> Self {
        Self { key: (a, b) }
    }

    /// The key, for a table that is kept.
    pub(crate) fn key(&self) -> [u64; 2] {
        [self.key.0, self.key.1]
    }

    /// The hash of some bytes.
    #[inline]
    pub(crate) fn hash(&self, bytes: &[u8]) -> u64 {
        SipHasher13::new_with_keys(self.key.0, self.key.1).hash(bytes)
    }

    /// A key from the platform's randomness (the standard library's, which on a platform without any is constant:
    /// there the host gives one).
    pub(crate) fn from_platform() -> Self {
        let draw = || std::collections::hash_map::RandomState::new().build_hasher().finish();
        Self { key: (draw(), draw()) }
    }
}

impl core::fmt::Debug for Keyed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // The key is a secret of the process.
        f.write_str("Keyed")
    }
}

impl BuildHasher for Keyed {
    type Hasher = SipHasher13;

    fn build_hasher(&self) -> SipHasher13 {
        SipHasher13::new_with_keys(self.key.0, self.key.1)
    }
}

/// A dense number for each name, in the order of arrival.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    numbers: HashMap<Id, u32, Keyed>,
    names: Vec<Id>,
}

impl Names {
    pub(crate) fn new(keyed: Keyed) -> Self {
        Self { numbers: HashMap::with_hasher(keyed), names: Vec::new() }
    }

    /// The number of `id`, a new one if it has none. Past `u32::MAX` names, which no memory holds, the last is shared.
    pub(crate) fn intern(&mut self, id: &Id) -> u32 {
        if let Some(&number) = self.numbers.get(id.as_str()) {
            return number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.numbers.insert(id.clone(), number);
        self.names.push(id.clone());
        number
    }

    pub(crate) fn get(&self, id: &Id) -> Option<u32> {
        self.numbers.get(id.as_str()).copied()
    }

    pub(crate) fn keyed(&self) -> Keyed {
        *self.numbers.hasher()
    }

    /// The names by number.
    pub(crate) fn list(&self) -> &[Id] {
        &self.names
    }

    pub(crate) fn name(&self, number: u32) -> Option<&Id> {
        self.names.get(index(number))
    }
}

/// A dense number as an index. The engine runs where `usize` has at least 32 bits.
pub(crate) const fn index(number: u32) -> usize {
    number as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever chooses the names does not know which ones meet in a table.
    #[test]
    fn a_hash_depends_on_the_key_and_on_the_bytes() {
        let (one, other) = (Keyed::with_key([1, 2]), Keyed::with_key([1, 3]));
        assert_ne!(one.hash(b"anna"), other.hash(b"anna"));
        assert_ne!(one.hash(b"anna"), one.hash(b"bo"));
        assert_ne!(one.hash_one("anna"), other.hash_one("anna"));
        assert_ne!(one.hash_one("anna"), one.hash_one("bo"));
    }
}
