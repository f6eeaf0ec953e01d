use chrono::{DateTime, NaiveDate};

use super::account_tests::{grant, record};
use super::{Grant, GrantState, PaymentFact, SuppliedFacts};
use crate::identifiers::MunicipalityNumber;
use crate::refusal::Refusal;
use crate::step::StepRecord;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn step() -> StepRecord {
    record("kari", DateTime::UNIX_EPOCH)
}

/// An accepted grant in a municipality that needs both facts.
fn accepted(municipality: &str) -> Grant {
    Grant {
        facts: vec![
            PaymentFact::property(municipality.parse().unwrap(), None, "configurable"),
            PaymentFact::registration("Veileder"),
        ],
        state: GrantState::Accepted {
            account: "15032080119".parse().unwrap(),
        },
        ..grant()
    }
}

fn property(municipality: &str) -> SuppliedFacts {
    let municipality: MunicipalityNumber = municipality.parse().unwrap();
    SuppliedFacts {
        property: Some((municipality, vec!["12/34".parse().unwrap()])),
        registration: None,
        areas: None,
    }
}

fn registration(date: &str) -> SuppliedFacts {
    SuppliedFacts {
        property: None,
        areas: None,
        registration: Some((day(date), "2026/41278-1/200".to_owned())),
    }
}

fn codes<T: std::fmt::Debug>(refused: Result<T, Refusal>) -> Vec<String> {
    let Err(Refusal::RulesNotMet(faults)) = refused else {
        panic!("{refused:?}")
    };
    let codes = faults.into_iter().map(|fault| fault.code.into_owned());
    codes.collect()
}

#[test]
fn a_grant_runs_when_all_that_payment_waits_for_is_known() {
    let both = ["PAYMENT_PROPERTY_MISSING", "PAYMENT_REGISTRATION_MISSING"];
    let grant = accepted("0301");
    assert_eq!(codes(grant.clone().activate(step())), both);
    let today = day("2026-06-30");
    let supply = |grant: Grant, facts| grant.supply(facts, (today, false), step());
    let grant = supply(grant, property("0301")).unwrap();
    assert_eq!(codes(grant.clone().activate(step())), [both[1]]);
    let grant = supply(grant, registration("2026-06-30")).unwrap();
    let active = grant.activate(step()).unwrap();
    assert!(matches!(active.state, GrantState::Active { .. }));
}

#[test]
fn a_property_lies_in_the_municipality_of_the_grant_whatever_its_number_was() {
    let today = day("2026-06-30");
    // Andebu became part of Sandefjord in 2017, which got new numbers in 2018, 2020 and 2024.
    for (of_grant, given, same) in [
        ("0719", "0719", true),
        ("0719", "3907", true),
        ("3907", "0719", true),
        ("0719", "0301", false),
        ("3907", "3905", false),
    ] {
        let supplied = accepted(of_grant).supply(property(given), (today, false), step());
        if same {
            assert!(supplied.is_ok(), "{of_grant} {given}");
        } else {
            let code = ["PROPERTY_OF_OTHER_MUNICIPALITY"];
            assert_eq!(codes(supplied), code, "{of_grant} {given}");
        }
    }
}

#[test]
fn facts_that_cannot_be_are_told_at_once() {
    let today = day("2026-06-30");
    let both = SuppliedFacts {
        registration: registration("2026-07-01").registration,
        ..property("4601")
    };
    let refused = accepted("0301").supply(both.clone(), (today, false), step());
    let expected = ["PROPERTY_OF_OTHER_MUNICIPALITY", "REGISTRATION_IN_FUTURE"];
    assert_eq!(codes(refused), expected);
    let needs_none = Grant {
        facts: Vec::new(),
        ..accepted("0301")
    };
    let refused = needs_none.supply(both, (today, false), step());
    assert_eq!(codes(refused), ["FACT_NOT_NEEDED", "FACT_NOT_NEEDED"]);
}
