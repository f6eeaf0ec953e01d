//! Published cases as a table of the crate's own, so that the tests mean something where
//! `../shared` is not there.

use allocation::{Applicant, Rule, Scenario, Tail, allocate};
use serde_json::json;

/// rule | rounding | budget | claims | awards | source
const CASES: &str = include_str!("published.txt");

#[test]
fn published_cases_come_out_exactly() {
    for line in CASES.lines().filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [rule, rounding, budget, claims, expected, source] = cells[..] else {
            panic!("six cells: {line}")
        };
        let claims = claims.split_whitespace().enumerate();
        let applicants: Vec<_> = claims
            .map(|(place, claim)| json!({ "id": place.to_string(), "claim": claim }))
            .collect();
        let file = json!({
            "budget": budget, "rounding": rounding, "rule": { "kind": rule },
            "applicants": applicants,
        });
        let scenario = scenario_file::parse_json(file.to_string().as_bytes()).expect("readable");
        let allocation = allocate(&scenario).expect("no conflict");
        let document = scenario_file::document(
            &allocation,
            &scenario,
            Default::default(),
            Default::default(),
            None,
        );
        let amounts = document["awards"].as_array().expect("a list").iter();
        let amounts: Vec<&str> = amounts
            .map(|award| award["amount"].as_str().expect("text"))
            .collect();
        assert_eq!(
            amounts,
            expected.split_whitespace().collect::<Vec<_>>(),
            "{rule} {budget}: {source}"
        );
    }
}

/// Costs 2, 3, 2 in the order of their rank: the tail rules differ, and `skip` is not monotone in
/// the budget.
#[test]
fn tail_rules_differ_as_published() {
    let awards = |tail, budget, minimum: Option<i64>| -> Vec<i64> {
        let costs = [("a", 2, 3), ("b", 3, 2), ("c", 2, 1)];
        let applicants = costs.map(|(id, claim, score)| Applicant {
            score: Some(score.into()),
            min: minimum.map(|m| m.min(claim).into()),
            ..Applicant::new(id, claim)
        });
        let scenario = Scenario::new(budget, Rule::Ranked(tail), applicants.to_vec());
        allocate(&scenario)
            .expect("no conflict")
            .awards
            .iter()
            .map(|award| award.amount.get())
            .collect()
    };
    assert_eq!(awards(Tail::Stop, 4, None), [2, 0, 0]);
    assert_eq!(awards(Tail::Partial, 4, None), [2, 2, 0]);
    assert_eq!(awards(Tail::Skip, 4, None), [2, 0, 2]);
    assert_eq!(awards(Tail::Skip, 5, None), [2, 3, 0]);
    assert_eq!(awards(Tail::Partial, 4, Some(3)), [2, 0, 0]);
    assert_eq!(awards(Tail::OfferReduced, 4, Some(3)), [2, 0, 2]);
    assert_eq!(awards(Tail::OfferReduced, 3, Some(3)), [2, 0, 0]);
}
