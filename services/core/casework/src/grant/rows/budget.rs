//! Budgets in the columns of a grant.

use domain::grant::{Grant, GrantBudget, RevisedBudget};
use serde_json::Value;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};

/// The revised budget that each grant has.
pub(super) fn revised(grant: &Grant) -> Value {
    let budget = grant.budget.as_ref();
    json(&budget.and_then(|budget| budget.revised.as_ref()))
}

/// Reads a budget from its two columns.
pub(super) fn read(
    at: &Row,
    budget: Option<Value>,
    revised: Option<Value>,
) -> Result<Option<GrantBudget>, StoreError> {
    let Some(budget) = budget else {
        return Ok(None);
    };
    let revised = revised.map(|revised| from_json::<RevisedBudget>(at, "revised_budget", revised));
    Ok(Some(GrantBudget {
        revised: revised.transpose()?,
        ..from_json(at, "budget", budget)?
    }))
}
