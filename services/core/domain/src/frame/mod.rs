//! Dividing one sub-frame: from a scheme's plan and the assessed applications to the engine's scenario, and from the engine's result
//! back to awards with their reasons.
//!
//! The engine counts in whole øre and thousandths of a point, so that a run's [`document`](Run::document) holds only integers, and gives
//! the same hash to whoever repeats it.

mod document;
mod explain;
mod reason;

#[cfg(test)]
mod tests;

pub use document::{DocumentError, Repeat, Run};
pub use explain::{ExplainedAward, Explanation, explain};

use allocation::{Applicant as Entrant, Draw, Rule, Scenario, Tail};

use crate::application::{Applicant, Application, ApplicationState, ScoreMilli};
use crate::award::{Award, SubFrameRun};
use crate::call::{Call, TailRule};
use crate::claim::Claim;
use crate::identifiers::{ApplicationId, CaseReference};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::scheme::{Placement, PlanRule, SubFramePlan};

/// An assessed application as the division sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Competitor {
    /// The application.
    pub application: ApplicationId,
    /// What people call the case.
    pub case_reference: CaseReference,
    /// Who applied.
    pub applicant: Applicant,
    /// What was applied for.
    pub requested: Money,
    /// What the applicant got the year before.
    pub last_year: Option<Money>,
    /// What it can be granted at the most.
    pub claim: Claim,
    /// Where it competes.
    pub placement: Placement,
    /// Mean weighted score.
    pub score: ScoreMilli,
}

impl Competitor {
    /// The application as the division sees it; `None` unless it is assessed, or recommended by an earlier allocation.
    #[must_use]
    pub fn of<F>(application: &Application<F>) -> Option<Self> {
        let (ApplicationState::Assessed { submission, score }
        | ApplicationState::Recommended {
            submission, score, ..
        }) = &application.state
        else {
            return None;
        };
        Some(Self {
            application: application.id,
            case_reference: application.case_reference.clone(),
            applicant: application.draft.applicant.clone(),
            requested: application.draft.requested,
            last_year: application.draft.last_year,
            claim: submission.claim.clone(),
            placement: submission.placement.clone(),
            score: *score,
        })
    }

    fn entrant(&self, rule: Rule) -> Entrant {
        // Only an offer of a reduced amount asks what is of use: under `partial` the first that does not fit gets what is left.
        let offers = rule == Rule::Ranked(Tail::OfferReduced);
        let minimum = self.claim.useful_minimum.min(self.claim.amount);
        Entrant {
            score: Some(self.score.0),
            min: (offers && minimum > Money::ZERO).then(|| minimum.ore()),
            last_year: self.last_year.map(Money::ore),
            priority_class: Some(self.placement.priority_class),
            ..Entrant::new(self.application.to_string(), self.claim.amount.ore())
        }
    }
}

/// One sub-frame of a call, ready to be divided.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The call.
    pub call: &'a Call,
    /// How the scheme divides it.
    pub plan: &'a SubFramePlan,
    /// What can be promised.
    pub budget: Money,
    /// Settles ties; one key a call, so that nobody can run again until the lots please.
    pub draw: &'a Draw,
}

impl Frame<'_> {
    /// The engine's scenario. The order of the competitors does not matter.
    #[must_use]
    pub fn scenario(&self, competitors: &[Competitor]) -> Scenario {
        let rule = match self.plan.rule {
            PlanRule::Proportional => Rule::Proportional,
            PlanRule::Ranked => Rule::Ranked(tail(self.call.terms.tail_rule)),
        };
        let entrants = competitors
            .iter()
            .map(|competitor| competitor.entrant(rule.clone()))
            .collect();
        let mut scenario = Scenario::new(self.budget.ore(), rule, entrants);
        scenario.draw = Some(self.draw.clone());
        scenario.rules = self.call.rule_hash().map(str::to_owned);
        scenario
    }

    /// Divides the frame: the frozen run, and an award for each competitor, in their order.
    ///
    /// # Errors
    /// [`Refusal::AllocationConflict`] with everything that contradicts.
    pub fn divide(&self, competitors: &[Competitor]) -> Result<(SubFrameRun, Vec<Award>), Refusal> {
        let run = Run::of(self.scenario(competitors)).map_err(Refusal::AllocationConflict)?;
        let lines = reason::Lines::of(&run, competitors);
        let awards = competitors
            .iter()
            .map(|competitor| lines.award(competitor))
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

/// Which applications the frozen run saw otherwise than they stand now: changed, missing here, or missing there.
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
    /// Compares a run with how its competitors stand now.
    #[must_use]
    pub fn between(run: &Run, competitors: &[Competitor]) -> Self {
        let mut drift = Self::default();
        let mut frozen: std::collections::BTreeMap<&str, &Entrant> = run
            .scenario
            .applicants
            .iter()
            .map(|entrant| (entrant.id.as_str(), entrant))
            .collect();
        for competitor in competitors {
            let now = competitor.entrant(run.scenario.rule.clone());
            match frozen.remove(now.id.as_str()) {
                None => drift.added.push(competitor.application),
                Some(then) if seen(then) != seen(&now) => {
                    drift.changed.push(competitor.application)
                }
                Some(_) => {}
            }
        }
        drift.removed = frozen.into_keys().map(str::to_owned).collect();
        drift
    }
}

/// What a division looks at.
fn seen(entrant: &Entrant) -> (i64, Option<i64>, Option<i64>, Option<i64>, u32) {
    let Entrant {
        claim,
        score,
        min,
        last_year,
        ..
    } = *entrant;
    (claim, score, min, last_year, entrant.class())
}

const fn tail(rule: TailRule) -> Tail {
    match rule {
        TailRule::Stop => Tail::Stop,
        TailRule::Partial => Tail::Partial,
        TailRule::OfferReduced => Tail::OfferReduced,
        TailRule::Skip => Tail::Skip,
    }
}
