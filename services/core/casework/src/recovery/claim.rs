use domain::decision::DecisionKind;
use domain::grant::{Claiming, FaultClass, Grant, Recovery};
use domain::letter;
use domain::money::Money;
use domain::scheme::Scheme;
use domain::shared_rules::{interest_rules, repay_by};
use domain::step::{Revision, StepName};
use serde::Serialize;
use store::error::Row;

use super::resource::{RecoveryKey, stored};
use crate::application::{self, ApplicationKey};
use crate::call::visible;
use crate::decision::{Decided, NewDecision, compose, next_number};
use crate::error::CaseError;
use crate::grant::GrantView;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Claims money back by a decision with a letter, once the recipient answered the notice or the
/// days to answer are over. Another person gave the notice.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is none;
/// [`WrongState`](domain::refusal::Refusal::WrongState) once it is claimed;
/// [`FourEyes`](domain::refusal::Refusal::FourEyes) to the person who gave the notice;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) with everything that stands in the way:
/// the days to answer, more than was paid and remains to repay, a rate of interest that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimRecovery {
    /// The recovery.
    pub key: RecoveryKey,
    /// The revision of the grant that the caller read.
    pub revision: Revision,
    /// The amount.
    pub amount: Money,
    /// The fault of the recipient: interest follows from it.
    pub fault: FaultClass,
    /// Why; it stands in the letter.
    pub reason: String,
}

impl<S: Scheme> Step<S> for ClaimRecovery {
    const STEP: StepName = StepName::ClaimRecovery;
    type On = Grant;
    type Answer = GrantView;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key.grant, self.revision)
    }

    async fn take(
        &self,
        before: Grant,
        context: &mut Context<'_>,
    ) -> Result<Change<Grant>, CaseError> {
        let today = context.actor.today();
        let claiming = Claiming {
            decision: next_number(context.db, &before.call, before.id).await?,
            amount: self.amount,
            fault: self.fault,
            pay_by: repay_by(today)?,
        };
        let rules = interest_rules(today)?;
        let record = context.record(&self.reason);
        let after = before.claim_recovery(self.key.number, claiming, (&rules, today), record)?;
        let recovery = stored(context, &after, self.key.number).await?;
        let decision = self.decide::<S>(context, &after, &recovery).await?;
        let payload = (recovery.number, &recovery.claim);
        Ok(Change::telling(after, &payload).deciding(decision))
    }
}

impl ClaimRecovery {
    /// Composes the decision that claims it.
    async fn decide<S: Scheme>(
        &self,
        context: &mut Context<'_>,
        grant: &Grant,
        recovery: &Recovery,
    ) -> Result<Vec<NewDecision>, CaseError> {
        let application = application::rows::of_grant::<S::Form>(context.db, grant).await?;
        let call = visible(context.db, context.actor, &grant.call).await?;
        let claim = recovery.claim.as_ref();
        let claim = Row::of("recovery", grant.id).known("claim", claim)?;
        let duties = recovery
            .notice
            .as_ref()
            .map(|notice| notice.duties.as_slice());
        let duties = grant.broken(duties.unwrap_or_default());
        let broken = duties.first().and_then(|one| one.claim());
        let broken = broken.map(|claim| letter::Broken {
            breach: claim.breach,
            on: claim.on,
            obligations: &duties,
        });
        let recovered = letter::Recovered {
            notice: recovery.notice.as_ref(),
            answer: recovery.answer.as_ref(),
            claim,
            paid: grant.paid(),
            to_repay: grant.repayable(),
            broken,
        };
        let decided = Decided {
            application: &application,
            kind: DecisionKind::Claim,
            amount: claim.amount,
            letter: letter::Decision::Recovery(recovered),
        };
        // The person who gave the notice prepared the decision.
        let officer = match &recovery.notice {
            Some(notice) => notice.record.actor.as_str(),
            None => context.actor.caller.subject.as_str(),
        };
        compose::<S>(context, (&call, None), officer, &[decided]).await
    }
}
