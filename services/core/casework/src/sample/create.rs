use domain::event::hexadecimal;
use domain::randomness::random_bytes;
use domain::sample::{Sample, SampleTerms};
use domain::scheme::Scheme;
use domain::step::StepName;
use serde::Serialize;

use super::resource::{SampleKey, SampleView};
use super::rows;
use crate::call::held;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{self, Context};

/// Creates a sample: freezes the population and commits to a key, which its event does not have.
///
/// # Errors
/// [`InvalidFields`](domain::refusal::Refusal::InvalidFields) when the population is empty, or
/// smaller than the sample; [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such
/// call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Create {
    /// The key that the client chose.
    pub key: SampleKey,
    /// The terms.
    pub terms: SampleTerms,
    /// Why these grants are checked.
    pub reason: String,
}

impl<S: Scheme> step::Create<S> for Create {
    const STEP: StepName = StepName::CreateSample;
    type Of = Sample;
    type Parent = ();
    type Answer = SampleView;

    fn key(&self) -> &SampleKey {
        &self.key
    }

    async fn parent(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        held(context.db, context.actor, &self.key.call).await?;
        Ok(())
    }

    async fn create(
        &self,
        _call: (),
        context: &mut Context<'_>,
    ) -> Result<Change<Sample>, CaseError> {
        let population = rows::population(context.db, &self.key.call, &self.terms).await?;
        let key = hexadecimal(&random_bytes::<32>(context.actor.chance.as_ref()));
        let record = context.record(&self.reason);
        let of = (&self.key.call, self.key.sample);
        let sample = Sample::freeze(of, self.terms.clone(), population, key, record)?;
        let payload = (
            sample.terms.clone(),
            sample.population.clone(),
            sample.draw.commitment.clone(),
        );
        Ok(Change::telling(sample, &payload))
    }
}
