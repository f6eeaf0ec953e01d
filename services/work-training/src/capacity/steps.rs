//! The steps of a caller: record a purchase, record its use, list, sum. One function a step, in the
//! transaction it is given.
//!
//! Places that are bought are a register of the scheme's own: who may record and read register
//! entries may record and read them, and who may sum indicators may sum them.

use casework::CaseError;
use casework::act::{Actor, Subject, Told, content_hash, created_before};
use casework::error::not_found;
use chrono::NaiveDate;
use domain::findings::Finding;
use domain::page::Listed;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use sqlx::PgConnection;

use super::purchase::{Purchase, PurchaseId, PurchaseKey};
use super::requests::{ListPurchases, RecordOccupancy, RecordPurchase, SummariseCapacity};
use super::rows::{self, Year};
use super::summary::{Summary, summarise};
use crate::WorkTraining;

/// A purchase's name below the scheme.
pub(super) fn resource(id: PurchaseId) -> String {
    format!("placePurchases/{id}")
}

/// Records a purchase at the price of its first month. The same again answers what is there.
///
/// # Errors
/// [`Refusal::RulesNotMet`] when no rate is published and none was agreed; [`Refusal::IdTaken`].
pub(super) async fn record_purchase(
    connection: &mut PgConnection,
    actor: &Actor,
    request: &RecordPurchase,
) -> Result<Purchase, CaseError> {
    const STEP: StepName = StepName::RecordEntries;
    actor.may(STEP)?;
    let subject = Subject::beside_cases(resource(request.id));
    let content = content_hash(&request.purchase);
    // Looked up before the price: a retry must not depend on a rate that was published in between.
    if let Some(there) = rows::lock(connection, request.id).await? {
        created_before(connection, &subject, STEP, &content).await?;
        return Ok(there);
    }
    let rules = WorkTraining::rules().on(request.purchase.first_month);
    let price = request.purchase.price(&rules)?.map_err(not_met)?;
    let purchase = Purchase {
        id: request.id,
        bought: request.purchase.clone(),
        price,
        used_place_months: None,
        recorded_by: actor.caller.subject.clone(),
        recorded: actor.now,
        revision: Revision::FIRST,
    };
    if rows::insert(connection, &purchase).await? {
        let told = Told {
            step: STEP,
            from: Revision::NONE,
            content,
            reason: "",
            payload: &request.purchase,
        };
        actor.tell(connection, &subject, &told).await?;
        return Ok(purchase);
    }
    // Another caller was faster, and has committed: the insert waited for it.
    created_before(connection, &subject, STEP, &content).await?;
    find(connection, request.id).await
}

/// Records how much of a purchase was used. The last one recorded counts.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::RulesNotMet`] when more was used than bought.
pub(super) async fn record_occupancy(
    connection: &mut PgConnection,
    actor: &Actor,
    request: &RecordOccupancy,
) -> Result<Purchase, CaseError> {
    const STEP: StepName = StepName::RecordEntries;
    actor.may(STEP)?;
    let mut purchase = find(connection, request.id).await?;
    if purchase.used_place_months == Some(request.used_place_months) {
        return Ok(purchase);
    }
    let bought = purchase.bought.place_months();
    if i64::from(request.used_place_months) > bought {
        return Err(not_met(
            Finding::blocking("TRAINING_USED_ABOVE_BOUGHT", "configurable")
                .on("used_place_months")
                .with("used", request.used_place_months)
                .with("bought", bought),
        ));
    }
    let from = purchase.revision;
    purchase.used_place_months = Some(request.used_place_months);
    purchase.revision = from.next();
    let used = request.used_place_months;
    rows::set_used(connection, request.id, used, purchase.revision).await?;
    let told = Told {
        step: STEP,
        from,
        content: content_hash(&used),
        reason: "",
        payload: &used,
    };
    let subject = Subject::beside_cases(resource(request.id));
    actor.tell(connection, &subject, &told).await?;
    Ok(purchase)
}

/// The purchases of a year, by first month and id.
///
/// # Errors
/// [`Refusal::RoleNotAllowed`].
pub(super) async fn list_purchases(
    connection: &mut PgConnection,
    actor: &Actor,
    request: &ListPurchases,
) -> Result<Listed<Purchase, PurchaseKey>, CaseError> {
    actor.may(StepName::ListEntries)?;
    let (page, year) = (&request.page, year(request.year));
    // One row more than asked for is read, and says whether another page follows.
    let limit = i64::from(page.size) + 1;
    let mut rows = rows::of_year(connection, year, request.place_type, page.after, limit).await?;
    let size = usize::try_from(page.size).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|last| (last.bought.first_month, last.id));
    Ok(Listed { rows, next })
}

/// A year's purchases, summed and held against the plan.
///
/// # Errors
/// [`Refusal::RoleNotAllowed`]; [`CaseError::Rule`] when the plan's figures are not in force that
/// year.
pub(super) async fn summarise_capacity(
    connection: &mut PgConnection,
    actor: &Actor,
    request: &SummariseCapacity,
) -> Result<Summary, CaseError> {
    actor.may(StepName::SumIndicators)?;
    let year = year(request.year);
    let lines = rows::sums(connection, year).await?;
    let rules = WorkTraining::rules().on(year.first);
    Ok(summarise(request.year, lines, &rules)?)
}

async fn find(connection: &mut PgConnection, id: PurchaseId) -> Result<Purchase, CaseError> {
    let found = rows::lock(connection, id).await?;
    found.ok_or_else(|| not_found(resource(id)))
}

fn not_met(finding: Finding) -> CaseError {
    Refusal::RulesNotMet(vec![finding]).into()
}

fn year(year: i32) -> Year {
    // The contract allows years with four digits.
    let first = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    Year {
        first: first(year),
        next: first(year + 1),
    }
}
