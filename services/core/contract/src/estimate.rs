//! Estimates of an award on the round before.

use domain::allocation::frame::{Estimate, EstimatedBand, Quartile};
use domain::identifiers::CallId;

use crate::outward::{Outward, count};
use crate::{SchemeContract, v1};

impl From<Quartile> for v1::ScoreQuartile {
    fn from(quartile: Quartile) -> Self {
        match quartile {
            Quartile::Lower => v1::ScoreQuartile::Lower,
            Quartile::Median => v1::ScoreQuartile::Median,
            Quartile::Upper => v1::ScoreQuartile::Upper,
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// Writes an estimate on the round of `previous`.
    #[must_use]
    pub fn estimate(&self, previous: &CallId, estimate: &Estimate) -> v1::EstimateAwardResponse {
        let said = |line: &domain::allocation::frame::Explanation| {
            line.text(self.catalogues(), self.language)
        };
        let band = |band: &EstimatedBand| {
            let quartile = band
                .score
                .map_or(v1::ScoreQuartile::Unspecified, |(quartile, _)| {
                    quartile.into()
                });
            v1::AwardBand {
                score_milli: band.score.map_or(0, |(_, score)| score.0),
                quartile: quartile.into(),
                low: Some(band.low.into()),
                high: Some(band.high.into()),
                text: said(&band.text()),
            }
        };
        v1::EstimateAwardResponse {
            claimed: Some(estimate.claimed.into()),
            bands: estimate.bands.iter().map(band).collect(),
            explanation: estimate.explanation.iter().map(said).collect(),
            previous_call: self.call_name(previous).to_string(),
            pool_applications: count(estimate.pool),
        }
    }
}
