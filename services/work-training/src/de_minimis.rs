//! Small state aid (*bagatellmessig støtte*, de minimis): what an undertaking and its group may get
//! in three fiscal years, all public givers together.
//!
//! The window is the year of this grant and the years before it that the rule value says: an award
//! in 2019 counts with 2017, 2018 and 2019, never with years to come. Awards are counted in euro,
//! each at the rate of its own day; the room that is left is turned into kroner at the rate of this
//! award.

use chrono::Datelike;
use domain::money::{Money, Rounding};
use domain::rules::{RuleError, RuleValues};
use domain::state_aid::{DeclaredAid, SmallAidLimit, StateAid};
use rust_decimal::Decimal;

use crate::form::{DeMinimisAward, Form};

/// The rule value that says whether small aid is paused.
pub(crate) const PAUSED: &str = "state_aid.paused";
/// The rule value with the limit, in whole euro.
pub(crate) const LIMIT: &str = "state_aid.limit_euro";
/// The rule value with how many years before the grant's count.
pub(crate) const WINDOW: &str = "state_aid.years_before";
/// The rule value with the exchange rate at the award, kroner a euro.
pub(crate) const EURO_RATE: &str = "state_aid.euro_rate";

/// The position of an applicant under the rules on state aid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Not economic activity: no state aid.
    NotEconomic,
    /// Economic activity, while small aid is paused.
    Paused,
    /// Economic activity under a limit.
    Within {
        /// The amount that can still be given, in kroner at the rate of this award; nothing when
        /// the limit is reached.
        room: Money,
        /// The aid given in the window, in euro and cents.
        used: Decimal,
        /// The limit, in euro.
        limit: Decimal,
    },
}

/// The position of the applicant with a grant for `grant_year`.
pub(crate) fn standing(
    form: &Form,
    grant_year: i32,
    rules: &RuleValues,
) -> Result<Standing, RuleError> {
    if !form.economic_activity.economic {
        return Ok(Standing::NotEconomic);
    }
    if rules.flag(PAUSED)?.value {
        return Ok(Standing::Paused);
    }
    let used = used_euro_cents(
        &form.de_minimis_awards,
        grant_year,
        rules.count(WINDOW)?.value,
    );
    let limit = rules.integer(LIMIT)?;
    let left = limit.value.saturating_mul(100).saturating_sub(used).max(0);
    // Cents times kroner a euro is øre. Rounded down: a krone too much would break the limit.
    let room = Money::from_ore(left)
        .times(rules.decimal(EURO_RATE)?.value, Rounding::Down)
        .unwrap_or(Money::MAX);
    Ok(Standing::Within {
        room,
        used: Decimal::new(used, 2),
        limit: Decimal::from(limit.value),
    })
}

/// The answers on state aid, under the rules of the call.
pub(crate) fn state_aid(form: &Form, rules: &RuleValues) -> Result<Option<StateAid>, RuleError> {
    let limit = if rules.flag(PAUSED)?.value {
        None
    } else {
        Some(SmallAidLimit {
            euro: rules.integer(LIMIT)?.value,
            years_before: rules.count(WINDOW)?.value,
        })
    };
    let declared = form.de_minimis_awards.iter().map(|award| DeclaredAid {
        recipient: award.organisation.clone(),
        awarded: award.awarded,
        euro_cents: award.euro_cents,
        small: true,
    });
    Ok(Some(StateAid {
        economic: form.economic_activity.economic,
        limit,
        declared: declared.collect(),
    }))
}

/// The aid given in the window: the grant's year and `years_before` years before it.
pub(crate) fn used_euro_cents(
    awards: &[DeMinimisAward],
    grant_year: i32,
    years_before: u32,
) -> i64 {
    let years_before = i32::try_from(years_before).unwrap_or(i32::MAX);
    let window = grant_year.saturating_sub(years_before)..=grant_year;
    awards
        .iter()
        .filter(|award| window.contains(&award.awarded.year()))
        .map(|award| award.euro_cents)
        .fold(0, i64::saturating_add)
}
