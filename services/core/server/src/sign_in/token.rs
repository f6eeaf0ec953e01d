//! A token in its parts, read and not yet believed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::TokenError;
use super::claims::Claims;

/// A longer token is not read.
const TOKEN_BYTES_MAX: usize = 16 * 1024;
/// Types of access tokens, in small letters.
const TYPES: [&str; 4] = ["jwt", "at+jwt", "application/jwt", "application/at+jwt"];

/// The header, as far as it is read. A key that a token brings along is never looked at.
#[derive(Debug, Deserialize)]
pub(super) struct Header {
    pub alg: String,
    #[serde(default)]
    pub kid: Option<String>,
    #[serde(default)]
    typ: Option<String>,
    /// Any value, null as well: its presence alone is a refusal.
    #[serde(default, deserialize_with = "present")]
    crit: bool,
}

fn present<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<bool, D::Error> {
    serde::de::IgnoredAny::deserialize(reader)?;
    Ok(true)
}

/// A token in its parts.
#[derive(Debug)]
pub(super) struct Token<'a> {
    pub header: Header,
    pub claims: Claims,
    /// The bytes that are signed.
    pub signed: &'a str,
    /// The signature, in base64.
    pub signature: &'a str,
}

impl<'a> Token<'a> {
    /// Reads a token. What it says is not believed before its signature is verified.
    pub fn read(text: &'a str) -> Result<Self, TokenError> {
        if text.len() > TOKEN_BYTES_MAX {
            return Err(TokenError::TooLong);
        }
        let (signed, signature) = text.rsplit_once('.').ok_or(TokenError::Malformed)?;
        let (header, claims) = signed.split_once('.').ok_or(TokenError::Malformed)?;
        if claims.contains('.') {
            return Err(TokenError::Malformed);
        }
        let header: Header = json(header).map_err(|_| TokenError::Malformed)?;
        if header.crit {
            return Err(TokenError::Critical);
        }
        let typ = header.typ.as_deref().map(str::to_ascii_lowercase);
        if typ.is_some_and(|typ| !TYPES.contains(&typ.as_str())) {
            return Err(TokenError::Type);
        }
        let claims = json(claims)?;
        Ok(Self {
            header,
            claims,
            signed,
            signature,
        })
    }
}

/// Reads an object. Bytes that are no UTF-8 are refused even where they would not be looked at.
fn json<T: DeserializeOwned>(part: &str) -> Result<T, TokenError> {
    let bytes = URL_SAFE_NO_PAD.decode(part);
    let bytes = bytes.map_err(|_| TokenError::Malformed)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| TokenError::Malformed)?;
    // A list would be read as the fields in their order.
    if !text.starts_with('{') {
        return Err(TokenError::Malformed);
    }
    serde_json::from_str(text).map_err(|_| TokenError::Claims)
}
