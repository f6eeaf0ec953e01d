use domain::appeal::{Appeal, OwnOutcome};
use domain::decision::{DecisionKind, DecisionNumber};
use domain::money::Money;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::state_aid::EuroRate;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::give::give;
use super::give_more::More;
use super::makers::Makers;
use super::outcome::{Outcome, decide};
use super::resource::{AppealView, appealed};
use crate::application::AppealKey;
use crate::error::CaseError;
use crate::ledger::WithLeft;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Decides a prepared appeal as the authority: gives what was asked for or a part of it, or, once
/// the body of appeal annulled the decision, decides anew with the same result. By another person
/// than those who made the decision or prepared the appeal. The money comes from where the call
/// says, and no other recipient gets less.
///
/// # Errors
/// [`FourEyes`](domain::refusal::Refusal::FourEyes);
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless prepared, or annulled for the same
/// result; [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) for an amount above what was
/// applied for or not above what is granted, for a grant that cannot rise, and with what is missing
/// when the money does not reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decide {
    /// The appeal.
    pub key: AppealKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The outcome.
    pub outcome: OwnOutcome,
    /// The amount granted from now on; none for the same result.
    pub amount: Option<Money>,
    /// Kroner for one euro on the day; needed where the award is to economic activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub euro_rate: Option<EuroRate>,
    /// Why; it stands in the letter.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Decide {
    const STEP: StepName = StepName::DecideAppeal;
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
        let makers = Makers::of(context, &decision).await?;
        makers.require_other(context)?;
        require_not_preparer(&before, context)?;
        let record = context.record(&self.reason);
        // Whether the step is open comes before what the rules say.
        let probe = before.clone();
        probe.decide(self.outcome, DecisionNumber::FIRST, record.clone())?;
        let Some(amount) = self.amount else {
            let outcome = Outcome {
                kind: DecisionKind::Reconsidered,
                reason: &self.reason,
            };
            let decided = decide::<S>(context, (&before, &decision), outcome).await?;
            let after = before.decide(self.outcome, decided.number, record)?;
            let change = Change::showing(after, |after| &after.state);
            return Ok(change.deciding(vec![decided]));
        };
        let more = More {
            kind: DecisionKind::AppealReversal,
            amount,
            euro_rate: self.euro_rate,
            reason: &self.reason,
        };
        let given = give::<S>(context, (&before, &decision), more).await?;
        let after = before.decide(self.outcome, given.number(), record)?;
        Ok(given.with(Change::showing(after, |after| &after.state)))
    }
}

/// Refuses the person who prepared the appeal.
fn require_not_preparer(appeal: &Appeal, context: &Context<'_>) -> Result<(), CaseError> {
    let actor = &context.actor.caller.subject;
    let prepared = appeal.prepared.as_ref();
    if prepared.is_some_and(|prepared| prepared.actor == *actor) {
        return Err(CaseError::Refused(Refusal::FourEyes {
            actor: actor.clone(),
            other: StepName::PrepareAppeal,
            step: context.step(),
        }));
    }
    Ok(())
}
