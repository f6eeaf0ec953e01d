//! From bytes to text: what spreadsheets and editors write.

use super::fault::{Fault, Problem};
use encoding_rs::{DecoderResult, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Reads UTF-8 (with or without a byte order mark), UTF-16 with a byte order mark, or else
/// Windows-1252.
///
/// # Errors
/// The bytes are none of these, or hold NUL: the line on which that shows.
pub(super) fn text(file: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let text = match file {
        [0xff, 0xfe, rest @ ..] => utf16(rest, UTF_16LE)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, UTF_16BE)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => {
            Cow::Borrowed(std::str::from_utf8(rest).map_err(|e| wrong(rest, e.valid_up_to()))?)
        }
        _ => match std::str::from_utf8(file) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => windows_1252(file)?,
        },
    };
    match text.find('\0') {
        Some(at) => Err(wrong(text.as_bytes(), at)),
        None => Ok(text),
    }
}

fn wrong(bytes: &[u8], at: usize) -> Fault {
    let line = 1 + bytes[..at.min(bytes.len())]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count();
    Fault::new(line, "", Problem::Encoding)
}

/// Decodes UTF-16; an unpaired surrogate or half a unit is a fault.
fn utf16<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Result<Cow<'a, str>, Fault> {
    let mut text = String::with_capacity(bytes.len());
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let most = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    text.reserve(most.unwrap_or(0));
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(Cow::Owned(text)),
        (DecoderResult::Malformed(..) | DecoderResult::OutputFull, _) => {
            Err(wrong(text.as_bytes(), text.len()))
        }
    }
}

/// Decodes Windows-1252; a byte that it does not assign is a fault.
fn windows_1252(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    const UNASSIGNED: [u8; 5] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
    match bytes.iter().position(|byte| UNASSIGNED.contains(byte)) {
        Some(at) => Err(wrong(bytes, at)),
        None => Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0),
    }
}
