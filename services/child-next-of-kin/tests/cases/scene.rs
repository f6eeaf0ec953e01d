//! The application that the cases change, and its surroundings.

use child_next_of_kin::{ChildNextOfKin, Form};
use chrono::NaiveDate;
use domain::application::{Application, Draft};
use domain::call::Call;
use domain::rules::RuleValues;
use domain::scheme::Scheme;
pub use testing::specimen::date;
use testing::{Base, Changed, Given, Scene, specimen};

/// The application of `cases/base.toml`.
#[derive(Debug, Default)]
pub struct Haugesund;

impl Base for Haugesund {
    type Scheme = ChildNextOfKin;

    const TEXT: &'static str = include_str!("../../cases/base.toml");
    const BOOK: &'static str = include_str!("../../rules.toml");
    const AMOUNTS: &'static [&'static str] = &["requested", "last_year", "amount"];
}

/// Changes to it.
pub type Situation = Changed<Haugesund>;

/// The application as it stands.
pub fn base() -> Scene<ChildNextOfKin> {
    Situation::default().scene()
}

/// The rule values of a date.
pub fn rules(on: &str) -> RuleValues {
    ChildNextOfKin::rules().on(date(on))
}

/// A call whose rules are those of a date.
pub fn call(rules_date: NaiveDate) -> Call {
    specimen::call::<ChildNextOfKin>(2017, rules_date)
}

/// The application as stored.
pub fn application(draft: Draft<Form>) -> Application<Form> {
    specimen::application::<ChildNextOfKin>(&call(date("2017-04-01")), draft)
}
