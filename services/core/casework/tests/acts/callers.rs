//! Callers in tests.

use domain::caller::{ActingFor, Authority, Caller, Role, StaffRoles};
use domain::identifiers::OrganisationNumber;

/// The system of an organisation.
pub fn applicant(organisation: u32) -> Caller {
    portal(&format!("portal-{organisation}"), organisation)
}

/// A system of the organisation, by its token's subject.
pub fn portal(subject: &str, organisation: u32) -> Caller {
    let organisation = ActingFor::Own(OrganisationNumber::invented(organisation));
    Caller::for_tests(subject, Authority::Organisation(organisation))
}

pub fn staff(name: &str, roles: &[Role]) -> Caller {
    let roles = StaffRoles::new(roles.iter().copied()).unwrap();
    Caller::for_tests(name, Authority::Staff(roles))
}

pub fn administrator() -> Caller {
    staff("astrid", &[Role::SchemeAdministrator])
}

pub fn case_handler() -> Caller {
    staff("kari", &[Role::CaseHandler])
}

pub fn assessor(name: &str) -> Caller {
    staff(name, &[Role::Assessor])
}
