//! The application the cases start from, the changes they make, and the rest of the world around
//! it.

use chrono::NaiveDate;
pub use conformance::specimen::date;
use conformance::specimen::{self, put_over};
use domain::application::{Application, Draft};
use domain::call::Call;
use domain::register::RegisterEntry;
use domain::rules::RuleValues;
use domain::scheme::{ApplicantFacts, Scheme};
use rental_housing::{Form, RentalHousing};
use serde::Deserialize;
use toml::{Table, Value};

/// The application every case starts from.
const BASE: &str = include_str!("../../cases/base.toml");

/// The rule values of a date.
pub fn rules(on: &str) -> RuleValues {
    RentalHousing::rules().on(date(on))
}

/// An application with its attachments.
#[derive(Debug, Clone, Deserialize)]
pub struct Written {
    #[serde(flatten)]
    pub draft: Draft<Form>,
    pub attachments: Vec<String>,
}

/// The application of `base.toml`.
pub fn base() -> Written {
    changed(&Table::new())
}

/// The application of `base.toml` with changes put over it.
pub fn changed(change: &Table) -> Written {
    let mut written: Table = toml::from_str(BASE).expect("base.toml is TOML");
    put_over(&mut written, change);
    Value::Table(written)
        .try_into()
        .expect("the changed application is one")
}

/// A call whose rules are those of a date.
pub fn call(rules_date: NaiveDate) -> Call {
    specimen::call::<RentalHousing>(2017, rules_date)
}

/// The application as stored.
pub fn application(draft: Draft<Form>) -> Application<Form> {
    specimen::application::<RentalHousing>(&call(date("2017-04-01")), draft)
}

/// Returns what registers say.
pub fn facts(entries: Vec<RegisterEntry>) -> ApplicantFacts {
    ApplicantFacts {
        entries,
        ..ApplicantFacts::default()
    }
}
