//! Weights and bases of the awards kernel, from the rule.

use crate::conflict::Conflict;
use crate::fraction::gcd;
use crate::prepare::{Line, Prepared};
use crate::scenario::{Applicant, MAX_TOTAL, Rule, WeightBy};

/// The weights of the members, scaled down by their common divisor where they would not fit otherwise.
///
/// # Errors
/// The weights together are more than can be kept exact.
pub(super) fn weights(prepared: &Prepared<'_>, members: &[u32]) -> Result<Vec<i64>, Conflict> {
    let rule = &prepared.scenario.rule;
    let raw: Vec<i128> = members
        .iter()
        .map(|member| weight(rule, &prepared.lines[*member as usize]))
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
                gcd(divisor, weight.unsigned_abs())
            })
            .cast_signed(),
    };
    let too_large = || Conflict::TotalTooLarge {
        field: "weight".into(),
    };
    if total.is_none_or(|total| total / divisor > limit) {
        return Err(too_large());
    }
    raw.into_iter()
        .map(|weight| i64::try_from(weight / divisor).map_err(|_| too_large()))
        .collect()
}

/// The equal base that the rule gives before λ counts.
pub(super) fn base(rule: &Rule, line: &Line<'_>) -> i64 {
    if let Rule::BaseProportional { base } = rule {
        (*base).min(line.hi)
    } else {
        0
    }
}

fn weight(rule: &Rule, line: &Line<'_>) -> i128 {
    let applicant = line.applicant;
    let claim = i128::from(applicant.claim);
    match rule {
        Rule::Proportional => claim,
        Rule::BaseProportional { base } => (claim - i128::from(*base)).max(0),
        Rule::WeightedProportional(by) => chosen(*by, applicant).unwrap_or(claim),
        Rule::WeightedEqualAwards(by) => chosen(*by, applicant).unwrap_or(1),
        Rule::ConstrainedEqualAwards
        | Rule::ConstrainedEqualLosses
        | Rule::Talmud
        | Rule::Ranked(_) => 1,
    }
}

/// The declared weight; `None` where the applicant has none.
fn chosen(by: WeightBy, applicant: &Applicant) -> Option<i128> {
    let claim = i128::from(applicant.claim);
    match by {
        WeightBy::Weight => applicant.weight.map(i128::from),
        WeightBy::Score => applicant.score.map(i128::from),
        WeightBy::WeightTimesClaim => applicant.weight.map(|weight| i128::from(weight) * claim),
        WeightBy::ScoreTimesClaim => applicant.score.map(|score| i128::from(score) * claim),
    }
}
