//! Useful-minimum admission: nothing or at least what is of use, the longest prefix of the ranking
//! that fits, and a prefix that grows with the budget. Amounts need not grow, which is caught.

use crate::arbitrary;
use crate::property::{cases, property};
use allocation::{Allocation, Applicant, Outcome, Refusal, Rule, Scenario};
use proptest::prelude::*;

/// Claims and scores, the useful minimum, the budget, and how much more.
type Input = (Vec<(i64, i64)>, i64, i64, i64);

fn inputs() -> impl Strategy<Value = Input> {
    let members = prop::collection::vec((0_i64..12, 0_i64..5), 1..7);
    (members, 1_i64..9, 0_i64..40, 1_i64..9)
}

fn run((members, least, budget, _): &Input, held: bool, more: i64) -> Allocation {
    let applicant = |(place, (claim, score)): (usize, &(i64, i64))| Applicant {
        score: Some((*score).into()),
        ..Applicant::new(place.to_string(), *claim)
    };
    let applicants = members.iter().enumerate().map(applicant).collect();
    let mut scenario = Scenario::new(budget + more, Rule::ConstrainedEqualAwards, applicants);
    scenario.useful_minimum = held.then_some((*least).into());
    arbitrary::run(&scenario).expect("no conflict")
}

fn admitted(allocation: &Allocation) -> Vec<bool> {
    let refused = Outcome::Refused(Refusal::NotAdmitted);
    allocation
        .awards
        .iter()
        .map(|award| award.trace.outcome != refused)
        .collect()
}

#[test]
fn an_award_is_nothing_or_of_use() {
    // Control: the same rule without the useful minimum.
    for held in [true, false] {
        property(cases(), &inputs(), !held, |input| {
            let (members, least, ..) = &input;
            for (award, (claim, _)) in run(&input, held, 0).awards.iter().zip(members) {
                prop_assert!(award.amount.get() == 0 || award.amount.get() >= *least.min(claim));
            }
            Ok(())
        });
    }
}

#[test]
fn those_admitted_are_the_longest_prefix_that_fits() {
    property(cases(), &inputs(), false, |input| {
        let (members, least, budget, _) = &input;
        let mut order: Vec<usize> = (0..members.len())
            .filter(|place| members[*place].0 > 0)
            .collect();
        order.sort_by_key(|place| std::cmp::Reverse(members[*place].1));
        let mut needed = 0;
        let fits = |place: &&usize| {
            needed += least.min(&members[**place].0);
            needed <= *budget
        };
        let prefix = order.iter().take_while(fits).count();
        let admitted = admitted(&run(&input, true, 0));
        let expected = order
            .iter()
            .enumerate()
            .map(|(rank, place)| (*place, rank < prefix));
        for (place, fits) in expected {
            prop_assert_eq!(admitted[place], fits, "{}", place);
        }
        Ok(())
    });
}

#[test]
fn the_prefix_grows_with_the_budget_and_amounts_need_not() {
    property(cases(), &inputs(), false, |input| {
        let (before, after) = (run(&input, true, 0), run(&input, true, input.3));
        let kept = admitted(&before)
            .into_iter()
            .zip(admitted(&after))
            .all(|(before, after)| !before || after);
        prop_assert!(kept, "somebody admitted before is not admitted with more");
        Ok(())
    });
    property(cases(), &inputs(), true, |input| {
        let (before, after) = (run(&input, true, 0), run(&input, true, input.3));
        let mut pairs = before.awards.iter().zip(&after.awards);
        prop_assert!(pairs.all(|(before, after)| before.amount <= after.amount));
        Ok(())
    });
}
