use domain::identifiers::WebhookId;
use domain::names;
use domain::scheme::Scheme;
use domain::step::StepName;
use serde::Serialize;

use super::rows;
use crate::error::{CaseError, not_found};
use crate::step::{Context, Record};
use crate::subject::Subject;

/// Deletes a webhook: what is queued for it is given up, its secrets are forgotten, and the trace
/// of its deliveries stays. A repetition changes nothing.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delete {
    /// The webhook.
    pub webhook: WebhookId,
}

impl<S: Scheme> Record<S> for Delete {
    const STEP: StepName = StepName::DeleteWebhook;
    type Answer = ();

    async fn record(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        let own = context.actor.caller.organisation().cloned();
        let found = rows::find(context.db, self.webhook).await?;
        let found = found.filter(|found| own.as_ref() == Some(&found.webhook.organisation));
        let found = found.ok_or_else(|| not_found(names::webhook(self.webhook)))?;
        if found.deleted {
            return Ok(());
        }
        rows::delete(context.db, self.webhook, context.actor.now).await?;
        store::lanes::give_up(context.db, self.webhook, "the webhook was deleted").await?;
        let subject = Subject::webhook(self.webhook, &found.webhook.organisation);
        let event = context.event(&subject, found.webhook.revision, "", &());
        context.append(&[event]).await?;
        Ok(())
    }
}
