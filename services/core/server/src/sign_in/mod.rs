//! Sign-in: a bearer token becomes a [`Caller`](domain::caller::Caller) here and nowhere else.
//!
//! Two kinds of issuer are known, told apart by configuration, never by what a token says of
//! itself: a staff sign-in, whose tokens carry roles, and a machine-to-machine sign-in in the
//! manner of Maskinporten, whose tokens carry the organisation they act for. The [`EmbeddedIssuer`]
//! signs both kinds for `demo`, for `serve` on one machine and for tests; the [`Verifier`] does not
//! know the difference.

mod claims;
mod issuer;
mod verifier;

pub use issuer::{EmbeddedIssuer, IssuerError};
pub use verifier::{TrustedIssuer, Verifier};

/// Issuer of the embedded staff tokens.
pub const EMBEDDED_STAFF: &str = "https://staff.tildeling.localhost/";
/// Issuer of the embedded organisation tokens.
pub const EMBEDDED_ORGANISATIONS: &str = "https://organisations.tildeling.localhost/";
/// The audience every token must name: a token for another API is not one for ours.
pub const AUDIENCE: &str = "tildeling";
/// The scope an organisation's token must hold.
pub const SCOPE: &str = "tildeling:applications";

/// The kind of an issuer's tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuerKind {
    /// People on the staff, with roles.
    Staff,
    /// Organisations' systems.
    Organisations,
}

/// A reason to refuse a token. For the log: the caller learns only that it is not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// No `authorization: Bearer …`, or several.
    #[error("no single bearer token")]
    Missing,
    /// Longer than we read.
    #[error("token too long")]
    TooLong,
    /// No issuer we trust.
    #[error("issuer not trusted")]
    Issuer,
    /// The signature, the header or a required claim is wrong.
    #[error("signature or claims not valid")]
    Invalid,
    /// Expired, not yet valid, issued in the future or valid for too long.
    #[error("outside its time")]
    Time,
    /// No subject.
    #[error("no subject")]
    Subject,
    /// The scope is missing.
    #[error("scope missing")]
    Scope,
    /// No known role.
    #[error("no known role")]
    Roles,
    /// A machine's token where a person must stand.
    #[error("not a person")]
    NotAPerson,
    /// The organisation is missing, ambiguous or not Norwegian.
    #[error("organisation not valid")]
    Organisation,
}
