//! Scenario files: published cases, what a file can declare, and published allocations that are
//! verified or refused.

#[expect(
    dead_code,
    reason = "shared with the tests of the engine, which use the rest"
)]
#[path = "../../../allocation/tests/engine/arbitrary.rs"]
mod arbitrary;
mod cases;
mod concerns;
mod declared;
mod floors_cut;
mod fuzzed;
mod pinned;
#[path = "../../../allocation/tests/support/property.rs"]
mod property;
mod published;
mod tampering;

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
