//! The sums of a year's purchases, held against the plan.

use domain::money::{Money, Rounding};
use domain::rules::{RuleError, RuleValues};

use super::purchase::{MONTHS_OF_A_YEAR, PlaceType};

/// A full house, in basis points.
const FULL: i64 = 10_000;

/// The sums of a year's purchases of one kind of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The kind.
    pub place_type: PlaceType,
    /// Places × months.
    pub place_months: i64,
    /// The cost.
    pub cost: Money,
    /// Place-months used, of the purchases whose use is recorded.
    pub used_place_months: i64,
    /// Place-months of the purchases whose use is recorded.
    pub reported_place_months: i64,
}

/// A year's purchases, summed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The calendar year.
    pub year: i32,
    /// One line for each kind that was bought.
    pub lines: Vec<Line>,
    /// Place-months, all kinds.
    pub place_months: i64,
    /// The cost of all kinds.
    pub cost: Money,
    /// Place-months ÷ 12, rounded down.
    pub place_years: i64,
    /// Place-years before the plan.
    pub baseline_place_years: i64,
    /// The places that the plan promises to add.
    pub target_place_years: i64,
    /// Of the place-months whose use is recorded, in basis points, rounded down; none when none is.
    pub occupancy_basis_points: Option<i64>,
    /// The plan's cost of one place in a year: its amount ÷ its places.
    pub plan_price: Money,
    /// The cost of one place-year, to the nearest øre; none when nothing was bought.
    pub average_price: Option<Money>,
}

impl Summary {
    /// Place-years above the baseline; negative when below.
    #[must_use]
    pub const fn added_place_years(&self) -> i64 {
        self.place_years - self.baseline_place_years
    }

    /// Returns whether the plan's promise is kept.
    #[must_use]
    pub const fn target_reached(&self) -> bool {
        self.added_place_years() >= self.target_place_years
    }
}

/// Sums a year.
///
/// # Errors
/// [`RuleError`] when the plan's figures are not in force.
pub fn summarise(year: i32, lines: Vec<Line>, rules: &RuleValues) -> Result<Summary, RuleError> {
    let sum = |part: fn(&Line) -> i64| lines.iter().map(part).fold(0, i64::saturating_add);
    let place_months = sum(|line| line.place_months);
    let cost = Money::from_ore(sum(|line| line.cost.ore()));
    let used = sum(|line| line.used_place_months);
    let reported = sum(|line| line.reported_place_months);
    let target = rules.integer("capacity.target_place_years")?;
    let plan = rules.money("capacity.plan_amount")?;
    let share = |amount: Money, part: i64, whole: i64, rounding| {
        amount
            .times_share(Money::from_ore(part), Money::from_ore(whole), rounding)
            .ok()
    };
    Ok(Summary {
        year,
        place_months,
        cost,
        place_years: place_months / MONTHS_OF_A_YEAR,
        baseline_place_years: rules.integer("capacity.baseline_place_years")?.value,
        target_place_years: target.value,
        occupancy_basis_points: used.saturating_mul(FULL).checked_div(reported),
        plan_price: share(plan.value, 1, target.value, Rounding::HalfUp).unwrap_or(Money::ZERO),
        average_price: share(cost, MONTHS_OF_A_YEAR, place_months, Rounding::HalfUp),
        lines,
    })
}
