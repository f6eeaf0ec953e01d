use domain::call::Call;
use domain::identifiers::CallId;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::draw;
use super::terms::require_whole_weights;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Opens a call: applications are taken, the rule values of its date are pinned, and the key that
/// will settle ties is drawn, of which only the commitment is published.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState),
/// [`DeadlinePassed`](domain::refusal::Refusal::DeadlinePassed);
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when the weights of the criteria do not
/// sum to 100;
/// [`AppropriationExceeded`](domain::refusal::Refusal::AppropriationExceeded) when its frames come
/// to more than is appropriated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Open {
    /// The call.
    pub call: CallId,
    /// The revision that the caller read.
    pub revision: Revision,
}

impl<S: Scheme> Step<S> for Open {
    const STEP: StepName = StepName::OpenCall;
    type On = Call;
    type Answer = Call;

    fn on(&self) -> (&CallId, Revision) {
        (&self.call, self.revision)
    }

    async fn take(
        &self,
        before: Call,
        context: &mut Context<'_>,
    ) -> Result<Change<Call>, CaseError> {
        // The state is judged before the rules are, and before the key is drawn.
        before.can_open_at(context.actor.now)?;
        let rules = S::rules().on(before.terms.rules_date);
        require_whole_weights::<S>(&rules)?;
        let commitment = draw::draw(context.db, context.actor, &before.id).await?;
        let record = context.record("");
        let after = before.open(rules.hash().to_string(), commitment, record)?;
        let framed = after.clone();
        Ok(Change::showing(after, |after| &after.state).framing(framed))
    }
}
