//! Numbers of a file become whole units: the unit is made as fine as the numbers need, and
//! everything read so far with it.

use super::fault::{Problem, shown};
use allocation::fraction::{Fraction, NotANumber, gcd};
use allocation::scenario::{Applicant, Damping, MAX_TOTAL, Rule, Scenario};
use allocation::{Amount, Score, Weight};

/// The measure of a number; each has a unit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Amount,
    Weight,
    Score,
}

/// A number of units of one measure.
pub(super) trait Measured: Copy + From<i64> + Into<i64> {
    const MEASURE: Measure;
}

impl Measured for Amount {
    const MEASURE: Measure = Measure::Amount;
}

impl Measured for Weight {
    const MEASURE: Measure = Measure::Weight;
}

impl Measured for Score {
    const MEASURE: Measure = Measure::Score;
}

/// The amounts of an applicant beside its claim.
type Optional = fn(&mut Applicant) -> &mut Option<Amount>;

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
pub(super) fn units<T: Measured>(scenario: &mut Scenario, text: &str) -> Result<T, Problem> {
    let measure = T::MEASURE;
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
    Ok(units.into())
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

/// Makes numbers of a unit `factor` times larger.
struct Finer {
    factor: i64,
    /// No number was too large.
    fits: bool,
}

impl Finer {
    fn apply<T: Copy + From<i64> + Into<i64>>(&mut self, value: &mut T) {
        let units: i64 = (*value).into();
        let finer = units.checked_mul(self.factor);
        match finer.filter(|finer| *finer <= MAX_TOTAL) {
            Some(finer) => *value = finer.into(),
            None => self.fits = false,
        }
    }
}

/// Makes a unit `factor` times finer; false where something read earlier no longer fits.
fn refine(scenario: &mut Scenario, measure: Measure, factor: i64) -> bool {
    let mut finer = Finer { factor, fits: true };
    finer.apply(scale(scenario, measure));
    let applicants = scenario.applicants.iter_mut();
    match measure {
        Measure::Weight => applicants
            .filter_map(|a| a.weight.as_mut())
            .for_each(|weight| finer.apply(weight)),
        Measure::Score => applicants
            .filter_map(|a| a.score.as_mut())
            .chain(scenario.threshold.as_mut())
            .for_each(|score| finer.apply(score)),
        Measure::Amount => {
            for applicant in applicants {
                finer.apply(&mut applicant.claim);
                for amount in AMOUNTS {
                    amount(applicant).iter_mut().for_each(|a| finer.apply(a));
                }
            }
            settings(scenario, &mut finer);
        }
    }
    finer.fits
}

/// The amounts that do not belong to an applicant.
fn settings(scenario: &mut Scenario, finer: &mut Finer) {
    finer.apply(&mut scenario.budget);
    finer.apply(&mut scenario.step);
    let optional = [
        &mut scenario.useful_minimum,
        &mut scenario.authority,
        &mut scenario.concern_cap,
    ];
    let quotas = scenario.groups.iter_mut();
    let bounds = quotas.flat_map(|quota| [&mut quota.min, &mut quota.max]);
    let optional = optional.into_iter().chain(bounds).flatten();
    let ceilings = scenario.yearly_ceilings.iter_mut();
    let reserved = scenario.reserved.iter_mut().map(|frame| &mut frame.amount);
    for amount in optional.chain(ceilings).chain(reserved) {
        finer.apply(amount);
    }
    if let Rule::BaseProportional { base } = &mut scenario.rule {
        finer.apply(base);
    }
    if let Some(Damping::GrowthGuarantee { below, .. }) = &mut scenario.damping {
        finer.apply(below);
    }
}
