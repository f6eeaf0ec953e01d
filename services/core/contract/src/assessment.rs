//! Assessments and declared interests (vurdering, habilitet).

use domain::assessment::{self, Assessment, CriterionScore, InterestGround};
use domain::violations::Violations;

use crate::inward::REASON_CHARACTERS_MAX;
use crate::outward::timestamp;
use crate::{SchemeContract, v1};

/// The most criteria one assessment can score.
const SCORES_MAX: usize = 50;

/// Reads the field `scores`: one score for each of the scheme's criteria.
pub fn scores<S: SchemeContract>(
    faults: &mut Violations,
    scores: Vec<v1::CriterionScore>,
) -> Option<Vec<CriterionScore>> {
    faults.list_size("scores", scores.len(), 1..=SCORES_MAX)?;
    let scores = faults.each("scores", scores, score)?;
    for fault in assessment::check_scores(&S::PROFILE, &scores) {
        faults.add(&fault.field, fault.description);
    }
    Some(scores)
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

/// Reads a ground of interest; `None` for `…_UNSPECIFIED`.
#[must_use]
pub const fn ground(ground: v1::InterestGround) -> Option<InterestGround> {
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
