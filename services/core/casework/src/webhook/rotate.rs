use chrono::Duration;
use domain::identifiers::WebhookId;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::webhook::WebhookSecret;
use serde::Serialize;

use super::rows::{self, WithSecret};
use crate::error::CaseError;
use crate::step::{Context, Record};
use crate::subject::Subject;

/// The earlier secret signs beside the new one for this long.
const OVERLAP: Duration = Duration::hours(24);

/// Gives a webhook a new secret. For a day its messages carry the signatures of both. The new one
/// is shown in the answer and in that of a repetition.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound), [`Stale`](domain::refusal::Refusal::Stale).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rotate {
    /// The webhook.
    pub webhook: WebhookId,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The secret; one is made when `None`.
    #[serde(skip)]
    pub secret: Option<WebhookSecret>,
}

impl<S: Scheme> Record<S> for Rotate {
    const STEP: StepName = StepName::RotateWebhookSecret;
    type Answer = WithSecret;

    async fn record(&self, context: &mut Context<'_>) -> Result<WithSecret, CaseError> {
        let before = rows::own(context, self.webhook).await?;
        let subject = Subject::webhook(self.webhook, &before.webhook.organisation);
        let current = before.webhook.revision;
        if current != self.revision {
            context
                .require_taken(&subject, self.revision, current)
                .await?;
            return Ok(before.shown(self.revision.next()));
        }
        let made = || WebhookSecret::generate(context.actor.chance.as_ref());
        let secret = self.secret.clone().unwrap_or_else(made);
        let until = context.actor.now + OVERLAP;
        rows::rotate(context.db, self.webhook, &secret, until).await?;
        let event = context.event(&subject, current, "", &());
        context.append(&[event]).await?;
        let after = rows::own(context, self.webhook).await?;
        Ok(after.shown(current.next()))
    }
}
