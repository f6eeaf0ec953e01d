//! Documents of grants, reports and appeals.

use casework::application::ApplicationKey;
use casework::document::{DocumentKey, Download, List, ParentKey, Upload};
use contract::document_names::{DocumentName, DocumentsOf};
use contract::names::ResourceName;
use contract::upload::CHUNK_BYTES_MAX;
use contract::v1::document_service_server::DocumentService;
use contract::v1::download_document_response::Content;
use contract::v1::{self, DownloadDocumentResponse};
use contract::{Outward, SchemeContract};
use domain::document::{Document, DocumentParent};
use domain::identifiers::{ApplicationId, CallId};
use domain::violations::Violations;

use super::{RespondInParts, inward, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] DocumentService for Handlers<S>, scheme S {
        list_documents => casework::document::List;
        [in] upload_document => casework::document::Upload;
        [out] download_document => casework::document::Download as DownloadDocumentStream;
    }
}

inward! {
    ListDocumentsRequest => List |from, faults| {
        key: parent::<S>(faults, &from.parent),
    }
    DownloadDocumentRequest => Download |from, faults| {
        key: DocumentName::read(faults, "name", &from.name, S::PROFILE.code).map(document_key),
    }
}

respond! {
    |step, document: Document, outward| {
        document: Some(written(outward, &step.key().of, document)),
    }
    for Upload => UploadDocumentResponse;

    |step, documents: Vec<Document>, outward| {
        documents: documents
            .into_iter()
            .map(|document| written(outward, &step.key, document))
            .collect(),
    }
    for List => ListDocumentsResponse;
}

impl<S: SchemeContract> RespondInParts<S> for Download {
    type Answer = (Document, Vec<u8>);
    type Part = DownloadDocumentResponse;

    fn parts(
        &self,
        (facts, content): Self::Answer,
        outward: &Outward<S>,
    ) -> impl Iterator<Item = Self::Part> + Send + 'static {
        let facts = Content::Document(written(outward, &self.key.of, facts));
        let chunks = content.len().div_ceil(CHUNK_BYTES_MAX);
        let chunk = move |at: usize| {
            let end = content.len().min((at + 1) * CHUNK_BYTES_MAX);
            Content::Chunk(content[at * CHUNK_BYTES_MAX..end].to_vec())
        };
        let contents = std::iter::once(facts).chain((0..chunks).map(chunk));
        contents.map(|content| DownloadDocumentResponse {
            content: Some(content),
        })
    }
}

fn written<S: SchemeContract>(
    outward: &Outward<S>,
    of: &ParentKey,
    document: Document,
) -> v1::Document {
    outward.document(&of.case.call, of.case.application, document)
}

fn parent<S: SchemeContract>(faults: &mut Violations, text: &str) -> Option<ParentKey> {
    let name = DocumentsOf::read(faults, "parent", text, S::PROFILE.code)?;
    Some(match name {
        DocumentsOf::Grant(name) => parent_key(name.call, name.grant, DocumentParent::Grant),
        DocumentsOf::Report(name) => {
            parent_key(name.call, name.grant, DocumentParent::Report(name.report))
        }
        DocumentsOf::Appeal(name) => {
            let parent = DocumentParent::Appeal(name.appeal);
            parent_key(name.call, name.application, parent)
        }
    })
}

pub(super) fn document_key(name: DocumentName) -> DocumentKey {
    match name {
        DocumentName::Grant(name) => DocumentKey {
            of: parent_key(name.call, name.grant, DocumentParent::Grant),
            document: name.document,
        },
        DocumentName::Report(name) => DocumentKey {
            of: parent_key(name.call, name.grant, DocumentParent::Report(name.report)),
            document: name.document,
        },
        DocumentName::Appeal(name) => DocumentKey {
            of: parent_key(
                name.call,
                name.application,
                DocumentParent::Appeal(name.appeal),
            ),
            document: name.document,
        },
    }
}

fn parent_key(call: CallId, application: ApplicationId, parent: DocumentParent) -> ParentKey {
    ParentKey {
        case: ApplicationKey { call, application },
        parent,
    }
}
