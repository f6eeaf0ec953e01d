//! Sums of the ledger.

use std::collections::BTreeMap;

use domain::appeal::NEXT_YEAR_FRAME;
use domain::identifiers::CallId;
use domain::ledger::{
    AppropriationChange, AuthorityBudget, BudgetItem, ChangeKind, FrameBudget, ItemBudget, Stage,
    Totals,
};
use domain::money::Money;
use sqlx::PgConnection;
use store::error::{Row, StoreError};

/// The budget of each sub-frame of a call, in the order of the scheme's plan.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn of_call(
    db: &mut PgConnection,
    call: &CallId,
) -> Result<Vec<FrameBudget>, StoreError> {
    let mut totals = of_calls(db, &[call.to_string()]).await?;
    let frames = sqlx::query!(
        "select f.code, f.budget_ore,
             (select coalesce(sum(w.amount_ore), 0)::bigint from casework.awaited w
                 where w.next_call_id = f.call_id and w.sub_frame = f.code) as \"claimed!\",
             (select coalesce(sum(w.amount_ore), 0)::bigint from casework.awaited w
                 where w.call_id = f.call_id and w.sub_frame = f.code) as \"awaited!\"
         from casework.sub_frame f where f.call_id = $1 order by f.position",
        call.as_str(),
    )
    .fetch_all(db)
    .await?;
    let frames = frames.into_iter().map(|frame| FrameBudget {
        totals: totals.remove(&frame.code).unwrap_or_default(),
        sub_frame: frame.code,
        budget: Money::from_ore(frame.budget_ore),
        claimed: Money::from_ore(frame.claimed),
        awaited: Money::from_ore(frame.awaited),
    });
    Ok(frames.collect())
}

/// The budget of a chapter and post in one year.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn of_item(
    db: &mut PgConnection,
    item: &BudgetItem,
) -> Result<ItemBudget, StoreError> {
    let (chapter_post, year) = (item.chapter_post.as_str(), item.year);
    let calls = sqlx::query_scalar!(
        "select call_id from casework.call where chapter_post = $1 and grant_year = $2",
        chapter_post,
        year,
    )
    .fetch_all(&mut *db)
    .await?;
    let before = sqlx::query_scalar!(
        "select call_id from casework.call where chapter_post = $1 and grant_year = $2 - 1",
        chapter_post,
        year,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut totals = Totals::default();
    // What a call was given from next year's frame is of that year.
    let own = of_calls(db, &calls).await?.into_iter();
    let own = own.filter(|(code, _)| code != NEXT_YEAR_FRAME);
    let given = of_calls(db, &before).await?.into_iter();
    let given = given.filter(|(code, _)| code == NEXT_YEAR_FRAME);
    for (_, one) in own.chain(given) {
        totals.add_all(&one);
    }
    let balances = sqlx::query!(
        "select coalesce(sum(balance_ore) filter (where kind = 'vote'), 0)::bigint as \"vote!\",
             coalesce(sum(balance_ore) filter (where kind = 'appropriation'), 0)::bigint
                 as \"unframed!\"
         from casework.ledger_account
         where chapter_post = $1 and budget_year = $2 and call_id is null",
        chapter_post,
        year,
    )
    .fetch_one(&mut *db)
    .await?;
    Ok(ItemBudget {
        item: item.clone(),
        appropriated: Money::from_ore(-balances.vote),
        framed: Money::from_ore(-balances.vote - balances.unframed),
        totals,
        authority: authority(db, item).await?,
        changes: changes(db, item).await?,
    })
}

/// The sums over the grants of calls, by sub-frame.
async fn of_calls(
    db: &mut PgConnection,
    calls: &[String],
) -> Result<BTreeMap<String, Totals>, StoreError> {
    let mut totals: BTreeMap<String, Totals> = BTreeMap::new();
    let standing = sqlx::query!(
        "select sub_frame as \"sub_frame!\", kind, budget_year, sum(balance_ore)::bigint as \"ore!\"
         from casework.ledger_account
         where call_id = any($1) and kind in ('committed', 'attested', 'paid', 'repaid')
         group by sub_frame, kind, budget_year",
        calls,
    )
    .fetch_all(&mut *db)
    .await?;
    for row in standing {
        let stage = Row::of("ledger_account", &row.sub_frame);
        let stage = stage.known("kind", Stage::from_name(&row.kind))?;
        let of = totals.entry(row.sub_frame).or_default();
        of.add(row.budget_year, stage, row.ore);
    }
    let released = sqlx::query!(
        "select d.sub_frame as \"sub_frame!\", sum(p.amount_ore)::bigint as \"ore!\"
         from casework.posting p
         join casework.ledger_account d on d.account_id = p.debit_id
         join casework.ledger_account c on c.account_id = p.credit_id
         where d.call_id = any($1) and d.grant_id is null and d.kind = 'frame'
             and c.grant_id is not null
         group by d.sub_frame",
        calls,
    )
    .fetch_all(&mut *db)
    .await?;
    for row in released {
        totals.entry(row.sub_frame).or_default().released = row.ore;
    }
    let proposed = sqlx::query!(
        "select w.sub_frame, sum(w.amount_ore - w.notified_ore)::bigint as \"ore!\"
         from casework.award w
         join casework.allocation a on a.call_id = w.call_id and a.allocation_id = w.allocation_id
         where w.call_id = any($1) and a.state_name = 'proposed' group by w.sub_frame",
        calls,
    )
    .fetch_all(db)
    .await?;
    for row in proposed {
        totals.entry(row.sub_frame).or_default().proposed = row.ore;
    }
    Ok(totals)
}

/// The authority for each year after the item's.
async fn authority(
    db: &mut PgConnection,
    item: &BudgetItem,
) -> Result<Vec<AuthorityBudget>, StoreError> {
    let rows = sqlx::query!(
        "select budget_year,
             coalesce(sum(balance_ore) filter (where kind = 'authority_vote'), 0)::bigint
                 as \"vote!\",
             coalesce(sum(balance_ore) filter (where kind = 'authority'), 0)::bigint as \"left!\"
         from casework.ledger_account
         where chapter_post = $1 and budget_year > $2 and kind in ('authority_vote', 'authority')
         group by budget_year order by budget_year",
        item.chapter_post.as_str(),
        item.year,
    )
    .fetch_all(db)
    .await?;
    let lines = rows.into_iter().map(|row| AuthorityBudget {
        year: row.budget_year,
        given: Money::from_ore(-row.vote),
        used: Money::from_ore(-row.vote - row.left),
    });
    Ok(lines.collect())
}

/// The changes of the item's appropriation, and of authority for years after it.
async fn changes(
    db: &mut PgConnection,
    item: &BudgetItem,
) -> Result<Vec<AppropriationChange>, StoreError> {
    let rows = sqlx::query!(
        "select change_id, budget_year, authority, kind, amount_ore, source
         from casework.appropriation_change
         where chapter_post = $1
             and (budget_year = $2 and not authority or budget_year > $2 and authority)
         order by authority, budget_year, last_step ->> 'at', change_id",
        item.chapter_post.as_str(),
        item.year,
    )
    .fetch_all(db)
    .await?;
    let changes = rows.into_iter().map(|row| {
        let at = Row::of("appropriation_change", row.change_id);
        Ok(AppropriationChange {
            id: at.column("change_id", row.change_id.try_into())?,
            chapter_post: item.chapter_post.clone(),
            year: row.budget_year,
            authority: row.authority,
            kind: at.known("kind", ChangeKind::from_code(&row.kind))?,
            amount: Money::from_ore(row.amount_ore),
            source: row.source,
        })
    });
    changes.collect()
}
