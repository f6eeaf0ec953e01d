//! The cases whose time is over, by the rules of the day.

use chrono::NaiveDate;
use domain::identifiers::{ApplicationId, CallId};
use domain::retention::{DISPOSAL_MAX, DisposalCase, KeptReason, NOTICE_DAYS, Standing};
use domain::rules::IfInForce;
use domain::scheme::Scheme;
use domain::shared_rules::interest_rules;

use super::rows::facts::{self, FactsOf, FactsRow};
use crate::application::ApplicationKey;
use crate::call::visible;
use crate::error::CaseError;
use crate::step::Context;

/// Cases whose facts are read at a time: a plan needs no more of a scheme in memory.
const CASES_AT_A_TIME: i64 = 1_000;

/// The cases that are due.
#[derive(Debug, Default)]
pub(super) struct Due {
    /// The first of them, by day, call and case: no more than one disposal takes.
    pub(super) cases: Vec<DisposalCase>,
    /// Those beyond.
    pub(super) more: usize,
    /// Those that the person has declared an interest in.
    pub(super) left_out: usize,
}

/// Finds the cases of a call, or of all, that are in no disposal and whose time is over by a day.
pub(super) async fn due<S: Scheme>(
    context: &mut Context<'_>,
    call: Option<&CallId>,
    by: NaiveDate,
) -> Result<Due, CaseError> {
    if let Some(call) = call {
        visible(context.db, context.actor, call).await?;
    }
    let person = context.actor.caller.subject.clone();
    let (mut due, mut after) = (Due::default(), None);
    loop {
        let of = FactsOf {
            call,
            cases: &[],
            after: after.as_ref(),
            limit: CASES_AT_A_TIME,
            person: &person,
        };
        let rows = facts::page(context.db, of).await?;
        let Some(last) = rows.last() else {
            break;
        };
        after = Some((last.call.clone(), last.application));
        for row in rows {
            let standing = standing::<S>(context, &row).await?;
            let (Some(class), Some(ended), Some(due_on)) =
                (standing.class, standing.ended, standing.due)
            else {
                continue;
            };
            if !standing.kept_on(by).is_empty() {
                continue;
            }
            if row.of_interest {
                due.left_out += 1;
                continue;
            }
            due.cases.push(DisposalCase {
                call: row.call,
                application: row.application,
                case_reference: row.case_reference,
                organisation: row.organisation,
                class,
                ended,
                due: due_on,
                source: standing.source,
                outcome: None,
            });
        }
    }
    due.cases.sort_by(|one, other| {
        let key = |case: &DisposalCase| (case.due, case.call.clone(), case.application);
        key(one).cmp(&key(other))
    });
    due.more = due.cases.len().saturating_sub(DISPOSAL_MAX);
    due.cases.truncate(DISPOSAL_MAX);
    Ok(due)
}

/// Judges a case by the rules of the day. Money that was claimed back is owed until its interest
/// has come in too.
pub(super) async fn standing<S: Scheme>(
    context: &mut Context<'_>,
    row: &FactsRow,
) -> Result<Standing, CaseError> {
    let mut of = row.facts.clone();
    if row.claimed && owes(context, &row.call, row.application).await? {
        of.running.push(KeptReason::MoneyOwed);
    }
    let rules = S::rules().on(context.actor.today());
    Ok(Standing::of(&of, &rules, context.actor.now)?)
}

async fn owes(
    context: &mut Context<'_>,
    call: &CallId,
    id: ApplicationId,
) -> Result<bool, CaseError> {
    let grant = crate::grant::rows::read(context.db, call, id).await?;
    let today = context.actor.today();
    let rules = interest_rules(today)?;
    Ok(grant.is_some_and(|grant| {
        let mut all = grant.recoveries.iter();
        grant.arrangement_waits()
            || all.any(|one| {
                let standing = grant.recovery_standing(one.number, &rules, today);
                standing.left.is_positive()
                    || standing
                        .interest
                        .is_none_or(|interest| interest.is_positive())
            })
    }))
}

/// Reads the facts of one case; none where there is no such case.
pub(super) async fn of_case(
    context: &mut Context<'_>,
    key: &ApplicationKey,
) -> Result<Option<FactsRow>, CaseError> {
    let of = FactsOf {
        call: Some(&key.call),
        cases: &[key.application],
        after: None,
        limit: 1,
        person: &context.actor.caller.subject,
    };
    Ok(facts::page(context.db, of).await?.pop())
}

/// Returns the first day that cases may be erased which are announced today; none where the rules
/// of the scheme do not say.
pub(super) fn notice_over<S: Scheme>(today: NaiveDate) -> Result<Option<NaiveDate>, CaseError> {
    let rules = S::rules().on(today);
    let days = rules.count(NOTICE_DAYS).if_in_force()?;
    let over = |days: u32| today.checked_add_days(chrono::Days::new(days.into()));
    Ok(days.and_then(|days| over(days.value)))
}
