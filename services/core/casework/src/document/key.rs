use domain::document::DocumentParent;
use domain::identifiers::DocumentId;
use serde::Serialize;

use crate::application::ApplicationKey;

/// The parts of the name of a noun that has documents, below the scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParentKey {
    /// The case: the call and the grant.
    pub case: ApplicationKey,
    /// The noun within the case.
    pub parent: DocumentParent,
}

impl ParentKey {
    /// Returns the noun's name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        self.parent.name(&self.case.call, self.case.application)
    }
}

/// The parts of a document's name below the scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentKey {
    /// The noun that it belongs to.
    pub of: ParentKey,
    /// The document.
    pub document: DocumentId,
}

impl DocumentKey {
    /// Returns the document's name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        let ParentKey { case, parent } = &self.of;
        parent.document(&case.call, case.application, self.document)
    }
}
