//! The claims of a token, and the caller they make.

use std::collections::BTreeSet;

use domain::caller::{ActingFor, Authority, Caller, Role};
use domain::identifiers::OrganisationNumber;
use serde::{Deserialize, Serialize};

use super::{IssuerKind, TokenError};

/// The authority that stands before organisation numbers in Maskinporten's tokens.
const ORGANISATION_AUTHORITY: &str = "iso6523-actorid-upis";
/// The ISO 6523 code of Norwegian organisation numbers.
const ORGANISATION_CODE: &str = "0192:";
/// The type of Altinn's system users.
const SYSTEM_USER: &str = "urn:altinn:systemuser";

/// The claims we read. Others are ignored.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Claims {
    pub iss: String,
    pub aud: String,
    pub sub: String,
    pub iat: i64,
    pub exp: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
    pub jti: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idtyp: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consumer: Option<Party>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier: Option<Party>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation_source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization_details: Option<Vec<AuthorizationDetail>>,
}

/// An organisation in a token. Published tokens spell the key both `ID` and `id`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Party {
    pub authority: String,
    #[serde(rename = "ID", default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<String>,
    #[serde(rename = "id", default, skip_serializing_if = "Option::is_none")]
    pub lower: Option<String>,
}

/// A right of a system user, with its organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct AuthorizationDetail {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub systemuser_org: Option<Party>,
    #[serde(default)]
    pub systemuser_id: Vec<String>,
}

impl Party {
    /// Returns a Norwegian organisation in a token's form.
    pub(super) fn of(organisation: &OrganisationNumber) -> Self {
        Self {
            authority: ORGANISATION_AUTHORITY.to_owned(),
            upper: Some(format!("{ORGANISATION_CODE}{organisation}")),
            lower: None,
        }
    }

    fn organisation(&self) -> Result<OrganisationNumber, TokenError> {
        let id = match (&self.upper, &self.lower) {
            (Some(upper), Some(lower)) if upper != lower => return Err(TokenError::Organisation),
            (Some(id), _) | (None, Some(id)) => id,
            (None, None) => return Err(TokenError::Organisation),
        };
        if self.authority != ORGANISATION_AUTHORITY {
            return Err(TokenError::Organisation);
        }
        let number = id
            .strip_prefix(ORGANISATION_CODE)
            .ok_or(TokenError::Organisation)?;
        number.parse().map_err(|_| TokenError::Organisation)
    }
}

impl Claims {
    /// Makes the caller of these claims, when the issuer is of this kind.
    pub(super) fn caller(&self, kind: IssuerKind, scope: &str) -> Result<Caller, TokenError> {
        if self.sub.trim().is_empty() {
            return Err(TokenError::Subject);
        }
        let authority = match kind {
            IssuerKind::Staff => Authority::Staff(self.staff_roles()?),
            IssuerKind::Organisations => {
                let scopes = self.scope.as_deref().unwrap_or_default();
                if !scopes.split(' ').any(|held| held == scope) {
                    return Err(TokenError::Scope);
                }
                Authority::Organisation(self.acting_for()?)
            }
        };
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that verifies a token makes its caller"
        )]
        Ok(Caller::verified(self.sub.clone(), authority))
    }

    /// Reads a person's roles. A machine's token is no person, and a staff role makes no applicant.
    fn staff_roles(&self) -> Result<BTreeSet<Role>, TokenError> {
        if self.idtyp.as_deref() == Some("app") || self.consumer.is_some() {
            return Err(TokenError::NotAPerson);
        }
        self.roles
            .iter()
            .flatten()
            .map(|name| Role::from_name(name).filter(|role| *role != Role::Applicant))
            .collect::<Option<BTreeSet<Role>>>()
            .filter(|roles| !roles.is_empty())
            .ok_or(TokenError::Roles)
    }

    /// Reads the organisation a machine acts for. In a delegated token the consumer is the
    /// applicant; in a system user's token it is the vendor. A token that claims both is refused.
    fn acting_for(&self) -> Result<ActingFor, TokenError> {
        let consumer = self
            .consumer
            .as_ref()
            .ok_or(TokenError::Organisation)?
            .organisation()?;
        let details = self.authorization_details.as_deref().unwrap_or_default();
        match (&self.supplier, details) {
            (None, []) if self.delegation_source.is_none() => Ok(ActingFor::Own(consumer)),
            (Some(supplier), []) if self.delegation_source.is_some() => Ok(ActingFor::Delegated {
                applicant: consumer,
                vendor: supplier.organisation()?,
            }),
            (None, [detail]) if detail.kind == SYSTEM_USER && detail.systemuser_id.len() == 1 => {
                let applicant = detail
                    .systemuser_org
                    .as_ref()
                    .ok_or(TokenError::Organisation)?;
                Ok(ActingFor::SystemUser {
                    applicant: applicant.organisation()?,
                    vendor: consumer,
                })
            }
            _ => Err(TokenError::Organisation),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(number: &str) -> Party {
        Party::of(&number.parse().unwrap())
    }

    fn organisation_claims() -> Claims {
        Claims {
            sub: "portal".into(),
            scope: Some("other tildeling:applications".into()),
            consumer: Some(party("958935420")),
            ..Claims::default()
        }
    }

    #[test]
    fn the_applicant_is_found_in_all_three_shapes() {
        let own = organisation_claims();
        let delegated = Claims {
            supplier: Some(party("944496394")),
            delegation_source: Some("https://www.altinn.no".into()),
            ..organisation_claims()
        };
        let system = Claims {
            authorization_details: Some(vec![AuthorizationDetail {
                kind: SYSTEM_USER.into(),
                systemuser_org: Some(party("944496394")),
                systemuser_id: vec!["u".into()],
            }]),
            ..organisation_claims()
        };
        let applicant = |claims: Claims| {
            claims
                .caller(IssuerKind::Organisations, super::super::SCOPE)
                .map(|caller| caller.organisation().map(ToString::to_string))
        };
        assert_eq!(applicant(own), Ok(Some("958935420".into())));
        assert_eq!(applicant(delegated), Ok(Some("958935420".into())));
        assert_eq!(applicant(system), Ok(Some("944496394".into())));
    }

    #[test]
    fn what_is_not_documented_is_refused() {
        let both = Claims {
            supplier: Some(party("944496394")),
            delegation_source: Some("x".into()),
            authorization_details: Some(vec![]),
            ..organisation_claims()
        };
        assert!(
            both.caller(IssuerKind::Organisations, super::super::SCOPE)
                .is_ok()
        );
        let supplier_alone = Claims {
            supplier: Some(party("944496394")),
            ..organisation_claims()
        };
        let other_code = Claims {
            consumer: Some(Party {
                upper: Some("9908:958935420".into()),
                ..party("958935420")
            }),
            ..organisation_claims()
        };
        let unequal = Claims {
            consumer: Some(Party {
                lower: Some("0192:944496394".into()),
                ..party("958935420")
            }),
            ..organisation_claims()
        };
        let no_scope = Claims {
            scope: Some("tildeling:applications.read".into()),
            ..organisation_claims()
        };
        let person = Claims {
            roles: Some(vec!["finance".into()]),
            ..organisation_claims()
        };
        for claims in [supplier_alone, other_code, unequal, no_scope] {
            assert!(
                claims
                    .caller(IssuerKind::Organisations, super::super::SCOPE)
                    .is_err(),
                "{claims:?}"
            );
        }
        assert_eq!(
            person.caller(IssuerKind::Staff, super::super::SCOPE),
            Err(TokenError::NotAPerson)
        );
    }

    #[test]
    fn staff_need_known_roles_and_are_never_applicants() {
        let staff = |roles: &[&str]| Claims {
            sub: "kari".into(),
            roles: Some(roles.iter().map(|role| (*role).to_owned()).collect()),
            ..Claims::default()
        };
        assert!(
            staff(&["case_handler"])
                .caller(IssuerKind::Staff, "")
                .is_ok()
        );
        for roles in [&["applicant"][..], &["case_handler", "king"], &[]] {
            assert_eq!(
                staff(roles).caller(IssuerKind::Staff, ""),
                Err(TokenError::Roles)
            );
        }
    }
}
