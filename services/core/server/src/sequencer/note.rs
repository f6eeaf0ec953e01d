//! The key that signs checkpoints, and the signed note.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use domain::event::{Hash, hexadecimal};
use sha2::{Digest, Sha256};

use crate::key_file;

/// The number of Ed25519 in signed notes.
const ED25519: u8 = 1;

/// A fault of the key's file.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// The file cannot be read or written.
    #[error("the key of checkpoints, {path}: {source}; choose another with --checkpoint-key")]
    File {
        /// The file.
        path: String,
        /// The system's answer.
        source: std::io::Error,
    },
    /// The file holds no key.
    #[error("{path} holds no Ed25519 key in PKCS #8")]
    Key {
        /// The file.
        path: String,
    },
}

/// Signs checkpoints.
#[derive(Clone)]
pub struct Signer(Arc<Ed25519KeyPair>);

impl fmt::Debug for Signer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Signer")
    }
}

/// The name of a scheme's log.
pub(super) fn origin(scheme: &str) -> String {
    format!("tildeling/{scheme}")
}

impl Signer {
    /// Opens the key in a file; made when there is none.
    ///
    /// # Errors
    /// [`KeyFault`].
    pub fn open(path: &Path) -> Result<Self, KeyFault> {
        let named = || path.display().to_string();
        let pkcs8 = key_file::open(path).map_err(|source| KeyFault::File {
            path: named(),
            source,
        })?;
        let pair = Ed25519KeyPair::from_pkcs8(&pkcs8);
        let pair = pair.map_err(|_| KeyFault::Key { path: named() })?;
        Ok(Self(Arc::new(pair)))
    }

    /// The public key of a scheme's log, `NAME+HASH+BASE64`: what checkpoints are checked with.
    #[must_use]
    pub fn public(&self, scheme: &str) -> String {
        let origin = origin(scheme);
        let key = STANDARD.encode(self.key());
        format!("{origin}+{}+{key}", hexadecimal(&self.id(&origin)))
    }

    fn key(&self) -> Vec<u8> {
        [&[ED25519], self.0.public_key().as_ref()].concat()
    }

    fn id(&self, origin: &str) -> [u8; 4] {
        let named = [origin.as_bytes(), b"\n", &self.key()].concat();
        let digest = Sha256::digest(named);
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// Signs a checkpoint of a scheme's log.
    pub(super) fn checkpoint(
        &self,
        scheme: &str,
        (size, root): (u64, &Hash),
        at: DateTime<Utc>,
    ) -> String {
        let origin = origin(scheme);
        let (root, time) = (STANDARD.encode(root), at.timestamp());
        let text = format!("{origin}\n{size}\n{root}\ntime {time}\n");
        let signature = self.0.sign(text.as_bytes());
        let signature = STANDARD.encode([&self.id(&origin), signature.as_ref()].concat());
        format!("{text}\n\u{2014} {origin} {signature}\n")
    }
}

/// Reads size and root of a note that this program signed.
pub(super) fn size_and_root(note: &str) -> Option<(u64, Hash)> {
    let mut lines = note.lines().skip(1);
    let size = lines.next()?.parse().ok()?;
    let root = STANDARD.decode(lines.next()?).ok()?;
    Some((size, root.try_into().ok()?))
}
