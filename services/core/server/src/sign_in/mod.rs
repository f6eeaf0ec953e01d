//! Who calls: a bearer token becomes a [`Caller`] here and nowhere else.
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
pub use verifier::{IssuerKind, TokenError, TrustedIssuer, Verifier};

/// Issuer of the embedded staff tokens.
pub const EMBEDDED_STAFF: &str = "https://staff.tildeling.localhost/";
/// Issuer of the embedded organisation tokens.
pub const EMBEDDED_ORGANISATIONS: &str = "https://organisations.tildeling.localhost/";
/// The audience every token must name: a token for another API is not one for ours.
pub const AUDIENCE: &str = "tildeling";
/// The scope an organisation's token must hold.
pub const SCOPE: &str = "tildeling:applications";
