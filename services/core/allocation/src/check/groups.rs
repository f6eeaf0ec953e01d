//! Groups with their quotas, reserved parts and concerns, as the checker sees them: read from the
//! scenario by themselves, so that a fault in the engine's tree cannot hide behind the same fault
//! here.

use super::{Checked, hold};
use crate::outcome::Award;
use crate::scenario::{Applicant, Reserved, Rounding, Rule, Scenario};
use crate::units::Amount;
use std::collections::{BTreeMap, HashMap};
use std::ops::AddAssign;

/// A group that has a quota or a reserved part. The first is the whole budget; a quota for every
/// applicant is a group in it.
#[derive(Clone)]
pub(super) struct Group {
    /// The smallest group around it.
    pub outer: usize,
    pub min: i64,
    pub max: i64,
    /// A concern, which has a cap and no list of its own.
    pub concern: bool,
}

/// One name on the way to a group.
#[derive(Clone, Default)]
struct Step<'a> {
    inside: HashMap<&'a str, usize>,
    /// The innermost group that holds the path up to here.
    group: usize,
}

/// Groups, and whose innermost group is which.
#[derive(Clone)]
pub(crate) struct Groups<'a> {
    pub(super) groups: Vec<Group>,
    paths: Vec<Step<'a>>,
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
    /// The groups of a scenario that have a quota or a part of the budget.
    pub(crate) fn new(scenario: &'a Scenario) -> Self {
        // A group comes after the one around it.
        let mut bounds: BTreeMap<&[String], (i64, i64)> = BTreeMap::new();
        for frame in held(scenario) {
            bounds.insert(&frame.path, (0, i64::MAX));
        }
        for quota in &scenario.groups {
            let min = quota.min.map_or(0, Amount::get);
            let max = quota.max.map_or(i64::MAX, Amount::get);
            bounds.insert(&quota.path, (min, max));
        }
        let mut all = Self {
            groups: vec![Group {
                outer: 0,
                min: 0,
                max: i64::MAX,
                concern: false,
            }],
            paths: vec![Step::default()],
            concerns: HashMap::new(),
        };
        for (path, (min, max)) in bounds {
            all.add(path, min, max);
        }
        all
    }

    fn add(&mut self, path: &'a [String], min: i64, max: i64) {
        let mut at = 0;
        for name in path {
            let next = self.paths.len();
            let group = self.paths[at].group;
            at = *self.paths[at].inside.entry(name).or_insert(next);
            if at == next {
                self.paths.push(Step {
                    inside: HashMap::new(),
                    group,
                });
            }
        }
        let own = self.groups.len();
        let outer = std::mem::replace(&mut self.paths[at].group, own);
        self.groups.push(Group {
            outer,
            min,
            max,
            concern: false,
        });
    }

    /// Returns the groups as lists are paid by them, with concerns and what is reserved, and what
    /// stays in reserve.
    pub(super) fn of_lists(
        &self,
        scenario: &'a Scenario,
        members: &[Vec<Member<'_>>],
    ) -> (Self, i64) {
        let mut all = self.clone();
        if let Some(cap) = scenario.concern_cap {
            all.hold_concerns(scenario, cap.get());
        }
        let mut reach = all.own(members.iter().flatten(), |award| whole(scenario, award));
        all.outward(&mut reach, |group, sum| sum.min(all.groups[group].max));
        let mut reserve = 0;
        for frame in held(scenario) {
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
    pub(crate) fn around(&self, path: &[String]) -> usize {
        let mut at = &self.paths[0];
        for name in path {
            match at.inside.get(name.as_str()) {
                Some(inside) => at = &self.paths[*inside],
                None => break,
            }
        }
        at.group
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
    pub(super) fn outward<T: Copy + AddAssign>(
        &self,
        sums: &mut [T],
        bound: impl Fn(usize, T) -> T,
    ) {
        for group in (0..sums.len()).rev() {
            let sum = bound(group, sums[group]);
            sums[group] = sum;
            if group > 0 {
                sums[self.groups[group].outer] += sum;
            }
        }
    }

    /// Nothing yet for any group.
    pub(crate) fn nothing(&self) -> Vec<i128> {
        vec![0; self.groups.len()]
    }

    /// Checks that sums of groups, each counted where it is innermost, are within the quotas.
    pub(crate) fn check(&self, scenario: &Scenario, mut sums: Vec<i128>) -> Checked {
        self.outward(&mut sums, |_, sum| sum);
        let ranked =
            matches!(scenario.rule, Rule::Ranked(_)) || scenario.rounding == Rounding::Down;
        let unrounded = scenario.rounding == Rounding::None;
        for quota in &scenario.groups {
            let sum = sums[self.around(&quota.path)];
            let name = quota.path.join("/");
            hold(
                quota.max.is_none_or(|max| sum <= max.into()),
                "a group gets no more than its maximum",
                &name,
            )?;
            let least = quota
                .min
                .filter(|_| !ranked && !unrounded && scenario.damping.is_none());
            hold(
                least.is_none_or(|min| sum >= min.into()),
                "a group gets its minimum",
                &name,
            )?;
        }
        Ok(())
    }
}

/// The parts of the budget that are kept for their group.
fn held(scenario: &Scenario) -> impl Iterator<Item = &Reserved> {
    scenario
        .reserved
        .iter()
        .filter(|frame| match (&frame.released_from, &scenario.as_of) {
            (Some(from), Some(today)) => today < from,
            _ => true,
        })
}
