//! Floors that were cut: only where that is declared and they do not fit, only the policy's own,
//! and all by one factor.
//!
//! The floors are made again here from the scenario alone. That every award is
//! `clamp(λ·floor, first claim, floor)` with the one λ that uses the whole budget, and on the step,
//! is what every pot with a level is held to.

use super::groups::step;
use super::people::first_claim;
use super::{Checked, damped, hold};
use crate::outcome::{Award, Certificate, Sharing};
use crate::scenario::{Applicant, Collar, Damping, Rule, Scenario};
use crate::units::Amount;

/// So many ten thousandths of last year's amount.
fn of_last_year(last: Amount, points: i128) -> i128 {
    i128::from(last) * points
}

/// The most that an applicant can receive under any budget.
fn ceiling(scenario: &Scenario, applicant: &Applicant) -> Amount {
    let year = applicant
        .year
        .filter(|_| !scenario.yearly_ceilings.is_empty());
    let ceilings = &scenario.yearly_ceilings;
    let yearly = year.map(|year| {
        let at = (year as usize).saturating_sub(1);
        ceilings.get(at).copied().unwrap_or_default()
    });
    let rise = match scenario.damping {
        Some(Damping::Collar(Collar { up, .. })) => up.zip(applicant.last_year),
        _ => None,
    };
    let risen = rise.map(|(up, last)| {
        let most = of_last_year(last, 10_000 + i128::from(up)) / 10_000;
        Amount::new(i64::try_from(most).unwrap_or(i64::MAX))
    });
    let caps = [applicant.max, applicant.headroom, yearly, risen];
    caps.into_iter()
        .flatten()
        .fold(applicant.claim, Amount::min)
}

/// The floor of an applicant, on the step where awards are.
fn floor(scenario: &Scenario, applicant: &Applicant) -> i64 {
    let first = first_claim(applicant).get();
    let below = |threshold| applicant.score.is_none_or(|score| score < threshold);
    if scenario.threshold.is_some_and(below) {
        return first;
    }
    let most = ceiling(scenario, applicant).get();
    let fall = match scenario.damping {
        Some(Damping::Collar(Collar { down, .. })) => down.zip(applicant.last_year),
        _ => None,
    };
    let kept = fall.map_or(0, |(down, last)| {
        let least = of_last_year(last, (10_000 - i128::from(down)).max(0));
        let least = (least + 9_999) / 10_000;
        i64::try_from(least).unwrap_or(i64::MAX).min(most)
    });
    let floor = first.max(applicant.min.map_or(0, Amount::get)).max(kept);
    let step = step(scenario);
    let above = floor.saturating_add(step - 1).div_euclid(step) * step;
    if above <= most && floor < most {
        above
    } else {
        floor
    }
}

/// Floors are cut where they must be, and rightly.
///
/// # Errors
/// They are cut where they may not be, or are not where they must be, or what was cut is not what
/// the scenario says.
pub(super) fn check_cut(
    scenario: &Scenario,
    certificate: &Certificate,
    pots: &[Vec<(&Applicant, &Award)>],
) -> Checked {
    let said = |pot: &crate::outcome::Pot| pot.sharing == Sharing::CutFloors;
    let by_level = !matches!(
        scenario.rule,
        Rule::Talmud | Rule::Ranked(_) | Rule::Knapsack | Rule::Apportionment { .. }
    );
    let apart = !scenario.groups.is_empty()
        || !scenario.reserved.is_empty()
        || scenario.concern_cap.is_some()
        || damped(scenario);
    let declared = scenario.floors_cut.is_some() && by_level && !apart;
    let fits = !declared || {
        let floors = scenario.applicants.iter();
        let sum: i128 = floors.map(|who| i128::from(floor(scenario, who))).sum();
        sum <= scenario.budget.into()
    };
    let statement = "floors are cut where that is declared and they do not fit, and nowhere else";
    hold(certificate.pots.iter().any(said) != fits, statement, "")?;
    if fits {
        return Ok(());
    }
    hold(
        pots.len() == 1 && certificate.pots[0].budget == scenario.budget,
        "floors that are cut share the whole budget by one factor",
        "",
    )?;
    for (applicant, award) in &pots[0] {
        let trace = &award.trace;
        let floor = floor(scenario, applicant);
        let bounds = (trace.lo, trace.hi) == (first_claim(applicant), floor.into());
        let own = bounds && (trace.weight, trace.base) == (floor.into(), Amount::ZERO);
        hold(
            own,
            "a floor is cut no lower than the first claim",
            &award.id,
        )?;
    }
    Ok(())
}
