use domain::access::require_for;
use domain::allocation::SubFrameRun;
use domain::allocation::award::Award;
use domain::allocation::frame::{ExplainedAward, Run, account, explain};
use domain::application::ApplicationState;
use domain::application::claim::ClaimStep;
use domain::decision::Decision;
use domain::money::Money;
use domain::scheme::Scheme;
use domain::step::StepName;
use store::error::Row;

use super::award::{AwardKey, award_of};
use super::list_awards::known;
use super::resource::AllocationKey;
use super::rows;
use crate::application::ApplicationKey;
use crate::assessment::require_no_interest;
use crate::call::visible;
use crate::error::{CaseError, not_found};
use crate::step::{Compute, Context};

/// Explains one award: runs the engine again for everything that would have changed it. For staff;
/// for an organisation its own, once it is decided.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared); [`CaseError::Store`] when the
/// stored run is not what this program wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainAward {
    /// The award.
    pub key: AwardKey,
}

/// An award and what its explanation is computed from.
#[derive(Debug)]
pub struct Inputs {
    award: Award,
    claim_steps: Vec<ClaimStep>,
    grant_year: i32,
    frozen: SubFrameRun,
    later: Vec<Decision>,
    awaited: Money,
    for_staff: bool,
}

/// An award explained.
#[derive(Debug)]
pub struct AwardExplanation {
    /// The year the grants are for.
    pub grant_year: i32,
    /// The award with what there is to say about it.
    pub explained: ExplainedAward,
    /// The decisions about the application after that of the allocation, as far as the caller may
    /// know of them.
    pub later: Vec<Decision>,
    /// The part of the grant that waits for next year's frame.
    pub awaited: Money,
}

impl<S: Scheme> Compute<S> for ExplainAward {
    const STEP: StepName = StepName::ExplainAward;
    type Inputs = Inputs;
    type Answer = AwardExplanation;

    async fn gather(&self, context: &mut Context<'_>) -> Result<Inputs, CaseError> {
        let AllocationKey { call, allocation } = &self.key.allocation;
        let (application, name) = (self.key.application, self.key.name());
        known(context, &self.key.allocation).await?;
        let award = award_of(context.db, &self.key).await?;
        let award = award.ok_or_else(|| not_found(&name))?;
        let actor = context.actor;
        let organisation = &award.applicant.organisation;
        require_for(&actor.caller, context.step(), organisation, &name)?;
        require_no_interest(context.db, actor, call, &[application]).await?;
        let found =
            crate::application::rows::find::<S::Form>(context.db, call, application).await?;
        let state = found.map(|application| application.state);
        let submission = state.as_ref().and_then(ApplicationState::submission);
        let at = Row::of("application", application);
        let claim_steps = at.known("state", submission)?.claim.steps.clone();
        let run = rows::run(context.db, call, *allocation, &award.sub_frame).await?;
        let frozen = Row::of("award", application).known("sub_frame", run)?;
        let later = later(context, &self.key).await?;
        let grant = crate::grant::rows::read(context.db, call, application).await?;
        let awaited = grant.map_or(Money::ZERO, |grant| grant.awaited_amount());
        let call = visible(context.db, actor, call).await?;
        Ok(Inputs {
            later,
            awaited,
            award,
            claim_steps,
            grant_year: call.terms.grant_year,
            frozen,
            for_staff: actor.caller.is_staff(),
        })
    }

    fn compute(&self, inputs: Inputs) -> Result<AwardExplanation, CaseError> {
        let run = Row::of("allocation_run", &inputs.frozen.run_hash)
            .column("document", Run::read(&inputs.frozen.document))?;
        let explained = ExplainedAward {
            explanation: explain(&run, &inputs.award, inputs.for_staff),
            account: account(&run, &inputs.award, inputs.for_staff),
            award: inputs.award,
            claim_steps: inputs.claim_steps,
        };
        Ok(AwardExplanation {
            grant_year: inputs.grant_year,
            explained,
            later: inputs.later,
            awaited: inputs.awaited,
        })
    }
}

/// Reads the decisions after that of the allocation; a party knows of those that were sent.
async fn later(context: &mut Context<'_>, key: &AwardKey) -> Result<Vec<Decision>, CaseError> {
    let case = ApplicationKey {
        call: key.allocation.call.clone(),
        application: key.application,
    };
    let staff = context.actor.caller.is_staff();
    let mut series = crate::decision::of_application(context.db, &case).await?;
    let of_allocation = |one: &Decision| one.allocation == Some(key.allocation.allocation);
    let first = series.iter().find(|one| of_allocation(one));
    let first = first.map(|one| one.number);
    series.retain(|one| {
        let after = first.is_some_and(|first| one.number > first);
        after && (staff || one.dispatched.is_some())
    });
    Ok(series)
}
