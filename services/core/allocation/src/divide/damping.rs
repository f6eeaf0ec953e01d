//! The two published dampers that work on a finished allocation; the collar is in the kernel's own
//! bounds.
//!
//! *Growth guarantee* (INGAR, NOU 2022:10 ch. 13): no applicant's growth per inhabitant is more
//! than X below the average growth per inhabitant. Those below are lifted, and it is paid for by an
//! equal deduction per inhabitant: the losses kernel with inhabitants as weights. Published is that
//! every applicant pays, the lifted too (the guarantee holds before the deduction); with
//! [`PaidBy::ThoseAbove`] it holds after it.
//!
//! *Floor, then scale* (England, Hansard 20 March 2007): no applicant below a share of last year's
//! amount, and every increase above that floor scaled by one factor s = (E − Σfloor)/Σ(target −
//! floor)⁺: the awards kernel with the floor as base and the increase as weight. With floors above
//! the budget s would be negative; that is a conflict.
//!
//! Targets are the rounded awards, as they would have been published; so everything stays in whole
//! units. Who is lifted is lifted with money that is unspent, as far as there is any, before others
//! pay for it.

use super::draft::{Draft, PotPlan};
use super::pot::{Shared, awards, losses_of, rounded, unsolvable, write};
use crate::conflict::Conflict;
use crate::divide::kernel::{Share, Unsolvable};
use crate::divide::losses::Loss;
use crate::divide::prepare::{Prepared, part};
use crate::error::Error;
use crate::fraction::Fraction;
use crate::scenario::{Damping, PaidBy};
use crate::trace::Clause;

/// Runs the scenario's damper, if it has one that follows the allocation.
pub(super) fn damp(prepared: &Prepared<'_>, draft: &mut Draft) -> Result<(), Error> {
    let (budget, shared) = match prepared.scenario.damping {
        None | Some(Damping::Collar(_)) => return Ok(()),
        Some(Damping::GrowthGuarantee { below, paid_by }) => {
            guarantee(prepared, draft, below.get(), paid_by)?
        }
        Some(Damping::FloorThenScale { down }) => floor_then_scale(prepared, draft, down)?,
    };
    let members = prepared.indices();
    let plan = PotPlan::of_all(&members, budget);
    for (trace, amount) in draft.traces.iter_mut().zip(&draft.amounts) {
        trace.before_damping = Some((*amount).into());
    }
    for (trace, share) in draft.traces.iter_mut().zip(&shared.shares) {
        (trace.lo, trace.hi) = (share.lo.into(), share.hi.into());
    }
    draft.pots.clear();
    let amounts = rounded(prepared, &plan, &shared)?;
    write(prepared, draft, &plan, shared, &amounts);
    Ok(())
}

/// Returns what there is for a damper that lifts awards by so much together: what was spent, and of
/// what was not as much as it needs.
fn lifted(prepared: &Prepared<'_>, draft: &Draft, lift: i128) -> i64 {
    let spent: i64 = draft.pots.iter().map(|pot| pot.spent.get()).sum();
    let unspent = prepared.scenario.budget.get() - draft.reserve - spent;
    spent + i64::try_from(lift).unwrap_or(i64::MAX).min(unspent)
}

fn guarantee(
    prepared: &Prepared<'_>,
    draft: &mut Draft,
    below: i64,
    paid_by: PaidBy,
) -> Result<(i64, Shared), Error> {
    let mut heads = Vec::with_capacity(prepared.lines.len());
    let (mut growth, mut population) = (0_i128, 0_i128);
    for (line, target) in prepared.lines.iter().zip(&draft.amounts) {
        let missing = |field: &str| Conflict::MissingValue {
            id: line.applicant.id.clone(),
            field: field.into(),
        };
        let inhabitants = line
            .applicant
            .inhabitants
            .ok_or_else(|| missing("inhabitants"))?;
        let last = line.last_year.ok_or_else(|| missing("last_year"))?;
        growth += i128::from(target - last);
        population += i128::from(inhabitants);
        heads.push((inhabitants, last));
    }
    // last + inhabitants · (average growth per inhabitant − below), rounded up to a whole unit.
    let floor = |(inhabitants, last): (i64, i64)| {
        let per_head = growth - i128::from(below) * population;
        let rise = (i128::from(inhabitants) * per_head).div_euclid(population.max(1))
            + i128::from((i128::from(inhabitants) * per_head).rem_euclid(population.max(1)) != 0);
        i64::try_from(i128::from(last) + rise).unwrap_or(0).max(0)
    };
    let mut losses = Vec::with_capacity(heads.len());
    let mut lift = 0;
    for (index, (line, head)) in prepared.lines.iter().zip(&heads).enumerate() {
        let target = draft.amounts[index];
        let floor = floor(*head).min(line.hi);
        let top = target.max(floor);
        lift += i128::from(top - target);
        let lo = match paid_by {
            PaidBy::Everyone => line.lo,
            PaidBy::ThoseAbove => floor.max(line.lo),
        };
        if lo > line.lo {
            draft.traces[index].lo_clause = Clause::LastYearFloor;
        }
        losses.push(Loss {
            weight: head.0,
            top,
            lo: lo.min(top),
            hi: top,
        });
    }
    let budget = lifted(prepared, draft, lift);
    let shared = losses_of(&losses, budget).map_err(|problem| damper_conflict(problem, budget))?;
    Ok((budget, shared))
}

fn floor_then_scale(
    prepared: &Prepared<'_>,
    draft: &mut Draft,
    down: u32,
) -> Result<(i64, Shared), Error> {
    let mut shares = Vec::with_capacity(prepared.lines.len());
    let mut lift = 0;
    for (index, line) in prepared.lines.iter().enumerate() {
        let target = draft.amounts[index];
        let last = line.last_year.unwrap_or(0);
        let floor = part(last, (10_000 - i128::from(down)).max(0), true)
            .min(line.hi)
            .max(line.lo);
        if floor > line.lo {
            draft.traces[index].lo_clause = Clause::LastYearFloor;
        }
        lift += i128::from((floor - target).max(0));
        shares.push(Share {
            weight: (target - floor).max(0),
            base: floor,
            lo: floor,
            hi: line.hi.max(floor),
        });
    }
    let budget = lifted(prepared, draft, lift);
    let shared = awards(shares, Fraction::whole(1), budget)
        .map_err(|problem| damper_conflict(problem, budget))?;
    Ok((budget, shared))
}

fn damper_conflict(problem: Unsolvable, budget: i64) -> Error {
    match problem {
        Unsolvable::FloorsExceed { floors } => {
            Conflict::DamperFloorsExceedBudget { floors, budget }.into()
        }
        Unsolvable::TooLarge => unsolvable(problem, budget),
    }
}
