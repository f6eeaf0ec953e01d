//! Published cases as a table of the crate's own, so that the tests mean something where
//! `../shared` is not there.

use allocation::{Applicant, Rule, Scenario, Tail, allocate};
use serde_json::json;

/// rule | rounding | budget | claims | awards | source
const CASES: &str = "
talmud                   | none              |     100 | 100 200 300                  | 100/3 100/3 100/3          | Mishnah, Ketubot 93a; Aumann & Maschler 1985
talmud                   | none              |     200 | 100 200 300                  | 50 75 75                   | Mishnah, Ketubot 93a; Aumann & Maschler 1985
talmud                   | none              |     300 | 100 200 300                  | 50 100 150                 | Mishnah, Ketubot 93a; Aumann & Maschler 1985
talmud                   | none              |       1 | 1 1/2                        | 3/4 1/4                    | the contested garment, Bava Metzia 2a
talmud                   | none              |     230 | 10 10 15 15 180 80 40 42     | 5 5 15/2 15/2 124 40 20 21 | R ClaimsProblems 1.0.0, checked with exact fractions
proportional             | none              |     120 | 30 40 60 120                 | 72/5 96/5 144/5 288/5      | Ibn Ezra's four sons, as in R ClaimsProblems 1.0.0
constrained_equal_awards | none              |     330 | 100 300 200                  | 100 115 115                | doctests of PyPI bankrupt 0.2.1
constrained_equal_awards | none              |     520 | 100 300 200                  | 100 220 200                | doctests of PyPI bankrupt 0.2.1
constrained_equal_awards | none              |       0 | 100 300 200                  | 0 0 0                      | doctests of PyPI bankrupt 0.2.1
constrained_equal_awards | none              |      10 | 2 4 7 8                      | 2 8/3 8/3 8/3              | R ClaimsProblems 1.0.0, checked with exact fractions
constrained_equal_losses | none              |      10 | 2 4 7 8                      | 0 1 4 5                    | R ClaimsProblems 1.0.0, checked with exact fractions
constrained_equal_losses | none              |     300 | 100 200 300                  | 0 100 200                  | R ClaimsProblems 1.0.0, checked with exact fractions
proportional             | largest_remainder |   22000 | 445455 9091 545455           | 9800 200 12000             | brick/money issue #111
proportional             | largest_remainder | 1500000 | 500000 360000 350000 400000 500000 | 355451 255924 248815 284360 355450 | a proportional cut; the tie falls by id
proportional             | sainte_lague      |    1000 | 10 20                        | 10 20                      | more than is asked for
constrained_equal_awards | sainte_lague      |    1000 |                              |                            | nobody
constrained_equal_losses | sainte_lague      |       0 | 0 5 0                        | 0 0 0                      | nought
";

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
            "budget": budget, "rounding": rounding, "rule": { "kind": rule }, "applicants": applicants,
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
            score: Some(score),
            min: minimum.map(|m| m.min(claim)),
            ..Applicant::new(id, claim)
        });
        let scenario = Scenario::new(budget, Rule::Ranked(tail), applicants.to_vec());
        allocate(&scenario)
            .expect("no conflict")
            .awards
            .iter()
            .map(|award| award.amount)
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
