//! Rows of the journal.

use chrono::{DateTime, NaiveDate, Utc};
use domain::identifiers::OrganisationNumber;
use domain::journal::{Direction, JournalEntry, JournalKind, JournalNumber, Titles};
use domain::step::StepRecord;
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};
use uuid::Uuid;

use super::key::JournalKey;
use crate::application::ApplicationKey;

/// Which entries to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct JournalPage<'a> {
    /// Those after this one; 0 from the beginning.
    pub after: i64,
    /// Only those of the organisation that asks, without what stayed in the house.
    pub own: Option<&'a OrganisationNumber>,
    /// Only this case's.
    pub application: Option<&'a ApplicationKey>,
    /// Only those from the first day to the last.
    pub days: (Option<NaiveDate>, Option<NaiveDate>),
    /// Without the cases in which this person has declared an interest.
    pub without_interests_of: Option<&'a str>,
    /// The most items.
    pub limit: i64,
}

/// A query for entries with their parties and titles; the text given ends it.
macro_rules! entries {
    ($tail:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            EntryRow,
            "select e.cursor, e.call_id, e.application_id, e.number, a.case_reference, e.kind, \
             e.direction, e.resource, a.organisation_number, a.organisation_name, e.handler, \
             d.file_name as \"file_name?\", e.at, e.day, t.titles as \"titles?\", \
             t.recorded as \"recorded?\"
             from casework.journal_entry e
             join casework.application a using (call_id, application_id)
             left join casework.document d on d.call_id = e.call_id
                 and d.grant_id = e.application_id and d.document_id = case \
                 when e.kind = 'document' then substring(e.resource from '[^/]+$')::uuid end
             left join lateral (select s.titles, s.recorded from casework.journal_titles s
                 where s.call_id = e.call_id and s.application_id = e.application_id
                 and s.number = e.number order by s.entry desc limit 1) t on true "
                + $tail
            $(, $arg)*
        )
    };
}

/// Reads entries in the order of events: by transaction, and none of a transaction before which
/// others still run.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn page(
    db: &mut PgConnection,
    page: JournalPage<'_>,
) -> Result<Vec<JournalEntry>, StoreError> {
    let rows = entries!(
        "where e.written_by < pg_snapshot_xmin(pg_current_snapshot())
             and (e.written_by, e.cursor) > (
                 select written_by, cursor from (
                     (select written_by, cursor from casework.journal_entry where cursor <= $1
                         order by cursor desc limit 1)
                     union all select '0'::xid8, 0::bigint
                 ) as reached order by cursor desc limit 1)
             and ($2::text is null
                 or (a.organisation_number = $2 and e.direction <> 'internal'))
             and ($3::text is null or (e.call_id = $3 and e.application_id = $4))
             and ($5::text is null or not exists (select from casework.interest i
                 where i.call_id = e.call_id and i.application_id = e.application_id \
                 and i.person = $5))
             and ($6::date is null or e.day >= $6) and ($7::date is null or e.day <= $7)
         order by e.written_by, e.cursor
         limit $8",
        page.after,
        page.own.map(OrganisationNumber::as_str),
        page.application.map(|key| key.call.as_str()),
        page.application.map(|key| key.application.uuid()),
        page.without_interests_of,
        page.days.0,
        page.days.1,
        page.limit,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(EntryRow::read).collect()
}

/// Reads one entry.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn find(
    db: &mut PgConnection,
    key: &JournalKey,
) -> Result<Option<JournalEntry>, StoreError> {
    let row = entries!(
        "where e.call_id = $1 and e.application_id = $2 and e.number = $3",
        key.application.call.as_str(),
        key.application.application.uuid(),
        key.number.get(),
    )
    .fetch_optional(db)
    .await?;
    row.map(EntryRow::read).transpose()
}

/// Adds titles of an entry. The application is locked, so no other takes the number.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn insert_titles(
    db: &mut PgConnection,
    key: &JournalKey,
    titles: &Titles,
    record: &StepRecord,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.journal_titles (call_id, application_id, number, entry, titles, \
         recorded)
         select $1, $2, $3, coalesce(max(entry), 0) + 1, $4, $5 from casework.journal_titles
         where call_id = $1 and application_id = $2 and number = $3",
        key.application.call.as_str(),
        key.application.application.uuid(),
        key.number.get(),
        json(titles),
        json(record),
    )
    .execute(db)
    .await?;
    Ok(())
}

struct EntryRow {
    cursor: i64,
    call_id: String,
    application_id: Uuid,
    number: i32,
    case_reference: String,
    kind: String,
    direction: String,
    resource: String,
    organisation_number: String,
    organisation_name: String,
    handler: String,
    file_name: Option<String>,
    at: DateTime<Utc>,
    day: NaiveDate,
    titles: Option<Value>,
    recorded: Option<Value>,
}

impl EntryRow {
    fn read(self) -> Result<JournalEntry, StoreError> {
        let at = Row::of("journal_entry", self.cursor);
        let titles = match (self.titles, self.recorded) {
            (Some(titles), Some(record)) => Some((
                from_json(&at, "titles", titles)?,
                from_json(&at, "recorded", record)?,
            )),
            _ => None,
        };
        Ok(JournalEntry {
            cursor: self.cursor,
            call: at.column("call_id", self.call_id.try_into())?,
            application: at.column("application_id", self.application_id.try_into())?,
            number: at.known("number", JournalNumber::new(self.number))?,
            case_reference: at.column("case_reference", self.case_reference.try_into())?,
            kind: at.known("kind", JournalKind::from_code(&self.kind))?,
            direction: at.known("direction", Direction::from_code(&self.direction))?,
            resource: self.resource,
            organisation: at.column("organisation_number", self.organisation_number.try_into())?,
            organisation_name: self.organisation_name,
            handler: self.handler,
            file_name: self.file_name.unwrap_or_default(),
            at: self.at,
            day: self.day,
            titles,
        })
    }
}
