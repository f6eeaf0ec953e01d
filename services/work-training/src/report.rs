//! What the report rules find, and what reports sum to.

use domain::findings::Finding;
use domain::report::IndicatorValue;
use domain::report::common_findings;
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Reported;

use crate::form::Form;
use crate::indicators::Indicators;
use crate::letter::AUDITOR;

/// What the rules say of a report: what every scheme asks, then what this one does.
pub(crate) fn findings(
    reported: &Reported<'_, Form, Indicators>,
    rules: &RuleValues,
) -> Result<Vec<Finding>, RuleError> {
    let granted = reported.grant.granted;
    // No threshold is published: where the auditor is asked for at all, it is in every case.
    let threshold = if rules.flag(AUDITOR)? {
        None
    } else {
        Some(domain::money::Money::MAX)
    };
    let citation = rules.citation(AUDITOR)?;
    let mut findings = common_findings(granted, reported.content, threshold, &citation);
    findings.extend(project_report(reported, rules)?);
    findings.extend(lines_missing(reported, &citation));
    findings.extend(lines_unknown(reported, &citation));
    findings.extend(participants(reported, &citation));
    Ok(findings)
}

/// The project report is attached.
fn project_report(
    reported: &Reported<'_, Form, Indicators>,
    rules: &RuleValues,
) -> Result<Option<Finding>, RuleError> {
    const ID: &str = "report.project_report_required";
    if !rules.flag(ID)? || reported.content.indicators.project_report_attached {
        return Ok(None);
    }
    Ok(Some(
        Finding::blocking("TRAINING_PROJECT_REPORT_MISSING", rules.citation(ID)?)
            .on("indicators.project_report_attached"),
    ))
}

/// The accounts can be held against the budget: every line of it that had money stands in them.
fn lines_missing(reported: &Reported<'_, Form, Indicators>, citation: &str) -> Vec<Finding> {
    let accounts = &reported.content.accounts;
    reported
        .application
        .draft
        .form
        .budget
        .iter()
        .filter(|line| !line.ordinary_operation && line.amount.is_positive())
        .filter(|line| accounts.iter().all(|account| account.line != line.code))
        .map(|line| {
            Finding::blocking("TRAINING_LINE_MISSING", citation.to_owned())
                .on("accounts")
                .with("line", line.code.as_str())
                .with("budget", line.amount)
        })
        .collect()
}

/// A line the budget does not have, or that is ordinary operation, is pointed out: money may have
/// been used for something else.
fn lines_unknown(reported: &Reported<'_, Form, Indicators>, citation: &str) -> Vec<Finding> {
    let budget = &reported.application.draft.form.budget;
    reported
        .content
        .accounts
        .iter()
        .enumerate()
        .filter(|(_, account)| account.actual.is_positive())
        .filter_map(|(at, account)| {
            let code = match budget.iter().find(|line| line.code == account.line) {
                None => "TRAINING_LINE_UNKNOWN",
                Some(line) if line.ordinary_operation => "TRAINING_LINE_OF_ORDINARY_OPERATION",
                Some(_) => return None,
            };
            Some(
                Finding::notice(code, citation.to_owned())
                    .on(format!("accounts[{at}].line"))
                    .with("line", account.line.as_str())
                    .with("amount", account.actual),
            )
        })
        .collect()
}

/// Nobody started, or nobody of those who are specially prioritised although they were planned for:
/// pointed out.
fn participants(reported: &Reported<'_, Form, Indicators>, citation: &str) -> Option<Finding> {
    let indicators = &reported.content.indicators;
    let planned = &reported.application.draft.form.participants;
    if indicators.all.started == 0 {
        return Some(
            Finding::notice("TRAINING_NOBODY_STARTED", citation.to_owned())
                .on("indicators.all.started")
                .with("planned", planned.planned()),
        );
    }
    let drug = planned
        .groups
        .iter()
        .find(|group| group.group == crate::form::TargetGroup::DrugProblems)
        .filter(|_| indicators.drug_problems.started == 0)?;
    Some(
        Finding::notice(
            "TRAINING_PRIORITISED_GROUP_NOT_REACHED",
            citation.to_owned(),
        )
        .on("indicators.drug_problems.started")
        .with("planned", drug.participants),
    )
}

/// What one report adds to the sums, in the profile's order.
pub(crate) fn totals(indicators: &Indicators) -> Vec<IndicatorValue> {
    let (all, drug) = (&indicators.all, &indicators.drug_problems);
    let drug_work = i64::from(drug.exits.ordinary_work_full_time)
        + i64::from(drug.exits.ordinary_work_part_time);
    [
        ("started", all.started.into()),
        ("completed", all.completed.into()),
        ("dropped_out", all.dropped_out.into()),
        (
            "exit_ordinary_work_full_time",
            all.exits.ordinary_work_full_time.into(),
        ),
        (
            "exit_ordinary_work_part_time",
            all.exits.ordinary_work_part_time.into(),
        ),
        ("exit_measure", all.exits.measure.into()),
        ("exit_education", all.exits.education.into()),
        ("exit_activity", all.exits.activity.into()),
        ("exit_nothing", all.exits.nothing.into()),
        ("exit_unknown", all.exits.unknown.into()),
        ("drug_started", drug.started.into()),
        ("drug_completed", drug.completed.into()),
        ("drug_dropped_out", drug.dropped_out.into()),
        ("drug_exit_ordinary_work", drug_work),
        ("drug_exit_nothing", drug.exits.nothing.into()),
        ("hours", indicators.hours.into()),
        ("nav_referrals", indicators.nav_referrals.into()),
        (
            "satisfaction_answers",
            indicators.satisfaction_answers.into(),
        ),
        ("satisfied_answers", indicators.satisfied_answers.into()),
    ]
    .map(|(code, value)| IndicatorValue { code, value })
    .to_vec()
}
