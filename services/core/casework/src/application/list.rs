use domain::access::Access;
use domain::application::Application;
use domain::identifiers::{CallId, CaseReference, OrganisationNumber};
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::rows::{self, ApplicationPage};
use super::view::{ApplicationView, views};
use crate::call::visible;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Lists a call's applications in the order of their case references. Organisations see their own;
/// staff see those that were submitted, but no case they have declared an interest in.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call for the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The call.
    pub call: CallId,
    /// The page.
    pub page: Page<CaseReference>,
    /// Only those in these states, by
    /// [`ApplicationState::name`](domain::application::ApplicationState::name); all when empty.
    pub states: Vec<&'static str>,
    /// Only this organisation's.
    pub organisation: Option<OrganisationNumber>,
}

impl<S: Scheme> Query<S> for List {
    const STEP: StepName = StepName::ListApplications;
    type Answer = Listed<ApplicationView<S::Form>, CaseReference>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let call = visible(context.db, context.actor, &self.call).await?;
        let caller = &context.actor.caller;
        let own_only = context.access() == Access::OwnOrganisation;
        let own = caller.organisation().filter(|_| own_only);
        if let (Some(own), Some(asked)) = (own, &self.organisation)
            && own != asked
        {
            // Another's applications do not exist for it.
            return Ok(Listed {
                rows: Vec::new(),
                next: None,
            });
        }
        let asked = ApplicationPage {
            call: &self.call,
            after: self.page.after.as_ref(),
            states: &self.states,
            organisation: own.or(self.organisation.as_ref()),
            with_drafts: own.is_some(),
            without_interests_of: caller.is_staff().then_some(caller.subject.as_str()),
            limit: one_more(&self.page),
        };
        let found = rows::list::<S::Form>(context.db, asked).await?;
        let reference = |last: &Application<S::Form>| last.case_reference.clone();
        let Listed { rows, next } = listed(found, &self.page, reference);
        let rows = views(context, &call, rows).await?;
        Ok(Listed { rows, next })
    }
}
