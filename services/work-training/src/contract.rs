//! The form and the indicators from and to the contract's messages. Every constraint that a field's
//! comment states is held here.

mod form;
mod indicators;

use contract::SchemeContract;
use contract::work_training::v1 as pb;

use crate::WorkTraining;

impl SchemeContract for WorkTraining {
    type FormMessage = pb::Form;
    type IndicatorsMessage = pb::Indicators;
}

/// A count as the contract carries it: those that were read from it fit.
fn told(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
