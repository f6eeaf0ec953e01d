//! `tildeling document`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use contract::upload::CHUNK_BYTES_MAX;
use contract::v1;
use contract::v1::download_document_response::Content as Part;
use contract::v1::upload_document_request::Content;
use domain::calendar::{Clock, SystemClock};
use domain::randomness::{SystemRandomness, uuid_v7};

use super::{Connection, told};
use crate::output::say;
use crate::session::Session;
use crate::table::table;

/// Commands on documents of grants and reports.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Adds a file to a grant or a report; prints the document's name.
    Upload {
        /// `…/grants/{grant}` or `…/grants/{grant}/reports/{report}`.
        parent: String,
        /// The file.
        file: PathBuf,
        /// The kind of document, one of the scheme's codes.
        #[arg(long)]
        kind: String,
    },
    /// Lists the documents of a grant or a report.
    List {
        /// `…/grants/{grant}` or `…/grants/{grant}/reports/{report}`.
        parent: String,
    },
    /// Writes a document to a file.
    Download {
        /// `…/documents/{document}`.
        name: String,
        /// The file.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Upload { parent, file, kind } => {
            let id = uuid_v7(SystemClock.now(), &SystemRandomness);
            let content = std::fs::read(file).with_context(|| file.display().to_string())?;
            let document = v1::Document {
                name: format!("{parent}/documents/{id}"),
                kind: kind.clone(),
                file_name: file_name(file),
                media_type: media_type(file)?.to_owned(),
                ..v1::Document::default()
            };
            connection.with(parent, async |session| {
                let stored = upload(&session, document, content).await?;
                say!("{}", stored.name)?;
                say!(
                    "SHA-256 {}, scanned by {}",
                    stored.sha256,
                    stored.scanned_by
                )?;
                Ok(())
            })
        }
        Command::List { parent } => {
            connection.with(parent, async |session| list(&session, parent).await)
        }
        Command::Download { name, out } => connection.with(name, async |session| {
            let (document, content) = download(&session, name).await?;
            std::fs::write(out, content).with_context(|| out.display().to_string())?;
            say!("{} written, SHA-256 {}", out.display(), document.sha256)?;
            Ok(())
        }),
    }
}

/// Adds a document to a grant or a report.
pub async fn upload(
    session: &Session,
    document: v1::Document,
    content: Vec<u8>,
) -> anyhow::Result<v1::Document> {
    let chunks = content.chunks(CHUNK_BYTES_MAX);
    let chunks = chunks.map(|chunk| Content::Chunk(chunk.to_vec()));
    let messages: Vec<_> = std::iter::once(Content::Document(document))
        .chain(chunks)
        .map(|content| v1::UploadDocumentRequest {
            content: Some(content),
        })
        .collect();
    let mut documents = session.documents();
    let answer = documents
        .upload_document(tokio_stream::iter(messages))
        .await;
    let stored = answer.map_err(told)?.into_inner().document;
    stored.context("no document in the answer")
}

/// Reads a document and its facts.
pub(super) async fn download(
    session: &Session,
    name: &str,
) -> anyhow::Result<(v1::Document, Vec<u8>)> {
    let request = v1::DownloadDocumentRequest {
        name: name.to_owned(),
    };
    let answer = session.documents().download_document(request).await;
    let mut stream = answer.map_err(told)?.into_inner();
    let (mut facts, mut content) = (None, Vec::new());
    while let Some(message) = stream.message().await.map_err(told)? {
        match message.content {
            Some(Part::Document(document)) => facts = Some(document),
            Some(Part::Chunk(chunk)) => content.extend(chunk),
            None => {}
        }
    }
    Ok((facts.context("no facts in the answer")?, content))
}

async fn list(session: &Session, parent: &str) -> anyhow::Result<()> {
    let request = v1::ListDocumentsRequest {
        parent: parent.to_owned(),
    };
    let answer = session.documents().list_documents(request).await;
    let documents = answer.map_err(told)?.into_inner().documents;
    let rows = documents.into_iter().map(|document| {
        vec![
            document.kind,
            document.file_name,
            document.size_bytes.to_string(),
            document.scanned_by,
            document.name,
        ]
    });
    let headings = ["kind", "file", "bytes", "scanned by", "name"];
    say!("{}", table(&headings, &[2], rows))?;
    Ok(())
}

fn file_name(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The ends of file names, and the media type of each.
const ENDINGS: [(&str, &str); 10] = [
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("txt", "text/plain"),
    ("csv", "text/csv"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
];

/// The media type of a file by the end of its name. The server holds the content against it.
fn media_type(file: &Path) -> anyhow::Result<&'static str> {
    let end = file.extension().unwrap_or_default().to_string_lossy();
    let end = end.to_lowercase();
    let found = ENDINGS.iter().find(|(ending, _)| *ending == end);
    let (_, media_type) = found.with_context(|| {
        format!(
            "{}: the end of the name tells no type that is taken; use pdf, png, jpg, txt, csv, \
             docx, xlsx, odt or ods",
            file.display()
        )
    })?;
    Ok(media_type)
}

/// Returns the end of the name of a file of a type.
pub(super) fn ending(media_type: &str) -> &'static str {
    let found = ENDINGS.iter().find(|(_, known)| *known == media_type);
    found.map_or("bin", |(ending, _)| ending)
}
