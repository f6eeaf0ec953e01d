use domain::grant::{Grant, SuppliedFacts};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::view::GrantView;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Supplies facts that payment waits for, such as the property in the land register.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) when the grant has ended;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) for a property of another municipality, a
/// day to come, a fact that the grant does not need, and a recipient after the payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupplyFacts {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The facts.
    pub supplied: SuppliedFacts,
}

impl<S: Scheme> Step<S> for SupplyFacts {
    const STEP: StepName = StepName::SupplyFacts;
    type On = Grant;
    type Answer = GrantView;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Grant,
        context: &mut Context<'_>,
    ) -> Result<Change<Grant>, CaseError> {
        let (today, by_staff) = (context.actor.today(), context.actor.caller.is_staff());
        let supplied = self.supplied.clone();
        let after = before.supply(supplied, (today, by_staff), context.record(""))?;
        Ok(Change::telling(after, &self.supplied))
    }
}
