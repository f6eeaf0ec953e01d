//! `cases/calculation.toml`: what can be granted at the most, step by step.

use domain::money::Money;
use domain::scheme::Scheme;
use serde::Deserialize;
use work_training::WorkTraining;

use crate::scene::Situation;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    given: Situation,
    /// Kroner, after each step.
    steps: Vec<(String, i64)>,
    /// Kroner.
    claim: i64,
}

#[test]
fn the_claim_is_what_the_cases_say() {
    let cases: Cases = toml::from_str(include_str!("../../cases/calculation.toml")).unwrap();
    for case in cases.case {
        let claim =
            WorkTraining::claim(&case.given.call(), &case.given.draft(), &case.given.rules())
                .unwrap();
        let steps: Vec<_> = claim
            .steps
            .iter()
            .map(|step| (step.code.to_string(), step.amount.unwrap()))
            .collect();
        let expected: Vec<_> = case
            .steps
            .into_iter()
            .map(|(code, kroner)| (code, Money::kroner(kroner)))
            .collect();
        assert_eq!(steps, expected, "{}", case.name);
        assert_eq!(claim.amount, Money::kroner(case.claim), "{}", case.name);
    }
}
