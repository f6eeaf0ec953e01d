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
