//! The money of an appeal that is upheld: from where the call says, and never from another
//! recipient.

use crate::findings::Finding;
use crate::money::Money;

crate::coded! {
    /// A source of the money of upheld appeals.
    pub AppealMoney {
        /// Left in the sub-frame that the application competed in.
        Left = "left",
        /// Set aside in the call.
        Reserve = "reserve",
        /// The frame of next year's call, which what the others do not give waits for.
        NextYear = "next_year",
    }
}

/// The sub-frame of a call that is set aside for upheld appeals. No application competes in it, so
/// no allocation divides it.
pub const APPEAL_RESERVE: &str = "appeal_reserve";

/// The sub-frame of a call that holds what next year's call gave to its upheld appeals. It is of
/// the budget of that year, and no application competes in it.
pub const NEXT_YEAR_FRAME: &str = "next_year";

/// The money that there is for an appeal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Available {
    /// Left in the sub-frame.
    pub left: Money,
    /// Left of what was set aside.
    pub reserve: Money,
}

/// The parts of an amount, by their source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cover {
    /// From the sub-frame.
    pub left: Money,
    /// From what was set aside.
    pub reserve: Money,
    /// From next year's frame, which it waits for.
    pub next_year: Money,
}

/// Takes an amount from the sources of a call in their order, each as far as it reaches; next
/// year's frame is there for the rest.
///
/// # Errors
/// A finding that says how much is missing and where, when they do not reach.
pub fn cover(
    amount: Money,
    order: &[AppealMoney],
    (sub_frame, available): (&str, Available),
) -> Result<Cover, Box<Finding>> {
    let mut cover = Cover::default();
    let mut missing = amount.ore();
    for source in order {
        let (part, there) = match source {
            AppealMoney::Left => (&mut cover.left, available.left),
            AppealMoney::Reserve => (&mut cover.reserve, available.reserve),
            AppealMoney::NextYear => (&mut cover.next_year, Money::from_ore(missing)),
        };
        let taken = missing.min(there.ore());
        *part = Money::from_ore(taken);
        missing -= taken;
    }
    if missing == 0 {
        return Ok(cover);
    }
    let of = |source, there: Money| match order.contains(&source) {
        true => there,
        false => Money::ZERO,
    };
    Err(Box::new(
        Finding::blocking("APPEAL_MONEY_MISSING", "configurable")
            .on("amount")
            .with("missing", Money::from_ore(missing))
            .with("sub_frame", sub_frame)
            .with("left", of(AppealMoney::Left, available.left))
            .with("reserve", of(AppealMoney::Reserve, available.reserve)),
    ))
}

/// Returns what is wrong with an amount that an appeal shall give, held against what was applied
/// for and what is granted.
#[must_use]
pub fn amount_faults(amount: Money, requested: Money, granted: Money) -> Vec<Finding> {
    let fault = |code| {
        let finding = Finding::blocking(code, "configurable").on("amount");
        finding.with("amount", amount)
    };
    let mut faults = Vec::new();
    if amount > requested {
        faults.push(fault("APPEAL_ABOVE_REQUESTED").with("requested", requested));
    }
    if amount <= granted {
        faults.push(fault("APPEAL_NOT_MORE").with("granted", granted));
    }
    faults
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn there(left: i64, reserve: i64) -> (&'static str, Available) {
        let available = Available {
            left: Money::from_ore(left),
            reserve: Money::from_ore(reserve),
        };
        ("national", available)
    }

    fn orders() -> [Vec<AppealMoney>; 4] {
        let (left, reserve) = (AppealMoney::Left, AppealMoney::Reserve);
        [
            vec![left],
            vec![reserve],
            vec![left, reserve],
            vec![reserve, left],
        ]
    }

    #[test]
    fn the_order_of_the_call_decides_the_source() {
        let parts = |order: &[AppealMoney], amount| {
            let cover = cover(Money::from_ore(amount), order, there(70, 50)).ok()?;
            Some((cover.left.ore(), cover.reserve.ore()))
        };
        let [left, reserve, left_first, reserve_first] = orders();
        assert_eq!(parts(&left, 60), Some((60, 0)));
        assert_eq!(parts(&left, 80), None);
        assert_eq!(parts(&reserve, 60), None);
        assert_eq!(parts(&left_first, 80), Some((70, 10)));
        assert_eq!(parts(&reserve_first, 80), Some((30, 50)));
        assert_eq!(parts(&reserve_first, 121), None);
    }

    #[test]
    fn a_refusal_says_how_much_is_missing_and_where() {
        let (amount, order) = (Money::from_ore(100), [AppealMoney::Left]);
        let missing = cover(amount, &order, there(70, 50)).unwrap_err();
        let values: Vec<_> = missing
            .args
            .iter()
            .map(|(_, value)| value.clone())
            .collect();
        let money = |ore| Money::from_ore(ore).into();
        assert_eq!(values, [money(30), "national".into(), money(70), money(0)]);
    }

    #[test]
    fn an_amount_lies_above_what_is_granted_and_not_above_what_was_applied_for() {
        let codes = |amount, requested, granted| {
            let money = Money::from_ore;
            let faults = amount_faults(money(amount), money(requested), money(granted));
            let codes = faults.into_iter().map(|one| one.code);
            codes.collect::<Vec<_>>()
        };
        assert_eq!(codes(100, 100, 0), [""; 0]);
        assert_eq!(codes(101, 100, 0), ["APPEAL_ABOVE_REQUESTED"]);
        assert_eq!(codes(50, 100, 50), ["APPEAL_NOT_MORE"]);
    }

    proptest! {
        /// No source gives more than it has, and together they give the amount exactly.
        #[test]
        fn no_source_gives_more_than_it_has(
            amount in 0..1_000_i64, left in 0..1_000_i64, reserve in 0..1_000_i64, at in 0..4_usize,
        ) {
            let order = &orders()[at];
            let given = cover(Money::from_ore(amount), order, there(left, reserve));
            let has = |source| order.contains(&source);
            let most = i64::from(has(AppealMoney::Left)) * left
                + i64::from(has(AppealMoney::Reserve)) * reserve;
            prop_assert_eq!(given.is_ok(), amount <= most);
            if let Ok(cover) = given {
                prop_assert!(cover.left.ore() <= left && cover.reserve.ore() <= reserve);
                prop_assert_eq!(cover.left.ore() + cover.reserve.ore(), amount);
            }
        }
    }
}
