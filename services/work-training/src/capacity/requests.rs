//! Messages to steps, read with every fault in them.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use contract::fields::{choice, count};
use contract::names::{ResourceName, SchemeName};
use contract::work_training::v1 as pb;
use contract::{money, page, same_variants};
use domain::money::Money;
use domain::page::Page;
use domain::scheme::Scheme;
use domain::violations::Violations;
use server::wire::Inward;

use super::list_purchases::ListPurchases;
use super::purchase::{NewPurchase, PlaceType, PurchaseId, PurchaseKey};
use super::record_occupancy::RecordOccupancy;
use super::record_purchase::RecordPurchase;
use super::summarise_capacity::SummariseCapacity;
use crate::WorkTraining;

const NAME_MAX: usize = 200;
const PLACES_MAX: i32 = 10_000;
const MONTHS_MAX: i32 = 12;
const PLACE_MONTHS_MAX: i32 = PLACES_MAX * MONTHS_MAX;
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;
/// The highest price of one place for one month: what the largest purchase costs still fits.
const UNIT_PRICE_MAX: Money = Money::kroner(1_000_000);
/// The list that page tokens belong to.
pub(super) const LIST: &str = "ListPurchases";

same_variants!(pb: PlaceType { Aft, Vta, Vtao });

/// `schemes/work-training/placePurchases/{purchase}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PurchaseName(pub PurchaseId);

impl FromStr for PurchaseName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let code = WorkTraining::PROFILE.code;
        let wrong = |problem: &str| {
            format!(
                "must be a name of the form schemes/{code}/placePurchases/{{purchase}}{problem}"
            )
        };
        let id = text
            .strip_prefix("schemes/")
            .and_then(|rest| rest.strip_prefix(code))
            .and_then(|rest| rest.strip_prefix("/placePurchases/"))
            .ok_or_else(|| wrong("; use the name as the server gave it"))?;
        id.parse()
            .map(PurchaseName)
            .map_err(|problem| wrong(&format!(", but {problem}")))
    }
}

impl fmt::Display for PurchaseName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "schemes/{}/placePurchases/{}",
            WorkTraining::PROFILE.code,
            self.0
        )
    }
}

/// Lists of purchases: by first month, then id.
impl page::Key for KeyPart {
    fn parts(&self) -> Vec<String> {
        let (month, id) = self.0;
        vec![month.to_string(), id.to_string()]
    }

    fn from_parts(parts: &[&str]) -> Option<Self> {
        match parts {
            [month, id] => Some(KeyPart((month.parse().ok()?, id.parse().ok()?))),
            _ => None,
        }
    }
}

/// The key as page tokens hold it.
pub(super) struct KeyPart(pub PurchaseKey);

impl Inward<WorkTraining> for RecordPurchase {
    type Message = pb::RecordPurchaseRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let read = faults
            .required("place_purchase", message.place_purchase)
            .and_then(|given| faults.within("place_purchase", |faults| purchase(faults, &given)));
        faults.finish(read)
    }
}

fn purchase(faults: &mut Violations, given: &pb::PlacePurchase) -> Option<RecordPurchase> {
    let name: Option<PurchaseName> = faults.parse("name", &given.name);
    let supplier = faults.parse("supplier_number", &given.supplier_number);
    let supplier_name = faults.line("supplier_name", &given.supplier_name, NAME_MAX);
    let place_type = choice(faults, "place_type", given.place_type);
    let places = count(faults, "places", given.places, 1..=PLACES_MAX);
    let first_month = first_month(faults, &given.first_month);
    let months = count(faults, "months", given.months, 1..=MONTHS_MAX);
    if let Some((first, months)) = first_month.zip(months)
        && first.month() + months > 13
    {
        faults.add(
            "months",
            "run into the next calendar year, which has another rate; \
                record a purchase for each year",
        );
    }
    let agreed_unit_price = money::optional(faults, "agreed_unit_price", given.agreed_unit_price);
    if let Some(Some(price)) = agreed_unit_price
        && !(price.is_positive() && price <= UNIT_PRICE_MAX)
    {
        faults.add(
            "agreed_unit_price.ore",
            format_args!(
                "must be from 1 to {} øre; it is the price of one place for one month",
                UNIT_PRICE_MAX.ore()
            ),
        );
    }
    Some(RecordPurchase {
        id: name?.0,
        purchase: NewPurchase {
            supplier: supplier?,
            supplier_name: supplier_name?,
            place_type: place_type?,
            places: places?,
            first_month: first_month?,
            months: months?,
            agreed_unit_price: agreed_unit_price?,
        },
    })
}

fn first_month(faults: &mut Violations, text: &str) -> Option<NaiveDate> {
    let date = faults.date("first_month", text)?;
    if date.day() == 1 && YEARS.contains(&date.year()) {
        return Some(date);
    }
    faults.add(
        "first_month",
        "must be the first day of a month in the years 2000 to 2100; write YYYY-MM-01",
    );
    None
}

impl Inward<WorkTraining> for RecordOccupancy {
    type Message = pb::RecordOccupancyRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let name: Option<PurchaseName> = faults.parse("name", &message.name);
        let used = count(
            &mut faults,
            "used_place_months",
            message.used_place_months,
            0..=PLACE_MONTHS_MAX,
        );
        let read = name.zip(used).map(|(name, used)| RecordOccupancy {
            id: name.0,
            used_place_months: used,
        });
        faults.finish(read)
    }
}

impl Inward<WorkTraining> for ListPurchases {
    type Message = pb::ListPurchasesRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = parent(&mut faults, &message.parent);
        let year = faults.number("year", message.year, YEARS);
        let page = page::read::<KeyPart, _>(
            &mut faults,
            LIST,
            parent.as_ref(),
            message.page_size,
            &message.page_token,
        );
        let unspecified = message.place_type == i32::from(pb::PlaceType::Unspecified);
        let place_type = if unspecified {
            Some(None)
        } else {
            choice(&mut faults, "place_type", message.place_type).map(Some)
        };
        let read = (|| {
            parent?;
            let page = page?;
            Some(ListPurchases {
                year: year?,
                place_type: place_type?,
                page: Page {
                    size: page.size,
                    after: page.after.map(|key| key.0),
                },
            })
        })();
        faults.finish(read)
    }
}

impl Inward<WorkTraining> for SummariseCapacity {
    type Message = pb::SummariseCapacityRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = parent(&mut faults, &message.parent);
        let year = faults.number("year", message.year, YEARS);
        faults.finish(parent.and(year).map(|year| SummariseCapacity { year }))
    }
}

fn parent(faults: &mut Violations, text: &str) -> Option<SchemeName> {
    SchemeName::read(faults, "parent", text, WorkTraining::PROFILE.code)
}
