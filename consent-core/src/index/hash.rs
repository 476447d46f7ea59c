//! The hash of subject keys.

use twox_hash::xxhash3_64::Hasher;

use crate::names::Keyed;

/// The bytes of a secret.
const SECRET: usize = 192;

/// XXH3 (64 bits) with a secret of its own for each table, so that whoever chooses subject keys can't know which of them meet. The secret
/// is drawn from the table's key by SipHash-1-3.
#[derive(Clone)]
pub(super) struct KeyHash {
    secret: Box<[u8; SECRET]>,
}

impl KeyHash {
    pub(super) fn new(keyed: Keyed) -> Self {
        let mut secret = Box::new([0_u8; SECRET]);
        for (at, word) in (0_u64..).zip(secret.as_chunks_mut::<8>().0) {
            *word = keyed.hash(&at.to_le_bytes()).to_le_bytes();
        }
        Self { secret }
    }

    #[inline]
    pub(super) fn of(&self, key: &[u8]) -> u64 {
        // The secret is long enough; were it not, all keys would meet, and be told apart all the same.
        Hasher::oneshot_with_secret(self.secret.as_slice(), key).unwrap_or_default()
    }
}

impl core::fmt::Debug for KeyHash {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // The key is a secret of the process.
        f.write_str("KeyHash")
    }
}
