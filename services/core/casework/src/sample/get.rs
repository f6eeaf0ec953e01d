use domain::sample::Sample;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::resource::{SampleKey, SampleView};
use crate::error::CaseError;
use crate::resource::{Lock, View, admitted};
use crate::step::{Context, Query};

/// Reads a sample.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Get {
    /// The sample.
    pub key: SampleKey,
}

impl<S: Scheme> Query<S> for Get {
    const STEP: StepName = StepName::GetSample;
    type Answer = SampleView;

    async fn look(&self, context: &mut Context<'_>) -> Result<SampleView, CaseError> {
        let sample: Sample = admitted::<S, _>(context, &self.key, Lock::No).await?;
        <SampleView as View<S, Sample>>::view(sample, context).await
    }
}
