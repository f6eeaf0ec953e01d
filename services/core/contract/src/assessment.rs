//! Assessments and declared interests (vurdering, habilitet).

use domain::assessment::{self, Assessment, CriterionScore, InterestGround};
use domain::step::Revision;
use domain::violations::Violations;

use crate::inward::{self, Inward, REASON_CHARACTERS_MAX, request};
use crate::names::{ApplicationName, ResourceName};
use crate::outward::timestamp;
use crate::{SchemeContract, v1};

/// The most criteria one assessment can score.
const SCORES_MAX: usize = 50;

request! {
    /// Declare an interest in a case.
    DeclareInterest from DeclareInterestRequest |from, faults, scheme| {
        /// The application.
        application: ApplicationName = ApplicationName::read(faults, "application", &from.application, scheme),
        /// The ground.
        ground: InterestGround = inward::choice(faults, "ground", from.ground, ground),
        /// The circumstances.
        reason: String = inward::reason(faults, "reason", &from.reason),
    }
}

/// Score an application.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordAssessment {
    /// The application.
    pub application: ApplicationName,
    /// The application's, as last read.
    pub revision: Revision,
    /// One score for each of the scheme's criteria.
    pub scores: Vec<CriterionScore>,
}

request! {
    /// List the assessments of an application.
    ListAssessments from ListAssessmentsRequest |from, faults, scheme| {
        /// The application.
        parent: ApplicationName = ApplicationName::read(faults, "parent", &from.parent, scheme),
    }
}

impl<S: SchemeContract> Inward<S> for RecordAssessment {
    type Message = v1::RecordAssessmentRequest;

    fn inward(from: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let application = ApplicationName::read(
            &mut faults,
            "application",
            &from.application,
            S::PROFILE.code,
        );
        let revision = inward::etag(&mut faults, "etag", &from.etag);
        let size = faults.list_size("scores", from.scores.len(), 1..=SCORES_MAX);
        let scores = size.and_then(|_| faults.each("scores", from.scores, score));
        if let Some(scores) = &scores {
            for fault in assessment::check_scores(&S::PROFILE, scores) {
                faults.add(&fault.field, fault.description);
            }
        }
        let read = (|| {
            Some(RecordAssessment {
                application: application?,
                revision: revision?,
                scores: scores?,
            })
        })();
        faults.finish(read)
    }
}

fn score(faults: &mut Violations, from: v1::CriterionScore) -> Option<CriterionScore> {
    let criterion = faults.code("criterion", &from.criterion);
    let points = faults
        .number("points", from.points, 0..=100)
        .and_then(|points| u8::try_from(points).ok());
    let reason = faults.text("reason", &from.reason, REASON_CHARACTERS_MAX);
    Some(CriterionScore {
        criterion: criterion?,
        points: points?,
        reason: reason?,
    })
}

fn ground(ground: v1::InterestGround) -> Option<InterestGround> {
    match ground {
        v1::InterestGround::Unspecified => None,
        v1::InterestGround::Automatic => Some(InterestGround::Automatic),
        v1::InterestGround::Discretionary => Some(InterestGround::Discretionary),
    }
}

impl From<CriterionScore> for v1::CriterionScore {
    fn from(score: CriterionScore) -> Self {
        v1::CriterionScore {
            criterion: score.criterion,
            points: score.points.into(),
            reason: score.reason,
        }
    }
}

impl From<Assessment> for v1::Assessment {
    fn from(assessment: Assessment) -> Self {
        v1::Assessment {
            assessor: assessment.assessor,
            scores: assessment.scores.into_iter().map(Into::into).collect(),
            update_time: Some(timestamp(assessment.updated)),
            total_milli: assessment.total.0,
        }
    }
}
