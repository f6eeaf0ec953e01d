//! Randomness, passed in like the clock: for ids, salts and the seeds of draws.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A source of random bytes.
pub trait Randomness: Send + Sync {
    /// Fills all of `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's randomness: what a running service uses.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    /// # Panics
    /// When the operating system has no randomness to give. A salt that is not random would be a
    /// silent breach, and no caller could do better than stop.
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// The same bytes for the same seed, for tests and demonstrations. Not secret.
#[derive(Debug)]
pub struct SeededRandomness {
    seed: u64,
    blocks_drawn: AtomicU64,
}

impl SeededRandomness {
    /// A source that starts anew from `seed`.
    #[must_use]
    pub const fn new(seed: u64) -> SeededRandomness {
        SeededRandomness {
            seed,
            blocks_drawn: AtomicU64::new(0),
        }
    }
}

impl Randomness for SeededRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        // SHA-256 over seed and counter: no crate of its own, and the same on every machine for
        // ever.
        for chunk in bytes.chunks_mut(32) {
            let block = self.blocks_drawn.fetch_add(1, Ordering::Relaxed);
            let hash = Sha256::new()
                .chain_update(self.seed.to_be_bytes())
                .chain_update(block.to_be_bytes())
                .finalize();
            chunk.copy_from_slice(&hash[..chunk.len()]);
        }
    }
}

/// `N` random bytes: a salt of 16 or 32, a key of 32.
#[must_use]
pub fn random_bytes<const N: usize>(randomness: &dyn Randomness) -> [u8; N] {
    let mut bytes = [0; N];
    randomness.fill(&mut bytes);
    bytes
}

/// A UUID of version 7: milliseconds since 1970, then randomness, so that ids sort by the time they
/// were made.
#[must_use]
pub fn uuid_v7(now: DateTime<Utc>, randomness: &dyn Randomness) -> Uuid {
    // Before 1970 there are no cases; a clock set there counts as 1970.
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random_bytes(randomness)).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(millis).unwrap()
    }

    #[test]
    fn seeded_randomness_repeats() {
        let draw = |seed| {
            let source = SeededRandomness::new(seed);
            (random_bytes::<40>(&source), random_bytes::<7>(&source))
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        let (first, second) = draw(1);
        assert_ne!(first[..7], second, "drawing moves on");
        assert_ne!(random_bytes::<16>(&SystemRandomness), [0; 16]);
    }

    #[test]
    fn ids_sort_by_time() {
        let source = SeededRandomness::new(7);
        let (early, late) = (
            uuid_v7(at(1_600_000_000_000), &source),
            uuid_v7(at(1_600_000_000_001), &source),
        );
        assert!(early < late);
        assert_eq!(
            (early.get_version_num(), early.get_variant()),
            (7, uuid::Variant::RFC4122)
        );
        assert_ne!(uuid_v7(at(0), &source), uuid_v7(at(0), &source));
    }
}
