//! The states of an application, each with its facts.

use allocation::Score;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::application::Placement;
use crate::application::claim::Claim;
use crate::findings::Finding;
use crate::identifiers::AllocationId;
use crate::money::Money;

/// The facts fixed when an application is submitted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// Time of the first submission.
    pub at: DateTime<Utc>,
    /// The most that it can be granted, step by step.
    pub claim: Claim,
    /// The sub-frame and class it competes in.
    pub placement: Placement,
    /// Notices of the rules.
    pub notices: Vec<Finding>,
}

/// A decision in an allocation, as the application carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The allocation.
    pub allocation: AllocationId,
    /// The amount; zero for a refusal.
    pub amount: Money,
}

/// Weighted score in thousandths of a point, 0–100 000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ScoreMilli(pub i64);

/// The engine counts thousandths of a point.
impl From<ScoreMilli> for Score {
    fn from(score: ScoreMilli) -> Self {
        Self::new(score.0)
    }
}

impl From<Score> for ScoreMilli {
    fn from(score: Score) -> Self {
        Self(score.get())
    }
}

/// State of an application; each state carries its facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ApplicationState {
    /// Being written (kladd).
    Draft,
    /// Sent in (innsendt).
    Submitted {
        /// The submission.
        submission: Submission,
    },
    /// With the applicant to be completed (mangelbrev).
    Returned {
        /// The submission.
        submission: Submission,
        /// Last day to complete.
        complete_by: NaiveDate,
    },
    /// Taken back (trukket).
    Withdrawn {
        /// The submission, if it was ever submitted.
        submission: Option<Submission>,
    },
    /// Dismissed (avvist).
    Dismissed {
        /// The submission.
        submission: Submission,
        /// The score that it had before; none before assessment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        score: Option<ScoreMilli>,
    },
    /// Scored (vurdert).
    Assessed {
        /// The submission.
        submission: Submission,
        /// Mean weighted score.
        score: ScoreMilli,
    },
    /// In a proposed allocation (innstilt).
    Recommended {
        /// The submission.
        submission: Submission,
        /// Mean weighted score.
        score: ScoreMilli,
        /// The proposed outcome.
        outcome: Outcome,
    },
    /// Granted in full (innvilget).
    Granted {
        /// The submission.
        submission: Submission,
        /// Mean weighted score.
        score: ScoreMilli,
        /// The decision.
        outcome: Outcome,
    },
    /// Granted in part (delvis innvilget).
    PartlyGranted {
        /// The submission.
        submission: Submission,
        /// Mean weighted score.
        score: ScoreMilli,
        /// The decision.
        outcome: Outcome,
    },
    /// Refused (avslag).
    Refused {
        /// The submission.
        submission: Submission,
        /// Mean weighted score.
        score: ScoreMilli,
        /// The decision.
        outcome: Outcome,
    },
}

impl ApplicationState {
    /// Decides an application that asked for `requested`: in full when the outcome is all of it.
    pub(super) fn decide(
        requested: Money,
        submission: Submission,
        score: ScoreMilli,
        outcome: Outcome,
    ) -> Self {
        if outcome.amount == Money::ZERO {
            Self::Refused {
                submission,
                score,
                outcome,
            }
        } else if outcome.amount < requested {
            Self::PartlyGranted {
                submission,
                score,
                outcome,
            }
        } else {
            Self::Granted {
                submission,
                score,
                outcome,
            }
        }
    }

    /// The name in the database and in error metadata.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted { .. } => "submitted",
            Self::Returned { .. } => "returned",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Dismissed { .. } => "dismissed",
            Self::Assessed { .. } => "assessed",
            Self::Recommended { .. } => "recommended",
            Self::Granted { .. } => "granted",
            Self::PartlyGranted { .. } => "partly_granted",
            Self::Refused { .. } => "refused",
        }
    }

    /// Returns what was fixed at submission; `None` before.
    #[must_use]
    pub const fn submission(&self) -> Option<&Submission> {
        match self {
            Self::Draft => None,
            Self::Withdrawn { submission } => submission.as_ref(),
            Self::Submitted { submission }
            | Self::Returned { submission, .. }
            | Self::Dismissed { submission, .. }
            | Self::Assessed { submission, .. }
            | Self::Recommended { submission, .. }
            | Self::Granted { submission, .. }
            | Self::PartlyGranted { submission, .. }
            | Self::Refused { submission, .. } => Some(submission),
        }
    }

    /// The score; `None` before assessment.
    #[must_use]
    pub const fn score(&self) -> Option<ScoreMilli> {
        match self {
            Self::Draft
            | Self::Submitted { .. }
            | Self::Returned { .. }
            | Self::Withdrawn { .. }
            | Self::Dismissed { .. } => None,
            Self::Assessed { score, .. }
            | Self::Recommended { score, .. }
            | Self::Granted { score, .. }
            | Self::PartlyGranted { score, .. }
            | Self::Refused { score, .. } => Some(*score),
        }
    }

    /// Returns what is proposed or decided; `None` before.
    #[must_use]
    pub const fn outcome(&self) -> Option<&Outcome> {
        match self {
            Self::Recommended { outcome, .. } => Some(outcome),
            _ => self.decided(),
        }
    }

    /// Returns what was decided; `None` before the decision.
    #[must_use]
    pub const fn decided(&self) -> Option<&Outcome> {
        match self {
            Self::Granted { outcome, .. }
            | Self::PartlyGranted { outcome, .. }
            | Self::Refused { outcome, .. } => Some(outcome),
            Self::Draft
            | Self::Submitted { .. }
            | Self::Returned { .. }
            | Self::Withdrawn { .. }
            | Self::Dismissed { .. }
            | Self::Assessed { .. }
            | Self::Recommended { .. } => None,
        }
    }
}
