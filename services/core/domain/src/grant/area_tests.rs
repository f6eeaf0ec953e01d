use chrono::DateTime;

use super::account_tests::{grant, record};
use super::settlement::AcceptedLine;
use super::{Grant, GrantPart, PaymentFact, Settlement, SettlementRule, SuppliedFacts};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::step::StepRecord;

/// The guide of 2023, group 4: 45, 62 and 95 m², of which 80 count.
const COUNTED: [u32; 3] = [4_500, 6_200, 8_000];
const GRANTED: [i64; 3] = [526_500, 725_400, 936_000];

fn step() -> StepRecord {
    record("kari", DateTime::UNIX_EPOCH)
}

fn reckoned_by_area() -> Grant {
    Grant {
        facts: vec![PaymentFact::areas(COUNTED.to_vec(), "Veileder § 9")],
        ..grant()
    }
}

fn built(grant: Grant, areas: &[u32]) -> Result<Grant, Refusal> {
    let supplied = SuppliedFacts {
        property: None,
        registration: None,
        areas: Some(areas.to_vec()),
    };
    let today = "2026-06-30".parse().unwrap();
    grant.supply(supplied, (today, false), step())
}

/// Settles the units on a cost of so many kroner of 6,000,000.
fn settled(grant: &Grant, cost: i64) -> Settlement {
    let parts = GRANTED.iter().zip(1_u32..);
    let rule = SettlementRule {
        parts: parts
            .map(|(kroner, number)| GrantPart::unit(number, Money::kroner(*kroner)))
            .collect(),
        by_line: false,
    };
    let line = AcceptedLine {
        code: "building".to_owned(),
        budget: Money::kroner(6_000_000),
        reported: Money::kroner(cost),
        accepted: Money::kroner(cost),
    };
    Settlement::of(&rule.with_areas(grant), None, &[line], Money::ZERO)
}

fn kept(settlement: &Settlement) -> Vec<i64> {
    let parts = settlement.parts.iter();
    parts.map(|part| part.kept.ore()).collect()
}

#[test]
fn a_dwelling_that_is_built_smaller_reduces_its_own_part() {
    // 40 of 45 m², 62 as planned, 82 where 80 count.
    let grant = built(reckoned_by_area(), &[4_000, 6_200, 8_200]).unwrap();
    let settlement = settled(&grant, 6_000_000);
    assert_eq!(kept(&settlement), [46_800_000, 72_540_000, 93_600_000]);
    assert_eq!(settlement.kept, Money::kroner(2_129_400));
    // Half the cost as well: both reductions, rounded down once.
    let half = settled(&grant, 3_000_000);
    assert_eq!(kept(&half), [23_400_000, 36_270_000, 46_800_000]);
}

#[test]
fn built_as_planned_or_larger_nothing_is_reduced() {
    let grant = built(reckoned_by_area(), &[4_500, 9_900, 8_000]).unwrap();
    let whole: i64 = GRANTED.iter().sum();
    assert_eq!(settled(&grant, 6_000_000).kept, Money::kroner(whole));
}

#[test]
fn areas_are_of_all_units_and_before_the_settlement() {
    let code = |refused: Result<Grant, Refusal>| match refused {
        Err(Refusal::RulesNotMet(faults)) => faults[0].code.to_string(),
        other => panic!("{other:?}"),
    };
    let waits = reckoned_by_area();
    assert_eq!(waits.areas_missing().unwrap().code, "PAYMENT_AREAS_MISSING");
    assert_eq!(waits.missing_facts().len(), 1);
    let two = built(waits.clone(), &[4_000, 6_200]);
    assert_eq!(code(two), "AREAS_OF_OTHER_UNITS");
    let not_needed = built(grant(), &[4_000]);
    assert_eq!(code(not_needed), "FACT_NOT_NEEDED");
    let given = built(waits, &COUNTED).unwrap();
    assert_eq!(given.areas_missing(), None);
    assert!(given.missing_facts().is_empty());
    let done = Grant {
        settlement: Some(settled(&given, 6_000_000)),
        ..given
    };
    assert_eq!(code(built(done, &COUNTED)), "AREAS_AFTER_SETTLEMENT");
}
