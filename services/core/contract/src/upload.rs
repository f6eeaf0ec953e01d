//! Files that come in a stream of messages: one that says what the file is, then its bytes.

use domain::violations::Violations;

/// The most bytes of one message's chunk.
pub const CHUNK_BYTES_MAX: usize = 256 * 1024;

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
