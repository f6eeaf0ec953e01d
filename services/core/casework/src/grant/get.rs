use domain::grant::Grant;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::view::GrantView;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::resource::{Lock, View, admitted};
use crate::step::{Context, Query};

/// Reads a grant with its letter and payment plan.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Get {
    /// The grant.
    pub key: ApplicationKey,
}

impl<S: Scheme> Query<S> for Get {
    const STEP: StepName = StepName::GetGrant;
    type Answer = GrantView;

    async fn look(&self, context: &mut Context<'_>) -> Result<GrantView, CaseError> {
        let grant: Grant = admitted::<S, _>(context, &self.key, Lock::No).await?;
        <GrantView as View<S, Grant>>::view(grant, context).await
    }
}
