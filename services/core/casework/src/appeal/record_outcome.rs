use domain::appeal::{Appeal, BodyOutcome};
use domain::decision::{DecisionKind, DecisionNumber};
use domain::money::Money;
use domain::scheme::Scheme;
use domain::state_aid::EuroRate;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::give::give;
use super::give_more::More;
use super::outcome::{Outcome, decide};
use super::resource::{AppealView, appealed};
use crate::application::AppealKey;
use crate::error::CaseError;
use crate::ledger::WithLeft;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Records what the body of appeal decided. It is a decision with a letter, and cannot be appealed.
/// After an annulment the appeal waits to be prepared again. What is given comes from where the
/// call says, and no other recipient gets less.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless it is with the body of appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordOutcome {
    /// The appeal.
    pub key: AppealKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The decision of the body.
    pub outcome: BodyOutcome,
    /// The amount granted from now on, where it gives more.
    pub amount: Option<Money>,
    /// Kroner for one euro on the day; needed where the award is to economic activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub euro_rate: Option<EuroRate>,
    /// Its reasons; they stand in the letter.
    pub reason: String,
}

impl<S: Scheme> Step<S> for RecordOutcome {
    const STEP: StepName = StepName::RecordAppealOutcome;
    type On = Appeal;
    type Answer = WithLeft<AppealView>;

    fn on(&self) -> (&AppealKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Appeal,
        context: &mut Context<'_>,
    ) -> Result<Change<Appeal>, CaseError> {
        let (_, decision) = appealed(context, &before).await?;
        let record = context.record(&self.reason);
        // Whether the step is open comes before what the rules say.
        let probe = before.clone();
        probe.decided_by_body(self.outcome, DecisionNumber::FIRST, record.clone())?;
        if let Some(amount) = self.amount {
            let more = More {
                kind: DecisionKind::AppealUpheld,
                amount,
                euro_rate: self.euro_rate,
                reason: &self.reason,
            };
            let given = give::<S>(context, (&before, &decision), more).await?;
            let after = before.decided_by_body(self.outcome, given.number(), record)?;
            return Ok(given.with(Change::showing(after, |after| &after.state)));
        }
        let outcome = Outcome {
            kind: match self.outcome {
                BodyOutcome::Annulled => DecisionKind::AppealAnnulled,
                _ => DecisionKind::AppealRejected,
            },
            reason: &self.reason,
        };
        let decided = decide::<S>(context, (&before, &decision), outcome).await?;
        let after = before.decided_by_body(self.outcome, decided.number, record)?;
        let change = Change::showing(after, |after| &after.state);
        Ok(change.deciding(vec![decided]))
    }
}
