//! The cases of a predecessor, and what stands in the way of its succession.

use domain::event::hexadecimal;
use domain::findings::Finding;
use domain::identifiers::SuccessionId;
use domain::names;
use domain::refusal::Refusal;
use domain::succession::{Known, TakenCase, Takeover, findings};

use super::rows::{self, Cases};
use crate::assessment::rows::has_interest;
use crate::error::CaseError;
use crate::standing;
use crate::step::{Context, content_hash};

/// Judges a takeover with everything that stands in its way. `of` is the proposal that is judged,
/// where there is one.
///
/// # Errors
/// [`Refusal::InterestDeclared`], [`Refusal::RulesNotMet`].
pub(super) async fn require_sound(
    context: &mut Context<'_>,
    takeover: &Takeover,
    cases: &Cases,
    of: Option<SuccessionId>,
) -> Result<(), CaseError> {
    let person = context.actor.caller.subject.clone();
    for case in cases.shown() {
        if has_interest(context.db, &case.call, case.application, &person).await? {
            let resource = names::application(&case.call, case.application);
            return Err(CaseError::Refused(Refusal::InterestDeclared { resource }));
        }
    }
    let heirs = standing::heirs(context.db).await?;
    let predecessor = &takeover.predecessor;
    let known = Known {
        cases: &cases.all,
        is_registered: rows::is_registered(context.db, predecessor).await?,
        is_proposed: rows::is_proposed(context.db, predecessor, of).await?,
        heirs: &heirs,
        today: context.actor.today(),
    };
    let found = findings(takeover, known);
    if found.is_empty() {
        return Ok(());
    }
    Err(CaseError::Refused(Refusal::RulesNotMet(found)))
}

/// Returns the hash of a takeover and of the cases as they stand.
pub(super) fn seen(takeover: &Takeover, cases: &Cases) -> String {
    let shown: Vec<&TakenCase> = cases.shown().collect();
    hexadecimal(&content_hash(&(takeover, shown)))
}

/// Refuses cases that are no longer those that were seen.
///
/// # Errors
/// [`Refusal::RulesNotMet`].
pub(super) fn require_seen(seen: &str, now: &str) -> Result<(), Refusal> {
    if seen == now {
        return Ok(());
    }
    let finding = Finding::blocking("SUCCESSION_CHANGED", "configurable").on("seen");
    Err(Refusal::RulesNotMet(vec![finding]))
}
