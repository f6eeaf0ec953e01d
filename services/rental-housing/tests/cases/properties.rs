//! Properties that always hold, each with a wrong rule that the same check catches.

use domain::money::Money;
use domain::scheme::{Case, Scheme};
use proptest::prelude::*;
use rental_housing::form::{CostKind, CostLine, Measure, Unit};
use rental_housing::obligation::write_off;
use rental_housing::{Form, RentalHousing};

use crate::scene::{base, call, date, facts, rules};

/// A form with other dwellings, costs and incomes.
fn form(areas: &[u32], cost: i64, value: Option<i64>, flows: &[i64], measure: Measure) -> Form {
    let mut form = base().draft.form;
    let unit = form.units[0].clone();
    form.units = areas
        .iter()
        .map(|area| Unit {
            primary_area_dm2: *area,
            ..unit.clone()
        })
        .collect();
    let kind = match measure {
        Measure::NewBuild => CostKind::Building,
        Measure::Purchase | Measure::AllocationRight => CostKind::Price,
        Measure::Upgrade => CostKind::Upgrade,
    };
    form.project.measure = measure;
    form.economy.costs = vec![CostLine {
        kind,
        amount: Money::from_ore(cost),
    }];
    form.economy.market_value = value.map(Money::from_ore);
    form.economy.yearly_cash_flows = flows.iter().copied().map(Money::from_ore).collect();
    form
}

/// The most that regulation and guide allow, counted here in whole øre and by another way than the
/// calculation's.
fn ceiling(form: &Form, rules_date: &str) -> i128 {
    let cost: i128 = form
        .economy
        .costs
        .iter()
        .map(|line| i128::from(line.amount.ore()))
        .sum();
    let approved = form
        .economy
        .market_value
        .map_or(cost, |value| cost.min(i128::from(value.ore())));
    let limit = if rules_date < "2023-07-05" {
        let percent = if form.project.measure == Measure::Upgrade {
            20
        } else {
            40
        };
        approved * percent / 100
    } else {
        // Stavanger: 11 700 kroner, that is 11 700 øre a dm², for at most 8 000 dm².
        form.units
            .iter()
            .map(|unit| i128::from(unit.primary_area_dm2.min(8_000)) * 11_700)
            .sum()
    };
    limit.min(approved)
}

/// The property: not above the request, not above the ceiling, not below nothing.
fn is_within(amount: Money, form: &Form, requested: Money, rules_date: &str) -> bool {
    amount <= requested
        && i128::from(amount.ore()) <= ceiling(form, rules_date)
        && !amount.is_negative()
}

fn claimed(form: &Form, requested: Money, rules_date: &str) -> Money {
    let mut draft = base().draft;
    draft.form = form.clone();
    draft.requested = requested;
    RentalHousing::claim(&call(date(rules_date)), &draft, &rules(rules_date))
        .unwrap()
        .amount
}

fn measures() -> impl Strategy<Value = Measure> {
    proptest::sample::select(Measure::ALL)
}

proptest! {
    #[test]
    fn a_claim_is_never_above_request_nor_ceiling(
        areas in proptest::collection::vec(50_u32..5_000, 1..20),
        cost in 0_i64..1_000_000_000_000,
        value in proptest::option::of(1_i64..1_000_000_000_000),
        flows in proptest::collection::vec(-100_000_000_i64..100_000_000_000, 1..40),
        requested in 1_i64..1_000_000_000_000,
        measure in measures(),
        after in any::<bool>(),
    ) {
        let areas: Vec<_> = areas.iter().map(|tens| tens * 10).collect();
        let form = form(&areas, cost, value, &flows, measure);
        let requested = Money::from_ore(requested);
        let rules_date = if after { "2024-03-01" } else { "2017-04-01" };
        let amount = claimed(&form, requested, rules_date);
        prop_assert!(is_within(amount, &form, requested, rules_date),
            "{amount:?} of {requested:?}");
    }

    #[test]
    fn a_plan_out_of_balance_is_always_found(
        cost in 1_i64..1_000_000_000_000,
        difference in -1_000_i64..1_000,
    ) {
        prop_assert_eq!(imbalance_found(cost, difference), difference != 0);
    }

    #[test]
    fn what_is_left_never_grows(granted in 0_i64..100_000_000_000, after in any::<bool>()) {
        let rules_date = if after { "2024-03-01" } else { "2017-04-01" };
        let plan = write_off(&rules(rules_date)).unwrap();
        let granted = Money::from_ore(granted);
        prop_assert!(never_grows(|years| plan.left(granted, years)));
        prop_assert!(plan.left(granted, 0) <= granted);
        prop_assert_eq!(plan.left(granted, plan.years), Money::ZERO);
    }
}

/// Negative control: without the limit of 80 m² the same check fails.
#[test]
fn the_ceiling_catches_a_calculation_without_the_limit_of_80_square_metres() {
    let form = form(&[9_500], 900_000_000, None, &[0], Measure::Purchase);
    let requested = Money::kroner(5_000_000);
    let without_limit = Money::kroner(95 * 11_700);
    assert!(!is_within(without_limit, &form, requested, "2024-03-01"));
    assert!(is_within(
        claimed(&form, requested, "2024-03-01"),
        &form,
        requested,
        "2024-03-01"
    ));
}

/// Negative control: the need alone, without the share, is above the ceiling.
#[test]
fn the_ceiling_catches_a_need_without_the_share() {
    let form = form(&[6_200], 225_000_000, None, &[7_000_000], Measure::Purchase);
    let need = Money::from_ore(103_955_767);
    assert!(!is_within(
        need,
        &form,
        Money::kroner(5_000_000),
        "2017-04-01"
    ));
}

/// Returns whether the rules find a plan that differs from the cost by so many øre.
fn imbalance_found(cost: i64, difference: i64) -> bool {
    let mut written = base();
    let economy = &mut written.draft.form.economy;
    economy.costs = vec![CostLine {
        kind: CostKind::Price,
        amount: Money::from_ore(cost),
    }];
    economy.financing.loan = Money::ZERO;
    economy.financing.grant = Money::ZERO;
    economy.financing.own = Money::from_ore(cost);
    // May be negative here: the rule adds up whatever stands there.
    economy.financing.other = Money::from_ore(difference);
    let found = RentalHousing::findings(
        &Case {
            call: &call(date("2017-04-01")),
            draft: &written.draft,
            facts: &facts(Vec::new()),
            attachment_kinds: &[],
            date: date("2017-04-01"),
        },
        &rules("2017-04-01"),
    )
    .unwrap();
    found
        .iter()
        .any(|finding| finding.code == "HOUSING_FINANCING_IMBALANCE" && finding.blocks())
}

/// Negative control: a rule that compares whole kroner lets a difference of some øre through, and
/// the property would say so.
#[test]
fn the_property_catches_a_rule_that_compares_kroner() {
    let compares_kroner = |cost: i64, difference: i64| cost / 100 != (cost + difference) / 100;
    let (cost, difference) = (225_000_000, 1);
    assert_ne!(compares_kroner(cost, difference), difference != 0);
    assert!(imbalance_found(cost, difference));
}

/// The property: no completed year leaves more than the year before.
fn never_grows(left: impl Fn(u32) -> Money) -> bool {
    (0..60).all(|year| left(year + 1) <= left(year))
}

/// Negative control: the bare formula, read as a distance, grows again after twenty years.
#[test]
fn the_property_catches_a_plan_without_end() {
    let granted = 45_000_000_i64;
    let without_end =
        |years: u32| Money::from_ore((granted - granted * i64::from(years) / 20).abs());
    assert!(!never_grows(without_end));
}
