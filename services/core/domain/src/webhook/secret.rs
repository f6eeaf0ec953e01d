//! Secrets that messages are signed with.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::randomness::{Randomness, random_bytes};

/// The prefix of a secret's text.
const SECRET_PREFIX: &str = "whsec_";

/// Bytes of a secret that is made here.
const SECRET_BYTES: usize = 32;

/// A text that is no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be whsec_ and then 24 to 64 bytes in base64; leave it empty to have one made")]
pub struct NoSecret;

/// The key that a webhook's messages are signed with, as Standard Webhooks has it: 24 to 64 bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(Vec<u8>);

impl WebhookSecret {
    /// Makes a secret.
    #[must_use]
    pub fn generate(chance: &dyn Randomness) -> Self {
        Self(random_bytes::<SECRET_BYTES>(chance).to_vec())
    }

    /// Reads a secret's text.
    ///
    /// # Errors
    /// [`NoSecret`].
    pub fn read(text: &str) -> Result<Self, NoSecret> {
        let coded = text.strip_prefix(SECRET_PREFIX).ok_or(NoSecret)?;
        let bytes = STANDARD.decode(coded).map_err(|_| NoSecret)?;
        Self::from_bytes(bytes).ok_or(NoSecret)
    }

    /// Returns a secret of these bytes; `None` unless there are 24 to 64.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        (24..=64).contains(&bytes.len()).then_some(Self(bytes))
    }

    /// Returns the bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the text, which the organisation is shown once.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("{SECRET_PREFIX}{}", STANDARD.encode(&self.0))
    }
}

/// Without the bytes: a secret must not reach a log.
impl fmt::Debug for WebhookSecret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("WebhookSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::randomness::SeededRandomness;

    #[test]
    fn a_secret_has_24_to_64_bytes() {
        let made = WebhookSecret::generate(&SeededRandomness::new(1));
        assert_eq!(WebhookSecret::read(&made.reveal()), Ok(made.clone()));
        assert_eq!(format!("{made:?}"), "WebhookSecret(…)");
        let text = |bytes: usize| format!("whsec_{}", STANDARD.encode(vec![7; bytes]));
        for bytes in [24, 64] {
            assert!(WebhookSecret::read(&text(bytes)).is_ok(), "{bytes}");
        }
        for wrong in [
            String::new(),
            "whsec_".to_owned(),
            text(23),
            text(65),
            STANDARD.encode([7; 32]),
            "whsec_not base64!".to_owned(),
        ] {
            assert_eq!(WebhookSecret::read(&wrong), Err(NoSecret), "{wrong}");
        }
    }
}
