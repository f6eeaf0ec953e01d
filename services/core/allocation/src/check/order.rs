//! Orders that a checker can see: of ties, of a ranked list, and of the classes.

use super::{Checked, hold};
use crate::draw::compare_ids;
use crate::fraction::Fraction;
use crate::outcome::{Award, Certificate, Pot, Sharing};
use crate::scenario::{Applicant, Rounding, Scenario};
use crate::trace::{Clause, Outcome, Refusal};
use crate::units::Amount;
use std::cmp::Ordering;

/// The order among the tied: the lower tie key, the lower lot, the lower id. A tie key comes before
/// none.
#[derive(PartialEq, Eq)]
pub(super) struct Lot<'a> {
    tie_key: Option<&'a str>,
    lot: Option<[u8; 32]>,
    id: &'a str,
}

impl<'a> Lot<'a> {
    pub(super) fn of(scenario: &Scenario, applicant: &'a Applicant) -> Self {
        Self {
            tie_key: applicant.tie_key.as_deref(),
            lot: scenario.draw.as_ref().map(|draw| draw.lot(&applicant.id)),
            id: &applicant.id,
        }
    }
}

impl Ord for Lot<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let keys = match (self.tie_key, other.tie_key) {
            (Some(a), Some(b)) => compare_ids(a, b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        };
        keys.then_with(|| self.lot.cmp(&other.lot))
            .then_with(|| compare_ids(self.id, other.id))
    }
}

impl PartialOrd for Lot<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A list, sorted by its ranks, is in the order of scores, and of the draw where scores are tied.
pub(super) fn check_ranking(scenario: &Scenario, order: &[(&Applicant, &Award)]) -> Checked {
    for (place, (_, award)) in order.iter().enumerate() {
        let expected = u32::try_from(place + 1).ok();
        hold(
            award.trace.rank == expected,
            "the ranking has no gaps",
            &award.id,
        )?;
    }
    for pair in order.windows(2) {
        hold(
            pair[0].0.score >= pair[1].0.score,
            "a higher score comes first",
            &pair[1].1.id,
        )?;
        let tied = pair[0].0.score == pair[1].0.score;
        let lots = !tied || Lot::of(scenario, pair[0].0) < Lot::of(scenario, pair[1].0);
        hold(lots, "a tie falls as it was drawn", &pair[1].1.id)?;
    }
    Ok(())
}

/// Whole places and whole projects: every class has what those above it left, less what is set
/// aside for those below it.
pub(super) fn check_budgets(
    certificate: &Certificate,
    members: &[Vec<(&Applicant, &Award)>],
) -> Checked {
    let floors = |at: &usize| -> Amount { members[*at].iter().map(|(_, a)| a.trace.lo).sum() };
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|at| certificate.pots[*at].class);
    let mut later: Amount = order.iter().map(floors).sum();
    let mut left = certificate.budget - certificate.reserve;
    for at in order {
        let pot = &certificate.pots[at];
        later -= floors(&at);
        hold(
            pot.budget == left - later,
            "a class has what those above it left",
            &pot.class.to_string(),
        )?;
        left -= pot.spent;
    }
    Ok(())
}

/// Classes that share by a level are served in order: after one in which an applicant had to go
/// without, the others get what is set aside for them. With quotas every group has its own end, and
/// only those who see the tree can tell. Of ranked lists `lists` says it.
pub(super) fn check_classes(
    scenario: &Scenario,
    pots: &[Pot],
    members: &[Vec<(&Applicant, &Award)>],
) -> Checked {
    let parts = !scenario.groups.is_empty() || !scenario.reserved.is_empty();
    if pots.len() < 2 || parts || scenario.concern_cap.is_some() {
        return Ok(());
    }
    let mut order: Vec<usize> = (0..pots.len()).collect();
    order.sort_by_key(|at| pots[*at].class);
    let mut closed = false;
    for at in order {
        for (_, award) in members[at].iter().filter(|_| closed) {
            let trace = &award.trace;
            hold(
                award.amount == trace.lo && trace.lo_clause != Clause::UsefulMinimum,
                "a class gets nothing before those above it are served",
                &award.id,
            )?;
        }
        let without = |(_, award): &(&Applicant, &Award)| without(scenario, &pots[at], award);
        closed |= members[at].iter().any(without);
    }
    Ok(())
}

/// Returns true if more money would have given more by a level.
fn without(scenario: &Scenario, pot: &Pot, award: &Award) -> bool {
    let trace = &award.trace;
    let weighs = match pot.sharing {
        Sharing::Awards | Sharing::CutFloors => trace.weight.get() > 0,
        Sharing::Losses | Sharing::TalmudAwards | Sharing::TalmudLosses => true,
        Sharing::Ranked(_) | Sharing::Apportionment(_) | Sharing::Knapsack => false,
    };
    let below = match scenario.rounding {
        Rounding::None => award.exact < Fraction::from(trace.hi),
        Rounding::SainteLague | Rounding::LargestRemainder | Rounding::Down => {
            award.amount <= trace.hi - scenario.step
        }
    };
    let cut = trace.hi_clause == Clause::Base;
    // Its useful minimum did not fit, and then it counts whatever it weighs.
    let refused = trace.outcome == Outcome::Refused(Refusal::NotAdmitted);
    refused || weighs && (below || cut)
}
