//! Ties: a draw anyone can repeat, and no applicant can aim.
//!
//! The key is chosen before the deadline and only its commitment, `SHA-256(key)`, is published.
//! Afterwards the key itself is published, and each applicant's lot is `HMAC-SHA-256(key, id)`: the
//! lowest lot comes first. No applicant could have known the lots when choosing an id, and no
//! applicant can change the key without breaking the commitment. An index in a list or a time of
//! submission never settles anything.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::cmp::Ordering;

/// The key of a draw and what was promised about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draw {
    /// The key, secret until the deadline has passed.
    pub key: String,
    /// `SHA-256(key)` in hexadecimal, as published before the deadline; a key that does not match
    /// is a conflict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<String>,
}

impl Draw {
    /// A draw with a key and the commitment that belongs to it.
    #[must_use]
    pub fn committed(key: impl Into<String>) -> Self {
        let key = key.into();
        let commitment = Some(commitment(&key));
        Self { key, commitment }
    }

    /// Returns true if the key is the one that was committed to. True where nothing was promised.
    #[must_use]
    pub fn keeps_its_promise(&self) -> bool {
        self.commitment
            .as_ref()
            .is_none_or(|promised| promised.eq_ignore_ascii_case(&commitment(&self.key)))
    }

    /// The applicant's lot; the lowest comes first.
    #[must_use]
    pub fn lot(&self, id: &str) -> [u8; 32] {
        let mut lot = [0; 32];
        // HMAC takes keys of any length; the error exists for other algorithms.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.key.as_bytes()) {
            mac.update(id.as_bytes());
            lot.copy_from_slice(&mac.finalize().into_bytes());
        }
        lot
    }
}

/// Returns what to publish before the deadline: `SHA-256(key)` in lower-case hexadecimal.
#[must_use]
pub fn commitment(key: &str) -> String {
    hex(&Sha256::digest(key.as_bytes()))
}

/// Lower-case hexadecimal.
#[must_use]
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|half| char::from_digit(half.into(), 16))
        .collect()
}

/// The canonical order of ids: whole numbers by size and before everything else, the rest by their
/// bytes.
#[must_use]
pub fn compare_ids(a: &str, b: &str) -> Ordering {
    let number = |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    match (number(a), number(b)) {
        (true, true) => {
            let (x, y) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
            x.len()
                .cmp(&y.len())
                .then_with(|| x.cmp(y))
                .then_with(|| a.cmp(b))
        }
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => a.cmp(b),
    }
}

/// The first part of [`compare_ids`] as a number: where two of them differ, so do the ids, and the
/// same way.
#[must_use]
pub(crate) fn order_key(id: &str) -> u128 {
    let number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    let start = |text: &str, bytes: usize| {
        let padded = text.bytes().chain(std::iter::repeat(0));
        padded
            .take(bytes)
            .fold(0, |key, byte| key << 8 | u128::from(byte))
    };
    if number {
        let digits = id.trim_start_matches('0');
        (digits.len().min(0x7fff) as u128) << 112 | start(digits, 14)
    } else {
        1 << 127 | start(id, 15)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commitment_binds_the_key() {
        let draw = Draw::committed("loddtrekning 2026");
        assert!(draw.keeps_its_promise());
        assert!(
            !Draw {
                key: "another".into(),
                ..draw.clone()
            }
            .keeps_its_promise()
        );
        assert!(
            Draw {
                key: "another".into(),
                commitment: None
            }
            .keeps_its_promise()
        );
        assert_eq!(
            commitment(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn lots_are_hmac_sha256() {
        // RFC 4231, test case 2.
        let lot = Draw {
            key: "Jefe".into(),
            commitment: None,
        }
        .lot("what do ya want for nothing?");
        assert_eq!(
            hex(&lot),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn numbers_are_ordered_as_numbers() {
        let mut ids = ["b", "10", "a", "9", "010", "09"];
        ids.sort_by(|a, b| compare_ids(a, b));
        assert_eq!(ids, ["09", "9", "010", "10", "a", "b"]);
    }

    #[test]
    fn order_keys_say_what_comparing_says() {
        let long = "9".repeat(20);
        let ids = [
            "",
            "0",
            "00",
            "9",
            "09",
            "10",
            "010",
            "a",
            "a\0",
            "ab",
            "Å",
            "é",
            "søknad-2026-000012",
            "søknad-2026-000013",
            "søknad-2026-00001",
            "123456789012345",
            "123456789012346",
            &long,
        ];
        let mut told = 0;
        for (a, b) in ids.iter().flat_map(|a| ids.iter().map(move |b| (a, b))) {
            let order = order_key(a).cmp(&order_key(b));
            if order.is_ne() {
                assert_eq!(order, compare_ids(a, b), "{a} {b}");
                told += 1;
            }
        }
        assert!(told > 200, "{told} pairs were told apart");
    }
}
