use domain::grant::Grant;
use domain::identifiers::ApplicationId;
use domain::sample::{Control, ControlFinding, ControlFollowUp, Sample};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::resource::{SampleKey, SampleView};
use super::rows;
use crate::application::{ApplicationKey, require_impartial};
use crate::error::CaseError;
use crate::resource::{Change, Lock, Resource, found};
use crate::step::{Context, Step};

/// Records a control of a sampled grant. A deviation is an event of the grant as well: the
/// recipient is told.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) before the draw;
/// [`InvalidFields`](domain::refusal::Refusal::InvalidFields) for a grant that is not sampled;
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordControl {
    /// The sample.
    pub key: SampleKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The grant.
    pub grant: ApplicationId,
    /// The finding.
    pub finding: ControlFinding,
    /// The follow-up.
    pub follow_up: ControlFollowUp,
    /// The finding in words.
    pub reason: String,
}

impl<S: Scheme> Step<S> for RecordControl {
    const STEP: StepName = StepName::RecordControl;
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
        let control = Control {
            grant: self.grant,
            finding: self.finding,
            follow_up: self.follow_up,
            record: context.record(&self.reason),
        };
        let after = before.record(control.clone())?;
        let case = ApplicationKey {
            call: self.key.call.clone(),
            application: self.grant,
        };
        require_impartial(context.db, context.actor, &case).await?;
        rows::add(context.db, &after, &control).await?;
        let payload = (control.grant, control.finding, control.follow_up);
        let change = Change::telling(after, &payload);
        if control.finding == ControlFinding::InOrder {
            return Ok(change);
        }
        let grant: Grant = found::<S, _>(context, &case, Lock::No).await?;
        let subject = Resource::<S>::subject(&grant);
        let told = (control.finding, control.follow_up);
        let event = context.event(&subject, grant.revision, &self.reason, &told);
        Ok(change.with(event))
    }
}
