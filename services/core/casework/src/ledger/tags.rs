//! Tags of commitments, stored beside the grants, and the ledger's sums by grant that they divide.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use domain::identifiers::{ApplicationId, CallId};
use domain::money::Money;
use domain::tags::{Tag, TagFilter, TagSummary, TaggedShare, TaggedSums, Tags};
use sqlx::PgConnection;
use store::error::{Row, StoreError};
use uuid::Uuid;

/// Writes the tags of new grants of a call.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn insert(
    db: &mut PgConnection,
    call: &CallId,
    tags: &[(ApplicationId, Tags)],
) -> Result<(), StoreError> {
    let rows = || {
        tags.iter().flat_map(|(grant, tags)| {
            let shares = (1..).zip(tags.shares());
            shares.map(|(position, share)| (grant.uuid(), position, share))
        })
    };
    let grants: Vec<Uuid> = rows().map(|(grant, ..)| grant).collect();
    let positions: Vec<i32> = rows().map(|(_, position, _)| position).collect();
    let texts = |text: fn(&Tag) -> &String| -> Vec<String> {
        rows().map(|(.., share)| text(&share.tag).clone()).collect()
    };
    let weights: Vec<i64> = rows().map(|(.., share)| share.weight).collect();
    sqlx::query!(
        "insert into casework.grant_tag
             (call_id, grant_id, position, plan_line, goal, target_group, measure, weight)
         select $1, grant_id, position, plan_line, goal, target_group, measure, weight
         from unnest($2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[],
             $8::bigint[])
             as new (grant_id, position, plan_line, goal, target_group, measure, weight)",
        call.as_str(),
        &grants,
        &positions,
        &texts(|tag| &tag.plan_line),
        &texts(|tag| &tag.goal),
        &texts(|tag| &tag.target_group),
        &texts(|tag| &tag.measure),
        &weights,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A stored share of a grant's tags.
struct ShareRow {
    grant_id: Uuid,
    plan_line: String,
    goal: String,
    target_group: String,
    measure: String,
    weight: i64,
}

/// Reads the tags of grants of a call. Grants that were decided before there were tags have none.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn of_grants(
    db: &mut PgConnection,
    call: &CallId,
    grants: &[Uuid],
) -> Result<BTreeMap<Uuid, Tags>, StoreError> {
    let rows = sqlx::query_as!(
        ShareRow,
        "select t.grant_id, t.plan_line, t.goal, t.target_group, t.measure, t.weight
         from unnest($2::uuid[]) wanted
         cross join lateral (select * from casework.grant_tag
             where call_id = $1 and grant_id = wanted offset 0) t
         order by t.grant_id, t.position",
        call.as_str(),
        grants,
    )
    .fetch_all(db)
    .await?;
    by_grant(rows)
}

/// Reads the tags of all grants of a call, or of the whole scheme.
async fn all(
    db: &mut PgConnection,
    call: Option<&CallId>,
) -> Result<BTreeMap<Uuid, Tags>, StoreError> {
    let rows = sqlx::query_as!(
        ShareRow,
        "select grant_id, plan_line, goal, target_group, measure, weight
         from casework.grant_tag where $1::text is null or call_id = $1
         order by grant_id, position",
        call.map(CallId::as_str),
    )
    .fetch_all(db)
    .await?;
    by_grant(rows)
}

/// Puts the shares of each grant together. The id of a grant is its application's, which no other
/// call has.
fn by_grant(rows: Vec<ShareRow>) -> Result<BTreeMap<Uuid, Tags>, StoreError> {
    let mut shares: BTreeMap<Uuid, Vec<TaggedShare>> = BTreeMap::new();
    for row in rows {
        let tag = Tag {
            plan_line: row.plan_line,
            goal: row.goal,
            target_group: row.target_group,
            measure: row.measure,
        };
        shares.entry(row.grant_id).or_default().push(TaggedShare {
            tag,
            weight: row.weight,
        });
    }
    let tags = shares.into_iter().map(|(grant, shares)| {
        let at = Row::of("grant_tag", grant);
        Ok((grant, at.known("weight", Tags::stored(shares))?))
    });
    tags.collect()
}

/// Sums the ledger by budget year and tag. Every grant's money of a year is divided by itself, so
/// that all tags together come to the ledger's totals.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn summary(
    db: &mut PgConnection,
    call: Option<&CallId>,
    years: &RangeInclusive<i32>,
    filter: &TagFilter,
) -> Result<TagSummary, StoreError> {
    let tags = all(db, call).await?;
    let rows = sqlx::query!(
        "select grant_id as \"grant_id!\",
             budget_year as \"budget_year!\", sum(committed)::bigint as \"committed!\",
             sum(paid)::bigint as \"paid!\", sum(repaid)::bigint as \"repaid!\",
             sum(released)::bigint as \"released!\"
         from (
             select call_id, grant_id, budget_year, balance_ore as committed,
                 case when kind in ('paid', 'repaid') then balance_ore else 0 end as paid,
                 case when kind = 'repaid' then balance_ore else 0 end as repaid, 0 as released
             from casework.ledger_account
             where kind in ('committed', 'attested', 'paid', 'repaid')
             union all
             select c.call_id, c.grant_id, c.budget_year, 0, 0, 0, p.amount_ore
             from casework.posting p
             join casework.ledger_account d on d.account_id = p.debit_id
             join casework.ledger_account c on c.account_id = p.credit_id
             where d.kind = 'frame' and c.grant_id is not null
         ) of_grants
         where ($1::text is null or call_id = $1) and budget_year between $2 and $3
         group by grant_id, budget_year",
        call.map(CallId::as_str),
        years.start(),
        years.end(),
    )
    .fetch_all(db)
    .await?;
    let (mut summary, untagged) = (TagSummary::default(), Tags::none());
    for row in rows {
        let sums = TaggedSums {
            committed: Money::from_ore(row.committed),
            paid: Money::from_ore(row.paid),
            repaid: Money::from_ore(row.repaid),
            released: Money::from_ore(row.released),
        };
        let of = tags.get(&row.grant_id);
        summary.add(row.budget_year, (of.unwrap_or(&untagged), &sums), filter);
    }
    Ok(summary)
}
