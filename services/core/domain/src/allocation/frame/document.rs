//! A run frozen as text: the scenario in the engine's file format and the result, so that anybody
//! can repeat it.

use allocation::check::check;
use allocation::{Draw, Error, Pot, Scenario, allocate};
use insight::metrics::guarded::SMALLEST_GROUP;
use scenario_file::as_json;
use serde::{Deserialize, Serialize};

use crate::allocation::Adopted;
use crate::allocation::division::{Division, PlanRule};

/// A scenario with what the engine made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The frozen inputs.
    pub scenario: Scenario,
    /// The result.
    pub result: allocation::Allocation,
    /// The plan behind the scenario. `None` for a run that was made without one.
    pub plan: Option<RunPlan>,
}

/// The part of a frozen run that the engine does not need: which steps it used, and why not the
/// scheme's own, where it did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunPlan {
    /// Its division.
    pub division: Division,
    /// The scenario that was adopted instead of the scheme's plan, where one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted: Option<Adopted>,
}

/// The outcome of running a stored document again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// The hash of the run made now; empty when the stored inputs cannot be run.
    pub run_hash: String,
    /// True if it gave the same bytes, and the checker accepted the stored result.
    pub verified: bool,
    /// The draw the stored inputs name; `None` when they cannot be read.
    pub draw: Option<Draw>,
}

/// A stored document is not one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stored run is not a run of this engine")]
pub struct DocumentError;

impl Run {
    /// Runs the engine.
    ///
    /// # Errors
    /// Every contradiction in the scenario.
    pub fn of(scenario: Scenario) -> Result<Self, Error> {
        let result = allocate(&scenario)?;
        Ok(Self {
            scenario,
            result,
            plan: None,
        })
    }

    /// Returns how it was divided: by a plain ranked list, where nothing else is kept.
    #[must_use]
    pub fn division(&self) -> Division {
        self.plan.as_ref().map_or_else(
            || Division::by(PlanRule::Ranked),
            |plan| plan.division.clone(),
        )
    }

    /// The run as text. The same run gives the same bytes: fields stand in a fixed order,
    /// applicants by id.
    #[must_use]
    pub fn document(&self) -> String {
        let document = Written {
            scenario: &self.scenario,
            allocation: &self.result,
            plan: self.plan.as_ref(),
        };
        // Strings, integers and lists: nothing in it can fail to be JSON.
        serde_json::to_string(&document).unwrap_or_default()
    }

    /// Reads a stored run.
    ///
    /// # Errors
    /// [`DocumentError`] when the text is something else.
    pub fn read(document: &str) -> Result<Self, DocumentError> {
        let stored: Stored = serde_json::from_str(document).map_err(|_| DocumentError)?;
        Ok(Self {
            scenario: stored.scenario,
            result: stored.allocation,
            plan: stored.plan,
        })
    }

    /// Runs the frozen inputs of a stored document again, and puts the stored result before the
    /// engine's independent checker.
    #[must_use]
    pub fn verify(document: &str) -> Repeat {
        let stored = Self::read(document).ok();
        let again = stored.as_ref().and_then(|stored| {
            let again = Self::of(stored.scenario.clone()).ok()?;
            let plan = stored.plan.clone();
            Some(Self { plan, ..again })
        });
        let accepted = stored
            .as_ref()
            .is_some_and(|stored| check(&stored.scenario, &stored.result).is_ok());
        Repeat {
            verified: accepted
                && again
                    .as_ref()
                    .is_some_and(|again| again.document() == document),
            run_hash: again.map_or_else(String::new, |again| again.result.run_hash),
            draw: stored.and_then(|stored| stored.scenario.draw),
        }
    }

    /// Returns true if so few competed that a sum over all of them tells one of them what another
    /// applied for.
    pub(super) fn is_small(&self) -> bool {
        u64::try_from(self.scenario.applicants.len()).is_ok_and(|n| n < SMALLEST_GROUP)
    }

    /// The pot an award came out of.
    pub(super) fn pot(&self, award: &allocation::Award) -> Option<&Pot> {
        let index = usize::try_from(award.trace.pot).ok()?;
        self.result.certificate.pots.get(index)
    }
}

#[derive(Serialize)]
struct Written<'a> {
    #[serde(serialize_with = "as_json::serialize")]
    scenario: &'a Scenario,
    allocation: &'a allocation::Allocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<&'a RunPlan>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    #[serde(deserialize_with = "as_json::deserialize")]
    scenario: Scenario,
    allocation: allocation::Allocation,
    #[serde(default)]
    plan: Option<RunPlan>,
}
