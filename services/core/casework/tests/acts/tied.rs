//! The ledger against the nouns, after every test.

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};

/// Every difference, in words.
const UNTIED: &str = "
    select 'account ' || a.account_id from casework.ledger_account a where a.balance_ore <>
        coalesce((select sum(amount_ore) from casework.posting p
            where p.debit_id = a.account_id), 0)
        - coalesce((select sum(amount_ore) from casework.posting p
            where p.credit_id = a.account_id), 0)
    union all
    select 'frame ' || f.code from casework.sub_frame f
    join casework.call c on c.call_id = f.call_id and c.state_name <> 'draft'
    where f.budget_ore <> coalesce((select sum(balance_ore) from casework.ledger_account a
        where a.call_id = f.call_id and a.sub_frame = f.code and kind <> 'authority_used'), 0)
    union all
    select 'grant ' || coalesce(i.grant_id, a.grant_id) from (
        select grant_id, budget_year, kind, sum(ore) as ore from (
            select i.grant_id, i.budget_year, case i.state_name when 'planned' then 'committed'
                when 'approved' then 'attested'
                else i.state_name end as kind, i.amount_ore as ore
            from casework.instalment i where i.state_name <> 'cancelled'
                and i.source <> 'awaited'
            union all
            select grant_id, budget_year, 'repaid', -amount_ore from casework.instalment
            where source = 'repaid' and state_name <> 'cancelled'
            union all
            select grant_id, budget_year, 'paid', -amount_ore from casework.repayment_year
            union all
            select grant_id, budget_year, 'repaid', amount_ore from casework.repayment_year
        ) parts group by grant_id, budget_year, kind
    ) i
    full join (
        select grant_id, budget_year, kind, sum(balance_ore) as ore
        from casework.ledger_account where grant_id is not null and kind <> 'authority_used'
        group by grant_id, budget_year, kind
    ) a on a.grant_id = i.grant_id and a.budget_year = i.budget_year and a.kind = i.kind
    where coalesce(i.ore, 0) <> coalesce(a.ore, 0)
    union all
    select 'settlement of grant ' || g.grant_id from casework.grant g
    where g.settlement is not null
        and coalesce((g.state ->> 'to_repay')::bigint, 0) <> greatest(0, coalesce((
            select sum(i.amount_ore) from casework.instalment i
            where i.call_id = g.call_id and i.grant_id = g.grant_id and i.source <> 'repaid'
                and i.state_name in ('attested', 'approved', 'paid')), 0)
            + coalesce((select sum(i.amount_ore) from casework.instalment i
                where i.call_id = g.call_id and i.grant_id = g.grant_id
                    and i.source = 'repaid' and i.state_name <> 'cancelled'), 0)
            - coalesce((select sum((r.claim #>> '{lowered,0,before}')::bigint
                    - (r.claim ->> 'amount')::bigint)
                from casework.recovery r where r.call_id = g.call_id
                    and r.grant_id = g.grant_id and r.claim -> 'lowered' is not null), 0)
            - coalesce((select sum(r.amount_ore) from casework.repayment r
                where r.call_id = g.call_id and r.grant_id = g.grant_id), 0)
            - (g.settlement ->> 'kept')::bigint
            - coalesce((select sum((one -> 'plan' ->> 'amount')::bigint)
                from casework.recovery r, jsonb_array_elements(r.arrangements) one
                where r.call_id = g.call_id and r.grant_id = g.grant_id
                    and one ->> 'state' = 'approved'
                    and one -> 'plan' ->> 'kind' = 'remission'), 0))
    union all
    select 'repayment of grant ' || r.grant_id from casework.repayment r
    where r.amount_ore <> (select sum(y.amount_ore) from casework.repayment_year y
        where y.call_id = r.call_id and y.grant_id = r.grant_id and y.number = r.number)
    union all
    -- Grants of old calls were decided before there were tags.
    select 'tags of grant ' || g.grant_id from casework.grant g
    where g.call_id not like 'old-%' and not exists (select from casework.grant_tag t
        where t.call_id = g.call_id and t.grant_id = g.grant_id)";

/// Finds differences between balances and postings, frames and budgets, grants and instalments.
pub async fn untied(options: PgConnectOptions) -> Vec<String> {
    let mut connection = PgConnection::connect_with(&options).await.unwrap();
    let untied = sqlx::query_scalar(UNTIED)
        .fetch_all(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    untied
}
