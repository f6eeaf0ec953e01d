use domain::identifiers::{CallId, CaseReference};
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::resource::AppealView;
use super::rows::{self, AppealFilter, ListedAppeal};
use crate::call::visible;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Lists the appeals of a call, by case reference and number. Parties see their own; cases that a
/// person has declared an interest in are left out.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The call.
    pub call: CallId,
    /// Only those in these states, by name; all when empty.
    pub states: Vec<&'static str>,
    /// The page.
    pub page: Page<(CaseReference, i32)>,
}

impl<S: Scheme> Query<S> for List {
    const STEP: StepName = StepName::ListAppeals;
    type Answer = Listed<ListedAppeal, (CaseReference, i32)>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        let caller = &context.actor.caller;
        let filter = AppealFilter {
            call: &self.call,
            organisation: caller.organisation(),
            states: &self.states,
            without_interests_of: &caller.subject,
        };
        let after = self.page.after.as_ref();
        let mut found = rows::page(context.db, filter, after, one_more(&self.page)).await?;
        for one in &mut found {
            one.appeal = AppealView::of(one.appeal.clone(), context).0;
        }
        let key = |last: &ListedAppeal| {
            let number = last.appeal.number.get();
            (last.case_reference.clone(), number)
        };
        Ok(listed(found, &self.page, key))
    }
}
