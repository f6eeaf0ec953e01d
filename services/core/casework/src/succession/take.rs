//! A takeover that is confirmed: cases, webhooks, and what both parties are told.

use chrono::NaiveDate;
use domain::event::NewEvent;
use domain::identifiers::OrganisationNumber;
use domain::names;
use domain::notification::NotificationKind;
use domain::succession::Succession;
use serde::Serialize;

use super::rows::{self, Cases};
use crate::error::CaseError;
use crate::step::Context;
use crate::subject::Subject;
use crate::webhook::end_all;

/// The event of a case that is taken over.
#[derive(Serialize)]
struct Taken<'a> {
    before: Holder<'a>,
    after: Holder<'a>,
    succession: String,
    date: NaiveDate,
    ground: &'a str,
}

/// The holder of a case.
#[derive(Serialize)]
struct Holder<'a> {
    organisation: &'a OrganisationNumber,
    name: &'a str,
}

/// Gives the cases to the successor, deletes the predecessor's webhooks, and tells the predecessor.
/// Returns the events: one in each case's chain, which tells the successor, and one in each
/// webhook's.
pub(super) async fn over(
    context: &mut Context<'_>,
    succession: &Succession,
    cases: &Cases,
    reason: &str,
) -> Result<Vec<NewEvent>, CaseError> {
    let (takeover, now) = (&succession.takeover, context.actor.now);
    rows::take_over(context.db, takeover, now).await?;
    let mut events = Vec::new();
    for case in &cases.all {
        let organisation = &takeover.successor.organisation;
        let subject = Subject::application(&case.call, case.application, organisation);
        let payload = Taken {
            before: Holder {
                organisation: &takeover.predecessor,
                name: &case.organisation_name,
            },
            after: Holder {
                organisation,
                name: &takeover.successor.name,
            },
            succession: names::succession(succession.id),
            date: takeover.date,
            ground: &succession.proposed.reason,
        };
        events.push(context.event(&subject, case.revision, reason, &payload));
    }
    let deleted = end_all(context.db, &takeover.predecessor, now).await?;
    for (webhook, revision) in deleted {
        let subject = Subject::webhook(webhook, &takeover.predecessor);
        events.push(context.event(&subject, revision, reason, &()));
    }
    let kind = NotificationKind::OrganisationTakenOver;
    rows::tell_predecessor(context.db, succession, kind, now).await?;
    Ok(events)
}
