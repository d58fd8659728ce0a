//! Sets and maps whose keys are hashes already.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map by hash.
pub(super) type ByHash<V> = HashMap<u64, V, BuildHasherDefault<AsIs>>;
/// A set of hashes.
pub(super) type Hashes = HashSet<u64, BuildHasherDefault<AsIs>>;

/// Takes a key for its own hash.
#[derive(Debug, Default)]
pub(super) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.0 = self.0.rotate_left(8) ^ u64::from(*b));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
