//! Estimates: between which amounts an award would have fallen in the round before.

use domain::allocation::Competitor;
use domain::allocation::SubFrameRun;
use domain::allocation::frame::{Estimate, Round, Run, unmet};
use domain::application::ApplicationState;
use domain::identifiers::{ApplicationId, CallId};
use domain::scheme::Scheme;
use domain::step::StepName;
use store::error::Row;

use super::case::{ApplicationKey, WholeApplication};
use crate::allocation::rows::award::AwardFilter;
use crate::call::{pinned_rules, visible};
use crate::error::CaseError;
use crate::resource::{Lock, admitted};
use crate::step::{Compute, Context};

/// Asks, before the deadline, between which amounts the award would have fallen in the round
/// before. Its organisation may.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound);
/// [`DeadlinePassed`](domain::refusal::Refusal::DeadlinePassed) when the call takes no
/// applications; [`WrongState`](domain::refusal::Refusal::WrongState) unless draft, submitted or
/// returned; [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when there is no round before,
/// none with this sub-frame, too few others competed, or the claim does not fit the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EstimateAward {
    /// The application.
    pub key: ApplicationKey,
}

/// The claim of the application as it stands, and the frozen run that its sub-frame had in the
/// round before.
#[derive(Debug)]
pub struct Basis {
    newcomer: Competitor,
    previous: CallId,
    title: String,
    frozen: SubFrameRun,
    own: Vec<ApplicationId>,
}

/// An estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimated {
    /// The call of the round before.
    pub previous: CallId,
    /// The bands.
    pub estimate: Estimate,
}

impl<S: Scheme> Compute<S> for EstimateAward {
    const STEP: StepName = StepName::EstimateAward;
    type Inputs = Basis;
    type Answer = Estimated;

    async fn gather(&self, context: &mut Context<'_>) -> Result<Basis, CaseError> {
        let whole: WholeApplication<S::Form> =
            admitted::<S, _>(context, &self.key, Lock::No).await?;
        let WholeApplication {
            application, call, ..
        } = whole;
        call.takes_applications_at(context.actor.now)?;
        if !matches!(
            application.state,
            ApplicationState::Draft
                | ApplicationState::Submitted { .. }
                | ApplicationState::Returned { .. }
        ) {
            return Err(application.wrong_state(context.step()).into());
        }
        let rules = pinned_rules::<S>(&call)?;
        let draft = &application.draft;
        let claim = S::claim(&call, draft, &rules)?;
        let newcomer =
            Competitor::before_assessment(&application, claim, S::placement(draft, &rules)?);
        let none = || CaseError::Refused(unmet("ESTIMATE_NO_PREVIOUS_CALL"));
        let previous = call.terms.previous_call.ok_or_else(none)?;
        let decided = crate::allocation::rows::first_approved(context.db, &previous).await?;
        let decided = decided.ok_or_else(none)?;
        let sub_frame = &newcomer.placement.sub_frame;
        let frozen =
            crate::allocation::rows::run(context.db, &previous, decided, sub_frame).await?;
        let frozen = frozen.ok_or_else(|| CaseError::Refused(unmet("ESTIMATE_OTHER_FRAMES")))?;
        let filter = AwardFilter {
            organisation: Some(&draft.applicant.organisation),
            ..AwardFilter::ALL
        };
        let own =
            crate::allocation::rows::award::page(context.db, &previous, decided, filter).await?;
        let round = visible(context.db, context.actor, &previous).await?;
        Ok(Basis {
            newcomer,
            previous,
            title: round.terms.title,
            frozen,
            own: own.into_iter().map(|award| award.application).collect(),
        })
    }

    fn compute(&self, basis: Basis) -> Result<Estimated, CaseError> {
        let run = Row::of("allocation_run", &basis.frozen.run_hash)
            .column("document", Run::read(&basis.frozen.document))?;
        let round = Round {
            run,
            title: basis.title,
            own: basis.own,
        };
        Ok(Estimated {
            previous: basis.previous,
            estimate: round.estimate(basis.newcomer)?,
        })
    }
}
