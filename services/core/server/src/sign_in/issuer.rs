//! A small issuer of our own, for one machine: `demo`, `serve` without a sign-in service, and
//! tests.

use std::path::Path;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use chrono::{DateTime, TimeDelta, Utc};
use domain::caller::Role;
use domain::identifiers::OrganisationNumber;
use domain::randomness::{Randomness, uuid_v7};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};

use super::claims::{Claims, Party};
use super::verifier::TrustedIssuer;
use super::{AUDIENCE, EMBEDDED_ORGANISATIONS, EMBEDDED_STAFF, IssuerKind, SCOPE};
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
    pub fn trusted(&self) -> Vec<TrustedIssuer> {
        [
            (EMBEDDED_STAFF, IssuerKind::Staff),
            (EMBEDDED_ORGANISATIONS, IssuerKind::Organisations),
        ]
        .into_iter()
        .map(|(issuer, kind)| TrustedIssuer {
            issuer: issuer.to_owned(),
            kind,
            algorithm: Algorithm::EdDSA,
            key: DecodingKey::from_ed_der(&self.public),
            lifetime_max: match kind {
                IssuerKind::Staff => TimeDelta::seconds(5_400),
                IssuerKind::Organisations => TimeDelta::seconds(1_200),
            },
        })
        .collect()
    }

    /// Signs a token for a person on the staff.
    ///
    /// # Errors
    /// [`IssuerError::Sign`].
    pub fn staff_token(
        &self,
        person: &str,
        roles: &[Role],
        now: DateTime<Utc>,
        chance: &dyn Randomness,
    ) -> Result<String, IssuerError> {
        self.sign(&Claims {
            iss: EMBEDDED_STAFF.to_owned(),
            sub: person.to_owned(),
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
        self.sign(&Claims {
            iss: EMBEDDED_ORGANISATIONS.to_owned(),
            sub: format!("portal of {organisation}"),
            scope: Some(SCOPE.to_owned()),
            consumer: Some(Party::of(organisation)),
            ..dated(now, ORGANISATION_LIFETIME, chance)
        })
    }

    fn sign(&self, claims: &Claims) -> Result<String, IssuerError> {
        Ok(jsonwebtoken::encode(
            &Header::new(Algorithm::EdDSA),
            claims,
            &self.key,
        )?)
    }
}

fn dated(now: DateTime<Utc>, lifetime: TimeDelta, chance: &dyn Randomness) -> Claims {
    Claims {
        aud: AUDIENCE.to_owned(),
        iat: now.timestamp(),
        exp: (now + lifetime).timestamp(),
        jti: uuid_v7(now, chance).to_string(),
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
