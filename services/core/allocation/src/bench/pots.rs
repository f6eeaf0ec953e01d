//! Pots of all kinds, to hold two ways of doing the same against each other.

use super::{Numbers, Workload};
use crate::divide::kernel::Share;

/// One applicant of a pot, from its place and a source of numbers.
type Kind = fn(i64, &mut Numbers) -> Share;

/// Kinds of pots that are hard to divide.
const KINDS: [(&str, Kind); 11] = [
    ("all alike", |_, _| Share::new(1, 0, 7_777)),
    ("claims as weights", |_, next| {
        let claim = next.below(1_000_000);
        Share::new(claim, 0, claim)
    }),
    ("equal awards", |_, next| {
        Share::new(1, 0, next.below(1_000) * 1_000)
    }),
    ("some without a weight", |_, next| {
        Share::new(next.below(3), 5, 5 + next.below(10_000))
    }),
    ("bases", |_, next| {
        let (base, more) = (next.below(900), next.below(5_000));
        Share {
            base,
            ..Share::new(next.below(50), base + more / 3, base + more)
        }
    }),
    ("a rhythm of its own", |place, next| {
        Share::new(1 + place % 32 * 1_000, 0, 100 + next.below(1_000_000))
    }),
    ("sorted", |place, next| {
        Share::new(1 + place, 0, place * 50 + next.below(9))
    }),
    ("a few have nearly all", |place, next| {
        let large = place % 5_000 == 77;
        let claim = if large { 1 << 40 } else { next.below(9_000) };
        Share::new(1 + next.below(1_000_000), 0, claim)
    }),
    ("weights far above amounts", |_, next| {
        Share::new(1 << 40 | next.below(1 << 30), 0, next.below(50))
    }),
    ("amounts far above weights", |_, next| {
        Share::new(1 + next.below(3), 0, next.below(1 << 30) << 12)
    }),
    ("one weight that no sample has", |place, next| {
        let weight = if place == 4_321 {
            1 << 55
        } else {
            1 + next.below(9)
        };
        Share::new(weight, 0, next.below(5_000))
    }),
];

/// A pot of each kind, and the one that is measured.
pub(crate) fn pots(applicants: u32) -> Vec<(&'static str, Vec<Share>)> {
    let mut numbers = Numbers::new();
    let mut pots = vec![("as measured", Workload::new(applicants).shares)];
    for (name, one) in KINDS {
        let shares = (0..i64::from(applicants)).map(|place| one(place, &mut numbers));
        pots.push((name, shares.collect()));
    }
    pots
}
