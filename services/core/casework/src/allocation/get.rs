use domain::allocation::Allocation;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::resource::{AllocationKey, existing};
use crate::error::CaseError;
use crate::step::{Context, Query};

/// Reads an allocation with its sums. For staff.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Get {
    /// The allocation.
    pub key: AllocationKey,
}

impl<S: Scheme> Query<S> for Get {
    const STEP: StepName = StepName::GetAllocation;
    type Answer = Allocation;

    async fn look(&self, context: &mut Context<'_>) -> Result<Allocation, CaseError> {
        existing(context.db, &self.key).await
    }
}
