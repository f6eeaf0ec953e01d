//! Answers of steps to messages.

use contract::work_training::v1 as pb;
use contract::{Outward, page, timestamp};
use domain::page::Listed;
use server::wire::Respond;

use super::list_purchases::ListPurchases;
use super::purchase::{Purchase, PurchaseKey};
use super::record_occupancy::RecordOccupancy;
use super::record_purchase::RecordPurchase;
use super::requests::{KeyPart, LIST, PurchaseName};
use super::summarise_capacity::SummariseCapacity;
use super::summary::{Line, Summary};
use crate::WorkTraining;

impl Respond<WorkTraining> for RecordPurchase {
    type Answer = Purchase;
    type Response = pb::RecordPurchaseResponse;

    fn respond(&self, purchase: Purchase, _outward: &Outward<WorkTraining>) -> Self::Response {
        Self::Response {
            place_purchase: Some(purchase.into()),
        }
    }
}

impl Respond<WorkTraining> for RecordOccupancy {
    type Answer = Purchase;
    type Response = pb::RecordOccupancyResponse;

    fn respond(&self, purchase: Purchase, _outward: &Outward<WorkTraining>) -> Self::Response {
        Self::Response {
            place_purchase: Some(purchase.into()),
        }
    }
}

impl Respond<WorkTraining> for ListPurchases {
    type Answer = Listed<Purchase, PurchaseKey>;
    type Response = pb::ListPurchasesResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<WorkTraining>) -> Self::Response {
        Self::Response {
            next_page_token: listed.next.map_or_else(String::new, |key| {
                page::token(LIST, &outward.scheme_name(), &KeyPart(key))
            }),
            place_purchases: listed.rows.into_iter().map(Into::into).collect(),
        }
    }
}

impl Respond<WorkTraining> for SummariseCapacity {
    type Answer = Summary;
    type Response = pb::SummariseCapacityResponse;

    fn respond(&self, summary: Summary, _outward: &Outward<WorkTraining>) -> Self::Response {
        Self::Response {
            summary: Some(summary.into()),
        }
    }
}

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
