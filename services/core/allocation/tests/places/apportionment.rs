use crate::cases::{numbers, of_kind};
use allocation::places::apportionment::{
    Apportionment, Conflict, Method, Options, Recipient, Refusal, Weight, WhenFull, apportion,
    check, quota_method,
};

pub fn keyed(weights: &[u64]) -> Vec<Recipient<usize>> {
    weights
        .iter()
        .enumerate()
        .map(|(key, weight)| Recipient::new(Weight::whole(u128::from(*weight)), key))
        .collect()
}

/// Divides and has the checker look at it.
pub fn divide(
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

pub fn places(house: u64, method: Method, weights: &[u64]) -> Vec<u64> {
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
            // A correction of Dutch election law that no grant rule knows: the plain method must
            // differ, as the case says.
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

/// Facts of our own, for checkouts without the case file. Balinski and Young (1975), tables 1 and
/// 2; the Alabama paradox.
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
fn a_giant_at_its_maximum_does_not_slow_the_dwarf() {
    for method in Method::ALL {
        let giant = Recipient::new(Weight::whole(1 << 60), 0).bounded(0, Some(10));
        let pair = [
            giant,
            Recipient::new(Weight::whole(1), 1),
            Recipient::new(Weight::whole(3), 2),
        ];
        let got = divide(4_000_000_000_010, method, &pair, &Options::default()).unwrap();
        assert_eq!(
            got.places,
            [10, 1_000_000_000_000, 3_000_000_000_000],
            "{method:?}"
        );
        let result = divide(1 << 40, method, &keyed(&[5; 40]), &Options::default()).unwrap();
        assert_eq!(
            result.places.iter().max().unwrap() - result.places.iter().min().unwrap(),
            1
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
