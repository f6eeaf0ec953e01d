//! The form and the indicators from and to the contract's messages. Every constraint that a field's
//! comment states is held here.

mod form;
mod indicators;

use contract::SchemeContract;
use contract::rental_housing::v1 as pb;

use crate::RentalHousing;

/// The most dwellings in one application.
const UNITS_MAX: i32 = 200;

impl SchemeContract for RentalHousing {
    type FormMessage = pb::Form;
    type IndicatorsMessage = pb::Indicators;
}
