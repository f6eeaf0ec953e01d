//! A sample as its steps find, lock, store and show it.

use domain::identifiers::{CallId, SampleId};
use domain::names;
use domain::sample::Sample;
use domain::scheme::Scheme;
use domain::step::{Revision, StepRecord};
use serde::Serialize;
use sqlx::PgConnection;

use super::rows;
use crate::error::CaseError;
use crate::resource::{Lock, Resource, View};
use crate::step::Context;
use crate::subject::Subject;

/// Key of a sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SampleKey {
    /// The call.
    pub call: CallId,
    /// The sample.
    pub sample: SampleId,
}

/// A sample as a person sees it: without the controls of cases in which the person has declared an
/// interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleView {
    /// The sample.
    pub sample: Sample,
    /// Number of controls that are left out.
    pub left_out: u32,
}

impl SampleView {
    /// Shows a sample to the caller.
    pub(super) async fn of(
        mut sample: Sample,
        context: &mut Context<'_>,
    ) -> Result<Self, CaseError> {
        let person = &context.actor.caller.subject;
        let of_interest = rows::interests(context.db, &sample.call, person).await?;
        let all = sample.controls.len();
        let controls = &mut sample.controls;
        controls.retain(|control| !of_interest.contains(&control.grant));
        let left_out = u32::try_from(all - sample.controls.len()).unwrap_or(u32::MAX);
        Ok(Self { sample, left_out })
    }
}

impl<S: Scheme> Resource<S> for Sample {
    type Key = SampleKey;

    fn name(key: &SampleKey) -> String {
        names::sample(&key.call, key.sample)
    }

    fn subject(&self) -> Subject {
        Subject::sample(&self.call, self.id)
    }

    fn revision(&self) -> Revision {
        self.revision
    }

    fn last_step(&self) -> &StepRecord {
        Sample::last_step(self)
    }

    async fn find(
        db: &mut PgConnection,
        key: &SampleKey,
        lock: Lock,
    ) -> Result<Option<Self>, CaseError> {
        Ok(rows::find(db, (&key.call, key.sample), lock).await?)
    }

    async fn admit(&self, _context: &mut Context<'_>) -> Result<(), CaseError> {
        Ok(())
    }

    async fn insert(&self, db: &mut PgConnection) -> Result<bool, CaseError> {
        Ok(rows::insert(db, self).await?)
    }

    async fn update(&self, db: &mut PgConnection) -> Result<(), CaseError> {
        Ok(rows::update(db, self).await?)
    }
}

impl<S: Scheme> View<S, Sample> for SampleView {
    async fn view(sample: Sample, context: &mut Context<'_>) -> Result<Self, CaseError> {
        Self::of(sample, context).await
    }
}
