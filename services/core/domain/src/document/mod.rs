//! Documents (dokumenter): files that belong to a grant, to one of its reports or to an appeal.

pub mod media_type;

use crate::appeal::AppealNumber;
use crate::identifiers::{ApplicationId, CallId, DocumentId, ReportId};
use crate::names;
use crate::step::StepRecord;
use serde::{Deserialize, Serialize};

/// The most bytes of one document.
pub const DOCUMENT_BYTES_MAX: usize = 10 * 1024 * 1024;

/// The most documents of one grant, one report or one appeal.
pub const DOCUMENTS_MAX: usize = 50;

/// The name of the scanner in a document that was not scanned.
pub const NOT_SCANNED: &str = "none";

/// The noun of a case that a document belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentParent {
    /// The grant.
    Grant,
    /// One of its reports.
    Report(ReportId),
    /// An appeal in the case.
    Appeal(AppealNumber),
}

impl DocumentParent {
    /// Returns the noun's name below the scheme.
    #[must_use]
    pub fn name(&self, call: &CallId, grant: ApplicationId) -> String {
        match self {
            Self::Grant => names::grant(call, grant),
            Self::Report(report) => names::report(call, grant, report),
            Self::Appeal(number) => names::appeal(call, grant, number),
        }
    }

    /// Returns the name of one of its documents below the scheme.
    #[must_use]
    pub fn document(&self, call: &CallId, grant: ApplicationId, document: DocumentId) -> String {
        match self {
            Self::Grant => names::document(call, grant, document),
            Self::Report(report) => names::report_document(call, grant, report, document),
            Self::Appeal(number) => names::appeal_document(call, grant, *number, document),
        }
    }
}

/// A document, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The id that the client chose. It is used once in a case.
    pub id: DocumentId,
    /// The noun that it belongs to.
    pub parent: DocumentParent,
    /// Kind, one of the scheme's codes.
    pub kind: String,
    /// Name, without a path.
    pub file_name: String,
    /// Media type, one of [`media_type::ALLOWED`].
    pub media_type: String,
    /// Size.
    pub size_bytes: i64,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
    /// The person or system that uploaded it, and the time.
    pub uploaded: StepRecord,
    /// True if it was uploaded by the staff.
    pub by_staff: bool,
    /// The scanner that found it clean, by its version; [`NOT_SCANNED`] where none is set up.
    pub scanned_by: String,
}

impl Document {
    /// Returns the document as an organisation may see it: without names of the staff.
    #[must_use]
    pub fn for_organisation(mut self) -> Self {
        if self.by_staff {
            self.uploaded.actor.clear();
        }
        self
    }
}

/// A document that payment waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequiredDocument {
    /// Kind, one of the scheme's codes.
    pub kind: String,
    /// Regulation or guide, or `configurable`.
    pub citation: String,
}
