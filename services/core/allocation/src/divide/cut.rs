//! Floors that do not fit, cut by one factor: all that there is goes to the floors (see `prepare`,
//! `floors`).

use super::draft::{Draft, PotPlan};
use super::pot::{awards, rounded, unsolvable, write};
use crate::divide::kernel::Share;
use crate::divide::prepare::Prepared;
use crate::error::Error;
use crate::fraction::Fraction;
use crate::outcome::Sharing;

/// Shares the whole budget in one pot, by floors.
pub(super) fn share(prepared: &Prepared<'_>, draft: &mut Draft) -> Result<(), Error> {
    let budget = prepared.scenario.budget.get();
    let members = prepared.indices();
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
