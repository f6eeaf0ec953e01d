//! Amounts.

use domain::money::Money;
use domain::violations::Violations;

use crate::v1;

impl From<Money> for v1::Money {
    fn from(amount: Money) -> Self {
        v1::Money { ore: amount.ore() }
    }
}

/// An amount that must be there and more than nothing. A fault in it stands on `….ore`.
///
/// For the schemes' forms as well: every amount of the contract is read by one of these three.
pub fn positive(faults: &mut Violations, field: &str, amount: Option<v1::Money>) -> Option<Money> {
    let amount = faults.required(field, amount)?;
    faults.positive_money(&format!("{field}.ore"), amount.ore)
}

/// An amount that must be there and may be nothing.
pub fn required(faults: &mut Violations, field: &str, amount: Option<v1::Money>) -> Option<Money> {
    let amount = faults.required(field, amount)?;
    faults.money(&format!("{field}.ore"), amount.ore)
}

/// An amount that may be left out. The outer `None` is a fault.
pub fn optional(
    faults: &mut Violations,
    field: &str,
    amount: Option<v1::Money>,
) -> Option<Option<Money>> {
    match amount {
        Some(amount) => faults.money(&format!("{field}.ore"), amount.ore).map(Some),
        None => Some(None),
    }
}
