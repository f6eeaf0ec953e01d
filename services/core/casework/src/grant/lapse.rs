use domain::calendar::local_date;
use domain::decision::DecisionKind;
use domain::grant::Grant;
use domain::letter;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;
use store::error::Row;

use super::offer::end;
use super::view::GrantView;
use crate::application::{self, ApplicationKey};
use crate::call::visible;
use crate::decision::{Decided, compose};
use crate::error::CaseError;
use crate::ledger::{WithFrames, WithLeft};
use crate::resource::Change;
use crate::step::{Context, Step};

/// Records that an offer lapsed after its last day: the money returns to the frame.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless offered;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) before the last day is over, without a
/// notice, and before the days to answer it are over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lapse {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The way in which the recipient was told.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Lapse {
    const STEP: StepName = StepName::LapseGrant;
    type On = WithFrames<Grant>;
    type Answer = WithLeft<GrantView>;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: WithFrames<Grant>,
        context: &mut Context<'_>,
    ) -> Result<Change<WithFrames<Grant>>, CaseError> {
        let (today, record) = (context.actor.today(), context.record(&self.reason));
        let offer = before.0.clone();
        let (lapsed, notice) = before.0.lapse(today, record)?;
        let change = end(WithFrames(lapsed), context, Ok).await?;
        let ApplicationKey { call, application } = &self.key;
        let found = application::rows::find::<S::Form>(context.db, call, *application).await?;
        let application = Row::of("grant", application).known("grant_id", found)?;
        let call = visible(context.db, context.actor, call).await?;
        let officer = context.actor.caller.subject.as_str();
        let decided = Decided {
            application: &application,
            kind: DecisionKind::Lapse,
            amount: offer.granted,
            letter: letter::Decision::Lapse(letter::Lapse {
                granted: offer.granted,
                decided: local_date(offer.decided),
                accept_by: offer.last_day(),
                noticed: local_date(notice.record.at),
                answer_by: notice.answer_by,
                reason: &self.reason,
            }),
        };
        let decisions = compose::<S>(context, (&call, None), officer, &[decided]).await?;
        Ok(change.deciding(decisions))
    }
}
