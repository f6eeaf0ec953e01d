//! Instalments that are due and not paid.

use domain::finance::{DuePayment, end_to_end_id};

use crate::outward::Outward;
use crate::{SchemeContract, v1};

impl<S: SchemeContract> Outward<S> {
    /// An instalment that is due.
    #[must_use]
    pub fn due_payment(&self, payment: DuePayment) -> v1::DuePayment {
        let DuePayment {
            grant,
            instalment,
            reasons,
        } = payment;
        let of = (instalment.number, instalment.hand_over);
        let approval = instalment.state.approval();
        v1::DuePayment {
            grant: self.grant_name(&grant.call, grant.id).to_string(),
            case_reference: grant.case_reference.to_string(),
            end_to_end_id: end_to_end_id(&grant.case_reference, of),
            batch: approval.map_or_else(String::new, |approval| {
                self.batch_name(&grant.call, approval.batch).to_string()
            }),
            reasons: self.findings(&reasons),
            organisation_number: grant.recipient.organisation.into(),
            organisation_name: grant.recipient.name,
            instalment: Some(instalment.into()),
        }
    }
}
