//! `cases/write_off.toml`: what is left to repay, and what lower cost leaves of a grant.

use chrono::NaiveDate;
use domain::grant::settlement::{AcceptedLine, Settlement};
use domain::grant::{GrantPart, SettlementRule};
use domain::money::Money;
use rental_housing::obligation::write_off;
use serde::Deserialize;
use testing::Kroner;

use crate::scene::rules;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Left {
    name: String,
    rules_date: NaiveDate,
    granted: Kroner,
    years: Option<u32>,
    paid: Option<NaiveDate>,
    breached: Option<NaiveDate>,
    left: Kroner,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reduction {
    name: String,
    granted: Kroner,
    approved: Kroner,
    actual: Kroner,
    kept: Kroner,
}

#[derive(Deserialize)]
struct WriteOffs {
    case: Vec<Left>,
    reduction: Vec<Reduction>,
}

#[test]
fn write_offs_and_reductions() {
    let cases: WriteOffs = toml::from_str(include_str!("../../cases/write_off.toml")).unwrap();
    for case in cases.case {
        let plan = write_off(&rules(&case.rules_date.to_string())).unwrap();
        let left = match (case.years, case.paid, case.breached) {
            (Some(years), None, None) => plan.left(case.granted.0, years),
            (None, Some(paid), Some(breached)) => plan.left_on(case.granted.0, paid, breached),
            _ => panic!("{}: give years, or both dates", case.name),
        };
        assert_eq!(Kroner(left), case.left, "{}", case.name);
    }
    for case in cases.reduction {
        let rule = SettlementRule {
            parts: vec![GrantPart::whole(case.granted.0)],
            by_line: false,
        };
        let cost = AcceptedLine {
            code: "price".to_owned(),
            budget: case.approved.0,
            reported: case.actual.0,
            accepted: case.actual.0,
        };
        let settlement = Settlement::of(&rule, None, &[cost], Money::ZERO);
        assert_eq!(Kroner(settlement.kept), case.kept, "{}", case.name);
    }
}

#[test]
fn the_plan_of_a_grant_runs_from_all_to_nothing() {
    let plan = write_off(&rules("2017-04-01")).unwrap();
    let table: Vec<_> = plan.table(Money::kroner(450_000)).collect();
    assert_eq!(table.len(), 21);
    assert_eq!(table[0], (0, Money::kroner(450_000)));
    assert_eq!(table[3], (3, Money::kroner(382_500)));
    assert_eq!(table[20], (20, Money::ZERO));
}
