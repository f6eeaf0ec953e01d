//! The waiting list: what declined awards become, without ever lowering one that has been notified.
//!
//! Either notified awards stay as they are and the money goes down the ranked list to those who got
//! nothing ([`Release::ToTheList`]), or the rule is run again on what is left of the claims
//! ([`Release::ToEverybody`]). For proportional, equal awards and equal losses the second is the
//! same as a full run without those who declined (consistency and composition up); with floors it
//! is not, so the scheme has to name its way.

use allocation::{Allocation, Amount, Damping, Rule, Scenario, Tail};
use serde::{Deserialize, Serialize};

/// The destination of released money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Release {
    /// Down the ranked list, to those who got nothing, with this tail rule.
    ToTheList(Tail),
    /// To every applicant by the same rule, on top of what has been notified.
    ToEverybody,
}

/// The scenario of a release run: those who declined are gone, what the others were notified of is
/// a first claim.
///
/// Minima of groups and the dampers that follow an allocation held when the awards were notified;
/// they do not bind a release run, since those who declined may have been what met them.
#[must_use]
pub fn release(
    scenario: &Scenario,
    notified: &Allocation,
    declined: &[&str],
    way: Release,
) -> Scenario {
    let mut next = scenario.clone();
    next.applicants
        .retain(|applicant| !declined.contains(&applicant.id.as_str()));
    for applicant in &mut next.applicants {
        let amount = notified
            .award(&applicant.id)
            .map_or(Amount::ZERO, |award| award.amount);
        applicant.notified = (amount > Amount::ZERO).then_some(amount);
        if amount > Amount::ZERO && matches!(way, Release::ToTheList(_)) {
            applicant.max = Some(amount);
        }
        // What is notified is at least the minimum; below it only what a run without rounding has
        // cut off. Who got nothing from a ranked list still accepts no less than its minimum; from
        // another rule it was owed none.
        let ranked =
            matches!(way, Release::ToTheList(_)) || matches!(scenario.rule, Rule::Ranked(_));
        applicant.min = applicant.min.filter(|_| ranked && amount == Amount::ZERO);
    }
    for quota in &mut next.groups {
        quota.min = None;
    }
    if !matches!(next.damping, Some(Damping::Collar(_))) || matches!(way, Release::ToTheList(_)) {
        next.damping = None;
    }
    if let Release::ToTheList(tail) = way {
        next.rule = Rule::Ranked(tail);
    }
    next
}
