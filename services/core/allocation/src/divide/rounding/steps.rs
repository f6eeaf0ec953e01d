//! Steps that lift awards, and those of them that come first.

use super::TieOrder;
use crate::divide::kernel::Share;
use std::cmp::Ordering;

/// A step that may be taken: it lifts applicant `index` from `from` by one step at λ' =
/// `key`/2·`weight`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    key: i64,
    weight: i64,
    index: u32,
}

impl Step {
    pub(super) fn new(share: &Share, from: i64, step: i64, index: u32) -> Self {
        Self {
            key: 2 * (from - share.base) + step,
            weight: share.weight,
            index,
        }
    }

    fn cmp(&self, other: &Step) -> Ordering {
        (i128::from(self.key) * i128::from(other.weight))
            .cmp(&(i128::from(other.key) * i128::from(self.weight)))
    }
}

/// Takes the `missing` first steps.
pub(super) fn take(
    awards: &mut [i64],
    mut steps: Vec<Step>,
    missing: i64,
    step: i64,
    ties: &TieOrder<'_>,
) {
    let missing = usize::try_from(missing)
        .unwrap_or(usize::MAX)
        .min(steps.len());
    if missing == 0 {
        return;
    }
    let last = *steps.select_nth_unstable_by(missing - 1, Step::cmp).1;
    let mut tied: Vec<u32> = Vec::new();
    let mut left = missing;
    for candidate in &steps {
        match candidate.cmp(&last) {
            Ordering::Less => {
                awards[candidate.index as usize] += step;
                left -= 1;
            }
            Ordering::Equal => tied.push(candidate.index),
            Ordering::Greater => {}
        }
    }
    if left < tied.len() {
        ties(&mut tied);
    }
    for index in tied.into_iter().take(left) {
        awards[index as usize] += step;
    }
}
