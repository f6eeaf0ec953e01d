//! The process behind the decisions: reasons, overrides, equal treatment.

use super::{Panel, count, share};
use serde::{Deserialize, Serialize};

/// Figures about the handling itself. `None` where the panel has no such column, or nothing of the
/// kind happened.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Procedure {
    /// Refusals that name a criterion ÷ refusals.
    pub reasoned_refusals: Option<f64>,
    /// Decisions that differ from the recommendation without a reason. Should be none; never
    /// suppressed, because it counts our own faults and not applicants.
    pub unexplained_overrides: Option<u64>,
    /// Among pairs of applicants with equal score, the share that is treated alike: both funded or
    /// both refused. 1 without such pairs.
    pub equal_score_equal_decision: Option<f64>,
}

/// Computes the figures about the handling.
#[must_use]
pub fn procedure(panel: &Panel<'_>) -> Procedure {
    let refused = || {
        panel
            .award
            .iter()
            .zip(panel.refusal_reasoned)
            .filter(|(award, _)| **award == 0)
    };
    let overrides = panel
        .award
        .iter()
        .zip(panel.recommended)
        .enumerate()
        .filter(|(_, (award, recommended))| award != recommended)
        .filter(|(row, _)| !panel.deviation_reasoned.get(*row).copied().unwrap_or(false));
    Procedure {
        reasoned_refusals: Some(count(refused())).filter(|refusals| *refusals > 0).map(
            |refusals| {
                share(
                    count(refused().filter(|(_, reasoned)| **reasoned)),
                    refusals,
                )
            },
        ),
        unexplained_overrides: (!panel.recommended.is_empty()).then(|| overrides.count() as u64),
        equal_score_equal_decision: (!panel.score.is_empty()).then(|| equal_treatment(panel)),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a figure for reading, never a decision"
)]
fn equal_treatment(panel: &Panel<'_>) -> f64 {
    let scores = |funded: bool| {
        let rows = panel
            .score
            .iter()
            .zip(panel.award)
            .filter(|(_, award)| (**award > 0) == funded);
        let mut scores: Vec<i64> = rows.map(|(score, _)| *score).collect();
        scores.sort_unstable();
        scores
    };
    let (funded, refused) = (scores(true), scores(false));
    let pairs = |n: usize| (n as f64) * (n as f64 - 1.0) / 2.0;
    let (mut all, mut alike) = (0.0, 0.0);
    let (mut funded, mut refused) = (
        funded.chunk_by(i64::eq).peekable(),
        refused.chunk_by(i64::eq).peekable(),
    );
    // The two lists walked side by side, one score at a time.
    while let Some(score) = funded
        .peek()
        .into_iter()
        .chain(refused.peek())
        .map(|group| group[0])
        .min()
    {
        let yes = funded
            .next_if(|group| group[0] == score)
            .map_or(0, <[i64]>::len);
        let no = refused
            .next_if(|group| group[0] == score)
            .map_or(0, <[i64]>::len);
        all += pairs(yes + no);
        alike += pairs(yes) + pairs(no);
    }
    if all == 0.0 {
        1.0
    } else {
        super::settled(alike / all)
    }
}
