//! The application that the cases change, and its surroundings.

use chrono::NaiveDate;
use domain::application::{Application, Draft};
use domain::call::Call;
use domain::register::RegisterEntry;
use domain::rules::RuleValues;
use domain::scheme::{ApplicantFacts, Scheme};
use rental_housing::{Form, RentalHousing};
pub use testing::specimen::date;
use testing::{Base, Changed, Given, Scene, specimen};

/// The application of `cases/base.toml`.
#[derive(Debug, Default)]
pub struct Stavanger;

impl Base for Stavanger {
    type Scheme = RentalHousing;

    const TEXT: &'static str = include_str!("../../cases/base.toml");
    const BOOK: &'static str = include_str!("../../rules.toml");
    const AMOUNTS: &'static [&'static str] = &[
        "requested",
        "last_year",
        "amount",
        "market_value",
        "loan",
        "grant",
        "own",
        "other",
        "monthly_rent",
        "yearly_cash_flows",
    ];
}

/// Changes to it.
pub type Situation = Changed<Stavanger>;

/// The application as it stands.
pub fn base() -> Scene<RentalHousing> {
    Situation::default().scene()
}

/// The rule values of a date.
pub fn rules(on: &str) -> RuleValues {
    RentalHousing::rules().on(date(on))
}

/// A call whose rules are those of a date.
pub fn call(rules_date: NaiveDate) -> Call {
    specimen::call::<RentalHousing>(2017, rules_date)
}

/// The application as stored.
pub fn application(draft: Draft<Form>) -> Application<Form> {
    specimen::application::<RentalHousing>(&call(date("2017-04-01")), draft)
}

/// Facts with entries of registers.
pub fn facts(entries: Vec<RegisterEntry>) -> ApplicantFacts {
    ApplicantFacts {
        entries,
        ..ApplicantFacts::default()
    }
}
