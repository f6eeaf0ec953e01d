//! What the rules find in a report.

use domain::findings::Finding;
use domain::money::Money;
use domain::report::common_findings;
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Reported;

use crate::form::{BudgetKind, Form};
use crate::indicators::Indicators;

/// Where the demands on accounts and auditor stand.
const AUDIT: &str = "Bufdir, krav til revisjon";
/// What auditors of the State found in grants.
const AUDITOR_GENERAL: &str = "Riksrevisjonen 2022/23";

/// Everything the report rules find.
pub(crate) fn findings(
    reported: &Reported<'_, Form, Indicators>,
    rules: &RuleValues,
) -> Result<Vec<Finding>, RuleError> {
    // Kommunerevisjonen confirms the accounts of a municipal project from the first krone.
    let threshold = rules.money("audit.from_amount")?;
    let mut found = common_findings(
        reported.grant.granted,
        reported.content,
        Some(threshold),
        AUDIT,
    );
    found.extend(lines_missing(reported));
    found.extend(equipment(reported));
    found.extend(model_missing(reported));
    found.extend(more_followed_up_than_found(reported));
    Ok(found)
}

/// The accounts can be compared with the budget line by line.
fn lines_missing(reported: &Reported<'_, Form, Indicators>) -> Vec<Finding> {
    let accounts = &reported.content.accounts;
    if accounts.is_empty() {
        // That there are none at all is said already.
        return Vec::new();
    }
    let budget = &reported.application.draft.form.budget;
    let told = |code: &str| accounts.iter().any(|line| line.line == code);
    budget
        .iter()
        .filter(|line| line.amount.is_positive() && !told(line.kind.code()))
        .map(|line| {
            Finding::notice("CHILD_REPORT_LINE_MISSING", AUDIT)
                .on("accounts")
                .with("kind", line.kind.code())
        })
        .collect()
}

/// Grant money that became equipment.
fn equipment(reported: &Reported<'_, Form, Indicators>) -> Option<Finding> {
    let lines = reported.content.accounts.iter();
    let bought = lines
        .filter(|line| line.line == BudgetKind::Equipment.code())
        .map(|line| line.actual)
        .find(|amount| *amount > Money::ZERO)?;
    Some(
        Finding::notice("CHILD_REPORT_EQUIPMENT", AUDITOR_GENERAL)
            .on("accounts")
            .with("amount", bought),
    )
}

/// The model is what the money was for.
fn model_missing(reported: &Reported<'_, Form, Indicators>) -> Option<Finding> {
    let indicators = &reported.content.indicators;
    indicators.model_in_place.is_none().then(|| {
        Finding::notice("CHILD_REPORT_MODEL_NOT_IN_PLACE", "configurable")
            .on("indicators.model_in_place")
    })
}

/// More children followed up than found: one of the numbers counts something else.
fn more_followed_up_than_found(reported: &Reported<'_, Form, Indicators>) -> Option<Finding> {
    let indicators = &reported.content.indicators;
    let (found, followed_up) = (
        indicators.children_identified,
        indicators.children_followed_up,
    );
    (followed_up > found).then(|| {
        Finding::notice("CHILD_REPORT_MORE_FOLLOWED_UP", "configurable")
            .on("indicators.children_followed_up")
            .with("found", found)
            .with("followed", followed_up)
    })
}
