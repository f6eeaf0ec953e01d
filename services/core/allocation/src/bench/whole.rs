//! A whole round to measure: applicants with ids in no order, in regions and towns, some
//! regions with a quota that binds; from the scenario to the certified allocation.

use super::{Numbers, best, certified};
use crate::check::check_at;
use crate::check::groups::Groups;
use crate::divide::allocate;
use crate::divide::draft::PotPlan;
use crate::divide::kernel::Solved;
use crate::divide::nested::{Part, asked_apart, divide};
use crate::divide::prepare::{Line, Prepared};
use crate::divide::quotas::Tree;
use crate::scenario::{Applicant, Quota, Rule, Scenario, WeightBy};

/// Regions of the round.
pub const REGIONS: u32 = 15;
/// Towns of the round.
pub const TOWNS: u32 = 357;

/// A round with quotas.
#[derive(Debug)]
pub struct Whole {
    scenario: Scenario,
    town: Vec<u32>,
}

/// Figures of a measurement of a whole round, in nanoseconds per applicant; times are the best of
/// several runs. The first three are of the numbers alone, as in one pot: bounds known, no
/// applicant's name looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WholeFigures {
    /// λ of every pot within the tree of quotas, and rounding.
    pub quotas: f64,
    /// The certificate of every pot, and every quota.
    pub certificate: f64,
    /// From the scenario to the published allocation: order, bounds, quotas, exact fractions,
    /// traces, hash, and the checker on all of it.
    pub allocate: f64,
    /// Of that, the checker.
    pub checker: f64,
}

impl Whole {
    /// A round of this many applicants.
    #[must_use]
    pub fn new(applicants: u32) -> Self {
        let mut numbers = Numbers::new();
        let mut town = Vec::new();
        let one = |place: u32| {
            let at = u32::try_from(numbers.below(TOWNS)).unwrap_or(0);
            town.push(at);
            let claim = 10_000 + numbers.below(100_000_000);
            Applicant {
                weight: Some((1 + numbers.below(100_000)).into()),
                min: (numbers.below(10) == 0).then_some((claim / 10).into()),
                last_year: Some(numbers.below(50_000_000).into()),
                group: vec![format!("region {}", at % REGIONS), format!("town {at}")],
                // Multiplied by an odd number: every id once, in no order.
                ..Applicant::new(place.wrapping_mul(2_654_435_761).to_string(), claim)
            }
        };
        let list: Vec<Applicant> = (0..applicants).map(one).collect();
        let budget = list
            .iter()
            .map(|applicant| applicant.claim.get())
            .sum::<i64>()
            / 2;
        let mut scenario = Scenario::new(budget, Rule::WeightedEqualAwards(WeightBy::Weight), list);
        let even = budget / i64::from(REGIONS);
        scenario.groups = (0..REGIONS)
            .map(|region| Quota {
                path: vec![format!("region {region}")],
                min: (region < 3).then_some((even / 10 * 11).into()),
                max: (region > 11).then_some((even / 10 * 9).into()),
            })
            .collect();
        Self { scenario, town }
    }

    /// Returns the round itself, to measure more on it.
    #[must_use]
    pub const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Returns each applicant's town, in the order of the scenario.
    #[must_use]
    pub fn towns(&self) -> &[u32] {
        &self.town
    }

    /// Measures with the caller's clock: the best of `runs` of each. `None` where the round
    /// contradicts itself.
    pub fn measure(&self, runs: u32, clock: impl Fn() -> u64) -> Option<WholeFigures> {
        let scenario = &self.scenario;
        let allocation = allocate(scenario).ok()?;
        let prepared = Prepared::new(scenario).ok()?;
        let parts = divided(&prepared)?;
        let places: Vec<usize> = prepared.lines.iter().map(|line| line.place).collect();
        let quotas = || std::hint::black_box(divided(&prepared)).is_some();
        let groups = Groups::new(scenario);
        let group = |line: &Line<'_>| groups.around(&line.applicant.group);
        let group: Vec<usize> = prepared.lines.iter().map(group).collect();
        let certified = || self.certified(&parts, &groups, &group);
        let allocated = || std::hint::black_box(allocate(scenario)).is_ok();
        let checked = || check_at(scenario, &allocation, &places).is_ok();
        #[expect(clippy::cast_precision_loss, reason = "a time for people to read")]
        let each = |ns: u64| ns as f64 / places.len().max(1) as f64;
        Some(WholeFigures {
            quotas: each(best(runs, &clock, &quotas)),
            certificate: each(best(runs, &clock, &certified)),
            allocate: each(best(runs, &clock, &allocated)),
            checker: each(best(runs, &clock, &checked)),
        })
    }

    /// Puts every pot before the independent checker, and every quota.
    fn certified(&self, parts: &[Part], groups: &Groups<'_>, group: &[usize]) -> bool {
        let mut sums = groups.nothing();
        let pots = parts.iter().all(|part| {
            for (member, amount) in part.members.iter().zip(&part.amounts) {
                sums[group[*member as usize]] += i128::from(*amount);
            }
            let solved = part.shared.divisor.map(|level| Solved {
                level,
                spent: part.shared.spent,
            });
            solved.is_some_and(|solved| {
                certified(&part.shared.shares, solved, part.budget, &part.amounts)
            })
        });
        pots && groups.check(&self.scenario, sums).is_ok()
    }
}

/// The pots within the quotas, shared.
fn divided(prepared: &Prepared<'_>) -> Option<Vec<Part>> {
    let tree = Tree::new(prepared).ok()?;
    let members = prepared.indices();
    let plan = PotPlan::of_all(&members, prepared.scenario.budget.get());
    let mut parts = Vec::new();
    let asked = asked_apart(prepared, &plan).ok()?;
    divide(prepared, &plan, asked, (&tree, 0), &mut parts).ok()?;
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_round_is_divided_and_its_quotas_bind() {
        let whole = Whole::new(2_000);
        let allocation = allocate(&whole.scenario).unwrap();
        let own = |pot: &&crate::Pot| !pot.group.is_empty();
        assert!(allocation.certificate.pots.iter().filter(own).count() >= 4);
        let prepared = Prepared::new(&whole.scenario).unwrap();
        let mut parts = divided(&prepared).unwrap();
        let groups = Groups::new(&whole.scenario);
        let group = |line: &Line<'_>| groups.around(&line.applicant.group);
        let group: Vec<usize> = prepared.lines.iter().map(group).collect();
        assert!(whole.certified(&parts, &groups, &group));
        // The same pots as published, and the same awards.
        let amount = |at: u32| allocation.awards[at as usize].amount.get();
        for part in &parts {
            let awards: Vec<i64> = part.members.iter().map(|at| amount(*at)).collect();
            assert_eq!(awards, part.amounts);
        }
        // A krone moved between two pots is refused.
        parts[0].amounts[0] -= 1;
        parts[1].amounts[0] += 1;
        assert!(!whole.certified(&parts, &groups, &group));
        let figures = whole.measure(1, || 0);
        assert_eq!(figures.map(|figures| figures.allocate), Some(0.0));
    }
}
