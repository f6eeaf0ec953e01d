//! The published cases beside the checkout (`../shared/data/allocation_cases.json`, see its
//! README).

use serde_json::Value;
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
    let cases: Vec<Value> = all["cases"]
        .as_array()
        .expect("a list of cases")
        .iter()
        .filter(|case| case["kind"] == kind)
        .cloned()
        .collect();
    assert!(!cases.is_empty(), "no case of kind {kind}");
    cases
}

/// A list of whole numbers.
pub fn numbers(list: &Value) -> Vec<u64> {
    list.as_array()
        .expect("a list")
        .iter()
        .map(|n| n.as_u64().expect("a whole number"))
        .collect()
}
