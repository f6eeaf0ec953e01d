//! Amounts of Norwegian money: whole øre in 64 bits, checked at every step, rounded only by a rule
//! with a name.

#[cfg(test)]
mod tests;

use allocation::Amount;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An amount in øre (1/100 krone). May be negative: a difference, a reduction, a repayment.
///
/// There are no operators: `a + b` could not say what happens when the sum does not fit. As JSON it
/// is an integer of øre; a number with a decimal point is refused.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(i64);

/// The treatment of the part of an øre (or of a krone) that is left over. Every rule that rounds
/// names one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the nearest; exactly half goes to the even neighbour, so that many roundings do not
    /// drift.
    HalfEven,
    /// To the nearest; exactly half goes away from zero. The everyday rule (*vanlig avrunding*).
    HalfUp,
    /// Towards zero: never more than the exact amount.
    Down,
    /// Away from zero: never less than the exact amount.
    Up,
}

/// Why an amount could not be calculated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The result does not fit in 64 bits of øre.
    #[error(
        "the amount is too large to calculate with; check the amounts and the rate that went in"
    )]
    Overflow,
    /// A share of nothing was asked for.
    #[error("an amount cannot be divided by zero; check the basis of the share")]
    DivisionByZero,
}

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// The largest amount accepted from outside: 10¹² kroner (10¹⁴ øre).
    ///
    /// It is four hundred times the whole escalation plan (2.4 · 10⁹), so a larger one is a slip of
    /// the keyboard. It is below 2⁵³ øre, so a client that reads JSON numbers as doubles loses
    /// nothing; 92 000 such amounts can be summed in 64 bits; and multiplied by a rate of 24 digits
    /// it still fits in 128 bits, so that every share is exact.
    pub const MAX: Money = Money(100_000_000_000_000);

    /// An amount given in øre.
    #[must_use]
    pub const fn from_ore(ore: i64) -> Money {
        Money(ore)
    }

    /// An amount given in whole kroner, for figures written in code.
    ///
    /// # Panics
    /// Above 9.2 · 10¹⁶ kroner. Use [`Money::try_kroner`] for figures that come from outside.
    #[must_use]
    pub const fn kroner(kroner: i64) -> Money {
        match kroner.checked_mul(100) {
            Some(ore) => Money(ore),
            None => panic!("more kroner than 64 bits of øre can hold"),
        }
    }

    /// An amount given in whole kroner.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn try_kroner(kroner: i64) -> Result<Money, MoneyError> {
        kroner
            .checked_mul(100)
            .map(Money)
            .ok_or(MoneyError::Overflow)
    }

    /// An amount given as decimal kroner, the outcome of a formula.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn from_kroner_decimal(kroner: Decimal, rounding: Rounding) -> Result<Money, MoneyError> {
        Money(100).times(kroner, rounding)
    }

    /// The amount in øre.
    #[must_use]
    pub const fn ore(self) -> i64 {
        self.0
    }

    /// The amount in kroner, exact, for use in a formula.
    #[must_use]
    pub fn in_kroner(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// More than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Less than nothing.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Exactly nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn checked_add(self, other: Money) -> Result<Money, MoneyError> {
        self.0
            .checked_add(other.0)
            .map(Money)
            .ok_or(MoneyError::Overflow)
    }

    /// The difference; negative when `other` is the larger.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn checked_sub(self, other: Money) -> Result<Money, MoneyError> {
        self.0
            .checked_sub(other.0)
            .map(Money)
            .ok_or(MoneyError::Overflow)
    }

    /// A sum that stops at the ends of the number range. For lines of a form, which the contract
    /// bounds far below.
    #[must_use]
    pub fn saturating_sum(amounts: impl IntoIterator<Item = Money>) -> Money {
        let ore = amounts.into_iter().map(Money::ore);
        Money(ore.fold(0, i64::saturating_add))
    }

    /// Splits the amount in proportion to weights, to the øre. Each part brings the running sum to
    /// its share, rounded down; the last one brings it to the whole.
    #[must_use]
    pub fn split(self, weights: &[Money]) -> Vec<Money> {
        let whole = Money::saturating_sum(weights.iter().copied());
        let (mut weight_so_far, mut given_so_far) = (Money::ZERO, Money::ZERO);
        let mut part = |weight: &Money| {
            weight_so_far = Money::saturating_sum([weight_so_far, *weight]);
            let to_here = self
                .times_share(weight_so_far, whole, Rounding::Down)
                .unwrap_or(self);
            let part = Money(to_here.0 - given_so_far.0);
            given_so_far = to_here;
            part
        };
        weights.iter().map(&mut part).collect()
    }

    /// The sum of many.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn sum(amounts: impl IntoIterator<Item = Money>) -> Result<Money, MoneyError> {
        amounts
            .into_iter()
            .try_fold(Money::ZERO, Money::checked_add)
    }

    /// A whole number of times: places, months, units.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn times_count(self, count: i64) -> Result<Money, MoneyError> {
        self.0
            .checked_mul(count)
            .map(Money)
            .ok_or(MoneyError::Overflow)
    }

    /// Times a rate (`0.40`, `83.5` m²), rounded once, at the end, to whole øre.
    ///
    /// The product is exact before it is rounded: it is made in 128-bit integers from the rate's
    /// digits, because `Decimal`'s own product rounds silently beyond 28 digits.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn times(self, rate: Decimal, rounding: Rounding) -> Result<Money, MoneyError> {
        let rate = rate.normalize();
        let product = i128::from(self.0)
            .checked_mul(rate.mantissa())
            .ok_or(MoneyError::Overflow)?;
        divide(product, 10_i128.pow(rate.scale()), rounding)
    }

    /// Times a share in basis points (1/10 000): 4 000 is 40 %.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn times_basis_points(
        self,
        basis_points: i64,
        rounding: Rounding,
    ) -> Result<Money, MoneyError> {
        divide(
            i128::from(self.0) * i128::from(basis_points),
            10_000,
            rounding,
        )
    }

    /// Times `part / whole`, rounded once: the proportional reduction when a project became
    /// cheaper.
    ///
    /// # Errors
    /// [`MoneyError::DivisionByZero`] when `whole` is zero, [`MoneyError::Overflow`] when the
    /// result does not fit.
    pub fn times_share(
        self,
        part: Money,
        whole: Money,
        rounding: Rounding,
    ) -> Result<Money, MoneyError> {
        divide(
            i128::from(self.0) * i128::from(part.0),
            i128::from(whole.0),
            rounding,
        )
    }

    /// Rounded to a multiple of `unit`: `Money::kroner(1)` for whole kroner, `Money::kroner(1_000)`
    /// for whole thousands.
    ///
    /// # Errors
    /// [`MoneyError::DivisionByZero`] when `unit` is zero, [`MoneyError::Overflow`] when the result
    /// does not fit.
    pub fn rounded_to(self, unit: Money, rounding: Rounding) -> Result<Money, MoneyError> {
        divide(i128::from(self.0), i128::from(unit.0), rounding)?.times_count(unit.0)
    }
}

/// `numerator / denominator`, rounded to a whole number of øre.
fn divide(numerator: i128, denominator: i128, rounding: Rounding) -> Result<Money, MoneyError> {
    if denominator == 0 {
        return Err(MoneyError::DivisionByZero);
    }
    // Rust divides towards zero, so what is left over has the numerator's sign and moves the result
    // away from zero.
    let quotient = numerator
        .checked_div(denominator)
        .ok_or(MoneyError::Overflow)?;
    let rest = (numerator % denominator).unsigned_abs();
    // rest against half the denominator, without doubling either (that could overflow).
    let beyond_half = rest.cmp(&(denominator.unsigned_abs() - rest));
    let away = match rounding {
        Rounding::Down => false,
        Rounding::Up => rest != 0,
        Rounding::HalfUp => beyond_half.is_ge(),
        Rounding::HalfEven => beyond_half.is_gt() || (beyond_half.is_eq() && quotient % 2 != 0),
    };
    let step = if (numerator < 0) == (denominator < 0) {
        1
    } else {
        -1
    };
    let rounded = if away {
        quotient.checked_add(step).ok_or(MoneyError::Overflow)?
    } else {
        quotient
    };
    i64::try_from(rounded)
        .map(Money)
        .map_err(|_| MoneyError::Overflow)
}

/// The engine counts øre.
impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        Self::new(money.0)
    }
}

impl From<Amount> for Money {
    fn from(amount: Amount) -> Self {
        Self(amount.get())
    }
}
