//! The rules about a report on use.

use domain::findings::{Finding, when};
use domain::grant::BudgetLine;
use domain::report::common_findings;
use domain::rules::RuleValues;
use domain::scheme::{Found, ReportRule, Reported};

use crate::form::Form;
use crate::indicators::Indicators;

/// The source of the duty to report on use.
const USE: &str = "Forskrift om tilskudd til utleieboliger, FOR-2011-02-23-192 § 4";

/// The accounts were shown before payment: a report on use need not bring them again, and is judged
/// by them where it does.
const ABOUT_ACCOUNTS: [&str; 2] = ["REPORT_ACCOUNTS_MISSING", "REPORT_AUDITOR_MISSING"];

/// The rules about a report: those of every scheme, then the scheme's own.
pub(crate) const RULES: &[ReportRule<Form, Indicators>] =
    &[common, lines_missing, all_dwellings, not_as_assumed];

/// The rules of every scheme, without those on accounts where there are none.
fn common(reported: &Reported<'_, Form, Indicators>, rules: &RuleValues) -> Found {
    let threshold = rules.money("report.auditor_threshold")?.value;
    let (grant, content) = (reported.grant, reported.content);
    let mut found = common_findings(grant, content, Some(threshold), USE);
    if content.accounts.is_empty() {
        found.retain(|finding| !ABOUT_ACCOUNTS.contains(&finding.code.as_ref()));
    }
    Ok(found)
}

/// A line of the budget that accounts leave out is pointed out: it counts as not spent.
fn lines_missing(reported: &Reported<'_, Form, Indicators>, _rules: &RuleValues) -> Found {
    let budget = reported.budget(Form::budget_lines);
    let missing = reported.content.missing_lines(&budget);
    let finding = |line: &BudgetLine| {
        Finding::notice("HOUSING_REPORT_LINE_MISSING", USE)
            .on("accounts")
            .with("kind", line.code.as_str())
            .with("amount", line.amount)
    };
    Ok(missing.map(finding).collect())
}

/// Every dwelling of the application is accounted for, once.
fn all_dwellings(reported: &Reported<'_, Form, Indicators>, _rules: &RuleValues) -> Found {
    let units = reported.application.draft.form.unit_count();
    let told = reported.content.indicators.accounted_for();
    Ok(when(told != units, || {
        Finding::blocking("HOUSING_REPORT_UNITS_DIFFER", USE)
            .on("indicators")
            .with("units", units)
            .with("told", told)
    }))
}

/// Dwellings that are sold, used for others or empty: what can set off repayment, or a talk.
fn not_as_assumed(reported: &Reported<'_, Form, Indicators>, _rules: &RuleValues) -> Found {
    let indicators = &reported.content.indicators;
    let uses = [
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
    ];
    Ok(uses
        .into_iter()
        .filter(|(_, _, units)| *units > 0)
        .map(|(code, field, units)| Finding::notice(code, USE).on(field).with("units", units))
        .collect())
}
