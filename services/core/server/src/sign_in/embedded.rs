//! A small issuer of our own, for one machine: `demo`, `serve --dev` and tests.

use std::path::Path;
use std::sync::Arc;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use chrono::{DateTime, TimeDelta, Utc};
use domain::caller::Role;
use domain::identifiers::OrganisationNumber;
use domain::randomness::{Randomness, uuid_v7};
use jsonwebtoken::{Algorithm, EncodingKey, Header};

use super::claims::{Claims, Party, by_roles};
use super::key_set::{Key, KeySet};
use super::keys::Keys;
use super::subject::Subjects;
use super::trust::{Form, Issuer, Kind, Machines, Others, Persons, Trust};
use super::{
    AUDIENCE, EMBEDDED_KEY, EMBEDDED_ORGANISATIONS, EMBEDDED_STAFF, EXPORT_SCOPE, SCOPE, TokenError,
};
use crate::key_file;

/// The lifetime of an organisation's token, as in Maskinporten's examples.
const ORGANISATION_LIFETIME: TimeDelta = TimeDelta::seconds(1_000);
/// The lifetime of a person's token.
const STAFF_LIFETIME: TimeDelta = TimeDelta::minutes(60);

/// An error of making the issuer or of signing.
#[derive(Debug, thiserror::Error)]
pub enum IssuerError {
    /// The key file cannot be read or written.
    #[error(
        "the key of the embedded issuer, {path}: {source}. Make the folder writable, or choose \
         another with --data-dir"
    )]
    File {
        /// The file.
        path: String,
        /// The system's answer.
        source: std::io::Error,
    },
    /// The key file holds no key.
    #[error(
        "{path} holds no Ed25519 key in PKCS #8. Remove the file to have a new one made; tokens \
         signed with the old one end"
    )]
    Key {
        /// The file.
        path: String,
    },
    /// A person that no service would let in.
    #[error("a token for {person:?} would be refused: {problem}")]
    Person {
        /// The person.
        person: String,
        /// The reason.
        problem: TokenError,
    },
    /// Signing failed.
    #[error("the embedded issuer could not sign: {0}")]
    Sign(#[from] jsonwebtoken::errors::Error),
}

/// Signs tokens with a key of its own.
#[derive(Clone)]
pub struct EmbeddedIssuer {
    key: EncodingKey,
    public: Vec<u8>,
}

impl std::fmt::Debug for EmbeddedIssuer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("EmbeddedIssuer")
    }
}

impl EmbeddedIssuer {
    /// Opens the issuer whose key lies in a file; made, readable by its owner only, when there is
    /// none.
    ///
    /// # Errors
    /// [`IssuerError`] when the file cannot be used.
    pub fn open(path: &Path) -> Result<Self, IssuerError> {
        let file = |source| IssuerError::File {
            path: path.display().to_string(),
            source,
        };
        let key = || IssuerError::Key {
            path: path.display().to_string(),
        };
        let pkcs8 = key_file::open(path).map_err(file)?;
        Self::from_pkcs8(&pkcs8).ok_or_else(key)
    }

    fn from_pkcs8(pkcs8: &[u8]) -> Option<Self> {
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8).ok()?;
        Some(Self {
            key: EncodingKey::from_ed_der(pkcs8),
            public: pair.public_key().as_ref().to_vec(),
        })
    }

    /// Returns the trust a verifier needs to take this issuer's tokens.
    #[must_use]
    pub fn trusted(&self) -> Trust {
        let roles = Role::STAFF.into_iter().chain([Role::Operator]);
        let staff = Kind::Persons(Persons {
            form: Form::OpenId {
                subjects: Subjects::Names,
                scope: None,
                plain_subjects: true,
            },
            rights: roles
                .map(|role| (role.name().to_owned(), [role].into()))
                .collect(),
            others: Others::Refused,
        });
        let organisations = Kind::Machines(Machines {
            applications: Some(SCOPE.to_owned()),
            exports: Some((EXPORT_SCOPE.to_owned(), None)),
            delegation_sources: vec!["https://www.altinn.no".to_owned()],
            plain_subjects: true,
        });
        Trust(vec![
            self.issuer(EMBEDDED_STAFF, staff, TimeDelta::seconds(5_400)),
            self.issuer(
                EMBEDDED_ORGANISATIONS,
                organisations,
                TimeDelta::seconds(1_200),
            ),
        ])
    }

    fn issuer(&self, iss: &str, kind: Kind, lifetime_max: TimeDelta) -> Arc<Issuer> {
        let key = Key::ed25519(&self.public);
        let keys = KeySet::from([(EMBEDDED_KEY.to_owned(), key)]);
        Arc::new(Issuer {
            iss: iss.to_owned(),
            audiences: vec![AUDIENCE.to_owned()],
            algorithms: vec![Algorithm::EdDSA],
            lifetime_max,
            kind,
            keys: Arc::new(Keys::fixed(iss, keys)),
        })
    }

    /// Signs a token for a person on the staff, or for an operator.
    ///
    /// # Errors
    /// [`IssuerError::Person`] when the token would be refused; [`IssuerError::Sign`].
    pub fn staff_token(
        &self,
        person: &str,
        roles: &[Role],
        now: DateTime<Utc>,
        chance: &dyn Randomness,
    ) -> Result<String, IssuerError> {
        let judged = Subjects::Names
            .spell(person)
            .and_then(|_| by_roles(roles.iter().copied().collect()));
        judged.map_err(|problem| IssuerError::Person {
            person: person.to_owned(),
            problem,
        })?;
        self.sign(&Claims {
            iss: Some(EMBEDDED_STAFF.to_owned()),
            sub: Some(person.to_owned()),
            roles: Some(roles.iter().map(|role| role.name().to_owned()).collect()),
            ..dated(now, STAFF_LIFETIME, chance)
        })
    }

    /// Signs a token for an organisation's own client.
    ///
    /// # Errors
    /// [`IssuerError::Sign`].
    pub fn organisation_token(
        &self,
        organisation: &OrganisationNumber,
        now: DateTime<Utc>,
        chance: &dyn Randomness,
    ) -> Result<String, IssuerError> {
        let subject = format!("portal of {organisation}");
        self.machine_token((subject, SCOPE), organisation, now, chance)
    }

    /// Signs a token for the finance system of an organisation.
    ///
    /// # Errors
    /// [`IssuerError::Sign`].
    pub fn finance_token(
        &self,
        organisation: &OrganisationNumber,
        now: DateTime<Utc>,
        chance: &dyn Randomness,
    ) -> Result<String, IssuerError> {
        let subject = format!("finance system of {organisation}");
        self.machine_token((subject, EXPORT_SCOPE), organisation, now, chance)
    }

    fn machine_token(
        &self,
        (subject, scope): (String, &str),
        organisation: &OrganisationNumber,
        now: DateTime<Utc>,
        chance: &dyn Randomness,
    ) -> Result<String, IssuerError> {
        self.sign(&Claims {
            iss: Some(EMBEDDED_ORGANISATIONS.to_owned()),
            sub: Some(subject),
            scope: Some(scope.to_owned()),
            consumer: Some(Party::of(organisation)),
            ..dated(now, ORGANISATION_LIFETIME, chance)
        })
    }

    fn sign(&self, claims: &Claims) -> Result<String, IssuerError> {
        let header = Header {
            kid: Some(EMBEDDED_KEY.to_owned()),
            ..Header::new(Algorithm::EdDSA)
        };
        Ok(jsonwebtoken::encode(&header, claims, &self.key)?)
    }
}

fn dated(now: DateTime<Utc>, lifetime: TimeDelta, chance: &dyn Randomness) -> Claims {
    Claims {
        aud: Some(AUDIENCE.to_owned()),
        iat: Some(now.timestamp()),
        exp: Some((now + lifetime).timestamp()),
        jti: Some(uuid_v7(now, chance).to_string()),
        ..Claims::default()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use super::*;

    #[test]
    fn programs_that_start_at_once_on_a_fresh_folder_share_one_key() {
        for _ in 0..20 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("data").join("issuer.key");
            let all_ready = Barrier::new(8);
            let open = || {
                all_ready.wait();
                EmbeddedIssuer::open(&path).unwrap().public
            };
            let keys: Vec<Vec<u8>> = std::thread::scope(|scope| {
                let programs: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
                let ended = programs.into_iter().map(|program| program.join().unwrap());
                ended.collect()
            });
            assert!(keys.iter().all(|key| *key == keys[0]));
        }
    }
}
