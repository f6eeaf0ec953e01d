//! What the rules find in a report on use.

use domain::findings::Finding;
use domain::report::common_findings;
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Reported;

use crate::form::Form;
use crate::indicators::Indicators;

/// Where the duty to report on use stands.
const USE: &str = "Forskrift om tilskudd til utleieboliger, FOR-2011-02-23-192 § 4";

/// The accounts were shown before payment: a report on use need not bring them again, and is judged
/// by them where it does.
const ABOUT_ACCOUNTS: [&str; 2] = ["REPORT_ACCOUNTS_MISSING", "REPORT_AUDITOR_MISSING"];

/// Everything the report rules find.
pub(crate) fn findings(
    reported: &Reported<'_, Form, Indicators>,
    rules: &RuleValues,
) -> Result<Vec<Finding>, RuleError> {
    let threshold = rules.money("report.auditor_threshold")?;
    let mut found = common_findings(
        reported.grant.granted,
        reported.content,
        Some(threshold),
        USE,
    );
    if reported.content.accounts.is_empty() {
        found.retain(|finding| !ABOUT_ACCOUNTS.contains(&finding.code.as_ref()));
    }
    found.extend(all_dwellings(reported));
    found.extend(not_as_assumed(reported));
    Ok(found)
}

/// Every dwelling of the application is accounted for, once.
fn all_dwellings(reported: &Reported<'_, Form, Indicators>) -> Option<Finding> {
    let units = reported.application.draft.form.unit_count();
    let told = reported.content.indicators.accounted_for();
    (told != units).then(|| {
        Finding::blocking("HOUSING_REPORT_UNITS_DIFFER", USE)
            .on("indicators")
            .with("units", units)
            .with("told", told)
    })
}

/// Dwellings that are sold, used for others or empty: what can set off repayment, or a talk.
fn not_as_assumed(reported: &Reported<'_, Form, Indicators>) -> Vec<Finding> {
    let indicators = &reported.content.indicators;
    [
        ("HOUSING_REPORT_SOLD", "indicators.sold", indicators.sold),
        (
            "HOUSING_REPORT_OTHER_USE",
            "indicators.other_use",
            indicators.other_use,
        ),
        (
            "HOUSING_REPORT_VACANT",
            "indicators.vacant",
            indicators.vacant,
        ),
    ]
    .into_iter()
    .filter(|(_, _, units)| *units > 0)
    .map(|(code, field, units)| Finding::notice(code, USE).on(field).with("units", units))
    .collect()
}
