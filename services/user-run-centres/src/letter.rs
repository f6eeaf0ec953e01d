//! The letter: its conditions, when the grant is paid, what must be reported when.

use chrono::NaiveDate;
use domain::calendar::add_days;
use domain::findings::args;
use domain::grant::{Condition, PlannedInstalment};
use domain::identifiers::ReportId;
use domain::money::{Money, Rounding};
use domain::report::PlannedReport;
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Decided;

use crate::claim;
use crate::form::{Form, total};

/// The rule value with the amount from which an auditor confirms the accounts.
pub(crate) const AUDITOR_THRESHOLD: &str = "auditor.threshold";

/// The conditions, in order: purpose, use, acceptance and payment, follow-up, reservations.
pub(crate) fn conditions(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<Condition>, RuleError> {
    let mut conditions = purpose(decided, rules)?;
    conditions.extend(use_of_the_grant(rules)?);
    conditions.extend(payment(decided, rules)?);
    conditions.extend(follow_up(decided, rules)?);
    Ok(conditions)
}

/// What the grant is for, activity by activity.
fn purpose(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let form = &decided.application.draft.form;
    let citation = rules.citation("terms.standard")?;
    let mut conditions = vec![Condition::new(
        "purpose",
        args([("granted", decided.granted.into())]),
        citation.clone(),
    )];
    let amounts = amounts_by_activity(form, decided.granted, rules)?;
    let parts = form.activities.iter().zip(amounts);
    conditions.extend(parts.filter(|(_, amount)| amount.is_positive()).map(
        |(activity, amount)| {
            Condition::new(
                "activity",
                args([
                    ("activity", activity.name.as_str().into()),
                    ("amount", amount.into()),
                ]),
                citation.clone(),
            )
        },
    ));
    Ok(conditions)
}

/// What each activity gets of the grant, in proportion to what it could be granted at the most;
/// sums to the grant to the øre.
pub(crate) fn amounts_by_activity(
    form: &Form,
    granted: Money,
    rules: &RuleValues,
) -> Result<Vec<Money>, RuleError> {
    let cap = rules.money_row(claim::CAP, form.frame.code())?;
    let weights: Vec<Money> = form
        .activities
        .iter()
        .map(|activity| claim::grantable(activity, cap))
        .collect();
    let whole = total(weights.iter().copied());
    let (mut weight_so_far, mut given_so_far) = (Money::ZERO, Money::ZERO);
    Ok(weights
        .into_iter()
        .map(|weight| {
            // Each gets what brings the running sum to its share, rounded down: the last brings it
            // to the whole grant.
            weight_so_far = total([weight_so_far, weight]);
            let to_here = granted
                .times_share(weight_so_far, whole, Rounding::Down)
                .unwrap_or(granted);
            let amount = Money::from_ore(to_here.ore() - given_so_far.ore());
            given_so_far = to_here;
            amount
        })
        .collect())
}

/// What the money may not be used for.
fn use_of_the_grant(rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let terms = rules.citation("terms.standard")?;
    Ok(vec![
        Condition::new("no_repurposing", Vec::new(), terms.clone()),
        Condition::new(
            "in_norway",
            Vec::new(),
            rules.citation("in_norway.required")?,
        ),
        Condition::new(
            "no_double_funding",
            Vec::new(),
            rules.citation("double_funding.refused")?,
        ),
        Condition::new("proportional_reduction", Vec::new(), terms),
    ])
}

/// Acceptance with the account, and payment when it has come.
fn payment(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let process = rules.citation("terms.process")?;
    let days = u32::from(decided.call.terms.acceptance_days);
    // At most 365 days: the calendar does not end there.
    let last_day = add_days(decided.date, days).unwrap_or(NaiveDate::MAX);
    Ok(vec![
        Condition::new(
            "acceptance",
            args([("date", last_day.into())]),
            process.clone(),
        ),
        Condition::new("payment", Vec::new(), process),
        Condition::new(
            "budget_reservation",
            Vec::new(),
            rules.citation("terms.budget_reservation")?,
        ),
    ])
}

/// Report, auditor, control, and what a breach leads to.
fn follow_up(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let terms = rules.citation("terms.standard")?;
    let mut conditions = vec![Condition::new(
        "report",
        args([("date", report_due(decided, rules)?.into())]),
        rules.citation("report.due_month")?,
    )];
    let threshold = rules.money(AUDITOR_THRESHOLD)?;
    if decided.granted >= threshold {
        conditions.push(Condition::new(
            "auditor",
            args([("threshold", threshold.into())]),
            rules.citation(AUDITOR_THRESHOLD)?,
        ));
    }
    conditions.extend([
        Condition::new("control", Vec::new(), terms.clone()),
        Condition::new("breach", Vec::new(), terms),
        Condition::new(
            "new_application",
            Vec::new(),
            rules.citation("terms.process")?,
        ),
    ]);
    Ok(conditions)
}

/// All of it on receipt of the acceptance: it may be paid from the day of the decision on.
pub(crate) fn payment_plan(decided: &Decided<'_, Form>) -> Vec<PlannedInstalment> {
    vec![PlannedInstalment {
        due: decided.date,
        amount: decided.granted,
    }]
}

/// One report, which closes the grant.
pub(crate) fn report_plan(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<PlannedReport>, RuleError> {
    let due = report_due(decided, rules)?;
    Ok("final"
        .parse::<ReportId>()
        .ok()
        .map(|id| PlannedReport { id, due })
        .into_iter()
        .collect())
}

/// The rules' day of the year after the grant year; the day the call announced, where that is
/// later.
fn report_due(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<NaiveDate, RuleError> {
    let terms = &decided.call.terms;
    let (month, day) = (
        rules.count("report.due_month")?,
        rules.count("report.due_day")?,
    );
    let by_rule = NaiveDate::from_ymd_opt(terms.grant_year + 1, month, day);
    Ok(by_rule.map_or(terms.report_due, |date| date.max(terms.report_due)))
}
