//! The keys of an issuer, read from a JSON Web Key Set.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;

use super::fault::KeysFault;

/// A shorter RSA key is refused.
const RSA_BITS_MIN: usize = 2_048;

/// A key that verifies.
#[derive(Clone)]
pub(super) struct Key {
    key: DecodingKey,
    algorithms: Vec<Algorithm>,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "key for {:?}", self.algorithms)
    }
}

impl Key {
    /// Returns an Ed25519 key.
    pub fn ed25519(public: &[u8]) -> Self {
        Self {
            key: DecodingKey::from_ed_der(public),
            algorithms: vec![Algorithm::EdDSA],
        }
    }

    /// Returns true if it is of this algorithm's kind.
    pub fn fits(&self, algorithm: Algorithm) -> bool {
        self.algorithms.contains(&algorithm)
    }

    /// Returns true if it made the signature.
    pub fn verifies(&self, signed: &str, signature: &str, algorithm: Algorithm) -> bool {
        let verified =
            jsonwebtoken::crypto::verify(signature, signed.as_bytes(), &self.key, algorithm);
        verified.unwrap_or(false)
    }
}

/// The keys of an issuer, by id.
pub(super) type KeySet = BTreeMap<String, Key>;

#[derive(Deserialize)]
struct Document {
    keys: Vec<serde_json::Value>,
}

/// A key as it is published. The members of other types are not read.
#[derive(Deserialize)]
struct Published {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// Reads a key set. A key of another type or use is left out, which the log says; a set with two
/// keys of one id, with a weak key, or without any key is refused as a whole.
///
/// # Errors
/// [`KeysFault`].
pub(super) fn read(bytes: &[u8], place: &str) -> Result<KeySet, KeysFault> {
    let document: Document =
        serde_json::from_slice(bytes).map_err(|_| KeysFault::NoKeySet(place.to_owned()))?;
    let mut set = KeySet::new();
    for value in document.keys {
        let Ok(published) = serde_json::from_value::<Published>(value) else {
            tracing::warn!(place, "a key that cannot be read is left out");
            continue;
        };
        let Some(kid) = published.kid.clone() else {
            tracing::warn!(place, "a key without an id is left out");
            continue;
        };
        let Some(key) = published.key(&kid, place)? else {
            tracing::info!(
                place,
                kid,
                kty = published.kty,
                "a key of another type is left out"
            );
            continue;
        };
        if set.insert(kid.clone(), key).is_some() {
            return Err(KeysFault::TwoKeys {
                place: place.to_owned(),
                kid,
            });
        }
    }
    if set.is_empty() {
        return Err(KeysFault::NoKey(place.to_owned()));
    }
    Ok(set)
}

impl Published {
    /// Returns the key; `None` when it is of a type or a use that no token of ours has.
    fn key(&self, kid: &str, place: &str) -> Result<Option<Key>, KeysFault> {
        if self.usage.as_deref().is_some_and(|usage| usage != "sig") {
            return Ok(None);
        }
        let members = (self.kty.as_str(), self.crv.as_deref());
        let (key, mut algorithms) = match (members, &self.n, &self.e, &self.x, &self.y) {
            (("RSA", _), Some(n), Some(e), ..) => {
                let bits = bits(n).unwrap_or(0);
                if bits < RSA_BITS_MIN {
                    let (place, kid) = (place.to_owned(), kid.to_owned());
                    return Err(KeysFault::WeakKey { place, kid, bits });
                }
                (DecodingKey::from_rsa_components(n, e), RSA.to_vec())
            }
            (("EC", Some("P-256")), .., Some(x), Some(y)) => (
                DecodingKey::from_ec_components(x, y),
                vec![Algorithm::ES256],
            ),
            (("EC", Some("P-384")), .., Some(x), Some(y)) => (
                DecodingKey::from_ec_components(x, y),
                vec![Algorithm::ES384],
            ),
            (("OKP", Some("Ed25519")), .., Some(x), _) => {
                (DecodingKey::from_ed_components(x), vec![Algorithm::EdDSA])
            }
            _ => return Ok(None),
        };
        if let Some(own) = &self.alg {
            algorithms.retain(|algorithm| format!("{algorithm:?}") == *own);
        }
        match key {
            Ok(key) if !algorithms.is_empty() => Ok(Some(Key { key, algorithms })),
            Ok(_) | Err(_) => Ok(None),
        }
    }
}

const RSA: [Algorithm; 6] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
];

/// Returns the length of a number in bits.
fn bits(number: &str) -> Option<usize> {
    let bytes = URL_SAFE_NO_PAD.decode(number).ok()?;
    let first = bytes.iter().position(|byte| *byte != 0)?;
    let zeros = usize::try_from(bytes[first].leading_zeros()).ok()?;
    Some((bytes.len() - first) * 8 - zeros)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rsa(kid: &str, bytes: usize) -> serde_json::Value {
        let n = URL_SAFE_NO_PAD.encode(vec![0xff; bytes]);
        json!({ "kty": "RSA", "kid": kid, "n": n, "e": "AQAB", "use": "sig" })
    }

    fn told(keys: serde_json::Value) -> Result<Vec<String>, String> {
        let set = read(json!({ "keys": keys }).to_string().as_bytes(), "here");
        set.map(|set| set.into_keys().collect())
            .map_err(|fault| fault.to_string())
    }

    #[test]
    fn other_types_and_uses_are_left_out() {
        let others = [
            json!({ "kty": "oct", "kid": "secret", "k": "AAAA" }),
            json!({ "kty": "RSA", "kid": "for encryption", "use": "enc", "n": "AA", "e": "AQAB" }),
            json!({ "kty": "OKP", "kid": "x", "crv": "X25519", "x": "AA" }),
            json!({ "kty": "from the future", "kid": "y" }),
            json!("no key"),
            json!({ "kty": "RSA", "n": "AA", "e": "AQAB" }),
        ];
        assert!(told(json!(others)).unwrap_err().contains("no key"));
        let mut with_one = others.to_vec();
        with_one.push(rsa("good", 256));
        assert_eq!(told(json!(with_one)), Ok(vec!["good".to_owned()]));
    }

    #[test]
    fn a_set_that_is_ambiguous_or_weak_is_refused_as_a_whole() {
        let twice = told(json!([rsa("a", 256), rsa("b", 256), rsa("a", 384)]));
        assert!(twice.unwrap_err().contains("\"a\""));
        let weak = told(json!([rsa("a", 256), rsa("b", 255)])).unwrap_err();
        assert!(weak.contains("2040 bits"), "{weak}");
        assert!(read(b"{}", "here").is_err() && read(b"no", "here").is_err());
    }
}
