use domain::decision::DecisionKind;
use domain::document::DocumentParent;
use domain::grant::{Claiming, FaultClass, Grant};
use domain::identifiers::DocumentId;
use domain::letter;
use domain::money::Money;
use domain::obligation::{Breach, Obligation};
use domain::scheme::Scheme;
use domain::shared_rules::{interest_rules, repay_by};
use domain::step::{Revision, StepName};
use serde::Serialize;
use store::error::Row;

use crate::application::{self, ApplicationKey};
use crate::call::visible;
use crate::decision::{Decided, NewDecision, compose, next_number};
use crate::document::{self, ParentKey};
use crate::error::CaseError;
use crate::grant::{GrantView, rows};
use crate::report;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Records a breach of duties to repay, and decides that what is left of them on that day is
/// claimed: the grant is in recovery until it is repaid. Duties that are not broken go on. When
/// none does, reports on later days fall away.
///
/// # Errors
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) for a day to come or before the payment,
/// for duties that there are not, that ended or that are claimed, and for documents that the grant
/// does not have;
/// [`WrongState`](domain::refusal::Refusal::WrongState) while payments are stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordBreach {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The breach.
    pub breach: Breach,
    /// The fault of the recipient: interest follows from it.
    pub fault: FaultClass,
    /// Why it is claimed.
    pub reason: String,
}

impl<S: Scheme> Step<S> for RecordBreach {
    const STEP: StepName = StepName::RecordBreach;
    type On = Grant;
    type Answer = GrantView;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Grant,
        context: &mut Context<'_>,
    ) -> Result<Change<Grant>, CaseError> {
        let (today, record) = (context.actor.today(), context.record(&self.reason));
        let known = document::rows::of_parent(context.db, &self.documents_of()).await?;
        let known: Vec<DocumentId> = known.into_iter().map(|one| one.id).collect();
        let mut after = before.break_duties(&self.breach, (today, &known), record)?;
        let (call, id) = (after.call.clone(), after.id);
        if !after.has_running_duty() {
            report::rows::remove_after(context.db, &call, id, self.breach.on).await?;
        }
        let owing = report::rows::owing(context.db, &call, &[id]).await?;
        after.end_when_done(owing.contains(&id));
        self.claim(context, &mut after).await?;
        let decisions = self.decide::<S>(context, &after).await?;
        let broken = self.broken(&after);
        let claims: Vec<_> = broken
            .iter()
            .filter_map(|one| Some((one.number, one.claim()?)))
            .collect();
        let change = Change::telling(after.clone(), &claims);
        Ok(change.moving(after).deciding(decisions))
    }
}

impl RecordBreach {
    /// The grant, as the parent of documents.
    fn documents_of(&self) -> ParentKey {
        ParentKey {
            case: self.key.clone(),
            parent: DocumentParent::Grant,
        }
    }

    /// Claims what is left of the broken duties, as far as it was paid and is not claimed yet.
    async fn claim(&self, context: &mut Context<'_>, grant: &mut Grant) -> Result<(), CaseError> {
        let claims = self.broken(grant).into_iter().filter_map(Obligation::claim);
        let sum = Money::saturating_sum(claims.map(|claim| claim.amount));
        let amount = sum.min(grant.unclaimed());
        if !amount.is_positive() {
            return Ok(());
        }
        let today = context.actor.today();
        let claiming = Claiming {
            decision: next_number(context.db, &grant.call, grant.id).await?,
            amount,
            fault: self.fault,
            pay_by: repay_by(today)?,
        };
        let record = context.record(&self.reason);
        let recovery = grant.claim_breach(claiming, &interest_rules(today)?, &record);
        rows::recovery::put(context.db, grant, &recovery).await?;
        Ok(())
    }

    /// The duties that are broken.
    fn broken<'g>(&self, grant: &'g Grant) -> Vec<&'g Obligation> {
        let numbers = &self.breach.numbers;
        let duties = grant.obligations.iter();
        duties.filter(|one| numbers.contains(&one.number)).collect()
    }

    /// Composes the decision that claims what is left.
    async fn decide<S: Scheme>(
        &self,
        context: &mut Context<'_>,
        grant: &Grant,
    ) -> Result<Vec<NewDecision>, CaseError> {
        let ApplicationKey { call, application } = &self.key;
        let found = application::rows::find::<S::Form>(context.db, call, *application).await?;
        let application = Row::of("grant", application).known("grant_id", found)?;
        let call = visible(context.db, context.actor, call).await?;
        let officer = context.actor.caller.subject.as_str();
        let broken = self.broken(grant);
        let claimed = letter::Claimed {
            breach: self.breach.kind,
            on: self.breach.on,
            obligations: &broken,
            reason: &self.reason,
        };
        let decided = Decided {
            application: &application,
            kind: DecisionKind::Claim,
            amount: claimed.amount(),
            letter: letter::Decision::Claim(claimed),
        };
        compose::<S>(context, (&call, None), officer, &[decided]).await
    }
}
