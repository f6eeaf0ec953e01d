use domain::allocation::frame::Run;
use domain::allocation::simulation::{Outcome, Stored, compare_stored};
use domain::identifiers::{AllocationId, CallId};
use domain::scheme::Scheme;
use domain::step::StepName;
use store::error::Row;

use super::award::awards_of;
use super::resource::{AllocationKey, existing, require_impartial};
use super::rows;
use crate::call::visible;
use crate::error::CaseError;
use crate::step::{Compute, Context};

/// Compares stored allocations of a call by their frozen runs.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when the call or one of the allocations does
/// not exist; [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compare {
    /// The call.
    pub call: CallId,
    /// The allocations; the first is the one that others are compared with.
    pub allocations: Vec<AllocationId>,
}

impl<S: Scheme> Compute<S> for Compare {
    const STEP: StepName = StepName::CompareAllocations;
    type Inputs = Vec<Stored>;
    type Answer = Vec<Outcome>;

    async fn gather(&self, context: &mut Context<'_>) -> Result<Vec<Stored>, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        let mut stored = Vec::with_capacity(self.allocations.len());
        for allocation in &self.allocations {
            let key = AllocationKey {
                call: self.call.clone(),
                allocation: *allocation,
            };
            stored.push(read(context, &key).await?);
        }
        Ok(stored)
    }

    fn compute(&self, stored: Vec<Stored>) -> Result<Vec<Outcome>, CaseError> {
        Ok(compare_stored(&stored))
    }
}

async fn read(context: &mut Context<'_>, key: &AllocationKey) -> Result<Stored, CaseError> {
    let allocation = existing(context.db, key).await?;
    require_impartial(context, key).await?;
    let mut runs = Vec::new();
    for frozen in rows::runs(context.db, &key.call, key.allocation).await? {
        let at = Row::of("allocation_run", &frozen.run_hash);
        let run = at.column("document", Run::read(&frozen.document))?;
        runs.push((frozen.sub_frame, frozen.budget, run));
    }
    Ok(Stored {
        name: key.name(),
        run_hash: allocation.run_hash,
        runs,
        awards: awards_of(context.db, key).await?,
    })
}
