//! Explanations, counterfactuals, prices and figures: published cases, and properties each with a
//! wrong rule that must be caught.

#[expect(
    dead_code,
    reason = "shared with the tests of the engine, which use the rest"
)]
#[path = "../../../allocation/tests/engine/arbitrary.rs"]
mod arbitrary;
#[path = "../../../allocation/tests/places/cases.rs"]
mod cases;
mod counterfactuals;
mod examples;
mod explanation;
mod kept;
mod metrics;
mod metrics_change;
mod metrics_properties;
mod phase_in;
#[expect(
    dead_code,
    reason = "shared with the tests of the engine, which use the rest"
)]
#[path = "../../../allocation/tests/support/property.rs"]
mod property;
mod report;
mod report_stage;
mod waiting;

use allocation::Applicant;
use arbitrary::amounts;

fn applicant(id: &str, claim: i64) -> Applicant {
    Applicant::new(id, claim)
}

fn scored(id: &str, claim: i64, score: i64) -> Applicant {
    Applicant {
        score: Some(score.into()),
        ..Applicant::new(id, claim)
    }
}
