//! The worked cases of `cases/*.toml`.

use domain::scheme::Scheme;
use rental_housing::RentalHousing;
use testing::hold;
use testing::specimen::{self, date};

use crate::scene::{Situation, base, rules};

#[test]
fn calculation() {
    hold::<Situation>(include_str!("../../cases/calculation.toml"));
}

#[test]
fn eligibility() {
    hold::<Situation>(include_str!("../../cases/eligibility.toml"));
}

#[test]
fn plan() {
    hold::<Situation>(include_str!("../../cases/plan.toml"));
}

/// The kinds of applicants are a rule value, not code: a narrower list refuses more.
#[test]
fn a_narrower_rule_book_refuses_more() {
    let mut scene = base();
    let replaced = [("applicant.kinds".to_owned(), vec!["FOUNDATION"].into())];
    scene.rules = specimen::rules::<RentalHousing>(
        include_str!("../../rules.toml"),
        &replaced.into(),
        scene.date,
    );
    assert_eq!(scene.findings()[0].code, "HOUSING_APPLICANT_KIND");
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
