//! Whole places and whole projects: the scenario's terms for [`crate::places::apportionment`] and
//! [`crate::places::knapsack`].

use super::draft::{Draft, PotPlan};
use crate::conflict::Conflict;
use crate::divide::prepare::{Line, Prepared};
use crate::error::Error;
use crate::fraction::Fraction;
use crate::outcome::Sharing;
use crate::places::apportionment::{self, Method, Options, Recipient, Weight, WhenFull, apportion};
use crate::places::knapsack::{self, Limits, Project, select};
use crate::trace::{Outcome, Refusal};

/// Place of each member in the order in which ties are settled.
fn tie_places(prepared: &Prepared<'_>, members: &[u32]) -> Vec<usize> {
    let mut order = members.to_vec();
    prepared.tie_order(&mut order);
    let mut places = vec![0; members.len()];
    for (place, line) in order.into_iter().enumerate() {
        if let Ok(member) = members.binary_search(&line) {
            places[member] = place;
        }
    }
    places
}

/// An amount that the bounds keep from being negative.
fn unsigned(amount: i64) -> u64 {
    u64::try_from(amount).unwrap_or_default()
}

/// Divides whole places (steps of the scenario). The claim is the weight where no weight is
/// declared, and then caps nothing; with a declared weight it is the most places that are asked
/// for.
pub(super) fn apportioned(
    prepared: &Prepared<'_>,
    draft: &mut Draft,
    plan: &PotPlan<'_>,
    method: Method,
    threshold: Option<Fraction>,
) -> Result<i64, Error> {
    let step = prepared.scenario.step.get();
    let lines = || {
        plan.members
            .iter()
            .map(|member| &prepared.lines[*member as usize])
    };
    let weight = |line: &Line<'_>| unsigned(line.weight.unwrap_or(line.claim));
    let recipients: Vec<Recipient<usize>> = lines()
        .zip(tie_places(prepared, plan.members))
        .map(|(line, place)| {
            let (min, max) = ((line.lo + step - 1) / step, line.hi / step);
            Recipient::new(Weight::whole(weight(line).into()), place)
                .bounded(unsigned(min), Some(unsigned(max)))
        })
        .collect();
    let ratio = |share: Fraction| {
        Weight::ratio(
            share.numerator().unsigned_abs(),
            share.denominator().unsigned_abs(),
        )
    };
    let options = Options {
        threshold: threshold.map(ratio),
        when_full: WhenFull::LeaveUnassigned,
    };
    let house = unsigned(plan.budget / step);
    let solved = apportion(house, method, &recipients, &options)
        .map_err(|problem| places_conflict(prepared, plan, problem))?;
    let pot = u32::try_from(draft.pots.len()).unwrap_or(u32::MAX);
    for ((member, places), recipient) in plan.members.iter().zip(&solved.places).zip(&recipients) {
        let index = *member as usize;
        let line = &prepared.lines[index];
        let outcome = match *places {
            0 => Outcome::Refused(line.refused.unwrap_or(Refusal::BudgetEnded)),
            got if Some(got) == recipient.max => Outcome::AtCeiling,
            got if got == recipient.min => Outcome::AtFloor,
            _ => Outcome::Shared,
        };
        // At most the house, which is at most the budget.
        let amount = i64::try_from(*places).unwrap_or_default() * step;
        let weight = i64::try_from(weight(line)).unwrap_or(i64::MAX);
        draft.set(index, pot, weight, amount, outcome);
    }
    let spent = plan
        .members
        .iter()
        .map(|member| draft.amounts[*member as usize])
        .sum();
    let mut done = plan.published(spent, Sharing::Apportionment(method));
    done.level = solved.level.and_then(|level| in_units(&level, step));
    draft.pots.push(done);
    Ok(spent)
}

/// Places per unit of weight, `numerator/denominator`, as units of amount.
fn in_units(level: &str, step: i64) -> Option<Fraction> {
    let (places, weight) = level.split_once('/')?;
    let units = places.parse::<i128>().ok()?.checked_mul(step.into())?;
    Fraction::new(units, weight.parse().ok()?)
}

fn places_conflict(
    prepared: &Prepared<'_>,
    plan: &PotPlan<'_>,
    problem: apportionment::Conflict,
) -> Error {
    use apportionment::Conflict as Places;
    let conflict = match problem {
        Places::MinimaExceedHouse { minima, .. } => {
            let floors = i64::try_from(minima)
                .unwrap_or(i64::MAX)
                .saturating_mul(prepared.scenario.step.get());
            Conflict::FloorsExceedBudget {
                floors,
                budget: plan.budget,
            }
        }
        Places::MinimumAboveMaximum { recipient, .. } => {
            let line = &prepared.lines[plan.members[recipient] as usize];
            let (id, step) = (line.applicant.id.clone(), prepared.scenario.step.get());
            Conflict::NoStepBetween {
                id,
                lo: line.lo,
                hi: line.hi,
                step,
            }
        }
        Places::HouseTooLarge { .. } => Conflict::TotalTooLarge {
            field: "budget".into(),
        },
        // The keys are places in an order, the weights whole, and what is left over is allowed.
        Places::MaximaBelowHouse { .. }
        | Places::ZeroDenominator { .. }
        | Places::UndecidableTie { .. } => return Error::Engine(problem.to_string()),
    };
    conflict.into()
}

/// Chooses the set of whole claims with the greatest sum of scores (or weights, where no applicant
/// is scored).
pub(super) fn chosen(
    prepared: &Prepared<'_>,
    draft: &mut Draft,
    plan: &PotPlan<'_>,
) -> Result<i64, Error> {
    let lines = || {
        plan.members
            .iter()
            .map(|member| &prepared.lines[*member as usize])
    };
    let floors: i64 = lines().map(|line| line.lo).sum();
    let mut projects = Vec::with_capacity(plan.members.len());
    for (line, place) in lines().zip(tie_places(prepared, plan.members)) {
        let value = line.score.or(line.weight);
        let missing = || Conflict::MissingValue {
            id: line.applicant.id.clone(),
            field: "score".into(),
        };
        let value = if line.refused.is_some() {
            0
        } else {
            unsigned(value.ok_or_else(missing)?)
        };
        projects.push(Project {
            value,
            cost: unsigned(line.hi - line.lo),
            tie_key: place,
        });
    }
    let budget = unsigned(plan.budget - floors);
    let selection =
        select(budget, &projects, Limits::default()).map_err(|problem| match problem {
            knapsack::Conflict::TooLarge => Error::from(Conflict::TotalTooLarge {
                field: "score".into(),
            }),
            knapsack::Conflict::SameTieKey { .. } => Error::Engine(problem.to_string()),
        })?;
    let pot = u32::try_from(draft.pots.len()).unwrap_or(u32::MAX);
    let mut spent = 0;
    for (place, member) in plan.members.iter().enumerate() {
        let index = *member as usize;
        let line = &prepared.lines[index];
        let in_set = selection.chosen.binary_search(&place).is_ok();
        let (amount, outcome) = match line.refused {
            Some(refusal) => (line.lo, Outcome::Refused(refusal)),
            None if in_set => (line.hi, Outcome::Funded),
            None => (line.lo, Outcome::Refused(Refusal::NotInBestSet)),
        };
        let value = i64::try_from(projects[place].value).unwrap_or(i64::MAX);
        draft.set(index, pot, value, amount, outcome);
        spent += amount;
    }
    let mut done = plan.published(spent, Sharing::Knapsack);
    done.knapsack = Some(selection.certificate);
    draft.pots.push(done);
    Ok(spent)
}
