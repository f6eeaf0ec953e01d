//! Weights and bases of the awards kernel, from the rule.

use crate::conflict::Conflict;
use crate::divide::kernel::Share;
use crate::divide::prepare::{Line, Prepared};
use crate::error::Error;
use crate::fraction::{Fraction, gcd};
use crate::scenario::{MAX_TOTAL, Rule, Scenario, WeightBy};

/// The request of a pot's members to the awards kernel.
pub(crate) struct Asked {
    pub shares: Vec<Share>,
    pub scale: Fraction,
    /// True if any part of the members asks for the same as it does here: no weights were scaled
    /// down to fit together, and no base can have to be cut.
    pub apart: bool,
}

impl Asked {
    /// Returns what a part of the members asks for, known from the whole.
    pub(super) const fn apart(shares: Vec<Share>, scale: Fraction) -> Self {
        Self {
            shares,
            scale,
            apart: true,
        }
    }
}

/// Weights, bases and bounds by the scenario's rule.
///
/// # Errors
/// The weights together are more than can be kept exact.
pub(super) fn asked(prepared: &Prepared<'_>, members: &[u32]) -> Result<Asked, Error> {
    let rule = &prepared.scenario.rule;
    let by = Weighing::new(prepared.scenario);
    let mut total = 0_i128;
    let one = |member: &u32| {
        let line = &prepared.lines[*member as usize];
        let weight = by.weight(line);
        total = total.saturating_add(weight);
        let base = base(rule, line);
        Share {
            weight: i64::try_from(weight).unwrap_or(i64::MAX),
            base,
            lo: line.lo.max(base),
            hi: line.hi,
        }
    };
    let mut shares: Vec<Share> = members.iter().map(one).collect();
    let fits = total <= i128::from(MAX_TOTAL);
    let mut divisor = 1;
    if !fits {
        divisor = scale_down(prepared, members, &by, &mut shares)?;
    }
    Ok(Asked {
        shares,
        scale: Fraction::new(by.scale, divisor).unwrap_or(Fraction::whole(1)),
        apart: fits && !matches!(rule, Rule::BaseProportional { .. }),
    })
}

/// Writes the weights of a pot that do not fit together, divided by their common divisor, and
/// answers that divisor.
///
/// # Errors
/// The weights together are more than can be kept exact.
fn scale_down(
    prepared: &Prepared<'_>,
    members: &[u32],
    by: &Weighing<'_>,
    shares: &mut [Share],
) -> Result<i128, Error> {
    let raw = || {
        members
            .iter()
            .map(|member| by.weight(&prepared.lines[*member as usize]))
    };
    let divisor = raw().fold(0, |divisor, weight| gcd_or(divisor, weight.unsigned_abs()));
    let divisor = divisor.cast_signed().max(1);
    let total = raw().try_fold(0_i128, |sum, weight| sum.checked_add(weight));
    let too_large = || Conflict::TotalTooLarge {
        field: "weight".into(),
    };
    if total.is_none_or(|total| total / divisor > i128::from(MAX_TOTAL)) {
        return Err(too_large().into());
    }
    for (share, weight) in shares.iter_mut().zip(raw()) {
        share.weight = i64::try_from(weight / divisor).map_err(|_| too_large())?;
    }
    Ok(divisor)
}

/// Greatest common divisor in which zero leaves the other as it is.
fn gcd_or(a: u128, b: u128) -> u128 {
    if a == 0 || b == 0 { a + b } else { gcd(a, b) }
}

/// The equal base that the rule gives before λ counts.
pub(super) fn base(rule: &Rule, line: &Line<'_>) -> i64 {
    if let Rule::BaseProportional { base } = rule {
        base.get().min(line.hi)
    } else {
        0
    }
}

/// The most that a line can get at any λ, on the step: without a weight no more than its lower
/// bound or base.
pub(crate) struct Reach<'a> {
    by: Weighing<'a>,
    /// True if no weight is asked for.
    listed: bool,
    step: i64,
}

impl<'a> Reach<'a> {
    pub(crate) fn new(scenario: &'a Scenario) -> Self {
        Self {
            by: Weighing::new(scenario),
            listed: matches!(scenario.rule, Rule::Ranked(_) | Rule::Talmud),
            step: scenario.award_step(),
        }
    }

    pub(crate) fn of(&self, line: &Line<'_>) -> i64 {
        let hi = if self.listed || self.by.weight(line) > 0 {
            line.hi
        } else {
            line.lo.max(base(self.by.rule, line))
        };
        if line.lo == line.hi || self.step == 1 {
            hi
        } else {
            (hi - hi % self.step).max(line.lo)
        }
    }
}

/// A rule's weights, all counted in the same fraction of one: claims and weights may have units of
/// their own.
pub(super) struct Weighing<'a> {
    rule: &'a Rule,
    /// Weight units in a weight of one.
    pub scale: i128,
    /// Factor that makes claims (in units) count in the same.
    claims: i128,
    /// Factor of declared weights.
    declared: i128,
}

impl<'a> Weighing<'a> {
    pub(super) fn new(scenario: &'a Scenario) -> Self {
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

    #[inline]
    pub(super) fn weight(&self, line: &Line<'_>) -> i128 {
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
