use domain::decision::Decision;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::rows;
use crate::application::{ApplicationKey, application_alone};
use crate::error::CaseError;
use crate::resource::Lock;
use crate::step::{Context, Query};

/// Lists the decisions about an application, by number. A party sees those that are dispatched.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListDecisions {
    /// The application.
    pub key: ApplicationKey,
}

impl<S: Scheme> Query<S> for ListDecisions {
    const STEP: StepName = StepName::ListDecisions;
    type Answer = Vec<Decision>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Vec<Decision>, CaseError> {
        application_alone::<S>(context, &self.key, Lock::No).await?;
        let mut decisions = rows::of_application(context.db, &self.key).await?;
        if !context.actor.caller.is_staff() {
            decisions.retain(|decision| decision.dispatched.is_some());
        }
        Ok(decisions)
    }
}
