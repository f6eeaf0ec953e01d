//! Groups with their quotas, reserved parts and concerns, as the checker of lists sees them.

use crate::outcome::Award;
use crate::scenario::{Applicant, Reserved, Rounding, Scenario};
use crate::units::Amount;
use std::collections::{BTreeMap, HashMap};

/// A group that has a quota or a reserved part. The first is the whole budget; a quota for every
/// applicant is a group in it.
pub(super) struct Group {
    /// The smallest group around it.
    pub outer: usize,
    pub min: i64,
    pub max: i64,
    /// A concern, which has a cap and no list of its own.
    pub concern: bool,
}

/// Groups, and whose innermost group is which.
pub(super) struct Groups<'a> {
    pub groups: Vec<Group>,
    at: HashMap<&'a [String], usize>,
    /// Concerns with a cap, each a group inside the one its members are in.
    concerns: HashMap<&'a str, usize>,
}

pub(super) type Member<'a> = (&'a Applicant, &'a Award);

/// Awards are counted in this many units.
pub(super) fn step(scenario: &Scenario) -> i64 {
    match scenario.rounding {
        Rounding::None => 1,
        Rounding::SainteLague | Rounding::LargestRemainder | Rounding::Down => scenario.step.get(),
    }
}

/// Rounded down to the step, but no lower than what is first claimed.
pub(super) fn down(scenario: &Scenario, amount: i64, lo: i64) -> i64 {
    (amount - amount % step(scenario)).max(lo)
}

/// The whole claim as far as steps go.
pub(super) fn whole(scenario: &Scenario, award: &Award) -> i64 {
    let (lo, hi) = (award.trace.lo.get(), award.trace.hi.get());
    if lo == hi { hi } else { down(scenario, hi, lo) }
}

impl<'a> Groups<'a> {
    /// The groups of a scenario with their quotas, and what stays in reserve.
    pub(super) fn new(scenario: &'a Scenario, members: &[Vec<Member<'_>>]) -> (Self, i64) {
        let held = |frame: &&Reserved| match (&frame.released_from, &scenario.as_of) {
            (Some(from), Some(today)) => today < from,
            _ => true,
        };
        let mut bounds: BTreeMap<&[String], (i64, i64)> = BTreeMap::new();
        for frame in scenario.reserved.iter().filter(held) {
            bounds.insert(&frame.path, (0, i64::MAX));
        }
        for quota in &scenario.groups {
            let (min, max) = (
                quota.min.map_or(0, Amount::get),
                quota.max.map_or(i64::MAX, Amount::get),
            );
            bounds.insert(&quota.path, (min, max));
        }
        let at: HashMap<&[String], usize> = bounds.keys().copied().zip(1..).collect();
        let mut all = Self {
            groups: vec![Group {
                outer: 0,
                min: 0,
                max: i64::MAX,
                concern: false,
            }],
            at,
            concerns: HashMap::new(),
        };
        for (path, (min, max)) in &bounds {
            let outer = path.split_last().map_or(0, |(_, rest)| all.around(rest));
            all.groups.push(Group {
                outer,
                min: *min,
                max: *max,
                concern: false,
            });
        }
        if let Some(cap) = scenario.concern_cap {
            all.hold_concerns(scenario, cap.get());
        }
        let everybody = members.iter().flatten();
        let mut reach = all.own(everybody, |award| whole(scenario, award));
        all.outward(&mut reach, |group, sum| sum.min(all.groups[group].max));
        let mut reserve = 0;
        for frame in scenario.reserved.iter().filter(held) {
            let group = all.around(&frame.path);
            let usable = frame.amount.get().min(reach[group]);
            reserve += frame.amount.get() - usable;
            all.groups[group].min = all.groups[group].min.max(usable);
        }
        for (group, reach) in all.groups.iter_mut().zip(reach) {
            let steps = group.min.saturating_add(step(scenario) - 1) / step(scenario);
            let above = steps * step(scenario);
            group.min = if above <= reach { above } else { group.min };
        }
        (all, reserve)
    }

    /// Adds a group for every concern.
    fn hold_concerns(&mut self, scenario: &'a Scenario, cap: i64) {
        for applicant in &scenario.applicants {
            let Some(concern) = &applicant.concern else {
                continue;
            };
            let outer = self.around(&applicant.group);
            if !self.concerns.contains_key(concern.as_str()) {
                self.concerns.insert(concern, self.groups.len());
                self.groups.push(Group {
                    outer,
                    min: 0,
                    max: cap,
                    concern: true,
                });
            }
        }
    }

    /// The innermost group of an applicant.
    pub(super) fn of(&self, applicant: &Applicant) -> usize {
        let concern = applicant.concern.as_deref();
        let own = concern.and_then(|concern| self.concerns.get(concern));
        own.copied()
            .unwrap_or_else(|| self.around(&applicant.group))
    }

    /// The innermost group of a path.
    pub(super) fn around(&self, path: &[String]) -> usize {
        if self.at.is_empty() {
            return 0;
        }
        let mut inner = (0..=path.len()).rev().map(|length| &path[..length]);
        inner
            .find_map(|path| self.at.get(path).copied())
            .unwrap_or(0)
    }

    /// A figure of some awards, summed in each one's innermost group.
    pub(super) fn own<'m>(
        &self,
        members: impl Iterator<Item = &'m Member<'m>>,
        figure: impl Fn(&Award) -> i64,
    ) -> Vec<i64> {
        let mut sums = vec![0_i64; self.groups.len()];
        for (applicant, award) in members {
            sums[self.of(applicant)] += figure(award);
        }
        sums
    }

    /// Carries sums from the innermost groups to the whole, each held by `bound` before it counts
    /// in the group around it.
    pub(super) fn outward(&self, sums: &mut [i64], bound: impl Fn(usize, i64) -> i64) {
        for group in (0..sums.len()).rev() {
            sums[group] = bound(group, sums[group]);
            if group > 0 {
                sums[self.groups[group].outer] += sums[group];
            }
        }
    }
}
