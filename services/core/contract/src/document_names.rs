//! Names of documents, and of the nouns that have them.

use std::fmt::{self, Display};
use std::str::FromStr;

use crate::names::{
    AppealDocumentName, AppealName, GrantDocumentName, GrantName, NameError, ReportDocumentName,
    ReportName, ResourceName,
};

/// A name of one of three kinds, told apart by the collection that stands in it.
macro_rules! of_three {
    ($(#[$doc:meta])* $name:ident { $grant:ty, $report:ty, $appeal:ty }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            /// Of a grant.
            Grant($grant),
            /// Of a report.
            Report($report),
            /// Of an appeal.
            Appeal($appeal),
        }

        impl ResourceName for $name {
            fn scheme(&self) -> &str {
                match self {
                    Self::Grant(name) => name.scheme(),
                    Self::Report(name) => name.scheme(),
                    Self::Appeal(name) => name.scheme(),
                }
            }
        }

        impl FromStr for $name {
            type Err = NameError;

            fn from_str(text: &str) -> Result<Self, NameError> {
                if text.contains("/appeals/") {
                    text.parse().map(Self::Appeal)
                } else if text.contains("/reports/") {
                    text.parse().map(Self::Report)
                } else {
                    text.parse().map(Self::Grant)
                }
            }
        }

        impl Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::Grant(name) => name.fmt(out),
                    Self::Report(name) => name.fmt(out),
                    Self::Appeal(name) => name.fmt(out),
                }
            }
        }
    };
}

of_three!(
    /// The parent of documents: a grant, one of its reports, or an appeal.
    DocumentsOf { GrantName, ReportName, AppealName }
);
of_three!(
    /// A document of a grant, of one of its reports, or of an appeal.
    DocumentName { GrantDocumentName, ReportDocumentName, AppealDocumentName }
);
