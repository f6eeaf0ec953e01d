//! Assessments, and who must not take part in a case (inhabile).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::application::ScoreMilli;
use domain::assessment::{Assessment, InterestGround};
use domain::identifiers::{ApplicationId, CallId};
use serde_json::{Value, from_value};
use sqlx::PgConnection;
use store::columns::json;
use store::error::{Row, StoreError};
use uuid::Uuid;

use crate::application::ApplicationKey;

/// Reads the assessments of an application, by assessor.
///
/// # Errors
/// [`StoreError`].
pub async fn of_application(
    connection: &mut PgConnection,
    key: &ApplicationKey,
) -> Result<Vec<Assessment>, StoreError> {
    let rows = sqlx::query!(
        "select assessor, scores, total_milli, updated from casework.assessment
         where call_id = $1 and application_id = $2 order by assessor",
        key.call.as_str(),
        key.application.uuid(),
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let at = Row::of("assessment", key.name());
            Ok(Assessment {
                assessor: row.assessor,
                scores: at.column("scores", from_value::<Vec<_>>(row.scores))?,
                total: ScoreMilli(row.total_milli),
                updated: row.updated,
            })
        })
        .collect()
}

/// Reads the assessments of several applications, each by assessor.
///
/// # Errors
/// [`StoreError`].
pub async fn of_applications(
    connection: &mut PgConnection,
    call: &CallId,
    applications: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, Vec<Assessment>>, StoreError> {
    let ids: Vec<Uuid> = applications.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        "select application_id, assessor, scores, total_milli, updated from casework.assessment
         where call_id = $1 and application_id = any ($2) order by application_id, assessor",
        call.as_str(),
        &ids,
    )
    .fetch_all(connection)
    .await?;
    let mut all: BTreeMap<ApplicationId, Vec<Assessment>> = BTreeMap::new();
    for row in rows {
        let at = Row::of("assessment", row.application_id);
        let id = ApplicationId::try_from(row.application_id);
        let application = at.column("application_id", id)?;
        all.entry(application).or_default().push(Assessment {
            assessor: row.assessor,
            scores: at.column("scores", from_value::<Vec<_>>(row.scores))?,
            total: ScoreMilli(row.total_milli),
            updated: row.updated,
        });
    }
    Ok(all)
}

/// Stores a person's assessment in place of an earlier one. Its application's row must be locked.
///
/// # Errors
/// [`StoreError`].
pub async fn put(
    connection: &mut PgConnection,
    key: &ApplicationKey,
    assessment: &Assessment,
) -> Result<(), StoreError> {
    let scores: Value = json(&assessment.scores);
    sqlx::query!(
        "insert into casework.assessment (call_id, application_id, assessor, scores, total_milli, \
         updated)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (call_id, application_id, assessor)
             do update set scores = excluded.scores, total_milli = excluded.total_milli, \
             updated = excluded.updated",
        key.call.as_str(),
        key.application.uuid(),
        assessment.assessor,
        scores,
        assessment.total.0,
        assessment.updated,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Which of these applications a person has assessed.
///
/// # Errors
/// [`StoreError`].
pub async fn assessed_by(
    connection: &mut PgConnection,
    call: &CallId,
    person: &str,
    applications: &[ApplicationId],
) -> Result<Vec<ApplicationId>, StoreError> {
    let ids: Vec<Uuid> = applications.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query_scalar!(
        "select application_id from casework.assessment where call_id = $1 and assessor = $2 \
            and application_id = any ($3)",
        call.as_str(),
        person,
        &ids,
    )
    .fetch_all(connection)
    .await?;
    read_ids("assessment", rows)
}

/// Records that a person is not impartial in a case; whether that is new. The application's row
/// must be locked.
///
/// # Errors
/// [`StoreError`].
pub async fn declare_interest(
    connection: &mut PgConnection,
    (call, application): (&CallId, ApplicationId),
    person: &str,
    (ground, reason): (InterestGround, &str),
    declared: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into casework.interest (call_id, application_id, person, ground, reason, declared)
         values ($1, $2, $3, $4, $5, $6) on conflict (call_id, application_id, person) do nothing",
        call.as_str(),
        application.uuid(),
        person,
        ground.name(),
        reason,
        declared,
    )
    .execute(connection)
    .await?
    .rows_affected();
    Ok(inserted > 0)
}

/// The cases of a call in which a person has declared an interest, by id.
///
/// # Errors
/// [`StoreError`].
pub async fn interests_of(
    connection: &mut PgConnection,
    call: &CallId,
    person: &str,
) -> Result<Vec<ApplicationId>, StoreError> {
    let rows = sqlx::query_scalar!(
        "select application_id from casework.interest where call_id = $1 and person = $2 \
            order by application_id",
        call.as_str(),
        person,
    )
    .fetch_all(connection)
    .await?;
    read_ids("interest", rows)
}

/// Returns those of these cases in which a person has declared an interest.
///
/// # Errors
/// [`StoreError`].
pub async fn interests_among(
    connection: &mut PgConnection,
    cases: &[ApplicationId],
    person: &str,
) -> Result<Vec<ApplicationId>, StoreError> {
    let ids: Vec<Uuid> = cases.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query_scalar!(
        "select application_id from casework.interest \
            where application_id = any($1) and person = $2",
        &ids,
        person,
    )
    .fetch_all(connection)
    .await?;
    read_ids("interest", rows)
}

/// Returns whether a person has declared an interest in a case.
///
/// # Errors
/// [`StoreError`].
pub async fn has_interest(
    connection: &mut PgConnection,
    call: &CallId,
    application: ApplicationId,
    person: &str,
) -> Result<bool, StoreError> {
    let declared = sqlx::query_scalar!(
        "select exists (select from casework.interest where call_id = $1 and application_id = $2 \
            and person = $3) as \"declared!\"",
        call.as_str(),
        application.uuid(),
        person,
    )
    .fetch_one(connection)
    .await?;
    Ok(declared)
}

fn read_ids(table: &'static str, ids: Vec<Uuid>) -> Result<Vec<ApplicationId>, StoreError> {
    ids.into_iter()
        .map(|id| Row::of(table, id).column("application_id", id.try_into()))
        .collect()
}
