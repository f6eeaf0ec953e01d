//! Issuers that are trusted, and what their tokens give.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::TimeDelta;
use domain::caller::Role;
use domain::identifiers::OrganisationNumber;
use jsonwebtoken::Algorithm;

use super::keys::Keys;
use super::subject::Subjects;

/// The issuers whose tokens are taken.
#[derive(Debug, Clone)]
pub struct Trust(pub(super) Vec<Arc<Issuer>>);

/// An issuer whose tokens are taken. The algorithms are ours to say, never the token's.
#[derive(Debug)]
pub(super) struct Issuer {
    /// Exact `iss`.
    pub iss: String,
    /// The audiences of which a token names one.
    pub audiences: Vec<String>,
    /// The algorithms that are taken.
    pub algorithms: Vec<Algorithm>,
    /// A token that holds longer is refused.
    pub lifetime_max: TimeDelta,
    /// What its tokens are.
    pub kind: Kind,
    /// Its keys.
    pub keys: Arc<Keys>,
}

/// What an issuer's tokens are.
#[derive(Debug)]
pub(super) enum Kind {
    /// Of machines, in the manner of Maskinporten.
    Machines(Machines),
    /// Of people.
    Persons(Persons),
}

/// What machines' tokens give.
#[derive(Debug)]
pub(super) struct Machines {
    /// The scope of applicants' systems.
    pub applications: Option<String>,
    /// The scope of finance systems, and the organisations that may hold it; `None` for all.
    pub exports: Option<(String, Option<Vec<OrganisationNumber>>)>,
    /// The registers whose delegations count.
    pub delegation_sources: Vec<String>,
    /// True if the subject stands alone as the actor, and not after its issuer.
    pub plain_subjects: bool,
}

/// What people's tokens give.
#[derive(Debug)]
pub(super) struct Persons {
    /// The form of the tokens.
    pub form: Form,
    /// The roles that each value gives.
    pub rights: BTreeMap<String, BTreeSet<Role>>,
    /// What is done with a value that gives none.
    pub others: Others,
}

/// The forms of people's tokens.
#[derive(Debug)]
pub(super) enum Form {
    /// Entra ID, v2: a person is `tid` and `oid`, rights come from `groups` or `roles`.
    Entra {
        /// The tenants that are trusted.
        tenants: Vec<String>,
        /// The scope that must be among `scp`.
        scope: Option<String>,
    },
    /// Ansattporten: rights come from the resources a person has for our organisation.
    Ansattporten {
        /// Our organisation.
        organisation: OrganisationNumber,
        /// The levels that are taken.
        levels: Vec<String>,
    },
    /// Any other provider: rights come from `roles` or `groups`.
    OpenId {
        /// What its subjects are.
        subjects: Subjects,
        /// The scope a token must hold.
        scope: Option<String>,
        /// True if the subject stands alone as the actor, and not after its issuer.
        plain_subjects: bool,
    },
}

/// What is done with a group or role that gives no right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Others {
    /// Nothing: people are in many groups.
    Ignored,
    /// The token is refused.
    Refused,
}
