//! A grant that is offered again after an appeal.

use domain::application::Application;
use domain::calendar::{add_days, local_date};
use domain::call::Call;
use domain::event::NewEvent;
use domain::grant::{Grant, Renewal};
use domain::money::Money;
use domain::rules::RuleValues;
use domain::scheme::{Decided, Scheme};

use super::offers::{Offered, payments, reports};
use crate::error::CaseError;
use crate::grant::{self, subject};
use crate::report;
use crate::step::Context;

/// Offers a grant again that lapsed or was reversed to nothing, and returns it with its event.
/// Where the money comes from is decided before. Reports that were delivered stay.
pub(crate) async fn renew_one<S: Scheme>(
    context: &mut Context<'_>,
    (call, rules, application): (&Call, &RuleValues, &Application<S::Form>),
    grant: Grant,
    offered: Offered<'_>,
) -> Result<(Grant, NewEvent), CaseError> {
    let today = context.actor.today();
    let decided = Decided {
        call,
        application,
        granted: offered.amount,
        date: today,
    };
    // A year ahead at the most: no calendar ends there.
    let days = u32::from(call.terms.acceptance_days);
    let renewal = Renewal {
        granted: offered.amount,
        awaited: offered.awaited,
        accept_by: add_days(today, days).unwrap_or(today),
        conditions: S::conditions(&decided, rules)?,
        obligations: S::obligations(&decided, rules)?,
        instalments: payments::<S>(&decided, rules)?,
    };
    let from = grant.revision;
    // Its letters count the days of reports from its first decision.
    let first = Decided {
        date: local_date(grant.decided),
        ..decided
    };
    let planned = reports::<S>(context.actor, &first, rules)?;
    let by = (context.step(), context.record(""));
    let (grant, added) = grant.renew(renewal, by)?;
    grant::rows::renew(context.db, &grant, &added).await?;
    report::plan_rows::plan_again(context.db, (&call.id, grant.id), planned).await?;
    let first_number = added.first().map(|first| first.number);
    let payload = (Money::ZERO, grant.granted, first_number);
    let event = context.event(&subject(&grant), from, "", &payload);
    Ok((grant, event))
}
