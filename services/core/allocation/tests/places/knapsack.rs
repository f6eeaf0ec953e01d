use crate::cases::{numbers, of_kind};
use crate::property::{cases, property};
use allocation::places::knapsack::{
    Conflict, LARGEST_SUM, Limits, Project, Proof, Refusal, Selection, Ties, Verified, check,
    greedy, select,
};
use proptest::prelude::*;
use serde_json::Value;

fn keyed(list: &[(u64, u64)]) -> Vec<Project<usize>> {
    list.iter()
        .enumerate()
        .map(|(tie_key, (value, cost))| Project {
            value: *value,
            cost: *cost,
            tie_key,
        })
        .collect()
}

fn best(budget: u64, list: &[(u64, u64)]) -> Selection {
    let projects = keyed(list);
    let selection = select(budget, &projects, Limits::default()).expect("no conflict");
    let verified = check(budget, &projects, &selection);
    assert!(
        matches!(
            verified,
            Ok(Verified::OptimalByBound | Verified::OptimalBySearch)
        ),
        "{verified:?} {selection:?}"
    );
    selection
}

#[test]
fn every_published_knapsack() {
    for case in of_kind("knapsack") {
        let pairs: Vec<_> = numbers(&case["values"])
            .into_iter()
            .zip(numbers(&case["costs"]))
            .collect();
        let selection = best(case["budget"].as_u64().unwrap(), &pairs);
        let expected = &case["expected"];
        assert_eq!(selection.value, expected["value"].as_u64().unwrap());
        assert_eq!(selection.cost, expected["cost"].as_u64().unwrap());
        let items: Vec<u64> = selection.chosen.iter().map(|i| *i as u64).collect();
        assert_eq!(items, numbers(&expected["items"]));
    }
}

/// Votes or votes times cost, as participatory budgeting measures satisfaction.
fn satisfaction(case: &Value) -> Vec<(u64, u64)> {
    let costs = numbers(&case["costs"]);
    let ballots: Vec<Vec<u64>> = case["ballots"]
        .as_array()
        .expect("as the cases are written")
        .iter()
        .map(numbers)
        .collect();
    let votes = |i: usize| {
        ballots
            .iter()
            .filter(|ballot| ballot.contains(&(i as u64)))
            .count() as u64
    };
    let each = costs.iter().enumerate().map(|(i, cost)| {
        match case["satisfaction"].as_str().expect("a text") {
            "cost" => (votes(i) * cost, *cost),
            "card" => (votes(i), *cost),
            other => panic!("no satisfaction {other}"),
        }
    });
    each.collect()
}

#[test]
fn every_published_ranking_and_welfare_case() {
    let mut tried = 0;
    for case in of_kind("projects") {
        let rule = case["rule"].as_str().unwrap();
        let greedy_rule = rule == "greedy by satisfaction/cost";
        // The other cases are the method of equal shares: votes of citizens, not applications.
        if !greedy_rule && rule != "max additive welfare (knapsack)" {
            continue;
        }
        let (budget, pairs) = (case["budget"].as_u64().unwrap(), satisfaction(&case));
        let allowed: Vec<Vec<u64>> = case["expected_any_of"]
            .as_array()
            .unwrap()
            .iter()
            .map(numbers)
            .collect();
        // Whatever the keys say, the answer is one of the published ones.
        for turn in 0..pairs.len() {
            let mut projects = keyed(&pairs);
            let n = projects.len();
            projects
                .iter_mut()
                .for_each(|p| p.tie_key = (p.tie_key + turn) % n);
            let chosen = match greedy_rule {
                true => greedy(budget, &projects).unwrap(),
                false => select(budget, &projects, Limits::default()).unwrap().chosen,
            };
            let chosen: Vec<u64> = chosen.into_iter().map(|i| i as u64).collect();
            assert!(allowed.contains(&chosen), "{} {chosen:?}", case["id"]);
        }
        tried += 1;
    }
    assert!(
        tried == 4 || of_kind("projects").is_empty(),
        "{tried} cases"
    );
}

#[test]
fn own_table() {
    assert_eq!(best(50, &[(60, 10), (100, 20), (120, 30)]).chosen, [1, 2]);
    // Greedy takes the dense small one and is left with 1; the large one is worth nearly the whole
    // budget.
    let trap = best(1_000, &[(2, 1), (1_000, 1_000)]);
    assert_eq!(
        (
            trap.chosen,
            trap.certificate.greedy_value,
            trap.certificate.bound
        ),
        (vec![1], 2, 1_001)
    );
    assert_eq!(best(0, &[(5, 0), (0, 0), (3, 1)]).chosen, [0]);
    assert_eq!(best(10, &[]).chosen, Vec::<usize>::new());
    assert_eq!(best(10, &[(1, 11)]).chosen, Vec::<usize>::new());
}

#[test]
fn ties_go_to_the_cheaper_and_then_to_the_better_keys() {
    // 6 for 4, or 6 for 3.
    assert_eq!(best(4, &[(3, 2), (3, 2), (6, 3)]).chosen, [2]);
    // Any two of three.
    let mut three = keyed(&[(3, 2), (3, 2), (3, 2)]);
    three.iter_mut().for_each(|p| p.tie_key = 9 - p.tie_key);
    assert_eq!(select(4, &three, Limits::default()).unwrap().chosen, [1, 2]);
    three[0].tie_key = three[1].tie_key;
    assert_eq!(
        select(4, &three, Limits::default()),
        Err(Conflict::SameTieKey {
            first: 0,
            second: 1
        })
    );
    let large = keyed(&[(LARGEST_SUM, 1)]);
    assert_eq!(
        select(4, &large, Limits::default()),
        Err(Conflict::TooLarge)
    );
}

/// Projects of every size, many alike.
fn projects() -> impl Strategy<Value = (Vec<(u64, u64)>, u64)> {
    let small = prop::collection::vec((0..8_u64, 0..8_u64), 0..11);
    let large = prop::collection::vec((0..1_000_000_000_u64, 0..1_000_000_000_u64), 0..11);
    (prop_oneof![small, large], 0..=100_u64).prop_map(|(list, share)| {
        let all: u64 = list.iter().map(|(_, cost)| cost).sum();
        (list, all * share / 100)
    })
}

/// The best set by trying all: value, then least cost, then keys. What `wrong` says is left out of
/// the comparison.
fn brute(list: &[(u64, u64)], budget: u64, look_at_keys: bool) -> Vec<usize> {
    let sets = (0..1_u32 << list.len())
        .map(|bits| -> Vec<usize> { (0..list.len()).filter(|i| bits & (1 << i) != 0).collect() });
    let sum =
        |set: &[usize], of: fn(&(u64, u64)) -> u64| set.iter().map(|i| of(&list[*i])).sum::<u64>();
    sets.filter(|set| sum(set, |p| p.1) <= budget && set.iter().all(|i| list[*i].0 > 0))
        .max_by(|a, b| {
            let value = sum(a, |p| p.0).cmp(&sum(b, |p| p.0));
            let cost = sum(b, |p| p.1).cmp(&sum(a, |p| p.1));
            // Of two sets, the one with the smallest position that only one of them has.
            let keys = (0..list.len()).find_map(|i| match (a.contains(&i), b.contains(&i)) {
                (true, false) => Some(std::cmp::Ordering::Greater),
                (false, true) => Some(std::cmp::Ordering::Less),
                _ => None,
            });
            let keys = keys
                .filter(|_| look_at_keys)
                .unwrap_or(std::cmp::Ordering::Equal);
            value.then(cost).then(keys)
        })
        .expect("the empty set fits")
}

#[test]
fn agrees_with_trying_all_sets() {
    property(cases(), &projects(), false, |(list, budget)| {
        let selection = best(budget, &list);
        prop_assert_eq!(&selection.chosen, &brute(&list, budget, true));
        prop_assert_eq!(
            (selection.certificate.proof, selection.ties),
            (Proof::Optimal, Ties::Settled)
        );
        Ok(())
    });
    // Controls: taking by value per cost is not optimal, and leaving out the keys is noticed.
    property(cases(), &projects(), true, |(list, budget)| {
        prop_assert_eq!(
            greedy(budget, &keyed(&list)).unwrap(),
            brute(&list, budget, true)
        );
        Ok(())
    });
    property(cases(), &projects(), true, |(list, budget)| {
        prop_assert_eq!(best(budget, &list).chosen, brute(&list, budget, false));
        Ok(())
    });
}

#[test]
fn order_of_the_list_does_not_matter() {
    property(cases(), &projects(), false, |(list, budget)| {
        let straight = keyed(&list);
        let turned: Vec<_> = straight.iter().rev().cloned().collect();
        let (a, b) = (
            select(budget, &straight, Limits::default()).unwrap(),
            select(budget, &turned, Limits::default()).unwrap(),
        );
        prop_assert!(
            a.chosen
                .iter()
                .copied()
                .eq(b.chosen.iter().rev().map(|i| list.len() - 1 - i))
        );
        Ok(())
    });
}

#[test]
fn a_changed_selection_is_refused() {
    let list = [(60, 10), (100, 20), (120, 30), (7, 3)];
    let projects = keyed(&list);
    let right = best(50, &list);
    let refused = |change: fn(&mut Selection)| {
        let mut wrong = right.clone();
        change(&mut wrong);
        check(50, &projects, &wrong)
    };
    assert_eq!(refused(|s| s.value += 1), Err(Refusal::Sums));
    assert_eq!(refused(|s| s.chosen = vec![2, 1]), Err(Refusal::Positions));
    assert_eq!(refused(|s| s.chosen = vec![1, 9]), Err(Refusal::Positions));
    assert_eq!(
        refused(|s| (s.chosen, s.value, s.cost) = (vec![0, 1, 2], 280, 60)),
        Err(Refusal::OverBudget)
    );
    assert_eq!(
        refused(|s| (s.chosen, s.value, s.cost) = (vec![0, 2], 180, 40)),
        Err(Refusal::Better { value: 220 })
    );
    assert!(matches!(
        refused(|s| s.certificate.bound -= 1),
        Err(Refusal::Bound { .. })
    ));
    assert!(matches!(
        refused(|s| s.certificate.rate_value = 0),
        Err(Refusal::Bound { .. })
    ));
}

#[test]
fn a_limit_is_told_and_the_answer_stays_within_the_bound() {
    // Strongly correlated: value = cost + 10.
    let list: Vec<(u64, u64)> = (0..200_u64)
        .map(|i| (i * 7_919 % 1_000 + 11, i * 7_919 % 1_000 + 1))
        .collect();
    let projects = keyed(&list);
    let selection = select(
        20_000,
        &projects,
        Limits {
            proof: 10,
            ties: 10,
        },
    )
    .unwrap();
    assert_eq!(
        (selection.certificate.proof, selection.ties),
        (Proof::WithinBound, Ties::FirstFound)
    );
    assert!(selection.value <= selection.certificate.bound);
    assert!(check(20_000, &projects, &selection).is_ok());
    let full = select(20_000, &projects, Limits::default()).unwrap();
    assert_eq!(full.certificate.proof, Proof::Optimal);
    assert!(full.value >= selection.value);
}
