use chrono::NaiveDate;
use domain::identifiers::CallId;
use domain::report::{Reminder, ReminderSteps, reminder_notice};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::reminder_rows::{self, ReminderOf, Undelivered};
use crate::call::{pinned_rules, visible};
use crate::error::CaseError;
use crate::step::{Context, Record};
use crate::subject::Subject;

/// The most reminders of one request.
const REMINDERS_MAX: usize = 1_000;

/// Reminds the recipients of a call, or of every call of the scheme, of reports that are not
/// delivered, on the days before and after the last one that the rules of each call name. Whom to
/// remind is found when it is sent: the reports are locked, and one that was delivered a moment
/// before gets none. Each step of reminding is taken once for a report and a last day, so the same
/// request again reminds of nothing.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remind {
    /// The call; `None` for every call.
    pub call: Option<CallId>,
    /// True to say whom it would remind, and send nothing.
    pub dry_run: bool,
}

/// The reminders of one request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reminded {
    /// The reminders, by call and case.
    pub reminders: Vec<ReminderOf>,
    /// Reports that were passed over, because the caller has declared an interest in the case.
    pub left_out: u32,
    /// True if there are more: the same request again goes on.
    pub more: bool,
}

impl<S: Scheme> Record<S> for Remind {
    const STEP: StepName = StepName::RemindReports;
    type Answer = Reminded;

    async fn record(&self, context: &mut Context<'_>) -> Result<Reminded, CaseError> {
        let calls = match &self.call {
            Some(call) => vec![visible(context.db, context.actor, call).await?.id],
            None => reminder_rows::calls(context.db).await?,
        };
        let mut answer = Reminded::default();
        for call in calls {
            self.remind::<S>(context, &call, &mut answer).await?;
            if answer.more {
                break;
            }
        }
        if !self.dry_run {
            send(context, &answer.reminders).await?;
        }
        Ok(answer)
    }
}

impl Remind {
    /// Adds the reminders of a call.
    async fn remind<S: Scheme>(
        &self,
        context: &mut Context<'_>,
        call: &CallId,
        answer: &mut Reminded,
    ) -> Result<(), CaseError> {
        let (actor, today) = (context.actor, context.actor.today());
        let whole = visible(context.db, actor, call).await?;
        let steps = ReminderSteps::of(&pinned_rules::<S>(&whole)?)?;
        let until = steps.last_day(today);
        let person = &actor.caller.subject;
        let undelivered = reminder_rows::lock(context.db, call, until, person).await?;
        for report in undelivered {
            let Some(reminder) = reminder::<S>(&steps, &report, (today, &*context)) else {
                continue;
            };
            if report.interest {
                answer.left_out += 1;
            } else if answer.reminders.len() == REMINDERS_MAX {
                answer.more = true;
                return Ok(());
            } else {
                answer.reminders.push(ReminderOf {
                    call: call.clone(),
                    grant: report.grant,
                    report: report.report,
                    case_reference: report.case_reference,
                    organisation: report.organisation,
                    organisation_name: report.organisation_name,
                    reminder,
                });
            }
        }
        Ok(())
    }
}

/// Returns the reminder that a report calls for today, unless it was sent.
fn reminder<S: Scheme>(
    steps: &ReminderSteps,
    report: &Undelivered,
    (today, context): (NaiveDate, &Context<'_>),
) -> Option<Reminder> {
    let step = steps.reached(report.due, today)?;
    if report.sent.contains(&step) {
        return None;
    }
    let case = report.case_reference.to_string();
    Some(Reminder {
        due: report.due,
        step,
        at: context.actor.now,
        by: context.actor.caller.subject.clone(),
        notice: reminder_notice(S::messages(), &case, report.due, step),
    })
}

/// Writes reminders, each with an event in its case, which the recipient follows.
async fn send(context: &mut Context<'_>, reminders: &[ReminderOf]) -> Result<(), CaseError> {
    reminder_rows::insert(context.db, reminders).await?;
    let event = |of: &ReminderOf| {
        let subject = Subject::report(&of.call, of.grant, &of.report, &of.organisation);
        context.event(&subject, Revision::NONE, "", &of.reminder)
    };
    let events: Vec<_> = reminders.iter().map(event).collect();
    context.append(&events).await?;
    Ok(())
}
