//! The waiting list never lowers a notified award, and releasing to every applicant is a rerun
//! without those who declined.

use super::amounts;
use crate::arbitrary;
use crate::property::{cases, property};
use allocation::{Applicant, Rule, Scenario, Tail, allocate};
use insight::{Release, release};
use proptest::prelude::*;

#[test]
fn a_waiting_list_never_lowers_a_notified_award() {
    // Control: dividing again among those who are left, down the list and passing over what does
    // not fit.
    for again in [false, true] {
        let input = (arbitrary::case(), 0_usize..9, prop::bool::ANY);
        property(cases(), &input, again, |(case, who, list)| {
            let mut scenario = case.scenario();
            if again {
                scenario.rule = Rule::Ranked(Tail::Skip);
            }
            let Some(allocation) = arbitrary::run(&scenario) else {
                return Ok(());
            };
            if allocation.awards.is_empty() {
                return Ok(());
            }
            let declined = allocation.awards[who % allocation.awards.len()].id.as_str();
            let next = if again {
                scenario
                    .applicants
                    .retain(|applicant| applicant.id != declined);
                allocate(&scenario).expect("no conflict")
            } else {
                let way = if list {
                    Release::ToTheList(Tail::Partial)
                } else {
                    Release::ToEverybody
                };
                allocate(&release(&scenario, &allocation, &[declined], way)).expect("no conflict")
            };
            for award in &next.awards {
                let notified = allocation.award(&award.id).expect("was there").amount;
                prop_assert!(
                    award.amount >= notified,
                    "{}: {} after {}",
                    award.id,
                    award.amount.get(),
                    notified
                );
            }
            Ok(())
        });
    }
}

#[test]
fn releasing_to_everybody_is_a_rerun_without_the_withdrawn() {
    let claims = prop::collection::vec(0_i64..40, 2..7);
    // Control: releasing to the list is something else.
    for way in [Release::ToEverybody, Release::ToTheList(Tail::Partial)] {
        let other = way != Release::ToEverybody;
        property(
            cases(),
            &(claims.clone(), 0_i64..90),
            other,
            |(claims, budget)| {
                for rule in [Rule::Proportional, Rule::ConstrainedEqualAwards] {
                    let applicant =
                        |(place, claim): (usize, &i64)| Applicant::new(place.to_string(), *claim);
                    let list = claims.iter().enumerate().map(applicant).collect();
                    let scenario = Scenario::new(budget, rule, list);
                    let allocation = allocate(&scenario).expect("no conflict");
                    let released = allocate(&release(&scenario, &allocation, &["0"], way))
                        .expect("no conflict");
                    let mut rerun = scenario.clone();
                    rerun.applicants.remove(0);
                    prop_assert_eq!(
                        amounts(&released),
                        amounts(&allocate(&rerun).expect("no conflict"))
                    );
                }
                Ok(())
            },
        );
    }
}
