//! The rules about a report.

use domain::audit;
use domain::findings::{Finding, when};
use domain::grant::BudgetLine;
use domain::money::Money;
use domain::report::common_findings;
use domain::rules::RuleValues;
use domain::scheme::{Found, ReportRule, Reported};

use crate::form::{BudgetKind, Form};
use crate::indicators::Indicators;

/// The source of the demands on accounts and auditor.
const AUDIT: &str = "Bufdir, krav til revisjon";
/// The kind of document of a fuller report.
const AUDITOR_REPORT: &str = "auditor_report";
/// The source of the findings about equipment.
const AUDITOR_GENERAL: &str = "Riksrevisjonen 2022/23";

/// The rules about a report: those of every scheme, then the scheme's own.
pub(crate) const RULES: &[ReportRule<Form, Indicators>] = &[
    common,
    fuller_report,
    lines_missing,
    equipment,
    model_missing,
    more_followed_up_than_found,
];

/// Kommunerevisjonen confirms the accounts of a municipal project from the first krone.
fn common(reported: &Reported<'_, Form, Indicators>, rules: &RuleValues) -> Found {
    let threshold = rules.money("audit.from_amount")?.value;
    let mut found = common_findings(reported.grant, reported.place, reported.content, AUDIT);
    found.extend(audit::findings(reported, Some(threshold), AUDIT, rules)?);
    Ok(found)
}

/// A large grant asks for a fuller report of the auditor.
fn fuller_report(reported: &Reported<'_, Form, Indicators>, rules: &RuleValues) -> Found {
    let above = rules.money("audit.fuller_report_above")?;
    let large = reported.grant.granted > above.value;
    let asked = large && reported.place.kind.asks_for_accounts();
    let due = asked && !reported.has_document(AUDITOR_REPORT);
    Ok(when(due, || {
        Finding::blocking("CHILD_AUDITOR_REPORT_MISSING", &above)
            .on("documents")
            .with("limit", above.value)
    }))
}

/// The accounts can be compared with the budget line by line.
fn lines_missing(reported: &Reported<'_, Form, Indicators>, _rules: &RuleValues) -> Found {
    let budget = reported.budget(Form::budget_lines);
    let missing = reported.missing_lines(&budget).into_iter();
    let finding = |line: &BudgetLine| {
        Finding::notice("CHILD_REPORT_LINE_MISSING", AUDIT)
            .on("accounts")
            .with("kind", line.code.as_str())
    };
    Ok(missing.map(finding).collect())
}

/// Grant money that became equipment.
fn equipment(reported: &Reported<'_, Form, Indicators>, _rules: &RuleValues) -> Found {
    let lines = reported.content.accounts.iter();
    let bought = lines
        .filter(|line| line.line == BudgetKind::Equipment.code())
        .map(|line| line.actual)
        .find(|amount| *amount > Money::ZERO);
    let finding = |bought| {
        Finding::notice("CHILD_REPORT_EQUIPMENT", AUDITOR_GENERAL)
            .on("accounts")
            .with("amount", bought)
    };
    Ok(bought.map(finding).into_iter().collect())
}

/// The model is what the money was for.
fn model_missing(reported: &Reported<'_, Form, Indicators>, _rules: &RuleValues) -> Found {
    let indicators = reported.indicators();
    let missing = indicators.is_some_and(|told| told.model_in_place.is_none());
    Ok(when(missing, || {
        Finding::notice("CHILD_REPORT_MODEL_NOT_IN_PLACE", "configurable")
            .on("indicators.model_in_place")
    }))
}

/// More children followed up than found: one of the numbers counts something else.
fn more_followed_up_than_found(
    reported: &Reported<'_, Form, Indicators>,
    _rules: &RuleValues,
) -> Found {
    let Some(indicators) = reported.indicators() else {
        return Ok(Vec::new());
    };
    let (found, followed_up) = (
        indicators.children_identified,
        indicators.children_followed_up,
    );
    Ok(when(followed_up > found, || {
        Finding::notice("CHILD_REPORT_MORE_FOLLOWED_UP", "configurable")
            .on("indicators.children_followed_up")
            .with("found", found)
            .with("followed", followed_up)
    }))
}
