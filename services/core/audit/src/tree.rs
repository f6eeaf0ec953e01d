//! The Merkle tree of RFC 6962 over entries of the log: roots, and proofs made and checked.

use sha2::{Digest, Sha256};

use crate::Hash;

/// Returns the hash of a leaf.
#[must_use]
pub fn leaf(entry: &Hash) -> Hash {
    let digest = Sha256::new().chain_update([0]).chain_update(entry);
    digest.finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    let digest = Sha256::new().chain_update([1]);
    let digest = digest.chain_update(left).chain_update(right);
    digest.finalize().into()
}

/// The largest power of two below a number of leaves, which is more than one.
fn split(leaves: usize) -> usize {
    leaves.next_power_of_two() / 2
}

/// The root of a tree that grows, and of each tree on the way.
#[derive(Debug, Clone, Default)]
pub struct Growing {
    size: u64,
    /// Roots of whole subtrees, the largest first, one for each bit of the size.
    whole: Vec<Hash>,
}

impl Growing {
    /// Returns the number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf.
    pub fn push(&mut self, mut subtree: Hash) {
        let merged = self.size.trailing_ones();
        for left in (0..merged).filter_map(|_| self.whole.pop()) {
            subtree = node(&left, &subtree);
        }
        self.whole.push(subtree);
        self.size += 1;
    }

    /// Returns the root.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut subtrees = self.whole.iter().rev();
        let Some(smallest) = subtrees.next() else {
            return Sha256::digest([]).into();
        };
        subtrees.fold(*smallest, |right, left| node(left, &right))
    }
}

/// Returns the root over leaves.
#[must_use]
pub fn root(leaves: &[Hash]) -> Hash {
    let mut growing = Growing::default();
    leaves.iter().for_each(|leaf| growing.push(*leaf));
    growing.root()
}

/// Proves that a leaf is in the tree over all leaves.
#[must_use]
pub fn prove_inclusion(leaves: &[Hash], place: usize) -> Vec<Hash> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut proof, beside) = match place.checked_sub(left.len()) {
        None => (prove_inclusion(left, place), root(right)),
        Some(place) => (prove_inclusion(right, place), root(left)),
    };
    proof.push(beside);
    proof
}

/// Proves that the tree over the first leaves grew into the tree over all of them.
#[must_use]
pub fn prove_consistency(leaves: &[Hash], first: usize) -> Vec<Hash> {
    if first == 0 || first >= leaves.len() {
        return Vec::new();
    }
    subproof(leaves, first, true)
}

fn subproof(leaves: &[Hash], first: usize, is_known: bool) -> Vec<Hash> {
    if first == leaves.len() {
        return if is_known {
            Vec::new()
        } else {
            vec![root(leaves)]
        };
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut proof, beside) = match first.checked_sub(left.len()) {
        None | Some(0) => (subproof(left, first, is_known), root(right)),
        Some(first) => (subproof(right, first, false), root(left)),
    };
    proof.push(beside);
    proof
}

/// Checks that a leaf has its place in the tree of a size with a root.
#[must_use]
pub fn is_included(leaf: &Hash, place: u64, (size, root): (u64, &Hash), proof: &[Hash]) -> bool {
    if place >= size {
        return false;
    }
    let (mut node_place, mut last) = (place, size - 1);
    let mut reached = *leaf;
    for beside in proof {
        if last == 0 {
            return false;
        }
        if node_place % 2 == 1 || node_place == last {
            reached = node(beside, &reached);
            while node_place % 2 == 0 && node_place != 0 {
                node_place /= 2;
                last /= 2;
            }
        } else {
            reached = node(&reached, beside);
        }
        node_place /= 2;
        last /= 2;
    }
    last == 0 && reached == *root
}

/// Checks that the tree of the first size and root grew into the second.
#[must_use]
pub fn is_consistent(first: (u64, &Hash), second: (u64, &Hash), proof: &[Hash]) -> bool {
    if first.0 > second.0 {
        return false;
    }
    if first.0 == second.0 {
        return proof.is_empty() && first.1 == second.1;
    }
    if first.0 == 0 {
        return proof.is_empty();
    }
    let mut proof = proof.iter();
    let (mut place, mut last) = (first.0 - 1, second.0 - 1);
    while place % 2 == 1 {
        place /= 2;
        last /= 2;
    }
    // The first tree is whole when its size is a power of two: then its root begins both.
    let begin = if place == 0 {
        Some(first.1)
    } else {
        proof.next()
    };
    let Some(begin) = begin else {
        return false;
    };
    let (mut of_first, mut of_second) = (*begin, *begin);
    for beside in proof {
        if last == 0 {
            return false;
        }
        if place % 2 == 1 || place == last {
            of_first = node(beside, &of_first);
            of_second = node(beside, &of_second);
            while place % 2 == 0 && place != 0 {
                place /= 2;
                last /= 2;
            }
        } else {
            of_second = node(&of_second, beside);
        }
        place /= 2;
        last /= 2;
    }
    last == 0 && of_first == *first.1 && of_second == *second.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(count: u8) -> Vec<Hash> {
        (0..count).map(|number| leaf(&[number; 32])).collect()
    }

    #[test]
    fn small_roots_are_those_of_the_standard() {
        let all = leaves(3);
        let empty: Hash = Sha256::digest([]).into();
        assert_eq!(root(&[]), empty);
        assert_eq!(root(&all[..1]), all[0]);
        assert_eq!(root(&all[..2]), node(&all[0], &all[1]));
        assert_eq!(root(&all), node(&node(&all[0], &all[1]), &all[2]));
        let mut growing = Growing::default();
        all.iter().for_each(|leaf| growing.push(*leaf));
        assert_eq!((growing.size(), growing.root()), (3, root(&all)));
    }

    #[test]
    fn every_leaf_of_every_small_tree_is_proved_and_no_other_place_is() {
        let all = leaves(33);
        for size in 1..=all.len() {
            let root = root(&all[..size]);
            for place in 0..size {
                let proof = prove_inclusion(&all[..size], place);
                for (claimed, leaf) in all[..size].iter().enumerate() {
                    let at = (claimed as u64, (size as u64, &root));
                    let held = is_included(&all[place], at.0, at.1, &proof);
                    assert_eq!(held, claimed == place, "{claimed} {place} {size}");
                    let held = is_included(leaf, place as u64, at.1, &proof);
                    assert_eq!(held, claimed == place);
                }
                let other_size = (size as u64 + 1, &root);
                let longer = [proof.clone(), vec![root]].concat();
                assert!(!is_included(
                    &all[place],
                    size as u64,
                    (size as u64, &root),
                    &proof
                ));
                assert!(!is_included(
                    &all[place],
                    place as u64,
                    (size as u64, &root),
                    &longer
                ));
                assert!(!is_included(
                    &all[place],
                    place as u64,
                    (size as u64, &[9; 32]),
                    &proof
                ));
                if !proof.is_empty() {
                    let shorter = &proof[..proof.len() - 1];
                    assert!(!is_included(&all[place], place as u64, other_size, shorter));
                    assert!(!is_included(
                        &all[place],
                        place as u64,
                        (size as u64, &root),
                        shorter
                    ));
                }
            }
        }
    }

    #[test]
    fn every_small_tree_grows_into_every_larger_and_a_fork_does_not() {
        let all = leaves(33);
        for second in 0..=all.len() {
            for first in 0..=second {
                let of = |size: usize| root(&all[..size]);
                let (old, new) = (of(first), of(second));
                let proof = prove_consistency(&all[..second], first);
                let (old, new) = ((first as u64, &old), (second as u64, &new));
                assert!(is_consistent(old, new, &proof), "{first} {second}");
                if first > 0 {
                    assert!(!is_consistent((old.0, &[9; 32]), new, &proof));
                    assert!(!is_consistent(old, (new.0, &[9; 32]), &proof));
                    assert!(second == first || !is_consistent(new, old, &proof));
                }
                let longer = [proof.clone(), vec![[7; 32]]].concat();
                assert!(!is_consistent(old, new, &longer), "{first} {second}");
                if !proof.is_empty() {
                    assert!(!is_consistent(old, new, &proof[1..]), "{first} {second}");
                    let shorter = &proof[..proof.len() - 1];
                    assert!(!is_consistent(old, new, shorter), "{first} {second}");
                }
                for at in 0..proof.len() {
                    let mut changed = proof.clone();
                    changed[at][0] ^= 1;
                    assert!(!is_consistent(old, new, &changed), "{first} {second} {at}");
                }
            }
        }
    }
}
