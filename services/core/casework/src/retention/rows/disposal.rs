//! Rows of disposals.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::identifiers::{ApplicationId, CallId, DisposalId};
use domain::names;
use domain::retention::{Disposal, DisposalCase, KeptReason, Outcome, RetentionClass};
use domain::step::StepRecord;
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};
use uuid::Uuid;

use crate::error::{CaseError, not_found};
use crate::step::Context;

/// A query for disposals; the text given ends it.
macro_rules! disposals {
    ($tail:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            DisposalRow,
            "select d.disposal_id, d.number, d.call_id, d.due_by, d.erase_on, d.left_out, \
             d.announced, d.carried_out, (select count(*) from casework.disposal_object o \
             where o.disposal_id = d.disposal_id) as \"objects_left!\"
             from casework.disposal d " + $tail
            $(, $arg)*
        )
    };
}

/// Lets no other announce a disposal until the transaction ends; others still read.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn lock_all(db: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("lock table casework.disposal in share row exclusive mode")
        .execute(db)
        .await?;
    Ok(())
}

/// Writes a disposal with its cases.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn insert(
    db: &mut PgConnection,
    of: &Disposal,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.disposal
             (disposal_id, call_id, due_by, erase_on, left_out, announced)
         values ($1, $2, $3, $4, $5, $6)",
        of.id.uuid(),
        of.call.as_ref().map(CallId::as_str),
        of.due_by,
        of.erase_on,
        of.left_out,
        json(&of.announced),
    )
    .execute(&mut *db)
    .await?;
    let each =
        |text: fn(&DisposalCase) -> String| -> Vec<String> { of.cases.iter().map(text).collect() };
    let cases: Vec<Uuid> = of.cases.iter().map(|one| one.application.uuid()).collect();
    let ended: Vec<NaiveDate> = of.cases.iter().map(|one| one.ended).collect();
    let due: Vec<NaiveDate> = of.cases.iter().map(|one| one.due).collect();
    sqlx::query!(
        "insert into casework.disposal_case
             (disposal_id, place, call_id, application_id, class, ended, due, rule, source)
         select $1, place::integer, call_id, application_id, class, ended, due, rule, source
         from unnest($2::text[], $3::uuid[], $4::text[], $5::date[], $6::date[], $7::text[], \
         $8::text[]) with ordinality
             as new (call_id, application_id, class, ended, due, rule, source, place)",
        of.id.uuid(),
        &each(|one| one.call.to_string()),
        &cases,
        &each(|one| one.class.code().to_owned()),
        &ended,
        &due,
        &each(|one| one.class.rule().to_owned()),
        &each(|one| one.source.clone()),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Locks a disposal; returns whether there is one.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn lock(
    db: &mut PgConnection,
    id: DisposalId,
) -> Result<bool, StoreError> {
    let found = sqlx::query_scalar!(
        "select disposal_id from casework.disposal where disposal_id = $1 for update",
        id.uuid()
    )
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// Writes who began to carry a disposal out, once.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn begin(
    db: &mut PgConnection,
    id: DisposalId,
    by: &StepRecord,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.disposal set carried_out = $2 where disposal_id = $1 \
         and carried_out is null",
        id.uuid(),
        json(by),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes what became of a case.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn settle(
    db: &mut PgConnection,
    id: DisposalId,
    (call, application): (&CallId, ApplicationId),
    outcome: &Outcome,
) -> Result<(), StoreError> {
    let (code, at, counts, kept) = match outcome {
        Outcome::Erased { at, counts } => ("erased", *at, Some(json(counts)), None),
        Outcome::Kept { at, reasons } => {
            let codes = reasons.iter().map(|one| one.code().to_owned());
            ("kept", *at, None, Some(codes.collect::<Vec<String>>()))
        }
    };
    sqlx::query!(
        "update casework.disposal_case set outcome = $4, settled = $5, counts = $6, kept = $7
         where disposal_id = $1 and call_id = $2 and application_id = $3",
        id.uuid(),
        call.as_str(),
        application.uuid(),
        code,
        at,
        counts,
        kept.as_deref(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Finds a disposal as the caller may see it: without the cases in which it has declared an
/// interest.
///
/// # Errors
/// [`CaseError`].
pub(in crate::retention) async fn shown(
    context: &mut Context<'_>,
    id: DisposalId,
) -> Result<Disposal, CaseError> {
    let found = disposals!("where d.disposal_id = $1", id.uuid());
    let row = found.fetch_optional(&mut *context.db).await;
    let row = row.map_err(StoreError::from)?;
    let row = row.ok_or_else(|| not_found(names::disposal(id)))?;
    let person = &context.actor.caller.subject;
    let mut read = with_cases(context.db, vec![row], person).await?;
    Ok(Row::of("disposal", id).known("disposal_id", read.pop())?)
}

/// Reads disposals after a number, in their order.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn page(
    db: &mut PgConnection,
    (after, limit): (i64, i64),
    person: &str,
) -> Result<Vec<Disposal>, StoreError> {
    let found = disposals!(
        "where d.number > $1 order by d.number limit $2",
        after,
        limit
    );
    let rows = found.fetch_all(&mut *db).await?;
    with_cases(db, rows, person).await
}

/// Returns the cases of a disposal that are not settled, the first of them by call and case.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn open_cases(
    db: &mut PgConnection,
    id: DisposalId,
    limit: i64,
) -> Result<Vec<(CallId, ApplicationId)>, StoreError> {
    let rows = sqlx::query!(
        "select call_id, application_id from casework.disposal_case
         where disposal_id = $1 and outcome is null order by call_id, application_id limit $2",
        id.uuid(),
        limit,
    )
    .fetch_all(db)
    .await?;
    let at = Row::of("disposal_case", id);
    let read = rows.into_iter().map(|row| {
        let call = at.column("call_id", row.call_id.try_into())?;
        Ok((
            call,
            at.column("application_id", row.application_id.try_into())?,
        ))
    });
    read.collect()
}

/// Returns the disposal that a case is announced under and not settled in, with the first day that
/// it may be erased.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn announced(
    db: &mut PgConnection,
    call: &CallId,
    application: ApplicationId,
) -> Result<Option<(DisposalId, NaiveDate)>, StoreError> {
    let row = sqlx::query!(
        "select d.disposal_id, d.erase_on from casework.disposal_case c
         join casework.disposal d using (disposal_id)
         where c.call_id = $1 and c.application_id = $2 and c.outcome is null",
        call.as_str(),
        application.uuid(),
    )
    .fetch_optional(db)
    .await?;
    let read = row.map(|row| {
        let at = Row::of("disposal", row.disposal_id);
        let id = at.column("disposal_id", row.disposal_id.try_into())?;
        Ok((id, row.erase_on))
    });
    read.transpose()
}

/// Returns keys of objects that are still to be deleted.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn objects(
    db: &mut PgConnection,
    id: DisposalId,
    limit: i64,
) -> Result<Vec<String>, StoreError> {
    let keys = sqlx::query_scalar!(
        "select object_key from casework.disposal_object where disposal_id = $1
         order by object_key limit $2",
        id.uuid(),
        limit,
    );
    Ok(keys.fetch_all(db).await?)
}

/// Forgets objects that are deleted.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn forget(
    db: &mut PgConnection,
    keys: &[String],
) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from casework.disposal_object where object_key = any($1)",
        keys
    )
    .execute(db)
    .await?;
    Ok(())
}

struct DisposalRow {
    disposal_id: Uuid,
    number: i64,
    call_id: Option<String>,
    due_by: NaiveDate,
    erase_on: NaiveDate,
    left_out: i32,
    announced: Value,
    carried_out: Option<Value>,
    objects_left: i64,
}

impl DisposalRow {
    fn read(self, cases: Vec<DisposalCase>) -> Result<Disposal, StoreError> {
        let at = Row::of("disposal", self.disposal_id);
        let call = self.call_id.map(TryInto::try_into).transpose();
        let carried_out = self.carried_out;
        let carried_out = carried_out.map(|value| from_json(&at, "carried_out", value));
        Ok(Disposal {
            id: at.column("disposal_id", self.disposal_id.try_into())?,
            number: self.number,
            call: at.column("call_id", call)?,
            due_by: self.due_by,
            erase_on: self.erase_on,
            cases,
            left_out: self.left_out,
            announced: from_json(&at, "announced", self.announced)?,
            carried_out: carried_out.transpose()?,
            objects_left: self.objects_left,
        })
    }
}

/// Adds the cases of each.
async fn with_cases(
    db: &mut PgConnection,
    rows: Vec<DisposalRow>,
    person: &str,
) -> Result<Vec<Disposal>, StoreError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.disposal_id).collect();
    let cases = sqlx::query_as!(
        DisposalCaseRow,
        "select c.disposal_id, c.call_id, c.application_id, p.case_reference, \
         p.organisation_number, c.class, c.ended, c.due, c.source, c.settled, c.counts, c.kept
         from casework.disposal_case c
         join casework.application p using (call_id, application_id)
         where c.disposal_id = any($1) and not exists (select from casework.interest i
             where i.call_id = c.call_id and i.application_id = c.application_id \
             and i.person = $2)
         order by c.disposal_id, c.place",
        &ids,
        person,
    )
    .fetch_all(db)
    .await?;
    let mut of: BTreeMap<Uuid, Vec<DisposalCase>> = BTreeMap::new();
    for case in cases {
        of.entry(case.disposal_id).or_default().push(case.read()?);
    }
    let read = rows.into_iter().map(|row| {
        let cases = of.remove(&row.disposal_id).unwrap_or_default();
        row.read(cases)
    });
    read.collect()
}

struct DisposalCaseRow {
    disposal_id: Uuid,
    call_id: String,
    application_id: Uuid,
    case_reference: String,
    organisation_number: String,
    class: String,
    ended: NaiveDate,
    due: NaiveDate,
    source: String,
    settled: Option<DateTime<Utc>>,
    counts: Option<Value>,
    kept: Option<Vec<String>>,
}

impl DisposalCaseRow {
    fn read(self) -> Result<DisposalCase, StoreError> {
        let at = Row::of("disposal_case", self.application_id);
        let outcome = match (self.settled, self.counts, self.kept) {
            (Some(time), Some(counts), _) => Some(Outcome::Erased {
                at: time,
                counts: from_json(&at, "counts", counts)?,
            }),
            (Some(time), None, Some(kept)) => {
                let reasons = kept.iter().map(|code| KeptReason::from_code(code));
                let reasons = reasons.map(|reason| at.known("kept", reason));
                Some(Outcome::Kept {
                    at: time,
                    reasons: reasons.collect::<Result<_, _>>()?,
                })
            }
            _ => None,
        };
        Ok(DisposalCase {
            call: at.column("call_id", self.call_id.try_into())?,
            application: at.column("application_id", self.application_id.try_into())?,
            case_reference: at.column("case_reference", self.case_reference.try_into())?,
            organisation: at.column("organisation_number", self.organisation_number.try_into())?,
            class: at.known("class", RetentionClass::from_code(&self.class))?,
            ended: self.ended,
            due: self.due,
            source: self.source,
            outcome,
        })
    }
}
