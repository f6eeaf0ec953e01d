//! An application as a division sees it.

use crate::application::claim::Claim;
use crate::application::{Applicant, Application, ApplicationState, Placement, ScoreMilli};
use crate::identifiers::{ApplicationId, CaseReference};
use crate::money::Money;

/// An assessed application as the division sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Competitor {
    /// The application.
    pub application: ApplicationId,
    /// The case reference, the name people use.
    pub case_reference: CaseReference,
    /// The applicant.
    pub applicant: Applicant,
    /// The amount applied for.
    pub requested: Money,
    /// The award of the year before.
    pub last_year: Option<Money>,
    /// True if it never had a grant of the scheme, as far as is known.
    pub new_entrant: bool,
    /// The most that it can be granted.
    pub claim: Claim,
    /// The sub-frame and class it competes in.
    pub placement: Placement,
    /// Mean weighted score.
    pub score: ScoreMilli,
}

impl Competitor {
    /// The application as the division sees it; `None` unless it is assessed, or recommended by an
    /// earlier allocation.
    #[must_use]
    pub fn of<F>(application: &Application<F>) -> Option<Self> {
        let (ApplicationState::Assessed { submission, score }
        | ApplicationState::Recommended {
            submission, score, ..
        }) = &application.state
        else {
            return None;
        };
        Some(Self {
            application: application.id,
            case_reference: application.case_reference.clone(),
            applicant: application.draft.applicant.clone(),
            requested: application.draft.requested,
            last_year: application.draft.last_year,
            new_entrant: !application.draft.last_year.is_some_and(Money::is_positive),
            claim: submission.claim.clone(),
            placement: submission.placement.clone(),
            score: *score,
        })
    }

    /// A decided application as the division saw it; `None` before the decision.
    #[must_use]
    pub fn decided<F>(application: &Application<F>) -> Option<Self> {
        application.state.decided()?;
        let (submission, score) = (application.state.submission()?, application.state.score()?);
        let (claim, placement) = (submission.claim.clone(), submission.placement.clone());
        Some(Self {
            score,
            ..Self::before_assessment(application, claim, placement)
        })
    }

    /// Returns an application without assessment, as a division would see it with no points.
    #[must_use]
    pub fn before_assessment<F>(
        application: &Application<F>,
        claim: Claim,
        placement: Placement,
    ) -> Self {
        let draft = &application.draft;
        Self {
            application: application.id,
            case_reference: application.case_reference.clone(),
            applicant: draft.applicant.clone(),
            requested: draft.requested,
            last_year: draft.last_year,
            new_entrant: !draft.last_year.is_some_and(Money::is_positive),
            claim,
            placement,
            score: ScoreMilli(0),
        }
    }
}
