//! The published cases beside the checkout (`../shared/data/allocation_cases.json`, see its
//! README), through the file format that every applicant uses.

use allocation::{Allocation, Fraction, Rounding, Scenario, allocate};
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// The cases of a kind; none, with a notice, where the folder is not there.
pub fn of_kind(kind: &str) -> Vec<Value> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../../shared/data/allocation_cases.json");
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!(
            "SKIPPED: {} is not there; the crate's own table stands in",
            file.display()
        );
        return Vec::new();
    };
    let all: Value = serde_json::from_str(&text).expect("the case file is JSON");
    let cases = all["cases"].as_array().expect("a list of cases").iter();
    let cases: Vec<Value> = cases.filter(|case| case["kind"] == kind).cloned().collect();
    assert!(!cases.is_empty(), "no case of kind {kind}");
    cases
}

/// A number of a case, which is text or a JSON number.
fn number(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The case's columns that a scenario has, by the names that a scenario gives them.
const COLUMNS: [(&str, &str); 5] = [
    ("claims", "claim"),
    ("weights", "weight"),
    ("mins", "min"),
    ("caps", "max"),
    ("previous", "last_year"),
];

fn applicants(case: &Value) -> Vec<Value> {
    let count = case["expected"].as_array().expect("a list").len();
    let applicant = |place: usize| {
        let mut fields = Map::new();
        fields.insert("id".into(), json!(place.to_string()));
        for (column, field) in COLUMNS {
            if let Some(value) = case[column].get(place) {
                fields.insert(field.into(), json!(number(value)));
            }
        }
        // The collar's case has no claims: what could be received is the ceiling.
        let claim = fields
            .get("claim")
            .or(fields.get("max"))
            .cloned()
            .expect("a claim");
        fields.insert("claim".into(), claim);
        Value::Object(fields)
    };
    (0..count).map(applicant).collect()
}

fn run(case: &Value, rule: &Value, rounding: &str) -> (Scenario, Allocation) {
    let file = json!({
        "budget": number(&case["budget"]), "rounding": rounding, "rule": rule,
            "applicants": applicants(case),
    });
    let scenario = scenario_file::parse_json(file.to_string().as_bytes())
        .unwrap_or_else(|faults| panic!("{faults:?}"));
    let allocation =
        allocate(&scenario).unwrap_or_else(|conflicts| panic!("{}: {conflicts:?}", case["id"]));
    (scenario, allocation)
}

fn expected(case: &Value) -> Vec<Fraction> {
    let list = case["expected"].as_array().expect("a list").iter();
    list.map(|value| number(value).parse().expect("a number"))
        .collect()
}

#[test]
fn claims_cases_come_out_exactly() {
    for case in of_kind("claims") {
        let rule = case["rule"].as_str().expect("a rule");
        let kind = match rule {
            "proportional" => "proportional",
            "cea" => "constrained_equal_awards",
            "cel" => "constrained_equal_losses",
            "talmud" => "talmud",
            clamped if clamped.starts_with("clamped proportional") => "weighted_equal_awards",
            other => panic!("unknown rule {other}"),
        };
        let (scenario, allocation) = run(&case, &json!({ "kind": kind }), "none");
        let tolerance: Fraction = number(&case["tolerance"]).parse().expect("a number");
        for (award, expected) in allocation.awards.iter().zip(expected(&case)) {
            let scale = i128::from(scenario.scale.amount);
            let exact = Fraction::new(award.exact.numerator(), award.exact.denominator() * scale)
                .expect("not over 0");
            let off = Fraction::new(
                (exact.numerator() * expected.denominator()
                    - expected.numerator() * exact.denominator())
                .abs(),
                exact.denominator() * expected.denominator(),
            );
            assert!(
                off.expect("not over 0") <= tolerance,
                "{}: {} is {exact}, not {expected}",
                case["id"],
                award.id
            );
        }
    }
}

/// The awards of a rounding case by largest remainder or Sainte-Laguë, the list as it is or turned
/// round.
fn shares(case: &Value, rounding: &str, turned: bool) -> Vec<Fraction> {
    let mut case = case.clone();
    // Shares of 70 : 30 become claims that the budget does not cover.
    for claim in case["claims"].as_array_mut().expect("a list") {
        *claim = json!(claim.as_u64().expect("whole") * 1_000_000);
    }
    let (mut scenario, allocation) = run(&case, &json!({ "kind": "proportional" }), rounding);
    if turned {
        scenario.applicants.reverse();
    }
    let again = allocate(&scenario).expect("no conflict");
    assert_eq!(again, allocation, "the order of the list matters");
    allocation
        .awards
        .iter()
        .map(|award| Fraction::from(award.amount.get()))
        .collect()
}

#[test]
fn rounding_cases_come_out_exactly_and_order_dependent_ones_do_not() {
    let mut reproduced = Vec::new();
    for case in of_kind("rounding") {
        if case["rule"]
            .as_str()
            .expect("a rule")
            .starts_with("floor_to_first")
        {
            // Another library's rounding, which gives what is left to the first in the list: not
            // ours.
            reproduced.push(shares(&case, "sainte_lague", true) == expected(&case));
        } else {
            assert_eq!(
                shares(&case, "largest_remainder", true),
                expected(&case),
                "{}",
                case["id"]
            );
        }
    }
    assert!(
        reproduced.is_empty() || reproduced.contains(&false),
        "reproduces floor-to-first"
    );
}

#[test]
fn ranked_cases_come_out_exactly() {
    for case in of_kind("ranked") {
        let rule = case["rule"].as_str().expect("a rule");
        let tails: &[&str] = match rule
            .split("tail rule=")
            .nth(1)
            .and_then(|rest| rest.split(' ').next())
        {
            Some("either") => &["stop", "skip"],
            Some("skip") => &["skip"],
            Some("stop") => &["stop"],
            other => panic!("unknown tail {other:?}"),
        };
        for tail in tails {
            let projects = case["projects"].as_array().expect("a list").iter();
            let applicants: Vec<Value> = projects
                .map(|p| json!({ "id": p["id"], "claim": p["cost"], "score": p["score"] }))
                .collect();
            let file = json!({
                "budget": case["budget"], "rule": { "kind": "ranked", "tail": tail },
                    "applicants": applicants,
            });
            let scenario =
                scenario_file::parse_json(file.to_string().as_bytes()).expect("readable");
            assert_eq!(scenario.rounding, Rounding::SainteLague);
            let allocation = allocate(&scenario).expect("possible");
            let funded = allocation
                .awards
                .iter()
                .filter(|award| award.amount.get() > 0);
            let mut funded: Vec<String> = funded.map(|award| award.id.clone()).collect();
            funded.sort();
            let mut expected: Vec<String> = case["expected"]
                .as_array()
                .expect("a list")
                .iter()
                .map(number)
                .collect();
            expected.sort();
            assert_eq!(funded, expected, "{} by {tail}", case["id"]);
        }
    }
}
