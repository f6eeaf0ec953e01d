//! Orders that a checker can see: of ties, of a ranked list, and of the classes.

use super::{Checked, Refused, hold};
use crate::draw::compare_ids;
use crate::fraction::Fraction;
use crate::outcome::{Award, Pot, Sharing};
use crate::scenario::{Applicant, Rounding, Scenario, Tail};
use crate::trace::{Clause, Outcome, Refusal};
use std::cmp::Ordering;

/// Who comes first where several are tied: the lower tie key, the lower lot, the lower id. A tie key comes before none.
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

/// The list is in the order of scores, and is paid down as its tail rule says. Answers whether it ended before everybody in
/// it was served.
pub(super) fn check_ranking(
    scenario: &Scenario,
    pot: &Pot,
    tail: Tail,
    members: &[(&Applicant, &Award)],
) -> Result<bool, Refused> {
    let mut order: Vec<&(&Applicant, &Award)> = members.iter().collect();
    order.sort_by_key(|(_, award)| award.trace.rank);
    for (place, pair) in order.windows(2).enumerate() {
        let expected = u32::try_from(place + 1).ok();
        hold(
            pair[0].1.trace.rank == expected,
            "the ranking has no gaps",
            &pair[0].1.id,
        )?;
        hold(
            pair[0].0.score >= pair[1].0.score,
            "a higher score comes first",
            &pair[1].1.id,
        )?;
        let tied = pair[0].0.score == pair[1].0.score;
        let lots = !tied || Lot::of(scenario, pair[0].0) < Lot::of(scenario, pair[1].0);
        hold(lots, "a tie falls as it was drawn", &pair[1].1.id)?;
    }
    if !scenario.groups.is_empty() || !scenario.reserved.is_empty() {
        return Ok(false);
    }
    let step = if scenario.rounding == Rounding::None {
        1
    } else {
        scenario.step
    };
    let down = |amount: i64, lo: i64| (amount - amount % step).max(lo);
    let mut left = pot.budget - order.iter().map(|(_, award)| award.trace.lo).sum::<i64>();
    let mut ended = false;
    for (applicant, award) in order {
        let (lo, hi) = (award.trace.lo, award.trace.hi);
        let full = if lo == hi { hi } else { down(hi, lo) };
        let offer = down(lo + left, lo);
        let useful = applicant
            .useful_minimum
            .or(scenario.useful_minimum)
            .unwrap_or(0)
            .min(hi);
        let taken = offer > lo && offer >= applicant.min.unwrap_or(0).max(useful);
        let fits = full - lo <= left;
        let expected = match tail {
            _ if ended || lo == hi => lo,
            _ if fits => full,
            Tail::Partial | Tail::OfferReduced if taken => offer,
            Tail::Stop | Tail::Partial | Tail::OfferReduced | Tail::Skip => lo,
        };
        let stops = match tail {
            Tail::Skip => false,
            Tail::OfferReduced => taken || offer == lo,
            Tail::Stop | Tail::Partial => true,
        };
        ended |= !fits && stops && lo != hi;
        left -= expected - lo;
        hold(
            award.amount == expected,
            "the list is paid down by its tail rule",
            &award.id,
        )?;
    }
    Ok(ended)
}

/// Classes are served in order: after one in which somebody had to go without, the others get what is set aside for them.
/// `ended` says it of ranked lists; with quotas every group has its own end, and only those who see the tree can tell.
pub(super) fn check_classes(
    scenario: &Scenario,
    pots: &[Pot],
    members: &[Vec<(&Applicant, &Award)>],
    ended: &[bool],
) -> Checked {
    if pots.len() < 2 || !scenario.groups.is_empty() || !scenario.reserved.is_empty() {
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
        closed |= ended[at] || members[at].iter().any(without);
    }
    Ok(())
}

/// Whether more money would have given more by a level.
fn without(scenario: &Scenario, pot: &Pot, award: &Award) -> bool {
    let trace = &award.trace;
    let weighs = match pot.sharing {
        Sharing::Awards => trace.weight > 0,
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
