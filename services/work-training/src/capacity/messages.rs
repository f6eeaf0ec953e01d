//! Answers of the service.

use contract::timestamp;
use contract::work_training::v1 as pb;

use super::purchase::Purchase;
use super::requests::PurchaseName;
use super::summary::{Line, Summary};

/// A count as the contract carries it: those that were read from it fit.
fn told<N: TryInto<i32>>(count: N) -> i32 {
    count.try_into().unwrap_or(i32::MAX)
}

impl From<Purchase> for pb::PlacePurchase {
    fn from(purchase: Purchase) -> Self {
        let bought = purchase.bought;
        let unit_price = purchase.price.unit;
        pb::PlacePurchase {
            name: PurchaseName(purchase.id).to_string(),
            cost: Some(bought.cost(unit_price).into()),
            supplier_number: bought.supplier.into(),
            supplier_name: bought.supplier_name,
            place_type: pb::PlaceType::from(bought.place_type).into(),
            places: told(bought.places),
            first_month: bought.first_month.to_string(),
            months: told(bought.months),
            agreed_unit_price: bought.agreed_unit_price.map(Into::into),
            unit_price: Some(unit_price.into()),
            price_source: purchase.price.source,
            used_place_months: purchase.used_place_months.map(told),
            recorded_by: purchase.recorded_by,
            record_time: Some(timestamp(purchase.recorded)),
        }
    }
}

impl From<Line> for pb::CapacityLine {
    fn from(line: Line) -> Self {
        pb::CapacityLine {
            place_type: pb::PlaceType::from(line.place_type).into(),
            place_months: line.place_months,
            cost: Some(line.cost.into()),
            used_place_months: line.used_place_months,
            reported_place_months: line.reported_place_months,
        }
    }
}

impl From<Summary> for pb::CapacitySummary {
    fn from(summary: Summary) -> Self {
        pb::CapacitySummary {
            year: summary.year,
            place_months: summary.place_months,
            cost: Some(summary.cost.into()),
            place_years: summary.place_years,
            baseline_place_years: summary.baseline_place_years,
            added_place_years: summary.added_place_years(),
            target_place_years: summary.target_place_years,
            target_reached: summary.target_reached(),
            occupancy_basis_points: summary.occupancy_basis_points.map(told),
            plan_price: Some(summary.plan_price.into()),
            average_price: summary.average_price.map(Into::into),
            lines: summary.lines.into_iter().map(Into::into).collect(),
        }
    }
}
