use domain::retention::RetainedCase;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::get::retained;
use super::rows::hold;
use crate::application::{ApplicationKey, application_alone};
use crate::error::CaseError;
use crate::resource::Lock;
use crate::step::{Context, Record};
use crate::subject::Subject;

/// Holds a case, before or after its disposal is announced: while it is held it is not erased.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared);
/// [`Erased`](domain::refusal::Refusal::Erased) when it is too late;
/// [`Stale`](domain::refusal::Refusal::Stale);
/// [`WrongState`](domain::refusal::Refusal::WrongState) when it is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HoldCase {
    /// The case.
    pub key: ApplicationKey,
    /// The revision of its retention that the caller read.
    pub revision: Revision,
    /// The reason.
    pub reason: String,
}

impl<S: Scheme> Record<S> for HoldCase {
    const STEP: StepName = StepName::HoldCase;
    type Answer = RetainedCase;

    async fn record(&self, context: &mut Context<'_>) -> Result<RetainedCase, CaseError> {
        change::<S>(context, &self.key, self.revision, &self.reason).await
    }
}

/// Releases a case that is held.
///
/// # Errors
/// As [`HoldCase`]; [`WrongState`](domain::refusal::Refusal::WrongState) unless it is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReleaseCase {
    /// The case.
    pub key: ApplicationKey,
    /// The revision of its retention that the caller read.
    pub revision: Revision,
    /// The reason.
    pub reason: String,
}

impl<S: Scheme> Record<S> for ReleaseCase {
    const STEP: StepName = StepName::ReleaseCase;
    type Answer = RetainedCase;

    async fn record(&self, context: &mut Context<'_>) -> Result<RetainedCase, CaseError> {
        change::<S>(context, &self.key, self.revision, &self.reason).await
    }
}

/// Holds a case or releases it, as the step says. The application is locked, as its erasure locks
/// it.
async fn change<S: Scheme>(
    context: &mut Context<'_>,
    key: &ApplicationKey,
    read: Revision,
    reason: &str,
) -> Result<RetainedCase, CaseError> {
    application_alone::<S>(context, key, Lock::Yes).await?;
    let before = retained::<S>(context, key).await?;
    let subject = Subject::retention(&before.call, before.application, &before.organisation);
    let current = before.revision();
    if read != current {
        context.require_taken(&subject, read, current).await?;
        return Ok(before);
    }
    let step = context.step();
    before.hold(step)?;
    let record = context.record(reason);
    match step {
        StepName::HoldCase => hold::insert(context.db, key, &record).await?,
        _ => hold::release(context.db, key, &record).await?,
    }
    let event = context.event(&subject, current, reason, &(step == StepName::HoldCase));
    context.append(&[event]).await?;
    retained::<S>(context, key).await
}
