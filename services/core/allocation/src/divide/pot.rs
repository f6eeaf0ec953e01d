//! A pot shared by the kernel, its dual, or Talmud; then rounded.

use super::draft::{Draft, PotPlan, outcome, unrounded};
use super::weights::{Asked, asked};
use crate::conflict::{Conflict, Field};
use crate::divide::kernel::{Level, Share, Solved, Unsolvable, solve};
use crate::divide::losses::{Loss, solve_losses};
use crate::divide::prepare::{Line, Prepared};
use crate::divide::rounding::nearest::Exact;
use crate::divide::rounding::{OffGrid, divisor, down, nearest, target};
use crate::error::Error;
use crate::fraction::Fraction;
use crate::outcome::{Pot, Sharing};
use crate::scenario::{Rounding, Rule};
use crate::trace::Clause;

/// Exact shares of a pot, before rounding.
pub(crate) struct Shared {
    pub sharing: Sharing,
    /// λ of the awards kernel, which Sainte-Laguë starts from; `None` for rules without a single
    /// divisor.
    pub divisor: Option<Level>,
    /// λ or μ as published.
    pub level: Option<Fraction>,
    pub weight_scale: Fraction,
    /// The exact shares: numerators over `denominator`. None where `divisor` gives them.
    numerators: Vec<i128>,
    pub denominator: i128,
    pub spent: i64,
    /// Bounds and weights as the kernel saw them.
    pub shares: Vec<Share>,
}

impl Shared {
    /// The exact share of a place, over `denominator`.
    pub fn numerator(&self, place: usize) -> i128 {
        match self.divisor {
            Some(level) => level.numerator(&self.shares[place]),
            None => self.numerators[place],
        }
    }

    /// The exact share of a place.
    fn exact(&self, place: usize) -> Fraction {
        let share = &self.shares[place];
        if let Some(level) = self.divisor {
            return level.share(share);
        }
        let numerator = self.numerators[place];
        let at = |bound: &i64| numerator == i128::from(*bound) * self.denominator;
        match [share.lo, share.hi].iter().find(|bound| at(bound)) {
            // Nothing is to be reduced at a bound.
            Some(bound) => Fraction::from(*bound),
            // The numerators are within ±2¹²⁵, so the fraction exists.
            None => Fraction::new(numerator, self.denominator).unwrap_or(Fraction::ZERO),
        }
    }
}

/// Shares the pot's budget, writes awards and traces, and answers what was spent.
pub(super) fn share(
    prepared: &Prepared<'_>,
    draft: &mut Draft,
    plan: &PotPlan<'_>,
) -> Result<i64, Error> {
    let shared = exact(prepared, plan)?;
    let amounts = rounded(prepared, plan, &shared)?;
    Ok(write(prepared, draft, plan, shared, &amounts))
}

/// Writes the awards and traces of a pot, and answers what was spent.
pub(super) fn write(
    prepared: &Prepared<'_>,
    draft: &mut Draft,
    plan: &PotPlan<'_>,
    shared: Shared,
    amounts: &[i64],
) -> i64 {
    let pot = u32::try_from(draft.pots.len()).unwrap_or(u32::MAX);
    let nothing_left = plan.budget == 0;
    for (place, member) in plan.members.iter().enumerate() {
        let index = *member as usize;
        let exact = shared.exact(place);
        let trace = &mut draft.traces[index];
        trace.pot = pot;
        trace.weight = shared.shares[place].weight.into();
        let share = shared.shares[place];
        trace.base = share.base.into();
        // An equal base is a floor that every applicant has; where bases are cut, it is the
        // ceiling.
        if share.lo > trace.lo.get() {
            (trace.lo, trace.lo_clause) = (share.lo.into(), Clause::Base);
        }
        if share.hi < trace.hi.get() {
            (trace.hi, trace.hi_clause) = (share.hi.into(), Clause::Base);
        }
        if prepared.lines[index].refused.is_none() {
            trace.outcome = outcome(exact, trace, nothing_left);
        }
        draft.exacts[index] = exact;
        draft.amounts[index] = amounts[place];
    }
    let spent = if unrounded(prepared.scenario.rounding) {
        shared.spent
    } else {
        amounts.iter().sum()
    };
    let Shared {
        sharing,
        level,
        weight_scale,
        ..
    } = shared;
    draft.pots.push(Pot {
        level,
        weight_scale,
        ..plan.published(spent, sharing)
    });
    spent
}

pub(super) fn unsolvable(problem: Unsolvable, budget: i64) -> Error {
    let conflict = match problem {
        Unsolvable::FloorsExceed { floors } => Conflict::FloorsExceedBudget { floors, budget },
        Unsolvable::TooLarge => Conflict::TotalTooLarge {
            field: "weight".into(),
        },
    };
    conflict.into()
}

fn off_grid(prepared: &Prepared<'_>, plan: &PotPlan<'_>, problem: OffGrid) -> Error {
    let conflict = match problem {
        OffGrid::FloorsExceed { floors } => Conflict::FloorsExceedBudget {
            floors,
            budget: plan.budget,
        },
        OffGrid::NoStepBetween(place) => {
            let line = &prepared.lines[plan.members[place] as usize];
            let (id, step) = (line.applicant.id.clone(), prepared.scenario.step.get());
            Conflict::NoStepBetween {
                id,
                lo: line.lo,
                hi: line.hi,
                step,
            }
        }
    };
    conflict.into()
}

/// The exact shares by the scenario's rule.
pub(super) fn exact(prepared: &Prepared<'_>, plan: &PotPlan<'_>) -> Result<Shared, Error> {
    let problem = |problem| unsolvable(problem, plan.budget);
    match prepared.scenario.rule {
        Rule::ConstrainedEqualLosses => losses(prepared, plan).map_err(problem),
        Rule::Talmud => talmud(prepared, plan),
        Rule::Proportional
        | Rule::ConstrainedEqualAwards
        | Rule::WeightedProportional(_)
        | Rule::WeightedEqualAwards(_)
        | Rule::BaseProportional { .. }
        | Rule::Ranked(_)
        | Rule::Knapsack
        | Rule::Apportionment { .. } => {
            let (shares, scale) = shares(prepared, plan)?;
            awards(shares, scale, plan.budget).map_err(problem)
        }
    }
}

/// Returns the input of the awards kernel: weights, bases and bounds.
fn shares(prepared: &Prepared<'_>, plan: &PotPlan<'_>) -> Result<(Vec<Share>, Fraction), Error> {
    let Asked { shares, scale, .. } = asked(prepared, plan.members)?;
    let floors: i128 = shares.iter().map(|share| i128::from(share.lo)).sum();
    if floors <= i128::from(plan.budget) {
        return Ok((shares, scale));
    }
    // The bases do not fit (bounds do: that was checked): they are cut to one equal amount.
    let cut = |(member, share): (&u32, Share)| {
        Share::new(1, prepared.lines[*member as usize].lo, share.lo)
    };
    Ok((
        plan.members.iter().zip(shares).map(cut).collect(),
        Fraction::whole(1),
    ))
}

pub(super) fn awards(
    shares: Vec<Share>,
    weight_scale: Fraction,
    budget: i64,
) -> Result<Shared, Unsolvable> {
    let Solved { level, spent } = solve(&shares, budget)?;
    Ok(Shared {
        sharing: Sharing::Awards,
        divisor: Some(level),
        level: Fraction::new(level.p.into(), level.q.into()),
        weight_scale,
        numerators: Vec::new(),
        denominator: level.q.into(),
        spent,
        shares,
    })
}

fn losses(prepared: &Prepared<'_>, plan: &PotPlan<'_>) -> Result<Shared, Unsolvable> {
    let one = |member: &u32| {
        let line = &prepared.lines[*member as usize];
        // A refused applicant has equal bounds; what it loses beyond them is no applicant's gain.
        let top = if line.refused.is_some() {
            line.hi
        } else {
            line.claim
        };
        Loss {
            weight: 1,
            top,
            lo: line.lo,
            hi: line.hi,
        }
    };
    let losses: Vec<Loss> = plan.members.iter().map(one).collect();
    losses_of(&losses, plan.budget)
}

/// Shares losses; the base in the traces is what each loss is taken from.
pub(super) fn losses_of(losses: &[Loss], budget: i64) -> Result<Shared, Unsolvable> {
    let Solved { level, spent } = solve_losses(losses, budget)?;
    // Without a weight nothing can be taken: it keeps its upper bound.
    let lo = |loss: &Loss| if loss.weight == 0 { loss.hi } else { loss.lo };
    let share = |loss: &Loss| Share {
        weight: loss.weight,
        base: loss.top,
        lo: lo(loss),
        hi: loss.hi,
    };
    Ok(Shared {
        sharing: Sharing::Losses,
        divisor: None,
        level: Fraction::new(level.p.into(), level.q.into()),
        weight_scale: Fraction::whole(1),
        numerators: losses.iter().map(|loss| loss.numerator(level)).collect(),
        denominator: level.q.into(),
        spent,
        shares: losses.iter().map(share).collect(),
    })
}

/// Talmud, counted in halves of a unit so that half-claims are whole: with E ≤ Σc/2 equal awards on
/// the half-claims, otherwise the half-claims and equal losses on the other halves (Aumann &
/// Maschler 1985).
fn talmud(prepared: &Prepared<'_>, plan: &PotPlan<'_>) -> Result<Shared, Error> {
    let problem = |problem| unsolvable(problem, plan.budget);
    let lines = || {
        plan.members
            .iter()
            .map(|member| &prepared.lines[*member as usize])
    };
    // Half-claims leave no room for first claims, not even of those who are refused anything more.
    let whole = |line: &Line<'_>| line.refused.is_some() || line.hi == line.claim;
    if lines().any(|line| line.lo > 0 || !whole(line)) {
        return Err(Conflict::together(&[Field::Min, Field::Max]).into());
    }
    let total: i128 = lines().map(|line| i128::from(line.hi)).sum();
    let budget = plan
        .budget
        .checked_mul(2)
        .ok_or(problem(Unsolvable::TooLarge))?;
    let few = i128::from(budget) <= total;
    let (solved, numerators): (Solved, Vec<i128>) = if few {
        let halves: Vec<Share> = lines().map(|line| Share::new(1, 0, line.hi)).collect();
        let solved = solve(&halves, budget).map_err(problem)?;
        (
            solved,
            halves
                .iter()
                .map(|half| solved.level.numerator(half))
                .collect(),
        )
    } else {
        let halves: Vec<Loss> = lines()
            .map(|line| Loss {
                weight: 1,
                top: 2 * line.hi,
                lo: line.hi,
                hi: 2 * line.hi,
            })
            .collect();
        let solved = solve_losses(&halves, budget).map_err(problem)?;
        (
            solved,
            halves
                .iter()
                .map(|half| half.numerator(solved.level))
                .collect(),
        )
    };
    let denominator = 2 * i128::from(solved.level.q);
    Ok(Shared {
        sharing: if few {
            Sharing::TalmudAwards
        } else {
            Sharing::TalmudLosses
        },
        divisor: None,
        level: Fraction::new(solved.level.p.into(), denominator),
        weight_scale: Fraction::whole(1),
        numerators,
        denominator,
        spent: solved.spent / 2,
        shares: lines()
            .map(|line| Share::new(1, line.lo, line.hi))
            .collect(),
    })
}

/// The awards on the step.
pub(super) fn rounded(
    prepared: &Prepared<'_>,
    plan: &PotPlan<'_>,
    shared: &Shared,
) -> Result<Vec<i64>, Error> {
    on_step(prepared, plan, shared).map_err(|problem| off_grid(prepared, plan, problem))
}

fn on_step(
    prepared: &Prepared<'_>,
    plan: &PotPlan<'_>,
    shared: &Shared,
) -> Result<Vec<i64>, OffGrid> {
    let ties = |tied: &mut [u32]| {
        // Places in the pot rise with indices of lines, so both are sorted by the same keys.
        let mut lines: Vec<u32> = tied
            .iter()
            .map(|place| plan.members[*place as usize])
            .collect();
        prepared.tie_order(&mut lines);
        for (place, line) in tied.iter_mut().zip(lines) {
            *place = plan
                .members
                .binary_search(&line)
                .ok()
                .and_then(|at| u32::try_from(at).ok())
                .unwrap_or(*place);
        }
    };
    let floor_of = |place: usize| {
        i64::try_from(shared.numerator(place).div_euclid(shared.denominator)).unwrap_or(i64::MAX)
    };
    let step = prepared.scenario.step.get();
    if prepared.scenario.rounding == Rounding::Down {
        // Lower bounds off the step are rounded up, which can take more than rounding down has
        // left: then steps are taken back as by largest remainders, below.
        let target = target(&shared.shares, step, plan.budget)?;
        let awards = down(&shared.shares, step, floor_of)?;
        if awards.iter().sum::<i64>() <= target {
            return Ok(awards);
        }
    }
    match (prepared.scenario.rounding, shared.divisor) {
        (rounding, _) if unrounded(rounding) => {
            Ok((0..shared.shares.len()).map(floor_of).collect())
        }
        (Rounding::SainteLague, Some(level)) => {
            divisor::round(&shared.shares, level, step, plan.budget, &ties)
        }
        _ => {
            let places = 0..shared.shares.len();
            let numerators: Vec<i128> = places.map(|place| shared.numerator(place)).collect();
            let exact = Exact {
                numerators: &numerators,
                denominator: shared.denominator,
            };
            nearest::round(&shared.shares, &exact, step, plan.budget, &ties)
        }
    }
}
