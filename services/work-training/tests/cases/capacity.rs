//! The places that are bought: what they cost, and the plan's figures.

use domain::money::Money;
use domain::rules::RuleValues;
use domain::scheme::Scheme;
use work_training::WorkTraining;
use work_training::capacity::{
    Line, NewPurchase, PlaceType, place_years_for, summarise, unit_price,
};

use crate::scene::date;

fn rules(on: &str) -> RuleValues {
    WorkTraining::rules().on(date(on))
}

fn rate(place_type: PlaceType, on: &str) -> Option<i64> {
    let price = unit_price(place_type, &rules(on)).unwrap();
    price.map(|price| price.unit.ore() / 100)
}

#[test]
fn rates_are_those_published_for_their_year_and_no_other() {
    use PlaceType::{Aft, Vta, Vtao};
    let of_year = |date| [Aft, Vta, Vtao].map(|place_type| rate(place_type, date));
    assert_eq!(
        of_year("2018-07-01"),
        [Some(16_470), Some(13_231), Some(5_550)]
    );
    assert_eq!(
        of_year("2025-01-01"),
        [Some(20_975), Some(16_848), Some(7_067)]
    );
    assert_eq!(of_year("2026-12-31"), [Some(21_730), Some(17_455), None]);
    assert_eq!(of_year("2017-12-31"), [None; 3]);
    assert_eq!(of_year("2019-01-01"), [None; 3]);
}

fn five_hundred() -> NewPurchase {
    NewPurchase {
        supplier: "958935420".parse().unwrap(),
        supplier_name: "Arbeid og vekst".to_owned(),
        place_type: PlaceType::Aft,
        places: 500,
        first_month: date("2018-01-01"),
        months: 12,
        agreed_unit_price: None,
    }
}

#[test]
fn the_plan_reckoned_151_000_a_place_which_buys_382_at_the_rate_of_2018() {
    let rules = rules("2018-01-01");
    let places = five_hundred();
    let price = places.price(&rules).unwrap().unwrap();
    assert_eq!(places.cost(price.unit), Money::kroner(98_820_000));
    let plan = rules.money("capacity.plan_amount").unwrap().value;
    assert_eq!(place_years_for(plan, price.unit), 382);
    let line = Line {
        place_type: PlaceType::Aft,
        place_months: places.place_months(),
        cost: places.cost(price.unit),
        used_place_months: 5_401,
        reported_place_months: 6_000,
    };
    let summary = summarise(2018, vec![line], &rules).unwrap();
    assert_eq!(summary.plan_price, Money::kroner(151_000));
    assert_eq!(summary.average_price, Some(Money::kroner(12 * 16_470)));
    assert_eq!(
        (summary.place_years, summary.added_place_years()),
        (500, 500)
    );
    assert!(summary.target_reached());
    assert_eq!(summary.occupancy_basis_points, Some(9_001), "rounded down");
}

#[test]
fn nothing_bought_has_no_average_and_no_occupancy_and_keeps_no_promise() {
    let summary = summarise(2017, Vec::new(), &rules("2017-01-01")).unwrap();
    assert_eq!(
        (summary.average_price, summary.occupancy_basis_points),
        (None, None)
    );
    assert!(!summary.target_reached());
}
