//! State aid as rows of a table.

use anyhow::Context;
use contract::v1;
use interchange::state_aid::AidRow;

use super::{Scope, money};

/// Returns an award of state aid as a row.
///
/// # Errors
/// The answer has something that the table does not take.
pub fn state_aid(scope: &Scope, award: &v1::StateAidAward) -> anyhow::Result<AidRow> {
    row(scope, award).with_context(|| format!("state aid of {}", award.grant))
}

fn row(scope: &Scope, award: &v1::StateAidAward) -> anyhow::Result<AidRow> {
    let small = |value: i64| award.de_minimis.then_some(value);
    Ok(AidRow {
        scheme: scope.scheme.clone(),
        call: scope.call.clone(),
        case_reference: award.case_reference.parse()?,
        number: award.number.into(),
        organisation: award.organisation_number.parse()?,
        organisation_name: award.organisation_name.clone(),
        group: award.group.join(" "),
        awarded: award.awarded_date.parse()?,
        amount: money(award.amount),
        rate: award.euro_rate.parse()?,
        euro_cents: award.euro_cents,
        must_register: award.must_register,
        de_minimis: award.de_minimis,
        limit_euro: small(award.limit_euro),
        used_euro_cents: small(award.used_euro_cents),
        left_euro_cents: small(award.left_euro_cents),
    })
}
