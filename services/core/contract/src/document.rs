//! Documents of grants, reports and appeals: the facts first, then the bytes.

use domain::document::{DOCUMENT_BYTES_MAX, Document, DocumentParent, media_type};
use domain::identifiers::{ApplicationId, CallId};
use domain::violations::Violations;

use crate::document_names::DocumentName;
use crate::names::{AppealDocumentName, GrantDocumentName, ReportDocumentName, ResourceName};
use crate::outward::Outward;
use crate::upload::{self, UploadError};
use crate::v1::upload_document_request::Content;
use crate::{SchemeContract, v1};

/// The facts of a document, which a client sends before the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentFacts {
    /// The name the client chose.
    pub name: DocumentName,
    /// The kind of the document, one of the scheme's codes.
    pub kind: String,
    /// File name.
    pub file_name: String,
    /// Media type, one of those that are taken.
    pub media_type: String,
}

/// A document on its way in.
#[derive(Debug)]
pub struct Upload {
    facts: DocumentFacts,
    content: Vec<u8>,
}

impl Upload {
    /// Begins with the stream's first message; `None` is a stream without any.
    ///
    /// # Errors
    /// [`UploadError::Invalid`] with every fault of the message.
    pub fn begin<S: SchemeContract>(
        first: Option<v1::UploadDocumentRequest>,
    ) -> Result<Upload, UploadError> {
        let document = match first.and_then(|message| message.content) {
            Some(Content::Document(document)) => Some(document),
            Some(Content::Chunk(_)) | None => None,
        };
        let facts = upload::facts("document", document.as_ref(), facts::<S>)?;
        Ok(Upload {
            facts,
            content: Vec::new(),
        })
    }

    /// Takes one more message.
    ///
    /// # Errors
    /// [`UploadError`] when it carries no chunk, too large a chunk, or the file has become too
    /// large.
    pub fn push(&mut self, message: v1::UploadDocumentRequest) -> Result<(), UploadError> {
        let part = message.content.map(|content| match content {
            Content::Chunk(chunk) => Ok(chunk),
            Content::Document(_) => Err("document"),
        });
        upload::push(&mut self.content, part, DOCUMENT_BYTES_MAX)
    }

    /// Ends the stream: the facts and the bytes.
    ///
    /// # Errors
    /// [`UploadError::Invalid`] when no bytes came.
    pub fn finish(self) -> Result<(DocumentFacts, Vec<u8>), UploadError> {
        upload::finish(self.facts, self.content)
    }
}

fn facts<S: SchemeContract>(faults: &mut Violations, from: &v1::Document) -> Option<DocumentFacts> {
    let name = DocumentName::read(faults, "name", &from.name, S::PROFILE.code);
    let kind = upload::file_kind(faults, &from.kind, S::PROFILE.document_kinds);
    let file_name = upload::file_name(faults, &from.file_name);
    let allowed = media_type::ALLOWED.contains(&from.media_type.as_str());
    if !allowed {
        faults.add(
            "media_type",
            format_args!(
                "is no type that is taken; send a file of one of {}",
                media_type::ALLOWED.join(", ")
            ),
        );
    }
    Some(DocumentFacts {
        name: name?,
        kind: kind?,
        file_name: file_name?,
        media_type: allowed.then(|| from.media_type.clone())?,
    })
}

impl<S: SchemeContract> Outward<S> {
    /// A document of a case, without its content.
    #[must_use]
    pub fn document(
        &self,
        call: &CallId,
        grant: ApplicationId,
        document: Document,
    ) -> v1::Document {
        let (scheme, call) = (self.scheme(), call.clone());
        let name = match document.parent {
            DocumentParent::Grant => DocumentName::Grant(GrantDocumentName {
                scheme,
                call,
                grant,
                document: document.id,
            }),
            DocumentParent::Report(report) => DocumentName::Report(ReportDocumentName {
                scheme,
                call,
                grant,
                report,
                document: document.id,
            }),
            DocumentParent::Appeal(appeal) => DocumentName::Appeal(AppealDocumentName {
                scheme,
                call,
                application: grant,
                appeal,
                document: document.id,
            }),
        };
        v1::Document {
            name: name.to_string(),
            kind: document.kind,
            file_name: document.file_name,
            media_type: document.media_type,
            size_bytes: document.size_bytes,
            sha256: document.sha256,
            upload: Some(self.step(&document.uploaded, document.by_staff)),
            scanned_by: document.scanned_by,
        }
    }
}
