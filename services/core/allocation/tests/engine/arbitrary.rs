//! Random scenarios: heavy ties, zeros, no budget, just enough and more than enough.

use crate::property::cases;
use allocation::{Allocation, Amount, Applicant, Error, Quota, Rule, Scenario, WeightBy, allocate};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// The number of cases that every property is tried on.
pub fn config() -> Config {
    some(cases())
}

/// So many cases.
pub fn some(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    }
}

/// The allocation, or nothing where the scenario contradicts itself. A broken invariant is never
/// the scenario's fault.
pub fn run(scenario: &Scenario) -> Option<Allocation> {
    match allocate(scenario) {
        Ok(allocation) => Some(allocation),
        Err(Error::Conflicts(_)) => None,
        Err(bug) => panic!("{bug}"),
    }
}

/// The awards in units, in the order of their ids.
pub fn amounts(allocation: &Allocation) -> Vec<i64> {
    let awards = allocation.awards.iter();
    awards.map(|award| award.amount.get()).collect()
}

/// The source of a scenario.
#[derive(Debug, Clone)]
pub struct Case {
    pub rule: Rule,
    pub budget: i64,
    pub applicants: Vec<Applicant>,
    pub groups: Vec<Quota>,
    pub step: i64,
}

impl Case {
    /// Proportional, claims only.
    pub fn of(claims: &[i64], budget: i64) -> Self {
        let applicants = claims
            .iter()
            .enumerate()
            .map(|(i, claim)| Applicant::new(i.to_string(), *claim))
            .collect();
        Self {
            rule: Rule::Proportional,
            budget,
            applicants,
            groups: Vec::new(),
            step: 1,
        }
    }

    pub fn scenario(&self) -> Scenario {
        let mut scenario = Scenario::new(self.budget, self.rule.clone(), self.applicants.clone());
        scenario.groups.clone_from(&self.groups);
        scenario.step = self.step.into();
        scenario
    }
}

/// Amounts with many ties, zeros and a few large ones.
pub fn amount() -> impl Strategy<Value = i64> {
    prop_oneof![3 => 0_i64..12, 1 => Just(0_i64), 1 => Just(7_i64), 1 => 0_i64..200]
}

/// The rules that the awards kernel serves.
pub fn kernel_rule() -> impl Strategy<Value = Rule> {
    prop_oneof![
        Just(Rule::Proportional),
        Just(Rule::ConstrainedEqualAwards),
        Just(Rule::WeightedEqualAwards(WeightBy::Weight)),
        Just(Rule::WeightedEqualAwards(WeightBy::Score)),
        Just(Rule::WeightedProportional(WeightBy::WeightTimesClaim)),
        (0_i64..9).prop_map(|base| Rule::BaseProportional { base: base.into() }),
    ]
}

/// An applicant without an id; bounds in the right order.
pub fn applicant() -> impl Strategy<Value = Applicant> {
    let fields = (
        amount(),
        0_i64..6,
        0_i64..6,
        prop::option::of(0_i64..9),
        prop::option::of(0_i64..15),
    );
    fields.prop_map(|(claim, weight, score, min, max)| {
        let max = max.map(|max| max.min(claim));
        let min = min.map(|min| min.min(max.unwrap_or(claim)));
        Applicant {
            weight: Some(weight.into()),
            score: Some(score.into()),
            min: min.map(Amount::new),
            max: max.map(Amount::new),
            ..Applicant::new("", claim)
        }
    })
}

fn numbered(mut applicants: Vec<Applicant>) -> Vec<Applicant> {
    for (place, applicant) in applicants.iter_mut().enumerate() {
        applicant.id = place.to_string();
    }
    applicants
}

/// A pot of the awards kernel.
pub fn case() -> impl Strategy<Value = Case> {
    let applicants = prop::collection::vec(applicant(), 0..9).prop_map(numbered);
    (kernel_rule(), applicants, 0_i64..80, prop::bool::ANY).prop_map(
        |(rule, applicants, extra, tight)| {
            let floors: i64 = applicants
                .iter()
                .filter_map(|a| a.min)
                .map(Amount::get)
                .sum();
            // From exactly the floors to more than everything.
            let budget = if tight {
                floors + extra % 12
            } else {
                floors + extra
            };
            Case {
                rule,
                budget,
                applicants,
                groups: Vec::new(),
                step: 1,
            }
        },
    )
}

/// The same with quotas on a tree of two levels.
pub fn grouped() -> impl Strategy<Value = Case> {
    let bounds = || (prop::option::of(0_i64..12), prop::option::of(0_i64..25));
    let quotas = prop::collection::vec(bounds(), 6);
    let places = prop::collection::vec((0_usize..3, 0_usize..3), 9);
    (case(), quotas, places).prop_map(|(mut case, quotas, places)| {
        let paths = [
            vec!["a"],
            vec!["b"],
            vec!["a", "x"],
            vec!["a", "y"],
            vec!["b", "x"],
            vec!["c"],
        ];
        for ((min, max), path) in quotas.into_iter().zip(paths) {
            let path = path.into_iter().map(str::to_owned).collect();
            case.groups.push(Quota {
                path,
                min: min.map(|min| min.min(max.unwrap_or(min)).into()),
                max: max.map(Amount::new),
            });
        }
        for (applicant, (outer, inner)) in case.applicants.iter_mut().zip(places) {
            applicant.group = vec![
                ["a", "b", "d"][outer].to_owned(),
                ["x", "y", "z"][inner].to_owned(),
            ];
        }
        case
    })
}
