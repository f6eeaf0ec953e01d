//! The claims of a token, and the caller they make.

use std::collections::BTreeSet;

use domain::caller::{ActingFor, Authority, Caller, Role, RolesFault, StaffRoles};
use domain::identifiers::OrganisationNumber;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::TokenError;
use super::subject::Subjects;
use super::trust::{Form, Issuer, Kind, Machines, Others, Persons};

/// The authority that stands before organisation numbers in Maskinporten's tokens.
const ORGANISATION_AUTHORITY: &str = "iso6523-actorid-upis";
/// The ISO 6523 code of Norwegian organisation numbers.
const ORGANISATION_CODE: &str = "0192:";
/// The type of Altinn's system users.
const SYSTEM_USER: &str = "urn:altinn:systemuser";
/// The type of what Ansattporten lets a person act for.
const ALTINN_SERVICE: &str = "ansattporten:altinn:service";

/// The claims we read. Others are ignored.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Claims {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iss: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aud: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iat: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exp: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jti: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idtyp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acr: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consumer: Option<Party>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier: Option<Party>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delegation_source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_details: Option<Vec<AuthorizationDetail>>,
}

/// An organisation in a token. Published tokens spell the keys with capitals and without.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Party {
    #[serde(alias = "Authority")]
    pub authority: String,
    #[serde(rename = "ID", default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<String>,
    #[serde(rename = "id", default, skip_serializing_if = "Option::is_none")]
    pub lower: Option<String>,
}

/// A right of a system user or of a person, with its organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AuthorizationDetail {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub systemuser_org: Option<Party>,
    pub systemuser_id: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    pub reportees: Vec<Party>,
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
    /// Makes the caller of these claims, by what is trusted of their issuer.
    pub(super) fn caller(&self, issuer: &Issuer) -> Result<Caller, TokenError> {
        let (subject, authority) = match &issuer.kind {
            Kind::Machines(machines) => {
                let subject = self.sub.as_ref().or(self.client_id.as_ref());
                let subject = subject.ok_or(TokenError::Subject)?;
                let subject = Subjects::Opaque.spell(subject)?;
                let subject = of_issuer(&issuer.iss, subject, machines.plain_subjects);
                (subject, self.machine(machines)?)
            }
            Kind::Persons(persons) => self.person(&issuer.iss, persons)?,
        };
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that verifies a token makes its caller"
        )]
        Ok(Caller::verified(subject, authority))
    }

    fn person(&self, iss: &str, persons: &Persons) -> Result<(String, Authority), TokenError> {
        let is_machine = self
            .idtyp
            .as_deref()
            .is_some_and(|kind| kind.eq_ignore_ascii_case("app"));
        if is_machine || self.consumer.is_some() {
            return Err(TokenError::NotAPerson);
        }
        let subject = match &persons.form {
            Form::Entra { tenants, scope } => {
                holds(self.scp.as_deref(), scope.as_deref())?;
                self.entra_subject(tenants)?
            }
            Form::Ansattporten { levels, .. } => {
                if !self.acr.as_ref().is_some_and(|acr| levels.contains(acr)) {
                    return Err(TokenError::Level);
                }
                of_issuer(iss, self.subject(Subjects::Opaque)?, false)
            }
            Form::OpenId {
                subjects,
                scope,
                plain_subjects,
            } => {
                holds(self.scope.as_deref(), scope.as_deref())?;
                of_issuer(iss, self.subject(*subjects)?, *plain_subjects)
            }
        };
        Ok((subject, by_roles(self.roles(persons)?)?))
    }

    fn subject(&self, subjects: Subjects) -> Result<String, TokenError> {
        subjects.spell(self.sub.as_deref().ok_or(TokenError::Subject)?)
    }

    /// A person of Entra ID is a tenant and an object in it; names and `sub` change.
    fn entra_subject(&self, tenants: &[String]) -> Result<String, TokenError> {
        let uuid = |claim: &Option<String>| {
            let text = claim.as_deref()?;
            Uuid::try_parse(text).ok().map(|id| id.to_string())
        };
        let tenant = uuid(&self.tid).ok_or(TokenError::Tenant)?;
        if !tenants.contains(&tenant) {
            return Err(TokenError::Tenant);
        }
        let object = uuid(&self.oid).ok_or(TokenError::Subject)?;
        Ok(format!("{tenant}:{object}"))
    }

    /// Reads a person's roles from the values that give rights.
    fn roles(&self, persons: &Persons) -> Result<BTreeSet<Role>, TokenError> {
        let values: Vec<&String> = match &persons.form {
            Form::Ansattporten { organisation, .. } => {
                let details = self.authorization_details.iter().flatten();
                let ours = details.filter(|detail| detail.is_for(organisation));
                ours.filter_map(|detail| detail.resource.as_ref()).collect()
            }
            Form::Entra { .. } | Form::OpenId { .. } => {
                self.roles.iter().chain(&self.groups).flatten().collect()
            }
        };
        let mut roles = BTreeSet::new();
        for value in values {
            match persons.rights.get(value) {
                Some(given) => roles.extend(given),
                None if persons.others == Others::Refused => return Err(TokenError::Roles),
                None => {}
            }
        }
        Ok(roles)
    }

    /// Reads what a machine is: an applicant's system or a finance system, and never both.
    fn machine(&self, machines: &Machines) -> Result<Authority, TokenError> {
        let scopes: Vec<&str> = self
            .scope
            .as_deref()
            .unwrap_or_default()
            .split(' ')
            .collect();
        let held = |scope: &str| scopes.contains(&scope);
        let applies = machines.applications.as_deref().is_some_and(held);
        let exports = machines.exports.as_ref().filter(|(scope, _)| held(scope));
        match exports {
            Some(_) if applies => Err(TokenError::Scopes),
            None if applies => Ok(Authority::Organisation(
                self.acting_for(&machines.delegation_sources)?,
            )),
            Some((_, organisations)) => match self.acting_for(&machines.delegation_sources)? {
                ActingFor::Own(own)
                    if organisations
                        .as_ref()
                        .is_none_or(|known| known.contains(&own)) =>
                {
                    Ok(Authority::FinanceClient)
                }
                ActingFor::Own(_) | ActingFor::Delegated { .. } | ActingFor::SystemUser { .. } => {
                    Err(TokenError::NotFinance)
                }
            },
            None => Err(TokenError::Scope),
        }
    }

    /// Reads the organisation a machine acts for. In a delegated token the consumer is the
    /// applicant; in a system user's token it is the vendor. A token that claims both is refused.
    fn acting_for(&self, sources: &[String]) -> Result<ActingFor, TokenError> {
        let consumer = self
            .consumer
            .as_ref()
            .ok_or(TokenError::Organisation)?
            .organisation()?;
        let details = self.authorization_details.as_deref().unwrap_or_default();
        match (&self.supplier, &self.delegation_source, details) {
            (None, None, []) => Ok(ActingFor::Own(consumer)),
            (Some(supplier), Some(source), []) => {
                if !sources.contains(source) {
                    return Err(TokenError::DelegationSource);
                }
                Ok(ActingFor::Delegated {
                    applicant: consumer,
                    vendor: supplier.organisation()?,
                })
            }
            (None, None, [detail])
                if detail.kind == SYSTEM_USER && detail.systemuser_id.len() == 1 =>
            {
                let applicant = detail.systemuser_org.as_ref();
                Ok(ActingFor::SystemUser {
                    applicant: applicant.ok_or(TokenError::Organisation)?.organisation()?,
                    vendor: consumer,
                })
            }
            _ => Err(TokenError::Parties),
        }
    }
}

impl AuthorizationDetail {
    fn is_for(&self, organisation: &OrganisationNumber) -> bool {
        self.kind == ALTINN_SERVICE
            && self
                .reportees
                .iter()
                .any(|party| party.organisation().as_ref() == Ok(organisation))
    }
}

/// Returns the actor's name: with its issuer, since two issuers may know two by one name.
fn of_issuer(iss: &str, subject: String, plain: bool) -> String {
    if plain {
        subject
    } else {
        format!("{iss}#{subject}")
    }
}

fn holds(scopes: Option<&str>, scope: Option<&str>) -> Result<(), TokenError> {
    let Some(scope) = scope else {
        return Ok(());
    };
    let held = scopes
        .unwrap_or_default()
        .split(' ')
        .any(|held| held == scope);
    if held { Ok(()) } else { Err(TokenError::Scope) }
}

/// Returns the right of a person with these roles. An operator is nothing else.
pub(super) fn by_roles(roles: BTreeSet<Role>) -> Result<Authority, TokenError> {
    if roles.contains(&Role::Operator) {
        return if roles.len() == 1 {
            Ok(Authority::Operator)
        } else {
            Err(TokenError::RolesApart)
        };
    }
    let roles = StaffRoles::new(roles).map_err(|fault| match fault {
        RolesFault::None | RolesFault::NotOfStaff(_) => TokenError::Roles,
        RolesFault::Apart(..) => TokenError::RolesApart,
    })?;
    Ok(Authority::Staff(roles))
}
