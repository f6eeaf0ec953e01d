//! Checks a token. Strict on purpose: the library's defaults take tokens without issuer, without
//! audience, and a minute too old.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::caller::Caller;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};

use super::claims::Claims;
use super::{AUDIENCE, IssuerKind, SCOPE, TokenError};

/// Clocks of two machines differ by no more than this.
const LEEWAY: TimeDelta = TimeDelta::seconds(10);
/// A longer token is not read.
const TOKEN_BYTES_MAX: usize = 16 * 1024;

/// An issuer whose tokens are taken. The algorithm is ours to say, never the token's.
#[derive(Clone)]
pub struct TrustedIssuer {
    /// Exact `iss`.
    pub issuer: String,
    /// The kind of its tokens.
    pub kind: IssuerKind,
    /// The only algorithm taken.
    pub algorithm: Algorithm,
    /// The key that verifies.
    pub key: DecodingKey,
    /// A token that holds longer is refused.
    pub lifetime_max: TimeDelta,
}

/// Turns tokens into callers.
#[derive(Clone)]
pub struct Verifier {
    issuers: Arc<[TrustedIssuer]>,
}

impl std::fmt::Debug for Verifier {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_list()
            .entries(self.issuers.iter().map(|issuer| &issuer.issuer))
            .finish()
    }
}

impl Verifier {
    /// Returns a verifier that takes these issuers' tokens and no others.
    #[must_use]
    pub fn new(issuers: Vec<TrustedIssuer>) -> Self {
        Self {
            issuers: issuers.into(),
        }
    }

    /// Verifies a token at a time, and returns its caller.
    ///
    /// # Errors
    /// [`TokenError`], for the log.
    pub fn caller(&self, token: &str, now: DateTime<Utc>) -> Result<Caller, TokenError> {
        if token.len() > TOKEN_BYTES_MAX {
            return Err(TokenError::TooLong);
        }
        // The unverified issuer only chooses which key must verify.
        let unverified: Claims = jsonwebtoken::dangerous::insecure_decode_claims(token)
            .map_err(|_| TokenError::Invalid)?;
        let issuer = self
            .issuers
            .iter()
            .find(|issuer| issuer.issuer == unverified.iss)
            .ok_or(TokenError::Issuer)?;
        let claims = jsonwebtoken::decode::<Claims>(token, &issuer.key, &strict(issuer))
            .map_err(|_| TokenError::Invalid)?
            .claims;
        in_time(&claims, issuer.lifetime_max, now)?;
        claims.caller(issuer.kind, SCOPE)
    }
}

/// Returns the library's checks: signature, algorithm, issuer and audience. Time is checked here,
/// by the clock that is passed in.
fn strict(issuer: &TrustedIssuer) -> Validation {
    let mut validation = Validation::new(issuer.algorithm);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation.set_issuer(&[&issuer.issuer]);
    validation.set_audience(&[AUDIENCE]);
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation
}

fn in_time(claims: &Claims, lifetime_max: TimeDelta, now: DateTime<Utc>) -> Result<(), TokenError> {
    let instant = |seconds| DateTime::from_timestamp(seconds, 0).ok_or(TokenError::Time);
    let (issued, expires) = (instant(claims.iat)?, instant(claims.exp)?);
    let begins = claims.nbf.map_or(Ok(issued), instant)?;
    let valid = expires > now - LEEWAY
        && begins <= now + LEEWAY
        && issued <= now + LEEWAY
        && expires - issued <= lifetime_max
        && expires > issued;
    if valid { Ok(()) } else { Err(TokenError::Time) }
}

#[cfg(test)]
mod tests {
    use domain::caller::Role;
    use domain::randomness::SeededRandomness;

    use super::*;
    use crate::sign_in::EmbeddedIssuer;

    fn issuer(name: &str) -> EmbeddedIssuer {
        let folder =
            std::env::temp_dir().join(format!("tildeling-issuer-{}-{name}", std::process::id()));
        let issuer = EmbeddedIssuer::open(&folder.join("issuer.key")).unwrap();
        let again = EmbeddedIssuer::open(&folder.join("issuer.key")).unwrap();
        assert_eq!(issuer.trusted().len(), again.trusted().len());
        std::fs::remove_dir_all(folder).unwrap();
        issuer
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_450_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn a_good_token_makes_its_caller() {
        let issuer = issuer("good");
        let verifier = Verifier::new(issuer.trusted());
        let chance = SeededRandomness::new(1);
        let token = issuer
            .staff_token("kari", &[Role::CaseHandler], at(0), &chance)
            .unwrap();
        assert_eq!(verifier.caller(&token, at(5)).unwrap().subject, "kari");
        let number = "958935420".parse().unwrap();
        let token = issuer.organisation_token(&number, at(0), &chance).unwrap();
        assert_eq!(
            verifier.caller(&token, at(5)).unwrap().organisation(),
            Some(&number)
        );
    }

    #[test]
    fn time_is_judged_by_the_clock_that_is_passed_in() {
        let issuer = issuer("time");
        let verifier = Verifier::new(issuer.trusted());
        let token = issuer
            .staff_token(
                "kari",
                &[Role::CaseHandler],
                at(0),
                &SeededRandomness::new(1),
            )
            .unwrap();
        assert_eq!(verifier.caller(&token, at(3_700)), Err(TokenError::Time));
        assert_eq!(verifier.caller(&token, at(-60)), Err(TokenError::Time));
        assert!(verifier.caller(&token, at(3_609)).is_ok());
    }

    #[test]
    fn another_key_another_issuer_and_other_words_are_refused() {
        let (ours, theirs) = (issuer("ours"), issuer("theirs"));
        let verifier = Verifier::new(ours.trusted());
        let token = theirs
            .staff_token(
                "kari",
                &[Role::CaseHandler],
                at(0),
                &SeededRandomness::new(1),
            )
            .unwrap();
        assert_eq!(verifier.caller(&token, at(0)), Err(TokenError::Invalid));
        let unknown = Verifier::new(vec![]);
        assert_eq!(unknown.caller(&token, at(0)), Err(TokenError::Issuer));
        for nonsense in ["", "a.b.c", "a.b", &"x".repeat(20_000)] {
            assert!(verifier.caller(nonsense, at(0)).is_err());
        }
    }
}
