//! The caller, and the organisation it acts for. Comes out of a verified token, never out of a
//! request.

use std::collections::BTreeSet;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::identifiers::OrganisationNumber;

/// A role a caller can hold. Organisations hold exactly [`Role::Applicant`]; the others belong to
/// people on the staff.
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
}

impl Role {
    /// Every role, in the order of the access table.
    pub const ALL: [Role; 7] = [
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
        }
    }

    /// The role with this name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
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

/// The right a caller acts by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// A machine client of or for an organisation.
    Organisation(ActingFor),
    /// A person on the staff, with roles.
    Staff(BTreeSet<Role>),
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
            Authority::Staff(roles) => roles.clone(),
        }
    }

    /// The organisation the caller acts for; `None` for staff.
    #[must_use]
    pub const fn organisation(&self) -> Option<&OrganisationNumber> {
        match &self.0.authority {
            Authority::Organisation(acting) => Some(acting.applicant()),
            Authority::Staff(_) => None,
        }
    }

    /// Returns true if the caller is on the staff.
    #[must_use]
    pub const fn is_staff(&self) -> bool {
        matches!(self.0.authority, Authority::Staff(_))
    }
}
