//! The figures of accepted reports, a grant a row, for the sums of indicators.

use chrono::NaiveDate;
use domain::identifiers::{CallId, MunicipalityNumber};
use domain::report::GroupBy;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::from_json;
use store::error::{Row, StoreError};
use uuid::Uuid;

/// Grants that are read at a time: sums need no more of a call in memory.
const GRANTS_AT_A_TIME: i64 = 1_000;

/// The grants to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct FiguresOf<'a> {
    /// The call; `None` for every call.
    pub(super) call: Option<&'a CallId>,
    /// The day by which reports are due or not.
    pub(super) today: NaiveDate,
    /// The grouping.
    pub(super) by: GroupBy,
    /// True if no figure needs more than the latest report of a grant.
    pub(super) latest_only: bool,
}

/// A grant with the figures of its reports.
pub(super) struct GrantRow<I> {
    /// The call.
    pub(super) call: String,
    /// The grant.
    pub(super) grant: Uuid,
    /// The year that it is for.
    pub(super) grant_year: i32,
    /// The municipality of the recipient.
    pub(super) municipality: MunicipalityNumber,
    /// The codes of its tags that it is grouped by, each once.
    pub(super) tags: Vec<String>,
    /// Accepted reports.
    pub(super) reports: u32,
    /// Reports that are due and were not delivered.
    pub(super) missing: u32,
    /// The figures of accepted reports, the latest first.
    pub(super) latest_first: Vec<I>,
}

/// Reads the grants after one, in the order of calls and grants; none after the last. Grants that
/// did not begin owe no report and are left out.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn after<I: DeserializeOwned>(
    connection: &mut PgConnection,
    of: FiguresOf<'_>,
    after: Option<&(String, Uuid)>,
) -> Result<Vec<GrantRow<I>>, StoreError> {
    let rows = sqlx::query_as!(
        FigureRow,
        "select g.call_id, g.grant_id, c.grant_year, a.municipality_number,
             counted.reports as \"reports!\", counted.missing as \"missing!\",
             said.latest_first as \"latest_first!: Vec<Value>\", tagged.codes as \"tags!\"
         from casework.grant g
         join casework.application a
             on a.call_id = g.call_id and a.application_id = g.grant_id
         join casework.call c on c.call_id = g.call_id
         cross join lateral (select
                 count(*) filter (where r.state_name = 'accepted') as reports,
                 count(*) filter (where r.state_name in ('open', 'returned')
                     and r.due < $2) as missing
             from casework.report r
             where r.call_id = g.call_id and r.grant_id = g.grant_id
                 and r.kind <> 'accounts') counted
         cross join lateral (select coalesce(array_agg(one.indicators
                 order by one.number desc), '{}') as latest_first
             from (select r.content -> 'indicators' as indicators, r.number
                 from casework.report r
                 where r.call_id = g.call_id and r.grant_id = g.grant_id
                     and r.state_name = 'accepted'
                     and r.content -> 'indicators' <> 'null'::jsonb
                 order by r.number desc
                 limit case when $3 then 1 end) one) said
         cross join lateral (select coalesce(array_agg(distinct case $4::text
                 when 'plan_line' then t.plan_line when 'goal' then t.goal
                 when 'target_group' then t.target_group when 'measure' then t.measure
                 else '' end), '{}') as codes
             from casework.grant_tag t
             where $4 <> '' and t.call_id = g.call_id and t.grant_id = g.grant_id) tagged
         where g.state_name not in ('offered', 'accepted', 'declined', 'lapsed', 'reversed')
             and ($1::text is null or g.call_id = $1)
             and ($5::text is null or (g.call_id, g.grant_id) > ($5, $6::uuid))
         order by g.call_id, g.grant_id limit $7",
        of.call.map(CallId::as_str),
        of.today,
        of.latest_only,
        tag_column(of.by),
        after.map(|(call, _)| call.as_str()),
        after.map(|(_, grant)| *grant),
        GRANTS_AT_A_TIME,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(grant).collect()
}

/// Returns the column of the tags that grants are grouped by; empty where it is not by tags.
const fn tag_column(by: GroupBy) -> &'static str {
    match by {
        GroupBy::PlanLine => "plan_line",
        GroupBy::Goal => "goal",
        GroupBy::TargetGroup => "target_group",
        GroupBy::Measure => "measure",
        GroupBy::Nothing | GroupBy::Call | GroupBy::GrantYear | GroupBy::Municipality => "",
    }
}

struct FigureRow {
    call_id: String,
    grant_id: Uuid,
    grant_year: i32,
    municipality_number: String,
    reports: i64,
    missing: i64,
    latest_first: Vec<Value>,
    tags: Vec<String>,
}

fn grant<I: DeserializeOwned>(row: FigureRow) -> Result<GrantRow<I>, StoreError> {
    let at = Row::of("grant", row.grant_id);
    let read = |indicators| from_json(&at, "content", indicators);
    Ok(GrantRow {
        municipality: at.column("municipality_number", row.municipality_number.try_into())?,
        reports: at.column("reports", row.reports.try_into())?,
        missing: at.column("missing", row.missing.try_into())?,
        latest_first: row
            .latest_first
            .into_iter()
            .map(read)
            .collect::<Result<_, _>>()?,
        call: row.call_id,
        grant: row.grant_id,
        grant_year: row.grant_year,
        tags: row.tags,
    })
}
