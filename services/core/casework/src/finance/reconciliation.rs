use std::collections::BTreeMap;

use domain::calendar::start_of_day;
use domain::finance::reconciliation::{Amounts, Column, Month, Reconciliation};
use domain::identifiers::{BatchId, CallId};
use domain::scheme::Scheme;
use domain::step::StepName;
use sqlx::PgConnection;
use store::error::{Row, StoreError};
use uuid::Uuid;

use crate::call::visible;
use crate::error::CaseError;
use crate::step::{Context, Query};

/// Compares what the bank booked in a month with the ledger, by batch of a call.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetReconciliation {
    /// The call.
    pub call: CallId,
    /// The month.
    pub month: Month,
}

impl<S: Scheme> Query<S> for GetReconciliation {
    const STEP: StepName = StepName::GetReconciliation;
    type Answer = Reconciliation;

    async fn look(&self, context: &mut Context<'_>) -> Result<Reconciliation, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        Ok(Reconciliation {
            month: self.month,
            batches: batches(context.db, &self.call, self.month).await?,
        })
    }
}

/// The amounts of a month, the bank's and the ledger's.
async fn batches(
    db: &mut PgConnection,
    call: &CallId,
    month: Month,
) -> Result<BTreeMap<Option<BatchId>, Amounts>, StoreError> {
    let mut batches: BTreeMap<Option<BatchId>, Amounts> = BTreeMap::new();
    for (batch, column, ore) in answered(db, call, month).await? {
        batches.entry(batch).or_default().add(column, ore);
    }
    for (column, ore) in repaid(db, call, month).await? {
        if ore != 0 {
            batches.entry(None).or_default().add(column, ore);
        }
    }
    for (batch, ore) in posted(db, call, month).await? {
        batches.entry(batch).or_default().add(Column::Ledger, ore);
    }
    Ok(batches)
}

/// Reads the sums approved and sent in a month, and those of the bank's answers.
async fn answered(
    db: &mut PgConnection,
    call: &CallId,
    month: Month,
) -> Result<Vec<(Option<BatchId>, Column, i64)>, StoreError> {
    let rows = sqlx::query!(
        r#"with payment as (
             select b.batch_id, one ->> 'end_to_end_id' as id, (one ->> 'amount')::bigint as ore
             from casework.payment_batch b, jsonb_array_elements(b.payments::jsonb) one
             where b.call_id = $1
           )
           select batch_id as "batch_id?", what as "what!", sum(ore)::bigint as "ore!" from (
             select batch_id, 'approved' as what, sum_ore as ore from casework.payment_batch
             where call_id = $1 and (last_step ->> 'at')::timestamptz >= $4
                 and (last_step ->> 'at')::timestamptz < $5
             union all
             select b.batch_id, 'sent', b.sum_ore from casework.payment_batch b
             join casework.payment_batch_export s on s.batch_id = b.batch_id
             where b.call_id = $1 and (s.last_step ->> 'at')::timestamptz >= $4
                 and (s.last_step ->> 'at')::timestamptz < $5
             union all
             select e.batch_id, e.kind, p.ore from casework.bank_entry e
             join casework.bank_file f on f.sha256 = e.sha256
             join payment p on p.batch_id = e.batch_id and p.id = e.end_to_end_id
             where e.call_id = $1 and e.state = 'taken' and e.kind in ('accepted', 'rejected')
                 and (f.last_step ->> 'at')::timestamptz >= $4
                 and (f.last_step ->> 'at')::timestamptz < $5
             union all
             select batch_id, kind, amount_ore from casework.bank_entry
             where call_id = $1 and state in ('taken', 'open') and kind in ('paid', 'returned')
                 and booked >= $2 and booked < $3
           ) amounts group by batch_id, what order by batch_id, what"#,
        call.as_str(),
        month.first(),
        month.next(),
        start_of_day(month.first()),
        start_of_day(month.next()),
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let column = match row.what.as_str() {
                "approved" => Column::Approved,
                "sent" => Column::Sent,
                "accepted" => Column::Accepted,
                "rejected" => Column::Rejected,
                "returned" => Column::Returned,
                _ => Column::Booked,
            };
            Ok((batch(row.batch_id)?, column, row.ore))
        })
        .collect()
}

/// Reads the ledger's sums from its postings, which an event ties to the entries of the bank that
/// moved them. The part of a posting beyond its entries falls on the first of them; a posting that
/// no entry moved belongs to no batch.
async fn posted(
    db: &mut PgConnection,
    call: &CallId,
    month: Month,
) -> Result<Vec<(Option<BatchId>, i64)>, StoreError> {
    let rows = sqlx::query!(
        r#"with entry as (
             select chain, sequence, batch_id, booked,
                    sum(case kind when 'paid' then amount_ore else -amount_ore end)::bigint as ore
             from casework.bank_entry
             where call_id = $1 and state = 'taken' and kind in ('paid', 'returned')
             group by chain, sequence, batch_id, booked
           ), posted as (
             select p.chain, p.sequence, min(p.at) as at,
                    sum(case when d.kind = 'paid' then p.amount_ore
                        else -p.amount_ore end)::bigint as ore
             from casework.posting p
             join casework.ledger_account d on d.account_id = p.debit_id
             join casework.ledger_account c on c.account_id = p.credit_id
             join casework.event v on v.chain = p.chain and v.sequence = p.sequence
             where d.call_id = $1 and (d.kind, c.kind) in (('paid', 'attested'),
                 ('attested', 'paid'))
                 and v.step not in ('approve_arrangement', 'decide_appeal',
                     'record_appeal_outcome')
             group by p.chain, p.sequence
           ), ledger as (
             select e.batch_id, e.booked, p.at, e.chain is null as alone, coalesce(e.ore, 0)
                 + case when row_number() over event = 1
                     then coalesce(p.ore, 0) - coalesce(sum(e.ore) over whole, 0) else 0 end as ore
             from entry e full join posted p on p.chain = e.chain and p.sequence = e.sequence
             window whole as (partition by coalesce(e.chain, p.chain),
                     coalesce(e.sequence, p.sequence)),
                 event as (partition by coalesce(e.chain, p.chain),
                     coalesce(e.sequence, p.sequence) order by e.booked, e.batch_id)
           )
           select batch_id as "batch_id?", sum(ore)::bigint as "ore!" from ledger
           where not alone and booked >= $2 and booked < $3 or alone and at >= $4 and at < $5
           group by batch_id order by batch_id"#,
        call.as_str(),
        month.first(),
        month.next(),
        start_of_day(month.first()),
        start_of_day(month.next()),
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| Ok((batch(row.batch_id)?, row.ore)))
        .collect()
}

/// Reads the sums of repayments: what the bank credited, and what the ledger has. The event that
/// moved the money of a grant's n-th repayment is the n-th of its kind in the case.
async fn repaid(
    db: &mut PgConnection,
    call: &CallId,
    month: Month,
) -> Result<[(Column, i64); 2], StoreError> {
    let sums = sqlx::query!(
        r#"with repaid as (
             select 'calls/' || call_id || '/applications/' || grant_id as chain, booked, entry_id,
                    row_number() over (partition by grant_id order by number) as number
             from casework.repayment where call_id = $1 and set_off_call is null
           ), told as (
             select e.chain, e.sequence,
                    row_number() over (partition by e.chain order by e.sequence) as number
             from casework.event e
             where e.step = 'record_repayment' and e.chain in (select chain from repaid)
           )
           select
             (select coalesce(sum(e.amount_ore), 0) from repaid r
                 join casework.bank_entry e on e.entry_id = r.entry_id
                 where e.booked >= $2 and e.booked < $3)::bigint as "received!",
             (select coalesce(sum(p.amount_ore), 0) from repaid r
                 join told t on t.chain = r.chain and t.number = r.number
                 join casework.posting p on p.chain = t.chain and p.sequence = t.sequence
                 join casework.ledger_account d on d.account_id = p.debit_id and d.kind = 'repaid'
                 where r.booked >= $2 and r.booked < $3)::bigint as "repaid!""#,
        call.as_str(),
        month.first(),
        month.next(),
    )
    .fetch_one(db)
    .await?;
    Ok([
        (Column::Received, sums.received),
        (Column::Repaid, sums.repaid),
    ])
}

fn batch(id: Option<Uuid>) -> Result<Option<BatchId>, StoreError> {
    let read = |id: Uuid| Row::of("payment_batch", id).column("batch_id", id.try_into());
    id.map(read).transpose()
}
