//! Rows of moves of last days.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::deadline::{DeadlineKind, DeadlineMove, MovedDeadline, MovedDeadlines};
use domain::identifiers::{ApplicationId, CallId, DeadlineMoveId, ReportId};
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};
use uuid::Uuid;

/// Returns every call, by its id.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn calls(db: &mut PgConnection) -> Result<Vec<CallId>, StoreError> {
    let rows = sqlx::query_scalar!("select call_id from casework.call order by call_id")
        .fetch_all(db)
        .await?;
    let read = rows.into_iter().map(|call| {
        let id = CallId::try_from(call.as_str());
        Row::of("call", call).column("call_id", id)
    });
    read.collect()
}

/// Returns the reports of a call that are not delivered and whose last day is to be moved, by grant
/// and id. They are not locked yet.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn undelivered(
    db: &mut PgConnection,
    call: &CallId,
    asked: DeadlineMove,
) -> Result<Vec<(ApplicationId, ReportId)>, StoreError> {
    let rows = sqlx::query!(
        "select grant_id, report_id from casework.report
         where call_id = $1 and state_name in ('open', 'returned') and due between $2 and $3
         order by grant_id, report_id",
        call.as_str(),
        asked.due_from,
        asked.due_to,
    )
    .fetch_all(db)
    .await?;
    let read = rows.into_iter().map(|row| {
        let at = Row::of("report", format!("{}/{}", row.grant_id, row.report_id));
        let grant = at.column("grant_id", row.grant_id.try_into())?;
        Ok((grant, at.column("report_id", row.report_id.try_into())?))
    });
    read.collect()
}

/// Writes a move and what it moved.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn insert(db: &mut PgConnection, of: &MovedDeadlines) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.deadline_move
             (move_id, call_id, kind, due_from, due_to, until, left_out, last_step)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        of.id.uuid(),
        of.call.as_ref().map(CallId::as_str),
        of.asked.kind.code(),
        of.asked.due_from,
        of.asked.due_to,
        of.asked.until,
        of.left_out,
        json(&of.record),
    )
    .execute(&mut *db)
    .await?;
    let all = || of.moved.iter();
    let calls: Vec<String> = all().map(|one| one.call.to_string()).collect();
    let cases: Vec<Uuid> = all().map(|one| one.application.uuid()).collect();
    let reports: Vec<Option<String>> = all()
        .map(|one| one.report.as_ref().map(ToString::to_string))
        .collect();
    let before: Vec<NaiveDate> = all().map(|one| one.before).collect();
    sqlx::query!(
        "insert into casework.deadline_moved
             (move_id, place, call_id, application_id, report_id, before)
         select $1, place::integer, call_id, application_id, report_id, before
         from unnest($2::text[], $3::uuid[], $4::text[], $5::date[]) with ordinality
             as moved (call_id, application_id, report_id, before, place)",
        of.id.uuid(),
        &calls,
        &cases,
        &reports as &[Option<String>],
        &before,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Reads moves after a number, in their order. The cases in which a person has declared an interest
/// are left out of each.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn page(
    db: &mut PgConnection,
    (after, limit): (i64, i64),
    person: &str,
) -> Result<Vec<MovedDeadlines>, StoreError> {
    let rows = sqlx::query_as!(
        MoveRow,
        "select move_id, number, call_id, kind, due_from, due_to, until, left_out, last_step
         from casework.deadline_move where number > $1 order by number limit $2",
        after,
        limit,
    )
    .fetch_all(&mut *db)
    .await?;
    with_moved(db, rows, person).await
}

/// Reads one move.
///
/// # Errors
/// [`StoreError`], also when there is none.
pub(super) async fn get(
    db: &mut PgConnection,
    id: DeadlineMoveId,
    person: &str,
) -> Result<MovedDeadlines, StoreError> {
    let row = sqlx::query_as!(
        MoveRow,
        "select move_id, number, call_id, kind, due_from, due_to, until, left_out, last_step
         from casework.deadline_move where move_id = $1",
        id.uuid(),
    )
    .fetch_one(&mut *db)
    .await?;
    let mut read = with_moved(db, vec![row], person).await?;
    Row::of("deadline_move", id).known("move_id", read.pop())
}

struct MoveRow {
    move_id: Uuid,
    number: i64,
    call_id: Option<String>,
    kind: String,
    due_from: NaiveDate,
    due_to: NaiveDate,
    until: NaiveDate,
    left_out: i32,
    last_step: Value,
}

impl MoveRow {
    fn read(self, moved: Vec<MovedDeadline>) -> Result<MovedDeadlines, StoreError> {
        let at = Row::of("deadline_move", self.move_id);
        let call = self.call_id.map(TryInto::try_into).transpose();
        Ok(MovedDeadlines {
            id: at.column("move_id", self.move_id.try_into())?,
            number: self.number,
            call: at.column("call_id", call)?,
            asked: DeadlineMove {
                kind: at.known("kind", DeadlineKind::from_code(&self.kind))?,
                due_from: self.due_from,
                due_to: self.due_to,
                until: self.until,
            },
            moved,
            left_out: self.left_out,
            record: from_json(&at, "last_step", self.last_step)?,
        })
    }
}

/// Adds what each move moved.
async fn with_moved(
    db: &mut PgConnection,
    moves: Vec<MoveRow>,
    person: &str,
) -> Result<Vec<MovedDeadlines>, StoreError> {
    let ids: Vec<Uuid> = moves.iter().map(|row| row.move_id).collect();
    let rows = sqlx::query!(
        "select m.move_id, m.call_id, m.application_id, m.report_id, m.before, \
         p.case_reference, p.organisation_number, p.organisation_name
         from casework.deadline_moved m
         join casework.application p on p.call_id = m.call_id \
             and p.application_id = m.application_id
         where m.move_id = any($1) and not exists (select from casework.interest i \
             where i.call_id = m.call_id and i.application_id = m.application_id \
             and i.person = $2)
         order by m.move_id, m.place",
        &ids,
        person,
    )
    .fetch_all(db)
    .await?;
    let mut of: BTreeMap<Uuid, Vec<MovedDeadline>> = BTreeMap::new();
    for row in rows {
        let at = Row::of("deadline_moved", row.move_id);
        let report = row.report_id.map(TryInto::try_into).transpose();
        of.entry(row.move_id).or_default().push(MovedDeadline {
            call: at.column("call_id", row.call_id.try_into())?,
            application: at.column("application_id", row.application_id.try_into())?,
            report: at.column("report_id", report)?,
            case_reference: at.column("case_reference", row.case_reference.try_into())?,
            organisation: at.column("organisation_number", row.organisation_number.try_into())?,
            organisation_name: row.organisation_name,
            before: row.before,
        });
    }
    let read = moves.into_iter().map(|row| {
        let moved = of.remove(&row.move_id).unwrap_or_default();
        row.read(moved)
    });
    read.collect()
}
