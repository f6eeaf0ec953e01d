//! An upheld appeal gives something else for each kind of decision that is appealed.

use domain::appeal::Appeal;
use domain::decision::{Decision, DecisionKind};
use domain::scheme::Scheme;

use super::give_more::{Given, More, give_more};
use super::lower_claim::lower_claim;
use super::reopen::reopen;
use crate::error::CaseError;
use crate::step::Context;

/// Gives what an appeal asks for.
pub(super) async fn give<S: Scheme>(
    context: &mut Context<'_>,
    (appeal, appealed): (&Appeal, &Decision),
    more: More<'_>,
) -> Result<Given, CaseError> {
    match appealed.kind {
        DecisionKind::Claim | DecisionKind::ClaimReversal => {
            lower_claim::<S>(context, (appeal, appealed), more).await
        }
        DecisionKind::Dismissal => reopen::<S>(context, (appeal, appealed), more).await,
        _ => give_more::<S>(context, (appeal, appealed), more).await,
    }
}
