//! From bytes to text: what spreadsheets and editors write.

use super::fault::{Fault, Problem};
use std::borrow::Cow;

/// Windows-1252 where it differs from Latin-1: 0x80 to 0x9f. Nought: not assigned.
const WINDOWS_1252: [u32; 32] = [
    0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc,
    0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
];

/// Reads UTF-8 (with or without a byte order mark), UTF-16 with a byte order mark, or else
/// Windows-1252.
///
/// # Errors
/// The bytes are none of these, or hold NUL: the line on which that shows.
pub(super) fn text(file: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let text = match file {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
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

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'static, str>, Fault> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match decoded {
            Ok(read) => text.push(read),
            Err(_) => return Err(wrong(text.as_bytes(), text.len())),
        }
    }
    if odd.is_empty() {
        Ok(Cow::Owned(text))
    } else {
        Err(wrong(text.as_bytes(), text.len()))
    }
}

fn windows_1252(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for (at, byte) in bytes.iter().enumerate() {
        let code = match byte {
            0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
            _ => u32::from(*byte),
        };
        match char::from_u32(code).filter(|_| code != 0) {
            Some(read) => text.push(read),
            None => return Err(wrong(bytes, at)),
        }
    }
    Ok(Cow::Owned(text))
}
