//! A result that an applicant changed is refused, by the checker and by running it again.

use crate::arbitrary;
use crate::property::{Held, cases, property};
use allocation::check::check;
use allocation::{Allocation, Award, Fraction, Scenario};
use insight::explain::Style;
use proptest::prelude::*;
use scenario_file::{publish, verify};
use text::Language;

/// A change of a result: from one applicant, to another, by an amount.
type Change = fn(&mut Allocation, usize, usize, i64);

const CHANGES: [(&str, Change); 5] = [
    (
        "money moved from one to another",
        |wrong, who, other, by| {
            wrong.awards[who].amount -= by.into();
            wrong.awards[other].amount += by.into();
        },
    ),
    ("an exact share", |wrong, who, _, _| {
        let award: &mut Award = &mut wrong.awards[who];
        award.exact = Fraction::whole(award.exact.floor() + 1);
    }),
    ("a sum", |wrong, _, _, by| {
        wrong.certificate.spent += by.into()
    }),
    ("a bound", |wrong, who, _, by| {
        let trace = &mut wrong.awards[who].trace;
        trace.hi = trace.claim + by.into();
    }),
    ("an award less", |wrong, who, _, _| {
        drop(wrong.awards.swap_remove(who))
    }),
];

fn refused(
    scenario: &Scenario,
    allocation: &Allocation,
    (who, other, by): (usize, usize, i64),
) -> Held {
    let count = allocation.awards.len();
    if count < 2 {
        return Ok(());
    }
    let who = who % count;
    let other = (who + 1 + other % (count - 1)) % count;
    for (what, change) in CHANGES {
        let mut wrong = allocation.clone();
        change(&mut wrong, who, other, by);
        prop_assert!(check(scenario, &wrong).is_err(), "{what}: {who}, {other}");
    }
    Ok(())
}

#[test]
fn a_result_tampered_with_is_refused() {
    let input = (arbitrary::case(), (0_usize..9, 0_usize..9, 1_i64..4));
    property(cases(), &input, false, |(case, change)| {
        let scenario = case.scenario();
        let Some(allocation) = arbitrary::run(&scenario) else {
            return Ok(());
        };
        prop_assert_eq!(check(&scenario, &allocation), Ok(()));
        refused(&scenario, &allocation, change)
    });
    // Control: a change of nothing is not refused, so the property would see a checker that accepts
    // everything.
    property(cases(), &input, true, |(case, (who, other, _))| {
        let scenario = case.scenario();
        let Some(allocation) = arbitrary::run(&scenario) else {
            return Ok(());
        };
        refused(&scenario, &allocation, (who, other, 0))
    });
}

#[test]
fn a_published_allocation_is_verified_and_a_changed_one_is_not() {
    let input = (arbitrary::grouped(), 0_usize..4_000);
    // Written, read and run again: a tenth of the cases.
    property(cases() / 10, &input, false, |(case, at)| {
        let scenario = case.scenario();
        let Some(allocation) = arbitrary::run(&scenario) else {
            return Ok(());
        };
        let text = publish(&scenario, &allocation, Style::Plain, Language::Nynorsk);
        let again = verify(&text).expect("verified");
        prop_assert_eq!(&again.run_hash, &allocation.run_hash);
        prop_assert_eq!(&again.awards, &allocation.awards);
        let digits: Vec<usize> = text
            .match_indices(|c: char| c.is_ascii_digit())
            .map(|(at, _)| at)
            .collect();
        let at = digits[at % digits.len()];
        let mut changed = text.into_bytes();
        changed[at] = if changed[at] == b'9' {
            b'8'
        } else {
            changed[at] + 1
        };
        prop_assert!(
            verify(std::str::from_utf8(&changed).expect("ascii")).is_err(),
            "at {}",
            at
        );
        Ok(())
    });
}
