//! Dividing one sub-frame: from a scheme's plan and the assessed applications to the engine's
//! scenario, and from the engine's result back to awards with their reasons.
//!
//! The engine counts in whole øre and thousandths of a point, so that a run's
//! [`document`](Run::document) holds only integers, and gives the same hash on every repetition.

mod account;
mod document;
mod estimate;
mod explain;
mod follow_up;
mod reason;
mod scenario;

#[cfg(test)]
mod follow_up_tests;
#[cfg(test)]
mod needed_tests;
#[cfg(test)]
mod plan_tests;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod tests;

pub use account::{Account, Since, account};
pub use document::{DocumentError, Repeat, Run, RunPlan};
pub use estimate::{Estimate, EstimatedBand, Quartile, Round, unmet};
pub use explain::{ExplainedAward, Explanation, explain};
pub use follow_up::{FollowUp, WaitingCase, WaitingStatus};

use allocation::{Draw, Error};
use chrono::NaiveDate;

use crate::allocation::award::Award;
use crate::allocation::division::SubFramePlan;
use crate::allocation::{Adopted, Competitor, SubFrameRun};
use crate::call::Call;
use crate::identifiers::ApplicationId;
use crate::money::Money;

/// One sub-frame of a call, ready to be divided.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The call.
    pub call: &'a Call,
    /// The scheme's plan for it.
    pub plan: &'a SubFramePlan,
    /// The amount that can be promised.
    pub budget: Money,
    /// Settles ties; one key a call, so that no person can run again until the lots please.
    pub draw: &'a Draw,
    /// The day of the division, in Norway: what a reserved part's day of release is compared with.
    pub today: NaiveDate,
    /// The scenario that is adopted instead of the scheme's plan, where one is.
    pub adopted: Option<&'a Adopted>,
}

impl Frame<'_> {
    /// Divides the frame: the frozen run, and an award for each competitor, in their order.
    ///
    /// # Errors
    /// Everything that contradicts.
    pub fn divide(&self, competitors: &[Competitor]) -> Result<(SubFrameRun, Vec<Award>), Error> {
        let mut run = Run::of(self.scenario(competitors))?;
        run.plan = Some(RunPlan {
            division: self.plan.division.clone(),
            adopted: self.adopted.cloned(),
        });
        let calculated = reason::Awards::of(&run);
        let awards = competitors
            .iter()
            .map(|competitor| calculated.award(competitor))
            .collect();
        let frozen = SubFrameRun {
            sub_frame: self.plan.code.to_owned(),
            budget: self.budget,
            document: run.document(),
            run_hash: run.result.run_hash.clone(),
        };
        Ok((frozen, awards))
    }
}

/// Which applications the frozen run saw otherwise than they stand now: changed, missing here, or
/// missing there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drift {
    /// Claim, score or class is another.
    pub changed: Vec<ApplicationId>,
    /// Live, but not in the run.
    pub added: Vec<ApplicationId>,
    /// In the run, but no longer live. As the engine knows them.
    pub removed: Vec<String>,
}

impl Drift {
    /// Compares a run with how its competitors stand now: every field that the division of the run
    /// looks at, and no other.
    #[must_use]
    pub fn between(run: &Run, competitors: &[Competitor]) -> Self {
        let mut drift = Self::default();
        let division = run.division();
        let mut frozen: std::collections::BTreeMap<&str, &allocation::Applicant> = run
            .scenario
            .applicants
            .iter()
            .map(|applicant| (applicant.id.as_str(), applicant))
            .collect();
        for competitor in competitors {
            let now = scenario::applicant(competitor, &division, &run.scenario.rule);
            match frozen.remove(now.id.as_str()) {
                None => drift.added.push(competitor.application),
                Some(then) if *then != now => drift.changed.push(competitor.application),
                Some(_) => {}
            }
        }
        drift.removed = frozen.into_keys().map(str::to_owned).collect();
        drift
    }
}
