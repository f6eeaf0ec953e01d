//! Assessments: points and reasons by criterion, by more than one assessor, summed exactly.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::application::ScoreMilli;
use crate::rules::{RuleError, RuleValues};
use crate::scheme::SchemeProfile;
use crate::violations::FieldViolation;

/// Why a person is not impartial in a case (inhabil), by forvaltningsloven § 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterestGround {
    /// First paragraph: party, family, board member of the applicant.
    Automatic,
    /// Second paragraph: other circumstances apt to weaken trust.
    Discretionary,
}

impl InterestGround {
    /// The name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            InterestGround::Automatic => "automatic",
            InterestGround::Discretionary => "discretionary",
        }
    }
}

/// Points for one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionScore {
    /// Code of the criterion.
    pub criterion: String,
    /// 0–100.
    pub points: u8,
    /// Why.
    pub reason: String,
}

/// One person's judgement of one application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The actor.
    pub assessor: String,
    /// One score a criterion.
    pub scores: Vec<CriterionScore>,
    /// Weighted total.
    pub total: ScoreMilli,
    /// Time of the last write.
    pub updated: DateTime<Utc>,
}

/// The weights of a scheme's criteria on the values in force, in per cent.
///
/// # Errors
/// [`RuleError`] when a weight is not in force.
pub fn weights(
    profile: &SchemeProfile,
    rules: &RuleValues,
) -> Result<BTreeMap<&'static str, i64>, RuleError> {
    profile
        .criteria
        .iter()
        .map(|criterion| {
            Ok((
                criterion.code,
                rules.integer(&format!("weight_{}", criterion.code))?.value,
            ))
        })
        .collect()
}

/// Returns what is wrong with a list of scores: each criterion of the scheme must stand in it once,
/// and no other.
#[must_use]
pub fn check_scores(profile: &SchemeProfile, scores: &[CriterionScore]) -> Vec<FieldViolation> {
    let mut violations = Vec::new();
    for criterion in profile.criteria {
        let count = scores
            .iter()
            .filter(|score| score.criterion == criterion.code)
            .count();
        if count != 1 {
            violations.push(violation(
                "scores",
                format!(
                    "criterion {} is scored {count} times; score it once",
                    criterion.code
                ),
            ));
        }
    }
    for (index, score) in scores.iter().enumerate() {
        if !profile
            .criteria
            .iter()
            .any(|criterion| criterion.code == score.criterion)
        {
            let known: Vec<&str> = profile
                .criteria
                .iter()
                .map(|criterion| criterion.code)
                .collect();
            violations.push(violation(
                format!("scores[{index}].criterion"),
                format!(
                    "{:?} is not a criterion of this scheme; use one of {}",
                    score.criterion,
                    known.join(", ")
                ),
            ));
        }
    }
    violations
}

fn violation(field: impl Into<String>, description: String) -> FieldViolation {
    FieldViolation {
        field: field.into(),
        description,
    }
}

/// The weighted total of one assessment: Σ weight % × points, in thousandths of a point. Exact:
/// weights are whole per cent.
#[must_use]
pub fn total(weights: &BTreeMap<&'static str, i64>, scores: &[CriterionScore]) -> ScoreMilli {
    let hundredths: i64 = scores
        .iter()
        .map(|score| {
            weights.get(score.criterion.as_str()).copied().unwrap_or(0) * i64::from(score.points)
        })
        .sum();
    ScoreMilli(hundredths * 10)
}

/// The mean of several totals, rounded half to even to a thousandth of a point; `None` without
/// assessments.
#[must_use]
pub fn mean(totals: &[ScoreMilli]) -> Option<ScoreMilli> {
    let count = i64::try_from(totals.len())
        .ok()
        .filter(|count| *count > 0)?;
    let sum: i64 = totals.iter().map(|total| total.0).sum();
    let (quotient, remainder) = (sum.div_euclid(count), sum.rem_euclid(count));
    let up = match (remainder * 2).cmp(&count) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Greater => 1,
        std::cmp::Ordering::Equal => quotient.rem_euclid(2),
    };
    Some(ScoreMilli(quotient + up))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_weigh_points_exactly() {
        let weights = BTreeMap::from([("a", 60), ("b", 40)]);
        let score = |criterion: &str, points| CriterionScore {
            criterion: criterion.into(),
            points,
            reason: "because".into(),
        };
        assert_eq!(
            total(&weights, &[score("a", 100), score("b", 50)]),
            ScoreMilli(80_000)
        );
    }

    #[test]
    fn means_round_half_to_even() {
        assert_eq!(mean(&[ScoreMilli(1), ScoreMilli(2)]), Some(ScoreMilli(2)));
        assert_eq!(mean(&[ScoreMilli(2), ScoreMilli(3)]), Some(ScoreMilli(2)));
        assert_eq!(
            mean(&[ScoreMilli(1), ScoreMilli(1), ScoreMilli(2)]),
            Some(ScoreMilli(1))
        );
        assert_eq!(mean(&[]), None);
    }
}
