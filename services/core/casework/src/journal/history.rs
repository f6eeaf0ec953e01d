use domain::access::{Access, sees_account};
use domain::history::{HistoryEntry, Reader, history};
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use crate::application::{ApplicationKey, application_alone};
use crate::error::CaseError;
use crate::paging::listed;
use crate::resource::Lock;
use crate::step::{Context, Query};

/// Lists the history of a case, read from the payloads of its events: to the staff in full, but
/// accounts to those alone who may see them; to the party what it did itself and what it was told.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListHistory {
    /// The case.
    pub key: ApplicationKey,
    /// The page.
    pub page: Page<i64>,
}

impl<S: Scheme> Query<S> for ListHistory {
    const STEP: StepName = StepName::ListHistory;
    type Answer = Listed<HistoryEntry, i64>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        application_alone::<S>(context, &self.key, Lock::No).await?;
        let reader = match context.access() {
            Access::Allowed if sees_account(&context.actor.caller) => Reader::Staff,
            Access::Allowed => Reader::StaffWithoutAccounts,
            Access::OwnOrganisation | Access::Denied => Reader::Party,
        };
        // What a field was before is in an event before, so a page begins at the first as well.
        let chain = store::event::read_chain(context.db, &self.key.name()).await?;
        let mut entries = history(&chain, reader);
        let after = self.page.after.unwrap_or(0);
        entries.retain(|entry| entry.sequence > after);
        Ok(listed(entries, &self.page, |last| last.sequence))
    }
}
