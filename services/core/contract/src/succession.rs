//! Organisations that were taken over by others.

use domain::identifiers::SuccessionId;
use domain::succession::{Succession, SuccessionCase, Takeover};
use domain::violations::Violations;

use crate::application::applicant;
use crate::contact::contact;
use crate::names::{ResourceName, SuccessionName};
use crate::outward::Outward;
use crate::{SchemeContract, v1};

/// Reads a takeover and its id.
pub fn takeover<S: SchemeContract>(
    faults: &mut Violations,
    from: Option<v1::Succession>,
) -> Option<(SuccessionId, Takeover)> {
    let from = faults.required("succession", from)?;
    faults.within("succession", |faults| {
        let name = SuccessionName::read(faults, "name", &from.name, S::PROFILE.code);
        let number = &from.predecessor_organisation_number;
        let predecessor = faults.parse("predecessor_organisation_number", number);
        let successor = applicant(faults, "successor", from.successor);
        if successor.as_ref().is_some_and(|one| one.invented_number) {
            faults.add(
                "successor.invented_number",
                "must be false: a successor is named by its registered number",
            );
        }
        let contact = contact(faults, from.contact);
        let date = faults.date("taken_over_date", &from.taken_over_date);
        let takeover = Takeover {
            predecessor: predecessor?,
            successor: successor?,
            contact: contact?,
            date: date?,
        };
        Some((name?.id, takeover))
    })
}

/// Reads the name of a succession.
pub fn id<S: SchemeContract>(faults: &mut Violations, name: &str) -> Option<SuccessionId> {
    let name = SuccessionName::read(faults, "name", name, S::PROFILE.code);
    name.map(|name| name.id)
}

impl<S: SchemeContract> Outward<S> {
    /// A succession.
    #[must_use]
    pub fn succession(&self, of: &Succession) -> v1::Succession {
        let name = SuccessionName {
            scheme: self.scheme(),
            id: of.id,
        };
        let step = |record| self.step(record, true);
        let state = match (&of.confirmed, &of.rejected) {
            (Some(_), _) => v1::SuccessionState::Confirmed,
            (None, Some(_)) => v1::SuccessionState::Rejected,
            (None, None) => v1::SuccessionState::Proposed,
        };
        v1::Succession {
            name: name.to_string(),
            predecessor_organisation_number: of.takeover.predecessor.to_string(),
            successor: Some(of.takeover.successor.clone().into()),
            contact: of.takeover.contact.clone().map(Into::into),
            taken_over_date: of.takeover.date.to_string(),
            predecessor_organisation_name: of.predecessor_name.clone(),
            state: state.into(),
            cases: of.cases.iter().map(|case| self.taken(case)).collect(),
            left_out: of.left_out,
            proposal: Some(step(&of.proposed)),
            confirmation: of.confirmed.as_ref().map(step),
            rejection: of.rejected.as_ref().map(step),
            etag: of.revision.etag(),
        }
    }

    fn taken(&self, case: &SuccessionCase) -> v1::SuccessionCase {
        let application = self.application_name(&case.call, case.application);
        v1::SuccessionCase {
            application: application.to_string(),
            case_reference: case.case_reference.to_string(),
            organisation_name: case.organisation_name.clone(),
            account_stopped: case.account_stopped,
        }
    }
}
