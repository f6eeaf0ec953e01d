//! One purchase: what it is, at which price, what it costs.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::coded;
use domain::findings::Finding;
use domain::identifiers::OrganisationNumber;
use domain::money::Money;
use domain::rules::{IfInForce, RuleError, RuleValues};
use domain::step::Revision;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Months in a place-year.
pub(super) const MONTHS_OF_A_YEAR: i64 = 12;

/// The source of a price that was agreed with the supplier.
const AGREED: &str = "agreed";

coded! {
    /// Kinds of places.
    pub PlaceType {
        /// *Arbeidsforberedende trening*.
        Aft = "aft",
        /// *Varig tilrettelagt arbeid*, sheltered.
        Vta = "vta",
        /// *Varig tilrettelagt arbeid i ordinær virksomhet*.
        Vtao = "vtao",
    }
}

impl PlaceType {
    /// The rule value with its published rate.
    const fn rate_id(self) -> &'static str {
        match self {
            PlaceType::Aft => "capacity.unit_price.aft",
            PlaceType::Vta => "capacity.unit_price.vta",
            PlaceType::Vtao => "capacity.unit_price.vtao",
        }
    }
}

/// A purchase's id: a UUID the client makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PurchaseId(Uuid);

/// The text is no id of a purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "{{purchase}} is a UUID written with hyphens, neither nil nor max; \
        make one (version 7 is best) and keep it for retries"
)]
pub struct PurchaseIdError;

impl PurchaseId {
    /// The id in a row.
    #[must_use]
    pub const fn from_uuid(id: Uuid) -> Self {
        Self(id)
    }

    /// For a row.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }

    /// Returns the purchase's name below the scheme.
    pub(super) fn resource(self) -> String {
        format!("placePurchases/{self}")
    }
}

impl FromStr for PurchaseId {
    type Err = PurchaseIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // 36 characters: the library also reads other spellings of a UUID.
        Uuid::try_parse(text)
            .ok()
            .filter(|id| text.len() == 36 && !id.is_nil() && !id.is_max())
            .map(Self)
            .ok_or(PurchaseIdError)
    }
}

impl fmt::Display for PurchaseId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// The order of lists of purchases: the first month, then the id.
pub(super) type PurchaseKey = (NaiveDate, PurchaseId);

/// A purchase as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewPurchase {
    /// *Tiltaksarrangør*.
    pub supplier: OrganisationNumber,
    /// The supplier's name.
    pub supplier_name: String,
    /// The kind of places.
    pub place_type: PlaceType,
    /// The number of places, 1–10,000.
    pub places: u32,
    /// First day of the first month.
    pub first_month: NaiveDate,
    /// The number of months, all in one calendar year.
    pub months: u32,
    /// The price agreed for one place and one month; none where the published rate holds. At most a
    /// million kroner.
    pub agreed_unit_price: Option<Money>,
}

/// A price for one place and one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// The price.
    pub unit: Money,
    /// The source, or `agreed`.
    pub source: String,
}

/// A purchase as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Purchase {
    /// Its id.
    pub id: PurchaseId,
    /// The purchase.
    pub bought: NewPurchase,
    /// At which price.
    pub price: Price,
    /// Place-months used; none until recorded.
    pub used_place_months: Option<u32>,
    /// The person who recorded it.
    pub recorded_by: String,
    /// The day.
    pub recorded: DateTime<Utc>,
    /// Changes so far.
    pub revision: Revision,
}

impl NewPurchase {
    /// Places × months.
    #[must_use]
    pub fn place_months(&self) -> i64 {
        i64::from(self.places) * i64::from(self.months)
    }

    /// Unit price × places × months: at most 10⁸ øre × 10⁴ × 12.
    #[must_use]
    pub fn cost(&self, unit_price: Money) -> Money {
        unit_price
            .times_count(self.place_months())
            .unwrap_or(Money::MAX)
    }

    /// The price it is made at, on the rule values of its first month: what was agreed, else the
    /// published rate.
    ///
    /// # Errors
    /// [`RuleError`] when the rate is not an amount.
    pub fn price(&self, rules: &RuleValues) -> Result<Result<Price, Finding>, RuleError> {
        if let Some(unit) = self.agreed_unit_price {
            return Ok(Ok(Price {
                unit,
                source: AGREED.to_owned(),
            }));
        }
        let published = unit_price(self.place_type, rules)?;
        Ok(published.ok_or_else(|| {
            Finding::blocking("TRAINING_NO_PUBLISHED_RATE", "configurable")
                .on("place_purchase.agreed_unit_price")
                // A year as text: numbers are grouped in thousands.
                .with("year", self.first_month.year().to_string())
        }))
    }
}

/// The published rate of a kind of place, for one place and one month; none for years whose rate is
/// not published in what we have seen.
///
/// # Errors
/// [`RuleError`] when the rate is not an amount.
pub fn unit_price(place_type: PlaceType, rules: &RuleValues) -> Result<Option<Price>, RuleError> {
    let rate = rules.money(place_type.rate_id()).if_in_force()?;
    Ok(rate.map(|rate| Price {
        unit: rate.value,
        source: rate.citation(),
    }))
}

/// The number of whole place-years an amount buys at a price for one place and one month.
#[must_use]
pub fn place_years_for(amount: Money, unit_price: Money) -> i64 {
    let year = unit_price.ore().saturating_mul(MONTHS_OF_A_YEAR);
    amount.ore().checked_div(year).unwrap_or(0)
}
