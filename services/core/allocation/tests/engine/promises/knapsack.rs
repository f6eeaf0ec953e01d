//! A budget for whole claims, against trying all sets: what is promised first, what is refused and
//! what a claim costs beyond it are the engine's part, and the search's own tests know nothing of
//! them.

use crate::arbitrary;
use crate::property::{cases, property};
use allocation::{Amount, Applicant, Rule, Scenario, Score};
use proptest::prelude::*;

/// Claims with scores, some promised in part, some capped, some below the threshold.
fn input() -> impl Strategy<Value = Scenario> {
    let one = (
        0_i64..30,
        0_i64..9,
        prop::option::of(0_i64..9),
        prop::option::of(0_i64..20),
    );
    let list = prop::collection::vec(one, 0..9);
    (list, 0_i64..120, prop::option::of(0_i64..5)).prop_map(|(list, budget, threshold)| {
        let applicant = |(place, (claim, score, committed, max)): (usize, _)| {
            let max: Option<i64> = max;
            let most = max.map_or(claim, |max| max.min(claim));
            Applicant {
                score: Some(Score::new(score)),
                committed: Option::map(committed, |promised: i64| promised.min(most).into()),
                max: max.map(Amount::new),
                ..Applicant::new(place.to_string(), claim)
            }
        };
        let applicants = list.into_iter().enumerate().map(applicant).collect();
        let mut scenario = Scenario::new(budget, Rule::Knapsack, applicants);
        scenario.threshold = threshold.map(Score::new);
        scenario
    })
}

/// Returns what is promised, what the whole claim costs beyond it, and what funding it is worth.
fn projects(scenario: &Scenario) -> Vec<(i64, i64, i64)> {
    let project = |who: &Applicant| {
        let promised = who.committed.map_or(0, Amount::get);
        let most = who.max.map_or(who.claim, |max| max.min(who.claim)).get();
        let score = who.score.map_or(0, Score::get);
        let refused = scenario
            .threshold
            .is_some_and(|threshold| score < threshold.get());
        if refused || most == 0 {
            (promised, 0, 0)
        } else {
            (promised, most - promised, score)
        }
    };
    scenario.applicants.iter().map(project).collect()
}

/// The greatest worth of any set that the budget holds, and the least that a set of that worth
/// costs.
fn best(projects: &[(i64, i64, i64)], left: i64) -> (i64, i64) {
    let sets = 0..1_u32 << projects.len();
    let sums = sets.map(|set| {
        let inside = projects
            .iter()
            .enumerate()
            .filter(|(at, _)| set & (1 << at) != 0);
        inside.fold((0, 0), |(worth, cost), (_, (_, more, score))| {
            (worth + score, cost + more)
        })
    });
    let fitting = sums.filter(|(_, cost)| *cost <= left);
    let first = |(worth, cost): &(i64, i64)| (*worth, -*cost);
    fitting.max_by_key(first).expect("the empty set fits")
}

/// The scores in the order of the list, whatever fits, as a ranked list with `skip` would.
fn greedy(projects: &[(i64, i64, i64)], left: i64) -> (i64, i64) {
    let mut order: Vec<_> = projects.iter().collect();
    order.sort_by_key(|(_, _, score)| -score);
    let walk = |(worth, cost): (i64, i64), (_, more, score): &&(i64, i64, i64)| {
        if cost + more <= left {
            (worth + score, cost + more)
        } else {
            (worth, cost)
        }
    };
    order.iter().fold((0, 0), walk)
}

#[test]
fn no_set_of_whole_claims_is_worth_more() {
    for caught in [false, true] {
        property(cases(), &input(), caught, |scenario| {
            let Some(allocation) = arbitrary::run(&scenario) else {
                return Ok(());
            };
            let projects = projects(&scenario);
            let promised: i64 = projects.iter().map(|(promised, ..)| promised).sum();
            let (mut worth, mut cost) = (0, 0);
            for (who, (promised, more, score)) in scenario.applicants.iter().zip(&projects) {
                let award = allocation.award(&who.id).expect("an award each");
                let paid = award.amount.get() - promised;
                prop_assert!(paid == 0 || paid == *more, "{} gets a part", who.id);
                // What is promised in full is in every set, and adds nothing to its cost.
                worth += if paid == *more { *score } else { 0 };
                cost += paid;
            }
            let left = scenario.budget.get() - promised;
            let expected = if caught {
                greedy(&projects, left)
            } else {
                best(&projects, left)
            };
            prop_assert_eq!((worth, cost), expected);
            Ok(())
        });
    }
}
