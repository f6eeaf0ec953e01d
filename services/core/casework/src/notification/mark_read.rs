use domain::scheme::Scheme;
use domain::step::StepName;
use serde::Serialize;

use super::rows::{self, Own};
use crate::error::{CaseError, not_found};
use crate::standing;
use crate::step::{Context, Record};

/// Marks notifications as read by the organisation, and answers with how many were not before. The
/// first time stays, so a repetition is harmless.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when one of them is not the organisation's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarkRead {
    /// Their numbers in the outbox.
    pub cursors: Vec<i64>,
}

impl<S: Scheme> Record<S> for MarkRead {
    const STEP: StepName = StepName::MarkNotificationsRead;
    type Answer = u64;

    async fn record(&self, context: &mut Context<'_>) -> Result<u64, CaseError> {
        let Some(own) = context.actor.caller.organisation() else {
            return Err(not_found("notifications"));
        };
        let numbers = standing::numbers(context.db, own).await?;
        let own = Own {
            organisation: own,
            numbers: &numbers,
        };
        if rows::any_missing(context.db, own, &self.cursors).await? {
            return Err(not_found("notifications"));
        }
        Ok(rows::mark_read(context.db, &self.cursors, context.actor.now).await?)
    }
}
