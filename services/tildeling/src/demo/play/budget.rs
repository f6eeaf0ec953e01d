//! Revised budgets: a recipient that gets less than it applied for cuts every line alike, and the
//! case handler approves.

use anyhow::Context;
use contract::v1;

use super::{Play, told};
use crate::demo::year::Year;
use crate::export::ore;
use crate::session::Session;

impl<Y: Year> Play<Y> {
    /// Returns an offer as it can be accepted: with a revised budget approved where it needs one.
    pub(super) async fn with_budget(
        &self,
        grant: v1::Grant,
        portal: &Session,
    ) -> anyhow::Result<v1::Grant> {
        if !grant.revised_budget_needed {
            return Ok(grant);
        }
        let request = v1::SubmitRevisedBudgetRequest {
            lines: cut(&grant),
            name: grant.name,
            etag: grant.etag,
        };
        let answer = portal.grants().submit_revised_budget(request).await;
        let submitted = answer.map_err(told)?.into_inner().grant;
        let submitted = submitted.context("no grant in the answer")?;
        let request = v1::ApproveRevisedBudgetRequest {
            name: submitted.name,
            etag: submitted.etag,
            reason: String::new(),
        };
        let answer = self.handler.grants().approve_revised_budget(request).await;
        let approved = answer.map_err(told)?.into_inner().grant;
        approved.context("no grant in the answer")
    }
}

/// The lines of the budget, cut in proportion to what is granted and rounded up to the øre.
fn cut(grant: &v1::Grant) -> Vec<v1::GrantBudgetLine> {
    let granted = i128::from(ore(grant.granted));
    let sum: i128 = grant
        .budget
        .iter()
        .map(|line| i128::from(ore(line.amount)))
        .sum();
    let cut = |line: &v1::GrantBudgetLine| {
        let whole = ore(line.amount);
        let part = (i128::from(whole) * granted + sum - 1) / sum.max(1);
        // No line gets more than it had, also where the grant is above the budget.
        let ore = i64::try_from(part).unwrap_or(whole).min(whole);
        v1::GrantBudgetLine {
            amount: Some(v1::Money { ore }),
            ..line.clone()
        }
    };
    grant.budget.iter().map(cut).collect()
}
