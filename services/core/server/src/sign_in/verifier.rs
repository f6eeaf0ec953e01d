//! Checks a token. Strict on purpose: the library's defaults take tokens without issuer, without
//! audience, and a minute too old.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::caller::Caller;
use jsonwebtoken::Algorithm;

use super::TokenError;
use super::claims::Claims;
use super::token::Token;
use super::trust::{Issuer, Trust};

/// Clocks of two machines differ by no more than this.
const LEEWAY: TimeDelta = TimeDelta::seconds(10);

/// The issuers whose keys could not be loaded at start, all at once.
#[derive(Debug, thiserror::Error)]
#[error("sign-in is not ready: {}", .0.join("; "))]
pub struct LoadFaults(Vec<String>);

/// Turns tokens into callers.
#[derive(Debug, Clone)]
pub struct Verifier {
    issuers: Arc<[Arc<Issuer>]>,
}

impl Verifier {
    /// Returns a verifier that takes these issuers' tokens and no others.
    #[must_use]
    pub fn new(trust: Trust) -> Self {
        Self {
            issuers: trust.0.into(),
        }
    }

    /// Loads the keys of every issuer that has none yet.
    ///
    /// # Errors
    /// [`LoadFaults`]: tokens of those issuers could not be judged.
    pub async fn load(&self, now: DateTime<Utc>) -> Result<(), LoadFaults> {
        let mut faults = Vec::new();
        for issuer in self
            .issuers
            .iter()
            .filter(|issuer| !issuer.keys.are_loaded())
        {
            if let Err(fault) = issuer.keys.fetch(now).await {
                faults.push(format!("{}: {fault}", issuer.iss));
            }
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(LoadFaults(faults))
        }
    }

    /// Verifies a token at a time, and returns its caller. Waits only where the issuer must be
    /// asked for a key.
    ///
    /// # Errors
    /// [`TokenError`], for the log.
    pub async fn caller(&self, text: &str, now: DateTime<Utc>) -> Result<Caller, TokenError> {
        let token = Token::read(text)?;
        // The unverified issuer only chooses which keys may verify.
        let iss = token.claims.iss.as_deref();
        let issuer = self
            .issuers
            .iter()
            .find(|issuer| Some(issuer.iss.as_str()) == iss);
        let issuer = issuer.ok_or(TokenError::Issuer)?;
        let algorithm =
            Algorithm::from_str(&token.header.alg).map_err(|_| TokenError::Algorithm)?;
        if !issuer.algorithms.contains(&algorithm) {
            return Err(TokenError::Algorithm);
        }
        let kid = token.header.kid.as_deref().ok_or(TokenError::KeyMissing)?;
        let key = issuer.keys.find(kid, now).await?;
        if !key.fits(algorithm) {
            return Err(TokenError::Algorithm);
        }
        if !key.verifies(token.signed, token.signature, algorithm) {
            return Err(TokenError::Signature);
        }
        admit(&token.claims, issuer, now)
    }
}

/// Judges what a token says, now that it is known who says it.
fn admit(claims: &Claims, issuer: &Issuer, now: DateTime<Utc>) -> Result<Caller, TokenError> {
    let audience = claims.aud.as_ref().ok_or(TokenError::Audience)?;
    if !issuer.audiences.contains(audience) {
        return Err(TokenError::Audience);
    }
    let bearer = claims.token_type.as_deref();
    if bearer.is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(TokenError::Type);
    }
    in_time(claims, issuer.lifetime_max, now)?;
    claims.caller(issuer)
}

fn in_time(claims: &Claims, lifetime_max: TimeDelta, now: DateTime<Utc>) -> Result<(), TokenError> {
    let instant = |seconds: Option<i64>| {
        DateTime::from_timestamp(seconds.ok_or(TokenError::Undated)?, 0).ok_or(TokenError::Claims)
    };
    let (issued, expires) = (instant(claims.iat)?, instant(claims.exp)?);
    if issued > now + LEEWAY {
        return Err(TokenError::IssuedAhead);
    }
    if claims.nbf.is_some() && instant(claims.nbf)? > now + LEEWAY {
        return Err(TokenError::NotYetValid);
    }
    if expires <= issued || expires - issued > lifetime_max {
        return Err(TokenError::Lifetime);
    }
    if expires <= now - LEEWAY {
        return Err(TokenError::Expired);
    }
    Ok(())
}

impl fmt::Display for Verifier {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self
            .issuers
            .iter()
            .map(|issuer| issuer.iss.as_str())
            .collect();
        write!(out, "{}", names.join(", "))
    }
}
