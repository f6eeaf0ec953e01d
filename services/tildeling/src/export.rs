//! Exports as files: columns and their order, once for `demo` and for `export`.

use contract::v1;
use serde_json::json;

use crate::output::cell;

/// Columns of `awards.csv`.
pub const AWARD_COLUMNS: [&str; 11] = [
    "scheme",
    "call",
    "application",
    "organisation_number",
    "organisation_name",
    "municipality_number",
    "requested_ore",
    "calculated_ore",
    "awarded_ore",
    "decision",
    "reason",
];

/// Columns of `indicators.csv`.
pub const INDICATOR_COLUMNS: [&str; 6] = ["scheme", "call", "indicator", "title", "unit", "value"];

/// The øre of an amount; none where it is not set.
pub fn ore(amount: Option<v1::Money>) -> i64 {
    amount.map_or(0, |amount| amount.ore)
}

/// One award as a record of `awards.csv`.
pub fn award_record(scheme: &str, call: &str, award: &v1::Award) -> [String; 11] {
    let decision = award
        .decision()
        .as_str_name()
        .trim_start_matches("DECISION_")
        .to_lowercase();
    [
        cell(scheme),
        cell(call),
        cell(&award.application),
        cell(&award.organisation_number),
        cell(&award.organisation_name),
        cell(&award.municipality_number),
        ore(award.requested).to_string(),
        ore(award.calculated).to_string(),
        ore(award.amount).to_string(),
        decision,
        cell(&award.reason),
    ]
}

/// One summed indicator as a record of `indicators.csv`.
pub fn indicator_record(scheme: &str, call: &str, sum: &v1::IndicatorSum) -> [String; 6] {
    [
        cell(scheme),
        cell(call),
        cell(&sum.code),
        cell(&sum.title),
        cell(&sum.unit),
        sum.value.to_string(),
    ]
}

/// One payment as an object of `payments.json`.
pub fn payment_json(scheme: &str, payment: &v1::Payment) -> serde_json::Value {
    json!({
        "scheme": scheme,
        "end_to_end_id": payment.end_to_end_id,
        "grant": payment.grant,
        "organisation_number": payment.organisation_number,
        "organisation_name": payment.organisation_name,
        "account_number": payment.account_number,
        "amount_ore": ore(payment.amount),
        "chapter_post": payment.chapter_post,
        "due_date": payment.due_date,
        "attested_by": payment.attested_by,
        "approved_by": payment.approved_by,
        "paid": payment.paid,
    })
}
