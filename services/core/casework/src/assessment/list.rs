use domain::assessment::Assessment;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::rows;
use crate::application::{ApplicationKey, application_alone, is_only_assessor};
use crate::error::CaseError;
use crate::resource::Lock;
use crate::step::{Context, Query};

/// Lists the assessments of an application, by assessor. A caller that is an assessor and nothing
/// else sees the others' after recording its own.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListAssessments {
    /// The application.
    pub key: ApplicationKey,
}

impl<S: Scheme> Query<S> for ListAssessments {
    const STEP: StepName = StepName::ListAssessments;
    type Answer = Vec<Assessment>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Vec<Assessment>, CaseError> {
        application_alone::<S>(context, &self.key, Lock::No).await?;
        let all = rows::of_application(context.db, &self.key).await?;
        let is_own = |assessment: &Assessment| assessment.assessor == context.actor.caller.subject;
        if is_only_assessor(context.actor) && !all.iter().any(is_own) {
            return Ok(Vec::new());
        }
        Ok(all)
    }
}
