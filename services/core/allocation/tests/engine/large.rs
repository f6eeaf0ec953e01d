//! Large and odd scenarios: nothing overflows, nothing panics, everything is certified (the checker
//! runs in every run).

use crate::arbitrary;
use allocation::{
    Amount, Applicant, Quota, Rounding, Rule, Scenario, Score, Tail, Weight, WeightBy, allocate,
};
use proptest::prelude::*;

/// Amounts up to the largest that the engine takes, and around every power of two.
fn huge() -> impl Strategy<Value = i64> {
    prop_oneof![
        0_i64..3,
        (0_u32..62, -1_i64..2).prop_map(|(bits, off)| ((1_i64 << bits) + off).max(0)),
        0_i64..1 << 61
    ]
}

fn odd_applicant() -> impl Strategy<Value = Applicant> {
    let bounds = (
        prop::option::weighted(0.2, huge()),
        prop::option::weighted(0.2, huge()),
    );
    let extras = (
        prop::option::weighted(0.2, huge()),
        prop::option::weighted(0.2, 1_u32..4),
        0_usize..3,
    );
    (
        huge(),
        prop::option::of(huge()),
        prop::option::of(0_i64..5),
        bounds,
        extras,
    )
        .prop_map(
            |(claim, weight, score, (min, max), (last_year, priority_class, group))| Applicant {
                weight: weight.map(Weight::new),
                score: score.map(Score::new),
                min: min.map(Amount::new),
                max: max.map(Amount::new),
                last_year: last_year.map(Amount::new),
                priority_class,
                group: ["a", "b"]
                    .get(group)
                    .map(|g| (*g).to_owned())
                    .into_iter()
                    .collect(),
                ..Applicant::new("", claim)
            },
        )
}

fn any_rule() -> impl Strategy<Value = Rule> {
    prop_oneof![
        arbitrary::kernel_rule(),
        Just(Rule::ConstrainedEqualLosses),
        Just(Rule::Talmud),
        Just(Rule::WeightedProportional(WeightBy::ScoreTimesClaim)),
        prop::sample::select(vec![
            Tail::Stop,
            Tail::Partial,
            Tail::OfferReduced,
            Tail::Skip
        ])
        .prop_map(Rule::Ranked),
    ]
}

proptest! {
    #![proptest_config(arbitrary::config())]

    #[test]
    fn no_scenario_breaks_the_engine(
        applicants in prop::collection::vec(odd_applicant(), 0..7),
        rule in any_rule(),
        (budget, step) in (huge(), prop_oneof![3 => Just(1_i64), 1 => huge()]),
        rounding in prop::sample::select(vec![
            Rounding::None, Rounding::SainteLague, Rounding::LargestRemainder, Rounding::Down,
        ]),
        quota in prop::option::weighted(0.3, (prop::option::of(huge()), prop::option::of(huge()))),
    ) {
        let mut applicants = applicants;
        for (place, applicant) in applicants.iter_mut().enumerate() {
            applicant.id = place.to_string();
        }
        let mut scenario = Scenario::new(budget, rule, applicants);
        scenario.step = step.into();
        scenario.rounding = rounding;
        scenario.groups = quota
            .map(|(min, max)| Quota {
                path: vec!["a".into()],
                min: min.map(Amount::new),
                max: max.map(Amount::new),
            })
            .into_iter()
            .collect();
        if let Err(error) = allocate(&scenario) {
            prop_assert!(!error.conflicts().is_empty(), "{error}");
        }
    }
}

#[test]
fn ten_thousand_are_divided_to_the_last_ore() {
    let applicant = |i: i64| Applicant {
        weight: Some((1 + i % 97).into()),
        min: Some((i % 13 * 10).into()),
        group: vec![(i % 15).to_string(), (i / 15 % 3).to_string()],
        ..Applicant::new(i.to_string(), 1_000 + i * 7919 % 100_000)
    };
    let mut scenario = Scenario::new(
        200_000_003,
        Rule::WeightedEqualAwards(WeightBy::Weight),
        (0..10_000).map(applicant).collect(),
    );
    for group in 0..15 {
        scenario.groups.push(Quota {
            path: vec![group.to_string()],
            min: Some(9_000_000.into()),
            max: Some(14_000_000.into()),
        });
        let path = vec![group.to_string(), "0".into()];
        scenario.groups.push(Quota {
            path,
            min: None,
            max: Some(4_400_001.into()),
        });
    }
    let allocation = allocate(&scenario).expect("no conflict");
    assert_eq!(allocation.certificate.unspent.get(), 0);
    assert_eq!(
        allocation
            .awards
            .iter()
            .map(|award| award.amount.get())
            .sum::<i64>(),
        200_000_003
    );
}
