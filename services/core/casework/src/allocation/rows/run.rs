//! Frozen runs of an allocation.

use domain::allocation::SubFrameRun;
use domain::identifiers::{AllocationId, CallId};
use domain::money::Money;
use sqlx::PgConnection;
use store::error::StoreError;

/// Reads the frozen runs of an allocation, in the order of the scheme's plan.
///
/// # Errors
/// [`StoreError`].
pub async fn runs(
    connection: &mut PgConnection,
    call: &CallId,
    id: AllocationId,
) -> Result<Vec<SubFrameRun>, StoreError> {
    let rows = sqlx::query!(
        "select r.sub_frame, r.budget_ore, r.document, r.run_hash
         from casework.allocation_run r join casework.sub_frame f on f.call_id = r.call_id \
         and f.code = r.sub_frame
         where r.call_id = $1 and r.allocation_id = $2 order by f.position",
        call.as_str(),
        id.uuid(),
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SubFrameRun {
            sub_frame: row.sub_frame,
            budget: Money::from_ore(row.budget_ore),
            document: row.document,
            run_hash: row.run_hash,
        })
        .collect())
}

/// Lists the codes of the sub-frames of an allocation's frozen runs, in the order of the scheme's
/// plan.
///
/// # Errors
/// [`StoreError`].
pub async fn run_codes(
    connection: &mut PgConnection,
    call: &CallId,
    id: AllocationId,
) -> Result<Vec<String>, StoreError> {
    let codes = sqlx::query_scalar!(
        "select r.sub_frame from casework.allocation_run r
         join casework.sub_frame f on f.call_id = r.call_id and f.code = r.sub_frame
         where r.call_id = $1 and r.allocation_id = $2 order by f.position",
        call.as_str(),
        id.uuid(),
    )
    .fetch_all(connection)
    .await?;
    Ok(codes)
}

/// Reads part of the document of one sub-frame's frozen run: so many characters, from this one (the
/// first is 1).
///
/// # Errors
/// [`StoreError`].
pub async fn run_slice(
    connection: &mut PgConnection,
    call: &CallId,
    id: AllocationId,
    sub_frame: &str,
    (from, characters): (i32, i32),
) -> Result<Option<String>, StoreError> {
    let slice = sqlx::query_scalar!(
        r#"select substr(document, $4, $5) as "slice!" from casework.allocation_run
           where call_id = $1 and allocation_id = $2 and sub_frame = $3"#,
        call.as_str(),
        id.uuid(),
        sub_frame,
        from,
        characters,
    )
    .fetch_optional(connection)
    .await?;
    Ok(slice)
}

/// Reads the frozen run of one sub-frame.
///
/// # Errors
/// [`StoreError`].
pub async fn run(
    connection: &mut PgConnection,
    call: &CallId,
    id: AllocationId,
    sub_frame: &str,
) -> Result<Option<SubFrameRun>, StoreError> {
    let row = sqlx::query!(
        "select sub_frame, budget_ore, document, run_hash from casework.allocation_run
         where call_id = $1 and allocation_id = $2 and sub_frame = $3",
        call.as_str(),
        id.uuid(),
        sub_frame,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| SubFrameRun {
        sub_frame: row.sub_frame,
        budget: Money::from_ore(row.budget_ore),
        document: row.document,
        run_hash: row.run_hash,
    }))
}
