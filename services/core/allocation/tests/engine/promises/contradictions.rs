//! Contradictions are named, with their figures, and never repaired.

use super::applicant;
use allocation::{Applicant, Conflict, Quota, Rule, Scenario, allocate};

#[test]
fn contradictions_are_named_and_never_repaired() {
    let bounded = |id: &str, min: i64, max: i64| Applicant {
        min: Some(min.into()),
        max: Some(max.into()),
        ..applicant(id, 100)
    };
    let scenario = |list| Scenario::new(50, Rule::Proportional, list);
    let code = |scenario: &Scenario| {
        let conflicts = allocate(scenario).expect_err("a conflict");
        let conflicts = conflicts.conflicts();
        conflicts.iter().map(Conflict::code).collect::<Vec<_>>()
    };
    assert_eq!(
        code(&scenario(vec![bounded("a", 20, 10)])),
        ["conflict-bounds-contradict"]
    );
    assert_eq!(
        code(&scenario(vec![bounded("a", 30, 40), bounded("b", 30, 40)])),
        ["conflict-floors-exceed-budget"]
    );
    assert_eq!(
        code(&scenario(vec![applicant("a", 1), applicant("a", 2)])),
        ["conflict-repeated-id"]
    );
    assert_eq!(
        code(&scenario(vec![applicant("", -1)])),
        ["conflict-empty-id", "conflict-negative-value"]
    );
    assert_eq!(
        code(&scenario(vec![applicant("a", i64::MAX)])),
        ["conflict-total-too-large"]
    );
    let mut stepped = scenario(vec![bounded("a", 11, 19)]);
    stepped.step = 10.into();
    assert_eq!(code(&stepped), ["conflict-no-step-between"]);
    let mut grouped = scenario(vec![Applicant {
        group: vec!["g".into()],
        ..applicant("a", 20)
    }]);
    grouped.groups = vec![Quota {
        path: vec!["g".into()],
        min: Some(30.into()),
        max: None,
    }];
    assert_eq!(code(&grouped), ["conflict-group-minimum-out-of-reach"]);
    let conflicts = allocate(&grouped).expect_err("a conflict");
    assert!(conflicts.to_string().contains("30"), "{conflicts}");
}
