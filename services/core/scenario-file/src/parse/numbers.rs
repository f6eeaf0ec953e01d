//! Numbers of a file become whole units: the unit is made as fine as the numbers need, and
//! everything read so far with it.

use super::fault::{Problem, shown};
use allocation::fraction::{Fraction, NotANumber, gcd};
use allocation::scenario::{Applicant, Damping, MAX_TOTAL, Rule, Scenario};

/// The measure of a number; each has a unit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Amount,
    Weight,
    Score,
}

/// The amounts of an applicant beside its claim.
type Optional = fn(&mut Applicant) -> &mut Option<i64>;

const AMOUNTS: [Optional; 7] = [
    |a| &mut a.min,
    |a| &mut a.max,
    |a| &mut a.last_year,
    |a| &mut a.committed,
    |a| &mut a.notified,
    |a| &mut a.headroom,
    |a| &mut a.useful_minimum,
];

/// Reads a number as units of its measure, making the unit finer where it has to be.
pub(super) fn units(scenario: &mut Scenario, measure: Measure, text: &str) -> Result<i64, Problem> {
    let number = fraction(text)?;
    let too_large = || Problem::TooLarge { found: shown(text) };
    let scale = i128::from(*scale(scenario, measure));
    let factor = number.denominator()
        / gcd(scale.unsigned_abs(), number.denominator().unsigned_abs()).cast_signed();
    let finer = scale
        .checked_mul(factor)
        .filter(|finer| *finer <= MAX_TOTAL.into())
        .ok_or_else(too_large)?;
    let units = number
        .numerator()
        .checked_mul(finer / number.denominator())
        .ok_or_else(too_large)?;
    let units = i64::try_from(units)
        .ok()
        .filter(|units| *units <= MAX_TOTAL)
        .ok_or_else(too_large)?;
    let factor = i64::try_from(factor).map_err(|_| too_large())?;
    if factor > 1 && !refine(scenario, measure, factor) {
        return Err(too_large());
    }
    Ok(units)
}

/// Reads a number that must not be negative.
pub(super) fn fraction(text: &str) -> Result<Fraction, Problem> {
    let number: Fraction = text.parse().map_err(|problem| match problem {
        NotANumber::Malformed => Problem::NotANumber { found: shown(text) },
        NotANumber::ZeroDenominator => Problem::ZeroDenominator,
        NotANumber::TooLarge => Problem::TooLarge { found: shown(text) },
    })?;
    if number < Fraction::ZERO {
        Err(Problem::Negative { found: shown(text) })
    } else {
        Ok(number)
    }
}

/// Reads a whole number.
pub(super) fn whole(text: &str) -> Result<i64, Problem> {
    let number = fraction(text)?;
    if number.denominator() != 1 {
        return Err(Problem::NotWhole { found: shown(text) });
    }
    let whole = i64::try_from(number.numerator())
        .ok()
        .filter(|whole| *whole <= MAX_TOTAL);
    whole.ok_or_else(|| Problem::TooLarge { found: shown(text) })
}

/// Reads a percentage (`12.5`) as basis points.
pub(super) fn basis_points(text: &str) -> Result<u32, Problem> {
    let too_large = || Problem::TooLarge { found: shown(text) };
    let percent = fraction(text)?;
    let points = percent.numerator().checked_mul(100).ok_or_else(too_large)?;
    if points % percent.denominator() != 0 {
        return Err(too_large());
    }
    u32::try_from(points / percent.denominator()).map_err(|_| too_large())
}

fn scale(scenario: &mut Scenario, measure: Measure) -> &mut i64 {
    match measure {
        Measure::Amount => &mut scenario.scale.amount,
        Measure::Weight => &mut scenario.scale.weight,
        Measure::Score => &mut scenario.scale.score,
    }
}

/// Makes a unit `factor` times finer; false where something read earlier no longer fits.
fn refine(scenario: &mut Scenario, measure: Measure, factor: i64) -> bool {
    let mut fits = true;
    let mut finer = |value: &mut i64| match value
        .checked_mul(factor)
        .filter(|finer| *finer <= MAX_TOTAL)
    {
        Some(finer) => *value = finer,
        None => fits = false,
    };
    finer(scale(scenario, measure));
    match measure {
        Measure::Weight => scenario
            .applicants
            .iter_mut()
            .filter_map(|a| a.weight.as_mut())
            .for_each(finer),
        Measure::Score => {
            let scores = scenario
                .applicants
                .iter_mut()
                .filter_map(|a| a.score.as_mut());
            scores.chain(scenario.threshold.as_mut()).for_each(finer);
        }
        Measure::Amount => {
            settings(scenario, &mut finer);
            for applicant in &mut scenario.applicants {
                finer(&mut applicant.claim);
                for amount in AMOUNTS {
                    amount(applicant).iter_mut().for_each(&mut finer);
                }
            }
        }
    }
    fits
}

/// The amounts that do not belong to an applicant.
fn settings(scenario: &mut Scenario, finer: &mut impl FnMut(&mut i64)) {
    finer(&mut scenario.budget);
    finer(&mut scenario.step);
    let optional = [
        &mut scenario.useful_minimum,
        &mut scenario.authority,
        &mut scenario.concern_cap,
    ];
    optional.into_iter().flatten().for_each(&mut *finer);
    scenario.yearly_ceilings.iter_mut().for_each(&mut *finer);
    for quota in &mut scenario.groups {
        [&mut quota.min, &mut quota.max]
            .into_iter()
            .flatten()
            .for_each(&mut *finer);
    }
    scenario
        .reserved
        .iter_mut()
        .for_each(|frame| finer(&mut frame.amount));
    if let Rule::BaseProportional { base } = &mut scenario.rule {
        finer(base);
    }
    if let Some(Damping::GrowthGuarantee { below, .. }) = &mut scenario.damping {
        finer(below);
    }
}
