//! The form and the indicators from and to the contract's messages. Every constraint that a field's
//! comment states is held here.

mod form;
mod indicators;

use contract::SchemeContract;
use contract::user_run_centres::v1 as pb;

use crate::UserRunCentres;

/// The most activities in one application.
const ACTIVITIES_MAX: usize = 50;

/// The most people in one figure.
const PEOPLE_MAX: i32 = 1_000_000;

impl SchemeContract for UserRunCentres {
    type FormMessage = pb::Form;
    type IndicatorsMessage = pb::Indicators;
}
