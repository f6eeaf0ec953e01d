use domain::scheme::Scheme;
use domain::step::StepName;

use super::case::{ApplicationKey, WholeApplication};
use super::view::ApplicationView;
use crate::error::CaseError;
use crate::resource::{Lock, View, admitted};
use crate::step::{Context, Query};

/// Reads an application. Organisations read their own; staff do unless they have declared an
/// interest.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Get {
    /// The application.
    pub key: ApplicationKey,
}

impl<S: Scheme> Query<S> for Get {
    const STEP: StepName = StepName::GetApplication;
    type Answer = ApplicationView<S::Form>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let whole: WholeApplication<S::Form> =
            admitted::<S, _>(context, &self.key, Lock::No).await?;
        <Self::Answer as View<S, _>>::view(whole, context).await
    }
}
