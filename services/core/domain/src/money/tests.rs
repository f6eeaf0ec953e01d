use proptest::prelude::*;
use rust_decimal::RoundingStrategy;

use super::*;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn each_rounding_on_each_side_of_half() {
    use Rounding::{Down, HalfEven, HalfUp, Up};
    // øre × 0.1, so that 5 is exactly half.
    let cases = [
        (14, [1, 1, 1, 2]),
        (15, [2, 2, 1, 2]),
        (25, [2, 3, 2, 3]),
        (26, [3, 3, 2, 3]),
        (20, [2, 2, 2, 2]),
        (-14, [-1, -1, -1, -2]),
        (-15, [-2, -2, -1, -2]),
        (-25, [-2, -3, -2, -3]),
    ];
    for (ore, expected) in cases {
        for (rounding, want) in [HalfEven, HalfUp, Down, Up].into_iter().zip(expected) {
            let got = Money::from_ore(ore).times(decimal("0.1"), rounding);
            assert_eq!(got, Ok(Money::from_ore(want)), "{ore} {rounding:?}");
        }
    }
}

/// Worked amounts of the rental housing scheme.
#[test]
fn worked_examples_of_the_housing_scheme() {
    let group_4 = Money::kroner(11_700);
    let areas = ["45", "62", "80"].map(|m2| group_4.times(decimal(m2), Rounding::HalfUp).unwrap());
    assert_eq!(Money::sum(areas), Ok(Money::kroner(2_187_900)));
    assert_eq!(
        Money::kroner(2_250_000).times_basis_points(4_000, Rounding::HalfUp),
        Ok(Money::kroner(900_000))
    );
    assert_eq!(
        Money::kroner(600_000).times(decimal("0.20"), Rounding::HalfUp),
        Ok(Money::kroner(120_000))
    );
    let reduced = Money::kroner(900_000).times_share(
        Money::kroner(2_000_000),
        Money::kroner(2_250_000),
        Rounding::HalfUp,
    );
    assert_eq!(reduced, Ok(Money::kroner(800_000)));
    for (years, left) in [
        ("6", 814_832),
        ("7", 781_304),
        ("29", 43_688),
        ("30", 10_160),
    ] {
        let written_off = decimal("0.033") * decimal(years);
        let rest = Money::kroner(1_016_000).times(Decimal::ONE - written_off, Rounding::HalfUp);
        assert_eq!(rest, Ok(Money::kroner(left)), "{years} years");
    }
}

#[test]
fn a_share_is_exact_where_a_decimal_ratio_would_not_be() {
    let third =
        Money::from_ore(3).times_share(Money::from_ore(1), Money::from_ore(3), Rounding::Down);
    assert_eq!(third, Ok(Money::from_ore(1)));
    let by_ratio = Money::from_ore(3).times(Decimal::ONE / Decimal::from(3), Rounding::Down);
    assert_eq!(by_ratio, Ok(Money::ZERO), "the reason times_share exists");
}

#[test]
fn what_does_not_fit_is_an_error() {
    let most = Money::from_ore(i64::MAX);
    assert_eq!(
        most.checked_add(Money::from_ore(1)),
        Err(MoneyError::Overflow)
    );
    assert_eq!(
        Money::from_ore(i64::MIN).checked_sub(Money::from_ore(1)),
        Err(MoneyError::Overflow)
    );
    assert_eq!(Money::sum([most, most]), Err(MoneyError::Overflow));
    assert_eq!(
        most.times(decimal("1.01"), Rounding::Down),
        Err(MoneyError::Overflow)
    );
    assert_eq!(
        most.times(Decimal::MAX, Rounding::Down),
        Err(MoneyError::Overflow)
    );
    assert_eq!(Money::try_kroner(i64::MAX), Err(MoneyError::Overflow));
    assert_eq!(
        most.times_share(most, Money::ZERO, Rounding::Down),
        Err(MoneyError::DivisionByZero)
    );
}

#[test]
fn json_is_whole_ore() {
    assert_eq!(serde_json::to_string(&Money::kroner(12)).unwrap(), "1200");
    assert_eq!(
        serde_json::from_str::<Money>("1200").unwrap(),
        Money::kroner(12)
    );
    assert!(serde_json::from_str::<Money>("12.5").is_err());
    assert!(serde_json::from_str::<Money>("\"1200\"").is_err());
}

#[test]
fn whole_kroner_and_whole_thousands() {
    let amount = Money::from_ore(123_456_750);
    assert_eq!(
        amount.rounded_to(Money::kroner(1), Rounding::HalfUp),
        Ok(Money::kroner(1_234_568))
    );
    assert_eq!(
        amount.rounded_to(Money::kroner(1_000), Rounding::Down),
        Ok(Money::kroner(1_234_000))
    );
    assert_eq!(
        Money::from_kroner_decimal(decimal("3221.565"), Rounding::HalfEven),
        Ok(Money::from_ore(322_156))
    );
}

fn library_strategy(rounding: Rounding) -> RoundingStrategy {
    match rounding {
        Rounding::HalfEven => RoundingStrategy::MidpointNearestEven,
        Rounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
        Rounding::Down => RoundingStrategy::ToZero,
        Rounding::Up => RoundingStrategy::AwayFromZero,
    }
}

fn roundings() -> impl Strategy<Value = Rounding> {
    prop_oneof![
        Just(Rounding::HalfEven),
        Just(Rounding::HalfUp),
        Just(Rounding::Down),
        Just(Rounding::Up)
    ]
}

proptest! {
    /// Within the digits the decimal library keeps exactly, the two ways of rounding are one, and
    /// what is too large is told.
    #[test]
    fn agrees_with_the_decimal_library(
        ore in -1_000_000_000_000_i64..1_000_000_000_000, mantissa in -10_000_000_i64..10_000_000,
        scale in 0_u32..8, rounding in roundings(),
    ) {
        let rate = Decimal::new(mantissa, scale);
        let library = (Decimal::from(ore) * rate).round_dp_with_strategy(0,
            library_strategy(rounding));
        let expected = i64::try_from(library).map(Money::from_ore).map_err(
            |_| MoneyError::Overflow);
        prop_assert_eq!(Money::from_ore(ore).times(rate, rounding), expected);
    }
}

/// Negative control: a rounding that forgets the sign (floor instead of towards zero) is told
/// apart.
#[test]
fn the_comparison_catches_a_wrong_rounding() {
    let exact = Decimal::new(-15, 1);
    let floor = exact.floor();
    assert_ne!(
        floor,
        exact.round_dp_with_strategy(0, library_strategy(Rounding::Down))
    );
    assert_eq!(
        Money::from_ore(-15).times(decimal("0.1"), Rounding::Down),
        Ok(Money::from_ore(-1))
    );
}
