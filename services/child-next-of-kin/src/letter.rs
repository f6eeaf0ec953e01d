//! The letter: its conditions, when the grant is paid, what must be reported when. Periods run from
//! the day of the decision (*vedtaksdato*).

use chrono::NaiveDate;
use domain::calendar::add_months;
use domain::findings::args;
use domain::grant::{Condition, GrantPart, PlannedInstalment};
use domain::money::Money;
use domain::report::{PlannedReport, ReportDue, ReportKind, planned};
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Decided;

use crate::claim::phase_rules;
use crate::form::{Form, Phase};

/// A number of months after the decision. Decisions lie within the calendar, and so do some years
/// after them.
fn months_after(decided: &Decided<'_, Form>, months: u32) -> NaiveDate {
    add_months(decided.date, months).unwrap_or(decided.date)
}

/// The last day of the project: as applied for, never beyond the phase's period.
fn project_end(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<NaiveDate, RuleError> {
    let form = &decided.application.draft.form;
    let most = rules.count(phase_rules(form.phase).months)?;
    Ok(months_after(decided, form.period_months.min(most.value)))
}

/// The conditions: purpose, period, guidance, changes, reports, audit, repayment, acceptance.
pub(crate) fn conditions(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<Condition>, RuleError> {
    let mut conditions = project(decided, rules)?;
    conditions.extend(reporting(decided, rules)?);
    conditions.extend(repayment(decided, rules)?);
    Ok(conditions)
}

fn project(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let form = &decided.application.draft.form;
    let ids = phase_rules(form.phase);
    let purpose = match form.phase {
        Phase::Develop => Condition::new(
            "purpose_develop",
            args([("granted", decided.granted.into())]),
            &rules.source(ids.max)?,
        ),
        Phase::Implement => Condition::new(
            "purpose_implement",
            args([
                ("granted", decided.granted.into()),
                ("model", form.model.name.as_str().into()),
            ]),
            &rules.source(ids.max)?,
        ),
    };
    let mut conditions = vec![
        purpose,
        Condition::new(
            "project_period",
            args([
                ("from", decided.date.into()),
                ("to", project_end(decided, rules)?.into()),
            ]),
            &rules.source(ids.months)?,
        ),
    ];
    if let Some(guidance) = rules.set_flag("guidance.whole_period")? {
        conditions.push(Condition::new("guidance", Vec::new(), &guidance));
    }
    let rule = rules.source("report.months_after_decision")?;
    conditions.push(Condition::new("change_notice", Vec::new(), &rule));
    conditions.push(Condition::new("no_transfer", Vec::new(), &rule));
    Ok(conditions)
}

fn reporting(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let rule = rules.source("report.months_after_decision")?;
    let mut conditions: Vec<_> = report_plan(decided, rules)?
        .into_iter()
        .filter_map(|report| report.due.day())
        .map(|due| Condition::new("report", args([("due", due.into())]), &rule))
        .collect();
    let audit = rules.money("audit.from_amount")?;
    if decided.granted >= audit.value {
        conditions.push(Condition::new("auditor", Vec::new(), &audit));
    }
    conditions.push(Condition::new("accounts_by_line", Vec::new(), &audit));
    let above = rules.money("audit.fuller_report_above")?;
    if decided.granted > above.value {
        conditions.push(Condition::new(
            "fuller_report",
            args([("above", above.value.into())]),
            &above,
        ));
    }
    Ok(conditions)
}

fn repayment(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let rule = rules.source("report.months_after_decision")?;
    Ok(vec![
        Condition::new("not_carried_out", Vec::new(), &rule),
        Condition::new("unused", Vec::new(), "configurable"),
        Condition::new(
            "acceptance",
            args([("date", decided.accept_by().into())]),
            "configurable",
        ),
    ])
}

/// A part for each year of the project: the first on the day of the decision, the second a year
/// later, charged to that year's budget. Payment waits for acceptance by itself.
pub(crate) fn payment_plan(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<PlannedInstalment>, RuleError> {
    let next = months_after(decided, 12);
    if project_end(decided, rules)? <= next {
        return Ok(decided.paid_at_once(decided.date));
    }
    let year = decided.call.terms.grant_year;
    let days = [(decided.date, year), (next, year + 1)];
    let parts = decided.granted.split(&[Money::kroner(1); 2]);
    let planned = days.into_iter().zip(parts);
    let planned = planned.filter(|(_, amount)| amount.is_positive());
    Ok(planned
        .map(|((due, year), amount)| PlannedInstalment { due, year, amount })
        .collect())
}

/// The grant is reduced as a whole.
pub(crate) fn settlement_parts(
    decided: &Decided<'_, Form>,
    _rules: &RuleValues,
) -> Result<Vec<GrantPart>, RuleError> {
    Ok(vec![GrantPart::whole(decided.granted)])
}

/// A report one year after the decision; where the project runs longer, another when it ends. The
/// last one closes the grant.
pub(crate) fn report_plan(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<PlannedReport>, RuleError> {
    let first = months_after(decided, rules.count("report.months_after_decision")?.value);
    let end = project_end(decided, rules)?;
    let days = if end > first {
        vec![("year-1", first), ("final", end)]
    } else {
        vec![("final", first)]
    };
    let whole = |(id, due)| (id, ReportKind::Whole, ReportDue::On(due));
    Ok(planned(days.into_iter().map(whole)))
}
