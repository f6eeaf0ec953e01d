//! The two check-digit rules of Norwegian numbers, as functions of digits. Weights run from the
//! right.

/// The outcome of a mod 11 calculation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mod11 {
    /// The digit, 0–9.
    Digit(u8),
    /// The remainder asks for "10": an organisation or account number with these first digits
    /// cannot exist; a KID writes `-`.
    Ten,
}

/// The digits of an all-digit text, or `None` when it holds anything else.
#[must_use]
pub fn digits(text: &str) -> Option<Vec<u8>> {
    text.bytes()
        .map(|byte| byte.is_ascii_digit().then(|| byte - b'0'))
        .collect()
}

/// Mod 11 with the weights 2 3 4 5 6 7 2 3 … from the right, over the digits before the check
/// digit.
///
/// For eight digits these are 3 2 7 6 5 4 3 2 (organisation number), for ten 5 4 3 2 7 6 5 4 3 2
/// (account number).
#[must_use]
pub fn mod11(digits: &[u8]) -> Mod11 {
    let sum: u32 = digits
        .iter()
        .rev()
        .zip((2..=7).cycle())
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum();
    match 11 - sum % 11 {
        11 => Mod11::Digit(0),
        10 => Mod11::Ten,
        digit => Mod11::Digit(single(digit)),
    }
}

/// Mod 10 (Luhn) over the digits before the check digit: weights 2 1 2 1 … from the right, the
/// digits of each product added.
#[must_use]
pub fn mod10(digits: &[u8]) -> u8 {
    let sum: u32 = digits
        .iter()
        .rev()
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, weight)| {
            let product = u32::from(*digit) * weight;
            product / 10 + product % 10
        })
        .sum();
    single((10 - sum % 10) % 10)
}

/// Returns true if the last digit is the mod 11 check digit of those before it.
#[must_use]
pub fn ends_with_mod11(digits: &[u8]) -> bool {
    digits
        .split_last()
        .is_some_and(|(last, rest)| mod11(rest) == Mod11::Digit(*last))
}

/// Returns true if the last digit is the mod 10 check digit of those before it.
#[must_use]
pub fn ends_with_mod10(digits: &[u8]) -> bool {
    digits
        .split_last()
        .is_some_and(|(last, rest)| mod10(rest) == *last)
}

/// A remainder below ten as the digit it is.
fn single(digit: u32) -> u8 {
    u8::try_from(digit).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Vec<u8> {
        digits(text).unwrap()
    }

    /// Vectors computed by hand.
    #[test]
    fn organisation_number_vectors() {
        assert!(ends_with_mod11(&of("123456785")));
        assert!(ends_with_mod11(&of("701730496")));
        assert_eq!(mod11(&of("98000006")), Mod11::Digit(0));
        assert_eq!(mod11(&of("98000001")), Mod11::Ten);
        assert!(!ends_with_mod11(&of("123456789")));
    }

    #[test]
    fn account_number_vectors() {
        assert!(ends_with_mod11(&of("12345678903")));
        assert!(ends_with_mod11(&of("86011117947")));
        assert!(!ends_with_mod11(&of("12345678901")));
    }

    #[test]
    fn kid_vectors() {
        assert_eq!(mod10(&of("1234567")), 4);
        assert_eq!(mod11(&of("1234567")), Mod11::Digit(4));
        assert_eq!(mod10(&of("234567")), 6);
        assert_eq!(mod11(&of("12345")), Mod11::Digit(5));
        assert_eq!(mod11(&of("6")), Mod11::Ten);
    }

    #[test]
    fn digits_are_ascii_digits_only() {
        assert_eq!(digits("12a"), None);
        assert_eq!(digits("1 2"), None);
        assert_eq!(digits("١٢"), None);
        assert!(!ends_with_mod11(&[]) && !ends_with_mod10(&[]));
    }

    /// The property under test: every single wrong digit, and every swap of two neighbours, is
    /// caught.
    fn catches_slips(number: &[u8], valid: impl Fn(&[u8]) -> bool) -> bool {
        let wrong_digits = (0..number.len()).flat_map(|at| (0..10).map(move |digit| (at, digit)));
        let single = wrong_digits
            .filter(|(at, digit)| number[*at] != *digit)
            .all(|(at, digit)| {
                let mut wrong = number.to_vec();
                wrong[at] = digit;
                !valid(&wrong)
            });
        let swaps = (1..number.len())
            .filter(|at| number[at - 1] != number[*at])
            .all(|at| {
                let mut wrong = number.to_vec();
                wrong.swap(at - 1, at);
                !valid(&wrong)
            });
        single && swaps
    }

    proptest! {
        #[test]
        fn mod11_catches_every_single_slip(mut number in proptest::collection::vec(0_u8..10,
            1..11)) {
            if let Mod11::Digit(check) = mod11(&number) {
                number.push(check);
                prop_assert!(ends_with_mod11(&number));
                prop_assert!(catches_slips(&number, ends_with_mod11));
            }
        }

        #[test]
        fn mod10_catches_every_wrong_digit(mut number in proptest::collection::vec(0_u8..10,
            1..24), at in 0_usize..24, by in 1_u8..10) {
            number.push(mod10(&number));
            prop_assert!(ends_with_mod10(&number));
            let at = at % number.len();
            number[at] = (number[at] + by) % 10;
            prop_assert!(!ends_with_mod10(&number));
        }
    }

    /// Negative control: a rule that forgets the weights lets swaps through, and the property says
    /// so.
    #[test]
    fn the_property_catches_a_rule_without_weights() {
        let plain_sum =
            |number: &[u8]| number.iter().map(|digit| u32::from(*digit)).sum::<u32>() % 11 == 0;
        assert!(plain_sum(&[5, 6]) && !catches_slips(&[5, 6], plain_sum));
        // Mod 10 is known to miss the swap of 0 and 9; mod 11 is not.
        let luhn = of("0919");
        let with_check: Vec<u8> = luhn.iter().copied().chain([mod10(&luhn)]).collect();
        assert!(!catches_slips(&with_check, ends_with_mod10));
    }
}
