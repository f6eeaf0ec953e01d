use domain::decision::{Decision, DecisionKind};
use domain::findings::Finding;
use domain::letter;
use domain::names;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::compose::{Decided, compose};
use super::find::{find, refused, subject};
use super::key::DecisionKey;
use super::rows;
use crate::application::application_alone;
use crate::call::visible;
use crate::error::{CaseError, not_found};
use crate::resource::Lock;
use crate::step::{Context, Record};

/// Corrects an obvious error in a decision, such as a misprint in a name or a number (retting). It
/// is a decision of its own with a letter, changes no amount, and begins no new time to appeal. The
/// same again changes nothing.
///
/// # Errors
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when it changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correct {
    /// The decision.
    pub key: DecisionKey,
    /// The words that are wrong.
    pub wrong: String,
    /// The words that are right.
    pub right: String,
    /// Why; it stands in the letter.
    pub reason: String,
}

impl<S: Scheme> Record<S> for Correct {
    const STEP: StepName = StepName::CorrectDecision;
    type Answer = Decision;

    async fn record(&self, context: &mut Context<'_>) -> Result<Decision, CaseError> {
        let corrected = find::<S>(context, &self.key, Lock::Yes).await?;
        if context.was_recorded(&self.key.name()).await? {
            return self.last(context).await;
        }
        if self.wrong == self.right {
            let same = Finding::blocking("CORRECTION_CHANGES_NOTHING", "configurable");
            return Err(refused(vec![same.on("right_text")]));
        }
        let key = &self.key.application;
        let application = application_alone::<S>(context, key, Lock::No).await?;
        let call = visible(context.db, context.actor, &key.call).await?;
        let decided = Decided {
            application: &application,
            kind: DecisionKind::Correction,
            amount: corrected.amount,
            letter: letter::Decision::Correction(letter::Corrected {
                number: &names::decision_number(&application.case_reference, corrected.number),
                wrong: &self.wrong,
                right: &self.right,
                reason: &self.reason,
            }),
        };
        let officer = context.actor.caller.subject.as_str();
        let decisions = compose::<S>(context, (&call, None), officer, &[decided]).await?;
        let told = (&self.wrong, &self.right);
        let event = context.event(&subject(&corrected), Revision::NONE, &self.reason, &told);
        let places = context.append(&[event]).await?;
        rows::insert(context.db, &decisions, &places).await?;
        self.last(context).await
    }
}

impl Correct {
    /// Reads the last correction in the series.
    async fn last(&self, context: &mut Context<'_>) -> Result<Decision, CaseError> {
        let series = rows::of_application(context.db, &self.key.application).await?;
        let mut corrections = series.into_iter();
        let last = corrections.rfind(|one| one.kind == DecisionKind::Correction);
        last.ok_or_else(|| not_found(self.key.name()))
    }
}
