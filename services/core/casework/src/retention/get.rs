use domain::access::require_for;
use domain::identifiers::DisposalId;
use domain::names;
use domain::retention::{Disposal, RetainedCase};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::due;
use super::rows::{disposal, hold};
use crate::application::ApplicationKey;
use crate::error::{CaseError, not_found};
use crate::step::{Context, Query};

/// Reads a disposal with what became of its cases, without those in which the caller has declared
/// an interest.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetDisposal {
    /// The disposal.
    pub id: DisposalId,
}

impl<S: Scheme> Query<S> for GetDisposal {
    const STEP: StepName = StepName::GetDisposal;
    type Answer = Disposal;

    async fn look(&self, context: &mut Context<'_>) -> Result<Disposal, CaseError> {
        disposal::shown(context, self.id).await
    }
}

/// Reads how long a case is kept, its holds, and whether it is announced or erased. An organisation
/// is not told who held it, nor why.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetRetention {
    /// The case.
    pub key: ApplicationKey,
}

impl<S: Scheme> Query<S> for GetRetention {
    const STEP: StepName = StepName::GetRetention;
    type Answer = RetainedCase;

    async fn look(&self, context: &mut Context<'_>) -> Result<RetainedCase, CaseError> {
        retained::<S>(context, &self.key).await
    }
}

/// Finds the retention of a case that the caller may know of.
pub(super) async fn retained<S: Scheme>(
    context: &mut Context<'_>,
    key: &ApplicationKey,
) -> Result<RetainedCase, CaseError> {
    let name = names::retention(&key.call, key.application);
    let found = due::of_case(context, key).await?;
    let row = found.ok_or_else(|| not_found(&*name))?;
    let caller = &context.actor.caller;
    require_for(caller, context.step(), &row.organisation, &name)?;
    if caller.is_staff() && row.facts.state == "draft" {
        return Err(not_found(name));
    }
    if caller.is_staff() && row.of_interest {
        let resource = key.name();
        return Err(domain::refusal::Refusal::InterestDeclared { resource }.into());
    }
    let mut holds = hold::of_case(context.db, key).await?;
    if !caller.is_staff() {
        let records = holds.iter_mut();
        let records =
            records.flat_map(|hold| Some(&mut hold.held).into_iter().chain(&mut hold.released));
        records.for_each(|record| {
            record.actor.clear();
            record.reason.clear();
        });
    }
    Ok(RetainedCase {
        standing: due::standing::<S>(context, &row).await?,
        announced: disposal::announced(context.db, &key.call, key.application).await?,
        call: row.call,
        application: row.application,
        organisation: row.organisation,
        holds,
        erased: row.erased,
    })
}
