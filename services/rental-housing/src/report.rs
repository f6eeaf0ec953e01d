//! The rules about a report on use.

use domain::audit;
use domain::findings::{Finding, when};
use domain::grant::BudgetLine;
use domain::grant::settlement::in_proportion;
use domain::money::Money;
use domain::report::{ReportKind, common_findings};
use domain::rules::RuleValues;
use domain::scheme::{Found, ReportRule, Reported};

use crate::form::{FinancingPlan, Form};
use crate::indicators::Indicators;

/// The source of the duty to report on use.
const USE: &str = "Forskrift om tilskudd til utleieboliger, FOR-2011-02-23-192 § 4";

/// The source of the duty to document the cost before payment.
const PAYMENT: &str = "Husbanken, veileder HB 8.B.20, kap. 4.4";

/// Reports of grants that were decided before the final cost had a report of its own may bring
/// accounts, and are judged by them where they do.
const ABOUT_ACCOUNTS: [&str; 2] = ["REPORT_ACCOUNTS_MISSING", "REPORT_AUDITOR_MISSING"];

/// The rules about a report: those of every scheme, then the scheme's own.
pub(crate) const RULES: &[ReportRule<Form, Indicators>] = &[
    common,
    lines_missing,
    financing,
    all_dwellings,
    not_as_assumed,
];

/// The rules of every scheme.
fn common(reported: &Reported<'_, Form, Indicators>, rules: &RuleValues) -> Found {
    let threshold = rules.money("report.auditor_threshold")?.value;
    let (grant, place, content) = (reported.grant, reported.place, reported.content);
    let mut found = common_findings(grant, place, content, PAYMENT);
    found.extend(audit::findings(reported, Some(threshold), PAYMENT, rules)?);
    let whole = place.kind == ReportKind::Whole;
    if whole && content.accounts.is_empty() {
        found.retain(|finding| !ABOUT_ACCOUNTS.contains(&finding.code.as_ref()));
    }
    Ok(found)
}

/// A line of the budget that accounts leave out is pointed out: it counts as not spent.
fn lines_missing(reported: &Reported<'_, Form, Indicators>, _rules: &RuleValues) -> Found {
    let budget = reported.budget(Form::budget_lines);
    let missing = reported.missing_lines(&budget).into_iter();
    let finding = |line: &BudgetLine| {
        Finding::notice("HOUSING_REPORT_LINE_MISSING", PAYMENT)
            .on("accounts")
            .with("kind", line.code.as_str())
            .with("amount", line.amount)
    };
    Ok(missing.map(finding).collect())
}

/// The final cost is financed to the øre, with no more of the grant than is left at that cost.
fn financing(reported: &Reported<'_, Form, Indicators>, rules: &RuleValues) -> Found {
    let content = reported.content;
    if reported.place.kind != ReportKind::Accounts {
        return Ok(Vec::new());
    }
    if content.financing.is_empty() {
        let missing = Finding::blocking("HOUSING_REPORT_FINANCING_MISSING", PAYMENT);
        return Ok(vec![missing.on("financing")]);
    }
    let (cost, financed) = (content.actual(), content.financed());
    let difference = Money::from_ore(financed.ore().saturating_sub(cost.ore()));
    let allowed = rules.money("financing.difference")?;
    let differs = difference.ore().saturating_abs() > allowed.value.ore();
    let mut found = when(differs, || {
        Finding::blocking("HOUSING_REPORT_FINANCING_IMBALANCE", &allowed)
            .on("financing")
            .with("cost", cost)
            .with("financed", financed)
            .with("difference", difference)
    });
    let approved = content.approved(reported.grant.approved_budget());
    let granted = reported.grant.granted;
    let most = in_proportion(granted, cost, approved);
    let planned = content.financed_by(FinancingPlan::GRANT);
    found.extend(when(planned > most, || {
        Finding::blocking("HOUSING_REPORT_GRANT_TOO_HIGH", PAYMENT)
            .on("financing")
            .with("planned", planned)
            .with("most", most)
    }));
    Ok(found)
}

/// Every dwelling of the application is accounted for, once.
fn all_dwellings(reported: &Reported<'_, Form, Indicators>, _rules: &RuleValues) -> Found {
    let Some(indicators) = reported.indicators() else {
        return Ok(Vec::new());
    };
    let units = reported.application.draft.form.unit_count();
    let told = indicators.accounted_for();
    Ok(when(told != units, || {
        Finding::blocking("HOUSING_REPORT_UNITS_DIFFER", USE)
            .on("indicators")
            .with("units", units)
            .with("told", told)
    }))
}

/// Dwellings that are sold, used for others or empty: what can set off repayment, or a talk.
fn not_as_assumed(reported: &Reported<'_, Form, Indicators>, _rules: &RuleValues) -> Found {
    let Some(indicators) = reported.indicators() else {
        return Ok(Vec::new());
    };
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
