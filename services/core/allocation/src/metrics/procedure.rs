//! How the decisions were made: reasons, overrides, equal treatment.

use super::{Panel, count, share};
use serde::{Deserialize, Serialize};

/// Figures about the handling itself. `None` where the panel has no such column.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Procedure {
    /// Refusals that name a criterion ÷ refusals.
    pub reasoned_refusals: Option<f64>,
    /// Decisions that differ from the recommendation without a reason. Should be none; never suppressed, because it
    /// counts our own faults and not applicants.
    pub unexplained_overrides: Option<u64>,
    /// Among pairs of applicants with equal score, the share that is treated alike: both funded or both refused. 1
    /// without such pairs.
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
        reasoned_refusals: (!panel.refusal_reasoned.is_empty()).then(|| {
            share(
                count(refused().filter(|(_, reasoned)| **reasoned)),
                count(refused()),
            )
        }),
        unexplained_overrides: (!panel.recommended.is_empty()).then(|| overrides.count() as u64),
        equal_score_equal_decision: (!panel.score.is_empty()).then(|| equal_treatment(panel)),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a figure for reading, never a decision"
)]
fn equal_treatment(panel: &Panel<'_>) -> f64 {
    let mut rows: Vec<(i64, bool)> = panel
        .score
        .iter()
        .zip(panel.award)
        .map(|(score, award)| (*score, *award > 0))
        .collect();
    rows.sort_unstable();
    let pairs = |n: usize| (n as f64) * (n as f64 - 1.0) / 2.0;
    let (mut all, mut alike) = (0.0, 0.0);
    for group in rows.chunk_by(|a, b| a.0 == b.0) {
        let funded = group.iter().filter(|(_, funded)| *funded).count();
        all += pairs(group.len());
        alike += pairs(funded) + pairs(group.len() - funded);
    }
    if all == 0.0 {
        1.0
    } else {
        super::settled(alike / all)
    }
}
