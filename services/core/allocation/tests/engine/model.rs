//! A slow exact model, small and obviously right, and the engine held against it.
//!
//! The model knows neither Newton nor partitions: for exact shares it tries every piece between two
//! breakpoints, for rounding and quotas it hands out one unit at a time to the one that comes
//! first.

use crate::arbitrary::{self, Case};
use crate::property::cases;
use allocation::{
    Allocation, Amount, Fraction, Quota, Rounding, Rule, Scenario, Sharing, allocate,
};
use proptest::prelude::*;

/// One applicant in a pot: `x = clamp(base + λ·weight, lo, hi)`.
#[derive(Debug, Clone, Copy)]
pub struct Share {
    weight: i64,
    base: i64,
    lo: i64,
    hi: i64,
}

impl Share {
    const fn new(weight: i64, lo: i64, hi: i64) -> Self {
        Self {
            weight,
            base: 0,
            lo,
            hi,
        }
    }
}

/// The award at λ = p/q, as a numerator over q.
fn at(share: &Share, p: i128, q: i128) -> i128 {
    let free = i128::from(share.base) * q + p * i128::from(share.weight);
    free.max(i128::from(share.lo) * q)
        .min(i128::from(share.hi) * q)
}

/// Exact shares: numerators over a common denominator. Tries λ between every two neighbouring
/// breakpoints.
fn shares(members: &[Share], budget: i64) -> (Vec<i128>, i128) {
    let sum = |p: i128, q: i128| members.iter().map(|m| at(m, p, q)).sum::<i128>();
    let mut points = vec![(0_i128, 1_i128)];
    for m in members.iter().filter(|m| m.weight > 0) {
        points.extend([m.lo, m.hi].map(|bound| (i128::from(bound - m.base), i128::from(m.weight))));
    }
    points.sort_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1)));
    let budget = i128::from(budget);
    let below = points
        .iter()
        .rev()
        .find(|(p, q)| sum(*p, *q) <= budget * q)
        .expect("the floors fit");
    let above = points.iter().find(|(p, q)| sum(*p, *q) >= budget * q);
    let (p, q) = match above {
        Some(above)
            if above.0 * below.1 != below.0 * above.1
                && sum(below.0, below.1) != budget * below.1 =>
        {
            // A straight line between the two: λ where it meets the budget.
            let (f0, f1) = (
                sum(below.0, below.1) * above.1,
                sum(above.0, above.1) * below.1,
            );
            let common = below.1 * above.1;
            let (x0, x1) = (below.0 * above.1, above.0 * below.1);
            let part = budget * common - f0;
            (x0 * (f1 - f0) + (x1 - x0) * part, common * (f1 - f0))
        }
        _ => *below,
    };
    (members.iter().map(|m| at(m, p, q)).collect(), q)
}

/// Whole units by bounded Sainte-Laguë within quotas: one at a time to the smallest (2(x − base) +
/// 1)/w that leaves the rest possible; ties to the first.
pub fn units(members: &[Share], groups: &[Vec<String>], quotas: &[Quota], budget: i64) -> Vec<i64> {
    let mut x: Vec<i64> = members.iter().map(|m| m.lo).collect();
    // What a group must get, minima inside it included, stays within its maximum, and the whole
    // within the budget.
    let within = |x: &[i64], quota: &Quota| {
        quota
            .max
            .is_none_or(|max| need(x, groups, quotas, &quota.path) <= max.get())
    };
    let possible = |x: &[i64]| {
        quotas.iter().all(|quota| within(x, quota)) && need(x, groups, quotas, &[]) <= budget
    };
    loop {
        let mut best: Option<(usize, i128, i128)> = None;
        for (i, m) in members.iter().enumerate() {
            if x[i] >= m.hi || m.weight == 0 {
                continue;
            }
            x[i] += 1;
            let fits = possible(&x);
            x[i] -= 1;
            let (num, den) = (i128::from(2 * (x[i] - m.base) + 1), i128::from(m.weight));
            if fits && best.is_none_or(|(_, n, d)| num * d < n * den) {
                best = Some((i, num, den));
            }
        }
        match best {
            Some((i, ..)) => x[i] += 1,
            None => return x,
        }
    }
}

/// Returns what must be spent at least: what is given, lifted to the minima of the groups,
/// innermost first.
fn need(x: &[i64], groups: &[Vec<String>], quotas: &[Quota], path: &[String]) -> i64 {
    let below = |quota: &&Quota| quota.path.len() > path.len() && quota.path.starts_with(path);
    let children: Vec<&Quota> = quotas
        .iter()
        .filter(below)
        .filter(|q| {
            !quotas
                .iter()
                .filter(below)
                .any(|o| o.path.len() < q.path.len() && q.path.starts_with(&o.path))
        })
        .collect();
    let own = (0..x.len()).filter(|i| groups[*i].starts_with(path));
    let own = own
        .filter(|i| !children.iter().any(|c| groups[*i].starts_with(&c.path)))
        .map(|i| x[i])
        .sum::<i64>();
    let sum = own
        + children
            .iter()
            .map(|c| need(x, groups, quotas, &c.path))
            .sum::<i64>();
    let min = quotas
        .iter()
        .find(|q| q.path == path)
        .and_then(|q| q.min)
        .map_or(0, Amount::get);
    sum.max(min)
}

/// The members of a scenario as the kernel sees them, read from the traces.
fn members(allocation: &Allocation) -> Vec<Share> {
    let share = |award: &allocation::Award| {
        let t = &award.trace;
        Share {
            weight: t.weight.get(),
            base: t.base.get(),
            lo: t.lo.max(t.base).get(),
            hi: t.hi.get(),
        }
    };
    allocation.awards.iter().map(share).collect()
}

proptest! {
    // The model hands out one unit at a time: a tenth of the cases.
    #![proptest_config(arbitrary::some(cases() / 10))]

    #[test]
    fn exact_shares_are_the_models(case in arbitrary::case()) {
        let mut scenario = case.scenario();
        scenario.rounding = Rounding::None;
        let Some(allocation) = arbitrary::run(&scenario) else { return Ok(()) };
        let pots = &allocation.certificate.pots;
        prop_assert!(pots.iter().all(|pot| pot.sharing == Sharing::Awards));
        if pots.is_empty() {
            return Ok(());
        }
        let (numerators, denominator) = shares(&members(&allocation), scenario.budget.get());
        for (award, numerator) in allocation.awards.iter().zip(numerators) {
            prop_assert_eq!(award.exact, Fraction::new(numerator,
                denominator).expect("not over 0"), "{}", &award.id);
        }
    }

    #[test]
    fn rounded_awards_are_the_models(case in arbitrary::case()) {
        let scenario = case.scenario();
        let Some(allocation) = arbitrary::run(&scenario) else { return Ok(()) };
        let groups = vec![Vec::new(); allocation.awards.len()];
        let expected = units(&members(&allocation), &groups, &[], scenario.budget.get());
        let awards: Vec<i64> = allocation.awards.iter().map(|award| award.amount.get()).collect();
        prop_assert_eq!(awards, expected);
    }

    #[test]
    fn quotas_are_the_models(case in arbitrary::grouped()) {
        // With bases a pot is shared in two ways, depending on whether they fit; each pot's own
        // model is tested above.
        if matches!(case.rule, Rule::BaseProportional { .. }) {
            return Ok(());
        }
        let scenario = case.scenario();
        let Some(allocation) = arbitrary::run(&scenario) else { return Ok(()) };
        let group = |award: &allocation::Award| {
            scenario.applicants.iter().find(|a| a.id == award.id).expect("known").group.clone()
        };
        let groups: Vec<Vec<String>> = allocation.awards.iter().map(group).collect();
        let (quotas, budget) = (&scenario.groups, scenario.budget.get());
        let expected = units(&members(&allocation), &groups, quotas, budget);
        let awards: Vec<i64> = allocation.awards.iter().map(|award| award.amount.get()).collect();
        prop_assert_eq!(awards, expected);
    }
}

/// The model itself must be able to tell: a kernel that is off by one unit is caught.
#[test]
fn a_wrong_kernel_is_caught() {
    let members = [
        Share::new(1, 0, 10),
        Share::new(2, 0, 10),
        Share::new(3, 4, 10),
    ];
    let (numerators, denominator) = shares(&members, 12);
    assert_eq!(numerators.iter().sum::<i128>(), 12 * denominator);
    assert_eq!(
        numerators,
        [2 * denominator, 4 * denominator, 6 * denominator]
    );
    assert_eq!(units(&members, &vec![Vec::new(); 3], &[], 12), [2, 4, 6]);
    assert_ne!(units(&members, &vec![Vec::new(); 3], &[], 13), [2, 4, 6]);
    let proportional = Case {
        rule: Rule::Proportional,
        ..Case::of(&[3, 3, 3], 4)
    };
    let wrong: Vec<i64> = vec![2, 2, 0];
    let scenario: Scenario = proportional.scenario();
    let right = allocate(&scenario).expect("no conflict");
    assert_ne!(
        right
            .awards
            .iter()
            .map(|a| a.amount.get())
            .collect::<Vec<_>>(),
        wrong
    );
}
