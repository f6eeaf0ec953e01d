use chrono::NaiveDate;
use domain::appeal::{Appeal, AppealNumber, AppealState, Appealed, lodging_faults};
use domain::delivery::Timeliness;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::resource::{AppealView, subject};
use super::rows;
use crate::decision::{self, DecisionKey, far_away, find, refused, time_of};
use crate::error::CaseError;
use crate::resource::Lock;
use crate::step::{Context, Record};

/// Lodges an appeal against a decision: by the party, or by staff for one that came in otherwise.
/// The same again, while it runs, answers with what there is.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound);
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) with everything that stands in the way: a
/// decision that was not sent, that is superseded or that the party may not appeal, another appeal
/// that runs, one that was judged, more than the time within which a late one can be admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lodge {
    /// The decision.
    pub decision: DecisionKey,
    /// The day that it came in, where staff register it; today for the party.
    pub received: Option<NaiveDate>,
    /// Its words.
    pub text: String,
}

impl<S: Scheme> Record<S> for Lodge {
    const STEP: StepName = StepName::LodgeAppeal;
    type Answer = AppealView;

    async fn record(&self, context: &mut Context<'_>) -> Result<AppealView, CaseError> {
        let appealed = find::<S>(context, &self.decision, Lock::Yes).await?;
        let key = &self.decision.application;
        let appeals = rows::of_application(context.db, key).await?;
        let (today, staff) = (context.actor.today(), context.actor.caller.is_staff());
        let received = self.received.filter(|_| staff).unwrap_or(today);
        let same = appeals.iter().find(|one| {
            one.state.runs()
                && one.decision == appealed.number
                && one.text == self.text
                && one.lodged.actor == context.actor.caller.subject
                && (!staff || one.received == received)
        });
        if let Some(same) = same {
            return Ok(AppealView::of(same.clone(), context));
        }
        let series = decision::of_application(context.db, key).await?;
        let time = time_of(&appealed)?;
        let judged = Appealed {
            decision: &appealed,
            series: &series,
            appeals: &appeals,
            time: &time,
        };
        let (timeliness, faults) = lodging_faults(judged, received, today).map_err(far_away)?;
        if !faults.is_empty() {
            return Err(refused(faults));
        }
        let last = appeals.last();
        let lodged = context.record("");
        let appeal = Appeal {
            call: appealed.call.clone(),
            application: appealed.application,
            number: last.map_or(AppealNumber::FIRST, |last| last.number.next()),
            organisation: appealed.organisation.clone(),
            decision: appealed.number,
            received,
            text: self.text.clone(),
            lodged: lodged.clone(),
            admitted: None,
            prepared: None,
            forwarded: None,
            state: match timeliness {
                Timeliness::InTime => AppealState::Lodged,
                Timeliness::Late | Timeliness::TooLate => AppealState::Late,
            },
            last_step: lodged,
            revision: Revision::FIRST,
        };
        rows::insert(context.db, &appeal).await?;
        let payload = (&appeal.state, appeal.decision, received, &appeal.text);
        let event = context.event(&subject(&appeal), Revision::NONE, "", &payload);
        context.append(&[event]).await?;
        Ok(AppealView::of(appeal, context))
    }
}
