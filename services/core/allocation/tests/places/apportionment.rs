use crate::cases::{numbers, of_kind};
use allocation::apportionment::{
    Apportionment, Conflict, Method, Options, Recipient, Refusal, Weight, WhenFull, apportion,
    check, quota_method,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};

fn keyed(weights: &[u64]) -> Vec<Recipient<usize>> {
    weights
        .iter()
        .enumerate()
        .map(|(key, weight)| Recipient::new(Weight::whole(u128::from(*weight)), key))
        .collect()
}

/// Divides and has the checker look at it.
fn divide(
    house: u64,
    method: Method,
    recipients: &[Recipient<usize>],
    options: &Options,
) -> Result<Apportionment, Conflict> {
    let result = apportion(house, method, recipients, options)?;
    assert_eq!(
        check(house, method, recipients, options, &result),
        Ok(()),
        "{method:?} {result:?}"
    );
    Ok(result)
}

fn places(house: u64, method: Method, weights: &[u64]) -> Vec<u64> {
    divide(house, method, &keyed(weights), &Options::default())
        .expect("no conflict")
        .places
}

fn method(name: &str) -> Option<Method> {
    serde_json::from_value(name.into()).ok()
}

#[test]
fn every_published_case() {
    for case in of_kind("apportionment") {
        let house = case["budget"].as_u64().unwrap();
        let weights = numbers(&case["claims"]);
        let expected = numbers(&case["expected"]);
        let id = case["id"].as_str().unwrap();
        let rule = case["rule"].as_str().unwrap();
        if let Some(method) = method(rule) {
            assert_eq!(places(house, method, &weights), expected, "{id}");
        } else if rule.starts_with("any divisor or quota method") {
            for method in Method::ALL {
                assert_eq!(places(house, method, &weights), expected, "{id} {method:?}");
            }
            assert_eq!(
                quota_method(house, &keyed(&weights)).unwrap(),
                expected,
                "{id}"
            );
        } else if rule == "dhondt with 4 percent threshold" {
            let options = Options {
                threshold: Some(Weight::ratio(4, 100)),
                ..Options::default()
            };
            let got = divide(house, Method::Dhondt, &keyed(&weights), &options).unwrap();
            assert_eq!(got.places, expected, "{id}");
        } else if rule.starts_with("dhondt with caps") {
            let caps = numbers(&case["caps"]);
            let capped: Vec<_> = keyed(&weights)
                .into_iter()
                .zip(caps)
                .map(|(recipient, cap)| recipient.bounded(0, Some(cap)))
                .collect();
            let options = Options {
                when_full: WhenFull::LeaveUnassigned,
                ..Options::default()
            };
            let got = divide(house, Method::Dhondt, &capped, &options).unwrap();
            assert_eq!(got.places, expected, "{id}");
            assert_eq!(got.unassigned, house - expected.iter().sum::<u64>(), "{id}");
        } else if rule.starts_with("dhondt + absolute-majority") {
            // A correction of Dutch election law that no grant rule knows: the plain method must differ, as the case says.
            let plain = places(house, Method::Dhondt, &weights);
            assert_eq!(plain, [12, 2, 2, 2, 2, 2, 2, 0], "{id}");
            assert_ne!(plain, expected, "{id}");
        } else {
            assert_eq!(rule, "quota_balinski_young", "{id}: no rule for it");
            assert_eq!(
                quota_method(house, &keyed(&weights)).unwrap(),
                expected,
                "{id}"
            );
        }
    }
}

/// Facts of our own, for checkouts without the case file. Balinski and Young (1975), tables 1 and 2; the Alabama paradox.
#[test]
fn own_table() {
    let table: [(Method, u64, &[u64], &[u64]); 9] = [
        (
            Method::Adams,
            26,
            &[9061, 7179, 5259, 3319, 1182],
            &[9, 7, 5, 3, 2],
        ),
        (
            Method::Dean,
            100,
            &[5117, 4400, 162, 161, 160],
            &[51, 43, 2, 2, 2],
        ),
        (
            Method::HuntingtonHill,
            50,
            &[450, 350, 199, 1],
            &[22, 17, 10, 1],
        ),
        (
            Method::SainteLague,
            26,
            &[9061, 7179, 5259, 3319, 1182],
            &[9, 8, 5, 3, 1],
        ),
        (
            Method::ModifiedSainteLague,
            100,
            &[5117, 4400, 162, 161, 160],
            &[51, 43, 2, 2, 2],
        ),
        (Method::ModifiedSainteLague, 2, &[13, 10], &[1, 1]),
        (Method::ModifiedSainteLague, 3, &[11, 3], &[3, 0]),
        (Method::Dhondt, 10, &[43, 33, 12, 8, 4], &[5, 4, 1, 0, 0]),
        (
            Method::LargestRemainder,
            25,
            &[1500, 1500, 900, 500, 500, 200],
            &[7, 7, 4, 3, 3, 1],
        ),
    ];
    for (method, house, weights, expected) in table {
        assert_eq!(
            places(house, method, weights),
            expected,
            "{method:?} {house}"
        );
    }
    assert_eq!(
        places(
            26,
            Method::LargestRemainder,
            &[1500, 1500, 900, 500, 500, 200]
        ),
        [8, 8, 5, 2, 2, 1]
    );
    assert_eq!(places(3, Method::SainteLague, &[11, 3]), [2, 1]);
}

#[test]
fn the_tie_is_decided_by_the_key_and_told() {
    let reversed: Vec<_> = (0..3)
        .map(|i| Recipient::new(Weight::whole(5), 9 - i))
        .collect();
    for method in Method::ALL {
        let result = divide(4, method, &reversed, &Options::default()).unwrap();
        assert_eq!(result.places, [1, 1, 2], "{method:?}");
        assert_eq!(result.ties[0].recipients, [0, 1, 2], "{method:?}");
        assert_eq!(result.ties[0].places, 1, "{method:?}");
        assert_eq!(
            result.boundary.lowest_awarded,
            result.boundary.highest_refused
        );
        let same: Vec<_> = (0..3)
            .map(|_| Recipient::new(Weight::whole(5), 7))
            .collect();
        assert_eq!(
            apportion(4, method, &same, &Options::default()),
            Err(Conflict::UndecidableTie {
                recipients: vec![0, 1, 2]
            })
        );
        assert!(
            apportion(3, method, &same, &Options::default())
                .unwrap()
                .ties
                .is_empty()
        );
    }
}

#[test]
fn contradictions_are_named() {
    let two = |min, max| {
        vec![
            Recipient::new(Weight::whole(1), 0).bounded(min, max),
            Recipient::new(Weight::whole(0), 1),
        ]
    };
    let run = |house, list: &[Recipient<i32>]| {
        apportion(house, Method::SainteLague, list, &Options::default())
    };
    assert_eq!(
        run(2, &two(3, None)),
        Err(Conflict::MinimaExceedHouse {
            minima: 3,
            house: 2
        })
    );
    assert_eq!(
        run(9, &two(0, Some(4))),
        Err(Conflict::MaximaBelowHouse {
            maxima: 4,
            house: 9
        })
    );
    assert_eq!(
        run(9, &two(5, Some(4))),
        Err(Conflict::MinimumAboveMaximum {
            recipient: 0,
            min: 5,
            max: 4
        })
    );
    assert_eq!(
        run(1, &[]),
        Err(Conflict::MaximaBelowHouse {
            maxima: 0,
            house: 1
        })
    );
    assert!(run(0, &[]).unwrap().places.is_empty());
    let broken = [Recipient::new(Weight::ratio(1, 0), 0)];
    assert_eq!(
        run(1, &broken),
        Err(Conflict::ZeroDenominator { recipient: Some(0) })
    );
    assert!(matches!(
        run(u64::MAX, &two(0, None)),
        Err(Conflict::HouseTooLarge { .. })
    ));
}

#[test]
fn fractions_of_any_size_compare_exactly() {
    // A third and a third plus 2⁻¹²⁰ of it: a float sees one number.
    let third = Weight::ratio(1 << 120, 3 << 120);
    let more = Weight::ratio((1 << 120) + 1, 3 << 120);
    for method in Method::ALL {
        let pair = [Recipient::new(third, 0), Recipient::new(more, 1)];
        assert_eq!(
            divide(1, method, &pair, &Options::default())
                .unwrap()
                .places,
            [0, 1],
            "{method:?}"
        );
    }
    let huge = [
        Recipient::new(Weight::whole(u128::MAX), 0),
        Recipient::new(Weight::whole(u128::MAX - 1), 1),
    ];
    assert_eq!(
        divide(1 << 40, Method::Dhondt, &huge, &Options::default())
            .unwrap()
            .places,
        [1 << 39, 1 << 39]
    );
    // Storting 2021 style: population + 1.8 per km², as a fraction.
    let area = |people: u128, km2: u128| Weight::ratio(people * 10 + 18 * km2, 10);
    let pair = [
        Recipient::new(area(700_000, 454), 0),
        Recipient::new(area(75_000, 48_631), 1),
    ];
    let result = divide(25, Method::SainteLague, &pair, &Options::default()).unwrap();
    assert_eq!(result.places, [20, 5]);
}

#[test]
fn a_huge_house_is_no_longer_a_walk() {
    let weights = [43, 33, 12, 8, 4];
    for method in Method::ALL {
        let house = 1_000_000_000_000_000;
        let got = places(house, method, &weights);
        let share = |weight: u64| weight * (house / 100);
        assert!(
            weights
                .iter()
                .zip(&got)
                .all(|(w, p)| p.abs_diff(share(*w)) <= 1),
            "{method:?} {got:?}"
        );
    }
}

#[test]
fn the_checker_refuses_what_was_changed() {
    let list = keyed(&[43, 33, 12, 8, 4]);
    for method in Method::ALL {
        let right = divide(10, method, &list, &Options::default()).unwrap();
        for from in 0..5 {
            for to in (0..5).filter(|to| *to != from) {
                let mut wrong = right.clone();
                if wrong.places[from] > 0 {
                    wrong.places[from] -= 1;
                    wrong.places[to] += 1;
                    assert!(
                        check(10, method, &list, &Options::default(), &wrong).is_err(),
                        "{method:?} {wrong:?}"
                    );
                }
            }
        }
        let mut more = right.clone();
        more.places[0] += 1;
        assert_eq!(
            check(10, method, &list, &Options::default(), &more),
            Err(Refusal::Sum {
                given: 11,
                house: 10
            })
        );
    }
}

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

/// Runs a property; with `caught` it must be violated, else it must hold.
fn property<S: Strategy>(
    cases: u32,
    input: &S,
    caught: bool,
    holds: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    match (TestRunner::new(config).run(input, holds), caught) {
        (Ok(()), false) | (Err(TestError::Fail(..)), true) => {}
        (Ok(()), true) => panic!("the wrong rule was not caught in {cases} cases"),
        (Err(error), _) => panic!("{error}"),
    }
}

#[test]
fn agrees_with_the_slow_model_under_bounds() {
    property(4_000, &(bounded(), 0..60_u64), false, |(list, house)| {
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
        1_000,
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
    property(1_000, &(bounded(), 0..40_u64), false, |(list, house)| {
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
        prop_assert!(
            before.iter().zip(&after).all(|(b, a)| b <= a),
            "{:?} {:?}",
            before,
            after
        );
        Ok(())
    }
}

#[test]
fn a_larger_house_takes_nothing_from_anybody() {
    let input = (weights(), 0..60_u64);
    for method in Method::ALL {
        // The Alabama paradox: largest remainder must be caught.
        let cases = if method.is_divisor() { 2_000 } else { 50_000 };
        property(cases, &input, !method.is_divisor(), house_monotone(method));
    }
    property(2_000, &input, false, |(weights, house)| {
        prop_assume!(weights.iter().any(|w| *w > 0));
        let list = keyed(&weights);
        let (before, after) = (
            quota_method(house, &list).unwrap(),
            quota_method(house + 1, &list).unwrap(),
        );
        prop_assert!(before.iter().zip(&after).all(|(b, a)| b <= a));
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
    property(4_000, &input, false, quota(Method::LargestRemainder));
    for method in Method::ALL.into_iter().filter(|m| m.is_divisor()) {
        // The other side of Balinski–Young. Sainte-Laguë needs four recipients and luck: many cases.
        property(50_000, &input, true, quota(method));
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
        let cases = if method.is_divisor() { 2_000 } else { 50_000 };
        property(
            cases,
            &input,
            !method.is_divisor(),
            population_monotone(method),
        );
    }
}
