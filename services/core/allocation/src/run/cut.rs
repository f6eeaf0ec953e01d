//! Floors that do not fit, cut by one factor: all that there is goes to the floors (see `prepare`,
//! `floors`).

use super::pot::{awards, rounded, unsolvable, write};
use super::{Draft, PotPlan};
use crate::conflict::Conflict;
use crate::fraction::Fraction;
use crate::kernel::Share;
use crate::outcome::Sharing;
use crate::prepare::Prepared;

/// Shares the whole budget in one pot, by floors.
pub(super) fn share(prepared: &Prepared<'_>, draft: &mut Draft) -> Result<(), Conflict> {
    let budget = prepared.scenario.budget;
    let members = prepared.everybody();
    let plan = PotPlan::of_all(&members, budget);
    let floors = prepared
        .lines
        .iter()
        .map(|line| Share::new(line.hi, line.lo, line.hi));
    let mut shared = awards(floors.collect(), Fraction::whole(1), budget)
        .map_err(|problem| unsolvable(problem, budget))?;
    shared.sharing = Sharing::CutFloors;
    let amounts = rounded(prepared, &plan, &shared)?;
    write(prepared, draft, &plan, shared, &amounts);
    Ok(())
}
