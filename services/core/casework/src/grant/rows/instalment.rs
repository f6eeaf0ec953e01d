//! Instalments (utbetalinger): each grant's payment plan, the payment basis, and what receipts
//! name.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::finance::Payment;
use domain::grant::{BankAnswer, Grant, GrantState, Instalment, InstalmentSource, InstalmentState};
use domain::identifiers::{ApplicationId, CallId, CaseReference};
use domain::money::Money;
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::json;
use store::columns::{case_order, from_json};
use store::error::{Row, StoreError};
use uuid::Uuid;

/// The constraint that refuses an attestation by the person who decided.
pub const FOUR_EYES: &str = "instalment_four_eyes";

/// Writes the plans of new grants.
pub(crate) async fn insert(
    connection: &mut PgConnection,
    grants: &[Grant],
) -> Result<(), StoreError> {
    let planned: Vec<(&Grant, &Instalment)> = grants
        .iter()
        .flat_map(|grant| {
            grant
                .instalments
                .iter()
                .map(move |instalment| (grant, instalment))
        })
        .collect();
    let states = planned
        .iter()
        .map(|(_, instalment)| json(&instalment.state))
        .collect::<Vec<Value>>();
    sqlx::query!(
        "insert into casework.instalment (call_id, grant_id, number, due, budget_year, amount_ore, \
         state, approved_by, source, awaited_since)
         select call_id, grant_id, number, due, budget_year, amount_ore, state, approved_by, source,
             awaited_since
         from unnest($1::text[], $2::uuid[], $3::integer[], $4::date[], $5::bigint[], \
         $6::jsonb[], $7::text[], $8::integer[], $9::text[], $10::timestamptz[])
             as new (call_id, grant_id, number, due, amount_ore, state, approved_by, budget_year, \
         source, awaited_since)",
        &planned
            .iter()
            .map(|(grant, _)| grant.call.to_string())
            .collect::<Vec<String>>(),
        &planned
            .iter()
            .map(|(grant, _)| grant.id.uuid())
            .collect::<Vec<Uuid>>(),
        &planned
            .iter()
            .map(|(_, instalment)| instalment.number)
            .collect::<Vec<i32>>(),
        &planned
            .iter()
            .map(|(_, instalment)| instalment.due)
            .collect::<Vec<NaiveDate>>(),
        &planned
            .iter()
            .map(|(_, instalment)| instalment.amount.ore())
            .collect::<Vec<i64>>(),
        &states,
        &planned
            .iter()
            .map(|(grant, _)| grant.approved_by.clone())
            .collect::<Vec<String>>(),
        &planned
            .iter()
            .map(|(_, instalment)| instalment.year)
            .collect::<Vec<i32>>(),
        &planned
            .iter()
            .map(|(_, instalment)| instalment.source.name().to_owned())
            .collect::<Vec<String>>(),
        &planned
            .iter()
            .map(|(_, instalment)| instalment.source.awaited_since())
            .collect::<Vec<Option<DateTime<Utc>>>>() as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes what can change of instalments of a call, each with the grant it belongs to.
///
/// # Errors
/// [`StoreError::Refused`] by [`FOUR_EYES`].
pub async fn update(
    connection: &mut PgConnection,
    call: &CallId,
    changed: &[(ApplicationId, Instalment)],
) -> Result<(), StoreError> {
    if changed.is_empty() {
        return Ok(());
    }
    let states = changed
        .iter()
        .map(|(_, instalment)| json(&instalment.state))
        .collect::<Vec<Value>>();
    sqlx::query!(
        "update casework.instalment as i set amount_ore = new.amount_ore, state = new.state, \
         hand_over = new.hand_over, bank = new.bank
         from unnest($2::uuid[], $3::integer[], $4::bigint[], $5::jsonb[], $6::integer[], \
         $7::jsonb[]) as new (grant_id, number, amount_ore, state, hand_over, bank)
         where i.call_id = $1 and i.grant_id = new.grant_id and i.number = new.number",
        call.as_str(),
        &changed
            .iter()
            .map(|(grant, _)| grant.uuid())
            .collect::<Vec<Uuid>>(),
        &changed
            .iter()
            .map(|(_, instalment)| instalment.number)
            .collect::<Vec<i32>>(),
        &changed
            .iter()
            .map(|(_, instalment)| instalment.amount.ore())
            .collect::<Vec<i64>>(),
        &states,
        &changed
            .iter()
            .map(|(_, instalment)| instalment.hand_over)
            .collect::<Vec<i32>>(),
        &changed
            .iter()
            .map(|(_, instalment)| instalment.bank.as_ref().map(json))
            .collect::<Vec<Option<Value>>>() as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes that what waited for next year's frame was given from it.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn fund(connection: &mut PgConnection, grant: &Grant) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.instalment set source = 'next_year', awaited_since = null
         where call_id = $1 and grant_id = $2 and source = 'awaited' and state_name = 'planned'",
        grant.call.as_str(),
        grant.id.uuid(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The plans of these grants.
pub(crate) async fn plans(
    connection: &mut PgConnection,
    call: &CallId,
    grants: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<Instalment>>, StoreError> {
    let rows = sqlx::query!(
        "select grant_id, number, due, budget_year, amount_ore, state, hand_over, bank, source,
             awaited_since
         from casework.instalment
         where call_id = $1 and grant_id = any($2) order by grant_id, number",
        call.as_str(),
        grants,
    )
    .fetch_all(connection)
    .await?;
    let mut plans: BTreeMap<Uuid, Vec<Instalment>> = BTreeMap::new();
    for row in rows {
        let at = Row::of("instalment", format!("{}/{}", row.grant_id, row.number));
        let source = InstalmentSource::read(&row.source, row.awaited_since);
        let instalment = Instalment {
            number: row.number,
            due: row.due,
            year: row.budget_year,
            amount: Money::from_ore(row.amount_ore),
            state: from_json(&at, "state", row.state)?,
            hand_over: row.hand_over,
            bank: bank(&at, row.bank)?,
            source: at.known("source", source)?,
        };
        plans.entry(row.grant_id).or_default().push(instalment);
    }
    Ok(plans)
}

/// The grants behind these cases of a call.
///
/// # Errors
/// [`StoreError`].
pub async fn grants_of_cases(
    connection: &mut PgConnection,
    call: &CallId,
    cases: &[CaseReference],
) -> Result<Vec<ApplicationId>, StoreError> {
    let references: Vec<String> = cases.iter().map(CaseReference::to_string).collect();
    let ids = sqlx::query_scalar!(
        "select g.grant_id from casework.application p
         join casework.grant g on g.call_id = p.call_id and g.grant_id = p.application_id
         where p.call_id = $1 and p.case_reference = any($2)",
        call.as_str(),
        &references,
    )
    .fetch_all(connection)
    .await?;
    ids.into_iter()
        .map(|id| Row::of("grant", id).column("grant_id", id.try_into()))
        .collect()
}

/// The payment basis of a call: attested and approved instalments, by case reference and number,
/// after the one given; paid ones too when asked for. Applications are read in the order of their
/// cases with the instalments of each beside them, so that a page costs what it holds.
///
/// # Errors
/// [`StoreError`].
pub async fn payments(
    connection: &mut PgConnection,
    call: &CallId,
    include_paid: bool,
    after: Option<&(CaseReference, i32)>,
    limit: i64,
) -> Result<Vec<Payment>, StoreError> {
    let rows = sqlx::query_as!(
        PaymentRow,
        "select p.case_reference, i.number, i.grant_id, p.organisation_number, \
         p.organisation_name, g.state as grant_state,
               i.amount_ore, c.chapter_post, i.due, i.state, i.approved_by, i.hand_over, i.bank, \
               (select a.replaced from casework.account_change a
                   where a.call_id = i.call_id and a.grant_id = i.grant_id and a.rejected is null
                       and (a.approved ->> 'at')::timestamptz >= (i.state ->> 'at')::timestamptz
                   order by a.number limit 1) as replaced
           from casework.application p
           join casework.call c on c.call_id = p.call_id
           join casework.grant g on g.call_id = p.call_id and g.grant_id = p.application_id
           cross join lateral (select of_grant.* from casework.instalment of_grant
               where of_grant.call_id = p.call_id and of_grant.grant_id = p.application_id
                   and (of_grant.state_name in ('attested', 'approved')
                       or ($2 and of_grant.state_name = 'paid'))
               order by of_grant.number) i
           where p.call_id = $1
               and (p.case_year, p.case_number) >= (coalesce($3::integer, 0), \
               coalesce($6::integer, 0))
               and not (p.case_year = coalesce($3, 0) and p.case_number = coalesce($6, 0)
                   and i.number <= coalesce($4::integer, 0))
           order by p.case_year, p.case_number, i.number limit $5",
        call.as_str(),
        include_paid,
        after.map(|(case, _)| case_order(case).0),
        after.map(|(_, number)| *number),
        limit,
        after.map(|(case, _)| case_order(case).1),
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Payment::try_from).collect()
}

/// Instalments of a call that are due on a day and not paid, by case reference and number, after
/// the one given; read as [`payments`] are.
///
/// # Errors
/// [`StoreError`].
pub async fn due(
    connection: &mut PgConnection,
    call: &CallId,
    due_by: NaiveDate,
    after: Option<&(CaseReference, i32)>,
    limit: i64,
) -> Result<Vec<(ApplicationId, i32)>, StoreError> {
    let rows = sqlx::query!(
        "select i.grant_id, i.number from casework.application p
         join casework.grant g on g.call_id = p.call_id and g.grant_id = p.application_id
         cross join lateral (select of_grant.* from casework.instalment of_grant
             where of_grant.call_id = p.call_id and of_grant.grant_id = p.application_id
                 and of_grant.due <= $2
                 and of_grant.state_name in ('planned', 'attested', 'approved')
             order by of_grant.number) i
         where p.call_id = $1 and g.state_name not in ('declined', 'lapsed', 'reversed')
             and (p.case_year, p.case_number) >= (coalesce($3::integer, 0), \
             coalesce($4::integer, 0))
             and not (p.case_year = coalesce($3, 0) and p.case_number = coalesce($4, 0)
                 and i.number <= coalesce($5::integer, 0))
         order by p.case_year, p.case_number, i.number limit $6",
        call.as_str(),
        due_by,
        after.map(|(case, _)| case_order(case).0),
        after.map(|(case, _)| case_order(case).1),
        after.map(|(_, number)| *number),
        limit,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let at = Row::of("instalment", format!("{}/{}", row.grant_id, row.number));
            Ok((at.column("grant_id", row.grant_id.try_into())?, row.number))
        })
        .collect()
}

struct PaymentRow {
    case_reference: String,
    number: i32,
    grant_id: Uuid,
    organisation_number: String,
    organisation_name: String,
    grant_state: Value,
    amount_ore: i64,
    chapter_post: String,
    due: NaiveDate,
    state: Value,
    approved_by: String,
    /// The account that was paid to, where another has replaced it.
    replaced: Option<String>,
    hand_over: i32,
    bank: Option<Value>,
}

/// Reads the bank's last answer.
fn bank(at: &Row, stored: Option<Value>) -> Result<Option<BankAnswer>, StoreError> {
    stored.map(|bank| from_json(at, "bank", bank)).transpose()
}

impl TryFrom<PaymentRow> for Payment {
    type Error = StoreError;

    fn try_from(row: PaymentRow) -> Result<Self, StoreError> {
        let at = Row::of("instalment", format!("{}/{}", row.grant_id, row.number));
        let grant_state: GrantState = from_json(&at, "grant_state", row.grant_state)?;
        let state: InstalmentState = from_json(&at, "state", row.state)?;
        let attestation = match &state {
            InstalmentState::Attested { by, at }
            | InstalmentState::Approved { by, at, .. }
            | InstalmentState::Paid { by, at, .. } => Some((by.clone(), *at)),
            InstalmentState::Planned | InstalmentState::Cancelled => None,
        };
        let booked = match &state {
            InstalmentState::Paid { booked, .. } => Some(*booked),
            InstalmentState::Planned
            | InstalmentState::Attested { .. }
            | InstalmentState::Approved { .. }
            | InstalmentState::Cancelled => None,
        };
        let (attested_by, attested) = at.known("state", attestation)?;
        Ok(Payment {
            case_reference: at.column("case_reference", row.case_reference.try_into())?,
            number: row.number,
            grant: at.column("grant_id", row.grant_id.try_into())?,
            organisation: at.column("organisation_number", row.organisation_number.try_into())?,
            organisation_name: row.organisation_name,
            account: match row.replaced {
                Some(replaced) => at.column("replaced", replaced.try_into())?,
                None => at.known("grant_state", grant_state.account().cloned())?,
            },
            amount: Money::from_ore(row.amount_ore),
            chapter_post: at.column("chapter_post", row.chapter_post.try_into())?,
            due: row.due,
            attested_by,
            approved_by: row.approved_by,
            attested,
            approval: state.approval().cloned(),
            booked,
            set_off: state.set_off().cloned(),
            hand_over: row.hand_over,
            bank: bank(&at, row.bank)?,
        })
    }
}
