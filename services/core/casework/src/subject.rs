//! The subject of an event: a resource, the chain its events stand in, and the organisation of the
//! case.

use domain::identifiers::{
    AllocationId, ApplicationId, AttachmentId, BatchId, CallId, OrganisationNumber, ReportId,
    SampleId, WebhookId,
};
use domain::ledger::AppropriationChange;
use domain::names;

/// The subject of a step: the resource, the chain of its events, the organisation of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    call: Option<CallId>,
    chain: String,
    resource: String,
    organisation: Option<OrganisationNumber>,
}

impl Subject {
    /// A resource of a chain as the chain's own events tell of it.
    pub(crate) fn told(
        call: Option<CallId>,
        (chain, resource): (String, String),
        organisation: Option<OrganisationNumber>,
    ) -> Self {
        Self {
            call,
            chain,
            resource,
            organisation,
        }
    }

    /// A call.
    #[must_use]
    pub fn call(call: &CallId) -> Self {
        Self::of(call, names::call(call), names::call(call), None)
    }

    /// An application of an organisation.
    #[must_use]
    pub fn application(
        call: &CallId,
        id: ApplicationId,
        organisation: &OrganisationNumber,
    ) -> Self {
        Self::in_case(call, id, names::application(call, id), organisation)
    }

    /// A file of an application.
    #[must_use]
    pub fn attachment(
        call: &CallId,
        id: ApplicationId,
        attachment: AttachmentId,
        organisation: &OrganisationNumber,
    ) -> Self {
        let resource = names::attachment(call, id, attachment);
        Self::in_case(call, id, resource, organisation)
    }

    /// A decision: its events stand in its application's chain.
    #[must_use]
    pub fn decision(
        call: &CallId,
        id: ApplicationId,
        resource: String,
        organisation: &OrganisationNumber,
    ) -> Self {
        Self::in_case(call, id, resource, organisation)
    }

    /// An instalment of a grant: its events stand in its application's chain.
    #[must_use]
    pub fn instalment(
        call: &CallId,
        id: ApplicationId,
        number: i32,
        organisation: &OrganisationNumber,
    ) -> Self {
        let resource = names::instalment(call, id, number);
        Self::in_case(call, id, resource, organisation)
    }

    /// An entry of the journal: its events stand in its application's chain.
    #[must_use]
    pub fn journal_entry(
        call: &CallId,
        id: ApplicationId,
        resource: String,
        organisation: &OrganisationNumber,
    ) -> Self {
        Self::in_case(call, id, resource, organisation)
    }

    /// An allocation: of no organisation.
    #[must_use]
    pub fn allocation(call: &CallId, id: AllocationId) -> Self {
        let name = names::allocation(call, id);
        Self::of(call, name.clone(), name, None)
    }

    /// The retention of an application: its events stand in the application's chain.
    #[must_use]
    pub fn retention(call: &CallId, id: ApplicationId, organisation: &OrganisationNumber) -> Self {
        Self::in_case(call, id, names::retention(call, id), organisation)
    }

    /// A sample: of no organisation.
    #[must_use]
    pub fn sample(call: &CallId, id: SampleId) -> Self {
        let name = names::sample(call, id);
        Self::of(call, name.clone(), name, None)
    }

    /// A batch of approved payments: of no organisation.
    #[must_use]
    pub fn payment_batch(call: &CallId, id: BatchId) -> Self {
        let name = names::payment_batch(call, id);
        Self::of(call, name.clone(), name, None)
    }

    /// A grant: its events stand in its application's chain.
    #[must_use]
    pub fn grant(call: &CallId, id: ApplicationId, organisation: &OrganisationNumber) -> Self {
        Self::in_case(call, id, names::grant(call, id), organisation)
    }

    /// A report: its events stand in its application's chain.
    #[must_use]
    pub fn report(
        call: &CallId,
        grant: ApplicationId,
        report: &ReportId,
        organisation: &OrganisationNumber,
    ) -> Self {
        let resource = names::report(call, grant, report);
        Self::in_case(call, grant, resource, organisation)
    }

    /// A document of a grant or of a report: its events stand in its application's chain.
    #[must_use]
    pub fn document(
        call: &CallId,
        grant: ApplicationId,
        resource: String,
        organisation: &OrganisationNumber,
    ) -> Self {
        Self::in_case(call, grant, resource, organisation)
    }

    /// A change of an appropriation: its events stand in the chain of the chapter and post.
    #[must_use]
    pub fn appropriation_change(change: &AppropriationChange) -> Self {
        let item = change.item();
        Self {
            call: None,
            chain: names::appropriation(&item),
            resource: names::appropriation_change(&item, change.id),
            organisation: None,
        }
    }

    /// A file of the bank: of the whole scheme, since it is of an account.
    #[must_use]
    pub fn bank_file(sha256: &str) -> Self {
        Self::beside_cases(names::bank_file(sha256))
    }

    /// An entry of a file of the bank: its events stand in the file's chain.
    #[must_use]
    pub fn bank_entry(sha256: &str, number: i32) -> Self {
        Self {
            resource: names::bank_entry(sha256, number),
            ..Self::bank_file(sha256)
        }
    }

    /// A webhook of an organisation: its events are a chain of their own.
    #[must_use]
    pub fn webhook(webhook: WebhookId, organisation: &OrganisationNumber) -> Self {
        Self {
            organisation: Some(organisation.clone()),
            ..Self::beside_cases(names::webhook(webhook))
        }
    }

    /// The registers of the whole scheme.
    #[must_use]
    pub fn registers() -> Self {
        Self {
            call: None,
            chain: names::REGISTERS.to_owned(),
            resource: names::REGISTERS.to_owned(),
            organisation: None,
        }
    }

    /// A record that a scheme keeps beside its cases: its events are a chain of their own.
    #[must_use]
    pub fn beside_cases(resource: String) -> Self {
        Self {
            call: None,
            chain: resource.clone(),
            resource,
            organisation: None,
        }
    }

    /// Returns the resource's name below the scheme.
    #[must_use]
    pub fn resource(&self) -> &str {
        &self.resource
    }

    /// Returns the call, the chain, the resource and the organisation, for an event.
    pub(crate) fn parts(&self) -> (Option<CallId>, String, String, Option<OrganisationNumber>) {
        (
            self.call.clone(),
            self.chain.clone(),
            self.resource.clone(),
            self.organisation.clone(),
        )
    }

    fn in_case(
        call: &CallId,
        id: ApplicationId,
        resource: String,
        organisation: &OrganisationNumber,
    ) -> Self {
        let chain = names::application(call, id);
        Self::of(call, chain, resource, Some(organisation.clone()))
    }

    fn of(
        call: &CallId,
        chain: String,
        resource: String,
        organisation: Option<OrganisationNumber>,
    ) -> Self {
        Self {
            call: Some(call.clone()),
            chain,
            resource,
            organisation,
        }
    }
}
