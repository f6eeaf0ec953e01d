use domain::grant::Grant;
use domain::scheme::Scheme;
use domain::shared_rules::recovery_answer_by;
use domain::step::{Revision, StepName};
use serde::Serialize;

use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::grant::GrantView;
use crate::grant::rows::recovery;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Gives notice that what must be repaid of a grant will be claimed, with a last day to answer.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless in recovery;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when all is claimed, and while another
/// notice waits for its claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// Why it will be claimed; the recipient reads it.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Notice {
    const STEP: StepName = StepName::NoticeRecovery;
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
        let answer_by = recovery_answer_by(context.actor.today())?;
        let record = context.record(&self.reason);
        let (after, noticed) = before.notice_recovery(answer_by, record)?;
        recovery::put(context.db, &after, &noticed).await?;
        Ok(Change::telling(after, &(noticed.number, &noticed.notice)))
    }
}
