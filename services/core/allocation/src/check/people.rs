//! The applicants of a scenario, read once from one end to the other: what caps an award, what must
//! be paid, and whose quota it counts for. Awards come in another order, and looking each applicant
//! up in full would be a walk all over memory.

use super::groups::Groups;
use super::{Checked, hold};
use crate::outcome::Award;
use crate::scenario::{Applicant, MAX_TOTAL, Rounding, Rule, Scenario};
use crate::units::Amount;

/// The scenario's data on one applicant.
pub(super) struct Person<'a> {
    id: &'a str,
    claim: Amount,
    /// The amount promised or notified.
    first: Amount,
    /// The least of everything that caps an award.
    cap: Amount,
    pub class: u32,
    /// The innermost group, in [`Groups`].
    pub group: u32,
}

/// Returns what must be paid whatever the rule says.
pub(super) fn first_claim(applicant: &Applicant) -> Amount {
    applicant
        .committed
        .max(applicant.notified)
        .unwrap_or_default()
}

/// Every applicant, in the scenario's order.
pub(super) fn people<'a>(scenario: &'a Scenario, groups: &Groups<'_>) -> Vec<Person<'a>> {
    let places = matches!(scenario.rule, Rule::Apportionment { .. });
    let person = |who: &'a Applicant| {
        let claim = Some(who.claim).filter(|_| !(places && who.weight.is_none()));
        let caps = [claim, who.max, who.headroom].into_iter().flatten();
        Person {
            id: &who.id,
            claim: who.claim,
            first: first_claim(who),
            cap: caps.min().unwrap_or(Amount::new(i64::MAX)),
            class: who.class(),
            group: u32::try_from(groups.around(&who.group)).unwrap_or(u32::MAX),
        }
    };
    scenario.applicants.iter().map(person).collect()
}

/// Number of ids that are looked at before they are needed, so that the processor fetches them
/// together and not one by one.
const FETCHED: usize = 32;

/// Every award with its place and the person there.
pub(super) fn at_places<'p, 'a>(
    people: &'p [Person<'a>],
    awards: &'p [Award],
    places: &'p [usize],
) -> impl Iterator<Item = (&'p Award, usize, Option<&'p Person<'a>>)> {
    let some = awards.chunks(FETCHED).zip(places.chunks(FETCHED));
    some.flat_map(move |(awards, places)| {
        let first = |id: &str| id.as_bytes().first().copied().unwrap_or(0);
        let look = |seen, (award, place): (&Award, &usize)| {
            seen ^ first(&award.id) ^ people.get(*place).map_or(0, |person| first(person.id))
        };
        std::hint::black_box(awards.iter().zip(places).fold(0, look));
        let each = awards.iter().zip(places);
        each.map(|(award, place)| (award, *place, people.get(*place)))
    })
}

impl Person<'_> {
    /// Returns true if the award is this applicant's.
    pub(super) fn has(&self, award: &Award) -> bool {
        self.id == award.id
    }

    /// Bounds that can be seen without the engine: first claims, and everything that caps an award.
    pub(super) fn bounds(&self, rounding: Rounding, award: &Award) -> Checked {
        let trace = &award.trace;
        hold(
            trace.claim == self.claim,
            "the claim is the applicant's",
            &award.id,
        )?;
        hold(
            self.first <= trace.lo && trace.lo <= trace.hi && trace.hi <= self.cap,
            "the bounds are the applicant's",
            &award.id,
        )?;
        let exact = 0..=MAX_TOTAL;
        hold(
            exact.contains(&trace.weight.get()) && exact.contains(&trace.base.get()),
            "weight and base can be multiplied exactly",
            &award.id,
        )?;
        // Without rounding the amount is the exact share rounded down, which may be below a bound
        // that is no whole number.
        let least = if rounding == Rounding::None {
            self.first
        } else {
            trace.lo
        };
        hold(
            least <= award.amount && award.amount <= trace.hi,
            "the award is within its bounds",
            &award.id,
        )
    }
}
