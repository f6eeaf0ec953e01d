//! The letter: its conditions, when the grant is paid, what must be reported when.

use chrono::NaiveDate;
use domain::findings::args;
use domain::grant::{Condition, GrantPart, PlannedInstalment};
use domain::money::Money;
use domain::report::{PlannedReport, ReportDue, ReportKind, planned};
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Decided;

use crate::claim;
use crate::form::Form;

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

/// The purpose, activity by activity.
fn purpose(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let form = &decided.application.draft.form;
    let rule = rules.source("terms.standard")?;
    let mut conditions = vec![Condition::new(
        "purpose",
        args([("granted", decided.granted.into())]),
        &rule,
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
                &rule,
            )
        },
    ));
    Ok(conditions)
}

/// Splits the grant among the activities in proportion to the largest amount of each;
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
        .map(|activity| claim::grantable(activity, cap.value))
        .collect();
    Ok(granted.split(&weights))
}

/// Uses that are not allowed.
fn use_of_the_grant(rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let terms = rules.source("terms.standard")?;
    Ok(vec![
        Condition::new("no_repurposing", Vec::new(), &terms),
        Condition::new(
            "in_norway",
            Vec::new(),
            &rules.source("in_norway.required")?,
        ),
        Condition::new(
            "no_double_funding",
            Vec::new(),
            &rules.source("double_funding.refused")?,
        ),
        Condition::new("proportional_reduction", Vec::new(), &terms),
    ])
}

/// Acceptance with the account, and payment when it has come.
fn payment(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let process = rules.source("terms.process")?;
    Ok(vec![
        Condition::new(
            "acceptance",
            args([("date", decided.accept_by().into())]),
            &process,
        ),
        Condition::new("payment", Vec::new(), &process),
        Condition::new(
            "budget_reservation",
            Vec::new(),
            &rules.source("terms.budget_reservation")?,
        ),
    ])
}

/// Report, auditor, control, and what a breach leads to.
fn follow_up(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let terms = rules.source("terms.standard")?;
    let mut conditions = vec![Condition::new(
        "report",
        args([("date", report_due(decided, rules)?.into())]),
        &rules.source("report.due_month")?,
    )];
    let threshold = rules.money(AUDITOR_THRESHOLD)?;
    if decided.granted >= threshold.value {
        conditions.push(Condition::new(
            "auditor",
            args([("threshold", threshold.value.into())]),
            &threshold,
        ));
    }
    conditions.extend([
        Condition::new("control", Vec::new(), &terms),
        Condition::new("breach", Vec::new(), &terms),
        Condition::new(
            "new_application",
            Vec::new(),
            &rules.source("terms.process")?,
        ),
    ]);
    Ok(conditions)
}

/// All of it on receipt of the acceptance: it may be paid from the day of the decision on.
pub(crate) fn payment_plan(
    decided: &Decided<'_, Form>,
    _rules: &RuleValues,
) -> Result<Vec<PlannedInstalment>, RuleError> {
    Ok(decided.paid_at_once(decided.date))
}

/// Each activity is reduced by itself: its money may not be used for another.
pub(crate) fn settlement_parts(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<GrantPart>, RuleError> {
    let form = &decided.application.draft.form;
    let amounts = amounts_by_activity(form, decided.granted, rules)?;
    let parts = form.activities.iter().zip(amounts);
    Ok(parts
        .map(|(activity, granted)| GrantPart::activity(activity.key.as_str(), granted))
        .collect())
}

/// One report, which closes the grant.
pub(crate) fn report_plan(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<PlannedReport>, RuleError> {
    Ok(planned([(
        "final",
        ReportKind::Whole,
        ReportDue::On(report_due(decided, rules)?),
    )]))
}

/// The rules' day of the year after the grant year; the day the call announced, where that is
/// later.
fn report_due(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<NaiveDate, RuleError> {
    let terms = &decided.call.terms;
    let (month, day) = (
        rules.count("report.due_month")?.value,
        rules.count("report.due_day")?.value,
    );
    let by_rule = NaiveDate::from_ymd_opt(terms.grant_year + 1, month, day);
    Ok(by_rule.map_or(terms.report_due, |date| date.max(terms.report_due)))
}
