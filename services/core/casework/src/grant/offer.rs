use domain::grant::{Grant, InstalmentState};
use domain::refusal::Refusal;

use super::resource::put_instalments;
use crate::error::CaseError;
use crate::ledger::WithFrames;
use crate::resource::Change;
use crate::step::Context;

/// Ends a grant before it began: its money returns to the frame, nothing of it will be paid, and it
/// owes no report.
pub(super) async fn end(
    offer: WithFrames<Grant>,
    context: &mut Context<'_>,
    take: impl FnOnce(Grant) -> Result<Grant, Refusal> + Send,
) -> Result<Change<WithFrames<Grant>>, CaseError> {
    let mut after = take(offer.0)?;
    for instalment in &mut after.instalments {
        instalment.state = InstalmentState::Cancelled;
    }
    put_instalments(context.db, &after, &after.instalments).await?;
    crate::report::rows::remove(context.db, &after.call, after.id).await?;
    let ended = after.clone();
    Ok(Change::showing(WithFrames(after), |after| &after.0.state).moving(ended))
}
