//! The caller, and the organisation it acts for. Comes out of a verified token, never out of a
//! request.

use std::collections::BTreeSet;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::identifiers::OrganisationNumber;

/// A role a caller can hold. Organisations hold exactly [`Role::Applicant`], a finance system
/// [`Role::FinanceClient`] and an operator [`Role::Operator`]; the others belong to people on the
/// staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// An organisation's portal or system, acting for that organisation (søker, tilskuddsmottaker).
    Applicant,
    /// Prepares cases and proposes (saksbehandler).
    CaseHandler,
    /// Scores applications (fagvurderer).
    Assessor,
    /// Decides (beslutter, budsjettdisponeringsmyndighet).
    DecisionMaker,
    /// Attests and pays (attestant, økonomi).
    Finance,
    /// Reads everything, changes nothing (revisor).
    Auditor,
    /// Defines calls and registers (ordningsansvarlig).
    SchemeAdministrator,
    /// A finance system that fetches exports (økonomisystem). A machine: it takes no step of its
    /// own.
    FinanceClient,
    /// Runs the service (drift), and sees nothing of what is in it.
    Operator,
}

impl Role {
    /// Every role, in the order of the access table.
    pub const ALL: [Role; 9] = [
        Role::Applicant,
        Role::CaseHandler,
        Role::Assessor,
        Role::DecisionMaker,
        Role::Finance,
        Role::Auditor,
        Role::SchemeAdministrator,
        Role::FinanceClient,
        Role::Operator,
    ];

    /// The roles of people on the staff.
    pub const STAFF: [Role; 6] = [
        Role::CaseHandler,
        Role::Assessor,
        Role::DecisionMaker,
        Role::Finance,
        Role::Auditor,
        Role::SchemeAdministrator,
    ];

    /// The applicant and the staff: who works with cases.
    pub const OF_CASES: [Role; 7] = [
        Role::Applicant,
        Role::CaseHandler,
        Role::Assessor,
        Role::DecisionMaker,
        Role::Finance,
        Role::Auditor,
        Role::SchemeAdministrator,
    ];

    /// The name in tokens, events and error metadata.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Role::Applicant => "applicant",
            Role::CaseHandler => "case_handler",
            Role::Assessor => "assessor",
            Role::DecisionMaker => "decision_maker",
            Role::Finance => "finance",
            Role::Auditor => "auditor",
            Role::SchemeAdministrator => "scheme_administrator",
            Role::FinanceClient => "finance_client",
            Role::Operator => "operator",
        }
    }

    /// The role with this name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The role of people on the staff with this name, if there is one.
    #[must_use]
    pub fn of_staff(name: &str) -> Option<Self> {
        Self::STAFF.into_iter().find(|role| role.name() == name)
    }
}

/// The roles of one person on the staff: at least one, none of a machine's, and none that must not
/// meet another in one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRoles(BTreeSet<Role>);

/// A fault of a person's roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RolesFault {
    /// There is none.
    #[error("a person on the staff holds a role")]
    None,
    /// A role that no person on the staff holds.
    #[error("{} is no role of a person on the staff", .0.name())]
    NotOfStaff(Role),
    /// Two roles that must not meet in one person.
    #[error("{} and {} must not meet in one person", .0.name(), .1.name())]
    Apart(Role, Role),
}

impl StaffRoles {
    /// Judges roles. A person who defines a scheme does not decide in it, and an auditor does
    /// nothing else.
    ///
    /// # Errors
    /// [`RolesFault`], the first there is.
    pub fn new(roles: impl IntoIterator<Item = Role>) -> Result<Self, RolesFault> {
        let roles: BTreeSet<Role> = roles.into_iter().collect();
        if roles.is_empty() {
            return Err(RolesFault::None);
        }
        if let Some(other) = roles.iter().find(|role| !Role::STAFF.contains(role)) {
            return Err(RolesFault::NotOfStaff(*other));
        }
        let other_than_auditor = roles.iter().find(|role| **role != Role::Auditor);
        match other_than_auditor {
            Some(other) if roles.contains(&Role::Auditor) => {
                return Err(RolesFault::Apart(Role::Auditor, *other));
            }
            Some(_) | None => {}
        }
        let (defines, decides) = (Role::SchemeAdministrator, Role::DecisionMaker);
        if roles.contains(&defines) && roles.contains(&decides) {
            return Err(RolesFault::Apart(defines, decides));
        }
        Ok(Self(roles))
    }
}

impl Deref for StaffRoles {
    type Target = BTreeSet<Role>;

    fn deref(&self) -> &BTreeSet<Role> {
        &self.0
    }
}

/// For which organisation a machine client acts. Three cases that must never be mixed up: in a
/// delegated token the consumer is the applicant, in a system user's token the consumer is the
/// vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActingFor {
    /// The organisation's own client.
    Own(OrganisationNumber),
    /// A vendor the applicant has delegated to.
    Delegated {
        /// The organisation acted for.
        applicant: OrganisationNumber,
        /// The organisation whose system calls.
        vendor: OrganisationNumber,
    },
    /// A system user the applicant has given a vendor's system.
    SystemUser {
        /// The organisation acted for.
        applicant: OrganisationNumber,
        /// The organisation whose system calls.
        vendor: OrganisationNumber,
    },
}

impl ActingFor {
    /// The organisation whose applications and grants this caller may touch.
    #[must_use]
    pub const fn applicant(&self) -> &OrganisationNumber {
        match self {
            ActingFor::Own(applicant)
            | ActingFor::Delegated { applicant, .. }
            | ActingFor::SystemUser { applicant, .. } => applicant,
        }
    }
}

/// A caller whose token has been verified. Its identity can be read and not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller(Identity);

/// The identity of a verified caller.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Identity {
    /// The token's subject: stands as actor on every step and in four-eyes comparisons.
    pub subject: String,
    /// The caller's organisation or roles.
    pub authority: Authority,
}

impl Deref for Caller {
    type Target = Identity;

    fn deref(&self) -> &Identity {
        &self.0
    }
}

/// The right a caller acts by: the kinds of principal. Only [`StaffRoles`] hold the roles of
/// people, so that a machine's token cannot take a step that is a person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// A machine client of or for an organisation.
    Organisation(ActingFor),
    /// A person on the staff, with roles.
    Staff(StaffRoles),
    /// A finance system.
    FinanceClient,
    /// An operator.
    Operator,
}

impl Caller {
    /// Makes the caller of a token that has been verified. Only sign-in may call this, which
    /// `.clippy.toml` holds; tests use `Caller::for_tests`.
    #[must_use]
    pub const fn verified(subject: String, authority: Authority) -> Self {
        Self(Identity { subject, authority })
    }

    /// Makes a caller without a token.
    #[cfg(feature = "testing")]
    #[must_use]
    pub fn for_tests(subject: impl Into<String>, authority: Authority) -> Self {
        Self(Identity {
            subject: subject.into(),
            authority,
        })
    }

    /// The roles the caller holds.
    #[must_use]
    pub fn roles(&self) -> BTreeSet<Role> {
        match &self.0.authority {
            Authority::Organisation(_) => BTreeSet::from([Role::Applicant]),
            Authority::Staff(roles) => roles.0.clone(),
            Authority::FinanceClient => BTreeSet::from([Role::FinanceClient]),
            Authority::Operator => BTreeSet::from([Role::Operator]),
        }
    }

    /// The organisation the caller acts for; `None` for all others.
    #[must_use]
    pub const fn organisation(&self) -> Option<&OrganisationNumber> {
        match &self.0.authority {
            Authority::Organisation(acting) => Some(acting.applicant()),
            Authority::Staff(_) | Authority::FinanceClient | Authority::Operator => None,
        }
    }

    /// Returns true if the caller is on the staff.
    #[must_use]
    pub const fn is_staff(&self) -> bool {
        matches!(self.0.authority, Authority::Staff(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::step::StepName;

    #[test]
    fn roles_that_must_not_meet_are_refused_and_others_are_not() {
        for one in Role::STAFF {
            for other in Role::STAFF {
                let auditor = (one == Role::Auditor) != (other == Role::Auditor);
                let pair = [one, other];
                let own_scheme = pair.contains(&Role::SchemeAdministrator)
                    && pair.contains(&Role::DecisionMaker);
                let judged = StaffRoles::new(pair);
                assert_eq!(judged.is_err(), auditor || own_scheme, "{pair:?}");
            }
        }
        assert_eq!(StaffRoles::new([]), Err(RolesFault::None));
        for machine in [Role::Applicant, Role::FinanceClient, Role::Operator] {
            let judged = StaffRoles::new([Role::CaseHandler, machine]);
            assert_eq!(judged, Err(RolesFault::NotOfStaff(machine)));
        }
    }

    #[test]
    fn a_finance_client_only_exports_and_an_operator_sees_nothing() {
        let taken = |role| {
            StepName::ALL
                .iter()
                .filter(move |step| step.roles().contains(&role))
        };
        let exports: Vec<&str> = taken(Role::FinanceClient).map(|step| step.name()).collect();
        for name in &exports {
            assert!(
                name.starts_with("export_") || name.starts_with("list_b"),
                "{name}"
            );
        }
        assert!(exports.contains(&"export_payments"));
        assert_eq!(taken(Role::Operator).count(), 0);
    }
}
