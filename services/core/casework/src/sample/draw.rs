use domain::sample::Sample;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::resource::{SampleKey, SampleView};
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Draws a sample: another person than the one who created it. The key is published.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) when it is drawn;
/// [`FourEyes`](domain::refusal::Refusal::FourEyes) to the person who created it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DrawSample {
    /// The sample.
    pub key: SampleKey,
    /// The revision that the caller read.
    pub revision: Revision,
}

impl<S: Scheme> Step<S> for DrawSample {
    const STEP: StepName = StepName::DrawSample;
    type On = Sample;
    type Answer = SampleView;

    fn on(&self) -> (&SampleKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Sample,
        context: &mut Context<'_>,
    ) -> Result<Change<Sample>, CaseError> {
        let after = before.draw(context.record(""))?;
        let payload = (after.draw.key.clone(), after.sampled());
        Ok(Change::telling(after, &payload))
    }
}
