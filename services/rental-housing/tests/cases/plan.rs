//! `cases/plan.toml`: how the budget is framed and divided.

use conformance::{plans_are, specimen::date};
use domain::scheme::Scheme;
use rental_housing::RentalHousing;

use crate::scene::rules;

#[test]
fn the_plan_is_what_the_cases_say() {
    plans_are::<RentalHousing>(
        include_str!("../../cases/plan.toml"),
        include_str!("../../rules.toml"),
    );
}

#[test]
fn what_is_left_of_the_programmes_frame_is_open_to_all_on_2_october() {
    let plan = RentalHousing::frame_plan(&rules("2017-04-01")).unwrap();
    let release = plan[1].release.unwrap();
    for (day, open) in [
        ("2016-10-02", false),
        ("2017-10-01", false),
        ("2017-10-02", true),
        ("2017-12-31", true),
    ] {
        assert_eq!(release.has_come(2017, date(day)), open, "{day}");
    }
}
