//! Recoveries of grants.

use std::collections::BTreeMap;

use domain::grant::{Grant, Recovery, RecoveryNumber};
use domain::identifiers::CallId;
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};
use uuid::Uuid;

use super::grant_row::optional;

/// Stores a recovery, for the first time or as it is now. Its grant is locked.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn put(
    connection: &mut PgConnection,
    grant: &Grant,
    recovery: &Recovery,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.recovery (call_id, grant_id, number, notice, answer, claim, \
         arrangements, interest_paid)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (call_id, grant_id, number) do update set answer = excluded.answer, \
         claim = excluded.claim, arrangements = excluded.arrangements, \
         interest_paid = excluded.interest_paid",
        grant.call.as_str(),
        grant.id.uuid(),
        recovery.number.get(),
        recovery.notice.as_ref().map(json),
        recovery.answer.as_ref().map(json),
        recovery.claim.as_ref().map(json),
        json(&recovery.arrangements),
        json(&recovery.interest_paid),
    )
    .execute(connection)
    .await?;
    Ok(())
}

struct RecoveryRow {
    grant_id: Uuid,
    number: i32,
    notice: Option<Value>,
    answer: Option<Value>,
    claim: Option<Value>,
    arrangements: Value,
    interest_paid: Value,
}

impl RecoveryRow {
    fn read(self) -> Result<Recovery, StoreError> {
        let at = Row::of("recovery", format!("{}/{}", self.grant_id, self.number));
        Ok(Recovery {
            number: at.known("number", RecoveryNumber::new(self.number))?,
            notice: optional(&at, "notice", self.notice)?,
            answer: optional(&at, "answer", self.answer)?,
            claim: optional(&at, "claim", self.claim)?,
            arrangements: from_json(&at, "arrangements", self.arrangements)?,
            interest_paid: from_json(&at, "interest_paid", self.interest_paid)?,
        })
    }
}

/// The recoveries of these grants, each grant's in order.
pub(super) async fn of_grants(
    connection: &mut PgConnection,
    call: &CallId,
    grants: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<Recovery>>, StoreError> {
    let rows = sqlx::query_as!(
        RecoveryRow,
        "select grant_id, number, notice, answer, claim, arrangements, interest_paid
         from casework.recovery
         where call_id = $1 and grant_id = any($2) order by grant_id, number",
        call.as_str(),
        grants,
    )
    .fetch_all(connection)
    .await?;
    let mut recoveries: BTreeMap<Uuid, Vec<Recovery>> = BTreeMap::new();
    for row in rows {
        let grant = row.grant_id;
        recoveries.entry(grant).or_default().push(row.read()?);
    }
    Ok(recoveries)
}
