//! Postings as exports tell them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::calendar::local_date;
use domain::event::EventRef;
use domain::identifiers::{AllocationId, ApplicationId, CallId, CaseReference};
use domain::ledger::{Account, AwardMoney, BudgetItem, Movement, Posted, Posting};
use domain::money::Money;
use domain::organisation::ApplicantKind;
use sqlx::PgConnection;
use store::error::{Row, StoreError};
use uuid::Uuid;

use super::rows::AccountRow;
use super::tags;

/// The newest posting that touches a call; 0 when there is none.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn newest(db: &mut PgConnection, call: &CallId) -> Result<i64, StoreError> {
    let newest = sqlx::query_scalar!(
        "select coalesce(max(p.posting_id), 0) as \"newest!\"
         from casework.ledger_account a
         join casework.posting p on p.debit_id = a.account_id or p.credit_id = a.account_id
         where a.call_id = $1",
        call.as_str(),
    )
    .fetch_one(db)
    .await?;
    Ok(newest)
}

/// The postings that touch a call, in order, after one of them. They are read in the order of the
/// primary key, so a whole export passes over the ledger once.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn page(
    db: &mut PgConnection,
    call: &CallId,
    after: i64,
    limit: i64,
) -> Result<Vec<Posted>, StoreError> {
    let rows = sqlx::query!(
        "select p.posting_id, p.amount_ore, p.allocation_id, p.chain, p.sequence, p.at,
             d.account_id, d.kind, d.chapter_post, d.budget_year, d.call_id, d.sub_frame,
             d.grant_id, c.account_id as from_account_id, c.kind as from_kind,
             c.chapter_post as from_chapter_post, c.budget_year as from_budget_year,
             c.call_id as from_call_id, c.sub_frame as from_sub_frame,
             c.grant_id as from_grant_id,
             a.case_reference as \"case_reference?\", a.applicant_kind as \"applicant_kind?\"
         from casework.posting p
         join casework.ledger_account d on d.account_id = p.debit_id
         join casework.ledger_account c on c.account_id = p.credit_id
         left join casework.application a on a.call_id = $1
             and a.application_id = coalesce(d.grant_id, c.grant_id)
         where p.posting_id > $2 and (d.call_id = $1 or c.call_id = $1)
         order by p.posting_id limit $3",
        call.as_str(),
        after,
        limit,
    )
    .fetch_all(db)
    .await?;
    let postings = rows.into_iter().map(|row| {
        let at = Row::of("posting", row.posting_id);
        let to = AccountRow {
            account_id: row.account_id,
            kind: row.kind,
            chapter_post: row.chapter_post,
            budget_year: row.budget_year,
            call_id: row.call_id,
            sub_frame: row.sub_frame,
            grant_id: row.grant_id,
            balance_ore: 0,
        };
        let from = AccountRow {
            account_id: row.from_account_id,
            kind: row.from_kind,
            chapter_post: row.from_chapter_post,
            budget_year: row.from_budget_year,
            call_id: row.from_call_id,
            sub_frame: row.from_sub_frame,
            grant_id: row.from_grant_id,
            balance_ore: 0,
        };
        let case = row.case_reference.zip(row.applicant_kind);
        let case = case
            .map(|(case, kind)| recipient(&at, case, &kind))
            .transpose()?;
        let decision: Option<AllocationId> = match row.allocation_id {
            Some(id) => Some(at.column("allocation_id", id.try_into())?),
            None => None,
        };
        Ok(Posted {
            id: row.posting_id,
            posting: Posting {
                from: Account::try_from(from)?,
                to: Account::try_from(to)?,
                amount: Money::from_ore(row.amount_ore),
            },
            case,
            decision,
            event: EventRef {
                chain: row.chain,
                sequence: row.sequence,
            },
            at: row.at,
        })
    });
    postings.collect()
}

/// Reads case and kind of a grant's recipient.
fn recipient(
    at: &Row,
    case: String,
    kind: &str,
) -> Result<(CaseReference, ApplicantKind), StoreError> {
    let case = at.column("case_reference", case.try_into())?;
    Ok((case, at.column("applicant_kind", kind.parse())?))
}

/// Every change of the money of some grants of a call, in order. Money that moves within a grant
/// leaves one of its accounts and comes to another, so what is promised changes only where the
/// frame is the other side.
async fn movements(
    db: &mut PgConnection,
    call: &CallId,
    grants: &[Uuid],
) -> Result<BTreeMap<ApplicationId, Vec<Movement>>, StoreError> {
    let rows = sqlx::query!(
        "select grant_id as \"grant_id!\", posting_id as \"posting_id!\",
             budget_year as \"budget_year!\", at as \"at!\",
             sum(ore)::bigint as \"committed!\",
             coalesce(sum(ore) filter (where kind in ('paid', 'repaid')), 0)::bigint as \"paid!\",
             coalesce(sum(ore) filter (where kind = 'repaid'), 0)::bigint as \"repaid!\"
         from (
             select a.grant_id, a.kind, a.budget_year, p.posting_id, p.at,
                 case when p.debit_id = a.account_id then p.amount_ore else -p.amount_ore end as ore
             from casework.ledger_account a
             join casework.posting p on p.debit_id = a.account_id or p.credit_id = a.account_id
             where a.call_id = $1 and a.grant_id = any($2)
                 and a.kind in ('committed', 'attested', 'paid', 'repaid')
         ) sides
         group by grant_id, posting_id, budget_year, at
         order by posting_id",
        call.as_str(),
        grants,
    )
    .fetch_all(db)
    .await?;
    let mut movements: BTreeMap<ApplicationId, Vec<Movement>> = BTreeMap::new();
    for row in rows {
        let at = Row::of("posting", row.posting_id);
        let grant = at.column("grant_id", row.grant_id.try_into())?;
        let (committed, paid, repaid) = (row.committed, row.paid, row.repaid);
        if (committed, paid, repaid) == (0, 0, 0) {
            continue;
        }
        movements.entry(grant).or_default().push(Movement {
            posting: row.posting_id,
            at: row.at,
            year: row.budget_year,
            committed: Money::from_ore(committed),
            paid: Money::from_ore(paid),
            repaid: Money::from_ore(repaid),
        });
    }
    Ok(movements)
}

/// The dates and the money of decided awards of a call, in the order of the applications. The
/// decision is the first approved one that gave an application the amount it has.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn of_awards(
    db: &mut PgConnection,
    (call, item): (&CallId, &BudgetItem),
    allocation: AllocationId,
    applications: &[ApplicationId],
) -> Result<Vec<AwardMoney>, StoreError> {
    let ids: Vec<Uuid> = applications.iter().map(|one| one.uuid()).collect();
    let mut movements = movements(db, call, &ids).await?;
    let mut tags = if ids.is_empty() {
        BTreeMap::new()
    } else {
        tags::read(db, Some(call), &ids).await?
    };
    let rows = sqlx::query!(
        "select a.application_id, a.applicant_kind, coalesce(
                 (select max(e.at) from casework.event e where e.step = 'submit_application'
                     and e.chain = 'calls/' || a.call_id || '/applications/' || a.application_id),
                 a.created) as \"applied!\",
             (select min((d.last_step ->> 'at')::timestamptz)
                 from casework.award w
                 join casework.allocation d on d.call_id = w.call_id
                     and d.allocation_id = w.allocation_id and d.state_name = 'approved'
                 where w.call_id = a.call_id and w.application_id = a.application_id
                     and w.amount_ore = now.amount_ore) as \"decided!: DateTime<Utc>\"
         from casework.award now
         join casework.application a on a.call_id = now.call_id
             and a.application_id = now.application_id
         where now.call_id = $1 and now.allocation_id = $2 and now.application_id = any($3)
         order by array_position($3, now.application_id)",
        call.as_str(),
        allocation.uuid(),
        &ids,
    )
    .fetch_all(db)
    .await?;
    let awards = rows.into_iter().map(|row| {
        let at = Row::of("award", row.application_id);
        let application = at.column("application_id", row.application_id.try_into())?;
        Ok(AwardMoney {
            kind: at.column("applicant_kind", row.applicant_kind.parse())?,
            applied: local_date(row.applied),
            decided: local_date(row.decided),
            item: item.clone(),
            movements: movements.remove(&application).unwrap_or_default(),
            tags: tags.remove(&(call.to_string(), application.uuid())),
        })
    });
    awards.collect()
}
