use domain::identifiers::OrganisationNumber;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::StepName;
use domain::violations::FieldViolation;
use domain::webhook::Webhook;

use super::rows;
use crate::actor::Actor;
use crate::error::CaseError;
use crate::step::{Context, Query};

/// Lists the webhooks of an organisation, by the time they were registered at. An organisation sees
/// its own.
///
/// # Errors
/// [`Refusal::InvalidFields`] when the staff names no organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListWebhooks {
    /// The organisation; the caller's own when `None`.
    pub organisation: Option<OrganisationNumber>,
}

impl<S: Scheme> Query<S> for ListWebhooks {
    const STEP: StepName = StepName::ListWebhooks;
    type Answer = Vec<Webhook>;

    fn check(&self, actor: &Actor) -> Result<(), CaseError> {
        actor.may(StepName::ListWebhooks)?;
        if actor
            .caller
            .organisation()
            .or(self.organisation.as_ref())
            .is_some()
        {
            return Ok(());
        }
        let fault = FieldViolation {
            field: "organisation_number".to_owned(),
            description: "is required of the staff; name the organisation".to_owned(),
        };
        Err(CaseError::Refused(Refusal::InvalidFields(vec![fault])))
    }

    async fn look(&self, context: &mut Context<'_>) -> Result<Vec<Webhook>, CaseError> {
        let own = context.actor.caller.organisation();
        let asked = self.organisation.as_ref().or(own);
        // Another organisation's are not there.
        let Some(organisation) = asked.filter(|asked| own.is_none_or(|own| own == *asked)) else {
            return Ok(Vec::new());
        };
        Ok(rows::of_organisation(context.db, organisation).await?)
    }
}
