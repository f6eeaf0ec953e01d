use domain::access::Access;
use domain::identifiers::OrganisationNumber;
use domain::notification::Notification;
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::rows::{self, NotificationPage, Own};
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::standing;
use crate::step::{Context, Query};

/// Lists notifications in the order they were committed in, each with its deliveries: an
/// organisation its own; staff all, without the cases in which they have declared an interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListNotifications {
    /// Only this organisation's; all that the caller may see when `None`.
    pub organisation: Option<OrganisationNumber>,
    /// Only this case's.
    pub application: Option<ApplicationKey>,
    /// The page.
    pub page: Page<i64>,
}

impl<S: Scheme> Query<S> for ListNotifications {
    const STEP: StepName = StepName::ListNotifications;
    type Answer = Listed<Notification, i64>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let caller = &context.actor.caller;
        let own_only = context.access() == Access::OwnOrganisation;
        let own = caller.organisation().filter(|_| own_only);
        let numbers = match own {
            Some(own) => standing::numbers(context.db, own).await?,
            None => Vec::new(),
        };
        let page = NotificationPage {
            after: self.page.after.unwrap_or(0),
            organisation: self.organisation.as_ref(),
            own: own.map(|organisation| Own {
                organisation,
                numbers: &numbers,
            }),
            application: self.application.as_ref(),
            without_interests_of: caller.is_staff().then_some(caller.subject.as_str()),
            limit: one_more(&self.page),
        };
        let found = rows::page(context.db, page).await?;
        let mut answer = listed(found, &self.page, |last| last.cursor);
        rows::add_deliveries(context.db, &mut answer.rows).await?;
        Ok(answer)
    }
}
