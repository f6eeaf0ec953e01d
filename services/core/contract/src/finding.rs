//! Findings of rules and the calculation of claims, as sentences.

use domain::application::claim::{Claim, ClaimStep};
use domain::findings::{Finding, Severity, message_id, sentence};

use crate::outward::Outward;
use crate::{SchemeContract, v1};

impl From<Severity> for v1::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Blocking => v1::Severity::Blocking,
            Severity::BeforeDecision => v1::Severity::BeforeDecision,
            Severity::Notice => v1::Severity::Notice,
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// Returns what a rule says.
    #[must_use]
    pub fn finding(&self, finding: &Finding) -> v1::Finding {
        v1::Finding {
            code: finding.code.clone().into_owned(),
            severity: v1::Severity::from(finding.severity).into(),
            citation: finding.citation.clone().into_owned(),
            field: finding.field.clone(),
            text: finding.text(self.catalogues(), self.language),
        }
    }

    /// Returns what rules say, in their order.
    #[must_use]
    pub fn findings(&self, findings: &[Finding]) -> Vec<v1::Finding> {
        findings.iter().map(|one| self.finding(one)).collect()
    }

    /// Returns what can be granted at the most, with its calculation.
    #[must_use]
    pub fn claim(&self, claim: &Claim) -> v1::Claim {
        v1::Claim {
            amount: Some(claim.amount.into()),
            steps: self.claim_steps(&claim.steps),
        }
    }

    /// The calculation of a claim.
    #[must_use]
    pub fn claim_steps(&self, steps: &[ClaimStep]) -> Vec<v1::CalculationStep> {
        steps.iter().map(|step| self.claim_step(step)).collect()
    }

    fn claim_step(&self, step: &ClaimStep) -> v1::CalculationStep {
        let id = message_id("step-", &step.code);
        v1::CalculationStep {
            code: step.code.clone().into_owned(),
            text: sentence(self.catalogues(), self.language, &id, &step.args),
            amount: step.amount.map(Into::into),
            rule_ids: step
                .rule_ids
                .iter()
                .map(|id| id.clone().into_owned())
                .collect(),
        }
    }
}
