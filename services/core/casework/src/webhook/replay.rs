use domain::identifiers::WebhookId;
use domain::scheme::Scheme;
use domain::step::StepName;
use serde::Serialize;

use super::rows::{self, WithSecret};
use crate::error::CaseError;
use crate::step::{Context, Record};
use crate::subject::Subject;

/// Queues everything that the organisation was told after a notification again for a webhook, in
/// order, whether or not it was delivered before. A webhook that was disabled is served again. A
/// repetition queues what was delivered meanwhile once more: receivers know it by its id.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replay {
    /// The webhook.
    pub webhook: WebhookId,
    /// The notification, by its number in the outbox; 0 from the beginning.
    pub after: i64,
}

impl<S: Scheme> Record<S> for Replay {
    const STEP: StepName = StepName::ReplayWebhook;
    type Answer = WithSecret;

    async fn record(&self, context: &mut Context<'_>) -> Result<WithSecret, CaseError> {
        let before = rows::own(context, self.webhook).await?;
        let organisation = before.webhook.organisation;
        // What is spread meanwhile would be in neither: not for this webhook, and not queued here.
        store::lanes::hold_spreading(context.db).await?;
        rows::enable(context.db, self.webhook).await?;
        let of = (self.webhook, &organisation);
        rows::queue_again(context.db, of, self.after, context.actor.now).await?;
        let subject = Subject::webhook(self.webhook, &organisation);
        let event = context.event(&subject, before.webhook.revision, "", &self.after);
        context.append(&[event]).await?;
        let after = rows::own(context, self.webhook).await?;
        Ok(after.without_secret())
    }
}
