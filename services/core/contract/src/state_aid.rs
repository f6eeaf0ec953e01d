//! State aid (offentlig støtte).

use domain::state_aid::{AidLine, EuroRate};
use domain::violations::Violations;

use crate::outward::Outward;
use crate::{SchemeContract, v1};

/// Reads a euro rate that may be left out. The outer `None` is a fault.
pub fn euro_rate(faults: &mut Violations, text: &str) -> Option<Option<EuroRate>> {
    if text.is_empty() {
        return Some(None);
    }
    faults.parse("euro_rate", text).map(Some)
}

impl<S: SchemeContract> Outward<S> {
    /// A line of the work list on state aid.
    #[must_use]
    pub fn state_aid(&self, line: AidLine) -> v1::StateAidAward {
        let (given, left) = (&line.given, line.left());
        v1::StateAidAward {
            grant: self.grant_name(&given.call, given.grant).to_string(),
            case_reference: given.case.to_string(),
            number: line.number,
            organisation_number: given.recipient.to_string(),
            organisation_name: given.recipient_name.clone(),
            group: line.group.iter().map(ToString::to_string).collect(),
            awarded_date: given.awarded().to_string(),
            amount: Some(given.amount.into()),
            euro_rate: given.rate.kroner().to_string(),
            euro_cents: given.euro_cents(),
            must_register: line.registered,
            de_minimis: given.limit.is_some(),
            limit_euro: given.limit.map_or(0, |limit| limit.euro),
            used_euro_cents: line.used.unwrap_or(0),
            left_euro_cents: left.unwrap_or(0),
        }
    }
}
