//! An independent checker: accepts a result or says which statement about it is false.
//!
//! It shares no code with the engine, only the data types and the published lots ([`crate::draw`]): it does not search for λ, it looks whether the λ it is shown is
//! one; it does not round, it looks whether any step could be moved from one applicant to another. So a fault in the engine
//! (or a figure changed afterwards) cannot hide behind the same fault here. What it holds an allocation to:
//!
//! 1. every applicant has one award; awards, pots, reserve and what is left add up to the budget exactly;
//! 2. no award is outside its bounds, below a first claim, or above what may be received;
//! 3. every exact share is `clamp(base + λ·w)` (or its dual, or Talmud's) with the pot's one λ;
//! 4. awards are multiples of the step, no step would be better placed with somebody else in the pot, and ties fall as drawn;
//! 5. a ranked list is in order and is paid down as its tail rule says;
//! 6. after a class in which somebody had to go without, the classes below get what is set aside for them;
//! 7. groups are within their quotas.

mod order;

use crate::outcome::{Allocation, Award, Pot, Sharing};
use crate::scenario::{Applicant, Rounding, Rule, Scenario};
use order::{check_classes, check_ranking, drawn};
use std::cmp::Ordering;
use std::collections::HashMap;

/// The statement that does not hold, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{statement}: {whom}")]
pub struct Refused {
    /// What should hold.
    pub statement: &'static str,
    /// The applicant, pot or group for which it does not.
    pub whom: String,
}

type Checked = Result<(), Refused>;

/// When a step is taken: a fraction, numerator and denominator.
type Key = (i128, i128);

/// A step, and whose it is.
type Stepped<'a> = (Key, &'a Applicant);

fn hold(holds: bool, statement: &'static str, whom: &str) -> Checked {
    if holds {
        Ok(())
    } else {
        Err(Refused {
            statement,
            whom: whom.to_owned(),
        })
    }
}

/// Checks an allocation against the scenario it claims to divide.
///
/// # Errors
/// The first statement that does not hold.
pub fn check(scenario: &Scenario, allocation: &Allocation) -> Checked {
    let certificate = &allocation.certificate;
    let applicants: HashMap<&str, &Applicant> = scenario
        .applicants
        .iter()
        .map(|a| (a.id.as_str(), a))
        .collect();
    hold(
        applicants.len() == allocation.awards.len(),
        "every applicant has one award",
        "",
    )?;
    let mut pots: Vec<Vec<(&Applicant, &Award)>> = vec![Vec::new(); certificate.pots.len()];
    let mut last = None;
    for award in &allocation.awards {
        let applicant = applicants.get(award.id.as_str()).copied();
        let Some(applicant) = applicant.filter(|_| last != Some(&award.id)) else {
            return hold(false, "every applicant has one award", &award.id);
        };
        last = Some(&award.id);
        own_bounds(scenario, applicant, award)?;
        let pot = pots.get_mut(award.trace.pot as usize);
        pot.map(|pot| pot.push((applicant, award))).ok_or(Refused {
            statement: "every award is from a pot",
            whom: award.id.clone(),
        })?;
    }
    let sum: i128 = certificate
        .pots
        .iter()
        .map(|pot| i128::from(pot.spent))
        .sum();
    hold(
        sum == i128::from(certificate.spent),
        "the pots add up to what is spent",
        "",
    )?;
    let there = [certificate.spent, certificate.reserve, certificate.unspent];
    let adds_up =
        there.iter().map(|part| i128::from(*part)).sum::<i128>() == i128::from(scenario.budget);
    hold(
        adds_up && certificate.budget == scenario.budget && there.iter().all(|part| *part >= 0),
        "the budget adds up",
        "",
    )?;
    let mut ended = Vec::with_capacity(pots.len());
    for (pot, members) in certificate.pots.iter().zip(&pots) {
        ended.push(check_pot(scenario, pot, members)?);
    }
    check_classes(scenario, &certificate.pots, &pots, &ended)?;
    check_groups(scenario, allocation, &applicants)
}

/// Bounds that can be seen without the engine: first claims, and everything that caps an award.
fn own_bounds(scenario: &Scenario, applicant: &Applicant, award: &Award) -> Checked {
    let trace = &award.trace;
    let first = applicant.committed.max(applicant.notified).unwrap_or(0);
    let places = matches!(scenario.rule, Rule::Apportionment { .. }) && applicant.weight.is_none();
    let caps = [
        Some(applicant.claim).filter(|_| !places),
        applicant.max,
        applicant.headroom,
    ];
    let cap = caps.into_iter().flatten().min().unwrap_or(i64::MAX);
    hold(
        trace.claim == applicant.claim,
        "the claim is the applicant's",
        &award.id,
    )?;
    hold(
        first <= trace.lo && trace.hi <= cap,
        "the bounds are the applicant's",
        &award.id,
    )?;
    // Without rounding the amount is the exact share rounded down.
    let least = if scenario.rounding == Rounding::None {
        first
    } else {
        trace.lo
    };
    hold(
        least <= award.amount && award.amount <= trace.hi,
        "the award is within its bounds",
        &award.id,
    )
}

/// Answers whether the pot is a list that ended before everybody in it was served.
fn check_pot(
    scenario: &Scenario,
    pot: &Pot,
    members: &[(&Applicant, &Award)],
) -> Result<bool, Refused> {
    let name = format!("class {} {}", pot.class, pot.group.join("/"));
    hold(
        pot.spent <= pot.budget,
        "a pot spends no more than it has",
        &name,
    )?;
    let rounds = scenario.rounding != Rounding::None || pot.level.is_none();
    if rounds {
        let sum: i128 = members
            .iter()
            .map(|(_, award)| i128::from(award.amount))
            .sum();
        hold(sum == i128::from(pot.spent), "a pot's awards add up", &name)?;
    }
    match pot.sharing {
        Sharing::Awards | Sharing::Losses | Sharing::TalmudAwards | Sharing::TalmudLosses => {
            check_level(pot, members, rounds, &name)?;
            if rounds {
                check_steps(scenario, pot, members, &name)?;
            }
            Ok(false)
        }
        Sharing::Ranked(tail) => check_ranking(scenario, pot, tail, members),
        Sharing::Apportionment(_) => Ok(false),
        Sharing::Knapsack => {
            let value = |(_, award): &&(&Applicant, &Award)| {
                award.amount > award.trace.lo && award.trace.weight > 0
            };
            let worth: i128 = members
                .iter()
                .filter(value)
                .map(|(_, a)| i128::from(a.trace.weight))
                .sum();
            let bound = pot
                .knapsack
                .as_ref()
                .map_or(0, |proof| i128::from(proof.bound));
            hold(worth <= bound, "no set is worth more than the bound", &name)?;
            Ok(false)
        }
    }
}

/// Every exact share follows from the pot's one λ, and they use what the pot has.
fn check_level(pot: &Pot, members: &[(&Applicant, &Award)], rounds: bool, name: &str) -> Checked {
    let Some(level) = pot.level else {
        return hold(false, "the pot has a level", name);
    };
    // Everything over one denominator: twice λ's, since Talmud counts in halves.
    let (p, q) = (2 * level.numerator(), 2 * level.denominator());
    let (mut sum, mut reach) = (0_i128, 0_i128);
    for (_, award) in members {
        let t = &award.trace;
        let [w, base, claim, lo, hi] = [t.weight, t.base, t.claim, t.lo, t.hi].map(i128::from);
        let share = match pot.sharing {
            Sharing::Awards => (base * q + p * w).clamp(lo * q, hi * q),
            Sharing::Losses => (base * q - p * w).clamp(lo * q, hi * q),
            Sharing::TalmudAwards => p.min(hi * q / 2),
            _ => (claim * q - p).clamp(hi * q / 2, hi * q).min(hi * q),
        };
        let exact = award.exact;
        let same =
            q % exact.denominator() == 0 && exact.numerator() * (q / exact.denominator()) == share;
        hold(same, "the exact share follows from the level", &award.id)?;
        sum += share;
        // Without a weight, more money gives no more than the base.
        reach += if w > 0 || pot.sharing == Sharing::Losses {
            hi
        } else {
            lo.max(base)
        };
    }
    let budget = if rounds { pot.budget } else { pot.spent };
    hold(
        sum == i128::from(budget).min(reach) * q,
        "the exact shares use the whole pot",
        name,
    )
}

/// Awards are on the step, none is left that somebody could take, and none would be better placed with another: the next
/// step of anybody comes no earlier (by its λ, or by its distance from the exact share) than the last step of another, and
/// where the two are tied the draw has decided.
fn check_steps(
    scenario: &Scenario,
    pot: &Pot,
    members: &[(&Applicant, &Award)],
    name: &str,
) -> Checked {
    let s = scenario.step;
    let divisor = pot.sharing == Sharing::Awards && scenario.rounding == Rounding::SainteLague;
    let level = pot.level.map_or(1, |level| 2 * level.denominator());
    // When the step from `from` is taken: over the weight for a divisor method, over λ's denominator otherwise.
    let key = |award: &Award, from: i64| -> Key {
        let t = &award.trace;
        if divisor {
            return (
                2 * (i128::from(from) - i128::from(t.base)) + i128::from(s),
                t.weight.into(),
            );
        }
        let exact = award.exact;
        (
            i128::from(from) * level - exact.numerator() * (level / exact.denominator()),
            1,
        )
    };
    let (mut next, mut last): (Vec<Stepped<'_>>, Vec<Stepped<'_>>) = (Vec::new(), Vec::new());
    for (applicant, award) in members
        .iter()
        .filter(|(_, award)| award.trace.lo < award.trace.hi)
    {
        let t = &award.trace;
        hold(
            award.amount % s == 0,
            "awards are multiples of the step",
            &award.id,
        )?;
        if t.weight == 0 && pot.sharing == Sharing::Awards {
            hold(
                award.amount < t.lo + s,
                "without a weight there is no more than the lower bound",
                &award.id,
            )?;
            continue;
        }
        if award.amount + s <= t.hi {
            next.push((key(award, award.amount), applicant));
        }
        if award.amount - s >= t.lo {
            last.push((key(award, award.amount - s), applicant));
        }
    }
    if scenario.rounding == Rounding::Down {
        return Ok(());
    }
    hold(
        pot.budget - pot.spent < s || next.is_empty(),
        "no step is left that somebody could take",
        name,
    )?;
    let compare = |a: &Key, b: &Key| (a.0 * b.1).cmp(&(b.0 * a.1));
    let first = next
        .iter()
        .min_by(|a, b| compare(&a.0, &b.0).then_with(|| drawn(scenario, a.1, b.1)));
    let latest = last
        .iter()
        .max_by(|a, b| compare(&a.0, &b.0).then_with(|| drawn(scenario, a.1, b.1)));
    let Some((first, latest)) = first.zip(latest) else {
        return Ok(());
    };
    let order = compare(&latest.0, &first.0);
    hold(
        order != Ordering::Greater,
        "no step would be better placed with another",
        name,
    )?;
    let lots = order == Ordering::Less || drawn(scenario, latest.1, first.1) == Ordering::Less;
    hold(lots, "a tie falls as it was drawn", &first.1.id)
}

/// Sums of groups are within their quotas.
fn check_groups(
    scenario: &Scenario,
    allocation: &Allocation,
    applicants: &HashMap<&str, &Applicant>,
) -> Checked {
    let ranked = matches!(scenario.rule, Rule::Ranked(_)) || scenario.rounding == Rounding::Down;
    for quota in &scenario.groups {
        let inside = |award: &&Award| {
            applicants
                .get(award.id.as_str())
                .is_some_and(|a| a.group.starts_with(&quota.path))
        };
        let sum: i128 = allocation
            .awards
            .iter()
            .filter(inside)
            .map(|award| i128::from(award.amount))
            .sum();
        let name = quota.path.join("/");
        hold(
            quota.max.is_none_or(|max| sum <= max.into()),
            "a group gets no more than its maximum",
            &name,
        )?;
        let unrounded = scenario.rounding == Rounding::None;
        let least = quota
            .min
            .filter(|_| !ranked && !unrounded && scenario.damping.is_none());
        hold(
            least.is_none_or(|min| sum >= min.into()),
            "a group gets its minimum",
            &name,
        )?;
    }
    Ok(())
}
