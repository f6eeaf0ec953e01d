//! Files that come in a stream of messages: one that says what the file is, then its bytes.

use domain::violations::Violations;

/// The most bytes of one message's chunk.
pub const CHUNK_BYTES_MAX: usize = 256 * 1024;

/// Reads the name of a file, without a path.
pub(crate) fn file_name(faults: &mut Violations, text: &str) -> Option<String> {
    let file_name = faults.line("file_name", text, 200);
    if text.contains(['/', '\\']) || matches!(text, "." | "..") {
        faults.add(
            "file_name",
            "must be a name without a path; leave the folders out",
        );
    }
    file_name
}

/// Reads a media type.
pub(crate) fn media_type(faults: &mut Violations, text: &str) -> Option<String> {
    let media_type = faults.line("media_type", text, 100);
    if !is_media_type(text) {
        faults.add(
            "media_type",
            "is not a media type; write type/subtype, as in application/pdf",
        );
    }
    media_type
}

/// `type/subtype` of the characters RFC 6838 allows, without parameters.
fn is_media_type(text: &str) -> bool {
    let token = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    text.split_once('/')
        .is_some_and(|(kind, subtype)| token(kind) && token(subtype))
}

/// Reads the kind of a file, one of the scheme's codes.
pub(crate) fn file_kind(
    faults: &mut Violations,
    text: &str,
    kinds: &'static [&'static str],
) -> Option<String> {
    let kind = kinds.contains(&text).then(|| text.to_owned());
    if kind.is_none() {
        faults.add(
            "kind",
            format_args!(
                "is no kind of file that this scheme asks for; use one of {}",
                kinds.join(", ")
            ),
        );
    }
    kind
}

/// Why a stream of messages is not a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UploadError {
    /// A message breaks its constraints.
    #[error(transparent)]
    Invalid(Violations),
    /// More bytes than a file may have.
    #[error("the file is larger than {limit_bytes} bytes")]
    TooLarge {
        /// The most a file may have.
        limit_bytes: usize,
    },
}

/// Reads the facts that come before the bytes.
pub(crate) fn facts<M, F>(
    field: &str,
    first: Option<&M>,
    read: impl FnOnce(&mut Violations, &M) -> Option<F>,
) -> Result<F, UploadError> {
    let mut faults = Violations::new();
    if first.is_none() {
        faults.add(
            field,
            "is required in the first message; send the facts before the bytes",
        );
    }
    let facts = first.and_then(|from| faults.within(field, |faults| read(faults, from)));
    faults.finish(facts).map_err(UploadError::Invalid)
}

/// Ends a stream, which has at least one byte.
pub(crate) fn finish<F>(facts: F, content: Vec<u8>) -> Result<(F, Vec<u8>), UploadError> {
    let mut faults = Violations::new();
    if content.is_empty() {
        faults.add("chunk", "is required; a file has at least one byte");
    }
    faults
        .finish(Some((facts, content)))
        .map_err(UploadError::Invalid)
}

/// Adds the bytes of a further message to a file. `part` is the message's chunk, or the field of a
/// first message that came again; `None` is a message without content.
///
/// # Errors
/// [`UploadError`] when there is no chunk, too large a chunk, or the file has become too large.
pub(crate) fn push(
    content: &mut Vec<u8>,
    part: Option<Result<Vec<u8>, &'static str>>,
    limit_bytes: usize,
) -> Result<(), UploadError> {
    let mut faults = Violations::new();
    match part {
        Some(Ok(chunk)) if chunk.len() > CHUNK_BYTES_MAX => faults.add(
            "chunk",
            format_args!(
                "has {} bytes; send at most {CHUNK_BYTES_MAX} a message",
                chunk.len()
            ),
        ),
        Some(Ok(chunk)) if content.len() + chunk.len() > limit_bytes => {
            return Err(UploadError::TooLarge { limit_bytes });
        }
        Some(Ok(chunk)) => content.extend_from_slice(&chunk),
        Some(Err(field)) => faults.add(
            field,
            "stands in the first message only; send one stream a file",
        ),
        None => faults.add("chunk", "is required; send bytes in every further message"),
    }
    faults.finish(Some(())).map_err(UploadError::Invalid)
}
