//! A file on its way in and out.

use std::sync::LazyLock;
use std::time::Duration;

use casework::application::attachment::NewAttachment;
use contract::SchemeContract;
use contract::attachment::{CHUNK_BYTES_MAX, Upload, UploadError};
use contract::names::ApplicationName;
use contract::v1::download_attachment_response::Content;
use contract::v1::{Attachment, DownloadAttachmentResponse, UploadAttachmentRequest};
use domain::step::StepName;
use tokio::sync::Semaphore;
use tonic::{Status, Streaming};

use crate::auth::foreign;
use crate::desk::Sitting;
use crate::error;

/// Files on their way in at the same time, in the whole program: each can take 10 MiB of memory.
const UPLOADS_MAX: usize = 32;
/// A client that sends nothing for so long gives its place to another.
const CHUNK_WITHIN: Duration = Duration::from_secs(15);

static PLACES: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(UPLOADS_MAX));

/// Receives a file: facts first, then chunks to the clean end of the stream. What is broken off
/// leaves nothing.
pub(super) async fn receive<S: SchemeContract>(
    sitting: &Sitting<S>,
    mut stream: Streaming<UploadAttachmentRequest>,
) -> Result<(ApplicationName, NewAttachment), Status> {
    let refused = |problem| refused(sitting, problem);
    let first = next(sitting, &mut stream).await?;
    let mut upload = Upload::begin::<S>(first).map_err(refused)?;
    sitting.may(StepName::UploadAttachment)?;
    // Never closed.
    let _place = PLACES.acquire().await;
    while let Some(message) = next(sitting, &mut stream).await? {
        upload.push(message).map_err(refused)?;
    }
    let (facts, content) = upload.finish().map_err(refused)?;
    let application = ApplicationName {
        scheme: facts.name.scheme,
        call: facts.name.call,
        application: facts.name.application,
    };
    let file = NewAttachment {
        id: facts.name.attachment,
        kind: facts.kind,
        file_name: facts.file_name,
        media_type: facts.media_type,
        content,
    };
    Ok((application, file))
}

/// The next message; `None` at the end of a stream that was ended and not broken off.
async fn next<S: SchemeContract>(
    sitting: &Sitting<S>,
    stream: &mut Streaming<UploadAttachmentRequest>,
) -> Result<Option<UploadAttachmentRequest>, Status> {
    let (id, language) = (&sitting.admitted().id, sitting.admitted().language);
    let message = tokio::time::timeout(CHUNK_WITHIN, stream.message())
        .await
        .map_err(|_| error::unavailable("nothing came for too long", id, language))?
        .map_err(|status| foreign(&status, id, language).unwrap_or(status))?;
    if message.is_none() && sitting.admitted().cut.happened() {
        return Err(Status::cancelled("the file was broken off"));
    }
    Ok(message)
}

fn refused<S: SchemeContract>(sitting: &Sitting<S>, problem: UploadError) -> Status {
    match problem {
        UploadError::Invalid(faults) => sitting.invalid(faults),
        UploadError::TooLarge { limit_bytes } => {
            let asked = sitting.admitted();
            error::too_large("the file", limit_bytes, &asked.id, asked.language)
        }
    }
}

/// The messages of a download: the facts, then the bytes.
pub(super) fn messages(
    facts: Attachment,
    content: Vec<u8>,
) -> impl Iterator<Item = Result<DownloadAttachmentResponse, Status>> {
    let chunks = content.len().div_ceil(CHUNK_BYTES_MAX);
    let chunk = move |at: usize| {
        let end = content.len().min((at + 1) * CHUNK_BYTES_MAX);
        Content::Chunk(content[at * CHUNK_BYTES_MAX..end].to_vec())
    };
    std::iter::once(Content::Attachment(facts))
        .chain((0..chunks).map(chunk))
        .map(|content| {
            Ok(DownloadAttachmentResponse {
                content: Some(content),
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_goes_out_in_chunks() {
        let sizes = |bytes: usize| -> Vec<usize> {
            messages(Attachment::default(), vec![7; bytes])
                .skip(1)
                .map(|message| match message.unwrap().content {
                    Some(Content::Chunk(chunk)) => chunk.len(),
                    other => panic!("{other:?}"),
                })
                .collect()
        };
        assert_eq!(sizes(1), [1]);
        assert_eq!(sizes(CHUNK_BYTES_MAX), [CHUNK_BYTES_MAX]);
        assert_eq!(sizes(CHUNK_BYTES_MAX + 1), [CHUNK_BYTES_MAX, 1]);
    }
}
