//! Answers that say what is left after a decision.

use domain::allocation::Allocation;
use domain::appeal::Appeal;
use domain::call::SubFrame;
use domain::grant::Grant;
use domain::names;
use domain::scheme::Scheme;

use crate::call::find;
use crate::error::{CaseError, not_found};
use crate::report::ReportOfGrant;
use crate::resource::{Lock, View};
use crate::step::Context;

/// An answer together with the sub-frames of the call, as the step leaves them.
#[derive(Debug, Clone, PartialEq)]
pub struct WithLeft<A> {
    /// The answer.
    pub answer: A,
    /// The sub-frames, in the order of the scheme's plan.
    pub frames: Vec<SubFrame>,
}

/// Implements the answer for the nouns whose decisions move money.
macro_rules! with_left {
    ($(|$noun:ident: $type:ty| $call:expr;)+) => {$(
        impl<S: Scheme, A: View<S, $type>> View<S, $type> for WithLeft<A> {
            async fn view($noun: $type, context: &mut Context<'_>) -> Result<Self, CaseError> {
                let id = $call.clone();
                let answer = A::view($noun, context).await?;
                let call = find(context.db, &id, Lock::No).await?;
                let call = call.ok_or_else(|| not_found(names::call(&id)))?;
                let frames = call.sub_frames;
                Ok(Self { answer, frames })
            }
        }
    )+};
}

with_left! {
    |allocation: Allocation| allocation.call;
    |appeal: Appeal| appeal.call;
    |grant: Grant| grant.call;
    |report: ReportOfGrant<S::Indicators>| report.grant.call;
}
