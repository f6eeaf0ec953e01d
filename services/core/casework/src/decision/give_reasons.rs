use domain::decision::Decision;
use domain::findings::Finding;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::delivery_rows;
use super::find::{find, refused, subject};
use super::key::DecisionKey;
use crate::error::CaseError;
use crate::resource::Lock;
use crate::step::{Context, Record};

/// Gives the reasons that the party asked for: they are sent today. The same again changes nothing.
///
/// # Errors
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when they were not asked for, or others
/// were given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GiveReasons {
    /// The decision.
    pub key: DecisionKey,
    /// The reasons.
    pub text: String,
}

impl<S: Scheme> Record<S> for GiveReasons {
    const STEP: StepName = StepName::GiveReasons;
    type Answer = Decision;

    async fn record(&self, context: &mut Context<'_>) -> Result<Decision, CaseError> {
        let before = find::<S>(context, &self.key, Lock::Yes).await?;
        let fault = |code| refused(vec![Finding::blocking(code, "configurable")]);
        let Some(asked) = &before.reasons else {
            return Err(fault("REASONS_NOT_ASKED"));
        };
        if asked.delivery.sent.is_some() {
            return if asked.text == self.text {
                Ok(before)
            } else {
                Err(fault("REASONS_GIVEN"))
            };
        }
        let (today, record) = (context.actor.today(), context.record(""));
        delivery_rows::give(context.db, &self.key, (&self.text, today), &record).await?;
        let event = context.event(&subject(&before), Revision::NONE, "", &(today, &self.text));
        context.append(&[event]).await?;
        find::<S>(context, &self.key, Lock::No).await
    }
}
