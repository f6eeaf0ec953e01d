//! The form and the indicators from and to the contract's messages. Every constraint that a field's
//! comment states is held here.

mod form;
mod indicators;

use contract::SchemeContract;
use contract::child_next_of_kin::v1 as pb;

use crate::ChildNextOfKin;
use crate::form::Service;

/// The largest number of people.
const PEOPLE_MAX: i32 = 1_000_000;
/// The longest text but the professional plan.
const TEXT_MAX: usize = 4_000;

impl SchemeContract for ChildNextOfKin {
    type FormMessage = pb::Form;
    type IndicatorsMessage = pb::Indicators;
}

fn services(services: Vec<Service>) -> Vec<i32> {
    services
        .into_iter()
        .map(|service| pb::Service::from(service).into())
        .collect()
}
