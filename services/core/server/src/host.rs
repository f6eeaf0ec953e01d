//! The base of the services of one program: databases, and the issuers whose tokens are taken.

use std::path::PathBuf;

use casework::document::Files;
use embedded_postgres::{EmbeddedError, Options, Server};

use crate::config::{HostConfig, Logins, Notifications, SignIn};
use crate::sequencer::{CheckpointSetup, KeyFault, Signer};
use crate::sign_in::{EmbeddedIssuer, IssuerError, Trust, Verifier};

/// File of the embedded issuer's key, in the data folder.
const ISSUER_KEY: &str = "issuer.key";

/// An error of opening or closing a host.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// The embedded PostgreSQL.
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    /// The embedded issuer.
    #[error(transparent)]
    Issuer(#[from] IssuerError),
    /// The key of checkpoints.
    #[error(transparent)]
    Checkpoints(#[from] KeyFault),
    /// A scheme that the host was not opened for.
    #[error("there is no database for {scheme}: this program was not started for that scheme")]
    NoDatabase {
        /// The scheme's code.
        scheme: String,
    },
}

/// Databases and sign-in, for one or several services.
#[derive(Debug)]
pub struct Host {
    /// `None` when every scheme has a database of the user's own.
    embedded: Option<Server>,
    databases: Vec<(String, Logins)>,
    /// `None` when the issuers are those of a sign-in file.
    issuer: Option<EmbeddedIssuer>,
    verifier: Verifier,
    /// Connections to the database at the most, for each scheme.
    pub connections_max: u32,
    /// The place of documents' contents, and the virus scanner.
    pub files: Files,
    /// What is done with notifications.
    pub notifications: Notifications,
    /// Checkpoints of the log, and the key that signs them.
    pub checkpoints: Option<(CheckpointSetup, Signer)>,
}

impl Host {
    /// Finds the databases of these schemes, starting the embedded PostgreSQL when one of them has
    /// none of its own, and opens the embedded issuer's key where it signs. Blocks: call it before
    /// the runtime starts, or in `spawn_blocking`.
    ///
    /// # Errors
    /// [`HostError`] says what is missing and what to do.
    pub fn open(config: &HostConfig, schemes: &[&str]) -> Result<Self, HostError> {
        let has_own = |scheme: &&str| config.databases.iter().any(|(owner, _)| owner == scheme);
        let embedded = if schemes.iter().all(has_own) {
            None
        } else {
            let server = Server::start(Options {
                install: config.install,
                ..Options::new(&config.data_dir)
            })?;
            tracing::info!(
                folder = %config.data_dir.display(),
                "an embedded PostgreSQL keeps the data in this folder: for trying things out, not \
                 for production; `--help` names the variables for a database of your own"
            );
            Some(server)
        };
        let (issuer, trust) = trusted(config)?;
        Ok(Self {
            embedded,
            databases: config.databases.clone(),
            issuer,
            verifier: Verifier::new(trust),
            connections_max: config.connections_max,
            files: config.files.clone(),
            notifications: config.notifications.clone(),
            checkpoints: config.checkpoints.as_ref().map(signed).transpose()?,
        })
    }

    /// Returns the sign-ins to a scheme's database; made if need be, when it is embedded.
    ///
    /// # Errors
    /// [`HostError::Embedded`] when it cannot be made.
    pub async fn database(&self, scheme: &str) -> Result<Logins, HostError> {
        let own = self.databases.iter().find(|(owner, _)| owner == scheme);
        match (own, &self.embedded) {
            (Some((_, logins)), _) => Ok(logins.clone()),
            (None, Some(server)) => {
                let name = scheme.replace('-', "_");
                server.ensure_database(&name).await?;
                Ok(Logins {
                    service: server.application_options(&name),
                    owner: Some(server.options(&name)),
                })
            }
            (None, None) => Err(HostError::NoDatabase {
                scheme: scheme.to_owned(),
            }),
        }
    }

    /// Returns the embedded PostgreSQL, where there is one.
    #[must_use]
    pub const fn embedded(&self) -> Option<&Server> {
        self.embedded.as_ref()
    }

    /// Returns the embedded issuer, where it signs.
    #[must_use]
    pub const fn issuer(&self) -> Option<&EmbeddedIssuer> {
        self.issuer.as_ref()
    }

    /// Returns a verifier for the tokens that are taken here.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        self.verifier.clone()
    }

    /// Leaves the embedded PostgreSQL, which stops when no other program uses it. Blocks like
    /// [`Host::open`].
    ///
    /// # Errors
    /// [`HostError::Embedded`] when it does not stop.
    pub fn close(self) -> Result<(), HostError> {
        match self.embedded {
            Some(server) => Ok(server.stop()?),
            None => Ok(()),
        }
    }
}

fn signed(setup: &CheckpointSetup) -> Result<(CheckpointSetup, Signer), KeyFault> {
    Ok((setup.clone(), Signer::open(&setup.key)?))
}

/// Returns the issuers that are trusted: those of the sign-in file, or the embedded one.
fn trusted(config: &HostConfig) -> Result<(Option<EmbeddedIssuer>, Trust), IssuerError> {
    match &config.sign_in {
        SignIn::Trusted(trust) => Ok((None, trust.clone())),
        SignIn::Embedded => {
            let issuer = EmbeddedIssuer::open(&issuer_key(&config.data_dir))?;
            tracing::warn!(
                "the embedded issuer signs: a reader of the data folder can sign for any role"
            );
            let trust = issuer.trusted();
            Ok((Some(issuer), trust))
        }
    }
}

/// Returns the file of the embedded issuer's key: a client on the same machine signs with it.
#[must_use]
pub fn issuer_key(data_dir: &std::path::Path) -> PathBuf {
    data_dir.join(ISSUER_KEY)
}
