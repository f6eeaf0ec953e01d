//! Postings as exports tell them.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use domain::allocation::award::Award;
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
use crate::{standing, state_aid};

/// The newest posting that touches a call; 0 when there is none. Postings are read from the newest
/// back until one does.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn newest(db: &mut PgConnection, call: &CallId) -> Result<i64, StoreError> {
    let newest = sqlx::query_scalar!(
        "select p.posting_id
         from casework.posting p
         join casework.ledger_account d on d.account_id = p.debit_id
         join casework.ledger_account c on c.account_id = p.credit_id
         where d.call_id = $1 or c.call_id = $1
         order by p.posting_id desc limit 1",
        call.as_str(),
    )
    .fetch_optional(db)
    .await?;
    Ok(newest.unwrap_or(0))
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
             select a.grant_id, a.kind, a.budget_year, p.posting_id, p.at, p.ore
             from unnest($2::uuid[]) wanted
             cross join lateral (select * from casework.ledger_account
                 where call_id = $1 and grant_id = wanted
                     and kind in ('committed', 'attested', 'paid', 'repaid') offset 0) a
             cross join lateral (
                 select posting_id, at, amount_ore as ore from casework.posting
                 where debit_id = a.account_id
                 union all
                 select posting_id, at, -amount_ore from casework.posting
                 where credit_id = a.account_id
             ) p
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

/// The dates and the money of decided awards of a call, in their order; with every change of the
/// money where `movements` are wanted.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn of_awards(
    db: &mut PgConnection,
    (call, item): (&CallId, &BudgetItem),
    awards: &[Award],
    wants_movements: bool,
) -> Result<Vec<AwardMoney>, StoreError> {
    if awards.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = awards.iter().map(|one| one.application.uuid()).collect();
    let mut movements = if wants_movements {
        Some(movements(db, call, &ids).await?)
    } else {
        None
    };
    let mut sums = sums(db, call, &ids).await?;
    let aid = state_aid::economic(db, call, &ids).await?;
    let mut tags = tags::of_grants(db, call, &ids).await?;
    let applied = applied(db, call, &ids).await?;
    let decisions = decisions(db, call, &ids).await?;
    let mut taken = standing::takeovers(db, call, &ids).await?;
    let awards = awards.iter().map(|award| {
        let id = award.application.uuid();
        let at = Row::of("award", id);
        let decided = decisions.of(award);
        let (committed, paid, repaid) = sums.remove(&id).unwrap_or_default();
        let of = movements
            .as_mut()
            .map(|all| all.remove(&award.application).unwrap_or_default());
        Ok(AwardMoney {
            kind: award.applicant.kind,
            applied: local_date(*at.known("submitted", applied.get(&id))?),
            decided: local_date(at.known("decided", decided)?),
            item: item.clone(),
            committed,
            paid,
            repaid,
            movements: of,
            state_aid: aid.get(&id).copied(),
            tags: tags.remove(&id),
            granted_to: taken.remove(&id).and_then(|taken| taken.granted_to),
        })
    });
    awards.collect()
}

/// Reads what is promised, paid and repaid on grants of a call, from their accounts' balances. Here
/// and below, grants are looked up one by one (`offset 0` keeps the planner to it), so that a page
/// costs what it holds and not what there is.
async fn sums(
    db: &mut PgConnection,
    call: &CallId,
    grants: &[Uuid],
) -> Result<HashMap<Uuid, (Money, Money, Money)>, StoreError> {
    let rows = sqlx::query!(
        "select wanted as \"grant_id!\", sum(a.balance_ore)::bigint as \"committed!\",
             coalesce(sum(a.balance_ore) filter (where a.kind in ('paid', 'repaid')), 0)::bigint
                 as \"paid!\",
             coalesce(sum(a.balance_ore) filter (where a.kind = 'repaid'), 0)::bigint
                 as \"repaid!\"
         from unnest($2::uuid[]) wanted
         cross join lateral (select balance_ore, kind from casework.ledger_account
             where call_id = $1 and grant_id = wanted
                 and kind in ('committed', 'attested', 'paid', 'repaid') offset 0) a
         group by wanted",
        call.as_str(),
        grants,
    )
    .fetch_all(db)
    .await?;
    let sums = rows.into_iter().map(|row| {
        let ore = [row.committed, row.paid, row.repaid].map(Money::from_ore);
        (row.grant_id, ore.into())
    });
    Ok(sums.collect())
}

/// When applications of a call were submitted last.
async fn applied(
    db: &mut PgConnection,
    call: &CallId,
    applications: &[Uuid],
) -> Result<HashMap<Uuid, DateTime<Utc>>, StoreError> {
    let rows = sqlx::query!(
        "select a.application_id, coalesce(
             (select max(e.at) from casework.event e where e.step = 'submit_application'
                 and e.chain = 'calls/' || a.call_id || '/applications/' || a.application_id),
             a.created) as \"applied!\"
         from unnest($2::uuid[]) wanted
         cross join lateral (select * from casework.application
             where call_id = $1 and application_id = wanted offset 0) a",
        call.as_str(),
        applications,
    )
    .fetch_all(db)
    .await?;
    let rows = rows.into_iter();
    Ok(rows.map(|row| (row.application_id, row.applied)).collect())
}

/// The approved allocations of a call and what each gave.
struct Decisions {
    /// The time of the first one.
    first: Option<DateTime<Utc>>,
    /// The amounts of each, where there are several, in the order of their times.
    amounts: HashMap<Uuid, Vec<(DateTime<Utc>, Money)>>,
}

impl Decisions {
    /// The time of the first decision that gave an application the amount it has.
    fn of(&self, award: &Award) -> Option<DateTime<Utc>> {
        let Some(amounts) = self.amounts.get(&award.application.uuid()) else {
            return self.first;
        };
        let given = amounts.iter().find(|(_, amount)| *amount == award.amount);
        given.map(|(at, _)| *at)
    }
}

async fn decisions(
    db: &mut PgConnection,
    call: &CallId,
    applications: &[Uuid],
) -> Result<Decisions, StoreError> {
    let approved = sqlx::query!(
        "select allocation_id, (last_step ->> 'at')::timestamptz as \"at!\"
         from casework.allocation where call_id = $1 and state_name = 'approved'
         order by 2",
        call.as_str(),
    )
    .fetch_all(&mut *db)
    .await?;
    let mut amounts: HashMap<Uuid, Vec<(DateTime<Utc>, Money)>> = HashMap::new();
    // Most calls have one decision: nothing more is read then.
    for decision in approved.iter().filter(|_| approved.len() > 1) {
        let rows = sqlx::query!(
            "select a.application_id, a.amount_ore from unnest($3::uuid[]) wanted
             cross join lateral (select application_id, amount_ore from casework.award
                 where call_id = $1 and allocation_id = $2 and application_id = wanted
                 offset 0) a",
            call.as_str(),
            decision.allocation_id,
            applications,
        )
        .fetch_all(&mut *db)
        .await?;
        for row in rows {
            let of = amounts.entry(row.application_id).or_default();
            of.push((decision.at, Money::from_ore(row.amount_ore)));
        }
    }
    Ok(Decisions {
        first: approved.first().map(|first| first.at),
        amounts,
    })
}
