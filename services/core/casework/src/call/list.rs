use domain::call::Call;
use domain::identifiers::CallId;
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::rows::{self, CallPage};
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Lists calls, newest grant year first, then by id; drafts for staff only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The page.
    pub page: Page<(i32, CallId)>,
}

impl<S: Scheme> Query<S> for List {
    const STEP: StepName = StepName::ListCalls;
    type Answer = Listed<Call, (i32, CallId)>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let page = CallPage {
            after: self.page.after.as_ref().map(|(year, id)| (*year, id)),
            with_drafts: context.actor.caller.is_staff(),
            limit: one_more(&self.page),
        };
        let found = rows::list(context.db, page).await?;
        Ok(listed(found, &self.page, |last| {
            (last.terms.grant_year, last.id.clone())
        }))
    }
}
