use domain::appeal::Appeal;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::resource::AppealView;
use crate::application::AppealKey;
use crate::error::CaseError;
use crate::resource::{Lock, admitted};
use crate::step::{Context, Query};

/// Reads an appeal.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Get {
    /// The appeal.
    pub key: AppealKey,
}

impl<S: Scheme> Query<S> for Get {
    const STEP: StepName = StepName::GetAppeal;
    type Answer = AppealView;

    async fn look(&self, context: &mut Context<'_>) -> Result<AppealView, CaseError> {
        let appeal = admitted::<S, Appeal>(context, &self.key, Lock::No).await?;
        Ok(AppealView::of(appeal, context))
    }
}
