//! Kinds of organisations that apply.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The kinds of applicants the schemes tell apart. Which of them may apply is each scheme's rule,
/// on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ApplicantKind {
    /// *Kommune*, or a district of Oslo (*bydel*) acting as one.
    Municipality,
    /// *Stiftelse*.
    Foundation,
    /// *Foretak*: a limited company, a municipal undertaking, a co-operative.
    Company,
    /// *Frivillig organisasjon*.
    VoluntaryOrganisation,
    /// Anything else.
    Other,
}

/// The text is not one of the kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the kind of applicant is one of MUNICIPALITY, FOUNDATION, COMPANY, VOLUNTARY_ORGANISATION, \
        OTHER; choose one"
)]
pub struct ApplicantKindError;

impl ApplicantKind {
    /// All kinds, in the contract's order.
    pub const ALL: [ApplicantKind; 5] = [
        ApplicantKind::Municipality,
        ApplicantKind::Foundation,
        ApplicantKind::Company,
        ApplicantKind::VoluntaryOrganisation,
        ApplicantKind::Other,
    ];

    /// The code, as rule books, forms and databases write it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            ApplicantKind::Municipality => "MUNICIPALITY",
            ApplicantKind::Foundation => "FOUNDATION",
            ApplicantKind::Company => "COMPANY",
            ApplicantKind::VoluntaryOrganisation => "VOLUNTARY_ORGANISATION",
            ApplicantKind::Other => "OTHER",
        }
    }
}

impl fmt::Display for ApplicantKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.code())
    }
}

impl FromStr for ApplicantKind {
    type Err = ApplicantKindError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        ApplicantKind::ALL
            .into_iter()
            .find(|kind| kind.code() == text)
            .ok_or(ApplicantKindError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_everywhere() {
        for kind in ApplicantKind::ALL {
            assert_eq!(kind.code().parse(), Ok(kind));
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{kind}\""));
        }
        assert_eq!(
            "municipality".parse::<ApplicantKind>(),
            Err(ApplicantKindError)
        );
    }
}
