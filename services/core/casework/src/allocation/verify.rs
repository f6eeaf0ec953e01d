use allocation::Draw;
use domain::allocation::award::Award;
use domain::allocation::decision::{DecisionDocument, decision_hash, unaccounted};
use domain::allocation::frame::Run;
use domain::allocation::{SubFrameResult, SubFrameRun, run_hash};
use domain::money::Money;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::award::awards_of;
use super::resource::{AllocationKey, existing};
use super::rows;
use crate::call::{draw, visible};
use crate::error::CaseError;
use crate::step::{Compute, Context};

/// Runs an allocation again from its frozen inputs and compares every byte, one sub-frame at a
/// time, and every award. As heavy as its division. For staff.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verify {
    /// The allocation.
    pub key: AllocationKey,
}

/// The outcome of running an allocation again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// True if every sub-frame and the decision are verified, and the hashes are those that were
    /// approved.
    pub verified: bool,
    /// The hash of the runs made now.
    pub run_hash: String,
    /// One a sub-frame, in the order of the scheme's plan.
    pub sub_frames: Vec<RunVerdict>,
    /// The awards, held against the runs.
    pub decision: DecisionVerdict,
}

/// The outcome of comparing an allocation's awards with its runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionVerdict {
    /// True if every award is as its run gave it or was changed by a person, and the decision is
    /// the approved one.
    pub verified: bool,
    /// The hash of the decision as the awards have it now.
    pub decision_hash: String,
    /// The decision as the awards have it now.
    pub decision: DecisionDocument,
    /// Applications whose award is accounted for by neither a run nor a person.
    pub unaccounted: Vec<String>,
}

/// The outcome of running one sub-frame again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunVerdict {
    /// Code of the sub-frame.
    pub sub_frame: String,
    /// True if it gave the same bytes, with the draw the call committed to, and the checker
    /// accepted them.
    pub verified: bool,
    /// The hash of the run made now; empty when the frozen inputs cannot be run.
    pub run_hash: String,
    /// The sum of what the engine came to, as the awards have it.
    pub calculated: Money,
    /// The sum of the awards.
    pub decided: Money,
}

/// An allocation as it is stored.
#[derive(Debug)]
pub struct Inputs {
    run_hash: String,
    /// The decision document as it is kept.
    decision: String,
    draw: Draw,
    /// In the order of the plan.
    runs: Vec<SubFrameRun>,
    sub_frames: Vec<SubFrameResult>,
    awards: Vec<Award>,
}

impl<S: Scheme> Compute<S> for Verify {
    const STEP: StepName = StepName::VerifyAllocation;
    type Inputs = Inputs;
    type Answer = Verification;

    async fn gather(&self, context: &mut Context<'_>) -> Result<Inputs, CaseError> {
        let AllocationKey {
            call: id,
            allocation: number,
        } = &self.key;
        let allocation = existing(context.db, &self.key).await?;
        let call = visible(context.db, context.actor, id).await?;
        Ok(Inputs {
            run_hash: allocation.run_hash,
            decision: allocation.decision,
            sub_frames: allocation.sub_frames,
            awards: awards_of(context.db, &self.key).await?,
            draw: draw::of(context.db, &call).await?,
            runs: rows::runs(context.db, id, *number).await?,
        })
    }

    fn compute(&self, inputs: Inputs) -> Result<Verification, CaseError> {
        Ok(inputs.verified())
    }
}

impl Inputs {
    fn verified(self) -> Verification {
        let sub_frames: Vec<RunVerdict> = self.runs.iter().map(|run| self.verdict(run)).collect();
        let same = sub_frames.iter().all(|run| run.verified);
        let run_hash = run_hash(sub_frames.iter().map(|run| run.run_hash.as_str()));
        let decision = self.decision_verdict();
        Verification {
            verified: same && run_hash == self.run_hash && decision.verified,
            run_hash,
            sub_frames,
            decision,
        }
    }

    fn verdict(&self, frozen: &SubFrameRun) -> RunVerdict {
        let repeat = Run::verify(&frozen.document);
        let sums = self
            .sub_frames
            .iter()
            .find(|sums| sums.sub_frame == frozen.sub_frame);
        RunVerdict {
            calculated: sums.map_or(Money::ZERO, |sums| sums.calculated),
            decided: sums.map_or(Money::ZERO, |sums| sums.awarded),
            sub_frame: frozen.sub_frame.clone(),
            verified: repeat.verified
                && repeat.run_hash == frozen.run_hash
                && repeat.draw.as_ref() == Some(&self.draw)
                && self.draw.keeps_its_promise(),
            run_hash: repeat.run_hash,
        }
    }

    fn decision_verdict(&self) -> DecisionVerdict {
        // A run that cannot be read accounts for no award.
        let readable = self.runs.iter().filter_map(|frozen| {
            let run = Run::read(&frozen.document).ok()?;
            Some((frozen.sub_frame.clone(), run))
        });
        let runs: Vec<(String, Run)> = readable.collect();
        let unaccounted = unaccounted(&runs, &self.awards);
        let decision = DecisionDocument::of(&self.run_hash, &self.sub_frames, &self.awards);
        let text = decision.text();
        let runs: Vec<Run> = runs.into_iter().map(|(_, run)| run).collect();
        DecisionVerdict {
            verified: unaccounted.is_empty()
                && text == self.decision
                && decision.faults(&runs).is_empty(),
            decision_hash: decision_hash(&text),
            decision,
            unaccounted,
        }
    }
}
