//! The rows that the database shows: its policies read a setting of the transaction.

use domain::identifiers::OrganisationNumber;

/// The setting that policies read.
pub(crate) const REACH: &str = "tildeling.reach";

/// The rows that a transaction is shown. The policies of the database hold it to them, whatever the
/// job asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Those of the whole scheme.
    Scheme,
    /// Those of one organisation's cases, and those of no case.
    Organisation(OrganisationNumber),
}

impl Reach {
    /// Returns the statement that begins a transaction of this reach.
    pub(crate) fn begin(&self, mode: &str) -> String {
        let reach = match self {
            Self::Scheme => "scheme",
            Self::Organisation(number) => number.as_str(),
        };
        format!("begin{mode}; set local {REACH} = '{reach}'")
    }
}
