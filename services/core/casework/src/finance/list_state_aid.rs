use domain::identifiers::{CallId, CaseReference};
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::shared_rules::registered_from_euro;
use domain::state_aid::{AidLine, lines};
use domain::step::StepName;

use crate::call::visible;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::state_aid;
use crate::step::{Context, Query};

/// State aid of a call, by case reference and number of the award: what must be registered, and
/// the room for small aid of each group, over all calls of the scheme.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListStateAid {
    /// The call.
    pub call: CallId,
    /// The page.
    pub page: Page<(CaseReference, i32)>,
}

impl<S: Scheme> Query<S> for ListStateAid {
    const STEP: StepName = StepName::ListStateAid;
    type Answer = Listed<AidLine, (CaseReference, i32)>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        let mut found = lines(state_aid::given(context.db).await?, registered_from_euro)?;
        found.retain(|line| line.given.call == self.call);
        let key = |line: &AidLine| (line.given.case.clone(), line.number);
        found.sort_by_key(key);
        if let Some(after) = &self.page.after {
            found.retain(|line| key(line) > *after);
        }
        found.truncate(usize::try_from(one_more(&self.page)).unwrap_or(usize::MAX));
        Ok(listed(found, &self.page, key))
    }
}
