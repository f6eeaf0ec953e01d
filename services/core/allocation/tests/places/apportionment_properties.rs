//! The axioms of apportionment, each with a method that fails it.

use crate::apportionment::{divide, keyed, places};
use crate::property::{cases, none_less, property};
use allocation::places::apportionment::{
    Method, Options, Recipient, Weight, apportion, quota_method,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

/// One place at a time, by the definition, with plain fractions: the slow model.
fn model(house: u64, method: Method, list: &[Recipient<usize>]) -> Option<Vec<u64>> {
    let claim = |i: usize, s: u128| -> (u128, u128) {
        let w = list[i].weight.num;
        match method {
            Method::Adams => (w, s),
            Method::Dhondt => (w, s + 1),
            Method::SainteLague => (w, 2 * s + 1),
            Method::ModifiedSainteLague if s == 0 => (10 * w, 14),
            Method::ModifiedSainteLague => (w, 2 * s + 1),
            Method::HuntingtonHill => (w * w, s * (s + 1)),
            Method::Dean => (w * (2 * s + 1), 2 * s * (s + 1)),
            Method::LargestRemainder => unreachable!("not a divisor method"),
        }
    };
    let mut places: Vec<u64> = list.iter().map(|r| r.min).collect();
    while places.iter().sum::<u64>() < house {
        let best = (0..list.len())
            .filter(|i| list[*i].weight.num > 0 && places[*i] < list[*i].max.unwrap_or(u64::MAX))
            .max_by(|a, b| {
                let (x, y) = (
                    claim(*a, u128::from(places[*a])),
                    claim(*b, u128::from(places[*b])),
                );
                let order = match (x.1 == 0, y.1 == 0) {
                    (true, true) => x.0.cmp(&y.0),
                    (one, other) if one != other => one.cmp(&other),
                    _ => (x.0 * y.1).cmp(&(y.0 * x.1)),
                };
                order.then(list[*b].tie_key.cmp(&list[*a].tie_key))
            })?;
        places[best] += 1;
    }
    (places.iter().sum::<u64>() == house).then_some(places)
}

fn weights() -> impl Strategy<Value = Vec<u64>> {
    let weight = prop_oneof![3 => 0..6_u64, 3 => 1..1_000_u64, 1 => 1..1_000_000_000_000_u64];
    prop::collection::vec(weight, 1..9)
}

fn bounded() -> impl Strategy<Value = Vec<Recipient<usize>>> {
    let bound = prop_oneof![Just(None), (0..12_u64).prop_map(Some)];
    prop::collection::vec((0..40_u64, 0..3_u64, bound), 1..8).prop_map(|list| {
        let n = list.len();
        list.into_iter()
            .enumerate()
            .map(|(i, (weight, min, room))| {
                Recipient::new(Weight::whole(weight.into()), n - i)
                    .bounded(min, room.map(|room| min + room))
            })
            .collect()
    })
}

#[test]
fn agrees_with_the_slow_model_under_bounds() {
    property(cases(), &(bounded(), 0..60_u64), false, |(list, house)| {
        for method in Method::ALL.into_iter().filter(|m| m.is_divisor()) {
            if let Ok(result) = divide(house, method, &list, &Options::default()) {
                prop_assert_eq!(
                    Some(result.places),
                    model(house, method, &list),
                    "{:?}",
                    method
                );
            }
        }
        let _ = divide(house, Method::LargestRemainder, &list, &Options::default());
        Ok(())
    });
}

#[test]
fn fractions_and_their_multiples_agree() {
    property(
        cases(),
        &(weights(), 1..30_u64, 1..50_u64),
        false,
        |(weights, house, by)| {
            let scaled: Vec<_> = keyed(&weights)
                .into_iter()
                .map(|r| Recipient {
                    weight: Weight::ratio(r.weight.num * 7, u128::from(by) * 11),
                    ..r
                })
                .collect();
            for method in Method::ALL {
                let whole = apportion(house, method, &keyed(&weights), &Options::default())
                    .map(|r| r.places);
                let parts = divide(house, method, &scaled, &Options::default()).map(|r| r.places);
                prop_assert_eq!(whole, parts);
            }
            Ok(())
        },
    );
}

#[test]
fn order_of_the_list_does_not_matter() {
    property(cases(), &(bounded(), 0..40_u64), false, |(list, house)| {
        let turned: Vec<_> = list.iter().rev().cloned().collect();
        for method in Method::ALL {
            let straight = apportion(house, method, &list, &Options::default());
            let back = apportion(house, method, &turned, &Options::default());
            if let (Ok(straight), Ok(back)) = (straight, back) {
                prop_assert!(straight.places.iter().eq(back.places.iter().rev()));
            }
        }
        Ok(())
    });
}

fn house_monotone(method: Method) -> impl Fn((Vec<u64>, u64)) -> Result<(), TestCaseError> {
    move |(weights, house)| {
        prop_assume!(weights.iter().any(|w| *w > 0));
        let (before, after) = (
            places(house, method, &weights),
            places(house + 1, method, &weights),
        );
        prop_assert!(none_less(&before, &after), "{:?} {:?}", before, after);
        Ok(())
    }
}

#[test]
fn a_larger_house_takes_nothing_from_anybody() {
    let input = (weights(), 0..60_u64);
    for method in Method::ALL {
        // The Alabama paradox: largest remainder must be caught.
        property(
            cases(),
            &input,
            !method.is_divisor(),
            house_monotone(method),
        );
    }
    property(cases(), &input, false, |(weights, house)| {
        prop_assume!(weights.iter().any(|w| *w > 0));
        let list = keyed(&weights);
        let (before, after) = (
            quota_method(house, &list).unwrap(),
            quota_method(house + 1, &list).unwrap(),
        );
        prop_assert!(none_less(&before, &after));
        Ok(())
    });
}

/// Within a unit of the exact share.
fn quota(method: Method) -> impl Fn((Vec<u64>, u64)) -> Result<(), TestCaseError> {
    move |(weights, house)| {
        let total: u128 = weights.iter().map(|w| u128::from(*w)).sum();
        prop_assume!(total > 0);
        for (weight, got) in weights.iter().zip(places(house, method, &weights)) {
            let share = u128::from(*weight) * u128::from(house);
            let got = u128::from(got) * total;
            prop_assert!(share.abs_diff(got) < total, "{:?}", method);
        }
        Ok(())
    }
}

#[test]
fn only_largest_remainder_stays_within_a_unit_of_the_share() {
    let input = (weights(), 0..60_u64);
    property(cases(), &input, false, quota(Method::LargestRemainder));
    for method in Method::ALL.into_iter().filter(|m| m.is_divisor()) {
        // The other side of Balinski–Young. Sainte-Laguë needs four recipients and luck: many
        // cases.
        property(cases(), &input, true, quota(method));
    }
}

/// A recipient that grows does not lose a place to one that did not.
fn population_monotone(
    method: Method,
) -> impl Fn((Vec<u64>, u64, usize, u64)) -> Result<(), TestCaseError> {
    move |(mut weights, house, who, growth)| {
        prop_assume!(weights.iter().any(|w| *w > 0));
        let who = who % weights.len();
        let before = places(house, method, &weights);
        weights[who] += growth;
        let after = places(house, method, &weights);
        let others_gain = (0..weights.len()).any(|i| i != who && after[i] > before[i]);
        prop_assert!(
            !(after[who] < before[who] && others_gain),
            "{:?} {:?}",
            before,
            after
        );
        // Nor do two others change against each other when only a third has grown.
        let change = |i: usize| after[i].cmp(&before[i]);
        let rest: Vec<_> = (0..weights.len())
            .filter(|i| *i != who)
            .map(change)
            .collect();
        prop_assert!(
            !(rest.contains(&std::cmp::Ordering::Less)
                && rest.contains(&std::cmp::Ordering::Greater))
        );
        Ok(())
    }
}

#[test]
fn who_grows_does_not_lose() {
    let input = (weights(), 0..60_u64, 0..9_usize, 0..500_u64);
    for method in Method::ALL {
        property(
            cases(),
            &input,
            !method.is_divisor(),
            population_monotone(method),
        );
    }
}
