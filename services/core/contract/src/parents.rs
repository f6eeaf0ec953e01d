//! Parents of sums and lists: a call or a part of it, or all calls of the scheme.

use std::fmt::{self, Display};
use std::str::FromStr;

use domain::identifiers::{ApplicationId, CallId};

use crate::names::{CallName, GrantName, NameError, ResourceName, SchemeName};

/// The end of the name of all calls of a scheme.
const ALL_CALLS: &str = "/calls/-";

/// The parent of sums and lists over a call, or over all calls of the scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallOrAll {
    /// One call.
    Call(CallName),
    /// All of them: `schemes/{scheme}` or `schemes/{scheme}/calls/-`.
    All(SchemeName),
}

impl CallOrAll {
    /// The call; `None` for all.
    #[must_use]
    pub fn call(self) -> Option<CallId> {
        match self {
            Self::Call(name) => Some(name.call),
            Self::All(_) => None,
        }
    }
}

impl ResourceName for CallOrAll {
    fn scheme(&self) -> &str {
        match self {
            Self::Call(name) => name.scheme(),
            Self::All(name) => name.scheme(),
        }
    }
}

impl FromStr for CallOrAll {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let scheme = text.strip_suffix(ALL_CALLS).unwrap_or(text);
        if scheme.split('/').count() <= 2 {
            scheme.parse().map(Self::All)
        } else {
            text.parse().map(Self::Call)
        }
    }
}

impl Display for CallOrAll {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(name) => name.fmt(out),
            Self::All(name) => write!(out, "{name}{ALL_CALLS}"),
        }
    }
}

/// The parent of a list of reports: one grant, one call, or all calls of the scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportsOf {
    /// One grant.
    Grant(GrantName),
    /// One call, or all of them.
    Calls(CallOrAll),
}

impl ReportsOf {
    /// The call and the grant; `None` for all of them.
    #[must_use]
    pub fn parts(self) -> (Option<CallId>, Option<ApplicationId>) {
        match self {
            Self::Grant(name) => (Some(name.call), Some(name.grant)),
            Self::Calls(calls) => (calls.call(), None),
        }
    }
}

impl ResourceName for ReportsOf {
    fn scheme(&self) -> &str {
        match self {
            Self::Grant(name) => name.scheme(),
            Self::Calls(calls) => calls.scheme(),
        }
    }
}

impl FromStr for ReportsOf {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        if text.split('/').count() <= 4 {
            text.parse().map(Self::Calls)
        } else {
            text.parse().map(Self::Grant)
        }
    }
}

impl Display for ReportsOf {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Grant(name) => name.fmt(out),
            Self::Calls(calls) => calls.fmt(out),
        }
    }
}
