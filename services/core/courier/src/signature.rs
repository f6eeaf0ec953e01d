//! Signatures as Standard Webhooks has them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::webhook::WebhookSecret;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Signs a message: `v1,` and the HMAC-SHA256 of id, timestamp and body in base64, once for each
/// secret.
///
/// # Panics
/// Never: HMAC takes a key of any length.
#[must_use]
pub fn sign(secrets: &[WebhookSecret], id: &str, timestamp: i64, body: &str) -> String {
    let signed = secrets.iter().map(|secret| {
        let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes());
        let mut mac = mac.expect("HMAC takes a key of any length");
        mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    });
    signed.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> WebhookSecret {
        WebhookSecret::read(text).unwrap()
    }

    /// The example of the specification.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    #[test]
    fn a_signature_is_that_of_the_specification() {
        let body = r#"{"test": 2432232314}"#;
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        let signed = sign(&[secret(SECRET)], id, 1_614_265_330, body);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn the_library_of_the_specification_signs_the_same() {
        let (id, body) = ("rental-housing-1", "{\"ø\":1}");
        let theirs = standardwebhooks::Webhook::new(SECRET).unwrap();
        let theirs = theirs.sign(id, 1_772_449_200, body.as_bytes()).unwrap();
        assert_eq!(sign(&[secret(SECRET)], id, 1_772_449_200, body), theirs);
    }

    #[test]
    fn a_message_carries_one_signature_for_each_secret() {
        let other = secret("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
        let both = sign(&[secret(SECRET), other.clone()], "a", 1, "b");
        let parts: Vec<&str> = both.split(' ').collect();
        assert_eq!(parts[0], sign(&[secret(SECRET)], "a", 1, "b"));
        assert_eq!(parts[1], sign(&[other], "a", 1, "b"));
    }
}
