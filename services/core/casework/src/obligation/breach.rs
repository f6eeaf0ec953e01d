use domain::document::DocumentParent;
use domain::grant::{FaultClass, Grant};
use domain::identifiers::DocumentId;
use domain::obligation::Breach;
use domain::scheme::Scheme;
use domain::shared_rules::recovery_answer_by;
use domain::step::{Revision, StepName};
use serde::Serialize;

use crate::application::ApplicationKey;
use crate::document::{self, ParentKey};
use crate::error::CaseError;
use crate::grant::{GrantView, rows};
use crate::report;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Records a breach of duties to repay, with a notice that what is left of them on that day will be
/// claimed: the grant is in recovery until it is repaid. Another person claims it. Duties that are
/// not broken go on. When none does, reports on later days fall away.
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
    /// The fault of the recipient, as the notice has it.
    pub fault: FaultClass,
    /// Why it will be claimed; the recipient reads it.
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
        let mut after = before.break_duties(&self.breach, (today, &known), record.clone())?;
        let (call, id) = (after.call.clone(), after.id);
        if !after.has_running_duty() {
            report::rows::remove_after(context.db, &call, id, self.breach.on).await?;
        }
        let owing = report::rows::owing(context.db, &call, &[id]).await?;
        after.end_when_done(owing.contains(&id));
        let answer_by = recovery_answer_by(today)?;
        let noticed = after.notice_breach((&self.breach, self.fault), answer_by, &record);
        if let Some(recovery) = &noticed {
            rows::recovery::put(context.db, &after, recovery).await?;
        }
        let broken = after.broken(&self.breach.numbers);
        let claims: Vec<_> = broken
            .iter()
            .filter_map(|one| Some((one.number, one.claim()?)))
            .collect();
        let change = Change::telling(after.clone(), &claims);
        Ok(change.moving(after))
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
}
