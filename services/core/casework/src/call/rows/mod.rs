//! Calls (utlysninger) and their sub-frames.

pub(crate) mod draw;
pub mod sub_frame;

use chrono::{DateTime, NaiveDate, Utc};
use domain::appeal::{AppealMoney, NEXT_YEAR_FRAME};
use domain::call::{Call, CallState, CallTerms, SubFrame};
use domain::identifiers::{CallId, ChapterPost};
use domain::money::Money;
use domain::step::{Revision, StepRecord};
use serde_json::{Value, from_value};
use sqlx::PgConnection;
use store::columns::{json, name};
use store::error::{Row, StoreError};

/// A query for calls; the text given ends it.
macro_rules! calls {
    ($tail:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            CallRow,
            "select call_id, title, grant_year, chapter_post, deadline, rules_date, \
             acceptance_days, report_due, tail_rule, state,
                 last_step, revision, created, updated, previous_call, appeal_money,
                 array(select code from casework.sub_frame f where f.call_id = call.call_id \
                 order by position) as \"codes!\",
                 array(select budget_ore from casework.sub_frame f where f.call_id = call.call_id \
                 order by position) as \"budgets!\",
                 array(select coalesce(f.budget_ore - a.balance_ore, 0)
                     from casework.sub_frame f
                     left join casework.ledger_account a on a.call_id = f.call_id \
                     and a.grant_id is null and a.sub_frame = f.code \
                     and a.kind = 'frame'
                     where f.call_id = call.call_id order by f.position) as \"committed!\",
                 array(select coalesce((select sum(w.amount_ore)::bigint from casework.awaited w
                         where w.next_call_id = f.call_id and w.sub_frame = f.code), 0)
                     from casework.sub_frame f
                     where f.call_id = call.call_id order by f.position) as \"claimed!\",
                 (select d.key from casework.draw d where d.call_id = call.call_id \
                 and exists (select from casework.allocation a
                     where a.call_id = d.call_id and a.state_name = 'approved')) as draw_key
             from casework.call " + $tail
            $(, $arg)*
        )
    };
}

/// Reads one call.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    connection: &mut PgConnection,
    call: &CallId,
) -> Result<Option<Call>, StoreError> {
    let row = calls!("where call_id = $1", call.as_str())
        .fetch_optional(connection)
        .await?;
    row.map(Call::try_from).transpose()
}

/// Reads one call and keeps it from changing until the transaction ends; others may hold it too.
/// Steps on applications do.
///
/// # Errors
/// [`StoreError`].
pub async fn hold(
    connection: &mut PgConnection,
    call: &CallId,
) -> Result<Option<Call>, StoreError> {
    // `for key share` is what foreign keys take, and gets in the way of `for update` alone. Read
    // afterwards, in a statement that sees what was committed while this one waited: sub-frames are
    // rows of their own.
    sqlx::query!(
        "select call_id from casework.call where call_id = $1 for key share",
        call.as_str()
    )
    .fetch_optional(&mut *connection)
    .await?;
    find(connection, call).await
}

/// Reads one call, locked for a change with its sub-frames: waits for every step that holds it or
/// promises from them.
///
/// # Errors
/// [`StoreError`].
pub async fn lock(
    connection: &mut PgConnection,
    call: &CallId,
) -> Result<Option<Call>, StoreError> {
    sqlx::query!(
        "select call_id from casework.call where call_id = $1 for update",
        call.as_str()
    )
    .fetch_optional(&mut *connection)
    .await?;
    sub_frame::lock(connection, call).await?;
    find(connection, call).await
}

/// A page of the list of calls.
#[derive(Debug, Clone, Copy)]
pub struct CallPage<'a> {
    /// The last one of the page before: its grant year and id.
    pub after: Option<(i32, &'a CallId)>,
    /// True if calls that are not open yet are listed too.
    pub with_drafts: bool,
    /// The most items.
    pub limit: i64,
}

/// Reads calls, newest grant year first, then by id.
///
/// # Errors
/// [`StoreError`].
pub async fn list(
    connection: &mut PgConnection,
    page: CallPage<'_>,
) -> Result<Vec<Call>, StoreError> {
    let rows = calls!(
        "where ($1::integer is null or grant_year < $1 or (grant_year = $1 and call_id > $2))
             and ($3 or state_name <> 'draft')
         order by grant_year desc, call_id limit $4",
        page.after.map(|(year, _)| year),
        page.after.map(|(_, id)| id.as_str()),
        page.with_drafts,
        page.limit,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Call::try_from).collect()
}

/// Stores a new call; returns whether it was new. An id that is taken, also by a step that commits
/// while this one waits, is not.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(connection: &mut PgConnection, call: &Call) -> Result<bool, StoreError> {
    let terms = &call.terms;
    let inserted = sqlx::query!(
        "insert into casework.call (call_id, title, grant_year, chapter_post, deadline, \
         rules_date, acceptance_days, report_due,
             tail_rule, state, last_step, revision, created, updated, previous_call, appeal_money)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         on conflict (call_id) do nothing",
        call.id.as_str(),
        terms.title,
        terms.grant_year,
        terms.chapter_post.as_str(),
        terms.deadline,
        terms.rules_date,
        i32::from(terms.acceptance_days),
        terms.report_due,
        name(&terms.tail_rule),
        json(&call.state),
        json(&call.last_step),
        call.revision.number(),
        call.created,
        call.updated,
        terms.previous_call.as_ref().map(CallId::as_str),
        &appeal_money(terms),
    )
    .execute(&mut *connection)
    .await?
    .rows_affected();
    if inserted == 0 {
        return Ok(false);
    }
    put_sub_frames(connection, call).await?;
    Ok(true)
}

/// Stores a changed call. Its row must be locked.
///
/// # Errors
/// [`StoreError`].
pub async fn update(connection: &mut PgConnection, call: &Call) -> Result<(), StoreError> {
    let terms = &call.terms;
    sqlx::query!(
        "update casework.call set title = $2, grant_year = $3, chapter_post = $4, deadline = $5, \
         rules_date = $6,
             acceptance_days = $7, report_due = $8, tail_rule = $9, state = $10, last_step = $11, \
             revision = $12, updated = $13,
             previous_call = $14, appeal_money = $15
         where call_id = $1",
        call.id.as_str(),
        terms.title,
        terms.grant_year,
        terms.chapter_post.as_str(),
        terms.deadline,
        terms.rules_date,
        i32::from(terms.acceptance_days),
        terms.report_due,
        name(&terms.tail_rule),
        json(&call.state),
        json(&call.last_step),
        call.revision.number(),
        call.updated,
        terms.previous_call.as_ref().map(CallId::as_str),
        &appeal_money(terms),
    )
    .execute(&mut *connection)
    .await?;
    put_sub_frames(connection, call).await
}

fn appeal_money(terms: &CallTerms) -> Vec<String> {
    let sources = terms.appeal_money.iter();
    sources.map(|source| source.code().to_owned()).collect()
}

/// Makes the call's sub-frames those of its terms. What is promised is not touched, nor what next
/// year's call gave.
async fn put_sub_frames(connection: &mut PgConnection, call: &Call) -> Result<(), StoreError> {
    let (codes, budgets): (Vec<String>, Vec<i64>) = call
        .terms
        .sub_frames
        .iter()
        .map(|(code, budget)| (code.clone(), budget.ore()))
        .unzip();
    sqlx::query!(
        "delete from casework.sub_frame where call_id = $1 and code <> all ($2) and code <> $3",
        call.id.as_str(),
        &codes,
        NEXT_YEAR_FRAME,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "insert into casework.sub_frame (call_id, code, position, budget_ore)
         select $1, code, position::integer, budget_ore
         from unnest($2::text[], $3::bigint[]) with ordinality as new (code, budget_ore, \
         position) order by code
         on conflict (call_id, code) do update set position = excluded.position, \
         budget_ore = excluded.budget_ore",
        call.id.as_str(),
        &codes,
        &budgets,
    )
    .execute(connection)
    .await?;
    Ok(())
}

struct CallRow {
    call_id: String,
    title: String,
    grant_year: i32,
    chapter_post: String,
    deadline: DateTime<Utc>,
    rules_date: NaiveDate,
    acceptance_days: i32,
    report_due: NaiveDate,
    tail_rule: String,
    state: Value,
    last_step: Value,
    revision: i64,
    created: DateTime<Utc>,
    updated: DateTime<Utc>,
    previous_call: Option<String>,
    appeal_money: Vec<String>,
    draw_key: Option<String>,
    codes: Vec<String>,
    budgets: Vec<i64>,
    committed: Vec<i64>,
    claimed: Vec<i64>,
}

impl TryFrom<CallRow> for Call {
    type Error = StoreError;

    fn try_from(row: CallRow) -> Result<Self, StoreError> {
        let at = Row::of("call", &row.call_id);
        let sub_frames: Vec<SubFrame> = row
            .codes
            .into_iter()
            .zip(row.budgets)
            .zip(row.committed)
            .zip(row.claimed)
            .map(|(((code, budget), committed), claimed)| SubFrame {
                code,
                budget: Money::from_ore(budget),
                committed: Money::from_ore(committed),
                claimed: Money::from_ore(claimed),
            })
            .collect();
        let terms = CallTerms {
            title: row.title,
            grant_year: row.grant_year,
            chapter_post: at.column("chapter_post", ChapterPost::try_from(row.chapter_post))?,
            deadline: row.deadline,
            rules_date: row.rules_date,
            sub_frames: sub_frames
                .iter()
                .filter(|part| part.code != NEXT_YEAR_FRAME)
                .map(|part| (part.code.clone(), part.budget))
                .collect(),
            acceptance_days: at.column("acceptance_days", row.acceptance_days.try_into())?,
            report_due: row.report_due,
            tail_rule: at.column("tail_rule", from_value(Value::String(row.tail_rule)))?,
            previous_call: row
                .previous_call
                .map(|previous| at.column("previous_call", CallId::try_from(previous)))
                .transpose()?,
            appeal_money: row
                .appeal_money
                .iter()
                .map(|source| at.known("appeal_money", AppealMoney::from_code(source)))
                .collect::<Result<_, _>>()?,
        };
        Ok(Call {
            id: at.column("call_id", CallId::try_from(row.call_id))?,
            terms,
            sub_frames,
            state: at.column("state", from_value::<CallState>(row.state))?,
            draw_key: row.draw_key,
            last_step: at.column("last_step", from_value::<StepRecord>(row.last_step))?,
            revision: at.known("revision", Revision::new(row.revision))?,
            created: row.created,
            updated: row.updated,
        })
    }
}
