//! The file of a case as it is sent to another body: a list of what is in it.

use serde::{Deserialize, Serialize};

crate::coded! {
    /// Kind of an item of a case file.
    pub CaseFileKind {
        /// The application with its attachments.
        Application = "application",
        /// A file of the application.
        Attachment = "attachment",
        /// The allocation, with the assessments and the explanation of the award.
        Allocation = "allocation",
        /// A decision with its letter.
        Decision = "decision",
        /// The appeal.
        Appeal = "appeal",
        /// A document of the grant or of the appeal.
        Document = "document",
    }
}

/// An item of a case file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFileItem {
    /// Its kind.
    pub kind: CaseFileKind,
    /// Its name below the scheme.
    pub name: String,
}

impl CaseFileItem {
    /// Makes an item.
    #[must_use]
    pub const fn new(kind: CaseFileKind, name: String) -> Self {
        Self { kind, name }
    }
}
