use chrono::NaiveDate;
use domain::event::hexadecimal;
use domain::identifiers::CallId;
use domain::retention::DisposalCase;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::due;
use crate::error::CaseError;
use crate::step::{Context, Query, content_hash};

/// Reads which cases are due for disposal by a day. Nothing changes. Cases in which the caller has
/// declared an interest are passed over.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetDisposalPlan {
    /// The call; none for all of the scheme.
    pub call: Option<CallId>,
    /// The day.
    pub due_by: NaiveDate,
}

/// The cases that are due by a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The day.
    pub due_by: NaiveDate,
    /// The first day that they may be erased if they are announced today; none where the rules of
    /// the scheme do not say.
    pub erase_on: Option<NaiveDate>,
    /// The cases, as many as one disposal takes.
    pub cases: Vec<DisposalCase>,
    /// Cases beyond.
    pub more: usize,
    /// Cases that were passed over.
    pub left_out: usize,
    /// SHA-256 of the cases with their days, in hexadecimal.
    pub seen: String,
}

impl<S: Scheme> Query<S> for GetDisposalPlan {
    const STEP: StepName = StepName::GetDisposalPlan;
    type Answer = Plan;

    async fn look(&self, context: &mut Context<'_>) -> Result<Plan, CaseError> {
        plan::<S>(context, self.call.as_ref(), self.due_by).await
    }
}

/// Plans a disposal.
pub(super) async fn plan<S: Scheme>(
    context: &mut Context<'_>,
    call: Option<&CallId>,
    due_by: NaiveDate,
) -> Result<Plan, CaseError> {
    let found = due::due::<S>(context, call, due_by).await?;
    let named: Vec<_> = found.cases.iter().map(DisposalCase::named).collect();
    Ok(Plan {
        due_by,
        erase_on: due::notice_over::<S>(context.actor.today())?,
        seen: hexadecimal(&content_hash(&(due_by, named))),
        cases: found.cases,
        more: found.more,
        left_out: found.left_out,
    })
}
