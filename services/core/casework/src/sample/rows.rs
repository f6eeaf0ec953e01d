//! Rows of samples.

use std::collections::BTreeSet;

use allocation::Draw;
use domain::identifiers::{ApplicationId, CallId, SampleId};
use domain::organisation::ApplicantKind;
use domain::sample::{Control, ControlFinding, ControlFollowUp, Sample, SampleTerms};
use domain::step::Revision;
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};
use uuid::Uuid;

use crate::resource::Lock;

/// A query for samples; the text given ends it.
macro_rules! samples {
    ($tail:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            SampleRow,
            "select call_id, sample_id, number, terms, population, key, commitment, created, \
             drawn, revision from casework.sample " + $tail
            $(, $arg)*
        )
    };
}

/// Reads the grants that terms describe.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn population(
    db: &mut PgConnection,
    call: &CallId,
    terms: &SampleTerms,
) -> Result<Vec<ApplicationId>, StoreError> {
    let left_out = terms.without_municipalities;
    let ids = sqlx::query_scalar!(
        "select g.grant_id from casework.grant g
         join casework.application a on a.call_id = g.call_id and a.application_id = g.grant_id
         where g.call_id = $1 and g.state_name = any($2) and g.granted_ore >= $3
             and ($4::text is null or a.applicant_kind <> $4)",
        call.as_str(),
        &terms.states,
        terms.at_least.ore(),
        left_out.then_some(ApplicantKind::Municipality.code()),
    )
    .fetch_all(db)
    .await?;
    ids.into_iter().map(grant_id).collect()
}

/// Reads the cases of a call in which a person has declared an interest.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn interests(
    db: &mut PgConnection,
    call: &CallId,
    person: &str,
) -> Result<BTreeSet<ApplicationId>, StoreError> {
    let ids = sqlx::query_scalar!(
        "select application_id from casework.interest where call_id = $1 and person = $2",
        call.as_str(),
        person,
    )
    .fetch_all(db)
    .await?;
    ids.into_iter().map(grant_id).collect()
}

/// Writes a sample; returns whether its id was free.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn insert(db: &mut PgConnection, of: &Sample) -> Result<bool, StoreError> {
    let ids: Vec<Uuid> = of.population.iter().map(|id| id.uuid()).collect();
    let written = sqlx::query!(
        "insert into casework.sample (call_id, sample_id, terms, population, key, commitment, \
         created, revision)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (call_id, sample_id) do nothing",
        of.call.as_str(),
        of.id.uuid(),
        json(&of.terms),
        &ids,
        of.draw.key,
        of.draw.commitment,
        json(&of.created),
        of.revision.number(),
    )
    .execute(db)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Writes that a sample was drawn, and its revision. Its row is locked.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn update(db: &mut PgConnection, of: &Sample) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.sample set drawn = $3, revision = $4
         where call_id = $1 and sample_id = $2",
        of.call.as_str(),
        of.id.uuid(),
        of.drawn.as_ref().map(json),
        of.revision.number(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Adds a control after those that are there. The sample is locked.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn add(
    db: &mut PgConnection,
    of: &Sample,
    control: &Control,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.sample_control (call_id, sample_id, number, grant_id, finding, \
         follow_up, record)
         select $1, $2, count(*)::integer + 1, $3, $4, $5, $6 from casework.sample_control
         where call_id = $1 and sample_id = $2",
        of.call.as_str(),
        of.id.uuid(),
        control.grant.uuid(),
        control.finding.code(),
        control.follow_up.code(),
        json(&control.record),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Reads a sample.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn find(
    db: &mut PgConnection,
    (of, id): (&CallId, SampleId),
    lock: Lock,
) -> Result<Option<Sample>, StoreError> {
    let (call, id) = (of.as_str(), id.uuid());
    let row = match lock {
        Lock::No => {
            let found = samples!("where call_id = $1 and sample_id = $2", call, id);
            found.fetch_optional(&mut *db).await?
        }
        Lock::Yes => {
            let found = samples!("where call_id = $1 and sample_id = $2 for update", call, id);
            found.fetch_optional(&mut *db).await?
        }
    };
    let rows = Vec::from_iter(row);
    Ok(with_controls(db, of, rows).await?.pop())
}

/// Reads samples of a call after a number, in their order.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn page(
    db: &mut PgConnection,
    call: &CallId,
    (after, limit): (i64, i64),
) -> Result<Vec<Sample>, StoreError> {
    let found = samples!(
        "where call_id = $1 and number > $2 order by number limit $3",
        call.as_str(),
        after,
        limit
    );
    let rows = found.fetch_all(&mut *db).await?;
    with_controls(db, call, rows).await
}

struct SampleRow {
    call_id: String,
    sample_id: Uuid,
    number: i64,
    terms: Value,
    population: Vec<Uuid>,
    key: String,
    commitment: String,
    created: Value,
    drawn: Option<Value>,
    revision: i64,
}

impl SampleRow {
    fn read(self) -> Result<Sample, StoreError> {
        let at = Row::of("sample", self.sample_id);
        let population = self.population.into_iter().map(grant_id);
        let drawn = self.drawn.map(|value| from_json(&at, "drawn", value));
        Ok(Sample {
            id: at.column("sample_id", self.sample_id.try_into())?,
            call: at.column("call_id", self.call_id.try_into())?,
            number: self.number,
            terms: from_json(&at, "terms", self.terms)?,
            population: population.collect::<Result<_, _>>()?,
            draw: Draw {
                key: self.key,
                commitment: Some(self.commitment),
            },
            created: from_json(&at, "created", self.created)?,
            drawn: drawn.transpose()?,
            controls: Vec::new(),
            revision: at.known("revision", Revision::new(self.revision))?,
        })
    }
}

fn grant_id(id: Uuid) -> Result<ApplicationId, StoreError> {
    Row::of("sample", id).column("grant_id", id.try_into())
}

/// Adds the controls of each.
async fn with_controls(
    db: &mut PgConnection,
    call: &CallId,
    rows: Vec<SampleRow>,
) -> Result<Vec<Sample>, StoreError> {
    let read: Result<Vec<Sample>, StoreError> = rows.into_iter().map(SampleRow::read).collect();
    let mut read = read?;
    let ids: Vec<Uuid> = read.iter().map(|sample| sample.id.uuid()).collect();
    let controls = sqlx::query!(
        "select sample_id, number, grant_id, finding, follow_up, record
         from casework.sample_control where call_id = $1 and sample_id = any($2)
         order by sample_id, number",
        call.as_str(),
        &ids,
    )
    .fetch_all(db)
    .await?;
    for row in controls {
        let at = Row::of(
            "sample_control",
            format!("{}/{}", row.sample_id, row.number),
        );
        let control = Control {
            grant: grant_id(row.grant_id)?,
            finding: at.known("finding", ControlFinding::from_code(&row.finding))?,
            follow_up: at.known("follow_up", ControlFollowUp::from_code(&row.follow_up))?,
            record: from_json(&at, "record", row.record)?,
        };
        let of = read
            .iter_mut()
            .find(|sample| sample.id.uuid() == row.sample_id);
        at.known("sample_id", of)?.controls.push(control);
    }
    Ok(read)
}
