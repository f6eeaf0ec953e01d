//! The rules about a report.

use domain::audit;
use domain::findings::Finding;
use domain::grant::BudgetLine;
use domain::report::{AccountLine, common_findings};
use domain::rules::RuleValues;
use domain::scheme::{Found, ReportRule, Reported};

use crate::form::{Activity, Form};
use crate::indicators::Indicators;
use crate::letter::{AUDITOR_THRESHOLD, amounts_by_activity};

/// The rules about a report: those of every scheme, then the scheme's own.
pub(crate) const RULES: &[ReportRule<Form, Indicators>] = &[
    common,
    accounts_by_activity,
    lines_missing,
    carried_out,
    users,
];

/// The rules of every scheme, with the auditor's threshold of this one.
fn common(reported: &Reported<'_, Form, Indicators>, rules: &RuleValues) -> Found {
    let threshold = rules.money(AUDITOR_THRESHOLD)?;
    let citation = threshold.citation();
    let (grant, place, content) = (reported.grant, reported.place, reported.content);
    let mut found = common_findings(grant, place, content, &citation);
    let from = Some(threshold.value);
    found.extend(audit::findings(reported, from, &citation, rules)?);
    Ok(found)
}

/// Returns whether a line of the accounts belongs to an activity: its name is the key, or the key,
/// a dot and more.
fn belongs(line: &AccountLine, activity: &Activity) -> bool {
    line.line
        .strip_prefix(activity.key.as_str())
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Every activity that got money stands in the accounts.
fn accounts_by_activity(reported: &Reported<'_, Form, Indicators>, rules: &RuleValues) -> Found {
    let form = &reported.application.draft.form;
    let rule = rules.source("terms.process")?;
    let amounts = amounts_by_activity(form, reported.grant.granted, rules)?;
    let lines = &reported.content.accounts;
    Ok(form
        .activities
        .iter()
        .zip(amounts)
        .filter(|(activity, amount)| {
            amount.is_positive() && !lines.iter().any(|line| belongs(line, activity))
        })
        .map(|(activity, amount)| {
            Finding::blocking("CENTRE_ACTIVITY_NOT_IN_ACCOUNTS", &rule)
                .on("accounts")
                .with("activity", activity.name.as_str())
                .with("key", activity.key.as_str())
                .with("amount", amount)
        })
        .collect())
}

/// A line of the budget that the accounts leave out is pointed out: it counts as not spent.
fn lines_missing(reported: &Reported<'_, Form, Indicators>, rules: &RuleValues) -> Found {
    let rule = rules.source("terms.process")?;
    let budget = reported.budget(Form::budget_lines);
    let missing = reported.missing_lines(&budget).into_iter();
    let finding = |line: &BudgetLine| {
        Finding::notice("CENTRE_LINE_NOT_IN_ACCOUNTS", &rule)
            .on("accounts")
            .with("line", line.title.as_str())
            .with("amount", line.amount)
    };
    Ok(missing.map(finding).collect())
}

/// The activities carried out are those of the application.
fn carried_out(reported: &Reported<'_, Form, Indicators>, rules: &RuleValues) -> Found {
    let activities = &reported.application.draft.form.activities;
    let Some(indicators) = reported.indicators() else {
        return Ok(Vec::new());
    };
    let done = &indicators.activities_carried_out;
    let rule = rules.source("terms.standard")?;
    let unknown = done
        .iter()
        .enumerate()
        .filter(|(_, key)| activities.iter().all(|activity| activity.key != **key))
        .map(|(at, key)| {
            Finding::blocking("CENTRE_UNKNOWN_ACTIVITY", &rule)
                .on(format!("indicators.activities_carried_out[{at}]"))
                .with("key", key.as_str())
        });
    let missing = activities
        .iter()
        .filter(|activity| !done.contains(&activity.key))
        .map(|activity| {
            Finding::notice("CENTRE_ACTIVITY_NOT_CARRIED_OUT", &rule)
                .on("indicators.activities_carried_out")
                .with("activity", activity.name.as_str())
        });
    Ok(unknown.chain(missing).collect())
}

/// A report without a single user, where users were planned, is pointed out.
fn users(reported: &Reported<'_, Form, Indicators>, rules: &RuleValues) -> Found {
    let planned: i64 = reported
        .application
        .draft
        .form
        .activities
        .iter()
        .map(|activity| i64::from(activity.users_planned))
        .sum();
    let reached = reported.indicators().map(Indicators::users_reached);
    if planned == 0 || reached != Some(0) {
        return Ok(Vec::new());
    }
    Ok(vec![
        Finding::notice("CENTRE_NO_USERS_REACHED", &rules.source("terms.process")?)
            .on("indicators.users")
            .with("planned", planned),
    ])
}
