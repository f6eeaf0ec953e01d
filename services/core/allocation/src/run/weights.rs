//! Weights and bases of the awards kernel, from the rule.

use crate::conflict::Conflict;
use crate::fraction::{Fraction, gcd};
use crate::prepare::{Line, Prepared};
use crate::scenario::{MAX_TOTAL, Rounding, Rule, Scenario, WeightBy};

/// The weights of a pot.
pub(super) struct Weights {
    /// One for each member.
    pub weights: Vec<i64>,
    /// How many of them make a weight of one, as the file counts.
    pub scale: Fraction,
}

/// The weights of the members, scaled down by their common divisor where they would not fit otherwise.
///
/// # Errors
/// The weights together are more than can be kept exact.
pub(super) fn weights(prepared: &Prepared<'_>, members: &[u32]) -> Result<Weights, Conflict> {
    let by = Weighing::new(prepared.scenario);
    let raw: Vec<i128> = members
        .iter()
        .map(|member| by.weight(&prepared.lines[*member as usize]))
        .collect();
    let limit = i128::from(MAX_TOTAL);
    let total = raw
        .iter()
        .try_fold(0_i128, |sum, weight| sum.checked_add(*weight));
    let divisor = match total {
        Some(total) if total <= limit => 1,
        _ => raw
            .iter()
            .fold(0_u128, |divisor, weight| {
                gcd_or(divisor, weight.unsigned_abs())
            })
            .cast_signed()
            .max(1),
    };
    let too_large = || Conflict::TotalTooLarge {
        field: "weight".into(),
    };
    if total.is_none_or(|total| total / divisor > limit) {
        return Err(too_large());
    }
    let weights: Result<Vec<i64>, Conflict> = raw
        .into_iter()
        .map(|weight| i64::try_from(weight / divisor).map_err(|_| too_large()))
        .collect();
    Ok(Weights {
        weights: weights?,
        scale: Fraction::new(by.scale, divisor).unwrap_or(Fraction::whole(1)),
    })
}

/// Greatest common divisor in which nought leaves the other as it is.
fn gcd_or(a: u128, b: u128) -> u128 {
    if a == 0 || b == 0 { a + b } else { gcd(a, b) }
}

/// The equal base that the rule gives before λ counts.
pub(super) fn base(rule: &Rule, line: &Line<'_>) -> i64 {
    if let Rule::BaseProportional { base } = rule {
        (*base).min(line.hi)
    } else {
        0
    }
}

/// The most that each line can get at any λ, on the step: without a weight no more than its lower bound or base.
pub(crate) fn reaches(prepared: &Prepared<'_>) -> Vec<i64> {
    let scenario = prepared.scenario;
    let by = Weighing::new(scenario);
    let step = if scenario.rounding == Rounding::None {
        1
    } else {
        scenario.step
    };
    let reach = |line: &Line<'_>| {
        let weighs = matches!(scenario.rule, Rule::Ranked(_) | Rule::Talmud) || by.weight(line) > 0;
        let hi = if weighs {
            line.hi
        } else {
            line.lo.max(base(&scenario.rule, line))
        };
        if line.lo == line.hi {
            hi
        } else {
            (hi - hi % step).max(line.lo)
        }
    };
    prepared.lines.iter().map(reach).collect()
}

/// A rule's weights, all counted in the same fraction of one: claims and weights may have units of their own.
struct Weighing<'a> {
    rule: &'a Rule,
    /// Weight units in a weight of one.
    scale: i128,
    /// What claims (in units) are multiplied with to count in the same.
    claims: i128,
    /// What declared weights are multiplied with.
    declared: i128,
}

impl<'a> Weighing<'a> {
    fn new(scenario: &'a Scenario) -> Self {
        let amount = i128::from(scenario.scale.amount);
        let of = |by: WeightBy| match by {
            WeightBy::Weight | WeightBy::WeightTimesClaim => i128::from(scenario.scale.weight),
            WeightBy::Score | WeightBy::ScoreTimesClaim => i128::from(scenario.scale.score),
        };
        let (scale, claims, declared) = match &scenario.rule {
            Rule::Proportional | Rule::BaseProportional { .. } => (amount, 1, 1),
            Rule::WeightedProportional(by @ (WeightBy::Weight | WeightBy::Score)) => {
                (amount * of(*by), of(*by), amount)
            }
            Rule::WeightedEqualAwards(by @ (WeightBy::Weight | WeightBy::Score)) => (of(*by), 1, 1),
            Rule::WeightedProportional(by) | Rule::WeightedEqualAwards(by) => {
                (amount * of(*by), of(*by), 1)
            }
            Rule::ConstrainedEqualAwards
            | Rule::ConstrainedEqualLosses
            | Rule::Talmud
            | Rule::Ranked(_)
            | Rule::Knapsack
            | Rule::Apportionment { .. } => (1, 1, 1),
        };
        Self {
            rule: &scenario.rule,
            scale,
            claims,
            declared,
        }
    }

    fn weight(&self, line: &Line<'_>) -> i128 {
        let claim = i128::from(line.claim);
        match self.rule {
            Rule::Proportional => claim,
            Rule::BaseProportional { base } => (claim - i128::from(*base)).max(0),
            Rule::WeightedProportional(by) => self.chosen(*by, line).unwrap_or(claim * self.claims),
            Rule::WeightedEqualAwards(by) => self.chosen(*by, line).unwrap_or(self.scale),
            Rule::ConstrainedEqualAwards
            | Rule::ConstrainedEqualLosses
            | Rule::Talmud
            | Rule::Ranked(_)
            | Rule::Knapsack
            | Rule::Apportionment { .. } => 1,
        }
    }

    /// The declared weight; `None` where the applicant has none.
    fn chosen(&self, by: WeightBy, line: &Line<'_>) -> Option<i128> {
        let claim = i128::from(line.claim);
        match by {
            WeightBy::Weight => line.weight.map(|weight| i128::from(weight) * self.declared),
            WeightBy::Score => line.score.map(|score| i128::from(score) * self.declared),
            WeightBy::WeightTimesClaim => line.weight.map(|weight| i128::from(weight) * claim),
            WeightBy::ScoreTimesClaim => line.score.map(|score| i128::from(score) * claim),
        }
    }
}
