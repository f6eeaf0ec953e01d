//! Worked cases of a scheme, as a case handler can read them: what is given stands as the scheme
//! writes it, what is expected as here.

use domain::application::claim::Claim;
use domain::findings::{Finding, Severity};
use domain::money::Money;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A file of cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File<C> {
    case: Vec<C>,
}

/// The cases of a file.
///
/// # Panics
/// With what in it cannot be read.
#[must_use]
pub fn read<C: DeserializeOwned>(text: &str) -> Vec<C> {
    let file: File<C> = toml::from_str(text).expect("a file of cases");
    file.case
}

/// The most that can be granted, step by step.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound = "G: DeserializeOwned + Default")]
pub struct Calculation<G> {
    name: String,
    /// The situation.
    #[serde(default)]
    pub given: G,
    /// Kroner, after each step.
    steps: Vec<(String, i64)>,
    /// Kroner.
    claim: i64,
}

impl<G> Calculation<G> {
    /// Whether a claim is the expected one, with the expected steps.
    ///
    /// # Panics
    /// With the case, where it is not.
    pub fn require(&self, claim: &Claim) {
        let steps: Vec<_> = claim
            .steps
            .iter()
            .map(|step| (step.code.to_string(), step.amount.expect("an amount")))
            .collect();
        let expected: Vec<_> = self
            .steps
            .iter()
            .map(|(code, kroner)| (code.clone(), Money::kroner(*kroner)))
            .collect();
        assert_eq!(steps, expected, "{}", self.name);
        assert_eq!(claim.amount, Money::kroner(self.claim), "{}", self.name);
    }
}

/// Findings of the rules, in their order.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound = "G: DeserializeOwned + Default")]
pub struct Eligibility<G> {
    name: String,
    /// The situation.
    #[serde(default)]
    pub given: G,
    /// Codes of findings that stop the application.
    #[serde(default)]
    blocking: Vec<String>,
    /// Codes of findings that a person should know.
    #[serde(default)]
    notices: Vec<String>,
}

impl<G> Eligibility<G> {
    /// Whether findings are the expected ones.
    ///
    /// # Panics
    /// With the case, where they are not.
    pub fn require(&self, findings: &[Finding]) {
        let of = |severity: Severity| -> Vec<String> {
            findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .map(|finding| finding.code.to_string())
                .collect()
        };
        assert_eq!(of(Severity::Blocking), self.blocking, "{}", self.name);
        assert_eq!(of(Severity::Notice), self.notices, "{}", self.name);
    }
}
