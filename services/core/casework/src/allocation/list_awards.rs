use domain::access::Access;
use domain::allocation::award::Award;
use domain::allocation::{Allocation, AllocationState};
use domain::identifiers::CaseReference;
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::resource::{AllocationKey, existing};
use super::rows;
use super::rows::award::AwardFilter;
use crate::error::{CaseError, not_found};
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Lists the awards of an allocation, by case reference. For staff, without the cases they have
/// declared an interest in; for an organisation its own, once they are decided.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListAwards {
    /// The allocation.
    pub key: AllocationKey,
    /// The page.
    pub page: Page<CaseReference>,
}

impl<S: Scheme> Query<S> for ListAwards {
    const STEP: StepName = StepName::ListAwards;
    type Answer = Listed<Award, CaseReference>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        known(context, &self.key).await?;
        let caller = &context.actor.caller;
        let filter = AwardFilter {
            after: self.page.after.as_ref(),
            organisation: caller.organisation(),
            without_interests_of: Some(&caller.subject),
            limit: Some(one_more(&self.page)),
            ..AwardFilter::ALL
        };
        let AllocationKey { call, allocation } = &self.key;
        let found = rows::award::page(context.db, call, *allocation, filter).await?;
        Ok(listed(found, &self.page, |last| {
            last.case_reference.clone()
        }))
    }
}

/// Reads an allocation that the caller may know of: organisations know of none before it is
/// decided.
pub(super) async fn known(
    context: &mut Context<'_>,
    key: &AllocationKey,
) -> Result<Allocation, CaseError> {
    let allocation = existing(context.db, key).await?;
    let decided = matches!(allocation.state, AllocationState::Approved { .. });
    if context.access() == Access::OwnOrganisation && !decided {
        return Err(not_found(key.name()));
    }
    Ok(allocation)
}
