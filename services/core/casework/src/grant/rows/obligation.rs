//! Duties to repay of grants.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::grant::Grant;
use domain::identifiers::{ApplicationId, CallId};
use domain::money::Money;
use domain::obligation::{Obligation, WrittenOff};
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};
use uuid::Uuid;

/// Writes the duties of grants, however many, in one statement; those that stand as they did are
/// not touched.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn put(connection: &mut PgConnection, grants: &[Grant]) -> Result<(), StoreError> {
    let all: Vec<(&Grant, &Obligation)> = grants
        .iter()
        .flat_map(|grant| grant.obligations.iter().map(move |one| (grant, one)))
        .collect();
    if all.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into casework.obligation as old (call_id, grant_id, number, title, planned_ore, \
         amount_ore, before_ore, plan, posted, state, next_on, release)
         select call_id, grant_id, number, title, planned_ore, amount_ore, before_ore, plan, \
         posted, state, next_on, nullif(release, 'null')
         from unnest($1::text[], $2::uuid[], $3::integer[], $4::jsonb[], $5::bigint[], \
         $6::bigint[], $7::bigint[], $8::jsonb[], $9::integer[], $10::jsonb[], $11::date[], \
         $12::jsonb[])
             as new (call_id, grant_id, number, title, planned_ore, amount_ore, before_ore, plan, \
             posted, state, next_on, release)
         on conflict (call_id, grant_id, number) do update set title = excluded.title, \
         planned_ore = excluded.planned_ore, amount_ore = excluded.amount_ore, \
         before_ore = excluded.before_ore, plan = excluded.plan, posted = excluded.posted, \
         state = excluded.state, next_on = excluded.next_on, release = excluded.release
         where (old.planned_ore, old.amount_ore, old.before_ore, old.posted, old.state, \
         old.next_on, old.release) is distinct from (excluded.planned_ore, excluded.amount_ore, \
         excluded.before_ore, excluded.posted, excluded.state, excluded.next_on, excluded.release)",
        &each(&all, |(grant, _)| grant.call.to_string()),
        &each(&all, |(grant, _)| grant.id.uuid()),
        &each(&all, |(_, one)| one.number),
        &each(&all, |(_, one)| json(&(&one.code, &one.args))),
        &each(&all, |(_, one)| one.planned.ore()),
        &each(&all, |(_, one)| one.amount.ore()),
        &each(&all, |(_, one)| one.before.ore()),
        &each(&all, |(_, one)| json(&one.plan)),
        // A plan has decades at the most.
        &each(&all, |(_, one)| i32::try_from(one.posted)
            .unwrap_or(i32::MAX)),
        &each(&all, |(_, one)| json(&one.state)),
        &each(&all, |(_, one)| one.next_on()) as &[Option<NaiveDate>],
        &each(&all, |(_, one)| json(&one.release)),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// One value of each.
fn each<T, V>(all: &[T], value: impl Fn(&T) -> V) -> Vec<V> {
    all.iter().map(value).collect()
}

/// Writes the write-off of completed years of grants of a call.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn post(
    connection: &mut PgConnection,
    call: &CallId,
    years: &[(ApplicationId, WrittenOff)],
) -> Result<(), StoreError> {
    if years.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into casework.obligation_year (call_id, grant_id, number, year, completed, \
         amount_ore, left_ore)
         select $1, * from unnest($2::uuid[], $3::integer[], $4::integer[], $5::date[], \
         $6::bigint[], $7::bigint[])",
        call.as_str(),
        &each(years, |(grant, _)| grant.uuid()),
        &each(years, |(_, one)| one.number),
        &each(years, |(_, one)| i32::try_from(one.year)
            .unwrap_or(i32::MAX)),
        &each(years, |(_, one)| one.completed),
        &each(years, |(_, one)| one.amount.ore()),
        &each(years, |(_, one)| one.left.ore()),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The duties of these grants, each grant's by number.
pub(super) async fn of_grants(
    connection: &mut PgConnection,
    call: &CallId,
    grants: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<Obligation>>, StoreError> {
    let rows = sqlx::query_as!(
        ObligationRow,
        "select call_id, grant_id, number, title, planned_ore, amount_ore, before_ore, plan, \
         posted, state, release from casework.obligation
         where call_id = $1 and grant_id = any($2) order by grant_id, number",
        call.as_str(),
        grants,
    )
    .fetch_all(connection)
    .await?;
    let mut duties: BTreeMap<Uuid, Vec<Obligation>> = BTreeMap::new();
    for row in rows {
        let grant = row.grant_id;
        duties.entry(grant).or_default().push(row.read()?);
    }
    Ok(duties)
}

/// The grants with duties of which a year is complete on a day, by call.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn due(
    connection: &mut PgConnection,
    day: NaiveDate,
) -> Result<BTreeMap<CallId, Vec<ApplicationId>>, StoreError> {
    let rows = sqlx::query!(
        "select distinct call_id, grant_id from casework.obligation where next_on <= $1
         order by call_id, grant_id",
        day,
    )
    .fetch_all(connection)
    .await?;
    let mut due: BTreeMap<CallId, Vec<ApplicationId>> = BTreeMap::new();
    for row in rows {
        let at = Row::of("obligation", row.grant_id);
        let call = at.column("call_id", row.call_id.try_into())?;
        let grant = at.column("grant_id", row.grant_id.try_into())?;
        due.entry(call).or_default().push(grant);
    }
    Ok(due)
}

/// A row of the table.
#[derive(Debug)]
pub(crate) struct ObligationRow {
    pub call_id: String,
    pub grant_id: Uuid,
    pub number: i32,
    pub title: Value,
    pub planned_ore: i64,
    pub amount_ore: i64,
    pub before_ore: i64,
    pub plan: Value,
    pub posted: i32,
    pub state: Value,
    pub release: Option<Value>,
}

impl ObligationRow {
    /// Reads the row.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn read(self) -> Result<Obligation, StoreError> {
        let at = Row::of(
            "obligation",
            format!("{}/{}/{}", self.call_id, self.grant_id, self.number),
        );
        let (code, args) = from_json(&at, "title", self.title)?;
        Ok(Obligation {
            number: self.number,
            code,
            args,
            planned: Money::from_ore(self.planned_ore),
            amount: Money::from_ore(self.amount_ore),
            before: Money::from_ore(self.before_ore),
            plan: from_json(&at, "plan", self.plan)?,
            posted: at.column("posted", self.posted.try_into())?,
            state: from_json(&at, "state", self.state)?,
            release: super::grant_row::optional(&at, "release", self.release)?,
        })
    }
}
