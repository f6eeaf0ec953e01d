//! The four tail rules of ranked funding: what each promises, and what it does not.

use crate::property::{cases, property};
use allocation::{Applicant, Rule, Scenario, Tail, divide};
use proptest::prelude::*;

/// ✓ holds in every case, ✗ is caught failing.
const TABLE: &str = "
more budget never hurts anyone              | stop ✓ | partial ✓ | offer_reduced ✗ | skip ✗
a withdrawal never hurts the rest           | stop ✓ | partial ✓ | offer_reduced ✗ | skip ✗
a higher score never hurts                  | stop ✓ | partial ✓ | offer_reduced ✓ | skip ✓
nobody is funded below one who is not       | stop ✓ | partial ✓ | offer_reduced ✗ | skip ✗
nobody is paid a part                       | stop ✓ | partial ✗ | offer_reduced ✗ | skip ✓
nobody is left out whose claim is still there | stop ✗ | partial ✗ | offer_reduced ✓ | skip ✓
at most one is paid a part                  | stop ✓ | partial ✓ | offer_reduced ✓ | skip ✓
";

/// A list: claims, scores, the least that each accepts; a budget; who or how much.
#[derive(Debug, Clone)]
struct List {
    members: Vec<(i64, i64, i64)>,
    budget: i64,
    pick: usize,
}

fn lists() -> impl Strategy<Value = List> {
    let member = (
        0_i64..12,
        0_i64..5,
        prop_oneof![2 => Just(0_i64), 1 => 0_i64..9],
    );
    let few = prop::collection::vec(member.clone(), 1..7);
    let many = prop::collection::vec(member, 7..50);
    let members = prop_oneof![24 => few, 1 => many];
    (members, 0_i64..40, 0_usize..60).prop_map(|(members, budget, pick)| List {
        members,
        budget,
        pick,
    })
}

/// The awards down the list.
fn fund(tail: Tail, list: &List) -> Vec<i64> {
    let applicant = |(place, (claim, score, min)): (usize, &(i64, i64, i64))| Applicant {
        score: Some((*score).into()),
        min: Some((*min).into()),
        ..Applicant::new(place.to_string(), *claim)
    };
    let applicants = list.members.iter().enumerate().map(applicant).collect();
    let scenario = Scenario::new(list.budget, Rule::Ranked(tail), applicants);
    let awards = divide(&scenario).expect("no conflict");
    awards.iter().map(|award| award.amount.get()).collect()
}

type Promise = fn(Tail, &List) -> bool;

fn more_budget(tail: Tail, list: &List) -> bool {
    let more = List {
        budget: list.budget + 1 + (list.pick % 5) as i64,
        ..list.clone()
    };
    fund(tail, list)
        .iter()
        .zip(fund(tail, &more))
        .all(|(less, more)| *less <= more)
}

fn withdrawal(tail: Tail, list: &List) -> bool {
    // The last leaves, so that the others keep their ids; in a random list the last is anybody.
    let mut rest = list.clone();
    rest.members.pop();
    fund(tail, list)
        .iter()
        .zip(fund(tail, &rest))
        .all(|(before, after)| *before <= after)
}

fn higher_score(tail: Tail, list: &List) -> bool {
    let place = list.pick % list.members.len();
    let mut higher = list.clone();
    higher.members[place].1 += 1 + (list.pick % 3) as i64;
    fund(tail, list)[place] <= fund(tail, &higher)[place]
}

/// Returns who is funded at all, down the list: by score, then by id.
fn ranked(list: &List) -> Vec<usize> {
    let mut order: Vec<usize> = (0..list.members.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(list.members[*place].1));
    order
}

fn a_prefix(tail: Tail, list: &List) -> bool {
    let awards = fund(tail, list);
    let mut order = ranked(list);
    order.retain(|place| list.members[*place].0 > 0);
    let funded = order.iter().take_while(|place| awards[**place] > 0).count();
    order[funded..].iter().all(|place| awards[*place] == 0)
}

fn parts(tail: Tail, list: &List) -> usize {
    let awards = fund(tail, list);
    let part = |(award, member): &(&i64, &(i64, i64, i64))| **award > 0 && **award < member.0;
    awards.iter().zip(&list.members).filter(part).count()
}

fn no_part(tail: Tail, list: &List) -> bool {
    parts(tail, list) == 0
}

fn one_part(tail: Tail, list: &List) -> bool {
    parts(tail, list) <= 1
}

fn nothing_left(tail: Tail, list: &List) -> bool {
    let awards = fund(tail, list);
    let left = list.budget - awards.iter().sum::<i64>();
    let fits =
        |(award, member): (&i64, &(i64, i64, i64))| *award == 0 && member.0 > 0 && member.0 <= left;
    !awards.iter().zip(&list.members).any(fits)
}

const PROMISES: [(&str, Promise); 7] = [
    ("more budget never hurts anyone", more_budget),
    ("a withdrawal never hurts the rest", withdrawal),
    ("a higher score never hurts", higher_score),
    ("nobody is funded below one who is not", a_prefix),
    ("nobody is paid a part", no_part),
    (
        "nobody is left out whose claim is still there",
        nothing_left,
    ),
    ("at most one is paid a part", one_part),
];

#[test]
fn each_tail_rule_keeps_what_it_promises_and_no_more() {
    let rows: Vec<&str> = TABLE.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(rows.len(), PROMISES.len());
    for (row, (name, promise)) in rows.into_iter().zip(PROMISES) {
        let mut cells = row.split('|').map(str::trim);
        assert_eq!(cells.next(), Some(name));
        let tails = [Tail::Stop, Tail::Partial, Tail::OfferReduced, Tail::Skip];
        for (tail, cell) in tails.into_iter().zip(cells) {
            property(cases(), &lists(), cell.ends_with('✗'), |list| {
                prop_assert!(promise(tail, &list), "{cell}: {name}");
                Ok(())
            });
        }
    }
}

/// No applicant is ever paid two parts; a rule that gives every applicant a share is caught.
#[test]
fn sharing_is_not_a_ranked_list() {
    property(cases(), &lists(), true, |list| {
        let applicant = |(place, member): (usize, &(i64, i64, i64))| {
            Applicant::new(place.to_string(), member.0)
        };
        let applicants = list.members.iter().enumerate().map(applicant).collect();
        let shared = divide(&Scenario::new(list.budget, Rule::Proportional, applicants))
            .expect("no conflict");
        let part = |(award, member): &(&allocation::Portion, &(i64, i64, i64))| {
            award.amount.get() > 0 && award.amount.get() < member.0
        };
        prop_assert!(shared.iter().zip(&list.members).filter(part).count() <= 1);
        Ok(())
    });
}
