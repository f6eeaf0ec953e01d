//! What the report rules find, and what reports sum to.

use domain::findings::Finding;
use domain::report::IndicatorValue;
use domain::report::{AccountLine, common_findings};
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Reported;

use crate::form::{Activity, Form};
use crate::indicators::{AgeBand, Indicators, Sex};
use crate::letter::{AUDITOR_THRESHOLD, amounts_by_activity};

/// What the rules say of a report: what every scheme asks, then what this one does.
pub(crate) fn findings(
    reported: &Reported<'_, Form, Indicators>,
    rules: &RuleValues,
) -> Result<Vec<Finding>, RuleError> {
    let mut findings = common_findings(
        reported.grant.granted,
        reported.content,
        Some(rules.money(AUDITOR_THRESHOLD)?),
        &rules.citation(AUDITOR_THRESHOLD)?,
    );
    findings.extend(accounts_by_activity(reported, rules)?);
    findings.extend(lines_of_no_activity(reported, rules)?);
    findings.extend(carried_out(reported, rules)?);
    findings.extend(users(reported, rules)?);
    Ok(findings)
}

/// Whether a line of the accounts belongs to an activity: it is called by its key, or by its key, a
/// dot and more.
fn belongs(line: &AccountLine, activity: &Activity) -> bool {
    line.line
        .strip_prefix(activity.key.as_str())
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Every activity that got money stands in the accounts.
fn accounts_by_activity(
    reported: &Reported<'_, Form, Indicators>,
    rules: &RuleValues,
) -> Result<Vec<Finding>, RuleError> {
    let form = &reported.application.draft.form;
    let citation = rules.citation("terms.process")?;
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
            Finding::blocking("CENTRE_ACTIVITY_NOT_IN_ACCOUNTS", citation.clone())
                .on("accounts")
                .with("activity", activity.name.as_str())
                .with("key", activity.key.as_str())
                .with("amount", amount)
        })
        .collect())
}

/// A line that belongs to no activity is pointed out: money may have been used for something else.
fn lines_of_no_activity(
    reported: &Reported<'_, Form, Indicators>,
    rules: &RuleValues,
) -> Result<Vec<Finding>, RuleError> {
    let activities = &reported.application.draft.form.activities;
    let citation = rules.citation("terms.standard")?;
    Ok(reported
        .content
        .accounts
        .iter()
        .enumerate()
        .filter(|(_, line)| !activities.iter().any(|activity| belongs(line, activity)))
        .map(|(at, line)| {
            Finding::notice("CENTRE_LINE_OF_NO_ACTIVITY", citation.clone())
                .on(format!("accounts[{at}].line"))
                .with("line", line.line.as_str())
                .with("amount", line.actual)
        })
        .collect())
}

/// What was carried out is what was applied for.
fn carried_out(
    reported: &Reported<'_, Form, Indicators>,
    rules: &RuleValues,
) -> Result<Vec<Finding>, RuleError> {
    let activities = &reported.application.draft.form.activities;
    let done = &reported.content.indicators.activities_carried_out;
    let citation = rules.citation("terms.standard")?;
    let unknown = done
        .iter()
        .enumerate()
        .filter(|(_, key)| activities.iter().all(|activity| activity.key != **key))
        .map(|(at, key)| {
            Finding::blocking("CENTRE_UNKNOWN_ACTIVITY", citation.clone())
                .on(format!("indicators.activities_carried_out[{at}]"))
                .with("key", key.as_str())
        });
    let missing = activities
        .iter()
        .filter(|activity| !done.contains(&activity.key))
        .map(|activity| {
            Finding::notice("CENTRE_ACTIVITY_NOT_CARRIED_OUT", citation.clone())
                .on("indicators.activities_carried_out")
                .with("activity", activity.name.as_str())
        });
    Ok(unknown.chain(missing).collect())
}

/// Nobody reached, although users were planned, is pointed out.
fn users(
    reported: &Reported<'_, Form, Indicators>,
    rules: &RuleValues,
) -> Result<Vec<Finding>, RuleError> {
    let planned: i64 = reported
        .application
        .draft
        .form
        .activities
        .iter()
        .map(|activity| i64::from(activity.users_planned))
        .sum();
    if planned == 0 || reported.content.indicators.users_reached() > 0 {
        return Ok(Vec::new());
    }
    Ok(vec![
        Finding::notice("CENTRE_NO_USERS_REACHED", rules.citation("terms.process")?)
            .on("indicators.users")
            .with("planned", planned),
    ])
}

/// What one report adds to the sums, in the profile's order.
pub(crate) fn totals(indicators: &Indicators) -> Vec<IndicatorValue> {
    let sex = |sex: Sex| indicators.users_where(|group| group.sex == sex);
    let young =
        indicators.users_where(|group| matches!(group.age, AgeBand::Under18 | AgeBand::From18To25));
    let old = indicators.users_where(|group| group.age == AgeBand::From67);
    let count = |list: usize| i64::try_from(list).unwrap_or(i64::MAX);
    [
        ("users_reached", indicators.users_reached()),
        (
            "users_in_target_group",
            indicators.users_in_target_group.into(),
        ),
        ("users_women", sex(Sex::Women)),
        ("users_men", sex(Sex::Men)),
        ("users_under_26", young),
        ("users_67_plus", old),
        (
            "satisfaction_answers",
            indicators.satisfaction_answers.into(),
        ),
        ("satisfied_answers", indicators.satisfied_answers.into()),
        ("opening_hours", indicators.opening_hours.into()),
        ("volunteers", indicators.volunteers.into()),
        ("peer_supporters", indicators.peer_supporters.into()),
        ("courses", indicators.courses.into()),
        (
            "user_representatives_trained",
            indicators.user_representatives_trained.into(),
        ),
        (
            "municipal_cooperations",
            count(indicators.cooperating_municipalities.len()),
        ),
        (
            "activities_carried_out",
            count(indicators.activities_carried_out.len()),
        ),
    ]
    .map(|(code, value)| IndicatorValue { code, value })
    .to_vec()
}
