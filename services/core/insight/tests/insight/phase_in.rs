//! A phase-in goes from what was to what will be, a K-th of the way each year, and ends there.

use super::amounts;
use crate::property::{cases, property};
use allocation::{Amount, Applicant, Rule, Scenario, allocate};
use insight::explain::Style;
use insight::phase_in::{phase_in, sentence};
use proptest::prelude::*;
use text::Language;

/// Claims with last year's awards, which were within the claims.
fn scenario(members: &[(i64, i64)], budget: i64) -> Scenario {
    let applicant = |(place, (claim, last)): (usize, &(i64, i64))| Applicant {
        last_year: Some((*last.min(claim)).into()),
        ..Applicant::new(place.to_string(), *claim)
    };
    let list = members.iter().enumerate().map(applicant).collect();
    Scenario::new(budget, Rule::ConstrainedEqualAwards, list)
}

#[test]
fn every_year_is_a_step_of_the_same_length_and_the_last_is_the_new_division() {
    let members = prop::collection::vec((0_i64..40, 0_i64..40), 1..6);
    // Control: the new division at once in the first year.
    for at_once in [false, true] {
        let input = (members.clone(), 0_i64..120, 1_u32..5);
        property(cases() / 5, &input, at_once, |(members, budget, years)| {
            let scenario = scenario(&members, budget);
            let new = amounts(&allocate(&scenario).expect("no conflict"));
            let all = phase_in(&scenario, years).expect("no conflict");
            prop_assert_eq!(all.len(), usize::try_from(years).expect("few"));
            for year in &all {
                let (k, of) = (i64::from(year.year), i64::from(years));
                let paid = if at_once {
                    new.clone()
                } else {
                    amounts(&year.allocation)
                };
                for ((paid, new), applicant) in paid.iter().zip(&new).zip(&scenario.applicants) {
                    let aimed = applicant.last_year.map_or(0, Amount::get) * (of - k) + new * k;
                    // Rounding moves less than two units.
                    prop_assert!(
                        (paid * of - aimed).abs() < 2 * of,
                        "year {}: {}",
                        k,
                        applicant.id
                    );
                }
            }
            let last = all.last().map(|year| amounts(&year.allocation));
            prop_assert_eq!(last, Some(new));
            Ok(())
        });
    }
}

#[test]
fn three_years_worked_out() {
    let scenario = scenario(&[(90, 30), (90, 60)], 120);
    let all = phase_in(&scenario, 3).expect("no conflict");
    let paid: Vec<_> = all.iter().map(|year| amounts(&year.allocation)).collect();
    assert_eq!(paid, [[40, 60], [50, 60], [60, 60]]);
    assert_eq!(
        sentence(
            &all[0],
            30.into(),
            60.into(),
            Style::Plain,
            Language::English
        ),
        "Year 1 of 3: 2/3 of last year's 30 and 1/3 of the new 60."
    );
    assert_eq!(phase_in(&scenario, 0), Ok(Vec::new()));
}
