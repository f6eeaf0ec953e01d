//! Allocations (fordelinger) and their frozen runs.

pub(crate) mod award;
pub(crate) mod fairness;
pub(crate) mod history;
mod run;

use chrono::{DateTime, Utc};
use domain::allocation::decision::DecisionDocument;
use domain::allocation::{Allocation, AllocationState, SubFrameResult, SubFrameRun};
use domain::identifiers::{AllocationId, CallId};
use domain::money::Money;
use domain::step::Revision;
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::from_json;
use store::columns::json;
use store::error::{Row, StoreError};
use uuid::Uuid;

use self::award::AwardFilter;
pub use self::run::{run, run_codes, run_slice, runs};

/// The constraint that refuses a second proposed allocation of one call.
pub const ONE_IN_FLIGHT: &str = "allocation_one_in_flight";

/// The constraint that refuses a second proposed or approved allocation in one place of a call:
/// first, or behind the same one.
pub const ONE_A_PLACE: &str = "allocation_one_a_place";

/// The constraint that refuses an approval by the proposer.
pub const FOUR_EYES: &str = "allocation_four_eyes";

/// Writes a new allocation with its runs; returns whether its key was free.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(
    connection: &mut PgConnection,
    allocation: &Allocation,
    runs: &[SubFrameRun],
) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into casework.allocation (call_id, allocation_id, state, run_hash, last_step, \
         revision, created, adopted, follows)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (call_id, allocation_id) do nothing",
        allocation.call.as_str(),
        allocation.id.uuid(),
        json(&allocation.state),
        allocation.run_hash,
        json(&allocation.last_step),
        allocation.revision.number(),
        allocation.created,
        allocation.adopted.as_ref().map(json),
        allocation.follows.map(AllocationId::uuid),
    )
    .execute(&mut *connection)
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(false);
    }
    for run in runs {
        sqlx::query!(
            "insert into casework.allocation_run (call_id, allocation_id, sub_frame, budget_ore, \
             document, run_hash)
             values ($1, $2, $3, $4, $5, $6)",
            allocation.call.as_str(),
            allocation.id.uuid(),
            run.sub_frame,
            run.budget.ore(),
            run.document,
            run.run_hash,
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(true)
}

/// Writes the state of an allocation; of an approved one also its decision.
///
/// # Errors
/// [`StoreError::Refused`] by [`ONE_IN_FLIGHT`], [`ONE_A_PLACE`] or [`FOUR_EYES`].
pub async fn update(
    connection: &mut PgConnection,
    allocation: &Allocation,
) -> Result<(), StoreError> {
    let approved = matches!(allocation.state, AllocationState::Approved { .. });
    sqlx::query!(
        "update casework.allocation set state = $3, last_step = $4, revision = $5, decision = $6
         where call_id = $1 and allocation_id = $2",
        allocation.call.as_str(),
        allocation.id.uuid(),
        json(&allocation.state),
        json(&allocation.last_step),
        allocation.revision.number(),
        approved.then_some(allocation.decision.as_str()),
    )
    .execute(connection)
    .await?;
    Ok(())
}

struct AllocationRow {
    call_id: String,
    allocation_id: Uuid,
    state: Value,
    run_hash: String,
    last_step: Value,
    revision: i64,
    created: DateTime<Utc>,
    adopted: Option<Value>,
    follows: Option<Uuid>,
    decision: Option<String>,
}

impl TryFrom<AllocationRow> for Allocation {
    type Error = StoreError;

    fn try_from(row: AllocationRow) -> Result<Self, StoreError> {
        let at = Row::of("allocation", row.allocation_id);
        let state: AllocationState = from_json(&at, "state", row.state)?;
        let follows = row.follows.map(AllocationId::try_from).transpose();
        Ok(Allocation {
            follows: at.column("follows", follows)?,
            id: at.column("allocation_id", row.allocation_id.try_into())?,
            call: at.column("call_id", row.call_id.try_into())?,
            state,
            run_hash: row.run_hash,
            adopted: row
                .adopted
                .map(|adopted| from_json(&at, "adopted", adopted))
                .transpose()?,
            sub_frames: Vec::new(),
            decision: row.decision.unwrap_or_default(),
            last_step: from_json(&at, "last_step", row.last_step)?,
            revision: at.known("revision", Revision::new(row.revision))?,
            created: row.created,
        })
    }
}

/// Locks an allocation and gives it as it stands.
///
/// # Errors
/// [`StoreError`].
pub async fn lock(
    connection: &mut PgConnection,
    call: &CallId,
    id: AllocationId,
) -> Result<Option<Allocation>, StoreError> {
    let row = sqlx::query_as!(
        AllocationRow,
        "select call_id, allocation_id, state, run_hash, last_step, revision, created, adopted, \
         follows, decision
         from casework.allocation where call_id = $1 and allocation_id = $2 for update",
        call.as_str(),
        id.uuid(),
    )
    .fetch_optional(&mut *connection)
    .await?;
    match row {
        Some(row) => Ok(Some(summed(connection, row.try_into()?).await?)),
        None => Ok(None),
    }
}

/// Reads an allocation.
///
/// # Errors
/// [`StoreError`].
pub async fn read(
    connection: &mut PgConnection,
    call: &CallId,
    id: AllocationId,
) -> Result<Option<Allocation>, StoreError> {
    let row = sqlx::query_as!(
        AllocationRow,
        "select call_id, allocation_id, state, run_hash, last_step, revision, created, adopted, \
         follows, decision
         from casework.allocation where call_id = $1 and allocation_id = $2",
        call.as_str(),
        id.uuid(),
    )
    .fetch_optional(&mut *connection)
    .await?;
    match row {
        Some(row) => Ok(Some(summed(connection, row.try_into()?).await?)),
        None => Ok(None),
    }
}

/// Computes from the awards what is not stored: the sums, and the decision unless it was approved.
///
/// # Errors
/// [`StoreError`].
pub async fn summed(
    connection: &mut PgConnection,
    mut allocation: Allocation,
) -> Result<Allocation, StoreError> {
    let (call, id) = (&allocation.call, allocation.id);
    allocation.sub_frames = results(connection, call, id).await?;
    let approved = matches!(allocation.state, AllocationState::Approved { .. });
    if !approved || allocation.decision.is_empty() {
        let filter = AwardFilter {
            adjusted: true,
            ..AwardFilter::ALL
        };
        let adjusted = award::page(connection, call, id, filter).await?;
        let sub_frames = &allocation.sub_frames;
        allocation.decision =
            DecisionDocument::of(&allocation.run_hash, sub_frames, &adjusted).text();
    }
    Ok(allocation)
}

/// A call's allocations, newest first: those after the one created then, with that id.
///
/// # Errors
/// [`StoreError`].
pub async fn page(
    connection: &mut PgConnection,
    call: &CallId,
    after: Option<&(DateTime<Utc>, AllocationId)>,
    limit: i64,
) -> Result<Vec<Allocation>, StoreError> {
    let rows = sqlx::query_as!(
        AllocationRow,
        "select call_id, allocation_id, state, run_hash, last_step, revision, created, adopted, \
         follows, decision
         from casework.allocation
         where call_id = $1 and ($2::timestamptz is null or (created, allocation_id) < ($2, $3))
         order by created desc, allocation_id desc limit $4",
        call.as_str(),
        after.map(|(created, _)| *created),
        after.map(|(_, id)| id.uuid()),
        limit,
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut allocations = Vec::with_capacity(rows.len());
    for row in rows {
        allocations.push(summed(connection, row.try_into()?).await?);
    }
    Ok(allocations)
}

/// Computes what an allocation does from its awards, by sub-frame in the order of the scheme's
/// plan.
async fn results(
    connection: &mut PgConnection,
    call: &CallId,
    id: AllocationId,
) -> Result<Vec<SubFrameResult>, StoreError> {
    let rows = sqlx::query!(
        "select r.sub_frame, r.budget_ore, coalesce(sum(a.amount_ore), \
         0)::bigint as \"awarded_ore!\",
               coalesce(sum(a.calculated_ore), 0)::bigint as \"calculated_ore!\",
               count(*) filter (where a.amount_ore = a.requested_ore) as \"granted!\",
               count(*) filter (where a.amount_ore > 0 \
               and a.amount_ore < a.requested_ore) as \"partly_granted!\",
               count(*) filter (where a.amount_ore = 0 and a.reason ->> 'code' is distinct \
               from 'RELEASED') as \"refused!\"
           from casework.allocation_run r
           join casework.sub_frame f on f.call_id = r.call_id and f.code = r.sub_frame
           left join casework.award a on a.call_id = r.call_id \
           and a.allocation_id = r.allocation_id and a.sub_frame = r.sub_frame
           where r.call_id = $1 and r.allocation_id = $2
           group by r.sub_frame, r.budget_ore, f.position order by f.position",
        call.as_str(),
        id.uuid(),
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let at = Row::of("allocation_run", &row.sub_frame);
            Ok(SubFrameResult {
                budget: Money::from_ore(row.budget_ore),
                calculated: Money::from_ore(row.calculated_ore),
                awarded: Money::from_ore(row.awarded_ore),
                granted: at.column("granted", row.granted.try_into())?,
                partly_granted: at.column("partly_granted", row.partly_granted.try_into())?,
                refused: at.column("refused", row.refused.try_into())?,
                sub_frame: row.sub_frame,
            })
        })
        .collect()
}

/// The approved allocation of a call that holds what is decided now, if there is one: the last of
/// the chain.
///
/// # Errors
/// [`StoreError`].
pub async fn approved(
    connection: &mut PgConnection,
    call: &CallId,
) -> Result<Option<AllocationId>, StoreError> {
    let id = sqlx::query_scalar!(
        "select allocation_id from casework.allocation a
         where call_id = $1 and state_name = 'approved' and not exists (select \
         from casework.allocation f
             where f.call_id = a.call_id and f.follows = a.allocation_id \
             and f.state_name = 'approved')",
        call.as_str(),
    )
    .fetch_optional(connection)
    .await?;
    id.map(|id| Row::of("allocation", id).column("allocation_id", id.try_into()))
        .transpose()
}

/// The approved allocation of a call that follows none, if there is one: the round as it was
/// decided first.
///
/// # Errors
/// [`StoreError`].
pub async fn first_approved(
    connection: &mut PgConnection,
    call: &CallId,
) -> Result<Option<AllocationId>, StoreError> {
    let id = sqlx::query_scalar!(
        "select allocation_id from casework.allocation
         where call_id = $1 and state_name = 'approved' and follows is null",
        call.as_str(),
    )
    .fetch_optional(connection)
    .await?;
    id.map(|id| Row::of("allocation", id).column("allocation_id", id.try_into()))
        .transpose()
}
