use chrono::NaiveDate;
use domain::identifiers::{CallId, CaseReference, OrganisationNumber};
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

pub use super::rows::ListedRecovery;
use super::rows::{self, RecoveryFilter};
use crate::call::visible;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Lists recoveries of a call or of the whole scheme, by case reference and number. Cases that the
/// caller has declared an interest in are left out.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The call; none for all.
    pub call: Option<CallId>,
    /// Only this organisation's.
    pub organisation: Option<OrganisationNumber>,
    /// Only those of grants with something that remains to repay.
    pub open: bool,
    /// The page.
    pub page: Page<(CaseReference, i32)>,
}

/// A page of recoveries.
#[derive(Debug, Clone, PartialEq)]
pub struct Recoveries {
    /// The day that amounts are of.
    pub today: NaiveDate,
    /// The page.
    pub listed: Listed<ListedRecovery, (CaseReference, i32)>,
}

impl<S: Scheme> Query<S> for List {
    const STEP: StepName = StepName::ListRecoveries;
    type Answer = Recoveries;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        if let Some(call) = &self.call {
            visible(context.db, context.actor, call).await?;
        }
        let filter = RecoveryFilter {
            call: self.call.as_ref(),
            organisation: self.organisation.as_ref(),
            open: self.open,
            without_interests_of: &context.actor.caller.subject,
        };
        let after = self.page.after.as_ref();
        let found = rows::page(context.db, filter, after, one_more(&self.page)).await?;
        let key = |last: &ListedRecovery| {
            let number = last.number.get();
            (last.grant.case_reference.clone(), number)
        };
        Ok(Recoveries {
            today: context.actor.today(),
            listed: listed(found, &self.page, key),
        })
    }
}
