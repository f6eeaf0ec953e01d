//! The columns of the table: ways to divide, each as the engine runs it. And the culprits: ways
//! that lack an axiom.

use super::problem::{Member, Problem, add, coarser, unit};
use crate::arbitrary;
use allocation::{
    Amount, Applicant, Damping, Fraction, Rounding, Rule, Scenario, Tail, WeightBy, divide,
};

/// A way to divide: one share a member, in their order; `None` where bounds do not fit the budget.
pub type Divide = fn(&Problem) -> Option<Vec<Fraction>>;

/// A column of a table.
#[derive(Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    pub divide: Divide,
    /// The same before it is rounded.
    pub exact: Divide,
}

const fn exactly(name: &'static str, divide: Divide) -> Column {
    Column {
        name,
        divide,
        exact: divide,
    }
}

/// The rules whose exact shares are held to the axioms.
pub const RULES: [Column; 7] = [
    exactly("PRO", proportional),
    exactly("CEA", equal_awards),
    exactly("CEL", equal_losses),
    exactly("Talmud", talmud),
    exactly("score-CEA", by_score),
    exactly("floor+cap", floor_and_cap),
    exactly("England", england),
];

/// The two ways to round, each on three rules.
pub const ROUNDINGS: [Column; 6] = [
    Column {
        name: "PRO LR",
        divide: |p| run(&Rule::Proportional, Rounding::LargestRemainder, p),
        exact: proportional,
    },
    Column {
        name: "score-CEA LR",
        divide: |p| run(&SCORED, Rounding::LargestRemainder, p),
        exact: by_score,
    },
    Column {
        name: "floor+cap LR",
        divide: |p| bounded(Rounding::LargestRemainder, p),
        exact: floor_and_cap,
    },
    Column {
        name: "PRO SL",
        divide: |p| run(&Rule::Proportional, Rounding::SainteLague, p),
        exact: proportional,
    },
    Column {
        name: "score-CEA SL",
        divide: |p| run(&SCORED, Rounding::SainteLague, p),
        exact: by_score,
    },
    Column {
        name: "floor+cap SL",
        divide: |p| bounded(Rounding::SainteLague, p),
        exact: floor_and_cap,
    },
];

const SCORED: Rule = Rule::WeightedEqualAwards(WeightBy::Weight);

/// A member as an applicant: who, what it asks for, what it weighs.
fn applicant(member: &Member) -> Applicant {
    Applicant {
        weight: Some(member.weight.into()),
        ..Applicant::new(member.id.to_string(), member.claim)
    }
}

/// Runs the engine. One case in eight with certificate, checker and all; the others only divide.
fn shares(scenario: &Scenario, pick: usize) -> Option<Vec<Fraction>> {
    let whole = scenario.rounding != Rounding::None;
    let share = |amount: i64, exact: Fraction| {
        if whole { Fraction::from(amount) } else { exact }
    };
    if pick.is_multiple_of(8) {
        let allocation = arbitrary::run(scenario)?;
        let award = |applicant: &Applicant| allocation.award(&applicant.id).expect("an award each");
        let awards = scenario.applicants.iter().map(award);
        return Some(
            awards
                .map(|award| share(award.amount.get(), award.exact))
                .collect(),
        );
    }
    let awards = divide(scenario).ok()?;
    Some(
        awards
            .iter()
            .map(|award| share(award.amount.get(), award.exact))
            .collect(),
    )
}

fn run(rule: &Rule, rounding: Rounding, problem: &Problem) -> Option<Vec<Fraction>> {
    let applicants = problem.members.iter().map(applicant).collect();
    let mut scenario = Scenario::new(problem.budget, rule.clone(), applicants);
    scenario.rounding = rounding;
    shares(&scenario, problem.pick)
}

fn proportional(problem: &Problem) -> Option<Vec<Fraction>> {
    run(&Rule::Proportional, Rounding::None, problem)
}

pub fn equal_awards(problem: &Problem) -> Option<Vec<Fraction>> {
    run(&Rule::ConstrainedEqualAwards, Rounding::None, problem)
}

fn equal_losses(problem: &Problem) -> Option<Vec<Fraction>> {
    run(&Rule::ConstrainedEqualLosses, Rounding::None, problem)
}

fn talmud(problem: &Problem) -> Option<Vec<Fraction>> {
    run(&Rule::Talmud, Rounding::None, problem)
}

fn by_score(problem: &Problem) -> Option<Vec<Fraction>> {
    run(&SCORED, Rounding::None, problem)
}

fn bounded(rounding: Rounding, problem: &Problem) -> Option<Vec<Fraction>> {
    let within = |member: &Member| Applicant {
        min: Some(member.min.into()),
        max: member.max.map(Amount::new),
        ..applicant(member)
    };
    let applicants = problem.members.iter().map(within).collect();
    let mut scenario = Scenario::new(problem.budget, SCORED, applicants);
    scenario.rounding = rounding;
    shares(&scenario, problem.pick)
}

fn floor_and_cap(problem: &Problem) -> Option<Vec<Fraction>> {
    bounded(Rounding::None, problem)
}

/// No applicant below last year, and all increases above that scaled by one factor. The damper
/// starts from published, whole amounts; so the problem is stated in a unit in which the shares
/// before it are whole.
fn england(problem: &Problem) -> Option<Vec<Fraction>> {
    let unit = unit(&by_score(problem)?);
    let finer = problem.in_units(unit);
    let damped = |member: &Member| Applicant {
        last_year: Some(member.last.into()),
        ..applicant(member)
    };
    let applicants = finer.members.iter().map(damped).collect();
    let mut scenario = Scenario::new(finer.budget, SCORED, applicants);
    scenario.rounding = Rounding::None;
    scenario.damping = Some(Damping::FloorThenScale { down: 0 });
    Some(coarser(shares(&scenario, problem.pick)?, unit))
}

/// Rounded to whole units: twins can differ, and the unit matters.
pub fn in_whole_units(problem: &Problem) -> Option<Vec<Fraction>> {
    run(&Rule::Proportional, Rounding::SainteLague, problem)
}

/// Down the list by weight, passing over what does not fit: a larger budget can hurt (costs 2, 3,
/// 2: 4 and 5).
pub fn passing_over(problem: &Problem) -> Option<Vec<Fraction>> {
    let scored = |member: &Member| Applicant {
        score: Some(member.weight.into()),
        ..applicant(member)
    };
    let applicants = problem.members.iter().map(scored).collect();
    let scenario = Scenario::new(problem.budget, Rule::Ranked(Tail::Skip), applicants);
    shares(&scenario, problem.pick)
}

/// Serves the smallest claims first: a higher claim hurts.
pub fn smallest_first(problem: &Problem) -> Option<Vec<Fraction>> {
    in_order(problem, |member| member.claim)
}

/// Serves the lightest first: a higher weight hurts.
pub fn lightest_first(problem: &Problem) -> Option<Vec<Fraction>> {
    in_order(problem, |member| member.weight)
}

/// Serves those who come first in the list: its order matters.
pub fn first_come(problem: &Problem) -> Option<Vec<Fraction>> {
    in_order(problem, |_| 0)
}

fn in_order(problem: &Problem, key: impl Fn(&Member) -> i64) -> Option<Vec<Fraction>> {
    let mut order: Vec<usize> = (0..problem.members.len()).collect();
    order.sort_by_key(|place| key(&problem.members[*place]));
    let served = arrival(problem, &order);
    Some(served.into_iter().map(Fraction::from).collect())
}

/// Equal shares of the budget by the number of those who claim at all, and no more than five for
/// each: a withdrawal hurts.
pub fn capped_by_number(problem: &Problem) -> Option<Vec<Fraction>> {
    let cap = Fraction::from(5 * i64::try_from(problem.members.len()).expect("few"));
    let shares = proportional(problem)?;
    Some(shares.into_iter().map(|share| share.min(cap)).collect())
}

fn arrival(problem: &Problem, order: &[usize]) -> Vec<i64> {
    let mut left = problem.budget;
    let mut awards = vec![0; problem.members.len()];
    for place in order {
        awards[*place] = problem.members[*place].claim.min(left);
        left -= awards[*place];
    }
    awards
}

/// The mean over all orders of arrival (O'Neill; the Shapley value), for a few members: not
/// consistent.
pub fn random_arrival(problem: &Problem) -> Option<Vec<Fraction>> {
    let count = problem.members.len();
    if count > 4 {
        return None;
    }
    let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
    for place in 0..count {
        let longer = |order: &Vec<usize>| {
            let insert = |at| {
                let mut longer = order.clone();
                longer.insert(at, place);
                longer
            };
            (0..=order.len()).map(insert).collect::<Vec<_>>()
        };
        orders = orders.iter().flat_map(longer).collect();
    }
    let each = i128::try_from(orders.len()).expect("few");
    let mut means = vec![Fraction::ZERO; count];
    for order in &orders {
        for (mean, award) in means.iter_mut().zip(arrival(problem, order)) {
            *mean = add(
                *mean,
                Fraction::new(award.into(), each).expect("not over 0"),
            );
        }
    }
    Some(means)
}
