//! Concerns with a cap: what all their members get together.

use super::{Checked, hold};
use crate::outcome::{Award, Certificate};
use crate::scenario::{Applicant, Scenario};
use std::collections::HashMap;

/// Every applicant of one concern gets no more than its cap together, and a pot that is a concern's
/// is its members' alone.
pub(super) fn check_concerns(
    scenario: &Scenario,
    certificate: &Certificate,
    pots: &[Vec<(&Applicant, &Award)>],
) -> Checked {
    let named = certificate.pots.iter().any(|pot| pot.concern.is_some());
    if scenario.concern_cap.is_none() && !named {
        return Ok(());
    }
    let mut sums: HashMap<&str, i128> = HashMap::new();
    for (pot, members) in certificate.pots.iter().zip(pots) {
        for (applicant, award) in members {
            let own = pot.concern.is_none() || pot.concern == applicant.concern;
            hold(own, "a concern's pot is its members'", &award.id)?;
            if let Some(concern) = &applicant.concern {
                *sums.entry(concern).or_default() += i128::from(award.amount);
            }
        }
        let held = pot.concern.is_none() || scenario.concern_cap >= Some(pot.budget);
        let name = pot.concern.as_deref().unwrap_or_default();
        hold(held, "a concern's pot is no more than its cap", name)?;
    }
    let cap = scenario.concern_cap.map_or(i128::MAX, i128::from);
    let mut above: Vec<&str> = sums
        .into_iter()
        .filter(|(_, sum)| *sum > cap)
        .map(|(concern, _)| concern)
        .collect();
    above.sort_unstable();
    let name = above.first().copied().unwrap_or_default();
    hold(
        above.is_empty(),
        "a concern gets no more than its cap",
        name,
    )
}
