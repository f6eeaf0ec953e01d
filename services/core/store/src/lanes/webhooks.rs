use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::identifiers::WebhookId;
use domain::names;
use domain::notification::NotificationKind;
use sqlx::types::Uuid;
use sqlx::{PgConnection, PgPool};

use crate::error::StoreError;
use crate::reach::Reach;
use crate::transaction::{self, Job};

/// Notes of webhooks whether something was delivered lately: since when nothing was, and nothing
/// more once something is.
///
/// # Errors
/// [`StoreError`].
pub async fn follow(
    pool: &PgPool,
    went: &[(WebhookId, bool)],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if went.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = went.iter().map(|(webhook, _)| webhook.uuid()).collect();
    let well: Vec<bool> = went.iter().map(|(_, well)| *well).collect();
    sqlx::query!(
        "update casework.webhook w set failing_since = case when told.well then null \
         else $3::timestamptz end
         from (select webhook_id, bool_or(well) as well
             from unnest($1::uuid[], $2::boolean[]) as each (webhook_id, well)
             group by webhook_id) as told
         where w.webhook_id = told.webhook_id and told.well = (w.failing_since is not null)",
        &ids,
        &well,
        now,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Disables a webhook to which nothing was delivered since `before`: what is queued is given up,
/// and the organisation is told.
///
/// # Errors
/// [`StoreError`].
pub async fn disable(
    pool: &PgPool,
    webhook: WebhookId,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let job = Disabling {
        webhook,
        before,
        now,
    };
    transaction::write(pool, &Reach::Scheme, Arc::new(job)).await
}

struct Disabling {
    webhook: WebhookId,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
}

impl Job<StoreError> for Disabling {
    fn attempt<'a>(&'a self, db: &'a mut PgConnection) -> transaction::Attempt<'a, StoreError> {
        Box::pin(disable_in(db, self.webhook, Some(self.before), self.now))
    }
}

/// Disables a webhook as [`disable`] does, or in any case where `before` is `None`.
pub(super) async fn disable_in(
    db: &mut PgConnection,
    webhook: WebhookId,
    before: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let disabled = sqlx::query_scalar!(
        "update casework.webhook set disabled = $2, revision = revision + 1
                 where webhook_id = $1 and disabled is null and deleted is null
                     and ($3::timestamptz is null or failing_since <= $3)
                 returning organisation_number",
        webhook.uuid(),
        now,
        before,
    )
    .fetch_optional(&mut *db)
    .await?;
    if let Some(organisation) = disabled {
        give_up(db, webhook, "the webhook was disabled").await?;
        tell(db, webhook, &organisation, now).await?;
    }
    Ok(())
}

/// Gives up everything that is queued for a webhook.
///
/// # Errors
/// [`StoreError`].
pub async fn give_up(
    db: &mut PgConnection,
    webhook: WebhookId,
    problem: &str,
) -> Result<(), StoreError> {
    sqlx::query!(
        "select lane_id from casework.notification_lane where webhook_id = $1 and waiting > 0 \
         order by lane_id for update",
        webhook.uuid(),
    )
    .fetch_all(&mut *db)
    .await?;
    sqlx::query!(
        "with lane as (
             update casework.notification_lane set waiting = 0, due = null
             where webhook_id = $1 and waiting > 0 returning lane_id
         )
         update casework.notification_delivery d set state = 'failed', problem = $2
         from lane where d.lane_id = lane.lane_id and d.state = 'queued'",
        webhook.uuid(),
        problem,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Tells the organisation that its webhook was disabled, in the language of its last application.
async fn tell(
    db: &mut PgConnection,
    webhook: WebhookId,
    organisation: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.notification (chain, number, kind, organisation_number, resource, \
         language, at)
         values ($1, (select count(*) + 1 from casework.notification where chain = $1), $2, $3, \
         $1, coalesce((select letter_language from casework.application
             where organisation_number = $3 order by updated desc limit 1), 'nb'), $4)",
        names::webhook(webhook),
        NotificationKind::WebhookDisabled.code(),
        organisation,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
