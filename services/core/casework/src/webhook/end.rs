//! The end of an organisation's webhooks.

use chrono::{DateTime, Utc};
use domain::identifiers::{OrganisationNumber, WebhookId};
use domain::step::Revision;
use sqlx::PgConnection;
use store::error::StoreError;

use super::rows;

/// Deletes every webhook of an organisation that was taken over: nothing more is sent to them.
/// Returns each with the revision that it had.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn end_all(
    db: &mut PgConnection,
    organisation: &OrganisationNumber,
    now: DateTime<Utc>,
) -> Result<Vec<(WebhookId, Revision)>, StoreError> {
    let mut ended = Vec::new();
    for webhook in rows::of_organisation(db, organisation).await? {
        rows::delete(db, webhook.id, now).await?;
        store::lanes::give_up(db, webhook.id, "the organisation was taken over").await?;
        ended.push((webhook.id, webhook.revision));
    }
    Ok(ended)
}
