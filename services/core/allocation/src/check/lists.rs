//! Ranked lists: what every applicant on a list is to get by its tail rule, looked up from the
//! published awards.
//!
//! The list is walked once more with the published bounds and order, and every award is compared
//! with what the rules leave it. A group's minimum and what is reserved for it are its *need*: as
//! long as it has not got that much, others must leave what is missing. A list that has ended has
//! nothing but the needs of the groups inside. Without groups the whole budget is the only group,
//! and nothing is needed.

use super::groups::{Groups, Member, down, whole};
use super::{Checked, hold};
use crate::outcome::{Award, Certificate};
use crate::scenario::{Applicant, Scenario, Tail};
use crate::units::Amount;

/// The room of one class in one group.
#[derive(Clone)]
struct Room {
    /// Most it can still get.
    left: i64,
    /// The part missing of its own minimum.
    missing: i64,
    /// The sum needed by the groups directly inside.
    inner: i64,
    /// True if its list has ended.
    ended: bool,
}

impl Room {
    fn need(&self) -> i64 {
        self.missing.max(self.inner)
    }
}

/// One class's list.
struct List<'a> {
    scenario: &'a Scenario,
    groups: &'a Groups<'a>,
    rooms: Vec<Room>,
}

/// The amount that the rules leave the next on the list, and the group whose frame leaves no more.
struct Left {
    amount: i64,
    frame: usize,
}

impl List<'_> {
    /// Returns what every group around `inner` leaves: its own room, less what groups beside the
    /// way out need.
    fn left(&self, inner: usize) -> Left {
        let mut group = inner;
        let mut beside = 0;
        let mut least: Option<Left> = None;
        let mut came_from = 0;
        loop {
            let room = &self.rooms[group];
            beside += room.inner - came_from;
            let there = if room.ended { room.inner } else { room.left };
            let amount = there - beside;
            if least.as_ref().is_none_or(|least| amount <= least.amount) {
                least = Some(Left {
                    amount,
                    frame: group,
                });
            }
            if group == 0 {
                break;
            }
            came_from = room.need();
            group = self.groups.groups[group].outer;
        }
        least.map_or(
            Left {
                amount: 0,
                frame: 0,
            },
            |least| Left {
                amount: least.amount.max(0),
                ..least
            },
        )
    }

    /// Goes from a group out to the whole.
    fn way_out(&self, inner: usize) -> impl Iterator<Item = usize> {
        let outer = |group: &usize| (*group > 0).then(|| self.groups.groups[*group].outer);
        std::iter::successors(Some(inner), outer)
    }

    fn pay(&mut self, inner: usize, amount: i64) {
        let way: Vec<usize> = self.way_out(inner).collect();
        // How much less the groups inside need.
        let mut less = 0;
        for group in way {
            let room = &mut self.rooms[group];
            let before = room.need();
            room.inner -= less;
            room.left = room.left.saturating_sub(amount);
            room.missing = (room.missing - amount).max(0);
            less = before - room.need();
        }
    }

    /// Returns what the next on the list is to get. Ends the lists that its tail rule ends.
    fn next(&mut self, applicant: &Applicant, award: &Award, tail: Tail) -> i64 {
        let (lo, hi) = (award.trace.lo.get(), award.trace.hi.get());
        let inner = self.groups.of(applicant);
        let Left { amount, frame } = self.left(inner);
        let full = whole(self.scenario, award);
        if full - lo <= amount {
            self.pay(inner, full - lo);
            return full;
        }
        if amount == 0 && self.way_out(inner).any(|group| self.rooms[group].ended) {
            return lo;
        }
        let offer = down(self.scenario, lo + amount, lo);
        let useful = applicant
            .useful_minimum
            .or(self.scenario.useful_minimum)
            .map_or(0, Amount::get)
            .min(hi);
        let least = applicant.min.map_or(0, Amount::get).max(useful);
        let taken = offer > lo && offer >= least;
        let (paid, ends) = match tail {
            Tail::Skip => (lo, false),
            Tail::Stop => (lo, true),
            Tail::Partial if !taken => (lo, true),
            Tail::OfferReduced if !taken => (lo, offer == lo),
            Tail::Partial | Tail::OfferReduced => (offer, true),
        };
        self.pay(inner, paid - lo);
        if ends {
            let way: Vec<usize> = self.way_out(inner).collect();
            let last = way.iter().position(|group| *group == frame);
            for group in &way[..=last.unwrap_or(0)] {
                let own_list = !self.groups.groups[*group].concern;
                self.rooms[*group].ended |= own_list || *group == frame;
            }
        }
        paid
    }
}

/// Every list is paid down as its tail rule says, class by class. `members` of each pot are in the
/// order of their ranks.
pub(super) fn check_lists(
    scenario: &Scenario,
    certificate: &Certificate,
    members: &[Vec<Member<'_>>],
    groups: &Groups<'_>,
    tail: Tail,
) -> Checked {
    let (groups, reserve) = groups.of_lists(scenario, members);
    hold(
        certificate.reserve.get() == reserve,
        "what nobody in a group can use is in reserve",
        "",
    )?;
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|at| certificate.pots[*at].class);
    let one_each = order
        .windows(2)
        .all(|pair| certificate.pots[pair[0]].class < certificate.pots[pair[1]].class);
    hold(one_each, "every class has one list", "")?;
    let mut budget = scenario.budget.get() - reserve;
    let mut got = vec![0_i64; groups.groups.len()];
    let mut ended = vec![false; groups.groups.len()];
    for (done, at) in order.iter().enumerate() {
        let pot = &certificate.pots[*at];
        let later = order[done + 1..].iter().flat_map(|at| &members[*at]);
        let later = groups.own(later, |award| award.trace.lo.get());
        let mut list = List {
            scenario,
            groups: &groups,
            rooms: Vec::new(),
        };
        list.rooms = rooms(
            scenario,
            &groups,
            &members[*at],
            later,
            &got,
            &ended,
            budget,
        );
        let there = list.rooms[0].left;
        walk(&mut list, &members[*at], tail, ended[0])?;
        let floors: i64 = members[*at].iter().map(|(_, a)| a.trace.lo.get()).sum();
        hold(
            pot.budget.get() == there + floors,
            "a class has what those above it left",
            &pot.class.to_string(),
        )?;
        budget -= pot.spent.get();
        let mut spent = groups.own(members[*at].iter(), |award| award.amount.get());
        groups.outward(&mut spent, |_, sum| sum);
        for (group, room) in list.rooms.iter().enumerate() {
            got[group] += spent[group];
            ended[group] |= room.ended;
        }
    }
    Ok(())
}

fn walk(list: &mut List<'_>, members: &[Member<'_>], tail: Tail, ended: bool) -> Checked {
    for (applicant, award) in members {
        let expected = list.next(applicant, award, tail);
        let statement = if ended && award.amount.get() > expected {
            "a class gets nothing before those above it are served"
        } else {
            "the list is paid down by its tail rule"
        };
        hold(award.amount.get() == expected, statement, &award.id)?;
    }
    Ok(())
}

/// Returns what a class has in every group, beyond its first claims: the quotas, less what the
/// classes above have got and those below must get. A group's minimum is met by its highest classes
/// as far as they can use it. Where a list has ended for the classes above, there are only first
/// claims and what is missing of minima.
fn rooms(
    scenario: &Scenario,
    groups: &Groups<'_>,
    members: &[Member<'_>],
    mut later: Vec<i64>,
    got: &[i64],
    ended: &[bool],
    budget: i64,
) -> Vec<Room> {
    let all = &groups.groups;
    let mut reach = groups.own(members.iter(), |award| whole(scenario, award));
    groups.outward(&mut reach, |group, sum| sum.min(all[group].max));
    groups.outward(&mut later, |group, sum| {
        sum.max(all[group].min - got[group] - reach[group])
    });
    let first = groups.own(members.iter(), |award| award.trace.lo.get());
    let mut floors = first.clone();
    groups.outward(&mut floors, |_, sum| sum);
    let min = |group: usize| match group {
        0 => 0,
        _ => (all[group].min - got[group]).clamp(0, reach[group]),
    };
    let mut must = first;
    groups.outward(&mut must, |group, sum| sum.max(min(group)));
    let mut rooms: Vec<Room> = (0..all.len())
        .map(|group| {
            let most = match group {
                0 => budget - later[0],
                _ if all[group].max == i64::MAX => i64::MAX,
                _ => all[group].max - got[group] - later[group],
            };
            let most = if ended[group] {
                most.min(must[group])
            } else {
                most
            };
            Room {
                left: most.saturating_sub(floors[group]),
                missing: (min(group) - floors[group]).max(0),
                inner: 0,
                ended: false,
            }
        })
        .collect();
    for group in (1..all.len()).rev() {
        let need = rooms[group].need();
        rooms[all[group].outer].inner += need;
    }
    rooms
}
