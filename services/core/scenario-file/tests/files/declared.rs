//! `declared.json`: what a scenario can declare beside its rule, worked out, through the file
//! format that every applicant uses.

use allocation::allocate;
use serde_json::Value;

#[test]
fn what_is_declared_gives_what_the_cases_say() {
    let cases: Vec<Value> =
        serde_json::from_str(include_str!("declared.json")).expect("a list of cases");
    for case in cases {
        let name = &case["name"];
        let file = case["scenario"].to_string();
        let scenario = scenario_file::parse_json(file.as_bytes())
            .unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        let allocation = allocate(&scenario).unwrap_or_else(|found| panic!("{name}: {found:?}"));
        let document = scenario_file::document(
            &allocation,
            &scenario,
            Default::default(),
            Default::default(),
            None,
        );
        let awards = document["awards"].as_array().expect("a list").iter();
        let awards: Vec<&Value> = awards.map(|award| &award["amount"]).collect();
        let expected: Vec<&Value> = case["awards"].as_array().expect("a list").iter().collect();
        assert_eq!(awards, expected, "{name}");
        if let Some(level) = case["level"].as_str() {
            assert_eq!(document["certificate"]["pots"][0]["level"], level, "{name}");
        }
        // Written and read back, it is the same scenario.
        let again = scenario_file::to_json(&scenario).to_string();
        assert_eq!(
            scenario_file::parse_json(again.as_bytes()),
            Ok(scenario),
            "{name}"
        );
    }
}
