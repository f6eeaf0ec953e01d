use domain::identifiers::CallId;
use domain::ledger::{BudgetItem, FrameBudget, ItemBudget};
use domain::scheme::Scheme;
use domain::step::StepName;

use crate::call::visible;
use crate::error::CaseError;
use crate::ledger::{budget, export};
use crate::step::{Context, Query};

/// Reads a budget: of a call by sub-frame, together with the chapter and post it draws on; or of a
/// chapter and post alone.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetBudget {
    /// The call or the chapter and post.
    pub of: BudgetOf,
}

/// The subject of a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BudgetOf {
    /// A call.
    Call(CallId),
    /// A chapter and post in one year.
    Item(BudgetItem),
}

/// A budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// By sub-frame; empty unless it is a call's.
    pub frames: Vec<FrameBudget>,
    /// The chapter and post.
    pub item: ItemBudget,
    /// The newest posting that touches the call; 0 unless it is a call's.
    pub newest_posting: i64,
}

impl<S: Scheme> Query<S> for GetBudget {
    const STEP: StepName = StepName::GetBudget;
    type Answer = Budget;

    async fn look(&self, context: &mut Context<'_>) -> Result<Budget, CaseError> {
        let (frames, item, newest_posting) = match &self.of {
            BudgetOf::Call(id) => {
                let call = visible(context.db, context.actor, id).await?;
                let frames = budget::of_call(context.db, id).await?;
                let newest = export::newest(context.db, id).await?;
                (frames, call.item(), newest)
            }
            BudgetOf::Item(item) => (Vec::new(), item.clone(), 0),
        };
        let item = budget::of_item(context.db, &item).await?;
        Ok(Budget {
            frames,
            item,
            newest_posting,
        })
    }
}
