//! The letter: its conditions, when the grant is paid, what must be reported when.

use chrono::NaiveDate;
use domain::findings::args;
use domain::grant::{Condition, GrantPart, PlannedInstalment};
use domain::report::{PlannedReport, ReportDue, ReportKind, planned};
use domain::rules::{RuleData, RuleError, RuleValues};
use domain::scheme::Decided;

use crate::de_minimis;
use crate::form::{Form, Stage};
use crate::rules::{COOPERATION_YEAR, YEARS_MAX};

/// The rule value that asks every recipient for an auditor's report.
pub(crate) const AUDITOR: &str = "report.auditor_required";

/// The conditions, in order: purpose, what it is not for, years, payment, follow-up.
pub(crate) fn conditions(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<Condition>, RuleError> {
    let mut conditions = purpose(decided, rules)?;
    conditions.extend(limits(decided, rules)?);
    conditions.extend(years(decided, rules)?);
    conditions.extend(payment(decided, rules)?);
    conditions.extend(follow_up(decided, rules)?);
    Ok(conditions)
}

/// The purpose.
fn purpose(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let form = &decided.application.draft.form;
    let rule = rules.source("project.direct_offer")?;
    Ok(vec![
        Condition::new(
            "purpose",
            args([
                ("project", form.project.name.as_str().into()),
                ("granted", decided.granted.into()),
            ]),
            &rule,
        ),
        Condition::new(
            "participants",
            args([
                ("participants", form.participants.planned().into()),
                ("places", form.participants.places.into()),
            ]),
            &rule,
        ),
    ])
}

/// Uses that are not allowed.
fn limits(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let form = &decided.application.draft.form;
    let mut conditions = Vec::new();
    if form.project.stage == Stage::New {
        conditions.push(Condition::new(
            "not_started",
            args([("date", decided.date.into())]),
            &rules.source("project.not_started")?,
        ));
    }
    conditions.extend([
        Condition::new(
            "not_ordinary_operation",
            Vec::new(),
            &rules.source("project.not_ordinary_operation")?,
        ),
        Condition::new(
            "not_commercial",
            Vec::new(),
            &rules.source("project.not_commercial")?,
        ),
        Condition::new(
            "not_same_activity",
            Vec::new(),
            &rules.source("sister_schemes.excluded")?,
        ),
    ]);
    if form.economic_activity.economic {
        conditions.push(Condition::new(
            "state_aid",
            args([
                ("granted", decided.granted.into()),
                ("rate", rules.decimal(de_minimis::EURO_RATE)?.value.into()),
                ("limit", rules.decimal(de_minimis::LIMIT)?.value.into()),
            ]),
            &rules.source(de_minimis::LIMIT)?,
        ));
    }
    Ok(conditions)
}

/// Which year this is, what the next one needs, and when the co-operation must be in place.
fn years(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let form = &decided.application.draft.form;
    let (year, most) = (form.project.year, rules.count(YEARS_MAX)?);
    let mut conditions = vec![Condition::new(
        "year",
        args([("year", year.into()), ("most", most.value.into())]),
        &most,
    )];
    conditions.push(if year < most.value {
        Condition::new("continuation", Vec::new(), &most)
    } else {
        Condition::new("last_year", Vec::new(), &most)
    });
    let signed = form
        .cooperations
        .iter()
        .any(|one| one.signed.is_some_and(|signed| signed <= decided.date));
    if !signed {
        conditions.push(Condition::new(
            "cooperation",
            args([("year", rules.count(COOPERATION_YEAR)?.value.into())]),
            &rules.source(COOPERATION_YEAR)?,
        ));
    }
    Ok(conditions)
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
        Condition::new("budget_reservation", Vec::new(), &process),
    ])
}

/// Report, auditor, what is not used.
fn follow_up(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let mut conditions = vec![Condition::new(
        "report",
        args([("date", report_due(decided, rules)?.into())]),
        &rules.source("report.due_month")?,
    )];
    if let Some(auditor) = rules.set_flag(AUDITOR)? {
        conditions.push(Condition::new("auditor", Vec::new(), &auditor));
    }
    let process = rules.source("terms.process")?;
    conditions.extend([
        Condition::new("unused", Vec::new(), &process),
        Condition::new("control", Vec::new(), &process),
    ]);
    Ok(conditions)
}

/// All of it when the acceptance has come: it may be paid from the day of the decision on.
pub(crate) fn payment_plan(
    decided: &Decided<'_, Form>,
    _rules: &RuleValues,
) -> Result<Vec<PlannedInstalment>, RuleError> {
    Ok(decided.paid_at_once(decided.date))
}

/// The grant is reduced as a whole.
pub(crate) fn settlement_parts(
    decided: &Decided<'_, Form>,
    _rules: &RuleValues,
) -> Result<Vec<GrantPart>, RuleError> {
    Ok(vec![GrantPart::whole(decided.granted)])
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

/// The rules' day of the year after the grant year, or the day that was recorded for all recipients
/// of that year; the day the call announced, where that is later.
fn report_due(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<NaiveDate, RuleError> {
    let terms = &decided.call.terms;
    let year = terms.grant_year + 1;
    let (month, day) = (
        rules.count("report.due_month")?.value,
        rules.count("report.due_day")?.value,
    );
    let moved = match rules
        .table("report.due_moved")?
        .value
        .get(&year.to_string())
    {
        Some(RuleData::Date(date)) => Some(*date),
        _ => None,
    };
    let by_rule = moved.or_else(|| NaiveDate::from_ymd_opt(year, month, day));
    Ok(by_rule.map_or(terms.report_due, |date| date.max(terms.report_due)))
}
