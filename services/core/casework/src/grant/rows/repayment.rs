//! Repayments of grants.

use std::collections::BTreeMap;

use domain::grant::{Grant, Received, Repayment, SetOff};
use domain::identifiers::CallId;
use domain::money::Money;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};
use uuid::Uuid;

/// Stores a repayment.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn insert(
    connection: &mut PgConnection,
    grant: &Grant,
    repayment: &Repayment,
) -> Result<(), StoreError> {
    let Received {
        amount,
        booked,
        reference,
        entry,
    } = &repayment.received;
    let set_off = repayment.set_off.as_ref();
    let years: Vec<i32> = repayment.years.keys().copied().collect();
    let amounts: Vec<i64> = repayment.years.values().map(|part| part.ore()).collect();
    sqlx::query!(
        "with stored as (
             insert into casework.repayment (call_id, grant_id, number, amount_ore, booked, \
         reference, entry_id, last_step, set_off_call, set_off_grant, set_off_instalment)
             values ($1, $2, $3, $4, $5, $6, (select entry_id from casework.bank_entry
                 where sha256 = $7 and number = $8), $9, $12, $13, $14)
             returning call_id, grant_id, number
         )
         insert into casework.repayment_year (call_id, grant_id, number, budget_year, amount_ore)
         select call_id, grant_id, number, budget_year, ore
         from stored, unnest($10::integer[], $11::bigint[]) as part (budget_year, ore)",
        grant.call.as_str(),
        grant.id.uuid(),
        repayment.number,
        amount.ore(),
        booked,
        reference,
        entry.as_ref().map(|(file, _)| file.as_slice()),
        entry.as_ref().map(|(_, number)| *number),
        json(&repayment.recorded),
        &years,
        &amounts,
        set_off.map(|kept| kept.call.as_str()),
        set_off.map(|kept| kept.grant.uuid()),
        set_off.map(|kept| kept.instalment),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The repayments of these grants, each grant's in order.
pub(super) async fn of_grants(
    connection: &mut PgConnection,
    call: &CallId,
    grants: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<Repayment>>, StoreError> {
    let rows = sqlx::query!(
        "select r.grant_id, r.number, r.amount_ore, r.booked, r.reference, r.last_step,
             r.set_off_call, r.set_off_grant, r.set_off_instalment,
             e.sha256 as \"sha256?\", e.number as \"entry?\",
             array_agg(y.budget_year) as \"years!\", array_agg(y.amount_ore) as \"parts!\"
         from casework.repayment r
         join casework.repayment_year y using (call_id, grant_id, number)
         left join casework.bank_entry e on e.entry_id = r.entry_id
         where r.call_id = $1 and r.grant_id = any($2)
         group by r.call_id, r.grant_id, r.number, e.entry_id order by r.grant_id, r.number",
        call.as_str(),
        grants,
    )
    .fetch_all(connection)
    .await?;
    let mut repayments: BTreeMap<Uuid, Vec<Repayment>> = BTreeMap::new();
    for row in rows {
        let at = Row::of("repayment", format!("{}/{}", row.grant_id, row.number));
        let entry = match row.sha256.zip(row.entry) {
            Some((file, number)) => Some((at.column("sha256", file.try_into())?, number)),
            None => None,
        };
        let set_off = match (row.set_off_call, row.set_off_grant, row.set_off_instalment) {
            (Some(call), Some(grant), Some(instalment)) => Some(SetOff {
                call: at.column("set_off_call", call.try_into())?,
                grant: at.column("set_off_grant", grant.try_into())?,
                instalment,
            }),
            _ => None,
        };
        let parts = row.parts.into_iter().map(Money::from_ore);
        let repayment = Repayment {
            number: row.number,
            received: Received {
                amount: Money::from_ore(row.amount_ore),
                booked: row.booked,
                reference: row.reference,
                entry,
            },
            set_off,
            years: row.years.into_iter().zip(parts).collect(),
            recorded: from_json(&at, "last_step", row.last_step)?,
        };
        repayments.entry(row.grant_id).or_default().push(repayment);
    }
    Ok(repayments)
}
