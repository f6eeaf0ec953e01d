use domain::call::{Call, CallState, CallTerms, SubFrame};
use domain::identifiers::CallId;
use domain::money::Money;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::terms::{require_decided, require_fitting, with_days};
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{self, Context};

/// Creates a call.
///
/// # Errors
/// [`InvalidFields`](domain::refusal::Refusal::InvalidFields) when the terms do not fit each other,
/// the scheme's sub-frames or the days its rules cover;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when the call of the round before is not
/// decided; [`IdTaken`](domain::refusal::Refusal::IdTaken).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Create {
    /// The id that the client chose.
    pub call: CallId,
    /// The announced terms.
    pub terms: CallTerms,
}

impl<S: Scheme> step::Create<S> for Create {
    const STEP: StepName = StepName::CreateCall;
    type Of = Call;
    type Parent = ();
    type Answer = Call;

    fn key(&self) -> &CallId {
        &self.call
    }

    async fn parent(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        require_fitting::<S>(&self.terms)?;
        require_decided(context.db, self.terms.previous_call.as_ref()).await
    }

    async fn create(&self, (): (), context: &mut Context<'_>) -> Result<Change<Call>, CaseError> {
        let sub_frames = self.terms.sub_frames.iter().map(|(code, budget)| SubFrame {
            code: code.clone(),
            budget: *budget,
            committed: Money::ZERO,
            claimed: Money::ZERO,
        });
        let now = context.actor.now;
        let call = Call {
            id: self.call.clone(),
            terms: with_days::<S>(&self.terms)?,
            sub_frames: sub_frames.collect(),
            state: CallState::Draft,
            draw_key: None,
            last_step: context.record(""),
            revision: Revision::FIRST,
            created: now,
            updated: now,
        };
        Ok(Change::showing(call, |call| &call.terms))
    }
}
