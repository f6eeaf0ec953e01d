//! Run hashes of engine 0.4.0, pinned: an approval names one, so the same inputs must give the same
//! hash as long as the engine's version stays.

use serde_json::Value;

#[test]
fn run_hashes_stay_what_they_were() {
    let cases: Vec<Value> =
        serde_json::from_str(include_str!("pinned.json")).expect("a list of cases");
    for case in cases {
        let name = &case["name"];
        let file = case["scenario"].to_string();
        let scenario = scenario_file::parse_json(file.as_bytes()).expect("readable");
        let allocation = allocation::allocate(&scenario).expect("no conflict");
        assert_eq!(case["run_hash"], allocation.run_hash.as_str(), "{name}");
        assert_eq!(allocation.engine, "tildeling-allocation/0.4.0");
    }
}
