//! Webhooks.

use chrono::{DateTime, Utc};
use domain::identifiers::{OrganisationNumber, WebhookId};
use domain::names;
use domain::step::Revision;
use domain::webhook::{Webhook, WebhookSecret};
use sqlx::PgConnection;
use store::error::{Row, StoreError};
use uuid::Uuid;

use crate::error::{CaseError, not_found};
use crate::step::Context;

/// A webhook, and its secret where it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithSecret {
    /// The webhook.
    pub webhook: Webhook,
    /// The secret, in the answer to the one who had it made.
    pub secret: Option<WebhookSecret>,
}

/// A webhook as it is stored.
#[derive(Debug)]
pub(super) struct Stored {
    pub webhook: Webhook,
    pub secret: WebhookSecret,
    pub deleted: bool,
}

impl Stored {
    /// Shows the webhook with its secret, while it is the one that came with this revision.
    pub fn shown(self, with: Revision) -> WithSecret {
        let secret = Some(self.secret).filter(|_| self.webhook.revision == with);
        WithSecret {
            webhook: self.webhook,
            secret,
        }
    }

    /// Shows the webhook alone.
    pub fn without_secret(self) -> WithSecret {
        WithSecret {
            webhook: self.webhook,
            secret: None,
        }
    }
}

/// A query for webhooks; the text given ends it.
macro_rules! webhooks {
    ($tail:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            WebhookRow,
            "select webhook_id, organisation_number, url, secret, earlier_until, created, \
             failing_since, disabled, deleted, revision,
             (select coalesce(sum(waiting), 0) from casework.notification_lane l
                 where l.webhook_id = webhook.webhook_id) as \"waiting!\"
             from casework.webhook " + $tail
            $(, $arg)*
        )
    };
}

/// Lets one registration of an organisation wait for another: they are counted.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn lock_organisation(
    db: &mut PgConnection,
    organisation: &OrganisationNumber,
) -> Result<(), StoreError> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('webhook/' || $1, 0)) is null as held",
        organisation.as_str(),
    )
    .fetch_all(db)
    .await?;
    Ok(())
}

/// Reads a webhook of whatever organisation, deleted or not, and locks it.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn find(
    db: &mut PgConnection,
    id: WebhookId,
) -> Result<Option<Stored>, StoreError> {
    let row = webhooks!("where webhook_id = $1 for update of webhook", id.uuid())
        .fetch_optional(db)
        .await?;
    row.map(WebhookRow::read).transpose()
}

/// Reads and locks a webhook of the caller's organisation.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound).
pub(super) async fn own(context: &mut Context<'_>, id: WebhookId) -> Result<Stored, CaseError> {
    let own = context.actor.caller.organisation();
    let found = find(context.db, id).await?;
    let found = found.filter(|one| !one.deleted && own == Some(&one.webhook.organisation));
    found.ok_or_else(|| not_found(names::webhook(id)))
}

/// Counts the webhooks of an organisation.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn count(
    db: &mut PgConnection,
    organisation: &OrganisationNumber,
) -> Result<i64, StoreError> {
    let count = sqlx::query_scalar!(
        "select count(*) as \"count!\" from casework.webhook
         where organisation_number = $1 and deleted is null",
        organisation.as_str(),
    )
    .fetch_one(db)
    .await?;
    Ok(count)
}

/// Reads the webhooks of an organisation, by the time they were registered at.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn of_organisation(
    db: &mut PgConnection,
    organisation: &OrganisationNumber,
) -> Result<Vec<Webhook>, StoreError> {
    let rows = webhooks!(
        "where organisation_number = $1 and deleted is null order by created, webhook_id",
        organisation.as_str(),
    )
    .fetch_all(db)
    .await?;
    let read = rows.into_iter().map(|row| Ok(row.read()?.webhook));
    read.collect()
}

/// Stores a webhook.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn insert(
    db: &mut PgConnection,
    (id, organisation): (WebhookId, &OrganisationNumber),
    url: &str,
    secret: &WebhookSecret,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.webhook (webhook_id, organisation_number, url, secret, created)
         values ($1, $2, $3, $4, $5)",
        id.uuid(),
        organisation.as_str(),
        url,
        secret.as_bytes(),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a webhook another secret, and keeps the one before for a while.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn rotate(
    db: &mut PgConnection,
    id: WebhookId,
    secret: &WebhookSecret,
    until: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.webhook set earlier_secret = secret, earlier_until = $3, secret = $2,
             revision = revision + 1
         where webhook_id = $1",
        id.uuid(),
        secret.as_bytes(),
        until,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Marks a webhook as deleted, and puts zeros in place of its secrets.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn delete(
    db: &mut PgConnection,
    id: WebhookId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.webhook set deleted = $2, secret = $3, earlier_secret = null,
             earlier_until = null, revision = revision + 1
         where webhook_id = $1",
        id.uuid(),
        now,
        &[0; 24],
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets a webhook be served again.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn enable(db: &mut PgConnection, id: WebhookId) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.webhook set disabled = null, failing_since = null,
             revision = revision + 1
         where webhook_id = $1 and (disabled is not null or failing_since is not null)",
        id.uuid(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Queues the notifications of an organisation after one of them for a webhook again.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn queue_again(
    db: &mut PgConnection,
    (id, organisation): (WebhookId, &OrganisationNumber),
    after: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.notification_lane (channel, webhook_id, chain, waiting)
         select distinct 'webhook', $1::uuid, chain, 0 from casework.notification
         where organisation_number = $2 and spread is not null order by chain
         on conflict (route, chain) do nothing",
        id.uuid(),
        organisation.as_str(),
    )
    .execute(&mut *db)
    .await?;
    // Lanes are locked before their deliveries, as senders do.
    sqlx::query!(
        "select lane_id from casework.notification_lane where webhook_id = $1 order by lane_id \
         for update",
        id.uuid(),
    )
    .fetch_all(&mut *db)
    .await?;
    sqlx::query!(
        "insert into casework.notification_delivery (lane_id, number, cursor)
         select l.lane_id, n.number, n.cursor
         from casework.notification n join casework.notification_lane l on l.chain = n.chain \
         and l.webhook_id = $1
         where n.organisation_number = $2 and n.spread is not null
             and (n.written_by, n.cursor) > (
                 select written_by, cursor from (
                     (select written_by, cursor from casework.notification where cursor <= $3
                         order by cursor desc limit 1)
                     union all select '0'::xid8, 0::bigint
                 ) as reached order by cursor desc limit 1)
         order by l.lane_id, n.number
         on conflict (lane_id, number) do update set state = 'queued', attempts = 0,
             first_attempt = null, delivered = null, problem = null",
        id.uuid(),
        organisation.as_str(),
        after,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "update casework.notification_lane l set waiting = queued.count,
             due = case when queued.count > 0 then coalesce(l.due, $2) end
         from (select l.lane_id, count(d.number) as count
             from casework.notification_lane l left join casework.notification_delivery d
                 on d.lane_id = l.lane_id and d.state = 'queued'
             where l.webhook_id = $1 group by l.lane_id) as queued
         where l.lane_id = queued.lane_id",
        id.uuid(),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

struct WebhookRow {
    webhook_id: Uuid,
    organisation_number: String,
    url: String,
    secret: Vec<u8>,
    earlier_until: Option<DateTime<Utc>>,
    created: DateTime<Utc>,
    failing_since: Option<DateTime<Utc>>,
    disabled: Option<DateTime<Utc>>,
    deleted: Option<DateTime<Utc>>,
    revision: i64,
    waiting: i64,
}

impl WebhookRow {
    fn read(self) -> Result<Stored, StoreError> {
        let at = Row::of("webhook", self.webhook_id);
        let webhook = Webhook {
            id: at.column("webhook_id", self.webhook_id.try_into())?,
            organisation: at.column("organisation_number", self.organisation_number.try_into())?,
            url: self.url,
            created: self.created,
            failing_since: self.failing_since,
            disabled: self.disabled,
            earlier_until: self.earlier_until,
            waiting: self.waiting,
            revision: at.known("revision", Revision::new(self.revision))?,
        };
        Ok(Stored {
            webhook,
            secret: at.known("secret", WebhookSecret::from_bytes(self.secret))?,
            deleted: self.deleted.is_some(),
        })
    }
}
