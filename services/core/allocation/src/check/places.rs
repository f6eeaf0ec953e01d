//! Whole places: no applicant has a higher claim on a place than the one who has it.
//!
//! The comparison is that of the `check` of apportionment, which knows the methods by their
//! definitions and shares no code with the search. Here a published pot is put before it: weights
//! and bounds as the scenario and the traces have them.

use super::order::Lot;
use super::{Checked, Refused, hold};
use crate::fraction::Fraction;
use crate::outcome::{Award, Pot};
use crate::places::apportionment::{
    Apportionment, Boundary, Method, Options, Recipient, Refusal, Weight, WhenFull, check,
};
use crate::scenario::{Applicant, Scenario};
use crate::units;
use std::cmp::Ordering;

/// A place in the draw that is looked up only where two are tied.
struct Drawn<'a> {
    scenario: &'a Scenario,
    applicant: &'a Applicant,
}

impl Ord for Drawn<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        Lot::of(self.scenario, self.applicant).cmp(&Lot::of(other.scenario, other.applicant))
    }
}

impl PartialOrd for Drawn<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Drawn<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Drawn<'_> {}

/// The places of a pot are what its method says: for a divisor method no next place would be better
/// placed than anybody's last, for largest remainder the exact shares are those of the published λ
/// and no remainder rounded down is larger than one rounded up.
pub(super) fn check_places(
    scenario: &Scenario,
    pot: &Pot,
    method: Method,
    threshold: Option<Fraction>,
    members: &[(&Applicant, &Award)],
    name: &str,
) -> Checked {
    let step = scenario.step.get();
    let count = |amount: i64| u64::try_from(amount).unwrap_or_default();
    let mut recipients = Vec::with_capacity(members.len());
    let mut places = Vec::with_capacity(members.len());
    for (applicant, award) in members {
        let weight = applicant
            .weight
            .map_or(applicant.claim.get(), units::Weight::get);
        let whole = award.amount.get() % step == 0 && award.trace.weight.get() == weight;
        hold(whole, "awards are whole places by weight", &award.id)?;
        let (lo, hi) = (award.trace.lo.get(), award.trace.hi.get());
        let drawn = Drawn {
            scenario,
            applicant,
        };
        recipients.push(
            Recipient::new(Weight::whole(count(weight).into()), drawn)
                .bounded(count((lo + step - 1) / step), Some(count(hi / step))),
        );
        places.push(count(award.amount.get() / step));
    }
    let house = count(pot.budget.get() / step);
    let unassigned = house.checked_sub(count(pot.spent.get() / step));
    let Some(unassigned) = unassigned else {
        return hold(false, "a pot spends no more than it has", name);
    };
    // λ is published in units; a place is a step of them.
    let level = pot.level.map(|level| {
        let unit = level.denominator().checked_mul(step.into());
        format!("{}/{}", level.numerator(), unit.unwrap_or_default())
    });
    let shown = Apportionment {
        places,
        unassigned,
        ties: Vec::new(),
        boundary: Boundary {
            lowest_awarded: None,
            highest_refused: None,
            squared: false,
        },
        level,
    };
    let part = |share: Fraction| {
        let [over, under] = [share.numerator(), share.denominator()].map(i128::unsigned_abs);
        Weight::ratio(over, under)
    };
    let options = Options {
        threshold: threshold.map(part),
        when_full: WhenFull::LeaveUnassigned,
    };
    check(house, method, &recipients, &options, &shown).map_err(|refusal| {
        let (statement, whom) = match refusal {
            Refusal::Length { .. } | Refusal::Sum { .. } => ("a pot's awards add up", None),
            Refusal::Bounds { recipient, .. } => (
                "everybody has at least and at most the places it can",
                Some(recipient),
            ),
            Refusal::Order { passed_over, .. } => (
                "no place would be better placed with another",
                Some(passed_over),
            ),
            Refusal::Level => ("the exact share follows from the level", None),
        };
        Refused {
            statement,
            whom: whom.map_or(name, |at| &members[at].1.id).to_owned(),
        }
    })
}
