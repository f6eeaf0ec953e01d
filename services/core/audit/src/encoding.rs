//! Bytes that are hashed, and bytes as text.

use sha2::{Digest, Sha256};

use crate::Hash;

/// The fields of something that is hashed, each after its length as eight bytes, big endian.
pub(crate) struct Fields(Vec<u8>);

impl Fields {
    pub(crate) fn tagged(tag: &str) -> Self {
        let mut fields = Self(Vec::with_capacity(512));
        fields.add(tag.as_bytes());
        fields
    }

    pub(crate) fn add(&mut self, field: &[u8]) {
        self.0.extend((field.len() as u64).to_be_bytes());
        self.0.extend(field);
    }

    pub(crate) fn add_number(&mut self, number: i64) {
        self.add(&number.to_be_bytes());
    }

    /// Adds a text that may be absent: present, it has the byte 1 before it.
    pub(crate) fn add_optional(&mut self, text: Option<&str>) {
        let mut field = Vec::new();
        if let Some(text) = text {
            field.push(1);
            field.extend(text.as_bytes());
        }
        self.add(&field);
    }

    pub(crate) fn hash(&self) -> Hash {
        Sha256::digest(&self.0).into()
    }
}

/// Returns bytes as lower-case hexadecimal.
#[must_use]
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads hexadecimal of a known length.
pub(crate) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_is_read_back_and_nothing_else_is() {
        assert_eq!(to_hex(&[0, 15, 255]), "000fff");
        assert_eq!(from_hex::<3>("000fff"), Some([0, 15, 255]));
        for text in ["", "000ff", "000fff0", "+00fff", "000f g", "00ø0"] {
            assert_eq!(from_hex::<3>(text), None, "{text}");
        }
    }

    #[test]
    fn fields_are_told_apart_by_their_lengths() {
        let of = |fields: &[&str]| {
            let mut all = Fields::tagged("t");
            fields.iter().for_each(|field| all.add(field.as_bytes()));
            all.hash()
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["a", ""]), of(&["a"]));
        let optional = |text: Option<&str>| {
            let mut all = Fields::tagged("t");
            all.add_optional(text);
            all.hash()
        };
        assert_ne!(optional(None), optional(Some("")));
    }
}
