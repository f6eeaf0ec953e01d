//! Notifications of the outbox, with their deliveries.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::identifiers::OrganisationNumber;
use domain::notification::{Channel, Delivery, DeliveryState, Notification, NotificationKind};
use sqlx::PgConnection;
use store::error::{Row, StoreError};
use text::Language;

use crate::application::ApplicationKey;

/// Which notifications to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct NotificationPage<'a> {
    /// Those after this one; 0 from the beginning.
    pub after: i64,
    /// Only this organisation's.
    pub organisation: Option<&'a OrganisationNumber>,
    /// Only those of the organisation that asks.
    pub own: Option<Own<'a>>,
    /// Only this case's.
    pub application: Option<&'a ApplicationKey>,
    /// Without the cases in which this person has declared an interest.
    pub without_interests_of: Option<&'a str>,
    /// The most items.
    pub limit: i64,
}

/// The organisation that asks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own<'a> {
    /// Its number.
    pub organisation: &'a OrganisationNumber,
    /// The numbers under which its cases were told of: none once it was taken over.
    pub numbers: &'a [String],
}

/// Reads notifications without their deliveries, in the order of events: by transaction, and none
/// of a transaction before which others still run.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn page(
    db: &mut PgConnection,
    page: NotificationPage<'_>,
) -> Result<Vec<Notification>, StoreError> {
    let rows = sqlx::query_as!(
        NotificationRow,
        "select cursor, number, kind, organisation_number, case_reference, resource, language, at, \
         about, delivered, read
         from casework.notification n
         where written_by < pg_snapshot_xmin(pg_current_snapshot())
             and (written_by, cursor) > (
                 select written_by, cursor from (
                     (select written_by, cursor from casework.notification where cursor <= $1
                         order by cursor desc limit 1)
                     union all select '0'::xid8, 0::bigint
                 ) as reached order by cursor desc limit 1)
             and ($2::text is null or organisation_number = $2)
             and ($3::text is null or (call_id is null and organisation_number = $3)
                 or (call_id is not null and organisation_number = any($8)))
             and ($4::text is null or (call_id = $4 and application_id = $5))
             and ($6::text is null or not exists (select from casework.interest i
                 where i.call_id = n.call_id and i.application_id = n.application_id \
                 and i.person = $6))
         order by written_by, cursor
         limit $7",
        page.after,
        page.organisation.map(OrganisationNumber::as_str),
        page.own.map(|own| own.organisation.as_str()),
        page.application.map(|key| key.call.as_str()),
        page.application.map(|key| key.application.uuid()),
        page.without_interests_of,
        page.limit,
        page.own.map(|own| own.numbers),
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(NotificationRow::read).collect()
}

/// Puts the deliveries of notifications to them.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn add_deliveries(
    db: &mut PgConnection,
    notifications: &mut [Notification],
) -> Result<(), StoreError> {
    let cursors: Vec<i64> = notifications.iter().map(|one| one.cursor).collect();
    let rows = sqlx::query!(
        "select d.cursor, l.channel, l.webhook_id, d.state, d.attempts, d.first_attempt, \
         d.last_attempt, d.delivered, d.problem
         from casework.notification_delivery d join casework.notification_lane l using (lane_id)
         where d.cursor = any($1) order by d.cursor, l.channel, l.webhook_id",
        &cursors,
    )
    .fetch_all(db)
    .await?;
    let mut of: BTreeMap<i64, Vec<Delivery>> = BTreeMap::new();
    for row in rows {
        let at = Row::of("notification_delivery", row.cursor);
        let webhook = row.webhook_id.map(TryInto::try_into).transpose();
        of.entry(row.cursor).or_default().push(Delivery {
            channel: at.known("channel", Channel::from_code(&row.channel))?,
            webhook: at.column("webhook_id", webhook)?,
            state: at.known("state", DeliveryState::from_code(&row.state))?,
            attempts: row.attempts,
            first_attempt: row.first_attempt,
            last_attempt: row.last_attempt,
            delivered: row.delivered,
            problem: row.problem,
        });
    }
    for one in notifications {
        one.deliveries = of.remove(&one.cursor).unwrap_or_default();
    }
    Ok(())
}

/// Returns true if any of these notifications is not the organisation's.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn any_missing(
    db: &mut PgConnection,
    own: Own<'_>,
    cursors: &[i64],
) -> Result<bool, StoreError> {
    let missing = sqlx::query_scalar!(
        "select exists (select from unnest($1::bigint[]) as asked
             where not exists (select from casework.notification
                 where cursor = asked and ((call_id is null and organisation_number = $2)
                     or (call_id is not null and organisation_number = any($3))))) as \"missing!\"",
        cursors,
        own.organisation.as_str(),
        own.numbers,
    )
    .fetch_one(db)
    .await?;
    Ok(missing)
}

/// Marks notifications as read, and returns how many were not before.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn mark_read(
    db: &mut PgConnection,
    cursors: &[i64],
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let marked = sqlx::query!(
        "update casework.notification set read = $2 where cursor = any($1) and read is null",
        cursors,
        now,
    )
    .execute(db)
    .await?;
    Ok(marked.rows_affected())
}

/// Marks the notification of a decision as read: its letter was.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn mark_letter_read(
    db: &mut PgConnection,
    decision: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.notification set read = $3
         where resource = $1 and kind = $2 and read is null",
        decision,
        NotificationKind::DecisionDispatched.code(),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

struct NotificationRow {
    cursor: i64,
    number: i32,
    kind: String,
    organisation_number: String,
    case_reference: Option<String>,
    resource: String,
    language: String,
    at: DateTime<Utc>,
    about: Option<NaiveDate>,
    delivered: Option<DateTime<Utc>>,
    read: Option<DateTime<Utc>>,
}

impl NotificationRow {
    fn read(self) -> Result<Notification, StoreError> {
        let at = Row::of("notification", self.cursor);
        let case = self.case_reference.map(TryInto::try_into).transpose();
        Ok(Notification {
            cursor: self.cursor,
            kind: at.known("kind", NotificationKind::from_code(&self.kind))?,
            number: self.number,
            organisation: at.column("organisation_number", self.organisation_number.try_into())?,
            resource: self.resource,
            case_reference: at.column("case_reference", case)?,
            language: at.column("language", self.language.parse::<Language>())?,
            at: self.at,
            about: self.about,
            delivered: self.delivered,
            read: self.read,
            deliveries: Vec::new(),
        })
    }
}
