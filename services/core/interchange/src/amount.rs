//! Amounts as decimal text: kroner with a point and two decimals, made of digits and never of a
//! float.

use domain::money::Money;

/// Writes an amount as kroner with two decimals: `-1234.05`.
#[must_use]
pub fn decimal(amount: Money) -> String {
    let mut text = String::with_capacity(20);
    push_decimal(&mut text, amount, '.');
    text
}

/// Appends an amount as kroner with two decimals after the given sign.
pub(crate) fn push_decimal(text: &mut String, amount: Money, point: char) {
    use std::fmt::Write;
    let ore = amount.ore().unsigned_abs();
    let sign = if amount.is_negative() { "-" } else { "" };
    // Writing to a String does not fail.
    let _ = write!(text, "{sign}{}{point}{:02}", ore / 100, ore % 100);
}

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Not digits with at most one decimal point.
    #[error("an amount is written with digits and a decimal point, as in 1234.50")]
    Form,
    /// More than two decimals, even if they are zeros.
    #[error("an amount in kroner has at most two decimals")]
    Decimals,
    /// Above [`Money::MAX`].
    #[error("the amount is above 1000000000000 kroner")]
    TooLarge,
}

/// Reads an amount of kroner with at most two decimals and no sign.
///
/// # Errors
/// [`AmountError`] naming the fault.
pub fn parse(text: &str) -> Result<Money, AmountError> {
    let (kroner, ore) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(kroner) || !digits(ore) {
        return Err(AmountError::Form);
    }
    if ore.len() > 2 {
        return Err(AmountError::Decimals);
    }
    // Eighteen digits fit 64 bits; leading zeros are the file's own affair.
    let kroner = kroner.trim_start_matches('0');
    if kroner.len() > 13 {
        return Err(AmountError::TooLarge);
    }
    let number = |digits: &str| {
        digits
            .bytes()
            .fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))
    };
    let tens = if ore.len() == 1 { 10 } else { 1 };
    let amount = Money::from_ore(number(kroner) * 100 + number(ore) * tens);
    if amount > Money::MAX {
        return Err(AmountError::TooLarge);
    }
    Ok(amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ore_are_kept() {
        for (ore, text) in [
            (1, "0.01"),
            (-1, "-0.01"),
            (0, "0.00"),
            (123_450, "1234.50"),
            (1_000_000_000_000, "10000000000.00"),
            (i64::MIN, "-92233720368547758.08"),
        ] {
            assert_eq!(decimal(Money::from_ore(ore)), text);
        }
    }

    #[test]
    fn wrong_amounts_are_named() {
        for (text, error) in [
            ("", AmountError::Form),
            (".5", AmountError::Form),
            ("5.", AmountError::Form),
            ("-5", AmountError::Form),
            ("5,00", AmountError::Form),
            ("1e3", AmountError::Form),
            ("5.000", AmountError::Decimals),
            ("1000000000000.01", AmountError::TooLarge),
            ("99999999999999999999", AmountError::TooLarge),
        ] {
            assert_eq!(parse(text), Err(error), "{text:?}");
        }
        assert_eq!(parse("7.5"), Ok(Money::from_ore(750)));
        assert_eq!(parse("0007"), Ok(Money::kroner(7)));
    }

    proptest! {
        #[test]
        fn text_reads_back(ore in 0..=Money::MAX.ore()) {
            prop_assert_eq!(parse(&decimal(Money::from_ore(ore))), Ok(Money::from_ore(ore)));
            // Negative control: the neighbour is another text.
            prop_assert_ne!(parse(&decimal(Money::from_ore(ore + 1))), Ok(Money::from_ore(ore)));
        }
    }
}
