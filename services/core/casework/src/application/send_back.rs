use chrono::NaiveDate;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use serde::Serialize;

use super::case::{ApplicationKey, WholeApplication};
use super::view::ApplicationView;
use crate::actor::Actor;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Asks the applicant to complete an application (mangelbrev).
///
/// # Errors
/// [`Refusal::InvalidFields`] unless the day is after today; [`Refusal::WrongState`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SendBack {
    /// The application.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The missing parts.
    pub reason: String,
    /// Last day to complete it.
    pub complete_by: NaiveDate,
}

impl<S: Scheme> Step<S> for SendBack {
    const STEP: StepName = StepName::ReturnApplication;
    type On = WholeApplication<S::Form>;
    type Answer = ApplicationView<S::Form>;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key, self.revision)
    }

    fn check(&self, actor: &Actor) -> Result<(), CaseError> {
        if self.complete_by > actor.today() {
            return Ok(());
        }
        Err(CaseError::Refused(Refusal::InvalidFields(vec![
            FieldViolation {
                field: "complete_by_date".to_owned(),
                description: "must be after today; give the applicant time to answer".to_owned(),
            },
        ])))
    }

    async fn take(
        &self,
        before: Self::On,
        context: &mut Context<'_>,
    ) -> Result<Change<Self::On>, CaseError> {
        let record = context.record(&self.reason);
        let by = self.complete_by;
        let after = before.step(|application| application.return_to_applicant(by, record))?;
        Ok(Change::showing(after, |after| &after.application.state))
    }
}
