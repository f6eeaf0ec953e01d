//! `cases/eligibility.toml`: what the rules find, in their order.

use domain::findings::Severity;
use serde::Deserialize;

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
    /// Codes of findings that stop the application.
    #[serde(default)]
    blocking: Vec<String>,
    /// Codes of findings that a person should know.
    #[serde(default)]
    notices: Vec<String>,
}

#[test]
fn the_rules_find_what_the_cases_say() {
    let cases: Cases = toml::from_str(include_str!("../../cases/eligibility.toml")).unwrap();
    for case in cases.case {
        let findings = case.given.findings();
        let of = |severity: Severity| -> Vec<String> {
            findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .map(|finding| finding.code.to_string())
                .collect()
        };
        assert_eq!(of(Severity::Blocking), case.blocking, "{}", case.name);
        assert_eq!(of(Severity::Notice), case.notices, "{}", case.name);
    }
}
