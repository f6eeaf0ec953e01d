//! Answers that say what is left after a decision.

use domain::allocation::Allocation;
use domain::grant::Grant;
use domain::ledger::FrameBudget;
use domain::scheme::Scheme;

use super::budget;
use crate::error::CaseError;
use crate::report::ReportOfGrant;
use crate::resource::View;
use crate::step::Context;

/// An answer together with the budget of each frame of the call, as the step leaves it.
#[derive(Debug, Clone, PartialEq)]
pub struct WithLeft<A> {
    /// The answer.
    pub answer: A,
    /// The frames, in the order of the scheme's plan.
    pub frames: Vec<FrameBudget>,
}

/// Implements the answer for the nouns whose decisions move money.
macro_rules! with_left {
    ($(|$noun:ident: $type:ty| $call:expr;)+) => {$(
        impl<S: Scheme, A: View<S, $type>> View<S, $type> for WithLeft<A> {
            async fn view($noun: $type, context: &mut Context<'_>) -> Result<Self, CaseError> {
                let call = $call.clone();
                let answer = A::view($noun, context).await?;
                let frames = budget::of_call(context.db, &call).await?;
                Ok(Self { answer, frames })
            }
        }
    )+};
}

with_left! {
    |allocation: Allocation| allocation.call;
    |grant: Grant| grant.call;
    |report: ReportOfGrant<S::Indicators>| report.grant.call;
}
