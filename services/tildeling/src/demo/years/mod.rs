//! The four years that are played, and the rounds after them: what is published stands as
//! published, the rest comes from the seeded world.

mod changed_project;
mod child_next_of_kin;
mod cut_centre;
mod merged_municipality;
mod rental_housing;
mod sold_dwelling;
mod two_projects;
mod user_run_centres;
mod work_training;

use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::{end_of_day, start_of_day};
use domain::money::Money;
use prost_types::Timestamp;

pub use changed_project::ChangedProject;
pub use child_next_of_kin::ChildNextOfKin2015;
pub use cut_centre::CutCentre;
pub use merged_municipality::MergedMunicipality;
pub use rental_housing::RentalHousing2016;
pub use sold_dwelling::SoldDwelling;
pub use two_projects::TwoProjects;
pub use user_run_centres::UserRunCentres2020;
pub use work_training::WorkTraining2020;

use super::year::Year;
use contract::v1;

/// Returns when each year begins, in the order of the schemes.
pub fn begins() -> [DateTime<Utc>; 4] {
    [
        RentalHousing2016.begins(),
        ChildNextOfKin2015.begins(),
        UserRunCentres2020.begins(),
        WorkTraining2020.begins(),
    ]
}

/// A day that stands in this program.
fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// The beginning of a day in Norway.
fn morning(date: NaiveDate) -> DateTime<Utc> {
    start_of_day(date)
}

/// The last moment of a day in Norway.
fn deadline(date: NaiveDate) -> Option<Timestamp> {
    let last = end_of_day(date).unwrap_or_default();
    Some(Timestamp {
        seconds: last.timestamp(),
        nanos: 0,
    })
}

/// A sub-frame of a call.
fn frame(code: &str, kroner: i64) -> v1::SubFrame {
    let budget = Some(v1::Money {
        ore: Money::kroner(kroner).ore(),
    });
    v1::SubFrame {
        code: code.to_owned(),
        budget,
        committed: None,
    }
}
