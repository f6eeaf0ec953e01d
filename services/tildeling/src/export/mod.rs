//! Exports as files: what the services answer as the records of `interchange`, once for `demo` and
//! for `export`.

mod agency;
mod awards;
mod events;
mod indicators;
mod ledger;
mod open_data;
mod payments;
mod reconciliation;
mod state_aid;
#[cfg(test)]
pub(crate) mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use contract::v1;
use domain::calendar::local_date;
use domain::money::Money;
use interchange::table::{Amounts, ColumnMap, Layout};

pub use agency::Agency;
pub use awards::award;
pub use events::event;
pub use indicators::IndicatorTable;
pub use ledger::{header, postings};
pub use open_data::{Titles, grant, package};
pub use payments::{payment, payment_json, write_array};
pub use reconciliation::reconciled;
pub use state_aid::state_aid;

/// The call that is exported, as files name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The scheme's code.
    pub scheme: String,
    /// The call's id.
    pub call: String,
}

impl Scope {
    /// Reads the scheme and the call from a call's name.
    #[must_use]
    pub fn of(call: &str) -> Self {
        let mut parts = call.split('/').skip(1).step_by(2).map(str::to_owned);
        Self {
            scheme: parts.next().unwrap_or_default(),
            call: parts.next().unwrap_or_default(),
        }
    }
}

/// Returns the columns of a table of awards: amounts in øre, for programs.
#[must_use]
pub fn in_ore(layout: &Layout) -> ColumnMap {
    ColumnMap::own(layout, Amounts::Ore)
}

/// Returns the columns of a table with amounts in kroner, for persons.
#[must_use]
pub fn in_kroner(layout: &Layout) -> ColumnMap {
    ColumnMap::own(layout, Amounts::Kroner)
}

/// Returns the id of the snapshot that files of the same money have in common: the newest posting
/// that touches the call.
#[must_use]
pub fn snapshot(scope: &Scope, newest_posting: i64) -> String {
    format!("{}/{}/{newest_posting}", scope.scheme, scope.call)
}

/// The øre of an amount; none where it is not set.
#[must_use]
pub fn ore(amount: Option<v1::Money>) -> i64 {
    amount.map_or(0, |amount| amount.ore)
}

fn money(amount: Option<v1::Money>) -> Money {
    Money::from_ore(ore(amount))
}

/// Reads a point of time.
pub fn time(timestamp: Option<prost_types::Timestamp>) -> anyhow::Result<DateTime<Utc>> {
    use anyhow::Context;
    let timestamp = timestamp.context("a time is missing")?;
    let nanos = u32::try_from(timestamp.nanos)?;
    DateTime::from_timestamp(timestamp.seconds, nanos).context("a time is outside the calendar")
}

fn day(timestamp: Option<prost_types::Timestamp>) -> anyhow::Result<NaiveDate> {
    Ok(local_date(time(timestamp)?))
}
