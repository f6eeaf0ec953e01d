//! An independent checker: accepts a result or says which statement about it is false.
//!
//! It shares no code with the engine, only the data types and the published lots ([`crate::draw`]):
//! it does not search for λ, it looks whether the λ it is shown is one; it does not round, it looks
//! whether any step could be moved from one applicant to another. So a fault in the engine (or a
//! figure changed afterwards) cannot hide behind the same fault here. Its heart, all that there is
//! to prove about a pot with one λ, is `pot`; `order` holds the order of lists and classes, `lists`
//! how lists are paid down, `places` whole places; the rest reads the published figures. What it
//! holds an allocation to:
//!
//! 1. every applicant has one award; awards, pots, reserve and what is left add up to the budget
//!    exactly;
//! 2. no award is outside its bounds, below a first claim, or above what may be received;
//! 3. every exact share is `clamp(base + λ·w)` (or its dual, or Talmud's) with the pot's one λ;
//! 4. awards are multiples of the step, no step would be better placed with another applicant in
//!    the pot, and ties fall as drawn; a whole project is funded whole or not at all, and no other
//!    set is worth more; no whole place would be better placed by the method of apportionment;
//! 5. a ranked list is in order and is paid down as its tail rule says, what is open to all and
//!    what is kept for groups;
//! 6. after a class in which an applicant had to go without, the classes below get what is set
//!    aside for them;
//! 7. groups are within their quotas, and concerns within their cap;
//! 8. floors are cut only where that is declared and they do not fit, all by one factor, and no
//!    first claim is (`floors`).

mod concerns;
mod floors;
pub(crate) mod groups;
mod lists;
mod order;
mod people;
#[cfg(feature = "places")]
mod places;
#[cfg(not(feature = "places"))]
#[path = "unbuilt.rs"]
mod places;
pub(crate) mod pot;
#[cfg(test)]
mod tests;

use crate::fraction::Fraction;
use crate::outcome::{Allocation, Award, Certificate, Pot, Sharing};
use crate::scenario::{Applicant, Damping, Rounding, Rule, Scenario};
use crate::trace::Trace;
use crate::units::Amount;
use concerns::check_concerns;
use groups::Groups;
use lists::check_lists;
use order::{Lot, check_budgets, check_classes, check_ranking};
use people::{at_places, people};
use places::check_places;
use pot::{Member, Placed, Shown};
use std::cell::Cell;
use std::collections::HashMap;

/// The statement that does not hold, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{statement}: {whom}")]
pub struct Refused {
    /// The statement that should hold.
    pub statement: &'static str,
    /// The applicant, pot or group for which it does not.
    pub whom: String,
}

type Checked = Result<(), Refused>;

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
    let places: HashMap<&str, usize> = scenario
        .applicants
        .iter()
        .enumerate()
        .map(|(place, applicant)| (applicant.id.as_str(), place))
        .collect();
    let place_of = |award: &Award| places.get(award.id.as_str()).copied().unwrap_or(usize::MAX);
    let places: Vec<usize> = allocation.awards.iter().map(place_of).collect();
    check_at(scenario, allocation, &places)
}

/// The same, given for each award the place in the scenario where its applicant is to be found.
/// That is looked at, not believed: the ids are compared, and no applicant may be found twice.
pub(crate) fn check_at(scenario: &Scenario, allocation: &Allocation, places: &[usize]) -> Checked {
    let certificate = &allocation.certificate;
    hold(
        places.len() == scenario.applicants.len() && places.len() == allocation.awards.len(),
        "every applicant has one award",
        "",
    )?;
    let damped = damped(scenario);
    let groups = Groups::new(scenario);
    let people = people(scenario, &groups);
    let mut sums = groups.nothing();
    let mut found = vec![false; places.len()];
    let mut pots: Vec<Vec<(&Applicant, &Award)>> = vec![Vec::new(); certificate.pots.len()];
    for (award, place, person) in at_places(&people, &allocation.awards, places) {
        let again = found
            .get_mut(place)
            .is_none_or(|found| std::mem::replace(found, true));
        let Some(person) = person.filter(|person| !again && person.has(award)) else {
            return hold(false, "every applicant has one award", &award.id);
        };
        person.bounds(scenario.rounding, award)?;
        sums[person.group as usize] += i128::from(award.amount);
        let at = award.trace.pot as usize;
        let (Some(pot), Some(members)) = (certificate.pots.get(at), pots.get_mut(at)) else {
            return hold(false, "every award is from a pot", &award.id);
        };
        hold(
            damped || pot.sharing == Sharing::CutFloors || person.class == pot.class,
            "an award is from its class's pot",
            &award.id,
        )?;
        members.push((&scenario.applicants[place], award));
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
        adds_up
            && certificate.budget == scenario.budget
            && there.iter().all(|part| *part >= Amount::ZERO),
        "the budget adds up",
        "",
    )?;
    check_pots(scenario, certificate, pots, &groups)?;
    groups.check(scenario, sums)
}

/// A damper that follows the allocation shares it once more, in one pot by a level.
fn damped(scenario: &Scenario) -> bool {
    !matches!(scenario.damping, None | Some(Damping::Collar(_)))
}

/// Every pot by itself, and the pots of all classes together.
fn check_pots(
    scenario: &Scenario,
    certificate: &Certificate,
    mut pots: Vec<Vec<(&Applicant, &Award)>>,
    groups: &Groups<'_>,
) -> Checked {
    let damped = damped(scenario);
    floors::check_cut(scenario, certificate, &pots)?;
    check_concerns(scenario, certificate, &pots)?;
    for (pot, members) in certificate.pots.iter().zip(&pots) {
        let name = format!("class {} {}", pot.class, pot.group.join("/"));
        hold(
            damped || by_the_rule(scenario, pot),
            "a pot is shared by the rule",
            &name,
        )?;
        check_pot(scenario, pot, members, &name)?;
    }
    match scenario.rule {
        Rule::Ranked(tail) if !damped => {
            for list in &mut pots {
                list.sort_by_key(|(_, award)| award.trace.rank);
                check_ranking(scenario, list)?;
            }
            check_lists(scenario, certificate, &pots, groups, tail)?;
        }
        Rule::Knapsack | Rule::Apportionment { .. } if !damped => {
            check_budgets(certificate, &pots)?;
        }
        _ => check_classes(scenario, &certificate.pots, &pots)?,
    }
    Ok(())
}

/// Returns true if a pot is shared by the rule that the scenario names.
fn by_the_rule(scenario: &Scenario, pot: &Pot) -> bool {
    match (&scenario.rule, pot.sharing) {
        (Rule::Ranked(tail), Sharing::Ranked(by)) => *tail == by,
        (Rule::Apportionment { method, .. }, Sharing::Apportionment(by)) => *method == by,
        (Rule::Knapsack, sharing) => sharing == Sharing::Knapsack,
        (Rule::Ranked(_) | Rule::Apportionment { .. }, _) => false,
        (_, sharing) => !matches!(
            sharing,
            Sharing::Ranked(_) | Sharing::Apportionment(_) | Sharing::Knapsack
        ),
    }
}

/// Returns what a pot shows by itself.
fn check_pot(
    scenario: &Scenario,
    pot: &Pot,
    members: &[(&Applicant, &Award)],
    name: &str,
) -> Checked {
    let by_level = match pot.sharing {
        Sharing::Awards | Sharing::CutFloors => true,
        Sharing::Losses | Sharing::TalmudAwards | Sharing::TalmudLosses => true,
        Sharing::Ranked(_) | Sharing::Apportionment(_) | Sharing::Knapsack => false,
    };
    if by_level {
        return check_level(scenario, pot, members, name);
    }
    let sum = members.iter().map(|(_, award)| i128::from(award.amount));
    hold(
        pot.spent <= pot.budget,
        "a pot spends no more than it has",
        name,
    )?;
    hold(
        sum.sum::<i128>() == pot.spent.into(),
        "a pot's awards add up",
        name,
    )?;
    match (pot.sharing, &scenario.rule) {
        (Sharing::Knapsack, _) => check_knapsack(pot, members, name),
        (Sharing::Apportionment(method), Rule::Apportionment { threshold, .. }) => {
            check_places(scenario, pot, method, *threshold, members, name)
        }
        // Ranked lists are looked at together.
        _ => Ok(()),
    }
}

/// A pot with one λ: the six statements of [`pot`], and that the exact shares published are those
/// of its λ.
fn check_level(
    scenario: &Scenario,
    pot: &Pot,
    members: &[(&Applicant, &Award)],
    name: &str,
) -> Checked {
    let part = |of: fn(Fraction) -> i128| pot.level.and_then(|level| i64::try_from(of(level)).ok());
    let level = part(Fraction::numerator).zip(part(Fraction::denominator));
    let Some((p, q)) = level.filter(|(p, _)| *p >= 0) else {
        return hold(false, "the pot has a level", name);
    };
    let shown = Shown {
        level: [p, q],
        budget: pot.budget.get(),
        spent: pot.spent.get(),
        step: scenario.step.get(),
        placed: match (scenario.rounding, pot.sharing) {
            (Rounding::None, _) => Placed::Floor,
            (Rounding::Down, _) => Placed::Down,
            (Rounding::SainteLague, Sharing::Awards | Sharing::CutFloors) => Placed::Divisor,
            (Rounding::SainteLague | Rounding::LargestRemainder, _) => Placed::Nearest,
        },
    };
    // The exact shares are looked at on the way, so that every applicant is read once.
    let wrong = Cell::new(None);
    let all = members.iter().map(|(_, award)| {
        let member = member(pot.sharing, &award.trace, award.amount.get());
        if !shown.is_exact(&member, award.exact) && wrong.get().is_none() {
            wrong.set(Some(award.id.as_str()));
        }
        member
    });
    let checked = shown.check(all, |who| Lot::of(scenario, members[who].0));
    if let Some(id) = wrong.get() {
        return hold(false, "the exact share follows from the level", id);
    }
    checked.map_err(|(statement, who)| Refused {
        statement,
        whom: who.map_or(name, |who| &members[who].1.id).to_owned(),
    })
}

impl Shown {
    /// Returns true if a fraction is the exact share.
    fn is_exact(&self, member: &Member, exact: Fraction) -> bool {
        let (over, each) = (self.over(), exact.denominator());
        let times = if each == 1 { over } else { over / each };
        times * each == over && exact.numerator().checked_mul(times) == Some(self.share(member))
    }
}

/// Returns what the trace of an award says about it: awards rise with λ, what is left after losses
/// falls, and Talmud does either with half-claims for bounds.
fn member(sharing: Sharing, trace: &Trace, amount: i64) -> Member {
    let (lo, hi) = (trace.lo.get(), trace.hi.get());
    let (given, start) = (trace.weight.get(), trace.base.get());
    let (weight, base, halves) = match sharing {
        Sharing::Losses => (-given, start, [2 * lo, 2 * hi]),
        Sharing::TalmudAwards => (1, 0, [0, hi]),
        Sharing::TalmudLosses => (-1, trace.claim.get(), [hi, 2 * hi]),
        Sharing::Awards
        | Sharing::CutFloors
        | Sharing::Ranked(_)
        | Sharing::Apportionment(_)
        | Sharing::Knapsack => (given, start, [2 * lo, 2 * hi]),
    };
    Member {
        weight,
        base,
        halves,
        bounds: [lo, hi],
        amount,
    }
}

/// Whole claims or nothing beyond the lower bound, and no set is worth more than the bound proves.
fn check_knapsack(pot: &Pot, members: &[(&Applicant, &Award)], name: &str) -> Checked {
    let mut worth = 0_i128;
    for (_, award) in members {
        let trace = &award.trace;
        let whole = award.amount == trace.lo || award.amount == trace.hi;
        hold(whole, "a project is funded whole or not at all", &award.id)?;
        if award.amount > trace.lo && trace.weight.get() > 0 {
            worth += i128::from(trace.weight);
        }
    }
    let proof = pot.knapsack.as_ref();
    let bound = proof.map_or(0, |proof| i128::from(proof.bound));
    hold(worth <= bound, "no set is worth more than the bound", name)
}
