//! The SQL: `work_training.place_purchase`.

use chrono::{DateTime, NaiveDate, Utc};
use domain::money::Money;
use domain::step::Revision;
use sqlx::PgConnection;
use store::StoreError;
use store::error::Row;
use uuid::Uuid;

use super::purchase::{NewPurchase, PlaceType, Price, Purchase, PurchaseId};
use super::summary::Line;

/// The table, for messages about rows.
const TABLE: &str = "work_training.place_purchase";

/// The first day of a year and of the one after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Year {
    pub first: NaiveDate,
    pub next: NaiveDate,
}

impl Year {
    /// Returns a year with four digits: the contract allows no others.
    pub fn of(year: i32) -> Self {
        let first = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
        Self {
            first: first(year),
            next: first(year + 1),
        }
    }
}

/// A row as it stands.
struct PurchaseRow {
    purchase_id: Uuid,
    supplier_number: String,
    supplier_name: String,
    place_type: String,
    places: i32,
    first_month: NaiveDate,
    months: i32,
    agreed_unit_price_ore: Option<i64>,
    unit_price_ore: i64,
    price_source: String,
    used_place_months: Option<i32>,
    recorded_by: String,
    recorded: DateTime<Utc>,
    revision: i64,
}

impl TryFrom<PurchaseRow> for Purchase {
    type Error = StoreError;

    fn try_from(row: PurchaseRow) -> Result<Self, StoreError> {
        let at = Row::of(TABLE, row.purchase_id);
        let used = row.used_place_months.map(u32::try_from).transpose();
        Ok(Purchase {
            id: PurchaseId::from_uuid(row.purchase_id),
            bought: NewPurchase {
                supplier: at.column("supplier_number", row.supplier_number.parse())?,
                supplier_name: row.supplier_name,
                place_type: at.known("place_type", PlaceType::from_code(&row.place_type))?,
                places: at.column("places", row.places.try_into())?,
                first_month: row.first_month,
                months: at.column("months", row.months.try_into())?,
                agreed_unit_price: row.agreed_unit_price_ore.map(Money::from_ore),
            },
            price: Price {
                unit: Money::from_ore(row.unit_price_ore),
                source: row.price_source,
            },
            used_place_months: at.column("used_place_months", used)?,
            recorded_by: row.recorded_by,
            recorded: row.recorded,
            revision: at.known("revision", Revision::new(row.revision))?,
        })
    }
}

/// Stores a purchase; whether it was new. One that is there already stays as it is.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn insert(
    connection: &mut PgConnection,
    purchase: &Purchase,
) -> Result<bool, StoreError> {
    let bought = &purchase.bought;
    let inserted = sqlx::query!(
        "insert into work_training.place_purchase (purchase_id, supplier_number, supplier_name, \
         place_type, places, first_month, months,
             agreed_unit_price_ore, unit_price_ore, price_source, recorded_by, recorded, revision)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         on conflict (purchase_id) do nothing",
        purchase.id.uuid(),
        bought.supplier.as_str(),
        &bought.supplier_name,
        bought.place_type.code(),
        // The contract allows ten thousand places and twelve months.
        i32::try_from(bought.places).unwrap_or(i32::MAX),
        bought.first_month,
        i32::try_from(bought.months).unwrap_or(i32::MAX),
        bought.agreed_unit_price.map(Money::ore),
        purchase.price.unit.ore(),
        &purchase.price.source,
        &purchase.recorded_by,
        purchase.recorded,
        purchase.revision.number(),
    )
    .execute(connection)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// A purchase, locked until the transaction ends.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn lock(
    connection: &mut PgConnection,
    id: PurchaseId,
) -> Result<Option<Purchase>, StoreError> {
    let row = sqlx::query_as!(
        PurchaseRow,
        "select purchase_id, supplier_number, supplier_name, place_type, places, first_month, \
         months, agreed_unit_price_ore,
             unit_price_ore, price_source, used_place_months, recorded_by, recorded, revision
         from work_training.place_purchase where purchase_id = $1 for update",
        id.uuid(),
    )
    .fetch_optional(connection)
    .await?;
    row.map(Purchase::try_from).transpose()
}

/// Records how much was used.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn set_used(
    connection: &mut PgConnection,
    id: PurchaseId,
    used_place_months: u32,
    revision: Revision,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update work_training.place_purchase set used_place_months = $2, revision = $3 \
            where purchase_id = $1",
        id.uuid(),
        i32::try_from(used_place_months).unwrap_or(i32::MAX),
        revision.number(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Purchases of a year after a place in the list, by first month and id.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn of_year(
    connection: &mut PgConnection,
    year: Year,
    place_type: Option<PlaceType>,
    after: Option<(NaiveDate, PurchaseId)>,
    limit: i64,
) -> Result<Vec<Purchase>, StoreError> {
    let rows = sqlx::query_as!(
        PurchaseRow,
        "select purchase_id, supplier_number, supplier_name, place_type, places, first_month, \
         months, agreed_unit_price_ore,
             unit_price_ore, price_source, used_place_months, recorded_by, recorded, revision
         from work_training.place_purchase
         where first_month >= $1 and first_month < $2 and ($3::text is null or place_type = $3)
             and ($4::date is null or (first_month, purchase_id) > ($4, $5))
         order by first_month, purchase_id limit $6",
        year.first,
        year.next,
        place_type.map(PlaceType::code),
        after.map(|(month, _)| month),
        after.map(|(_, id)| id.uuid()),
        limit,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Purchase::try_from).collect()
}

/// Returns what the purchases of a year come to, by kind.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn sums(
    connection: &mut PgConnection,
    year: Year,
) -> Result<Vec<Line>, StoreError> {
    let rows = sqlx::query!(
        "select place_type, sum(places * months)::bigint as \"place_months!\", \
         sum(cost_ore)::bigint as \"cost_ore!\",
               coalesce(sum(used_place_months), 0)::bigint as \"used!\",
               coalesce(sum(places * months) filter (where used_place_months is not null), \
               0)::bigint as \"reported!\"
           from work_training.place_purchase where first_month >= $1 and first_month < $2
           group by place_type order by place_type",
        year.first,
        year.next,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let at = Row::of(TABLE, &row.place_type);
            Ok(Line {
                place_type: at.known("place_type", PlaceType::from_code(&row.place_type))?,
                place_months: row.place_months,
                cost: Money::from_ore(row.cost_ore),
                used_place_months: row.used,
                reported_place_months: row.reported,
            })
        })
        .collect()
}
