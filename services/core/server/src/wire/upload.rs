//! A file on its way in.

use std::sync::LazyLock;
use std::time::Duration;

use casework::application::Upload;
use casework::document;
use casework::finance::ImportBankFile;
use contract::upload::UploadError;
use contract::v1::{ImportBankFileRequest, UploadAttachmentRequest, UploadDocumentRequest};
use contract::{SchemeContract, attachment, bank_file};
use domain::step::StepName;
use tokio::sync::Semaphore;
use tonic::{Status, Streaming};

use super::Receive;
use super::application::attachment_key;
use super::document::document_key;
use crate::auth::foreign;
use crate::error;
use crate::request_context::RequestContext;

/// Files on their way in at the same time, in the whole program: each can take 10 MiB of memory.
const UPLOADS_MAX: usize = 32;
/// A client that sends nothing for so long gives its place to another.
const CHUNK_WITHIN: Duration = Duration::from_secs(15);

/// Files of the bank at the same time: each can take 32 MiB, and as much again once it is read.
const BANK_FILES_MAX: usize = 4;

static PLACES: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(UPLOADS_MAX));
static BANK_FILES: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(BANK_FILES_MAX));

/// The facts come first, then chunks to the clean end of the stream. What is broken off leaves
/// nothing.
impl<S: SchemeContract> Receive<S> for Upload {
    type Message = UploadAttachmentRequest;

    async fn receive(
        context: &RequestContext<S>,
        mut stream: Streaming<UploadAttachmentRequest>,
    ) -> Result<Self, Status> {
        let refused = |problem| refused(context, problem);
        let first = next(context, &mut stream).await?;
        let mut upload = attachment::Upload::begin::<S>(first).map_err(refused)?;
        context.may(StepName::UploadAttachment)?;
        // Never closed.
        let _place = PLACES.acquire().await;
        while let Some(message) = next(context, &mut stream).await? {
            upload.push(message).map_err(refused)?;
        }
        let (facts, content) = upload.finish().map_err(refused)?;
        let key = attachment_key(facts.name);
        let names = (facts.file_name, facts.media_type);
        Ok(Upload::new(key, facts.kind, names, content))
    }
}

/// A document in the same way.
impl<S: SchemeContract> Receive<S> for document::Upload {
    type Message = UploadDocumentRequest;

    async fn receive(
        context: &RequestContext<S>,
        mut stream: Streaming<UploadDocumentRequest>,
    ) -> Result<Self, Status> {
        let refused = |problem| refused(context, problem);
        let first = next(context, &mut stream).await?;
        let mut upload = contract::document::Upload::begin::<S>(first).map_err(refused)?;
        context.may(StepName::UploadDocument)?;
        // Never closed.
        let _place = PLACES.acquire().await;
        while let Some(message) = next(context, &mut stream).await? {
            upload.push(message).map_err(refused)?;
        }
        let (facts, content) = upload.finish().map_err(refused)?;
        let names = (facts.file_name, facts.media_type);
        Ok(Self::new(
            document_key(facts.name),
            facts.kind,
            names,
            content,
        ))
    }
}

/// A bank's answers in the same way: the parent, then chunks. The file is read before the step
/// begins, on a thread that serves no others.
impl<S: SchemeContract> Receive<S> for ImportBankFile {
    type Message = ImportBankFileRequest;

    async fn receive(
        context: &RequestContext<S>,
        mut stream: Streaming<ImportBankFileRequest>,
    ) -> Result<Self, Status> {
        let refused = |problem| refused(context, problem);
        let first = next(context, &mut stream).await?;
        let mut import = bank_file::Import::begin::<S>(first).map_err(refused)?;
        context.may(StepName::ImportBankFile)?;
        // Never closed.
        let _place = BANK_FILES.acquire().await;
        while let Some(message) = next(context, &mut stream).await? {
            import.push(message).map_err(refused)?;
        }
        let content = import.finish();
        let read = tokio::task::spawn_blocking(move || ImportBankFile::read(&content)).await;
        let (id, language) = (&context.admitted().id, context.admitted().language);
        let read = read.map_err(|_| error::unavailable("the file was not read", id, language))?;
        read.map_err(|fault| context.invalid(bank_file::unreadable(&fault)))
    }
}

/// The next message; `None` at the end of a stream that was ended and not broken off.
async fn next<S: SchemeContract, M>(
    context: &RequestContext<S>,
    stream: &mut Streaming<M>,
) -> Result<Option<M>, Status> {
    let (id, language) = (&context.admitted().id, context.admitted().language);
    let message = tokio::time::timeout(CHUNK_WITHIN, stream.message())
        .await
        .map_err(|_| error::unavailable("nothing came for too long", id, language))?
        .map_err(|status| foreign(&status, id, language).unwrap_or(status))?;
    if message.is_none() && context.admitted().cut.happened() {
        return Err(Status::cancelled("the file was broken off"));
    }
    Ok(message)
}

fn refused<S: SchemeContract>(context: &RequestContext<S>, problem: UploadError) -> Status {
    match problem {
        UploadError::Invalid(faults) => context.invalid(faults),
        UploadError::TooLarge { limit_bytes } => {
            let asked = context.admitted();
            error::too_large("the file", limit_bytes, &asked.id, asked.language)
        }
    }
}
