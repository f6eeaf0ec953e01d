use chrono::NaiveDate;
use domain::access::Access;
use domain::journal::JournalEntry;
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::rows::{self, JournalPage};
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Lists entries of the journal in the order they were committed in: an organisation those of its
/// own cases, without what stayed in the house; staff all, without the cases in which they have
/// declared an interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListJournal {
    /// Only this case's.
    pub application: Option<ApplicationKey>,
    /// Only those of this day and later.
    pub from: Option<NaiveDate>,
    /// Only those of this day and before.
    pub to: Option<NaiveDate>,
    /// The page.
    pub page: Page<i64>,
}

impl<S: Scheme> Query<S> for ListJournal {
    const STEP: StepName = StepName::ListJournal;
    type Answer = Listed<JournalEntry, i64>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let caller = &context.actor.caller;
        let own_only = context.access() == Access::OwnOrganisation;
        let page = JournalPage {
            after: self.page.after.unwrap_or(0),
            own: caller.organisation().filter(|_| own_only),
            application: self.application.as_ref(),
            days: (self.from, self.to),
            without_interests_of: caller.is_staff().then_some(caller.subject.as_str()),
            limit: one_more(&self.page),
        };
        let found = rows::page(context.db, page).await?;
        Ok(listed(found, &self.page, |last| last.cursor))
    }
}
