//! Before the deadline: the band in which an award would have fallen in the round before.
//!
//! The applicant's claim is put into the frozen run of that round, in place of what it applied for
//! then, and the run is made again with nine tenths, all and eleven tenths of the budget. No
//! applicant knows the score that assessors will give, so where scores count there is a band for
//! each quartile of the scores of that round.
//!
//! A band says something of those who competed then. So there must be enough of them, and amounts
//! are given in whole thousands of kroner, outwards: who tries one claim after the other does not
//! find what another applied for to the øre.

use allocation::{Rule, Scenario, Score, WeightBy};
use insight::award_band;
use insight::metrics::guarded::SMALLEST_GROUP;
use rust_decimal::Decimal;

use super::{Competitor, Explanation, Run, scenario};
use crate::application::ScoreMilli;
use crate::findings::args;
use crate::findings::{Finding, FindingValue};
use crate::identifiers::ApplicationId;
use crate::money::Money;
use crate::refusal::Refusal;

/// The distance below and above at which the budget is tried, per cent.
const PERCENT: u8 = 10;

/// The step that bands are rounded outwards to.
const GRAIN: Money = Money::kroner(1_000);

/// A decided round, as one who applies in the next may look at it.
#[derive(Debug, Clone)]
pub struct Round {
    /// The frozen run of the sub-frame it competes in.
    pub run: Run,
    /// The title of that round.
    pub title: String,
    /// The applications of the same organisation in it, which are taken out.
    pub own: Vec<ApplicationId>,
}

/// Which score of the round before was assumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quartile {
    /// A quarter of the scores are no higher.
    Lower,
    /// Half of the scores are no higher.
    Median,
    /// Three quarters of the scores are no higher.
    Upper,
}

impl Quartile {
    /// From the lowest.
    pub const ALL: [Self; 3] = [Self::Lower, Self::Median, Self::Upper];

    /// Quarters of the scores that are no higher.
    const fn quarters(self) -> usize {
        match self {
            Self::Lower => 1,
            Self::Median => 2,
            Self::Upper => 3,
        }
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::Lower => "ESTIMATE_LOWER",
            Self::Median => "ESTIMATE_MEDIAN",
            Self::Upper => "ESTIMATE_UPPER",
        }
    }
}

/// Between which amounts an award would have fallen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EstimatedBand {
    /// The score that was assumed; `None` where scores do not count.
    pub score: Option<(Quartile, ScoreMilli)>,
    /// The least.
    pub low: Money,
    /// The most.
    pub high: Money,
}

impl EstimatedBand {
    /// The band as a sentence.
    #[must_use]
    pub fn text(&self) -> Explanation {
        let mut values = args([("low", self.low.into()), ("high", self.high.into())]).to_vec();
        let Some((quartile, score)) = self.score else {
            return Explanation::step("ESTIMATE_BAND", values);
        };
        values.push(("score", FindingValue::Decimal(Decimal::new(score.0, 3))));
        Explanation::step(quartile.sentence(), values)
    }
}

/// The estimate for an applicant before the deadline.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The claim that the bands were computed from.
    pub claimed: Money,
    /// One, or one for each quartile from the lowest.
    pub bands: Vec<EstimatedBand>,
    /// The other applications of the round before.
    pub pool: u32,
    /// The meaning of the bands and its limits.
    pub explanation: Vec<Explanation>,
}

impl Round {
    /// Returns the bands for an applicant that is still writing
    /// ([`Competitor::before_assessment`]).
    ///
    /// # Errors
    /// [`Refusal::RulesNotMet`] when fewer than five others competed, or when the run contradicts
    /// itself with this claim in it.
    pub fn estimate(&self, mut newcomer: Competitor) -> Result<Estimate, Refusal> {
        let pool = self.pool();
        let others = pool.applicants.len();
        if u64::try_from(others).is_ok_and(|others| others < SMALLEST_GROUP) {
            return Err(unmet("ESTIMATE_POOL_TOO_SMALL"));
        }
        let claimed = newcomer.claim.amount;
        let division = self.run.division();
        let mut bands = Vec::new();
        for score in assumed(&pool) {
            newcomer.score = score.map_or(ScoreMilli(0), |(_, score)| score);
            let applicant = scenario::applicant(&newcomer, &division, &pool.rule);
            let band = award_band(&pool, applicant, PERCENT)
                .map_err(|_| unmet("ESTIMATE_NOT_POSSIBLE"))?;
            bands.push(EstimatedBand {
                score,
                low: grain_below(band.low),
                high: grain_above(band.high).min(claimed),
            });
        }
        let count = i64::try_from(others).unwrap_or(i64::MAX);
        Ok(Estimate {
            claimed,
            explanation: self.explanation(claimed, count, bands.len() > 1),
            bands,
            pool: u32::try_from(others).unwrap_or(u32::MAX),
        })
    }

    /// The frozen inputs without the applicant's own of that time.
    fn pool(&self) -> Scenario {
        let own: Vec<String> = self.own.iter().map(ToString::to_string).collect();
        let mut pool = self.run.scenario.clone();
        pool.applicants
            .retain(|applicant| !own.contains(&applicant.id));
        pool
    }

    fn explanation(&self, claimed: Money, count: i64, by_score: bool) -> Vec<Explanation> {
        let mut sentences = vec![
            Explanation::step(
                "ESTIMATE_ROUND",
                args([
                    ("round", FindingValue::Text(self.title.clone())),
                    ("count", FindingValue::Number(count)),
                    ("percent", FindingValue::Number(PERCENT.into())),
                ])
                .to_vec(),
            ),
            Explanation::step(
                "ESTIMATE_CLAIM",
                args([("claimed", claimed.into())]).to_vec(),
            ),
        ];
        if by_score {
            sentences.push(Explanation::step("ESTIMATE_SCORES", Vec::new()));
        }
        sentences.push(Explanation::step("ESTIMATE_NO_PROMISE", Vec::new()));
        sentences
    }
}

/// The scores to try; one `None` where scores do not count.
fn assumed(pool: &Scenario) -> Vec<Option<(Quartile, ScoreMilli)>> {
    let mut scores: Vec<Score> = pool
        .applicants
        .iter()
        .filter_map(|applicant| applicant.score)
        .collect();
    if scores.is_empty() || !scores_count(pool) {
        return vec![None];
    }
    scores.sort_unstable();
    Quartile::ALL
        .into_iter()
        .map(|quartile| {
            // Nearest rank: the smallest score that so many quarters of the scores do not exceed.
            let rank = (scores.len() * quartile.quarters()).div_ceil(4);
            Some((quartile, scores[rank - 1].into()))
        })
        .collect()
}

/// Returns true if another score can make another award.
fn scores_count(pool: &Scenario) -> bool {
    let by_rule = match pool.rule {
        Rule::Ranked(_) | Rule::Knapsack => true,
        Rule::WeightedProportional(by) | Rule::WeightedEqualAwards(by) => {
            matches!(by, WeightBy::Score | WeightBy::ScoreTimesClaim)
        }
        Rule::Proportional
        | Rule::ConstrainedEqualAwards
        | Rule::ConstrainedEqualLosses
        | Rule::Talmud
        | Rule::BaseProportional { .. }
        | Rule::Apportionment { .. } => false,
    };
    // A useful minimum admits by rank.
    let minima = |applicant: &allocation::Applicant| applicant.useful_minimum.is_some();
    by_rule
        || pool.threshold.is_some()
        || pool.useful_minimum.is_some()
        || pool.applicants.iter().any(minima)
}

fn grain_below(ore: i64) -> Money {
    Money::from_ore(ore - ore.rem_euclid(GRAIN.ore()))
}

fn grain_above(ore: i64) -> Money {
    Money::from_ore(ore.saturating_add((-ore).rem_euclid(GRAIN.ore())))
}

/// The refusal where there is nothing that may be told.
#[must_use]
pub fn unmet(code: &'static str) -> Refusal {
    Refusal::RulesNotMet(vec![Finding::blocking(code, "configurable").on("name")])
}
