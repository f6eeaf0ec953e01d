//! What can be wrong with an issuer's keys.

/// A fault of an issuer's keys. Tokens are judged by the last good set as long as there is one.
#[derive(Debug, thiserror::Error)]
pub enum KeysFault {
    /// There is no answer.
    #[error("{url} does not answer: {cause}")]
    Silent {
        /// The address.
        url: String,
        /// The innermost cause.
        cause: String,
    },
    /// Another answer than 200.
    #[error("{url} answers {status}; redirects are not followed")]
    Status {
        /// The address.
        url: String,
        /// The status.
        status: u16,
    },
    /// An answer that is too long.
    #[error("{url} answers more than {bytes_max} bytes, which is not read")]
    TooLong {
        /// The address.
        url: String,
        /// The most that is read.
        bytes_max: usize,
    },
    /// No discovery document.
    #[error("{0} is no discovery document: it needs `issuer` and `jwks_uri`")]
    NoDocument(String),
    /// The document of another issuer.
    #[error("{url} is the document of {found:?}, and not of {expected:?}")]
    OtherIssuer {
        /// The address.
        url: String,
        /// The issuer in it.
        found: String,
        /// The issuer of the setup.
        expected: String,
    },
    /// Keys elsewhere.
    #[error(
        "{url} says that the keys are at {keys:?}, which is neither on its own host nor on one of \
         `key_hosts`"
    )]
    Elsewhere {
        /// The address.
        url: String,
        /// The address of the keys.
        keys: String,
    },
    /// No key set.
    #[error("{0} is no JSON Web Key Set")]
    NoKeySet(String),
    /// No key in the set.
    #[error("{0} holds no key that verifies a token: RSA, P-256, P-384 or Ed25519, with an id")]
    NoKey(String),
    /// Two keys of one id.
    #[error("{place} holds two keys with the id {kid:?}")]
    TwoKeys {
        /// The address or the file.
        place: String,
        /// The id.
        kid: String,
    },
    /// A weak key.
    #[error("{place} holds an RSA key of {bits} bits, {kid:?}; 2048 is the least that is taken")]
    WeakKey {
        /// The address or the file.
        place: String,
        /// The id.
        kid: String,
        /// Its length.
        bits: usize,
    },
}
