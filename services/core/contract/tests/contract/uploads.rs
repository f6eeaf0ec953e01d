//! Files: facts first, then bytes, within their limits.

use contract::attachment::{FILE_BYTES_MAX, Upload};
use contract::upload::{CHUNK_BYTES_MAX, UploadError};
use contract::v1::upload_attachment_request::Content;
use contract::v1::{Attachment, UploadAttachmentRequest};

use crate::test_scheme::TestScheme;

pub fn facts() -> UploadAttachmentRequest {
    UploadAttachmentRequest {
        content: Some(Content::Attachment(Attachment {
            name: concat!(
                "schemes/test-scheme/calls/2026/applications/01890a5d-ac96-774b-bcce-b302099a8057",
                "/attachments/01890a5d-ac96-774b-bcce-b302099a8058",
            )
            .to_owned(),
            kind: "project_description".to_owned(),
            file_name: "Søknad.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            ..Attachment::default()
        })),
    }
}

fn chunk(bytes: usize) -> UploadAttachmentRequest {
    UploadAttachmentRequest {
        content: Some(Content::Chunk(vec![1; bytes])),
    }
}

fn begun() -> Upload {
    Upload::begin::<TestScheme>(Some(facts())).unwrap()
}

fn told(error: UploadError) -> String {
    match error {
        UploadError::Invalid(faults) => faults.into_vec().remove(0).field,
        UploadError::TooLarge { limit_bytes } => format!("larger than {limit_bytes}"),
    }
}

#[test]
fn a_file_of_the_largest_size_comes_through() {
    let mut upload = begun();
    for _ in 0..FILE_BYTES_MAX / CHUNK_BYTES_MAX {
        upload.push(chunk(CHUNK_BYTES_MAX)).unwrap();
    }
    assert_eq!(
        upload.push(chunk(1)).map_err(told),
        Err(format!("larger than {FILE_BYTES_MAX}"))
    );
    let (facts, content) = upload.finish().unwrap();
    assert_eq!(facts.file_name, "Søknad.pdf");
    assert_eq!(content.len(), FILE_BYTES_MAX);
}

#[test]
fn what_is_not_a_file_is_told() {
    let none = UploadAttachmentRequest { content: None };
    for first in [None, Some(none.clone()), Some(chunk(1))] {
        assert_eq!(
            Upload::begin::<TestScheme>(first).map(drop).map_err(told),
            Err("attachment".to_owned())
        );
    }
    for (message, field) in [
        (chunk(CHUNK_BYTES_MAX + 1), "chunk"),
        (none, "chunk"),
        (facts(), "attachment"),
    ] {
        assert_eq!(begun().push(message).map_err(told), Err(field.to_owned()));
    }
    assert_eq!(
        begun().finish().map(drop).map_err(told),
        Err("chunk".to_owned())
    );
}

#[test]
fn a_file_name_has_no_path() {
    for name in ["../a.pdf", "a/b.pdf", "C:\\a.pdf", ".", ".."] {
        let mut message = facts();
        if let Some(Content::Attachment(attachment)) = &mut message.content {
            attachment.file_name = name.to_owned();
        }
        assert_eq!(
            Upload::begin::<TestScheme>(Some(message))
                .map(drop)
                .map_err(told),
            Err("attachment.file_name".to_owned()),
            "{name}"
        );
    }
}
