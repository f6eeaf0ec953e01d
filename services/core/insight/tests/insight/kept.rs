//! Money kept for a group is served to it, also after the list has ended for what is open to all.

use crate::arbitrary::{self, amounts};
use crate::property::{cases, property};
use allocation::check::check;
use allocation::{
    Allocation, Amount, Applicant, Outcome, Quota, Refusal, Reserved, Rule, Scenario, Tail,
    allocate,
};
use insight::explain::{Style, lines};
use proptest::prelude::*;
use text::Language;

/// Applicants as `id claim score group`, minima and reserved parts as `group amount`, maxima as
/// `group <amount`; what each gets.
struct Case {
    name: &'static str,
    tail: Tail,
    budget: i64,
    applicants: &'static str,
    groups: &'static str,
    reserved: &'static str,
    awards: &'static [i64],
}

const CASES: [Case; 10] = [
    Case {
        name: "an outsider does not fit: the group is served from what is reserved for it",
        tail: Tail::Stop,
        budget: 100,
        applicants: "a 60 9 -, b 30 8 -, c 10 7 -, d 25 6 small, e 10 5 small",
        groups: "",
        reserved: "small 30",
        awards: &[60, 0, 0, 25, 0],
    },
    Case {
        name: "the same with a guaranteed minimum",
        tail: Tail::Stop,
        budget: 100,
        applicants: "a 60 9 -, b 30 8 -, c 10 7 -, d 25 6 small, e 5 5 small",
        groups: "small 30",
        reserved: "",
        awards: &[60, 0, 0, 25, 5],
    },
    Case {
        name: "partial: the outsider has the rest of the open part, \
            the group's last the rest of the group's",
        tail: Tail::Partial,
        budget: 100,
        applicants: "a 60 9 -, b 30 8 -, c 10 7 -, d 25 6 small, e 10 5 small",
        groups: "",
        reserved: "small 30",
        awards: &[60, 10, 0, 25, 5],
    },
    Case {
        name: "stop: the first of the group that does not fit ends the group's list",
        tail: Tail::Stop,
        budget: 100,
        applicants: "a 80 9 -, b 20 8 small, c 15 7 small, d 5 6 small",
        groups: "small 30",
        reserved: "",
        awards: &[0, 20, 0, 0],
    },
    Case {
        name: "a member that does not fit in the open part and its own ends both, \
            and another group goes on",
        tail: Tail::Stop,
        budget: 100,
        applicants: "a 50 9 -, b 41 8 small, c 5 7 small, d 20 6 new, e 5 5 -",
        groups: "small 10",
        reserved: "new 20",
        awards: &[50, 0, 0, 20, 0],
    },
    Case {
        name: "a group that has had its minimum has nothing kept",
        tail: Tail::Stop,
        budget: 100,
        applicants: "a 30 9 small, b 80 8 -, c 10 7 small",
        groups: "small 30",
        reserved: "",
        awards: &[30, 0, 0],
    },
    Case {
        name: "groups inside each other: what is kept for the outer is for all in it, \
            less what is kept for the inner",
        tail: Tail::Stop,
        budget: 100,
        applicants: "a 70 9 -, b 20 8 north/small, c 15 7 north, d 10 6 north/small, e 5 5 north",
        groups: "north 40, north/small 25",
        reserved: "",
        awards: &[0, 20, 15, 0, 0],
    },
    Case {
        name: "an outer maximum ends the outer list only, and the inner minimum is served",
        tail: Tail::Stop,
        budget: 100,
        applicants: "a 40 9 north, b 15 8 north/small, c 30 7 -, d 5 6 north, f 5 5 north/small",
        groups: "north <50, north/small 20",
        reserved: "",
        awards: &[0, 15, 30, 0, 5],
    },
    Case {
        name: "an inner minimum that has been met keeps nothing in the group around it, \
            which has none of its own",
        tail: Tail::Partial,
        budget: 100,
        applicants: "a 20 9 north/small, b 90 8 -",
        groups: "north <90, north/small 20",
        reserved: "",
        awards: &[20, 80],
    },
    Case {
        name: "an offer passed on: the open part, then the group's",
        tail: Tail::OfferReduced,
        budget: 100,
        applicants: "a 60 9 -, b 30 8 -, c 10 7 -, d 40 6 small",
        groups: "small 30",
        reserved: "",
        awards: &[60, 10, 0, 30],
    },
];

fn words(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let parts = list.split(',').filter(|part| !part.trim().is_empty());
    parts.map(|part| part.split_whitespace().collect())
}

fn path(group: &str) -> Vec<String> {
    let names = group.split('/').filter(|name| *name != "-");
    names.map(str::to_owned).collect()
}

impl Case {
    fn scenario(&self) -> Scenario {
        let number = |word: &str| word.parse::<i64>().expect("a number");
        let applicant = |words: Vec<&str>| Applicant {
            score: Some(number(words[2]).into()),
            group: path(words[3]),
            ..Applicant::new(words[0], number(words[1]))
        };
        let applicants = words(self.applicants).map(applicant).collect();
        let mut scenario = Scenario::new(self.budget, Rule::Ranked(self.tail), applicants);
        let quota = |words: Vec<&str>| Quota {
            path: path(words[0]),
            min: words[1].parse().ok().map(Amount::new),
            max: words[1].strip_prefix('<').map(|most| number(most).into()),
        };
        scenario.groups = words(self.groups).map(quota).collect();
        let part = |words: Vec<&str>| Reserved {
            path: path(words[0]),
            amount: number(words[1]).into(),
            released_from: None,
        };
        scenario.reserved = words(self.reserved).map(part).collect();
        scenario
    }
}

#[test]
fn what_is_kept_for_a_group_is_served_after_the_open_list_has_ended() {
    for case in &CASES {
        let allocation = allocate(&case.scenario()).expect(case.name);
        assert_eq!(amounts(&allocation), case.awards, "{}", case.name);
    }
}

/// Each in the case and its explanation: what ended, and for whom.
#[test]
fn the_explanations_say_what_ended() {
    let expected = [
        (0, "a", "Fitted into the budget with 60."),
        (
            0,
            "b",
            "Not granted: what is open to all ended before this place in the list; \
                the rest is kept for groups.",
        ),
        (
            0,
            "c",
            "Not granted: what is open to all ended before this place in the list; \
                the rest is kept for groups.",
        ),
        (0, "d", "Fitted into the budget with 25."),
        (0, "e", "Not granted: the group's frame was used up."),
        (
            2,
            "b",
            "Did not fit in full, and received what was left: 10.",
        ),
        (
            2,
            "e",
            "Did not fit in full, and received what was left: 5.",
        ),
        (
            5,
            "b",
            "Not granted: the budget ended before this place in the list.",
        ),
        (
            5,
            "c",
            "Not granted: the budget ended before this place in the list.",
        ),
    ];
    for (at, id, sentence) in expected {
        let scenario = CASES[at].scenario();
        let allocation = allocate(&scenario).expect("no conflict");
        let award = allocation.award(id).expect("there");
        let said = lines(
            &allocation,
            &scenario,
            award,
            Style::Plain,
            Language::English,
        );
        assert!(
            said.contains(&sentence.to_owned()),
            "{}: {id}: {said:?}",
            CASES[at].name
        );
    }
}

/// A list with three groups and outsiders; minima and reserved parts for two of the groups.
fn rounds() -> impl Strategy<Value = Scenario> {
    let member = (
        0_i64..14,
        0_i64..5,
        0_usize..4,
        prop::option::weighted(0.2, 0_i64..6),
    );
    let kept = || (0_i64..15, prop::bool::ANY);
    let tails = prop::sample::select(vec![Tail::Stop, Tail::Partial]);
    let members = prop::collection::vec(member, 1..9);
    (members, kept(), kept(), 0_i64..50, tails).prop_map(|(members, one, two, budget, tail)| {
        let applicant =
            |(at, (claim, score, group, committed)): (usize, (i64, i64, usize, Option<i64>))| {
                Applicant {
                    score: Some(score.into()),
                    committed: committed.map(|first| first.min(claim).into()),
                    group: [&[][..], &["a"], &["b"], &["c"]][group]
                        .iter()
                        .map(ToString::to_string)
                        .collect(),
                    ..Applicant::new(at.to_string(), claim)
                }
            };
        let applicants = members.into_iter().enumerate().map(applicant).collect();
        let mut scenario = Scenario::new(budget, Rule::Ranked(tail), applicants);
        for (name, (amount, reserved)) in [("a", one), ("b", two)] {
            let path = vec![name.to_owned()];
            if reserved {
                scenario.reserved.push(Reserved {
                    path,
                    amount: amount.into(),
                    released_from: None,
                });
            } else {
                scenario.groups.push(Quota {
                    path,
                    min: Some(amount.into()),
                    max: None,
                });
            }
        }
        scenario
    })
}

/// The group that is owed what is kept for it: its first member without its whole claim could have
/// had it from what is kept and not spent.
fn owed(scenario: &Scenario, award: impl Fn(usize) -> i64) -> Option<String> {
    let minima = scenario
        .groups
        .iter()
        .map(|quota| (&quota.path, quota.min.unwrap_or_default()));
    let parts = scenario
        .reserved
        .iter()
        .map(|part| (&part.path, part.amount));
    let mut order: Vec<usize> = (0..scenario.applicants.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(scenario.applicants[*at].score));
    for (path, kept) in minima.chain(parts) {
        let members = order
            .iter()
            .filter(|at| scenario.applicants[**at].group.starts_with(path));
        let left = kept.get() - members.clone().map(|at| award(*at)).sum::<i64>();
        let claim = |at: usize| scenario.applicants[at].claim.get();
        let mut without = members.filter(|at| award(**at) < claim(**at));
        let first = without.next().map(|at| claim(*at) - award(*at));
        // Under `partial` the first without may have been given a part.
        if left > 0 && first.is_some_and(|more| more <= left) {
            return Some(path.join("/"));
        }
    }
    None
}

/// The rule as it was: the first that does not fit in what the others' kept money leaves ends the
/// list for every applicant.
fn whole_list_ends(scenario: &Scenario, allocation: &Allocation) -> Vec<i64> {
    let mut awards = amounts(allocation);
    let mut order: Vec<usize> = (0..awards.len()).collect();
    order.sort_by_key(|at| allocation.awards[*at].trace.rank);
    let ends = |at: &usize| {
        let open = [Refusal::BudgetEnded, Refusal::OpenPartEnded];
        let outcome = allocation.awards[*at].trace.outcome;
        outcome == Outcome::Reduced || open.iter().any(|why| outcome == Outcome::Refused(*why))
    };
    if let Some(first) = order.iter().position(ends) {
        for at in &order[first + 1..] {
            let committed = scenario.applicants[*at].committed;
            awards[*at] = committed.map_or(0, Amount::get);
        }
    }
    awards
}

#[test]
fn nobody_goes_unserved_while_what_is_kept_for_it_is_there() {
    // Control: the list that ends for every applicant.
    for whole in [false, true] {
        property(cases(), &rounds(), whole, |scenario: Scenario| {
            let Some(allocation) = arbitrary::run(&scenario) else {
                return Ok(());
            };
            let awards = if whole {
                whole_list_ends(&scenario, &allocation)
            } else {
                amounts(&allocation)
            };
            prop_assert_eq!(owed(&scenario, |at| awards[at]), None, "{:?}", awards);
            Ok(())
        });
    }
}

/// Every unit moved from one to another is refused, and so is the list that ends for every
/// applicant.
#[test]
fn a_list_with_groups_tampered_with_is_refused() {
    property(cases() / 10, &rounds(), false, |scenario: Scenario| {
        let Some(allocation) = arbitrary::run(&scenario) else {
            return Ok(());
        };
        let count = allocation.awards.len();
        for (from, to) in (0..count).flat_map(|from| (0..count).map(move |to| (from, to))) {
            if from != to {
                let mut moved = allocation.clone();
                moved.awards[from].amount -= 1.into();
                moved.awards[to].amount += 1.into();
                for at in [from, to] {
                    moved.awards[at].exact = moved.awards[at].amount.into();
                }
                prop_assert!(check(&scenario, &moved).is_err(), "{} to {}", from, to);
            }
        }
        let mut ended = allocation.clone();
        let awards = whole_list_ends(&scenario, &allocation);
        let less: i64 = amounts(&allocation).iter().sum::<i64>() - awards.iter().sum::<i64>();
        for (award, amount) in ended.awards.iter_mut().zip(awards) {
            (award.amount, award.exact) = (amount.into(), amount.into());
        }
        let certificate = &mut ended.certificate;
        certificate.pots[0].spent -= less.into();
        certificate.spent -= less.into();
        certificate.unspent += less.into();
        prop_assert_eq!(check(&scenario, &ended).is_ok(), less == 0);
        Ok(())
    });
}
