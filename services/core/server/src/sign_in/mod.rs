//! Sign-in: a bearer token becomes a [`Caller`](domain::caller::Caller) here and nowhere else.
//!
//! Which issuers are trusted, and for what, is a file of the operator's ([`Trust::read`]), never
//! what a token says of itself: it names the keys, the algorithms, the audience, the lifetime, and
//! what each scope or group gives. The [`EmbeddedIssuer`] signs for `demo`, for `serve --dev` and
//! for tests; the [`Verifier`] does not know the difference.

mod claims;
mod embedded;
mod fault;
mod fetch;
mod key_set;
mod keys;
mod refusals;
mod setup;
mod subject;
mod token;
mod trust;
mod verifier;

pub use embedded::{EmbeddedIssuer, IssuerError};
pub use fault::KeysFault;
pub use refusals::Refusals;
pub use trust::Trust;
pub use verifier::{LoadFaults, Verifier};

/// Issuer of the embedded staff tokens.
pub const EMBEDDED_STAFF: &str = "https://staff.tildeling.localhost/";
/// Issuer of the embedded organisation tokens.
pub const EMBEDDED_ORGANISATIONS: &str = "https://organisations.tildeling.localhost/";
/// The audience of embedded tokens: a token for another API is not one for ours.
pub const AUDIENCE: &str = "tildeling";
/// The scope an organisation's embedded token must hold.
pub const SCOPE: &str = "tildeling:applications";
/// The scope a finance system's embedded token must hold.
pub const EXPORT_SCOPE: &str = "tildeling:export.read";
/// The id of the embedded issuer's key.
pub const EMBEDDED_KEY: &str = "embedded";

/// A reason to refuse a token. For the audit log: the caller learns only that it is not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum TokenError {
    /// No `authorization: Bearer …`, or several.
    #[error("no single bearer token")]
    Missing,
    /// Longer than we read.
    #[error("token too long")]
    TooLong,
    /// Not three parts of JSON in base64.
    #[error("not a signed token")]
    Malformed,
    /// A header that must be understood, and is not.
    #[error("critical header not understood")]
    Critical,
    /// Another type of token than an access token.
    #[error("type of token not taken")]
    Type,
    /// No issuer we trust.
    #[error("issuer not trusted")]
    Issuer,
    /// An algorithm that is not the issuer's or not the key's.
    #[error("algorithm not taken")]
    Algorithm,
    /// No id of a key.
    #[error("no key id")]
    KeyMissing,
    /// A key the issuer does not have.
    #[error("unknown key")]
    KeyUnknown,
    /// The issuer has not answered for so long that its keys are not trusted any more.
    #[error("the issuer's keys are too old")]
    KeysTooOld,
    /// Signed by another.
    #[error("signature not valid")]
    Signature,
    /// A claim of a wrong form.
    #[error("claims not valid")]
    Claims,
    /// For another API, or for none.
    #[error("wrong audience")]
    Audience,
    /// No time of issue or of expiry.
    #[error("no time of issue or expiry")]
    Undated,
    /// Its time is over.
    #[error("expired")]
    Expired,
    /// Its time has not begun.
    #[error("not yet valid")]
    NotYetValid,
    /// Issued in the future.
    #[error("issued in the future")]
    IssuedAhead,
    /// Valid for too long.
    #[error("valid for too long")]
    Lifetime,
    /// No subject, or one that cannot be told from others.
    #[error("subject not valid")]
    Subject,
    /// The scope is missing.
    #[error("scope missing")]
    Scope,
    /// Two scopes that make two kinds of caller.
    #[error("scopes of two kinds of caller")]
    Scopes,
    /// No known role.
    #[error("no known role")]
    Roles,
    /// Roles that must not meet in one person.
    #[error("roles that must not meet in one person")]
    RolesApart,
    /// A machine's token where a person must stand.
    #[error("not a person")]
    NotAPerson,
    /// A tenant that is not ours.
    #[error("tenant not trusted")]
    Tenant,
    /// Signed in at too low a level, or for no organisation of ours.
    #[error("not signed in for us at a level that is taken")]
    Level,
    /// The organisation is missing, ambiguous or not Norwegian.
    #[error("organisation not valid")]
    Organisation,
    /// Delegated by a register that is not trusted.
    #[error("source of the delegation not trusted")]
    DelegationSource,
    /// An organisation's or system user's token of an undocumented shape.
    #[error("undocumented combination of parties")]
    Parties,
    /// A finance system of an organisation that may not fetch exports.
    #[error("organisation may not fetch exports")]
    NotFinance,
}
