use domain::grant::{Grant, LAPSE_NOTICE_DAYS};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::view::GrantView;
use super::waiting::day_after;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Gives notice that an offer will lapse, with a last day to answer by the rules of the call.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless offered;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) before the last day is over, before a
/// letter is sent, and when notice is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeLapse {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The way in which the recipient is told.
    pub reason: String,
}

impl<S: Scheme> Step<S> for NoticeLapse {
    const STEP: StepName = StepName::NoticeLapse;
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
        let answer_by = day_after::<S>(context, &before.call, LAPSE_NOTICE_DAYS).await?;
        let (today, record) = (context.actor.today(), context.record(&self.reason));
        let notice = before.lapse_notice_text(S::messages(), answer_by);
        let after = before.notice_lapse((answer_by, notice), today, record)?;
        Ok(Change::telling(after, &answer_by))
    }
}
