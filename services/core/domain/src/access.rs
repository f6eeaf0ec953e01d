//! The reach of a caller's roles. The table of roles is that of [steps](crate::step); a test tries
//! every method with every role.

use crate::caller::{Caller, Role};
use crate::identifiers::OrganisationNumber;
use crate::refusal::Refusal;
use crate::step::StepName;

/// The access of one role to one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// On every case.
    Allowed,
    /// On the caller's own organisation's cases only.
    OwnOrganisation,
    /// Never.
    Denied,
}

/// Returns what one role may do with one step. Organisations reach their own cases only; scheme and
/// calls belong to no organisation.
#[must_use]
pub fn access(step: StepName, role: Role) -> Access {
    let public = matches!(
        step,
        StepName::GetScheme | StepName::GetCall | StepName::ListCalls
    );
    match (step.roles().contains(&role), role) {
        (false, _) => Access::Denied,
        (true, Role::Applicant) if !public => Access::OwnOrganisation,
        (true, _) => Access::Allowed,
    }
}

/// Returns what the caller may do with a step, over all its roles: the widest wins.
///
/// # Errors
/// [`Refusal::RoleNotAllowed`] when no role allows it.
pub fn require(caller: &Caller, step: StepName) -> Result<Access, Refusal> {
    let accesses: Vec<Access> = caller
        .roles()
        .into_iter()
        .map(|role| access(step, role))
        .collect();
    if accesses.contains(&Access::Allowed) {
        Ok(Access::Allowed)
    } else if accesses.contains(&Access::OwnOrganisation) {
        Ok(Access::OwnOrganisation)
    } else {
        Err(Refusal::RoleNotAllowed {
            step,
            roles: caller.roles(),
        })
    }
}

/// Returns whether the caller may take the step on a case of this organisation. A case of another
/// organisation does not exist for it.
///
/// # Errors
/// [`Refusal::RoleNotAllowed`] when no role allows the step; [`Refusal::NotFound`] when the case is
/// another organisation's.
pub fn require_for(
    caller: &Caller,
    step: StepName,
    organisation: &OrganisationNumber,
    resource: &str,
) -> Result<(), Refusal> {
    match require(caller, step)? {
        Access::Allowed => Ok(()),
        Access::OwnOrganisation if caller.organisation() == Some(organisation) => Ok(()),
        Access::OwnOrganisation | Access::Denied => Err(Refusal::NotFound {
            resource: resource.to_owned(),
        }),
    }
}

/// Returns true if a step that an organisation takes reads or changes cases of others to settle its
/// own: the database shows it the rows of the whole scheme, and the step shows of them what it
/// says. Every other step of an organisation is shown its own rows alone.
#[must_use]
pub const fn reads_others_cases(step: StepName) -> bool {
    matches!(step, StepName::EstimateAward)
}

/// Returns true if the caller may see the account a grant is paid to: the recipient, who prepares
/// the case, who pays.
#[must_use]
pub fn sees_account(caller: &Caller) -> bool {
    let roles = caller.roles();
    [Role::Applicant, Role::CaseHandler, Role::Finance]
        .iter()
        .any(|role| roles.contains(role))
}
