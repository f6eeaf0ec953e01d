//! Allocations and their awards as they can be read: listed, explained, exported.

use chrono::{DateTime, Utc};
use domain::access::{Access, require_for};
use domain::allocation::award::Award;
use domain::allocation::frame::{ExplainedAward, Run, account, explain};
use domain::allocation::{Allocation, AllocationState, SubFrameRun};
use domain::application::ApplicationState;
use domain::application::claim::ClaimStep;
use domain::identifiers::{AllocationId, ApplicationId, CallId, CaseReference};
use domain::names;
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;
use sqlx::PgConnection;
use store::error::Row;

use super::rows;
use super::rows::award::AwardFilter;
use super::{AllocationKey, present};
use crate::act::Actor;
use crate::assessment::require_no_interest;
use crate::call::visible;
use crate::error::{CaseError, not_found};
use crate::paging::{listed, one_more};

/// Reads an allocation with its sums. The staff.
///
/// # Errors
/// `Refusal::NotFound`.
pub async fn get_allocation(
    connection: &mut PgConnection,
    actor: &Actor,
    key: &AllocationKey,
) -> Result<Allocation, CaseError> {
    actor.may(StepName::GetAllocation)?;
    present(connection, key).await
}

/// Lists a call's allocations, newest first. The staff.
///
/// # Errors
/// `Refusal::NotFound` when there is no such call.
pub async fn list_allocations(
    connection: &mut PgConnection,
    actor: &Actor,
    call: &CallId,
    page: &Page<(DateTime<Utc>, AllocationId)>,
) -> Result<Listed<Allocation, (DateTime<Utc>, AllocationId)>, CaseError> {
    actor.may(StepName::ListAllocations)?;
    visible(connection, actor, call).await?;
    let after = page.after.as_ref();
    let found = rows::page(connection, call, after, one_more(page)).await?;
    Ok(listed(found, page, |last| (last.created, last.id)))
}

/// Lists the awards of an allocation, by case reference. The staff, without the cases they have
/// declared an interest in; an organisation its own, once they are decided.
///
/// # Errors
/// `Refusal::NotFound`.
pub async fn list_awards(
    connection: &mut PgConnection,
    actor: &Actor,
    key: &AllocationKey,
    page: &Page<CaseReference>,
) -> Result<Listed<Award, CaseReference>, CaseError> {
    let access = actor.may(StepName::ListAwards)?;
    let allocation = present(connection, key).await?;
    require_decided_for(access, &allocation, key)?;
    let filter = AwardFilter {
        after: page.after.as_ref(),
        organisation: actor.caller.organisation(),
        without_interests_of: Some(&actor.caller.subject),
        limit: Some(one_more(page)),
        ..AwardFilter::ALL
    };
    let found = rows::award::page(connection, &key.call, key.allocation, filter).await?;
    Ok(listed(found, page, |last| last.case_reference.clone()))
}

/// Finds what one award's explanation is computed from ([`AwardToExplain::explained`]). The staff;
/// an organisation its own, once it is decided.
///
/// # Errors
/// `Refusal::NotFound`, `Refusal::InterestDeclared`.
pub async fn explain_award<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    key: &AllocationKey,
    application: ApplicationId,
) -> Result<AwardToExplain, CaseError> {
    let step = StepName::ExplainAward;
    let access = actor.may(step)?;
    let allocation = present(connection, key).await?;
    require_decided_for(access, &allocation, key)?;
    let award = one_award(connection, key, application).await?;
    let name = names::application(&key.call, application);
    require_for(&actor.caller, step, &award.applicant.organisation, &name)?;
    require_no_interest(connection, actor, &key.call, &[application]).await?;
    let found =
        crate::application::rows::find::<S::Form>(connection, &key.call, application).await?;
    let state = found.map(|application| application.state);
    let submission = state.as_ref().and_then(ApplicationState::submission);
    let at = Row::of("application", application);
    let claim_steps = at.known("state", submission)?.claim.steps.clone();
    let run = rows::run(connection, &key.call, key.allocation, &award.sub_frame);
    let frozen = Row::of("award", application).known("sub_frame", run.await?)?;
    let call = visible(connection, actor, &key.call).await?;
    Ok(AwardToExplain {
        award,
        claim_steps,
        grant_year: call.terms.grant_year,
        frozen,
        for_staff: actor.caller.is_staff(),
    })
}

/// An award and what its explanation is computed from.
#[derive(Debug)]
pub struct AwardToExplain {
    /// The award.
    pub award: Award,
    /// The calculation of its claim.
    pub claim_steps: Vec<ClaimStep>,
    /// The year the grants are for.
    pub grant_year: i32,
    frozen: SubFrameRun,
    for_staff: bool,
}

impl AwardToExplain {
    /// Explains: runs the engine again for everything that would have changed the award.
    ///
    /// # Errors
    /// [`CaseError::Store`] when the stored run is not what this program wrote.
    pub fn explained(self) -> Result<(i32, ExplainedAward), CaseError> {
        let run = Row::of("allocation_run", &self.frozen.run_hash)
            .column("document", Run::read(&self.frozen.document))?;
        let explained = ExplainedAward {
            explanation: explain(&run, &self.award, self.for_staff),
            account: account(&run, &self.award, self.for_staff),
            award: self.award,
            claim_steps: self.claim_steps,
        };
        Ok((self.grant_year, explained))
    }
}

/// The award of an application in an allocation.
pub(crate) async fn one_award(
    connection: &mut PgConnection,
    key: &AllocationKey,
    application: ApplicationId,
) -> Result<Award, CaseError> {
    let filter = AwardFilter {
        application: Some(application),
        ..AwardFilter::ALL
    };
    let found = rows::award::page(connection, &key.call, key.allocation, filter).await?;
    let name = || names::application(&key.call, application);
    found.into_iter().next().ok_or_else(|| not_found(name()))
}

/// Organisations know of no allocation before it is decided.
fn require_decided_for(
    access: Access,
    allocation: &Allocation,
    key: &AllocationKey,
) -> Result<(), CaseError> {
    let decided = matches!(allocation.state, AllocationState::Approved { .. });
    if access == Access::OwnOrganisation && !decided {
        return Err(not_found(key.name()));
    }
    Ok(())
}
