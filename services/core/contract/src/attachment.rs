//! Files of applications (vedlegg): the facts first, then the bytes.

use domain::application::Attachment;
use domain::violations::Violations;

use crate::names::{ApplicationName, AttachmentName, ResourceName};
use crate::outward::Outward;
use crate::upload::{self, UploadError};
use crate::v1::upload_attachment_request::Content;
use crate::{SchemeContract, v1};

/// The most bytes of one file.
pub const FILE_BYTES_MAX: usize = 10 * 1024 * 1024;

/// The facts of a file, which a client sends before the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// The name the client chose.
    pub name: AttachmentName,
    /// The kind of the file, one of the scheme's codes.
    pub kind: String,
    /// File name.
    pub file_name: String,
    /// Media type.
    pub media_type: String,
}

/// A file on its way in.
#[derive(Debug)]
pub struct Upload {
    facts: FileFacts,
    content: Vec<u8>,
}

impl Upload {
    /// Begins with the stream's first message; `None` is a stream without any.
    ///
    /// # Errors
    /// [`UploadError::Invalid`] with every fault of the message.
    pub fn begin<S: SchemeContract>(
        first: Option<v1::UploadAttachmentRequest>,
    ) -> Result<Upload, UploadError> {
        let attachment = match first.and_then(|message| message.content) {
            Some(Content::Attachment(attachment)) => Some(attachment),
            Some(Content::Chunk(_)) | None => None,
        };
        let facts = upload::facts("attachment", attachment.as_ref(), file_facts::<S>)?;
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
    pub fn push(&mut self, message: v1::UploadAttachmentRequest) -> Result<(), UploadError> {
        let part = message.content.map(|content| match content {
            Content::Chunk(chunk) => Ok(chunk),
            Content::Attachment(_) => Err("attachment"),
        });
        upload::push(&mut self.content, part, FILE_BYTES_MAX)
    }

    /// Ends the stream: the facts and the bytes.
    ///
    /// # Errors
    /// [`UploadError::Invalid`] when no bytes came.
    pub fn finish(self) -> Result<(FileFacts, Vec<u8>), UploadError> {
        upload::finish(self.facts, self.content)
    }
}

fn file_facts<S: SchemeContract>(
    faults: &mut Violations,
    from: &v1::Attachment,
) -> Option<FileFacts> {
    let name = AttachmentName::read(faults, "name", &from.name, S::PROFILE.code);
    let kind = upload::file_kind(faults, &from.kind, S::PROFILE.attachment_kinds);
    let file_name = upload::file_name(faults, &from.file_name);
    let media_type = upload::media_type(faults, &from.media_type);
    Some(FileFacts {
        name: name?,
        kind: kind?,
        file_name: file_name?,
        media_type: media_type?,
    })
}

impl<S: SchemeContract> Outward<S> {
    /// A file of the application with this name, without its content.
    #[must_use]
    pub fn attachment(&self, application: &ApplicationName, file: Attachment) -> v1::Attachment {
        let name = AttachmentName {
            scheme: application.scheme.clone(),
            call: application.call.clone(),
            application: application.application,
            attachment: file.id,
        };
        v1::Attachment {
            name: name.to_string(),
            kind: file.kind,
            file_name: file.file_name,
            media_type: file.media_type,
            size_bytes: file.size_bytes,
            sha256: file.sha256,
        }
    }
}
