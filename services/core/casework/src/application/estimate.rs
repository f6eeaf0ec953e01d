//! What an applicant can ask before the deadline: between which amounts its award would have fallen
//! in the round before.

use domain::allocation::Competitor;
use domain::allocation::SubFrameRun;
use domain::allocation::frame::{Estimate, Round, Run, unmet};
use domain::application::ApplicationState;
use domain::identifiers::{ApplicationId, CallId};
use domain::scheme::Scheme;
use domain::step::StepName;
use sqlx::PgConnection;
use store::error::Row;

use super::case::{CaseId, Hold, admitted};
use crate::act::Act;
use crate::allocation::rows::award::AwardFilter;
use crate::call::{pinned_rules, visible};
use crate::error::CaseError;

/// What an estimate is computed from, as it was found.
#[derive(Debug)]
pub struct Asked {
    newcomer: Competitor,
    /// The round before.
    pub previous: CallId,
    title: String,
    frozen: SubFrameRun,
    own: Vec<ApplicationId>,
}

/// Gathers what an estimate is computed from: the claim of the application as it stands, and the
/// frozen run of the round before that its sub-frame had. Its organisation.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound);
/// [`DeadlinePassed`](domain::refusal::Refusal::DeadlinePassed) when the call takes no
/// applications; [`WrongState`](domain::refusal::Refusal::WrongState) unless draft, submitted or
/// returned; [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when there is no round before,
/// or none with this sub-frame.
pub async fn ask_estimate<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    case: &CaseId,
) -> Result<Asked, CaseError> {
    let step = StepName::EstimateAward;
    let application = admitted::<S>(connection, act, step, case, Hold::Read).await?;
    let call = visible(connection, act, &case.call).await?;
    call.takes_applications_at(act.now)?;
    if !matches!(
        application.state,
        ApplicationState::Draft
            | ApplicationState::Submitted { .. }
            | ApplicationState::Returned { .. }
    ) {
        return Err(application.wrong_state(step).into());
    }
    let rules = pinned_rules::<S>(&call)?;
    let draft = &application.draft;
    let claim = S::claim(&call, draft, &rules)?;
    let newcomer = Competitor::before_assessment(&application, claim, S::placement(draft, &rules)?);
    let none = || CaseError::Refused(unmet("ESTIMATE_NO_PREVIOUS_CALL"));
    let previous = call.terms.previous_call.ok_or_else(none)?;
    let decided = crate::allocation::rows::first_approved(connection, &previous).await?;
    let decided = decided.ok_or_else(none)?;
    let sub_frame = &newcomer.placement.sub_frame;
    let frozen = crate::allocation::rows::run(connection, &previous, decided, sub_frame).await?;
    let frozen = frozen.ok_or_else(|| CaseError::Refused(unmet("ESTIMATE_OTHER_FRAMES")))?;
    let filter = AwardFilter {
        organisation: Some(&draft.applicant.organisation),
        ..AwardFilter::ALL
    };
    let own = crate::allocation::rows::award::page(connection, &previous, decided, filter).await?;
    let round = visible(connection, act, &previous).await?;
    Ok(Asked {
        newcomer,
        previous,
        title: round.terms.title,
        frozen,
        own: own.into_iter().map(|award| award.application).collect(),
    })
}

impl Asked {
    /// Runs the round again, three times a band.
    ///
    /// # Errors
    /// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) where too few others competed, or the
    /// claim does not fit the run.
    pub fn estimate(self) -> Result<(CallId, Estimate), CaseError> {
        let run = Row::of("allocation_run", &self.frozen.run_hash)
            .column("document", Run::read(&self.frozen.document))?;
        let round = Round {
            run,
            title: self.title,
            own: self.own,
        };
        Ok((self.previous, round.estimate(self.newcomer)?))
    }
}
