//! The people who made a decision: they do not judge the appeal against it.

use domain::decision::{Decision, DecisionKind};
use domain::refusal::Refusal;
use domain::step::StepName;
use store::error::Row;

use crate::decision::officer_of;
use crate::error::CaseError;
use crate::step::Context;

/// The persons who recommended a decision and who made it.
pub(crate) struct Makers {
    recommended: String,
    decided: String,
    /// The step that made the decision.
    step: StepName,
}

impl Makers {
    /// Reads who made a decision. The officer of its letter recommended it.
    pub async fn of(context: &mut Context<'_>, decision: &Decision) -> Result<Self, CaseError> {
        let officer = officer_of(context.db, decision).await?;
        let recommended = Row::of("letter", &decision.event.chain).known("content", officer)?;
        Ok(Self {
            recommended,
            decided: decision.signer.clone(),
            step: step_of(decision.kind),
        })
    }

    /// Refuses the caller who recommended or made the decision.
    ///
    /// # Errors
    /// [`Refusal::FourEyes`].
    pub fn require_none(&self, context: &Context<'_>) -> Result<(), CaseError> {
        if self.recommended == context.actor.caller.subject && self.recommended != self.decided {
            return Err(self.four_eyes(context, StepName::ProposeAllocation));
        }
        self.require_other(context)
    }

    /// Refuses the caller who made the decision.
    ///
    /// # Errors
    /// [`Refusal::FourEyes`].
    pub fn require_other(&self, context: &Context<'_>) -> Result<(), CaseError> {
        if self.decided == context.actor.caller.subject {
            return Err(self.four_eyes(context, self.step));
        }
        Ok(())
    }

    fn four_eyes(&self, context: &Context<'_>, other: StepName) -> CaseError {
        CaseError::Refused(Refusal::FourEyes {
            actor: context.actor.caller.subject.clone(),
            other,
            step: context.step(),
        })
    }
}

/// The step that makes decisions of a kind.
const fn step_of(kind: DecisionKind) -> StepName {
    match kind {
        DecisionKind::Grant
        | DecisionKind::PartialGrant
        | DecisionKind::Refusal
        | DecisionKind::Raise => StepName::ApproveAllocation,
        DecisionKind::Dismissal => StepName::DismissApplication,
        DecisionKind::Lapse => StepName::LapseGrant,
        DecisionKind::Claim => StepName::ClaimRecovery,
        DecisionKind::AppealReversal | DecisionKind::ClaimReversal | DecisionKind::Reconsidered => {
            StepName::DecideAppeal
        }
        DecisionKind::AppealDismissal => StepName::DismissAppeal,
        DecisionKind::Correction => StepName::CorrectDecision,
        DecisionKind::Reversal => StepName::ReverseDecision,
        DecisionKind::Change => StepName::ApproveChange,
        DecisionKind::ChangeRefusal => StepName::RejectChange,
        DecisionKind::AppealUpheld
        | DecisionKind::ClaimUpheld
        | DecisionKind::AppealRejected
        | DecisionKind::AppealAnnulled => StepName::RecordAppealOutcome,
    }
}
